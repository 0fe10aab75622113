import { hawtio, helpRegistry, workspace, type HawtioPlugin } from '@hawtio/react'
import { DOMAIN } from './beans'
import { PLUGIN_ID, PLUGIN_ORDER, PLUGIN_PATH, PLUGIN_TITLE } from './globals'
import help from './help.md?raw'

/** Registers our page. It is active only in a server that has our Agent bean. */
export const okiagari: HawtioPlugin = () => {
  hawtio.addDeferredPlugin(PLUGIN_ID, async () => {
    const { Okiagari } = await import('./Okiagari')
    return {
      id: PLUGIN_ID,
      title: PLUGIN_TITLE,
      path: PLUGIN_PATH,
      order: PLUGIN_ORDER,
      component: Okiagari,
      // Not treeContainsDomainAndProperties: in 2.3.0 it looks at no key but id, name and icon.
      isActive: async () => (await workspace.findMBeans(DOMAIN, { type: 'Agent' })).length > 0,
    }
  })
  helpRegistry.add(PLUGIN_ID, PLUGIN_TITLE, help, PLUGIN_ORDER)
}
