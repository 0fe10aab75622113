import { useEffect, useState } from 'react'
import type { PentsService, Who } from './types'

/** Asks once who is logged in; until the answer is there nothing is hidden. */
export const useWho = (service: PentsService): Who => {
  const [who, setWho] = useState<Who>({ user: '', roles: null })
  useEffect(() => {
    let cancelled = false
    void service.who().then(answer => {
      if (!cancelled) {
        setWho(answer)
      }
    })
    return () => {
      cancelled = true
    }
  }, [service])
  return who
}
