import type { IssueLog } from '../issue/issue.js'
import {
  type BorderRow,
  type ClearanceRow,
  type CorridorRow,
  type EmissionRow,
  type ExchangeRow,
  type FacilityRow,
  type GridRow,
  type HazardRow,
  type LinkRow,
  type LossRow,
  type MaintenanceRow,
  MODES,
  type Mode,
  type NodeRow,
  type ParameterRow,
  type RateRow,
  SCHEMAS,
  type Schema,
  type SpeedRow,
  type StandardRow,
  type TableName,
  type TerritoryRow,
  type TransferRow,
  tableOfFile,
} from './schema.js'
import { TableReader } from './table-reader.js'

/** A link row with the mode that its file implies. */
export interface ModalLinkRow extends Omit<LinkRow, 'mode'> {
  readonly mode: Mode
}

/** All rows of a network folder, table by table, in the order read. */
export interface Tables {
  node: NodeRow[]
  link: ModalLinkRow[]
  transfer: TransferRow[]
  border: BorderRow[]
  clearance: ClearanceRow[]
  territory: TerritoryRow[]
  speed: SpeedRow[]
  rate: RateRow[]
  emission: EmissionRow[]
  grid: GridRow[]
  parameter: ParameterRow[]
  exchange: ExchangeRow[]
  corridor: CorridorRow[]
  loss: LossRow[]
  facility: FacilityRow[]
  hazard: HazardRow[]
  standard: StandardRow[]
  maintenance: MaintenanceRow[]
}

export function emptyTables(): Tables {
  return {
    node: [],
    link: [],
    transfer: [],
    border: [],
    clearance: [],
    territory: [],
    speed: [],
    rate: [],
    emission: [],
    grid: [],
    parameter: [],
    exchange: [],
    corridor: [],
    loss: [],
    facility: [],
    hazard: [],
    standard: [],
    maintenance: [],
  }
}

/**
 * Opens the reader for one file, by its name.
 *
 * @returns `undefined`, and an issue, where the name belongs to no table
 */
export function openTable(
  file: string,
  log: IssueLog,
): { readonly table: TableName; readonly reader: TableReader<Schema> } | undefined {
  const table = tableOfFile(file)
  if (table === undefined) {
    log.add({
      severity: 'warning',
      code: 'unknown-table',
      file,
      problem: 'no table has this file name, so it is not read',
      expected: `a name such as rail.csv or rail-anything.csv with one of ${Object.keys(SCHEMAS).join(', ')}`,
    })
    return undefined
  }
  return { table, reader: new TableReader<Schema>(SCHEMAS[table], file, log) }
}

/** Adds the rows of a finished reader to the tables; a link without a mode takes its file's. */
export function addRows(tables: Tables, table: TableName, reader: TableReader<Schema>, log: IssueLog): void {
  if (table !== 'link' && !isMode(table)) {
    const target = tables[table] as unknown[]
    for (const row of reader.rows) target.push(row)
    return
  }
  const fileMode = isMode(table) ? table : undefined
  for (const row of reader.rows as unknown as (LinkRow & { mode: Mode | undefined })[]) {
    const mode = row.mode ?? fileMode
    if (mode === undefined) {
      log.add({
        severity: 'error',
        code: 'missing-value',
        file: row.file,
        row: row.row,
        column: 'mode',
        value: '',
        problem: 'neither the row nor the file name says the mode, so the row is left out',
        expected: `one of ${MODES.join(', ')}`,
      })
      continue
    }
    ;(row as { mode: Mode }).mode = mode
    tables.link.push(row as ModalLinkRow)
  }
}

function isMode(word: string): word is Mode {
  return (MODES as readonly string[]).includes(word)
}
