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
  const n = topology.vertexCount
  const given = inverted(order, n)
  const tree = eliminationTree(n, neighbours(topology, given, 'lower'))
  const position = postorder(n, tree)
  // Both permutations in one: vertex -> given rank -> position in the postorder.
  const vertexAt = new Uint32Array(n)
  const rank = new Uint32Array(n)
  const parent = new Int32Array(n).fill(NONE)
  for (let r = 0; r < n; r++) {
    const v = order[r] as number
    const p = position[r] as number
    vertexAt[p] = v
    rank[v] = p
    const above = tree[r] as number
    if (above !== NONE) parent[p] = position[above] as number
  }
  return { vertexAt, rank, parent, ...factorise(n, neighbours(topology, rank, 'higher'), parent) }
}

function inverted(order: Uint32Array, n: number): Uint32Array {
  if (order.length !== n) throw new RangeError(`the order has ${order.length} vertices; expected ${n}`)
  const rank = new Uint32Array(n).fill(n)
  for (let r = 0; r < n; r++) {
    const v = order[r] as number
    if (v >= n || rank[v] !== n) throw new RangeError(`the order is no permutation: vertex ${v} at rank ${r}`)
    rank[v] = r
  }
  return rank
}

interface Lists {
  readonly first: Uint32Array
  readonly items: Uint32Array
}

/** For each rank, the ranks of its lower or higher neighbours; loops left out, duplicates kept. */
function neighbours(
  { vertexCount, arcCount, tail, head }: Topology,
  rank: Uint32Array,
  side: 'lower' | 'higher',
): Lists {
  const first = new Uint32Array(vertexCount + 1)
  const isHigher = side === 'higher'
  for (let a = 0; a < arcCount; a++) {
    const u = rank[tail[a] as number] as number
    const v = rank[head[a] as number] as number
    if (u === v) continue
    const owner = u < v === isHigher ? u : v
    first[owner + 1] = (first[owner + 1] as number) + 1
  }
  for (let r = 0; r < vertexCount; r++) first[r + 1] = (first[r + 1] as number) + (first[r] as number)
  const items = new Uint32Array(first[vertexCount] as number)
  const cursor = first.slice(0, vertexCount)
  for (let a = 0; a < arcCount; a++) {
    const u = rank[tail[a] as number] as number
    const v = rank[head[a] as number] as number
    if (u === v) continue
    const owner = u < v === isHigher ? u : v
    const slot = cursor[owner] as number
    cursor[owner] = slot + 1
    items[slot] = u + v - owner
  }
  return { first, items }
}

/** Liu's algorithm, with path compression. */
function eliminationTree(n: number, { first, items }: Lists): Int32Array {
  const parent = new Int32Array(n).fill(NONE)
  const ancestor = new Int32Array(n).fill(NONE)
  for (let r = 0; r < n; r++) {
    for (let i = first[r] as number, end = first[r + 1] as number; i < end; i++) {
      let k = items[i] as number
      for (;;) {
        const next = ancestor[k] as number
        if (next === r) break
        ancestor[k] = r
        if (next === NONE) {
          parent[k] = r
          break
        }
        k = next
      }
    }
  }
  return parent
}

/** Position of each rank in a postorder of the tree; children in ascending order. */
function postorder(n: number, parent: Int32Array): Uint32Array {
  const firstChild = new Int32Array(n).fill(NONE)
  const nextSibling = new Int32Array(n).fill(NONE)
  for (let r = n - 1; r >= 0; r--) {
    const p = parent[r] as number
    if (p === NONE) continue
    nextSibling[r] = firstChild[p] as number
    firstChild[p] = r
  }
  const position = new Uint32Array(n)
  let next = 0
  for (let root = 0; root < n; root++) {
    if (parent[root] !== NONE) continue
    let r = root
    for (;;) {
      while (firstChild[r] !== NONE) r = firstChild[r] as number
      // Leaf, or all children done: number it, and go on to its sibling or back to its parent.
      position[r] = next++
      while (r !== root && nextSibling[r] === NONE) {
        r = parent[r] as number
        position[r] = next++
      }
      if (r === root) break
      r = nextSibling[r] as number
    }
  }
  return position
}

/** The edges of the chordal graph; the ranks are a postorder, so that children come before their parent. */
function factorise(
  n: number,
  higher: Lists,
  parent: Int32Array,
): Pick<Elimination, 'upFirst' | 'upHead' | 'upTail' | 'downFirst' | 'downEdge'> {
  const upFirst = new Uint32Array(n + 1)
  const downFirst = new Uint32Array(n + 1)
  let heads = new Uint32Array(Math.max(16, 2 * higher.items.length))
  const mark = new Int32Array(n).fill(NONE)
  const lastChild = new Int32Array(n).fill(NONE)
  const previousSibling = new Int32Array(n).fill(NONE)
  let edges = 0
  for (let r = 0; r < n; r++) {
    mark[r] = r
    // Twice the room of what the lists below can hold at most.
    let most = (higher.first[r + 1] as number) - (higher.first[r] as number)
    for (let c = lastChild[r] as number; c !== NONE; c = previousSibling[c] as number) {
      most += (upFirst[c + 1] as number) - (upFirst[c] as number)
    }
    if (edges + most > heads.length) {
      const larger = new Uint32Array(Math.max(edges + most, Math.ceil(heads.length * 1.5)))
      larger.set(heads)
      heads = larger
    }
    for (let i = higher.first[r] as number, end = higher.first[r + 1] as number; i < end; i++) {
      const h = higher.items[i] as number
      if (mark[h] === r) continue
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
