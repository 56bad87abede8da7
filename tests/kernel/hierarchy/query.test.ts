import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BidirectionalDijkstra } from '../../../src/kernel/bidirectional-dijkstra.js'
import { Customisation } from '../../../src/kernel/hierarchy/customisation.js'
import { Hierarchy } from '../../../src/kernel/hierarchy/hierarchy.js'
import { HierarchyQuery } from '../../../src/kernel/hierarchy/query.js'
import { LexicographicDijkstra } from '../../../src/kernel/lexicographic-dijkstra.js'
import { MAX_WEIGHT, type Metric, type Topology } from '../../../src/kernel/topology.js'
import { at, multigraph, randomQuery } from '../../support/random-multigraph.js'
import { RouteTally } from '../../support/route-tally.js'
import { scrambledOrder } from '../../support/scrambled-order.js'
import { describeKernel, type SearchKernel } from '../contract.js'

/** A hierarchy behind the interface of the contract; it takes each metric by customising again. */
function kernel(topology: Topology, perfect: boolean): SearchKernel {
  const hierarchy = new Hierarchy(topology, scrambledOrder(topology.vertexCount, topology.arcCount))
  let customisation: Customisation | undefined
  return {
    search: ([metric], sources, targets) => {
      if (customisation === undefined) customisation = new Customisation(hierarchy, metric as Metric, { perfect })
      else customisation.customise(metric as Metric)
      return new HierarchyQuery(customisation).search(sources, targets)
    },
  }
}

describeKernel('HierarchyQuery', (topology) => kernel(topology, false), { criteria: 1 })
describeKernel('HierarchyQuery, perfect', (topology) => kernel(topology, true), { criteria: 1 })

describe('HierarchyQuery', () => {
  it('agrees with both Dijkstras by any order and after any change of weights, perfect or not', () => {
    const tally = new RouteTally()
    const weights = fc.array(fc.nat({ max: 6 }), { minLength: 90, maxLength: 90 })
    fc.assert(
      fc.property(
        randomQuery({ maxVertices: 24, density: 3, maxWeight: 9, criteria: 1 }),
        fc.nat(),
        fc.array(weights, { maxLength: 2 }),
        ({ vertexCount, arcs, sources, targets }, seed, changes) => {
          const { topology, metrics } = multigraph(vertexCount, arcs)
          const hierarchy = new Hierarchy(topology, scrambledOrder(vertexCount, seed))
          const plain = new Customisation(hierarchy, metrics[0] as Metric)
          const perfect = new Customisation(hierarchy, metrics[0] as Metric, { perfect: true })
          const queries = [new HierarchyQuery(plain), new HierarchyQuery(perfect)]
          const dijkstra = new LexicographicDijkstra(topology)
          const bidirectional = new BidirectionalDijkstra(topology)
          for (const change of [undefined, ...changes]) {
            const metric =
              change === undefined ? (metrics[0] as Metric) : Uint32Array.from(topology.tail, (_, a) => change[a] ?? 0)
            plain.customise(metric)
            perfect.customise(metric)
            bidirectional.use(metric)
            const expected = dijkstra.search([metric], sources, targets)?.weights
            tally.note(expected !== undefined)
            expect(bidirectional.search(sources, targets)?.weights).toEqual(expected)
            for (const query of queries) {
              expect(query.search(sources, targets)?.weights).toEqual(expected)
              for (const source of sources.vertices) {
                for (const target of targets.vertices) {
                  const one = dijkstra.search([metric], at(source), at(target))?.weights[0]
                  expect(query.distance(source, target)).toBe(one)
                }
              }
            }
          }
        },
      ),
      { numRuns: 200 },
    )
    tally.expectAtLeastHalf()
  })

  it('drops edges, and never more than a query can do without, where everything costs nothing', () => {
    const side = 6
    const arcs = Array.from(
      { length: side * side },
      (_, v) =>
      [v + 1, v + side].filter((w) => w < side * side).flatMap((w): [number, number, number][] => [[v, w, 0], [w, v, 0]]), // biome-ignore format: both directions
    ).flat()
    const { topology, metrics } = multigraph(side * side, arcs)
    const hierarchy = new Hierarchy(topology, scrambledOrder(side * side, 7))
    const perfect = new Customisation(hierarchy, metrics[0] as Metric, { perfect: true })
    expect(perfect.forward.edge?.length).toBeLessThan(hierarchy.edgeCount)
    const query = new HierarchyQuery(perfect)
    for (let s = 0; s < side * side; s++) for (let t = 0; t < side * side; t++) expect(query.distance(s, t)).toBe(0)
  })

  it('goes back to 32-bit weights after a metric that needed more', () => {
    const { topology, metrics } = multigraph(3, [
      [0, 1, 5],
      [1, 2, 6],
    ])
    const hierarchy = new Hierarchy(topology, Uint32Array.of(1, 0, 2))
    const customisation = new Customisation(hierarchy, metrics[0] as Metric)
    const query = new HierarchyQuery(customisation)
    expect(query.distance(0, 2)).toBe(11)
    // Below the bound one by one, above it in sum.
    for (const weight of [0x18000000, MAX_WEIGHT]) {
      customisation.customise(Uint32Array.of(weight, weight))
      expect(query.distance(0, 2)).toBe(2 * weight)
      expect(customisation.isNarrow).toBe(false)
    }
    customisation.customise(metrics[0] as Metric)
    expect(query.distance(0, 2)).toBe(11)
    expect(customisation.isNarrow).toBe(true)
  })

  it.each([false, true])('makes room for offsets beyond 32 bits, perfect: %s', (perfect) => {
    const { topology, metrics } = multigraph(4, [
      [0, 1, 5],
      [1, 2, 6],
      [3, 2, 0],
    ])
    const hierarchy = new Hierarchy(topology, Uint32Array.of(1, 0, 2, 3))
    const customisation = new Customisation(hierarchy, metrics[0] as Metric, { perfect })
    const query = new HierarchyQuery(customisation)
    expect(query.distance(0, 2)).toBe(11)
    const sources = { vertices: [0, 3], weights: [[2 ** 40, 2 ** 40 + 12]] }
    const targets = { vertices: [2], weights: [[2 ** 41]] }
    expect(query.search(sources, targets)).toEqual({ weights: [3 * 2 ** 40 + 11], source: 0, target: 2, arcs: [0, 1] })
    expect(query.search(at(2), at(0))).toBeUndefined()
    expect(query.distance(0, 2)).toBe(11)
  })

  it('refuses a metric of another topology and an order that is no permutation', () => {
    const { topology, metrics } = multigraph(2, [[0, 1, 1]])
    const hierarchy = new Hierarchy(topology, Uint32Array.of(0, 1))
    expect(() => new Customisation(hierarchy, Uint32Array.of(1, 2))).toThrow('the metric has 2 weights for 1 arcs')
    expect(() => new Hierarchy(topology, Uint32Array.of(0))).toThrow('the order has 1 vertices; expected 2')
    expect(() => new Hierarchy(topology, Uint32Array.of(1, 1))).toThrow('no permutation: vertex 1 at rank 1')
    expect(metrics).toHaveLength(1)
  })
})
