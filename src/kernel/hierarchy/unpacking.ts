/**
 * Unpacking: every edge of a customised hierarchy is an arc or a way over one lower rank, so that a path of edges becomes a
 * path of arcs by taking edges apart until only arcs are left. O(arcs x edges of their middle ranks), with a stack of its
 * own instead of recursion.
 */
import type { Hierarchy } from './hierarchy.js'

const NOT_VISITED = -1

/** What a customisation tells of its edges. */
export interface EdgeOrigins {
  readonly hierarchy: Hierarchy
  /** For each edge: the edge from the middle to its tail, or -1 - arc. */
  readonly upVia: Int32Array
  readonly downVia: Int32Array
  /** Whether paths may pass a vertex twice, by a cycle that weighs nothing. */
  readonly hasZero: boolean
}

export class EdgeUnpacker {
  readonly #origins: EdgeOrigins
  /** Pairs: twice the edge, plus one if it is travelled down; its head. Kept at hand, because reading it is waiting for memory. */
  #stack = new Int32Array(256)
  #arcs = new Uint32Array(1024)
  #count = 0
  /** Vertex -> how many arcs of the path led to it, for paths without a vertex twice; cleared after use. */
  readonly #visited: Int32Array

  constructor(origins: EdgeOrigins) {
    this.#origins = origins
    this.#visited = new Int32Array(origins.hierarchy.topology.vertexCount).fill(NOT_VISITED)
  }

  /** Forgets the arcs so far. */
  clear(): void {
    this.#count = 0
  }

  /** Adds the arcs of an edge in order of travel: up from its tail to its head, or down. */
  add(edge: number, isUp: boolean): void {
    const { hierarchy, upVia, downVia } = this.#origins
    const { upHead } = hierarchy
    let stack = this.#stack
    stack[0] = 2 * edge + (isUp ? 0 : 1)
    stack[1] = upHead[edge] as number
    for (let size = 2; size > 0; ) {
      size -= 2
      const directed = stack[size] as number
      const high = stack[size + 1] as number
      const e = directed >> 1
      const goesDown = directed & 1
      const via = (goesDown === 1 ? downVia[e] : upVia[e]) as number
      if (via < 0) {
        this.#push(-1 - via)
        continue
      }
      // `via` joins the middle to the tail of the edge; the other half is further on in the middle's list.
      const low = upHead[via] as number
      let other = via + 1
      while (upHead[other] !== high) other++
      if (size + 4 > stack.length) {
        const larger = new Int32Array(2 * stack.length)
        larger.set(stack)
        this.#stack = stack = larger
      }
      // First down to the middle, then up from it; the stack is last in, first out.
      if (goesDown === 1) {
        stack[size++] = 2 * via
        stack[size++] = low
        stack[size++] = 2 * other + 1
        stack[size++] = high
      } else {
        stack[size++] = 2 * other
        stack[size++] = high
        stack[size++] = 2 * via + 1
        stack[size++] = low
      }
    }
  }

  /** The arcs since the last {@link clear}, in order of travel; they pass no vertex twice. */
  arcs(): number[] {
    if (this.#origins.hasZero) this.#cutCycles()
    const arcs = this.#arcs
    const list = new Array<number>(this.#count)
    for (let i = 0; i < list.length; i++) list[i] = arcs[i] as number
    return list
  }

  /** Ways over two middles may share a vertex, if what lies between weighs nothing: leave that out. */
  #cutCycles(): void {
    const { tail, head } = this.#origins.hierarchy.topology
    const arcs = this.#arcs
    const visited = this.#visited
    if (this.#count === 0) return
    const start = tail[arcs[0] as number] as number
    visited[start] = 0
    let kept = 0
    for (let i = 0; i < this.#count; i++) {
      const a = arcs[i] as number
      const v = head[a] as number
      const before = visited[v] as number
      if (before === NOT_VISITED) {
        arcs[kept++] = a
        visited[v] = kept
        continue
      }
      while (kept > before) visited[head[arcs[--kept] as number] as number] = NOT_VISITED
      visited[v] = before
    }
    visited[start] = NOT_VISITED
    for (let i = 0; i < kept; i++) visited[head[arcs[i] as number] as number] = NOT_VISITED
    this.#count = kept
  }

  #push(arc: number): void {
    if (this.#count === this.#arcs.length) {
      const larger = new Uint32Array(2 * this.#count)
      larger.set(this.#arcs)
      this.#arcs = larger
    }
    this.#arcs[this.#count++] = arc
  }
}
