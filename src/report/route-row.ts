import type { Itinerary } from '../routing/itinerary.js'
import { HOURS_PER_DAY } from '../units/units.js'
import { grouped, UNKNOWN } from './route-text.js'
import { isSignal, millisecondsCell } from './signal-time.js'
import type { TextColumn } from './text-table.js'

/** The columns of {@link routeCells}. */
export const ROUTE_COLUMNS: readonly TextColumn[] = [
  { title: 'days', align: 'right' },
  { title: 'USD', align: 'right' },
  { title: 'kg CO2e', align: 'right' },
  { title: 'way', align: 'left' },
]

/** The columns of {@link signalCells}. */
const SIGNAL_COLUMNS: readonly TextColumn[] = [
  { title: 'ms', align: 'right' },
  { title: 'km', align: 'right' },
  { title: 'way', align: 'left' },
]

/** How a list of routes is shown: by days, USD and kg, or where all are of signals by milliseconds and km. */
export function routeRows(routes: readonly Itinerary[]): {
  readonly columns: readonly TextColumn[]
  readonly cells: (itinerary: Itinerary) => string[]
} {
  return routes.length > 0 && routes.every(isSignal)
    ? { columns: SIGNAL_COLUMNS, cells: signalCells }
    : { columns: ROUTE_COLUMNS, cells: routeCells }
}

function signalCells(itinerary: Itinerary): string[] {
  const { time_h, length_km } = itinerary.totals
  return [millisecondsCell(time_h), grouped(length_km, 0), wayOf(itinerary)]
}

function wayOf({ legs, countries, passages }: Itinerary): string {
  const modes: string[] = []
  for (const leg of legs) {
    if (leg.kind === 'transport' && leg.mode !== modes.at(-1)) modes.push(leg.mode)
  }
  return [modes.join(' > '), countries.join(' '), passages.join(' ')].filter((part) => part !== '').join(', ')
}

/** A route on one line of a table, among others. */
export function routeCells(itinerary: Itinerary): string[] {
  const { totals } = itinerary
  return [
    (totals.time_h / HOURS_PER_DAY).toFixed(1),
    totals.cost_usd === undefined ? UNKNOWN : grouped(totals.cost_usd, 0),
    totals.co2e_kg === undefined ? UNKNOWN : grouped(totals.co2e_kg, 0),
    wayOf(itinerary),
  ]
}
