import fc from 'fast-check'
import type { Offsets } from '../../src/kernel/search.js'
import { CLOSED, type Metric, type Topology, topologyFromArcs } from '../../src/kernel/topology.js'

/** One arc: tail, head and a weight per criterion. */
export type Arc = readonly [tail: number, head: number, ...weights: number[]]

/** A query on a small multigraph, as plain data that fast-check can print. */
export interface RandomQuery {
  readonly vertexCount: number
  readonly arcs: readonly Arc[]
  readonly sources: Offsets
  readonly targets: Offsets
}

/** Sorts arcs by tail (stable) and builds the topology with one metric per criterion. */
export function multigraph(
  vertexCount: number,
  arcs: readonly Arc[],
): { readonly topology: Topology; readonly metrics: readonly Metric[] } {
  const sorted = [...arcs].sort((a, b) => a[0] - b[0])
  const criteria = (sorted[0]?.length ?? 3) - 2
  return {
    topology: topologyFromArcs(
      vertexCount,
      Uint32Array.from(sorted, (arc) => arc[0]),
      Uint32Array.from(sorted, (arc) => arc[1]),
    ),
    metrics: Array.from({ length: criteria }, (_, c) => Uint32Array.from(sorted, (arc) => arc[c + 2] ?? 0)),
  }
}

/** The same offset of 0 for each vertex. */
export function at(...vertices: number[]): Offsets {
  return { vertices, weights: [] }
}

export interface RandomQueryOptions {
  readonly maxVertices: number
  /** Arcs per vertex, about. */
  readonly density: number
  /** 1 to 3. */
  readonly criteria: number
  /** Largest weight; small ones make ties. */
  readonly maxWeight: number
}

/** Multigraphs with loops, parallel arcs, zero weights and closed arcs; sources and targets may repeat. */
export function randomQuery({
  maxVertices,
  density,
  criteria,
  maxWeight,
}: RandomQueryOptions): fc.Arbitrary<RandomQuery> {
  return fc.integer({ min: 2, max: maxVertices }).chain((vertexCount) => {
    const vertex = fc.nat({ max: vertexCount - 1 })
    const weight = fc.oneof(
      { weight: 8, arbitrary: fc.nat({ max: maxWeight }) },
      { weight: 1, arbitrary: fc.constant(0) },
    )
    const first = fc.oneof({ weight: 12, arbitrary: weight }, { weight: 1, arbitrary: fc.constant(CLOSED) })
    const others = fc.array(weight, { minLength: criteria - 1, maxLength: criteria - 1 })
    const arc = fc.tuple(vertex, vertex, first, others).map(([u, v, w, more]): Arc => [u, v, w, ...more])
    const offsets = fc
      .array(fc.tuple(vertex, fc.array(weight, { minLength: criteria, maxLength: criteria })), {
        minLength: 1,
        maxLength: 3,
      })
      .map(
        (entries): Offsets => ({
          vertices: entries.map(([v]) => v),
          weights: Array.from({ length: criteria }, (_, c) => entries.map(([, weights]) => weights[c] ?? 0)),
        }),
      )
    return fc.record({
      vertexCount: fc.constant(vertexCount),
      arcs: fc.array(arc, { minLength: vertexCount, maxLength: Math.ceil(vertexCount * density) }),
      sources: offsets,
      targets: offsets,
    })
  })
}
