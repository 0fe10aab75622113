import { Alert, AlertActionLink } from '@patternfly/react-core'
import type { FunctionComponent } from 'react'
import { clockTime } from './i18n/format'
import { useTexts } from './i18n/language'
import type { Fault, FaultKind } from './types'

type Props = {
  /** `null`: nothing is known to be wrong, but nothing came either. */
  readonly fault: Fault | null
  readonly readAt: number | null
  readonly now: number
}

/** The others say all in their title. */
const HAS_REASON: readonly FaultKind[] = ['lost', 'refused', 'failed']

const toLogIn = (): void => {
  window.location.assign(document.baseURI)
}

/** Says plainly that what is shown is old, since when, and why. */
export const FaultAlert: FunctionComponent<Props> = ({ fault, readAt, now }) => {
  const texts = useTexts()
  const age =
    readAt === null
      ? texts.nothingShown
      : texts.stillShown(
          clockTime(readAt, texts),
          texts.span(Math.max(0, Math.round((now - readAt) / 1000))),
        )
  const loggedOut = fault?.kind === 'loggedOut'
  return (
    <Alert
      isInline
      variant={fault === null ? 'warning' : 'danger'}
      title={fault === null ? texts.staleTitle : texts.faultTitles[fault.kind]}
      data-testid="okiagari-fault"
      actionLinks={loggedOut && <AlertActionLink onClick={toLogIn}>{texts.logIn}</AlertActionLink>}
    >
      {age} {loggedOut ? null : texts.tryingAgain}
      {fault !== null && HAS_REASON.includes(fault.kind) ? <div className="okiagari-why">{fault.message}</div> : null}
    </Alert>
  )
}
