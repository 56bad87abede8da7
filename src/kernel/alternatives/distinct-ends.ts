import type { Offsets } from '../search.js'

/** Sources or targets, each vertex once, by rising vertex number. */
export interface DistinctEnds {
  readonly vertices: Uint32Array
  /** Offsets by criterion, zeros where a criterion is not given; always three. */
  readonly weights: readonly [Float64Array, Float64Array, Float64Array]
  /** Vertex -> its position in `vertices`. */
  readonly slot: ReadonlyMap<number, number>
}

/** Of a vertex that stands several times, keeps the lexicographically least offset. O(ends log ends). */
export function distinctEnds(list: Offsets): DistinctEnds {
  const offset = (criterion: number, i: number): number => list.weights[criterion]?.[i] ?? 0
  const order = list.vertices
    .map((vertex, i) => ({ vertex, i }))
    .sort(
      (a, b) =>
        a.vertex - b.vertex ||
        offset(0, a.i) - offset(0, b.i) ||
        offset(1, a.i) - offset(1, b.i) ||
        offset(2, a.i) - offset(2, b.i),
    )
    .filter(({ vertex }, n, sorted) => vertex !== sorted[n - 1]?.vertex)
  return {
    vertices: Uint32Array.from(order, ({ vertex }) => vertex),
    weights: [
      Float64Array.from(order, ({ i }) => offset(0, i)),
      Float64Array.from(order, ({ i }) => offset(1, i)),
      Float64Array.from(order, ({ i }) => offset(2, i)),
    ],
    slot: new Map(order.map(({ vertex }, n) => [vertex, n])),
  }
}
