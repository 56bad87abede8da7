/**
 * A flow of least cost: of a given amount, or the most that can flow. Ways of least cost are found one after the other, by
 * Dijkstra's search over reduced costs, which potentials keep at 0 or above (Edmonds and Karp 1972,
 * doi:10.1145/321694.321699; Tomizawa 1971, doi:10.1002/net.3230010206). All ways of one cost are used at once, by blocking flows
 * over the halves of reduced cost 0 (Ahuja, Magnanti and Orlin 1993, Network Flows, 9.8: primal-dual).
 *
 * Each round costs O((vertices + arcs) log vertices) and a maximum flow between halves of reduced cost 0; there are as many rounds as
 * different costs of ways. The potentials certify the answer: no half that has room left has a negative reduced cost, so no
 * circle of them makes it cheaper.
 *
 * Two opposite arcs that are one edge are searched as two, since either has a cost of its own; what flows both ways is cancelled
 * at the end, which costs of at least 0 never make dearer.
 */
import { CLOSED, type Metric, type Topology } from '../topology.js'
import { VertexQueue } from '../vertex-queue.js'
import { BlockingFlow } from './blocking-flow.js'
import { type FlowEnds, type FlowResult, Residual, UNLIMITED } from './residual.js'

export interface MinCostResult extends FlowResult {
  /** Sum over arcs and ends of flow times cost. Exact up to 2^53. */
  readonly cost: number
  /** By vertex: no arc with room left costs less than the potential of its head - that of its tail. */
  readonly potential: Float64Array
}

export class MinCostFlow {
  readonly #topology: Topology
  readonly #sources: FlowEnds
  readonly #sinks: FlowEnds
  readonly #partner: Int32Array | undefined
  readonly #residual: Residual
  readonly #blocking: BlockingFlow
  readonly #distance: Float64Array
  readonly #potential: Float64Array
  readonly #settled: Uint8Array
  /** Costs by half, and the metric that they are of. */
  #costs: Float64Array = new Float64Array(0)
  #metric: Metric | undefined
  readonly #queue: VertexQueue

  /**
   * @param partner for each arc the opposite arc with which it is one edge, or -1; default: each arc for itself
   * @throws RangeError for a partner that is not opposite, and for an end that is no vertex
   */
  constructor(topology: Topology, sources: FlowEnds, sinks: FlowEnds, partner?: Int32Array) {
    this.#topology = topology
    this.#sources = sources
    this.#sinks = sinks
    this.#partner = partner
    this.#residual = new Residual(topology, sources, sinks)
    this.#blocking = new BlockingFlow(this.#residual)
    const { vertexCount } = this.#residual
    this.#distance = new Float64Array(vertexCount)
    this.#potential = new Float64Array(vertexCount)
    this.#settled = new Uint8Array(vertexCount)
    const none = new Float64Array(vertexCount)
    this.#queue = new VertexQueue(vertexCount, this.#distance, none, none, none)
  }

  /**
   * @param capacity of each arc: whole numbers of at least 0, or `UNLIMITED`
   * @param metric what a unit costs on each arc; closed arcs carry nothing. Not to be changed in place between runs
   * @param wanted no more than this; a whole number of at least 0. Default: the most
   * @param start potentials to begin with, by vertex: no open arc costs less than that of its head - that of its tail. Those of
   *   the distances to the sinks, negated, lead the searches straight there. Default: 0
   * @returns a flow of whole numbers; `undefined` where the most is wanted and has no limit
   * @throws RangeError for a capacity that is no whole number, and for sums past `MOST_CAPACITY`
   */
  run(
    capacity: Float64Array,
    metric: Metric,
    wanted: number = UNLIMITED,
    start: Float64Array | undefined = undefined,
  ): MinCostResult | undefined {
    const residual = this.#residual
    const open = capacity.slice()
    for (let a = 0; a < open.length; a++) if (metric[a] === CLOSED) open[a] = 0
    if (!residual.load(open, wanted)) return undefined
    if (metric !== this.#metric) this.#costs = residual.costsOf(metric)
    this.#metric = metric
    const cost = this.#costs
    const potential = this.#startAt(start)
    let sent = 0
    while (sent < wanted && this.#climb(cost)) sent += this.#blocking.send(wanted - sent, cost, potential)
    const result = residual.result()
    this.#cancelOpposites(result.flow)
    return { ...result, cost: this.#costOf(result, metric), potential: potential.slice(0, this.#topology.vertexCount) }
  }

  /** Potentials to begin with, those of the source and the sink above the others included. */
  #startAt(start: Float64Array | undefined): Float64Array {
    const potential = this.#potential.fill(0)
    if (start === undefined) return potential
    potential.set(start)
    const { source, sink } = this.#residual
    const at = (v: number): number => start[v] as number
    const lower = (vertices: readonly number[], value: (v: number, i: number) => number): number =>
      vertices.reduce((least, v, i) => Math.min(least, value(v, i)), Number.POSITIVE_INFINITY)
    const { vertices: into, costs: dues } = this.#sources
    const { vertices: out, costs: fees } = this.#sinks
    potential[source] = -lower(into, (v, i) => (dues?.[i] ?? 0) - at(v))
    potential[sink] = lower(out, (v, i) => (fees?.[i] ?? 0) + at(v))
    return potential
  }

  /** Raises the potentials until a way of least cost has reduced cost 0; false where there is no way. */
  #climb(cost: Float64Array): boolean {
    const { first, head, rest, source, sink, vertexCount } = this.#residual
    const distance = this.#distance.fill(Number.POSITIVE_INFINITY)
    const potential = this.#potential
    const settled = this.#settled.fill(0)
    const queue = this.#queue
    queue.clear()
    distance[source] = 0
    queue.push(source)
    let reached = Number.POSITIVE_INFINITY
    while (queue.size > 0) {
      const u = queue.pop()
      const du = distance[u] as number
      settled[u] = 1
      if (u === sink) {
        reached = du
        break
      }
      const height = du + (potential[u] as number)
      for (let h = first[u] as number, end = first[u + 1] as number; h < end; h++) {
        if ((rest[h] as number) <= 0) continue
        const v = head[h] as number
        if (settled[v] === 1) continue
        const d = height + (cost[h] as number) - (potential[v] as number)
        const known = distance[v] as number
        if (d >= known) continue
        distance[v] = d
        if (known === Number.POSITIVE_INFINITY) queue.push(v)
        else queue.decreased(v)
      }
    }
    if (reached === Number.POSITIVE_INFINITY) return false
    // What lies beyond the sink keeps reduced costs of at least 0 when it climbs by as much as the sink.
    for (let v = 0; v < vertexCount; v++) {
      potential[v] = (potential[v] as number) + Math.min(distance[v] as number, reached)
    }
    return true
  }

  #cancelOpposites(flow: Float64Array): void {
    const partner = this.#partner
    if (partner === undefined) return
    for (let a = 0; a < flow.length; a++) {
      const b = partner[a] as number
      if (b <= a) continue
      const both = Math.min(flow[a] as number, flow[b] as number)
      flow[a] = (flow[a] as number) - both
      flow[b] = (flow[b] as number) - both
    }
  }

  #costOf({ flow, entering, leaving }: FlowResult, metric: Metric): number {
    let cost = 0
    for (let a = 0; a < flow.length; a++) if (flow[a] !== 0) cost += (flow[a] as number) * (metric[a] as number)
    this.#sources.costs?.forEach((unit, i) => {
      cost += unit * (entering[i] as number)
    })
    this.#sinks.costs?.forEach((unit, i) => {
      cost += unit * (leaving[i] as number)
    })
    return cost
  }
}
