import type { Shipment } from '../cost/shipment.js'
import { UsageError } from '../issue/errors.js'
import { ParetoSearch } from '../kernel/pareto/pareto-search.js'
import type { FoundPath, Offsets } from '../kernel/search.js'
import type { Metric } from '../kernel/topology.js'
import { arcPath, type RoutingCore } from './core.js'
import { endsOf, terminalsAt, withoutBlocked } from './ends.js'
import type { Itinerary } from './itinerary.js'
import type { NoRoute } from './no-route.js'
import { checkedObjective, OBJECTIVES, type Objective, UNITS } from './objective.js'
import { closeBlocked, knownByAll, type Prepared } from './preparation.js'
import { checkedAmount, checkedCount, checkedPlace, type QueryOptions, sharedOptions } from './query.js'

/** A question for all routes that no other route betters in everything. */
export interface FrontierQuery extends Omit<QueryOptions, 'objective'> {
  readonly from: string
  readonly to: string
  /** Two or three of the objectives. Default: fastest, cheapest and greenest. The first is the order of the points. */
  readonly criteria?: readonly (Objective | (string & {}))[]
  /** At most this many points, the first ones; the rest is cut off and `truncated` says so. Default {@link DEFAULT_FRONTIER_LIMIT}. */
  readonly limit?: number
  /**
   * Leaves out what is close to what is given: every optimal route is within 1 + epsilon of one that is given, in every
   * criterion. Default 0: all.
   */
  readonly epsilon?: number
}

export const DEFAULT_FRONTIER_LIMIT = 1000
export const DEFAULT_CRITERIA: readonly Objective[] = Object.freeze(['fastest', 'cheapest', 'greenest'] as const)

/** One route of the frontier, with what was weighed: seconds, cents or grams per criterion. */
export interface FrontierPoint {
  readonly itinerary: Itinerary
  readonly weights: readonly number[]
}

/** The routes that no other route equals or betters in every criterion. */
export interface Frontier {
  readonly status: 'ok'
  readonly from: string
  readonly to: string
  readonly criteria: readonly Objective[]
  readonly shipment: Shipment
  /** By the first criterion, then the second. */
  readonly points: readonly FrontierPoint[]
  /** True where `limit` cut points off. */
  readonly truncated: boolean
  /**
   * Which point is least by each of the four objectives, the generalised cost by the unrounded prices among them; with equals, the
   * first. An objective that is no criterion may be bettered by a route that is not on the frontier.
   */
  readonly presets: Readonly<Record<Objective, number | undefined>>
}

/** A question for the best route that keeps to some budgets. */
export interface BudgetQuery extends QueryOptions {
  readonly from: string
  readonly to: string
  /** What the route may take at most, itself included. At least one. */
  readonly budget: Budget
}

/**
 * Limits hold for the sums of what the search adds up: the seconds, cents and grams of every link and transfer, each rounded. They
 * may lie half a unit a link away from the `totals` of a route; its exact sums are the `weights` of a frontier.
 * Where an itinerary says `repriced`, the sums are without what rates charge for whole legs, and its `totals` may be above the limit.
 */
export interface Budget {
  /** Hours. */
  readonly time_h?: number
  readonly cost_usd?: number
  /** Well-to-wheel. */
  readonly co2e_kg?: number
}

/** No route keeps to the budget, though there are routes. */
export interface OverBudget {
  readonly status: 'over-budget'
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly objective: Objective
  /** One sentence. */
  readonly reason: string
  /** For each budget alone the least that a route takes of which all that is asked for is known. */
  readonly least: Budget
}

export type FrontierResult = Frontier | NoRoute
export type BudgetResult = Itinerary | OverBudget | NoRoute

const FRONTIER_OPTIONS = ['from', 'to', 'criteria', 'limit', 'epsilon'] as const
const BUDGET_OPTIONS = ['from', 'to', 'budget'] as const

const CRITERION_OF: Readonly<Record<keyof Budget, Objective>> = {
  time_h: 'fastest',
  cost_usd: 'cheapest',
  co2e_kg: 'greenest',
}

/** Answers the questions with several criteria. */
export class FrontierSearch {
  readonly #core: RoutingCore
  #search: ParetoSearch | undefined

  constructor(core: RoutingCore) {
    this.#core = core
  }

  frontier(query: FrontierQuery): FrontierResult {
    const core = this.#core
    if ((query as QueryOptions).objective !== undefined) {
      throw new UsageError('A frontier has no objective; give criteria, two or three of the objectives.')
    }
    const { criteria: words, objective: _none, ...rest } = query as FrontierQuery & QueryOptions
    const criteria = checkedCriteria(words)
    const options = sharedOptions(rest, FRONTIER_OPTIONS as readonly (keyof typeof rest)[])
    const prepared = core.preparation.of({ ...options, objective: criteria[0] as Objective })
    const limit = checkedCount('limit', query.limit ?? DEFAULT_FRONTIER_LIMIT, 1)
    const epsilon = checkedAmount('epsilon', query.epsilon ?? 0)
    const from = core.place(checkedPlace('from', query.from))
    const to = core.place(checkedPlace('to', query.to))
    const found =
      from === to
        ? { points: [{ itinerary: core.nowhere(from, prepared), weights: criteria.map(() => 0) }], truncated: false }
        : this.#points(prepared, criteria, from, to, { limit, epsilon })
    if (found.points.length === 0) return core.noRoute(from, to, prepared, criteria)
    return {
      status: 'ok',
      from,
      to,
      criteria,
      shipment: prepared.shipment,
      ...found,
      presets: Object.fromEntries(
        OBJECTIVES.map((objective) => [objective, leastBy(objective, found.points)]),
      ) as Frontier['presets'],
    }
  }

  budget(query: BudgetQuery): BudgetResult {
    const core = this.#core
    const prepared = core.preparation.of(sharedOptions(query, BUDGET_OPTIONS))
    const { objective } = prepared
    const budget = checkedBudget(query.budget)
    const limits = new Map<Objective, number>()
    for (const [key, value] of Object.entries(budget) as [keyof Budget, number][]) limits.set(CRITERION_OF[key], value)
    const criteria = [...new Set([objective, ...limits.keys()])]
    if (criteria.length > 3) {
      throw new UsageError(
        `Objective ${objective} with three budgets makes four criteria; expected at most three: drop a budget, or minimise one of them.`,
      )
    }
    const from = core.place(checkedPlace('from', query.from))
    const to = core.place(checkedPlace('to', query.to))
    if (from === to) return core.nowhere(from, prepared)
    const budgets = criteria.map((criterion) => {
      const limit = limits.get(criterion)
      // Weights are whole seconds, cents and grams: what is at most the limit is at most the whole part of it.
      return limit === undefined ? undefined : Math.floor(limit * prepared.perUnit[criterion] * (1 + ROUNDING))
    })
    const best = this.#bestWithin(prepared, criteria, budgets, from, to)
    if (best !== undefined) return best
    const least: { -readonly [Key in keyof Budget]: Budget[Key] } = {}
    for (const key of Object.keys(budget) as (keyof Budget)[]) {
      const criterion = CRITERION_OF[key]
      const path = this.#best(prepared, criterion, criteria, from, to)
      if (path === undefined) return core.noRoute(from, to, prepared, criteria)
      least[key] = (path.weights[0] as number) / prepared.perUnit[criterion]
    }
    const names = { from, to, from_name: core.nameOf(from), to_name: core.nameOf(to) }
    return { status: 'over-budget', ...names, objective, least, reason: reasonFor(names, budget, least) }
  }

  #bestWithin(
    prepared: Prepared,
    criteria: readonly Objective[],
    budgets: readonly (number | undefined)[],
    from: string,
    to: string,
  ): Itinerary | undefined {
    if (criteria.length > 1)
      return this.#points(prepared, criteria, from, to, { limit: 1, budgets }).points[0]?.itinerary
    const core = this.#core
    const path = core.engine.best(prepared, core.sources(from, prepared), core.targets(to, prepared))
    if (path === undefined || (path.weights[0] as number) > (budgets[0] as number)) return undefined
    return core.itinerary(arcPath(path), prepared)
  }

  #points(
    prepared: Prepared,
    criteria: readonly Objective[],
    from: string,
    to: string,
    options: { readonly limit?: number; readonly epsilon?: number; readonly budgets?: readonly (number | undefined)[] },
  ): { readonly points: FrontierPoint[]; readonly truncated: boolean } {
    const core = this.#core
    this.#search ??= new ParetoSearch(core.compiled.topology)
    const { sources, targets } = this.#ends(prepared, criteria, criteria, from, to)
    const { points, truncated } = this.#search.frontier(this.#metrics(prepared, criteria), sources, targets, options)
    const pricing = core.pricing(prepared, criteria)
    return {
      points: points.map((path) => ({
        itinerary: core.itinerary(arcPath(path), prepared, pricing),
        weights: path.weights,
      })),
      truncated,
    }
  }

  /** The least route by one criterion among those for which all that is needed is known. */
  #best(
    prepared: Prepared,
    criterion: Objective,
    needed: readonly Objective[],
    from: string,
    to: string,
  ): FoundPath | undefined {
    const { sources, targets } = this.#ends(prepared, needed, [criterion], from, to)
    const others = needed.filter((other) => other !== criterion)
    const metric = closeBlocked(knownByAll(prepared.weights, [criterion, ...others]), prepared.masks)
    return this.#core.engine.bestOnce([metric], sources, targets)
  }

  #metrics({ weights, masks }: Prepared, criteria: readonly Objective[]): Metric[] {
    return criteria.map((criterion, i) => (i === 0 ? closeBlocked(weights.metrics[criterion], masks) : weights.metrics[criterion])) // biome-ignore format: one expression
  }

  #ends(
    prepared: Prepared,
    needed: readonly Objective[],
    criteria: readonly Objective[],
    from: string,
    to: string,
  ): { readonly sources: Offsets; readonly targets: Offsets } {
    const { compiled } = this.#core
    const at = (node: string, operation: 'loading' | 'unloading'): Offsets =>
      withoutBlocked(
        endsOf(compiled, terminalsAt(compiled, [node]), operation, prepared, needed, criteria),
        prepared.masks[operation],
      )
    return { sources: at(from, 'loading'), targets: at(to, 'unloading') }
  }
}

/** A limit that is a whole number of seconds, cents or grams as written may come out a little less: 16.41 h x 3600. */
const ROUNDING = 1e-13

function leastBy(objective: Objective, points: readonly FrontierPoint[]): number | undefined {
  let least: number | undefined
  let best = Number.POSITIVE_INFINITY
  points.forEach(({ itinerary }, i) => {
    const { time_h, cost_usd, co2e_kg } = itinerary.totals
    const value = { fastest: time_h, cheapest: cost_usd, greenest: co2e_kg, generalised: itinerary.generalised_usd }[
      objective
    ]
    if (value === undefined || value >= best) return
    best = value
    least = i
  })
  return least
}

function reasonFor(
  names: { readonly from_name: string; readonly to_name: string },
  budget: Budget,
  least: Budget,
): string {
  const keys = Object.keys(budget) as (keyof Budget)[]
  const over = keys.filter((key) => (least[key] as number) > (budget[key] as number))
  const title = `No route from ${names.from_name} to ${names.to_name} keeps to the budget`
  if (over.length === 0) return `${title}: each limit can be kept alone, but not all of them together.`
  const parts = over.map(
    (key) => `the least is ${roundedUp(least[key] as number)} ${UNITS[CRITERION_OF[key]]}, the limit ${budget[key]}`,
  )
  return `${title}: ${parts.join('; ')}.`
}

/** To hundredths, and never down to the limit that it is over. */
function roundedUp(value: number): number {
  return Math.ceil(Number((value * 100).toPrecision(15))) / 100
}

function checkedCriteria(words: unknown): readonly Objective[] {
  if (words === undefined) return [...DEFAULT_CRITERIA]
  const criteria = Array.isArray(words) ? words.map((word) => checkedObjective(String(word))) : []
  if (new Set(criteria).size === criteria.length && (criteria.length === 2 || criteria.length === 3)) return criteria
  throw new UsageError(
    `Option criteria is ${JSON.stringify(words)}; expected two or three different objectives of ${OBJECTIVES.join(', ')}.`,
  )
}

function checkedBudget(budget: unknown): Budget {
  const keys = Object.keys(CRITERION_OF)
  if (typeof budget !== 'object' || budget === null || Array.isArray(budget)) {
    throw new UsageError(`Option budget is ${JSON.stringify(budget)}; expected an object with ${keys.join(', ')}.`)
  }
  const given = Object.entries(budget).filter(([, value]) => value !== undefined)
  for (const [key, value] of given) {
    if (!keys.includes(key)) throw new UsageError(`Unknown budget "${key}"; expected ${keys.join(', ')}.`)
    checkedAmount(`budget.${key}`, value)
  }
  if (given.length === 0) throw new UsageError(`Option budget is empty; expected at least one of ${keys.join(', ')}.`)
  return Object.fromEntries(given)
}
