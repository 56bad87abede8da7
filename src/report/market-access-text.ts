import type { MarketAccess, PlaceAccess } from '../corridor/facilities/market-access.js'
import { grouped, printable } from './route-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const COLUMNS: readonly TextColumn[] = [
  { title: '#', align: 'right' },
  { title: 'place', align: 'left' },
  { title: 'country', align: 'left' },
  { title: 'million people', align: 'right' },
  { title: '% of all', align: 'right' },
  { title: 'most of them from', align: 'left' },
]

/** Contributors named in a line. */
const NAMED = 3
const MILLION = 1_000_000

/**
 * The people that places can serve for a terminal, the place that serves most first.
 *
 * @param width columns of the terminal
 * @param count at most so many places
 */
export function marketAccessText(access: MarketAccess, width: number, count: number): string {
  const { by, half_life, unit, formula, nodes, population, places, pricing } = access
  const amount = half_life.toLocaleString('en-US', { maximumFractionDigits: 6 })
  const half = unit === 'h' ? `${amount} h` : `USD ${amount}`
  const heading = `People within reach by ${by}; one counts half at ${half}, a quarter at twice as much`
  const lines = [paragraph(heading, width)]
  if (places.length === 0) lines.push('', 'No place: no open facility matches.')
  else
    lines.push(
      '',
      textTable(
        COLUMNS,
        places.slice(0, count).map((place) => cells(place, unit)),
        width,
      ),
    )
  const more = places.length - count
  if (more > 0) lines.push('', paragraph(`${grouped(more, 0)} more places; --count shows more.`, width))
  const all = `${grouped(population / MILLION, 0)} million people live in ${grouped(nodes, 0)} places of the network`
  lines.push('', paragraph(`${all}. Access: ${formula}.`, width))
  if (pricing === 'repriced') lines.push('', paragraph('USD of what adds up link by link.', width))
  return lines.join('\n')
}

function cells(
  { rank, name, country, access, share, contributors, facilities }: PlaceAccess,
  unit: 'h' | 'USD',
): string[] {
  const from = contributors
    .slice(0, NAMED)
    .map(({ name, cost }) => (cost === 0 ? name : `${name} (${unit === 'h' ? `${grouped(cost, 0)} h` : `USD ${grouped(cost, 0)}`})`)) // biome-ignore format: one line
  const others = facilities.map(({ name }) => name).join(', ')
  const where = others === '' ? name : `${name}: ${others}`
  const people = grouped(access / MILLION, 1)
  return [String(rank), where, country ?? '', people, grouped(share * 100, 1), from.join(', ')].map(printable)
}
