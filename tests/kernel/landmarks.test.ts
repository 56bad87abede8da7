import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Landmarks } from '../../src/kernel/landmarks.js'
import { LexicographicDijkstra } from '../../src/kernel/lexicographic-dijkstra.js'
import type { Offsets } from '../../src/kernel/search.js'
import type { Metric, Topology } from '../../src/kernel/topology.js'
import { bellmanFord } from '../support/oracles.js'
import { at, multigraph, randomQuery } from '../support/random-multigraph.js'
import { RouteTally } from '../support/route-tally.js'
import { describeKernel } from './contract.js'

/** Dijkstra with the bounds of a few landmarks, chosen anew for each query. */
function guided(topology: Topology, count: number) {
  const dijkstra = new LexicographicDijkstra(topology)
  return {
    search: (metrics: readonly Metric[], sources: Offsets, targets: Offsets) => {
      const landmarks = new Landmarks(topology, metrics[0] as Metric, count)
      return dijkstra.search(metrics, sources, targets, landmarks.towards(targets, sources.vertices[0] ?? 0))
    },
  }
}

describeKernel('LexicographicDijkstra with landmarks, one criterion', (topology) => guided(topology, 3), {
  criteria: 1,
  runs: 100,
})
describeKernel('LexicographicDijkstra with landmarks, three criteria', (topology) => guided(topology, 12), {
  criteria: 3,
  runs: 100,
})

describe('Landmarks', () => {
  it('bound every distance to the best target, its offset included, from below, and consistently', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(randomQuery({ maxVertices: 20, density: 3, criteria: 1, maxWeight: 20 }), (query) => {
        const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
        const [metric] = metrics as [Metric]
        const { vertices, weights } = query.targets
        const bounds = new Landmarks(topology, metric, 4).towards(query.targets, query.sources.vertices[0] ?? 0)
        for (let v = 0; v < query.vertexCount; v++) {
          const distances = bellmanFord(topology, metrics, at(v))
          const nearest = Math.min(
            ...vertices.map((t, i) => (distances[t]?.[0] ?? Number.POSITIVE_INFINITY) + (weights[0]?.[i] ?? 0)),
          )
          tally.note(nearest < Number.POSITIVE_INFINITY)
          expect(bounds.at(v)).toBeGreaterThanOrEqual(0)
          expect(bounds.at(v)).toBeLessThanOrEqual(nearest)
        }
        for (let a = 0; a < topology.arcCount; a++) {
          const over = (metric[a] as number) + bounds.at(topology.head[a] as number)
          if (metric[a] !== 0xffffffff) expect(bounds.at(topology.tail[a] as number)).toBeLessThanOrEqual(over)
        }
      }),
      { numRuns: 100 },
    )
    tally.expectAtLeastHalf()
  })

  it('change nothing in an answer, the choice among equal paths included', () => {
    fc.assert(
      fc.property(randomQuery({ maxVertices: 40, density: 4, criteria: 1, maxWeight: 3 }), (query) => {
        const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
        const plain = new LexicographicDijkstra(topology).search(metrics, query.sources, query.targets)
        expect(guided(topology, 2).search(metrics, query.sources, query.targets)).toEqual(plain)
      }),
      { numRuns: 400 },
    )
  })
})
