import type { OverBudget } from '../routing/frontier.js'
import type { Itinerary, Leg, Signal } from '../routing/itinerary.js'
import type { RouteResult } from '../routing/router.js'
import { HOURS_PER_DAY, roundToSum } from '../units/units.js'
import { grouped, printable } from './printable.js'
import { isSignal, latencyText, milliseconds } from './signal-time.js'
import { tariffText } from './tariff-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

export { grouped, printable } from './printable.js'

const COLUMNS: readonly TextColumn[] = [
  { title: 'leg', align: 'left' },
  { title: 'where', align: 'left' },
  { title: 'hours', align: 'right' },
  { title: 'USD', align: 'right' },
  { title: 'kg CO2e', align: 'right' },
  { title: 'km', align: 'right' },
]

/** For routes of signals. */
const CABLE_COLUMNS: readonly TextColumn[] = [
  { title: 'cable', align: 'left' },
  { title: 'where', align: 'left' },
  { title: 'ms', align: 'right' },
  { title: 'km', align: 'right' },
]

/** What a cell shows where a rate or factor is missing. */
export const UNKNOWN = 'unknown'

/**
 * A route for a terminal: a headline and one line per leg (of signals: one per cable). The lines of each column add up to its last line exactly.
 *
 * @param width columns of the terminal
 * @param nameOf the name of a node id
 */
export function routeText(
  result: RouteResult | OverBudget,
  width: number,
  nameOf: (id: string) => string = (id) => id,
): string {
  if (result.status !== 'ok') return printable(result.reason)
  const table = isSignal(result) ? cableTable(result, nameOf, width) : legTable(result, width)
  const title = headline(result)
  const lines = [isSignal(result) ? paragraph(title, width) : title, '', table, ...tariffText(result, width)]
  if (result.status === 'ok' && result.signal !== undefined) lines.push('', ...signalLines(result.signal, width))
  if (result.statuses.length > 0) lines.push('', `On the way: links with status ${result.statuses.join(', ')}.`)
  return lines.join('\n')
}

function headline(itinerary: Itinerary): string {
  const { totals, generalised_usd } = itinerary
  const title = `${itinerary.from_name} to ${itinerary.to_name}, ${itinerary.objective}`
  if (isSignal(itinerary)) {
    return printable(`${title}: ${latencyText(totals.time_h)}, ${grouped(totals.length_km, 0)} km`)
  }
  const parts = [
    `${(totals.time_h / HOURS_PER_DAY).toFixed(1)} days`,
    totals.cost_usd === undefined ? 'USD unknown' : `USD ${grouped(totals.cost_usd, 0)}`,
    totals.co2e_kg === undefined ? 'CO2e unknown' : `${(totals.co2e_kg / 1000).toFixed(2)} t CO2e`,
    `${grouped(totals.length_km, 0)} km`,
  ]
  if (generalised_usd !== undefined) parts.push(`generalised cost USD ${grouped(generalised_usd, 0)}`)
  return printable(`${title}: ${parts.join(', ')}`)
}

function signalLines(signal: Signal, width: number): string[] {
  const { round_trip_ms, capacity_at_most_tbit_s: most, links, links_of_known_capacity: known } = signal
  const lines = [`There and back ${grouped(round_trip_ms, 1)} ms in the fibre; equipment comes on top.`]
  if (most !== undefined) {
    const of =
      known === links ? 'the least of its links' : `the least of the ${known} of ${links} links of known capacity`
    lines.push(`Capacity: at most ${grouped(most, most < 10 ? 2 : 0)} Tbit/s, ${of}.`)
  }
  return lines.map((line) => paragraph(line, width))
}

/** Signals: milliseconds and km, a line for each cable; handling that takes no time is left out. */
function cableTable({ legs }: Itinerary, nameOf: (id: string) => string, width: number): string {
  const cables: { name: string; from: string; to: string; time_h: number; length_km: number }[] = []
  for (const leg of legs) {
    const { time_h, length_km } = leg
    if (leg.kind !== 'transport') {
      if (time_h > 0) cables.push({ name: legName(leg), from: leg.from, to: leg.to, time_h, length_km })
      continue
    }
    for (const { name, link_id, from, to, ...part } of leg.links) {
      const last = cables.at(-1)
      if (last !== undefined && last.name === name && last.to === from) {
        last.to = to
        last.time_h += part.time_h
        last.length_km += part.length_km
      } else {
        cables.push({ name: name ?? link_id, from, to, time_h: part.time_h, length_km: part.length_km })
      }
    }
  }
  const column = (values: readonly number[], decimals: number): string[] => {
    const rounded = roundToSum(values, decimals)
    return [...rounded, rounded.reduce((sum, value) => sum + value, 0)].map((value) => grouped(value, decimals))
  }
  const ms = column(
    cables.map(({ time_h }) => milliseconds(time_h)),
    1,
  )
  const km = column(
    cables.map(({ length_km }) => length_km),
    0,
  )
  const where = ({ from, to }: (typeof cables)[number]): string =>
    from === to ? nameOf(from) : `${nameOf(from)} - ${nameOf(to)}`
  const rows = [...cables.map((cable) => [cable.name, where(cable)]), ['total', '']].map(([name, place], i) =>
    [name, place, ms[i], km[i]].map((cell) => printable(cell ?? '')),
  )
  return textTable(CABLE_COLUMNS, rows, width, true)
}

function legTable({ legs, totals }: Itinerary, width: number): string {
  const column = (values: readonly (number | undefined)[], total: number | undefined, decimals: number): string[] => {
    const known = values.filter((value) => value !== undefined)
    if (total === undefined || known.length < values.length) {
      return [...values, total].map((value) => (value === undefined ? UNKNOWN : grouped(value, decimals)))
    }
    const rounded = roundToSum(known, decimals)
    return [...rounded, rounded.reduce((sum, value) => sum + value, 0)].map((value) => grouped(value, decimals))
  }
  const hours = column(
    legs.map((leg) => leg.time_h),
    totals.time_h,
    1,
  )
  const usd = column(
    legs.map((leg) => leg.cost_usd),
    totals.cost_usd,
    0,
  )
  const kg = column(
    legs.map((leg) => leg.co2e_kg),
    totals.co2e_kg,
    0,
  )
  const km = column(
    legs.map((leg) => leg.length_km),
    totals.length_km,
    0,
  )
  const rows = [...legs.map((leg) => [legName(leg), legPlace(leg)]), ['total', '']].map(([name, place], i) =>
    [name, place, hours[i], usd[i], kg[i], km[i]].map((cell) => printable(cell ?? '')),
  )
  return textTable(COLUMNS, rows, width, true)
}

/** What a leg does: `rail 1435`, `border PL-BY`, `sea to rail`. */
export function legName(leg: Leg): string {
  switch (leg.kind) {
    case 'transport':
      return leg.gauge_mm === undefined ? leg.mode : `${leg.mode} ${leg.gauge_mm}`
    case 'border':
      return `border ${leg.from_country}-${leg.to_country}`
    case 'transfer':
      if (leg.operation === 'load' || leg.operation === 'unload') return `${leg.operation} ${leg.mode}`
      if (leg.operation === 'gauge') return `gauge ${leg.from_gauge_mm}-${leg.to_gauge_mm}`
      return `${leg.from_mode} to ${leg.to_mode}`
  }
}

/** Where a leg does it. */
export function legPlace(leg: Leg): string {
  if (leg.kind !== 'transport') return leg.from === leg.to ? leg.to_name : `${leg.from_name} - ${leg.to_name}`
  const note = leg.links.length > 1 ? ` (${leg.links.length} links)` : ''
  return `${leg.from_name} - ${leg.to_name}${note}`
}
