import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listenTo } from './live-stream'
import { Pulse } from './pulse'
import { repeat } from './repeat'
import type { Sign } from './types'

const pass = (millis: number) => vi.advanceTimersByTimeAsync(millis)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('repeat', () => {
  const taking = (millis: number, isGood = true) =>
    vi.fn(() => new Promise<boolean>(done => setTimeout(() => { done(isGood) }, millis)))

  it('reads every 2 s where the server tells nothing, and no more when it is stopped', async () => {
    const read = taking(0)
    const stop = repeat(read, new Pulse())
    await pass(9_000)
    expect(read).toHaveBeenCalledTimes(5)

    stop()
    await pass(9_000)

    expect(read).toHaveBeenCalledTimes(5)
  })

  it('reads at once when the server tells of a change, and hardly else', async () => {
    const pulse = new Pulse()
    const read = taking(0)
    repeat(read, pulse)
    await pass(500)
    pulse.hear('open')
    await pass(0)
    expect(read).toHaveBeenCalledTimes(2)

    await pass(5_000)
    expect(read).toHaveBeenCalledTimes(2)
    pulse.hear('change')
    await pass(0)
    expect(read).toHaveBeenCalledTimes(3)

    pulse.hear('beat')
    await pass(9_000)
    expect(read).toHaveBeenCalledTimes(3)
    await pass(2_000)
    expect(read).toHaveBeenCalledTimes(4)
  })

  it('reads once more for a change that came while it read, never twice at once', async () => {
    const pulse = new Pulse()
    const read = taking(100)
    repeat(read, pulse)
    await pass(50)
    pulse.hear('change')
    pulse.hear('change')

    await pass(49)
    expect(read).toHaveBeenCalledTimes(1)
    await pass(600)

    expect(read).toHaveBeenCalledTimes(2)
  })

  it('leaves the server four times as long as a read takes, however often something changes', async () => {
    const pulse = new Pulse()
    const read = taking(1_000)
    repeat(read, pulse)

    for (let i = 0; i < 95; i++) {
      pulse.hear('change')
      await pass(100)
    }

    expect(read).toHaveBeenCalledTimes(2)
  })

  it('asks every 2 s after a fault, also while the server streams', async () => {
    const pulse = new Pulse()
    pulse.hear('open')
    const read = taking(0, false)
    repeat(read, pulse)

    await pass(4_100)

    expect(read).toHaveBeenCalledTimes(3)
  })
})

describe('the stream', () => {
  class FakeSource {
    static readonly all: FakeSource[] = []
    onopen: () => void = () => undefined
    onerror: () => void = () => undefined
    isClosed = false
    private readonly listeners = new Map<string, () => void>()

    constructor(readonly address: string) {
      FakeSource.all.push(this)
    }

    addEventListener(type: string, listener: () => void): void {
      this.listeners.set(type, listener)
    }

    close(): void {
      this.isClosed = true
    }

    say(type: string): void {
      this.listeners.get(type)?.()
    }
  }

  const last = (): FakeSource => {
    const source = FakeSource.all.at(-1)
    if (source === undefined) {
      throw new Error('nothing was opened')
    }
    return source
  }

  const hide = (hidden: boolean): void => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
    document.dispatchEvent(new Event('visibilitychange'))
  }

  let signs: Sign[] = []
  let stop = (): void => undefined

  beforeEach(() => {
    FakeSource.all.length = 0
    signs = []
    vi.stubGlobal('EventSource', FakeSource)
    stop = listenTo('live', sign => signs.push(sign))
  })

  afterEach(() => {
    stop()
  })

  it('hands on what the server says', () => {
    last().onopen()
    last().say('beat')
    last().say('change')

    expect(last().address).toBe('live')
    expect(signs).toEqual(['open', 'beat', 'change'])
  })

  it('says once that it has ended, and tries again, less and less often', async () => {
    last().onopen()
    last().onerror()
    expect(signs).toEqual(['open', 'closed'])

    await pass(2_000)
    expect(FakeSource.all).toHaveLength(2)
    last().onerror()
    await pass(3_999)
    expect(FakeSource.all).toHaveLength(2)
    await pass(1)
    expect(FakeSource.all).toHaveLength(3)
    expect(signs).toEqual(['open', 'closed'])
  })

  it('takes a server that says nothing for lost', async () => {
    last().onopen()
    await pass(9_000)
    last().say('beat')
    await pass(9_999)
    expect(signs).toEqual(['open', 'beat'])

    await pass(1)

    expect(signs.at(-1)).toBe('closed')
    expect(FakeSource.all[0]?.isClosed).toBe(true)
  })

  it('holds no connection in the background', () => {
    last().onopen()
    hide(true)
    expect(last().isClosed).toBe(true)
    expect(signs.at(-1)).toBe('closed')

    hide(false)

    expect(FakeSource.all).toHaveLength(2)
    expect(last().isClosed).toBe(false)
  })

  it('tries nothing more when the page is left', async () => {
    last().onerror()
    stop()

    await pass(60_000)

    expect(FakeSource.all).toHaveLength(1)
  })
})
