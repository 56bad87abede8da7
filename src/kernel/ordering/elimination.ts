/**
 * What an elimination order costs, without carrying the elimination out: the elimination tree (Liu 1990,
 * doi:10.1137/0611010) and the number of higher neighbours that each vertex has in the chordal completion (Gilbert, Ng and
 * Peyton 1994, doi:10.1137/S089547989223692), both in time nearly linear in the edges of the graph, whatever the fill.
 *
 * The higher neighbours of a vertex are a clique, so the triangles follow from their number; and a query on the elimination
 * tree scans exactly the ancestors of its ends with their arcs.
 */
import type { UndirectedGraph } from './undirected-graph.js'

const NONE = -1

/** Size of the hierarchy that an order gives. */
export interface EliminationCost {
  /** Edges of the chordal completion: arcs from a rank to a higher one. */
  readonly arcs: number
  /** Triangles of the chordal completion: what a customisation looks at. */
  readonly triangles: number
  /** Largest number of vertices on a way from a vertex to its root. */
  readonly height: number
  /** Mean over the vertices of the number of ancestors, the vertex itself included. */
  readonly meanAncestors: number
  /** Mean over the vertices of the number of upward arcs of these ancestors: what one side of a query scans. */
  readonly meanAncestorArcs: number
}

/** The elimination tree of an order, by rank: `parent[r]` is the lowest higher neighbour of r, or -1 at a root. */
export function eliminationTree(graph: UndirectedGraph, vertexAt: Uint32Array): Int32Array {
  const n = graph.vertexCount
  const { first, head } = graph
  const rank = new Uint32Array(n)
  for (let r = 0; r < n; r++) rank[vertexAt[r] as number] = r
  const parent = new Int32Array(n).fill(NONE)
  const shortcut = new Int32Array(n).fill(NONE)
  for (let r = 0; r < n; r++) {
    const v = vertexAt[r] as number
    for (let a = first[v] as number; a < (first[v + 1] as number); a++) {
      let lower = rank[head[a] as number] as number
      if (lower >= r) continue
      // Climb to the root of the tree so far, and let the whole way point at r.
      for (;;) {
        const next = shortcut[lower] as number
        if (next === r) break
        shortcut[lower] = r
        if (next === NONE) {
          parent[lower] = r
          break
        }
        lower = next
      }
    }
  }
  return parent
}

/**
 * The same order with every subtree of the elimination tree in one piece (children before parents). The chordal completion
 * is the same; vertices that queries meet one after the other lie closer together.
 */
export function postOrder(vertexAt: Uint32Array, parent: Int32Array): Uint32Array {
  const n = vertexAt.length
  // Ranks are handed out from the top: a vertex lies right below what its subtree has to keep free.
  const size = new Uint32Array(n).fill(1)
  let roots = 0
  for (let r = 0; r < n; r++) {
    const p = parent[r] as number
    if (p === NONE) roots += size[r] as number
    else size[p] = (size[p] as number) + (size[r] as number)
  }
  const end = new Uint32Array(n)
  const free = new Uint32Array(n)
  const result = new Uint32Array(n)
  for (let r = n - 1; r >= 0; r--) {
    const p = parent[r] as number
    let top: number
    if (p === NONE) {
      top = roots
      roots -= size[r] as number
    } else {
      top = (end[p] as number) - 1 - (free[p] as number)
      free[p] = (free[p] as number) + (size[r] as number)
    }
    end[r] = top
    result[top - 1] = vertexAt[r] as number
  }
  return result
}

/** How many higher neighbours each rank has in the chordal completion. */
export function higherNeighbourCounts(graph: UndirectedGraph, vertexAt: Uint32Array, parent: Int32Array): Uint32Array {
  const n = graph.vertexCount
  const { first, head } = graph
  const rank = new Uint32Array(n)
  for (let r = 0; r < n; r++) rank[vertexAt[r] as number] = r
  // A row of the completion is a subtree; its leaves are found by the first descendant of each vertex in a post-order.
  // The order may be none, so ranks are renumbered.
  const post = postNumbers(parent)
  const at = new Uint32Array(n)
  for (let r = 0; r < n; r++) at[post[r] as number] = r
  const firstDescendant = new Int32Array(n).fill(NONE)
  const delta = new Int32Array(n)
  for (let k = 0; k < n; k++) {
    let r = at[k] as number
    delta[r] = firstDescendant[r] === NONE ? 1 : 0
    while (r !== NONE && firstDescendant[r] === NONE) {
      firstDescendant[r] = k
      r = parent[r] as number
    }
  }
  const ancestor = new Uint32Array(n)
  for (let r = 0; r < n; r++) ancestor[r] = r
  const lastLeaf = new Int32Array(n).fill(NONE)
  const largestFirst = new Int32Array(n).fill(NONE)
  for (let k = 0; k < n; k++) {
    const j = at[k] as number
    const p = parent[j] as number
    if (p !== NONE) delta[p] = (delta[p] as number) - 1
    const v = vertexAt[j] as number
    const firstOfJ = firstDescendant[j] as number
    for (let a = first[v] as number; a < (first[v + 1] as number); a++) {
      const i = rank[head[a] as number] as number
      if (i <= j || firstOfJ <= (largestFirst[i] as number)) continue
      largestFirst[i] = firstOfJ
      const previous = lastLeaf[i] as number
      lastLeaf[i] = j
      delta[j] = (delta[j] as number) + 1
      if (previous === NONE) continue
      let root = previous
      while (root !== ancestor[root]) root = ancestor[root] as number
      for (let s = previous; s !== root; ) {
        const next = ancestor[s] as number
        ancestor[s] = root
        s = next
      }
      delta[root] = (delta[root] as number) - 1
    }
    if (p !== NONE) ancestor[j] = p
  }
  for (let r = 0; r < n; r++) {
    const p = parent[r] as number
    if (p !== NONE) delta[p] = (delta[p] as number) + (delta[r] as number)
  }
  const counts = new Uint32Array(n)
  for (let r = 0; r < n; r++) counts[r] = (delta[r] as number) - 1
  return counts
}

/** The cost of an order (rank -> vertex). Nearly linear in vertices and edges. */
export function eliminationCost(graph: UndirectedGraph, vertexAt: Uint32Array): EliminationCost {
  const n = graph.vertexCount
  const parent = eliminationTree(graph, vertexAt)
  const counts = higherNeighbourCounts(graph, vertexAt, parent)
  const depth = new Uint32Array(n)
  const scanned = new Float64Array(n)
  let arcs = 0
  let triangles = 0
  let height = 0
  let ancestors = 0
  let ancestorArcs = 0
  for (let r = n - 1; r >= 0; r--) {
    const p = parent[r] as number
    const up = counts[r] as number
    depth[r] = 1 + (p === NONE ? 0 : (depth[p] as number))
    scanned[r] = up + (p === NONE ? 0 : (scanned[p] as number))
    arcs += up
    triangles += (up * (up - 1)) / 2
    height = Math.max(height, depth[r] as number)
    ancestors += depth[r] as number
    ancestorArcs += scanned[r] as number
  }
  const divisor = Math.max(n, 1)
  return { arcs, triangles, height, meanAncestors: ancestors / divisor, meanAncestorArcs: ancestorArcs / divisor }
}

/** Rank -> number in a post-order of the tree. */
function postNumbers(parent: Int32Array): Uint32Array {
  const n = parent.length
  const identity = new Uint32Array(n)
  for (let r = 0; r < n; r++) identity[r] = r
  const at = postOrder(identity, parent)
  for (let k = 0; k < n; k++) identity[at[k] as number] = k
  return identity
}
