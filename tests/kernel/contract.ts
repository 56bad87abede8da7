import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FoundPath, Offsets } from '../../src/kernel/search.js'
import { CLOSED, MAX_WEIGHT, type Metric, type Topology } from '../../src/kernel/topology.js'
import {
  addVectors,
  arcVector,
  bellmanFord,
  compareVectors,
  enumeratePaths,
  graphologyWeight,
  leastToTargets,
  offsetVector,
  type Vector,
} from '../support/oracles.js'
import { type Arc, at, multigraph, type RandomQuery, randomQuery } from '../support/random-multigraph.js'
import { RouteTally } from '../support/route-tally.js'

/** What the contract asks of a kernel: one best path. */
export interface SearchKernel {
  search(metrics: readonly Metric[], sources: Offsets, targets: Offsets): FoundPath | undefined
  /** One best path per target; kernels without it skip those tests. */
  searchEach?(metrics: readonly Metric[], sources: Offsets, targets: Offsets): readonly (FoundPath | undefined)[]
}

export interface KernelTraits {
  /** How many criteria the kernel compares, ties included. Default 3. */
  readonly criteria?: number
  /** Runs per property. Default 150. */
  readonly runs?: number
}

/** The contract that every search kernel passes, called once per kernel from its own test file. */
export function describeKernel(
  name: string,
  makeSearch: (topology: Topology) => SearchKernel,
  { criteria = 3, runs = 150 }: KernelTraits = {},
): void {
  const run = (vertexCount: number, arcs: readonly Arc[], sources: Offsets, targets: Offsets) => {
    const { topology, metrics } = multigraph(vertexCount, arcs)
    return makeSearch(topology).search(metrics, sources, targets)
  }
  const hasEach = makeSearch(multigraph(1, []).topology).searchEach !== undefined
  const small = { maxVertices: 6, density: 2.5, maxWeight: 4, criteria }
  const larger = { maxVertices: 30, density: 3, maxWeight: 50, criteria }

  describe(`${name}: the contract of a search kernel`, () => {
    it('finds the empty path where a source is the target', () => {
      expect(run(2, [[0, 1, 5]], at(0), at(0))).toEqual({ weights: [0], source: 0, target: 0, arcs: [] })
    })

    it('finds the empty path although a loop of weight 0 stands there', () => {
      expect(run(1, [[0, 0, 0]], at(0), at(0))?.arcs).toEqual([])
    })

    it('gives undefined for a target that cannot be reached', () => {
      expect(run(3, [[0, 1, 1]], at(0), at(2))).toBeUndefined()
      expect(run(2, [[1, 0, 1]], at(0), at(1))).toBeUndefined()
    })

    it('gives undefined for a graph without arcs, without sources and without targets', () => {
      expect(run(2, [], at(0), at(1))).toBeUndefined()
      expect(run(2, [[0, 1, 1]], at(), at(1))).toBeUndefined()
      expect(run(2, [[0, 1, 1]], at(0), at())).toBeUndefined()
    })

    it('takes a weight of 0 for a weight', () => {
      const arcs: Arc[] = [
        [0, 1, 0],
        [0, 2, 1],
        [1, 2, 0],
      ]
      expect(run(3, arcs, at(0), at(2))).toEqual({ weights: [0], source: 0, target: 2, arcs: [0, 2] })
    })

    it('stops on a cycle of weight 0', () => {
      const arcs: Arc[] = [
        [0, 1, 0],
        [1, 0, 0],
        [1, 2, 3],
      ]
      expect(run(3, arcs, at(0), at(2))).toEqual({ weights: [3], source: 0, target: 2, arcs: [0, 2] })
    })

    it.each([
      [[7, 3, 5], 1],
      [[3, 7, 5], 0],
      [[7, 5, 3], 2],
    ])('takes the cheapest of parallel arcs %j: arc %i', (weights, arc) => {
      const arcs = weights.map((weight): Arc => [0, 1, weight])
      expect(run(2, arcs, at(0), at(1))).toEqual({ weights: [3], source: 0, target: 1, arcs: [arc] })
    })

    it('never uses a closed arc', () => {
      expect(run(2, [[0, 1, CLOSED]], at(0), at(1))).toBeUndefined()
      const parallel: Arc[] = [
        [0, 1, CLOSED],
        [0, 1, 9],
      ]
      expect(run(2, parallel, at(0), at(1))?.arcs).toEqual([1])
    })

    it('adds the largest weights without overflow', () => {
      const length = 40
      const arcs = Array.from({ length }, (_, v): Arc => [v, v + 1, MAX_WEIGHT])
      const sources = { vertices: [0], weights: [[MAX_WEIGHT]] }
      const targets = { vertices: [length], weights: [[MAX_WEIGHT]] }
      expect(run(length + 1, arcs, sources, targets)?.weights).toEqual([(length + 2) * MAX_WEIGHT])
    })

    it('counts the offsets of sources and targets', () => {
      const arcs: Arc[] = [
        [0, 2, 1],
        [1, 2, 4],
        [2, 3, 0],
        [2, 4, 3],
      ]
      const sources = { vertices: [0, 1], weights: [[10, 6]] }
      const targets = { vertices: [3, 4], weights: [[5, 1]] }
      expect(run(5, arcs, sources, targets)).toEqual({ weights: [14], source: 1, target: 4, arcs: [1, 3] })
    })

    it('goes on from a near target with a large offset to a far one with a small offset', () => {
      const arcs: Arc[] = [
        [0, 1, 1],
        [1, 2, 5],
      ]
      const targets = { vertices: [1, 2], weights: [[100, 0]] }
      expect(run(3, arcs, at(0), targets)).toMatchObject({ weights: [6], target: 2 })
    })

    it('passes through another source where that is shorter', () => {
      const sources = { vertices: [0, 1], weights: [[0, 9]] }
      expect(run(2, [[0, 1, 2]], sources, at(1))).toEqual({ weights: [2], source: 0, target: 1, arcs: [0] })
    })

    it('takes the least offset of a vertex that stands twice among sources or targets', () => {
      const sources = { vertices: [0, 0, 0], weights: [[5, 2, 8]] }
      const targets = { vertices: [1, 1, 1], weights: [[9, 4, 6]] }
      expect(run(2, [[0, 1, 1]], sources, targets)).toEqual({ weights: [7], source: 0, target: 1, arcs: [0] })
    })

    it('adds both offsets where a source is a target', () => {
      const sources = { vertices: [0, 1], weights: [[3, 1]] }
      const targets = { vertices: [0, 1], weights: [[2, 9]] }
      expect(run(2, [], sources, targets)).toEqual({ weights: [5], source: 0, target: 0, arcs: [] })
    })

    it('answers for one query after another as a fresh kernel does', () => {
      const { topology, metrics } = multigraph(5, [
        [0, 1, 1],
        [0, 2, 7],
        [1, 2, 2],
        [2, 3, 1],
        [3, 0, 4],
      ])
      const reused = makeSearch(topology)
      for (let round = 0; round < 3; round++) {
        for (let s = 0; s < 5; s++) {
          for (let t = 0; t < 5; t++) {
            expect(reused.search(metrics, at(s), at(t))).toEqual(makeSearch(topology).search(metrics, at(s), at(t)))
          }
        }
      }
    })

    it('forgets the weights of the last query', () => {
      const { topology } = multigraph(2, [
        [0, 1, 0],
        [0, 1, 0],
      ])
      const kernel = makeSearch(topology)
      expect(kernel.search([Uint32Array.of(1, 2)], at(0), at(1))?.arcs).toEqual([0])
      expect(kernel.search([Uint32Array.of(2, 1)], at(0), at(1))?.arcs).toEqual([1])
      expect(kernel.search([Uint32Array.of(CLOSED, CLOSED)], at(0), at(1))).toBeUndefined()
      expect(kernel.search([Uint32Array.of(2, 1)], at(0), at(1))?.weights).toEqual([1])
    })

    it('agrees with Bellman-Ford and with the enumeration of all paths on tiny graphs', () => {
      const tally = new RouteTally()
      fc.assert(
        fc.property(randomQuery(small), (query) => {
          const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
          const found = makeSearch(topology).search(metrics, query.sources, query.targets)
          const distances = bellmanFord(topology, metrics, query.sources)
          tally.note(found !== undefined)
          expect(found?.weights).toEqual(leastToTargets(distances, query.targets, criteria))
          expect(found?.weights).toEqual(enumeratePaths(topology, metrics, query.sources, query.targets))
        }),
        { numRuns: runs },
      )
      tally.expectAtLeastHalf()
    })

    it('agrees with graphology-shortest-path on larger graphs', () => {
      const tally = new RouteTally()
      fc.assert(
        fc.property(randomQuery(larger), (query) => {
          const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
          const found = makeSearch(topology).search(metrics, query.sources, query.targets)
          tally.note(found !== undefined)
          expect(found?.weights[0]).toBe(graphologyWeight(topology, metrics[0] as Metric, query.sources, query.targets))
        }),
        { numRuns: runs },
      )
      tally.expectAtLeastHalf()
    })

    it('certifies every answer: continuous path, exact sum, no arc that improves a distance', () => {
      const tally = new RouteTally()
      fc.assert(
        fc.property(randomQuery(larger), (query) => {
          const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
          const kernel = makeSearch(topology)
          const found = kernel.search(metrics, query.sources, query.targets)
          if (!tally.note(found !== undefined) || found === undefined) return
          expectCertified(found, topology, metrics, query)
          if (kernel.searchEach !== undefined) {
            const everywhere = at(...Array.from({ length: query.vertexCount }, (_, v) => v))
            const each = kernel.searchEach(metrics, query.sources, everywhere)
            expectNoArcImproves(each, topology, metrics, query.sources)
          }
        }),
        { numRuns: runs },
      )
      tally.expectAtLeastHalf()
    })

    it('gives the same answer on every run, ties included', () => {
      fc.assert(
        fc.property(randomQuery({ ...small, maxWeight: 1 }), (query) => {
          const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
          const reused = makeSearch(topology)
          const first = reused.search(metrics, query.sources, query.targets)
          reused.search(metrics, query.targets, query.sources)
          expect(reused.search(metrics, query.sources, query.targets)).toEqual(first)
          expect(makeSearch(topology).search(metrics, query.sources, query.targets)).toEqual(first)
        }),
        { numRuns: runs },
      )
    })

    it('changes neither the topology, the metrics nor the ends', () => {
      fc.assert(
        fc.property(randomQuery(small), ({ vertexCount, arcs, sources, targets }) => {
          const { topology, metrics } = multigraph(vertexCount, arcs)
          const before = JSON.stringify([topology, metrics, sources, targets])
          makeSearch(topology).search(metrics, sources, targets)
          expect(JSON.stringify([topology, metrics, sources, targets])).toBe(before)
        }),
        { numRuns: Math.ceil(runs / 3) },
      )
    })

    it.runIf(criteria >= 2)('breaks ties by the second criterion before the number of the arc', () => {
      const arcs: Arc[] = [
        [0, 1, 4, 9],
        [0, 1, 4, 2],
        [0, 1, 4, 5],
      ]
      expect(run(2, arcs, at(0), at(1))).toEqual({ weights: [4, 2], source: 0, target: 1, arcs: [1] })
    })

    it.runIf(criteria >= 3)('breaks ties by the third criterion where two are equal', () => {
      const arcs: Arc[] = [
        [0, 1, 1, 1, 5],
        [0, 2, 1, 1, 0],
        [1, 3, 1, 1, 0],
        [2, 3, 1, 1, 1],
      ]
      expect(run(4, arcs, at(0), at(3))).toEqual({ weights: [2, 2, 1], source: 0, target: 3, arcs: [1, 3] })
    })

    it.runIf(criteria >= 2)('lets ties be decided by the offsets of sources and targets too', () => {
      const sources = { vertices: [0, 1], weights: [[2, 2], [8, 3]] } // biome-ignore format: one line per list
      const targets = { vertices: [2, 3], weights: [[1, 1], [4, 0]] } // biome-ignore format: one line per list
      const arcs: Arc[] = [
        [0, 2, 0, 0],
        [1, 2, 0, 0],
        [1, 3, 0, 5],
      ]
      expect(run(4, arcs, sources, targets)).toEqual({ weights: [3, 7], source: 1, target: 2, arcs: [1] })
    })

    it.runIf(criteria >= 2)('sums and compares ties exactly at the largest weights', () => {
      const arcs: Arc[] = [
        [0, 1, MAX_WEIGHT, MAX_WEIGHT],
        [0, 1, MAX_WEIGHT, MAX_WEIGHT - 1],
        [1, 2, MAX_WEIGHT, MAX_WEIGHT],
      ]
      const found = run(3, arcs, at(0), at(2))
      expect(found).toMatchObject({ weights: [2 * MAX_WEIGHT, 2 * MAX_WEIGHT - 1], arcs: [1, 2] })
    })
  })

  describe.runIf(hasEach)(`${name}: the contract of one path per target`, () => {
    it('gives one entry per target, in their order, undefined where there is none', () => {
      const { topology, metrics } = multigraph(4, [
        [0, 1, 2],
        [1, 2, 3],
      ])
      const each = makeSearch(topology).searchEach?.(metrics, at(0), at(2, 3, 1, 0, 2))
      expect(each?.map((path) => path?.weights[0])).toEqual([5, undefined, 2, 0, 5])
      expect(each?.map((path) => path?.arcs)).toEqual([[0, 1], undefined, [0], [], [0, 1]])
    })

    it('gives duplicate targets their own offsets', () => {
      const { topology, metrics } = multigraph(2, [[0, 1, 1]])
      const targets = { vertices: [1, 1], weights: [[9, 4]] }
      const each = makeSearch(topology).searchEach?.(metrics, at(0), targets)
      expect(each?.map((path) => path?.weights[0])).toEqual([10, 5])
    })

    it('gives no entry for no target', () => {
      const { topology, metrics } = multigraph(2, [[0, 1, 1]])
      expect(makeSearch(topology).searchEach?.(metrics, at(0), at())).toEqual([])
    })

    it('agrees with one search per target', () => {
      const tally = new RouteTally()
      fc.assert(
        fc.property(randomQuery(larger), ({ vertexCount, arcs, sources, targets }) => {
          const { topology, metrics } = multigraph(vertexCount, arcs)
          const kernel = makeSearch(topology)
          const each = kernel.searchEach?.(metrics, sources, targets) ?? []
          expect(each).toHaveLength(targets.vertices.length)
          each.forEach((path, i) => {
            const one = {
              vertices: [targets.vertices[i] as number],
              weights: targets.weights.map((weights) => [weights[i] as number]),
            }
            const alone = kernel.search(metrics, sources, one)
            tally.note(path !== undefined)
            expect(path?.weights).toEqual(alone?.weights)
            if (path !== undefined) expectContinuous(path, topology, metrics, sources, one)
          })
        }),
        { numRuns: runs },
      )
      tally.expectAtLeastHalf()
    })
  })
}

function expectCertified(found: FoundPath, topology: Topology, metrics: readonly Metric[], query: RandomQuery): void {
  expectContinuous(found, topology, metrics, query.sources, query.targets)
  const vertices = [found.source, ...found.arcs.map((arc) => topology.head[arc] as number)]
  expect(new Set(vertices).size, 'no vertex twice').toBe(vertices.length)
}

/** The path hangs together, uses open arcs only, and its weights are the sums of what it uses. */
function expectContinuous(
  found: FoundPath,
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
  targets: Offsets,
): void {
  let vertex = found.source
  let sum: Vector = leastOffset(sources, found.source, metrics.length)
  for (const arc of found.arcs) {
    expect(topology.tail[arc]).toBe(vertex)
    expect(metrics[0]?.[arc]).not.toBe(CLOSED)
    sum = addVectors(sum, arcVector(metrics, arc))
    vertex = topology.head[arc] as number
  }
  expect(vertex).toBe(found.target)
  expect(addVectors(sum, leastOffset(targets, found.target, metrics.length))).toEqual(found.weights)
}

function leastOffset(list: Offsets, vertex: number, criteria: number): Vector {
  const vectors = list.vertices.flatMap((v, i) => (v === vertex ? [offsetVector(list, i, criteria)] : []))
  expect(vectors, `${vertex} is one of the ends`).not.toHaveLength(0)
  return vectors.reduce((least, vector) => (compareVectors(vector, least) < 0 ? vector : least))
}

function expectNoArcImproves(
  each: readonly (FoundPath | undefined)[],
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
): void {
  sources.vertices.forEach((vertex, i) => {
    const distance = each[vertex]?.weights
    expect(distance).toBeDefined()
    expect(compareVectors(offsetVector(sources, i, metrics.length), distance as Vector)).toBeGreaterThanOrEqual(0)
  })
  for (let a = 0; a < topology.arcCount; a++) {
    const tail = each[topology.tail[a] as number]
    if (tail === undefined || metrics[0]?.[a] === CLOSED) continue
    const head = each[topology.head[a] as number]
    expect(head, `arc ${a} leads to a vertex that was not found`).toBeDefined()
    const over = addVectors(tail.weights, arcVector(metrics, a))
    expect(compareVectors(over, head?.weights as Vector), `arc ${a} improves a distance`).toBeGreaterThanOrEqual(0)
  }
}
