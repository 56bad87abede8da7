import { isRising, parseBands } from './bands.js'
import { isNumber } from './number.js'
import type { Column } from './schema.js'

/** The value of a cell that could not be read; compare with `===`. */
export const BAD_CELL = Symbol('bad cell')

export type CellValue = string | number | boolean | readonly string[] | undefined

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const TRUE_WORDS = new Set(['1', 'true', 'yes', 'y'])
const FALSE_WORDS = new Set(['0', 'false', 'no', 'n'])

/**
 * Reads one trimmed, non-blank cell.
 *
 * @returns the value (`undefined` for a list of nothing but `|`), or {@link BAD_CELL}; {@link expectation} says what would have been read
 */
export function readCell(column: Column, text: string): CellValue | typeof BAD_CELL {
  switch (column.kind) {
    case 'text':
      return text
    case 'number': {
      if (!isNumber(text)) return BAD_CELL
      const value = Number(text)
      if (column.min !== undefined && value < column.min) return BAD_CELL
      if (column.max !== undefined && value > column.max) return BAD_CELL
      // -0 would print as "-0" and compare oddly in keys.
      return value === 0 ? 0 : value
    }
    case 'boolean': {
      const word = text.toLowerCase()
      if (TRUE_WORDS.has(word)) return true
      if (FALSE_WORDS.has(word)) return false
      return BAD_CELL
    }
    case 'date':
      return isDate(text) ? text : BAD_CELL
    case 'country':
      // "NA" is Namibia, not a missing value.
      return /^[a-z]{2}$/i.test(text) ? text.toUpperCase() : BAD_CELL
    case 'currency':
      return /^[a-z]{3}$/i.test(text) ? text.toUpperCase() : BAD_CELL
    case 'bands': {
      const bands = parseBands(text)
      if (bands === undefined || (column.rising === true && !isRising(bands))) return BAD_CELL
      return text
    }
    case 'list': {
      const parts = text
        .split('|')
        .map((part) => part.trim())
        .filter((part) => part !== '')
      return parts.length === 0 ? undefined : parts
    }
    case 'choice': {
      const word = text.toLowerCase()
      // The schema's own string, so that rows share it.
      return column.choices[column.choices.indexOf(word)] ?? BAD_CELL
    }
  }
}

/** What a column accepts, as a noun phrase: "a number of at least 0". */
export function expectation(column: Column): string {
  switch (column.kind) {
    case 'text':
      return 'text'
    case 'number':
      if (column.min !== undefined && column.max !== undefined) {
        return `a number from ${column.min} to ${column.max}, with a point for decimals`
      }
      return column.min === undefined
        ? 'a number, with a point for decimals'
        : `a number of at least ${column.min}, with a point for decimals`
    case 'boolean':
      return '1 or 0 (true/false, yes/no)'
    case 'date':
      return 'a date as YYYY-MM-DD'
    case 'country':
      return 'a two-letter ISO 3166-1 country code'
    case 'currency':
      return 'a three-letter ISO 4217 currency code'
    case 'bands':
      return `bands as 500:180|1000:300|:520 (km to which a band reaches : amount; km rise, the last band has none${column.rising === true ? '; no amount below the one before' : ''})`
    case 'list':
      return 'words separated by |'
    case 'choice':
      return `one of ${column.choices.join(', ')}`
  }
}

/** True for a real calendar day written YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const parts = DATE.exec(text)
  if (parts === null) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text
}
