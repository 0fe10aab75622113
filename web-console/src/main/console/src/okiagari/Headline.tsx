import { Icon, Label, Title } from '@patternfly/react-core'
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon'
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon'
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon'
import { InfoCircleIcon } from '@patternfly/react-icons/dist/esm/icons/info-circle-icon'
import { memo, type FunctionComponent, type ReactElement } from 'react'
import { headlineOf, type Tone } from './headline'
import { clockTime } from './i18n/format'
import { useTexts } from './i18n/language'
import type { Picture } from './types'

export type Freshness = 'live' | 'stale' | 'lost'

const SIGNS: Readonly<Record<Tone, ReactElement>> = {
  success: <CheckCircleIcon />,
  danger: <ExclamationCircleIcon />,
  warning: <ExclamationTriangleIcon />,
  info: <InfoCircleIcon />,
}

const FRESH = {
  live: 'success',
  stale: 'warning',
  lost: 'danger',
} as const

type MarkProps = { readonly freshness: Freshness; readonly isStreaming: boolean; readonly readAt: number }

/** Says how fresh all this is, and how the page comes to know of changes. */
export const LiveMark: FunctionComponent<MarkProps> = ({ freshness, isStreaming, readAt }) => {
  const texts = useTexts()
  return (
    <div className="okiagari-live" data-testid="okiagari-live" data-live={freshness} data-by={isStreaming ? 'stream' : 'clock'}>
      <Label variant="outline" status={FRESH[freshness]}>
        {freshness === 'live' && !isStreaming ? texts.liveByClock : texts[freshness]}
      </Label>
      <span className="okiagari-quiet">{texts.readAt(clockTime(readAt, texts))}</span>
    </div>
  )
}

/** Says whether anybody has to do something. */
export const Headline: FunctionComponent<{ picture: Picture }> = memo(function Headline({ picture }) {
  const { tone, title, facts } = headlineOf(picture, useTexts())
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

