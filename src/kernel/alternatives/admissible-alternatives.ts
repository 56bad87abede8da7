/**
 * A few routes that a planner would call different and each reasonable: alternatives in the sense of Abraham, Delling,
 * Goldberg and Werneck (Alternative routes in road networks, 2013, doi:10.1145/2444016.2444019). A route is admissible
 * - if it shares little with the routes before it,
 * - if no part of it is much longer than the shortest way between the ends of that part (uniformly bounded stretch),
 * - if every short part of it is a shortest way (local optimality), so that it makes no pointless turn.
 *
 * Candidates are the shortest paths over one vertex, read off two trees of shortest paths. Where both trees agree for a while
 * (a plateau: Cambridge Vehicle Information Technology, Choice Routing, 2005) all vertices give the same path. Candidates are
 * tried in the order of the paper's function: 2 x weight + shared weight - plateau, each as a share of the optimum's.
 *
 * Where we go further. Candidates also lead over one arc that is in neither tree: else the dearer of two parallel arcs could never
 * be an alternative, nor the way from a source whose own offset is not its least distance. Both bounds on parts are checked exactly for
 * every part, offsets included (see detour-check.ts), not by one query and a factor of two. Nothing is relaxed: where no candidate
 * is admissible, the optimum stands alone. All paths over one vertex or arc are tried, not all paths: a route that needs two
 * detours at once is not found (deciding that is hard).
 *
 * Routes are chosen greedily, so that looser bounds may lead to another first choice and, at times, to fewer routes.
 *
 * Two Dijkstra trees, then O(candidates log candidates), and per candidate tried O(path) small searches.
 */
import { type ReversedTopology, reversed } from '../reverse.js'
import type { FoundPath, Offsets } from '../search.js'
import { tieNumbers } from '../tie-numbers.js'
import { CLOSED, type Metric, type Topology } from '../topology.js'
import { type CheckedPath, DetourCheck, type Violation } from './detour-check.js'
import { type DistinctEnds, distinctEnds } from './distinct-ends.js'
import { NO_ARC, type ShortestPathTree, shortestPathTree } from './shortest-path-tree.js'

export interface AlternativesOptions extends Partial<AlternativesBounds> {
  /** What sharing is measured by; default: the first metric. */
  readonly measure?: Metric | undefined
  /** The topology turned round, where the caller has it already. */
  readonly reverse?: ReversedTopology | undefined
}

/** How many routes, and what a route has to keep. */
export interface AlternativesBounds {
  /** The most routes to return, the optimum included. A whole number of at least 1; default 3. */
  readonly most: number
  /** How much of the optimum's measure a route may have in common with the routes before it. 0 to 1; default 0.8. */
  readonly maxSharing: number
  /** How many times the distance between its ends any part of a route may weigh. At least 1; default 1.25. */
  readonly maxStretch: number
  /** Every part of up to this share of the optimum's weight must be a shortest way. 0 to 1; default 0.25. */
  readonly minLocalOptimality: number
}

/** What holds where an option is not given. The bounds are those of the paper. */
export const ALTERNATIVES_DEFAULTS: AlternativesBounds = Object.freeze({
  most: 3,
  maxSharing: 0.8,
  maxStretch: 1.25,
  minLocalOptimality: 0.25,
})

/** A route and how it keeps the bounds; weights are those of the first metric, offsets included. */
export interface AlternativeRoute {
  readonly path: FoundPath
  /** Measure of the arcs that a route before this one uses too, as a share of the measure of the optimum's arcs. 0 for the optimum. */
  readonly sharing: number
  /** Greatest ratio of the weight of a part of the route to the distance between its ends; 1 for the optimum. */
  readonly stretch: number
  /**
   * Weight of the lightest part that is not a shortest way, as a share of the optimum's weight: more than
   * `minLocalOptimality`. Where every part is a shortest way, the route is an optimum itself and this is 1.
   */
  readonly localOptimality: number
}

/** The routes, and what became of the other candidates. */
export interface Alternatives {
  /** The optimum first, then in order of choice; empty where no target can be reached. */
  readonly routes: readonly AlternativeRoute[]
  /** How many paths over one vertex or arc were considered: those within `maxStretch` of the optimum as a whole, the optimum left out. */
  readonly candidates: number
  /** How many of them broke which bound first. Candidates neither chosen nor rejected were not needed. */
  readonly rejected: {
    readonly loop: number
    readonly sharing: number
    readonly stretch: number
    readonly localOptimality: number
  }
}

/**
 * The least path and admissible alternatives to it; see the head of the file.
 *
 * @param metrics one to three; the first is what the bounds are about, the others break ties; an arc is closed when the
 *   first says so
 * @throws RangeError where an option is out of its range, or a metric does not fit the topology
 */
export function admissibleAlternatives(
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
  targets: Offsets,
  options: AlternativesOptions = {},
): Alternatives {
  const bounds = checkedOptions(options)
  if (metrics.length < 1 || metrics.length > 3) {
    throw new RangeError(`metrics: expected one to three, received ${metrics.length}`)
  }
  const measure = options.measure ?? (metrics[0] as Metric)
  for (const { length } of [...metrics, measure]) {
    if (length !== topology.arcCount) {
      throw new RangeError(`metrics: expected ${topology.arcCount} weights, received ${length}`)
    }
  }
  const ties = tieNumbers(topology.arcCount, topology.tieRank)
  const starts = distinctEnds(sources)
  const ends = distinctEnds(targets)
  const back = options.reverse ?? reversed(topology)
  // Whatever is farther than the longest route allowed is on none.
  const factor = bounds.maxStretch
  const homeward = shortestPathTree(back, metrics, ties, ends, { ends: starts, factor })
  const optimum = leastAmong(starts, homeward.dist0)
  if (optimum === undefined) return { routes: [], candidates: 0, rejected: NONE_REJECTED }
  const outward = shortestPathTree({ topology, original: undefined }, metrics, ties, starts, { ends, factor })
  const field: Field = { topology, metrics, starts, ends, outward, homeward, optimum }
  return chosen(field, measure, bounds)
}

/** Everything that a query knows before it chooses. */
interface Field {
  readonly topology: Topology
  readonly metrics: readonly Metric[]
  readonly starts: DistinctEnds
  readonly ends: DistinctEnds
  /** From the sources. */
  readonly outward: ShortestPathTree
  /** To the targets. */
  readonly homeward: ShortestPathTree
  readonly optimum: number
}

/** What a candidate leads over: one vertex (`into` and `outOf` are the same), one arc, or one source or target. */
interface Candidate {
  /** Up to here it follows the tree from the sources; `undefined` where it starts at `outOf` by that source's own offset. */
  readonly into: number | undefined
  /** {@link NO_ARC} unless it leads over an arc of neither tree. */
  readonly arc: number
  /** From here it follows the tree to the targets; `undefined` where it ends at `into` by that target's own offset. */
  readonly outOf: number | undefined
  readonly total: number
  readonly plateau: number
}

const NONE_REJECTED = Object.freeze({ loop: 0, sharing: 0, stretch: 0, localOptimality: 0 })

/** Chooses greedily: of the candidates that share little with all routes so far, the first in rank that is admissible. */
function chosen(field: Field, measure: Metric, bounds: AlternativesBounds): Alternatives {
  const { topology, metrics, outward, homeward, optimum } = field
  const trace = tracerOf(field)
  const best = trace(optimumOf(field)) as Walk
  const routes: AlternativeRoute[] = [{ path: pathOf(field, best), sharing: 0, stretch: 1, localOptimality: 1 }]
  const whole = best.arcs.reduce((sum, a) => sum + (measure[a] as number), 0)
  // Where the optimum measures nothing, there is nothing to tell how much is shared.
  let waiting = whole === 0 ? [] : candidatesOf(field, best.vertices[0] as number, bounds.maxStretch)
  const candidates = waiting.length
  const rejected: Record<Violation | 'loop' | 'sharing', number> = { ...NONE_REJECTED }
  const check = new DetourCheck(topology, metrics[0] as Metric, outward.dist0, homeward.dist0, optimum)
  const used = new Uint8Array(topology.arcCount)
  let latest: Walk | undefined = best
  while (latest !== undefined && routes.length < bounds.most && waiting.length > 0) {
    for (const a of latest.arcs) used[a] = 1
    latest = undefined
    const shared = sharedOf(field, measure, used)
    const kept = waiting.filter((candidate) => shared(candidate) / whole <= bounds.maxSharing)
    rejected.sharing += waiting.length - kept.length
    const rank = (candidate: Candidate): number =>
      (2 * candidate.total - candidate.plateau) / optimum + shared(candidate) / whole
    const ranked = kept
      .map((candidate) => ({ candidate, rank: optimum === 0 ? shared(candidate) / whole : rank(candidate) }))
      .sort((a, b) => a.rank - b.rank || byPlace(a.candidate, b.candidate))
    let tried = 0
    while (latest === undefined && tried < ranked.length) {
      const { candidate } = ranked[tried++] as { readonly candidate: Candidate }
      const walk = trace(candidate)
      const fault = walk === undefined ? 'loop' : check.violation(walk, bounds.minLocalOptimality, bounds.maxStretch)
      if (walk === undefined || fault !== undefined) {
        rejected[fault ?? 'loop']++
        continue
      }
      const { stretch, lightestDetour } = check.quality(walk)
      routes.push({
        path: pathOf(field, walk),
        sharing: shared(candidate) / whole,
        stretch,
        localOptimality: optimum === 0 ? 1 : lightestDetour / optimum,
      })
      latest = walk
    }
    waiting = ranked.slice(tried).map(({ candidate }) => candidate)
  }
  return { routes, candidates, rejected }
}

/** A candidate as a path, with what the check of its parts needs. */
interface Walk extends CheckedPath {
  readonly arcs: readonly number[]
}

/** The optimum, by the rule of the lexicographic Dijkstra. */
function optimumOf({ outward, ends, optimum }: Field): Candidate {
  let best: number | undefined
  const behind = (v: number, w: number): number => {
    const i = ends.slot.get(v) as number
    const j = ends.slot.get(w) as number
    const [w0, w1, w2] = ends.weights
    return (
      (outward.dist0[v] as number) + (w0[i] as number) - ((outward.dist0[w] as number) + (w0[j] as number)) ||
      (outward.dist1[v] as number) + (w1[i] as number) - ((outward.dist1[w] as number) + (w1[j] as number)) ||
      (outward.dist2[v] as number) + (w2[i] as number) - ((outward.dist2[w] as number) + (w2[j] as number)) ||
      (outward.ties[v] as number) - (outward.ties[w] as number)
    )
  }
  for (const v of ends.vertices) {
    if (outward.dist0[v] === Number.POSITIVE_INFINITY) continue
    if (best === undefined || behind(v, best) < 0) best = v
  }
  return { into: best, arc: NO_ARC, outOf: undefined, total: optimum, plateau: 0 }
}

/** All different paths over one vertex, or over one arc that is in neither tree, that are as a whole within the stretch. */
function candidatesOf(field: Field, start: number, maxStretch: number): Candidate[] {
  const { topology, metrics, starts, ends, outward, homeward, optimum } = field
  const { tail, head, arcCount } = topology
  const weight = metrics[0] as Metric
  const candidates: Candidate[] = []
  const offer = (
    into: number | undefined,
    arc: number,
    outOf: number | undefined,
    total: number,
    plateau: number,
  ): void => {
    // Infinity is never within.
    if (total <= optimum * maxStretch) candidates.push({ into, arc, outOf, total, plateau })
  }
  const plateaus = plateausOf(field)
  for (const v of outward.order) {
    const a = outward.arc[v] as number
    const inside = a !== NO_ARC && homeward.arc[tail[a] as number] === a
    const total = (outward.dist0[v] as number) + (homeward.dist0[v] as number)
    // At the source of the optimum begins the plateau that is the optimum.
    const isOptimum = v === start && total === optimum
    if (!inside && !isOptimum) offer(v, NO_ARC, v, total, plateaus[v] as number)
  }
  for (let a = 0; a < arcCount; a++) {
    const u = tail[a] as number
    const v = head[a] as number
    if (weight[a] === CLOSED || outward.arc[v] === a || homeward.arc[u] === a) continue
    offer(u, a, v, (outward.dist0[u] as number) + (weight[a] as number) + (homeward.dist0[v] as number), 0)
  }
  // Ends entered by their own offset although a way over another one is shorter.
  starts.vertices.forEach((v, i) => {
    if (outward.arc[v] === NO_ARC && outward.dist0[v] !== Number.POSITIVE_INFINITY) return
    offer(undefined, NO_ARC, v, (starts.weights[0][i] as number) + (homeward.dist0[v] as number), 0)
  })
  ends.vertices.forEach((v, i) => {
    if (homeward.arc[v] === NO_ARC) return
    offer(v, NO_ARC, undefined, (outward.dist0[v] as number) + (ends.weights[0][i] as number), 0)
  })
  return candidates
}

/** For each vertex, the weight of the way from there on which both trees agree. */
function plateausOf({ topology, metrics, outward, homeward }: Field): Float64Array {
  const { head, vertexCount } = topology
  const weight = metrics[0] as Metric
  const plateau = new Float64Array(vertexCount)
  for (let i = outward.order.length - 1; i >= 0; i--) {
    const v = outward.order[i] as number
    const a = homeward.arc[v] as number
    if (a === NO_ARC) continue
    const next = head[a] as number
    if (outward.arc[next] === a) plateau[v] = (weight[a] as number) + (plateau[next] as number)
  }
  return plateau
}

/** What any candidate has in common with the arcs in use, by the measure. O(vertices), then O(1) each. */
function sharedOf(
  { topology, outward, homeward }: Field,
  measure: Metric,
  used: Uint8Array,
): (candidate: Candidate) => number {
  const { tail, head, vertexCount } = topology
  const common = (a: number): number => (used[a] === 1 ? (measure[a] as number) : 0)
  const before = new Float64Array(vertexCount)
  for (const v of outward.order) {
    const a = outward.arc[v] as number
    if (a !== NO_ARC) before[v] = (before[tail[a] as number] as number) + common(a)
  }
  const after = new Float64Array(vertexCount)
  for (const v of homeward.order) {
    const a = homeward.arc[v] as number
    if (a !== NO_ARC) after[v] = (after[head[a] as number] as number) + common(a)
  }
  return ({ into, arc, outOf }) =>
    (into === undefined ? 0 : (before[into] as number)) +
    (arc === NO_ARC ? 0 : common(arc)) +
    (outOf === undefined ? 0 : (after[outOf] as number))
}

/** Makes a function that follows the trees from where a candidate leads over; `undefined` where the path passes a vertex twice. */
function tracerOf({ topology, metrics, starts, outward, homeward }: Field): (candidate: Candidate) => Walk | undefined {
  const { tail, head, vertexCount } = topology
  const weight = metrics[0] as Metric
  const seen = new Uint32Array(vertexCount)
  let round = 0
  return ({ into, arc, outOf, total }) => {
    round++
    const arcs: number[] = []
    for (let v = into; v !== undefined; ) {
      seen[v] = round
      const a = outward.arc[v] as number
      if (a === NO_ARC) break
      arcs.push(a)
      v = tail[a] as number
    }
    arcs.reverse()
    if (arc !== NO_ARC) arcs.push(arc)
    if (arc !== NO_ARC && outOf !== undefined && seen[outOf] === round) return undefined
    for (let v = outOf; v !== undefined; ) {
      const a = homeward.arc[v] as number
      if (a === NO_ARC) break
      arcs.push(a)
      v = head[a] as number
      if (seen[v] === round) return undefined
    }
    const source = arcs.length > 0 ? (tail[arcs[0] as number] as number) : ((into ?? outOf) as number)
    const vertices = [source]
    let sum = starts.weights[0][starts.slot.get(source) as number] as number
    const sums = [sum]
    for (const a of arcs) {
      vertices.push(head[a] as number)
      sum += weight[a] as number
      sums.push(sum)
    }
    return { vertices, arcs, sums, total }
  }
}

/** A walk as it is given out, with the sums of all metrics. */
function pathOf({ metrics, starts, ends }: Field, { vertices, arcs }: Walk): FoundPath {
  const source = vertices[0] as number
  const target = vertices[vertices.length - 1] as number
  const start = starts.slot.get(source) as number
  const end = ends.slot.get(target) as number
  const weights = metrics.map((metric, criterion) => {
    const offset = (starts.weights[criterion]?.[start] as number) + (ends.weights[criterion]?.[end] as number)
    return arcs.reduce((sum, a) => sum + (metric[a] as number), offset)
  })
  return { weights, source, target, arcs }
}

/** The least sum of an offset and the distance from there. */
function leastAmong({ vertices, weights }: DistinctEnds, distance: Float64Array): number | undefined {
  let least = Number.POSITIVE_INFINITY
  vertices.forEach((v, i) => {
    least = Math.min(least, (weights[0][i] as number) + (distance[v] as number))
  })
  return least === Number.POSITIVE_INFINITY ? undefined : least
}

/** Decides between candidates of one rank: the lighter, then by the arcs and vertices that they lead over. */
function byPlace(a: Candidate, b: Candidate): number {
  return a.total - b.total || a.arc - b.arc || (a.outOf ?? -1) - (b.outOf ?? -1) || (a.into ?? -1) - (b.into ?? -1)
}

function checkedOptions(options: AlternativesOptions): AlternativesBounds {
  const bounds: AlternativesBounds = {
    most: options.most ?? ALTERNATIVES_DEFAULTS.most,
    maxSharing: options.maxSharing ?? ALTERNATIVES_DEFAULTS.maxSharing,
    maxStretch: options.maxStretch ?? ALTERNATIVES_DEFAULTS.maxStretch,
    minLocalOptimality: options.minLocalOptimality ?? ALTERNATIVES_DEFAULTS.minLocalOptimality,
  }
  const { most, maxStretch } = bounds
  if (!Number.isSafeInteger(most) || most < 1) {
    throw new RangeError(`most: expected a whole number of at least 1, received ${most}`)
  }
  for (const name of ['maxSharing', 'minLocalOptimality'] as const) {
    const share = bounds[name]
    if (!(share >= 0 && share <= 1)) throw new RangeError(`${name}: expected a number from 0 to 1, received ${share}`)
  }
  if (!(maxStretch >= 1 && maxStretch < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`maxStretch: expected a finite number of at least 1, received ${maxStretch}`)
  }
  return bounds
}
