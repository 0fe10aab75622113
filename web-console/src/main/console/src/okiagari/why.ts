import type { Texts } from './i18n/en'
import { isWatched } from './states'
import type { Pent, PentDetail } from './types'

const available = (pent: Pent, { why }: Texts): string => {
  if (pent.lastExitStatus === '') {
    return why.availAlways
  }
  return pent.lastRestartMillis >= 0 ? why.avail(pent.lastExitStatus) : why.availFound(pent.lastExitStatus)
}

/** Says in one sentence why a PENT is as it is, and what to do if a person must do something. */
export const sentenceOf = (pent: Pent, detail: PentDetail | null, texts: Texts): string => {
  const { why } = texts
  if (!isWatched(pent)) {
    return why.off
  }
  switch (pent.procSts) {
    case 'AVAIL':
      return available(pent, texts)
    case 'RESTART':
      return detail === null ? why.restartScript : why.restart(pent.restartCount, detail.retry)
    case 'RETRY_OVER':
      return detail?.retry === 0 ? why.retryOverNone : why.retryOver(pent.restartCount)
    case 'DOWN':
      return why.down
    case 'WAIT':
      return why.wait
    default:
      return why.unknown(pent.procSts)
  }
}
