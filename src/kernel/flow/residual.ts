/**
 * The residual network of a flow: for every arc two halves, one that can still be used and its twin, over which what was
 * sent can be sent back. A source above all sources and a sink below all sinks are vertices of it. Built once for a
 * topology and its ends; capacities are loaded as often as they change.
 */
import type { Topology } from '../topology.js'

/** The capacity of an arc, or the limit of an end, that is not limited. */
export const UNLIMITED = Number.POSITIVE_INFINITY

/** Sums of capacities stay below this, so that every residual is an exact integer. */
export const MOST_CAPACITY = Number.MAX_SAFE_INTEGER / 4

/** No half: a loop carries no flow. */
const NONE = 0xffffffff

/** Vertices at which flow enters or leaves; a vertex may stand several times. */
export interface FlowEnds {
  readonly vertices: readonly number[]
  /** The most that enters or leaves at each, whole numbers. Default {@link UNLIMITED}. */
  readonly limits?: readonly number[]
  /** What a unit costs at each, whole numbers of at least 0. Default 0. */
  readonly costs?: readonly number[]
}

/** A flow and what limits it. */
export interface FlowResult {
  readonly value: number
  /** For each arc. */
  readonly flow: Float64Array
  /** For each of the sources, what enters there. */
  readonly entering: Float64Array
  /** For each of the sinks, what leaves there. */
  readonly leaving: Float64Array
  /**
   * 1 for the vertices on the side of the sources of the minimum cut that lies nearest to them; `undefined` where more
   * could flow than was asked for.
   */
  readonly sourceSide: Uint8Array | undefined
  /** The arcs from that side to the other. Their capacities, with the limits of ends beyond the cut, add up to the value. */
  readonly cut: Uint32Array
}

export class Residual {
  readonly vertexCount: number
  readonly source: number
  readonly sink: number
  /** The halves that leave vertex `v`: `first[v] .. first[v + 1] - 1`. */
  readonly first: Uint32Array
  readonly head: Uint32Array
  readonly twin: Uint32Array
  /** How much more each half takes. */
  readonly rest: Float64Array
  readonly #topology: Topology
  readonly #sources: FlowEnds
  readonly #sinks: FlowEnds
  /** Half of each arc, then of each source, then of each sink. */
  readonly #halfOf: Uint32Array
  readonly #given: Float64Array
  readonly #queue: Uint32Array

  /**
   * @param partner for each arc the opposite arc with which it is one edge, or -1: what flows both ways cancels
   * @throws RangeError for a partner that is not opposite, and for an end that is no vertex
   */
  constructor(topology: Topology, sources: FlowEnds, sinks: FlowEnds, partner: Int32Array | undefined = undefined) {
    const { vertexCount, arcCount, tail, head } = topology
    checkFlowEnds(sources, vertexCount)
    checkFlowEnds(sinks, vertexCount)
    if (partner !== undefined) checkPartners(topology, partner)
    this.#topology = topology
    this.#sources = sources
    this.#sinks = sinks
    this.vertexCount = vertexCount + 2
    this.source = vertexCount
    this.sink = vertexCount + 1
    const sourceCount = sources.vertices.length
    const edgeCount = arcCount + sourceCount + sinks.vertices.length
    const from = new Uint32Array(edgeCount)
    const to = new Uint32Array(edgeCount)
    from.set(tail)
    to.set(head)
    sources.vertices.forEach((v, i) => {
      from[arcCount + i] = this.source
      to[arcCount + i] = v
    })
    sinks.vertices.forEach((v, i) => {
      from[arcCount + sourceCount + i] = v
      to[arcCount + sourceCount + i] = this.sink
    })
    // Of two partners the first makes the edge.
    const isEdge = (e: number): boolean => {
      const other = e < arcCount ? (partner?.[e] ?? -1) : -1
      return from[e] !== to[e] && (other < 0 || e < other)
    }
    const first = new Uint32Array(this.vertexCount + 1)
    let halves = 0
    for (let e = 0; e < edgeCount; e++) {
      if (!isEdge(e)) continue
      const u = (from[e] as number) + 1
      const v = (to[e] as number) + 1
      first[u] = (first[u] as number) + 1
      first[v] = (first[v] as number) + 1
      halves += 2
    }
    for (let v = 0; v < this.vertexCount; v++) first[v + 1] = (first[v + 1] as number) + (first[v] as number)
    const cursor = first.slice()
    const heads = new Uint32Array(halves)
    const twin = new Uint32Array(halves)
    const halfOf = new Uint32Array(edgeCount).fill(NONE)
    for (let e = 0; e < edgeCount; e++) {
      if (!isEdge(e)) continue
      const u = from[e] as number
      const v = to[e] as number
      const there = cursor[u] as number
      cursor[u] = there + 1
      const back = cursor[v] as number
      cursor[v] = back + 1
      heads[there] = v
      heads[back] = u
      twin[there] = back
      twin[back] = there
      halfOf[e] = there
      const other = e < arcCount ? (partner?.[e] ?? -1) : -1
      if (other >= 0) halfOf[other] = back
    }
    this.first = first
    this.head = heads
    this.twin = twin
    this.rest = new Float64Array(halves)
    this.#given = new Float64Array(halves)
    this.#halfOf = halfOf
    this.#queue = new Uint32Array(this.vertexCount)
  }

  /**
   * Takes capacities, and sends nothing yet.
   *
   * @param capacity of each arc: whole numbers of at least 0, or {@link UNLIMITED}
   * @param wanted the most that will be sent
   * @returns false where nothing is wanted but the most, and the most is without limit
   * @throws RangeError for a capacity that is no whole number, and for sums past {@link MOST_CAPACITY}
   */
  load(capacity: Float64Array, wanted: number): boolean {
    const { arcCount } = this.#topology
    if (capacity.length !== arcCount) throw new RangeError(`${capacity.length} capacities for ${arcCount} arcs`)
    let sum = 0
    const add = (limit: number): void => {
      if (limit === UNLIMITED) return
      if (!(Number.isSafeInteger(limit) && limit >= 0)) {
        throw new RangeError(`the capacity ${limit} is neither a whole number of at least 0 nor unlimited`)
      }
      sum += limit
    }
    capacity.forEach(add)
    this.#sources.limits?.forEach(add)
    this.#sinks.limits?.forEach(add)
    const most = wanted === UNLIMITED ? sum : wanted
    if (sum > MOST_CAPACITY || most > MOST_CAPACITY) {
      throw new RangeError(`the capacities add up to ${Math.max(sum, most)}, above ${MOST_CAPACITY}`)
    }
    // What is not limited takes more than could ever flow, so that no cut has it.
    const unlimited = most + 1
    const { rest } = this
    const halfOf = this.#halfOf
    rest.fill(0)
    for (let a = 0; a < arcCount; a++) {
      const half = halfOf[a] as number
      if (half !== NONE) rest[half] = Math.min(capacity[a] as number, unlimited)
    }
    this.#loadEnds(this.#sources, arcCount, unlimited)
    this.#loadEnds(this.#sinks, arcCount + this.#sources.vertices.length, unlimited)
    this.#given.set(rest)
    if (wanted !== UNLIMITED) return true
    // Is there a way over halves without limit alone?
    return this.reachable((half) => rest[half] === unlimited)[this.sink] === 0
  }

  #loadEnds({ vertices, limits }: FlowEnds, from: number, unlimited: number): void {
    for (let i = 0; i < vertices.length; i++) {
      this.rest[this.#halfOf[from + i] as number] = Math.min(limits?.[i] ?? unlimited, unlimited)
    }
  }

  /** What a half costs, for costs by arc; the twin costs as much less. */
  costsOf(costs: ArrayLike<number>): Float64Array {
    const { arcCount } = this.#topology
    const byHalf = new Float64Array(this.head.length)
    const set = (edge: number, cost: number): void => {
      const half = this.#halfOf[edge] as number
      if (half === NONE) return
      byHalf[half] = cost
      byHalf[this.twin[half] as number] = -cost
    }
    for (let a = 0; a < arcCount; a++) set(a, costs[a] as number)
    this.#sources.costs?.forEach((cost, i) => {
      set(arcCount + i, cost)
    })
    this.#sinks.costs?.forEach((cost, i) => {
      set(arcCount + this.#sources.vertices.length + i, cost)
    })
    return byHalf
  }

  /** 1 for the vertices that can be reached from the source over some halves. */
  reachable(isOpen: (half: number) => boolean): Uint8Array {
    const { first, head } = this
    const queue = this.#queue
    const seen = new Uint8Array(this.vertexCount)
    seen[this.source] = 1
    queue[0] = this.source
    let count = 1
    for (let i = 0; i < count; i++) {
      const u = queue[i] as number
      for (let h = first[u] as number, end = first[u + 1] as number; h < end; h++) {
        const v = head[h] as number
        if (seen[v] === 1 || !isOpen(h)) continue
        seen[v] = 1
        queue[count++] = v
      }
    }
    return seen
  }

  /** The flow as it is now. */
  result(): FlowResult {
    const { rest } = this
    const given = this.#given
    const halfOf = this.#halfOf
    const { arcCount, vertexCount, tail, head } = this.#topology
    const sent = (edge: number): number => {
      const half = halfOf[edge] as number
      return half === NONE ? 0 : Math.max(0, (given[half] as number) - (rest[half] as number))
    }
    const flow = Float64Array.from({ length: arcCount }, (_, a) => sent(a))
    const entering = Float64Array.from(this.#sources.vertices, (_, i) => sent(arcCount + i))
    const leaving = Float64Array.from(this.#sinks.vertices, (_, i) => sent(arcCount + entering.length + i))
    const value = entering.reduce((sum, amount) => sum + amount, 0)
    const seen = this.reachable((half) => (rest[half] as number) > 0)
    if (seen[this.sink] === 1) return { value, flow, entering, leaving, sourceSide: undefined, cut: new Uint32Array() }
    const sourceSide = seen.slice(0, vertexCount)
    const cut: number[] = []
    for (let a = 0; a < arcCount; a++) {
      if (sourceSide[tail[a] as number] === 1 && sourceSide[head[a] as number] === 0) cut.push(a)
    }
    return { value, flow, entering, leaving, sourceSide, cut: Uint32Array.from(cut) }
  }
}

/** @throws RangeError for an end that is no vertex, and for limits or costs that are no whole numbers or of another length */
function checkFlowEnds({ vertices, limits, costs }: FlowEnds, vertexCount: number): void {
  for (const v of vertices) {
    if (!(v >= 0 && v < vertexCount)) throw new RangeError(`the end ${v} is not one of the ${vertexCount} vertices`)
  }
  for (const list of [limits, costs]) {
    if (list !== undefined && list.length !== vertices.length) {
      throw new RangeError(`${list.length} limits or costs for ${vertices.length} ends`)
    }
  }
  for (const cost of costs ?? []) {
    if (!(Number.isSafeInteger(cost) && cost >= 0)) {
      throw new RangeError(`the cost ${cost} of an end is no whole number of at least 0`)
    }
  }
}

function checkPartners({ arcCount, tail, head }: Topology, partner: Int32Array): void {
  if (partner.length !== arcCount) throw new RangeError(`${partner.length} partners for ${arcCount} arcs`)
  for (let a = 0; a < arcCount; a++) {
    const b = partner[a] as number
    if (b < 0) continue
    if (b === a || partner[b] !== a || tail[a] !== head[b] || head[a] !== tail[b]) {
      throw new RangeError(`arc ${b} is no opposite partner of arc ${a}`)
    }
  }
}
