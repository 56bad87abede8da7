import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contractionOrder } from '../../../src/kernel/ordering/contraction-order.js'
import { eliminationCost } from '../../../src/kernel/ordering/elimination.js'
import { minimumDegreeOrder } from '../../../src/kernel/ordering/minimum-degree.js'
import { withoutTreesAndChains } from '../../../src/kernel/ordering/trees-and-chains.js'
import { underlyingGraph } from '../../../src/kernel/ordering/undirected-graph.js'
import type { Topology } from '../../../src/kernel/topology.js'
import { multigraph } from '../../support/random-multigraph.js'
import {
  complete,
  cycle,
  grid,
  gridCoordinates,
  isPermutation,
  path,
  type RandomGraph,
  randomGraph,
  randomTree,
  star,
} from './graphs.js'

const topologyOf = ({ vertexCount, pairs }: RandomGraph): Topology =>
  multigraph(
    vertexCount,
    pairs.map(([u, v]) => [u, v, 1]),
  ).topology

const costOf = (topology: Topology, order: Uint32Array) => eliminationCost(underlyingGraph(topology), order)

const places = (topology: Topology, place: fc.Arbitrary<number>): fc.Arbitrary<Float64Array[] | undefined> => {
  const column = fc
    .array(place, { minLength: topology.vertexCount, maxLength: topology.vertexCount })
    .map((numbers) => Float64Array.from(numbers))
  return fc.oneof(fc.constant(undefined), fc.array(column, { maxLength: 3 }))
}

const placedGraph = (maxVertices: number, density: number) =>
  randomGraph(maxVertices, density)
    .map(topologyOf)
    .chain((topology) =>
      fc.record({
        topology: fc.constant(topology),
        coordinates: fc.oneof(
          places(topology, fc.double({ min: -180, max: 180, noNaN: true })),
          places(topology, fc.oneof(fc.constant(Number.NaN), fc.double({ min: -1, max: 1, noNaN: true }))),
          places(topology, fc.constant(3)),
          places(topology, fc.constant(Number.NaN)),
        ),
      }),
    )

describe('contractionOrder', () => {
  it('names every vertex once, whatever the coordinates, and again the same', () => {
    fc.assert(
      fc.property(placedGraph(300, 2), ({ topology, coordinates }) => {
        const order = contractionOrder(topology, coordinates)
        expect(isPermutation(order, topology.vertexCount)).toBe(true)
        expect(contractionOrder(topology, coordinates)).toEqual(order)
      }),
      { numRuns: 200 },
    )
  })

  it('has little more fill than minimum degree alone', () => {
    let arcs = 0
    let arcsByDegree = 0
    fc.assert(
      fc.property(placedGraph(300, 2), ({ topology, coordinates }) => {
        const order = contractionOrder(topology, coordinates)
        // Never worse to query than minimum degree, once trees and chains are off.
        const { removed, core, ids } = withoutTreesAndChains(underlyingGraph(topology))
        const byDegree = Uint32Array.from([...removed, ...minimumDegreeOrder(core).map((v) => ids[v] as number)])
        expect(costOf(topology, order).meanAncestorArcs).toBeLessThanOrEqual(
          costOf(topology, byDegree).meanAncestorArcs + 1e-9,
        )
        arcs += costOf(topology, order).arcs
        arcsByDegree += costOf(topology, minimumDegreeOrder(underlyingGraph(topology))).arcs
      }),
      { numRuns: 100, seed: 3 },
    )
    expect(arcsByDegree).toBeGreaterThan(5_000)
    expect(arcs).toBeLessThan(1.2 * arcsByDegree)
  })

  it('fills a grid like a nested dissection, with coordinates or without', () => {
    const cost = (k: number, placed: boolean) => {
      const topology = topologyOf(grid(k, k))
      return costOf(topology, contractionOrder(topology, placed ? gridCoordinates(k, k) : undefined))
    }
    const topology = topologyOf(grid(40, 40))
    const byRows = costOf(
      topology,
      Uint32Array.from({ length: 1600 }, (_, v) => v),
    )
    const byDegree = costOf(topology, minimumDegreeOrder(underlyingGraph(topology)))
    for (const placed of [true, false]) {
      const { arcs, height, meanAncestorArcs } = cost(40, placed)
      expect(arcs).toBeLessThan(byRows.arcs / 3)
      expect(arcs).toBeLessThan(1.1 * byDegree.arcs)
      expect(meanAncestorArcs).toBeLessThan(byDegree.meanAncestorArcs)
      expect(height).toBeLessThan(4 * 40)
      // n log n for n vertices (George), where rows would have n to the power of 1.5, that is 8 times as many.
      expect(cost(80, placed).arcs).toBeLessThan(1.25 * 4 * (Math.log(80) / Math.log(40)) * arcs)
    }
  })

  it('places vertices without coordinates among their neighbours', () => {
    const topology = topologyOf(grid(40, 40))
    const all = gridCoordinates(40, 40)
    const some = all.map((column) => column.map((x, v) => (v % 3 === 0 ? x : Number.NaN)))
    const cost = costOf(topology, contractionOrder(topology, some))
    expect(cost.arcs).toBeLessThan(1.1 * costOf(topology, contractionOrder(topology, all)).arcs)
  })

  it('adds nothing to low trees, and keeps long chains and cycles low', () => {
    expect(costOf(topologyOf(star(500)), contractionOrder(topologyOf(star(500)))).arcs).toBe(500)
    expect(costOf(topologyOf(path(16)), contractionOrder(topologyOf(path(16)))).arcs).toBe(15)
    for (const graph of [path(5000), cycle(5000)]) {
      const { arcs, height } = costOf(topologyOf(graph), contractionOrder(topologyOf(graph)))
      expect(arcs).toBeLessThanOrEqual(10_000)
      expect(height).toBeLessThan(40)
    }
    fc.assert(
      fc.property(randomTree(300), (tree) => {
        const { arcs } = costOf(topologyOf(tree), contractionOrder(topologyOf(tree)))
        expect(arcs).toBeLessThanOrEqual(2 * tree.pairs.length)
      }),
    )
  })

  it('orders what has no small separator: a clique, a hub with ten thousand spokes, two grids bridged by long arcs', () => {
    expect(isPermutation(contractionOrder(topologyOf(complete(150))), 150)).toBe(true)
    const wheel = { vertexCount: 10_001, pairs: [...cycle(10_000).pairs, ...star(10_000).pairs.slice(0, 9_999)] }
    const hub = costOf(topologyOf(wheel), contractionOrder(topologyOf(wheel)))
    expect(hub.height).toBeLessThan(100)
    const bridges = Array.from({ length: 20 }, (_, i) => [i * 37, 900 + ((i * 101) % 900)] as const)
    const both = {
      vertexCount: 1800,
      pairs: [...grid(30, 30).pairs, ...grid(30, 30).pairs.map(([u, v]) => [u + 900, v + 900] as const), ...bridges],
    }
    const [x, y] = gridCoordinates(30, 30) as [Float64Array, Float64Array]
    const stacked = [Float64Array.of(...x, ...x), Float64Array.of(...y, ...y)]
    const topology = topologyOf(both)
    const cost = costOf(topology, contractionOrder(topology, stacked))
    expect(cost.meanAncestorArcs).toBeLessThan(
      costOf(topology, minimumDegreeOrder(underlyingGraph(topology))).meanAncestorArcs,
    )
  })

  it('sees a grid behind hubs that make everything near', () => {
    const k = 100
    const spokes = [7, 11, 13].flatMap((step, hub) =>
      Array.from({ length: Math.floor((k * k) / step) }, (_, i) => [k * k + hub, i * step] as const),
    )
    const topology = topologyOf({ vertexCount: k * k + 3, pairs: [...grid(k, k).pairs, ...spokes] })
    const placed = gridCoordinates(k, k).map((column) => Float64Array.of(...column, Number.NaN, Number.NaN, Number.NaN))
    const withCoordinates = costOf(topology, contractionOrder(topology, placed)).arcs
    expect(costOf(topology, contractionOrder(topology)).arcs).toBeLessThan(1.08 * withCoordinates)
    expect(withCoordinates).toBeLessThan(costOf(topology, minimumDegreeOrder(underlyingGraph(topology))).arcs)
  })

  it('takes a network without vertices, and refuses columns of another length', () => {
    expect([...contractionOrder(topologyOf({ vertexCount: 0, pairs: [] }))]).toEqual([])
    expect(() => contractionOrder(topologyOf(path(3)), [new Float64Array(2)])).toThrow(
      new RangeError('3 vertices but 2 coordinates'),
    )
  })
})
