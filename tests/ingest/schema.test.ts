import { describe, expect, it } from 'vitest'
import { SCHEMAS, tableOfFile } from '../../src/ingest/schema.js'

describe('tableOfFile', () => {
  it.each([
    ['rail.csv', 'rail'],
    ['rail-china.csv', 'rail'],
    ['Rail_2.CSV', 'rail'],
    ['node.2024.csv', 'node'],
    ['link.csv', 'link'],
  ])('%s is a table of %s', (file, table) => {
    expect(tableOfFile(file)).toBe(table)
  })

  it.each(['railway.csv', 'rail.txt', 'constructor.csv', '__proto__.csv', 'rail2.csv', '.csv', 'rail'])(
    '%s is no table',
    (file) => {
      expect(tableOfFile(file)).toBeUndefined()
    },
  )
})

describe('SCHEMAS', () => {
  it('documents every column, and keeps clear of the names that a row has of its own', () => {
    const columns = Object.entries(SCHEMAS).flatMap(([table, schema]) =>
      Object.entries(schema).map(([name, column]) => ({ name: `${table}.${name}`, column })),
    )
    expect(columns.length).toBeGreaterThan(100)
    for (const { name, column } of columns) {
      expect(name).toMatch(/^[a-z]+\.[a-z0-9_]+$/)
      expect(name).not.toMatch(/\.(file|row)$/)
      expect(column.doc, name).not.toBe('')
    }
  })
})
