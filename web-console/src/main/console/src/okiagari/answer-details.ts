import type { JournalEvent, Measures, PcheckTexts, PentDetail, Pfile, Problem, Recovery, Timing } from './types'
import { flag, isFields, lines, rows, strange, text, textOr, whole, wholeOr, type Fields } from './wire'

/** What comes over the wire for one PENT, one pcheck, the journal and the measurements. */

const fields = (value: unknown, what: string): Fields => {
  if (isFields(value)) {
    return value
  }
  throw strange(`${what} is no object`)
}

export const pentDetailOf = (value: unknown): PentDetail => {
  const bean = fields(value, 'the PENT')
  return {
    restartCommand: text(bean, 'RestartCommand', 'the PENT'),
    graceSeconds: whole(bean, 'Grace', 'the PENT'),
    retry: whole(bean, 'Retry', 'the PENT'),
    windowSince: whole(bean, 'WindowSince', 'the PENT'),
    polledBecause: textOr(bean, 'PolledBecause', ''),
  }
}

export const pcheckTextsOf = (value: unknown): PcheckTexts => {
  const bean = fields(value, 'the pcheck')
  return { param: text(bean, 'ParamText', 'the pcheck'), pent: text(bean, 'PentText', 'the pcheck') }
}

const problem = (row: Fields, where: string): Problem => ({
  line: whole(row, 'line', where),
  error: flag(row, 'error', where),
  what: text(row, 'what', where),
  seen: textOr(row, 'seen', ''),
})

export const pfileOf = (value: unknown): Pfile => {
  const pfile = fields(value, 'the pfile')
  return {
    text: text(pfile, 'text', 'the pfile'),
    whole: flag(pfile, 'whole', 'the pfile'),
    usable: flag(pfile, 'usable', 'the pfile'),
    problems: rows(pfile.problems, 'problems', problem),
    changes: lines(pfile.changes, 'changes'),
  }
}

const event = (row: Fields, where: string): JournalEvent => ({
  seq: whole(row, 'seq', where),
  time: text(row, 'time', where),
  host: textOr(row, 'host', ''),
  pcheck: textOr(row, 'pcheck', ''),
  pent: textOr(row, 'pent', ''),
  pentId: wholeOr(row, 'pentId', 0),
  event: text(row, 'event', where),
  pid: wholeOr(row, 'pid', 0),
  detail: textOr(row, 'detail', '{}'),
})

export const eventsOf = (value: unknown): JournalEvent[] => rows(value, 'events', event)

const recovery = (row: Fields, where: string): Recovery => ({
  pentId: whole(row, 'pentId', where),
  pname: text(row, 'pname', where),
  killedPid: wholeOr(row, 'killedPid', 0),
  newPid: wholeOr(row, 'newPid', 0),
  recoveryMillis: wholeOr(row, 'recoveryMillis', -1),
  outcome: textOr(row, 'outcome', ''),
})

export const recoveriesOf = (value: unknown): Recovery[] => rows(value, 'recoveries', recovery)

const numbers = (value: unknown, name: string): number[] => {
  if (Array.isArray(value) && value.every((item): item is number => typeof item === 'number')) {
    return value
  }
  throw strange(`${name} is no list of numbers`)
}

const timing = (row: Fields, where: string): Timing => ({
  name: text(row, 'name', where),
  boundsMicros: numbers(row.boundsMicros, `${where}.boundsMicros`),
  counts: numbers(row.counts, `${where}.counts`),
})

export const measuresOf = (value: unknown): Measures => {
  const bean = fields(value, 'the agent')
  const figures = Object.entries(bean).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  )
  return { timings: rows(bean.Timings, 'Timings', timing), figures: Object.fromEntries(figures) }
}

/** Returns the detail of an event as names and values, for people. */
export const detailOf = (event: JournalEvent): readonly (readonly [string, string])[] => {
  try {
    const detail: unknown = JSON.parse(event.detail)
    return isFields(detail)
      ? Object.entries(detail).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
      : []
  } catch {
    return event.detail === '' ? [] : [['detail', event.detail]]
  }
}
