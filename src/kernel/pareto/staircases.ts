/**
 * For each vertex the pairs of numbers that no other pair of the vertex is at most as great as, in both numbers: a staircase, the first number
 * rising and the second falling. So whether a pair is covered is a binary search and one comparison, as in EMOA* (Ren,
 * Zhan, Rathinam, Likhachev and Choset 2022, doi:10.1609/socs.v15i1.21764). All staircases share one array.
 */
import type { Numbers } from './label-queue.js'

const SMALLEST = 4

export class Staircases {
  /** Pairs side by side. */
  #pool: Numbers = new Int32Array(1024)
  #used = 0
  readonly #start: Int32Array
  readonly #size: Int32Array
  /** Room of each staircase, in pairs; 0: none yet. */
  readonly #room: Int32Array
  /** Starts of pieces that were given back, by the logarithm of their room. */
  readonly #free: number[][] = Array.from({ length: 32 }, () => [])

  constructor(count: number) {
    this.#start = new Int32Array(count)
    this.#size = new Int32Array(count)
    this.#room = new Int32Array(count)
  }

  /** Begins anew; each staircase is to be cleared before it is used. */
  begin(isNarrow: boolean): void {
    if (isNarrow !== this.#pool instanceof Int32Array)
      this.#pool = isNarrow ? new Int32Array(1024) : new Float64Array(1024)
    this.#used = 0
    for (const starts of this.#free) starts.length = 0
  }

  clear(index: number): void {
    this.#size[index] = 0
    this.#room[index] = 0
  }

  /** Whether a pair is there with both numbers at most these. */
  covers(index: number, first: number, second: number): boolean {
    const size = this.#size[index] as number
    if (size === 0) return false
    const pool = this.#pool
    const start = this.#start[index] as number
    // The last pair has the least second number, the first pair the least first.
    if ((pool[start + 2 * size - 1] as number) > second || (pool[start] as number) > first) return false
    let low = 0
    let high = size - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((pool[start + 2 * middle] as number) <= first) low = middle
      else high = middle - 1
    }
    return (pool[start + 2 * low + 1] as number) <= second
  }

  /** Adds a pair that is not covered, and removes those that it covers. */
  add(index: number, first: number, second: number): void {
    const size = this.#size[index] as number
    let start = this.#start[index] as number
    if (size === (this.#room[index] as number)) {
      this.#grow(index)
      start = this.#start[index] as number
    }
    const pool = this.#pool
    let low = 0
    let high = size
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pool[start + 2 * middle] as number) < first) low = middle + 1
      else high = middle
    }
    let end = low
    while (end < size && (pool[start + 2 * end + 1] as number) >= second) end++
    if (end === low) {
      for (let i = start + 2 * size - 1, last = start + 2 * low; i >= last; i--) pool[i + 2] = pool[i] as number
    } else if (end > low + 1) {
      pool.copyWithin(start + 2 * low + 2, start + 2 * end, start + 2 * size)
    }
    pool[start + 2 * low] = first
    pool[start + 2 * low + 1] = second
    this.#size[index] = size + 1 - (end - low)
  }

  #grow(index: number): void {
    const room = this.#room[index] as number
    const size = this.#size[index] as number
    const wanted = room === 0 ? SMALLEST : 2 * room
    const old = this.#start[index] as number
    const recycled = (this.#free[31 - Math.clz32(wanted)] as number[]).pop()
    let start = recycled
    if (start === undefined) {
      start = this.#used
      this.#used += 2 * wanted
      if (this.#used > this.#pool.length) {
        const length = Math.max(this.#used, 2 * this.#pool.length)
        const pool = this.#pool instanceof Int32Array ? new Int32Array(length) : new Float64Array(length)
        pool.set(this.#pool)
        this.#pool = pool
      }
    }
    this.#pool.copyWithin(start, old, old + 2 * size)
    if (room > 0) (this.#free[31 - Math.clz32(room)] as number[]).push(old)
    this.#start[index] = start
    this.#room[index] = wanted
  }
}
