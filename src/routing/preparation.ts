import type { CostModel } from '../cost/cost-model.js'
import { defaultShipment } from '../cost/default-shipment.js'
import { type Prices, withPrices } from '../cost/prices.js'
import { checkedShipment, type Shipment } from '../cost/shipment.js'
import type { Mode } from '../ingest/schema.js'
import { CLOSED, type Metric } from '../kernel/topology.js'
import type { Facts, LinkAttributes } from '../network/network.js'
import type { PlaceIndex } from '../network/places.js'
import type { ArcFactors } from './arc-factors.js'
import type { CompiledNetwork } from './compile.js'
import { type BlockMasks, blockMasks, CONSTRAINT_OPTIONS, checkedMode, isUtility } from './constraints.js'
import {
  checkedObjective,
  DEFAULT_OBJECTIVE,
  type Objective,
  PER_UNIT,
  PER_UNIT_OF_SIGNALS,
  type PerUnits,
} from './objective.js'
import { checkedHandling, type Handling, type QueryOptions } from './query.js'
import { Accelerators } from './search-engine.js'
import { TIE_BREAKERS, type Weights, weigh } from './weigh.js'

/** Weights, constraint masks and metrics are kept for this many distinct questions. */
const CACHE_SIZE = 16

/** The metrics of an objective with its tie-breakers, closed where constraints say so, ready to be searched. */
export interface Prepared {
  readonly shipment: Shipment
  readonly objective: Objective
  readonly handling: Handling
  readonly prices: Prices
  /** Integers of the weights in an hour, a USD and a kg. */
  readonly perUnit: PerUnits
  /** What links cost on the day of the question. */
  readonly factors: ArcFactors
  readonly weights: Weights
  readonly metrics: readonly Metric[]
  readonly masks: BlockMasks
  /** What has been made of these metrics to answer more quickly. */
  readonly accelerators: Accelerators
}

/** Weighs a network for the questions asked of it: the part of a query that does not depend on the places. */
export class Preparation {
  readonly #compiled: CompiledNetwork
  readonly #places: PlaceIndex
  readonly #factorsAt: (date: string | undefined) => ArcFactors
  readonly #costModel: CostModel
  readonly #facts: Facts
  readonly #weights = new Map<string, Weights>()
  readonly #masks = new Map<string, BlockMasks>()
  readonly #prepared = new Map<string, Prepared>()

  /** @param factorsAt what links cost on a day; the same object for days on which they cost the same */
  constructor(
    compiled: CompiledNetwork,
    places: PlaceIndex,
    factorsAt: (date: string | undefined) => ArcFactors,
    costModel: CostModel,
    facts: Facts,
  ) {
    this.#compiled = compiled
    this.#places = places
    this.#factorsAt = factorsAt
    this.#costModel = costModel
    this.#facts = facts
  }

  /**
   * Kept between questions with the same shipment, objective and constraints.
   *
   * @throws UsageError for an unknown value
   */
  of(query: QueryOptions): Prepared {
    const key = JSON.stringify(query)
    const known = this.#prepared.get(key)
    if (known !== undefined) return remembered(this.#prepared, key, () => known)
    // A copy, because it is kept and the caller may reuse the object.
    const shipment = frozenShipment(checkedShipment(query.shipment ?? defaultShipment(modesOf(query))))
    // What the goods need weighs nothing.
    const { needs = [], ...weighed } = shipment
    const objective = checkedObjective(query.objective ?? DEFAULT_OBJECTIVE)
    const handling = checkedHandling(query.handling ?? 'both')
    const prices = withPrices(this.#costModel.prices, query.prices ?? {})
    const loads = handling === 'both' || handling === 'origin'
    const unloads = handling === 'both' || handling === 'destination'
    const ends = needs.length === 0 ? [] : [needs, loads, unloads]
    const given = CONSTRAINT_OPTIONS.map((option) => query[option])
    const constraintKey = JSON.stringify([given, shipment.axle_load_t, ...ends])
    const { date } = query
    const factors = this.#factorsAt(date)
    const showsPaper = (link: number): boolean => this.#showsPaper(link, factors)
    const masks = remembered(this.#masks, constraintKey, () =>
      blockMasks(this.#compiled, this.#places, query, {
        shipment,
        loads,
        unloads,
        facts: this.#facts,
        territoryOf: (country) => this.#costModel.territoryOf(country),
        showsPaper,
      }),
    )
    const modes = modesOf(query)
    const isSignal = modes.length > 0 && modes.every((mode) => mode === 'fibre')
    const utilitiesOnly = modes.length > 0 && modes.every(isUtility)
    const perUnit = isSignal ? PER_UNIT_OF_SIGNALS : PER_UNIT
    const weightKey = JSON.stringify([weighed, prices, this.#costModel.period(date), isSignal, utilitiesOnly])
    const weights = remembered(this.#weights, weightKey, () =>
      weigh(this.#compiled, factors, shipment, prices, perUnit, utilitiesOnly),
    )
    return remembered(this.#prepared, key, () => {
      const [first, ...others] = TIE_BREAKERS[objective].map((criterion) => weights.metrics[criterion])
      const metrics = [closeBlocked(first as Metric, masks), ...others]
      const accelerators = new Accelerators()
      return { shipment, objective, handling, prices, perUnit, factors, weights, masks, metrics, accelerators }
    })
  }

  /** Whether a link crosses a border whose procedure is known to be on paper; one without a procedure says nothing. */
  #showsPaper(link: number, factors: ArcFactors): boolean {
    const procedure = factors.link(link)?.border?.rule?.digital
    if (procedure === undefined) return false
    const { mode } = this.#compiled.links.at(link) as LinkAttributes
    return this.#costModel.clearance.of(procedure, mode)?.paperless === false
  }
}

/** The only modes that a question may use; none where it names none. @throws UsageError for what is no mode */
function modesOf({ modes }: QueryOptions): readonly Mode[] {
  return Array.isArray(modes) ? modes.map((word) => checkedMode(String(word))) : []
}

function frozenShipment({ needs, ...rest }: Shipment): Shipment {
  return Object.freeze({ ...rest, ...(needs === undefined ? {} : { needs: Object.freeze([...needs]) }) })
}

/** The metric of the first criterion, closed wherever one of the criteria is unknown. */
export function knownByAll({ metrics }: Weights, [first, ...others]: readonly Objective[]): Metric {
  const known = metrics[first as Objective].slice()
  for (const criterion of others) {
    const metric = metrics[criterion]
    for (let a = 0; a < known.length; a++) if (metric[a] === CLOSED) known[a] = CLOSED
  }
  return known
}

/** A metric in which the arcs that constraints block are closed. */
export function closeBlocked(metric: Metric, masks: BlockMasks): Metric {
  const closed = metric.slice()
  for (let a = 0; a < closed.length; a++) if (masks.arcs[a] !== 0) closed[a] = CLOSED
  return closed
}

/** Looks a key up, makes the value where it is missing, and forgets what was not used for longest past the size of the cache. */
export function remembered<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key)
  if (known !== undefined) {
    // A map keeps the order of insertion: what is used goes to the end.
    cache.delete(key)
    cache.set(key, known)
    return known
  }
  const value = make()
  cache.set(key, value)
  if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value as string)
  return value
}
