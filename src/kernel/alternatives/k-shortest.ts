/**
 * Paths without a repeated vertex in order of weight, exactly, one after another.
 *
 * Yen's partition (1971, doi:10.1287/mnsc.17.11.712) with Lawler's rule (1972, doi:10.1287/mnsc.18.7.401): the paths
 * that are left fall into subspaces (the first steps of a path already given, and then another step than those
 * taken), and each waits in a queue by the weight of its least path. Three things make it quick. One backward search gives the
 * distance from every vertex to the targets, and so a lower bound for each subspace by a look at the arcs of one vertex. A
 * subspace waits by that bound and its least path is found only when its turn comes, which for most is never (lazy as in
 * Pascoal 2006, doi:10.1007/s10288-006-0009-6, and in Kurz and Mutzel 2016, doi:10.4230/LIPIcs.ISAAC.2016.49). And where
 * the backward tree leads clear of the first steps it is the least path itself; only else is there a search, an A* with those
 * distances, exact wherever nothing is in the way.
 *
 * Paths are sequences of arcs: parallel arcs make different paths, and so do two sources or two targets, although one way
 * may be a part of the other. The order is that of the lexicographic Dijkstra, whose answer is the first: by the sums of one to
 * three metrics, then fewer arcs, then the smaller sum of the tie numbers; the few that even this leaves equal come in an
 * order that depends on nothing but the input.
 *
 * With groups of vertices, a path is also refused that comes back to a group it has left. A least path of a
 * subspace may do so within its own steps, which no label setting excludes; such a path is not given out, but its subspace is
 * partitioned like any other, as far as its steps are allowed. So the enumeration stays complete and in order.
 *
 * The backward search goes a quarter farther than the optimum; an enumeration that goes on beyond that starts again with all of
 * it.
 *
 * O(k length) subspaces and, at worst, as many searches; in practice little more than the backward search.
 */
import { type ReversedTopology, reversed } from '../reverse.js'
import type { FoundPath, Offsets } from '../search.js'
import { tieNumbers } from '../tie-numbers.js'
import { CLOSED, type Metric, type Topology } from '../topology.js'
import { VertexQueue } from '../vertex-queue.js'
import { type DistinctEnds, distinctEnds } from './distinct-ends.js'
import { NO_ARC, type Reach, type ShortestPathTree, shortestPathTree } from './shortest-path-tree.js'
import { compareSums, END, type Subspace, SubspaceQueue, type Sums, type Walk } from './subspace-queue.js'

export interface ShortestPathsOptions {
  /** Vertex -> group; a path must not come back to a group that it has left. Default: each vertex is its own group. */
  readonly group?: Uint32Array | undefined
  /** The topology turned round, where the caller has it already. */
  readonly reverse?: ReversedTopology | undefined
}

/**
 * The `k` least paths from any source to any target, fewer where there are no more; see {@link shortestPaths}.
 *
 * @throws RangeError unless `k` is a whole number of at least 1, and as {@link shortestPaths}
 */
export function kShortest(
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
  targets: Offsets,
  k: number,
  options: ShortestPathsOptions = {},
): readonly FoundPath[] {
  if (!Number.isSafeInteger(k) || k < 1) throw new RangeError(`k: expected a whole number of at least 1, received ${k}`)
  const found: FoundPath[] = []
  for (const path of shortestPaths(topology, metrics, sources, targets, options)) {
    found.push(path)
    if (found.length === k) break
  }
  return found
}

/**
 * All paths from any source to any target that repeat no vertex, least first, each computed when it is asked for.
 * Topology, metrics and ends must stay as they are meanwhile.
 *
 * @param metrics one to three; an arc is closed when the first of them says so
 * @throws RangeError where a metric or the groups do not fit the topology
 */
export function shortestPaths(
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
  targets: Offsets,
  { group, reverse }: ShortestPathsOptions = {},
): IterableIterator<FoundPath> {
  if (metrics.length < 1 || metrics.length > 3) {
    throw new RangeError(`metrics: expected one to three, received ${metrics.length}`)
  }
  for (const { length } of metrics) {
    if (length !== topology.arcCount) {
      throw new RangeError(`metrics: expected ${topology.arcCount} weights, received ${length}`)
    }
  }
  if (group !== undefined && group.length !== topology.vertexCount) {
    throw new RangeError(`group: expected ${topology.vertexCount} entries, received ${group.length}`)
  }
  const starts = distinctEnds(sources)
  const ends = distinctEnds(targets)
  const back = reverse ?? reversed(topology)
  return inOrder(
    (reach) => new PathSpace(topology, metrics, starts, ends, group, back, reach),
    (path) => foundPath(path, metrics.length),
    starts,
  )
}

/** How far the backward search goes at first, as a multiple of the optimum. */
const FIRST_REACH = 1.25

/**
 * Enumerates over a backward tree that was cut short, in which every path within its limit is whole; behind that, starts again with
 * the whole tree and leaves out what was given out before.
 */
function* inOrder(
  open: (reach: Reach | undefined) => PathSpace,
  give: (path: WeighedWalk) => FoundPath,
  starts: DistinctEnds,
): Generator<FoundPath, void, undefined> {
  let last: Sums | undefined
  // Paths given out with the sums of the last one.
  let equals = new Set<string>()
  for (const reach of [{ ends: starts, factor: FIRST_REACH }, undefined]) {
    const space = open(reach)
    for (const path of space.inOrder()) {
      if (path.sums[0] > space.limit) break
      const later = last === undefined ? 1 : compareSums(path.sums, last)
      const name = nameOf(path.walk)
      if (later < 0 || (later === 0 && equals.has(name))) continue
      if (later > 0) equals = new Set()
      equals.add(name)
      last = path.sums
      yield give(path)
    }
    if (space.limit === Number.POSITIVE_INFINITY) return
  }
}

/** A path with its sums. */
interface WeighedWalk {
  readonly walk: Walk
  readonly sums: Sums
}

/** What is known after the first steps of a path: where it stands and what it weighs so far. */
interface Stand {
  /** The vertex reached; `undefined` before the source is chosen. */
  readonly vertex: number | undefined
  readonly sums: Sums
}

/** The state of one enumeration. */
class PathSpace {
  readonly #topology: Topology
  readonly #metrics: readonly Metric[]
  readonly #sources: DistinctEnds
  readonly #targets: DistinctEnds
  readonly #group: Uint32Array | undefined
  readonly #ties: Float64Array
  /** Least sums from every vertex to the targets. */
  readonly #rest: ShortestPathTree
  readonly #waiting = new SubspaceQueue()
  #serial = 0

  /** `taken[v] === mark` where v, or its group in `takenGroup`, lies on the steps shared by the subspace at hand. */
  readonly #taken: Uint32Array
  readonly #takenGroup: Uint32Array
  #mark = 0

  readonly #key0: Float64Array
  readonly #key1: Float64Array
  readonly #key2: Float64Array
  readonly #key3: Float64Array
  readonly #dist0: Float64Array
  readonly #dist1: Float64Array
  readonly #dist2: Float64Array
  readonly #dist3: Float64Array
  readonly #parentArc: Uint32Array
  /** `stamp[v] === 2 * round` while v is queued, `2 * round + 1` when it is settled. */
  readonly #stamp: Float64Array
  readonly #queue: VertexQueue
  #round = 0

  constructor(
    topology: Topology,
    metrics: readonly Metric[],
    sources: DistinctEnds,
    targets: DistinctEnds,
    group: Uint32Array | undefined,
    reverse: ReversedTopology,
    reach: Reach | undefined,
  ) {
    const n = topology.vertexCount
    this.#topology = topology
    this.#metrics = metrics
    this.#sources = sources
    this.#targets = targets
    this.#group = group
    this.#ties = tieNumbers(topology.arcCount, topology.tieRank)
    this.#rest = shortestPathTree(reverse, metrics, this.#ties, targets, reach)
    this.#taken = new Uint32Array(n)
    this.#takenGroup = new Uint32Array(group === undefined ? 0 : group.reduce((most, g) => Math.max(most, g), 0) + 1)
    this.#key0 = new Float64Array(n)
    this.#key1 = new Float64Array(n)
    this.#key2 = new Float64Array(n)
    this.#key3 = new Float64Array(n)
    this.#dist0 = new Float64Array(n)
    this.#dist1 = new Float64Array(n)
    this.#dist2 = new Float64Array(n)
    this.#dist3 = new Float64Array(n)
    this.#parentArc = new Uint32Array(n)
    this.#stamp = new Float64Array(n)
    this.#queue = new VertexQueue(n, this.#key0, this.#key1, this.#key2, this.#key3)
  }

  /** Paths heavier than this by the first metric may be missing or out of order. */
  get limit(): number {
    return this.#rest.limit
  }

  *inOrder(): Generator<WeighedWalk, void, undefined> {
    this.#mark++
    this.#wait(undefined, 0, [], { vertex: undefined, sums: ZERO })
    for (let space = this.#waiting.pop(); space !== undefined; space = this.#waiting.pop()) {
      const { best } = space
      if (best === undefined) {
        this.#findBest(space)
        continue
      }
      if (this.#partition(space, best)) yield { walk: best, sums: space.sums }
    }
  }

  /** Puts what is left of a subspace without its least path into the queue; gives whether that path is one to give out. */
  #partition(space: Subspace, best: Walk): boolean {
    this.#mark++
    let stand: Stand = { vertex: undefined, sums: ZERO }
    for (let step = 0; step <= best.vertices.length; step++) {
      if (step >= space.shared) {
        const next = stepOf(best, step)
        this.#wait(best, step, step === space.shared ? [...space.barred, next] : [next], stand)
      }
      if (step === best.vertices.length) break
      // Whatever goes on from a step back into a group has the same fault.
      if (step > 0 && !this.#isFree(best.vertices[step] as number, stand.vertex)) return false
      stand = this.#advance(stand, best, step)
    }
    return true
  }

  /** Queues a subspace by its lower bound unless it is empty; the shared steps must be marked. */
  #wait(parent: Walk | undefined, shared: number, barred: readonly number[], stand: Stand): void {
    const first = this.#firstStep(stand, barred)
    if (first === undefined) return
    this.#waiting.push({ sums: first.sums, parent, shared, barred, best: undefined, serial: this.#serial++ })
  }

  /** Finds the least path of a subspace and queues it again, unless there is none. */
  #findBest(space: Subspace): void {
    const { parent, shared, barred } = space
    this.#mark++
    let stand: Stand = { vertex: undefined, sums: ZERO }
    if (parent !== undefined) {
      for (let step = 0; step < shared; step++) stand = this.#advance(stand, parent, step)
    }
    const first = this.#firstStep(stand, barred)
    if (first === undefined) return
    const alongTree = this.#alongTree(stand, first.step)
    const found = alongTree === undefined ? this.#search(stand, barred) : { sums: first.sums, walk: alongTree }
    if (found === undefined) return
    const best: Walk = {
      vertices: [...(parent?.vertices.slice(0, shared) ?? []), ...found.walk.vertices],
      arcs: [...(parent?.arcs.slice(0, Math.max(shared - 1, 0)) ?? []), ...found.walk.arcs],
    }
    this.#waiting.push({ ...space, sums: found.sums, best, serial: this.#serial++ })
  }

  /** Takes one step of a path and marks where it leads. */
  #advance({ vertex, sums }: Stand, walk: Walk, step: number): Stand {
    const v = walk.vertices[step] as number
    this.#taken[v] = this.#mark
    if (this.#group !== undefined) this.#takenGroup[this.#group[v] as number] = this.#mark
    if (vertex === undefined) return { vertex: v, sums: this.#plusEnd(sums, this.#sources, v) }
    return { vertex: v, sums: this.#plusArc(sums, walk.arcs[step - 1] as number) }
  }

  /** Whether a path that stands at `from` with the marked steps behind it may go on to a vertex. */
  #isFree(vertex: number, from: number | undefined): boolean {
    if (this.#taken[vertex] === this.#mark) return false
    const group = this.#group
    if (group === undefined || from === undefined) return true
    return group[vertex] === group[from] || this.#takenGroup[group[vertex] as number] !== this.#mark
  }

  /** The step that promises the least sums; the promise is a lower bound. */
  #firstStep(
    { vertex, sums }: Stand,
    barred: readonly number[],
  ): { readonly step: number; readonly sums: Sums } | undefined {
    let best: { readonly step: number; readonly sums: Sums } | undefined
    const offer = (step: number, promise: Sums): void => {
      if (best === undefined || compareSums(promise, best.sums) < 0) best = { step, sums: promise }
    }
    if (vertex === undefined) {
      for (const v of this.#sources.vertices) {
        if (this.#reaches(v) && !barred.includes(v)) offer(v, this.#plusRest(this.#plusEnd(sums, this.#sources, v), v))
      }
      return best
    }
    if (this.#targets.slot.has(vertex) && !barred.includes(END)) offer(END, this.#plusEnd(sums, this.#targets, vertex))
    const { firstOut, head } = this.#topology
    const weight = this.#metrics[0] as Metric
    for (let a = firstOut[vertex] as number, end = firstOut[vertex + 1] as number; a < end; a++) {
      const v = head[a] as number
      if (weight[a] === CLOSED || !this.#reaches(v) || !this.#isFree(v, vertex) || barred.includes(a)) continue
      offer(a, this.#plusRest(this.#plusArc(sums, a), v))
    }
    return best
  }

  /** The way that takes a step and then follows the backward tree; `undefined` where the marked steps are in its way. */
  #alongTree({ vertex }: Stand, step: number): Walk | undefined {
    const { head } = this.#topology
    const vertices: number[] = []
    const arcs: number[] = []
    if (step === END) return { vertices, arcs }
    if (vertex !== undefined) arcs.push(step)
    let v = vertex === undefined ? step : (head[step] as number)
    for (;;) {
      if (!this.#isFree(v, vertex)) return undefined
      vertices.push(v)
      const a = this.#rest.arc[v] as number
      if (a === NO_ARC) return { vertices, arcs }
      arcs.push(a)
      v = head[a] as number
    }
  }

  /** A* from where the shared steps end, over what they leave free. */
  #search(stand: Stand, barred: readonly number[]): { readonly sums: Sums; readonly walk: Walk } | undefined {
    const { firstOut, head } = this.#topology
    const [weight0, weight1, weight2] = this.#metrics as [Metric, Metric | undefined, Metric | undefined]
    const ties = this.#ties
    const targets = this.#targets
    const { dist0: rest0, dist1: rest1, dist2: rest2, ties: rest3 } = this.#rest
    const dist0 = this.#dist0
    const dist1 = this.#dist1
    const dist2 = this.#dist2
    const dist3 = this.#dist3
    const key0 = this.#key0
    const key1 = this.#key1
    const key2 = this.#key2
    const key3 = this.#key3
    const stamp = this.#stamp
    const parentArc = this.#parentArc
    const queue = this.#queue
    const queued = ++this.#round * 2
    const settled = queued + 1
    const from = stand.vertex
    queue.clear()
    let best: Sums | undefined
    let bestVertex: number | undefined

    const reach = (v: number, v0: number, v1: number, v2: number, v3: number, arc: number): void => {
      const state = stamp[v] as number
      if (state === settled || rest0[v] === Number.POSITIVE_INFINITY || !this.#isFree(v, from)) return
      if (state === queued) {
        const more =
          v0 - (dist0[v] as number) ||
          v1 - (dist1[v] as number) ||
          v2 - (dist2[v] as number) ||
          v3 - (dist3[v] as number) ||
          arc - (parentArc[v] as number)
        if (more >= 0) return
      }
      dist0[v] = v0
      dist1[v] = v1
      dist2[v] = v2
      dist3[v] = v3
      key0[v] = v0 + (rest0[v] as number)
      key1[v] = v1 + (rest1[v] as number)
      key2[v] = v2 + (rest2[v] as number)
      key3[v] = v3 + (rest3[v] as number)
      parentArc[v] = arc
      if (state === queued) {
        queue.decreased(v)
      } else {
        stamp[v] = queued
        queue.push(v)
      }
    }
    const leave = (u: number, u0: number, u1: number, u2: number, u3: number, bars: readonly number[]): void => {
      for (let a = firstOut[u] as number, end = firstOut[u + 1] as number; a < end; a++) {
        const w0 = weight0[a] as number
        if (w0 === CLOSED || (bars.length > 0 && bars.includes(a))) continue
        const v1 = weight1 === undefined ? u1 : u1 + (weight1[a] as number)
        const v2 = weight2 === undefined ? u2 : u2 + (weight2[a] as number)
        reach(head[a] as number, u0 + w0, v1, v2, u3 + (ties[a] as number), a)
      }
    }

    if (from === undefined) {
      for (const v of this.#sources.vertices) {
        if (barred.includes(v)) continue
        const [v0, v1, v2, v3] = this.#plusEnd(stand.sums, this.#sources, v)
        reach(v, v0, v1, v2, v3, NO_ARC)
      }
    } else {
      if (targets.slot.has(from) && !barred.includes(END)) best = this.#plusEnd(stand.sums, targets, from)
      leave(from, ...stand.sums, barred)
    }
    while (queue.size > 0) {
      const u = queue.pop()
      stamp[u] = settled
      if (best !== undefined) {
        const more =
          (key0[u] as number) - best[0] ||
          (key1[u] as number) - best[1] ||
          (key2[u] as number) - best[2] ||
          (key3[u] as number) - best[3]
        if (more >= 0) break
      }
      const u0 = dist0[u] as number
      const u1 = dist1[u] as number
      const u2 = dist2[u] as number
      const u3 = dist3[u] as number
      if (targets.slot.has(u)) {
        const here = this.#plusEnd([u0, u1, u2, u3], targets, u)
        if (best === undefined || compareSums(here, best) < 0) {
          best = here
          bestVertex = u
        }
      }
      leave(u, u0, u1, u2, u3, NOTHING)
    }
    return best === undefined ? undefined : { sums: best, walk: this.#walkTo(bestVertex, from) }
  }

  /** The steps that the last search took from `from` to a vertex; none where the vertex is `undefined`. */
  #walkTo(vertex: number | undefined, from: number | undefined): Walk {
    const vertices: number[] = []
    const arcs: number[] = []
    for (let v = vertex; v !== undefined && v !== from; ) {
      vertices.push(v)
      const a = this.#parentArc[v] as number
      if (a === NO_ARC) break
      arcs.push(a)
      v = this.#topology.tail[a] as number
    }
    return { vertices: vertices.reverse(), arcs: arcs.reverse() }
  }

  #reaches(vertex: number): boolean {
    return this.#rest.dist0[vertex] !== Number.POSITIVE_INFINITY
  }

  #plusArc(sums: Sums, arc: number): Sums {
    const [weight0, weight1, weight2] = this.#metrics
    return [
      sums[0] + (weight0?.[arc] as number),
      sums[1] + (weight1?.[arc] ?? 0),
      sums[2] + (weight2?.[arc] ?? 0),
      sums[3] + (this.#ties[arc] as number),
    ]
  }

  #plusEnd(sums: Sums, ends: DistinctEnds, vertex: number): Sums {
    const slot = ends.slot.get(vertex) as number
    const [w0, w1, w2] = ends.weights
    return [sums[0] + (w0[slot] as number), sums[1] + (w1[slot] as number), sums[2] + (w2[slot] as number), sums[3]]
  }

  #plusRest(sums: Sums, vertex: number): Sums {
    const { dist0, dist1, dist2, ties } = this.#rest
    return [
      sums[0] + (dist0[vertex] as number),
      sums[1] + (dist1[vertex] as number),
      sums[2] + (dist2[vertex] as number),
      sums[3] + (ties[vertex] as number),
    ]
  }
}

const ZERO: Sums = [0, 0, 0, 0]
const NOTHING: readonly number[] = []

function foundPath({ walk: { vertices, arcs }, sums }: WeighedWalk, criteria: number): FoundPath {
  return {
    weights: sums.slice(0, criteria),
    source: vertices[0] as number,
    target: vertices[vertices.length - 1] as number,
    arcs,
  }
}

function nameOf({ vertices, arcs }: Walk): string {
  return `${vertices[0]}:${arcs.join(' ')}`
}

/** The step that a path takes: its source, then an arc from each vertex, then its end. */
function stepOf({ vertices, arcs }: Walk, step: number): number {
  if (step === 0) return vertices[0] as number
  return step === vertices.length ? END : (arcs[step - 1] as number)
}
