import type { Frontier, FrontierResult } from '../routing/frontier.js'
import { OBJECTIVES, type Objective } from '../routing/objective.js'
import { ROUTE_COLUMNS, routeCells } from './route-row.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { pricingNote } from './tariff-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

/** What an objective counts. */
const COUNTED: Readonly<Record<Objective, string>> = {
  fastest: 'hours',
  cheapest: 'USD',
  greenest: 'kg CO2e',
  generalised: 'generalised cost',
}

/**
 * A frontier for a terminal: one line per route, in order, and which of them are the fastest, cheapest, greenest and
 * best by generalised cost. The last line says so where the frontier was cut off.
 *
 * @param width columns of the terminal
 */
export function frontierText(result: FrontierResult, width: number): string {
  if (result.status === 'no-route') return paragraph(printable(result.reason), width)
  const { points, criteria, truncated } = result
  const hasPrice = criteria.includes('generalised')
  const columns: TextColumn[] = [
    { title: '#', align: 'right' },
    ...ROUTE_COLUMNS,
    ...(hasPrice ? [{ title: 'generalised', align: 'right' } as const] : []),
    { title: 'of these the', align: 'left' },
  ]
  const rows = points.map(({ itinerary }, i) => {
    const { generalised_usd } = itinerary
    const price = generalised_usd === undefined ? UNKNOWN : grouped(generalised_usd, 0)
    return [String(i + 1), ...routeCells(itinerary), ...(hasPrice ? [price] : []), marks(result, i)].map(printable)
  })
  const lines = [paragraph(headline(result), width), '', textTable(columns, rows, width)]
  if (truncated) {
    const first = counted(criteria.slice(0, 1))
    lines.push(
      '',
      paragraph(`Cut off: these are the first by ${first}, and there are more (--points, --epsilon).`, width),
    )
  }
  const pricings = points.map(({ itinerary }) => itinerary.pricing)
  return [...lines, ...pricingNote(pricings, width)].join('\n')
}

function headline({ from, to, points, criteria }: Frontier): string {
  const { from_name, to_name } = points[0]?.itinerary ?? { from_name: from, to_name: to }
  const routes = points.length === 1 ? '1 route' : `${grouped(points.length, 0)} routes`
  return printable(`${from_name} to ${to_name}: ${routes}, none bettered by another in ${counted(criteria)} together`)
}

function counted(criteria: readonly Objective[]): string {
  const words = criteria.map((criterion) => COUNTED[criterion])
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function marks({ presets }: Frontier, point: number): string {
  return OBJECTIVES.filter((objective) => presets[objective] === point)
    .map((objective) => (objective === 'generalised' ? 'best generalised' : objective))
    .join(', ')
}
