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
import { type DisjointQuery, type DisjointRoutes, DisjointSearch } from './disjoint.js'
import type { FlowAnswer } from './flow/answer.js'
import { type FlowQuery, flow } from './flow/flow.js'
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
import { type Prepared, remembered } from './preparation.js'
import { type QueryOptions, sharedOptions } from './query.js'
import { type Reach, type ReachQuery, reach, reachable } from './reach.js'
import { type RouteQuery, type RouteResult, RouteSearch } from './route.js'
import { additionsOf, changedNetwork, grownCore } from './scenario/changed-network.js'
import { checkedScenario } from './scenario/check.js'
import { composeScenarios, type Scenario } from './scenario/scenario.js'

export type { RouterOptions, RouterParts } from './core.js'
export { HANDLINGS, type Handling, type QueryOptions } from './query.js'
export type { RouteQuery, RouteResult, Stop } from './route.js'

/** Answers questions on one network. Make one with {@link createRouter}; questions never change it. */
export class Router {
  readonly #core: RoutingCore
  readonly #routes: RouteSearch
  readonly #frontiers: FrontierSearch
  readonly #alternatives: AlternativesSearch
  readonly #disjoint: DisjointSearch
  readonly #options: RouterOptions
  /** Routers under scenarios, by what these change. */
  readonly #changed = new Map<string, Router>()
  /** Networks with the rows that scenarios add, by these. */
  readonly #withRows = new Map<string, RoutingCore>()
  /** Of a router under a scenario: what it was made of. */
  #origin: { readonly router: Router; readonly scenario: Scenario } | undefined
  #nearest: NearestNodes | undefined

  /** @param parts what was made before and saved: for `openSaved` only */
  constructor(network: Network, options: RouterOptions = {}, parts: RouterParts | undefined = undefined) {
    this.#core = new RoutingCore(network, options, parts)
    this.#options = options
    this.#routes = new RouteSearch(this.#core)
    this.#frontiers = new FrontierSearch(this.#core)
    this.#alternatives = new AlternativesSearch(this.#core)
    this.#disjoint = new DisjointSearch(this.#core, this.#routes)
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

  /** Whether this is a router under a scenario, as {@link under} makes it. */
  get isChanged(): boolean {
    return this.#origin !== undefined
  }

  /**
   * The contraction order of the network (rank to vertex), as far as it is known: it came with a saved network, or a
   * question has needed it. {@link workOutOrder} makes it.
   */
  get order(): Uint32Array | undefined {
    return this.#core.skeleton.knownOrder?.slice()
  }

  /** Works out the contraction order now, to be saved with the network. Seconds for some hundred thousand terminals. */
  workOutOrder(): Uint32Array {
    return this.#core.skeleton.order.slice()
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
    const { router, asked } = this.#asked(query)
    return router.#routes.route(asked)
  }

  /**
   * The best routes of all pairs of origins and destinations: their weights and, with `components`, hours, USD, kg and km.
   * Equal to one {@link route} per pair, where no rate prices whole legs (see `pricing`). O(origins + destinations) climbs of the contraction hierarchy, and some
   * nanoseconds a pair; with components also O(links) of every route.
   *
   * @throws UsageError for an unknown place, option or value
   */
  matrix(query: MatrixQuery): Matrix {
    const { router, asked } = this.#asked(query)
    return matrix(router.#core, asked)
  }

  /**
   * All places within reach of one, or that one is in reach of, with what the best route takes. O(links), whatever the limits.
   *
   * @throws UsageError for an unknown place, option or value
   */
  reach(query: ReachQuery): Reach {
    const { router, asked } = this.#asked(query)
    return reach(router.#core, asked)
  }

  /**
   * All routes that no other route equals or betters in two or three criteria: the exact Pareto frontier, in whole seconds,
   * cents and grams, with one route for each point. Two criteria take milliseconds on a continental network; three may take far
   * longer, as there are far more points: see `limit` and `epsilon`.
   *
   * @throws UsageError for an unknown place, option or value
   */
  frontier(query: FrontierQuery): FrontierResult {
    const { router, asked } = this.#asked(query)
    return router.#frontiers.frontier(asked)
  }

  /**
   * The best route that keeps to budgets of time, money or carbon ("the cheapest within 18 days"): the exact optimum, in
   * whole seconds, cents and grams.
   *
   * @returns an `Itinerary`, an `OverBudget` that says what the least would be, or a `NoRoute`
   * @throws UsageError for an unknown place, option or value, and for more than three criteria in all
   */
  budget(query: BudgetQuery): BudgetResult {
    const { router, asked } = this.#asked(query)
    return router.#frontiers.budget(asked)
  }

  /**
   * A few routes that share little with one another, make no pointless detour and are each reasonable in all their parts.
   *
   * @throws UsageError for an unknown place, option or value
   */
  alternatives(query: AlternativesQuery): Alternatives | NoRoute {
    const { router, asked } = this.#asked(query)
    return router.#alternatives.alternatives(asked)
  }

  /**
   * The best routes in order, exactly, however alike; parallel links make different routes. The first is that of {@link route};
   * no other one comes back to a terminal (a place, a mode and a gauge) that it has left.
   *
   * @throws UsageError for an unknown place, option or value
   */
  shortest(query: ShortestQuery): ShortestRoutes | NoRoute {
    const { router, asked } = this.#asked(query)
    return router.#alternatives.shortest(asked)
  }

  /**
   * Routes of least total weight that share no link, no place between the ends, and no strait or canal (`share` says which of
   * these): what is left when one of them fails. The answer for one route is that of {@link route}.
   *
   * Exact; with shared straits or places of several modes by branch and bound, which at its limit of states says so.
   *
   * @returns at most `count` routes, fewer where no more exist, or a `NoRoute` for none
   * @throws UsageError for an unknown place, option or value, and for equal ends
   */
  disjoint(query: DisjointQuery): DisjointRoutes | NoRoute {
    const { router, asked } = this.#asked(query)
    return router.#disjoint.disjoint(asked)
  }

  /**
   * How much can flow from places or countries to others over the capacities of the links of one mode, and which links limit
   * it: a maximum flow, or one of least cost for an amount. O(vertices^2 x links) at worst, in practice milliseconds.
   *
   * @returns a `Flow` (0 where links of no capacity are in the way), a `NoFlow` where nothing leads across, or an
   *   `UnlimitedFlow`
   * @throws UsageError for an unknown place, option or value, and for a place on both sides
   */
  flow(query: FlowQuery): FlowAnswer {
    const { router, asked } = this.#asked(query)
    return flow(router.#core, asked)
  }

  /**
   * The nodes nearest to a position, by great circle.
   *
   * @param position [longitude, latitude], degrees
   * @returns at most `limit` (default 1) nodes, nearest first; `[]` where none is in range
   * @throws UsageError for a bad position, option or value
   */
  nearest(position: LonLat, options: NearestOptions = {}): NearestNode[] {
    const { constraints } = options
    if (constraints?.scenario !== undefined) {
      const { router, asked } = this.#asked(constraints)
      return router.nearest(position, { ...options, constraints: asked })
    }
    const core = this.#core
    this.#nearest ??= new NearestNodes(core.compiled, (place, direction, options) => {
      const prepared = core.preparation.of(sharedOptions(options, []))
      return reachable(core, prepared, core.place(place), direction)
    })
    return this.#nearest.find(position, options)
  }

  /**
   * A router on the network as a scenario changes it, under the same options. Also reached by the `scenario` option of every
   * question. Kept for the last few scenarios. O(links), and what only depends on the topology is shared by all scenarios that
   * add the same rows; the first with these takes what loading the network does. Under a second scenario, a router answers as under both composed, this one's first.
   *
   * @returns this router where nothing changes
   * @throws UsageError for a scenario in error, and for a selector that selects nothing; DataError for an added row in error
   */
  under(scenario: Scenario): Router {
    const { id, changes } = checkedScenario(scenario)
    if (changes.length === 0) return this
    // From the network as it is: what a scenario made of it (factors, closures) is no longer apart from it.
    const origin = this.#origin
    if (origin !== undefined) return origin.router.under(composeScenarios([origin.scenario, { id, changes }]))
    return remembered(this.#changed, JSON.stringify([id, changes]), () => {
      const core = this.#grown({ id, changes })
      const parts = changedNetwork(core, { id, changes })
      const { accelerate } = this.#options
      const router = new Router(core.network, accelerate === undefined ? {} : { accelerate }, parts)
      router.#origin = { router: this, scenario: { id, changes } }
      return router
    })
  }

  /** The core of the network with the rows that a scenario adds. */
  #grown(scenario: Scenario): RoutingCore {
    const additions = additionsOf(scenario)
    if (additions.length === 0) return this.#core
    return remembered(this.#withRows, JSON.stringify(additions), () => grownCore(this.#core, additions, scenario.id))
  }

  /**
   * Checks the options of a question and weighs the network for it: the part that does not depend on the places.
   * Kept between questions with the same shipment, objective and constraints.
   *
   * @param query a route query, with or without its places
   * @throws UsageError for an unknown option or value
   */
  prepare(query: QueryOptions & Partial<Pick<RouteQuery, 'from' | 'to' | 'via'>>): Prepared {
    const { router, asked } = this.#asked(query)
    return router.#core.preparation.of(sharedOptions(asked, ['from', 'to', 'via']))
  }

  /** The router that a question is for, and the question without its scenario. */
  #asked<Query extends { readonly scenario?: Scenario }>(
    query: Query,
  ): { readonly router: Router; readonly asked: Query } {
    if (typeof query !== 'object' || query === null || query.scenario === undefined) {
      return { router: this, asked: query }
    }
    const { scenario, ...asked } = query
    return { router: this.under(scenario), asked: asked as Query }
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
