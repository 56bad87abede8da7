import type { Topology } from '../topology.js'

/**
 * A simple undirected graph in compressed sparse row form: the neighbours of vertex `v` are
 * `head[first[v]] .. head[first[v + 1] - 1]`, each once and never `v` itself; every edge is listed at both its ends.
 */
export interface UndirectedGraph {
  readonly vertexCount: number
  /** Length `vertexCount + 1`. */
  readonly first: Uint32Array
  readonly head: Uint32Array
}

/** The graph underneath a topology: directions, loops and parallel arcs are forgotten. O(vertices + arcs). */
export function underlyingGraph({ vertexCount, arcCount, tail, head }: Topology): UndirectedGraph {
  return graphFromPairs(vertexCount, arcCount, tail, head)
}

/** The graph of the first `count` pairs, in any order, with loops and repetitions, which are dropped. */
export function graphFromPairs(n: number, count: number, tail: Uint32Array, head: Uint32Array): UndirectedGraph {
  const first = new Uint32Array(n + 1)
  for (let i = 0; i < count; i++) {
    const u = tail[i] as number
    const v = head[i] as number
    if (u === v) continue
    first[u] = (first[u] as number) + 1
    first[v] = (first[v] as number) + 1
  }
  let total = 0
  for (let v = 0; v <= n; v++) {
    total += first[v] as number
    first[v] = total
  }
  const all = new Uint32Array(total)
  for (let i = count - 1; i >= 0; i--) {
    const u = tail[i] as number
    const v = head[i] as number
    if (u === v) continue
    const p = (first[u] as number) - 1
    const q = (first[v] as number) - 1
    all[p] = v
    all[q] = u
    first[u] = p
    first[v] = q
  }
  // Now first[v] is where the list of v starts; drop what is listed twice.
  const seenBy = new Int32Array(n).fill(-1)
  let write = 0
  for (let v = 0; v < n; v++) {
    const end = first[v + 1] as number
    let read = first[v] as number
    first[v] = write
    for (; read < end; read++) {
      const u = all[read] as number
      if (seenBy[u] === v) continue
      seenBy[u] = v
      all[write++] = u
    }
  }
  first[n] = write
  return { vertexCount: n, first, head: write === total ? all : all.slice(0, write) }
}
