import type { CostModel, RuleGap } from '../cost/cost-model.js'
import type { Network } from '../network/network.js'
import {
  type Alternatives,
  type AlternativesQuery,
  AlternativesSearch,
  type ShortestQuery,
  type ShortestRoutes,
} from './alternatives.js'
import type { ArcFactors } from './arc-factors.js'
import type { CompiledNetwork } from './compile.js'
import { type RouterOptions, type RouterParts, RoutingCore } from './core.js'
import {
  type BudgetQuery,
  type BudgetResult,
  type FrontierQuery,
  type FrontierResult,
  FrontierSearch,
} from './frontier.js'
import { type Matrix, type MatrixQuery, matrix } from './matrix.js'
import { type LonLat, type NearestNode, NearestNodes, type NearestOptions } from './nearest.js'
import type { NoRoute } from './no-route.js'
import type { Prepared } from './preparation.js'
import { type QueryOptions, sharedOptions } from './query.js'
import { type Reach, type ReachQuery, reach, reachable } from './reach.js'
import { type RouteQuery, type RouteResult, RouteSearch } from './route.js'

export type { RouterOptions, RouterParts } from './core.js'
export { HANDLINGS, type Handling, type QueryOptions } from './query.js'
export type { RouteQuery, RouteResult, Stop } from './route.js'

/** Answers questions on one network. Make one with {@link createRouter}; questions never change it. */
export class Router {
  readonly #core: RoutingCore
  readonly #routes: RouteSearch
  readonly #frontiers: FrontierSearch
  readonly #alternatives: AlternativesSearch
  #nearest: NearestNodes | undefined

  /** @param parts what was made before and saved: for `openSaved` only */
  constructor(network: Network, options: RouterOptions = {}, parts: RouterParts | undefined = undefined) {
    this.#core = new RoutingCore(network, options, parts)
    this.#routes = new RouteSearch(this.#core)
    this.#frontiers = new FrontierSearch(this.#core)
    this.#alternatives = new AlternativesSearch(this.#core)
  }

  get network(): Network {
    return this.#core.network
  }

  get compiled(): CompiledNetwork {
    return this.#core.compiled
  }

  get costModel(): CostModel {
    return this.#core.costModel
  }

  get factors(): ArcFactors {
    return this.#core.factors
  }

  /** Rules that the network needs and that are missing or ambiguous. */
  get gaps(): readonly RuleGap[] {
    return this.costModel.gaps
  }

  /**
   * The contraction order of the network (rank to vertex), as far as it is known: it came with a saved network, or a
   * question has needed it. {@link workOutOrder} makes it.
   */
  get order(): Uint32Array | undefined {
    return this.#core.engine.knownOrder?.slice()
  }

  /** Works out the contraction order now, to be saved with the network. Seconds for some hundred thousand terminals. */
  workOutOrder(): Uint32Array {
    return this.#core.engine.order.slice()
  }

  /**
   * The node id that a text means.
   *
   * @throws UsageError for an unknown or ambiguous place
   */
  place(text: string): string {
    return this.#core.place(text)
  }

  /**
   * The best route under an objective. Ties are broken by the other criteria, then by the ids of the places, so that
   * the answer is the same on every run and for every order of the input rows.
   *
   * @returns an `Itinerary`, or a `NoRoute` that names a smallest set of constraints to drop
   * @throws UsageError for an unknown place, option or value, with the nearest known ones
   */
  route(query: RouteQuery): RouteResult {
    return this.#routes.route(query)
  }

  /**
   * The best routes of all pairs of origins and destinations: their weights and, with `components`, hours, USD, kg and km.
   * Equal to one {@link route} per pair. O(origins + destinations) climbs of the contraction hierarchy, and some
   * nanoseconds a pair; with components also O(links) of every route.
   *
   * @throws UsageError for an unknown place, option or value
   */
  matrix(query: MatrixQuery): Matrix {
    return matrix(this.#core, query)
  }

  /**
   * All places within reach of one, or that one is in reach of, with what the best route takes. O(links), whatever the limits.
   *
   * @throws UsageError for an unknown place, option or value
   */
  reach(query: ReachQuery): Reach {
    return reach(this.#core, query)
  }

  /**
   * All routes that no other route equals or betters in two or three criteria: the exact Pareto frontier, in whole seconds,
   * cents and grams, with one route for each point. Two criteria take milliseconds on a continental network; three may take far
   * longer, as there are far more points: see `limit` and `epsilon`.
   *
   * @throws UsageError for an unknown place, option or value
   */
  frontier(query: FrontierQuery): FrontierResult {
    return this.#frontiers.frontier(query)
  }

  /**
   * The best route that keeps to budgets of time, money or carbon ("the cheapest within 18 days"): the exact optimum, in
   * whole seconds, cents and grams.
   *
   * @returns an `Itinerary`, an `OverBudget` that says what the least would be, or a `NoRoute`
   * @throws UsageError for an unknown place, option or value, and for more than three criteria in all
   */
  budget(query: BudgetQuery): BudgetResult {
    return this.#frontiers.budget(query)
  }

  /**
   * A few routes that share little with one another, make no pointless detour and are each reasonable in all their parts.
   *
   * @throws UsageError for an unknown place, option or value
   */
  alternatives(query: AlternativesQuery): Alternatives | NoRoute {
    return this.#alternatives.alternatives(query)
  }

  /**
   * The best routes in order, exactly, however alike; parallel links make different routes. The first is that of {@link route};
   * no other one comes back to a terminal (a place, a mode and a gauge) that it has left.
   *
   * @throws UsageError for an unknown place, option or value
   */
  shortest(query: ShortestQuery): ShortestRoutes | NoRoute {
    return this.#alternatives.shortest(query)
  }

  /**
   * The nodes nearest to a position, by great circle.
   *
   * @param position [longitude, latitude], degrees
   * @returns at most `limit` (default 1) nodes, nearest first; `[]` where none is in range
   * @throws UsageError for a bad position, option or value
   */
  nearest(position: LonLat, options: NearestOptions = {}): NearestNode[] {
    const core = this.#core
    this.#nearest ??= new NearestNodes(core.compiled, (place, direction, constraints) => {
      const prepared = core.preparation.of(sharedOptions(constraints, []))
      return reachable(core, prepared, core.place(place), direction)
    })
    return this.#nearest.find(position, options)
  }

  /**
   * Checks the options of a question and weighs the network for it: the part that does not depend on the places.
   * Kept between questions with the same shipment, objective and constraints.
   *
   * @param query a route query, with or without its places
   * @throws UsageError for an unknown option or value
   */
  prepare(query: QueryOptions & Partial<Pick<RouteQuery, 'from' | 'to' | 'via'>>): Prepared {
    return this.#core.preparation.of(sharedOptions(query, ['from', 'to', 'via']))
  }
}

/**
 * Makes a router: compiles the network and prices every link once. O(links log links).
 *
 * The router shows the network as it is now; make a new one after editing the graph.
 *
 * @example
 * const router = createRouter(network)
 * const result = router.route({ from: 'Chongqing', to: 'DEDUI', objective: 'fastest' })
 */
export function createRouter(network: Network, options: RouterOptions = {}): Router {
  return new Router(network, options)
}
