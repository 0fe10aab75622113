import { useCallback, useEffect, useState } from 'react'
import { faultOfFailedRequest } from './answer'
import type { Fault } from './types'

export type Polled<T> = { readonly value: T | null; readonly fault: Fault | null }

/**
 * Reads again and again, never two reads at once; the last good value stays through faults, but not over to another key.
 *
 * @param key what is read; another key begins anew
 * @param read stable over renderings for one key
 * @param everyMillis null = once, and when it is asked for
 */
export const usePolled = <T>(
  key: string,
  read: () => Promise<T>,
  everyMillis: number | null,
): Polled<T> & { again: () => void } => {
  const [state, setState] = useState<Polled<T> & { key: string }>({ key, value: null, fault: null })
  const [round, setRound] = useState(0)

  useEffect(() => {
    let cancelled = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const once = async (): Promise<void> => {
      const next = await read().then(
        value => () => ({ key, value, fault: null }),
        (why: unknown) => (before: Polled<T> & { key: string }) => ({
          key,
          value: before.key === key ? before.value : null,
          fault: faultOfFailedRequest(why),
        }),
      )
      if (!cancelled) {
        setState(next)
        if (everyMillis !== null) {
          timer = setTimeout(() => void once(), everyMillis)
        }
      }
    }
    void once()
    return () => {
      cancelled = true
      clearTimeout(timer)
    }
  }, [key, read, everyMillis, round])

  const again = useCallback(() => {
    setRound(before => before + 1)
  }, [])
  return state.key === key ? { ...state, again } : { value: null, fault: null, again }
}
