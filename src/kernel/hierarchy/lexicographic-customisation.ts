/**
 * The customisation of a hierarchy to several metrics at once, compared lexicographically: weights are vectors of up to
 * three criteria and the tie numbers of the arcs. A customisation only adds and compares, which is all that it asks of its
 * weights (Dibbelt, Strasser and Wagner 2016, doi:10.1145/2886843), and sums of non-negative vectors are monotone
 * and isotone under this order (Sobrinho 2005, doi:10.1109/TNET.2005.857111); so the answers are those of the lexicographic
 * Dijkstra, ties included.
 *
 * Always perfect: edges that a way over a higher rank beats are left out of the query. Tie numbers are positive and
 * tell equal paths apart, so that no two edges vouch for one another.
 *
 * O(triangles). Memory: 64 bytes an edge while it works, 40 an edge that is kept and 8 an edge after.
 */
import { tieNumbers } from '../tie-numbers.js'
import { CLOSED, type Metric } from '../topology.js'
import { NONE } from './elimination.js'
import type { Hierarchy } from './hierarchy.js'

/** One direction of the edges that a query climbs: those of rank r are `first[r] .. first[r + 1] - 1`. */
export interface VectorClimbGraph {
  readonly first: Uint32Array
  readonly head: Uint32Array
  readonly edge: Uint32Array
  /** By criterion, the tie numbers last. */
  readonly weights: readonly [Float64Array, Float64Array, Float64Array, Float64Array]
}

export class LexicographicCustomisation {
  readonly hierarchy: Hierarchy
  /** How many metrics there are, one to three. */
  readonly criteria: number
  /** What the weight comes from: the edge down to the middle's other end, or -1 - arc. */
  readonly upVia: Int32Array
  readonly downVia: Int32Array
  /** Least paths never pass a vertex twice: every arc adds to the last criterion. */
  readonly hasZero = false
  readonly forward: VectorClimbGraph
  readonly backward: VectorClimbGraph

  /**
   * @param metrics one to three; an arc is closed when the first of them says so
   * @throws RangeError where there are not one to three, or one has another number of weights than the topology has arcs
   */
  constructor(hierarchy: Hierarchy, metrics: readonly Metric[]) {
    const { topology, arcEdge } = hierarchy
    if (metrics.length < 1 || metrics.length > 3) {
      throw new RangeError(`there are ${metrics.length} metrics; expected one to three`)
    }
    for (const metric of metrics) {
      if (metric.length === topology.arcCount) continue
      throw new RangeError(`the metric has ${metric.length} weights for ${topology.arcCount} arcs`)
    }
    const up = new Side(hierarchy.edgeCount)
    const down = new Side(hierarchy.edgeCount)
    const [first, second, third] = metrics as [Metric, Metric | undefined, Metric | undefined]
    const ties = tieNumbers(topology.arcCount, topology.tieRank)
    for (let a = 0; a < topology.arcCount; a++) {
      const weight = first[a] as number
      const directed = arcEdge[a] as number
      if (weight === CLOSED || directed === NONE) continue
      const side = (directed & 1) === 0 ? up : down
      side.offer(directed >> 1, weight, second?.[a] ?? 0, third?.[a] ?? 0, ties[a] as number, -1 - a)
    }
    relaxLowerTriangles(hierarchy, up, down)
    relaxUpperTriangles(hierarchy, up, down)
    this.hierarchy = hierarchy
    this.criteria = metrics.length
    this.upVia = up.via
    this.downVia = down.via
    this.forward = up.kept(hierarchy)
    this.backward = down.kept(hierarchy)
  }
}

/** One direction of all edges: weight vectors, where each comes from, and whether a way over a higher rank beats it. */
class Side {
  readonly w0: Float64Array
  readonly w1: Float64Array
  readonly w2: Float64Array
  readonly w3: Float64Array
  readonly via: Int32Array
  readonly beaten: Uint8Array

  constructor(edges: number) {
    this.w0 = new Float64Array(edges).fill(Number.POSITIVE_INFINITY)
    this.w1 = new Float64Array(edges)
    this.w2 = new Float64Array(edges)
    this.w3 = new Float64Array(edges)
    this.via = new Int32Array(edges)
    this.beaten = new Uint8Array(edges)
  }

  /** Lowers edge e to a vector, if that is smaller. */
  offer(e: number, a: number, b: number, c: number, d: number, via: number): boolean {
    const worse =
      a - (this.w0[e] as number) ||
      b - (this.w1[e] as number) ||
      c - (this.w2[e] as number) ||
      d - (this.w3[e] as number)
    if (worse >= 0) return false
    this.w0[e] = a
    this.w1[e] = b
    this.w2[e] = c
    this.w3[e] = d
    this.via[e] = via
    return true
  }

  /** Lowers edge e to the way over edge i of one side and then edge j of another, if that is smaller. */
  offerSum(e: number, x: Side, i: number, y: Side, j: number, via: number): boolean {
    const a = (x.w0[i] as number) + (y.w0[j] as number)
    if (a > (this.w0[e] as number) || a === Number.POSITIVE_INFINITY) return false
    const b = (x.w1[i] as number) + (y.w1[j] as number)
    const c = (x.w2[i] as number) + (y.w2[j] as number)
    return this.offer(e, a, b, c, (x.w3[i] as number) + (y.w3[j] as number), via)
  }

  /** The same for a way over a higher rank, which is for the weight alone. */
  beat(e: number, x: Side, i: number, y: Side, j: number): void {
    if (this.offerSum(e, x, i, y, j, this.via[e] as number)) this.beaten[e] = 1
  }

  /** The edges that are open and not beaten, with their heads and weights side by side. */
  kept({ upFirst, upHead }: Hierarchy): VectorClimbGraph {
    const n = upFirst.length - 1
    const { w0, beaten } = this
    const first = new Uint32Array(n + 1)
    let count = 0
    for (let r = 0; r < n; r++) {
      for (let e = upFirst[r] as number, end = upFirst[r + 1] as number; e < end; e++) {
        if (w0[e] === Number.POSITIVE_INFINITY) beaten[e] = 1
        if (beaten[e] === 0) count++
      }
      first[r + 1] = count
    }
    const edge = new Uint32Array(count)
    let next = 0
    for (let e = 0; e < beaten.length; e++) if (beaten[e] === 0) edge[next++] = e
    const pick = (weights: Float64Array): Float64Array => Float64Array.from(edge, (e) => weights[e] as number)
    return {
      first,
      edge,
      head: edge.map((e) => upHead[e] as number),
      weights: [pick(w0), pick(this.w1), pick(this.w2), pick(this.w3)],
    }
  }
}

/** From the bottom up: all edges from lower ranks to x are final, and so become those from x up. */
function relaxLowerTriangles(hierarchy: Hierarchy, up: Side, down: Side): void {
  const { upFirst, upHead, upTail, downFirst, downEdge } = hierarchy
  const n = upFirst.length - 1
  const edgeAt = new Int32Array(n)
  for (let x = 0; x < n; x++) {
    for (let e = upFirst[x] as number, end = upFirst[x + 1] as number; e < end; e++) edgeAt[upHead[e] as number] = e
    for (let k = downFirst[x] as number, last = downFirst[x + 1] as number; k < last; k++) {
      const i = downEdge[k] as number
      for (let j = i + 1, end = upFirst[(upTail[i] as number) + 1] as number; j < end; j++) {
        const xy = edgeAt[upHead[j] as number] as number
        up.offerSum(xy, down, i, up, j, i)
        down.offerSum(xy, down, j, up, i, i)
      }
    }
  }
}

/** From the top down: u lies below x, and x below y. */
function relaxUpperTriangles(hierarchy: Hierarchy, up: Side, down: Side): void {
  const { upFirst, upHead } = hierarchy
  for (let u = upFirst.length - 2; u >= 0; u--) {
    const end = upFirst[u + 1] as number
    for (let i = upFirst[u] as number; i < end; i++) {
      let xy = upFirst[upHead[i] as number] as number
      for (let j = i + 1; j < end; j++) {
        const y = upHead[j] as number
        while ((upHead[xy] as number) < y) xy++
        up.beat(j, up, i, up, xy)
        up.beat(i, up, j, down, xy)
        down.beat(j, down, xy, down, i)
        down.beat(i, up, xy, down, j)
      }
    }
  }
}
