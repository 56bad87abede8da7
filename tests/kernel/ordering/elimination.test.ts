import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  eliminationCost,
  eliminationTree,
  higherNeighbourCounts,
  postOrder,
} from '../../../src/kernel/ordering/elimination.js'
import { arcCount, complete, eliminate, graphOf, isPermutation, path, randomGraph } from './graphs.js'

const graphAndOrder = randomGraph(25, 2).chain((random) =>
  fc.record({
    random: fc.constant(random),
    order: fc
      .array(fc.double({ noNaN: true }), { minLength: random.vertexCount, maxLength: random.vertexCount })
      .map((keys) => Uint32Array.from(keys.keys()).sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b)),
  }),
)

it('knows the tree, the counts and the cost of an elimination that is carried out', () => {
  let filled = 0
  fc.assert(
    fc.property(graphAndOrder, ({ random, order }) => {
      const graph = graphOf(random)
      const higher = eliminate(graph, order)
      const parents = higher.map((up) => (up.size === 0 ? -1 : Math.min(...up)))
      const parent = eliminationTree(graph, order)
      expect([...parent]).toEqual(parents)
      expect([...higherNeighbourCounts(graph, order, parent)]).toEqual(higher.map((up) => up.size))

      let triangles = 0
      for (const up of higher) for (const a of up) for (const b of up) if (a < b) triangles++
      let ancestors = 0
      let scanned = 0
      let height = 0
      for (let r = 0; r < order.length; r++) {
        let depth = 0
        for (let a = r; a !== -1; a = parents[a] as number) {
          depth++
          scanned += higher[a]?.size ?? 0
        }
        ancestors += depth
        height = Math.max(height, depth)
      }
      expect(eliminationCost(graph, order)).toEqual({
        arcs: arcCount(higher),
        triangles,
        height,
        meanAncestors: ancestors / order.length,
        meanAncestorArcs: scanned / order.length,
      })
      if (arcCount(higher) > graph.head.length / 2) filled++
    }),
    { numRuns: 300 },
  )
  expect(filled).toBeGreaterThan(100)
})

it('lays every subtree in one piece without changing the elimination', () => {
  fc.assert(
    fc.property(graphAndOrder, ({ random, order }) => {
      const graph = graphOf(random)
      const sorted = postOrder(order, eliminationTree(graph, order))
      expect(isPermutation(sorted, random.vertexCount)).toBe(true)
      expect(eliminationCost(graph, sorted)).toEqual(eliminationCost(graph, order))
      const parent = eliminationTree(graph, sorted)
      // In a post-order, the children of r are r - 1, what lies below that one's subtree, and so on.
      const size = new Array<number>(sorted.length).fill(1)
      for (const [r, p] of parent.entries()) if (p !== -1) size[p] = (size[p] ?? 0) + (size[r] ?? 0)
      for (const [r, p] of parent.entries()) if (p !== -1) expect(r).toBeGreaterThan(p - (size[p] ?? 0))
    }),
  )
})

it('counts a path from its end, a clique and nothing', () => {
  const identity = Uint32Array.from({ length: 5 }, (_, v) => v)
  expect(eliminationCost(graphOf(path(5)), identity)).toEqual({
    arcs: 4,
    triangles: 0,
    height: 5,
    meanAncestors: 3,
    meanAncestorArcs: 2,
  })
  expect(eliminationCost(graphOf(complete(5)), identity)).toMatchObject({ arcs: 10, triangles: 10, height: 5 })
  expect(eliminationCost(graphOf({ vertexCount: 0, pairs: [] }), new Uint32Array(0)).meanAncestors).toBe(0)
})
