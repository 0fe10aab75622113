import type { Texts } from './en'

/** Times as people read them, in the zone of the one who looks. */

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const clockTime = (millis: number, { locale }: Texts): string => new Date(millis).toLocaleTimeString(locale)

const isToday = (millis: number, now: number): boolean => new Date(millis).toDateString() === new Date(now).toDateString()

/** Returns the time alone for today, with the date before it for any other day. */
export const when = (millis: number, texts: Texts, now = Date.now()): string =>
  isToday(millis, now)
    ? clockTime(millis, texts)
    : new Date(millis).toLocaleString(texts.locale, { dateStyle: 'medium', timeStyle: 'medium' })

/** Returns hours and minutes for today, with the day before it for any other day: for the axis of a chart. */
export const briefly = (millis: number, { locale }: Texts, now = Date.now()): string =>
  new Date(millis).toLocaleString(locale, {
    ...(isToday(millis, now) ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  })

/** Returns date, time to the millisecond, and zone. */
export const exactly = (millis: number, { locale }: Texts): string =>
  new Date(millis).toLocaleString(locale, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZoneName: 'short',
  })

const unit = (value: number, name: string, { locale }: Texts, digits = 0): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits }).format(value)

/** Returns a length of time with one or two units: `84 ms`, `1.2 sec`, `2 hr 5 min`. */
export const lasted = (millis: number, texts: Texts): string => {
  if (millis < SECOND) {
    return unit(millis, 'millisecond', texts, millis < 10 ? 2 : 0)
  }
  if (millis < MINUTE) {
    return unit(millis / SECOND, 'second', texts, millis < 10 * SECOND ? 1 : 0)
  }
  const two = (large: number, name: string, small: number, smallName: string): string =>
    small === 0 ? unit(large, name, texts) : `${unit(large, name, texts)} ${unit(small, smallName, texts)}`
  if (millis < HOUR) {
    return two(Math.floor(millis / MINUTE), 'minute', Math.floor((millis % MINUTE) / SECOND), 'second')
  }
  return millis < DAY
    ? two(Math.floor(millis / HOUR), 'hour', Math.floor((millis % HOUR) / MINUTE), 'minute')
    : two(Math.floor(millis / DAY), 'day', Math.floor((millis % DAY) / HOUR), 'hour')
}
