import type { Who } from './types'

const MAY_RELOAD: readonly string[] = ['operator', 'admin']

/** Only a mirror for the eye: the server's restrictor decides. */
export const mayReload = (who: Who): boolean => who.roles?.some(role => MAY_RELOAD.includes(role)) ?? true
