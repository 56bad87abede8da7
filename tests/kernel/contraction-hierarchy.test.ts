import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContractionHierarchy, CustomisedHierarchy } from '../../src/kernel/contraction-hierarchy.js'
import { LexicographicDijkstra } from '../../src/kernel/lexicographic-dijkstra.js'
import type { Topology } from '../../src/kernel/topology.js'
import { multigraph, randomQuery } from '../support/random-multigraph.js'
import { RouteTally } from '../support/route-tally.js'
import { describeKernel, type SearchKernel } from './contract.js'

/** A hierarchy behind the interface of the contract: customised anew for every query. */
function kernel(topology: Topology): SearchKernel {
  const hierarchy = new ContractionHierarchy(topology)
  return {
    search: (metrics, sources, targets) => new CustomisedHierarchy(hierarchy, metrics).search(sources, targets),
  }
}

for (const criteria of [1, 2, 3]) describeKernel(`ContractionHierarchy, ${criteria} criteria`, kernel, { criteria })

describe('ContractionHierarchy', () => {
  it('finds the very arcs of the lexicographic Dijkstra, ties included', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(randomQuery({ maxVertices: 24, density: 3, maxWeight: 2, criteria: 3 }), (query) => {
        const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
        const expected = new LexicographicDijkstra(topology).search(metrics, query.sources, query.targets)
        expect(kernel(topology).search(metrics, query.sources, query.targets)).toEqual(expected)
        tally.note(expected !== undefined)
      }),
      { numRuns: 300 },
    )
    tally.expectAtLeastHalf()
  })

  it('keeps one order for any number of metrics', () => {
    const { topology, metrics } = multigraph(4, [
      [0, 1, 5],
      [1, 3, 5],
      [0, 2, 1],
      [2, 3, 1],
    ])
    const hierarchy = new ContractionHierarchy(topology)
    const [metric] = metrics
    const turned = Uint32Array.from(metric ?? [], (weight) => 6 - weight)
    const at = (vertex: number) => ({ vertices: [vertex], weights: [[0]] })
    expect(new CustomisedHierarchy(hierarchy, metrics).search(at(0), at(3))?.weights[0]).toBe(2)
    expect(new CustomisedHierarchy(hierarchy, [turned]).search(at(0), at(3))?.weights[0]).toBe(2)
    expect(new CustomisedHierarchy(hierarchy, metrics).search(at(0), at(3))?.arcs).not.toEqual(
      new CustomisedHierarchy(hierarchy, [turned]).search(at(0), at(3))?.arcs,
    )
  })
})
