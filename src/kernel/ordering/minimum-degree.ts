/**
 * Minimum degree on a quotient graph with approximate degrees (Amestoy, Davis and Duff 1996,
 * doi:10.1137/S0895479894278952): an eliminated vertex stays as an "element" that stands for the clique of its
 * neighbours; elements that a new one covers are absorbed; vertices with equal neighbourhoods are eliminated together.
 *
 * Where we differ: the last vertices may be a rim that is never eliminated but counts in the degrees (the part of the graph
 * that is ordered later), and the lists of new elements go to the end of an array that grows, instead of being compacted.
 *
 * Cost: about O(vertices * edges) at worst, nearly linear for sparse networks of some ten thousand vertices.
 */
import type { UndirectedGraph } from './undirected-graph.js'

const NONE = -1

/**
 * Orders the vertices `0 .. inner - 1`; the others are the rim. Returns them in order of elimination. Edges between two
 * vertices of the rim may be left out.
 */
export function minimumDegreeOrder(graph: UndirectedGraph, inner = graph.vertexCount): Uint32Array {
  const n = graph.vertexCount
  const order = new Uint32Array(inner)
  if (inner === 0) return order
  const entries = graph.first[n] as number
  let lists = new Uint32Array(entries + (entries >> 1) + n + 16)
  lists.set(graph.head.subarray(0, entries))
  let free = entries

  const start = new Int32Array(n)
  const length = new Int32Array(n)
  /** Leading entries of a vertex's list that are elements. */
  const elements = new Int32Array(n)
  /** Members of a vertex (those merged into it); 0: absorbed; negative: in the element under construction. */
  const weight = new Int32Array(n).fill(1)
  const degree = new Int32Array(n)
  /** Stamp of an element; 0: absorbed. */
  const mark = new Float64Array(n).fill(1)
  let stamp = 2
  /** Vertices that go with a vertex: those merged into it or eliminated with it. */
  const companion = new Int32Array(n).fill(NONE)
  const lastCompanion = new Int32Array(n)
  const bucket = new Int32Array(n + 1).fill(NONE)
  const next = new Int32Array(n).fill(NONE)
  const previous = new Int32Array(n).fill(NONE)
  const hashBucket = new Int32Array(n).fill(NONE)
  const hashNext = new Int32Array(n)
  const hashOf = new Int32Array(n)
  const seen = new Int32Array(n).fill(NONE)
  let seenStamp = 0

  for (let v = n - 1; v >= 0; v--) {
    start[v] = graph.first[v] as number
    length[v] = (graph.first[v + 1] as number) - (graph.first[v] as number)
    degree[v] = length[v] as number
    lastCompanion[v] = v
    if (v < inner) insert(v)
  }

  function insert(v: number): void {
    const d = degree[v] as number
    const other = bucket[d] as number
    next[v] = other
    previous[v] = NONE
    if (other !== NONE) previous[other] = v
    bucket[d] = v
  }

  function remove(v: number): void {
    const before = previous[v] as number
    const after = next[v] as number
    if (after !== NONE) previous[after] = before
    if (before !== NONE) next[before] = after
    else bucket[degree[v] as number] = after
  }

  /** Vertex `v` goes wherever `leader` goes. */
  function follow(leader: number, v: number): void {
    companion[lastCompanion[leader] as number] = v
    lastCompanion[leader] = lastCompanion[v] as number
  }

  let placed = 0
  let eliminated = 0
  let lowest = 0
  let remainingWeight = n
  while (eliminated < inner) {
    while (bucket[lowest] === NONE) lowest++
    const pivot = bucket[lowest] as number
    remove(pivot)
    let pivotWeight = weight[pivot] as number
    weight[pivot] = -pivotWeight

    // The new element: the neighbours of the pivot, directly or through an element, which is absorbed.
    const pivotElements = elements[pivot] as number
    let elementDegree = 0
    let from: number
    let to: number
    if (pivotElements === 0) {
      from = start[pivot] as number
      to = from
      const end = from + (length[pivot] as number)
      for (let p = from; p < end; p++) {
        const v = lists[p] as number
        const w = weight[v] as number
        if (w <= 0) continue
        elementDegree += w
        weight[v] = -w
        lists[to++] = v
        if (v < inner) remove(v)
      }
    } else {
      let need = length[pivot] as number
      for (let k = 0; k < pivotElements; k++) need += length[lists[(start[pivot] as number) + k] as number] as number
      if (free + need > lists.length) {
        const larger = new Uint32Array(Math.max(2 * lists.length, free + need))
        larger.set(lists)
        lists = larger
      }
      from = free
      to = free
      const base = start[pivot] as number
      for (let k = 0; k <= pivotElements; k++) {
        const e = k < pivotElements ? (lists[base + k] as number) : pivot
        let p = k < pivotElements ? (start[e] as number) : base + pivotElements
        const end = k < pivotElements ? p + (length[e] as number) : base + (length[pivot] as number)
        for (; p < end; p++) {
          const v = lists[p] as number
          const w = weight[v] as number
          if (w <= 0) continue
          elementDegree += w
          weight[v] = -w
          lists[to++] = v
          if (v < inner) remove(v)
        }
        if (e !== pivot) mark[e] = 0
      }
      free = to
    }
    start[pivot] = from
    length[pivot] = to - from
    elements[pivot] = NONE

    // By how much each other element sticks out of the new one.
    for (let p = from; p < to; p++) {
      const v = lists[p] as number
      const w = -(weight[v] as number)
      const s = start[v] as number
      const end = s + (elements[v] as number)
      for (let q = s; q < end; q++) {
        const e = lists[q] as number
        const m = mark[e] as number
        if (m >= stamp) mark[e] = m - w
        else if (m !== 0) mark[e] = (degree[e] as number) + stamp - w
      }
    }

    // New degrees; elements that do not stick out are absorbed; vertices without further neighbours go with the pivot.
    for (let p = from; p < to; p++) {
      const v = lists[p] as number
      const s = start[v] as number
      const middle = s + (elements[v] as number)
      const end = s + (length[v] as number)
      let write = s
      let hash = 0
      let d = 0
      for (let q = s; q < middle; q++) {
        const e = lists[q] as number
        const m = mark[e] as number
        if (m === 0) continue
        const outside = m - stamp
        if (outside > 0) {
          d += outside
          lists[write++] = e
          hash = (hash + e) | 0
        } else {
          mark[e] = 0
        }
      }
      const newElements = write - s + 1
      const firstVertex = write
      for (let q = middle; q < end; q++) {
        const u = lists[q] as number
        const w = weight[u] as number
        if (w <= 0) continue
        d += w
        lists[write++] = u
        hash = (hash + u) | 0
      }
      if (d === 0 && v < inner) {
        const w = -(weight[v] as number)
        elementDegree -= w
        pivotWeight += w
        weight[v] = 0
        follow(pivot, v)
        continue
      }
      if (d < (degree[v] as number)) degree[v] = d
      lists[write] = lists[firstVertex] as number
      lists[firstVertex] = lists[s] as number
      lists[s] = pivot
      elements[v] = newElements
      length[v] = write - s + 1
      if (v < inner) {
        const h = (hash >>> 0) % n
        hashOf[v] = h
        hashNext[v] = hashBucket[h] as number
        hashBucket[h] = v
      }
    }
    degree[pivot] = elementDegree
    stamp += 2 * n + 2

    // Merge vertices of the element with the same neighbours.
    for (let p = from; p < to; p++) {
      const v0 = lists[p] as number
      if (v0 >= inner || (weight[v0] as number) >= 0) continue
      const h = hashOf[v0] as number
      let v = hashBucket[h] as number
      hashBucket[h] = NONE
      while (v !== NONE && hashNext[v] !== NONE) {
        seenStamp++
        const ln = length[v] as number
        const el = elements[v] as number
        const s = start[v] as number
        for (let q = s + 1; q < s + ln; q++) seen[lists[q] as number] = seenStamp
        let before = v
        let u = hashNext[v] as number
        while (u !== NONE) {
          let same = length[u] === ln && elements[u] === el
          const t = start[u] as number
          for (let q = t + 1; same && q < t + ln; q++) same = seen[lists[q] as number] === seenStamp
          if (same) {
            weight[v] = (weight[v] as number) + (weight[u] as number)
            weight[u] = 0
            follow(v, u)
            u = hashNext[u] as number
            hashNext[before] = u
          } else {
            before = u
            u = hashNext[u] as number
          }
        }
        v = hashNext[v] as number
      }
    }

    eliminated += pivotWeight
    remainingWeight -= pivotWeight
    let write = from
    for (let p = from; p < to; p++) {
      const v = lists[p] as number
      const w = -(weight[v] as number)
      if (w <= 0) continue
      weight[v] = w
      lists[write++] = v
      if (v >= inner) continue
      const d = Math.max(Math.min((degree[v] as number) + elementDegree - w, remainingWeight - w), 0)
      degree[v] = d
      if (d < lowest) lowest = d
      insert(v)
    }
    length[pivot] = write - from
    weight[pivot] = 0
    if (write === from) mark[pivot] = 0
    for (let v = pivot; v !== NONE; v = companion[v] as number) order[placed++] = v
  }
  return order
}
