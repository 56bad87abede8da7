import { describe, expect, it } from 'vitest'
import { BidirectionalDijkstra } from '../../src/kernel/bidirectional-dijkstra.js'
import type { Metric } from '../../src/kernel/topology.js'
import { at, multigraph } from '../support/random-multigraph.js'
import { describeKernel } from './contract.js'

describeKernel(
  'BidirectionalDijkstra',
  (topology) => {
    const kernel = new BidirectionalDijkstra(topology)
    return {
      search: ([metric], sources, targets) => {
        kernel.use(metric as Metric)
        return kernel.search(sources, targets)
      },
    }
  },
  { criteria: 1 },
)

describe('BidirectionalDijkstra', () => {
  it('does not search without a metric', () => {
    const { topology } = multigraph(2, [[0, 1, 1]])
    expect(() => new BidirectionalDijkstra(topology).search(at(0), at(1))).toThrow(/use\(metric\)/)
  })
})
