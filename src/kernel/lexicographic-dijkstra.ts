/**
 * Dijkstra's algorithm over a lexicographic order of up to three criteria: the first is minimised, ties are broken by
 * the second, then by the third, then by fewer arcs, then by the tie numbers of the arcs. Sums of non-negative vectors are monotone and isotone under
 * the lexicographic order, which is all that label setting needs (Sobrinho 2005, doi:10.1109/TNET.2005.857111), so
 * the answer is exact and the same on every run, parallel arcs and zero weights included.
 *
 * Dijkstra 1959, doi:10.1007/BF01386390. O((vertices + arcs) log vertices); stops when every remaining label is
 * behind the best target. Nothing is allocated inside the search but the result.
 */
import type { FoundPath, Offsets } from './search.js'
import { tieNumbers } from './tie-numbers.js'
import { CLOSED, type Metric, type Topology } from './topology.js'
import { VertexQueue } from './vertex-queue.js'

const NO_ARC = 0xffffffff
const NO_TARGETS: Offsets = { vertices: [], weights: [] }

export class LexicographicDijkstra {
  readonly #topology: Topology
  readonly #dist0: Float64Array
  readonly #dist1: Float64Array
  readonly #dist2: Float64Array
  /** Sum of the tie numbers of the path: the last criterion. */
  readonly #hops: Float64Array
  readonly #ties: Float64Array
  readonly #parentArc: Uint32Array
  /** `stamp[v] === 2 * round` while v is queued, `2 * round + 1` when it is settled; anything less: not yet seen. */
  readonly #stamp: Uint32Array
  readonly #targetSlot: Int32Array
  readonly #queue: VertexQueue
  #round = 0

  /** The workspace of one search at a time; reused between queries. O(vertices) memory. */
  constructor(topology: Topology) {
    const n = topology.vertexCount
    this.#topology = topology
    this.#dist0 = new Float64Array(n)
    this.#dist1 = new Float64Array(n)
    this.#dist2 = new Float64Array(n)
    this.#hops = new Float64Array(n)
    this.#ties = tieNumbers(topology.arcCount, topology.tieRank)
    this.#parentArc = new Uint32Array(n)
    this.#stamp = new Uint32Array(n)
    this.#targetSlot = new Int32Array(n).fill(-1)
    this.#queue = new VertexQueue(n, this.#dist0, this.#dist1, this.#dist2, this.#hops)
  }

  /**
   * Finds the least path from any source to any target.
   *
   * @param metrics one to three; an arc is closed when the first of them says so
   * @returns `undefined` where no target can be reached
   */
  search(metrics: readonly Metric[], sources: Offsets, targets: Offsets): FoundPath | undefined {
    const best = this.#run(metrics, sources, targets, false)
    return best === undefined ? undefined : this.#found(metrics.length, best, targets)
  }

  /**
   * Finds the least path from any source to each of the targets, their offsets included.
   *
   * @returns one entry per target, `undefined` for those that cannot be reached
   */
  searchEach(metrics: readonly Metric[], sources: Offsets, targets: Offsets): (FoundPath | undefined)[] {
    this.#run(metrics, sources, targets, true)
    const settled = this.#round * 2 + 1
    return targets.vertices.map((vertex, slot) =>
      this.#stamp[vertex] === settled ? this.#found(metrics.length, slot, targets) : undefined,
    )
  }

  /**
   * Distances from the nearest source to all vertices by one metric.
   *
   * @returns `Infinity` for a vertex that cannot be reached
   */
  distances(metric: Metric, sources: Offsets): Float64Array {
    this.#run([metric], sources, NO_TARGETS, false)
    const settled = this.#round * 2 + 1
    return this.#dist0.map((distance, v) => (this.#stamp[v] === settled ? distance : Number.POSITIVE_INFINITY))
  }

  /** Settles vertices until the best target (or each of them) is known; gives the slot of the best. */
  #run(metrics: readonly Metric[], sources: Offsets, targets: Offsets, each: boolean): number | undefined {
    const { firstOut, head } = this.#topology
    const weight0 = metrics[0] as Metric
    const weight1 = metrics[1]
    const weight2 = metrics[2]
    const dist0 = this.#dist0
    const dist1 = this.#dist1
    const dist2 = this.#dist2
    const hops = this.#hops
    const ties = this.#ties
    const parentArc = this.#parentArc
    const stamp = this.#stamp
    const queue = this.#queue
    const targetSlot = this.#targetSlot
    if (this.#round >= 0x7ffffff0) {
      stamp.fill(0)
      this.#round = 0
    }
    const queued = ++this.#round * 2
    const settled = queued + 1
    queue.clear()
    for (let i = 0; i < sources.vertices.length; i++) {
      const v = sources.vertices[i] as number
      this.#start(v, offset(sources, 0, i), offset(sources, 1, i), offset(sources, 2, i), queued)
    }
    let unsettled = 0
    for (let i = 0; i < targets.vertices.length; i++) {
      const t = targets.vertices[i] as number
      const j = targetSlot[t] as number
      if (j < 0) unsettled++
      if (j < 0 || isLess(targets, i, j)) targetSlot[t] = i
    }

    let best = -1
    let best0 = Number.POSITIVE_INFINITY
    let best1 = 0
    let best2 = 0
    let bestHops = 0
    let bestVertex = 0
    while (queue.size > 0 && (!each || unsettled > 0)) {
      const u = queue.pop()
      stamp[u] = settled
      const u0 = dist0[u] as number
      const u1 = dist1[u] as number
      const u2 = dist2[u] as number
      const h = hops[u] as number
      // Offsets are not negative: a label behind the best target cannot lead to a better one.
      if (!each && (u0 > best0 || (u0 === best0 && (u1 > best1 || (u1 === best1 && u2 > best2))))) break
      const slot = targetSlot[u] as number
      if (slot >= 0) {
        unsettled--
        const t0 = u0 + offset(targets, 0, slot)
        const t1 = u1 + offset(targets, 1, slot)
        const t2 = u2 + offset(targets, 2, slot)
        const gain = best0 - t0 || best1 - t1 || best2 - t2 || bestHops - h || bestVertex - u
        if (gain > 0) {
          best = slot
          best0 = t0
          best1 = t1
          best2 = t2
          bestHops = h
          bestVertex = u
        }
      }
      for (let a = firstOut[u] as number, end = firstOut[u + 1] as number; a < end; a++) {
        const w0 = weight0[a] as number
        if (w0 === CLOSED) continue
        const v = head[a] as number
        const state = stamp[v] as number
        if (state === settled) continue
        const v0 = u0 + w0
        const v1 = weight1 === undefined ? 0 : u1 + (weight1[a] as number)
        const v2 = weight2 === undefined ? 0 : u2 + (weight2[a] as number)
        if (state === queued) {
          const d0 = dist0[v] as number
          if (v0 > d0) continue
          if (v0 === d0) {
            const d1 = dist1[v] as number
            if (v1 > d1) continue
            if (v1 === d1) {
              const d2 = dist2[v] as number
              if (v2 > d2) continue
              if (v2 === d2) {
                const more = h + (ties[a] as number) - (hops[v] as number)
                if (more > 0) continue
                if (more === 0) {
                  if (a < (parentArc[v] as number)) parentArc[v] = a
                  continue
                }
              }
            }
          }
        }
        dist0[v] = v0
        dist1[v] = v1
        dist2[v] = v2
        hops[v] = h + (ties[a] as number)
        parentArc[v] = a
        if (state === queued) {
          queue.decreased(v)
        } else {
          stamp[v] = queued
          queue.push(v)
        }
      }
    }
    for (const t of targets.vertices) targetSlot[t] = -1
    return best < 0 ? undefined : best
  }

  #found(criteria: number, slot: number, targets: Offsets): FoundPath {
    const target = targets.vertices[slot] as number
    const arcs = this.#pathTo(target)
    const weights = [
      (this.#dist0[target] as number) + offset(targets, 0, slot),
      (this.#dist1[target] as number) + offset(targets, 1, slot),
      (this.#dist2[target] as number) + offset(targets, 2, slot),
    ]
    return {
      weights: weights.slice(0, criteria),
      source: arcs.length === 0 ? target : (this.#topology.tail[arcs[0] as number] as number),
      target,
      arcs,
    }
  }

  #start(v: number, v0: number, v1: number, v2: number, queued: number): void {
    const known = this.#stamp[v] === queued
    if (known) {
      const d0 = this.#dist0[v] as number
      const d1 = this.#dist1[v] as number
      if (v0 > d0 || (v0 === d0 && (v1 > d1 || (v1 === d1 && v2 >= (this.#dist2[v] as number))))) return
    }
    this.#dist0[v] = v0
    this.#dist1[v] = v1
    this.#dist2[v] = v2
    this.#hops[v] = 0
    this.#parentArc[v] = NO_ARC
    if (known) {
      this.#queue.decreased(v)
    } else {
      this.#stamp[v] = queued
      this.#queue.push(v)
    }
  }

  #pathTo(target: number): number[] {
    const arcs: number[] = []
    let v = target
    for (;;) {
      const a = this.#parentArc[v] as number
      if (a === NO_ARC) break
      arcs.push(a)
      v = this.#topology.tail[a] as number
    }
    return arcs.reverse()
  }
}

function offset(list: Offsets, criterion: number, i: number): number {
  return list.weights[criterion]?.[i] ?? 0
}

function isLess(list: Offsets, i: number, j: number): boolean {
  for (const weights of list.weights) {
    const difference = (weights[i] as number) - (weights[j] as number)
    if (difference !== 0) return difference < 0
  }
  return false
}
