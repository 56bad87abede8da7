/**
 * Chooses the kernel for a question. Single queries are searched as they come; a contraction hierarchy is made when there
 * have been enough of them, or at once for a table of many pairs. Which one answers changes no answer: all kernels minimise the
 * same vectors, ties included.
 */

import { Customisation } from '../kernel/hierarchy/customisation.js'
import { Hierarchy } from '../kernel/hierarchy/hierarchy.js'
import { LexicographicCustomisation } from '../kernel/hierarchy/lexicographic-customisation.js'
import { LexicographicQuery } from '../kernel/hierarchy/lexicographic-query.js'
import { ManyToMany } from '../kernel/hierarchy/many-to-many.js'
import { OneToAll } from '../kernel/hierarchy/one-to-all.js'
import { LexicographicDijkstra } from '../kernel/lexicographic-dijkstra.js'
import { contractionOrder } from '../kernel/ordering/contraction-order.js'
import { type ReversedTopology, reversed } from '../kernel/reverse.js'
import type { FoundPath, Offsets } from '../kernel/search.js'
import type { Metric } from '../kernel/topology.js'
import type { CompiledNetwork, Terminal } from './compile.js'

/** When a contraction hierarchy is made: by size and number of queries, with the first query, or not at all. */
export const ACCELERATIONS = ['auto', 'always', 'never'] as const
export type Acceleration = (typeof ACCELERATIONS)[number]

/** Smaller networks are searched as quickly as a hierarchy is asked. */
const FROM_VERTICES = 200
/** Searches with one set of weights that cost as much as customising the hierarchy to it ... */
const FROM_QUERIES = 16
/** ... and those that cost as much as ordering the network first. */
const FROM_QUERIES_WITHOUT_ORDER = 64

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
  #order: Uint32Array | undefined
  #hierarchy: Hierarchy | undefined
  #reversed: ReversedTopology | undefined
  #backward: LexicographicDijkstra | undefined

  /** @param order the contraction order, rank to vertex, if it is known */
  constructor(compiled: CompiledNetwork, acceleration: Acceleration, order: Uint32Array | undefined) {
    this.#compiled = compiled
    this.#acceleration = acceleration
    this.#dijkstra = new LexicographicDijkstra(compiled.topology)
    this.#order = order
  }

  /** The contraction order, rank to vertex; worked out when it is first asked for. */
  get order(): Uint32Array {
    this.#order ??= contractionOrder(this.#compiled.topology, unitSphere(this.#compiled))
    return this.#order
  }

  /** The order as far as it is known. */
  get knownOrder(): Uint32Array | undefined {
    return this.#order
  }

  /** The topology turned round. */
  get reversed(): ReversedTopology {
    this.#reversed ??= reversed(this.#compiled.topology)
    return this.#reversed
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

  /** The least path of every pair, row by row. */
  pairs(
    weights: Searchable,
    sources: readonly Offsets[],
    targets: readonly Offsets[],
    take: (row: number, column: number, path: FoundPath | undefined) => void,
  ): void {
    if (!this.#accelerates(weights, sources.length * targets.length)) {
      sources.forEach((from, i) => {
        targets.forEach((to, j) => {
          take(i, j, this.#dijkstra.search(weights.metrics, from, to))
        })
      })
      return
    }
    const query = this.#paths(weights)
    const labels = targets.map((to) => query.labels(to))
    sources.forEach((from, i) => {
      query.start(from)
      labels.forEach((to, j) => {
        take(i, j, query.pathTo(to))
      })
    })
  }

  /** The distance of every pair by the first metric, row by row; `Infinity` where there is no way. */
  table(weights: Searchable, sources: readonly Offsets[], targets: readonly Offsets[]): Float64Array {
    // A search without a hierarchy gives a whole row.
    if (this.#accelerates(weights, sources.length)) {
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
    if (this.#accelerates(weights, 1)) {
      weights.accelerators.oneToAll ??= new OneToAll(this.#distances(weights))
      return weights.accelerators.oneToAll.distances(ends, direction)
    }
    const [metric] = weights.metrics as [Metric]
    if (direction === 'from') return this.#dijkstra.distances(metric, ends)
    const { topology, original } = this.reversed
    this.#backward ??= new LexicographicDijkstra(topology)
    return this.#backward.distances(
      original.map((arc) => metric[arc] as number),
      ends,
    )
  }

  #accelerates({ accelerators }: Searchable, searches: number): boolean {
    if (this.#acceleration === 'never') return false
    accelerators.queries += searches
    if (this.#acceleration === 'always') return true
    const enough = this.#order === undefined ? FROM_QUERIES_WITHOUT_ORDER : FROM_QUERIES
    return this.#compiled.topology.vertexCount >= FROM_VERTICES && accelerators.queries > enough
  }

  #paths({ metrics, accelerators }: Searchable): LexicographicQuery {
    accelerators.paths ??= new LexicographicQuery(new LexicographicCustomisation(this.#ordered(), metrics))
    return accelerators.paths
  }

  #distances({ metrics, accelerators }: Searchable): Customisation {
    accelerators.distances ??= new Customisation(this.#ordered(), metrics[0] as Metric, { perfect: true })
    return accelerators.distances
  }

  #ordered(): Hierarchy {
    this.#hierarchy ??= new Hierarchy(this.#compiled.topology, this.order)
    return this.#hierarchy
  }
}

/** The terminals as points of the unit sphere, on which the antimeridian is no seam: columns x, y and z. */
function unitSphere({ terminals, nodes }: CompiledNetwork): Float64Array[] {
  const columns = [
    new Float64Array(terminals.length),
    new Float64Array(terminals.length),
    new Float64Array(terminals.length),
  ]
  const [x, y, z] = columns as [Float64Array, Float64Array, Float64Array]
  terminals.forEach(({ node }: Terminal, v) => {
    const { x_coord = Number.NaN, y_coord = Number.NaN } = nodes.at(node) ?? {}
    const longitude = (x_coord * Math.PI) / 180
    const latitude = (y_coord * Math.PI) / 180
    x[v] = Math.cos(latitude) * Math.cos(longitude)
    y[v] = Math.cos(latitude) * Math.sin(longitude)
    z[v] = Math.sin(latitude)
  })
  return columns
}
