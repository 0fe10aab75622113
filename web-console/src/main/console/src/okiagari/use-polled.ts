import { useCallback, useEffect, useState } from 'react'
import { faultOfFailedRequest } from './answer'
import { useDesk } from './desk'
import { repeat } from './repeat'
import type { Fault } from './types'

export type Polled<T> = { readonly value: T | null; readonly fault: Fault | null }

/** `live`: again and again, as the overview is read; `once`: once, and when it is asked for. */
export type How = 'live' | 'once'

/**
 * Reads; the last good value stays through faults, but not over to another key.
 *
 * @param key what is read; another key begins anew
 * @param read stable over renderings for one key
 */
export const usePolled = <T>(key: string, read: () => Promise<T>, how: How): Polled<T> & { again: () => void } => {
  const { pulse } = useDesk()
  const [state, setState] = useState<Polled<T> & { key: string }>({ key, value: null, fault: null })
  const [round, setRound] = useState(0)

  useEffect(() => {
    let cancelled = false
    const once = async (): Promise<boolean> => {
      try {
        const value = await read()
        if (!cancelled) {
          setState({ key, value, fault: null })
        }
        return true
      } catch (why) {
        if (!cancelled) {
          setState(before => ({ key, value: before.key === key ? before.value : null, fault: faultOfFailedRequest(why) }))
        }
        return false
      }
    }
    if (how === 'once') {
      void once()
    }
    const stop = how === 'live' ? repeat(once, pulse) : () => undefined
    return () => {
      cancelled = true
      stop()
    }
  }, [key, read, how, pulse, round])

  const again = useCallback(() => {
    setRound(before => before + 1)
  }, [])
  return state.key === key ? { ...state, again } : { value: null, fault: null, again }
}
