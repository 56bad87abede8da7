import type { IssueLog } from '../issue/issue.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import { BAD_CELL, type CellValue, expectation, readCell } from './cell.js'
import type { Column, RowOf, Schema } from './schema.js'

interface BoundColumn {
  readonly name: string
  readonly index: number
  readonly column: Column
}

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
  #blank: Record<string, CellValue> = {}

  constructor(schema: S, file: string, log: IssueLog) {
    this.#schema = schema
    this.#file = file
    this.#log = log
  }

  /** Takes the next record of the file; the first non-blank one is the header. */
  record(cells: readonly string[]): void {
    this.#row++
    if (cells.length === 0 || (cells.length === 1 && cells[0]?.trim() === '')) return
    if (this.#bound === undefined) this.#readHeader(cells)
    else if (this.#bound.length > 0) this.#readRow(cells, this.#bound)
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
    } else if (this.#bound.length > 0 && this.#row === 1) {
      log.add({
        severity: 'warning',
        code: 'no-rows',
        file,
        row: 1,
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
      if (name === '') return
      if (seen.has(name)) {
        this.#log.add({
          severity: 'error',
          code: 'duplicate-column',
          file: this.#file,
          row: this.#row,
          column: name,
          problem: 'the column occurs twice, only the first is read',
          expected: 'each column once',
        })
        return
      }
      seen.add(name)
      const column = Object.hasOwn(this.#schema, name) ? this.#schema[name] : undefined
      if (column === undefined) {
        const suggestions = nearest(name, Object.keys(this.#schema))
        this.#log.add({
          severity: 'warning',
          code: 'unknown-column',
          file: this.#file,
          row: this.#row,
          column: name,
          problem: `the column is not known and is not read.${didYouMean(suggestions)} It is`,
          value: cell.trim(),
          expected: `one of ${Object.keys(this.#schema).join(', ')}`,
        })
        return
      }
      bound.push({ name, index, column })
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
    for (const name of Object.keys(this.#schema)) this.#blank[name] = undefined
  }

  #readRow(cells: readonly string[], bound: readonly BoundColumn[]): void {
    const row = this.#row
    if (cells.length > this.#width && cells.slice(this.#width).some((cell) => cell.trim() !== '')) {
      this.#log.add({
        severity: 'error',
        code: 'too-many-cells',
        file: this.#file,
        row,
        value: String(cells.length),
        problem: 'the row has more cells than the header, so it is left out; cells',
        expected: `${this.#width}; quote a cell that holds a separator`,
      })
      return
    }
    const values: Record<string, CellValue> = { ...this.#blank, file: this.#file as CellValue, row: row as CellValue }
    let usable = true
    for (let i = 0; i < bound.length; i++) {
      const { name, index, column } = bound[i] as BoundColumn
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
            problem: 'a required cell is blank, so the row is left out:',
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
          code: badCellCode(name, column),
          file: this.#file,
          row,
          column: name,
          value: text,
          problem: badCellProblem(name, column, text),
          expected: expectation(column),
        })
      } else {
        values[name] = value
      }
    }
    if (cells.length < this.#width) {
      this.#log.add({
        severity: 'warning',
        code: 'too-few-cells',
        file: this.#file,
        row,
        value: String(cells.length),
        problem: 'the row has fewer cells than the header, the rest is read as blank; cells',
        expected: String(this.#width),
      })
    }
    if (usable) this.rows.push(values as RowOf<S>)
  }
}

function badCellCode(name: string, column: Column): string {
  if (name === 'mode' || name === 'from_mode' || name === 'to_mode') return 'unknown-mode'
  if (name === 'x_coord' || name === 'y_coord') return 'impossible-coordinate'
  return column.kind === 'choice' ? 'unknown-word' : `bad-${column.kind}`
}

function badCellProblem(name: string, column: Column, text: string): string {
  if (column.kind === 'choice') {
    const what = name.endsWith('mode') ? 'unknown mode' : `unknown ${name}`
    return `${what}, so the row is left out.${didYouMean(nearest(text, column.choices))} It is`
  }
  if (name === 'x_coord' || name === 'y_coord') {
    const isNumber = Number.isFinite(Number(text))
    const hint = name === 'y_coord' && isNumber ? ' (longitude and latitude swapped?)' : ''
    return `impossible coordinate${hint}, so the row is left out:`
  }
  if (column.kind === 'number' && column.min === 0 && Number(text) < 0) {
    return 'a negative amount, so the row is left out:'
  }
  return `not ${expectation(column)}, so the row is left out:`
}
