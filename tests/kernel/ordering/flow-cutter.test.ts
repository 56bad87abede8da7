import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SEPARATOR } from '../../../src/kernel/ordering/cell.js'
import { FlowCutter } from '../../../src/kernel/ordering/flow-cutter.js'
import type { UndirectedGraph } from '../../../src/kernel/ordering/undirected-graph.js'
import { complete, components, graphOf, grid, neighbours, path, type RandomGraph, randomGraph } from './graphs.js'

const inOrder = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, v) => v)

function expectDivision(graph: UndirectedGraph, cutter: FlowCutter): void {
  const division = cutter.division.subarray(0, graph.vertexCount)
  for (let u = 0; u < graph.vertexCount; u++) {
    for (const v of neighbours(graph, u)) expect([division[u], division[v]].sort()).not.toEqual([0, 1])
  }
  expect(new Set(division)).toContain(0)
  expect(new Set(division)).toContain(1)
  expect(division.filter((part) => part === SEPARATOR).length).toBe(cutter.separatorSize)
}

/** Fewest vertices, none of them fixed, whose removal parts the first from the last ones; by trying all. */
function smallestSeparator(graph: UndirectedGraph, first: readonly number[], last: readonly number[]): number {
  const n = graph.vertexCount
  let best = Number.POSITIVE_INFINITY
  const fixed = new Set([...first, ...last])
  for (let bits = 0; bits < 1 << n; bits++) {
    const out = Array.from({ length: n }, (_, v) => ((bits >> v) & 1) === 1)
    const size = out.filter(Boolean).length
    if (size >= best || out.some((is, v) => is && fixed.has(v))) continue
    const component = components(graph, (v) => out[v] === false)
    const reached = new Set(first.map((v) => component[v]))
    if (!last.some((v) => reached.has(component[v] as number))) best = size
  }
  return best
}

describe('FlowCutter', () => {
  it('separates: no edge joins the parts, neither is empty, sweep after sweep on graph after graph', () => {
    const cutter = new FlowCutter(60)
    let separated = 0
    fc.assert(
      fc.property(randomGraph(60, 2), fc.double({ min: 0, max: 0.5, noNaN: true }), fc.nat(), (random, share, turn) => {
        const n = random.vertexCount
        const graph = graphOf(random)
        cutter.load(graph)
        cutter.sweep(
          inOrder(n).map((v) => (v + turn) % n),
          share,
        )
        const first = cutter.best
        cutter.sweep(inOrder(n).reverse(), share)
        expect(cutter.best).toBeLessThanOrEqual(first)
        if (cutter.best === Number.POSITIVE_INFINITY) return
        separated++
        expectDivision(graph, cutter)
      }),
      { numRuns: 400 },
    )
    expect(separated).toBeGreaterThan(200)
  })

  it('finds a smallest separator of the two ends of a sweep', () => {
    const bySize = new FlowCutter(11, (separator) => separator + 1)
    const sizes = new Map<number, number>()
    fc.assert(
      fc.property(randomGraph(11, 3), (random: RandomGraph) => {
        const n = random.vertexCount
        const graph = graphOf(random)
        bySize.load(graph)
        bySize.sweep(inOrder(n), 0.2)
        const count = Math.min(Math.max(Math.floor(0.2 * n), 1), n >> 1)
        const first = new Set(Array.from({ length: count }, (_, i) => i))
        const last = new Set(Array.from({ length: count }, (_, i) => n - 1 - i))
        // Of a source and a target that touch, the one with more edges is let go, the source if they have as many.
        for (const v of [...first]) {
          for (const u of neighbours(graph, v)) {
            if (!last.has(u) || !first.has(v)) continue
            if (neighbours(graph, u).length > neighbours(graph, v).length) last.delete(u)
            else first.delete(v)
          }
        }
        if (first.size === 0 || last.size === 0) {
          expect(bySize.best).toBe(Number.POSITIVE_INFINITY)
          return
        }
        expect(bySize.separatorSize).toBe(smallestSeparator(graph, [...first], [...last]))
        sizes.set(bySize.separatorSize, (sizes.get(bySize.separatorSize) ?? 0) + 1)
      }),
      { numRuns: 150 },
    )
    for (const size of [0, 1, 2, 3]) expect(sizes.get(size) ?? 0, `separators of ${size}`).toBeGreaterThan(0)
  })

  it('cuts a grid straight in the middle', () => {
    const cutter = new FlowCutter(200)
    const graph = graphOf(grid(20, 10))
    cutter.load(graph)
    cutter.sweep(
      inOrder(200).sort((u, v) => (u % 20) - (v % 20) || u - v),
      0.1,
    )
    expectDivision(graph, cutter)
    expect(cutter.separatorSize).toBe(10)
    const sides = [0, 1].map((side) => cutter.division.filter((part) => part === side).length)
    expect(Math.min(...sides)).toBeGreaterThanOrEqual(90)
  })

  it('takes the narrow place rather than the middle, where that pays', () => {
    // Two cliques joined by a path from 19 over 20 to 21.
    const cliques = [complete(20).pairs, complete(20).pairs.map(([u, v]) => [u + 21, v + 21] as const)].flat()
    const graph = graphOf({ vertexCount: 41, pairs: [...cliques, [19, 20], [20, 21]] })
    const cutter = new FlowCutter(41)
    cutter.load(graph)
    cutter.sweep(inOrder(41), 0.3)
    expectDivision(graph, cutter)
    expect(cutter.separatorSize).toBe(1)
  })

  it('finds nothing in a clique and in graphs too small', () => {
    const cutter = new FlowCutter(10)
    for (const graph of [complete(10), path(2), path(1), { vertexCount: 0, pairs: [] }].map(graphOf)) {
      cutter.load(graph)
      cutter.sweep(inOrder(graph.vertexCount), 0.25)
      expect(cutter.best).toBe(Number.POSITIVE_INFINITY)
    }
  })
})
