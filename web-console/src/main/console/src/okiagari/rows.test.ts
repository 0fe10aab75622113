import { describe, expect, it } from 'vitest'
import { aPcheck, aPent } from './fixtures'
import { ALL_SHOWN, FIRST_ORDER, filtered, keepUnchanged, pageWithin, sorted } from './rows'
import type { Pent } from './types'

const names = (pents: readonly Pent[]): string[] => pents.map(pent => pent.pname)

describe('the order', () => {
  it('puts first what needs a person, then by pcheck and place in the pfile', () => {
    const pents = [
      aPent({ pname: 'up2', pentId: 2 }),
      aPent({ pname: 'up10', pentId: 10 }),
      aPent({ pname: 'other', pcheck: 'a', pentId: 9 }),
      aPent({ pname: 'restarting', procSts: 'RESTART', pentId: 3 }),
      aPent({ pname: 'over', procSts: 'RETRY_OVER', pentId: 4 }),
    ]

    expect(names(sorted(pents, FIRST_ORDER))).toEqual(['over', 'restarting', 'other', 'up2', 'up10'])
  })

  it('sorts numbers as numbers, both ways', () => {
    const pents = [9, 100, 20].map(pid => aPent({ pid, pname: String(pid) }))

    expect(names(sorted(pents, { column: 'pid', direction: 'asc' }))).toEqual(['9', '20', '100'])
    expect(names(sorted(pents, { column: 'pid', direction: 'desc' }))).toEqual(['100', '20', '9'])
  })

  it('sorts windows by their time, not by its text', () => {
    const pents = [
      aPent({ pname: 'none' }),
      aPent({ pname: 'later', rerunTime: 'Mon Nov 30 09:00:00 2026', windowSince: 2_000 }),
      aPent({ pname: 'earlier', rerunTime: 'Sun Nov 29 09:00:00 2026', windowSince: 1_000 }),
    ]

    expect(names(sorted(pents, { column: 'rerunTime', direction: 'asc' }))).toEqual(['none', 'earlier', 'later'])
  })

  it('leaves the rows it was given alone', () => {
    const pents = [aPent({ pentId: 2 }), aPent({ pentId: 1 })]

    sorted(pents, { column: 'pname', direction: 'asc' })

    expect(pents.map(pent => pent.pentId)).toEqual([2, 1])
  })
})

describe('the filter', () => {
  const pents = [
    aPent({ pname: 'crond', procSts: 'DOWN' }),
    aPent({ pname: 'sshd', pcheck: 'pfile_net' }),
    aPent({ pname: 'rsyslogd', pid: 815 }),
  ]

  it('wants every word, in any column and any case', () => {
    expect(names(filtered(pents, { ...ALL_SHOWN, words: '  NET avail ', onlyNeedYou: false }))).toEqual(['sshd'])
    expect(names(filtered(pents, { ...ALL_SHOWN, words: '815', onlyNeedYou: false }))).toEqual(['rsyslogd'])
    expect(filtered(pents, { ...ALL_SHOWN, words: 'sshd down', onlyNeedYou: false })).toEqual([])
  })

  it('takes its words as they are, not as a pattern', () => {
    expect(filtered(pents, { ...ALL_SHOWN, words: 's.*d', onlyNeedYou: false })).toEqual([])
  })

  it('can show only one state, and only one pcheck', () => {
    const two = [aPent({ pname: 'a', procSts: 'DOWN', pcheck: 'p' }), aPent({ pname: 'b', procSts: 'DOWN', pcheck: 'q' })]

    expect(names(filtered([...pents, ...two], { ...ALL_SHOWN, state: 'DOWN' }))).toEqual(['crond', 'a', 'b'])
    expect(names(filtered(two, { ...ALL_SHOWN, state: 'DOWN', pcheck: 'q' }))).toEqual(['b'])
  })

  it('can show only those that need a person', () => {
    expect(names(filtered(pents, { ...ALL_SHOWN, words: '', onlyNeedYou: true }))).toEqual(['crond'])
  })
})

it('goes back to the last page that has rows', () => {
  expect(pageWithin(7, 50, 120)).toBe(3)
  expect(pageWithin(2, 50, 120)).toBe(2)
  expect(pageWithin(3, 50, 0)).toBe(1)
})

describe('a new picture', () => {
  const before = { pents: [aPent({ pentId: 1 }), aPent({ pentId: 2 })], pchecks: [aPcheck()] }

  it('is the old one when nothing changed', () => {
    expect(keepUnchanged(before, structuredClone(before))).toBe(before)
  })

  it('keeps the rows that did not change', () => {
    const now = { ...structuredClone(before), pents: [aPent({ pentId: 1 }), aPent({ pentId: 2, procSts: 'DOWN' })] }

    const kept = keepUnchanged(before, now)

    expect(kept.pents[0]).toBe(before.pents[0])
    expect(kept.pents[1]?.procSts).toBe('DOWN')
    expect(kept.pchecks).toBe(before.pchecks)
  })

  it('loses the rows that are gone', () => {
    expect(keepUnchanged(before, { ...before, pents: [aPent({ pentId: 2 })] }).pents).toEqual([aPent({ pentId: 2 })])
  })
})
