import type { Itinerary } from '../routing/itinerary.js'
import { HOURS_PER_DAY } from '../units/units.js'
import { grouped, UNKNOWN } from './route-text.js'
import type { TextColumn } from './text-table.js'

/** The columns of {@link routeCells}. */
export const ROUTE_COLUMNS: readonly TextColumn[] = [
  { title: 'days', align: 'right' },
  { title: 'USD', align: 'right' },
  { title: 'kg CO2e', align: 'right' },
  { title: 'way', align: 'left' },
]

/** A route on one line of a table, among others. */
export function routeCells({ totals, legs, countries, passages }: Itinerary): string[] {
  const modes: string[] = []
  for (const leg of legs) {
    if (leg.kind === 'transport' && leg.mode !== modes.at(-1)) modes.push(leg.mode)
  }
  const way = [modes.join(' > '), countries.join(' '), passages.join(' ')].filter((part) => part !== '')
  return [
    (totals.time_h / HOURS_PER_DAY).toFixed(1),
    totals.cost_usd === undefined ? UNKNOWN : grouped(totals.cost_usd, 0),
    totals.co2e_kg === undefined ? UNKNOWN : grouped(totals.co2e_kg, 0),
    way.join(', '),
  ]
}
