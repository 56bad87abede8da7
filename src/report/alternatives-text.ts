import type { Alternatives, ShortestRoutes } from '../routing/alternatives.js'
import type { Itinerary } from '../routing/itinerary.js'
import type { NoRoute } from '../routing/no-route.js'
import { routeRows } from './route-row.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { pricingNote } from './tariff-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const NUMBER: TextColumn = { title: '#', align: 'right' }
const DIFFERENCE: TextColumn = { title: 'not on the first', align: 'left' }

const NOTES = [
  'shared: km in common with the routes before it, % of those of the first.',
  'stretch: the worst part of it against the best way between the ends of that part.',
]

/** Places or links named before the rest is counted. */
const NAMED = 3

/**
 * Alternatives for a terminal: one line per route, with how much it shares with those before it, how far it stretches,
 * and what it passes that the first does not.
 *
 * @param nameOf the name of a node id
 * @param width columns of the terminal
 */
export function alternativesText(
  result: Alternatives | NoRoute,
  nameOf: (id: string) => string,
  width: number,
): string {
  if (result.status === 'no-route') return paragraph(printable(result.reason), width)
  const { routes } = result
  const shown = routeRows(routes.map(({ itinerary }) => itinerary))
  const columns: TextColumn[] = [
    NUMBER,
    ...shown.columns,
    { title: 'shared', align: 'right' },
    { title: 'stretch', align: 'right' },
    DIFFERENCE,
  ]
  const first = routes[0]?.itinerary
  const rows = routes.map(({ itinerary, sharing, stretch }, i) => {
    const bounds = i === 0 ? ['', ''] : [`${(100 * sharing).toFixed(0)} %`, stretch.toFixed(2)]
    return [String(i + 1), ...shown.cells(itinerary), ...bounds, difference(itinerary, first, nameOf)].map(printable)
  })
  const lines = [
    paragraph(title(first, routes.length, 'within the bounds'), width),
    '',
    textTable(columns, rows, width),
  ]
  if (routes.length > 1) lines.push('', ...NOTES.map((note) => paragraph(note, width)))
  const pricings = routes.map(({ itinerary }) => itinerary.pricing)
  return [...lines, ...pricingNote(pricings, width)].join('\n')
}

/**
 * The shortest routes for a terminal: one line per route, and what it passes that the first does not.
 *
 * @param nameOf the name of a node id
 * @param width columns of the terminal
 */
export function shortestText(result: ShortestRoutes | NoRoute, nameOf: (id: string) => string, width: number): string {
  if (result.status === 'no-route') return paragraph(printable(result.reason), width)
  const { routes } = result
  const first = routes[0]
  const hasPrice = first?.objective === 'generalised'
  const shown = routeRows(routes)
  const columns: TextColumn[] = [
    NUMBER,
    ...shown.columns,
    ...(hasPrice ? [{ title: 'generalised', align: 'right' } as const] : []),
    DIFFERENCE,
  ]
  const rows = routes.map((itinerary, i) => {
    const { generalised_usd } = itinerary
    const price = generalised_usd === undefined ? UNKNOWN : grouped(generalised_usd, 2)
    return [
      String(i + 1),
      ...shown.cells(itinerary),
      ...(hasPrice ? [price] : []),
      difference(itinerary, first, nameOf),
    ].map(printable)
  })
  const heading = title(first, routes.length, 'in order, however alike')
  const note = pricingNote(
    routes.map(({ pricing }) => pricing),
    width,
  )
  return [paragraph(heading, width), '', textTable(columns, rows, width), ...note].join('\n')
}

function title(first: Itinerary | undefined, count: number, what: string): string {
  const { from_name = '', to_name = '', objective = '' } = first ?? {}
  return printable(`${from_name} to ${to_name}, ${objective}: ${count === 1 ? '1 route' : `${count} routes`} ${what}`)
}

/** The places that only this route passes and not the first; where there are none, its links. */
function difference(itinerary: Itinerary, first: Itinerary | undefined, nameOf: (id: string) => string): string {
  if (first === undefined || itinerary === first) return ''
  const places = without(itinerary.via, first.via)
  if (places.length > 0) return some(places.map(nameOf))
  const links = without(linksOf(itinerary), linksOf(first))
  return links.length > 0 ? `link ${some(links)}` : 'links in another order'
}

function linksOf({ legs }: Itinerary): string[] {
  return legs.flatMap((leg) => (leg.kind === 'transport' ? leg.links.map(({ link_id }) => link_id) : []))
}

function without(list: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others)
  return [...new Set(list)].filter((word) => !known.has(word))
}

function some(words: readonly string[]): string {
  const rest = words.length - NAMED
  return rest > 0 ? `${words.slice(0, NAMED).join(', ')} and ${rest} more` : words.join(', ')
}
