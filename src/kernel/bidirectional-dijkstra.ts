/**
 * Bidirectional Dijkstra (Dantzig 1963; stopping rule of Nicholson 1966, doi:10.1093/comjnl/9.3.275): searches from
 * the sources and, on the reversed arcs, from the targets, the smaller front first (Pohl 1971, Machine Intelligence 6), until both
 * fronts together have passed the best way found. One criterion. The peer of the hierarchies in benches and tests; where ties matter, the lexicographic
 * Dijkstra is the kernel for a single query.
 *
 * Dijkstra 1959, doi:10.1007/BF01386390. O((vertices + arcs) log vertices), in practice about half the vertices of the
 * one-sided search. Workspaces are reset by stamp; nothing is allocated inside the search but the result.
 */
import { reversed } from './reverse.js'
import { checkEnds, type FoundPath, type Offsets } from './search.js'
import { CLOSED, type Metric, type Topology } from './topology.js'

const NO_ARC = 0xffffffff

export class BidirectionalDijkstra {
  readonly #topology: Topology
  readonly #backTopology: Topology
  readonly #original: Uint32Array
  readonly #backMetric: Uint32Array
  #metricOfBack: Metric | undefined
  readonly #forward: Front
  readonly #backward: Front

  /** The workspace of one search at a time; reused between queries. O(vertices + arcs) memory. */
  constructor(topology: Topology) {
    const back = reversed(topology)
    this.#topology = topology
    this.#backTopology = back.topology
    this.#original = back.original
    this.#backMetric = new Uint32Array(topology.arcCount)
    this.#forward = new Front(topology.vertexCount)
    this.#backward = new Front(topology.vertexCount)
  }

  /**
   * Takes the metric of the searches to come, O(arcs). To be called again after the metric was changed in place.
   *
   * @throws RangeError where the metric has another number of weights than the topology has arcs
   */
  use(metric: Metric): void {
    if (metric.length !== this.#backMetric.length) {
      throw new RangeError(`the metric has ${metric.length} weights for ${this.#backMetric.length} arcs`)
    }
    for (let a = 0; a < metric.length; a++) this.#backMetric[a] = metric[this.#original[a] as number] as number
    this.#metricOfBack = metric
  }

  /**
   * Finds the least path from any source to any target by the metric in use.
   *
   * @returns `undefined` where no target can be reached
   * @throws RangeError where no metric is in use
   */
  search(sources: Offsets, targets: Offsets): FoundPath | undefined {
    const metric = this.#metricOfBack
    if (metric === undefined) throw new RangeError('no metric is in use; call use(metric) first')
    checkEnds(sources, this.#topology.vertexCount)
    checkEnds(targets, this.#topology.vertexCount)
    const forward = this.#forward
    const backward = this.#backward
    forward.start(sources)
    backward.start(targets)
    let best = Number.POSITIVE_INFINITY
    let meeting = -1
    // A vertex in both fronts at the start.
    for (const v of sources.vertices) {
      const over = forward.at(v) + backward.at(v)
      if (over < best) {
        best = over
        meeting = v
      }
    }
    while (forward.size > 0 && backward.size > 0) {
      const there = forward.least
      const back = backward.least
      if (there + back >= best) break
      const isForward = forward.size <= backward.size
      const front = isForward ? forward : backward
      const other = isForward ? backward : forward
      const { firstOut, head } = isForward ? this.#topology : this.#backTopology
      const weights = isForward ? metric : this.#backMetric
      const otherLeast = isForward ? back : there
      const u = front.pop()
      const d = front.distance[u] as number
      for (let a = firstOut[u] as number, end = firstOut[u + 1] as number; a < end; a++) {
        const w = weights[a] as number
        if (w === CLOSED) continue
        const v = head[a] as number
        const over = d + w
        const whole = other.stamp[v] === other.round ? over + (other.distance[v] as number) : Number.POSITIVE_INFINITY
        // What the other search has not settled is at least as far as what it would settle next.
        if (over + otherLeast >= best && whole >= best) continue
        if (!front.offer(v, over, a) || whole >= best) continue
        best = whole
        meeting = v
      }
    }
    if (meeting < 0) return undefined
    const arcs: number[] = []
    let source = meeting
    for (let a = forward.parent[source] as number; a !== NO_ARC; a = forward.parent[source] as number) {
      arcs.push(a)
      source = this.#topology.tail[a] as number
    }
    arcs.reverse()
    let target = meeting
    for (let a = backward.parent[target] as number; a !== NO_ARC; a = backward.parent[target] as number) {
      arcs.push(this.#original[a] as number)
      target = this.#backTopology.tail[a] as number
    }
    return { weights: [best], source, target, arcs }
  }
}

/** One of the two searches: its labels and its 4-ary heap (LaMarca and Ladner 1996, doi:10.1145/235141.235145), keys beside the vertices. */
class Front {
  readonly distance: Float64Array
  readonly parent: Uint32Array
  readonly stamp: Uint32Array
  round = 0
  size = 0
  readonly #keys: Float64Array
  readonly #heap: Uint32Array
  readonly #position: Uint32Array

  constructor(n: number) {
    this.distance = new Float64Array(n)
    this.parent = new Uint32Array(n)
    this.stamp = new Uint32Array(n)
    this.#keys = new Float64Array(n)
    this.#heap = new Uint32Array(n)
    this.#position = new Uint32Array(n)
  }

  /** The least key of the queue, which must not be empty. */
  get least(): number {
    return this.#keys[0] as number
  }

  at(v: number): number {
    return this.stamp[v] === this.round ? (this.distance[v] as number) : Number.POSITIVE_INFINITY
  }

  start({ vertices, weights }: Offsets): void {
    if (this.round === 0xffffffff) {
      this.stamp.fill(0)
      this.round = 0
    }
    this.round++
    this.size = 0
    for (let i = 0; i < vertices.length; i++) this.offer(vertices[i] as number, weights[0]?.[i] ?? 0, NO_ARC)
  }

  /** Takes a label if it is better than the one there is. */
  offer(v: number, d: number, arc: number): boolean {
    let i: number
    if (this.stamp[v] === this.round) {
      // A settled vertex has a distance of at most any later one, so that it is never queued again.
      if (d >= (this.distance[v] as number)) return false
      i = this.#position[v] as number
    } else {
      this.stamp[v] = this.round
      i = this.size++
    }
    this.distance[v] = d
    this.parent[v] = arc
    const keys = this.#keys
    const heap = this.#heap
    const position = this.#position
    while (i > 0) {
      const up = (i - 1) >> 2
      const key = keys[up] as number
      if (key <= d) break
      const w = heap[up] as number
      keys[i] = key
      heap[i] = w
      position[w] = i
      i = up
    }
    keys[i] = d
    heap[i] = v
    position[v] = i
    return true
  }

  /** Removes and returns the first vertex; the queue must not be empty. */
  pop(): number {
    const keys = this.#keys
    const heap = this.#heap
    const position = this.#position
    const first = heap[0] as number
    const size = --this.size
    if (size === 0) return first
    const key = keys[size] as number
    const v = heap[size] as number
    let i = 0
    for (;;) {
      const child = 4 * i + 1
      if (child >= size) break
      const end = Math.min(child + 4, size)
      let least = child
      let leastKey = keys[child] as number
      for (let c = child + 1; c < end; c++) {
        const k = keys[c] as number
        if (k < leastKey) {
          leastKey = k
          least = c
        }
      }
      if (leastKey >= key) break
      const w = heap[least] as number
      keys[i] = leastKey
      heap[i] = w
      position[w] = i
      i = least
    }
    keys[i] = key
    heap[i] = v
    position[v] = i
    return first
  }
}
