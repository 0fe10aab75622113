import type { Sign } from './types'

/** Three beats of the server that did not come. */
const SILENT_AFTER_MILLIS = 10_000
const FIRST_RETRY_MILLIS = 2_000
const LAST_RETRY_MILLIS = 30_000

/**
 * Listens to the server's events while the page is seen. What fails is tried again, at growing distances; meanwhile the page
 * asks by the clock.
 *
 * @returns how to stop it
 */
export const listenTo = (address: string, hear: (sign: Sign) => void): (() => void) => {
  let source: EventSource | null = null
  let isOpen = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let retryMillis = FIRST_RETRY_MILLIS

  const close = (): void => {
    clearTimeout(timer)
    source?.close()
    source = null
    if (isOpen) {
      isOpen = false
      hear('closed')
    }
  }
  const lose = (): void => {
    close()
    timer = setTimeout(open, retryMillis)
    retryMillis = Math.min(2 * retryMillis, LAST_RETRY_MILLIS)
  }
  const heard = (sign: Sign): void => {
    clearTimeout(timer)
    timer = setTimeout(lose, SILENT_AFTER_MILLIS)
    hear(sign)
  }
  const open = (): void => {
    source = new EventSource(address)
    source.onopen = () => {
      isOpen = true
      retryMillis = FIRST_RETRY_MILLIS
      heard('open')
    }
    source.onerror = lose
    source.addEventListener('change', () => {
      heard('change')
    })
    source.addEventListener('beat', () => {
      heard('beat')
    })
  }
  // A browser holds few connections to one server: pages in the background must not take them all.
  const onVisibility = (): void => {
    close()
    if (!document.hidden) {
      open()
    }
  }

  document.addEventListener('visibilitychange', onVisibility)
  onVisibility()
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    close()
  }
}
