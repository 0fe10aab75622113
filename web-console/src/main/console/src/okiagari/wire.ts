import { textsNow } from './i18n/language'
import { Fault } from './types'

/** Fields of what comes over the wire, each checked before it is trusted. */

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

export const strange = (what: string): Fault => new Fault('failed', textsNow().notUnderstood(what))

export const text = (row: Fields, field: string, where: string): string => {
  const value = row[field]
  if (typeof value === 'string') {
    return value
  }
  throw strange(`${where} has no text ${field}`)
}

export const whole = (row: Fields, field: string, where: string): number => {
  const value = row[field]
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    return value
  }
  throw strange(`${where} has no whole number ${field}`)
}

/** Details that an older or newer server may not have: their absence is no reason to show nothing. */
export const textOr = (row: Fields, field: string, otherwise: string): string => {
  const value = row[field]
  return typeof value === 'string' ? value : otherwise
}

export const wholeOr = (row: Fields, field: string, otherwise: number): number => {
  const value = row[field]
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : otherwise
}

export const rows = <T>(value: unknown, name: string, row: (fields: Fields, where: string) => T): T[] => {
  if (!Array.isArray(value)) {
    throw strange(`${name} is no list`)
  }
  return value.map((item: unknown, index) => {
    const where = `${name}[${index}]`
    if (!isFields(item)) {
      throw strange(`${where} is no row`)
    }
    return row(item, where)
  })
}

export const flag = (row: Fields, field: string, where: string): boolean => {
  const value = row[field]
  if (typeof value === 'boolean') {
    return value
  }
  throw strange(`${where} has no ${field}`)
}

/** Returns a list of texts. */
export const lines = (value: unknown, name: string): string[] => {
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string')) {
    throw strange(`${name} is no list of texts`)
  }
  return value
}
