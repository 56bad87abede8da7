/**
 * The customisation of a hierarchy to one metric (Dibbelt, Strasser and Wagner 2016, doi:10.1145/2886843): every edge
 * takes the least weight of its arcs, then of all ways over lower ranks (lower triangles, from the bottom up). The perfect
 * customisation goes on from the top down to exact distances and drops the edges that a way over a higher rank matches,
 * one by one, so that of two that vouch for one another (weights of 0) one stays.
 *
 * O(triangles), with no allocation but the arrays, which {@link Customisation.customise} uses again. Weights are 32-bit
 * integers as long as no edge weighs 2^29 or more, else doubles; sums stay exact up to 2^53.
 */
import { CLOSED, type Metric } from '../topology.js'
import { NONE } from './elimination.js'
import type { Hierarchy } from './hierarchy.js'

/** Weights of edges; {@link INT32_UNREACHABLE} or `Infinity` where there is no way. */
export type EdgeWeights = Int32Array | Float64Array

/** Two of them still fit 32 bits. */
const INT32_UNREACHABLE = 0x3fffffff
/** Sums of two weights below this are below {@link INT32_UNREACHABLE}. */
const INT32_SAFE = 0x20000000

/** The value that stands for "no way" in an array of weights. */
export function unreachableIn(weights: EdgeWeights): number {
  return weights instanceof Int32Array ? INT32_UNREACHABLE : Number.POSITIVE_INFINITY
}

/** One direction of the edges as a query climbs it: those of rank r are `first[r] .. first[r + 1] - 1`. */
export interface ClimbGraph {
  readonly first: Uint32Array
  readonly head: Uint32Array
  readonly weight: EdgeWeights
  /** Edge of the hierarchy for each entry; `undefined` where they are the same. */
  readonly edge: Uint32Array | undefined
}

export interface CustomisationOptions {
  /** Whether to drop the edges that no query needs: twice the work here, about half the work of a query. Default false. */
  readonly perfect?: boolean
}

export class Customisation {
  readonly hierarchy: Hierarchy
  readonly isPerfect: boolean
  /** Weight of each edge from low to high, and from high to low. */
  up: EdgeWeights
  down: EdgeWeights
  /** What the weight comes from: the edge down to the middle's other end, or -1 - arc. */
  readonly upVia: Int32Array
  readonly downVia: Int32Array
  /** Whether an arc weighs 0; only then a least path may pass a vertex twice. */
  hasZero = false
  /** What a search from the sources climbs, and a search from the targets. */
  forward: ClimbGraph
  backward: ClimbGraph
  readonly #edgeAt: Int32Array

  /** @throws RangeError where the metric has another number of weights than the topology has arcs */
  constructor(hierarchy: Hierarchy, metric: Metric, { perfect = false }: CustomisationOptions = {}) {
    const edges = hierarchy.edgeCount
    this.hierarchy = hierarchy
    this.isPerfect = perfect
    this.up = new Int32Array(edges)
    this.down = new Int32Array(edges)
    this.upVia = new Int32Array(edges)
    this.downVia = new Int32Array(edges)
    this.#edgeAt = new Int32Array(hierarchy.topology.vertexCount)
    this.forward = this.#whole(this.up)
    this.backward = this.#whole(this.down)
    this.customise(metric)
  }

  /**
   * Takes another metric; queries on this customisation then answer for it.
   *
   * @throws RangeError where the metric has another number of weights than the topology has arcs
   */
  customise(metric: Metric): void {
    const { arcCount } = this.hierarchy.topology
    if (metric.length !== arcCount) throw new RangeError(`the metric has ${metric.length} weights for ${arcCount} arcs`)
    const edges = this.hierarchy.edgeCount
    if (this.up instanceof Float64Array) {
      this.up = new Int32Array(edges)
      this.down = new Int32Array(edges)
    }
    if (!this.#basic(metric)) {
      this.up = new Float64Array(edges)
      this.down = new Float64Array(edges)
      this.#basic(metric)
    }
    if (this.isPerfect) this.#perfect()
    else {
      this.forward = this.#whole(this.up)
      this.backward = this.#whole(this.down)
    }
  }

  /** Basic customisation; gives false where 32 bits do not hold the weights. */
  #basic(metric: Metric): boolean {
    const { hierarchy, up, down, upVia, downVia } = this
    const { upFirst, upHead, upTail, downFirst, downEdge, arcEdge } = hierarchy
    const edgeAt = this.#edgeAt
    const n = hierarchy.topology.vertexCount
    const unreachable = unreachableIn(up)
    up.fill(unreachable)
    down.fill(unreachable)
    this.hasZero = metric.includes(0)
    for (let a = 0; a < metric.length; a++) {
      const weight = metric[a] as number
      const directed = arcEdge[a] as number
      if (weight === CLOSED || directed === NONE) continue
      if (weight >= unreachable) return false
      const e = directed >> 1
      if ((directed & 1) === 0) {
        if (weight < (up[e] as number)) {
          up[e] = weight
          upVia[e] = -1 - a
        }
      } else if (weight < (down[e] as number)) {
        down[e] = weight
        downVia[e] = -1 - a
      }
    }
    // x from the bottom up: all edges from lower ranks to x are final, and so become those from x up.
    for (let x = 0; x < n; x++) {
      for (let e = upFirst[x] as number, end = upFirst[x + 1] as number; e < end; e++) {
        edgeAt[upHead[e] as number] = e
      }
      for (let k = downFirst[x] as number, last = downFirst[x + 1] as number; k < last; k++) {
        const i = downEdge[k] as number
        const toX = up[i] as number
        const fromX = down[i] as number
        for (let j = i + 1, end = upFirst[(upTail[i] as number) + 1] as number; j < end; j++) {
          const xy = edgeAt[upHead[j] as number] as number
          const there = fromX + (up[j] as number)
          if (there < (up[xy] as number)) {
            up[xy] = there
            upVia[xy] = i
          }
          const back = toX + (down[j] as number)
          if (back < (down[xy] as number)) {
            down[xy] = back
            downVia[xy] = i
          }
        }
      }
    }
    if (up instanceof Float64Array) return true
    for (let e = 0; e < up.length; e++) {
      const there = up[e] as number
      const back = down[e] as number
      if ((there >= INT32_SAFE && there !== unreachable) || (back >= INT32_SAFE && back !== unreachable)) return false
    }
    return true
  }

  /** From the top down: weights become distances, and edges that another way matches are dropped. */
  #perfect(): void {
    const { hierarchy, up, down } = this
    const { upFirst, upHead } = hierarchy
    const n = hierarchy.topology.vertexCount
    const upDropped = new Uint8Array(up.length)
    const downDropped = new Uint8Array(up.length)
    for (let u = n - 1; u >= 0; u--) {
      const end = upFirst[u + 1] as number
      for (let i = upFirst[u] as number; i < end; i++) {
        const x = upHead[i] as number
        let xy = upFirst[x] as number
        for (let j = i + 1; j < end; j++) {
          const y = upHead[j] as number
          while ((upHead[xy] as number) < y) xy++
          const xToY = up[xy] as number
          const yToX = down[xy] as number
          // u to y by way of x, u to x by way of y, and the same two back.
          const uToY = (up[i] as number) + xToY
          if (uToY <= (up[j] as number) && (uToY < (up[j] as number) || upDropped[i] === 0)) {
            up[j] = uToY
            upDropped[j] = 1
          }
          const uToX = (up[j] as number) + yToX
          if (uToX <= (up[i] as number) && (uToX < (up[i] as number) || upDropped[j] === 0)) {
            up[i] = uToX
            upDropped[i] = 1
          }
          const yToU = yToX + (down[i] as number)
          if (yToU <= (down[j] as number) && (yToU < (down[j] as number) || downDropped[i] === 0)) {
            down[j] = yToU
            downDropped[j] = 1
          }
          const xToU = xToY + (down[j] as number)
          if (xToU <= (down[i] as number) && (xToU < (down[i] as number) || downDropped[j] === 0)) {
            down[i] = xToU
            downDropped[i] = 1
          }
        }
      }
    }
    this.forward = this.#kept(up, upDropped)
    this.backward = this.#kept(down, downDropped)
  }

  #whole(weight: EdgeWeights): ClimbGraph {
    return { first: this.hierarchy.upFirst, head: this.hierarchy.upHead, weight, edge: undefined }
  }

  #kept(weight: EdgeWeights, dropped: Uint8Array): ClimbGraph {
    const { upFirst, upHead } = this.hierarchy
    const n = upFirst.length - 1
    const unreachable = unreachableIn(weight)
    const first = new Uint32Array(n + 1)
    let count = 0
    for (let r = 0; r < n; r++) {
      for (let e = upFirst[r] as number, end = upFirst[r + 1] as number; e < end; e++) {
        if (weight[e] === unreachable) dropped[e] = 1
        if (dropped[e] === 0) count++
      }
      first[r + 1] = count
    }
    const head = new Uint32Array(count)
    const edge = new Uint32Array(count)
    const kept = weight instanceof Int32Array ? new Int32Array(count) : new Float64Array(count)
    let next = 0
    for (let e = 0; e < weight.length; e++) {
      if (dropped[e] === 1) continue
      head[next] = upHead[e] as number
      edge[next] = e
      kept[next++] = weight[e] as number
    }
    return { first, head, weight: kept, edge }
  }
}
