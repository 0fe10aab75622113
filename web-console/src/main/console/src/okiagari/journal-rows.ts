import { detailOf } from './answer-details'
import type { Texts } from './i18n/en'
import type { JournalEvent } from './types'

/** Pure work on events: filter and export. */

export type EventsShown = { readonly words: string; readonly kind: string }

const wordsOf = (event: JournalEvent, texts: Texts): string =>
  [event.seq, event.time, event.pcheck, event.pent, event.event, texts.event[event.event] ?? '', event.pid, event.detail]
    .join('\n')
    .toLowerCase()

/** Returns the events that hold every one of the words, in any column and in our words for it too, newest first. */
export const shownEvents = (events: readonly JournalEvent[], { words, kind }: EventsShown, texts: Texts): JournalEvent[] => {
  const wanted = words.toLowerCase().split(/\s+/).filter(word => word !== '')
  return events
    .filter(event => {
      if (kind !== '' && event.event !== kind) {
        return false
      }
      const row = wanted.length === 0 ? '' : wordsOf(event, texts)
      return wanted.every(word => row.includes(word))
    })
    .reverse()
}

const detailObject = (event: JournalEvent): unknown => {
  try {
    return JSON.parse(event.detail) as unknown
  } catch {
    return event.detail
  }
}

/** Returns the lines as they stand in log/events.jsonl: oldest first, the same names in the same order. */
export const jsonLines = (events: readonly JournalEvent[]): string =>
  events
    .map(event => {
      const { time, host, pcheck, pent, pentId, event: type, pid, seq } = event
      return `${JSON.stringify({ time, host, pcheck, pent, pent_id: pentId, event: type, pid, detail: detailObject(event), seq })}\n`
    })
    .join('')

/** A field that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). */
const csvField = (value: string | number): string => {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

/** Returns a table by RFC 4180, oldest first, with a byte order mark, so that spreadsheets read UTF-8. */
export const csv = (events: readonly JournalEvent[]): string => {
  const head = ['seq', 'time', 'host', 'pcheck', 'pent', 'pent_id', 'event', 'pid', 'detail']
  const rows = events.map(event => [
    event.seq,
    event.time,
    event.host,
    event.pcheck,
    event.pent,
    event.pentId,
    event.event,
    event.pid,
    detailOf(event)
      .map(([name, value]) => `${name}=${value}`)
      .join('; '),
  ])
  return `\uFEFF${[head, ...rows].map(row => row.map(csvField).join(',')).join('\r\n')}\r\n`
}
