import type { Texts } from './i18n/en'
import type { Verb, Who } from './types'

type Role = 'operator' | 'admin'

const NEEDS: Readonly<Record<Verb, Role>> = {
  reload: 'operator',
  stop: 'operator',
  start: 'operator',
  dump: 'operator',
  shutdown: 'admin',
  recoveryTest: 'admin',
  startPfile: 'admin',
}

const COVERED_BY: Readonly<Record<Role, readonly string[]>> = { operator: ['operator', 'admin'], admin: ['admin'] }

/** Only a mirror for the eye: the server's restrictor decides. */
export const may = (verb: Verb, who: Who): boolean =>
  who.roles?.some(role => COVERED_BY[NEEDS[verb]].includes(role)) ?? true

/** Says why it is locked. */
export const lockedBecause = (verb: Verb, who: Who, texts: Texts): string =>
  texts.needsRole(texts.acts[verb].name, NEEDS[verb], who.user)
