import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DisjointPaths, disjointPaths } from '../../../src/kernel/flow/disjoint-paths.js'
import type { Offsets } from '../../../src/kernel/search.js'
import { CLOSED, type Metric, type Topology } from '../../../src/kernel/topology.js'
import { at, multigraph, type RandomQuery, randomQuery } from '../../support/random-multigraph.js'
import { RouteTally } from '../../support/route-tally.js'

interface Labels {
  readonly arcLabels: readonly Int32Array[]
  readonly vertexLabels: Int32Array | undefined
}

interface Simple {
  readonly weight: number
  readonly labels: readonly string[]
}

/** Every path without a repeated vertex. */
function simplePaths(
  topology: Topology,
  metric: Metric,
  sources: Offsets,
  targets: Offsets,
  { arcLabels, vertexLabels }: Labels,
): Simple[] {
  const found: Simple[] = []
  const on = new Set<number>()
  const visit = (v: number, weight: number, labels: readonly string[]): void => {
    on.add(v)
    const label = vertexLabels?.[v] ?? -1
    const here = label < 0 ? labels : [...labels, `v${label}`]
    targets.vertices.forEach((target, i) => {
      if (target === v) found.push({ weight: weight + (targets.weights[0]?.[i] ?? 0), labels: here })
    })
    for (let a = 0; a < topology.arcCount; a++) {
      const head = topology.head[a] as number
      if (topology.tail[a] !== v || metric[a] === CLOSED || on.has(head)) continue
      const mine = arcLabels.flatMap((list, k) => ((list[a] as number) < 0 ? [] : [`a${k} ${list[a]}`]))
      visit(head, weight + (metric[a] as number), [...here, ...mine])
    }
    on.delete(v)
  }
  sources.vertices.forEach((v, i) => {
    visit(v, sources.weights[0]?.[i] ?? 0, [])
  })
  return found.sort((a, b) => a.weight - b.weight)
}

/** Least sum of so many paths no two of which share a label, by trying all sets. */
function leastSum(paths: readonly Simple[], count: number): number | undefined {
  let best = Number.POSITIVE_INFINITY
  const visit = (from: number, left: number, sum: number, taken: ReadonlySet<string>): void => {
    if (left === 0) {
      best = Math.min(best, sum)
      return
    }
    for (let i = from; i < paths.length; i++) {
      const { weight, labels } = paths[i] as Simple
      if (sum + left * weight >= best) return
      // A path without labels may be taken again.
      if (!labels.some((label) => taken.has(label))) {
        visit(labels.length === 0 ? i : i + 1, left - 1, sum + weight, new Set([...taken, ...labels]))
      }
    }
  }
  visit(0, count, 0, new Set())
  return best === Number.POSITIVE_INFINITY ? undefined : best
}

/** A chain of places with three or four arcs from each to the next: the paths through it are told apart by labels alone. */
const parallels: fc.Arbitrary<RandomQuery> = fc.integer({ min: 2, max: 4 }).chain((stages) =>
  fc
    .array(fc.array(fc.nat({ max: 5 }), { minLength: 3, maxLength: 4 }), { minLength: stages, maxLength: stages })
    .map((weights) => ({
      vertexCount: stages + 1,
      arcs: weights.flatMap((list, v) => list.map((w) => [v, v + 1, w] as const)),
      sources: at(0),
      targets: at(stages),
    })),
)

/** Labels from few numbers, so that many arcs and vertices share one. */
function labelled(maxVertices: number, density: number) {
  const graphs = fc.oneof(randomQuery({ maxVertices, density, criteria: 1, maxWeight: 9 }), parallels)
  return graphs.chain((query) => {
    const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
    const label = (most: number) => fc.integer({ min: -1, max: most })
    const list = (length: number, most: number) =>
      fc.array(label(most), { minLength: length, maxLength: length }).map((values) => Int32Array.from(values))
    return fc.record({
      query: fc.constant(query),
      topology: fc.constant(topology),
      metric: fc.constant(metrics[0] as Metric),
      labels: fc.record({
        arcLabels: fc.tuple(fc.constant(Int32Array.from({ length: topology.arcCount }, (_, a) => a)), list(topology.arcCount, 2)), // biome-ignore format: one line
        vertexLabels: fc.option(list(query.vertexCount, query.vertexCount), { nil: undefined }),
      }),
      count: fc.integer({ min: 1, max: 3 }),
    })
  })
}

function expectDisjoint(
  { paths, weight }: DisjointPaths,
  topology: Topology,
  metric: Metric,
  { sources, targets }: RandomQuery,
  { arcLabels, vertexLabels }: Labels,
): void {
  const taken = new Set<string>()
  let sum = 0
  let last = 0
  for (const { weights, source, target, arcs } of paths) {
    const mine = new Set<string>()
    const note = (label: string): unknown => mine.add(label)
    let v = source
    if ((vertexLabels?.[v] ?? -1) >= 0) note(`v${vertexLabels?.[v]}`)
    const offset = (ends: Offsets, vertex: number): number =>
      Math.min(...ends.vertices.map((e, i) => (e === vertex ? (ends.weights[0]?.[i] ?? 0) : Number.POSITIVE_INFINITY)))
    let own = 0
    for (const a of arcs) {
      expect(topology.tail[a]).toBe(v)
      v = topology.head[a] as number
      own += metric[a] as number
      arcLabels.forEach((list, k) => {
        if ((list[a] as number) >= 0) note(`a${k} ${list[a]}`)
      })
      if ((vertexLabels?.[v] ?? -1) >= 0) note(`v${vertexLabels?.[v]}`)
    }
    expect(v).toBe(target)
    expect(own + offset(sources, source) + offset(targets, target)).toBeLessThanOrEqual(weights[0] as number)
    for (const label of mine) expect(taken.has(label)).toBe(false)
    for (const label of mine) taken.add(label)
    expect(weights[0]).toBeGreaterThanOrEqual(last)
    last = weights[0] as number
    sum += last
  }
  expect(sum).toBe(weight)
}

describe('disjointPaths', () => {
  // The least path 0-1-2-3 is in neither of the two disjoint ones of least sum.
  const trap = multigraph(4, [[0, 1, 1], [0, 2, 4], [1, 2, 1], [1, 3, 4], [2, 3, 1]]) // biome-ignore format: arcs
  const each = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i)

  it('gives up the least path where two cost less without it', () => {
    const metric = trap.metrics[0] as Metric
    const options = { count: 2, arcLabels: [each(5)] }
    const { paths, weight } = disjointPaths(trap.topology, metric, at(0), at(3), options)
    expect(paths.map(({ arcs, weights }) => [arcs, weights])).toEqual([
      [[0, 3], [5]],
      [[1, 4], [5]],
    ])
    expect(weight).toBe(10)
    expect(disjointPaths(trap.topology, metric, at(0), at(3), { ...options, count: 1 }).weight).toBe(3)
    expect(disjointPaths(trap.topology, metric, at(0), at(3), { ...options, count: 3 })).toMatchObject({
      weight: 10,
      most: 2,
      isExact: true,
    })
  })

  it('lets one path use a label many times, and no other', () => {
    // Both cheap ways pass the label; the third does not.
    const { topology, metrics } = multigraph(5, [[0, 1, 1], [0, 2, 1], [0, 3, 9], [1, 4, 1], [2, 4, 1], [3, 4, 9]]) // biome-ignore format: arcs
    const strait = new Int32Array([0, 0, -1, 0, 0, -1])
    const { paths, weight } = disjointPaths(topology, metrics[0] as Metric, at(0), at(4), {
      count: 2,
      arcLabels: [each(6), strait],
    })
    expect([weight, paths.map(({ arcs }) => arcs.length)]).toEqual([20, [2, 2]])
  })

  it('finds the one path that uses all of a label, although the relaxation parts it', () => {
    // Between 0 and 1 and between 1 and 2 an arc with the label and one without; a path may take both labelled ones.
    const { topology, metrics } = multigraph(3, [[0, 1, 1], [0, 1, 5], [1, 2, 5], [1, 2, 1]]) // biome-ignore format: arcs
    const strait = new Int32Array([0, -1, -1, 0])
    const { paths, isExact } = disjointPaths(topology, metrics[0] as Metric, at(0), at(2), {
      count: 2,
      arcLabels: [each(4), strait],
    })
    expect([isExact, paths.map(({ arcs }) => arcs)]).toEqual([true, [[0, 3], [1, 2]]]) // biome-ignore format: arcs
  })

  it('refuses a count below 1 and labels of another length', () => {
    const metric = trap.metrics[0] as Metric
    expect(() => disjointPaths(trap.topology, metric, at(0), at(3), { count: 0 })).toThrow(/at least 1, received 0/)
    expect(() => disjointPaths(trap.topology, metric, at(0), at(3), { count: 1, arcLabels: [each(4)] })).toThrow(
      /4 labels for 5 arcs/,
    )
    expect(() => disjointPaths(trap.topology, metric, at(0), at(9), { count: 1 })).toThrow(/the end 9/)
  })

  it('finds the least sum of all sets of paths that share no label', () => {
    const tally = new RouteTally()
    let several = 0
    let fewer = 0
    fc.assert(
      fc.property(labelled(6, 2.5), ({ query, topology, metric, labels, count }) => {
        const { sources, targets } = query
        const { vertexLabels, arcLabels } = labels
        const all = simplePaths(topology, metric, sources, targets, labels)
        const result = disjointPaths(topology, metric, sources, targets, {
          count,
          arcLabels,
          ...(vertexLabels === undefined ? {} : { vertexLabels }),
          states: 100_000,
        })
        expectDisjoint(result, topology, metric, query, labels)
        const { paths, weight, isExact, bound, most } = result
        expect(isExact).toBe(true)
        expect(bound).toBe(weight)
        tally.note(paths.length > 0)
        if (paths.length > 1) several++
        if (paths.length > 0) expect(weight).toBe(leastSum(all, paths.length))
        if (paths.length < count) {
          fewer++
          expect(most).toBe(paths.length)
          expect(leastSum(all, paths.length + 1)).toBeUndefined()
        } else {
          expect(most).toBeUndefined()
        }
      }),
      { numRuns: 700 },
    )
    tally.expectAtLeastHalf()
    expect(several).toBeGreaterThan(70)
    expect(fewer).toBeGreaterThan(70)
  })

  it('says so where it stops early, with a bound that holds', () => {
    let early = 0
    fc.assert(
      fc.property(
        labelled(7, 3),
        fc.integer({ min: 1, max: 6 }),
        ({ query, topology, metric, labels, count }, states) => {
          const { vertexLabels, arcLabels } = labels
          const options = { count, arcLabels, ...(vertexLabels === undefined ? {} : { vertexLabels }) }
          const exact = disjointPaths(topology, metric, query.sources, query.targets, { ...options, states: 100_000 })
          const quick = disjointPaths(topology, metric, query.sources, query.targets, { ...options, states })
          expectDisjoint(quick, topology, metric, query, labels)
          if (quick.isExact) {
            expect([quick.weight, quick.paths.length]).toEqual([exact.weight, exact.paths.length])
            return
          }
          early++
          expect(quick.paths.length).toBeLessThanOrEqual(exact.paths.length)
          if (quick.most !== undefined) expect(quick.most).toBeGreaterThanOrEqual(exact.paths.length)
          if (quick.paths.length === exact.paths.length) {
            expect(quick.bound).toBeLessThanOrEqual(exact.weight)
            expect(quick.weight).toBeGreaterThanOrEqual(exact.weight)
          }
        },
      ),
      // Some 35 in a thousand stop early.
      { numRuns: 2000 },
    )
    expect(early).toBeGreaterThan(10)
  })
})
