/**
 * What a plan of works that close links costs the users of a network.
 *
 * The days of the plan are cut into periods in which the same links are closed. For each of them the best routes of all pairs are
 * asked under the closures and compared with those without; a day counts for as many shipments as the weight of the pair says. Each
 * closure is told twice: what it would cost alone, and what leaving it out would save, the others staying as they are. Closures
 * that hit the same routes at the same time add up to the whole in neither way, be it that either of them would do the harm alone (as
 * two links of one line), or that the one closes the other's detour.
 *
 * Cost: one route query for each pair, and one for each pair and set of links closed together that has one of its best route; likewise
 * for each such set without one of its works.
 */

import type { Shipment } from '../../cost/shipment.js'
import { UsageError } from '../../issue/errors.js'
import type { Itinerary } from '../../routing/itinerary.js'
import { type Objective, PER_UNIT, UNITS } from '../../routing/objective.js'
import type { QueryOptions, Router } from '../../routing/router.js'
import { HOURS_PER_DAY } from '../../units/units.js'
import type { DemandPair } from '../criticality.js'
import { type Extra, extraBetween, NOTHING, plus } from '../extra.js'
import { indexedPairs } from '../facilities/indexed-pairs.js'
import { linksPassed, nameOfNode } from '../route-elements.js'
import { checkedWorks } from './checked-works.js'
import { type Period, periodsOf, type Works } from './periods.js'

/** One pair, as `from` and `to`, or several as `pairs`. */
export interface MaintenancePlanQuery extends Omit<QueryOptions, 'ignoreMaintenance'> {
  /** Default: `maintenance.csv` of the network. */
  readonly plan?: readonly Works[]
  readonly from?: string
  readonly to?: string
  /** The weight of a pair is how many shipments it sends a day. */
  readonly pairs?: readonly DemandPair[]
}

/** What closures cost over some days. */
export interface PlanScore {
  /** What goes another way takes more in all: sums over pairs and days, by weight. A criterion that is not the objective may fall. */
  readonly extra: Extra
  /** By how much it is worse by the objective, in its unit. */
  readonly delta: number
  /** Hours of `extra` in days of a shipment. */
  readonly delay_days: number
  /** Shipments that have no way at all: weight x days of the pairs that are cut off. They add nothing to the rest. */
  readonly cut_off: number
}

export interface PlanPair {
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly weight: number
  /** False where there is no route without any works: then it does not count. */
  readonly routed: boolean
  readonly score: PlanScore
}

/** Days one after another on which the same links are closed. */
export interface PlanPeriod {
  readonly from: string
  readonly to: string
  readonly days: number
  readonly maintenance: readonly string[]
  /** Pairs that go another way, and pairs that have none. */
  readonly rerouted: number
  readonly cut_off_pairs: number
  /** Over the days of the period. */
  readonly score: PlanScore
}

/** One closure of the plan. */
export interface PlanWorks {
  /** 1 = costs most alone. */
  readonly rank: number
  readonly maintenance_id: string
  readonly link_id: string
  /** The name of the link, where it has one. */
  readonly name: string | undefined
  readonly from: string
  readonly to: string
  readonly days: number
  /** What it costs where nothing else is closed. */
  readonly alone: PlanScore
  /** What leaving it out saves where all others stay. */
  readonly share: PlanScore
}

export interface MaintenancePlan {
  readonly formula: string
  readonly objective: Objective
  /** Of `delta`. */
  readonly unit: (typeof UNITS)[Objective]
  readonly shipment: Shipment
  /** Days on which something is closed. */
  readonly days: number
  readonly total: PlanScore
  /**
   * What the same closures would cost if no two were at the same time, each as long as it is; `undefined` where none are. Where this is
   * less than `total`, moving them apart helps; where it is more, it is good that they are together.
   */
  readonly apart: PlanScore | undefined
  readonly pairs: readonly PlanPair[]
  /** In order of their days. */
  readonly periods: readonly PlanPeriod[]
  /** What costs most alone first: by shipments that are cut off, then by `delta`, then by `share`, then by id. */
  readonly works: readonly PlanWorks[]
}

const FORMULA = 'sum over periods of days x sum over pairs of weight x (best route under the closures - best route)'

const FREE: PlanScore = { extra: NOTHING, delta: 0, delay_days: 0, cut_off: 0 }

/**
 * Scores a plan of works over one pair or a weighted set of pairs. The works that the network itself knows of do not count unless they
 * are the plan.
 *
 * @throws UsageError for an unknown place, link, option or value, for no works, and where neither one pair nor pairs are given, or both
 * @example
 * const { total, works } = maintenancePlan(router, { from: 'Baku', to: 'Istanbul', modes: ['rail'] })
 */
export function maintenancePlan(router: Router, query: MaintenancePlanQuery): MaintenancePlan {
  const { plan, from, to, pairs: given, scenario, ...options } = query
  const changed = scenario === undefined ? router : router.under(scenario)
  if (plan === undefined && changed.network.facts.maintenance.length === 0) {
    throw new UsageError('The network has no maintenance; give a plan.')
  }
  const works = checkedWorks(changed, plan ?? changed.network.facts.maintenance)
  const pairs = checkedPairs(changed, from, to, given)
  const asked: QueryOptions = { ...options, ignoreMaintenance: true }
  const { objective, shipment } = changed.prepare(asked)
  const closures = new Closures(changed, asked, pairs, works)
  const periods = periodsOf(works)
  const every = pairs.map((_, pair) => pair)
  const alone = (one: Works): PlanScore => closures.score([one], [], every, daysOf(periods, one))
  const total = summed(periods.map(({ days, works: closed }) => closures.score(closed, [], every, days)))
  return {
    formula: FORMULA,
    objective,
    unit: UNITS[objective],
    shipment,
    days: periods.reduce((days, period) => days + period.days, 0),
    total,
    apart: periods.every((period) => period.works.length === 1) ? undefined : summed(works.map(alone)),
    pairs: pairs.map(
      (ends, pair): PlanPair => ({
        ...ends,
        from_name: nameOfNode(changed, ends.from),
        to_name: nameOfNode(changed, ends.to),
        routed: closures.isRouted(pair),
        score: summed(periods.map(({ days, works: closed }) => closures.score(closed, [], [pair], days))),
      }),
    ),
    periods: periods.map(({ from: first, to: last, days, works: closed }) => ({
      from: first,
      to: last,
      days,
      maintenance: closed.map(({ maintenance_id }) => maintenance_id),
      ...closures.counts(closed),
      score: closures.score(closed, [], every, days),
    })),
    works: ranked(changed, works, periods, alone, (one) =>
      summed(
        periods
          .filter((period) => period.works.includes(one))
          .map(({ days, works: closed }) =>
            closures.score(
              closed,
              closed.filter((other) => other !== one),
              every,
              days,
            ),
          ),
      ),
    ),
  }
}

function checkedPairs(
  router: Router,
  from: string | undefined,
  to: string | undefined,
  pairs: readonly DemandPair[] | undefined,
): Required<DemandPair>[] {
  if (pairs === undefined) {
    if (typeof from !== 'string' || typeof to !== 'string') {
      throw new UsageError('There is nothing to route; expected from and to, or pairs.')
    }
    return [{ from: router.place(from), to: router.place(to), weight: 1 }]
  }
  if (from !== undefined || to !== undefined) {
    throw new UsageError('Both one pair and pairs are given; expected from and to, or pairs.')
  }
  const { origins, destinations, origin, destination, weight } = indexedPairs(router, pairs)
  return weight.map((counts, pair) => ({
    from: origins[origin[pair] as number] as string,
    to: destinations[destination[pair] as number] as string,
    weight: counts,
  }))
}

/** What is kept of a route. */
interface Kept extends Pick<Itinerary, 'totals' | 'generalised_usd' | 'weight'> {
  /** Links of the plan that it uses. */
  readonly used: readonly string[]
}

/** The routes of all pairs, asked again only where a link of the best route is closed. */
class Closures {
  /** For each pair; `undefined` without a route. */
  readonly #base: readonly (Kept | undefined)[]
  readonly #pairs: readonly Required<DemandPair>[]
  readonly #ask: (from: string, to: string, closed: readonly string[]) => Kept | undefined
  readonly #perUnit: number
  readonly #known = new Map<string, readonly (Kept | undefined)[]>()

  constructor(router: Router, options: QueryOptions, pairs: readonly Required<DemandPair>[], works: readonly Works[]) {
    const planned = new Set(works.map(({ link_id }) => link_id))
    this.#pairs = pairs
    this.#perUnit = PER_UNIT[router.prepare(options).objective]
    this.#ask = (from, to, closed) => {
      const avoidLinks = [...(options.avoidLinks ?? []), ...closed]
      const route = router.route({ ...options, from, to, avoidLinks })
      if (route.status === 'no-route') return undefined
      const { totals, generalised_usd, weight } = route
      const links = linksPassed(route).map(({ id }) => id)
      return { totals, generalised_usd, weight, used: [...new Set(links.filter((id) => planned.has(id)))] }
    }
    this.#base = pairs.map(({ from, to }) => this.#ask(from, to, []))
  }

  isRouted(pair: number): boolean {
    return this.#base[pair] !== undefined
  }

  /** Pairs that go another way than without works, and pairs that have none. */
  counts(works: readonly Works[]): { readonly rerouted: number; readonly cut_off_pairs: number } {
    const closed = this.#under(works)
    const isLost = (_: unknown, pair: number): boolean => this.isRouted(pair) && closed[pair] === undefined
    const moved = this.#base.filter((base, pair) => closed[pair] !== base).length
    const cut_off_pairs = this.#pairs.filter(isLost).length
    return { rerouted: moved - cut_off_pairs, cut_off_pairs }
  }

  /** What some works cost beyond others, over some pairs and days. */
  score(works: readonly Works[], beyond: readonly Works[], pairs: readonly number[], days: number): PlanScore {
    const closed = this.#under(works)
    const open = this.#under(beyond)
    let extra: Extra = NOTHING
    let delta = 0
    let cut_off = 0
    for (const pair of pairs) {
      const [before, after] = [open[pair], closed[pair]]
      const times = (this.#pairs[pair] as Required<DemandPair>).weight * days
      if (before === undefined || before === after) continue
      if (after === undefined) {
        cut_off += times
        continue
      }
      delta += (times * (after.weight - before.weight)) / this.#perUnit
      extra = plus(extra, extraBetween(before, after), times)
    }
    return { extra, delta, delay_days: extra.time_h / HOURS_PER_DAY, cut_off }
  }

  #under(works: readonly Works[]): readonly (Kept | undefined)[] {
    const links = new Set(works.map(({ link_id }) => link_id))
    if (!this.#base.some((base) => base?.used.some((link) => links.has(link)))) return this.#base
    const sorted = [...links].sort()
    const key = JSON.stringify(sorted)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const found = this.#base.map((base, pair) => {
      if (base === undefined || !base.used.some((link) => links.has(link))) return base
      const { from, to } = this.#pairs[pair] as Required<DemandPair>
      return this.#ask(from, to, sorted)
    })
    this.#known.set(key, found)
    return found
  }
}

function summed(scores: readonly PlanScore[]): PlanScore {
  return scores.reduce(
    (sum, { extra, delta, delay_days, cut_off }) => ({
      extra: plus(sum.extra, extra),
      delta: sum.delta + delta,
      delay_days: sum.delay_days + delay_days,
      cut_off: sum.cut_off + cut_off,
    }),
    FREE,
  )
}

function daysOf(periods: readonly Period[], one: Works): number {
  return periods.reduce((days, period) => (period.works.includes(one) ? days + period.days : days), 0)
}

function ranked(
  { compiled }: Router,
  works: readonly Works[],
  periods: readonly Period[],
  aloneOf: (one: Works) => PlanScore,
  shareOf: (one: Works) => PlanScore,
): PlanWorks[] {
  const names = new Map<string, string | undefined>()
  for (const { link_id, name } of compiled.links) names.set(link_id, name)
  const listed = works.map((one) => ({
    maintenance_id: one.maintenance_id,
    link_id: one.link_id,
    name: names.get(one.link_id),
    from: one.from_date,
    to: one.to_date,
    days: daysOf(periods, one),
    alone: aloneOf(one),
    share: shareOf(one),
  }))
  listed.sort(
    (a, b) =>
      b.alone.cut_off - a.alone.cut_off ||
      b.alone.delta - a.alone.delta ||
      b.share.cut_off - a.share.cut_off ||
      b.share.delta - a.share.delta ||
      (a.maintenance_id < b.maintenance_id ? -1 : 1),
  )
  return listed.map((one, i) => ({ rank: i + 1, ...one }))
}
