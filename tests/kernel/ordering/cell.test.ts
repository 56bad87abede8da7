import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Cell, connectedCells, SEPARATOR } from '../../../src/kernel/ordering/cell.js'
import { components, graphOf, neighbours, randomGraph } from './graphs.js'

it('splits what a separator leaves into its connected parts, with all their edges', () => {
  let parts = 0
  fc.assert(
    fc.property(randomGraph(30, 1.5), fc.nat(), (random, seed) => {
      const graph = graphOf(random)
      const n = random.vertexCount
      const ids = Uint32Array.from({ length: n }, (_, v) => v + 100)
      const division = Uint8Array.from({ length: n }, (_, v) => ((seed >> (v % 25)) & 1 ? SEPARATOR : v % 2))
      const component = components(graph, (v) => division[v] !== SEPARATOR)
      const cells = connectedCells({ ...graph, ids } satisfies Cell, division)
      expect(cells.length).toBe(new Set(component.filter((c) => c !== -1)).size)
      const met = cells.flatMap((cell) => [...cell.ids]).sort((a, b) => a - b)
      expect(met).toEqual([...ids].filter((_, v) => division[v] !== SEPARATOR))
      for (const cell of cells) {
        expect(new Set([...cell.ids].map((id) => component[id - 100])).size).toBe(1)
        for (let i = 0; i < cell.vertexCount; i++) {
          const v = (cell.ids[i] as number) - 100
          expect(neighbours(cell, i).map((k) => cell.ids[k])).toEqual(
            neighbours(graph, v)
              .filter((u) => division[u] !== SEPARATOR)
              .map((u) => u + 100),
          )
        }
      }
      parts += cells.length
    }),
  )
  expect(parts).toBeGreaterThan(100)
})
