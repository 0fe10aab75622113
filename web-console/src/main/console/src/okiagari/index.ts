import { hawtio, helpRegistry, workspace, type HawtioPlugin } from '@hawtio/react'
import { DOMAIN } from './beans'
import { PLUGIN_ID, PLUGIN_ORDER, PLUGIN_PATH, PLUGIN_TITLE } from './globals'
import help from './help.md?raw'

// Not treeContainsDomainAndProperties: in 2.3.0 it looks at no key but id, name and icon.
const hasAgent = async (): Promise<boolean> => (await workspace.findMBeans(DOMAIN, { type: 'Agent' })).length > 0

/**
 * Registers our page. It is active where our Agent bean is, and where there is no bean at all: our tree holds only our
 * own domain, so that is a monitor that is still starting or was undeployed, and the page says so and waits for it.
 */
export const okiagari: HawtioPlugin = () => {
  hawtio.addDeferredPlugin(PLUGIN_ID, async () => {
    const { Okiagari } = await import('./Okiagari')
    return {
      id: PLUGIN_ID,
      title: PLUGIN_TITLE,
      path: PLUGIN_PATH,
      order: PLUGIN_ORDER,
      component: Okiagari,
      isActive: async () => (await hasAgent()) || !(await workspace.hasMBeans()),
    }
  })
  helpRegistry.add(PLUGIN_ID, PLUGIN_TITLE, help, PLUGIN_ORDER)
}
