import { DataError } from '../../issue/errors.js'
import { networkFromRecords, type Records } from '../../network/from-records.js'
import type { Network } from '../../network/network.js'
import { networkToRecords } from '../../network/to-records.js'
import type { AddedRow, Addition } from './scenario.js'

/**
 * A network with more rows, read and checked as if they stood in its tables. O(rows of the network).
 *
 * @throws DataError for a row in error, with the issues
 */
export function withRows(network: Network, additions: readonly Addition[], scenario: string): Network {
  const files: Record<string, Records> = { ...networkToRecords(network) }
  additions.forEach(({ add }, i) => {
    for (const [table, rows] of Object.entries(add)) {
      files[`${table}-scenario-${i + 1}.csv`] = recordsOf(rows)
    }
  })
  const added = (file: string): boolean => /-scenario-\d+\.csv$/.test(file)
  const loaded = networkFromRecords(files)
  const first = loaded.issues.find(({ severity, file }) => severity === 'error' && added(file))
  if (first !== undefined) throw new DataError(`Scenario "${scenario}": ${first.message}`, loaded.issues)
  return loaded.network
}

function recordsOf(rows: readonly AddedRow[]): Records {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return [columns, ...rows.map((row) => columns.map((column) => cellOf(row[column])))]
}

function cellOf(value: AddedRow[string] | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'object' ? value.join('|') : String(value)
}
