/**
 * The Pareto frontier of the paths between two sets of vertices over two or three criteria: every sum that no other path
 * equals or betters in all criteria, with one path each. Exact: lower bounds by searches of one criterion, then a
 * label-setting search in the order of the first criterion (two-criteria.ts, three-criteria.ts).
 *
 * With two criteria no optimal path has a second sum greater than that of a path that is least by the first, and the other
 * way round. So both least paths are looked for from both sides, and then bounds only for what lies on paths within these
 * limits. With three criteria single optima limit nothing, and the bounds are those of the whole network.
 *
 * The number of optimal sums, and so the time, can grow exponentially with the length of paths. On road networks it is
 * some hundreds for distance and time.
 */
import { type ReversedTopology, reversed } from '../reverse.js'
import type { FoundPath, Offsets } from '../search.js'
import type { Metric, Topology } from '../topology.js'
import { BoundSearch, type Meeting } from './bound-search.js'
import { Corridor } from './corridor.js'
import { FoundSums } from './found-sums.js'
import { ARC, LabelQueue, NARROW, NONE, PARENT } from './label-queue.js'
import { ThreeCriteriaSearch } from './three-criteria.js'
import { type Range, TwoCriteriaSearch } from './two-criteria.js'

export interface FrontierOptions {
  /**
   * Gives at most this many points, the first ones in the order of the first criterion (then the second); if there are
   * more, the frontier is marked as truncated. A whole number of at least 1. Default: no limit.
   */
  readonly limit?: number
  /**
   * For every optimal point one is given that is at most (1 + epsilon) times as great in each criterion. The points given
   * are themselves optimal. At least 0. Default 0: all points.
   */
  readonly epsilon?: number
  /**
   * For each criterion the greatest sum allowed, offsets included; `undefined` for none. Gives the part of the whole
   * frontier that keeps to all of them, and looks no further. Default: none.
   */
  readonly budgets?: readonly (number | undefined)[]
}

/** Optimal sums, in the order of the first criterion, then the second. None equals or betters another in all criteria. */
export interface FrontierSums {
  /** One sum per criterion, offsets included; exact integers up to 2^53. */
  readonly points: readonly (readonly number[])[]
  /** Whether `limit` left points out. */
  readonly truncated: boolean
}

/** Optimal paths, in the order of the first criterion, then the second. None equals or betters another in all criteria. */
export interface Frontier {
  /** One path for each optimal sum. No path has a vertex twice. */
  readonly points: readonly FoundPath[]
  /** Whether `limit` left points out. */
  readonly truncated: boolean
}

/** Ways to get the same answer in more or less time. */
export interface ParetoSwitches {
  /** Keep the whole path of each label at once, on by the path that is least by the first criterion. */
  readonly keepsWholePaths: boolean
  /** Look for bounds from both sides, and then only where a path within all limits can lead (two criteria). */
  readonly boundsMeet: boolean
  /** Use 32-bit numbers where they are large enough. */
  readonly usesNarrowNumbers: boolean
  /** Buckets of the queue; where they are fewer than the longest step, each holds a range of values. */
  readonly mostBuckets: number
}

export const PARETO_SWITCHES: ParetoSwitches = {
  keepsWholePaths: true,
  boundsMeet: true,
  usesNarrowNumbers: true,
  mostBuckets: 1 << 20,
}

const TIE_ORDERS = [
  [0, 1, 2],
  [1, 0, 2],
  [2, 0, 1],
] as const

/** Vertices that one side settles before the other has its turn. */
const TURN = 128

/** The source that is best by one search. */
interface BestSource {
  readonly place: number
  /** Sums of all criteria, in the order in which the search compares them. */
  readonly sums: readonly number[]
}

export class ParetoSearch {
  readonly #topology: Topology
  readonly #reversed: ReversedTopology
  readonly #switches: ParetoSwitches
  readonly #bounds: BoundSearch[] = []
  readonly #corridor: Corridor
  readonly #queue = new LabelQueue()
  readonly #found = new FoundSums()
  readonly #two: TwoCriteriaSearch
  #three: ThreeCriteriaSearch | undefined
  /** Searches from the sources. */
  readonly #forward: BoundSearch[] = []

  /** The workspace of one search at a time; reused between queries. O(vertices + arcs) memory, and what labels take. */
  constructor(topology: Topology, switches: Partial<ParetoSwitches> = {}) {
    this.#topology = topology
    this.#reversed = reversed(topology)
    this.#switches = { ...PARETO_SWITCHES, ...switches }
    this.#corridor = new Corridor(topology)
    this.#two = new TwoCriteriaSearch(topology.vertexCount)
  }

  /**
   * Finds all optimal sums of paths from any source to any target, and a path for each: which of several paths with equal
   * sums is not promised, but it is the same on every run. No path has a vertex twice.
   *
   * @param metrics two or three; an arc is closed when any of them says so
   * @returns no points where no target can be reached, or none within the budgets
   * @throws RangeError where the metrics are not two or three, an end is not a vertex, or an option is not in its range
   */
  frontier(metrics: readonly Metric[], sources: Offsets, targets: Offsets, options: FrontierOptions = {}): Frontier {
    const truncated = this.#search(metrics, sources, targets, options)
    const points = Array.from({ length: this.#found.count }, (_, i): FoundPath => {
      const steps: number[] = []
      const { cells, stride } = this.#queue
      for (let label = this.#found.label(i); label !== NONE; label = cells[label * stride + PARENT] as number) {
        const step = cells[label * stride + ARC] as number
        if (step !== NONE) steps.push(step)
      }
      const path = this.#corridor.pathOf(steps.reverse(), this.#found.vertex(i))
      return { weights: this.#sumsOf(i, metrics.length), ...path }
    })
    this.#corridor.end()
    return { points, truncated }
  }

  /** As {@link frontier}, without the paths. */
  sums(metrics: readonly Metric[], sources: Offsets, targets: Offsets, options: FrontierOptions = {}): FrontierSums {
    const truncated = this.#search(metrics, sources, targets, options)
    const points = Array.from({ length: this.#found.count }, (_, i) => this.#sumsOf(i, metrics.length))
    this.#corridor.end()
    return { points, truncated }
  }

  #sumsOf(i: number, criteria: number): number[] {
    const found = this.#found
    return [found.first(i), found.second(i), found.third(i)]
      .slice(0, criteria)
      .map((sum, c) => sum + (this.#corridor.least[c] as number))
  }

  /** Leaves the points in `#found`, their labels in the queue; gives whether there are more. */
  #search(metrics: readonly Metric[], sources: Offsets, targets: Offsets, options: FrontierOptions): boolean {
    this.#check(metrics, sources, targets, options)
    const { limit: most = Number.POSITIVE_INFINITY, epsilon = 0 } = options
    const budgets = metrics.map((_, c) => options.budgets?.[c] ?? Number.POSITIVE_INFINITY)
    this.#found.clear()
    for (let c = this.#bounds.length; c < metrics.length; c++) this.#bounds.push(new BoundSearch(this.#reversed))
    const bounds = this.#bounds.slice(0, metrics.length)
    bounds.forEach((bound, c) => {
      const [main, ...others] = TIE_ORDERS[c] as readonly number[]
      bound.start(metrics, [main as number, ...others.slice(0, metrics.length - 1)], targets)
    })
    const ends = metrics.length === 2 ? this.#boundTwo(metrics, sources, budgets) : this.#boundThree(sources, budgets)
    if (ends === undefined) return false
    const { best, greatest } = ends
    const least = best.map(({ sums }) => sums[0] as number)
    const limits = greatest.map((sum, c) => sum - (least[c] as number))
    if (limits.some((limit) => limit < 0)) return false
    this.#corridor.begin(metrics, bounds, sources, targets, least, (best[0] as BestSource).place, limits)
    const range: Range = { limits, epsilon, most, keepsWholePaths: this.#switches.keepsWholePaths }
    return metrics.length === 2 ? this.#searchTwo(range) : this.#searchThree(range)
  }

  #searchTwo(range: Range): boolean {
    const { usesNarrowNumbers, mostBuckets } = this.#switches
    const isNarrow = usesNarrowNumbers && range.limits.every((limit) => limit <= NARROW)
    this.#corridor.reserve(isNarrow)
    this.#queue.begin(range.limits[0] as number, 2, isNarrow, mostBuckets)
    return this.#two.run(this.#corridor, this.#queue, range, this.#found)
  }

  #searchThree(range: Range): boolean {
    const { usesNarrowNumbers, mostBuckets } = this.#switches
    this.#three ??= new ThreeCriteriaSearch(this.#topology.vertexCount)
    const longest = this.#corridor.longestSteps()
    const isNarrowAt = usesNarrowNumbers && longest.every((step) => step <= NARROW) ? [true, false] : [false]
    for (const isNarrow of isNarrowAt) {
      this.#found.clear()
      this.#corridor.reserve(isNarrow)
      this.#queue.begin(longest[0] as number, 3, isNarrow, mostBuckets)
      const truncated = this.#three.run(this.#corridor, this.#queue, range, isNarrow, this.#found)
      if (truncated !== undefined) return truncated
    }
    throw new RangeError(`a sum of weights is greater than ${Number.MAX_SAFE_INTEGER}`)
  }

  /** Bounds for two criteria: the best sources, and the greatest sums that an optimal path within the budgets can have. */
  #boundTwo(
    metrics: readonly Metric[],
    sources: Offsets,
    budgets: readonly number[],
  ): { best: readonly BestSource[]; greatest: readonly number[] } | undefined {
    const [first, second] = this.#bounds as [BoundSearch, BoundSearch]
    const [budget0, budget1] = budgets as [number, number]
    let greatest: readonly [number, number]
    if (this.#switches.boundsMeet) {
      const meetings = this.#meet(metrics, sources)
      if (meetings === undefined) return undefined
      const [least0, least1] = meetings
      greatest = [Math.min(least1.along, budget0), Math.min(least0.along, budget1)]
      this.#complete(greatest)
    } else {
      first.run(Number.POSITIVE_INFINITY)
      second.run(Number.POSITIVE_INFINITY)
      const best0 = bestSource(first, 0, sources)
      const best1 = bestSource(second, 1, sources)
      if (best0 === undefined || best1 === undefined) return undefined
      greatest = [Math.min(best1.sums[1] as number, budget0), Math.min(best0.sums[1] as number, budget1)]
    }
    const best0 = bestSource(first, 0, sources)
    const best1 = bestSource(second, 1, sources)
    return best0 === undefined || best1 === undefined ? undefined : { best: [best0, best1], greatest }
  }

  /** Runs both searches of each criterion until their least path is known; `undefined` where there is none. */
  #meet(metrics: readonly Metric[], sources: Offsets): readonly [Meeting, Meeting] | undefined {
    const meetings: Meeting[] = []
    for (let c = 0; c < 2; c++) {
      const backward = this.#bounds[c] as BoundSearch
      if (this.#forward.length === c) {
        const original = Uint32Array.from({ length: this.#topology.arcCount }, (_, a) => a)
        this.#forward.push(new BoundSearch({ topology: this.#topology, original }))
      }
      const forward = this.#forward[c] as BoundSearch
      forward.start(metrics, c === 0 ? [0, 1] : [1, 0], sources)
      const meeting: Meeting = { sum: Number.POSITIVE_INFINITY, along: Number.POSITIVE_INFINITY }
      // A side that has settled all that it can reach has an infinite radius.
      while (forward.radius + backward.radius < meeting.sum) {
        if (forward.size <= backward.size) forward.runTowards(backward, TURN, meeting)
        else backward.runTowards(forward, TURN, meeting)
      }
      if (meeting.sum === Number.POSITIVE_INFINITY) return undefined
      meetings.push(meeting)
    }
    return meetings as [Meeting, Meeting]
  }

  /** Completes the bounds to the targets for every vertex on a path with sums of at most these. */
  #complete([greatest0, greatest1]: readonly [number, number]): void {
    const [first, second] = this.#bounds as [BoundSearch, BoundSearch]
    const [fromFirst, fromSecond] = this.#forward as [BoundSearch, BoundSearch]
    first.complete({
      isOutside: (v, sum) =>
        sum + fromFirst.atLeast(v) > greatest0 || second.atLeast(v) + fromSecond.atLeast(v) > greatest1,
    })
    second.complete({ isOutside: (v, sum) => !first.has(v) || sum + fromSecond.atLeast(v) > greatest1 })
  }

  /** Bounds for three criteria, where single optima do not limit what other optimal paths may cost. */
  #boundThree(
    sources: Offsets,
    budgets: readonly number[],
  ): { best: readonly BestSource[]; greatest: readonly number[] } | undefined {
    const best: BestSource[] = []
    for (let c = 0; c < 3; c++) {
      const bound = this.#bounds[c] as BoundSearch
      bound.run(budgets[c] as number)
      const source = bestSource(bound, c, sources)
      if (source === undefined) return undefined
      best.push(source)
    }
    return { best, greatest: budgets }
  }

  #check(
    metrics: readonly Metric[],
    { vertices: from }: Offsets,
    { vertices: to }: Offsets,
    options: FrontierOptions,
  ): void {
    const { vertexCount, arcCount } = this.#topology
    if (metrics.length < 2 || metrics.length > 3) {
      throw new RangeError(`a frontier has 2 or 3 criteria, received ${metrics.length} metrics`)
    }
    for (const { length } of metrics) {
      if (length !== arcCount)
        throw new RangeError(`expected a weight for each of ${arcCount} arcs, received ${length}`)
    }
    for (const ends of [from, to]) {
      for (const v of ends)
        if (!(v >= 0 && v < vertexCount)) throw new RangeError(`${v} is not one of ${vertexCount} vertices`)
    }
    const { limit, epsilon, budgets } = options
    if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
      throw new RangeError(`limit: expected a whole number of at least 1, received ${limit}`)
    }
    if (epsilon !== undefined && !(Number.isFinite(epsilon) && epsilon >= 0)) {
      throw new RangeError(`epsilon: expected a number of at least 0, received ${epsilon}`)
    }
    if (budgets !== undefined) {
      if (budgets.length > metrics.length) {
        throw new RangeError(
          `budgets: expected at most ${metrics.length}, one per criterion, received ${budgets.length}`,
        )
      }
      for (const budget of budgets) {
        if (budget !== undefined && !(budget >= 0)) {
          throw new RangeError(`budgets: expected numbers of at least 0, received ${budget}`)
        }
      }
    }
  }
}

/** The source with the least sums, compared in the order of the search; `undefined` where it has reached none. */
function bestSource(bound: BoundSearch, criterion: number, sources: Offsets): BestSource | undefined {
  const order = TIE_ORDERS[criterion] as readonly number[]
  let best: BestSource | undefined
  sources.vertices.forEach((v, place) => {
    if (!bound.has(v)) return
    const sums = [bound.sum[v] as number, bound.along[v] as number, bound.alongNext[v] as number].map(
      (sum, i) => sum + (sources.weights[order[i] as number]?.[place] ?? 0),
    )
    const gain = best === undefined ? 1 : firstDifference(best.sums, sums)
    if (gain > 0) best = { place, sums }
  })
  return best
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference
  }
  return 0
}
