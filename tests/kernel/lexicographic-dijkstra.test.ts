import { LexicographicDijkstra } from '../../src/kernel/lexicographic-dijkstra.js'
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
