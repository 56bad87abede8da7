/**
 * Lower bounds for goal-directed search: ALT (A*, landmarks, triangle inequality; Goldberg and Harrelson 2005,
 * SODA, pp. 156-165, ISBN 0-89871-585-7). The exact distances from and to a few landmarks bound every distance between
 * two vertices from below, and the bounds are consistent, so that a search ordered by distance plus bound still settles
 * each vertex once and finds the same optimum. No coordinates are needed and none are trusted.
 *
 * Landmarks are chosen farthest first, outliers left out: the ends of a few dear or slow arcs (airports, by cost) are
 * the farthest of all and bound nothing but the ways to themselves. Built by 2 x landmarks one-to-all searches;
 * 16 bytes a vertex and landmark.
 */
import { LexicographicDijkstra } from './lexicographic-dijkstra.js'
import { reversed } from './reverse.js'
import type { LowerBounds, Offsets } from './search.js'
import { CLOSED, type Metric, type Topology } from './topology.js'

const DEFAULT_COUNT = 24
/** Of all landmarks, a query uses the few that bound the way from its first source best. */
const ACTIVE_COUNT = 8
/** This share of the vertices, farthest from or to the busiest one, is no landmark. */
const OUTLIER_SHARE = 0.05

export class Landmarks {
  /** Row by row: for each vertex, for each landmark, the distances from and to it. */
  readonly #distances: Float64Array
  readonly #count: number

  constructor(topology: Topology, metric: Metric, count = DEFAULT_COUNT) {
    const { vertexCount } = topology
    const forward = new LexicographicDijkstra(topology)
    const back = reversed(topology)
    const backward = new LexicographicDijkstra(back.topology)
    const backMetric = metric.map((_, a) => metric[back.original[a] as number] as number)
    const from: Float64Array[] = []
    const to: Float64Array[] = []
    if (vertexCount > 0) {
      // The first landmark is the vertex farthest from the busiest one; each further one is farthest from all before.
      const hub = busiest(topology, metric)
      const nearest = forward.distances(metric, hub)
      const candidates = withoutOutliers(nearest, backward.distances(backMetric, hub))
      for (let landmark = farthest(nearest, candidates); landmark !== undefined && from.length < count; ) {
        const there = forward.distances(metric, landmark)
        const here = backward.distances(backMetric, landmark)
        for (let v = 0; v < vertexCount; v++) {
          const distance = Math.min(there[v] as number, here[v] as number)
          if (from.length === 0 || distance < (nearest[v] as number)) nearest[v] = distance
        }
        from.push(there)
        to.push(here)
        landmark = farthest(nearest, candidates)
      }
    }
    this.#count = from.length
    this.#distances = new Float64Array(vertexCount * 2 * this.#count)
    let next = 0
    for (let v = 0; v < vertexCount; v++) {
      for (let l = 0; l < this.#count; l++) {
        this.#distances[next++] = (from[l] as Float64Array)[v] as number
        this.#distances[next++] = (to[l] as Float64Array)[v] as number
      }
    }
  }

  /**
   * Lower bounds towards the best of some targets, their offsets included, by the landmarks that serve the way from
   * `source` best. O(targets x landmarks) to prepare, O(1) a vertex.
   */
  towards(targets: Offsets, source: number): LowerBounds {
    const distances = this.#distances
    const width = this.#count * 2
    const views: View[] = []
    for (let column = 0; column < width; column += 2) {
      let nearestTarget = Number.POSITIVE_INFINITY
      let farthestTarget = Number.NEGATIVE_INFINITY
      targets.vertices.forEach((t, i) => {
        const offset = targets.weights[0]?.[i] ?? 0
        nearestTarget = Math.min(nearestTarget, (distances[t * width + column] as number) + offset)
        farthestTarget = Math.max(farthestTarget, (distances[t * width + column + 1] as number) - offset)
      })
      views.push({ column, nearestTarget, farthestTarget })
    }
    const at = (vertex: number, active: readonly View[]): number => {
      const row = vertex * width
      let bound = 0
      for (let i = 0; i < active.length; i++) {
        const { column, nearestTarget, farthestTarget } = active[i] as View
        const from = distances[row + column] as number
        // d(v, t) >= d(L, t) - d(L, v); of use only where the landmark reaches v.
        if (from !== Number.POSITIVE_INFINITY && nearestTarget - from > bound) bound = nearestTarget - from
        // d(v, t) >= d(v, L) - d(t, L); of use only where every target reaches the landmark.
        const to = distances[row + column + 1] as number
        if (farthestTarget !== Number.POSITIVE_INFINITY && to - farthestTarget > bound) bound = to - farthestTarget
      }
      return bound
    }
    const active = views
      .map((view) => ({ view, bound: at(source, [view]) }))
      .sort((a, b) => (a.bound === b.bound ? 0 : b.bound - a.bound))
      .slice(0, ACTIVE_COUNT)
      .map(({ view }) => view)
    return { at: (vertex) => at(vertex, active) }
  }
}

/** A landmark as seen by a query. */
interface View {
  /** Where the distances from the landmark stand in a row; those to it are the next. */
  readonly column: number
  /** Least distance from the landmark to a target plus the target's offset. */
  readonly nearestTarget: number
  /** Greatest distance to the landmark from a target less the target's offset. */
  readonly farthestTarget: number
}

/** Vertices that are not among the farthest from the hub or to it. */
function withoutOutliers(from: Float64Array, to: Float64Array): number[] {
  const limitFrom = quantile(from)
  const limitTo = quantile(to)
  const kept: number[] = []
  from.forEach((distance, v) => {
    if (distance <= limitFrom && (to[v] as number) <= limitTo) kept.push(v)
  })
  return kept
}

/** The finite distance that all but the share of outliers keep to. */
function quantile(distances: Float64Array): number {
  const finite = distances.filter((distance) => distance !== Number.POSITIVE_INFINITY).sort()
  return finite[Math.ceil(finite.length * (1 - OUTLIER_SHARE)) - 1] ?? 0
}

function farthest(distances: Float64Array, candidates: readonly number[]): number | undefined {
  let best: number | undefined
  let most = 0
  for (const v of candidates) {
    const distance = distances[v] as number
    if (distance !== Number.POSITIVE_INFINITY && distance > most) {
      most = distance
      best = v
    }
  }
  return best
}

function busiest({ vertexCount, firstOut }: Topology, metric: Metric): number {
  let best = 0
  let most = -1
  for (let v = 0; v < vertexCount; v++) {
    let open = 0
    for (let a = firstOut[v] as number; a < (firstOut[v + 1] as number); a++) if (metric[a] !== CLOSED) open++
    if (open > most) {
      most = open
      best = v
    }
  }
  return best
}
