import { CostModel, type Prices, type RuleGap } from '../cost/cost-model.js'
import { checkedShipment, DEFAULT_SHIPMENT, type Shipment } from '../cost/shipment.js'
import type { Mode } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import { ContractionHierarchy, CustomisedHierarchy } from '../kernel/contraction-hierarchy.js'
import { Landmarks } from '../kernel/landmarks.js'
import { LexicographicDijkstra } from '../kernel/lexicographic-dijkstra.js'
import type { FoundPath, Offsets } from '../kernel/search.js'
import { CLOSED, type Metric } from '../kernel/topology.js'
import type { Network, NodeAttributes } from '../network/network.js'
import { PlaceIndex } from '../network/places.js'
import { ArcFactors } from './arc-factors.js'
import { type CompiledNetwork, compileNetwork, type Terminal, type TerminalRole } from './compile.js'
import { type BlockMasks, blockMasks, CONSTRAINT_OPTIONS, type Constraints, checkedMode } from './constraints.js'
import { type ArcPath, type Itinerary, itineraryFrom } from './itinerary.js'
import { type NoRoute, noRoute } from './no-route.js'
import { checkedObjective, DEFAULT_OBJECTIVE, type Objective } from './objective.js'
import { TIE_BREAKERS, type Weights, weigh } from './weigh.js'

/** A question to the router. */
export interface RouteQuery extends Constraints {
  /** Origin: node id, UN/LOCODE or name. */
  readonly from: string
  /** Destination: node id, UN/LOCODE or name. */
  readonly to: string
  /** Places to pass, in order. */
  readonly via?: readonly Stop[]
  /** Default {@link DEFAULT_SHIPMENT}. */
  readonly shipment?: Shipment
  /** Default {@link DEFAULT_OBJECTIVE}. */
  readonly objective?: Objective | (string & {})
  /** Whether loading at the origin and unloading at the destination count. Default `both`. */
  readonly handling?: Handling
}

/**
 * A place to pass on the way: one place or any one of a list. With `modes`, the way to it, from the stop before, uses only
 * these, whatever the query's own `modes` say. A last entry without places gives the modes of the way to the destination.
 */
export type Stop =
  | string
  | readonly string[]
  | { readonly places?: string | readonly string[]; readonly modes?: readonly string[] }

/** Which ends of a route are priced: terminal to terminal is `both`, from train departure to arrival is `none`. */
export const HANDLINGS = ['both', 'origin', 'destination', 'none'] as const
export type Handling = (typeof HANDLINGS)[number]

export type RouteResult = Itinerary | NoRoute

export interface RouterOptions {
  /** Default: a model made from the rules of the network. */
  readonly costModel?: CostModel
  /** Override the value of time and the carbon price of the cost model. */
  readonly prices?: Partial<Prices>
  /**
   * Prepares for repeated queries with the same shipment, objective and constraints, from the 17th on: by a contraction
   * hierarchy, on large networks by landmarks. The answers are the same. Default true.
   */
  readonly accelerate?: boolean
}

const QUERY_OPTIONS: readonly string[] = [
  'from',
  'to',
  'via',
  'shipment',
  'objective',
  'handling',
  ...CONSTRAINT_OPTIONS,
]

/** Options whose value is a list. */
const LIST_OPTIONS: ReadonlySet<string> = new Set(CONSTRAINT_OPTIONS.filter((option) => option !== 'date'))

/** Weights and constraint masks are kept for this many distinct shipments and sets of constraints. */
const CACHE_SIZE = 16

/** Preparation costs as much as some hundred searches; smaller networks and a few queries do not win it back. */
const ACCELERATE_FROM_VERTICES = 200
const ACCELERATE_FROM_QUERIES = 16
/** The order by minimum degree of the hierarchy is meant for networks up to this size. */
const HIERARCHY_TO_VERTICES = 20_000

/** The metrics of an objective with its tie-breakers, closed where constraints say so, ready to be searched. */
export interface Prepared {
  readonly shipment: Shipment
  readonly objective: Objective
  readonly handling: Handling
  readonly weights: Weights
  readonly metrics: readonly Metric[]
  readonly masks: BlockMasks
  /** Answers given with these metrics so far; after a few of them preparation pays. */
  queries: number
  hierarchy: CustomisedHierarchy | undefined
  landmarks: Landmarks | undefined
}

/** The way from one stop to the next, or to the destination, ready to be searched. */
interface Stage {
  /** Where it ends, with what it costs to end there; blocked terminals included. */
  readonly ends: Offsets
  /** The modes of the stop, if it names any. */
  readonly modes: ReadonlySet<Mode> | undefined
  readonly metrics: readonly Metric[]
  readonly prepared: Prepared
}

/** Answers route queries on one network. Make one with {@link createRouter}; queries never change it. */
export class Router {
  readonly network: Network
  readonly compiled: CompiledNetwork
  readonly costModel: CostModel
  readonly #places: PlaceIndex
  readonly #factors: ArcFactors
  readonly #search: LexicographicDijkstra
  readonly #accelerates: boolean
  #hierarchy: ContractionHierarchy | undefined
  readonly #weights = new Map<string, Weights>()
  readonly #masks = new Map<string, BlockMasks>()
  readonly #prepared = new Map<string, Prepared>()
  readonly #restricted = new Map<string, Metric>()

  constructor(network: Network, options: RouterOptions = {}) {
    this.network = network
    const model = options.costModel ?? new CostModel(network.rules)
    this.costModel = options.prices === undefined ? model : model.withPrices(options.prices)
    this.compiled = compileNetwork(network)
    this.#places = new PlaceIndex(network.graph)
    this.#factors = new ArcFactors(this.compiled, this.costModel)
    this.#search = new LexicographicDijkstra(this.compiled.topology)
    this.#accelerates = options.accelerate ?? true
  }

  /** Rules that the network needs and that are missing or ambiguous. */
  get gaps(): readonly RuleGap[] {
    return this.costModel.gaps
  }

  /**
   * The node id that a text means.
   *
   * @throws UsageError for an unknown or ambiguous place
   */
  place(text: string): string {
    return this.#places.resolve(text)
  }

  /**
   * The best route under an objective. Ties are broken by the other criteria, then by the ids of the places, so that
   * the answer is the same on every run and for every order of the input rows.
   *
   * @returns an {@link Itinerary}, or a {@link NoRoute} that names a smallest set of constraints to drop
   * @throws UsageError for an unknown place, option or value, with the nearest known ones
   */
  route(query: RouteQuery): RouteResult {
    const prepared = this.prepare(query)
    const from = this.place(query.from)
    const to = this.place(query.to)
    const stages = this.#stages(query, to, prepared)
    if (from === to && this.#isOnTheSpot(from, stages)) return this.#nowhere(from, prepared)
    const sources = this.#sources(from, (stages[0] as Stage).prepared)
    const path = this.#pathThrough(sources, stages)
    if (path === undefined) {
      return noRoute({
        compiled: this.compiled,
        open: prepared.weights.metrics[prepared.objective],
        masks: prepared.masks,
        objective: prepared.objective,
        sources,
        stages: stages.map(({ ends, modes }) => ({ vertices: ends.vertices, modes })),
        from,
        to,
      })
    }
    return itineraryFrom(path, this.#context(prepared))
  }

  /**
   * Checks a query and weighs the network for it: the part of a query that does not depend on the places.
   * Kept between queries with the same shipment, objective and constraints.
   *
   * @throws UsageError for an unknown option or value
   */
  prepare(query: Omit<RouteQuery, 'from' | 'to' | 'via'>): Prepared {
    for (const [option, value] of Object.entries(query)) {
      if (LIST_OPTIONS.has(option) && value !== undefined && !Array.isArray(value)) {
        throw new UsageError(`Option ${option} is ${JSON.stringify(value)}; expected a list.`)
      }
      if (QUERY_OPTIONS.includes(option)) continue
      const near = nearest(option, QUERY_OPTIONS)
      throw new UsageError(`Unknown option "${option}"; expected ${QUERY_OPTIONS.join(', ')}.${didYouMean(near)}`, near)
    }
    const key = cacheKey(query)
    const known = this.#prepared.get(key)
    if (known !== undefined) return known
    // A copy, because it is kept and the caller may reuse the object.
    const shipment = Object.freeze({ ...checkedShipment(query.shipment ?? DEFAULT_SHIPMENT) })
    const objective = checkedObjective(query.objective ?? DEFAULT_OBJECTIVE)
    const handling = checkedHandling(query.handling ?? 'both')
    const weights = remembered(this.#weights, JSON.stringify(shipment), () =>
      weigh(this.compiled, this.#factors, shipment, this.costModel.prices),
    )
    const constraintKey = JSON.stringify([CONSTRAINT_OPTIONS.map((option) => query[option]), shipment.axle_load_t])
    const masks = remembered(this.#masks, constraintKey, () =>
      blockMasks(this.compiled, this.#places, query, shipment.axle_load_t),
    )
    return remembered(this.#prepared, key, () => {
      const [first, ...others] = TIE_BREAKERS[objective].map((criterion) => weights.metrics[criterion])
      return {
        shipment,
        objective,
        handling,
        weights,
        masks,
        metrics: [closeBlocked(first as Metric, masks), ...others],
        queries: 0,
        hierarchy: undefined,
        landmarks: undefined,
      }
    })
  }

  /** The stages of a query: one for each stop, and one to the destination. */
  #stages(query: RouteQuery, to: string, prepared: Prepared): Stage[] {
    const { from: _from, to: _to, via = [], ...rest } = query
    if (!isList(via)) throw new UsageError(`Option via is ${JSON.stringify(via)}; expected a list of places.`)
    const stages: Stage[] = []
    let lastModes: readonly string[] | undefined
    via.forEach((stop, i) => {
      const { places, modes } = typeof stop === 'string' || isList(stop) ? { places: stop, modes: undefined } : stop
      if (places === undefined || places.length === 0) {
        if (i < via.length - 1) throw new UsageError('A via entry without places must be the last; expected a place.')
        lastModes = modes
        return
      }
      const ids = (typeof places === 'string' ? [places] : places).map((text) => this.place(text))
      stages.push(this.#stage({ vertices: this.#vertices(ids), weights: [] }, modes, rest, prepared))
    })
    stages.push(this.#stage(this.#targets(to, prepared), lastModes, rest, prepared))
    return stages
  }

  /** True where every stop can be the place itself. */
  #isOnTheSpot(place: string, stages: readonly Stage[]): boolean {
    const here = new Set(this.#vertices([place]))
    return stages.slice(0, -1).every(({ ends }) => ends.vertices.some((vertex) => here.has(vertex)))
  }

  #stage(
    ends: Offsets,
    modes: readonly string[] | undefined,
    query: Omit<RouteQuery, 'from' | 'to' | 'via'>,
    prepared: Prepared,
  ): Stage {
    if (modes === undefined) return { ends, modes, metrics: prepared.metrics, prepared }
    const allowed = new Set(modes.map((word) => checkedMode(word)))
    const { modes: _modes, ...open } = query
    const free = this.prepare(open)
    const [first, ...others] = free.metrics
    const key = `${JSON.stringify(open)} ${[...allowed].join()}`
    const metric = remembered(this.#restricted, key, () => this.#onlyModes(first as Metric, allowed))
    return { ends, modes: allowed, metrics: [metric, ...others], prepared: free }
  }

  /** The metric with only links of some modes, and transfers into them: goods may leave any mode at the stop before. */
  #onlyModes(metric: Metric, modes: ReadonlySet<Mode>): Metric {
    const { topology, terminals } = this.compiled
    return metric.map((weight, a) =>
      modes.has((terminals[topology.head[a] as number] as Terminal).mode) ? weight : CLOSED,
    )
  }

  #context(prepared: Prepared) {
    return {
      compiled: this.compiled,
      factors: this.#factors,
      prices: this.costModel.prices,
      shipment: prepared.shipment,
      objective: prepared.objective,
      loads: prepared.handling === 'both' || prepared.handling === 'origin',
      unloads: prepared.handling === 'both' || prepared.handling === 'destination',
    }
  }

  /** Where a route may start, with what it costs to start there; blocked terminals included. */
  #sources(node: string, prepared: Prepared): Offsets {
    const { handling, weights } = prepared
    const loading = handling === 'both' || handling === 'origin' ? weights.loading : undefined
    return this.#ends(node, 'arrival', loading, prepared)
  }

  /** Where a route may end, with what it costs to end there. */
  #targets(node: string, prepared: Prepared): Offsets {
    const { handling, weights } = prepared
    const unloading = handling === 'both' || handling === 'destination' ? weights.unloading : undefined
    return this.#ends(node, 'departure', unloading, prepared)
  }

  #ends(
    node: string,
    excluded: TerminalRole,
    weights: Weights['loading'] | undefined,
    { objective }: Prepared,
  ): Offsets {
    const vertices = this.#vertices([node]).filter((vertex) => {
      if ((this.compiled.terminals[vertex] as Terminal).role === excluded) return false
      return weights === undefined || weights[objective][vertex] !== CLOSED
    })
    return {
      vertices,
      weights: TIE_BREAKERS[objective].map((criterion) =>
        vertices.map((vertex) => (weights === undefined ? 0 : (weights[criterion][vertex] as number))),
      ),
    }
  }

  #vertices(ids: readonly string[]): number[] {
    const { nodeIndex, terminalsOf } = this.compiled
    const vertices: number[] = []
    for (const id of new Set(ids)) {
      const node = nodeIndex.get(id) as number
      for (let v = terminalsOf[node] as number; v < (terminalsOf[node + 1] as number); v++) vertices.push(v)
    }
    return vertices
  }

  /**
   * A path that passes a terminal of each stop in order. The state at a stop is the terminal, so that goods may stay on
   * the train there: one search per stop, from all its terminals with their distances so far as offsets.
   */
  #pathThrough(origins: Offsets, stages: readonly Stage[]): ArcPath | undefined {
    let sources = withoutBlocked(origins, (stages[0] as Stage).prepared.masks)
    const found: (FoundPath | undefined)[][] = []
    for (const { ends, metrics, prepared } of stages.slice(0, -1)) {
      const paths = this.#search.searchEach(metrics, sources, withoutBlocked(ends, prepared.masks))
      found.push(paths)
      const reached = paths.filter((path) => path !== undefined)
      sources = {
        vertices: reached.map((path) => path.target),
        weights: metrics.map((_, criterion) => reached.map((path) => path.weights[criterion] as number)),
      }
    }
    const { ends, metrics, prepared, modes } = stages[stages.length - 1] as Stage
    const targets = withoutBlocked(ends, prepared.masks)
    const last =
      modes === undefined ? this.#best(prepared, sources, targets) : this.#search.search(metrics, sources, targets)
    if (last === undefined) return undefined
    const parts = [last.arcs]
    let source = last.source
    for (const paths of found.reverse()) {
      const path = paths.find((candidate) => candidate?.target === source) as FoundPath
      parts.push(path.arcs)
      source = path.source
    }
    return { weight: last.weights[0] as number, source, target: last.target, arcs: parts.reverse().flat() }
  }

  /** The best path by the weights of a query: plain search first, prepared ones once they have paid. */
  #best(prepared: Prepared, sources: Offsets, targets: Offsets): FoundPath | undefined {
    const { topology } = this.compiled
    const { metrics } = prepared
    const pays = ++prepared.queries > ACCELERATE_FROM_QUERIES && topology.vertexCount >= ACCELERATE_FROM_VERTICES
    if (!this.#accelerates || !pays) return this.#search.search(metrics, sources, targets)
    if (topology.vertexCount <= HIERARCHY_TO_VERTICES) {
      this.#hierarchy ??= new ContractionHierarchy(topology)
      prepared.hierarchy ??= new CustomisedHierarchy(this.#hierarchy, metrics)
      return prepared.hierarchy.search(sources, targets)
    }
    prepared.landmarks ??= new Landmarks(topology, metrics[0] as Metric)
    const bounds = prepared.landmarks.towards(targets, sources.vertices[0] ?? 0)
    return this.#search.search(metrics, sources, targets, bounds)
  }

  /** Origin and destination are one place: nothing moves, nothing is handled. */
  #nowhere(node: string, prepared: Prepared): Itinerary {
    const { name, country } = this.compiled.nodes[this.compiled.nodeIndex.get(node) as number] as NodeAttributes
    return {
      status: 'ok',
      from: node,
      to: node,
      from_name: name,
      to_name: name,
      objective: prepared.objective,
      shipment: prepared.shipment,
      totals: { time_h: 0, cost_usd: 0, co2e_kg: 0, length_km: 0 },
      hours: { moving: 0, border: 0, transfer: 0, waiting: 0 },
      generalised_usd: 0,
      legs: [],
      via: [node],
      countries: country === undefined ? [] : [country],
      passages: [],
      statuses: [],
      weight: 0,
    }
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

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function checkedHandling(word: string): Handling {
  if ((HANDLINGS as readonly string[]).includes(word)) return word as Handling
  throw new UsageError(`Unknown handling "${word}"; expected one of ${HANDLINGS.join(', ')}.`)
}

/** All of a query but its places. */
function cacheKey(query: object): string {
  const { from, to, via, ...rest } = query as Record<string, unknown>
  return JSON.stringify(rest)
}

/** The offsets at terminals that no constraint closes. */
function withoutBlocked({ vertices, weights }: Offsets, masks: BlockMasks): Offsets {
  const open = vertices.map((vertex) => masks.terminals[vertex] === 0)
  return {
    vertices: vertices.filter((_, i) => open[i]),
    weights: weights.map((list) => list.filter((_, i) => open[i])),
  }
}

function closeBlocked(metric: Metric, masks: BlockMasks): Metric {
  const closed = metric.slice()
  for (let a = 0; a < closed.length; a++) if (masks.arcs[a] !== 0) closed[a] = CLOSED
  return closed
}

/** Looks a key up, makes the value where it is missing, and forgets the oldest past the size of the cache. */
function remembered<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key)
  if (known !== undefined) return known
  const value = make()
  cache.set(key, value)
  if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value as string)
  return value
}
