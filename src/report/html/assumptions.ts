import type { CompareQuery, Comparison } from '../../corridor/compare.js'
import { type Prices, usdPerHour } from '../../cost/prices.js'
import type { Network } from '../../network/network.js'
import { CONSTRAINT_OPTIONS, DEFAULT_AVOIDED_STATUSES } from '../../routing/constraints.js'
import { HOURS_PER_DAY } from '../../units/units.js'
import { escaped } from '../drawing/svg.js'
import { grouped } from '../route-text.js'
import { amount, shipmentWords } from './headline.js'
import type { PageSection } from './page-section.js'

const HANDLING_WORDS = {
  both: 'loading at the origin and unloading at the destination are included',
  origin: 'loading at the origin is included, unloading is not',
  destination: 'unloading at the destination is included, loading is not',
  none: 'neither loading nor unloading is included',
} as const

const CONSTRAINT_WORDS: Readonly<Record<(typeof CONSTRAINT_OPTIONS)[number], string>> = {
  modes: 'Only these modes',
  countries: 'Only these countries',
  gauges: 'Only these rail gauges, mm',
  avoidModes: 'Not these modes',
  avoidCountries: 'Not through these countries',
  avoidPassages: 'Not through these straits and canals',
  avoidNodes: 'Not through these places',
  avoidLinks: 'Not over these links',
  avoidGauges: 'Not over these rail gauges, mm',
  avoidBorders: 'Not over these borders',
  avoidStatuses: 'Links of these statuses are avoided',
  date: 'Day of travel',
  ignoreMaintenance: 'Links under maintenance',
}

/** What was taken as given: shipment, prices, handling, constraints, scenario, and the state of the network. */
export function assumptions(
  comparison: Comparison,
  network: Network,
  prices: Prices,
  query: Partial<CompareQuery>,
  networkDate: string | undefined,
): PageSection {
  const { shipment } = comparison
  const perDay = usdPerHour(prices, shipment) * HOURS_PER_DAY
  const items: [string, string][] = [
    ['Shipment', `${shipmentWords(comparison)}; priced as a whole`],
    ...(shipment.volume_m3 === undefined
      ? []
      : ([['Volume', `${amount(shipment.volume_m3)} m3; for rates by weight or measure`]] as [string, string][])),
    ...(shipment.axle_load_t === undefined
      ? []
      : ([['Axle load', `${amount(shipment.axle_load_t)} t; links that bear less are closed`]] as [string, string][])),
    ['Best route of a corridor', `objective: ${comparison.objective}`],
    [
      'Value of time',
      prices.value_of_time_usd_per_day === undefined
        ? `${amount(prices.value_of_time_pct_per_day)} % of the value of the goods per day: USD ${grouped(perDay, 0)} per day for this shipment`
        : `USD ${grouped(perDay, 0)} per day for this shipment`,
    ],
    ['Carbon price', `USD ${amount(prices.carbon_price_usd_per_t)} per t CO2e`],
    ['Ends', HANDLING_WORDS[query.handling ?? 'both']],
    ...constraintItems(query),
    ...(query.scenario === undefined ? [] : [scenarioItem(query.scenario)]),
    [
      'Network',
      `${grouped(network.graph.order, 0)} places, ${grouped(network.graph.size, 0)} directions of links${networkDate === undefined ? '' : `; as of ${networkDate}`}`,
    ],
  ]
  const parameters = network.rules.parameter.map(({ parameter, value, unit, year, source }) => {
    const words = [unit, year === undefined ? undefined : String(year), source].filter((word) => word !== undefined)
    return `<li><code>${escaped(parameter)}</code> ${escaped([amount(value), ...words].join('; '))}</li>`
  })
  return {
    id: 'assumptions',
    title: 'What was assumed',
    body: [
      `<dl>${items.map(([what, value]) => `<dt>${escaped(what)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`,
      parameters.length === 0
        ? ''
        : `<h3>Parameters of the network, where the question names no others</h3><ul class="sources">${parameters.join('')}</ul>`,
      '<p class="note">Generalised cost is freight, fees and handling in USD, plus the hours at the value of time, plus the carbon at its price. Where a rate or an emission factor is missing the total is unknown, not partial.</p>',
    ].join('\n'),
  }
}

function constraintItems(query: Partial<CompareQuery>): [string, string][] {
  return CONSTRAINT_OPTIONS.flatMap((option): [string, string][] => {
    const value = option === 'avoidStatuses' ? (query[option] ?? DEFAULT_AVOIDED_STATUSES) : query[option]
    if (value === undefined || value === false) return []
    if (value === true) return [[CONSTRAINT_WORDS[option], 'open all the same']]
    const text = typeof value === 'string' ? value : value.length === 0 ? 'none' : value.join(', ')
    return [[CONSTRAINT_WORDS[option], text]]
  })
}

function scenarioItem(scenario: NonNullable<CompareQuery['scenario']>): [string, string] {
  const { id, name, description, source } = scenario
  return ['Scenario', [name ?? id, description, source].filter((word) => word !== undefined).join('; ')]
}
