/**
 * Lower bounds for a search over several criteria: the least sum of one criterion between every vertex and the ends of one
 * side, by Dijkstra's algorithm (1959, doi:10.1007/BF01386390). Ties are broken by the other criteria, so that the sums
 * of those along the optimal path that is found are as small as they can be: they are upper bounds.
 *
 * Searches from both sides can be run until they meet; then the bounds of one side are needed only for vertices that lie on
 * some path within all limits. That is what {@link BoundSearch.complete} looks for, led by what the other searches know
 * (bounded searches as in Ahmadi, Tack, Harabor and Kilby 2021, doi:10.4230/LIPIcs.ESA.2021.3; there the first
 * search of each criterion is one-sided). O((vertices + arcs) log vertices).
 */
import type { ReversedTopology } from '../reverse.js'
import type { Offsets } from '../search.js'
import { CLOSED, type Metric } from '../topology.js'

/** The best path that two searches from both sides have found together. */
export interface Meeting {
  /** Its sum of the criterion that both minimise. */
  sum: number
  /** Its sum of the next criterion. */
  along: number
}

/** What rules out vertices: those that are on no path within the limits. */
export interface Guide {
  /** Whether no such path leads through a vertex at this sum from the ends. */
  isOutside(vertex: number, sum: number): boolean
}

/** The workspace of one search at a time; O(vertices) memory. */
export class BoundSearch {
  /** Least sum of the main criterion to the ends, their offsets included; valid where {@link has} says so. */
  readonly sum: Float64Array
  /** Sums of the other criteria along the path that has the least sum. */
  readonly along: Float64Array
  readonly alongNext: Float64Array
  /** First arc of that path; from the number of arcs on: the place of the end in its list. */
  readonly arc: Uint32Array
  readonly #arcs: ReversedTopology
  /** `stamp[v] === 2 * round` while v is queued, `2 * round + 1` when it is settled. */
  readonly #stamp: Uint32Array
  readonly #position: Uint32Array
  readonly #heap: Uint32Array
  /** Keys in the order of the heap. */
  readonly #keys: Float64Array
  #size = 0
  #round = 0
  #metrics: readonly Metric[] = []

  /** @param arcs all arcs turned round for a search from the targets; as they are for one from the sources */
  constructor(arcs: ReversedTopology) {
    const n = arcs.topology.vertexCount
    this.#arcs = arcs
    this.sum = new Float64Array(n)
    this.along = new Float64Array(n)
    this.alongNext = new Float64Array(n)
    this.arc = new Uint32Array(n)
    this.#stamp = new Uint32Array(n)
    this.#position = new Uint32Array(n)
    this.#heap = new Uint32Array(n)
    this.#keys = new Float64Array(n)
  }

  /** Whether the bound of a vertex is known. */
  has(vertex: number): boolean {
    return this.#stamp[vertex] === this.#round * 2 + 1
  }

  /** Queued vertices. */
  get size(): number {
    return this.#size
  }

  /** No vertex that is not settled has a smaller sum; `Infinity` when all are. */
  get radius(): number {
    return this.#size > 0 ? (this.#keys[0] as number) : Number.POSITIVE_INFINITY
  }

  /**
   * Begins a search from the ends.
   *
   * @param criteria the places of two or three metrics; the first of them is minimised, the others break ties
   */
  start(metrics: readonly Metric[], criteria: readonly number[], ends: Offsets): void {
    if (this.#round >= 0x7ffffff0) {
      this.#stamp.fill(0)
      this.#round = 0
    }
    this.#round++
    this.#size = 0
    this.#metrics = criteria.map((c) => metrics[c] as Metric)
    const offset = (order: number, i: number): number => ends.weights[criteria[order] ?? -1]?.[i] ?? 0
    const first = this.#arcs.topology.arcCount
    for (let i = 0; i < ends.vertices.length; i++) {
      this.#offer(ends.vertices[i] as number, offset(0, i), offset(1, i), offset(2, i), first + i)
    }
  }

  /** Settles every vertex whose sum is at most `most`. */
  run(most: number): void {
    while (this.#size > 0 && this.radius <= most) this.#settle(this.#pop(), undefined)
  }

  /**
   * Settles up to so many vertices, and notes the best path to what a search from the other side has reached. When the
   * two radii together are at least the length of that path, there is no better one.
   */
  runTowards(other: BoundSearch, count: number, meeting: Meeting): void {
    const otherStamp = other.#stamp
    const reached = other.#round * 2
    for (let i = 0; i < count && this.#size > 0; i++) {
      const u = this.#pop()
      if ((otherStamp[u] as number) >= reached) {
        const sum = (this.sum[u] as number) + (other.sum[u] as number)
        if (sum <= meeting.sum) {
          const along = (this.along[u] as number) + (other.along[u] as number)
          if (sum < meeting.sum || along < meeting.along) meeting.along = along
          meeting.sum = sum
        }
      }
      this.#settle(u, undefined)
    }
  }

  /** Goes on until every vertex is settled that the guide does not rule out. */
  complete(guide: Guide): void {
    while (this.#size > 0) {
      const u = this.#pop()
      if (guide.isOutside(u, this.sum[u] as number)) this.#stamp[u] = 0
      else this.#settle(u, guide)
    }
  }

  /** A lower bound of the sum of any vertex: its sum, or the radius where it is not settled. */
  atLeast(vertex: number): number {
    return this.has(vertex) ? (this.sum[vertex] as number) : this.radius
  }

  #settle(u: number, guide: Guide | undefined): void {
    const { firstOut, head } = this.#arcs.topology
    const original = this.#arcs.original
    const [weight0, weight1, weight2] = this.#metrics as readonly [Metric, Metric, Metric | undefined]
    const { sum } = this
    const stamp = this.#stamp
    const queued = this.#round * 2
    const settled = queued + 1
    stamp[u] = settled
    const u0 = sum[u] as number
    const u1 = this.along[u] as number
    const u2 = this.alongNext[u] as number
    for (let r = firstOut[u] as number, end = firstOut[u + 1] as number; r < end; r++) {
      const v = head[r] as number
      const state = stamp[v] as number
      if (state === settled) continue
      const a = original[r] as number
      const w0 = weight0[a] as number
      const v0 = u0 + w0
      if (state === queued && v0 > (sum[v] as number)) continue
      const w1 = weight1[a] as number
      const w2 = weight2 === undefined ? 0 : (weight2[a] as number)
      if (w0 === CLOSED || w1 === CLOSED || w2 === CLOSED) continue
      if (guide?.isOutside(v, v0)) continue
      this.#offer(v, v0, u1 + w1, u2 + w2, a)
    }
  }

  #offer(v: number, v0: number, v1: number, v2: number, arc: number): void {
    const queued = this.#round * 2
    if (this.#stamp[v] === queued) {
      const d0 = this.sum[v] as number
      if (v0 > d0) return
      if (v0 === d0) {
        const d1 = this.along[v] as number
        if (v1 > d1 || (v1 === d1 && v2 >= (this.alongNext[v] as number))) return
      }
    } else {
      this.#stamp[v] = queued
      this.#position[v] = this.#size++
    }
    this.sum[v] = v0
    this.along[v] = v1
    this.alongNext[v] = v2
    this.arc[v] = arc
    this.#siftUp(this.#position[v] as number, v)
  }

  /** Whether `a` goes before `b`, which has the same key. */
  #breaksTie(a: number, b: number): boolean {
    const difference = (this.along[a] as number) - (this.along[b] as number)
    if (difference !== 0) return difference < 0
    return (this.alongNext[a] as number) < (this.alongNext[b] as number)
  }

  #siftUp(start: number, vertex: number): void {
    const heap = this.#heap
    const keys = this.#keys
    const position = this.#position
    const key = this.sum[vertex] as number
    let i = start
    while (i > 0) {
      const parent = (i - 1) >> 2
      const other = keys[parent] as number
      if (key > other || (key === other && !this.#breaksTie(vertex, heap[parent] as number))) break
      keys[i] = other
      heap[i] = heap[parent] as number
      position[heap[i] as number] = i
      i = parent
    }
    heap[i] = vertex
    keys[i] = key
    position[vertex] = i
  }

  #pop(): number {
    const heap = this.#heap
    const keys = this.#keys
    const position = this.#position
    const first = heap[0] as number
    const size = --this.#size
    if (size === 0) return first
    const vertex = heap[size] as number
    const key = keys[size] as number
    let i = 0
    for (;;) {
      let best = 4 * i + 1
      if (best >= size) break
      const end = Math.min(best + 4, size)
      let bestKey = keys[best] as number
      for (let c = best + 1; c < end; c++) {
        const other = keys[c] as number
        if (other < bestKey || (other === bestKey && this.#breaksTie(heap[c] as number, heap[best] as number))) {
          best = c
          bestKey = other
        }
      }
      if (bestKey > key || (bestKey === key && !this.#breaksTie(heap[best] as number, vertex))) break
      keys[i] = bestKey
      heap[i] = heap[best] as number
      position[heap[i] as number] = i
      i = best
    }
    heap[i] = vertex
    keys[i] = key
    position[vertex] = i
    return first
  }
}
