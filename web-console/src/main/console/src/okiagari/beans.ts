/** Names of the server's beans, attributes and operations: the one place where they are spelled. */
export const DOMAIN = 'okiagari'
export const AGENT = `${DOMAIN}:type=Agent`
export const ALL_PENTS = 'AllPents'
export const PCHECKS = 'Pchecks'
export const RELOAD = 'reload'

const PLAIN = /^[A-Za-z0-9_.\-/@+]+$/

/** Returns a key's value as the server writes it: quoted (javax.management.ObjectName.quote) only where it is not plain. */
export const keyValue = (text: string): string =>
  PLAIN.test(text) ? text : `"${text.replace(/["\\*?]/g, found => `\\${found}`).replace(/\n/g, '\\n')}"`

export const pcheckBean = (pcheck: string): string => `${DOMAIN}:pcheck=${keyValue(pcheck)},type=Pcheck`
