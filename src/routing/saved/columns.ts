/**
 * Attributes of nodes, links and terminals in columns: one typed array for each attribute that any row has. An
 * attribute that no row has takes no space.
 */
import { UsageError } from '../../issue/errors.js'
import type { Rows } from '../compile.js'
import type { Section, Sections } from './container.js'
import { NO_TEXT, type Texts, type TextWriter } from './texts.js'

/** How the values of an attribute are kept: numbers of texts, floats, bytes, or lists of texts as JSON texts. */
export type ColumnKind = 'text' | 'number' | 'flag' | 'list'

/** The kind of every attribute of a row. */
export type ColumnKinds<Row> = { readonly [Name in keyof Required<Row>]: ColumnKind }

const TYPES = { text: 'string', number: 'number', flag: 'boolean' } as const
const WORDS = { text: 'text', number: 'a number', flag: 'true or false', list: 'a list of texts' } as const

/** Where a view keeps the number of its row: out of the way of the attributes. */
const ROW = Symbol('row')

const NO_FLAG = 0
const FALSE = 1
const TRUE = 2

/**
 * @param table how the sections and messages name the rows
 * @throws UsageError for a value of the wrong type
 */
export function columnSections<Row extends object>(
  table: string,
  kinds: ColumnKinds<Row>,
  rows: Rows<Row>,
  texts: TextWriter,
): Section[] {
  const sections: Section[] = []
  for (const [attribute, kind] of Object.entries(kinds) as [keyof Row & string, ColumnKind][]) {
    const values: unknown[] = []
    let given = 0
    for (const row of rows) {
      const value: unknown = row[attribute]
      values.push(value)
      if (value === undefined) continue
      given++
      const fits = kind === 'list' ? isTexts(value) : typeof value === TYPES[kind]
      if (!fits) {
        throw new UsageError(
          `${attribute} of ${table} ${values.length - 1} is ${JSON.stringify(value)}; expected ${WORDS[kind]}.`,
        )
      }
    }
    if (given === 0) continue
    const name = `${table}.${attribute}`
    const section = (data: Section['data'], suffix = ''): void => {
      sections.push({ name: `${name}${suffix}`, data, isInput: true })
    }
    if (kind === 'number') {
      section(Float64Array.from(values, (value) => (value === undefined ? 0 : (value as number))))
      if (given < values.length) section(givenBits(values), '.given')
    } else if (kind === 'flag') {
      section(Uint8Array.from(values, (value) => (value === undefined ? NO_FLAG : value === true ? TRUE : FALSE)))
    } else {
      const textOf = (value: unknown): string => (kind === 'list' ? JSON.stringify(value) : (value as string))
      section(Uint32Array.from(values, (value) => (value === undefined ? NO_TEXT : texts.numberOf(textOf(value)))))
    }
  }
  return sections
}

/** Rows that read their attributes from the columns when these are looked at: nothing is made but a number. */
export class SavedRows<Row extends object> implements Rows<Row> {
  readonly length: number
  readonly #readers: readonly (readonly [name: string, read: (row: number) => unknown])[]
  readonly #View: new (
    row: number,
  ) => object

  constructor(length: number, table: string, kinds: ColumnKinds<Row>, sections: Sections, texts: Texts) {
    this.length = length
    this.#readers = Object.entries(kinds).map(([name, kind]) => [
      name,
      columnReader(sections, `${table}.${name}`, kind as ColumnKind, length, texts),
    ])
    class View {
      readonly [ROW]: number
      constructor(row: number) {
        this[ROW] = row
      }
    }
    for (const [name, read] of this.#readers) {
      Object.defineProperty(View.prototype, name, {
        enumerable: true,
        get(this: View) {
          return read(this[ROW])
        },
      })
    }
    this.#View = View
  }

  at(index: number): Row | undefined {
    if (!(index >= 0 && index < this.length)) return undefined
    return new this.#View(index) as Row
  }

  /** The row as an object of its own, with the attributes that are given. */
  plain(index: number): Row {
    const row: Record<string, unknown> = {}
    for (const [name, read] of this.#readers) {
      const value = read(index)
      if (value !== undefined) row[name] = value
    }
    return row as Row
  }

  *[Symbol.iterator](): Iterator<Row> {
    for (let i = 0; i < this.length; i++) yield new this.#View(i) as Row
  }
}

/** Reads one attribute of a row, by the number of the row. */
export function columnReader(
  sections: Sections,
  name: string,
  kind: ColumnKind,
  length: number,
  texts: Texts,
): (row: number) => unknown {
  if (!sections.has(name)) return () => undefined
  if (kind === 'number') {
    const values = sections.floats(name, length)
    if (!sections.has(`${name}.given`)) return (row) => values[row]
    const given = sections.bytes(`${name}.given`, Math.ceil(length / 8))
    return (row) => (((given[row >>> 3] as number) >>> (row & 7)) & 1 ? values[row] : undefined)
  }
  if (kind === 'flag') {
    const flags = sections.bytes(name, length)
    return (row) => (flags[row] === NO_FLAG ? undefined : flags[row] === TRUE)
  }
  const numbers = sections.unsigned(name, length)
  if (kind === 'text') return (row) => texts.at(numbers[row] as number)
  return (row) => {
    const text = texts.at(numbers[row] as number)
    return text === undefined ? undefined : JSON.parse(text)
  }
}

function givenBits(values: readonly unknown[]): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8))
  values.forEach((value, i) => {
    if (value !== undefined) bits[i >>> 3] = (bits[i >>> 3] as number) | (1 << (i & 7))
  })
  return bits
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}
