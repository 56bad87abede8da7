import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { readCsvFile } from '../ingest/csv-file.js'
import type { RowOf, Schema } from '../ingest/schema.js'
import { TableReader } from '../ingest/table-reader.js'
import { DataError } from '../issue/errors.js'
import { IssueLog } from '../issue/issue.js'

/** Reads one table on its own; any error in it ends the run. */
export async function readTable<S extends Schema>(schema: S, path: string): Promise<RowOf<S>[]> {
  if (!existsSync(path)) throw new DataError(`There is no file "${path}"; expected a CSV file.`)
  const log = new IssueLog()
  const reader = new TableReader(schema, basename(path), log)
  await readCsvFile(path, log, (cells) => reader.record(cells))
  reader.end()
  const error = log.issues.find((issue) => issue.severity === 'error')
  if (error !== undefined) throw new DataError(error.message, log.issues)
  return reader.rows
}
