import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ALTERNATIVES_DEFAULTS,
  type AlternativeRoute,
  type AlternativesBounds,
  admissibleAlternatives,
} from '../../../src/kernel/alternatives/admissible-alternatives.js'
import { LexicographicDijkstra } from '../../../src/kernel/lexicographic-dijkstra.js'
import { reversed } from '../../../src/kernel/reverse.js'
import type { FoundPath, Offsets } from '../../../src/kernel/search.js'
import { CLOSED, type Metric, type Topology } from '../../../src/kernel/topology.js'
import { addVectors } from '../../support/oracles.js'
import { type Arc, at, multigraph, type RandomQuery } from '../../support/random-multigraph.js'
import { RouteTally } from '../../support/route-tally.js'
import { allPaths, compareOraclePaths, leastOffsets, nameOf, type OraclePath } from './all-paths.js'
import { denseQuery } from './dense-query.js'

const tiny = { vertices: 7, arcs: 20, criteria: 2, maxWeight: 12 }
const tied = { vertices: 7, arcs: 20, criteria: 1, maxWeight: 4 }
const varied = { vertices: 7, arcs: 20, criteria: 1, maxWeight: 1000 }

const larger = { vertices: 24, arcs: 90, criteria: 1, maxWeight: 100 }

const bounds = fc.record({
  most: fc.integer({ min: 1, max: 5 }),
  maxSharing: fc.constantFrom(0, 0.3, 0.8, 1),
  maxStretch: fc.constantFrom(1, 1.25, 1.7, 3),
  minLocalOptimality: fc.constantFrom(0, 0.1, 0.25, 0.6),
})

/** Two good ways from A to B, one of them with a bend over an inn, and one far round. */
const NETWORK = `
  A-upper 10   upper-B 10
  A-lower 10   lower-B 11
  A-far   20   far-B   20
  upper-lower 1
  lower-inn 5  inn-B 7
`

describe('admissibleAlternatives', () => {
  it('answers as a planner would on a network that fits the screen', () => {
    expect(onNetwork(NETWORK, 'A', 'B', {})).toEqual([
      'A upper B: 20, sharing 0, stretch 1, local optimality 1',
      'A lower B: 21, sharing 0, stretch 1.05, local optimality 1.05',
      'A lower inn B: 22, sharing 0.5, stretch 1.1, local optimality 0.6',
    ])
  })

  it('gives more routes where the bounds let it', () => {
    expect(onNetwork(NETWORK, 'A', 'B', { maxStretch: 2, most: 9 })).toEqual([
      'A upper B: 20, sharing 0, stretch 1, local optimality 1',
      'A lower B: 21, sharing 0, stretch 1.05, local optimality 1.05',
      'A lower inn B: 22, sharing 0.5, stretch 1.1, local optimality 0.6',
      'A far B: 40, sharing 0, stretch 2, local optimality 2',
    ])
  })

  it('leaves the optimum alone where nothing is admissible, and says why', () => {
    const result = ask(NETWORK, 'A', 'B', { maxSharing: 0, maxStretch: 1.04 })
    expect(result.routes).toHaveLength(1)
    expect(result).toMatchObject({ candidates: 0, rejected: { loop: 0, sharing: 0, stretch: 0, localOptimality: 0 } })
    const strict = ask(NETWORK, 'A', 'B', { minLocalOptimality: 1, maxStretch: 1.2 })
    expect(strict.routes).toHaveLength(2)
    expect(strict.rejected.localOptimality).toBeGreaterThan(0)
  })

  it('takes the dearer of two parallel arcs for an alternative', () => {
    const arcs: Arc[] = [
      [0, 1, 10],
      [0, 1, 11],
      [0, 1, 13],
    ]
    const { topology, metrics } = multigraph(2, arcs)
    const { routes } = admissibleAlternatives(topology, metrics, at(0), at(1))
    expect(routes.map(({ path }) => path.arcs)).toEqual([[0], [1]])
  })

  it('takes another source and another target for alternatives, although ways lead there from the first', () => {
    const arcs: Arc[] = [
      [0, 1, 1],
      [0, 2, 10],
      [1, 2, 10],
      [2, 3, 1],
    ]
    const { topology, metrics } = multigraph(4, arcs)
    const sources = { vertices: [0, 1], weights: [[0, 2]] }
    const targets = { vertices: [2, 3], weights: [[1, 2]] }
    const loose = { most: 9, maxSharing: 1, maxStretch: 9, minLocalOptimality: 0 }
    const { routes } = admissibleAlternatives(topology, metrics, sources, targets, loose)
    expect(routes.map(({ path }) => nameOf(path)).sort()).toEqual(['0 [0 2] 2', '0 [1 3] 3', '0 [1] 2', '1 [2] 2'])
  })

  it('measures overlap by the metric that it is given', () => {
    // Both ways share an arc that weighs much and measures little.
    const arcs: Arc[] = [
      [0, 1, 90],
      [1, 2, 10],
      [1, 2, 11],
    ]
    const { topology, metrics } = multigraph(3, arcs)
    expect(admissibleAlternatives(topology, metrics, at(0), at(2)).routes).toHaveLength(1)
    const measure = Uint32Array.of(1, 3, 4)
    const { routes } = admissibleAlternatives(topology, metrics, at(0), at(2), { measure, minLocalOptimality: 0.1 })
    expect(routes.map(({ sharing }) => sharing)).toEqual([0, 0.25])
    const nothing = admissibleAlternatives(topology, metrics, at(0), at(2), { measure: new Uint32Array(3) })
    expect(nothing.routes).toHaveLength(1)
  })

  it('takes ways of weight 0 for equal ones, and does not stumble over arcs that weigh nothing', () => {
    const arcs: Arc[] = [
      [0, 1, 0],
      [0, 2, 0],
      [1, 3, 5],
      [2, 3, 5],
      [3, 4, 0],
      [4, 3, 0],
    ]
    const { topology, metrics } = multigraph(5, arcs)
    const { routes } = admissibleAlternatives(topology, metrics, at(0), at(4))
    expect(routes.map(({ path: { arcs: used } }) => used)).toHaveLength(2)
    expect(routes.map(({ stretch, localOptimality }) => [stretch, localOptimality])).toEqual([
      [1, 1],
      [1, 1],
    ])
    const weightless = admissibleAlternatives(topology, [new Uint32Array(6)], at(0), at(4), {
      measure: new Uint32Array(6).fill(1),
    })
    for (const { stretch, localOptimality } of weightless.routes) expect([stretch, localOptimality]).toEqual([1, 1])
    expect(weightless.routes).toHaveLength(2)
  })

  it('gives no route where there is none, and the empty one where a source is the target', () => {
    const { topology, metrics } = multigraph(2, [[0, 1, CLOSED]])
    expect(admissibleAlternatives(topology, metrics, at(0), at(1)).routes).toEqual([])
    expect(admissibleAlternatives(topology, metrics, at(), at()).routes).toEqual([])
    const { routes } = admissibleAlternatives(topology, metrics, at(0), at(0))
    expect(routes.map(({ path }) => path)).toEqual([{ weights: [0], source: 0, target: 0, arcs: [] }])
  })

  it.each([
    ['two criteria', tiny],
    ['many ties', tied],
    ['few ties', varied],
    ['larger graphs', larger],
  ])('keeps every bound, by a checker that looks at all parts of all routes: %s', (_, options) => {
    const tally = new RouteTally()
    let more = 0
    fc.assert(
      fc.property(denseQuery(options), bounds, (query, limits) => {
        const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
        const { routes } = admissibleAlternatives(topology, metrics, query.sources, query.targets, limits)
        const best = new LexicographicDijkstra(topology).search(metrics, query.sources, query.targets)
        tally.note(routes.length > 0)
        if (routes.length > 1) more++
        expect(routes[0]?.path).toEqual(best)
        expect(routes.length).toBeLessThanOrEqual(limits.most)
        expect(new Set(routes.map(({ path }) => nameOf(path))).size).toBe(routes.length)
        const checker = new Checker(topology, metrics, query)
        routes.forEach((route, i) => {
          expect(checker.judged(route.path, routes.slice(0, i))).toEqual(route)
          if (i > 0) expect(isAdmissible(route, limits)).toBe(true)
        })
      }),
      { numRuns: 300 },
    )
    tally.expectAtLeastHalf()
    expect(more).toBeGreaterThan(20)
  })

  it('finds a second route whenever a path over one vertex or one arc is admissible, and accounts for all candidates', () => {
    const tally = new RouteTally()
    let alone = 0
    let second = 0
    fc.assert(
      fc.property(denseQuery(varied), bounds, (query, limits) => {
        const { topology, metrics } = multigraph(query.vertexCount, query.arcs)
        const two = { ...limits, most: 2 }
        const { routes, candidates, rejected } = admissibleAlternatives(
          topology,
          metrics,
          query.sources,
          query.targets,
          two,
        )
        tally.note(routes.length > 0)
        const [best] = routes
        if (best === undefined) return
        const checker = new Checker(topology, metrics, query)
        if (measured(best.path, metrics[0] as Metric) === 0) {
          expect(routes).toHaveLength(1)
          return
        }
        const admissible = overOneStep(topology, metrics, query)
          .filter((path) => nameOf(path) !== nameOf(best.path))
          .map((path) => checker.judged(path, [best]))
          .filter((route) => isAdmissible(route, two))
        expect(routes).toHaveLength(admissible.length > 0 ? 2 : 1)
        if (routes.length === 2) {
          second++
          expect(admissible.map(({ path }) => nameOf(path))).toContain(nameOf((routes[1] as AlternativeRoute).path))
        } else {
          alone++
          const refused = rejected.loop + rejected.sharing + rejected.stretch + rejected.localOptimality
          expect(refused).toBe(candidates)
        }
      }),
      { numRuns: 300 },
    )
    tally.expectAtLeastHalf()
    expect(second).toBeGreaterThan(30)
    expect(alone).toBeGreaterThan(30)
  })

  it('gives the same answer on every run, changes nothing, and takes a reversed topology from the caller', () => {
    fc.assert(
      fc.property(denseQuery(tied), ({ vertexCount, arcs, sources, targets }) => {
        const { topology, metrics } = multigraph(vertexCount, arcs)
        const before = JSON.stringify([topology, metrics, sources, targets])
        const first = admissibleAlternatives(topology, metrics, sources, targets)
        const reverse = reversed(topology)
        expect(admissibleAlternatives(topology, metrics, sources, targets, { reverse })).toEqual(first)
        expect(JSON.stringify([topology, metrics, sources, targets])).toBe(before)
      }),
      { numRuns: 60 },
    )
  })

  it('has the defaults that it names', () => {
    expect(ALTERNATIVES_DEFAULTS).toEqual({ most: 3, maxSharing: 0.8, maxStretch: 1.25, minLocalOptimality: 0.25 })
    expect(Object.isFrozen(ALTERNATIVES_DEFAULTS)).toBe(true)
    expect(ask(NETWORK, 'A', 'B', ALTERNATIVES_DEFAULTS)).toEqual(ask(NETWORK, 'A', 'B', {}))
  })

  it.each([
    [{ most: 0 }, 'most: expected a whole number of at least 1, received 0'],
    [{ most: 2.5 }, 'most: expected a whole number of at least 1, received 2.5'],
    [{ maxSharing: 1.1 }, 'maxSharing: expected a number from 0 to 1, received 1.1'],
    [{ maxSharing: Number.NaN }, 'maxSharing: expected a number from 0 to 1, received NaN'],
    [{ minLocalOptimality: -0.1 }, 'minLocalOptimality: expected a number from 0 to 1, received -0.1'],
    [{ maxStretch: 0.25 }, 'maxStretch: expected a finite number of at least 1, received 0.25'],
    [{ maxStretch: Number.POSITIVE_INFINITY }, 'maxStretch: expected a finite number of at least 1, received Infinity'],
    [{ measure: new Uint32Array(1) }, 'metrics: expected 18 weights, received 1'],
  ])('refuses %o', (options, message) => {
    expect(() => ask(NETWORK, 'A', 'B', options)).toThrow(new RangeError(message))
  })
})

type Options = Partial<AlternativesBounds> & { readonly measure?: Metric }

/** Two-way links as `from-to weight`, separated by white space. */
function parse(text: string): { readonly names: readonly string[]; readonly arcs: readonly Arc[] } {
  const names: string[] = []
  const vertex = (name: string): number => {
    if (!names.includes(name)) names.push(name)
    return names.indexOf(name)
  }
  const arcs = [...text.matchAll(/(\w+)-(\w+)\s+(\d+)/g)].flatMap(([, from, to, weight]): Arc[] => {
    const u = vertex(from as string)
    const v = vertex(to as string)
    return [
      [u, v, Number(weight)],
      [v, u, Number(weight)],
    ]
  })
  return { names, arcs }
}

function ask(text: string, from: string, to: string, options: Options) {
  const { names, arcs } = parse(text)
  const { topology, metrics } = multigraph(names.length, arcs)
  return admissibleAlternatives(topology, metrics, at(names.indexOf(from)), at(names.indexOf(to)), options)
}

function onNetwork(text: string, from: string, to: string, options: Options): string[] {
  const { names, arcs } = parse(text)
  const { topology } = multigraph(names.length, arcs)
  const round = (value: number): number => Math.round(value * 1000) / 1000
  return ask(text, from, to, options).routes.map(({ path, sharing, stretch, localOptimality }) => {
    const places = [path.source, ...path.arcs.map((a) => topology.head[a] as number)].map((v) => names[v])
    const numbers = `sharing ${round(sharing)}, stretch ${round(stretch)}, local optimality ${round(localOptimality)}`
    return `${places.join(' ')}: ${path.weights[0]}, ${numbers}`
  })
}

function measured(path: FoundPath, measure: Metric): number {
  return path.arcs.reduce((sum, a) => sum + (measure[a] as number), 0)
}

function isAdmissible(route: AlternativeRoute, limits: AlternativesBounds): boolean {
  const shortest = route.stretch === 1
  return (
    route.sharing <= limits.maxSharing &&
    route.stretch <= limits.maxStretch &&
    (shortest || route.localOptimality > limits.minLocalOptimality)
  )
}

/** Judges a path by all its parts, with the distances of Floyd and Warshall, a vertex for all sources and one for all targets added. */
class Checker {
  readonly #topology: Topology
  readonly #metrics: readonly Metric[]
  readonly #sources: Map<number, readonly number[]>
  readonly #targets: Map<number, readonly number[]>
  readonly #distance: readonly Float64Array[]
  readonly #start: number
  readonly #end: number

  constructor(topology: Topology, metrics: readonly Metric[], { sources, targets }: RandomQuery) {
    const n = topology.vertexCount
    this.#topology = topology
    this.#metrics = metrics
    this.#start = n
    this.#end = n + 1
    this.#sources = leastOffsets(sources, metrics.length)
    this.#targets = leastOffsets(targets, metrics.length)
    const distance = Array.from({ length: n + 2 }, () => new Float64Array(n + 2).fill(Number.POSITIVE_INFINITY))
    const join = (u: number, v: number, w: number): void => {
      const row = distance[u] as Float64Array
      row[v] = Math.min(row[v] as number, w)
    }
    for (let v = 0; v < n + 2; v++) join(v, v, 0)
    for (let a = 0; a < topology.arcCount; a++) {
      const w = metrics[0]?.[a] as number
      if (w !== CLOSED) join(topology.tail[a] as number, topology.head[a] as number, w)
    }
    for (const [v, [w]] of this.#sources) join(n, v, w as number)
    for (const [v, [w]] of this.#targets) join(v, n + 1, w as number)
    for (let k = 0; k < n + 2; k++) {
      for (let u = 0; u < n + 2; u++) {
        for (let v = 0; v < n + 2; v++) {
          join(u, v, (distance[u]?.[k] as number) + (distance[k]?.[v] as number))
        }
      }
    }
    this.#distance = distance
  }

  /** What a path must be reported as; fails where it is no path. */
  judged(path: FoundPath, earlier: readonly AlternativeRoute[]): AlternativeRoute {
    const { head, tail } = this.#topology
    const weight = this.#metrics[0] as Metric
    const vertices = [this.#start, path.source]
    const steps = [this.#sources.get(path.source)?.[0] as number]
    let sum = this.#sources.get(path.source) as readonly number[]
    for (const a of path.arcs) {
      expect(tail[a]).toBe(vertices[vertices.length - 1])
      expect(weight[a]).not.toBe(CLOSED)
      vertices.push(head[a] as number)
      steps.push(weight[a] as number)
      sum = addVectors(
        sum,
        this.#metrics.map((metric) => metric[a] as number),
      )
    }
    expect(vertices[vertices.length - 1]).toBe(path.target)
    expect(addVectors(sum, this.#targets.get(path.target) as readonly number[])).toEqual(path.weights)
    vertices.push(this.#end)
    steps.push(this.#targets.get(path.target)?.[0] as number)
    expect(new Set(vertices).size, 'no vertex twice').toBe(vertices.length)

    const optimum = this.#distance[this.#start]?.[this.#end] as number
    let stretch = 1
    let lightest = path.weights[0] as number
    for (let i = 0; i < vertices.length; i++) {
      let part = 0
      for (let j = i + 1; j < vertices.length; j++) {
        part += steps[j - 1] as number
        const shortest = this.#distance[vertices[i] as number]?.[vertices[j] as number] as number
        if (part === shortest) continue
        stretch = Math.max(stretch, part / shortest)
        lightest = Math.min(lightest, part)
      }
    }
    const used = new Set(earlier.flatMap(({ path: { arcs } }) => arcs))
    const common = { ...path, arcs: path.arcs.filter((a) => used.has(a)) }
    const whole = earlier[0] === undefined ? 1 : measured(earlier[0].path, weight)
    return {
      path,
      sharing: measured(common, weight) / whole,
      stretch,
      localOptimality: optimum === 0 ? 1 : lightest / optimum,
    }
  }
}

/** The least path to each vertex joined to the least path from it; likewise over each arc, source and target. By enumeration. */
function overOneStep(topology: Topology, metrics: readonly Metric[], { sources, targets }: RandomQuery): FoundPath[] {
  const n = topology.vertexCount
  const criteria = metrics.length
  const least = (from: Offsets, to: Offsets): OraclePath | undefined =>
    [...allPaths(topology, metrics, from, to)].sort(compareOraclePaths)[0]
  const to = Array.from({ length: n }, (_, v) => least(sources, at(v)))
  const from = Array.from({ length: n }, (_, v) => least(at(v), targets))
  const joined: FoundPath[] = []
  const join = (head: OraclePath | undefined, arcs: readonly number[], rest: OraclePath | undefined): void => {
    if (head === undefined || rest === undefined) return
    const vertices = [...head.vertices, ...(arcs.length > 0 ? rest.vertices : rest.vertices.slice(1))]
    if (new Set(vertices).size < vertices.length) return
    const weights = metrics.map(
      (metric, c) =>
        (head.weights[c] as number) +
        (rest.weights[c] as number) +
        arcs.reduce((sum, a) => sum + (metric[a] as number), 0),
    )
    joined.push({
      weights,
      source: head.source,
      target: rest.target,
      arcs: [...head.arcs, ...arcs, ...rest.arcs],
    })
  }
  for (let v = 0; v < n; v++) join(to[v], [], from[v])
  for (let a = 0; a < topology.arcCount; a++) {
    if (metrics[0]?.[a] !== CLOSED) join(to[topology.tail[a] as number], [a], from[topology.head[a] as number])
  }
  for (const [v, weights] of leastOffsets(sources, criteria)) {
    join({ weights, source: v, target: v, arcs: [], vertices: [v], ties: 0 }, [], from[v])
  }
  for (const [v, weights] of leastOffsets(targets, criteria)) {
    join(to[v], [], { weights, source: v, target: v, arcs: [], vertices: [v], ties: 0 })
  }
  return joined
}
