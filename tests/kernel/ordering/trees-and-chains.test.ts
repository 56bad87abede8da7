import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eliminationCost } from '../../../src/kernel/ordering/elimination.js'
import { withoutTreesAndChains } from '../../../src/kernel/ordering/trees-and-chains.js'
import { complete, cycle, eliminate, graphOf, isPermutation, neighbours, path, randomGraph, star } from './graphs.js'

it('leaves the graph of three neighbours or more that eliminating the rest leaves', () => {
  let cores = 0
  fc.assert(
    fc.property(randomGraph(40, 1.6), (random) => {
      const graph = graphOf(random)
      const { removed, core, ids } = withoutTreesAndChains(graph)
      const order = [...removed, ...ids]
      expect(isPermutation(order, random.vertexCount)).toBe(true)
      expect(core.vertexCount).toBe(ids.length)
      for (let v = 0; v < core.vertexCount; v++) expect(neighbours(core, v).length).toBeGreaterThanOrEqual(3)
      // The last vertices of an elimination see exactly the edges of the core, and what fill the core makes itself.
      const higher = eliminate(graph, order)
      const ofCore = eliminate(core, Array.from(ids.keys()))
      expect(higher.slice(removed.length)).toEqual(ofCore.map((up) => new Set([...up].map((r) => r + removed.length))))
      for (const up of higher.slice(0, removed.length)) expect(up.size).toBeLessThanOrEqual(2)
      if (core.vertexCount > 0) cores++
    }),
    { numRuns: 300 },
  )
  expect(cores).toBeGreaterThan(50)
})

it('takes off low trees without any fill, however wide', () => {
  const { removed, core } = withoutTreesAndChains(graphOf(star(1000)))
  expect(core.vertexCount).toBe(0)
  expect(eliminationCost(graphOf(star(1000)), removed)).toMatchObject({ arcs: 1000, height: 2 })
  expect(eliminationCost(graphOf(path(16)), withoutTreesAndChains(graphOf(path(16))).removed).arcs).toBe(15)
})

it('halves long chains and cycles: two arcs per vertex at most, and a low tree', () => {
  for (const graph of [graphOf(path(10_000)), graphOf(cycle(10_000))]) {
    const { removed, core } = withoutTreesAndChains(graph)
    expect(core.vertexCount).toBe(0)
    const { arcs, height } = eliminationCost(graph, removed)
    expect(arcs).toBeLessThanOrEqual(20_000)
    expect(height).toBeLessThan(40)
  }
})

it('stops crumbling a fan from its ends', () => {
  const rim = path(5000).pairs
  const fan = graphOf({ vertexCount: 5001, pairs: [...rim, ...rim.map(([v]) => [5000, v] as const), [5000, 4999]] })
  const { removed, core } = withoutTreesAndChains(fan)
  expect(core.vertexCount).toBeGreaterThan(4900)
  expect(removed.length + core.vertexCount).toBe(5001)
})

it('keeps what is dense', () => {
  const { removed, core } = withoutTreesAndChains(graphOf(complete(5)))
  expect([removed.length, core.vertexCount, core.head.length]).toEqual([0, 5, 20])
})
