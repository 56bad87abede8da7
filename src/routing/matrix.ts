import type { Shipment } from '../cost/shipment.js'
import { arcPath, type RoutingCore } from './core.js'
import { itineraryTotals } from './itinerary.js'
import type { Objective } from './objective.js'
import { checkedFlag, checkedPlaces, type QueryOptions, sharedOptions } from './query.js'

/** A question for all pairs of some places. */
export interface MatrixQuery extends QueryOptions {
  /** Node ids, UN/LOCODEs or names; at least one. Repeated ones are answered again. */
  readonly origins: readonly string[]
  readonly destinations: readonly string[]
  /** Whether to give hours, USD, kg and km of the best routes too. Slower by the length of the routes. Default false. */
  readonly components?: boolean
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
  /** What was minimised, in the integers of the search: seconds, cents or grams. Equal to `weight` of the route. */
  readonly weights: Float64Array
  /** Equal to `totals` of the routes; `undefined` unless asked for. Unknown money or carbon is `NaN` as well. */
  readonly components: MatrixComponents | undefined
}

export interface MatrixComponents {
  readonly time_h: Float64Array
  readonly cost_usd: Float64Array
  readonly co2e_kg: Float64Array
  readonly length_km: Float64Array
}

const OWN_OPTIONS = ['origins', 'destinations', 'components'] as const

export function matrix(core: RoutingCore, query: MatrixQuery): Matrix {
  const prepared = core.preparation.of(sharedOptions(query, OWN_OPTIONS))
  const { objective, shipment } = prepared
  const origins = checkedPlaces('origins', query.origins).map((text) => core.place(text))
  const destinations = checkedPlaces('destinations', query.destinations).map((text) => core.place(text))
  const sources = origins.map((node) => core.sources(node, prepared))
  const targets = destinations.map((node) => core.targets(node, prepared))
  const width = destinations.length
  const head = { origins, destinations, objective, shipment }
  if (!checkedFlag('components', query.components)) {
    const weights = core.engine.table(prepared, sources, targets)
    for (let slot = 0; slot < weights.length; slot++) {
      if (origins[Math.floor(slot / width)] === destinations[slot % width]) weights[slot] = 0
      else if (weights[slot] === Number.POSITIVE_INFINITY) weights[slot] = Number.NaN
    }
    return { ...head, weights, components: undefined }
  }
  const list = (): Float64Array => new Float64Array(origins.length * width).fill(Number.NaN)
  const weights = list()
  const components = { time_h: list(), cost_usd: list(), co2e_kg: list(), length_km: list() }
  const context = core.context(prepared)
  core.engine.pairs(prepared, sources, targets, (i, j, path) => {
    const isSame = origins[i] === destinations[j]
    if (path === undefined && !isSame) return
    const slot = i * width + j
    const totals = isSame || path === undefined ? NOTHING : itineraryTotals(arcPath(path), context)
    weights[slot] = isSame ? 0 : (path?.weights[0] as number)
    components.time_h[slot] = totals.time_h
    components.cost_usd[slot] = totals.cost_usd ?? Number.NaN
    components.co2e_kg[slot] = totals.co2e_kg ?? Number.NaN
    components.length_km[slot] = totals.length_km
  })
  return { ...head, weights, components }
}

const NOTHING = { time_h: 0, cost_usd: 0, co2e_kg: 0, length_km: 0 }
