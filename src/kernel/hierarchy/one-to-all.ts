/**
 * Distances from some sources to all vertices on a customised hierarchy: climb from the sources, then sweep all ranks from the
 * top down (PHAST; Delling, Goldberg, Nowatzyk and Werneck 2013, doi:10.1016/j.jpdc.2012.02.007). No queue, and memory is
 * read in order. O(edges), whatever the reach.
 */
import type { Offsets } from '../search.js'
import { type Customisation, unreachableIn } from './customisation.js'
import { NONE } from './elimination.js'

export class OneToAll {
  readonly #customisation: Customisation
  readonly #distance: Float64Array

  constructor(customisation: Customisation) {
    this.#customisation = customisation
    this.#distance = new Float64Array(customisation.hierarchy.topology.vertexCount)
  }

  /**
   * @param into where the distances go, by vertex; made if not given
   * @returns for each vertex the least offset + distance from a source; `Infinity` where there is no way
   */
  distances(sources: Offsets, into?: Float64Array): Float64Array {
    const { hierarchy, forward, backward } = this.#customisation
    const { rank, vertexAt, parent } = hierarchy
    const n = vertexAt.length
    const distance = this.#distance.fill(Number.POSITIVE_INFINITY)
    const unreachable = unreachableIn(forward.weight)
    const offsets = sources.weights[0]
    let lowest = n
    for (let i = 0; i < sources.vertices.length; i++) {
      const r = rank[sources.vertices[i] as number] as number
      const offset = offsets?.[i] ?? 0
      if (offset < (distance[r] as number)) distance[r] = offset
      if (r < lowest) lowest = r
    }
    if (sources.vertices.length === 1) {
      for (let r = lowest; r !== NONE; r = parent[r] as number) climb(r)
    } else {
      // Several climbs at once: any rank that is reached by now lies on one of them.
      for (let r = lowest; r < n; r++) climb(r)
    }
    function climb(r: number): void {
      const d = distance[r] as number
      if (d === Number.POSITIVE_INFINITY) return
      const { first, head, weight } = forward
      for (let k = first[r] as number, end = first[r + 1] as number; k < end; k++) {
        const w = weight[k] as number
        if (w === unreachable) continue
        const x = head[k] as number
        if (d + w < (distance[x] as number)) distance[x] = d + w
      }
    }
    const { first, head, weight } = backward
    for (let r = n - 1; r >= 0; r--) {
      let d = distance[r] as number
      for (let k = first[r] as number, end = first[r + 1] as number; k < end; k++) {
        const w = weight[k] as number
        if (w === unreachable) continue
        const over = (distance[head[k] as number] as number) + w
        if (over < d) d = over
      }
      distance[r] = d
    }
    const result = into ?? new Float64Array(n)
    for (let r = 0; r < n; r++) result[vertexAt[r] as number] = distance[r] as number
    return result
  }
}
