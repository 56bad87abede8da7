import type { LegPrices } from './leg-metric.js'

/** No label; no arc. */
export const NONE = -1

/** The columns of numbers; for their meaning see the proof in `leg-search.ts`. */
const COLUMNS = ['floor', 'sum', 'length', 'bands', 'tie1', 'tie2', 'bound'] as const

/**
 * The labels of a search: those of one state (a stage and a vertex) in a list in which none dominates another, and all that are not
 * yet followed in a binary heap, by their bounds and then by age. A dominated label leaves its list, and the heap when it is met.
 */
export class LegLabels {
  /** State of each label. */
  state = new Int32Array(1024)
  /** Number of the tariff of the open leg, from 1; 0: none. */
  tariff = new Int32Array(1024)
  /** What is paid with the open leg at its minimum; without an open leg, what is paid. */
  floor = new Float64Array(1024)
  /** What is paid with the links of the open leg. */
  sum = new Float64Array(1024)
  /** Of the open leg. */
  length = new Float64Array(1024)
  tie1 = new Float64Array(1024)
  tie2 = new Float64Array(1024)
  /** The least that a path by way of the label can cost. */
  bound = new Float64Array(1024)
  /** What the bands of the open leg come to. */
  bands = new Float64Array(1024)
  #arc = new Int32Array(1024)
  #parent = new Int32Array(1024)
  /** Next label of the same state. */
  #next = new Int32Array(1024)
  #isDominated = new Uint8Array(1024)
  #count = 0
  readonly #first: Int32Array
  readonly #legs: readonly LegPrices[]
  readonly #heap: number[] = []

  constructor(states: number, legs: readonly LegPrices[]) {
    this.#first = new Int32Array(states).fill(NONE)
    this.#legs = legs
  }

  /** How many there have been. */
  get count(): number {
    return this.#count
  }

  /** What is paid once the open leg of a label is closed. */
  closed(label: number): number {
    const floor = this.floor[label] as number
    return this.price(this.tariff[label] as number, floor, this.sum[label] as number, this.length[label] as number)
  }

  /** What is paid once a leg is closed. */
  price(tariff: number, floor: number, sum: number, length: number): number {
    if (tariff === 0) return sum
    const { fixed, hasBands, bands } = this.#legs[tariff - 1] as LegPrices
    return fixed + Math.max(floor, hasBands ? sum + bands(length) : sum)
  }

  /**
   * Adds a label, unless it is dominated or its bound passes the limit.
   *
   * @param left what is left to pay at least
   */
  extend(
    parent: number,
    arc: number,
    state: number,
    tariff: number,
    floor: number,
    sum: number,
    length: number,
    tie1: number,
    tie2: number,
    left: number,
    limit = Number.POSITIVE_INFINITY,
  ): void {
    const prices = this.#legs[tariff - 1]
    const hasBands = prices?.hasBands === true
    const bands = hasBands ? prices.bands(length) : 0
    const bound = (prices?.fixed ?? 0) + Math.max(floor, sum + bands + left)
    if (!(bound <= limit) || bound === Number.POSITIVE_INFINITY) return
    let before = NONE
    for (let other = this.#first[state] as number; other !== NONE; other = this.#next[other] as number) {
      if (this.tariff[other] !== tariff) {
        before = other
        continue
      }
      const otherFloor = this.floor[other] as number
      const otherSum = this.sum[other] as number
      const otherLength = this.length[other] as number
      const otherReached = Math.max(otherFloor, otherSum + (this.bands[other] as number))
      const reached = Math.max(floor, sum + bands)
      const isTieBetter = tie1 < (this.tie1[other] as number) || (tie1 === this.tie1[other] && tie2 < (this.tie2[other] as number)) // biome-ignore format: one expression
      if (
        (!hasBands || otherLength <= length) &&
        otherSum <= sum &&
        otherFloor <= reached &&
        (!isTieBetter || (otherSum < sum && otherFloor < reached))
      ) {
        return
      }
      const isTieEqual = tie1 === this.tie1[other] && tie2 === this.tie2[other]
      if (
        (!hasBands || length <= otherLength) &&
        sum <= otherSum &&
        floor <= otherReached &&
        (isTieBetter || isTieEqual || (sum < otherSum && floor < otherReached))
      ) {
        this.#isDominated[other] = 1
        if (before === NONE) this.#first[state] = this.#next[other] as number
        else this.#next[before] = this.#next[other] as number
      } else {
        before = other
      }
    }
    const label = this.#add()
    this.state[label] = state
    this.tariff[label] = tariff
    this.floor[label] = floor
    this.sum[label] = sum
    this.length[label] = length
    this.tie1[label] = tie1
    this.tie2[label] = tie2
    this.bound[label] = bound
    this.bands[label] = bands
    this.#arc[label] = arc
    this.#parent[label] = parent
    this.#next[label] = this.#first[state] as number
    this.#first[state] = label
    this.#push(label)
  }

  /** The undominated label of least bound, or {@link NONE} where none is left. */
  pop(): number {
    const heap = this.#heap
    while (heap.length > 0) {
      const first = heap[0] as number
      const last = heap.pop() as number
      if (heap.length > 0) this.#siftDown(last)
      if (this.#isDominated[first] === 0) return first
    }
    return NONE
  }

  /** The arcs that lead to a label, and where they begin. */
  path(label: number, vertexCount: number): { readonly arcs: readonly number[]; readonly source: number } {
    const arcs: number[] = []
    let at = label
    for (; this.#parent[at] !== NONE; at = this.#parent[at] as number) {
      if (this.#arc[at] !== NONE) arcs.push(this.#arc[at] as number)
    }
    return { arcs: arcs.reverse(), source: (this.state[at] as number) % vertexCount }
  }

  #add(): number {
    if (this.#count === this.state.length) {
      const length = 2 * this.#count
      for (const column of COLUMNS) this[column] = grown(this[column], new Float64Array(length))
      this.state = grown(this.state, new Int32Array(length))
      this.tariff = grown(this.tariff, new Int32Array(length))
      this.#arc = grown(this.#arc, new Int32Array(length))
      this.#parent = grown(this.#parent, new Int32Array(length))
      this.#next = grown(this.#next, new Int32Array(length))
      this.#isDominated = grown(this.#isDominated, new Uint8Array(length))
    }
    return this.#count++
  }

  #isBefore(a: number, b: number): boolean {
    const difference = (this.bound[a] as number) - (this.bound[b] as number)
    return difference === 0 ? a < b : difference < 0
  }

  #push(label: number): void {
    const heap = this.#heap
    let i = heap.length
    heap.push(label)
    while (i > 0) {
      const parent = (i - 1) >> 1
      const other = heap[parent] as number
      if (!this.#isBefore(label, other)) break
      heap[i] = other
      i = parent
    }
    heap[i] = label
  }

  #siftDown(label: number): void {
    const heap = this.#heap
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && this.#isBefore(heap[child + 1] as number, heap[child] as number)) child++
      const other = heap[child] as number
      if (!this.#isBefore(other, label)) break
      heap[i] = other
      i = child
    }
    heap[i] = label
  }
}

function grown<List extends Int32Array | Uint8Array | Float64Array>(from: List, to: List): List {
  to.set(from)
  return to
}
