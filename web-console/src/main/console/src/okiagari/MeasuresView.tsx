import { Skeleton, Title } from '@patternfly/react-core'
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table'
import { useMemo, type FunctionComponent } from 'react'
import { FIGURES, figureNames, SELF } from './beans'
import { Bars } from './Bars'
import { useDesk } from './desk'
import type { Texts } from './i18n/en'
import { lasted, when } from './i18n/format'
import { useTexts } from './i18n/language'
import { barsOf, stretchesOf } from './measures'
import { Section } from './Section'
import type { Measures } from './types'
import { useJournal } from './use-journal'
import { READ_EVERY_MILLIS, useNow } from './use-live'
import { usePolled } from './use-polled'

const MINUTE = 60_000

/** The histogram of each figure, in the order of FIGURES. */
const TIMINGS = ['detection', 'restart', 'tick'] as const

const spanOf = (name: string, value: string | number | undefined, texts: Texts): string => {
  if (typeof value !== 'number' || value < 0) {
    return texts.none
  }
  return lasted(name.endsWith('Micros') ? value / 1_000 : value, texts)
}

const Figures: FunctionComponent<{ measures: Measures }> = ({ measures: { figures } }) => {
  const texts = useTexts()
  const heads = [texts.median, texts.p99, texts.max]
  return (
    <Table variant="compact" borders={false} aria-label={texts.measuresHead} gridBreakPoint="grid-md" data-testid="figures">
      <Thead>
        <Tr>
          <Th aria-label={texts.measuresHead} />
          <Th>{texts.count}</Th>
          {heads.map(head => (
            <Th key={head}>{head}</Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {FIGURES.map((figure, i) => {
          const names = figureNames(figure)
          const name = texts.measureNames[TIMINGS[i] ?? ''] ?? figure
          return (
            <Tr key={figure}>
              <Td dataLabel={texts.measuresHead}>{name}</Td>
              <Td dataLabel={texts.count} className="okiagari-number">
                {figures[names.count] ?? texts.none}
              </Td>
              {names.values.map((value, j) => (
                <Td key={value} dataLabel={heads[j] ?? ''} className="okiagari-number">
                  {spanOf(value, figures[value], texts)}
                </Td>
              ))}
            </Tr>
          )
        })}
      </Tbody>
    </Table>
  )
}

const Histograms: FunctionComponent<{ measures: Measures }> = ({ measures }) => {
  const texts = useTexts()
  return TIMINGS.map(name => {
    const timing = measures.timings.find(each => each.name === name)
    const bars = timing === undefined ? [] : barsOf(timing)
    return (
      <Section key={name} title={texts.measureNames[name] ?? name} testId={`histogram-${name}`}>
        {bars.length === 0 ? (
          <p className="okiagari-quiet">{texts.noMeasures}</p>
        ) : (
          <Bars
            caption={texts.histogram}
            kinds={[texts.count]}
            rows={bars.map(bar => ({
              label: bar.upToMillis === null ? texts.longer : texts.upTo(lasted(bar.upToMillis, texts)),
              values: [bar.n],
            }))}
          />
        )}
      </Section>
    )
  })
}

const Restarts: FunctionComponent = () => {
  const texts = useTexts()
  const { service } = useDesk()
  const { events } = useJournal(service)
  const minute = Math.floor(useNow() / MINUTE) * MINUTE
  const { stretches } = useMemo(() => stretchesOf(events ?? [], minute + MINUTE), [events, minute])
  return (
    <Section title={texts.restartsHead} testId="restarts-over-time">
      <p className="okiagari-quiet">{texts.restartsNote(events?.length ?? 0)}</p>
      {stretches.length === 0 ? (
        <p className="okiagari-quiet">{texts.noMeasures}</p>
      ) : (
        <Bars
          caption={texts.restartsHead}
          kinds={[texts.deaths, texts.restarts]}
          rows={stretches.map(({ from, deaths, restarts }) => ({ label: when(from, texts), values: [deaths, restarts] }))}
        />
      )}
    </Section>
  )
}

const Self: FunctionComponent<{ measures: Measures }> = ({ measures: { figures } }) => {
  const texts = useTexts()
  const shown = (name: string): string => {
    const value = figures[name]
    if (name === 'StartTime' && typeof value === 'string') {
      return when(Date.parse(value), texts)
    }
    return name.endsWith('Millis') ? spanOf(name, value, texts) : String(value ?? texts.unknown)
  }
  return (
    <Section title={texts.selfHead} testId="self">
      <dl className="okiagari-self">
        {SELF.map(name => (
          <div key={name}>
            <dt>{texts.self[name] ?? name}</dt>
            <dd>{shown(name)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

/** How fast deaths are seen and processes come back, how often, and what the monitor itself costs. */
export const MeasuresView: FunctionComponent = () => {
  const texts = useTexts()
  const { service } = useDesk()
  const { value, fault } = usePolled('measures', service.measures, READ_EVERY_MILLIS)
  return (
    <article data-testid="measures-view">
      <Title headingLevel="h1" size="xl">
        {texts.measuresHead}
      </Title>
      <p className="okiagari-quiet">{texts.measuresNote}</p>
      {fault === null ? null : <p className="okiagari-why">{fault.message}</p>}
      {value === null ? (
        fault === null && <Skeleton height="14rem" />
      ) : (
        <>
          <Figures measures={value} />
          <div className="okiagari-thirds">
            <Histograms measures={value} />
          </div>
          <Restarts />
          <Self measures={value} />
        </>
      )}
    </article>
  )
}
