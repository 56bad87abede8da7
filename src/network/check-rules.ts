import { ANY } from '../ingest/schema.js'
import type { Tables } from '../ingest/tables.js'
import type { IssueLog } from '../issue/issue.js'
import type { Network } from './network.js'
import { foldName } from './places.js'

/**
 * The columns that say what a rule applies to. Two rows with the same scope are an error: neither is more
 * specific than the other. Rates may have one scope where no day is in the validity of both.
 */
const SCOPE = {
  transfer: ['node_id', 'node_type', 'from_mode', 'to_mode', 'from_gauge_mm', 'to_gauge_mm'],
  border: ['from_country', 'to_country', 'mode', 'from_node_id', 'to_node_id', 'directed'],
  clearance: ['procedure', 'mode'],
  territory: ['country'],
  speed: ['mode', 'facility_type', 'country', 'passage'],
  rate: ['mode', 'facility_type', 'country', 'passage', 'from_node_id', 'to_node_id'],
  emission: ['mode', 'facility_type', 'country', 'passage', 'electrified'],
  loss: ['mode', 'facility_type', 'country', 'passage'],
  standard: ['mode', 'country', 'facility_type', 'gauge_mm', 'standard'],
  grid: ['country', 'year'],
  parameter: ['parameter'],
  exchange: ['currency', 'date'],
  corridor: ['corridor_id'],
} as const

type ScopedTable = keyof typeof SCOPE

/** Reports rules with the same scope and rules that name a node or link which does not exist. */
export function checkRules(tables: Tables, graph: Network['graph'], log: IssueLog): void {
  for (const table of Object.keys(SCOPE) as ScopedTable[]) {
    const columns: readonly string[] = SCOPE[table]
    const seen = new Map<string, (Validity & { readonly file: string; readonly row: number })[]>()
    for (const row of tables[table]) {
      const cells = row as unknown as Record<string, unknown>
      const scope = columns.map((column) => scopeValue(column, cells[column]))
      const key = scopeKey(table, cells, columns)
      const others = seen.get(key)
      const first = others?.find((other) => overlap(other, cells as Validity))
      if (others === undefined) seen.set(key, [row])
      else others.push(row)
      if (first !== undefined) {
        log.add({
          severity: 'error',
          code: 'duplicate-rule',
          file: row.file,
          row: row.row,
          column: columns.join('+'),
          value: scope.filter((part) => part !== '').join(' '),
          problem: `${first.file}, row ${first.row} has the same scope, and neither is more specific`,
          expected: 'one row for each scope',
        })
      }
      for (const column of ['node_id', 'from_node_id', 'to_node_id']) {
        const id = cells[column]
        if (typeof id !== 'string' || id === ANY || !columns.includes(column) || graph.hasNode(id)) continue
        log.add({
          severity: 'warning',
          code: 'rule-without-node',
          file: row.file,
          row: row.row,
          column,
          value: id,
          problem: 'the rule names a node that is not in the network',
          expected: 'a node_id of node.csv, or * for any',
        })
      }
    }
  }
}

interface Validity {
  readonly valid_from?: string | undefined
  readonly valid_to?: string | undefined
}

/** Whether some day is in the validity of both; a blank end is open. */
function overlap(a: Validity, b: Validity): boolean {
  const before = (end: string | undefined, start: string | undefined): boolean =>
    end !== undefined && start !== undefined && end < start
  return !before(a.valid_to, b.valid_from) && !before(b.valid_to, a.valid_from)
}

/** A rule that holds both ways has the scope of the one that names its ends the other way round. */
function scopeKey(table: ScopedTable, cells: Record<string, unknown>, columns: readonly string[]): string {
  const keyOf = (from: string, to: string) =>
    JSON.stringify(
      columns.map((column) =>
        scopeValue(column, cells[column.replace(/^(?:from|to)_/, (end) => (end === 'from_' ? from : to))]),
      ),
    )
  const forward = keyOf('from_', 'to_')
  if (table !== 'rate' && (table !== 'border' || cells.directed === true)) return forward
  return [forward, keyOf('to_', 'from_')].sort().join()
}

function scopeValue(column: string, cell: unknown): string {
  if (cell === undefined || cell === ANY) return ''
  // As procedures are looked up.
  if (column === 'procedure') return foldName(String(cell))
  // `directed` is 0 where it is blank; `electrified` blank means both.
  return column === 'directed' && cell === false ? '' : String(cell)
}
