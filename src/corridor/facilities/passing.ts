/**
 * What is known of routes that profit from improved handling before any of it is tried: lower bounds. An improvement at a node
 * helps a route only by a transfer there that it made lighter, or by loading and unloading at the ends; no link changes. So a route
 * that profits from node a weighs at least
 *
 *   (origin to a) + (lightest improved transfer at a) + (a to destination)
 *
 * with the ways to a and from it handled for nothing there; and one that profits from a and then b at least the same by both. Where
 * a alone is improved, the ways are those of today; where others are as well, those with every candidate improved.
 */

import type { Metric } from '../../kernel/topology.js'
import { type CompiledNetwork, type Terminal, TRANSFER } from '../../routing/compile.js'
import type { Prepared } from '../../routing/preparation.js'
import type { Handling, QueryOptions, Router } from '../../routing/router.js'
import type { IndexedPairs } from './indexed-pairs.js'

/** How the handling at the candidates changes when all of them are improved. */
export interface HandlingChange {
  /** Node ids at which something weighs more than before. */
  readonly worse: readonly string[]
  /** For each candidate, the weight of the lightest transfer that was made lighter; `Infinity` where none was. */
  readonly leastTransfer: Float64Array
}

/** Compares the weights before and after on one topology. O(arcs). */
export function compareHandling(
  before: Prepared,
  after: Prepared,
  { topology, terminals, arcLink, nodeIndex }: CompiledNetwork,
  candidates: readonly string[],
): HandlingChange {
  const index = new Map(candidates.map((id, c) => [nodeIndex.get(id) as number, c]))
  const candidateAt = (vertex: number): number | undefined => index.get((terminals[vertex] as Terminal).node)
  const worse = new Set<number>()
  const leastTransfer = new Float64Array(candidates.length).fill(Number.POSITIVE_INFINITY)
  const [then, now] = [before.metrics[0] as Metric, after.metrics[0] as Metric]
  for (let a = 0; a < topology.arcCount; a++) {
    if (arcLink[a] !== TRANSFER) continue
    const c = candidateAt(topology.tail[a] as number)
    if (c === undefined) continue
    const weight = now[a] as number
    if (weight > (then[a] as number)) worse.add(c)
    else if (weight < (then[a] as number)) leastTransfer[c] = Math.min(leastTransfer[c] as number, weight)
  }
  for (const operation of ['loading', 'unloading'] as const) {
    const [old, changed] = [before.weights[operation][before.objective], after.weights[operation][before.objective]]
    for (let t = 0; t < terminals.length; t++) {
      const c = candidateAt(t)
      if (c !== undefined && (changed[t] as number) > (old[t] as number)) worse.add(c)
    }
  }
  return { worse: candidates.filter((_, c) => worse.has(c)), leastTransfer }
}

/** Lower bounds of routes that profit from candidates. */
export interface Passing {
  /** Pair by pair a row of candidates: no route of the pair that profits from the candidate weighs less. */
  readonly least: Float64Array
  /** Whether every route of a pair that profits from two candidates weighs at least so much. One more matrix. */
  readonly usesOneOnly: (limits: Float64Array) => boolean
}

/**
 * Two matrices: from origins to candidates and from candidates to destinations.
 *
 * @param options the questions of the network whose ways lead to the candidates and from them
 */
export function passingBounds(
  router: Router,
  options: QueryOptions,
  candidates: readonly string[],
  leastTransfer: Float64Array,
  { origins, destinations, origin, destination }: IndexedPairs,
): Passing {
  const { handling = 'both' } = options
  const loads: Handling = handling === 'both' || handling === 'origin' ? 'origin' : 'none'
  const unloads: Handling = handling === 'both' || handling === 'destination' ? 'destination' : 'none'
  const weights = (from: readonly string[], to: readonly string[], handling: Handling): Float64Array => {
    if (from.length === 0 || to.length === 0) return new Float64Array(0)
    const table = router.matrix({ ...options, handling, origins: from, destinations: to }).weights
    return table.map((weight) => (Number.isNaN(weight) ? Number.POSITIVE_INFINITY : weight))
  }
  const toCandidate = weights(origins, candidates, loads)
  const fromCandidate = weights(candidates, destinations, unloads)
  const size = candidates.length
  const to = (pair: number, c: number): number => toCandidate[(origin[pair] as number) * size + c] as number
  const from = (pair: number, c: number): number =>
    fromCandidate[c * destinations.length + (destination[pair] as number)] as number
  /** At its ends a pair may profit by loading or unloading, of which the least is 0. */
  const handled = (pair: number, c: number): number => {
    const id = candidates[c]
    const isEnd = id === origins[origin[pair] as number] || id === destinations[destination[pair] as number]
    return isEnd ? 0 : (leastTransfer[c] as number)
  }
  const least = new Float64Array(origin.length * size)
  for (let pair = 0; pair < origin.length; pair++) {
    for (let c = 0; c < size; c++) least[pair * size + c] = to(pair, c) + handled(pair, c) + from(pair, c)
  }
  const usesOneOnly = (limits: Float64Array): boolean => {
    const helpfulOf = Array.from(limits, (limit, pair) =>
      candidates.map((_, c) => c).filter((c) => (least[pair * size + c] as number) < limit),
    )
    const helpful = [...new Set(helpfulOf.flat())]
    const row = new Map(helpful.map((c, i) => [c, i]))
    const ids = helpful.map((c) => candidates[c] as string)
    const between = weights(ids, ids, 'none')
    const way = (b: number, c: number): number =>
      between[(row.get(b) as number) * helpful.length + (row.get(c) as number)] as number
    return helpfulOf.every((helpful, pair) =>
      helpful.every((b) => {
        const start = to(pair, b) + handled(pair, b)
        return helpful.every(
          (c) => b === c || start + way(b, c) + handled(pair, c) + from(pair, c) >= (limits[pair] as number),
        )
      }),
    )
  }
  return { least, usesOneOnly }
}
