import fc from 'fast-check'
import { expect, it } from 'vitest'
import { minimumDegreeOrder } from '../../../src/kernel/ordering/minimum-degree.js'
import type { UndirectedGraph } from '../../../src/kernel/ordering/undirected-graph.js'
import {
  arcCount,
  complete,
  eliminate,
  graphOf,
  grid,
  isPermutation,
  neighbours,
  randomGraph,
  randomTree,
} from './graphs.js'

/** Minimum degree with sets, exact degrees, smallest number first. */
function plainMinimumDegree(graph: UndirectedGraph): number[] {
  const sets = Array.from({ length: graph.vertexCount }, (_, v) => new Set(neighbours(graph, v)))
  const left = new Set(sets.keys())
  const order: number[] = []
  while (left.size > 0) {
    let best = -1
    for (const v of left) if (best === -1 || (sets[v]?.size ?? 0) < (sets[best]?.size ?? 0)) best = v
    const around = [...(sets[best] as Set<number>)]
    for (const u of around) {
      sets[u]?.delete(best)
      for (const v of around) if (u !== v) sets[u]?.add(v)
    }
    left.delete(best)
    order.push(best)
  }
  return order
}

it('orders every vertex once, with about the fill of plain minimum degree', () => {
  let fill = 0
  let plainFill = 0
  fc.assert(
    fc.property(randomGraph(60, 2), (random) => {
      const graph = graphOf(random)
      const order = minimumDegreeOrder(graph)
      expect(isPermutation(order, random.vertexCount)).toBe(true)
      fill += arcCount(eliminate(graph, order))
      plainFill += arcCount(eliminate(graph, plainMinimumDegree(graph)))
    }),
    { numRuns: 300, seed: 7 },
  )
  expect(plainFill).toBeGreaterThan(10_000)
  expect(fill).toBeLessThan(1.002 * plainFill)
})

it('fills a grid about as little as plain minimum degree does', () => {
  const graph = graphOf(grid(20, 20))
  const fill = arcCount(eliminate(graph, minimumDegreeOrder(graph)))
  expect(fill).toBeLessThan(1.1 * arcCount(eliminate(graph, plainMinimumDegree(graph))))
})

it('adds nothing to a tree and nothing to a clique', () => {
  fc.assert(
    fc.property(randomTree(50), (tree) => {
      const graph = graphOf(tree)
      expect(arcCount(eliminate(graph, minimumDegreeOrder(graph)))).toBe(tree.pairs.length)
    }),
  )
  const clique = graphOf(complete(40))
  expect(isPermutation(minimumDegreeOrder(clique), 40)).toBe(true)
})

it('leaves the rim alone, and counts it', () => {
  fc.assert(
    fc.property(randomGraph(40, 2), fc.nat(), (random, choice) => {
      const inner = choice % (random.vertexCount + 1)
      expect(isPermutation(minimumDegreeOrder(graphOf(random), inner), inner)).toBe(true)
    }),
  )
  // 0 and 1 have one neighbour inside each, but 0 has three in the rim.
  const graph = graphOf({
    vertexCount: 6,
    pairs: [
      [0, 1],
      [0, 3],
      [0, 4],
      [0, 5],
      [1, 2],
    ],
  })
  expect(minimumDegreeOrder(graph, 2)[0]).toBe(1)
})
