import { useCallback, useEffect, useState } from 'react'
import { faultOfFailedRequest } from './answer'
import type { Pulse, PulseState } from './pulse'
import { repeat } from './repeat'
import { keepUnchanged } from './rows'
import type { Fault, PentsService, Picture } from './types'

/** Four missed reads, or nearly three missed beats: older than this is called old, whatever the reason. */
export const STALE_AFTER_MILLIS = 8_000

/** What is known, how old it is, and why it is not newer. */
export type Live = {
  readonly picture: Picture | null
  readonly readAt: number | null
  readonly fault: Fault | null
}

const NOTHING_YET: Live = { picture: null, readAt: null, fault: null }

/** Reads again and again; the last good picture stays through faults. */
export const useLive = (service: PentsService, pulse: Pulse): { live: Live; refresh: () => void } => {
  const [live, setLive] = useState<Live>(NOTHING_YET)
  const [round, setRound] = useState(0)

  useEffect(() => {
    let cancelled = false
    const stop = repeat(async () => {
      const next = await service.read().then(
        picture => (before: Live): Live => ({
          picture: keepUnchanged(before.picture, picture),
          readAt: Date.now(),
          fault: null,
        }),
        (why: unknown) => faultOfFailedRequest(why),
      )
      if (!cancelled) {
        setLive(before => (typeof next === 'function' ? next(before) : { ...before, fault: next }))
      }
      return typeof next === 'function'
    }, pulse)
    return () => {
      cancelled = true
      stop()
    }
  }, [service, pulse, round])

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

/** Returns when the picture was last known to be true: read then, or not changed by then. */
export const knownAt = ({ readAt, fault }: Live, { signAt }: PulseState): number | null =>
  readAt === null || fault !== null || signAt === null ? readAt : Math.max(readAt, signAt)

/** Whether the picture is so old that the page must say so. */
export const isStale = (known: number | null, now: number): boolean => known !== null && now - known > STALE_AFTER_MILLIS
