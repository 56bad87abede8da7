import type { Catchment } from '../corridor/facilities/catchment.js'
import { csvNumber, csvText } from './csv-cell.js'

const HEADER = [
  'facility_id',
  'name',
  'kind',
  'pillar',
  'node_id',
  'node_name',
  'country',
  'x_coord',
  'y_coord',
  'ok',
  'time_h',
  'cost_usd',
  'co2e_kg',
  'length_km',
  'least_time_h',
  'least_cost_usd',
  'least_co2e_kg',
] as const

/**
 * A catchment as CSV (RFC 4180), a line for each facility that was asked about, in the order of the catchment. `ok` is 1 where a
 * route keeps all limits; the cells of its totals are blank where none does, those of the least where there is no route or no such
 * limit.
 */
export function catchmentToCsv({ facilities }: Catchment): string {
  const lines = facilities.map((row) => {
    const { totals, least } = row
    const texts = [row.facility_id, row.name, row.kind, row.pillar, row.node_id, row.node_name, row.country ?? '']
    const numbers = [
      row.x_coord,
      row.y_coord,
      row.ok ? 1 : 0,
      totals?.time_h,
      totals?.cost_usd,
      totals?.co2e_kg,
      totals?.length_km,
      least.time_h,
      least.cost_usd,
      least.co2e_kg,
    ]
    return [...texts.map(csvText), ...numbers.map(csvNumber)].join(',')
  })
  return [HEADER.join(','), ...lines].join('\n')
}
