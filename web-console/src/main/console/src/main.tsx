import type { ITreeProcessorRegistry } from '@hawtio/react'
import { configManager, HawtioInitialization, Logger, TaskState } from '@hawtio/react/init'
import '@hawtio/react/dist/index.css'
import '@hawtio/react/dist/init.css'
import '@patternfly/react-core/dist/styles/base.css'
import { createRoot } from 'react-dom/client'
import './console.css'

const LOADING = 'Loading UI'

const place = document.getElementById('root')
if (place === null) {
  throw new Error('index.html has no element "root"')
}
const root = createRoot(place)

/** Hawtio loses its whole tree when it is not told who may do what: then show the tree without locks; the server decides. */
const keepTreeWithoutLocks = (registry: ITreeProcessorRegistry): void => {
  for (const [name, processor] of Object.entries(registry.getProcessors())) {
    registry.add(name, tree =>
      processor(tree).catch((why: unknown) => {
        Logger.get('okiagari').warn('The tree is shown without', name, why)
      }),
    )
  }
}

const start = async (): Promise<void> => {
  configManager.initItem(LOADING, TaskState.started, 'config')
  root.render(<HawtioInitialization verbose={false} />)
  const hawtioParts = await import('@hawtio/react')
  const { okiagari, translateAbout } = await import('./okiagari')
  // Not runtime() and jvmDiagnostics(): they execute dumpAllThreads and flight recordings and read all system
  // properties, which our restrictor refuses. Not connect(): the WAR has no proxy.
  hawtioParts.jmx()
  hawtioParts.rbac()
  keepTreeWithoutLocks(hawtioParts.treeProcessorRegistry)
  okiagari()
  await translateAbout()
  configManager.initItem(LOADING, TaskState.finished, 'config')
  await hawtioParts.hawtio.bootstrap()
  const { Hawtio } = await import('@hawtio/react/ui')
  root.render(<Hawtio />)
}

start().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error)
  root.render(
    <div role="alert">
      <p>The console could not be started: {why}. Reload the page to try again.</p>
      <p lang="ja">コンソールを起動できませんでした: {why}。ページを再読み込みしてください。</p>
    </div>,
  )
})
