import type { FoundPath, Offsets } from '../../../src/kernel/search.js'
import { tieNumbers } from '../../../src/kernel/tie-numbers.js'
import { CLOSED, type Metric, type Topology } from '../../../src/kernel/topology.js'
import { addVectors, arcVector, compareVectors, offsetVector, type Vector } from '../../support/oracles.js'

/** A path of the oracle, with what its place in the order depends on. */
export interface OraclePath extends FoundPath {
  readonly vertices: readonly number[]
  /** Sum of the tie numbers. */
  readonly ties: number
}

/** The least offset of each vertex that is a source or a target. */
export function leastOffsets(list: Offsets, criteria: number): Map<number, Vector> {
  const least = new Map<number, Vector>()
  list.vertices.forEach((vertex, i) => {
    const vector = offsetVector(list, i, criteria)
    const known = least.get(vertex)
    if (known === undefined || compareVectors(vector, known) < 0) least.set(vertex, vector)
  })
  return least
}

/** Every path of open arcs that repeats no vertex, one by one, in the order of weights, number of arcs and tie numbers. For tiny graphs. */
export function allPaths(
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
  targets: Offsets,
): readonly OraclePath[] {
  const ties = tieNumbers(topology.arcCount)
  const ends = leastOffsets(targets, metrics.length)
  const found: OraclePath[] = []
  const visit = (vertices: readonly number[], arcs: readonly number[], sum: Vector, tie: number): void => {
    const here = vertices[vertices.length - 1] as number
    const end = ends.get(here)
    if (end !== undefined) {
      found.push({
        weights: addVectors(sum, end),
        source: vertices[0] as number,
        target: here,
        arcs,
        vertices,
        ties: tie,
      })
    }
    for (let a = 0; a < topology.arcCount; a++) {
      const head = topology.head[a] as number
      if (topology.tail[a] !== here || metrics[0]?.[a] === CLOSED || vertices.includes(head)) continue
      visit([...vertices, head], [...arcs, a], addVectors(sum, arcVector(metrics, a)), tie + (ties[a] as number))
    }
  }
  for (const [vertex, offset] of leastOffsets(sources, metrics.length)) visit([vertex], [], offset, 0)
  return found.sort(compareOraclePaths)
}

export function compareOraclePaths(a: OraclePath, b: OraclePath): number {
  return compareVectors(a.weights, b.weights) || a.ties - b.ties
}

/** What two equal paths have in common: where they start and end, and their arcs. */
export function nameOf({ source, target, arcs }: FoundPath): string {
  return `${source} [${arcs.join(' ')}] ${target}`
}
