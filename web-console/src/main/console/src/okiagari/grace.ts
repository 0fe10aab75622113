import type { Pent, PentDetail } from './types'

/** The GRACE window of one PENT as it is to be drawn. */
export type Window = {
  readonly kind: 'nothing' | 'closed' | 'open' | 'over' | 'never'
  readonly used: number
  readonly left: number
  readonly retry: number
  readonly beganAt: number
  readonly endsAt: number
  /** How much of the window has passed, 0 to 1. */
  readonly passed: number
}

const kindOf = (detail: PentDetail, endsAt: number, now: number): Window['kind'] => {
  if (detail.restartCommand === '-') {
    return 'nothing'
  }
  if (detail.windowSince === 0) {
    return 'closed'
  }
  if (detail.graceSeconds === 0) {
    return 'never'
  }
  return now > endsAt ? 'over' : 'open'
}

/** A window that is over still counts what was used in it, until the next restart opens another. */
export const windowOf = (pent: Pent, detail: PentDetail, now: number): Window => {
  const endsAt = detail.windowSince + detail.graceSeconds * 1_000
  const kind = kindOf(detail, endsAt, now)
  const isCounting = kind === 'open' || kind === 'never' || (kind === 'over' && pent.procSts === 'RETRY_OVER')
  const used = isCounting ? Math.min(pent.restartCount, detail.retry) : 0
  const passed = kind === 'open' ? (now - detail.windowSince) / (detail.graceSeconds * 1_000) : kind === 'over' ? 1 : 0
  return {
    kind,
    used,
    left: detail.retry - used,
    retry: detail.retry,
    beganAt: detail.windowSince,
    endsAt,
    passed: Math.max(0, Math.min(1, passed)),
  }
}
