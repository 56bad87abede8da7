/**
 * Distances from some vertices to all, or from all to some, on a customised hierarchy: climb from the ends, then sweep all ranks from the
 * top down (PHAST; Delling, Goldberg, Nowatzyk and Werneck 2013, doi:10.1016/j.jpdc.2012.02.007). No queue, and memory is
 * read in order. O(edges), whatever the reach.
 */
import type { Offsets } from '../search.js'
import { Climb, relax } from './climb.js'
import type { Customisation } from './customisation.js'

export class OneToAll {
  readonly #customisation: Customisation
  readonly #climb: Climb

  constructor(customisation: Customisation) {
    this.#customisation = customisation
    this.#climb = new Climb(customisation)
  }

  /**
   * @param direction `from` the ends to every vertex, or from every vertex `to` the ends
   * @param into where the distances go, by vertex; made if not given
   * @returns for each vertex the least offset + distance; `Infinity` where there is no way
   */
  distances(ends: Offsets, direction: 'from' | 'to' = 'from', into?: Float64Array): Float64Array {
    const climb = this.#climb
    climb.fit(ends)
    climb.start(ends)
    const { forward, backward, hierarchy, unreachable } = this.#customisation
    const climbed = direction === 'from' ? forward : backward
    const swept = direction === 'from' ? backward : forward
    const { distance, ranks } = climb
    for (let i = 0; i < climb.count; i++) {
      const r = ranks[i] as number
      const d = distance[r] as number
      if (d !== unreachable) relax(climbed, r, d, distance)
    }
    const { vertexAt } = hierarchy
    const result = into ?? new Float64Array(vertexAt.length)
    const { first, entries, stride, weight } = swept
    for (let r = vertexAt.length - 1; r >= 0; r--) {
      let d = distance[r] as number
      for (let k = first[r] as number, end = first[r + 1] as number; k < end; k += stride) {
        const over = (distance[entries[k] as number] as number) + (entries[k + weight] as number)
        if (over < d) d = over
      }
      distance[r] = d
      result[vertexAt[r] as number] = d === unreachable ? Number.POSITIVE_INFINITY : d
    }
    distance.fill(unreachable)
    return result
  }
}
