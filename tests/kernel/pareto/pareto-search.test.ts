import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LexicographicDijkstra } from '../../../src/kernel/lexicographic-dijkstra.js'
import { type FrontierOptions, ParetoSearch, type ParetoSwitches } from '../../../src/kernel/pareto/pareto-search.js'
import type { Offsets } from '../../../src/kernel/search.js'
import { CLOSED, MAX_WEIGHT, type Metric, type Topology } from '../../../src/kernel/topology.js'
import type { Vector } from '../../support/oracles.js'
import { type Arc, at, multigraph, randomQuery } from '../../support/random-multigraph.js'
import { RouteTally } from '../../support/route-tally.js'
import {
  covers,
  enumeratedFrontier,
  expectCertified,
  isClosed,
  nonDominated,
  relaxedFrontier,
} from './frontier-oracle.js'

interface Question {
  readonly topology: Topology
  readonly metrics: readonly Metric[]
  readonly sources: Offsets
  readonly targets: Offsets
}

interface QuestionShape {
  readonly maxVertices: number
  readonly density: number
  readonly criteria: number
  readonly maxWeight: number
}

const TINY = { maxVertices: 7, density: 3 }
const SMALL = { maxVertices: 18, density: 3.5 }

/** A random query, in which any of the metrics may close an arc. */
function questions(shape: QuestionShape): fc.Arbitrary<Question> {
  const closed = fc.array(fc.tuple(fc.nat({ max: 24 }), fc.nat({ max: shape.criteria - 1 })), { maxLength: 5 })
  return fc.tuple(randomQuery(shape), closed).map(([query, closings]) => {
    const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
    for (const [arc, c] of closings) if (arc < topology.arcCount) (metrics[c] as Metric)[arc] = CLOSED
    return { topology, metrics, sources: query.sources, targets: query.targets }
  })
}

function frontierOf({ topology, metrics, sources, targets }: Question, options?: FrontierOptions) {
  return new ParetoSearch(topology).frontier(metrics, sources, targets, options)
}

function sumsOf(question: Question, options?: FrontierOptions): readonly Vector[] {
  return frontierOf(question, options).points.map(({ weights }) => weights)
}

function ask(vertexCount: number, arcs: readonly Arc[], sources: Offsets, targets: Offsets, options?: FrontierOptions) {
  return frontierOf({ ...multigraph(vertexCount, arcs), sources, targets }, options)
}

/** Chain of so many diamonds, where each choice doubles the frontier. */
function diamonds(count: number): Arc[] {
  return Array.from({ length: count }, (_, i): Arc[] => [
    [2 * i, 2 * i + 2, 2 ** i, 0],
    [2 * i, 2 * i + 1, 0, 0],
    [2 * i + 1, 2 * i + 2, 0, 2 ** i],
  ]).flat()
}

describe.each([2, 3])('ParetoSearch with %i criteria', (criteria) => {
  const weights = fc.constantFrom(1, 3, 12, 1000)
  const shaped = (shape: { maxVertices: number; density: number }): fc.Arbitrary<Question> =>
    weights.chain((maxWeight) => questions({ ...shape, criteria, maxWeight }))

  it('finds what the enumeration of all paths finds, with certified paths', () => {
    const tally = new RouteTally()
    const several = new RouteTally()
    fc.assert(
      fc.property(shaped(TINY), (question) => {
        const { topology, metrics, sources, targets } = question
        const { points, truncated } = frontierOf(question)
        expect(truncated).toBe(false)
        expect(points.map((point) => point.weights)).toEqual(enumeratedFrontier(topology, metrics, sources, targets))
        for (const point of points) expectCertified(point, topology, metrics, sources, targets)
        tally.note(points.length > 0)
        several.note(points.length > 1)
      }),
      { numRuns: 1000 },
    )
    tally.expectAtLeastHalf()
    expect(several.found).toBeGreaterThan(100)
  })

  it('finds what the relaxation of sets finds on larger graphs', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(shaped(SMALL), (question) => {
        const { topology, metrics, sources, targets } = question
        const { points } = frontierOf(question)
        expect(points.map((point) => point.weights)).toEqual(relaxedFrontier(topology, metrics, sources, targets))
        for (const point of points) expectCertified(point, topology, metrics, sources, targets)
        tally.note(points.length > 0)
      }),
      { numRuns: 150 },
    )
    tally.expectAtLeastHalf()
  })

  it('begins at the lexicographic optimum, and has that of every other order', () => {
    const orders = criteria === 2 ? [[0, 1], [1, 0]] : [[0, 1, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] // biome-ignore format: one line
    const tally = new RouteTally()
    fc.assert(
      fc.property(shaped(SMALL), (question) => {
        const { topology, metrics, sources, targets } = question
        const sums = sumsOf(question)
        tally.note(sums.length > 0)
        // The other kernel asks the first metric only.
        const open = metrics.map((metric) => metric.map((w, a) => (isClosed(metrics, a) ? CLOSED : w)))
        const reordered = (list: Offsets, order: readonly number[]): Offsets => ({
          vertices: list.vertices,
          weights: order.map((c) => list.weights[c] as number[]),
        })
        orders.forEach((order, i) => {
          const best = new LexicographicDijkstra(topology).search(
            order.map((c) => open[c] as Metric),
            reordered(sources, order),
            reordered(targets, order),
          )
          const expected = best?.weights.map((_, c) => best.weights[order.indexOf(c)] as number)
          if (expected === undefined) expect(sums).toEqual([])
          else if (i === 0) expect(sums[0]).toEqual(expected)
          else expect(sums).toContainEqual(expected)
        })
      }),
      { numRuns: 100 },
    )
    tally.expectAtLeastHalf()
  })

  it('gives one point where all metrics are the same: that of Dijkstra', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(shaped(SMALL), ({ topology, metrics, sources, targets }) => {
        const metric = metrics[0] as Metric
        const same = ({ vertices, weights }: Offsets): Offsets => ({
          vertices,
          weights: metrics.map(() => weights[0] as number[]),
        })
        const best = new LexicographicDijkstra(topology).search([metric], sources, targets)
        const sums = sumsOf({
          topology,
          metrics: metrics.map(() => metric),
          sources: same(sources),
          targets: same(targets),
        })
        expect(sums).toEqual(best === undefined ? [] : [metrics.map(() => best.weights[0])])
        tally.note(best !== undefined)
      }),
      { numRuns: 60 },
    )
    tally.expectAtLeastHalf()
  })

  it('gives within budgets the part of the frontier that keeps to them', () => {
    const tally = new RouteTally()
    const cut = new RouteTally()
    // For each criterion no budget, or about what some point of the frontier costs.
    const choice = fc.option(fc.tuple(fc.nat({ max: 40 }), fc.integer({ min: -1, max: 1 })), {
      nil: undefined,
      freq: 2,
    })
    const choices = fc.array(choice, { maxLength: criteria })
    fc.assert(
      fc.property(shaped(SMALL), choices, ({ topology, metrics, sources, targets }, asked) => {
        const search = new ParetoSearch(topology)
        const whole = search.frontier(metrics, sources, targets).points.map(({ weights }) => weights)
        const budgets = asked.map((entry, c) => {
          if (entry === undefined || whole.length === 0) return undefined
          const [point, more] = entry
          return Math.max(0, (whole[point % whole.length]?.[c] as number) + more)
        })
        const kept = whole.filter((sums) =>
          budgets.every((budget, c) => budget === undefined || (sums[c] as number) <= budget),
        )
        const { points, truncated } = search.frontier(metrics, sources, targets, { budgets })
        expect(points.map(({ weights }) => weights)).toEqual(kept)
        expect(truncated).toBe(false)
        for (const point of points) expectCertified(point, topology, metrics, sources, targets)
        tally.note(whole.length > 0)
        cut.note(kept.length > 0 && kept.length < whole.length)
      }),
      { numRuns: 1000 },
    )
    tally.expectAtLeastHalf()
    expect(cut.found).toBeGreaterThan(20)
  })

  it('covers every optimal point within epsilon, by optimal points', () => {
    const fewer = new RouteTally()
    const tally = new RouteTally()
    fc.assert(
      fc.property(shaped(SMALL), fc.constantFrom(0.001, 0.05, 0.25, 1, 7), (question, epsilon) => {
        const exact = sumsOf(question)
        const { points } = frontierOf(question, { epsilon })
        const sums = points.map(({ weights }) => weights)
        for (const vector of exact) {
          const room = vector.map((value) => (1 + epsilon) * value)
          expect(sums.some((other) => covers(other, room))).toBe(true)
        }
        expect(exact).toEqual(expect.arrayContaining(sums))
        expect(sums).toEqual(nonDominated(sums))
        for (const point of points) {
          expectCertified(point, question.topology, question.metrics, question.sources, question.targets)
        }
        tally.note(exact.length > 0)
        fewer.note(sums.length < exact.length)
      }),
      { numRuns: 1000 },
    )
    tally.expectAtLeastHalf()
    expect(fewer.found).toBeGreaterThan(30)
  })

  it('gives the first points where a limit is set, and says whether there are more', () => {
    const tally = new RouteTally()
    const cut = new RouteTally()
    fc.assert(
      fc.property(shaped(SMALL), fc.integer({ min: 1, max: 5 }), (question, limit) => {
        const exact = sumsOf(question)
        const { points, truncated } = frontierOf(question, { limit })
        expect(points.map(({ weights }) => weights)).toEqual(exact.slice(0, limit))
        expect(truncated).toBe(exact.length > limit)
        tally.note(exact.length > 0)
        cut.note(truncated)
      }),
      { numRuns: 1000 },
    )
    tally.expectAtLeastHalf()
    expect(cut.found).toBeGreaterThan(20)
  })

  it('gives the same answer with every switch the other way, paths included where only the room changes', () => {
    const switches: Partial<ParetoSwitches>[] = [
      { keepsWholePaths: false },
      { boundsMeet: false },
      { usesNarrowNumbers: false },
      { mostBuckets: 4 },
      { keepsWholePaths: false, boundsMeet: false, usesNarrowNumbers: false, mostBuckets: 16 },
    ]
    const optional: fc.Arbitrary<FrontierOptions> = fc.record(
      {
        limit: fc.integer({ min: 1, max: 6 }),
        budgets: fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: criteria }),
      },
      { requiredKeys: [] },
    )
    const tally = new RouteTally()
    fc.assert(
      fc.property(shaped(SMALL), optional, (question, options) => {
        const { topology, metrics, sources, targets } = question
        const expected = frontierOf(question, options)
        const sums = expected.points.map(({ weights }) => weights)
        for (const some of switches) {
          const found = new ParetoSearch(topology, some).frontier(metrics, sources, targets, options)
          expect(found.points.map(({ weights }) => weights)).toEqual(sums)
          expect(found.truncated).toBe(expected.truncated)
          for (const point of found.points) expectCertified(point, topology, metrics, sources, targets)
        }
        tally.note(frontierOf(question).points.length > 0)
      }),
      { numRuns: 120 },
    )
    tally.expectAtLeastHalf()
  })

  it('gives the same answer on every run, whatever was asked between, and the same sums without paths', () => {
    fc.assert(
      fc.property(shaped(SMALL), fc.constantFrom(2, 3), (question, other) => {
        const { topology, metrics, sources, targets } = question
        const search = new ParetoSearch(topology)
        const first = search.frontier(metrics, sources, targets)
        const between = [...metrics, ...metrics].slice(1, other + 1)
        search.frontier(between, targets, sources, { limit: 2, budgets: [3] })
        expect(search.frontier(metrics, sources, targets)).toEqual(first)
        expect(frontierOf(question)).toEqual(first)
        expect(search.sums(metrics, sources, targets)).toEqual({
          points: first.points.map(({ weights }) => weights),
          truncated: false,
        })
      }),
      { numRuns: 100 },
    )
  })

  it('changes neither the topology, the metrics nor the ends', () => {
    fc.assert(
      fc.property(shaped(TINY), (question) => {
        const before = JSON.stringify(question)
        frontierOf(question)
        expect(JSON.stringify(question)).toBe(before)
      }),
      { numRuns: 50 },
    )
  })

  it('finds every sum of a chain that doubles them, exactly at the largest weights', () => {
    const third = criteria === 2 ? [] : [7]
    const arcs = diamonds(6).map((arc): Arc => [...arc, ...third])
    expect(ask(13, arcs, at(0), at(12)).points).toHaveLength(64)
    const large: Arc[] = Array.from({ length: 6 }, (_, v): Arc[] => [
      [v, v + 1, MAX_WEIGHT, MAX_WEIGHT - 1, ...third],
      [v, v + 1, MAX_WEIGHT - 1, MAX_WEIGHT, ...third],
    ]).flat()
    const sums = ask(7, large, at(0), at(6)).points.map(({ weights }) => weights)
    expect(sums).toEqual(
      Array.from({ length: 7 }, (_, i) => [6 * MAX_WEIGHT - 6 + i, 6 * MAX_WEIGHT - i, ...third.map(() => 42)]),
    )
  })

  it('gives no points where no target can be reached, and none for no ends', () => {
    const arc = (u: number, v: number): Arc => [u, v, 1, 1, ...(criteria === 2 ? [] : [1])]
    const none = { points: [], truncated: false }
    expect(ask(3, [arc(0, 1)], at(0), at(2))).toEqual(none)
    expect(ask(2, [arc(1, 0)], at(0), at(1))).toEqual(none)
    expect(ask(2, [arc(0, 1)], at(), at(1))).toEqual(none)
    expect(ask(2, [arc(0, 1)], at(0), at())).toEqual(none)
    for (let c = 0; c < criteria; c++) {
      const closed = arc(0, 1).map((value, i) => (i === c + 2 ? CLOSED : value)) as unknown as Arc
      expect(ask(2, [closed], at(0), at(1))).toEqual(none)
    }
  })

  it('gives the empty path where a source is the target, although loops of weight 0 stand there', () => {
    const loop: Arc = [0, 0, 0, 0, ...(criteria === 2 ? [] : [0])]
    const zero = { weights: Array<number>(criteria).fill(0), source: 0, target: 0, arcs: [] }
    expect(ask(1, [loop, loop], at(0), at(0))).toEqual({ points: [zero], truncated: false })
  })

  it('stops on cycles of weight 0', () => {
    const zeros = Array<number>(criteria).fill(0)
    const arcs: Arc[] = [
      [0, 1, ...zeros],
      [1, 0, ...zeros],
      [1, 2, ...zeros.map(() => 3)],
      [2, 1, ...zeros],
    ]
    expect(ask(3, arcs, at(0), at(2)).points).toEqual([
      { weights: zeros.map(() => 3), source: 0, target: 2, arcs: [0, 2] },
    ])
  })

  it('adds both offsets, and takes each of the offsets of one vertex that no other betters', () => {
    const loop: Arc = [0, 0, 0, 0, ...(criteria === 2 ? [] : [0])]
    const lists = (...rows: number[][]): number[][] => (criteria === 2 ? rows : [...rows, rows[0]?.map(() => 1) ?? []])
    const sources = { vertices: [0, 0, 0], weights: lists([1, 5, 6], [5, 1, 6]) }
    const targets = { vertices: [0, 0], weights: lists([10, 40], [40, 10]) }
    const sums = ask(1, [loop], sources, targets).points.map(({ weights }) => weights.slice(0, 2))
    expect(sums).toEqual([[11, 45], [15, 41], [41, 15], [45, 11]]) // biome-ignore format: one line
  })

  it.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 1.5 }, 'limit'],
    [{ limit: Number.NaN }, 'limit'],
    [{ epsilon: -0.1 }, 'epsilon'],
    [{ epsilon: Number.NaN }, 'epsilon'],
    [{ epsilon: Number.POSITIVE_INFINITY }, 'epsilon'],
    [{ budgets: [-1] }, 'budgets'],
    [{ budgets: [undefined, Number.NaN] }, 'budgets'],
    [{ budgets: [1, 2, 3, 4] }, 'budgets'],
  ])('refuses the options %j', (options, name) => {
    const arc: Arc = [0, 0, 1, 1, ...(criteria === 2 ? [] : [1])]
    expect(() => ask(1, [arc], at(0), at(0), options)).toThrow(new RegExp(`^${name}: expected .*, received `))
  })
})

describe('ParetoSearch', () => {
  it('refuses other numbers of metrics, metrics of other lengths and ends that are no vertices', () => {
    const { topology, metrics } = multigraph(2, [[0, 1, 1, 2]])
    const search = new ParetoSearch(topology)
    const [metric] = metrics as [Metric]
    expect(() => search.frontier([metric], at(0), at(1))).toThrow(RangeError)
    expect(() => search.frontier([metric, metric, metric, metric], at(0), at(1))).toThrow(RangeError)
    expect(() => search.frontier([metric, new Uint32Array(2)], at(0), at(1))).toThrow(RangeError)
    expect(() => search.frontier(metrics, at(2), at(1))).toThrow(RangeError)
    expect(() => search.frontier(metrics, at(0), at(-1))).toThrow(RangeError)
  })

  it('begins again with wide numbers where sums of small steps leave the narrow ones', () => {
    // Steps of nearly 2^30 each, and points of three criteria far above the least.
    const big = 0x3ffffff0
    const arcs: Arc[] = Array.from({ length: 3 }, (_, v): Arc[] => [
      [v, v + 1, big, 0, 0],
      [v, v + 1, 0, big, 0],
      [v, v + 1, 0, 0, big],
    ]).flat()
    const { topology, metrics } = multigraph(4, arcs)
    const { points } = frontierOf({ topology, metrics, sources: at(0), targets: at(3) })
    expect(points.map(({ weights }) => weights)).toEqual(relaxedFrontier(topology, metrics, at(0), at(3)))
    expect(points).toHaveLength(10)
    for (const point of points) expectCertified(point, topology, metrics, at(0), at(3))
  })
})
