import type { RowOf, Schema } from '../../ingest/schema.js'
import { TableReader } from '../../ingest/table-reader.js'
import { type Issue, IssueLog } from '../../issue/issue.js'
import type { Records } from '../../network/from-records.js'
import type { LonLat } from '../../routing/nearest.js'
import type { Area } from './area.js'

/** Columns of a table of areas: circles, or points where the radius is blank. */
export const AREA_SCHEMA = {
  area_id: { kind: 'text', required: true, doc: 'unique' },
  name: { kind: 'text', doc: 'name to show; the id where blank' },
  kind: { kind: 'text', required: true, doc: 'protected, ramsar, world_heritage, hazard, ...' },
  x_coord: { kind: 'number', min: -180, max: 180, required: true, doc: 'centre: longitude, degrees, WGS84' },
  y_coord: { kind: 'number', min: -90, max: 90, required: true, doc: 'latitude, degrees' },
  radius_km: { kind: 'number', min: 0, doc: 'of a circle of the size of the area; 0 where blank' },
  buffer_km: { kind: 'number', min: 0, doc: 'around it, that counts as its buffer zone; 0 where blank' },
  source: { kind: 'text', doc: 'where the row comes from' },
} as const satisfies Schema

export interface Areas {
  readonly areas: readonly Area[]
  /** Everything noticed while reading; rows in error are left out. */
  readonly issues: readonly Issue[]
}

/**
 * Areas from the rows of a table, see {@link AREA_SCHEMA}.
 *
 * @example
 * const rows = [['area_id', 'kind', 'x_coord', 'y_coord', 'radius_km'], ['altyn-emel', 'protected', '78.4', '44.2', '40']]
 * const { areas } = areasFromRecords(rows)
 */
export function areasFromRecords(records: Records, file = 'areas.csv'): Areas {
  const log = new IssueLog()
  const reader = new TableReader(AREA_SCHEMA, file, log)
  for (const cells of records) reader.record(cells)
  reader.end()
  return { areas: areasFromRows(reader.rows, log), issues: log.issues }
}

/** Areas from rows that were read; a second one of an id is left out, with an issue. */
export function areasFromRows(rows: readonly RowOf<typeof AREA_SCHEMA>[], log: IssueLog): Area[] {
  const seen = new Map<string, number>()
  return rows.flatMap(({ file, row, area_id, name, kind, x_coord, y_coord, radius_km = 0, buffer_km = 0, source }) => {
    const first = seen.get(area_id)
    if (first !== undefined) {
      log.add({
        severity: 'error',
        code: 'duplicate-id',
        file,
        row,
        column: 'area_id',
        value: area_id,
        problem: `the id is already given in row ${first}, so this row is left out`,
        expected: 'each area_id once',
      })
      return []
    }
    seen.set(area_id, row)
    const centre: LonLat = [x_coord, y_coord]
    return [{ area_id, name: name ?? area_id, kind, buffer_km, source, shape: { type: 'circle', centre, radius_km } }]
  })
}
