import { expect, it } from 'vitest'
import { LexicographicDijkstra } from '../../src/kernel/lexicographic-dijkstra.js'
import { type Arc, at, multigraph } from '../support/random-multigraph.js'
import { describeKernel } from './contract.js'

describeKernel('LexicographicDijkstra, one criterion', (topology) => new LexicographicDijkstra(topology), {
  criteria: 1,
})
describeKernel('LexicographicDijkstra, two criteria', (topology) => new LexicographicDijkstra(topology), {
  criteria: 2,
})
describeKernel('LexicographicDijkstra, three criteria', (topology) => new LexicographicDijkstra(topology), {
  criteria: 3,
})

it.each<[string, Arc[], number[]]>([
  [
    'fewer arcs',
    [
      [0, 1, 1],
      [0, 2, 3],
      [1, 2, 2],
    ],
    [1],
  ],
  [
    'the lower last arc, although the other way is seen first',
    [
      [0, 1, 2],
      [0, 2, 1],
      [1, 3, 0],
      [2, 3, 1],
    ],
    [0, 2],
  ],
  [
    'fewer arcs on a way of weight 0',
    [
      [0, 2, 0],
      [1, 3, 0],
      [2, 1, 0],
      [2, 3, 0],
    ],
    [0, 3],
  ],
])('of equal paths takes the one with %s', (_, arcs, expected) => {
  const { topology, metrics } = multigraph(4, arcs)
  const target = topology.head[expected[expected.length - 1] as number] as number
  expect(new LexicographicDijkstra(topology).search(metrics, at(0), at(target))?.arcs).toEqual(expected)
})
