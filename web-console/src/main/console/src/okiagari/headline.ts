import type { Texts } from './i18n/en'
import { concernOf, isWatched } from './states'
import type { Picture } from './types'

export type Tone = 'success' | 'danger' | 'warning' | 'info'

export type Headline = {
  readonly tone: Tone
  readonly title: string
  readonly facts: readonly string[]
}

type Counts = {
  readonly all: number
  readonly saved: number
  readonly retryOver: number
  readonly down: number
  readonly restarting: number
  readonly waiting: number
  readonly unknown: number
  readonly unwatched: number
}

const countsOf = ({ pents }: Picture): Counts => {
  const inState = (procSts: string): number => pents.filter(pent => pent.procSts === procSts).length
  return {
    all: pents.length,
    saved: inState('AVAIL'),
    retryOver: inState('RETRY_OVER'),
    down: inState('DOWN'),
    restarting: inState('RESTART'),
    waiting: inState('WAIT'),
    unknown: pents.filter(pent => concernOf(pent.procSts) === 'unknown').length,
    unwatched: pents.filter(pent => !isWatched(pent)).length,
  }
}

const titleOf = (counts: Counts, texts: Texts): { tone: Tone; title: string } => {
  const needYou = counts.retryOver + counts.down
  if (counts.all === 0) {
    return { tone: 'info', title: texts.nothing }
  }
  if (needYou > 0) {
    return { tone: 'danger', title: texts.needYou(needYou) }
  }
  if (counts.unknown > 0) {
    return { tone: 'warning', title: texts.unknownStates(counts.unknown) }
  }
  if (counts.restarting > 0) {
    return { tone: 'warning', title: texts.beingSaved(counts.restarting) }
  }
  if (counts.waiting > 0) {
    return { tone: 'info', title: texts.starting(counts.waiting) }
  }
  return counts.unwatched > 0
    ? { tone: 'warning', title: texts.savedButUnwatched(counts.unwatched) }
    : { tone: 'success', title: texts.allSaved }
}

const whenAny = (n: number, words: (n: number) => string): string[] => (n > 0 ? [words(n)] : [])

/** Says in one line whether anybody has to do something, and in a few facts why. */
export const headlineOf = (picture: Picture, texts: Texts): Headline => {
  const counts = countsOf(picture)
  const facts =
    counts.all === 0
      ? [texts.noPents]
      : [
          texts.upOf(counts.saved, counts.all, picture.pchecks.length),
          ...whenAny(counts.retryOver, texts.retryOver),
          ...whenAny(counts.down, texts.down),
          ...whenAny(counts.restarting, texts.restarting),
          ...whenAny(counts.waiting, texts.waiting),
          ...whenAny(counts.unwatched, texts.unwatched),
        ]
  return { ...titleOf(counts, texts), facts }
}
