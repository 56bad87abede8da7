import { addRows, emptyTables, openTable } from '../ingest/tables.js'
import { DataError } from '../issue/errors.js'
import { type Issue, IssueLog } from '../issue/issue.js'
import { buildNetwork } from './build.js'
import type { Network } from './network.js'

/** The cells of one file: the header first, then the rows, as any CSV parser gives them. */
export type Records = readonly (readonly string[])[]

/**
 * Builds a network from cells already in memory: for the browser, a worker, or data that never was a file.
 * Same tables, same checks and same issues as `loadNetwork`; no rules are added.
 *
 * @param files file name (`node.csv`, `rail.csv`, ...) to its records
 * @throws DataError under `strict` where any issue is an error
 */
export function networkFromRecords(
  files: Readonly<Record<string, Records>>,
  options: { readonly strict?: boolean } = {},
): { readonly network: Network; readonly issues: readonly Issue[] } {
  const log = new IssueLog()
  const tables = emptyTables()
  for (const [file, records] of Object.entries(files)) {
    const opened = openTable(file, log)
    if (opened === undefined) continue
    for (const cells of records) opened.reader.record(cells)
    opened.reader.end()
    addRows(tables, opened.table, opened.reader, log)
  }
  const network = buildNetwork(tables, log)
  const first = log.issues.find((issue) => issue.severity === 'error')
  if (options.strict === true && first !== undefined) throw new DataError(first.message, log.issues)
  return { network, issues: log.issues }
}
