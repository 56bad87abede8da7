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
import { Climb, relaxWithParents } from './climb.js'
import type { ClimbGraph, Customisation } from './customisation.js'
import { NONE } from './elimination.js'
import { EdgeUnpacker } from './unpacking.js'

export class HierarchyQuery {
  readonly #customisation: Customisation
  readonly #forward: Climb
  readonly #backward: Climb
  readonly #unpacker: EdgeUnpacker

  constructor(customisation: Customisation) {
    this.#customisation = customisation
    this.#forward = new Climb(customisation)
    this.#backward = new Climb(customisation)
    this.#unpacker = new EdgeUnpacker(customisation)
  }

  /**
   * The distance between two vertices.
   *
   * @returns `undefined` where there is no way
   * @throws RangeError for an end that is no vertex
   */
  distance(source: number, target: number): number | undefined {
    const { hierarchy, forward, backward, unreachable } = this.#customisation
    const { rank, parent } = hierarchy
    for (const v of [source, target]) {
      if (rank[v] === undefined) throw new RangeError(`the end ${v} is not one of the ${rank.length} vertices`)
    }
    this.#forward.fit(undefined)
    this.#backward.fit(undefined)
    const there = this.#forward.distance
    const back = this.#backward.distance
    const { first: firstUp, entries: entriesUp, stride, weight: up } = forward
    const { first: firstDown, entries: entriesDown, weight: down } = backward
    // Not perfect: both directions lie side by side, one pass over them serves both searches, and the first head is the parent.
    const isShared = entriesUp === entriesDown
    let f = rank[source] as number
    let b = rank[target] as number
    there[f] = 0
    back[b] = 0
    while (f !== b) {
      // The lower one climbs; a root has no parent, and then there is no common ancestor.
      if (f !== NONE && (f < b || b === NONE)) {
        const d = there[f] as number
        const begin = firstUp[f] as number
        const end = firstUp[f + 1] as number
        there[f] = unreachable
        if (d !== unreachable) {
          for (let k = begin; k < end; k += stride) {
            const x = entriesUp[k] as number
            const over = d + (entriesUp[k + up] as number)
            if (over < (there[x] as number)) there[x] = over
          }
        }
        f = isShared && begin < end ? (entriesUp[begin] as number) : (parent[f] as number)
      } else {
        const d = back[b] as number
        const begin = firstDown[b] as number
        const end = firstDown[b + 1] as number
        back[b] = unreachable
        if (d !== unreachable) {
          for (let k = begin; k < end; k += stride) {
            const x = entriesDown[k] as number
            const over = d + (entriesDown[k + down] as number)
            if (over < (back[x] as number)) back[x] = over
          }
        }
        b = isShared && begin < end ? (entriesDown[begin] as number) : (parent[b] as number)
      }
    }
    let best = unreachable
    for (let r = f; r !== NONE; r = parent[r] as number) {
      const d = there[r] as number
      const e = back[r] as number
      there[r] = unreachable
      back[r] = unreachable
      if (d + e < best) best = d + e
      if (d < best && e < best && isShared) {
        for (let k = firstUp[r] as number, end = firstUp[r + 1] as number; k < end; k += stride) {
          const x = entriesUp[k] as number
          const over = d + (entriesUp[k + up] as number)
          if (over < (there[x] as number)) there[x] = over
          const under = e + (entriesUp[k + down] as number)
          if (under < (back[x] as number)) back[x] = under
        }
        continue
      }
      if (d < best) {
        for (let k = firstUp[r] as number, end = firstUp[r + 1] as number; k < end; k += stride) {
          const x = entriesUp[k] as number
          const over = d + (entriesUp[k + up] as number)
          if (over < (there[x] as number)) there[x] = over
        }
      }
      if (e < best) {
        for (let k = firstDown[r] as number, end = firstDown[r + 1] as number; k < end; k += stride) {
          const x = entriesDown[k] as number
          const over = e + (entriesDown[k + down] as number)
          if (over < (back[x] as number)) back[x] = over
        }
      }
    }
    return best === unreachable ? undefined : best
  }

  /**
   * Finds the least path from any source to any target.
   *
   * @returns `undefined` where no target can be reached
   */
  search(sources: Offsets, targets: Offsets): FoundPath | undefined {
    const customisation = this.#customisation
    const up = this.#forward
    const down = this.#backward
    up.fit(sources)
    down.fit(targets)
    up.fit(undefined)
    up.start(sources)
    down.start(targets)
    const { forward, backward, unreachable } = customisation
    const there = up.distance
    const back = down.distance
    let best = Number.POSITIVE_INFINITY
    let meeting = NONE
    let i = 0
    let j = 0
    // Both lists of ancestors ascend; what is in both is where the searches may meet.
    while (i < up.count || j < down.count) {
      const f = i < up.count ? (up.ranks[i] as number) : 0xffffffff
      const b = j < down.count ? (down.ranks[j] as number) : 0xffffffff
      const r = Math.min(f, b)
      let d = unreachable
      let e = unreachable
      if (f === r) {
        d = there[r] as number
        there[r] = unreachable
        i++
      }
      if (b === r) {
        e = back[r] as number
        back[r] = unreachable
        j++
      }
      if (d !== unreachable && e !== unreachable && d + e < best) {
        best = d + e
        meeting = r
      }
      if (d < best && d !== unreachable) relaxWithParents(forward, r, d, up)
      if (e < best && e !== unreachable) relaxWithParents(backward, r, e, down)
    }
    if (meeting === NONE) return undefined
    this.#unpacker.clear()
    const source = this.#unpackUp(meeting)
    const target = this.#unpackDown(meeting)
    const { vertexAt } = customisation.hierarchy
    return {
      weights: [best],
      source: vertexAt[source] as number,
      target: vertexAt[target] as number,
      arcs: this.#unpacker.arcs(),
    }
  }

  /** Unpacks the edges from a source up to the meeting; gives the rank of the source. */
  #unpackUp(meeting: number): number {
    const { parentEntry, parentRank, ranks } = this.#forward
    const { forward } = this.#customisation
    // The climb is known from the top down; the list of ranks is free by now to turn it round.
    let count = 0
    let r = meeting
    for (let k = parentEntry[r] as number; k !== NONE; k = parentEntry[r] as number) {
      ranks[count++] = k
      r = parentRank[r] as number
    }
    while (count > 0) this.#unpacker.add(edgeOf(forward, ranks[--count] as number), true)
    return r
  }

  /** Unpacks the edges from the meeting down to a target; gives the rank of the target. */
  #unpackDown(meeting: number): number {
    const { parentEntry, parentRank } = this.#backward
    const { backward } = this.#customisation
    let r = meeting
    for (let k = parentEntry[r] as number; k !== NONE; k = parentEntry[r] as number) {
      this.#unpacker.add(edgeOf(backward, k), false)
      r = parentRank[r] as number
    }
    return r
  }
}

function edgeOf({ edge, stride }: ClimbGraph, entry: number): number {
  const i = entry / stride
  return edge === undefined ? i : (edge[i] as number)
}
