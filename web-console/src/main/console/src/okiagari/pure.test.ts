import { describe, expect, it } from 'vitest'
import { aDetail, anEvent, aPent } from './fixtures'
import { windowOf } from './grace'
import { en } from './i18n/en'
import { lasted } from './i18n/format'
import { ja } from './i18n/ja'
import { firstOf } from './i18n/language'
import { csv, jsonLines, shownEvents } from './journal-rows'
import { barsOf, placeAmong, stretchesOf, ticksTo } from './measures'
import { may } from './rights'
import { addressOf, placeOf, type Place } from './routes'
import { joined } from './use-journal'
import { sentenceOf } from './why'

describe('an address', () => {
  it.each<Place>([
    { at: 'overview' },
    { at: 'events' },
    { at: 'measurements' },
    { at: 'pcheck', pcheck: 'pfile web/ü%1' },
    { at: 'pent', pcheck: 'pfile_web', pentId: 12 },
  ])('leads back to its place: %o', place => {
    expect(placeOf(addressOf(place))).toEqual(place)
  })

  it('that is not known is the overview', () => {
    expect(placeOf('/okiagari/nowhere/x')).toEqual({ at: 'overview' })
    expect(placeOf('/okiagari/pcheck/p/pent/x')).toEqual({ at: 'pcheck', pcheck: 'p' })
    expect(placeOf('/okiagari/pcheck/%')).toEqual({ at: 'pcheck', pcheck: '%' })
  })
})

describe('the GRACE window', () => {
  const now = 1_000_000
  const used = aPent({ restartCount: 2 })

  it.each([
    ['is closed before the first restart', aDetail(), 'closed', 3, 0],
    ['counts what is used while it is open', aDetail({ windowSince: now - 300_000 }), 'open', 1, 0.5],
    ['gives all back when it is over', aDetail({ windowSince: now - 600_001 }), 'over', 3, 1],
    ['never ends with GRACE 0', aDetail({ windowSince: 1, graceSeconds: 0 }), 'never', 1, 0],
    ['is nothing without a command', aDetail({ restartCommand: '-' }), 'nothing', 3, 0],
  ])('%s', (_, detail, kind, left, passed) => {
    expect(windowOf(used, detail, now)).toMatchObject({ kind, left, passed })
  })

  it('keeps what is used up while it waits for a reload', () => {
    const over = aPent({ restartCount: 3, procSts: 'RETRY_OVER' })

    expect(windowOf(over, aDetail({ windowSince: 1 }), now)).toMatchObject({ left: 0 })
  })
})

describe('the sentence', () => {
  it.each(['AVAIL', 'RESTART', 'RETRY_OVER', 'DOWN', 'WAIT', 'NEW'])('is there for %s in both languages', procSts => {
    const pent = aPent({ procSts })

    expect(sentenceOf(pent, aDetail(), en)).toMatch(/\.$/)
    expect(sentenceOf(pent, aDetail(), ja)).toMatch(/。$/)
  })

  it('says first of all that nobody looks', () => {
    expect(sentenceOf(aPent({ monitorSts: 'off' }), null, en)).toContain('Monitoring is off')
  })
})

describe('events', () => {
  const events = [
    anEvent({ seq: 1, event: 'pent.down', detail: '{"exit":"signal 9"}' }),
    anEvent({ seq: 2, pent: '=cmd()', detail: '{"a":"x,\\"y\\""}' }),
  ]

  it('are found by our word, by theirs and by their detail', () => {
    const found = (words: string, kind = '') => shownEvents(events, { words, kind }, en).map(event => event.seq)

    expect(found('')).toEqual([2, 1])
    expect(found('died')).toEqual([1])
    expect(found('pent.down signal')).toEqual([1])
    expect(found('', 'pent.up')).toEqual([2])
  })

  it('are joined without holes or repeats, the oldest left out', () => {
    const before = joined(null, events, 2)

    expect(joined(before, events, 2)).toBe(before)
    expect(joined(before, [anEvent({ seq: 2 }), anEvent({ seq: 3 })], 2).map(event => event.seq)).toEqual([2, 3])
  })

  it('are saved as they stand in events.jsonl', () => {
    expect(JSON.parse(jsonLines(events).split('\n')[0] ?? '')).toMatchObject({ pent_id: 1, detail: { exit: 'signal 9' } })
  })

  it('are saved as CSV that no spreadsheet runs', () => {
    const row = csv(events).split('\r\n')[2]

    expect(row).toContain("'=cmd()")
    expect(row).toContain('"a=x,""y"""')
  })
})

describe('measurements', () => {
  it('are bars without the empty ends', () => {
    const counts = [0, 3, 3, 4, 5, 6, 7, 7]
    expect(barsOf({ name: 'tick', boundsMicros: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000], counts })).toEqual([
      { fromMillis: 1, upToMillis: 2, n: 3 },
      { fromMillis: 2, upToMillis: 4, n: 0 },
      { fromMillis: 4, upToMillis: 8, n: 1 },
      { fromMillis: 8, upToMillis: 16, n: 1 },
      { fromMillis: 16, upToMillis: 32, n: 1 },
      { fromMillis: 32, upToMillis: 64, n: 1 },
    ])
  })

  it.each([
    { counts: [0, 0, 0, 1, 1, 1, 1], from: [1, 5] },
    { counts: [1, 1, 1, 1, 1, 1, 1], from: [0, 4] },
    { counts: [0, 0, 0, 0, 0, 0, 1], from: [2, 6] },
    { counts: [0, 1], from: [0, 1] },
  ])('that are few stand among empty ones: $counts', ({ counts, from: [first, last] }) => {
    const bars = barsOf({ name: 'tick', boundsMicros: counts.slice(1).map((_, i) => (i + 1) * 1_000), counts })

    expect([bars[0]?.fromMillis, bars.at(-1)?.fromMillis]).toEqual([first, last])
  })

  it('are none where nothing was measured', () => {
    expect(barsOf({ name: 'tick', boundsMicros: [1], counts: [0, 0] })).toEqual([])
  })

  it('lie where they belong among the bars', () => {
    const bars = barsOf({ name: 'tick', boundsMicros: [1_000, 2_000, 4_000], counts: [0, 3, 4, 5] })

    expect(placeAmong(bars, 1)).toBe(1.5)
    expect(placeAmong(bars, 1.5)).toBe(2)
    expect(placeAmong(bars, 3)).toBe(3)
    expect(placeAmong(bars, 9)).toBe(4)
    expect(placeAmong(bars, 0.5)).toBe(1)
    expect(placeAmong(bars, -1)).toBeNull()
    expect(placeAmong([], 1)).toBeNull()
  })

  it('have ticks at whole and round numbers', () => {
    expect(ticksTo(1)).toEqual([0, 1])
    expect(ticksTo(3)).toEqual([0, 1, 2, 3])
    expect(ticksTo(9)).toEqual([0, 2, 4, 6, 8])
    expect(ticksTo(82)).toEqual([0, 20, 40, 60, 80])
    expect(ticksTo(2_000)).toEqual([0, 500, 1_000, 1_500, 2_000])
  })

  it('of restarts are counted by stretches of time', () => {
    const at = (time: string, event: string) => anEvent({ time: `2026-11-22T06:0${time}Z`, event })
    const { step, stretches } = stretchesOf(
      [at('0:01', 'pent.down'), at('0:02', 'pent.restart'), at('2:00', 'pent.down')],
      Date.parse('2026-11-22T06:04:00Z'),
    )

    expect(step).toBe(60_000)
    expect(stretches.map(({ deaths, restarts }) => [deaths, restarts])).toEqual([[1, 1], [0, 0], [1, 0], [0, 0]])
  })
})

it('lets each role do what the server lets it do', () => {
  const who = (...roles: string[]) => ({ user: 'x', roles })

  expect(may('reload', who('viewer'))).toBe(false)
  expect(may('reload', who('operator'))).toBe(true)
  expect(may('shutdown', who('operator'))).toBe(false)
  expect(may('shutdown', who('admin'))).toBe(true)
  expect(may('shutdown', { user: '', roles: null })).toBe(true)
})

it('takes the first language of the browser that it has', () => {
  expect(firstOf(['fr-FR', 'ja-JP', 'en'])).toBe('ja')
  expect(firstOf(['fr'])).toBe('en')
})

it('says lengths of time as people do', () => {
  expect([4, 84, 1_234, 65_000, 7_500_000].map(millis => lasted(millis, en))).toEqual([
    '4 ms', '84 ms', '1.2 secs', '1 min 5 secs', '2 hrs 5 mins',
  ])
})
