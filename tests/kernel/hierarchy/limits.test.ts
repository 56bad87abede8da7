import { describe, expect, it } from 'vitest'
import { Customisation } from '../../../src/kernel/hierarchy/customisation.js'
import { Hierarchy } from '../../../src/kernel/hierarchy/hierarchy.js'
import { LexicographicCustomisation } from '../../../src/kernel/hierarchy/lexicographic-customisation.js'
import { LexicographicQuery } from '../../../src/kernel/hierarchy/lexicographic-query.js'
import { ManyToMany } from '../../../src/kernel/hierarchy/many-to-many.js'
import { OneToAll } from '../../../src/kernel/hierarchy/one-to-all.js'
import { HierarchyQuery } from '../../../src/kernel/hierarchy/query.js'
import { LexicographicDijkstra } from '../../../src/kernel/lexicographic-dijkstra.js'
import { CLOSED, type Metric } from '../../../src/kernel/topology.js'
import { type Arc, at, multigraph } from '../../support/random-multigraph.js'
import { scrambledOrder } from '../../support/scrambled-order.js'

describe('a hierarchy at the limits of 32 bits', () => {
  const sums = [2 ** 28 - 2, 2 ** 28 - 1, 2 ** 28, 2 ** 29 - 1, 2 ** 29, 2 ** 31]
  const offsets = [0, 2 ** 28 - 2, 2 ** 28 - 1, 2 ** 29 - 1, 2 ** 40]

  it.each(sums)('adds ways of %i with offsets on either side, forth and back', (weight) => {
    for (const [isTurned, back] of [
      [false, weight],
      [false, 1],
      [false, CLOSED],
      [true, weight],
      [true, 1],
      [true, CLOSED],
    ] as const) {
      // Two ways up to the top, 0 - 2 and 1 - 2; the way asked for is long, the one back is not.
      const arcs: Arc[] = [
        [0, 2, weight],
        [1, 2, back],
        [2, 0, back],
        [2, 1, weight],
      ]
      const { topology, metrics } = multigraph(3, arcs)
      const order = isTurned ? Uint32Array.of(1, 0, 2) : Uint32Array.of(0, 1, 2)
      for (const perfect of [false, true]) {
        for (const o of offsets) {
          for (const p of offsets) {
            // Anew each time: room once made is kept.
            const customised = () =>
              new Customisation(new Hierarchy(topology, order), metrics[0] as Metric, { perfect })
            const from = { vertices: [0], weights: [[o]] }
            const to = { vertices: [1], weights: [[p]] }
            const query = new HierarchyQuery(customised())
            expect(query.search(from, to)?.weights).toEqual([2 * weight + o + p])
            expect(query.distance(0, 1)).toBe(2 * weight)
            expect(query.search(from, to)?.arcs).toEqual([0, 3])
            expect([...new ManyToMany(customised()).distances([from], [to])]).toEqual([2 * weight + o + p])
            expect(new OneToAll(customised()).distances(from)[1]).toBe(2 * weight + o)
            expect(new OneToAll(customised()).distances(to, 'to')[0]).toBe(2 * weight + p)
          }
        }
      }
    }
  })

  it.each([true, false])('keeps 32 bits for short ways alone, whichever direction is long: up %s', (isUp) => {
    const long = 2 ** 28
    const { topology } = multigraph(2, [
      [0, 1, 0],
      [1, 0, 0],
    ])
    const hierarchy = new Hierarchy(topology, Uint32Array.of(0, 1))
    expect(new Customisation(hierarchy, isUp ? Uint32Array.of(long, 1) : Uint32Array.of(1, long)).isNarrow).toBe(false)
    expect(new Customisation(hierarchy, Uint32Array.of(1000, 1)).isNarrow).toBe(true)
  })
})

describe('paths of a hierarchy', () => {
  it('are unpacked whole, however long and nested', () => {
    const n = 5000
    const arcs = Array.from({ length: n - 1 }, (_, v): Arc => [v, v + 1, 1])
    const { topology, metrics } = multigraph(n, arcs)
    for (const order of [scrambledOrder(n, 1), Uint32Array.from({ length: n }, (_, v) => v)]) {
      const query = new HierarchyQuery(new Customisation(new Hierarchy(topology, order), metrics[0] as Metric))
      expect(query.search(at(0), at(n - 1))?.arcs).toEqual(arcs.map((_, a) => a))
    }
  })

  it('pass no vertex twice where nothing has a weight, query after query', () => {
    const side = 16
    const arcs: Arc[] = []
    for (let v = 0; v < side * side; v++) {
      for (const w of [v % side === side - 1 ? -1 : v + 1, v + side]) {
        if (w >= 0 && w < side * side) arcs.push([v, w, 0], [w, v, 0])
      }
    }
    const { topology, metrics } = multigraph(side * side, arcs)
    for (const perfect of [false, true]) {
      const hierarchy = new Hierarchy(topology, scrambledOrder(side * side, 3))
      const query = new HierarchyQuery(new Customisation(hierarchy, metrics[0] as Metric, { perfect }))
      for (let s = 0; s < side * side; s += 3) {
        const t = (s * 37 + 101) % (side * side)
        const path = query.search(at(s), at(t))
        const vertices = [s, ...(path?.arcs ?? []).map((arc) => topology.head[arc])]
        expect(vertices.at(-1)).toBe(t)
        expect(new Set(vertices).size).toBe(vertices.length)
      }
    }
  })
})

describe('ends', () => {
  it('that all kernels reach alike give the lower vertex, as Dijkstra does', () => {
    const { topology, metrics } = multigraph(4, [[1, 2, 5, 5, 5]])
    const sources = { vertices: [3, 0], weights: [[1, 0], [1, 2], [2, 1]] } // biome-ignore format: one line
    const targets = { vertices: [0, 3], weights: [[2, 1], [0, 1], [1, 0]] } // biome-ignore format: one line
    const expected = new LexicographicDijkstra(topology).search(metrics, sources, targets)
    expect(expected).toEqual({ weights: [2, 2, 2], source: 0, target: 0, arcs: [] })
    for (const order of [Uint32Array.of(0, 1, 2, 3), Uint32Array.of(3, 2, 1, 0)]) {
      const customisation = new LexicographicCustomisation(new Hierarchy(topology, order), metrics)
      expect(new LexicographicQuery(customisation).search(sources, targets)).toEqual(expected)
    }
  })

  it('that are no vertices, or have too few offsets, are refused', () => {
    const { topology, metrics } = multigraph(3, [[0, 1, 1]])
    const hierarchy = new Hierarchy(topology, Uint32Array.of(0, 1, 2))
    const customisation = new Customisation(hierarchy, metrics[0] as Metric)
    const query = new HierarchyQuery(customisation)
    const several = new LexicographicQuery(new LexicographicCustomisation(hierarchy, metrics))
    expect(() => query.distance(7, 0)).toThrow('the end 7 is not one of the 3 vertices')
    expect(() => query.search(at(0), at(7))).toThrow('the end 7 is not one of the 3 vertices')
    expect(() => several.search(at(0), at(7))).toThrow('the end 7 is not one of the 3 vertices')
    expect(() => new OneToAll(customisation).distances(at(-1))).toThrow('the end -1')
    expect(() => new ManyToMany(customisation).distances([at(3)], [at(0)])).toThrow('the end 3')
    expect(() => query.search({ vertices: [0, 1], weights: [[4]] }, at(1))).toThrow('1 offsets for 2 ends')
    // Nothing is left behind.
    expect(query.search(at(0), at(1))?.weights).toEqual([1])
    expect(query.distance(0, 2)).toBeUndefined()
  })
})
