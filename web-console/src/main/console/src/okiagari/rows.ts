import { needsYou, urgencyOf } from './states'
import type { Pent, Picture } from './types'

/** Pure work on rows: order, filter, pages, and keeping the objects of rows that did not change. */

export const COLUMNS = [
  'procSts',
  'pname',
  'pcheck',
  'pid',
  'retryCount',
  'restartCount',
  'rerunTime',
  'retryOverAct',
  'monitorSts',
  'watchedBy',
] as const

export type Column = (typeof COLUMNS)[number]
export type Order = { readonly column: Column; readonly direction: 'asc' | 'desc' }
export type Shown = { readonly words: string; readonly onlyNeedYou: boolean; readonly state: string; readonly pcheck: string }

export const ALL_SHOWN: Shown = { words: '', onlyNeedYou: false, state: '', pcheck: '' }

/** What needs a person comes first. */
export const FIRST_ORDER: Order = { column: 'procSts', direction: 'asc' }

const collator = new Intl.Collator(undefined, { numeric: true })

/** Most of ten thousand rows agree in most columns, and asking the collator costs a hundred times as much. */
const inOrder = (a: string, b: string): number => (a === b ? 0 : collator.compare(a, b))

const byPlace = (a: Pent, b: Pent): number => inOrder(a.pcheck, b.pcheck) || a.pentId - b.pentId

const byColumn = (column: Column, a: Pent, b: Pent): number => {
  if (column === 'procSts') {
    return urgencyOf(a) - urgencyOf(b) || inOrder(a.procSts, b.procSts)
  }
  if (column === 'rerunTime') {
    return a.windowSince - b.windowSince
  }
  const left = a[column]
  const right = b[column]
  return typeof left === 'number' && typeof right === 'number' ? left - right : inOrder(String(left), String(right))
}

export const sorted = (pents: readonly Pent[], { column, direction }: Order): Pent[] => {
  const sign = direction === 'asc' ? 1 : -1
  return [...pents].sort((a, b) => sign * byColumn(column, a, b) || byPlace(a, b))
}

/** Returns the rows that hold every one of the words, in any column, in any case. */
export const filtered = (pents: readonly Pent[], { words: typed, onlyNeedYou, state, pcheck }: Shown): Pent[] => {
  const wanted = typed.toLowerCase().split(/\s+/).filter(word => word !== '')
  return pents.filter(pent => {
    const isLeftOut =
      (onlyNeedYou && !needsYou(pent)) || (state !== '' && pent.procSts !== state) || (pcheck !== '' && pent.pcheck !== pcheck)
    if (isLeftOut) {
      return false
    }
    const row = wanted.length === 0 ? '' : COLUMNS.map(column => pent[column]).join('\n').toLowerCase()
    return wanted.every(word => row.includes(word))
  })
}

/** Returns the last page that has rows, for a table that became shorter while somebody was on a late page. */
export const pageWithin = (page: number, perPage: number, rows: number): number =>
  Math.max(1, Math.min(page, Math.ceil(rows / perPage)))

export const rowKey = (pent: Pent): string => `${pent.pcheck}\n${pent.pentId}\n${pent.pname}`

const same = <T extends object>(a: T, b: T): boolean => (Object.keys(b) as (keyof T)[]).every(key => Object.is(a[key], b[key]))

const keep = <T extends object>(before: readonly T[], now: readonly T[], key: (row: T) => string): readonly T[] => {
  const known = new Map(before.map(row => [key(row), row]))
  const kept = now.map(row => {
    const old = known.get(key(row))
    return old !== undefined && same(old, row) ? old : row
  })
  return kept.length === before.length && kept.every((row, i) => row === before[i]) ? before : kept
}

/** Returns `now`, with the old object for each row that is unchanged, so that React draws again only what changed. */
export const keepUnchanged = (before: Picture | null, now: Picture): Picture => {
  if (before === null) {
    return now
  }
  const pents = keep(before.pents, now.pents, rowKey)
  const pchecks = keep(before.pchecks, now.pchecks, pcheck => pcheck.name)
  return pents === before.pents && pchecks === before.pchecks ? before : { pents, pchecks }
}
