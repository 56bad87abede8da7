import type {
  ExposedComparison,
  ExposedCorridor,
  ExposedCorridorResult,
} from '../corridor/hazards/exposed-corridors.js'
import type { ExposedHazard, HazardExposure } from '../corridor/hazards/hazard-exposure.js'
import type { LinkHazards } from '../corridor/hazards/link-hazards.js'
import { CRITERIA, type Criterion } from '../corridor/ranking.js'
import { HOURS_PER_DAY } from '../units/units.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { signed } from './signed.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const left = (title: string): TextColumn => ({ title, align: 'left' })
const right = (title: string): TextColumn => ({ title, align: 'right' })

const HAZARDS: readonly TextColumn[] = [
  left('hazard'),
  right('% shut'),
  left('then'),
  right('hours'),
  right('USD'),
  right('kg'),
  right('mean h'),
]

/**
 * The hazards on a route for a terminal: how much of the year each shuts it, what goods then do and what that takes, and the
 * expected loss.
 *
 * @param through the name of the corridor, where one is asked for
 * @param width columns of the terminal
 */
export function hazardsText(exposure: HazardExposure, through: string | undefined, width: number): string {
  const { from_name, to_name, objective, hazards, itinerary, expected } = exposure
  const by = through === undefined ? '' : `, ${through}`
  const days = (itinerary.totals.time_h / HOURS_PER_DAY).toFixed(1)
  const count = hazards.length === 1 ? '1 hazard' : `${hazards.length === 0 ? 'no' : hazards.length} hazards`
  const lines = [
    paragraph(printable(`${from_name} to ${to_name}${by}, ${objective}: ${days} days, ${count} on the way`), width),
  ]
  if (hazards.length === 0) return lines.join('\n')
  const money = expected.cost_usd === undefined ? `USD ${UNKNOWN}` : `USD ${grouped(expected.cost_usd, 0)}`
  const carbon = expected.co2e_kg === undefined ? `CO2e ${UNKNOWN}` : `${grouped(expected.co2e_kg, 1)} kg CO2e`
  const general =
    expected.generalised_usd === undefined ? '' : `; generalised cost USD ${grouped(expected.generalised_usd, 0)}`
  const sentences = [
    `Expected loss: ${grouped(expected.time_h, 1)} hours, ${money}, ${carbon}${general}.`,
    `A shipment meets none of them on ${percent(exposure.none_on_the_way)} of days; the probability of a year without any is ${percent(exposure.none_in_a_year)}.`,
    'Then: round the closed links, wait for half of a closure, or wait because there is no way round.',
    `Mean: ${exposure.formula}. Taken for granted: ${exposure.assumptions.join('; ')}.`,
  ]
  lines.push('', textTable(HAZARDS, hazards.map(hazardCells), width))
  for (const sentence of sentences) lines.push('', paragraph(printable(sentence), width))
  return lines.join('\n')
}

function hazardCells({ name, closed_share, response, detour, extra, expected }: ExposedHazard): string[] {
  const then = response === 'detour' ? 'round' : detour === undefined ? 'no way' : 'wait'
  return [
    name,
    grouped(100 * closed_share, 2),
    then,
    signed(extra.time_h, 1),
    signed(extra.cost_usd, 0),
    signed(extra.co2e_kg, 0),
    signed(expected.time_h, 2),
  ].map(printable)
}

const CORRIDORS: readonly TextColumn[] = [
  left('corridor'),
  right('days'),
  right('lost h'),
  right('lost USD'),
  right('rank'),
  right('with'),
]

/**
 * The corridors with what their hazards cost on average, for a terminal.
 *
 * @param width columns of the terminal
 */
export function exposedCorridorsText(comparison: ExposedComparison, width: number): string {
  const { from_name, to_name, objective, corridors, reranked } = comparison
  const title = `${from_name} to ${to_name} by corridor (best by ${objective} within each), with the expected loss by hazards`
  const closed = corridors.flatMap((one) => (one.status === 'no-route' ? [`${one.name}: ${one.reason}`] : []))
  const changed = reranked.length === 0 ? 'No rank changes.' : `Ranks change in ${reranked.join(', ')}.`
  return [
    paragraph(printable(title), width),
    '',
    textTable(
      CORRIDORS,
      corridors.map((one) => corridorCells(one).map(printable)),
      width,
    ),
    '',
    paragraph(`Rank without and with hazards: ${CRITERIA.join('/')}. ${changed}`, width),
    ...closed.flatMap((text) => ['', paragraph(printable(text), width)]),
  ].join('\n')
}

function corridorCells(corridor: ExposedCorridorResult): string[] {
  if (corridor.status === 'no-route') return [corridor.name, 'no route', '', '', '', '']
  const { name, totals, exposure, rank, expected_rank } = corridor
  return [
    name,
    (totals.time_h / HOURS_PER_DAY).toFixed(1),
    grouped(exposure.expected.time_h, 1),
    exposure.expected.cost_usd === undefined ? UNKNOWN : grouped(exposure.expected.cost_usd, 0),
    ranks(rank),
    ranks(expected_rank),
  ]
}

function ranks(rank: ExposedCorridor['rank']): string {
  return CRITERIA.map((criterion: Criterion) => rank[criterion] ?? '-').join('/')
}

const LINKS: readonly TextColumn[] = [left('link'), left('hazards'), right('% a year'), right('days a year')]

/**
 * The links that hazards may close, for a terminal.
 *
 * @param of how many there are, if not all are shown
 * @param nameOf the name of a node id
 * @param width columns of the terminal
 */
export function linkHazardsText(
  links: readonly LinkHazards[],
  of: number,
  nameOf: (id: string) => string,
  width: number,
): string {
  if (of === 0) return 'The network has no hazards.'
  const shown = links.length < of ? `, the first ${links.length}` : ''
  const rows = links.map(({ name, mode, from, to, hazards, yearly_probability, expected_days }) => [
    `${nameOf(from)} - ${nameOf(to)}${name === undefined ? '' : `, ${name}`} (${mode})`,
    hazards.map((hazard) => hazard.name).join('; '),
    grouped(100 * yearly_probability, 1),
    grouped(expected_days, 1),
  ])
  const title = `${of === 1 ? '1 link' : `${grouped(of, 0)} links`} that hazards may close${shown}, by mean days a year:`
  return [
    paragraph(title, width),
    '',
    textTable(
      LINKS,
      rows.map((row) => row.map(printable)),
      width,
    ),
  ].join('\n')
}

function percent(share: number): string {
  return `${grouped(100 * share, 1)} %`
}
