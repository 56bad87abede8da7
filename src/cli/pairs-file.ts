import type { DemandPair } from '../corridor/criticality.js'
import type { Schema } from '../ingest/schema.js'
import { DataError } from '../issue/errors.js'
import { readTable } from './read-table.js'

/** Columns of a table of pairs. */
const PAIR_SCHEMA = {
  from: { kind: 'text', required: true, doc: 'origin' },
  to: { kind: 'text', required: true, doc: 'destination' },
  weight: { kind: 'number', min: 0, doc: 'how much the pair counts; 1 where blank' },
} as const satisfies Schema

/**
 * The pairs of a CSV file with the columns from, to and weight.
 *
 * @throws DataError where there is no such file, no row in it, or a row in error
 */
export async function readPairs(path: string): Promise<DemandPair[]> {
  const rows = await readTable(PAIR_SCHEMA, path)
  if (rows.length === 0) throw new DataError(`The file "${path}" has no pairs; expected a row for each.`)
  return rows.map(({ from, to, weight }) => ({ from, to, ...(weight === undefined ? {} : { weight }) }))
}
