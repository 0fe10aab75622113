export const PLUGIN_ID = 'okiagari'
export const PLUGIN_TITLE = 'Okiagari'
export const PLUGIN_PATH = '/okiagari'
/** Before all of Hawtio's own plugins: first entry and landing page. */
export const PLUGIN_ORDER = -1
