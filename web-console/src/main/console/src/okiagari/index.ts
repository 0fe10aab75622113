import { configManager, hawtio, helpRegistry, workspace, type HawtioPlugin } from '@hawtio/react'
import { DOMAIN } from './beans'
import { PLUGIN_ID, PLUGIN_ORDER, PLUGIN_PATH, PLUGIN_TITLE } from './globals'
import help from './help.md?raw'
import helpJa from './help.ja.md?raw'
import { languageNow, textsNow } from './i18n/language'

// Not treeContainsDomainAndProperties: in 2.3.0 it looks at no key but id, name and icon.
const hasAgent = async (): Promise<boolean> => (await workspace.findMBeans(DOMAIN, { type: 'Agent' })).length > 0

const page =
  (isActive: () => Promise<boolean>): HawtioPlugin =>
  () => {
    hawtio.addDeferredPlugin(PLUGIN_ID, async () => {
      const { Okiagari } = await import('./Okiagari')
      return { id: PLUGIN_ID, title: PLUGIN_TITLE, path: PLUGIN_PATH, order: PLUGIN_ORDER, component: Okiagari, isActive }
    })
    const isJapanese = languageNow() === 'ja'
    helpRegistry.add(PLUGIN_ID, PLUGIN_TITLE, help, isJapanese ? 0 : PLUGIN_ORDER)
    helpRegistry.add(`${PLUGIN_ID}-ja`, `${PLUGIN_TITLE} (日本語)`, helpJa, isJapanese ? PLUGIN_ORDER : 0)
  }

/**
 * Registers our page. It is active where our Agent bean is, and where there is no bean at all: our tree holds only our
 * own domain, so that is a monitor that is still starting or was undeployed, and the page says so and waits for it.
 */
export const okiagari = page(async () => (await hasAgent()) || !(await workspace.hasMBeans()))

/** The same in a Hawtio of others, where no bean at all is no connection, or a server that wants a log-in first. */
export const okiagariElsewhere = page(hasAgent)

/** Says what this is in the language of the reader, where Hawtio's frame lets us. */
export const translateAbout = (): Promise<void> =>
  configManager.configure(config => {
    config.about = { ...config.about, description: textsNow().about }
  })
