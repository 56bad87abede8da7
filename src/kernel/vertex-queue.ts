/**
 * An addressable 4-ary heap of vertices, ordered by four keys lexicographically and then by vertex number,
 * so that the order of removal never depends on the order of insertion. The keys live in arrays of the caller.
 * 4-ary because it touches fewer cache lines than a binary heap (LaMarca and Ladner 1996, doi:10.1145/235141.235145).
 */
export class VertexQueue {
  size = 0
  readonly #heap: Uint32Array
  readonly #position: Uint32Array
  readonly #key0: Float64Array
  readonly #key1: Float64Array
  readonly #key2: Float64Array
  readonly #key3: Float64Array

  constructor(vertexCount: number, key0: Float64Array, key1: Float64Array, key2: Float64Array, key3: Float64Array) {
    this.#heap = new Uint32Array(vertexCount)
    this.#position = new Uint32Array(vertexCount)
    this.#key0 = key0
    this.#key1 = key1
    this.#key2 = key2
    this.#key3 = key3
  }

  clear(): void {
    this.size = 0
  }

  /** Adds a vertex that is not in the queue. */
  push(vertex: number): void {
    this.#siftUp(this.size++, vertex)
  }

  /** To be called after the keys of a queued vertex became smaller. */
  decreased(vertex: number): void {
    this.#siftUp(this.#position[vertex] as number, vertex)
  }

  /** Removes and returns the first vertex; the queue must not be empty. */
  pop(): number {
    const heap = this.#heap
    const first = heap[0] as number
    const last = heap[--this.size] as number
    if (this.size > 0) this.#siftDown(last)
    return first
  }

  #before(a: number, b: number): boolean {
    const d0 = (this.#key0[a] as number) - (this.#key0[b] as number)
    if (d0 !== 0) return d0 < 0
    const d1 = (this.#key1[a] as number) - (this.#key1[b] as number)
    if (d1 !== 0) return d1 < 0
    const d2 = (this.#key2[a] as number) - (this.#key2[b] as number)
    if (d2 !== 0) return d2 < 0
    const d3 = (this.#key3[a] as number) - (this.#key3[b] as number)
    if (d3 !== 0) return d3 < 0
    return a < b
  }

  #siftUp(start: number, vertex: number): void {
    const heap = this.#heap
    const position = this.#position
    let i = start
    while (i > 0) {
      const parent = (i - 1) >> 2
      const other = heap[parent] as number
      if (!this.#before(vertex, other)) break
      heap[i] = other
      position[other] = i
      i = parent
    }
    heap[i] = vertex
    position[vertex] = i
  }

  #siftDown(vertex: number): void {
    const heap = this.#heap
    const position = this.#position
    const size = this.size
    let i = 0
    for (;;) {
      const firstChild = 4 * i + 1
      if (firstChild >= size) break
      const end = Math.min(firstChild + 4, size)
      let best = firstChild
      for (let c = firstChild + 1; c < end; c++) {
        if (this.#before(heap[c] as number, heap[best] as number)) best = c
      }
      const child = heap[best] as number
      if (!this.#before(child, vertex)) break
      heap[i] = child
      position[child] = i
      i = best
    }
    heap[i] = vertex
    position[vertex] = i
  }
}
