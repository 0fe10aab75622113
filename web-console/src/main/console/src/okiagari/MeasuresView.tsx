import { Skeleton, Title } from '@patternfly/react-core'
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table'
import { useMemo, type ComponentProps, type FunctionComponent } from 'react'
import { FIGURES, figureNames, SELF } from './beans'
import { Bars } from './Bars'
import { Histogram, Series } from './Charts'
import { useDesk } from './desk'
import type { Texts } from './i18n/en'
import { briefly, lasted, when } from './i18n/format'
import { useTexts } from './i18n/language'
import { barsOf, placeAmong, stretchesOf } from './measures'
import { Section } from './Section'
import type { Measures } from './types'
import { useJournal } from './use-journal'
import { useNow } from './use-live'
import { usePolled } from './use-polled'

const MINUTE = 60_000

/** The histogram of each figure, in the order of FIGURES. */
const TIMINGS = ['detection', 'restart', 'tick'] as const

/** Returns a figure of the agent in ms, null where nothing was measured. */
const millisOf = (name: string, value: string | number | undefined): number | null =>
  typeof value !== 'number' || value < 0 ? null : name.endsWith('Micros') ? value / 1_000 : value

const spanOf = (name: string, value: string | number | undefined, texts: Texts): string => {
  const millis = millisOf(name, value)
  return millis === null ? texts.none : lasted(millis, texts)
}

const Figures: FunctionComponent<{ measures: Measures }> = ({ measures: { figures } }) => {
  const texts = useTexts()
  const heads = [texts.median, texts.p99, texts.max]
  return (
    <Table variant="compact" borders={false} aria-label={texts.measuresHead} gridBreakPoint="grid-md" data-testid="figures">
      <Thead>
        <Tr>
          <Th aria-label={texts.measured} />
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
              <Td dataLabel={texts.measured}>{name}</Td>
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

const Numbers: FunctionComponent<ComponentProps<typeof Bars>> = props => {
  const texts = useTexts()
  return (
    <details className="okiagari-numbers">
      <summary>{texts.numbers}</summary>
      <Bars {...props} />
    </details>
  )
}

type TimingProps = { readonly name: string; readonly figure: (typeof FIGURES)[number]; readonly measures: Measures }

const TimingSection: FunctionComponent<TimingProps> = ({ name, figure, measures: { timings, figures } }) => {
  const texts = useTexts()
  const title = texts.measureNames[name] ?? name
  const timing = timings.find(each => each.name === name)
  const bars = timing === undefined ? [] : barsOf(timing)
  const labelled = bars.map(({ upToMillis, n }) => ({
    label: upToMillis === null ? texts.longer : lasted(upToMillis, texts),
    n,
  }))
  const [median, p99] = figureNames(figure).values.map(value => millisOf(value, figures[value]))
  const marks = [
    { label: texts.median, millis: median },
    { label: texts.p99Short, millis: p99 },
  ].flatMap(({ label, millis }) => {
    const x = millis === null || millis === undefined ? null : placeAmong(bars, millis)
    return x === null ? [] : [{ label, x }]
  })
  return (
    <Section title={title} testId={`histogram-${name}`}>
      {bars.length === 0 ? (
        <p className="okiagari-quiet">{texts.noMeasures}</p>
      ) : (
        <>
          <Histogram name={name} title={`${title}: ${texts.histogram}`} bars={labelled} marks={marks} />
          <p className="okiagari-quiet">{texts.histogramNote}</p>
          <Numbers
            caption={`${title}: ${texts.histogram}`}
            kinds={[texts.count]}
            rows={bars.map(({ upToMillis, n }) => ({
              label: upToMillis === null ? texts.longer : texts.upTo(lasted(upToMillis, texts)),
              values: [n],
            }))}
          />
        </>
      )}
    </Section>
  )
}

const Restarts: FunctionComponent = () => {
  const texts = useTexts()
  const { events } = useJournal()
  const minute = Math.floor(useNow() / MINUTE) * MINUTE
  const { stretches } = useMemo(() => stretchesOf(events ?? [], minute + MINUTE), [events, minute])
  const kinds = [texts.deaths, texts.restarts]
  const rows = stretches.map(({ from, deaths, restarts }) => ({ label: briefly(from, texts), values: [deaths, restarts] }))
  return (
    <Section title={texts.restartsHead} testId="restarts-over-time">
      <p className="okiagari-quiet">{texts.restartsNote(events?.length ?? 0)}</p>
      {stretches.length === 0 ? (
        <p className="okiagari-quiet">{texts.noMeasures}</p>
      ) : (
        <>
          <Series name="restarts" title={texts.restartsHead} kinds={kinds} rows={rows} />
          <Numbers caption={texts.restartsHead} kinds={kinds} rows={rows} />
        </>
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
  const { value, fault } = usePolled('measures', service.measures, 'live')
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
          <Restarts />
          <div className="okiagari-thirds">
            {TIMINGS.map((name, i) => (
              <TimingSection key={name} name={name} figure={FIGURES[i] ?? FIGURES[0]} measures={value} />
            ))}
          </div>
          <Self measures={value} />
        </>
      )}
    </article>
  )
}
