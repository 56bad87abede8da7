import type { EnergyWay } from '../routing/energy-way.js'
import type { OverBudget } from '../routing/frontier.js'
import type { Itinerary, Leg, Signal, Totals } from '../routing/itinerary.js'
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

/** For routes over lines of energy. */
const LINE_COLUMNS: readonly TextColumn[] = [{ title: 'line', align: 'left' }, ...COLUMNS.slice(1)]

/** Hours below this are not shown in the headline of a route of energy. */
const SHOWN_HOURS = 0.05

/** What a cell shows where a rate or factor is missing. */
export const UNKNOWN = 'unknown'

/**
 * A route for a terminal: a headline and one line per leg (of signals: one per cable; of energy: one per pipeline or power line). The
 * lines of each column add up to its last line exactly.
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
  const table = isSignal(result)
    ? cableTable(result, nameOf, width)
    : result.energy === undefined
      ? legTable(result, width)
      : energyTable(result, nameOf, width)
  const title = headline(result)
  const lines = [isSignal(result) ? paragraph(title, width) : title, '', table, ...tariffText(result, width)]
  if (result.status === 'ok' && result.signal !== undefined) lines.push('', ...signalLines(result.signal, width))
  if (result.status === 'ok' && result.energy !== undefined) lines.push('', ...energyLines(result.energy, width))
  if (result.statuses.length > 0) lines.push('', `On the way: links with status ${result.statuses.join(', ')}.`)
  return lines.join('\n')
}

function headline(itinerary: Itinerary): string {
  const { totals, generalised_usd } = itinerary
  const title = `${itinerary.from_name} to ${itinerary.to_name}, ${itinerary.objective}`
  if (isSignal(itinerary)) {
    return printable(`${title}: ${latencyText(totals.time_h)}, ${grouped(totals.length_km, 0)} km`)
  }
  // Power takes no time.
  const days = itinerary.energy !== undefined && totals.time_h < SHOWN_HOURS ? [] : [`${(totals.time_h / HOURS_PER_DAY).toFixed(1)} days`] // biome-ignore format: one line
  const parts = [
    ...days,
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

/** A run of links of one name, or another leg that takes something. */
interface Stretch extends Totals {
  readonly name: string
  readonly from: string
  readonly to: string
}

/** The links of a route by their names, one after the other; legs that take nothing are left out. */
function stretchesOf(legs: readonly Leg[]): Stretch[] {
  const list: Stretch[] = []
  for (const leg of legs) {
    const { from, to, time_h, cost_usd, co2e_kg, length_km } = leg
    if (leg.kind !== 'transport') {
      const takes = time_h > 0 || cost_usd !== 0 || co2e_kg !== 0
      if (takes) list.push({ name: legName(leg), from, to, time_h, cost_usd, co2e_kg, length_km })
      continue
    }
    for (const link of leg.links) {
      const name = link.name ?? link.link_id
      const last = list.at(-1)
      if (last?.name === name && last.to === link.from) list[list.length - 1] = joined(last, link)
      else list.push({ ...link, name })
    }
  }
  return list
}

function joined(a: Stretch, b: Totals & { readonly to: string }): Stretch {
  const both = (x: number | undefined, y: number | undefined): number | undefined =>
    x === undefined || y === undefined ? undefined : x + y
  return {
    ...a,
    to: b.to,
    time_h: a.time_h + b.time_h,
    cost_usd: both(a.cost_usd, b.cost_usd),
    co2e_kg: both(a.co2e_kg, b.co2e_kg),
    length_km: a.length_km + b.length_km,
  }
}

const whereOf = ({ from, to }: Stretch, nameOf: (id: string) => string): string =>
  from === to ? nameOf(from) : `${nameOf(from)} - ${nameOf(to)}`

/** Signals: milliseconds and km, a line for each cable. Only time matters of what is no cable. */
function cableTable({ legs }: Itinerary, nameOf: (id: string) => string, width: number): string {
  const timely = legs.filter((leg) => leg.kind === 'transport' || leg.time_h > 0)
  const cables = stretchesOf(timely)
  const ms = column(
    cables.map(({ time_h }) => milliseconds(time_h)),
    undefined,
    1,
  )
  const km = column(
    cables.map(({ length_km }) => length_km),
    undefined,
    0,
  )
  const rows = [...cables.map((cable) => [cable.name, whereOf(cable, nameOf)]), ['total', '']].map(([name, place], i) =>
    [name, place, ms[i], km[i]].map((cell) => printable(cell ?? '')),
  )
  return textTable(CABLE_COLUMNS, rows, width, true)
}

/** Energy: a line for each pipeline or power line; handling and borders that take nothing are left out. */
function energyTable({ legs, totals }: Itinerary, nameOf: (id: string) => string, width: number): string {
  const lines = stretchesOf(legs)
  const cells = amountColumns(lines, totals)
  const rows = [...lines.map((line) => [line.name, whereOf(line, nameOf)]), ['total', '']].map((words, i) =>
    [...words, ...cells.map((values) => values[i])].map((cell) => printable(cell ?? '')),
  )
  return textTable(LINE_COLUMNS, rows, width, true)
}

function energyLines(energy: EnergyWay, width: number): string[] {
  const { loss_pct, lost_mwh, capacity_at_most: most, capacity_unit, links, links_of_known_capacity: known } = energy
  const lines: string[] = []
  if (loss_pct !== undefined) {
    const mwh = lost_mwh === undefined ? '' : `, ${grouped(lost_mwh, lost_mwh < 10 ? 1 : 0)} MWh`
    lines.push(`Lost on the way: ${grouped(loss_pct, 1)} %${mwh}; what it takes to make it good is in the totals.`)
  }
  if (most !== undefined) {
    const of = known === links ? 'the least of its links' : `the least of the ${known} of ${links} links of known capacity` // biome-ignore format: one line
    lines.push(`Capacity: at most ${grouped(most, Number.isInteger(most) ? 0 : 2)} ${capacity_unit}, ${of}.`)
  }
  return lines.map((line) => paragraph(line, width))
}

/** Cells that add up: the last is the sum of those before it, as shown. */
function column(values: readonly (number | undefined)[], total: number | undefined, decimals: number): string[] {
  const known = values.filter((value) => value !== undefined)
  if (known.length < values.length) {
    return [...values, total].map((value) => (value === undefined ? UNKNOWN : grouped(value, decimals)))
  }
  const rounded = roundToSum(known, decimals)
  return [...rounded, rounded.reduce((sum, value) => sum + value, 0)].map((value) => grouped(value, decimals))
}

/** Hours, USD, kg CO2e and km. */
function amountColumns(parts: readonly Totals[], totals: Totals): string[][] {
  const cells = (key: keyof Totals, decimals: number): string[] =>
    column(
      parts.map((part) => part[key]),
      totals[key],
      decimals,
    )
  return [cells('time_h', 1), cells('cost_usd', 0), cells('co2e_kg', 0), cells('length_km', 0)]
}

function legTable({ legs, totals }: Itinerary, width: number): string {
  const cells = amountColumns(legs, totals)
  const rows = [...legs.map((leg) => [legName(leg), legPlace(leg)]), ['total', '']].map((words, i) =>
    [...words, ...cells.map((values) => values[i])].map((cell) => printable(cell ?? '')),
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
