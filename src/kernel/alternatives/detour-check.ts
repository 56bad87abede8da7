/**
 * How good a path is in all its parts: by how much it exceeds the shortest way between any two of its vertices
 * (uniformly bounded stretch), and how light its lightest part is that is not a shortest way (local optimality).
 * Exact, over all pairs, where Abraham, Delling, Goldberg and Werneck (2013, doi:10.1145/2444016.2444019) check one
 * pair (the T-test) and bound the rest within a factor of two.
 *
 * The ends are part of the path: a part may begin before the source, its offset included, or end behind the target.
 * Distances from all sources and to all targets are known, so those parts need no search. Of the others, only parts
 * that begin before the path leaves the shortest ways to the targets, and end behind where it has left those from the
 * sources, can be no shortest ways. One search from each such beginning settles them, and it goes no further than where a
 * way could still be short enough to matter: for a way from x over u to y of the path, the known distances bound the part from
 * u to y from below, twice. O(path) searches, each over a few vertices around the path.
 */
import { CLOSED, type Metric, type Topology } from '../topology.js'
import { VertexQueue } from '../vertex-queue.js'

/** A path with the sums that a check starts from. */
export interface CheckedPath {
  readonly vertices: readonly number[]
  /** For each vertex, the weight up to there, the offset of the source included. */
  readonly sums: readonly number[]
  /** Weight of the whole, both offsets included. */
  readonly total: number
}

/** What the parts of a path amount to. */
export interface PathQuality {
  /** Greatest ratio of the weight of a part to the distance between its ends; at least 1, `Infinity` where a part with weight could be had for none. */
  readonly stretch: number
  /** Least weight of a part that is not a shortest way; the weight of the path where every part is one. */
  readonly lightestDetour: number
}

/** Which bound a path breaks. */
export type Violation = 'stretch' | 'localOptimality'

export class DetourCheck {
  readonly #topology: Topology
  readonly #metric: Metric
  readonly #from: Float64Array
  readonly #to: Float64Array
  readonly #optimum: number
  readonly #dist: Float64Array
  /** `stamp[v] === 2 * round` while v is queued, `2 * round + 1` when it is settled. */
  readonly #stamp: Float64Array
  readonly #queue: VertexQueue
  #round = 0
  /** Vertex -> position on the path at hand, -1 elsewhere. */
  readonly #position: Int32Array
  /** A way from the position at hand matters only where it is shorter than this, ... */
  #limit = 0
  /** ... at every vertex exceeds the distance from the sources by less than this, ... */
  #limitFrom = 0
  /** ... and with the distance to the targets from there is below this. */
  #limitTo = 0

  /**
   * @param from distances from the sources, offsets included; may be `Infinity` at a vertex that no way from source to
   *   target as short as the paths to be checked passes
   * @param to distances to the targets, likewise
   * @param optimum distance from the sources to the targets
   */
  constructor(topology: Topology, metric: Metric, from: Float64Array, to: Float64Array, optimum: number) {
    const n = topology.vertexCount
    const same = new Float64Array(n)
    this.#topology = topology
    this.#metric = metric
    this.#from = from
    this.#to = to
    this.#optimum = optimum
    this.#dist = new Float64Array(n)
    this.#stamp = new Float64Array(n)
    this.#queue = new VertexQueue(n, this.#dist, same, same, same)
    this.#position = new Int32Array(n).fill(-1)
  }

  /**
   * Looks for a part of up to `share` of the optimum's weight that is no shortest way, or one of more than `stretch` times
   * the distance.
   */
  violation(path: CheckedPath, share: number, stretch: number): Violation | undefined {
    return this.#scan(path, new Bounds(this.#optimum, share, stretch))
  }

  quality(path: CheckedPath): PathQuality {
    const records = new Records(path.total)
    this.#scan(path, records)
    return { stretch: records.stretch, lightestDetour: records.lightest }
  }

  /** Shows the judge every part that it cares for, until it objects. */
  #scan(path: CheckedPath, judge: Judge): Violation | undefined {
    const { vertices, sums, total } = path
    const from = this.#from
    const to = this.#to
    const last = vertices.length - 1
    let objection = judge.see(total, this.#optimum)
    // Up to this position the path is a shortest way from the sources, and from `homeward` on one to the targets.
    let outward = -1
    while (outward < last && sums[outward + 1] === from[vertices[outward + 1] as number]) outward++
    for (let y = outward + 1; y <= last && objection === undefined; y++) {
      objection = judge.see(sums[y] as number, from[vertices[y] as number] as number)
    }
    let homeward = last + 1
    while (homeward > 0 && total - (sums[homeward - 1] as number) === to[vertices[homeward - 1] as number]) homeward--
    for (let x = homeward - 1; x >= 0 && objection === undefined; x--) {
      objection = judge.see(total - (sums[x] as number), to[vertices[x] as number] as number)
    }
    if (objection !== undefined) return objection
    for (let i = 0; i <= last; i++) this.#position[vertices[i] as number] = i
    // What the distances leave to a way that ends at a position or farther on and is to be this much shorter than the path.
    const farFrom = new Float64Array(last + 2).fill(Number.NEGATIVE_INFINITY)
    const farTo = new Float64Array(last + 2).fill(Number.NEGATIVE_INFINITY)
    const { stretch } = judge
    for (let y = last; y > outward; y--) {
      const v = vertices[y] as number
      const shorter = (sums[y] as number) / stretch
      farFrom[y] = Math.max(farFrom[y + 1] as number, shorter - (from[v] as number))
      farTo[y] = Math.max(farTo[y + 1] as number, shorter + (to[v] as number))
    }
    // From the detour outwards: what is wrong with a path is mostly wrong around there.
    let near = last
    for (let x = Math.min(homeward, last) - 1; x >= 0 && objection === undefined; x--) {
      const here = sums[x] as number
      const firstEnd = Math.max(outward, x) + 1
      while (near > x && !judge.exact((sums[near] as number) - here)) near--
      // Both what a path has lost since the sources and what it is going to lose grow on the way: the last position tells.
      const v = vertices[near] as number
      const isNear = near >= firstEnd
      const nearby = isNear ? (sums[near] as number) - here : 0
      this.#limit = Math.max(nearby, ((sums[last] as number) - here) / stretch) + CUSHION
      this.#limitFrom = Math.max((farFrom[firstEnd] as number) - here / stretch, nearby - (from[v] as number)) + CUSHION
      this.#limitTo = Math.max((farTo[firstEnd] as number) - here / stretch, nearby + (to[v] as number)) + CUSHION
      objection = this.#scanFrom(path, x, firstEnd, judge)
    }
    for (const v of vertices) this.#position[v] = -1
    return objection
  }

  /** The parts from position x to positions `firstEnd` and up. */
  #scanFrom({ vertices, sums }: CheckedPath, x: number, firstEnd: number, judge: Judge): Violation | undefined {
    const { firstOut, head } = this.#topology
    const metric = this.#metric
    const from = this.#from
    const to = this.#to
    const dist = this.#dist
    const stamp = this.#stamp
    const queue = this.#queue
    const position = this.#position
    const here = sums[x] as number
    const limit = this.#limit
    const limitFrom = this.#limitFrom
    const limitTo = this.#limitTo
    const queued = ++this.#round * 2
    const settled = queued + 1
    queue.clear()
    const start = vertices[x] as number
    dist[start] = 0
    stamp[start] = queued
    queue.push(start)
    while (queue.size > 0) {
      const u = queue.pop()
      stamp[u] = settled
      const distance = dist[u] as number
      const y = position[u] as number
      if (y >= firstEnd) {
        const objection = judge.see((sums[y] as number) - here, distance)
        if (objection !== undefined) return objection
      }
      for (let a = firstOut[u] as number, end = firstOut[u + 1] as number; a < end; a++) {
        const w = metric[a] as number
        if (w === CLOSED) continue
        const v = head[a] as number
        const state = stamp[v] as number
        if (state === settled) continue
        const there = distance + w
        if (state === queued) {
          if (there >= (dist[v] as number)) continue
          dist[v] = there
          queue.decreased(v)
          continue
        }
        // A way that matters passes only where the distances leave it a chance to end in time.
        const bound = from[v] as number
        if (there >= limit || bound === Number.POSITIVE_INFINITY) continue
        if (there - bound >= limitFrom || there + (to[v] as number) >= limitTo) continue
        dist[v] = there
        stamp[v] = queued
        queue.push(v)
      }
    }
    return undefined
  }
}

/** Sees parts of a path. */
interface Judge {
  /** A part matters where it is more than so many times the distance between its ends, ... */
  readonly stretch: number
  /** ... and a part of this weight even where it is any longer than that distance. Holds for all lighter parts too. */
  exact(weight: number): boolean
  see(weight: number, distance: number): Violation | undefined
}

/** More than the rounding of quotients of whole sums below 2^50; what it lets through is looked at exactly. */
const CUSHION = 1

/**
 * Objects to the first part that breaks a bound. Compares the same quotients that are reported, so that what is reported
 * keeps the bounds to the last digit.
 */
class Bounds implements Judge {
  readonly #optimum: number
  readonly #share: number
  readonly stretch: number

  constructor(optimum: number, share: number, stretch: number) {
    this.#optimum = optimum
    this.#share = share
    this.stretch = stretch
  }

  exact(weight: number): boolean {
    return weight / this.#optimum <= this.#share
  }

  see(weight: number, distance: number): Violation | undefined {
    if (distance < weight && this.exact(weight)) return 'localOptimality'
    return weight / distance > this.stretch ? 'stretch' : undefined
  }
}

/** Remembers the worst. */
class Records implements Judge {
  stretch = 1
  lightest: number

  constructor(total: number) {
    this.lightest = total
  }

  exact(weight: number): boolean {
    return weight < this.lightest
  }

  see(weight: number, distance: number): undefined {
    if (weight / distance > this.stretch) this.stretch = weight / distance
    if (distance < weight && weight < this.lightest) this.lightest = weight
  }
}
