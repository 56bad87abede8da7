/**
 * Queries on a hierarchy customised to several metrics: one pair, or all pairs of many sources and targets with their
 * paths. Targets leave their labels once and are asked for many times; sources climb once for all of them (the idea of
 * the buckets of Knopp et al. 2007, doi:10.1137/1.9781611972870.4, kept by target, so that paths can be followed).
 *
 * A climb: O(edges that leave the ancestors of its ends). A pair: O(ancestors of the target + arcs of the path). The
 * workspace, O(vertices), serves one query at a time.
 */
import { checkEnds, type FoundPath, type Offsets } from '../search.js'
import { NONE } from './elimination.js'
import type { LexicographicCustomisation, VectorClimbGraph } from './lexicographic-customisation.js'
import { EdgeUnpacker } from './unpacking.js'

/** What a target leaves behind: the ancestors that can reach it, ascending, with weights and the way down. */
export interface TargetLabels {
  readonly ranks: Uint32Array
  readonly weights: readonly [Float64Array, Float64Array, Float64Array, Float64Array]
  /** Edge that leads down towards the target, or -1 at an end. */
  readonly edge: Int32Array
  /** Label that this edge leads to. */
  readonly next: Int32Array
}

export class LexicographicQuery {
  readonly #customisation: LexicographicCustomisation
  readonly #forward: VectorClimb
  readonly #backward: VectorClimb
  readonly #unpacker: EdgeUnpacker

  constructor(customisation: LexicographicCustomisation) {
    this.#customisation = customisation
    this.#forward = new VectorClimb(customisation.hierarchy.parent.length)
    this.#backward = new VectorClimb(customisation.hierarchy.parent.length)
    this.#unpacker = new EdgeUnpacker(customisation)
  }

  /**
   * Finds the least path from any source to any target.
   *
   * @returns `undefined` where no target can be reached
   */
  search(sources: Offsets, targets: Offsets): FoundPath | undefined {
    const labels = this.labels(targets)
    this.start(sources)
    return this.pathTo(labels)
  }

  /** The labels of some targets, for any number of {@link pathTo}. */
  labels(targets: Offsets): TargetLabels {
    const { hierarchy, backward } = this.#customisation
    this.#backward.run(targets, hierarchy, backward)
    return this.#backward.labels(backward)
  }

  /** Climbs from some sources, for the {@link pathTo}s that follow. */
  start(sources: Offsets): void {
    const { hierarchy, forward } = this.#customisation
    this.#forward.run(sources, hierarchy, forward)
  }

  /**
   * The least path from the sources started from to the targets of the labels.
   *
   * @returns `undefined` where there is none
   */
  pathTo({ ranks, weights, edge, next }: TargetLabels): FoundPath | undefined {
    const [w0, w1, w2, w3] = weights
    const { d0, d1, d2, d3 } = this.#forward
    const { vertexAt } = this.#customisation.hierarchy
    const vertexBelow = (known: number, other: number): number =>
      (vertexAt[known] as number) - (vertexAt[other] as number)
    let best = NONE
    let b0 = Number.POSITIVE_INFINITY
    let b1 = 0
    let b2 = 0
    let b3 = 0
    for (let i = 0; i < ranks.length; i++) {
      const r = ranks[i] as number
      if (!this.#forward.isReached(r)) continue
      const s0 = (d0[r] as number) + (w0[i] as number)
      if (s0 > b0) continue
      const s1 = (d1[r] as number) + (w1[i] as number)
      const s2 = (d2[r] as number) + (w2[i] as number)
      const s3 = (d3[r] as number) + (w3[i] as number)
      // Equal in all, which paths without arcs can be: the lower vertex, as in the other kernels.
      const better =
        b0 - s0 || b1 - s1 || b2 - s2 || b3 - s3 || (best === NONE ? 1 : vertexBelow(ranks[best] as number, r))
      if (!(better > 0)) continue
      best = i
      b0 = s0
      b1 = s1
      b2 = s2
      b3 = s3
    }
    if (best === NONE) return undefined
    const { hierarchy, criteria, forward } = this.#customisation
    const unpacker = this.#unpacker
    unpacker.clear()
    const source = this.#forward.follow(ranks[best] as number, forward, unpacker)
    let label = best
    for (let e = edge[label] as number; e !== NONE; e = edge[label] as number) {
      unpacker.add(e, false)
      label = next[label] as number
    }
    return {
      weights: [b0, b1, b2].slice(0, criteria),
      source: hierarchy.vertexAt[source] as number,
      target: hierarchy.vertexAt[ranks[label] as number] as number,
      arcs: unpacker.arcs(),
    }
  }
}

/** The climb from some ends to the roots of the elimination tree. */
class VectorClimb {
  readonly d0: Float64Array
  readonly d1: Float64Array
  readonly d2: Float64Array
  readonly d3: Float64Array
  readonly #parentEntry: Int32Array
  readonly #parentRank: Int32Array
  readonly #indexOf: Int32Array
  readonly #ranks: Uint32Array
  #count = 0
  readonly #stamp: Uint32Array
  #round = 0
  /** Entries of the way being followed. */
  readonly #way: number[] = []

  constructor(n: number) {
    this.d0 = new Float64Array(n)
    this.d1 = new Float64Array(n)
    this.d2 = new Float64Array(n)
    this.d3 = new Float64Array(n)
    this.#parentEntry = new Int32Array(n)
    this.#parentRank = new Int32Array(n)
    this.#indexOf = new Int32Array(n)
    this.#ranks = new Uint32Array(n)
    this.#stamp = new Uint32Array(n)
  }

  run(ends: Offsets, { rank, parent }: LexicographicCustomisation['hierarchy'], graph: VectorClimbGraph): void {
    const { d0, d1, d2, d3 } = this
    const parentEntry = this.#parentEntry
    const parentRank = this.#parentRank
    const ranks = this.#ranks
    const stamp = this.#stamp
    if (this.#round === 0xffffffff) {
      stamp.fill(0)
      this.#round = 0
    }
    const round = ++this.#round
    const { vertices } = ends
    const [offsets0, offsets1, offsets2] = ends.weights
    let count = 0
    checkEnds(ends, rank.length)
    for (let i = 0; i < vertices.length; i++) {
      const end = rank[vertices[i] as number] as number
      for (let r = end; r !== NONE && stamp[r] !== round; r = parent[r] as number) {
        stamp[r] = round
        d0[r] = Number.POSITIVE_INFINITY
        ranks[count++] = r
      }
      const a = offsets0?.[i] ?? 0
      const b = offsets1?.[i] ?? 0
      const c = offsets2?.[i] ?? 0
      const better = (d0[end] as number) - a || (d1[end] as number) - b || (d2[end] as number) - c
      if (!(better > 0)) continue
      d0[end] = a
      d1[end] = b
      d2[end] = c
      d3[end] = 0
      parentEntry[end] = NONE
    }
    if (vertices.length > 1) ranks.subarray(0, count).sort()
    const { first, head, weights } = graph
    const [w0, w1, w2, w3] = weights
    for (let i = 0; i < count; i++) {
      const r = ranks[i] as number
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
        parentEntry[x] = k
        parentRank[x] = r
      }
    }
    this.#count = count
  }

  isReached(r: number): boolean {
    return this.#stamp[r] === this.#round && this.d0[r] !== Number.POSITIVE_INFINITY
  }

  /** Unpacks the way from an end up to a rank; gives the rank of the end. */
  follow(top: number, { edge }: VectorClimbGraph, unpacker: EdgeUnpacker): number {
    const way = this.#way
    way.length = 0
    let r = top
    for (let k = this.#parentEntry[r] as number; k !== NONE; k = this.#parentEntry[r] as number) {
      way.push(edge[k] as number)
      r = this.#parentRank[r] as number
    }
    for (let i = way.length - 1; i >= 0; i--) unpacker.add(way[i] as number, true)
    return r
  }

  /** A copy of the labels that were reached, which later runs leave alone. */
  labels(graph: VectorClimbGraph): TargetLabels {
    const { d0, d1, d2, d3 } = this
    const indexOf = this.#indexOf
    const all = this.#ranks
    let count = 0
    for (let i = 0; i < this.#count; i++) {
      const r = all[i] as number
      if (d0[r] !== Number.POSITIVE_INFINITY) indexOf[r] = count++
    }
    const ranks = new Uint32Array(count)
    const edge = new Int32Array(count)
    const next = new Int32Array(count)
    const w0 = new Float64Array(count)
    const w1 = new Float64Array(count)
    const w2 = new Float64Array(count)
    const w3 = new Float64Array(count)
    let label = 0
    for (let i = 0; i < this.#count; i++) {
      const r = all[i] as number
      if (d0[r] === Number.POSITIVE_INFINITY) continue
      const entry = this.#parentEntry[r] as number
      ranks[label] = r
      edge[label] = entry === NONE ? NONE : (graph.edge[entry] as number)
      next[label] = entry === NONE ? NONE : (indexOf[this.#parentRank[r] as number] as number)
      w0[label] = d0[r] as number
      w1[label] = d1[r] as number
      w2[label] = d2[r] as number
      w3[label] = d3[r] as number
      label++
    }
    return { ranks, edge, next, weights: [w0, w1, w2, w3] }
  }
}
