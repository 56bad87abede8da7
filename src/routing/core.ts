import { CostModel } from '../cost/cost-model.js'
import type { Prices } from '../cost/prices.js'
import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import type { FoundPath, Offsets } from '../kernel/search.js'
import type { Network, NodeAttributes } from '../network/network.js'
import { NodeNames, PlaceIndex, type PlaceNames } from '../network/places.js'
import { ArcFactors, arcFactors, type FactorColumns, type Pricing } from './arc-factors.js'
import { type CompiledNetwork, compileNetwork } from './compile.js'
import { endsOf, sourcesAt, targetsAt, terminalsAt, withoutBlocked } from './ends.js'
import { type ArcPath, type Itinerary, type ItineraryContext, itineraryFrom, type TariffPricing } from './itinerary.js'
import { pricesLegs } from './leg-pricing/tariff-legs.js'
import { type NoRoute, noRoute } from './no-route.js'
import type { Objective } from './objective.js'
import { knownByAll, Preparation, type Prepared, remembered } from './preparation.js'
import { ACCELERATIONS, type Acceleration, SearchEngine } from './search-engine.js'
import { Skeleton } from './skeleton.js'

export interface RouterOptions {
  /** Default: a model made from the rules of the network. */
  readonly costModel?: CostModel
  /** Override the value of time and the carbon price of the cost model. */
  readonly prices?: Partial<Prices>
  /**
   * Whether to prepare the network for repeated questions by a contraction hierarchy: `auto` where it pays (enough
   * vertices, and enough questions with the same shipment, objective and constraints), `always`, or `never`. It serves
   * routes without stops, matrices and reach. The answers are the same. Default `auto`.
   */
  readonly accelerate?: Acceleration
}

/** What a saved network brings along, so that nothing is compiled, folded or priced anew. */
export interface RouterParts {
  readonly compiled: CompiledNetwork
  readonly names: PlaceNames
  /** The cost model by which the network was priced. */
  readonly costModel: CostModel
  /** What it said. */
  readonly factors: FactorColumns
  readonly order: Uint32Array | undefined
  /** That of another router on the same topology. */
  readonly skeleton?: Skeleton
  /** What a cost model becomes under a scenario. */
  readonly pricing?: (model: CostModel) => Pricing
}

const ROUTER_OPTIONS: readonly string[] = ['costModel', 'prices', 'accelerate'] satisfies (keyof RouterOptions)[]

/** The objectives that tariffs are part of. */
const PRICED: ReadonlySet<Objective> = new Set<Objective>(['cheapest', 'generalised'])

/** What all questions work with: the compiled and priced network, its places, its weights and its kernels. */
export class RoutingCore {
  readonly network: Network
  readonly compiled: CompiledNetwork
  readonly costModel: CostModel
  readonly factors: ArcFactors
  readonly skeleton: Skeleton
  readonly engine: SearchEngine
  readonly preparation: Preparation
  readonly #places: PlaceIndex
  readonly #pricing: (model: CostModel) => Pricing
  /** Factors by the period of the rates. */
  readonly #dated = new Map<string, ArcFactors>()

  constructor(network: Network, options: RouterOptions, parts: RouterParts | undefined) {
    const { accelerate = 'auto' } = options
    for (const option of Object.keys(options)) {
      if (ROUTER_OPTIONS.includes(option)) continue
      const near = nearest(option, ROUTER_OPTIONS)
      throw new UsageError(
        `Unknown option "${option}"; expected ${ROUTER_OPTIONS.join(', ')}.${didYouMean(near)}`,
        near,
      )
    }
    if (!ACCELERATIONS.includes(accelerate)) {
      throw new UsageError(
        `Option accelerate is ${JSON.stringify(accelerate)}; expected one of ${ACCELERATIONS.join(', ')}.`,
      )
    }
    this.network = network
    const model = options.costModel ?? parts?.costModel ?? new CostModel(network.rules)
    this.costModel = options.prices === undefined ? model : model.withPrices(options.prices)
    this.compiled = parts?.compiled ?? compileNetwork(network)
    const { nodeIds, nodes } = this.compiled
    this.#places = new PlaceIndex(parts?.names ?? new NodeNames(nodeIds, nodes))
    const isPriced = parts !== undefined && options.costModel === undefined
    this.factors = isPriced ? new ArcFactors(this.compiled, parts.factors) : arcFactors(this.compiled, this.costModel)
    this.skeleton = parts?.skeleton ?? new Skeleton(this.compiled, parts?.order)
    this.engine = new SearchEngine(this.compiled, accelerate, this.skeleton)
    this.#pricing = parts?.pricing ?? ((priced) => priced)
    this.preparation = new Preparation(
      this.compiled,
      this.#places,
      (date) => this.#factorsAt(date),
      this.costModel,
      network.facts,
    )
  }

  /** What links cost on a day. Days without other rates, exchange rates or grids than the last ones cost nothing to ask for. */
  #factorsAt(date: string | undefined): ArcFactors {
    const { costModel, compiled } = this
    const period = costModel.period(date)
    if (period === '') return this.factors
    return remembered(this.#dated, period, () => arcFactors(compiled, this.#pricing(costModel.at(date))))
  }

  /** The node id that a text means. @throws UsageError for an unknown or ambiguous place */
  place(text: string): string {
    return this.#places.resolve(text)
  }

  /** The name of a node. */
  nameOf(id: string): string {
    return (this.compiled.nodes.at(this.compiled.nodeIndex.get(id) as number) as NodeAttributes).name
  }

  /** Where a route from a place may start, blocked terminals left out. */
  sources(node: string, prepared: Prepared): Offsets {
    return withoutBlocked(sourcesAt(this.compiled, node, prepared), prepared.masks.loading)
  }

  /** Where a route to a place may end, blocked terminals left out. */
  targets(node: string, prepared: Prepared): Offsets {
    return withoutBlocked(targetsAt(this.compiled, node, prepared), prepared.masks.unloading)
  }

  /** @param pricing default: that of a search by what adds up link by link */
  itinerary(path: ArcPath, prepared: Prepared, pricing?: TariffPricing): Itinerary {
    return itineraryFrom(path, this.context(prepared, pricing))
  }

  context(prepared: Prepared, pricing: TariffPricing = this.pricing(prepared)): ItineraryContext {
    const { shipment, objective, handling, prices, factors } = prepared
    return {
      compiled: this.compiled,
      factors,
      prices,
      shipment,
      objective,
      pricing,
      lossPct: (link, from, to) => this.costModel.lossPct(link, from, to),
      loads: handling === 'both' || handling === 'origin',
      unloads: handling === 'both' || handling === 'destination',
    }
  }

  /** What a search by some criteria that only adds up links knows of the tariff. */
  pricing({ factors, objective }: Prepared, criteria: readonly Objective[] = [objective]): TariffPricing {
    return pricesLegs(factors) && criteria.some((criterion) => PRICED.has(criterion)) ? 'repriced' : 'exact'
  }

  /**
   * Why nothing leads from one place to another.
   *
   * @param criteria all that must be known of every link and transfer on the way
   */
  noRoute(
    from: string,
    to: string,
    prepared: Prepared,
    criteria: readonly Objective[] = [prepared.objective],
  ): NoRoute {
    const { compiled } = this
    const ends = (node: string, operation: 'loading' | 'unloading'): Offsets =>
      endsOf(compiled, terminalsAt(compiled, [node]), operation, prepared, criteria, [])
    return noRoute({
      compiled,
      open: knownByAll(prepared.weights, criteria),
      masks: prepared.masks,
      objective: prepared.objective,
      criteria,
      sources: ends(from, 'loading'),
      stages: [{ vertices: ends(to, 'unloading').vertices, modes: undefined }],
      from,
      to,
    })
  }

  /** Origin and destination are one place: nothing moves, nothing is handled. */
  nowhere(node: string, { objective, shipment }: Prepared): Itinerary {
    const { name, country } = this.compiled.nodes.at(this.compiled.nodeIndex.get(node) as number) as NodeAttributes
    return {
      status: 'ok',
      from: node,
      to: node,
      from_name: name,
      to_name: name,
      objective,
      shipment,
      pricing: 'exact',
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

/** A path of a kernel as an itinerary takes it; its first weight is the one minimised. */
export function arcPath({ weights, source, target, arcs }: FoundPath): ArcPath {
  return { weight: weights[0] as number, source, target, arcs }
}
