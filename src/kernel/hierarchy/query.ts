/**
 * Queries on a customised hierarchy by its elimination tree (Dibbelt, Strasser and Wagner 2016,
 * doi:10.1145/2886843): all that a search can reach upwards are the ancestors of its ends, in ascending order of rank, so
 * that no queue is needed. Both searches climb together; once they are on common ancestors, labels that the best way
 * found so far has passed are not pursued.
 *
 * O(edges that leave the ancestors of the ends); paths: O(arcs of the path x edges of their middle ranks). The
 * workspace, O(vertices), serves one query at a time.
 */
import type { FoundPath, Offsets } from '../search.js'
import type { ClimbGraph, Customisation } from './customisation.js'
import { unreachableIn } from './customisation.js'
import { NONE } from './elimination.js'
import { EdgeUnpacker } from './unpacking.js'

export class HierarchyQuery {
  readonly #customisation: Customisation
  readonly #forward: Climb
  readonly #backward: Climb
  readonly #unpacker: EdgeUnpacker

  constructor(customisation: Customisation) {
    const n = customisation.hierarchy.topology.vertexCount
    this.#customisation = customisation
    this.#forward = new Climb(n)
    this.#backward = new Climb(n)
    this.#unpacker = new EdgeUnpacker(customisation)
  }

  /**
   * The distance between two vertices.
   *
   * @returns `undefined` where there is no way
   */
  distance(source: number, target: number): number | undefined {
    const { hierarchy, forward, backward } = this.#customisation
    const { rank, parent } = hierarchy
    const there = this.#forward.distance
    const back = this.#backward.distance
    const unreachable = unreachableIn(forward.weight)
    let f = rank[source] as number
    let b = rank[target] as number
    there[f] = 0
    back[b] = 0
    while (f !== b) {
      // The lower one climbs; a root has no parent, and then there is no common ancestor.
      if (f !== NONE && (f < b || b === NONE)) {
        const d = there[f] as number
        there[f] = Number.POSITIVE_INFINITY
        if (d !== Number.POSITIVE_INFINITY) relax(forward, f, d, there, unreachable)
        f = parent[f] as number
      } else {
        const d = back[b] as number
        back[b] = Number.POSITIVE_INFINITY
        if (d !== Number.POSITIVE_INFINITY) relax(backward, b, d, back, unreachable)
        b = parent[b] as number
      }
    }
    let best = Number.POSITIVE_INFINITY
    for (let r = f; r !== NONE; r = parent[r] as number) {
      const d = there[r] as number
      const e = back[r] as number
      there[r] = Number.POSITIVE_INFINITY
      back[r] = Number.POSITIVE_INFINITY
      if (d + e < best) best = d + e
      if (d < best) relax(forward, r, d, there, unreachable)
      if (e < best) relax(backward, r, e, back, unreachable)
    }
    return best === Number.POSITIVE_INFINITY ? undefined : best
  }

  /**
   * Finds the least path from any source to any target.
   *
   * @returns `undefined` where no target can be reached
   */
  search(sources: Offsets, targets: Offsets): FoundPath | undefined {
    const { hierarchy, forward, backward } = this.#customisation
    const { vertexAt } = hierarchy
    const up = this.#forward
    const down = this.#backward
    up.start(sources, hierarchy)
    down.start(targets, hierarchy)
    const there = up.distance
    const back = down.distance
    const unreachable = unreachableIn(forward.weight)
    let best = Number.POSITIVE_INFINITY
    let meeting = NONE
    let i = 0
    let j = 0
    // Both lists of ancestors ascend; what is in both is where the searches may meet.
    while (i < up.count || j < down.count) {
      const f = i < up.count ? (up.ranks[i] as number) : 0xffffffff
      const b = j < down.count ? (down.ranks[j] as number) : 0xffffffff
      const r = f < b ? f : b
      let d = Number.POSITIVE_INFINITY
      let e = Number.POSITIVE_INFINITY
      if (f === r) {
        d = there[r] as number
        there[r] = Number.POSITIVE_INFINITY
        i++
      }
      if (b === r) {
        e = back[r] as number
        back[r] = Number.POSITIVE_INFINITY
        j++
      }
      if (d + e < best) {
        best = d + e
        meeting = r
      }
      if (d < best) relaxWithParents(forward, r, d, there, up.parentEntry, up.parentRank, unreachable)
      if (e < best) relaxWithParents(backward, r, e, back, down.parentEntry, down.parentRank, unreachable)
    }
    if (meeting === NONE) return undefined
    const unpacker = this.#unpacker
    unpacker.clear()
    const source = this.#unpackUp(meeting)
    const target = this.#unpackDown(meeting)
    return {
      weights: [best],
      source: vertexAt[source] as number,
      target: vertexAt[target] as number,
      arcs: unpacker.arcs(),
    }
  }

  /** Unpacks the edges from a source up to the meeting; gives the rank of the source. */
  #unpackUp(meeting: number): number {
    const { parentEntry, parentRank, ranks } = this.#forward
    const { edge } = this.#customisation.forward
    // The climb is known from the top down; the list of ranks is free by now to turn it round.
    let count = 0
    let r = meeting
    for (let k = parentEntry[r] as number; k !== NONE; k = parentEntry[r] as number) {
      ranks[count++] = k
      r = parentRank[r] as number
    }
    while (count > 0) {
      const k = ranks[--count] as number
      this.#unpacker.add(edge === undefined ? k : (edge[k] as number), true)
    }
    return r
  }

  /** Unpacks the edges from the meeting down to a target; gives the rank of the target. */
  #unpackDown(meeting: number): number {
    const { parentEntry, parentRank } = this.#backward
    const { edge } = this.#customisation.backward
    let r = meeting
    for (let k = parentEntry[r] as number; k !== NONE; k = parentEntry[r] as number) {
      this.#unpacker.add(edge === undefined ? k : (edge[k] as number), false)
      r = parentRank[r] as number
    }
    return r
  }
}

/** One of the two searches: its labels, and the ancestors of its ends. */
class Climb {
  /** By rank; `Infinity` between queries. */
  readonly distance: Float64Array
  /** By rank: the entry of the climb graph that a label came by, and the rank that it came from. */
  readonly parentEntry: Int32Array
  readonly parentRank: Int32Array
  /** The ancestors of the ends, ascending. */
  readonly ranks: Uint32Array
  count = 0
  readonly #stamp: Uint32Array
  #round = 0

  constructor(n: number) {
    this.distance = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
    this.parentEntry = new Int32Array(n)
    this.parentRank = new Int32Array(n)
    this.ranks = new Uint32Array(n)
    this.#stamp = new Uint32Array(n)
  }

  start({ vertices, weights }: Offsets, { rank, parent }: Customisation['hierarchy']): void {
    const { distance, parentEntry, ranks } = this
    const stamp = this.#stamp
    if (this.#round === 0xffffffff) {
      stamp.fill(0)
      this.#round = 0
    }
    const round = ++this.#round
    const offsets = weights[0]
    let count = 0
    for (let i = 0; i < vertices.length; i++) {
      const end = rank[vertices[i] as number] as number
      for (let r = end; r !== NONE && stamp[r] !== round; r = parent[r] as number) {
        stamp[r] = round
        ranks[count++] = r
      }
      const offset = offsets?.[i] ?? 0
      if (offset < (distance[end] as number)) {
        distance[end] = offset
        parentEntry[end] = NONE
      }
    }
    if (vertices.length > 1) ranks.subarray(0, count).sort()
    this.count = count
  }
}

function relax(graph: ClimbGraph, r: number, d: number, distance: Float64Array, unreachable: number): void {
  const { first, head, weight } = graph
  for (let k = first[r] as number, end = first[r + 1] as number; k < end; k++) {
    const w = weight[k] as number
    if (w === unreachable) continue
    const x = head[k] as number
    if (d + w < (distance[x] as number)) distance[x] = d + w
  }
}

function relaxWithParents(
  graph: ClimbGraph,
  r: number,
  d: number,
  distance: Float64Array,
  parentEntry: Int32Array,
  parentRank: Int32Array,
  unreachable: number,
): void {
  const { first, head, weight } = graph
  for (let k = first[r] as number, end = first[r + 1] as number; k < end; k++) {
    const w = weight[k] as number
    if (w === unreachable) continue
    const x = head[k] as number
    if (d + w < (distance[x] as number)) {
      distance[x] = d + w
      parentEntry[x] = k
      parentRank[x] = r
    }
  }
}
