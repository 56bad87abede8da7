/**
 * The elimination game (Parter 1961, doi:10.1137/1003021; Rose, Tarjan and Lueker 1976, doi:10.1137/0205021): contract the
 * vertices of a graph in a given order and join the higher neighbours of each. What comes out is a chordal graph and its
 * elimination tree (Liu 1990, doi:10.1137/0611010), in which the higher neighbours of a vertex are all ancestors of it.
 *
 * The order is changed to a postorder of the tree, which gives the same edges: the ranks of a subtree are consecutive, so
 * that what a query touches lies together and the descendants of a vertex are an interval.
 *
 * O(arcs x inverse Ackermann + edges) by symbolic factorisation: the higher neighbours of a vertex are its own and those
 * of its children in the tree.
 */
import { eliminationTree, postOrder } from '../ordering/elimination.js'
import { type UndirectedGraph, underlyingGraph } from '../ordering/undirected-graph.js'
import type { Topology } from '../topology.js'

export const NONE = -1

/** A chordal graph in ranks: edges from low to high, and the tree. */
export interface Elimination {
  /** Rank -> vertex. */
  readonly vertexAt: Uint32Array
  /** Vertex -> rank. */
  readonly rank: Uint32Array
  /** Rank -> rank of its lowest higher neighbour, or {@link NONE} at a root. */
  readonly parent: Int32Array
  /** The edges from rank r to higher ranks are `upFirst[r] .. upFirst[r + 1] - 1`, ascending by head. */
  readonly upFirst: Uint32Array
  readonly upHead: Uint32Array
  readonly upTail: Uint32Array
  /** The edges from lower ranks to rank r are `downEdge[downFirst[r]] .. downEdge[downFirst[r + 1] - 1]`, ascending by tail. */
  readonly downFirst: Uint32Array
  readonly downEdge: Uint32Array
}

/**
 * Eliminates the vertices in an order.
 *
 * @param order rank -> vertex
 * @throws RangeError where the order is no permutation of the vertices
 */
export function eliminate(topology: Topology, order: Uint32Array): Elimination {
  checkOrder(order, topology.vertexCount)
  const graph = underlyingGraph(topology)
  const vertexAt = postOrder(order, eliminationTree(graph, order))
  const rank = new Uint32Array(vertexAt.length)
  for (let r = 0; r < rank.length; r++) rank[vertexAt[r] as number] = r
  const parent = eliminationTree(graph, vertexAt)
  return { vertexAt, rank, parent, ...factorise(graph, vertexAt, rank, parent) }
}

function checkOrder(order: Uint32Array, n: number): void {
  if (order.length !== n) throw new RangeError(`the order has ${order.length} vertices; expected ${n}`)
  const seen = new Uint8Array(n)
  for (let r = 0; r < n; r++) {
    const v = order[r] as number
    if (v >= n || seen[v] === 1) throw new RangeError(`the order is no permutation: vertex ${v} at rank ${r}`)
    seen[v] = 1
  }
}

/** The edges of the chordal graph; the ranks are a postorder, so that children come before their parent. */
function factorise(
  graph: UndirectedGraph,
  vertexAt: Uint32Array,
  rank: Uint32Array,
  parent: Int32Array,
): Pick<Elimination, 'upFirst' | 'upHead' | 'upTail' | 'downFirst' | 'downEdge'> {
  const n = graph.vertexCount
  const upFirst = new Uint32Array(n + 1)
  const downFirst = new Uint32Array(n + 1)
  let heads = new Uint32Array(Math.max(16, 2 * graph.head.length))
  const mark = new Int32Array(n).fill(NONE)
  const lastChild = new Int32Array(n).fill(NONE)
  const previousSibling = new Int32Array(n).fill(NONE)
  let edges = 0
  for (let r = 0; r < n; r++) {
    mark[r] = r
    const v = vertexAt[r] as number
    // What the lists below can hold at most.
    let most = (graph.first[v + 1] as number) - (graph.first[v] as number)
    for (let c = lastChild[r] as number; c !== NONE; c = previousSibling[c] as number) {
      most += (upFirst[c + 1] as number) - (upFirst[c] as number)
    }
    if (edges + most > heads.length) {
      const larger = new Uint32Array(Math.max(edges + most, Math.ceil(heads.length * 1.5)))
      larger.set(heads)
      heads = larger
    }
    for (let a = graph.first[v] as number, end = graph.first[v + 1] as number; a < end; a++) {
      const h = rank[graph.head[a] as number] as number
      if (h < r) continue
      mark[h] = r
      heads[edges++] = h
    }
    for (let c = lastChild[r] as number; c !== NONE; c = previousSibling[c] as number) {
      for (let e = upFirst[c] as number, end = upFirst[c + 1] as number; e < end; e++) {
        const h = heads[e] as number
        if (mark[h] === r) continue
        mark[h] = r
        heads[edges++] = h
      }
    }
    upFirst[r + 1] = edges
    const p = parent[r] as number
    if (p !== NONE) {
      previousSibling[r] = lastChild[p] as number
      lastChild[p] = r
    }
  }
  // Two counting sorts instead of one comparison sort per list: by head, then by tail.
  for (let e = 0; e < edges; e++) {
    const h = (heads[e] as number) + 1
    downFirst[h] = (downFirst[h] as number) + 1
  }
  for (let r = 0; r < n; r++) downFirst[r + 1] = (downFirst[r + 1] as number) + (downFirst[r] as number)
  const tails = new Uint32Array(edges)
  const cursor = downFirst.slice(0, n)
  for (let r = 0; r < n; r++) {
    for (let e = upFirst[r] as number, end = upFirst[r + 1] as number; e < end; e++) {
      const h = heads[e] as number
      const slot = cursor[h] as number
      cursor[h] = slot + 1
      tails[slot] = r
    }
  }
  heads = new Uint32Array(0)
  const upHead = new Uint32Array(edges)
  const upTail = new Uint32Array(edges)
  const next = upFirst.slice(0, n)
  for (let h = 0; h < n; h++) {
    for (let i = downFirst[h] as number, end = downFirst[h + 1] as number; i < end; i++) {
      const r = tails[i] as number
      const e = next[r] as number
      next[r] = e + 1
      upHead[e] = h
      upTail[e] = r
      tails[i] = e
    }
  }
  return { upFirst, upHead, upTail, downFirst, downEdge: tails }
}
