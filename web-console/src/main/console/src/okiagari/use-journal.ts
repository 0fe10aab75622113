import { useEffect, useState } from 'react'
import { faultOfFailedRequest } from './answer'
import { useDesk } from './desk'
import { repeat } from './repeat'
import type { Fault, JournalEvent } from './types'

/** How many of the newest events a page holds. */
export const MOST_EVENTS = 2_000

export type Journal = {
  /** Oldest first; null until the first answer. */
  readonly events: readonly JournalEvent[] | null
  readonly fault: Fault | null
}

/** Returns the newest events of both, oldest first; the same object when nothing is new. */
export const joined = (before: readonly JournalEvent[] | null, more: readonly JournalEvent[], most: number): readonly JournalEvent[] => {
  if (before === null) {
    return more.slice(-most)
  }
  const last = before.at(-1)?.seq ?? -1
  const news = more.filter(event => event.seq > last)
  return news.length === 0 ? before : [...before, ...news].slice(-most)
}

/** Reads the newest events, then only those that came after. */
export const useJournal = (): Journal => {
  const { service, pulse } = useDesk()
  const [journal, setJournal] = useState<Journal>({ events: null, fault: null })

  useEffect(() => {
    let cancelled = false
    let held: readonly JournalEvent[] | null = null
    const once = async (): Promise<boolean> => {
      try {
        held = joined(held, await service.events(held?.at(-1)?.seq ?? -1, MOST_EVENTS), MOST_EVENTS)
        if (!cancelled) {
          const events = held
          setJournal(before => (before.events === events && before.fault === null ? before : { events, fault: null }))
        }
        return true
      } catch (why) {
        if (!cancelled) {
          const fault = faultOfFailedRequest(why)
          setJournal(before => ({ ...before, fault }))
        }
        return false
      }
    }
    const stop = repeat(once, pulse)
    return () => {
      cancelled = true
      stop()
    }
  }, [service, pulse])

  return journal
}
