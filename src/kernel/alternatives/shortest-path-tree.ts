/**
 * One tree of shortest paths to all vertices from many roots with offsets, forwards or (on a reversed topology)
 * backwards, with parents: what the kernels for several paths read their lower bounds and their detours from. The order
 * is that of the lexicographic Dijkstra, tie numbers included, so that the trees of both directions agree on one
 * path between two ends.
 *
 * Dijkstra 1959, doi:10.1007/BF01386390. O((vertices + arcs) log vertices).
 */
import type { ReversedTopology } from '../reverse.js'
import { CLOSED, type Metric } from '../topology.js'
import { VertexQueue } from '../vertex-queue.js'
import type { DistinctEnds } from './distinct-ends.js'

/** Stands for "no arc": at a root, and where nothing was reached. */
export const NO_ARC = 0xffffffff

export interface ShortestPathTree {
  /** Least sums by criterion, the roots' offsets included; `Infinity` in the first where a vertex was not reached. */
  readonly dist0: Float64Array
  readonly dist1: Float64Array
  readonly dist2: Float64Array
  /** Sum of the tie numbers. */
  readonly ties: Float64Array
  /** The arc (of the original topology) between a vertex and the root's side; {@link NO_ARC} at roots and unreached vertices. */
  readonly arc: Uint32Array
  /** The vertices reached, parents first. */
  readonly order: Uint32Array
  /** No vertex at up to this distance is missing; `Infinity` for a tree that was not cut short. */
  readonly limit: number
}

/** Where a tree may stop. */
export interface Reach {
  /** The ends at the other side. */
  readonly ends: DistinctEnds
  /** The tree covers what is up to so many times as far as the best of the ends, its offset included. */
  readonly factor: number
}

/**
 * @param view `original` undefined: the topology as it is; else a reversed one, and the tree leads to the roots
 * @param metrics one to three, by the arcs of the original topology
 * @param ties tie numbers by the arcs of the original topology
 * @param reach where the tree may stop; without it, it covers all vertices
 */
export function shortestPathTree(
  view: Pick<ReversedTopology, 'topology'> & { readonly original: Uint32Array | undefined },
  metrics: readonly Metric[],
  ties: Float64Array,
  roots: DistinctEnds,
  reach: Reach | undefined = undefined,
): ShortestPathTree {
  const { topology, original } = view
  const { vertexCount, firstOut, head } = topology
  const weight0 = metrics[0] as Metric
  const weight1 = metrics[1]
  const weight2 = metrics[2]
  const dist0 = new Float64Array(vertexCount).fill(Number.POSITIVE_INFINITY)
  const dist1 = new Float64Array(vertexCount)
  const dist2 = new Float64Array(vertexCount)
  const tieSum = new Float64Array(vertexCount)
  const parent = new Uint32Array(vertexCount).fill(NO_ARC)
  const settled = new Uint8Array(vertexCount)
  const order = new Uint32Array(vertexCount)
  const queue = new VertexQueue(vertexCount, dist0, dist1, dist2, tieSum)
  roots.vertices.forEach((v, i) => {
    dist0[v] = roots.weights[0][i] as number
    dist1[v] = roots.weights[1][i] as number
    dist2[v] = roots.weights[2][i] as number
    queue.push(v)
  })
  let reached = 0
  let limit = Number.POSITIVE_INFINITY
  while (queue.size > 0) {
    const u = queue.pop()
    const u0 = dist0[u] as number
    if (u0 > limit) break
    settled[u] = 1
    order[reached++] = u
    const end = reach?.ends.slot.get(u)
    if (reach !== undefined && end !== undefined) {
      limit = Math.min(limit, (u0 + (reach.ends.weights[0][end] as number)) * reach.factor)
    }
    const u1 = dist1[u] as number
    const u2 = dist2[u] as number
    const ut = tieSum[u] as number
    for (let i = firstOut[u] as number, stop = firstOut[u + 1] as number; i < stop; i++) {
      const v = head[i] as number
      if (settled[v] === 1) continue
      const a = original === undefined ? i : (original[i] as number)
      const w0 = weight0[a] as number
      if (w0 === CLOSED) continue
      const v0 = u0 + w0
      const d0 = dist0[v] as number
      if (v0 > d0 || v0 > limit) continue
      const v1 = weight1 === undefined ? u1 : u1 + (weight1[a] as number)
      const v2 = weight2 === undefined ? u2 : u2 + (weight2[a] as number)
      const vt = ut + (ties[a] as number)
      if (v0 === d0) {
        const more = v1 - (dist1[v] as number) || v2 - (dist2[v] as number) || vt - (tieSum[v] as number)
        if (more > 0) continue
        if (more === 0) {
          if (a < (parent[v] as number)) parent[v] = a
          continue
        }
      }
      const queued = d0 !== Number.POSITIVE_INFINITY
      dist0[v] = v0
      dist1[v] = v1
      dist2[v] = v2
      tieSum[v] = vt
      parent[v] = a
      if (queued) queue.decreased(v)
      else queue.push(v)
    }
  }
  if (limit !== Number.POSITIVE_INFINITY) {
    // What was seen but lies beyond has no final distance.
    for (let v = 0; v < vertexCount; v++) {
      if (settled[v] === 1) continue
      dist0[v] = Number.POSITIVE_INFINITY
      parent[v] = NO_ARC
    }
  }
  return { dist0, dist1, dist2, ties: tieSum, arc: parent, order: order.subarray(0, reached), limit }
}
