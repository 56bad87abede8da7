/**
 * Labels (partial paths) of a search over several criteria, and a queue that gives them in the order of the first
 * criterion: a ring of buckets, as wide as the longest step of the search is long (Dial 1969, doi:10.1145/363269.363610). With one bucket
 * per value nothing is ever compared. Where that would take too many buckets each holds a range of values, and a heap
 * orders the bucket that is being emptied. Labels of equal value come out in an order that depends on nothing but the
 * order of the calls. Push and pop take constant time, or logarithmic in the size of one bucket.
 *
 * The fields of a label lie side by side in one array, so that looking at a label touches one line of the cache:
 *
 *     0: arc by which it was reached   1: label that it extends   2: next in its bucket   3, 4: sums of the further criteria
 */

/** 32-bit where all numbers are small enough, 64-bit (exact up to 2^53) where not. */
export type Numbers = Int32Array | Float64Array

/** Numbers below this can be added in pairs without leaving 31 bits. */
export const NARROW = 0x3fffffff

export const ARC = 0
export const PARENT = 1
const NEXT = 2
export const SECOND = 3
export const THIRD = 4

/** No label; no arc. */
export const NONE = -1

const MOST_BUCKETS = 1 << 20

export class LabelQueue {
  /** The fields of all labels, {@link stride} numbers each. Replaced when {@link reserve} makes room. */
  cells: Numbers = new Int32Array(0)
  stride = 4
  /** Queued labels. */
  size = 0
  /** First criterion of the label popped last. */
  value = 0
  #isNarrow = true
  #count = 0
  #free = NONE
  /** First label of each bucket; none where the queue is empty. */
  #buckets = new Int32Array(1).fill(NONE)
  #mask = 0
  /** Values per bucket; one: no heap and no values of labels are needed. */
  #width = 1
  /** Values of labels, where buckets are wider than one. */
  #values = new Float64Array(0)
  /** The bucket that is being emptied, where buckets are wider than one. */
  #current = 0
  readonly #heap: number[] = []

  /**
   * Begins a new search; all labels are forgotten.
   *
   * @param longestStep the first criterion of no label is greater than that of the label popped last by more than this
   * @param criteria 2 or 3
   * @param isNarrow whether no number is greater than {@link NARROW}
   * @param mostBuckets no bucket is wider than one value unless the step is longer than this
   */
  begin(longestStep: number, criteria: number, isNarrow: boolean, mostBuckets = MOST_BUCKETS): void {
    this.stride = criteria + 2
    if (isNarrow !== this.#isNarrow) this.cells = isNarrow ? new Int32Array(0) : new Float64Array(0)
    this.#isNarrow = isNarrow
    this.#width = 1
    while (longestStep / this.#width + 2 > mostBuckets) this.#width *= 2
    if (!isNarrow && this.#width === 1) this.#width = 2
    let ring = 1
    while (ring < longestStep / this.#width + 2) ring *= 2
    if (this.#buckets.length < ring) this.#buckets = new Int32Array(ring).fill(NONE)
    else if (this.size > 0) this.#buckets.fill(NONE)
    this.#mask = this.#buckets.length - 1
    this.#heap.length = 0
    this.#current = 0
    this.#count = 0
    this.#free = NONE
    this.size = 0
    this.value = 0
  }

  /** Makes room for so many more labels. To be called before {@link add}; `cells` may be another array afterwards. */
  reserve(labels: number): void {
    const needed = this.#count + labels
    if (needed * this.stride > this.cells.length) {
      const length = Math.max(2 * this.cells.length, needed * this.stride, 1024)
      const cells = this.#isNarrow ? new Int32Array(length) : new Float64Array(length)
      cells.set(this.cells)
      this.cells = cells
    }
    if (this.#width > 1 && needed > this.#values.length) {
      const values = new Float64Array(Math.max(2 * this.#values.length, needed, 256))
      values.set(this.#values)
      this.#values = values
    }
  }

  /** Queues a new label of the given value of the first criterion; gives where its cells begin. Room must be reserved. */
  add(value: number, arc: number, parent: number): number {
    const cells = this.cells
    let label = this.#free
    if (label !== NONE) this.#free = cells[label * this.stride + NEXT] as number
    else label = this.#count++
    const cell = label * this.stride
    cells[cell + ARC] = arc
    cells[cell + PARENT] = parent
    this.size++
    if (this.#width === 1) {
      const bucket = value & this.#mask
      cells[cell + NEXT] = this.#buckets[bucket] as number
      this.#buckets[bucket] = label
    } else {
      this.#values[label] = value
      const bucket = Math.floor(value / this.#width)
      if (bucket === this.#current) {
        this.#heapPush(label)
      } else {
        const slot = bucket % this.#buckets.length
        cells[cell + NEXT] = this.#buckets[slot] as number
        this.#buckets[slot] = label
      }
    }
    return cell
  }

  /** Takes a label of least value out of the queue, which must not be empty; its value is then {@link value}. */
  pop(): number {
    this.size--
    if (this.#width > 1) return this.#popOrdered()
    const buckets = this.#buckets
    const mask = this.#mask
    let value = this.value
    let label = buckets[value & mask] as number
    while (label === NONE) label = buckets[++value & mask] as number
    this.value = value
    buckets[value & mask] = this.cells[label * this.stride + NEXT] as number
    return label
  }

  /** Gives back the room of a label that was popped and that no other label extends. */
  drop(label: number): void {
    this.cells[label * this.stride + NEXT] = this.#free
    this.#free = label
  }

  #popOrdered(): number {
    const heap = this.#heap
    const buckets = this.#buckets
    while (heap.length === 0) {
      this.#current++
      const slot = this.#current % buckets.length
      let label = buckets[slot] as number
      buckets[slot] = NONE
      for (; label !== NONE; label = this.cells[label * this.stride + NEXT] as number) this.#heapPush(label)
    }
    const first = heap[0] as number
    const last = heap.pop() as number
    if (heap.length > 0) this.#heapDown(last)
    this.value = this.#values[first] as number
    return first
  }

  #heapPush(label: number): void {
    const heap = this.#heap
    const values = this.#values
    const value = values[label] as number
    let i = heap.length
    heap.push(label)
    while (i > 0) {
      const parent = (i - 1) >> 1
      const other = heap[parent] as number
      if ((values[other] as number) <= value) break
      heap[i] = other
      i = parent
    }
    heap[i] = label
  }

  #heapDown(label: number): void {
    const heap = this.#heap
    const values = this.#values
    const value = values[label] as number
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (
        child + 1 < heap.length &&
        (values[heap[child + 1] as number] as number) < (values[heap[child] as number] as number)
      )
        child++
      const other = heap[child] as number
      if ((values[other] as number) >= value) break
      heap[i] = other
      i = child
    }
    heap[i] = label
  }
}
