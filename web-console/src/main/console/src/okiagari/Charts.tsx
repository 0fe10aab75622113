import {
  Chart,
  ChartAxis,
  ChartBar,
  ChartGroup,
  ChartLabel,
  ChartLine,
  ChartThemeColor,
  ChartTooltip,
} from '@patternfly/react-charts/victory'
import { VictoryClipContainer } from 'victory'
import { useEffect, useRef, useState, type FunctionComponent, type ReactElement, type RefObject } from 'react'
import { ticksTo } from './measures'

/** PatternFly's charts with what all of ours share: as wide as there is room, a height of their own, words for who cannot see. */

const HEIGHT = 220
const PADDING = { top: 36, right: 16, bottom: 40, left: 44 }
const FIRST_WIDTH = 480
/** So wide is a label of the time axis, with some room beside it. */
const LABEL_WIDTH = 76

/** The names of lines stand above the plot, where Victory would cut them off. */
const LABEL_ROOM = { top: PADDING.top, left: LABEL_WIDTH, right: LABEL_WIDTH }

const COLOURS = ['var(--okiagari-chart-0)', 'var(--okiagari-chart-1)'] as const

const useWidth = (): [RefObject<HTMLDivElement | null>, number] => {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(FIRST_WIDTH)
  useEffect(() => {
    if (place.current === null || typeof ResizeObserver === 'undefined') {
      return undefined
    }
    const observer = new ResizeObserver(entries => {
      const now = Math.floor(entries[0]?.contentRect.width ?? 0)
      if (now > 0) {
        setWidth(now)
      }
    })
    observer.observe(place.current)
    return () => {
      observer.disconnect()
    }
  }, [])
  return [place, width]
}

type FrameProps = {
  readonly name: string
  readonly title: string
  readonly labels: readonly string[]
  readonly most: number
  readonly children: (width: number) => ReactElement[]
}

/** Two axes: places 1, 2, 3 ... with their labels, as many as fit, and counts from 0. */
const Frame: FunctionComponent<FrameProps> = ({ name, title, labels, most, children }) => {
  const [place, width] = useWidth()
  const step = Math.max(1, Math.ceil((labels.length * LABEL_WIDTH) / (width - PADDING.left - PADDING.right)))
  return (
    <div ref={place} className="okiagari-chart" style={{ blockSize: HEIGHT }} data-testid={`chart-${name}`}>
      <Chart
        name={name}
        ariaTitle={title}
        width={width}
        height={HEIGHT}
        padding={PADDING}
        themeColor={ChartThemeColor.blue}
        domain={{ x: [0.5, labels.length + 0.5], y: [0, Math.max(1, most * 1.1)] }}
      >
        <ChartAxis
          tickValues={labels.map((_, i) => i + 1).filter(i => (i - 1) % step === 0)}
          tickFormat={(i: number) => labels[i - 1] ?? ''}
        />
        <ChartAxis dependentAxis showGrid tickValues={ticksTo(most)} tickFormat={String} />
        {children(width)}
      </Chart>
    </div>
  )
}

/** The bars of a histogram touch, but for a hair: where a line crosses one, it crosses it on the screen too. */
const stretchWidth = (width: number, bars: number): number => Math.max(2, ((width - PADDING.left - PADDING.right) / bars) * 0.92)

const barWidth = (width: number, bars: number): number =>
  Math.max(2, Math.min(36, ((width - PADDING.left - PADDING.right) / bars) * 0.7))

export type MarkAt = { readonly label: string; readonly x: number }

const anchorOf = (x: number, bars: number): 'start' | 'middle' | 'end' => (x < 1 ? 'start' : x > bars ? 'end' : 'middle')

type HistogramProps = {
  readonly name: string
  readonly title: string
  readonly bars: readonly { readonly label: string; readonly n: number }[]
  /** Lines across the bars: where the median and such lie, in places of bars. */
  readonly marks: readonly MarkAt[]
}

/** How many were in each stretch of durations. */
export const Histogram: FunctionComponent<HistogramProps> = ({ name, title, bars, marks }) => {
  const most = Math.max(1, ...bars.map(bar => bar.n))
  return (
    <Frame name={name} title={title} labels={bars.map(bar => bar.label)} most={most}>
      {width => [
        <ChartBar
          key="bars"
          barWidth={stretchWidth(width, bars.length)}
          data={bars.map((bar, i) => ({ x: i + 1, y: bar.n, label: `${bar.label}: ${bar.n}` }))}
          labelComponent={<ChartTooltip constrainToVisibleArea />}
          style={{ data: { fill: COLOURS[0] } }}
        />,
        ...marks.map(({ label, x }, row) => (
          <ChartLine
            key={label}
            data={[
              { x, y: 0 },
              { x, y: most * 1.1 },
            ]}
            labels={['', label]}
            groupComponent={<VictoryClipContainer clipPadding={LABEL_ROOM} />}
            labelComponent={<ChartLabel dy={-14 * row} textAnchor={anchorOf(x, bars.length)} />}
            style={{ data: { stroke: COLOURS[1], strokeWidth: 2, strokeDasharray: '4,3' } }}
          />
        )),
      ]}
    </Frame>
  )
}

type SeriesProps = {
  readonly name: string
  readonly title: string
  readonly kinds: readonly string[]
  readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[]
}

/** Counts of several kinds beside each other, along time. */
export const Series: FunctionComponent<SeriesProps> = ({ name, title, kinds, rows }) => (
  <>
    <ul className="okiagari-keys">
      {kinds.map((kind, k) => (
        <li key={kind}>
          <span className={`okiagari-key okiagari-kind-${k}`} aria-hidden="true" /> {kind}
        </li>
      ))}
    </ul>
    <Frame name={name} title={title} labels={rows.map(row => row.label)} most={Math.max(1, ...rows.flatMap(row => row.values))}>
      {width => {
        const each = barWidth(width, rows.length) / kinds.length
        return [
          <ChartGroup key="kinds" offset={each}>
            {kinds.map((kind, k) => (
              <ChartBar
                key={kind}
                barWidth={each}
                data={rows.map((row, i) => ({ x: i + 1, y: row.values[k] ?? 0, label: `${row.label}: ${kind} ${row.values[k] ?? 0}` }))}
                labelComponent={<ChartTooltip constrainToVisibleArea />}
                style={{ data: { fill: COLOURS[k] ?? COLOURS[0] } }}
              />
            ))}
          </ChartGroup>,
        ]
      }}
    </Frame>
  </>
)
