import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Customisation } from '../../../src/kernel/hierarchy/customisation.js'
import { Hierarchy } from '../../../src/kernel/hierarchy/hierarchy.js'
import { ManyToMany } from '../../../src/kernel/hierarchy/many-to-many.js'
import { OneToAll } from '../../../src/kernel/hierarchy/one-to-all.js'
import { LexicographicDijkstra } from '../../../src/kernel/lexicographic-dijkstra.js'
import type { Offsets } from '../../../src/kernel/search.js'
import type { Metric } from '../../../src/kernel/topology.js'
import { at, multigraph, randomQuery } from '../../support/random-multigraph.js'
import { RouteTally } from '../../support/route-tally.js'
import { scrambledOrder } from '../../support/scrambled-order.js'

const asked = fc.record({
  query: randomQuery({ maxVertices: 20, density: 3, maxWeight: 9, criteria: 1 }),
  seed: fc.nat(),
  perfect: fc.boolean(),
})

function customised(vertexCount: number, arcs: Parameters<typeof multigraph>[1], seed: number, perfect: boolean) {
  const { topology, metrics } = multigraph(vertexCount, arcs)
  const metric = metrics[0] as Metric
  const hierarchy = new Hierarchy(topology, scrambledOrder(vertexCount, seed))
  const customisation = new Customisation(hierarchy, metric, { perfect })
  const dijkstra = new LexicographicDijkstra(topology)
  const distance = (sources: Offsets, targets: Offsets): number =>
    dijkstra.search([metric], sources, targets)?.weights[0] ?? Number.POSITIVE_INFINITY
  return { customisation, distance }
}

describe('OneToAll', () => {
  it('agrees with Dijkstra at every vertex', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(asked, ({ query: { vertexCount, arcs, sources }, seed, perfect }) => {
        const { customisation, distance } = customised(vertexCount, arcs, seed, perfect)
        const kernel = new OneToAll(customisation)
        for (const from of [sources, at(sources.vertices[0] as number)]) {
          const expected = Array.from({ length: vertexCount }, (_, v) => distance(from, at(v)))
          for (const d of expected) tally.note(d !== Number.POSITIVE_INFINITY)
          expect([...kernel.distances(from)]).toEqual(expected)
          const towards = Array.from({ length: vertexCount }, (_, v) => distance(at(v), from))
          expect([...kernel.distances(from, 'to')]).toEqual(towards)
        }
      }),
      { numRuns: 200 },
    )
    tally.expectAtLeastHalf()
  })

  it('writes into the array that it is given', () => {
    const { customisation } = customised(2, [[0, 1, 4]], 0, false)
    const into = new Float64Array(2)
    expect(new OneToAll(customisation).distances(at(0), 'from', into)).toBe(into)
    expect([...into]).toEqual([0, 4])
  })

  it('reaches nothing from nowhere', () => {
    const { customisation } = customised(2, [[0, 1, 4]], 0, true)
    expect([...new OneToAll(customisation).distances(at())]).toEqual([Infinity, Infinity])
  })
})

describe('ManyToMany', () => {
  it('agrees with one search per pair, sets of ends with offsets included', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(asked, ({ query: { vertexCount, arcs, sources, targets }, seed, perfect }) => {
        const { customisation, distance } = customised(vertexCount, arcs, seed, perfect)
        const single = Array.from({ length: vertexCount }, (_, v) => at(v))
        const rows = [sources, at(), ...single, sources]
        const columns = [targets, ...single.reverse(), at(), targets]
        const kernel = new ManyToMany(customisation)
        const expected = rows.flatMap((from) => columns.map((to) => distance(from, to)))
        for (const d of expected) tally.note(d !== Number.POSITIVE_INFINITY)
        expect([...kernel.distances(rows, columns)]).toEqual(expected)
        // The workspace is clean again.
        expect([...kernel.distances(rows, columns)]).toEqual(expected)
      }),
      { numRuns: 100 },
    )
    // Some rows and columns have no ends, which no pair reaches.
    expect(tally.found).toBeGreaterThan(tally.asked / 4)
  })

  it('gives nothing for no ends', () => {
    const { customisation } = customised(2, [[0, 1, 4]], 0, false)
    expect(new ManyToMany(customisation).distances([], [at(0)])).toHaveLength(0)
    expect(new ManyToMany(customisation).distances([at(0)], [])).toHaveLength(0)
  })
})
