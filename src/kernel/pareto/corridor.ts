/**
 * The part of a network that a search over several criteria can use, in numbers of its own. Weights are reduced by the lower
 * bounds: the step of an arc is its weight plus the bound of its head less the bound of its tail. So the sum of steps is what
 * a path costs above the least possible, numbers are small, and sums need no bound to be added.
 *
 * One vertex more stands for all sources and one for all targets, with an arc for each offset. Vertices are numbered
 * and their arcs copied when the search first leaves them: it mostly sees a small part of what the bounds allow.
 */
import type { Offsets } from '../search.js'
import { CLOSED, type Metric, type Topology } from '../topology.js'
import type { BoundSearch } from './bound-search.js'
import { NONE, type Numbers } from './label-queue.js'

/** The vertex that stands for all sources. */
export const START = 0
/** The vertex that stands for all targets. */
export const END = 1

export class Corridor {
  /** First arc of each vertex, {@link NONE} until it is opened; the arcs end before `endArc`. */
  readonly firstArc: Int32Array
  readonly endArc: Int32Array
  /** Head of each arc. */
  head = new Int32Array(0)
  /** Step of each arc, per criterion. */
  steps: [Numbers, Numbers, Numbers] = [new Int32Array(0), new Int32Array(0), new Int32Array(0)]
  /**
   * What the path that is least by the first criterion costs above the least possible, by the second and third: from each
   * vertex on, so that every label is a whole path of known sums.
   */
  readonly slack: Float64Array
  readonly slackNext: Float64Array
  /** Numbered vertices. */
  vertexCount = 2
  /** Least sum of a path, per criterion. */
  least: readonly number[] = []
  readonly #topology: Topology
  /** Arc of the topology; from the number of arcs on: place of the source or target in its list. */
  #code = new Uint32Array(0)
  #arcCount = 0
  /** Number of each vertex of the topology here, NONE where it has none. */
  readonly #local: Int32Array
  readonly #global: Uint32Array
  /** First target at a vertex of the topology, and the next one after each. */
  readonly #targetAt: Int32Array
  #nextTarget = new Int32Array(0)
  #metrics: readonly Metric[] = []
  #bounds: readonly BoundSearch[] = []
  #limits: readonly number[] = []
  #sources: Offsets = { vertices: [], weights: [] }
  #targets: Offsets = { vertices: [], weights: [] }
  /** Place of the source where the path that is least by the first criterion starts. */
  #bestSource = NONE

  /** The workspace of one search at a time; O(vertices + arcs) memory. */
  constructor(topology: Topology) {
    const n = topology.vertexCount
    this.#topology = topology
    this.firstArc = new Int32Array(n + 2)
    this.endArc = new Int32Array(n + 2)
    this.slack = new Float64Array(n + 2)
    this.slackNext = new Float64Array(n + 2)
    this.#local = new Int32Array(n).fill(NONE)
    this.#global = new Uint32Array(n + 2)
    this.#targetAt = new Int32Array(n).fill(NONE)
  }

  /**
   * Begins with the start and the end only.
   *
   * @param bounds one finished search per criterion
   * @param least least sum of a path per criterion
   * @param bestSource place of the source where the path that is least by the first criterion starts
   * @param limits greatest sum above the least, per criterion: arcs with greater steps are left out
   */
  begin(
    metrics: readonly Metric[],
    bounds: readonly BoundSearch[],
    sources: Offsets,
    targets: Offsets,
    least: readonly number[],
    bestSource: number,
    limits: readonly number[],
  ): void {
    this.end()
    this.least = least
    this.#metrics = metrics
    this.#bounds = bounds
    this.#limits = limits
    this.#sources = sources
    this.#targets = targets
    this.#bestSource = bestSource
    if (this.#nextTarget.length < targets.vertices.length) this.#nextTarget = new Int32Array(targets.vertices.length)
    for (let i = targets.vertices.length - 1; i >= 0; i--) {
      const t = targets.vertices[i] as number
      this.#nextTarget[i] = this.#targetAt[t] as number
      this.#targetAt[t] = i
    }
    const first = bounds[0] as BoundSearch
    const s = sources.vertices[bestSource] as number
    const onPath = (c: number, along: Float64Array): number =>
      (along[s] as number) + (sources.weights[c]?.[bestSource] ?? 0)
    this.slack[START] = onPath(1, first.along) - (least[1] as number)
    this.slackNext[START] = metrics.length < 3 ? 0 : onPath(2, first.alongNext) - (least[2] as number)
    this.slack[END] = 0
    this.slackNext[END] = 0
    this.vertexCount = 2
  }

  /**
   * Makes room for the arcs; to be called after {@link begin}. All vertices but the start and the end are forgotten.
   *
   * @param isNarrow whether steps are kept in 32 bits
   */
  reserve(isNarrow: boolean): void {
    const room = this.#topology.arcCount + this.#sources.vertices.length + this.#targets.vertices.length
    if (this.head.length < room) {
      this.head = new Int32Array(room)
      this.#code = new Uint32Array(room)
    }
    for (let c = 0; c < this.#metrics.length; c++) {
      const steps = this.steps[c] as Numbers
      if (steps.length < room || steps instanceof Int32Array !== isNarrow) {
        this.steps[c] = isNarrow ? new Int32Array(room) : new Float64Array(room)
      }
    }
    this.#forgetVertices()
    this.firstArc[START] = NONE
    this.firstArc[END] = 0
    this.endArc[END] = 0
    this.vertexCount = 2
    this.#arcCount = 0
  }

  /** Forgets the vertices of the last search. */
  end(): void {
    this.#forgetVertices()
    for (const t of this.#targets.vertices) this.#targetAt[t] = NONE
    this.#targets = { vertices: [], weights: [] }
  }

  /** Copies the arcs of a vertex that has none yet. */
  open(vertex: number): void {
    this.firstArc[vertex] = this.#arcCount
    if (vertex === START) {
      this.#openStart()
    } else {
      const u = this.#global[vertex] as number
      const { firstOut, head, arcCount } = this.#topology
      const [metric0, metric1, metric2] = this.#metrics as readonly [Metric, Metric, Metric | undefined]
      const [bound0, bound1, bound2] = this.#bounds as readonly [BoundSearch, BoundSearch, BoundSearch | undefined]
      const u0 = bound0.sum[u] as number
      const u1 = bound1.sum[u] as number
      const u2 = bound2 === undefined ? 0 : (bound2.sum[u] as number)
      for (let i = this.#targetAt[u] as number; i !== NONE; i = this.#nextTarget[i] as number) {
        const w = this.#targets.weights
        this.#add(END, arcCount + i, (w[0]?.[i] ?? 0) - u0, (w[1]?.[i] ?? 0) - u1, (w[2]?.[i] ?? 0) - u2)
      }
      for (let a = firstOut[u] as number, end = firstOut[u + 1] as number; a < end; a++) {
        const v = head[a] as number
        if (!this.#isInside(v)) continue
        const w0 = metric0[a] as number
        const w1 = metric1[a] as number
        const w2 = metric2 === undefined ? 0 : (metric2[a] as number)
        if (w0 === CLOSED || w1 === CLOSED || w2 === CLOSED) continue
        const step2 = bound2 === undefined ? 0 : w2 + (bound2.sum[v] as number) - u2
        this.#add(this.#numberOf(v), a, w0 + (bound0.sum[v] as number) - u0, w1 + (bound1.sum[v] as number) - u1, step2)
      }
    }
    this.endArc[vertex] = this.#arcCount
  }

  /**
   * The whole path of a label.
   *
   * @param steps arcs of the label from the start on
   * @param vertex where the label stands; from there on the path is the one that is least by the first criterion
   */
  pathOf(steps: readonly number[], vertex: number): { source: number; target: number; arcs: number[] } {
    const { arcCount, head } = this.#topology
    const arcs: number[] = []
    const codes = steps.map((step) => this.#code[step] as number)
    const source = this.#sources.vertices[
      vertex === START ? this.#bestSource : (codes[0] as number) - arcCount
    ] as number
    for (let i = 1; i < codes.length; i++) if ((codes[i] as number) < arcCount) arcs.push(codes[i] as number)
    if (vertex !== END) {
      const next = (this.#bounds[0] as BoundSearch).arc
      let v = vertex === START ? source : (this.#global[vertex] as number)
      for (let a = next[v] as number; a < arcCount; a = next[v] as number) {
        arcs.push(a)
        v = head[a] as number
      }
    }
    const last = arcs[arcs.length - 1]
    return { source, target: last === undefined ? source : (head[last] as number), arcs }
  }

  /**
   * The longest step that any arc or offset could make, per criterion, or the limit where that is less. To be called
   * after {@link begin}. O(arcs).
   */
  longestSteps(): number[] {
    const { arcCount, tail, head } = this.#topology
    const { vertices, weights } = this.#sources
    return this.#bounds.map(({ sum }, c) => {
      const metric = this.#metrics[c] as Metric
      const limit = this.#limits[c] as number
      let longest = 0
      const offer = (step: number): void => {
        if (step > longest) longest = step
      }
      for (let a = 0; a < arcCount; a++) {
        const u = tail[a] as number
        const v = head[a] as number
        const w = metric[a] as number
        const step = w + (sum[v] as number) - (sum[u] as number)
        if (step > longest && w !== CLOSED && this.#isInside(u) && this.#isInside(v)) longest = step
      }
      vertices.forEach((v, i) => {
        if (this.#isInside(v)) offer((weights[c]?.[i] ?? 0) + (sum[v] as number) - (this.least[c] as number))
      })
      this.#targets.vertices.forEach((v, i) => {
        if (this.#isInside(v)) offer((this.#targets.weights[c]?.[i] ?? 0) - (sum[v] as number))
      })
      return Math.min(longest, limit)
    })
  }

  #openStart(): void {
    const { vertices, weights } = this.#sources
    for (let i = 0; i < vertices.length; i++) {
      const v = vertices[i] as number
      if (!this.#isInside(v)) continue
      const step = (c: number): number =>
        (weights[c]?.[i] ?? 0) + ((this.#bounds[c] as BoundSearch).sum[v] as number) - (this.least[c] as number)
      this.#add(this.#numberOf(v), this.#topology.arcCount + i, step(0), step(1), this.#bounds.length < 3 ? 0 : step(2))
    }
  }

  #forgetVertices(): void {
    for (let v = 2; v < this.vertexCount; v++) this.#local[this.#global[v] as number] = NONE
    this.vertexCount = 2
  }

  #isInside(v: number): boolean {
    for (const bound of this.#bounds) if (!bound.has(v)) return false
    return true
  }

  #add(head: number, code: number, step0: number, step1: number, step2: number): void {
    const limits = this.#limits
    if (step0 > (limits[0] as number) || step1 > (limits[1] as number)) return
    const a = this.#arcCount
    this.head[a] = head
    this.#code[a] = code
    this.steps[0][a] = step0
    this.steps[1][a] = step1
    if (limits.length > 2) {
      if (step2 > (limits[2] as number)) return
      this.steps[2][a] = step2
    }
    this.#arcCount++
  }

  #numberOf(v: number): number {
    const known = this.#local[v] as number
    if (known !== NONE) return known
    const number = this.vertexCount++
    const [bound0, bound1, bound2] = this.#bounds as readonly [BoundSearch, BoundSearch, BoundSearch | undefined]
    this.#local[v] = number
    this.#global[number] = v
    this.firstArc[number] = NONE
    this.slack[number] = (bound0.along[v] as number) - (bound1.sum[v] as number)
    this.slackNext[number] = bound2 === undefined ? 0 : (bound0.alongNext[v] as number) - (bound2.sum[v] as number)
    return number
  }
}
