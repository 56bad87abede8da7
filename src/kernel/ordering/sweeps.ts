/**
 * Orders of a cell's vertices from one end to the other, along which separators are looked for: along straight lines in the
 * cell's own principal plane (so that points of a sphere are seen from above), and along distances in the graph (from the two
 * ends of a long way), which need no coordinates and follow chains and coasts.
 */
import type { Cell } from './cell.js'

const AXES = 2

/** A vertex is a hub with more neighbours than this, and than this many times the mean. */
const HUB_DEGREE = 32
const HUB_FACTOR = 8

export class Sweeps {
  readonly #keys: Float64Array
  readonly #order: Uint32Array
  readonly #counts: Uint32Array
  readonly #queue: Uint32Array
  readonly #distance: Int32Array
  readonly #coordinates: readonly Float64Array[]
  readonly #mean: Float64Array
  readonly #axes: Float64Array[]

  /** @param coordinates columns by vertex of the whole graph, without NaN; may be none */
  constructor(capacity: number, coordinates: readonly Float64Array[]) {
    this.#coordinates = coordinates
    this.#keys = new Float64Array(capacity)
    this.#order = new Uint32Array(capacity)
    this.#counts = new Uint32Array(capacity + 2)
    this.#queue = new Uint32Array(capacity)
    this.#distance = new Int32Array(capacity)
    this.#mean = new Float64Array(coordinates.length)
    this.#axes = Array.from({ length: AXES }, () => new Float64Array(coordinates.length))
  }

  /** Finds the principal plane of a cell; false where there are no coordinates or all its vertices lie at one point. */
  lookAt(cell: Cell): boolean {
    const columns = this.#coordinates
    const dimensions = columns.length
    const n = cell.vertexCount
    const mean = this.#mean
    for (let d = 0; d < dimensions; d++) {
      const column = columns[d] as Float64Array
      let sum = 0
      for (let v = 0; v < n; v++) sum += column[cell.ids[v] as number] as number
      mean[d] = sum / n
    }
    const covariance = new Float64Array(dimensions * dimensions)
    for (let d = 0; d < dimensions; d++) {
      const x = columns[d] as Float64Array
      for (let e = d; e < dimensions; e++) {
        const y = columns[e] as Float64Array
        let sum = 0
        for (let v = 0; v < n; v++) {
          const id = cell.ids[v] as number
          sum += ((x[id] as number) - (mean[d] as number)) * ((y[id] as number) - (mean[e] as number))
        }
        covariance[d * dimensions + e] = sum
        covariance[e * dimensions + d] = sum
      }
    }
    for (let k = 0; k < AXES; k++) {
      const value = largestAxis(covariance, dimensions, this.#axes[k] as Float64Array)
      if (k === 0 && !(value > 0)) return false
    }
    return true
  }

  /** Vertices sorted along a line in the principal plane, by angle in radians from the longest axis. The array is reused. */
  alongLine(cell: Cell, angle: number): Uint32Array {
    const columns = this.#coordinates
    const n = cell.vertexCount
    const keys = this.#keys
    keys.fill(0, 0, n)
    const [long, short] = this.#axes as [Float64Array, Float64Array]
    for (let d = 0; d < columns.length; d++) {
      const column = columns[d] as Float64Array
      const middle = this.#mean[d] as number
      const factor = Math.cos(angle) * (long[d] as number) + Math.sin(angle) * (short[d] as number)
      for (let v = 0; v < n; v++) {
        keys[v] = (keys[v] as number) + factor * ((column[cell.ids[v] as number] as number) - middle)
      }
    }
    return this.#sorted(n)
  }

  /**
   * Vertices sorted by the difference of their distances (in edges) from the two ends of a long shortest way. The array is
   * reused.
   */
  alongDistance(cell: Cell): Uint32Array {
    const n = cell.vertexCount
    const keys = this.#keys
    const distance = this.#distance
    const start = this.#search(cell, this.#search(cell, 0))
    const end = this.#search(cell, start)
    for (let v = 0; v < n; v++) keys[v] = distance[v] as number
    this.#search(cell, end)
    for (let v = 0; v < n; v++) keys[v] = (keys[v] as number) - (distance[v] as number)
    return this.#sorted(n)
  }

  /**
   * Breadth-first search; gives back the vertex met last. Hubs are crossed only once nothing else is left: through them
   * everything is near, and distances would say nothing.
   */
  #search({ vertexCount, first, head }: Cell, root: number): number {
    const distance = this.#distance
    const queue = this.#queue
    const limit = Math.max(HUB_DEGREE, (HUB_FACTOR * head.length) / vertexCount)
    const hubs: number[] = []
    let crossed = 0
    distance.fill(-1, 0, vertexCount)
    distance[root] = 0
    queue[0] = root
    let size = 1
    for (let i = 0; i < size || crossed < hubs.length; ) {
      let u: number
      let next: number
      if (i < size) {
        u = queue[i++] as number
        next = (distance[u] as number) + 1
        if ((first[u + 1] as number) - (first[u] as number) > limit && u !== root) {
          hubs.push(u)
          continue
        }
      } else {
        u = hubs[crossed++] as number
        next = (distance[queue[size - 1] as number] as number) + 1
      }
      for (let a = first[u] as number; a < (first[u + 1] as number); a++) {
        const v = head[a] as number
        if (distance[v] !== -1) continue
        distance[v] = next
        queue[size++] = v
      }
    }
    return queue[size - 1] as number
  }

  /** Sorts by key into as many buckets as there are vertices: fine enough for a sweep, and linear. */
  #sorted(n: number): Uint32Array {
    const keys = this.#keys
    const counts = this.#counts
    const order = this.#order
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let v = 0; v < n; v++) {
      const key = keys[v] as number
      if (key < low) low = key
      if (key > high) high = key
    }
    const scale = high > low ? (n - 1) / (high - low) : 0
    counts.fill(0, 0, n + 1)
    for (let v = 0; v < n; v++) {
      const b = Math.floor(((keys[v] as number) - low) * scale) + 1
      counts[b] = (counts[b] as number) + 1
    }
    for (let b = 1; b <= n; b++) counts[b] = (counts[b] as number) + (counts[b - 1] as number)
    for (let v = 0; v < n; v++) {
      const b = Math.floor(((keys[v] as number) - low) * scale)
      const place = counts[b] as number
      order[place] = v
      counts[b] = place + 1
    }
    return order.subarray(0, n)
  }
}

/**
 * The axis of largest variance of a symmetric matrix, by power iteration into `axis`; the matrix is then left with what lies
 * across it. Gives back the variance.
 */
function largestAxis(matrix: Float64Array, n: number, axis: Float64Array): number {
  const image = new Float64Array(n)
  // The column of the largest diagonal entry is not across the axis, unless the matrix is nothing.
  let start = 0
  for (let d = 1; d < n; d++) {
    if ((matrix[d * n + d] as number) > (matrix[start * n + start] as number)) start = d
  }
  for (let d = 0; d < n; d++) axis[d] = matrix[d * n + start] as number
  let value = 0
  for (let round = 0; round <= 20; round++) {
    let square = 0
    for (let d = 0; d < n; d++) square += (axis[d] as number) ** 2
    if (!(square > 0)) {
      axis.fill(0)
      return 0
    }
    const scale = 1 / Math.sqrt(square)
    for (let d = 0; d < n; d++) axis[d] = (axis[d] as number) * scale
    value = 0
    for (let d = 0; d < n; d++) {
      let sum = 0
      for (let e = 0; e < n; e++) sum += (matrix[d * n + e] as number) * (axis[e] as number)
      image[d] = sum
      value += sum * (axis[d] as number)
    }
    if (round < 20) axis.set(image)
  }
  for (let d = 0; d < n; d++) {
    for (let e = 0; e < n; e++) {
      matrix[d * n + e] = (matrix[d * n + e] as number) - value * (axis[d] as number) * (axis[e] as number)
    }
  }
  return value
}
