/**
 * Customizable contraction hierarchies (Dibbelt, Strasser and Wagner 2016, doi:10.1145/2886843), the part that depends on
 * the topology alone: contract the vertices in a nested-dissection order, whatever the weights, and keep every edge that
 * this makes. Weights come in later, by a customisation that only adds and compares, for any number of metrics.
 *
 * One edge stands for both directions between two ranks. Memory: 16 bytes an edge and 4 an arc.
 */
import type { Topology } from '../topology.js'
import { eliminate, NONE } from './elimination.js'

export class Hierarchy {
  readonly topology: Topology
  /** Vertex -> rank; what is contracted first has rank 0. */
  readonly rank: Uint32Array
  /** Rank -> vertex. */
  readonly vertexAt: Uint32Array
  /** The elimination tree: rank -> lowest higher neighbour, -1 at a root. */
  readonly parent: Int32Array
  /** Edges from rank r to higher ranks: `upFirst[r] .. upFirst[r + 1] - 1`, ascending by head. */
  readonly upFirst: Uint32Array
  readonly upHead: Uint32Array
  readonly upTail: Uint32Array
  /** Edges from lower ranks to rank r: `downEdge[downFirst[r]] .. downEdge[downFirst[r + 1] - 1]`, ascending by tail. */
  readonly downFirst: Uint32Array
  readonly downEdge: Uint32Array
  /** For each arc twice its edge, plus one if it runs down; -1 for a loop. */
  readonly arcEdge: Int32Array

  /**
   * @param order rank -> vertex, as `contractionOrder` makes it; the hierarchy takes an equivalent one
   * @throws RangeError where the order is no permutation of the vertices
   */
  constructor(topology: Topology, order: Uint32Array) {
    const { vertexAt, rank, parent, upFirst, upHead, upTail, downFirst, downEdge } = eliminate(topology, order)
    this.topology = topology
    this.vertexAt = vertexAt
    this.rank = rank
    this.parent = parent
    this.upFirst = upFirst
    this.upHead = upHead
    this.upTail = upTail
    this.downFirst = downFirst
    this.downEdge = downEdge
    const { arcCount, tail, head } = topology
    this.arcEdge = new Int32Array(arcCount)
    for (let a = 0; a < arcCount; a++) {
      const from = rank[tail[a] as number] as number
      const to = rank[head[a] as number] as number
      this.arcEdge[a] = from === to ? NONE : from < to ? 2 * this.edge(from, to) : 2 * this.edge(to, from) + 1
    }
  }

  get edgeCount(): number {
    return this.upHead.length
  }

  /** Triangles of edges, each of which a customisation looks at: pairs of edges up from one rank. O(vertices). */
  get triangleCount(): number {
    const { upFirst } = this
    let count = 0
    for (let r = 0; r + 1 < upFirst.length; r++) {
      const up = (upFirst[r + 1] as number) - (upFirst[r] as number)
      count += (up * (up - 1)) / 2
    }
    return count
  }

  /** The edge between two ranks that are joined, by binary search. */
  edge(low: number, high: number): number {
    const { upFirst, upHead } = this
    let from = upFirst[low] as number
    let to = (upFirst[low + 1] as number) - 1
    while (from < to) {
      const middle = (from + to) >> 1
      if ((upHead[middle] as number) < high) from = middle + 1
      else to = middle
    }
    return from
  }
}
