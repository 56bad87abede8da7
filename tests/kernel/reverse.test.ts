import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reversed } from '../../src/kernel/reverse.js'
import { multigraph, randomQuery } from '../support/random-multigraph.js'

it('turns every arc round once, parallel arcs and loops included', () => {
  fc.assert(
    fc.property(randomQuery({ maxVertices: 8, density: 3, criteria: 1, maxWeight: 9 }), ({ vertexCount, arcs }) => {
      const { topology } = multigraph(vertexCount, arcs)
      const { topology: back, original } = reversed(topology)
      expect([back.vertexCount, back.arcCount]).toEqual([topology.vertexCount, topology.arcCount])
      expect([...original].sort((a, b) => a - b)).toEqual(Array.from(original, (_, a) => a))
      for (let a = 0; a < back.arcCount; a++) {
        expect(back.tail[a]).toBe(topology.head[original[a] as number])
        expect(back.head[a]).toBe(topology.tail[original[a] as number])
      }
    }),
    { numRuns: 100 },
  )
})
