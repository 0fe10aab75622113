import { useEffect, useState, useSyncExternalStore } from 'react'
import { Pulse, type PulseState } from './pulse'
import type { PentsService } from './types'

/** Listens to the server as long as the page is there. */
export const usePulse = ({ listen }: PentsService): Pulse => {
  const [pulse] = useState(() => new Pulse())
  useEffect(() => listen(pulse.hear), [listen, pulse])
  return pulse
}

export const usePulseState = (pulse: Pulse): PulseState => useSyncExternalStore(pulse.watch, pulse.now)
