/**
 * The customisation of a hierarchy to one metric (Dibbelt, Strasser and Wagner 2016, doi:10.1145/2886843): every edge
 * takes the least weight of its arcs, then of all ways over lower ranks (lower triangles, from the bottom up). The perfect
 * customisation goes on from the top down to exact distances and drops the edges that a way over a higher rank matches,
 * one by one, so that of two that vouch for one another (weights of 0) one stays.
 *
 * O(triangles), with no allocation but the arrays, which {@link Customisation.customise} uses again. Edges lie in memory as
 * head, weight up, weight down, because what takes the time of a query is waiting for memory. Numbers are 32-bit
 * integers as long as no label of a query can pass 2^30, else doubles: sums stay exact up to 2^53.
 */
import { CLOSED, type Metric } from '../topology.js'
import { NONE } from './elimination.js'
import type { Hierarchy } from './hierarchy.js'

/** Heads and weights of edges, or labels: integers in either. */
export type Integers = Int32Array | Float64Array

/** Stands for "no way" in 32 bits; two of them still fit. In doubles it is `Infinity`. */
const INT32_UNREACHABLE = 0x3fffffff
/** A way up and an offset are each at most this: a path has two of either and stays below {@link INT32_UNREACHABLE}. */
const INT32_SAFE = 0x0ffffffe

/** Edges as a query climbs them: those of rank r are `entries[first[r]] .. entries[first[r + 1] - 1]`, every `stride` of them. */
export interface ClimbGraph {
  readonly first: Uint32Array
  /** The head at the start of each entry, the weight at `weight` places behind it. */
  readonly entries: Integers
  readonly stride: number
  readonly weight: number
  /** Edge of the hierarchy for each entry; `undefined` where entries are the edges. */
  readonly edge: Uint32Array | undefined
}

export interface CustomisationOptions {
  /** Whether to drop the edges that no query needs: thrice the work here, about half the work of a query. Default false. */
  readonly perfect?: boolean
}

/** The parts of an entry of all edges. */
const STRIDE = 3
const UP = 1
const DOWN = 2

export class Customisation {
  readonly hierarchy: Hierarchy
  readonly isPerfect: boolean
  /** What the weights of the edges come from, from low to high and back: the edge from the middle to the tail, or -1 - arc. */
  readonly upVia: Int32Array
  readonly downVia: Int32Array
  /** Whether an arc weighs 0; only then a least path may pass a vertex twice. */
  hasZero = false
  /** What a search from the sources climbs, and a search from the targets. */
  forward: ClimbGraph
  backward: ClimbGraph
  /** Head, weight up, weight down of every edge. */
  #edges: Integers
  readonly #first: Uint32Array
  readonly #edgeAt: Int32Array

  /** @throws RangeError where the metric has another number of weights than the topology has arcs */
  constructor(hierarchy: Hierarchy, metric: Metric, { perfect = false }: CustomisationOptions = {}) {
    this.hierarchy = hierarchy
    this.isPerfect = perfect
    this.upVia = new Int32Array(hierarchy.edgeCount)
    this.downVia = new Int32Array(hierarchy.edgeCount)
    this.#edgeAt = new Int32Array(hierarchy.parent.length)
    this.#first = hierarchy.upFirst.map((edge) => STRIDE * edge)
    this.#edges = new Int32Array(STRIDE * hierarchy.edgeCount)
    this.forward = this.#whole(UP)
    this.backward = this.#whole(DOWN)
    this.customise(metric)
  }

  /** Whether entries and labels are 32-bit integers. */
  get isNarrow(): boolean {
    return this.#edges instanceof Int32Array
  }

  /** What stands for "no way" among the labels: more than any distance. */
  get unreachable(): number {
    return this.isNarrow ? INT32_UNREACHABLE : Number.POSITIVE_INFINITY
  }

  /** Labels of as many ranks, of the kind that fits the weights. */
  labels(count: number): Integers {
    return this.isNarrow ? new Int32Array(count).fill(INT32_UNREACHABLE) : new Float64Array(count).fill(Infinity)
  }

  /**
   * Takes another metric; queries on this customisation then answer for it.
   *
   * @throws RangeError where the metric has another number of weights than the topology has arcs
   */
  customise(metric: Metric): void {
    const { arcCount } = this.hierarchy.topology
    if (metric.length !== arcCount) throw new RangeError(`the metric has ${metric.length} weights for ${arcCount} arcs`)
    this.hasZero = metric.includes(0)
    if (!this.isNarrow) this.#edges = new Int32Array(this.#edges.length)
    if (!this.#basic(metric)) {
      this.#edges = new Float64Array(this.#edges.length)
      this.#basic(metric)
    }
    if (this.isPerfect) this.#perfect()
    else this.#climbAll()
  }

  /** Makes room for offsets of any size: doubles from here on, until the next {@link customise}. */
  makeRoomFor(offset: number): void {
    if (offset <= INT32_SAFE || !this.isNarrow) return
    const widened = (entries: Integers, stride: number): Float64Array =>
      Float64Array.from(entries, (value, i) => (i % stride > 0 && value === INT32_UNREACHABLE ? Infinity : value))
    this.#edges = widened(this.#edges, STRIDE)
    if (this.isPerfect) {
      this.forward = { ...this.forward, entries: widened(this.forward.entries, this.forward.stride) }
      this.backward = { ...this.backward, entries: widened(this.backward.entries, this.backward.stride) }
    } else this.#climbAll()
  }

  /** Basic customisation; gives false where 32 bits do not hold the weights. */
  #basic(metric: Metric): boolean {
    const { hierarchy, upVia, downVia } = this
    const { upFirst, upHead, upTail, downFirst, downEdge, arcEdge } = hierarchy
    const edges = this.#edges
    const edgeAt = this.#edgeAt
    const n = hierarchy.parent.length
    const unreachable = this.unreachable
    for (let e = 0, k = 0; e < upHead.length; e++, k += STRIDE) {
      edges[k] = upHead[e] as number
      edges[k + UP] = unreachable
      edges[k + DOWN] = unreachable
    }
    for (let a = 0; a < metric.length; a++) {
      const weight = metric[a] as number
      const directed = arcEdge[a] as number
      if (weight === CLOSED || directed === NONE) continue
      if (weight >= unreachable) return false
      const e = directed >> 1
      if ((directed & 1) === 0) {
        if (weight < (edges[STRIDE * e + UP] as number)) {
          edges[STRIDE * e + UP] = weight
          upVia[e] = -1 - a
        }
      } else if (weight < (edges[STRIDE * e + DOWN] as number)) {
        edges[STRIDE * e + DOWN] = weight
        downVia[e] = -1 - a
      }
    }
    // x from the bottom up: all edges from lower ranks to x are final, and so become those from x up.
    for (let x = 0; x < n; x++) {
      for (let e = upFirst[x] as number, end = upFirst[x + 1] as number; e < end; e++) {
        edgeAt[upHead[e] as number] = e
      }
      for (let d = downFirst[x] as number, last = downFirst[x + 1] as number; d < last; d++) {
        const i = downEdge[d] as number
        const toX = edges[STRIDE * i + UP] as number
        const fromX = edges[STRIDE * i + DOWN] as number
        const end = STRIDE * (upFirst[(upTail[i] as number) + 1] as number)
        for (let j = STRIDE * (i + 1); j < end; j += STRIDE) {
          const e = edgeAt[edges[j] as number] as number
          const xy = STRIDE * e
          const there = fromX + (edges[j + UP] as number)
          if (there < (edges[xy + UP] as number)) {
            edges[xy + UP] = there
            upVia[e] = i
          }
          const back = toX + (edges[j + DOWN] as number)
          if (back < (edges[xy + DOWN] as number)) {
            edges[xy + DOWN] = back
            downVia[e] = i
          }
        }
      }
    }
    return !this.isNarrow || this.#longestClimb() <= INT32_SAFE
  }

  /** The greatest weight of a way up, or down, along edges that are open; no label of a query is greater. */
  #longestClimb(): number {
    const first = this.#first
    const edges = this.#edges
    const unreachable = this.unreachable
    const longest = new Float64Array(this.hierarchy.parent.length)
    let greatest = 0
    for (let r = 0; r < longest.length; r++) {
      const sofar = longest[r] as number
      if (sofar > greatest) greatest = sofar
      for (let k = first[r] as number, end = first[r + 1] as number; k < end; k += STRIDE) {
        const there = edges[k + UP] as number
        const back = edges[k + DOWN] as number
        // The greater one, unless it stands for "no way".
        const weight = there > back ? (there === unreachable ? back : there) : back === unreachable ? there : back
        if (weight === unreachable) continue
        const x = edges[k] as number
        if (sofar + weight > (longest[x] as number)) longest[x] = sofar + weight
      }
    }
    return greatest
  }

  /** From the top down: weights become distances, and edges that another way matches are dropped. */
  #perfect(): void {
    const { upFirst } = this.hierarchy
    const edges = this.#edges
    const first = this.#first
    const upDropped = new Uint8Array(this.hierarchy.edgeCount)
    const downDropped = new Uint8Array(this.hierarchy.edgeCount)
    for (let u = upFirst.length - 2; u >= 0; u--) {
      const begin = first[u] as number
      const end = first[u + 1] as number
      const firstEdge = upFirst[u] as number
      for (let i = begin, ei = firstEdge; i < end; i += STRIDE, ei++) {
        let xy = first[edges[i] as number] as number
        for (let j = i + STRIDE, ej = ei + 1; j < end; j += STRIDE, ej++) {
          const y = edges[j] as number
          while ((edges[xy] as number) < y) xy += STRIDE
          const xToY = edges[xy + UP] as number
          const yToX = edges[xy + DOWN] as number
          // u to y by way of x, u to x by way of y, and the same two back.
          const uToY = (edges[i + UP] as number) + xToY
          const upJ = edges[j + UP] as number
          if (uToY <= upJ && (uToY < upJ || upDropped[ei] === 0)) {
            edges[j + UP] = uToY
            upDropped[ej] = 1
          }
          const uToX = (edges[j + UP] as number) + yToX
          const upI = edges[i + UP] as number
          if (uToX <= upI && (uToX < upI || upDropped[ej] === 0)) {
            edges[i + UP] = uToX
            upDropped[ei] = 1
          }
          const yToU = yToX + (edges[i + DOWN] as number)
          const downJ = edges[j + DOWN] as number
          if (yToU <= downJ && (yToU < downJ || downDropped[ei] === 0)) {
            edges[j + DOWN] = yToU
            downDropped[ej] = 1
          }
          const xToU = xToY + (edges[j + DOWN] as number)
          const downI = edges[i + DOWN] as number
          if (xToU <= downI && (xToU < downI || downDropped[ej] === 0)) {
            edges[i + DOWN] = xToU
            downDropped[ei] = 1
          }
        }
      }
    }
    this.forward = this.#kept(UP, upDropped)
    this.backward = this.#kept(DOWN, downDropped)
  }

  #climbAll(): void {
    this.forward = this.#whole(UP)
    this.backward = this.#whole(DOWN)
  }

  #whole(weight: number): ClimbGraph {
    return { first: this.#first, entries: this.#edges, stride: STRIDE, weight, edge: undefined }
  }

  #kept(side: number, dropped: Uint8Array): ClimbGraph {
    const { upFirst } = this.hierarchy
    const edges = this.#edges
    const n = upFirst.length - 1
    const unreachable = this.unreachable
    const first = new Uint32Array(n + 1)
    let count = 0
    for (let r = 0; r < n; r++) {
      for (let e = upFirst[r] as number, end = upFirst[r + 1] as number; e < end; e++) {
        if (edges[STRIDE * e + side] === unreachable) dropped[e] = 1
        if (dropped[e] === 0) count++
      }
      first[r + 1] = 2 * count
    }
    const edge = new Uint32Array(count)
    const entries = this.isNarrow ? new Int32Array(2 * count) : new Float64Array(2 * count)
    let next = 0
    for (let e = 0; e < dropped.length; e++) {
      if (dropped[e] === 1) continue
      edge[next] = e
      entries[2 * next] = edges[STRIDE * e] as number
      entries[2 * next + 1] = edges[STRIDE * e + side] as number
      next++
    }
    return { first, entries, stride: 2, weight: 1, edge }
  }
}
