import type { Comparison, CorridorResult } from '../corridor/compare.js'
import { HOURS_PER_DAY, roundToSum } from '../units/units.js'
import { grouped, printable } from './route-text.js'
import { type TextColumn, textTable } from './text-table.js'

const COLUMNS: readonly TextColumn[] = [
  { title: 'corridor', align: 'left' },
  { title: 'days', align: 'right' },
  { title: 'USD', align: 'right' },
  { title: 't CO2e', align: 'right' },
  { title: 'km', align: 'right' },
  { title: 'moving h', align: 'right' },
  { title: 'border h', align: 'right' },
  { title: 'transfer h', align: 'right' },
  { title: 'rank time/cost/CO2e', align: 'right' },
  { title: 'dominated', align: 'left' },
]

/**
 * A comparison for a terminal: one line per corridor, then why the others have no route.
 *
 * @param width columns of the terminal
 */
export function compareText(comparison: Comparison, width: number): string {
  const { corridors } = comparison
  const title = printable(
    `${comparison.from_name} to ${comparison.to_name} by corridor (best by ${comparison.objective} within each)`,
  )
  const rows = corridors.map(cells).map((row) => row.map(printable))
  const closed = corridors
    .filter((corridor) => corridor.status === 'no-route')
    .map((corridor) => printable(`${corridor.name}: ${corridor.reason}`))
  return [title, '', textTable(COLUMNS, rows, width), ...(closed.length === 0 ? [] : ['', ...closed])].join('\n')
}

function cells(corridor: CorridorResult): string[] {
  if (corridor.status === 'no-route') return [corridor.name, 'no route', '', '', '', '', '', '', '', '']
  const { totals, hours, rank } = corridor
  const [moving, border, transfer] = roundToSum([hours.moving, hours.border, hours.transfer], 0).map((h) =>
    grouped(h, 0),
  )
  return [
    corridor.name,
    (totals.time_h / HOURS_PER_DAY).toFixed(1),
    totals.cost_usd === undefined ? 'unknown' : grouped(totals.cost_usd, 0),
    totals.co2e_kg === undefined ? 'unknown' : (totals.co2e_kg / 1000).toFixed(2),
    grouped(totals.length_km, 0),
    moving ?? '',
    border ?? '',
    transfer ?? '',
    [rank.time, rank.cost, rank.carbon].map((place) => place ?? '-').join('/'),
    corridor.dominated ? 'yes' : 'no',
  ]
}
