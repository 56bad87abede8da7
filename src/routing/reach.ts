import type { Shipment } from '../cost/shipment.js'
import { UsageError } from '../issue/errors.js'
import type { NodeAttributes } from '../network/network.js'
import type { Terminal } from './compile.js'
import type { RoutingCore } from './core.js'
import { endsOf, sourcesAt, targetsAt, withoutBlocked } from './ends.js'
import type { TariffPricing } from './itinerary.js'
import { type Objective, UNITS } from './objective.js'
import type { Prepared } from './preparation.js'
import { checkedAmount, type QueryOptions, sharedOptions } from './query.js'

/** A question for all places within reach of one. Give either `from` or `to`. */
export interface ReachQuery extends QueryOptions {
  /** The place that goods leave. */
  readonly from?: string
  /** The place that goods go to. */
  readonly to?: string
  /**
   * Greatest value of what is minimised, itself included: hours (fastest), USD (cheapest, generalised) or kg CO2e
   * (greenest). Several make bands. Default: no limit, one band.
   */
  readonly limits?: readonly number[]
}

/** A place within reach. */
export interface ReachedPlace {
  readonly node_id: string
  readonly name: string
  /** Longitude and latitude, degrees. */
  readonly x_coord: number
  readonly y_coord: number
  readonly country: string | undefined
  /** Hours, USD or kg CO2e of the best route, from the integers of the search. */
  readonly value: number
  /** What was minimised: seconds, cents or grams. */
  readonly weight: number
  /** Which of the limits is the smallest that the place keeps, from 0. */
  readonly band: number
}

/** The places within reach of one, nearest first. */
export interface Reach {
  readonly place: string
  readonly direction: 'from' | 'to'
  readonly objective: Objective
  readonly shipment: Shipment
  /** `repriced`: values are of what adds up link by link, without what rates charge for whole legs. */
  readonly pricing: TariffPricing
  readonly unit: 'h' | 'USD' | 'kg CO2e'
  /** Ascending; empty where none were given. */
  readonly limits: readonly number[]
  /** By value, then by id; the place itself comes first, with 0. */
  readonly places: readonly ReachedPlace[]
}

const OWN_OPTIONS = ['from', 'to', 'limits'] as const

export function reach(core: RoutingCore, query: ReachQuery): Reach {
  const prepared = core.preparation.of(sharedOptions(query, OWN_OPTIONS))
  const { objective, shipment } = prepared
  const [text, direction] = checkedSide(query)
  const place = core.place(text)
  const limits = checkedLimits(query.limits ?? [])
  const perUnit = prepared.perUnit[objective]
  const last = limits.at(-1) ?? Number.POSITIVE_INFINITY
  const { nodeIds, nodes } = core.compiled
  const weights = nodeWeights(core, prepared, place, direction)
  const places: ReachedPlace[] = []
  weights.forEach((weight, node) => {
    const value = weight / perUnit
    if (weight === Number.POSITIVE_INFINITY || value > last) return
    const { name, x_coord, y_coord, country } = nodes.at(node) as NodeAttributes
    const band = Math.max(
      0,
      limits.findIndex((limit) => value <= limit),
    )
    places.push({ node_id: nodeIds[node] as string, name, x_coord, y_coord, country, value, weight, band })
  })
  // Nodes are in the order of their ids, and the sort is stable.
  places.sort((a, b) => a.weight - b.weight || Number(b.node_id === place) - Number(a.node_id === place))
  const pricing = core.pricing(prepared)
  return { place, direction, objective, shipment, pricing, unit: UNITS[objective], limits, places }
}

/** Whether a route can end (from) or start (to) at a vertex; for snapping to what can be reached. */
export function reachable(
  core: RoutingCore,
  prepared: Prepared,
  place: string,
  direction: 'from' | 'to',
): (vertex: number) => boolean {
  const { compiled, engine } = core
  const ends = direction === 'from' ? core.sources(place, prepared) : core.targets(place, prepared)
  const distances = engine.reach(prepared, ends, direction)
  const operation = direction === 'from' ? 'unloading' : 'loading'
  return (vertex) => {
    if ((compiled.terminals[vertex] as Terminal).node === compiled.nodeIndex.get(place)) return true
    if (distances[vertex] === Number.POSITIVE_INFINITY || prepared.masks[operation][vertex] !== 0) return false
    return endsOf(compiled, [vertex], operation, prepared, [prepared.objective], []).vertices.length > 0
  }
}

/** For each node, the weight of the best route between it and the place; `Infinity` where there is none. */
function nodeWeights(core: RoutingCore, prepared: Prepared, place: string, direction: 'from' | 'to'): Float64Array {
  const { compiled, engine } = core
  const { nodeIds, nodeIndex, terminals } = compiled
  const ends = direction === 'from' ? sourcesAt(compiled, place, prepared) : targetsAt(compiled, place, prepared)
  const { masks } = prepared
  const closed = direction === 'from' ? masks.loading : masks.unloading
  const distances = engine.reach(prepared, withoutBlocked(ends, closed), direction)
  const all = Array.from(terminals, (_, vertex) => vertex)
  const operation = direction === 'from' ? 'unloading' : 'loading'
  const others = endsOf(compiled, all, operation, prepared, [prepared.objective], [prepared.objective])
  const open = withoutBlocked(others, masks[operation])
  const least = new Float64Array(nodeIds.length).fill(Number.POSITIVE_INFINITY)
  open.vertices.forEach((vertex, i) => {
    const { node } = terminals[vertex] as Terminal
    const weight = (distances[vertex] as number) + (open.weights[0]?.[i] as number)
    if (weight < (least[node] as number)) least[node] = weight
  })
  least[nodeIndex.get(place) as number] = 0
  return least
}

function checkedSide({ from, to }: ReachQuery): [place: string, direction: 'from' | 'to'] {
  if (from !== undefined && to === undefined) return [from, 'from']
  if (to !== undefined && from === undefined) return [to, 'to']
  throw new UsageError('Give either from, for the places that goods reach, or to, for the places that they come from.')
}

function checkedLimits(limits: unknown): readonly number[] {
  if (!Array.isArray(limits))
    throw new UsageError(`Option limits is ${JSON.stringify(limits)}; expected a list of numbers.`)
  const checked = limits.map((limit) => checkedAmount('limits', limit))
  return [...new Set(checked)].sort((a, b) => a - b)
}
