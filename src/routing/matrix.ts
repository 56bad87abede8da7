import type { Shipment } from '../cost/shipment.js'
import type { Mode } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { arcPath, type RoutingCore } from './core.js'
import type { TariffPricing } from './itinerary.js'
import { MAX_PASSES, ModesOfPaths, type ModeUse, PassesOfPaths } from './matrix-paths.js'
import type { Objective } from './objective.js'
import { PathTotals } from './path-totals.js'
import { checkedFlag, checkedPlaces, type QueryOptions, sharedOptions, shown } from './query.js'
import { generalisedCost } from './weigh.js'

/** A question for all pairs of some places. */
export interface MatrixQuery extends QueryOptions {
  /** Node ids, UN/LOCODEs or names; at least one. Repeated ones are answered again. */
  readonly origins: readonly string[]
  readonly destinations: readonly string[]
  /** Whether to give hours, USD, kg and km of the best routes too. Slower by the length of the routes. Default false. */
  readonly components?: boolean
  /** Whether to give generalised cost and km by mode as well; the components come with them. Default false. */
  readonly details?: boolean
  /**
   * Sets of places, at most 32: says of each best route which of them it passes a place of. The components come with it.
   * Default: none.
   */
  readonly passes?: readonly (readonly string[])[]
  /**
   * Which pairs are wanted: one byte each, row by row; 0 leaves a pair out, and it reads as one without a route. With
   * components, details or passes only the wanted ones cost time. Default: all.
   */
  readonly pairs?: Uint8Array
}

/**
 * A table of best routes. Row by row: origin `i` to destination `j` stands at `i * destinations.length + j` of each list.
 * Where there is no route stands `NaN`; a place and itself are 0.
 */
export interface Matrix {
  /** Node ids. */
  readonly origins: readonly string[]
  readonly destinations: readonly string[]
  readonly objective: Objective
  readonly shipment: Shipment
  /**
   * Whether these are the best routes under the whole tariff. Where `repriced`, they are the best by what adds up link by link:
   * `weights` is that sum, `components` are priced in full, and a `route` may find a cheaper way.
   */
  readonly pricing: TariffPricing
  /** How many of the integers of `weights` are one hour, USD or kg CO2e: 3600 for seconds. */
  readonly per_unit: number
  /** What was minimised, in the integers of the search: seconds (of fibres alone: microseconds), cents or grams. Equal to `weight` of the route. */
  readonly weights: Float64Array
  /** Equal to `totals` of the routes; `undefined` unless asked for. Unknown money or carbon is `NaN` as well. */
  readonly components: MatrixComponents | undefined
  /** Only where asked for. */
  readonly details?: MatrixDetails
  /** Only where asked for: bit `k` is set where the route passes a place of set `k`, both ends included; 0 without a route. */
  readonly passes?: Uint32Array
}

export interface MatrixComponents {
  readonly time_h: Float64Array
  readonly cost_usd: Float64Array
  readonly co2e_kg: Float64Array
  readonly length_km: Float64Array
}

/** More of the best routes of a matrix. */
export interface MatrixDetails extends ModeUse {
  /** Equal to `generalised_usd` of the routes; `NaN` where money or a priced carbon is unknown. */
  readonly generalised_usd: Float64Array
  /** For each mode of the network, the km on it: the sum of the legs on the mode. */
  readonly length_km_by_mode: Readonly<Partial<Record<Mode, Float64Array>>>
  /** The modes used, also those of links without length: bit `m` for `MODES[m]`. 0 without a route. */
  readonly modes: Uint32Array
}

const OWN_OPTIONS = ['origins', 'destinations', 'components', 'details', 'passes', 'pairs'] as const

export function matrix(core: RoutingCore, query: MatrixQuery): Matrix {
  const prepared = core.preparation.of(sharedOptions(query, OWN_OPTIONS))
  const { objective, shipment } = prepared
  const per_unit = prepared.perUnit[objective]
  const origins = checkedPlaces('origins', query.origins).map((text) => core.place(text))
  const destinations = checkedPlaces('destinations', query.destinations).map((text) => core.place(text))
  const passed = checkedPasses(core, query.passes)
  const wantsDetails = checkedFlag('details', query.details)
  const width = destinations.length
  const pairs = checkedPairs(query.pairs, origins.length * width)
  const sources = origins.map((node) => core.sources(node, prepared))
  const targets = destinations.map((node) => core.targets(node, prepared))
  const head = { origins, destinations, objective, shipment, per_unit, pricing: core.pricing(prepared) }
  if (!checkedFlag('components', query.components) && !wantsDetails && passed === undefined) {
    const weights = core.engine.table(prepared, sources, targets)
    for (let slot = 0; slot < weights.length; slot++) {
      if (pairs?.[slot] === 0) weights[slot] = Number.NaN
      else if (origins[Math.floor(slot / width)] === destinations[slot % width]) weights[slot] = 0
      else if (weights[slot] === Number.POSITIVE_INFINITY) weights[slot] = Number.NaN
    }
    return { ...head, weights, components: undefined }
  }
  const list = (): Float64Array => new Float64Array(origins.length * width).fill(Number.NaN)
  const weights = list()
  const components = { time_h: list(), cost_usd: list(), co2e_kg: list(), length_km: list() }
  const generalised_usd = wantsDetails ? list() : undefined
  const modes = wantsDetails ? new ModesOfPaths(core.compiled, core.factors, weights.length) : undefined
  const passes = passed && new PassesOfPaths(core.compiled, passed, weights.length)
  const context = core.context(prepared)
  const totalsOf = new PathTotals(context)
  core.engine.pairs(prepared, sources, targets, pairs, (i, j, found) => {
    const slot = i * width + j
    if (origins[i] === destinations[j]) {
      weights[slot] = 0
      for (const column of Object.values(components)) column[slot] = 0
      if (generalised_usd !== undefined) generalised_usd[slot] = 0
      modes?.stay(slot)
      passes?.stay(slot, origins[i] as string)
      return
    }
    if (found === undefined) return
    const path = arcPath(found)
    const totals = totalsOf.of(path)
    weights[slot] = path.weight
    components.time_h[slot] = totals.time_h
    components.cost_usd[slot] = totals.cost_usd ?? Number.NaN
    components.co2e_kg[slot] = totals.co2e_kg ?? Number.NaN
    components.length_km[slot] = totals.length_km
    if (generalised_usd !== undefined) {
      generalised_usd[slot] = generalisedCost(totals, shipment, context.prices) ?? Number.NaN
    }
    modes?.take(slot, path)
    passes?.take(slot, path)
  })
  return {
    ...head,
    weights,
    components,
    ...(modes === undefined ? {} : { details: { generalised_usd: generalised_usd as Float64Array, ...modes.use } }),
    ...(passes === undefined ? {} : { passes: passes.bits }),
  }
}

/** Matrices of some origins each, of one question, one below the other. */
export function joinedRows(matrices: readonly Matrix[]): Matrix {
  const [first] = matrices as readonly [Matrix]
  const joined = (list: (matrix: Matrix) => Float64Array | undefined): Float64Array => {
    const lists = matrices.map((matrix) => list(matrix) as Float64Array)
    return placed(new Float64Array(lengthOf(lists)), lists)
  }
  const joinedBits = (list: (matrix: Matrix) => Uint32Array | undefined): Uint32Array => {
    const lists = matrices.map((matrix) => list(matrix) as Uint32Array)
    return placed(new Uint32Array(lengthOf(lists)), lists)
  }
  const { components, details, passes } = first
  const modes = Object.keys(details?.length_km_by_mode ?? {}) as Mode[]
  return {
    ...first,
    origins: matrices.flatMap(({ origins }) => origins),
    weights: joined(({ weights }) => weights),
    components: components && {
      time_h: joined((matrix) => matrix.components?.time_h),
      cost_usd: joined((matrix) => matrix.components?.cost_usd),
      co2e_kg: joined((matrix) => matrix.components?.co2e_kg),
      length_km: joined((matrix) => matrix.components?.length_km),
    },
    ...(details && {
      details: {
        generalised_usd: joined((matrix) => matrix.details?.generalised_usd),
        length_km_by_mode: Object.fromEntries(
          modes.map((mode) => [mode, joined((matrix) => matrix.details?.length_km_by_mode[mode])]),
        ),
        modes: joinedBits((matrix) => matrix.details?.modes),
      },
    }),
    ...(passes && { passes: joinedBits((matrix) => matrix.passes) }),
  }
}

function lengthOf(lists: readonly { readonly length: number }[]): number {
  return lists.reduce((sum, list) => sum + list.length, 0)
}

function placed<List extends Float64Array | Uint32Array>(all: List, lists: readonly List[]): List {
  let end = 0
  for (const list of lists) {
    all.set(list, end)
    end += list.length
  }
  return all
}

/** The nodes of each set, by id. @throws UsageError for what is no list of lists, for too many and for an unknown place */
function checkedPasses(core: RoutingCore, sets: unknown): readonly (readonly string[])[] | undefined {
  if (sets === undefined) return undefined
  if (!Array.isArray(sets) || !sets.every(Array.isArray)) {
    throw new UsageError(`Option passes is ${shown(sets)}; expected a list of lists of places.`)
  }
  if (sets.length > MAX_PASSES) {
    throw new UsageError(`Option passes has ${sets.length} sets of places; expected at most ${MAX_PASSES}.`)
  }
  return sets.map((places: readonly string[]) => places.map((text) => core.place(text)))
}

function checkedPairs(pairs: unknown, length: number): Uint8Array | undefined {
  if (pairs === undefined) return undefined
  if (pairs instanceof Uint8Array && pairs.length === length) return pairs
  const received = pairs instanceof Uint8Array ? `of ${pairs.length} bytes` : shown(pairs)
  throw new UsageError(`Option pairs is ${received}; expected a Uint8Array of ${length} bytes, one for each pair.`)
}
