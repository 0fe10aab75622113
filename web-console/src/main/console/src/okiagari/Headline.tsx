import { Icon, Label, Title } from '@patternfly/react-core'
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon'
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon'
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon'
import { InfoCircleIcon } from '@patternfly/react-icons/dist/esm/icons/info-circle-icon'
import { memo, type FunctionComponent, type ReactElement } from 'react'
import { headlineOf, type Tone } from './headline'
import { texts } from './texts'
import type { Picture } from './types'

export type Freshness = 'live' | 'stale' | 'lost'

const SIGNS: Readonly<Record<Tone, ReactElement>> = {
  success: <CheckCircleIcon />,
  danger: <ExclamationCircleIcon />,
  warning: <ExclamationTriangleIcon />,
  info: <InfoCircleIcon />,
}

const FRESH = {
  live: { status: 'success', word: texts.live },
  stale: { status: 'warning', word: texts.stale },
  lost: { status: 'danger', word: texts.lost },
} as const

const LiveMark: FunctionComponent<{ freshness: Freshness; readAt: number }> = ({ freshness, readAt }) => (
  <div className="okiagari-live" data-testid="okiagari-live" data-live={freshness}>
    <Label variant="outline" status={FRESH[freshness].status}>
      {FRESH[freshness].word}
    </Label>
    <span className="okiagari-quiet">{texts.readAt(new Date(readAt).toLocaleTimeString())}</span>
  </div>
)

const Words: FunctionComponent<{ picture: Picture }> = memo(function Words({ picture }) {
  const { tone, title, facts } = headlineOf(picture)
  return (
    <div role="status">
      <Title headingLevel="h1" size="2xl" className="okiagari-headline">
        <Icon status={tone} size="lg">
          {SIGNS[tone]}
        </Icon>
        <span data-testid="okiagari-headline" data-tone={tone}>
          {title}
        </span>
      </Title>
      <ul className="okiagari-facts" data-testid="okiagari-facts">
        {facts.map(fact => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </div>
  )
})

/** Says whether anybody has to do something, and how fresh that answer is. */
export const Headline: FunctionComponent<{ picture: Picture; readAt: number; freshness: Freshness }> = props => (
  <div className="okiagari-top">
    <Words picture={props.picture} />
    <LiveMark freshness={props.freshness} readAt={props.readAt} />
  </div>
)
