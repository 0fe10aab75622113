import { useCallback, useEffect, useState } from 'react'
import { faultOfFailedRequest } from './answer'
import { keepUnchanged } from './rows'
import type { Fault, PentsService, Picture } from './types'

export const READ_EVERY_MILLIS = 2_000
/** Four missed reads: older than this is called old, whatever the reason. */
export const STALE_AFTER_MILLIS = 8_000

/** What is known, how old it is, and why it is not newer. */
export type Live = {
  readonly picture: Picture | null
  readonly readAt: number | null
  readonly fault: Fault | null
}

const NOTHING_YET: Live = { picture: null, readAt: null, fault: null }

/** Reads again and again, never two reads at once; the last good picture stays through faults. */
export const useLive = (service: PentsService): { live: Live; refresh: () => void } => {
  const [live, setLive] = useState<Live>(NOTHING_YET)
  const [round, setRound] = useState(0)

  useEffect(() => {
    let cancelled = false
    let timer: ReturnType<typeof setTimeout> | undefined

    const once = async (): Promise<void> => {
      const next = await service.read().then(
        picture => (before: Live): Live => ({
          picture: keepUnchanged(before.picture, picture),
          readAt: Date.now(),
          fault: null,
        }),
        (why: unknown) => (before: Live): Live => ({ ...before, fault: faultOfFailedRequest(why) }),
      )
      if (!cancelled) {
        setLive(next)
        timer = setTimeout(() => void once(), READ_EVERY_MILLIS)
      }
    }

    void once()
    return () => {
      cancelled = true
      clearTimeout(timer)
    }
  }, [service, round])

  const refresh = useCallback(() => {
    setRound(before => before + 1)
  }, [])
  return { live, refresh }
}

/** The wall clock, a new value each second, so that the age of what is shown grows while nothing comes. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
    }, 1_000)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return now
}

/** Whether the picture is so old that the page must say so. */
export const isStale = (live: Live, now: number): boolean => live.readAt !== null && now - live.readAt > STALE_AFTER_MILLIS
