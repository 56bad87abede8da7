/** A sum by criterion, the tie numbers last. */
export type Sums = readonly [number, number, number, number]

/** A path from source to target as positions: `vertices` is one longer than `arcs`. */
export interface Walk {
  readonly vertices: readonly number[]
  readonly arcs: readonly number[]
}

/**
 * All paths that share the first steps of a known path and then take another step than some that are barred.
 * Step 0 chooses the source, step `i + 1` leaves the vertex in position `i`, by an arc or by ending there.
 */
export interface Subspace {
  /** Lower bound of the sums of all its paths; their least sums where `best` is given. */
  readonly sums: Sums
  /** The path whose first steps are shared; `undefined` for the space of all paths. */
  readonly parent: Walk | undefined
  /** How many steps are shared. */
  readonly shared: number
  /** Sources (for step 0) or arcs that the next step must not take; {@link END} bars ending here. */
  readonly barred: readonly number[]
  /** The least path, as soon as it is known. */
  readonly best: Walk | undefined
  /** Rising number, the last resort of the order. */
  readonly serial: number
}

/** The step that ends a path at a target. */
export const END = -1

export function compareSums(a: Sums, b: Sums): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]
}

/** A binary heap of subspaces: least sums first, of equal ones those whose path is known, then the older one. */
export class SubspaceQueue {
  readonly #heap: Subspace[] = []

  push(space: Subspace): void {
    const heap = this.#heap
    let i = heap.length
    heap.push(space)
    while (i > 0) {
      const parent = (i - 1) >> 1
      const other = heap[parent] as Subspace
      if (compareSpaces(space, other) >= 0) break
      heap[i] = other
      i = parent
    }
    heap[i] = space
  }

  /** @returns `undefined` where the queue is empty */
  pop(): Subspace | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      const right = heap[child + 1]
      if (right !== undefined && compareSpaces(right, heap[child] as Subspace) < 0) child++
      if (compareSpaces(heap[child] as Subspace, last) >= 0) break
      heap[i] = heap[child] as Subspace
      i = child
    }
    heap[i] = last
    return first
  }
}

function compareSpaces(a: Subspace, b: Subspace): number {
  const unknown = (a.best === undefined ? 1 : 0) - (b.best === undefined ? 1 : 0)
  return compareSums(a.sums, b.sums) || unknown || a.serial - b.serial
}
