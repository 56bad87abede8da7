import type { Reach, ReachedPlace } from '../routing/reach.js'
import { SECONDS_PER_HOUR } from '../units/units.js'
import { grouped, printable } from './route-text.js'
import { millisecondsCell } from './signal-time.js'
import { pricingNote } from './tariff-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const TITLES: Readonly<Record<Reach['unit'], string>> = { h: 'hours', USD: 'USD', 'kg CO2e': 'kg CO2e' }

/**
 * The places within reach for a terminal: a line for each band, then a line for each place, nearest first.
 *
 * @param nameOf the name of a node id
 * @param width columns of the terminal
 */
export function reachText(reach: Reach, nameOf: (id: string) => string, width: number): string {
  const { place, direction, objective, unit, limits, places } = reach
  const decimals = unit === 'h' ? 1 : 0
  // Of fibres alone the search counts in fractions of a second.
  const isSignal = unit === 'h' && places.some(({ value, weight }) => weight > 2 * value * SECONDS_PER_HOUR)
  const last = limits.at(-1)
  const count = places.length === 1 ? '1 place' : `${grouped(places.length, 0)} places`
  const within = last === undefined ? 'within reach' : `within ${limit(last)} ${unit}`
  const side = direction === 'from' ? 'From' : 'To'
  const heading = printable(`${side} ${nameOf(place)}, ${objective}: ${count} ${within}, itself included`)
  const lines = [paragraph(heading, width)]
  if (limits.length > 1) lines.push('', textTable(bandColumns(unit), bandRows(reach), width))
  const columns: TextColumn[] = [
    { title: 'place', align: 'left' },
    { title: 'country', align: 'left' },
    { title: isSignal ? 'ms' : TITLES[unit], align: 'right' },
  ]
  const shown = (value: number): string => (isSignal ? millisecondsCell(value) : grouped(value, decimals))
  const rows = places.map(({ name, country, value }) => [name, country ?? '', shown(value)].map(printable))
  lines.push('', textTable(columns, rows, width), ...pricingNote([reach.pricing], width))
  return lines.join('\n')
}

function bandColumns(unit: Reach['unit']): TextColumn[] {
  return [
    { title: TITLES[unit], align: 'left' },
    { title: 'places', align: 'right' },
    { title: 'farthest', align: 'left' },
  ]
}

function bandRows({ limits, places }: Reach): string[][] {
  const counts = limits.map(() => 0)
  const farthest: (ReachedPlace | undefined)[] = limits.map(() => undefined)
  for (const place of places) {
    counts[place.band] = (counts[place.band] as number) + 1
    farthest[place.band] = place
  }
  return limits.map((to, band) => {
    const above = limits[band - 1]
    const range = above === undefined ? `up to ${limit(to)}` : `above ${limit(above)} to ${limit(to)}`
    return [range, grouped(counts[band] as number, 0), farthest[band]?.name ?? ''].map(printable)
  })
}

/** A limit as it was given: 0.5, 24 or 1,200. */
function limit(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 })
}
