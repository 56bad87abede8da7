/**
 * Chooses the kernel for a question. Single queries are searched as they come; a contraction hierarchy is made when there
 * have been enough of them, or at once for a table of many pairs. Which one answers changes no answer: all kernels minimise the
 * same vectors, ties included.
 */

import { Customisation } from '../kernel/hierarchy/customisation.js'
import { LexicographicCustomisation } from '../kernel/hierarchy/lexicographic-customisation.js'
import { LexicographicQuery, type TargetLabels } from '../kernel/hierarchy/lexicographic-query.js'
import { ManyToMany } from '../kernel/hierarchy/many-to-many.js'
import { OneToAll } from '../kernel/hierarchy/one-to-all.js'
import { LexicographicDijkstra } from '../kernel/lexicographic-dijkstra.js'
import type { FoundPath, Offsets } from '../kernel/search.js'
import type { Metric } from '../kernel/topology.js'
import type { CompiledNetwork } from './compile.js'
import type { Skeleton } from './skeleton.js'

/** When a contraction hierarchy is made: by size and number of queries, with the first query, or not at all. */
export const ACCELERATIONS = ['auto', 'always', 'never'] as const
export type Acceleration = (typeof ACCELERATIONS)[number]

/** Smaller networks are searched as quickly as a hierarchy is asked. */
const FROM_VERTICES = 200
/** Searches with one set of weights before it is looked whether a hierarchy would pay, with the order of the network known ... */
const FROM_QUERIES = 16
/** ... and without: about as many as cost what ordering a road network does. */
const FROM_QUERIES_WITHOUT_ORDER = 128
/** Customising to one criterion, over customising to three: it pays from 80 searches on the shipped network, where three pay from 220. */
const ONE_CRITERION = 0.35

/** What has been made of one set of weights so far, and how often it was searched. */
export class Accelerators {
  queries = 0
  paths: LexicographicQuery | undefined
  distances: Customisation | undefined
  manyToMany: ManyToMany | undefined
  oneToAll: OneToAll | undefined
}

/** One set of weights to search by: the first minimised, the others to break ties. */
export interface Searchable {
  readonly metrics: readonly Metric[]
  readonly accelerators: Accelerators
}

export class SearchEngine {
  readonly #compiled: CompiledNetwork
  readonly #acceleration: Acceleration
  readonly #dijkstra: LexicographicDijkstra
  readonly #skeleton: Skeleton
  #backward: LexicographicDijkstra | undefined

  constructor(compiled: CompiledNetwork, acceleration: Acceleration, skeleton: Skeleton) {
    this.#compiled = compiled
    this.#acceleration = acceleration
    this.#dijkstra = new LexicographicDijkstra(compiled.topology)
    this.#skeleton = skeleton
  }

  /** The least path from any source to any target. */
  best(weights: Searchable, sources: Offsets, targets: Offsets): FoundPath | undefined {
    return this.#accelerates(weights, 1)
      ? this.#paths(weights).search(sources, targets)
      : this.#dijkstra.search(weights.metrics, sources, targets)
  }

  /** The least path from any source to any target by some metrics that will not be searched often. */
  bestOnce(metrics: readonly Metric[], sources: Offsets, targets: Offsets): FoundPath | undefined {
    return this.#dijkstra.search(metrics, sources, targets)
  }

  /** The least path from any source to each of the targets. */
  each(metrics: readonly Metric[], sources: Offsets, targets: Offsets): readonly (FoundPath | undefined)[] {
    return this.#dijkstra.searchEach(metrics, sources, targets)
  }

  /**
   * The least path of every pair, row by row.
   *
   * @param wanted one byte per pair, 0 for those that are left out; all where there are none
   */
  pairs(
    weights: Searchable,
    sources: readonly Offsets[],
    targets: readonly Offsets[],
    wanted: Uint8Array | undefined,
    take: (row: number, column: number, path: FoundPath | undefined) => void,
  ): void {
    const width = targets.length
    const count = wanted?.reduce((sum, byte) => sum + (byte === 0 ? 0 : 1), 0) ?? sources.length * width
    if (!this.#accelerates(weights, count)) {
      sources.forEach((from, i) => {
        targets.forEach((to, j) => {
          if (wanted?.[i * width + j] !== 0) take(i, j, this.#dijkstra.search(weights.metrics, from, to))
        })
      })
      return
    }
    const query = this.#paths(weights)
    // Labels and climbs are made when a pair first needs them.
    const labels = new Array<TargetLabels | undefined>(width)
    sources.forEach((from, i) => {
      let isStarted = false
      targets.forEach((to, j) => {
        if (wanted?.[i * width + j] === 0) return
        if (!isStarted) query.start(from)
        isStarted = true
        const left = labels[j] ?? query.labels(to)
        labels[j] = left
        take(i, j, query.pathTo(left))
      })
    })
  }

  /** The distance of every pair by the first metric, row by row; `Infinity` where there is no way. */
  table(weights: Searchable, sources: readonly Offsets[], targets: readonly Offsets[]): Float64Array {
    // A search without a hierarchy gives a whole row.
    if (this.#accelerates(weights, sources.length, ONE_CRITERION)) {
      weights.accelerators.manyToMany ??= new ManyToMany(this.#distances(weights))
      return weights.accelerators.manyToMany.distances(sources, targets)
    }
    const table = new Float64Array(sources.length * targets.length)
    sources.forEach((from, i) => {
      const distances = this.#dijkstra.distances(weights.metrics[0] as Metric, from)
      targets.forEach(({ vertices, weights: [offsets] }, j) => {
        let least = Number.POSITIVE_INFINITY
        vertices.forEach((vertex, k) => {
          least = Math.min(least, (distances[vertex] as number) + (offsets?.[k] ?? 0))
        })
        table[i * targets.length + j] = least
      })
    })
    return table
  }

  /** The distance by the first metric from some ends to every vertex, or from every vertex to some ends; `Infinity` for no way. */
  reach(weights: Searchable, ends: Offsets, direction: 'from' | 'to'): Float64Array {
    if (this.#accelerates(weights, 1, ONE_CRITERION)) {
      weights.accelerators.oneToAll ??= new OneToAll(this.#distances(weights))
      return weights.accelerators.oneToAll.distances(ends, direction)
    }
    const [metric] = weights.metrics as [Metric]
    if (direction === 'from') return this.#dijkstra.distances(metric, ends)
    const { topology, original } = this.#skeleton.reversed
    this.#backward ??= new LexicographicDijkstra(topology)
    return this.#backward.distances(
      original.map((arc) => metric[arc] as number),
      ends,
    )
  }

  /** @param share of what customising to all criteria takes */
  #accelerates({ accelerators }: Searchable, searches: number, share = 1): boolean {
    if (this.#acceleration === 'never') return false
    accelerators.queries += searches
    if (this.#acceleration === 'always') return true
    if (this.#compiled.topology.vertexCount < FROM_VERTICES) return false
    const enough = this.#skeleton.knownOrder === undefined ? FROM_QUERIES_WITHOUT_ORDER : FROM_QUERIES
    return accelerators.queries > enough && accelerators.queries > share * this.#skeleton.searchesPerCustomisation
  }

  #paths({ metrics, accelerators }: Searchable): LexicographicQuery {
    accelerators.paths ??= new LexicographicQuery(new LexicographicCustomisation(this.#skeleton.hierarchy, metrics))
    return accelerators.paths
  }

  #distances({ metrics, accelerators }: Searchable): Customisation {
    accelerators.distances ??= new Customisation(this.#skeleton.hierarchy, metrics[0] as Metric, { perfect: true })
    return accelerators.distances
  }
}
