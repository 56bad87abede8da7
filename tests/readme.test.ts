import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SCHEMAS, type Schema, type TableName } from '../src/ingest/schema.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** The columns that the README lists for a table, required ones marked. */
function listedColumns(title: string): string[] {
  const start = readme.indexOf(`<code>${title}`)
  const section = readme.slice(start, readme.indexOf('</details>', start))
  return [...section.matchAll(/^\| `([a-z0-9_]+)`( \*)? \|/gm)].map((match) => `${match[1]}${match[2] ?? ''}`)
}

describe('README', () => {
  const tables: TableName[] = [
    'node',
    'transfer',
    'border',
    'territory',
    'speed',
    'rate',
    'emission',
    'grid',
    'parameter',
    'corridor',
  ]
  for (const table of tables) {
    it(`lists the columns of ${table}.csv`, () => {
      expect(listedColumns(`${table}.csv`)).toEqual(columnsOf(SCHEMAS[table]))
    })
  }

  it('lists the columns of link files', () => {
    expect(listedColumns('rail.csv')).toEqual(columnsOf(SCHEMAS.rail))
  })

  it('has no open placeholder', () => {
    expect(readme).not.toMatch(/@@[A-Z]+@@/)
  })
})

function columnsOf(schema: Schema): string[] {
  return Object.entries(schema).map(([name, column]) => (column.required ? `${name} *` : name))
}
