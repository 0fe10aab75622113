import { DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from '@patternfly/react-core'
import type { FunctionComponent, ReactNode } from 'react'
import { exactly, lasted, when } from './i18n/format'
import { useTexts } from './i18n/language'
import type { Pent, PentDetail } from './types'

const Fact: FunctionComponent<{ term: string; testId: string; children: ReactNode }> = ({ term, testId, children }) => (
  <DescriptionListGroup>
    <DescriptionListTerm>{term}</DescriptionListTerm>
    <DescriptionListDescription data-testid={testId} className="okiagari-name">
      {children}
    </DescriptionListDescription>
  </DescriptionListGroup>
)

/** What is known of one PENT now. */
export const PentFacts: FunctionComponent<{ pent: Pent; detail: PentDetail | null; now: number }> = ({ pent, detail, now }) => {
  const texts = useTexts()
  const isUp = pent.upSince > 0
  const millis = (value: number): string => (value < 0 ? texts.none : lasted(value, texts))
  return (
    <DescriptionList isCompact isHorizontal className="okiagari-pent-facts">
      <Fact term={isUp ? texts.pid : texts.lastPid} testId="fact-pid">
        {pent.pid === 0 ? texts.noPid : pent.pid}
      </Fact>
      <Fact term={texts.upSince} testId="fact-up-since">
        {isUp ? (
          <time dateTime={new Date(pent.upSince).toISOString()} title={exactly(pent.upSince, texts)}>
            {when(pent.upSince, texts, now)} ({lasted(Math.max(0, now - pent.upSince), texts)})
          </time>
        ) : (
          texts.notUp
        )}
      </Fact>
      <Fact term={texts.lastEnd} testId="fact-exit">
        {pent.lastExitStatus === '' ? texts.noEnd : pent.lastExitStatus}
      </Fact>
      <Fact term={texts.detection} testId="fact-detection">
        {pent.lastExitStatus !== '' && pent.lastDetectionMillis < 0 ? texts.unknown : millis(pent.lastDetectionMillis)}
      </Fact>
      <Fact term={texts.restartTook} testId="fact-restart">
        {millis(pent.lastRestartMillis)}
      </Fact>
      <Fact term={texts.watched} testId="fact-watched">
        {texts.watchedWords[pent.watchedBy] ?? pent.watchedBy}
        {detail === null || detail.polledBecause === '' ? null : ` (${detail.polledBecause})`}
      </Fact>
      <Fact term={texts.matched} testId="fact-matched">
        {pent.matchedPath === '' ? texts.noPid : pent.matchedPath}
      </Fact>
      {detail === null ? null : (
        <Fact term={texts.command} testId="fact-command">
          {detail.restartCommand === '-' ? texts.noCommand : <code>{detail.restartCommand}</code>}
        </Fact>
      )}
      <Fact term={texts.retryOverAct} testId="fact-action">
        {pent.retryOverAct}
      </Fact>
    </DescriptionList>
  )
}
