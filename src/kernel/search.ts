/**
 * What every shortest-path kernel takes and gives back. A search runs from many sources, each with an offset,
 * to many targets, each with an offset, and minimises
 * offset of the source + weights of the arcs + offset of the target.
 */

/** Vertices where a search may start or end, with what it costs to start or end there. */
export interface Offsets {
  readonly vertices: readonly number[]
  /** For each criterion, one non-negative integer per vertex; the first criterion is the one minimised. */
  readonly weights: readonly (readonly number[])[]
}

/** @throws RangeError for an end that is no vertex, and for a list of offsets of another length than the ends */
export function checkEnds({ vertices, weights }: Offsets, vertexCount: number): void {
  for (let i = 0; i < vertices.length; i++) {
    const v = vertices[i] as number
    if (!(v >= 0 && v < vertexCount)) throw new RangeError(`the end ${v} is not one of the ${vertexCount} vertices`)
  }
  for (const offsets of weights) {
    if (offsets.length !== vertices.length) {
      throw new RangeError(`${offsets.length} offsets for ${vertices.length} ends`)
    }
  }
}

/** An optimal path. */
export interface FoundPath {
  /** Sum per criterion, offsets included; exact integers. */
  readonly weights: readonly number[]
  /** Vertex of the source used. */
  readonly source: number
  /** Vertex of the target used. */
  readonly target: number
  /** Arcs in order of travel; empty where a source is the target. */
  readonly arcs: readonly number[]
}
