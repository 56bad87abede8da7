/**
 * Lower bounds for goal-directed search: ALT (A*, landmarks, triangle inequality; Goldberg and Harrelson 2005,
 * SODA, pp. 156-165, ISBN 0-89871-585-7). The exact distances from and to a few landmarks bound every distance between
 * two vertices from below, and the bounds are consistent, so that a search ordered by distance plus bound still settles
 * each vertex once and finds the same optimum. No coordinates are needed and none are trusted.
 *
 * Landmarks are chosen farthest first. Built by 2 x landmarks one-to-all searches; 16 bytes a vertex and landmark.
 */
import { LexicographicDijkstra } from './lexicographic-dijkstra.js'
import { reversed } from './reverse.js'
import type { LowerBounds } from './search.js'
import { CLOSED, type Metric, type Topology } from './topology.js'

const DEFAULT_COUNT = 16
/** Of all landmarks, a query uses the few that bound the way from its first source best. */
const ACTIVE_COUNT = 8

export class Landmarks {
  /** `from[l][v]`: distance from landmark l to v. */
  readonly #from: Float64Array[] = []
  /** `to[l][v]`: distance from v to landmark l. */
  readonly #to: Float64Array[] = []

  constructor(topology: Topology, metric: Metric, count = DEFAULT_COUNT) {
    const { vertexCount } = topology
    if (vertexCount === 0) return
    const forward = new LexicographicDijkstra(topology)
    const back = reversed(topology)
    const backward = new LexicographicDijkstra(back.topology)
    const backMetric = new Uint32Array(metric.length)
    for (let a = 0; a < metric.length; a++) backMetric[a] = metric[back.original[a] as number] as number
    // The first landmark is the vertex farthest from the busiest one; each further one is farthest from all before.
    const nearest = forward.distances(metric, busiest(topology, metric))
    for (let i = 0; i < count; i++) {
      const landmark = farthest(nearest)
      if (landmark === undefined) break
      const from = forward.distances(metric, landmark)
      const to = backward.distances(backMetric, landmark)
      this.#from.push(from)
      this.#to.push(to)
      for (let v = 0; v < vertexCount; v++) {
        const distance = Math.min(from[v] as number, to[v] as number)
        if (i === 0 || distance < (nearest[v] as number)) nearest[v] = distance
      }
    }
  }

  /**
   * Lower bounds towards the nearest of some targets, by the landmarks that serve the way from `source` best.
   * O(targets x landmarks) to prepare, O(1) a vertex.
   */
  towards(targets: readonly number[], source: number): LowerBounds {
    const views = this.#from.map((from, l) => view(from, this.#to[l] as Float64Array, targets))
    const active = views
      .map((landmark) => ({ landmark, bound: boundBy(landmark, source) }))
      .sort((a, b) => (a.bound === b.bound ? 0 : b.bound - a.bound))
      .slice(0, ACTIVE_COUNT)
      .map(({ landmark }) => landmark)
    const at = (vertex: number): number => {
      let bound = 0
      for (let l = 0; l < active.length; l++) {
        const by = boundBy(active[l] as View, vertex)
        if (by > bound) bound = by
      }
      return bound
    }
    return { at }
  }
}

/** A landmark as seen by a query. */
interface View {
  readonly from: Float64Array
  readonly to: Float64Array
  /** Distance from the landmark to the nearest target. */
  readonly nearestTarget: number
  /** Distance to the landmark from the farthest target. */
  readonly farthestTarget: number
}

function view(from: Float64Array, to: Float64Array, targets: readonly number[]): View {
  let nearestTarget = Number.POSITIVE_INFINITY
  let farthestTarget = 0
  for (const t of targets) {
    nearestTarget = Math.min(nearestTarget, from[t] as number)
    farthestTarget = Math.max(farthestTarget, to[t] as number)
  }
  return { from, to, nearestTarget, farthestTarget }
}

function boundBy({ from, to, nearestTarget, farthestTarget }: View, vertex: number): number {
  const here = from[vertex] as number
  // d(v, t) >= d(L, t) - d(L, v); of use only where the landmark reaches v.
  const ahead = here === Number.POSITIVE_INFINITY ? 0 : nearestTarget - here
  // d(v, t) >= d(v, L) - d(t, L); of use only where every target reaches the landmark.
  const behind = farthestTarget === Number.POSITIVE_INFINITY ? 0 : (to[vertex] as number) - farthestTarget
  return Math.max(0, ahead, behind)
}

function farthest(distances: Float64Array): number | undefined {
  let best: number | undefined
  let most = 0
  for (let v = 0; v < distances.length; v++) {
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
