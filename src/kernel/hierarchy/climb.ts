/** One search up a customised hierarchy: its labels, and the ancestors of its ends. */
import { checkEnds, type Offsets } from '../search.js'
import type { ClimbGraph, Customisation, Integers } from './customisation.js'
import { NONE } from './elimination.js'

export class Climb {
  /** By rank; "no way" between queries. */
  distance: Integers
  /** By rank: the entry of the climb graph that a label came by, and the rank that it came from. */
  readonly parentEntry: Int32Array
  readonly parentRank: Int32Array
  /** The ancestors of the ends, ascending. */
  readonly ranks: Uint32Array
  count = 0
  readonly #customisation: Customisation
  readonly #stamp: Uint32Array
  #round = 0

  constructor(customisation: Customisation) {
    const n = customisation.hierarchy.parent.length
    this.#customisation = customisation
    this.distance = customisation.labels(n)
    this.parentEntry = new Int32Array(n)
    this.parentRank = new Int32Array(n)
    this.ranks = new Uint32Array(n)
    this.#stamp = new Uint32Array(n)
  }

  /** Makes the labels fit the weights, which may have changed in kind since the last query. */
  fit(offsets: Offsets | undefined): void {
    if (offsets !== undefined) makeRoom(this.#customisation, offsets)
    if (this.distance instanceof Int32Array !== this.#customisation.isNarrow) {
      this.distance = this.#customisation.labels(this.distance.length)
    }
  }

  /** Sets the labels of the ends and lists their ancestors; call {@link fit} before. */
  start(ends: Offsets): void {
    const { vertices, weights } = ends
    const { rank, parent } = this.#customisation.hierarchy
    const { distance, parentEntry, ranks } = this
    const stamp = this.#stamp
    if (this.#round === 0xffffffff) {
      stamp.fill(0)
      this.#round = 0
    }
    const round = ++this.#round
    const offsets = weights[0]
    checkEnds(ends, rank.length)
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

/** Widens the weights where an offset needs it. */
export function makeRoom(customisation: Customisation, { weights }: Offsets): void {
  for (const offset of weights[0] ?? []) customisation.makeRoomFor(offset)
}

/** Lowers the labels of the higher neighbours of rank r, whose label is d. */
export function relax({ first, entries, stride, weight }: ClimbGraph, r: number, d: number, distance: Integers): void {
  for (let k = first[r] as number, end = first[r + 1] as number; k < end; k += stride) {
    const x = entries[k] as number
    const over = d + (entries[k + weight] as number)
    if (over < (distance[x] as number)) distance[x] = over
  }
}

/** The same, and notes what each label came by. */
export function relaxWithParents(graph: ClimbGraph, r: number, d: number, climb: Climb): void {
  const { first, entries, stride, weight } = graph
  const { distance, parentEntry, parentRank } = climb
  for (let k = first[r] as number, end = first[r + 1] as number; k < end; k += stride) {
    const x = entries[k] as number
    const over = d + (entries[k + weight] as number)
    if (over < (distance[x] as number)) {
      distance[x] = over
      parentEntry[x] = k
      parentRank[x] = r
    }
  }
}
