import fc from 'fast-check'
import { expect, it } from 'vitest'
import { underlyingGraph } from '../../../src/kernel/ordering/undirected-graph.js'
import { multigraph } from '../../support/random-multigraph.js'
import { graphOf, neighbours, randomGraph } from './graphs.js'

it('forgets directions, loops and parallel arcs', () => {
  const { topology } = multigraph(4, [
    [0, 1, 1],
    [1, 0, 1],
    [0, 1, 2],
    [2, 2, 1],
    [2, 0, 1],
  ])
  const graph = underlyingGraph(topology)
  expect([0, 1, 2, 3].map((v) => neighbours(graph, v).sort())).toEqual([[1, 2], [0], [0], []])
})

it('lists every edge once at both its ends', () => {
  fc.assert(
    fc.property(randomGraph(20, 4), (random) => {
      const expected = Array.from({ length: random.vertexCount }, () => new Set<number>())
      for (const [u, v] of random.pairs) {
        if (u === v) continue
        expected[u]?.add(v)
        expected[v]?.add(u)
      }
      const graph = graphOf(random)
      for (let v = 0; v < random.vertexCount; v++) {
        expect(neighbours(graph, v).sort((a, b) => a - b)).toEqual([...(expected[v] ?? [])].sort((a, b) => a - b))
      }
    }),
  )
})
