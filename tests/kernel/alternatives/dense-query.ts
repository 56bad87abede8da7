import fc from 'fast-check'
import { CLOSED } from '../../../src/kernel/topology.js'
import type { Arc, RandomQuery } from '../../support/random-multigraph.js'

export interface DenseQueryOptions {
  readonly vertices: number
  readonly arcs: number
  readonly criteria: number
  readonly maxWeight: number
}

/**
 * Multigraphs of a fixed size, so that most pairs have many paths; else as `randomQuery`: loops, parallel arcs, zero
 * weights, closed arcs, up to three sources and targets that may repeat.
 */
export function denseQuery({ vertices, arcs, criteria, maxWeight }: DenseQueryOptions): fc.Arbitrary<RandomQuery> {
  const vertex = fc.nat({ max: vertices - 1 })
  const weight = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: maxWeight }) }, fc.constant(0))
  const first = fc.oneof({ weight: 15, arbitrary: weight }, fc.constant(CLOSED))
  const others = fc.array(weight, { minLength: criteria - 1, maxLength: criteria - 1 })
  const arc = fc.tuple(vertex, vertex, first, others).map(([u, v, w, more]): Arc => [u, v, w, ...more])
  const ends = fc
    .array(fc.tuple(vertex, fc.array(weight, { minLength: criteria, maxLength: criteria })), {
      minLength: 1,
      maxLength: 3,
    })
    .map((entries) => ({
      vertices: entries.map(([v]) => v),
      weights: Array.from({ length: criteria }, (_, c) => entries.map(([, weights]) => weights[c] as number)),
    }))
  return fc.record({
    vertexCount: fc.constant(vertices),
    arcs: fc.array(fc.noBias(arc), { minLength: arcs, maxLength: arcs }),
    sources: ends,
    targets: ends,
  })
}
