import type { IssueLog } from '../issue/issue.js'
import { nearest } from '../issue/suggest.js'
import { BAD_CELL, type CellValue, expectation, readCell } from './cell.js'
import { isNumber } from './number.js'
import type { Column, RowOf, Schema } from './schema.js'

interface BoundColumn {
  readonly name: string
  readonly index: number
  readonly column: Column
  /** The first texts of the column, each once. */
  readonly words: Map<string, string>
}

/** A column with more different texts than this is no list of words. */
const MAX_SHARED_WORDS = 256

/**
 * Turns the cells of one file into typed rows: the header first, then each record. Every cell that cannot
 * be read becomes an issue that names file, row, column and value; a row with an error is left out.
 *
 * A record's row number counts the header as row 1, as a spreadsheet does.
 */
export class TableReader<S extends Schema> {
  readonly rows: RowOf<S>[] = []
  readonly #schema: S
  readonly #file: string
  readonly #log: IssueLog
  #bound: BoundColumn[] | undefined
  #width = 0
  #row = 0
  #hasRecords = false
  /** Columns without a header that no cell has been seen in so far. */
  #unnamed: number[] = []
  readonly #blank: Readonly<Record<string, CellValue>>

  constructor(schema: S, file: string, log: IssueLog) {
    this.#schema = schema
    this.#file = file
    this.#log = log
    this.#blank = blankRow(schema)
  }

  /** Takes the next record of the file; the first non-blank one is the header. */
  record(cells: readonly string[]): void {
    this.#row++
    // Spreadsheets end a table with rows of nothing but separators.
    if (cells.every(isBlank)) return
    if (this.#bound === undefined) {
      this.#readHeader(cells)
      return
    }
    this.#hasRecords = true
    if (this.#bound.length > 0) this.#readRow(cells, this.#bound)
  }

  /** To be called after the last record: reports a file without a header or without rows. */
  end(): void {
    const { file, log } = { file: this.#file, log: this.#log }
    if (this.#bound === undefined) {
      log.add({
        severity: 'error',
        code: 'empty-file',
        file,
        problem: 'the file is empty',
        expected: `a header row with ${this.#requiredColumns().join(', ')}`,
      })
    } else if (!this.#hasRecords) {
      log.add({
        severity: 'warning',
        code: 'no-rows',
        file,
        problem: 'the file has a header and nothing below it',
        expected: 'at least one row',
      })
    }
  }

  #requiredColumns(): string[] {
    return Object.entries(this.#schema)
      .filter(([, column]) => column.required)
      .map(([name]) => name)
  }

  #readHeader(cells: readonly string[]): void {
    const bound: BoundColumn[] = []
    const seen = new Set<string>()
    this.#width = cells.length
    cells.forEach((cell, index) => {
      const name = cell.trim().toLowerCase()
      if (name === '') {
        this.#unnamed.push(index)
        return
      }
      if (seen.has(name)) {
        this.#log.add({
          severity: 'error',
          code: 'duplicate-column',
          file: this.#file,
          row: this.#row,
          column: name,
          value: cell.trim(),
          problem: 'the column occurs twice, so only the first is read',
          expected: 'each column once',
        })
        return
      }
      seen.add(name)
      const column = Object.hasOwn(this.#schema, name) ? this.#schema[name] : undefined
      if (column === undefined) {
        this.#log.add({
          severity: 'warning',
          code: 'unknown-column',
          file: this.#file,
          row: this.#row,
          column: name,
          value: cell.trim(),
          problem: 'unknown column, so it is not read',
          suggestions: nearest(name, Object.keys(this.#schema)),
          expected: `one of ${Object.keys(this.#schema).join(', ')}`,
        })
        return
      }
      bound.push({ name, index, column, words: new Map() })
    })
    const missing = this.#requiredColumns().filter((name) => !seen.has(name))
    for (const name of missing) {
      this.#log.add({
        severity: 'error',
        code: 'missing-column',
        file: this.#file,
        row: this.#row,
        column: name,
        problem: 'the column is missing, so no row of the file is read',
        expected: `a header with ${this.#requiredColumns().join(', ')}`,
      })
    }
    this.#bound = missing.length > 0 ? [] : bound
  }

  #readRow(cells: readonly string[], bound: readonly BoundColumn[]): void {
    const row = this.#row
    if (cells.length > this.#width && !cells.slice(this.#width).every(isBlank)) {
      this.#log.add({
        severity: 'error',
        code: 'too-many-cells',
        file: this.#file,
        row,
        value: String(cells.length),
        problem: 'the row has more cells than the header, so it is left out',
        expected: `${this.#width} cells, those with a separator in quotes`,
      })
      return
    }
    if (this.#unnamed.length > 0) this.#reportUnnamed(cells)
    const values: Record<string, CellValue> = { ...this.#blank }
    values.file = this.#file
    values.row = row
    let usable = true
    for (let i = 0; i < bound.length; i++) {
      const { name, index, column, words } = bound[i] as BoundColumn
      const text = (cells[index] ?? '').trim()
      if (text === '') {
        if (column.required) {
          usable = false
          this.#log.add({
            severity: 'error',
            code: 'missing-value',
            file: this.#file,
            row,
            column: name,
            value: '',
            problem: 'a required cell is blank, so the row is left out',
            expected: expectation(column),
          })
        }
        continue
      }
      const value = readCell(column, text)
      if (value === BAD_CELL) {
        usable = false
        this.#log.add({
          severity: 'error',
          code: badCellCode(name, column, text),
          file: this.#file,
          row,
          column: name,
          value: text,
          problem: badCellProblem(name, column, text),
          expected: expectation(column),
          suggestions: column.kind === 'choice' ? nearest(text, column.choices) : undefined,
        })
      } else {
        values[name] = typeof value === 'string' ? sameText(words, value) : value
      }
    }
    if (cells.length < this.#width) {
      this.#log.add({
        severity: 'warning',
        code: 'too-few-cells',
        file: this.#file,
        row,
        value: String(cells.length),
        problem: 'the row has fewer cells than the header, so the rest is read as blank',
        expected: `${this.#width} cells`,
      })
    }
    if (usable) this.rows.push(values as RowOf<S>)
  }

  #reportUnnamed(cells: readonly string[]): void {
    this.#unnamed = this.#unnamed.filter((index) => {
      const cell = cells[index]
      if (cell === undefined || isBlank(cell)) return true
      this.#log.add({
        severity: 'warning',
        code: 'column-without-name',
        file: this.#file,
        row: this.#row,
        value: cell,
        problem: `column ${index + 1} has cells but no name in the header, so it is not read`,
        expected: 'a name for each column',
      })
      return false
    })
  }
}

/**
 * A row without a value, to be copied: rows of one shape are several times faster to make and to read. An object from
 * JSON has room for all its keys, while one that is filled key by key turns into a hash table after a dozen.
 */
function blankRow(schema: Schema): Record<string, CellValue> {
  const names = ['file', 'row', ...Object.keys(schema)]
  const row = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join(',')}}`)
  for (const name of names) row[name] = undefined
  return row
}

/** One string for equal texts of a column, so that a million rows of class "express" keep it once. */
function sameText(words: Map<string, string>, text: string): string {
  const known = words.get(text)
  if (known !== undefined) return known
  if (words.size < MAX_SHARED_WORDS) words.set(text, text)
  return text
}

function badCellCode(name: string, column: Column, text: string): string {
  if (column.kind === 'choice') return name.endsWith('mode') ? 'unknown-mode' : 'unknown-word'
  if (isCoordinate(name) && isNumber(text)) return 'impossible-coordinate'
  return `bad-${column.kind}`
}

function badCellProblem(name: string, column: Column, text: string): string {
  return `${badCellClause(name, column, text)}, so the row is left out`
}

function badCellClause(name: string, column: Column, text: string): string {
  if (column.kind === 'choice') return name.endsWith('mode') ? 'unknown mode' : `unknown ${name}`
  if (column.kind !== 'number') return `bad ${column.kind}`
  if (!isNumber(text)) return 'not a number'
  const value = Number(text)
  if (isCoordinate(name)) {
    const swapped = name === 'y_coord' && Math.abs(value) <= 180
    return swapped ? 'impossible coordinate (are longitude and latitude swapped?)' : 'impossible coordinate'
  }
  return value < 0 ? 'a negative amount' : 'a number out of range'
}

function isCoordinate(name: string): boolean {
  return name === 'x_coord' || name === 'y_coord'
}

function isBlank(cell: string): boolean {
  return cell.trim() === ''
}
