import type { RowOf, Schema } from '../../src/ingest/schema.js'
import { TableReader } from '../../src/ingest/table-reader.js'
import { IssueLog } from '../../src/issue/issue.js'
import { recordsFromText } from './text-network.js'

/** The rows of one table as text: the header, then a line per row. Throws where the reader notices anything. */
export function rowsFromText<S extends Schema>(schema: S, text: string): RowOf<S>[] {
  const log = new IssueLog()
  const reader = new TableReader(schema, 'table.csv', log)
  for (const cells of recordsFromText(`table.csv\n${text.trim()}`)['table.csv'] ?? []) reader.record(cells)
  reader.end()
  const [first] = log.issues
  if (first !== undefined) throw new Error(first.message)
  return reader.rows
}
