/**
 * Customizable contraction hierarchies (Dibbelt, Strasser and Wagner 2016, doi:10.1145/2886843): the order and the
 * shortcuts depend on the topology alone; weights come in by a customisation that only adds and compares, and a query
 * climbs the elimination tree from both ends without any queue.
 *
 * Weights are vectors, compared lexicographically (at most three criteria and the tie numbers of the arcs), which is all
 * that the method asks of them; so the answer is the one of the lexicographic Dijkstra, ties included.
 *
 * The customisation is perfect: edges that a way over higher vertices beats are left out of the query.
 *
 * Vertices are ordered by minimum degree of the elimination graph (Tinney and Walker 1967,
 * doi:10.1109/PROC.1967.6011): quick for sparse networks of some ten thousand vertices; larger ones want a nested
 * dissection. Order: O(sum of squared degrees); customisation: O(triangles); query: O(arcs among the ancestors of the
 * ends), some microseconds.
 */
import type { FoundPath, Offsets } from './search.js'
import { tieNumbers } from './tie-numbers.js'
import { CLOSED, type Metric, type Topology } from './topology.js'

const NONE = -1

/** The part that depends on the topology alone; build it once, customise it for any number of metrics. */
export class ContractionHierarchy {
  readonly topology: Topology
  /** Vertex -> position in the order; what is contracted first has rank 0. */
  readonly rank: Uint32Array
  /** Rank -> vertex. */
  readonly vertexAt: Uint32Array
  /** Edges from rank r to higher ranks: `upFirst[r] .. upFirst[r + 1] - 1`, by head. */
  readonly upFirst: Uint32Array
  readonly upHead: Uint32Array
  readonly upTail: Uint32Array

  constructor(topology: Topology) {
    const n = topology.vertexCount
    const order = minimumDegreeOrder(topology)
    this.topology = topology
    this.vertexAt = order.vertices
    this.rank = new Uint32Array(n)
    for (let r = 0; r < n; r++) this.rank[order.vertices[r] as number] = r
    this.upFirst = new Uint32Array(n + 1)
    for (let r = 0; r < n; r++) {
      this.upFirst[r + 1] = (this.upFirst[r] as number) + (order.higher[r] as number[]).length
    }
    this.upHead = new Uint32Array(this.upFirst[n] as number)
    this.upTail = new Uint32Array(this.upFirst[n] as number)
    for (let r = 0; r < n; r++) {
      const heads = Uint32Array.from((order.higher[r] as number[]).map((v) => this.rank[v] as number)).sort()
      this.upHead.set(heads, this.upFirst[r])
      this.upTail.fill(r, this.upFirst[r], this.upFirst[r + 1])
    }
  }

  /** The edge between two ranks, by binary search. */
  edge(low: number, high: number): number {
    let from = this.upFirst[low] as number
    let to = (this.upFirst[low + 1] as number) - 1
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.upHead[middle] as number) < high) from = middle + 1
      else to = middle
    }
    return from
  }
}

/** Edges that a query climbs: those of rank r are `first[r] .. first[r + 1] - 1`. */
interface Climbing {
  readonly first: Uint32Array
  readonly edge: Uint32Array
  readonly head: Uint32Array
  /** By criterion, the tie numbers last. */
  readonly weights: readonly Float64Array[]
}

/** One direction of all edges: weight vectors, and where each comes from. */
class Side {
  w0: Float64Array
  w1: Float64Array
  w2: Float64Array
  w3: Float64Array
  /** Middle rank of a shortcut, or {@link NONE} for an arc. */
  readonly middle: Int32Array
  readonly arc: Int32Array
  /** The edges worth climbing, with their heads and weights side by side for the query. */
  climbing: Climbing = { first: new Uint32Array(0), edge: new Uint32Array(0), head: new Uint32Array(0), weights: [] }
  readonly #beaten: Uint8Array

  constructor(edges: number) {
    this.#beaten = new Uint8Array(edges)
    this.w0 = new Float64Array(edges).fill(Number.POSITIVE_INFINITY)
    this.w1 = new Float64Array(edges)
    this.w2 = new Float64Array(edges)
    this.w3 = new Float64Array(edges)
    this.middle = new Int32Array(edges).fill(NONE)
    this.arc = new Int32Array(edges).fill(NONE)
  }

  /** Lowers an edge to a way over a higher vertex, if that is strictly smaller; the edge is then of no use to a query. */
  beat(e: number, x: Side, i: number, y: Side, j: number): void {
    const a = (x.w0[i] as number) + (y.w0[j] as number)
    if (a > (this.w0[e] as number) || a === Number.POSITIVE_INFINITY) return
    const b = (x.w1[i] as number) + (y.w1[j] as number)
    const c = (x.w2[i] as number) + (y.w2[j] as number)
    const d = (x.w3[i] as number) + (y.w3[j] as number)
    const worse =
      a - (this.w0[e] as number) ||
      b - (this.w1[e] as number) ||
      c - (this.w2[e] as number) ||
      d - (this.w3[e] as number)
    if (worse >= 0) return
    this.w0[e] = a
    this.w1[e] = b
    this.w2[e] = c
    this.w3[e] = d
    this.#beaten[e] = 1
  }

  /** Lists the edges that are open and not beaten, and lets go of the weights of the others. */
  prune({ upFirst, upHead }: ContractionHierarchy): void {
    const n = upFirst.length - 1
    const first = new Uint32Array(n + 1)
    const kept: number[] = []
    for (let r = 0; r < n; r++) {
      for (let e = upFirst[r] as number; e < (upFirst[r + 1] as number); e++) {
        if (this.#beaten[e] === 0 && this.w0[e] !== Number.POSITIVE_INFINITY) kept.push(e)
      }
      first[r + 1] = kept.length
    }
    const edge = Uint32Array.from(kept)
    const weights = [this.w0, this.w1, this.w2, this.w3].map((w) => Float64Array.from(kept, (e) => w[e] as number))
    this.climbing = { first, edge, head: edge.map((e) => upHead[e] as number), weights }
    // A query needs no other weights, and they are most of the memory.
    this.w0 = this.w1 = this.w2 = this.w3 = new Float64Array(0)
  }

  /** Keeps the smaller of what is there and what is offered. */
  offer(e: number, a: number, b: number, c: number, d: number, middle: number, arc: number): void {
    const worse =
      a - (this.w0[e] as number) ||
      b - (this.w1[e] as number) ||
      c - (this.w2[e] as number) ||
      d - (this.w3[e] as number)
    if (worse >= 0) return
    this.w0[e] = a
    this.w1[e] = b
    this.w2[e] = c
    this.w3[e] = d
    this.middle[e] = middle
    this.arc[e] = arc
  }
}

/** A hierarchy with the weights of one set of metrics; answers queries, one at a time. */
export class CustomisedHierarchy {
  readonly #hierarchy: ContractionHierarchy
  readonly #criteria: number
  readonly #up: Side
  readonly #down: Side
  readonly #forward: Climb
  readonly #backward: Climb

  /** @param metrics one to three; an arc is closed when the first of them says so */
  constructor(hierarchy: ContractionHierarchy, metrics: readonly Metric[]) {
    const { topology, rank, upFirst, upHead } = hierarchy
    const n = topology.vertexCount
    const up = new Side(upHead.length)
    const down = new Side(upHead.length)
    this.#hierarchy = hierarchy
    this.#criteria = metrics.length
    this.#up = up
    this.#down = down
    this.#forward = new Climb(hierarchy, up)
    this.#backward = new Climb(hierarchy, down)
    const [first, second, third] = metrics as [Metric, Metric | undefined, Metric | undefined]
    const ties = tieNumbers(topology.arcCount)
    for (let a = 0; a < topology.arcCount; a++) {
      const w0 = first[a] as number
      const from = rank[topology.tail[a] as number] as number
      const to = rank[topology.head[a] as number] as number
      if (w0 === CLOSED || from === to) continue
      const side = from < to ? up : down
      const e = hierarchy.edge(Math.min(from, to), Math.max(from, to))
      side.offer(e, w0, second?.[a] ?? 0, third?.[a] ?? 0, ties[a] as number, NONE, a)
    }
    // Lower triangles, from the bottom up: u lies below x, and x below y.
    for (let u = 0; u < n; u++) {
      const end = upFirst[u + 1] as number
      for (let i = upFirst[u] as number; i < end; i++) {
        const x = upHead[i] as number
        let xy = upFirst[x] as number
        for (let j = i + 1; j < end; j++) {
          const y = upHead[j] as number
          while ((upHead[xy] as number) < y) xy++
          relax(up, xy, down, i, up, j, u)
          relax(down, xy, down, j, up, i, u)
        }
      }
    }
    // Perfect customisation, from the top down: u lies below x, and x below y.
    for (let u = n - 1; u >= 0; u--) {
      const end = upFirst[u + 1] as number
      for (let i = upFirst[u] as number; i < end; i++) {
        const x = upHead[i] as number
        let xy = upFirst[x] as number
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
    up.prune(hierarchy)
    down.prune(hierarchy)
  }

  /**
   * Finds the least path from any source to any target.
   *
   * @returns `undefined` where no target can be reached
   */
  search(sources: Offsets, targets: Offsets): FoundPath | undefined {
    const forward = this.#forward
    const backward = this.#backward
    forward.run(sources)
    backward.run(targets)
    let best = NONE
    for (const r of forward.climbed) {
      if (!backward.reached(r) || !forward.reached(r)) continue
      if (best === NONE || compareMeeting(forward, backward, r, best) < 0) best = r
    }
    if (best === NONE) return undefined
    const arcs: number[] = []
    const source = forward.path(best, (e) => this.#unpack(e, arcs, true))
    const target = this.#collectDown(best, arcs)
    const sum = (criterion: number): number => forward.weight(criterion, best) + backward.weight(criterion, best)
    return {
      weights: [sum(0), sum(1), sum(2)].slice(0, this.#criteria),
      source: this.#hierarchy.vertexAt[source] as number,
      target: this.#hierarchy.vertexAt[target] as number,
      arcs,
    }
  }

  #collectDown(meeting: number, arcs: number[]): number {
    const edges: number[] = []
    const target = this.#backward.path(meeting, (e) => edges.push(e))
    // The climb gives the edges from the target up; travel is from the meeting down.
    for (const e of edges.reverse()) this.#unpack(e, arcs, false)
    return target
  }

  /** Appends the arcs of an edge in order of travel: up from its tail to its head, or down. */
  #unpack(edge: number, arcs: number[], isUp: boolean): void {
    const hierarchy = this.#hierarchy
    const stack: [number, boolean][] = [[edge, isUp]]
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const [e, goesUp] = top
      const from = goesUp ? this.#up : this.#down
      const middle = from.middle[e] as number
      if (middle === NONE) {
        arcs.push(from.arc[e] as number)
        continue
      }
      const low = hierarchy.edge(middle, hierarchy.upTail[e] as number)
      const high = hierarchy.edge(middle, hierarchy.upHead[e] as number)
      // First down to the middle, then up from it; the stack is last in, first out.
      if (goesUp) stack.push([high, true], [low, false])
      else stack.push([low, true], [high, false])
    }
  }
}

/** Offers edge `target` of a side the way down edge `i` and up edge `j`, over the middle `u`. */
function relax(side: Side, target: number, down: Side, i: number, up: Side, j: number, u: number): void {
  const a = (down.w0[i] as number) + (up.w0[j] as number)
  if (a > (side.w0[target] as number) || a === Number.POSITIVE_INFINITY) return
  side.offer(
    target,
    a,
    (down.w1[i] as number) + (up.w1[j] as number),
    (down.w2[i] as number) + (up.w2[j] as number),
    (down.w3[i] as number) + (up.w3[j] as number),
    u,
    NONE,
  )
}

/** The climb from some ends to the roots of the elimination tree, over one side of the edges. */
class Climb {
  /** Ranks visited by the last run, ascending. */
  climbed: number[] = []
  readonly #hierarchy: ContractionHierarchy
  readonly #side: Side
  readonly #d0: Float64Array
  readonly #d1: Float64Array
  readonly #d2: Float64Array
  readonly #d3: Float64Array
  readonly #parent: Int32Array
  readonly #stamp: Uint32Array
  #round = 0

  constructor(hierarchy: ContractionHierarchy, side: Side) {
    const n = hierarchy.topology.vertexCount
    this.#hierarchy = hierarchy
    this.#side = side
    this.#d0 = new Float64Array(n)
    this.#d1 = new Float64Array(n)
    this.#d2 = new Float64Array(n)
    this.#d3 = new Float64Array(n)
    this.#parent = new Int32Array(n)
    this.#stamp = new Uint32Array(n)
  }

  run({ vertices, weights }: Offsets): void {
    const { rank, upFirst, upHead } = this.#hierarchy
    const { first, edge: edges, head, weights: columns } = this.#side.climbing
    const [w0, w1, w2, w3] = columns as [Float64Array, Float64Array, Float64Array, Float64Array]
    const d0 = this.#d0
    const d1 = this.#d1
    const d2 = this.#d2
    const d3 = this.#d3
    const parent = this.#parent
    const stamp = this.#stamp
    const round = this.#nextRound()
    const climbed: number[] = []
    for (const vertex of vertices) {
      // The parent in the elimination tree is the lowest of the higher neighbours.
      for (let r = rank[vertex] as number; stamp[r] !== round; ) {
        stamp[r] = round
        d0[r] = Number.POSITIVE_INFINITY
        climbed.push(r)
        const edge = upFirst[r] as number
        if (edge === upFirst[r + 1]) break
        r = upHead[edge] as number
      }
    }
    climbed.sort((a, b) => a - b)
    vertices.forEach((vertex, i) => {
      const r = rank[vertex] as number
      const [a, b, c] = [weights[0]?.[i] ?? 0, weights[1]?.[i] ?? 0, weights[2]?.[i] ?? 0]
      const better = (d0[r] as number) - a || (d1[r] as number) - b || (d2[r] as number) - c
      if (better <= 0) return
      d0[r] = a
      d1[r] = b
      d2[r] = c
      d3[r] = 0
      parent[r] = NONE
    })
    for (const r of climbed) {
      const r0 = d0[r] as number
      if (r0 === Number.POSITIVE_INFINITY) continue
      const r1 = d1[r] as number
      const r2 = d2[r] as number
      const r3 = d3[r] as number
      for (let k = first[r] as number, end = first[r + 1] as number; k < end; k++) {
        const x = head[k] as number
        const a = r0 + (w0[k] as number)
        const known = d0[x] as number
        if (a > known) continue
        const b = r1 + (w1[k] as number)
        const c = r2 + (w2[k] as number)
        const d = r3 + (w3[k] as number)
        if (a === known) {
          const better = (d1[x] as number) - b || (d2[x] as number) - c || (d3[x] as number) - d
          if (better <= 0) continue
        }
        d0[x] = a
        d1[x] = b
        d2[x] = c
        d3[x] = d
        parent[x] = edges[k] as number
      }
    }
    this.climbed = climbed
  }

  reached(r: number): boolean {
    return this.#stamp[r] === this.#round && this.#d0[r] !== Number.POSITIVE_INFINITY
  }

  weight(criterion: number, r: number): number {
    return [this.#d0, this.#d1, this.#d2, this.#d3][criterion]?.[r] ?? 0
  }

  /** Gives the edges of the climb to a rank, from the end up; returns the rank of the end. */
  path(top: number, take: (edge: number) => void): number {
    const edges: number[] = []
    let r = top
    for (let e = this.#parent[r] as number; e !== NONE; e = this.#parent[r] as number) {
      edges.push(e)
      r = this.#hierarchy.upTail[e] as number
    }
    for (const e of edges.reverse()) take(e)
    return r
  }

  #nextRound(): number {
    if (this.#round === 0xffffffff) {
      this.#stamp.fill(0)
      this.#round = 0
    }
    return ++this.#round
  }
}

/** Which of two meeting ranks gives the smaller sum; equal sums meet at the lower rank. */
function compareMeeting(forward: Climb, backward: Climb, a: number, b: number): number {
  for (let criterion = 0; criterion < 4; criterion++) {
    const difference =
      forward.weight(criterion, a) +
      backward.weight(criterion, a) -
      forward.weight(criterion, b) -
      backward.weight(criterion, b)
    if (difference !== 0) return difference
  }
  return a - b
}

/**
 * Eliminates the vertex of least degree, joins its neighbours to each other, and goes on; equal degrees in order of
 * number. `higher[r]` holds the neighbours that the vertex of rank r had when it went.
 */
function minimumDegreeOrder({ vertexCount, arcCount, tail, head }: Topology): {
  readonly vertices: Uint32Array
  readonly higher: readonly (readonly number[])[]
} {
  const neighbours: Set<number>[] = Array.from({ length: vertexCount }, () => new Set())
  for (let a = 0; a < arcCount; a++) {
    const u = tail[a] as number
    const v = head[a] as number
    if (u === v) continue
    neighbours[u]?.add(v)
    neighbours[v]?.add(u)
  }
  // buckets[d] holds vertices that had degree d when put there; stale entries are skipped.
  const buckets: number[][] = []
  const file = (v: number): void => {
    const degree = (neighbours[v] as Set<number>).size
    while (buckets.length <= degree) buckets.push([])
    buckets[degree]?.push(v)
  }
  for (let v = vertexCount - 1; v >= 0; v--) file(v)
  const vertices = new Uint32Array(vertexCount)
  const higher: number[][] = []
  const gone = new Uint8Array(vertexCount)
  for (let least = 0; higher.length < vertexCount; ) {
    const v = buckets[least]?.pop()
    if (v === undefined) {
      least++
      continue
    }
    const around = neighbours[v] as Set<number>
    if (gone[v] === 1 || around.size !== least) continue
    gone[v] = 1
    vertices[higher.length] = v
    const list = [...around]
    higher.push(list)
    for (let i = 0; i < list.length; i++) {
      const x = list[i] as number
      const others = neighbours[x] as Set<number>
      others.delete(v)
      for (let j = 0; j < list.length; j++) if (i !== j) others.add(list[j] as number)
    }
    for (const x of list) {
      file(x)
      least = Math.min(least, (neighbours[x] as Set<number>).size)
    }
    around.clear()
  }
  return { vertices, higher }
}
