import fc from 'fast-check'
import { expect, it } from 'vitest'
import { distinctEnds } from '../../../src/kernel/alternatives/distinct-ends.js'
import { NO_ARC, shortestPathTree } from '../../../src/kernel/alternatives/shortest-path-tree.js'
import { LexicographicDijkstra } from '../../../src/kernel/lexicographic-dijkstra.js'
import { reversed } from '../../../src/kernel/reverse.js'
import { tieNumbers } from '../../../src/kernel/tie-numbers.js'
import { bellmanFord } from '../../support/oracles.js'
import { at, multigraph } from '../../support/random-multigraph.js'
import { denseQuery } from './dense-query.js'

const dense = { vertices: 12, arcs: 30, criteria: 3, maxWeight: 3 }

it('shortestPathTree agrees with Bellman-Ford, and its paths with those of the lexicographic Dijkstra', () => {
  fc.assert(
    fc.property(denseQuery(dense), ({ vertexCount, arcs, sources }) => {
      const { topology, metrics } = multigraph(vertexCount, arcs)
      const ties = tieNumbers(topology.arcCount)
      const tree = shortestPathTree({ topology, original: undefined }, metrics, ties, distinctEnds(sources))
      const expected = bellmanFord(topology, metrics, sources)
      const dijkstra = new LexicographicDijkstra(topology)
      expect(tree.limit).toBe(Number.POSITIVE_INFINITY)
      expect(tree.order).toHaveLength(expected.filter((vector) => vector !== undefined).length)
      for (let v = 0; v < vertexCount; v++) {
        const { dist0, dist1, dist2 } = tree
        if (expected[v] === undefined) expect([dist0[v], tree.arc[v]]).toEqual([Number.POSITIVE_INFINITY, NO_ARC])
        else expect([dist0[v], dist1[v], dist2[v]]).toEqual(expected[v])
        const last = dijkstra.search(metrics, sources, at(v))?.arcs.at(-1)
        expect(tree.arc[v]).toBe(last ?? NO_ARC)
      }
    }),
    { numRuns: 80 },
  )
})

it('shortestPathTree leads backwards on a reversed topology, and where it may stop it misses nothing within its limit', () => {
  let cut = 0
  fc.assert(
    fc.property(denseQuery({ ...dense, maxWeight: 30 }), ({ vertexCount, arcs, sources, targets }) => {
      const { topology, metrics } = multigraph(vertexCount, arcs)
      const back = reversed(topology)
      const ties = tieNumbers(topology.arcCount)
      const ends = distinctEnds(sources)
      const whole = shortestPathTree(back, metrics, ties, distinctEnds(targets))
      const tree = shortestPathTree(back, metrics, ties, distinctEnds(targets), { ends, factor: 1.25 })
      const dijkstra = new LexicographicDijkstra(topology)
      const best = dijkstra.search(metrics, sources, targets)?.weights[0]
      expect(tree.limit).toBe(best === undefined ? Number.POSITIVE_INFINITY : best * 1.25)
      for (let v = 0; v < vertexCount; v++) {
        const distance = dijkstra.search(metrics, at(v), targets)?.weights[0] ?? Number.POSITIVE_INFINITY
        expect(whole.dist0[v]).toBe(distance)
        if (tree.order.includes(v) || distance <= tree.limit) {
          expect([tree.dist0[v], tree.arc[v]]).toEqual([distance, whole.arc[v]])
        } else {
          expect([tree.dist0[v], tree.arc[v]]).toEqual([Number.POSITIVE_INFINITY, NO_ARC])
          if (distance !== Number.POSITIVE_INFINITY) cut++
        }
      }
    }),
    { numRuns: 80 },
  )
  expect(cut).toBeGreaterThan(50)
})
