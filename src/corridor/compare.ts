import type { Shipment } from '../cost/shipment.js'
import type { Mode } from '../ingest/schema.js'
import type { Block } from '../routing/constraints.js'
import type { Itinerary, Totals } from '../routing/itinerary.js'
import type { Objective } from '../routing/objective.js'
import type { RouteQuery, RouteResult, Router } from '../routing/router.js'
import type { Scenario } from '../routing/scenario/scenario.js'
import { checkedCorridors } from './checked-corridors.js'
import { type Corridor, corridorsOf } from './corridor.js'
import { corridorRoute } from './corridor-route.js'
import { type Indicators, indicatorsOf } from './indicators.js'
import { type ProfilePoint, profileOf } from './profile.js'
import { type Criterion, dominates, ranksOf } from './ranking.js'
import { underScenario } from './scenario-corridors.js'
import { type Shares, sharesOf } from './shares.js'

export interface CompareQuery extends Omit<RouteQuery, 'via'> {
  /** Default: those of the network. */
  readonly corridors?: readonly Corridor[]
}

interface CorridorName {
  readonly id: string
  readonly name: string
}

/** A corridor that has a route. */
export interface OpenCorridor extends CorridorName, Shares {
  readonly status: 'ok'
  readonly totals: Totals
  /** `totals.time_h`, split. */
  readonly hours: Itinerary['hours']
  readonly generalised_usd: number | undefined
  /** Customs borders crossed. */
  readonly borders: number
  /** Changes of gauge. */
  readonly gauge_breaks: number
  /** Changes of mode and of gauge; loading and unloading at the ends are none. */
  readonly transfers: number
  /** Kilometres by mode. */
  readonly km_by_mode: Readonly<Partial<Record<Mode, number>>>
  /** 1 = best; equal values share a rank; absent where the criterion is unknown. */
  readonly rank: Readonly<Partial<Record<Criterion, number>>>
  /** True where another corridor is as good in time, cost and carbon and better in one of them. */
  readonly dominated: boolean
  /** As published for the CAREC corridors (CPMM). */
  readonly indicators: Indicators
  /** Cumulated hours, USD, kg and km, piece by piece; the last point equals `totals`. */
  readonly profile: readonly ProfilePoint[]
  readonly itinerary: Itinerary
}

/** A corridor that has none. */
export interface ClosedCorridor extends CorridorName {
  readonly status: 'no-route'
  readonly reason: string
  /** Constraints whose removal would open it. */
  readonly drop: readonly Block[]
}

export type CorridorResult = OpenCorridor | ClosedCorridor

export interface Comparison {
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly shipment: Shipment
  readonly objective: Objective
  /** The scenario of the query. */
  readonly scenario: Omit<Scenario, 'changes'> | undefined
  /** In the order asked for. */
  readonly corridors: readonly CorridorResult[]
}

/**
 * Routes a shipment through each corridor and sets the results side by side: totals, where the hours go, shares by mode and
 * country, profile, indicators, rank per criterion, and whether another corridor is better all round.
 *
 * Within a corridor the best way by the objective of the query is taken, in whichever direction of the corridor is
 * better. One or two route queries per corridor.
 *
 * @throws UsageError for an unknown place, option or value, also in a corridor, for no corridor and for two of one id
 * @example
 * const { corridors } = compareCorridors(router, { from: 'Chongqing', to: 'Duisburg' })
 */
export function compareCorridors(router: Router, query: CompareQuery): Comparison {
  const { scenario } = query
  const { router: changed, asked } = underScenario(router, query)
  const { corridors: given, ...rest } = asked
  const corridors = checkedCorridors(given ?? corridorsOf(changed.network))
  // Also checks the query's own words, which the corridors' might hide.
  const { shipment, objective } = changed.prepare(rest)
  const routed = corridors.map((corridor) => ({ corridor, result: corridorRoute(changed, corridor, rest) }))
  const found = routed.map(({ result }) => result).filter((result) => result.status === 'ok')
  const first = routed[0]?.result as RouteResult
  const results = routed.map(({ corridor: { id, name }, result }): CorridorResult => {
    if (result.status === 'no-route') {
      return { id, name, status: 'no-route', reason: result.reason, drop: result.drop }
    }
    return {
      id,
      name,
      status: 'ok',
      totals: result.totals,
      hours: result.hours,
      generalised_usd: result.generalised_usd,
      ...stopsOf(result),
      km_by_mode: kmByMode(result),
      ...sharesOf(result, changed.network),
      rank: ranksOf(result, found),
      dominated: found.some((other) => dominates(other.totals, result.totals)),
      indicators: indicatorsOf(result),
      profile: profileOf(result, changed.network),
      itinerary: result,
    }
  })
  return {
    from: first.from,
    to: first.to,
    from_name: first.from_name,
    to_name: first.to_name,
    shipment,
    objective,
    scenario: scenario && named(scenario),
    corridors: results,
  }
}

function named({ changes: _, ...scenario }: Scenario): Omit<Scenario, 'changes'> {
  return scenario
}

function stopsOf({ legs }: Itinerary): Pick<OpenCorridor, 'borders' | 'gauge_breaks' | 'transfers'> {
  let borders = 0
  let gauge_breaks = 0
  let transfers = 0
  for (const leg of legs) {
    if (leg.kind === 'border') borders++
    if (leg.kind !== 'transfer') continue
    if (leg.operation === 'gauge') gauge_breaks++
    if (leg.operation === 'gauge' || leg.operation === 'mode') transfers++
  }
  return { borders, gauge_breaks, transfers }
}

function kmByMode({ legs }: Itinerary): Partial<Record<Mode, number>> {
  const km: Partial<Record<Mode, number>> = {}
  for (const leg of legs) {
    if (leg.kind === 'transport') km[leg.mode] = (km[leg.mode] ?? 0) + leg.length_km
  }
  return km
}
