import type { JournalEvent, Timing } from './types'

/** Pure work on measurements. */

/** One bar: how many were longer than `fromMillis` and not longer than `upToMillis`; null = no bound. */
export type Bar = { readonly fromMillis: number; readonly upToMillis: number | null; readonly n: number }

/** A histogram of fewer bars looks like none. */
const FEWEST_BARS = 5

/**
 * Returns the buckets of a histogram without the empty ones at both ends, but as many as make a histogram where there are so many.
 * The server's counts grow from bucket to bucket.
 */
export const barsOf = ({ boundsMicros, counts }: Timing): Bar[] => {
  const bars = counts.map((count, i) => {
    const bound = boundsMicros[i]
    const from = (boundsMicros[i - 1] ?? 0) / 1_000
    return { fromMillis: from, upToMillis: bound === undefined ? null : bound / 1_000, n: Math.max(0, count - (counts[i - 1] ?? 0)) }
  })
  const first = bars.findIndex(bar => bar.n > 0)
  if (first < 0) {
    return []
  }
  const last = bars.findLastIndex(bar => bar.n > 0)
  const missing = Math.max(0, FEWEST_BARS - (last + 1 - first))
  const begin = Math.max(0, Math.min(first - Math.floor(missing / 2), bars.length - FEWEST_BARS))
  return bars.slice(begin, Math.max(last + 1, begin + FEWEST_BARS))
}

/** Returns where a duration lies among bars of width 1 whose middles are at 1, 2, 3 ...; null if it lies among none. */
export const placeAmong = (bars: readonly Bar[], millis: number): number | null => {
  const i = bars.findIndex(({ upToMillis }) => upToMillis === null || millis <= upToMillis)
  const bar = bars[i]
  if (bar === undefined || millis < 0) {
    return null
  }
  const within = bar.upToMillis === null ? 0.5 : (millis - bar.fromMillis) / (bar.upToMillis - bar.fromMillis)
  return i + 0.5 + Math.min(1, Math.max(0, within))
}

const MOST_TICKS = 5

/** Returns whole numbers from 0 to `most`, at round distances, for an axis. */
export const ticksTo = (most: number): number[] => {
  const least = most / MOST_TICKS
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)))
  const step = [1, 2, 5, 10].map(n => n * power).find(n => n >= least) ?? 1
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step)
}

/** Deaths and restarts of one stretch of time. */
export type Stretch = { readonly from: number; readonly deaths: number; readonly restarts: number }

const MINUTE = 60_000
const STEPS = [1, 5, 10, 30, 60, 180, 720, 1_440, 10_080].map(minutes => minutes * MINUTE)
const MOST_STRETCHES = 30

/** Returns deaths and restarts from the first event to now, in at most 30 equal stretches of a round length. */
export const stretchesOf = (events: readonly JournalEvent[], now: number): { step: number; stretches: Stretch[] } => {
  const times = events.filter(event => event.event === 'pent.down' || event.event === 'pent.restart')
  const first = times[0]
  if (first === undefined) {
    return { step: MINUTE, stretches: [] }
  }
  const span = Math.max(0, now - Date.parse(first.time))
  const step = STEPS.find(length => span / length <= MOST_STRETCHES - 1) ?? Math.ceil(span / (MOST_STRETCHES - 1))
  const begin = Math.floor(Date.parse(first.time) / step) * step
  const stretches = Array.from({ length: Math.max(1, Math.ceil((now - begin) / step)) }, (_, i) => ({
    from: begin + i * step,
    deaths: 0,
    restarts: 0,
  }))
  for (const event of times) {
    const stretch = stretches[Math.floor((Date.parse(event.time) - begin) / step)]
    if (stretch !== undefined) {
      stretch[event.event === 'pent.down' ? 'deaths' : 'restarts']++
    }
  }
  return { step, stretches }
}
