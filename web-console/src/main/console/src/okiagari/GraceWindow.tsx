import { Progress, ProgressMeasureLocation } from '@patternfly/react-core'
import type { FunctionComponent } from 'react'
import { windowOf, type Window } from './grace'
import type { Texts } from './i18n/en'
import { lasted, when } from './i18n/format'
import { useTexts } from './i18n/language'
import type { Pent, PentDetail } from './types'

/** More than this are not drawn one by one. */
const MOST_DRAWN = 20

const sentence = (window: Window, detail: PentDetail, texts: Texts, now: number): string => {
  switch (window.kind) {
    case 'nothing':
      return texts.windowNothing
    case 'closed':
      return detail.graceSeconds === 0 ? texts.windowNeverClosed : texts.windowClosed(lasted(detail.graceSeconds * 1_000, texts))
    case 'open':
      return texts.windowOpen(when(window.beganAt, texts, now), when(window.endsAt, texts, now))
    case 'over':
      return texts.windowOver(when(window.endsAt, texts, now))
    case 'never':
      return texts.windowNever(when(window.beganAt, texts, now))
  }
}

const Attempts: FunctionComponent<{ window: Window }> = ({ window }) => {
  if (window.retry === 0 || window.retry > MOST_DRAWN) {
    return null
  }
  return (
    <span className="okiagari-attempts" aria-hidden="true">
      {Array.from({ length: window.retry }, (_, i) => (
        <span key={i} className={i < window.used ? 'okiagari-attempt okiagari-used' : 'okiagari-attempt'} />
      ))}
    </span>
  )
}

/** The restarts that are left, as dots, and how far the window has gone, as a bar; both in words too. */
export const GraceWindow: FunctionComponent<{ pent: Pent; detail: PentDetail; now: number }> = ({ pent, detail, now }) => {
  const texts = useTexts()
  const window = windowOf(pent, detail, now)
  const words = sentence(window, detail, texts, now)
  return (
    <div data-testid="grace-window" data-kind={window.kind} data-left={window.left}>
      {window.kind === 'nothing' ? null : (
        <div className="okiagari-attempts-row">
          <Attempts window={window} />
          <strong>{texts.attemptsLeft(window.left, window.retry)}</strong>
        </div>
      )}
      {window.kind === 'open' ? (
        <Progress
          value={Math.round(window.passed * 100)}
          measureLocation={ProgressMeasureLocation.none}
          aria-label={words}
          size="sm"
          {...(window.left === 0 ? { variant: 'danger' } : {})}
        />
      ) : null}
      <p className="okiagari-quiet">{words}</p>
    </div>
  )
}
