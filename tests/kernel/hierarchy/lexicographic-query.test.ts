import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Hierarchy } from '../../../src/kernel/hierarchy/hierarchy.js'
import { LexicographicCustomisation } from '../../../src/kernel/hierarchy/lexicographic-customisation.js'
import { LexicographicQuery } from '../../../src/kernel/hierarchy/lexicographic-query.js'
import { LexicographicDijkstra } from '../../../src/kernel/lexicographic-dijkstra.js'
import type { Offsets } from '../../../src/kernel/search.js'
import type { Topology } from '../../../src/kernel/topology.js'
import { at, multigraph, randomQuery } from '../../support/random-multigraph.js'
import { RouteTally } from '../../support/route-tally.js'
import { scrambledOrder } from '../../support/scrambled-order.js'
import { describeKernel, type SearchKernel } from '../contract.js'

/** A hierarchy behind the interface of the contract: customised anew for every query. */
function kernel(topology: Topology): SearchKernel {
  const hierarchy = new Hierarchy(topology, scrambledOrder(topology.vertexCount, topology.arcCount))
  const queryFor = (metrics: Parameters<SearchKernel['search']>[0]) =>
    new LexicographicQuery(new LexicographicCustomisation(hierarchy, metrics))
  return {
    search: (metrics, sources, targets) => queryFor(metrics).search(sources, targets),
    searchEach: (metrics, sources, targets) => {
      const query = queryFor(metrics)
      const labels = targets.vertices.map((vertex, i) =>
        query.labels({ vertices: [vertex], weights: targets.weights.map((list) => [list[i] as number]) }),
      )
      query.start(sources)
      return labels.map((target) => query.pathTo(target))
    },
  }
}

for (const criteria of [1, 2, 3]) describeKernel(`LexicographicQuery, ${criteria} criteria`, kernel, { criteria })

describe('LexicographicQuery', () => {
  it('finds the very arcs of the lexicographic Dijkstra, ties included, between many sources and targets', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(randomQuery({ maxVertices: 24, density: 3, maxWeight: 2, criteria: 3 }), fc.nat(), (asked, seed) => {
        const { topology, metrics } = multigraph(asked.vertexCount, asked.arcs)
        const dijkstra = new LexicographicDijkstra(topology)
        const hierarchy = new Hierarchy(topology, scrambledOrder(topology.vertexCount, seed))
        const query = new LexicographicQuery(new LexicographicCustomisation(hierarchy, metrics))
        const origins: Offsets[] = [asked.sources, at(0), at()]
        const destinations: Offsets[] = [asked.targets, at(asked.vertexCount - 1), at()]
        const labels = destinations.map((targets) => query.labels(targets))
        for (const sources of origins) {
          query.start(sources)
          destinations.forEach((targets, i) => {
            const expected = dijkstra.search(metrics, sources, targets)
            expect(query.pathTo(labels[i] as (typeof labels)[number])).toEqual(expected)
            if (i === 0 && sources === asked.sources) tally.note(expected !== undefined)
          })
        }
      }),
      { numRuns: 300 },
    )
    tally.expectAtLeastHalf()
  })

  it('keeps one hierarchy for any number of metrics', () => {
    const { topology, metrics } = multigraph(4, [
      [0, 1, 5],
      [1, 3, 5],
      [0, 2, 1],
      [2, 3, 1],
    ])
    const hierarchy = new Hierarchy(topology, Uint32Array.of(1, 2, 0, 3))
    const answer = (lists: readonly Uint32Array[]) =>
      new LexicographicQuery(new LexicographicCustomisation(hierarchy, lists)).search(at(0), at(3))
    expect(answer(metrics)).toMatchObject({ weights: [2], arcs: [1, 3] })
    expect(answer([Uint32Array.from(metrics[0] ?? [], (weight) => 6 - weight)])).toMatchObject({
      weights: [2],
      arcs: [0, 2],
    })
  })

  it('refuses a metric of another topology', () => {
    const { topology } = multigraph(2, [[0, 1, 1]])
    const hierarchy = new Hierarchy(topology, Uint32Array.of(0, 1))
    expect(() => new LexicographicCustomisation(hierarchy, [Uint32Array.of(1, 2)])).toThrow('2 weights for 1 arcs')
  })
})
