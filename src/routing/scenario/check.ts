import { isDate } from '../../ingest/cell.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import { shown } from '../query.js'
import { ADDABLE, type Change, type Scenario } from './scenario.js'

/** What a field holds; the plurals take one value or a list. */
type Kind = 'text' | 'texts' | 'numbers' | 'flag' | 'amount' | 'factor' | 'positive' | 'date' | 'rows'
type Fields = Readonly<Record<string, Kind>>

const LINKS: Fields = {
  link: 'texts',
  node: 'texts',
  mode: 'texts',
  country: 'texts',
  facility_type: 'texts',
  passage: 'texts',
  status: 'texts',
  gauge_mm: 'numbers',
  electrified: 'flag',
  border: 'texts',
  corridor: 'texts',
}
const BORDERS: Fields = { border: 'texts', country: 'texts', mode: 'texts', node: 'texts' }
const TRANSFERS: Fields = {
  node: 'texts',
  node_type: 'texts',
  country: 'texts',
  from_mode: 'texts',
  to_mode: 'texts',
  gauge_change: 'flag',
}
const ADDITIONS: Fields = Object.fromEntries(ADDABLE.map((table) => [table, 'rows']))
const PRICES: Fields = {
  value_of_time_pct_per_day: 'amount',
  value_of_time_usd_per_day: 'amount',
  carbon_price_usd_per_t: 'amount',
}

/** Each kind of change: the fields of its selector, whether that may be empty, and the fields beside it. */
const CHANGES: Readonly<
  Record<string, { readonly inside: Fields; readonly beside: Fields; readonly mayBeEmpty: boolean }>
> = {
  change: {
    inside: LINKS,
    beside: {
      speed_kmh: 'positive',
      speed_factor: 'positive',
      tariff_factor: 'factor',
      carbon_factor: 'factor',
      electrified: 'flag',
      facility_type: 'text',
      status: 'text',
    },
    mayBeEmpty: true,
  },
  close: { inside: LINKS, beside: { from: 'date', to: 'date' }, mayBeEmpty: false },
  open: { inside: LINKS, beside: {}, mayBeEmpty: true },
  border: {
    inside: BORDERS,
    beside: {
      time_h: 'amount',
      time_factor: 'factor',
      cost_usd_per_teu: 'amount',
      cost_factor: 'factor',
      digital: 'text',
    },
    mayBeEmpty: true,
  },
  transfer: {
    inside: TRANSFERS,
    beside: { time_h: 'amount', time_factor: 'factor', cost_factor: 'factor', carbon_factor: 'factor' },
    mayBeEmpty: true,
  },
  prices: { inside: PRICES, beside: {}, mayBeEmpty: false },
  add: { inside: ADDITIONS, beside: {}, mayBeEmpty: false },
}

const NUMBERS: Readonly<Partial<Record<Kind, { readonly fits: (n: number) => boolean; readonly words: string }>>> = {
  amount: { fits: (n) => n >= 0, words: 'a number of at least 0' },
  factor: { fits: (n) => n >= 0, words: 'a number of at least 0' },
  positive: { fits: (n) => n > 0, words: 'a number above 0' },
}

/**
 * A scenario as JSON gives it, checked field by field.
 *
 * @throws UsageError that names the change, the field, what stands there and what was expected
 */
export function checkedScenario(value: unknown): Scenario {
  if (!isObject(value)) throw new UsageError(`The scenario is ${short(value)}; expected an object with id and changes.`)
  const { id, changes } = value
  if (typeof id !== 'string' || id === '') {
    throw new UsageError(`The id of the scenario is ${short(id)}; expected a text.`)
  }
  const what = `Scenario "${id}"`
  checkFields(what, value, { id: 'text', name: 'text', description: 'text', source: 'text', changes: 'rows' })
  if (!Array.isArray(changes)) throw new UsageError(`${what}: changes is ${short(changes)}; expected a list.`)
  changes.forEach((change, i) => {
    checkChange(`${what}, change ${i + 1}`, change)
  })
  return value as unknown as Scenario
}

function checkChange(what: string, change: unknown): asserts change is Change {
  const kinds = Object.keys(CHANGES)
  if (!isObject(change)) throw new UsageError(`${what} is ${short(change)}; expected an object with ${list(kinds)}.`)
  const found = kinds.filter((kind) => change[kind] !== undefined)
  const [kind] = found
  if (kind === undefined || found.length > 1) {
    const near = nearest(Object.keys(change)[0] ?? '', kinds)
    const instead = kind === undefined ? 'none of them' : found.join(' and ')
    throw new UsageError(`${what} has ${instead}; expected one of ${list(kinds)}.${didYouMean(near)}`, near)
  }
  const { inside, beside, mayBeEmpty } = CHANGES[kind] as (typeof CHANGES)[string]
  const body = change[kind]
  if (!isObject(body)) {
    throw new UsageError(`${what}: ${kind} is ${short(body)}; expected an object with ${list(Object.keys(inside))}.`)
  }
  checkFields(`${what}, ${kind}`, body, inside)
  if (!mayBeEmpty && Object.keys(body).length === 0) {
    throw new UsageError(`${what}: ${kind} is empty; expected one or more of ${list(Object.keys(inside))}.`)
  }
  if (kind === 'add') checkRows(what, body)
  const { [kind]: _, ...rest } = change
  checkFields(what, rest, beside)
  const needsMore = ['change', 'border', 'transfer'].includes(kind)
  if (needsMore && Object.keys(rest).length === 0) {
    throw new UsageError(`${what} changes nothing; expected one or more of ${list(Object.keys(beside))}.`)
  }
  const { from, to } = rest
  if (typeof from === 'string' && typeof to === 'string' && from > to) {
    throw new UsageError(`${what} ends before it begins (${from} to ${to}); expected a day not before from.`)
  }
}

/** Cells are read and checked as those of a table once they are text. */
function checkRows(what: string, tables: Readonly<Record<string, unknown>>): void {
  for (const [table, rows] of Object.entries(tables)) {
    ;(rows as readonly unknown[]).forEach((row, i) => {
      const where = `${what}, ${table} row ${i + 1}`
      if (!isObject(row)) throw new UsageError(`${where} is ${short(row)}; expected an object with columns.`)
      for (const [column, cell] of Object.entries(row)) {
        if (isCell(cell)) continue
        throw new UsageError(
          `${where}: ${column} is ${short(cell)}; expected a text, a number, true, false, null or a list of texts.`,
        )
      }
    })
  }
}

function isCell(cell: unknown): boolean {
  if (cell === null || cell === undefined || typeof cell === 'boolean' || typeof cell === 'string') return true
  if (typeof cell === 'number') return Number.isFinite(cell)
  return Array.isArray(cell) && cell.every((entry) => typeof entry === 'string')
}

function checkFields(what: string, object: Readonly<Record<string, unknown>>, fields: Fields): void {
  for (const [field, value] of Object.entries(object)) {
    const kind = Object.hasOwn(fields, field) ? fields[field] : undefined
    if (kind === undefined) {
      const known = Object.keys(fields)
      const near = nearest(field, known)
      const expected = known.length === 0 ? 'nothing beside it' : list(known)
      throw new UsageError(`${what}: unknown field "${field}"; expected ${expected}.${didYouMean(near)}`, near)
    }
    const wanted = fault(kind, value)
    if (wanted !== undefined) throw new UsageError(`${what}: ${field} is ${short(value)}; expected ${wanted}.`)
  }
}

/** What was expected, where a value is not of its kind. */
function fault(kind: Kind, value: unknown): string | undefined {
  const number = NUMBERS[kind]
  if (number !== undefined) {
    return typeof value === 'number' && Number.isFinite(value) && number.fits(value) ? undefined : number.words
  }
  switch (kind) {
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'true or false'
    case 'date':
      return typeof value === 'string' && isDate(value) ? undefined : 'a day as YYYY-MM-DD'
    case 'texts':
      return someOf(value, 'string') ? undefined : 'a text or a list of texts'
    case 'numbers':
      return someOf(value, 'number') ? undefined : 'a number or a list of numbers'
    case 'rows':
      return Array.isArray(value) ? undefined : 'a list'
    default:
      return typeof value === 'string' ? undefined : 'a text'
  }
}

function someOf(value: unknown, type: 'string' | 'number'): boolean {
  if (!Array.isArray(value)) return typeof value === type
  return value.length > 0 && value.every((entry) => typeof entry === type)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`
}

/** A value as in its source, cut where it is long. */
function short(value: unknown): string {
  const text = shown(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
