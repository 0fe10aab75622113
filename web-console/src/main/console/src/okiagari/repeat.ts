import type { Pulse } from './pulse'

/** How often the page asks where the server does not tell, and how often it asks all the same where it does. */
export const READ_EVERY_MILLIS = 2_000
const STREAMING_EVERY_MILLIS = 10_000
/** Between two reads that changes ask for. */
const LEAST_MILLIS = 200
/** A read of ten thousand rows must leave server and browser most of their time. */
const REST = 4
/** Nobody looks at a page in the background. */
const HIDDEN = 5

const pauseAfter = (tookMillis: number, isGood: boolean, { isStreaming }: { isStreaming: boolean }): number => {
  const every = isStreaming && isGood ? STREAMING_EVERY_MILLIS : READ_EVERY_MILLIS
  return Math.max(every, REST * tookMillis) * (document.hidden ? HIDDEN : 1)
}

/**
 * Does some reading again and again, never twice at once: when the pulse says so, and by the clock.
 *
 * @param read resolves to whether it went well; does not reject
 * @returns how to stop it
 */
export const repeat = (read: () => Promise<boolean>, pulse: Pulse): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  let isReading = false
  let asked = 0
  let tookMillis = 0
  let endedAt = 0

  const wait = (millis: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void once(), millis)
  }
  const soon = (): number => Math.max(0, endedAt + Math.max(LEAST_MILLIS, REST * tookMillis) - performance.now())
  const once = async (): Promise<void> => {
    isReading = true
    const askedBefore = asked
    const began = performance.now()
    const isGood = await read()
    isReading = false
    endedAt = performance.now()
    tookMillis = endedAt - began
    if (!isStopped) {
      wait(asked > askedBefore ? soon() : pauseAfter(tookMillis, isGood, pulse.now()))
    }
  }
  const unsubscribe = pulse.subscribe(() => {
    if (isReading) {
      asked++
    } else {
      wait(soon())
    }
  })

  void once()
  return () => {
    isStopped = true
    unsubscribe()
    clearTimeout(timer)
  }
}
