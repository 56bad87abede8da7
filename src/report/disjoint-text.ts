import type { Apart, DisjointRoutes } from '../routing/disjoint.js'
import type { Itinerary } from '../routing/itinerary.js'
import type { NoRoute } from '../routing/no-route.js'
import { ROUTE_COLUMNS, routeCells } from './route-row.js'
import { grouped, printable } from './route-text.js'
import { isSignal, latencyText, millisecondsCell } from './signal-time.js'
import { pricingNote } from './tariff-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const NOTHING_SHARED: Readonly<Record<Apart, string>> = {
  links: 'no link',
  nodes: 'no link and no place between the ends',
  'nodes-and-passages': 'no link, no place between the ends and no strait',
}

/** Places named of each route. */
const NAMED = 6

const NUMBER: TextColumn = { title: '#', align: 'right' }
const PLACES: TextColumn = { title: 'by way of', align: 'left' }
const SIGNAL_COLUMNS: readonly TextColumn[] = [
  { title: 'ms', align: 'right' },
  { title: 'km', align: 'right' },
  { title: 'straits', align: 'left' },
]

/**
 * Disjoint routes for a terminal: one line per route, and how many there are at most.
 *
 * @param nameOf the name of a node id
 * @param width columns of the terminal
 */
export function disjointText(result: DisjointRoutes | NoRoute, nameOf: (id: string) => string, width: number): string {
  if (result.status === 'no-route') return paragraph(printable(result.reason), width)
  const { routes, asked, share, at_most, exact, totals, objective, from, to } = result
  const count = routes.length === 1 ? '1 route' : `${routes.length} routes that share ${NOTHING_SHARED[share]}`
  const isFibre = routes.every(isSignal)
  const rows = routes.map((route, i) => {
    const cells = isFibre ? signalCells(route) : routeCells(route)
    return [String(i + 1), ...cells, some(route.via.slice(1, -1).map(nameOf))].map(printable)
  })
  const columns = [NUMBER, ...(isFibre ? SIGNAL_COLUMNS : ROUTE_COLUMNS), PLACES]
  const lines = [
    paragraph(printable(`${nameOf(from)} to ${nameOf(to)}, ${objective}: ${count}`), width),
    '',
    textTable(columns, rows, width),
  ]
  if (at_most !== undefined) {
    lines.push('', paragraph(`Asked for ${asked}: there are no more than ${at_most}.`, width))
  }
  if (isFibre && routes.length > 1) {
    const mean = latencyText(totals.time_h / routes.length)
    lines.push('', paragraph(`On average ${mean}, ${grouped(totals.length_km / routes.length, 0)} km.`, width))
  }
  if (!exact) {
    lines.push('', paragraph('The search ended at its limit: better ones may exist. Raise it with --states.', width))
  }
  const pricings = routes.map(({ pricing }) => pricing)
  return [...lines, ...pricingNote(pricings, width)].join('\n')
}

/** Names from all along the way. */
function some(names: readonly string[]): string {
  if (names.length === 0) return 'direct'
  if (names.length <= NAMED) return names.join(', ')
  const named = Array.from({ length: NAMED }, (_, i) => names[Math.floor(((i + 0.5) * names.length) / NAMED)])
  return `${named.join(', ')} (${NAMED} of ${names.length})`
}

function signalCells({ totals, passages }: Itinerary): string[] {
  return [millisecondsCell(totals.time_h), grouped(totals.length_km, 0), passages.join(', ')]
}
