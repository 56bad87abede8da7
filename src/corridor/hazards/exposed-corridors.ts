import type { Shipment } from '../../cost/shipment.js'
import type { Totals } from '../../routing/itinerary.js'
import type { Objective } from '../../routing/objective.js'
import type { Router } from '../../routing/router.js'
import { checkedCorridors } from '../checked-corridors.js'
import type { CompareQuery } from '../compare.js'
import { corridorsOf } from '../corridor.js'
import { CRITERIA, type Criterion, type Ranked, ranksOf } from '../ranking.js'
import { underScenario } from '../scenario-corridors.js'
import { Exposer, type HazardExposure } from './hazard-exposure.js'
import { hazardLinks } from './hazard-links.js'
import { Journey } from './journey.js'

interface CorridorName {
  readonly id: string
  readonly name: string
}

type Ranks = Readonly<Partial<Record<Criterion, number>>>

/** A corridor that has a route, with and without what its hazards cost on average. */
export interface ExposedCorridor extends CorridorName {
  readonly status: 'ok'
  /** Without any closure. */
  readonly totals: Totals
  readonly generalised_usd: number | undefined
  /** With the expected loss: what the shipment takes on average. */
  readonly expected_totals: Totals
  readonly expected_generalised_usd: number | undefined
  /** Among the corridors without any closure; 1 = best, equal values share a rank, absent where the criterion is unknown. */
  readonly rank: Ranks
  /** Among the corridors with the expected loss of each. */
  readonly expected_rank: Ranks
  readonly exposure: HazardExposure
}

export type ExposedCorridorResult =
  | ExposedCorridor
  | (CorridorName & { readonly status: 'no-route'; readonly reason: string })

export interface ExposedComparison {
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly shipment: Shipment
  readonly objective: Objective
  /** In the order asked for. */
  readonly corridors: readonly ExposedCorridorResult[]
  /** Criteria in which a rank changes with the hazards. */
  readonly reranked: readonly Criterion[]
}

/**
 * The corridors side by side, as `compareCorridors` has them, and once more with the expected loss by the hazards of each: goods
 * that meet a closure wait, or go round it within the corridor.
 *
 * One or two route queries per corridor, and as many per hazard on its route.
 *
 * @throws UsageError for an unknown place, option or value, also in a corridor, for no corridor and for two of one id
 * @example
 * const { reranked } = exposedCorridors(router, { from: 'Chongqing', to: 'Duisburg' })
 */
export function exposedCorridors(base: Router, query: CompareQuery): ExposedComparison {
  const { router, asked } = underScenario(base, query)
  const { corridors: given, ...rest } = asked
  const corridors = checkedCorridors(given ?? corridorsOf(router.network))
  const { shipment, objective } = router.prepare(rest)
  const hazards = hazardLinks(router.network)
  const routed = corridors.map((corridor) => {
    const journey = new Journey(router, { ...rest, corridor })
    const route = journey.route()
    if (route.status === 'no-route') return { corridor, route, found: undefined }
    const exposure = new Exposer(journey, hazards).of(route)
    return { corridor, route, found: { exposure, expected: withLoss(exposure) } }
  })
  const open = routed.flatMap(({ found }) => found ?? [])
  const plain = open.map(({ exposure }) => exposure.itinerary)
  const exposed = open.map(({ expected }) => expected)
  const results = routed.map(({ corridor: { id, name }, route, found }): ExposedCorridorResult => {
    if (found === undefined) return { id, name, status: 'no-route', reason: route.reason }
    const { exposure, expected } = found
    const { totals, generalised_usd } = exposure.itinerary
    return {
      id,
      name,
      status: 'ok',
      totals,
      generalised_usd,
      expected_totals: expected.totals,
      expected_generalised_usd: expected.generalised_usd,
      rank: ranksOf(exposure.itinerary, plain),
      expected_rank: ranksOf(expected, exposed),
      exposure,
    }
  })
  const { from, to, from_name, to_name } = (routed[0] as (typeof routed)[number]).route
  return { from, to, from_name, to_name, shipment, objective, corridors: results, reranked: rerankedIn(results) }
}

function withLoss({ itinerary, expected }: HazardExposure): Ranked {
  const add = (value: number | undefined, more: number | undefined): number | undefined =>
    value === undefined || more === undefined ? undefined : value + more
  const { time_h, cost_usd, co2e_kg, length_km } = itinerary.totals
  return {
    totals: {
      time_h: time_h + expected.time_h,
      cost_usd: add(cost_usd, expected.cost_usd),
      co2e_kg: add(co2e_kg, expected.co2e_kg),
      length_km,
    },
    generalised_usd: add(itinerary.generalised_usd, expected.generalised_usd),
  }
}

function rerankedIn(corridors: readonly ExposedCorridorResult[]): Criterion[] {
  const changed = new Set<Criterion>()
  for (const corridor of corridors) {
    if (corridor.status === 'no-route') continue
    for (const criterion of Object.keys(corridor.rank) as Criterion[]) {
      if (corridor.rank[criterion] !== corridor.expected_rank[criterion]) changed.add(criterion)
    }
  }
  return CRITERIA.filter((criterion) => changed.has(criterion))
}
