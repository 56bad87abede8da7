/**
 * A directed multigraph in compressed sparse row form: the arcs that leave vertex `v` are
 * `firstOut[v] .. firstOut[v + 1] - 1`. Parallel arcs and loops are allowed. Frozen: weights live in a
 * {@link Metric} of their own, so that one topology serves any number of cost models.
 */
export interface Topology {
  readonly vertexCount: number
  readonly arcCount: number
  /** Length `vertexCount + 1`. */
  readonly firstOut: Uint32Array
  /** Vertex at which each arc starts; non-decreasing. */
  readonly tail: Uint32Array
  /** Vertex at which each arc ends. */
  readonly head: Uint32Array
  /**
   * Number of each arc where ties are settled, or {@link NO_RANK} for an arc that settles none. Absent: its place. So that
   * arcs that no path of a kind can use leave its ties alone.
   */
  readonly tieRank?: Int32Array
}

/** In place of a tie rank: the arc has next to no say in ties. */
export const NO_RANK = -1

/** One non-negative integer weight per arc; {@link CLOSED} means that the arc cannot be used. */
export type Metric = Uint32Array

/** The weight of an arc that cannot be used. Any smaller number, 0 included, is a weight. */
export const CLOSED = 0xffffffff

/** The largest weight that an arc can have. */
export const MAX_WEIGHT = CLOSED - 1

/**
 * Builds a topology from arcs sorted by tail. O(vertices + arcs).
 *
 * @throws RangeError where the tails are not sorted or an end is not a vertex
 */
export function topologyFromArcs(vertexCount: number, tail: Uint32Array, head: Uint32Array): Topology {
  const arcCount = tail.length
  if (head.length !== arcCount) throw new RangeError(`${arcCount} tails but ${head.length} heads`)
  const firstOut = new Uint32Array(vertexCount + 1)
  let previous = 0
  for (let a = 0; a < arcCount; a++) {
    const u = tail[a] as number
    const v = head[a] as number
    if (u < previous) throw new RangeError(`arc ${a} starts at ${u}, after an arc that starts at ${previous}`)
    if (u >= vertexCount || v >= vertexCount) throw new RangeError(`arc ${a} joins ${u} and ${v}, not both vertices`)
    previous = u
    firstOut[u + 1] = (firstOut[u + 1] as number) + 1
  }
  for (let v = 0; v < vertexCount; v++) firstOut[v + 1] = (firstOut[v + 1] as number) + (firstOut[v] as number)
  return { vertexCount, arcCount, firstOut, tail, head }
}
