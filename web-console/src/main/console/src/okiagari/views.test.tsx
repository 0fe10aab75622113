import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeServer } from './fake-server'
import { aDetail, anEvent, aPcheck, aPent, aPfile } from './fixtures'
import { setLanguage } from './i18n/language'
import { OkiagariPage } from './Okiagari'

// The page is given its service; Hawtio's own is not loaded here.
vi.mock('./pents-service', () => ({ pentsService: {} }))

const pass = (millis: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(millis)
  })

const show = async (service: FakeServer, path: string): Promise<void> => {
  render(
    <MemoryRouter initialEntries={[`/okiagari${path}`]}>
      <OkiagariPage service={service} />
    </MemoryRouter>,
  )
  await pass(0)
}

const text = (id: string): string => screen.getByTestId(id).textContent

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T06:10:00Z') })
})

afterEach(() => {
  cleanup()
  setLanguage('en')
  vi.useRealTimers()
})

describe('the PENT view', () => {
  const path = '/pcheck/pfile_web/pent/1'
  const over = aPent({ procSts: 'RETRY_OVER', restartCount: 3, upSince: 0, lastExitStatus: 'exit 3', lastDetectionMillis: 4 })

  it('says why, what is left, and what happened', async () => {
    const s = new FakeServer()
    s.picture = { ...s.picture, pents: [over] }
    s.detail = aDetail({ windowSince: Date.parse('2026-11-22T06:05:00Z') })
    s.journal = [
      anEvent({ seq: 1, event: 'pent.down', time: '2026-11-22T06:05:00.000Z', detail: '{"exit":"signal 9"}' }),
      anEvent({ seq: 2, event: 'pent.up', time: '2026-11-22T06:05:00.084Z', pid: 5 }),
      anEvent({ seq: 3, event: 'pent.down', pentId: 2 }),
    ]

    await show(s, path)

    expect(text('pent-why')).toContain('all 3 restarts of this window are used up')
    expect(screen.getByTestId('grace-window').dataset).toMatchObject({ kind: 'open', left: '0' })
    expect(text('fact-exit')).toBe('exit 3')
    expect(screen.getAllByTestId('moment').map(moment => moment.dataset.event)).toEqual(['pent.up', 'pent.down'])
    expect(text('timeline')).toContain('back after 84 ms')
    expect(text('script-output')).toContain('starting')
  })

  it('suspends this PENT alone, after asking', async () => {
    const s = new FakeServer()
    await show(s, path)

    fireEvent.click(screen.getByTestId('pent-watch'))
    await pass(0)
    expect(s.acted).toEqual([])
    fireEvent.click(screen.getByTestId('stop-confirm'))
    await pass(0)

    expect(s.acted).toEqual([
      { verb: 'stop', pcheck: 'pfile_web', pent: { pcheck: 'pfile_web', pname: '/usr/sbin/crond', pentId: 1 } },
    ])
    expect(text('stop-answer')).toContain('is suspended')
  })

  it('says so when its PENT is gone', async () => {
    await show(new FakeServer(), '/pcheck/pfile_web/pent/9')

    expect(text('okiagari-gone')).toContain('no PENT number 9')
  })

  it('is there in Japanese', async () => {
    setLanguage('ja')
    const s = new FakeServer()
    s.picture = { ...s.picture, pents: [over] }

    await show(s, path)

    expect(text('pent-why')).toContain('使い切っています')
    expect(screen.getByTestId('okiagari-page').lang).toBe('ja')
  })
})

describe('the pcheck view', () => {
  it('marks a problem at its line, and shows what padmin prints', async () => {
    const s = new FakeServer()
    s.pfileNow = aPfile({
      text: 'IPCKEY 0x1\n<b>bad</b>\n',
      usable: false,
      problems: [{ line: 2, error: true, what: 'no such word', seen: '<b>bad</b>' }],
    })

    await show(s, '/pcheck/pfile_web')

    expect(document.querySelector('[data-line="2"]')?.getAttribute('data-bad')).toBe('true')
    expect(document.querySelector('[data-line="1"]')?.getAttribute('data-bad')).toBeNull()
    expect(text('pfile-mark')).toContain('no such word')
    expect(text('pfile-text')).toContain('<b>bad</b>')
    expect(text('param-text')).toBe('PFILE = x\n')
  })

  it('offers what the role may do, and resume where it is suspended', async () => {
    const s = new FakeServer()
    s.user = { user: 'oscar', roles: ['viewer', 'operator'] }
    s.picture = { ...s.picture, pchecks: [aPcheck({ message: 'stop', monitorStopCount: 1 })] }

    await show(s, '/pcheck/pfile_web')

    expect(screen.queryByTestId('stop-pfile_web')).toBeNull()
    expect(screen.getByTestId('start-pfile_web').getAttribute('aria-disabled')).not.toBe('true')
    expect(screen.getByTestId('shutdown-pfile_web').getAttribute('aria-disabled')).toBe('true')
  })

  it('shows each row of a recovery test', async () => {
    const s = new FakeServer()
    s.outcome = {
      words: '',
      recoveries: [{ pentId: 1, pname: 'crond', killedPid: 4, newPid: 5, recoveryMillis: 84, outcome: 'recovered' }],
    }
    await show(s, '/pcheck/pfile_web')

    fireEvent.click(screen.getByTestId('recoveryTest-pfile_web'))
    await pass(0)
    fireEvent.click(screen.getByTestId('recoveryTest-confirm'))
    await pass(0)

    expect(text('recoveries')).toContain('84 ms')
  })
})

describe('the events', () => {
  it('follows until it is held, and searches', async () => {
    const s = new FakeServer()
    s.journal = [anEvent({ seq: 1 })]
    await show(s, '/events')
    s.journal = [...s.journal, anEvent({ seq: 2, event: 'pent.down' })]
    await pass(2_000)
    expect(screen.getAllByTestId('event-row').map(row => row.dataset.seq)).toEqual(['2', '1'])

    fireEvent.click(screen.getByTestId('events-follow'))
    s.journal = [...s.journal, anEvent({ seq: 3 })]
    await pass(4_000)
    expect(screen.getAllByTestId('event-row')).toHaveLength(2)

    fireEvent.change(screen.getByLabelText('Search in all columns'), { target: { value: 'died' } })
    await pass(0)
    expect(screen.getAllByTestId('event-row').map(row => row.dataset.seq)).toEqual(['2'])
  })
})
