/**
 * Maximum flow from many sources to many sinks, and a minimum cut: by blocking flows (Dinic 1970), see `blocking-flow.ts`.
 * That the flow is a maximum is shown by the cut (Ford and Fulkerson 1956, doi:10.4153/CJM-1956-045-5): the arcs
 * out of what the sources still reach are full, and nothing flows back over them.
 *
 * Two opposite arcs may be one edge with one capacity: only their difference flows. They are one pair of halves in the residual
 * network, each with room for the capacity; what the one sends, the other can send back and again as much.
 */
import type { Topology } from '../topology.js'
import { BlockingFlow } from './blocking-flow.js'
import { type FlowEnds, type FlowResult, Residual, UNLIMITED } from './residual.js'

export class MaxFlow {
  readonly #residual: Residual
  readonly #blocking: BlockingFlow

  /**
   * @param partner for each arc the opposite arc with which it is one edge, or -1; default: each arc for itself
   * @throws RangeError for a partner that is not opposite, and for an end that is no vertex
   */
  constructor(topology: Topology, sources: FlowEnds, sinks: FlowEnds, partner?: Int32Array) {
    this.#residual = new Residual(topology, sources, sinks, partner)
    this.#blocking = new BlockingFlow(this.#residual)
  }

  /**
   * @param capacity of each arc: whole numbers of at least 0, or `UNLIMITED`
   * @param wanted no more than this; a whole number of at least 0. Default: the most
   * @returns a flow of whole numbers; `undefined` where the most is wanted and has no limit
   * @throws RangeError for a capacity that is no whole number, and for sums past `MOST_CAPACITY`
   */
  run(capacity: Float64Array, wanted: number = UNLIMITED): FlowResult | undefined {
    if (!this.#residual.load(capacity, wanted)) return undefined
    this.#blocking.send(wanted)
    return this.#residual.result()
  }
}
