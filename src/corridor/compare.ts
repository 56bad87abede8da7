import type { Shipment } from '../cost/shipment.js'
import { MODES, type Mode } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { foldName } from '../network/places.js'
import { type Block, type Constraints, checkedMode } from '../routing/constraints.js'
import type { Itinerary, Totals } from '../routing/itinerary.js'
import type { Objective } from '../routing/objective.js'
import type { RouteQuery, RouteResult, Router } from '../routing/router.js'
import { type Corridor, corridorsOf, reversedVia } from './corridor.js'

/** Criteria in which corridors are ranked. */
export const CRITERIA = ['time', 'cost', 'carbon', 'generalised'] as const
export type Criterion = (typeof CRITERIA)[number]

export interface CompareQuery extends Omit<RouteQuery, 'via'> {
  /** Default: those of the network. */
  readonly corridors?: readonly Corridor[]
}

interface CorridorName {
  readonly id: string
  readonly name: string
}

/** A corridor that has a route. */
export interface OpenCorridor extends CorridorName {
  readonly status: 'ok'
  readonly totals: Totals
  /** `totals.time_h`, split. */
  readonly hours: Itinerary['hours']
  readonly generalised_usd: number | undefined
  readonly borders: number
  readonly gauge_changes: number
  /** Kilometres by mode. */
  readonly km_by_mode: Readonly<Partial<Record<Mode, number>>>
  /** 1 = best; equal values share a rank; absent where the criterion is unknown. */
  readonly rank: Readonly<Partial<Record<Criterion, number>>>
  /** True where another corridor is as good in time, cost and carbon and better in one of them. */
  readonly dominated: boolean
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
  /** In the order asked for. */
  readonly corridors: readonly CorridorResult[]
}

/**
 * Routes a shipment through each corridor and sets the results side by side: totals, where the hours go, rank per
 * criterion, and whether another corridor is better all round.
 *
 * Within a corridor the best way by the objective of the query is taken, in whichever direction of the corridor is
 * better. One or two route queries per corridor.
 *
 * @throws UsageError for an unknown place, option or value, also in a corridor
 * @example
 * const { corridors } = compareCorridors(router, { from: 'Chongqing', to: 'Duisburg' })
 */
export function compareCorridors(router: Router, query: CompareQuery): Comparison {
  const { corridors = corridorsOf(router.network), ...rest } = query
  if (corridors.length === 0) {
    throw new UsageError('There is no corridor to compare; expected rows in corridor.csv or the corridors option.')
  }
  // Also checks the query's own words, which the corridors' might hide.
  const { shipment, objective } = router.prepare(rest)
  const routed = corridors.map((corridor) => ({ corridor, result: bestWay(router, corridor, rest) }))
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
      borders: result.legs.filter((leg) => leg.kind === 'border').length,
      gauge_changes: result.legs.filter((leg) => leg.kind === 'transfer' && leg.operation === 'gauge').length,
      km_by_mode: kmByMode(result),
      rank: ranks(result, found),
      dominated: found.some((other) => dominates(other.totals, result.totals)),
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
    corridors: results,
  }
}

function bestWay(router: Router, corridor: Corridor, query: Omit<RouteQuery, 'via'>): RouteResult {
  const { modes: _modes, ...others } = query
  const constrained = { ...others, ...merged(query, corridor.constraints) }
  const forward = router.route({ ...constrained, via: corridor.via })
  if (corridor.via.length === 0) return forward
  const backward = router.route({ ...constrained, via: reversedVia(corridor.via) })
  if (backward.status === 'no-route') return forward
  if (forward.status === 'no-route') return backward
  return backward.weight < forward.weight ? backward : forward
}

/** Both sets of constraints at once: what either avoids is avoided, what both allow is allowed. */
function merged(query: Constraints, corridor: Constraints): Constraints {
  const both: { -readonly [K in keyof Constraints]: Constraints[K] } = { ...corridor }
  const countries = common(query.countries, corridor.countries, countryName)
  const gauges = common(query.gauges, corridor.gauges, String)
  if (countries !== undefined) both.countries = countries
  if (gauges !== undefined) both.gauges = gauges
  for (const option of AVOIDED_WORDS) {
    const words = union(query[option], corridor[option])
    if (words !== undefined) both[option] = words
  }
  const avoidGauges = union(query.avoidGauges, corridor.avoidGauges)
  if (avoidGauges !== undefined) both.avoidGauges = avoidGauges
  if (query.modes !== undefined) {
    // As what it avoids, because the stops of a corridor may name modes that stand in for the modes of the whole way.
    const allowed = new Set(query.modes.map(checkedMode))
    both.avoidModes = [...(both.avoidModes ?? []), ...MODES.filter((mode) => !allowed.has(mode))]
  }
  return both
}

const AVOIDED_WORDS = [
  'avoidModes',
  'avoidCountries',
  'avoidPassages',
  'avoidNodes',
  'avoidLinks',
  'avoidBorders',
  'avoidStatuses',
] as const satisfies readonly (keyof Constraints)[]

function union<T>(mine: readonly T[] | undefined, theirs: readonly T[] | undefined): readonly T[] | undefined {
  return mine === undefined ? theirs : [...new Set([...mine, ...(theirs ?? [])])]
}

function common<T>(
  mine: readonly T[] | undefined,
  theirs: readonly T[] | undefined,
  keyOf: (word: T) => string,
): readonly T[] | undefined {
  if (mine === undefined || theirs === undefined) return mine ?? theirs
  const keys = new Set(theirs.map(keyOf))
  return mine.filter((word) => keys.has(keyOf(word)))
}

/** "KZ", "kz" and "Kazakhstan" are one country. */
function countryName(word: string): string {
  const isCode = /^[a-z]{2}$/i.test(word)
  return foldName((isCode ? new Intl.DisplayNames(['en'], { type: 'region' }).of(word.toUpperCase()) : word) ?? word)
}

function kmByMode(itinerary: Itinerary): Partial<Record<Mode, number>> {
  const km: Partial<Record<Mode, number>> = {}
  for (const leg of itinerary.legs) {
    if (leg.kind === 'transport') km[leg.mode] = (km[leg.mode] ?? 0) + leg.length_km
  }
  return km
}

function criterionOf(itinerary: Itinerary, criterion: Criterion): number | undefined {
  switch (criterion) {
    case 'time':
      return itinerary.totals.time_h
    case 'cost':
      return itinerary.totals.cost_usd
    case 'carbon':
      return itinerary.totals.co2e_kg
    case 'generalised':
      return itinerary.generalised_usd
  }
}

function ranks(itinerary: Itinerary, all: readonly Itinerary[]): Partial<Record<Criterion, number>> {
  const rank: Partial<Record<Criterion, number>> = {}
  for (const criterion of CRITERIA) {
    const mine = criterionOf(itinerary, criterion)
    if (mine === undefined) continue
    rank[criterion] =
      1 + all.filter((other) => (criterionOf(other, criterion) ?? Number.POSITIVE_INFINITY) < mine).length
  }
  return rank
}

function dominates(a: Totals, b: Totals): boolean {
  const pairs = [
    [a.time_h, b.time_h],
    [a.cost_usd, b.cost_usd],
    [a.co2e_kg, b.co2e_kg],
  ] as const
  let better = false
  for (const [left, right] of pairs) {
    if (left === undefined || right === undefined || left > right) return false
    if (left < right) better = true
  }
  return better
}
