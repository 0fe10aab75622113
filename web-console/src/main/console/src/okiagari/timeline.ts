import { detailOf } from './answer-details'
import type { JournalEvent, PentName } from './types'

/** One line of the timeline. */
export type Moment = {
  readonly event: JournalEvent
  readonly at: number
  /** For an Up after a death: how long it was gone in ms; else null. */
  readonly backAfter: number | null
  readonly detail: Readonly<Record<string, string>>
}

/** What happens to a whole pcheck happens to each of its PENTs. */
const OF_PCHECK: readonly string[] = ['pcheck.start', 'pcheck.reload', 'pcheck.stop', 'pcheck.resume', 'pcheck.shutdown']

const concerns = (event: JournalEvent, { pcheck, pname, pentId }: PentName): boolean => {
  if (event.pcheck !== pcheck) {
    return false
  }
  return event.pentId === 0 ? OF_PCHECK.includes(event.event) : event.pentId === pentId && event.pent === pname
}

/** Returns what happened to one PENT, newest first; an Up tells how long it was gone. */
export const momentsOf = (events: readonly JournalEvent[], pent: PentName): Moment[] => {
  let diedAt: number | null = null
  const moments: Moment[] = []
  for (const event of events) {
    if (!concerns(event, pent)) {
      continue
    }
    const at = Date.parse(event.time)
    const isUp = event.event === 'pent.up'
    moments.push({
      event,
      at,
      backAfter: isUp && diedAt !== null ? at - diedAt : null,
      detail: Object.fromEntries(detailOf(event)),
    })
    if (isUp) {
      diedAt = null
    } else if (event.event === 'pent.down') {
      diedAt ??= at
    }
  }
  return moments.reverse()
}
