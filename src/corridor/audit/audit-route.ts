import type { Shipment } from '../../cost/shipment.js'
import type { Mode, StandardName } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import type { Itinerary, Totals } from '../../routing/itinerary.js'
import type { Objective } from '../../routing/objective.js'
import { checkedAmount } from '../../routing/query.js'
import type { Router } from '../../routing/router.js'
import { nameOfNode } from '../route-elements.js'
import { type AuditLimit, limitsOf, WEAKEST_FORMULA, weakestOf } from './limits.js'
import { type AuditStop, type Mismatch, mismatchesOf } from './mismatches.js'
import { piecesOf } from './pieces.js'
import { DEFAULT_INCIDENT_H, DEFAULT_VEHICLES_PER_DAY, type RouteSafety, safetyOf } from './safety.js'
import { type StandardAlong, standardsAlong } from './sections.js'

export interface AuditOptions {
  /** Hours that an incident blocks the way. Default {@link DEFAULT_INCIDENT_H}. */
  readonly incident_h?: number
  /** Trains or vehicles a day on the way, by mode; what is not given stays. Default {@link DEFAULT_VEHICLES_PER_DAY}. */
  readonly vehicles_per_day?: Readonly<Partial<Record<Mode, number>>>
}

/** How a route does, in few numbers. */
export interface AuditSummary {
  /** Certain mismatches, and those of them that no stop of the route takes care of. */
  readonly mismatches: number
  readonly unhandled: number
  /** Mismatches that the table leaves open. */
  readonly possible: number
  /** What the mismatches cost: never more than the route. Unknown where the fee of a stop is. */
  readonly time_h: number
  readonly cost_usd: number | undefined
  /** `time_h` and `cost_usd` as shares of the route's, 0 to 1; `undefined` where that is 0 or unknown. */
  readonly time_share: number | undefined
  readonly cost_share: number | undefined
}

/** What the certain mismatches of one standard cost. */
export interface StandardCost {
  readonly standard: StandardName
  readonly mismatches: number
  readonly unhandled: number
  readonly time_h: number
  readonly cost_usd: number | undefined
}

/** Kilometres on which a standard is not known. */
export interface UnknownStandard {
  readonly standard: StandardName
  readonly mode: Mode
  readonly country: string | undefined
  readonly length_km: number
  /** Why. */
  readonly reason: string | undefined
}

/** The interoperability of a route: what holds along it, where that does not fit, and what limits the whole of it. */
export interface RouteAudit {
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly objective: Objective
  readonly shipment: Shipment
  readonly countries: readonly string[]
  readonly totals: Totals
  readonly summary: AuditSummary
  /** In order of travel. */
  readonly mismatches: readonly Mismatch[]
  /** The stops that take care of them, in order of travel. */
  readonly stops: readonly AuditStop[]
  /** The stop at which mismatches cost most hours; the first of equals. */
  readonly costliest_stop: AuditStop | undefined
  /** Standards with certain mismatches, in the order of `STANDARDS`. */
  readonly by_standard: readonly StandardCost[]
  readonly limits: readonly AuditLimit[]
  /** The one of the limits with the smallest share. */
  readonly weakest: AuditLimit | undefined
  readonly weakest_formula: string
  readonly standards: readonly StandardAlong[]
  readonly unknown: readonly UnknownStandard[]
  readonly safety: RouteSafety
}

/**
 * Audits a route that is known already: every standard along the way, every mismatch with the stop that takes care of it and what that
 * costs, and what train, lorry or container may go all the way.
 *
 * @param router the one that gave the route: under the same scenario
 * @throws UsageError for numbers of `incident_h` and `vehicles_per_day` below 0, and for an unknown mode
 * @example
 * const route = router.route({ from: 'Chongqing', to: 'Duisburg', modes: ['rail'] })
 * if (route.status === 'ok') console.log(auditRoute(router, route).summary)
 */
export function auditRoute(router: Router, route: Itinerary, options: AuditOptions = {}): RouteAudit {
  const incident_h = checkedAmount('incident_h', options.incident_h ?? DEFAULT_INCIDENT_H)
  const vehicles = { ...DEFAULT_VEHICLES_PER_DAY, ...checkedVehicles(options.vehicles_per_day ?? {}) }
  const nameOf = (id: string): string => nameOfNode(router, id)
  const pieces = piecesOf(router, route)
  const standards = standardsAlong(pieces, nameOf)
  const { mismatches, stops } = mismatchesOf(pieces, route, nameOf)
  const limits = limitsOf(standards)
  const { from, to, from_name, to_name, objective, shipment, countries, totals } = route
  return {
    from,
    to,
    from_name,
    to_name,
    objective,
    shipment,
    countries,
    totals,
    summary: summaryOf(mismatches, stops, totals),
    mismatches,
    stops,
    costliest_stop: costliestOf(stops),
    by_standard: byStandard(mismatches, standards),
    limits,
    weakest: weakestOf(limits),
    weakest_formula: WEAKEST_FORMULA,
    standards,
    unknown: unknownOf(standards),
    safety: safetyOf(standards, incident_h, vehicles),
  }
}

function checkedVehicles(given: NonNullable<AuditOptions['vehicles_per_day']>): Partial<Record<Mode, number>> {
  const known = Object.keys(DEFAULT_VEHICLES_PER_DAY)
  for (const [mode, vehicles] of Object.entries(given)) {
    if (!known.includes(mode)) {
      throw new UsageError(`Unknown mode "${mode}" in vehicles_per_day; expected ${known.join(' or ')}.`)
    }
    checkedAmount(`vehicles_per_day.${mode}`, vehicles)
  }
  return given
}

function summaryOf(all: readonly Mismatch[], stops: readonly AuditStop[], totals: Totals): AuditSummary {
  const certain = all.filter((mismatch) => mismatch.certain)
  // What a stop costs is shared, and thirds do not always add up to a whole.
  const charged = stops.filter((stop) => stop.charged > 0)
  const time_h = charged.reduce((hours, stop) => hours + stop.time_h, 0)
  const cost_usd = charged.reduce<number | undefined>(
    (usd, stop) => (usd === undefined || stop.cost_usd === undefined ? undefined : usd + stop.cost_usd),
    0,
  )
  return {
    mismatches: certain.length,
    unhandled: certain.filter(({ handled_by }) => handled_by === 'none').length,
    possible: all.length - certain.length,
    time_h,
    cost_usd,
    time_share: share(time_h, totals.time_h),
    cost_share: share(cost_usd, totals.cost_usd),
  }
}

function costOf(mismatches: readonly Mismatch[]): Omit<StandardCost, 'standard'> {
  return {
    mismatches: mismatches.length,
    unhandled: mismatches.filter(({ handled_by }) => handled_by === 'none').length,
    time_h: mismatches.reduce((hours, { time_h }) => hours + time_h, 0),
    cost_usd: mismatches.reduce<number | undefined>(
      (usd, { cost_usd }) => (usd === undefined || cost_usd === undefined ? undefined : usd + cost_usd),
      0,
    ),
  }
}

function share(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || !(whole > 0) ? undefined : part / whole
}

function byStandard(all: readonly Mismatch[], along: readonly StandardAlong[]): StandardCost[] {
  return along.flatMap(({ standard }): StandardCost[] => {
    const mine = all.filter((mismatch) => mismatch.certain && mismatch.standard === standard)
    return mine.length === 0 ? [] : [{ standard, ...costOf(mine) }]
  })
}

function costliestOf(stops: readonly AuditStop[]): AuditStop | undefined {
  let costliest: AuditStop | undefined
  for (const stop of stops) {
    if (stop.charged > 0 && stop.time_h > (costliest?.time_h ?? 0)) costliest = stop
  }
  return costliest
}

function unknownOf(along: readonly StandardAlong[]): UnknownStandard[] {
  return along.flatMap(({ standard, sections }) => {
    const found = new Map<string, { -readonly [K in keyof UnknownStandard]: UnknownStandard[K] }>()
    for (const { mode, country, values, length_km, source: reason } of sections) {
      if (values !== undefined) continue
      const key = JSON.stringify([mode, country, reason])
      const known = found.get(key)
      if (known === undefined) found.set(key, { standard, mode, country, length_km, reason })
      else known.length_km += length_km
    }
    return [...found.values()]
  })
}
