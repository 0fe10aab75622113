import { useEffect, useState } from 'react'
import { faultOfFailedRequest } from './answer'
import type { Fault, JournalEvent, PentsService } from './types'
import { READ_EVERY_MILLIS } from './use-live'

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
export const useJournal = (service: PentsService): Journal => {
  const [journal, setJournal] = useState<Journal>({ events: null, fault: null })

  useEffect(() => {
    let cancelled = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let held: readonly JournalEvent[] | null = null
    const once = async (): Promise<void> => {
      try {
        held = joined(held, await service.events(held?.at(-1)?.seq ?? -1, MOST_EVENTS), MOST_EVENTS)
        if (!cancelled) {
          const events = held
          setJournal(before => (before.events === events && before.fault === null ? before : { events, fault: null }))
        }
      } catch (why) {
        if (!cancelled) {
          const fault = faultOfFailedRequest(why)
          setJournal(before => ({ ...before, fault }))
        }
      }
      if (!cancelled) {
        timer = setTimeout(() => void once(), READ_EVERY_MILLIS)
      }
    }
    void once()
    return () => {
      cancelled = true
      clearTimeout(timer)
    }
  }, [service])

  return journal
}
