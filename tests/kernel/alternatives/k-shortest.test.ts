import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kShortest, shortestPaths } from '../../../src/kernel/alternatives/k-shortest.js'
import { LexicographicDijkstra } from '../../../src/kernel/lexicographic-dijkstra.js'
import { reversed } from '../../../src/kernel/reverse.js'
import type { FoundPath } from '../../../src/kernel/search.js'
import { CLOSED, MAX_WEIGHT, type Metric, type Topology } from '../../../src/kernel/topology.js'
import { type Arc, at, multigraph, type RandomQuery } from '../../support/random-multigraph.js'
import { RouteTally } from '../../support/route-tally.js'
import { allPaths, nameOf, type OraclePath } from './all-paths.js'
import { denseQuery } from './dense-query.js'

const tiny = { vertices: 6, arcs: 18, criteria: 3, maxWeight: 6 }
const tied = { vertices: 6, arcs: 18, criteria: 1, maxWeight: 1 }
const wide = { vertices: 6, arcs: 18, criteria: 2, maxWeight: MAX_WEIGHT }

function run(vertexCount: number, arcs: readonly Arc[], source: number, target: number, k: number): FoundPath[] {
  const { topology, metrics } = multigraph(vertexCount, arcs)
  return [...kShortest(topology, metrics, at(source), at(target), k)]
}

/** Groups that make a return likely: a vertex belongs to a third of the vertices. */
function randomGroups(query: RandomQuery): Uint32Array {
  return Uint32Array.from({ length: query.vertexCount }, (_, v) => Math.floor((v * 7) / 3) % 3)
}

/** Whether a path is in a group again after it was in another. */
function returns({ vertices }: OraclePath, group: Uint32Array): boolean {
  const blocks = vertices.map((v) => group[v] as number).filter((g, i, all) => g !== all[i - 1])
  return new Set(blocks).size < blocks.length
}

describe('kShortest', () => {
  it.each([
    ['three criteria', tiny],
    ['many ties', tied],
    ['three criteria with many ties', { ...tied, criteria: 3 }],
    ['the largest weights', wide],
  ])('agrees with the enumeration of all paths, position by position: %s', (_, options) => {
    const tally = new RouteTally()
    let most = 0
    let several = 0
    fc.assert(
      fc.property(denseQuery(options), fc.integer({ min: 1, max: 40 }), (query, k) => {
        const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
        const expected = allPaths(topology, metrics, query.sources, query.targets)
        const found = kShortest(topology, metrics, query.sources, query.targets, k)
        most = Math.max(most, expected.length)
        tally.note(found.length > 0)
        if (found.length > 3) several++
        expect(found).toHaveLength(Math.min(k, expected.length))
        expect(found.map((path) => path.weights)).toEqual(expected.slice(0, k).map((path) => path.weights))
        expect(found.map((path) => path.arcs.length)).toEqual(expected.slice(0, k).map((path) => path.arcs.length))
        // Only paths without arcs can be equal in every number that the order is made of.
        const certain = expected.filter(({ arcs }, i) => arcs.length > 0 && i < k)
        expect(found.filter(({ arcs }) => arcs.length > 0).map(nameOf)).toEqual(certain.map(nameOf))
        if (k >= expected.length) expect(found.map(nameOf).sort()).toEqual(expected.map(nameOf).sort())
      }),
      { numRuns: 300 },
    )
    tally.expectAtLeastHalf()
    expect(several).toBeGreaterThan(100)
    expect(most).toBeGreaterThan(40)
  })

  it('begins with the answer of the lexicographic Dijkstra, never descends and repeats nothing', () => {
    const tally = new RouteTally()
    let many = 0
    fc.assert(
      fc.property(denseQuery({ ...tiny, vertices: 30, arcs: 90 }), (query) => {
        const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
        const best = new LexicographicDijkstra(topology).search(metrics, query.sources, query.targets)
        const found = kShortest(topology, metrics, query.sources, query.targets, 20)
        tally.note(found.length > 0)
        if (found.length === 20) many++
        expect(found[0]).toEqual(best)
        expect(new Set(found.map(nameOf)).size).toBe(found.length)
        for (const path of found) expectCertified(path, topology, metrics, query)
        const order = found.map(({ weights }) => weights)
        expect([...order].sort((a, b) => compare(a, b))).toEqual(order)
      }),
      { numRuns: 80 },
    )
    tally.expectAtLeastHalf()
    expect(many).toBeGreaterThan(30)
  })

  it('gives the beginning of one list for every k, on every run', () => {
    fc.assert(
      fc.property(denseQuery(tied), fc.integer({ min: 1, max: 20 }), (query, k) => {
        const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
        const all = kShortest(topology, metrics, query.sources, query.targets, 20)
        const reverse = reversed(topology)
        expect(kShortest(topology, metrics, query.sources, query.targets, k, { reverse })).toEqual(all.slice(0, k))
      }),
      { numRuns: 100 },
    )
  })

  it('changes neither the topology, the metrics nor the ends', () => {
    fc.assert(
      fc.property(denseQuery(tiny), ({ vertexCount, arcs, sources, targets }) => {
        const { topology, metrics } = multigraph(vertexCount, arcs)
        const before = JSON.stringify([topology, metrics, sources, targets])
        kShortest(topology, metrics, sources, targets, 9)
        expect(JSON.stringify([topology, metrics, sources, targets])).toBe(before)
      }),
      { numRuns: 40 },
    )
  })

  it('tells parallel arcs apart, and gives what there is where k is larger', () => {
    const arcs: Arc[] = [
      [0, 1, 5],
      [0, 1, 3],
      [0, 1, CLOSED],
      [0, 1, 3],
      [0, 0, 0],
      [1, 0, 0],
    ]
    const found = run(2, arcs, 0, 1, 10)
    expect(found.map(({ weights }) => weights)).toEqual([[3], [3], [5]])
    expect(found.map(({ arcs: [a] }) => a).sort()).toEqual([0, 1, 3])
  })

  it('never turns in a circle of weight 0', () => {
    const arcs: Arc[] = [
      [0, 1, 0],
      [1, 0, 0],
      [1, 2, 0],
      [2, 1, 0],
      [1, 1, 0],
      [2, 3, 1],
    ]
    expect(run(4, arcs, 0, 3, 10).map(({ arcs: used }) => used)).toEqual([[0, 2, 5]])
  })

  it('goes on through a target to another, and from a source through another', () => {
    const arcs: Arc[] = [
      [0, 1, 1],
      [1, 2, 1],
      [2, 3, 1],
    ]
    const { topology, metrics } = multigraph(4, arcs)
    const sources = { vertices: [0, 1], weights: [[0, 9]] }
    const targets = { vertices: [2, 3], weights: [[0, 0]] }
    const found = kShortest(topology, metrics, sources, targets, 9)
    expect(found.map(nameOf)).toEqual(['0 [0 1] 2', '0 [0 1 2] 3', '1 [1] 2', '1 [1 2] 3'])
    expect(found.map(({ weights: [w] }) => w)).toEqual([2, 3, 10, 11])
  })

  it('finds no path where there is none', () => {
    expect(run(2, [[0, 1, CLOSED]], 0, 1, 3)).toEqual([])
    expect(run(2, [[1, 0, 1]], 0, 1, 3)).toEqual([])
    const { topology, metrics } = multigraph(2, [[0, 1, 1]])
    expect(kShortest(topology, metrics, at(), at(1), 3)).toEqual([])
    expect(kShortest(topology, metrics, at(0), at(), 3)).toEqual([])
  })

  it('refuses what makes no sense', () => {
    const { topology, metrics } = multigraph(2, [[0, 1, 1]])
    for (const k of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => kShortest(topology, metrics, at(0), at(1), k)).toThrow(
        new RangeError(`k: expected a whole number of at least 1, received ${k}`),
      )
    }
    expect(() => shortestPaths(topology, [], at(0), at(1))).toThrow('metrics: expected one to three, received 0')
    expect(() => shortestPaths(topology, [new Uint32Array(2)], at(0), at(1))).toThrow(
      'metrics: expected 1 weights, received 2',
    )
    expect(() => shortestPaths(topology, metrics, at(0), at(1), { group: new Uint32Array(1) })).toThrow(
      'group: expected 2 entries, received 1',
    )
  })
})

describe('shortestPaths', () => {
  it('computes a path only when it is asked for', () => {
    // A ladder of 40 steps, each with two arcs: 2^40 paths.
    const arcs = Array.from({ length: 40 }, (_, v): Arc[] => [
      [v, v + 1, 1],
      [v, v + 1, 2],
    ]).flat()
    const { topology, metrics } = multigraph(41, arcs)
    const weights: number[] = []
    for (const path of shortestPaths(topology, metrics, at(0), at(40))) {
      if ((path.weights[0] as number) > 41) break
      weights.push(path.weights[0] as number)
    }
    expect(weights).toEqual([40, ...new Array<number>(40).fill(41)])
  })

  it('lets two enumerations run side by side', () => {
    fc.assert(
      fc.property(denseQuery(tiny), ({ vertexCount, arcs, sources, targets }) => {
        const { topology, metrics } = multigraph(vertexCount, arcs)
        const alone = [...shortestPaths(topology, metrics, sources, targets)]
        const first = shortestPaths(topology, metrics, sources, targets)
        const second = shortestPaths(topology, metrics, sources, targets)
        const mixed = alone.flatMap(() => [first.next().value, second.next().value])
        expect(mixed).toEqual(alone.flatMap((path) => [path, path]))
        expect(first.next().done).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('with groups, gives the paths of the enumeration that never come back to a group', () => {
    let refused = 0
    const tally = new RouteTally()
    fc.assert(
      fc.property(denseQuery(tiny), (query) => {
        const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
        const group = randomGroups(query)
        const all = allPaths(topology, metrics, query.sources, query.targets)
        const expected = all.filter((path) => !returns(path, group))
        const found = [...shortestPaths(topology, metrics, query.sources, query.targets, { group })]
        refused += all.length - expected.length
        tally.note(found.length > 0)
        expect(found.map(({ weights }) => weights)).toEqual(expected.map(({ weights }) => weights))
        expect(found.map(nameOf).sort()).toEqual(expected.map(nameOf).sort())
      }),
      { numRuns: 300 },
    )
    tally.expectAtLeastHalf()
    expect(refused).toBeGreaterThan(300)
  })

  it('finds the way that keeps out of a group although the least way on comes back to it', () => {
    // 0 and 3 are one place: the least way from 1 goes back through it.
    const arcs: Arc[] = [
      [0, 1, 1],
      [1, 2, 1],
      [2, 3, 1],
      [3, 4, 1],
      [1, 4, 9],
    ]
    const { topology, metrics } = multigraph(5, arcs)
    const group = Uint32Array.of(0, 1, 2, 0, 4)
    const found = [...shortestPaths(topology, metrics, at(0), at(4), { group })]
    expect(found.map(nameOf)).toEqual(['0 [0 2] 4'])
  })
})

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number)
  }
  return 0
}

/** Continuous, open, without a repeated vertex, and its weights are the sums of what it uses. */
function expectCertified(
  path: FoundPath,
  topology: Topology,
  metrics: readonly Metric[],
  { sources, targets }: RandomQuery,
): void {
  const vertices = [path.source]
  for (const a of path.arcs) {
    expect(topology.tail[a]).toBe(vertices[vertices.length - 1])
    expect(metrics[0]?.[a]).not.toBe(CLOSED)
    vertices.push(topology.head[a] as number)
  }
  expect(vertices[vertices.length - 1]).toBe(path.target)
  expect(new Set(vertices).size, 'no vertex twice').toBe(vertices.length)
  const sums = metrics.map((metric) => path.arcs.reduce((sum, a) => sum + (metric[a] as number), 0))
  const offsets = sources.vertices.flatMap((s, i) =>
    targets.vertices.flatMap((t, j) =>
      s === path.source && t === path.target
        ? [sums.map((w, c) => w + (sources.weights[c]?.[i] ?? 0) + (targets.weights[c]?.[j] ?? 0))]
        : [],
    ),
  )
  expect(offsets.sort(compare)[0]).toEqual(path.weights)
}
