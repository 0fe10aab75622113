import type { Pent } from './types'

/** What a state means for the person in front of the page. */
export type Concern = 'needsYou' | 'beingSaved' | 'notLookedAt' | 'saved' | 'unknown'

const CONCERNS: Readonly<Record<string, Concern>> = {
  RETRY_OVER: 'needsYou',
  DOWN: 'needsYou',
  RESTART: 'beingSaved',
  WAIT: 'notLookedAt',
  AVAIL: 'saved',
}

/** In the order of their urgency. */
export const STATES = ['RETRY_OVER', 'DOWN', 'RESTART', 'WAIT', 'AVAIL'] as const

const URGENCY: readonly Concern[] = ['needsYou', 'unknown', 'beingSaved', 'notLookedAt', 'saved']

export const concernOf = (procSts: string): Concern => CONCERNS[procSts] ?? 'unknown'

export const needsYou = (pent: Pent): boolean => concernOf(pent.procSts) === 'needsYou'

export const isWatched = (pent: Pent): boolean => pent.monitorSts !== 'off'

/** Smaller is more urgent. */
export const urgencyOf = (pent: Pent): number => URGENCY.indexOf(concernOf(pent.procSts))
