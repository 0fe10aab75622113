import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryRouter } from 'react-router'
import { FakeServer } from './fake-server'
import { aPent, aPfile } from './fixtures'
import { OkiagariPage } from './Okiagari'
import { Fault, type PentsService } from './types'

// The page is given its service; Hawtio's own is not loaded here.
vi.mock('./pents-service', () => ({ pentsService: {} }))

const pass = (millis: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(millis)
  })

const show = async (service: PentsService, path = '/okiagari'): Promise<void> => {
  render(
    <MemoryRouter initialEntries={[path]}>
      <OkiagariPage service={service} />
    </MemoryRouter>,
  )
  await pass(0)
}

const text = (id: string): string => screen.getByTestId(id).textContent

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('the page', () => {
  it('shows that it is reading, then what it read', async () => {
    render(
      <MemoryRouter initialEntries={['/okiagari']}>
        <OkiagariPage service={new FakeServer()} />
      </MemoryRouter>,
    )
    expect(text('okiagari-loading')).toContain('Reading all PENTs')

    await pass(0)

    expect(text('okiagari-headline')).toBe('All saved')
    expect(text('pent-row')).toContain('/usr/sbin/crond')
    expect(text('okiagari-live')).toContain('Live')
  })

  it('follows the server without being asked', async () => {
    const s = new FakeServer()
    await show(s)
    s.picture = { ...s.picture, pents: [aPent({ procSts: 'RETRY_OVER' })] }

    await pass(2_000)

    expect(text('okiagari-headline')).toBe('1 needs you')
    expect(text('pent-row')).toContain('RETRY_OVER')
  })

  it('says in the tab what matters most, and gives it back', async () => {
    document.title = 'Hawtio'
    const s = new FakeServer()
    s.picture = { ...s.picture, pents: [aPent({ procSts: 'RETRY_OVER' })] }
    await show(s)
    expect(document.title).toBe('1 needs you · Okiagari')

    s.fault = new Fault('lost', 'Failed to fetch')
    await pass(2_000)
    expect(document.title).toBe('Connection to the server lost · Okiagari')

    cleanup()
    expect(document.title).toBe('Hawtio')
  })

  it('shows a change as soon as the server tells of it, and asks by the clock when it does not', async () => {
    const s = new FakeServer()
    await show(s)
    expect(text('okiagari-live')).toContain('Live, by polling')
    act(() => {
      s.say('open')
    })
    await pass(500)
    expect(screen.getByTestId('okiagari-live').dataset.by).toBe('stream')
    s.picture = { ...s.picture, pents: [aPent({ procSts: 'DOWN' })] }

    act(() => {
      s.say('change')
    })
    await pass(1)

    expect(text('pent-row')).toContain('DOWN')
    act(() => {
      s.say('closed')
    })
    await pass(1_000)
    expect(screen.getByTestId('okiagari-live').dataset.by).toBe('clock')
  })

  it('is not old while the server says that it lives and nothing changed, and is when it falls silent', async () => {
    const s = new FakeServer()
    await show(s)
    act(() => {
      s.say('open')
    })
    await pass(1_000)
    const reads = s.reads
    for (let i = 0; i < 3; i++) {
      await pass(2_900)
      act(() => {
        s.say('beat')
      })
    }
    expect(s.reads).toBe(reads)
    expect(screen.queryByTestId('okiagari-fault')).toBeNull()

    vi.spyOn(s, 'read').mockReturnValue(new Promise(() => undefined))
    await pass(10_000)

    expect(text('okiagari-live')).toContain('Old data')
  })

  it('says that the connection is lost and keeps the last picture, then recovers by itself', async () => {
    const s = new FakeServer()
    await show(s)
    s.fault = new Fault('lost', 'Failed to fetch')
    await pass(2_000)

    expect(text('okiagari-fault')).toContain('Connection to the server lost')
    expect(text('okiagari-live')).toContain('No connection')
    expect(screen.getAllByTestId('pent-row')).toHaveLength(1)

    s.fault = null
    await pass(2_000)

    expect(screen.queryByTestId('okiagari-fault')).toBeNull()
  })

  it('says that the data are old when the server hangs', async () => {
    const s = new FakeServer()
    await show(s)
    vi.spyOn(s, 'read').mockReturnValue(new Promise(() => undefined))

    await pass(11_000)

    expect(text('okiagari-live')).toContain('Old data')
    expect(text('okiagari-fault')).toContain('nothing new')
  })

  it('offers the log-in when the session has ended', async () => {
    const s = new FakeServer()
    s.fault = new Fault('loggedOut', '401: Unauthorized')

    await show(s)

    expect(within(screen.getByTestId('okiagari-fault')).getByText('Log in')).toBeDefined()
  })

  it('shows names as text, never as markup', async () => {
    const s = new FakeServer()
    const pname = '<img src=x onerror=alert(1)>'
    s.picture = { ...s.picture, pents: [aPent({ pname })] }

    await show(s)

    expect(text('pent-row')).toContain(pname)
    expect(screen.getByTestId('okiagari-page').querySelector('img')).toBeNull()
  })

  it('draws a page of many rows only', async () => {
    const s = new FakeServer()
    s.picture = { ...s.picture, pents: Array.from({ length: 1000 }, (_, i) => aPent({ pentId: i + 1 })) }

    await show(s)

    expect(screen.getAllByTestId('pent-row')).toHaveLength(50)
  })
})

describe('reload', () => {
  const press = async (id: string): Promise<void> => {
    fireEvent.click(screen.getByTestId(id))
    await pass(0)
  }

  it('asks first, then shows the answer', async () => {
    const s = new FakeServer()
    await show(s)

    await press('reload-pfile_web')
    expect(s.acted).toEqual([])
    await press('reload-confirm')

    expect(s.acted).toEqual([{ verb: 'reload', pcheck: 'pfile_web' }])
    expect(text('reload-answer')).toContain('pfile_web is reloaded')
  })

  it('can be called off', async () => {
    const s = new FakeServer()
    await show(s)

    await press('reload-pfile_web')
    await press('reload-cancel')

    expect(s.acted).toEqual([])
    expect(screen.queryByTestId('reload-dialog')).toBeNull()
  })

  it('shows every line of a refusal', async () => {
    const s = new FakeServer()
    s.refusal = new Fault('failed', 'pfile_web:3: no such action (stop)\npfile_web:5: bad GRACE (x)')
    await show(s)

    await press('reload-pfile_web')
    await press('reload-confirm')

    expect(text('reload-answer')).toContain('pfile_web was not reloaded')
    expect(text('reload-answer')).toContain('pfile_web:5: bad GRACE (x)')
  })

  it('says what it would change before it is done, and is not offered while the pfile has an error', async () => {
    const s = new FakeServer()
    s.pfileNow = aPfile({ changes: ['PENT added: b'] })
    await show(s)
    await press('reload-pfile_web')
    expect(text('pfile-changes')).toBe('PENT added: b')
    await press('reload-cancel')

    s.pfileNow = aPfile({ usable: false, problems: [{ line: 7, error: true, what: 'no such action', seen: 'x' }] })
    await press('reload-pfile_web')

    expect(text('pfile-danger')).toContain('Line 7: no such action')
    expect(screen.getByTestId<HTMLButtonElement>('reload-confirm').disabled).toBe(true)
  })

  it('is locked for who may only look, and says why', async () => {
    const s = new FakeServer()
    s.user = { user: 'eve', roles: ['viewer'] }
    await show(s)

    await press('reload-pfile_web')

    expect(screen.getByTestId('reload-pfile_web').getAttribute('aria-disabled')).toBe('true')
    expect(screen.queryByTestId('reload-dialog')).toBeNull()
  })
})
