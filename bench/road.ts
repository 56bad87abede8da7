/**
 * How fast the search core answers on a road network: New York of the 9th DIMACS challenge, by travel time.
 *
 *   npm run bench:road -- --data ../shared/data/dimacs-ny --queries ../shared/data/dimacs-ny/queries.csv --json
 *
 * Each method answers the same pairs in every round; figures are medians over the rounds of the mean per query. The methods
 * take turns within a round, so that a slow spell of the machine falls on all of them. The two peers from npm are
 * slow: they answer the first `--peer-pairs` pairs only, and `peer_bidirectional_us` is what ours takes for these same
 * pairs. Paths are unpacked from the perfect customisation. Memory is the peak of the process when the
 * hierarchy, plain and perfect, has answered all pairs with their paths, before tables and peers are made.
 */
import { parseArgs } from 'node:util'
import { MultiDirectedGraph } from 'graphology'
import { dijkstra } from 'graphology-shortest-path'
import createGraph from 'ngraph.graph'
import { nba } from 'ngraph.path'
import { BidirectionalDijkstra } from '../src/kernel/bidirectional-dijkstra.js'
import { Customisation } from '../src/kernel/hierarchy/customisation.js'
import { Hierarchy } from '../src/kernel/hierarchy/hierarchy.js'
import { ManyToMany } from '../src/kernel/hierarchy/many-to-many.js'
import { OneToAll } from '../src/kernel/hierarchy/one-to-all.js'
import { HierarchyQuery } from '../src/kernel/hierarchy/query.js'
import { contractionOrder } from '../src/kernel/ordering/contraction-order.js'
import type { Metric, Topology } from '../src/kernel/topology.js'
import { readDimacs, readPairs } from './dimacs.js'
import { machine, seeded, spreadOf, verdict } from './measure.js'

const USAGE =
  'usage: npm run bench:road -- --data FOLDER --queries FILE [--rounds 5] [--peer-pairs 20] [--no-peers] [--json]'

interface Options {
  readonly data: string
  readonly queries: string
  readonly rounds: number
  readonly peerPairs: number
  readonly peers: boolean
  readonly json: boolean
}

function options(): Options {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      queries: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      'peer-pairs': { type: 'string', default: '20' },
      'no-peers': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const whole = (name: 'rounds' | 'peer-pairs'): number => {
    const value = Number(values[name])
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} is ${values[name]}; expected 1, 2, 3 ...`)
    return value
  }
  if (values.data === undefined || values.queries === undefined)
    throw new Error(`--data and --queries are required; ${USAGE}`)
  return {
    data: values.data,
    queries: values.queries,
    rounds: whole('rounds'),
    peerPairs: whole('peer-pairs'),
    peers: !values['no-peers'],
    json: values.json,
  }
}

/** Milliseconds that some work takes. */
function timed(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

const ends = (vertex: number) => ({ vertices: [vertex], weights: [] })

async function main({ data, queries, rounds, peerPairs, peers, json }: Options): Promise<void> {
  const { topology, time: metric, x, y } = await readDimacs(data)
  const { from, to, values: expected } = await readPairs(queries, 'time')
  const pairs = from.length
  const sources = Array.from(from, ends)
  const targets = Array.from(to, ends)

  // The hierarchy, alone in memory.
  let order: Uint32Array = new Uint32Array(0)
  const order_s = timed(() => { order = contractionOrder(topology, [x, y]) }) / 1000 // biome-ignore format: one line
  const hierarchy = new Hierarchy(topology, order)
  const plain = new Customisation(hierarchy, metric)
  const perfect = new Customisation(hierarchy, metric, { perfect: true })
  const query = new HierarchyQuery(plain)
  const perfectQuery = new HierarchyQuery(perfect)
  let mismatches = 0
  const check = (found: number | undefined, wanted: number | undefined): void => {
    if (found !== wanted) mismatches++
  }
  const answers = Array.from(from, (source, i) => query.distance(source, to[i] as number))
  for (let i = 0; i < pairs; i++) {
    if (expected !== undefined) check(answers[i], expected[i])
    check(perfectQuery.distance(from[i] as number, to[i] as number), answers[i])
    for (const one of [query, perfectQuery]) {
      const path = one.search(sources[i] as (typeof sources)[number], targets[i] as (typeof targets)[number])
      check(path?.weights[0], answers[i])
      check(path && resummed(topology, metric, from[i] as number, to[i] as number, path.arcs), answers[i])
    }
  }
  const rss_mb = process.resourceUsage().maxRSS / 1024

  const oneToAll = new OneToAll(perfect)
  const manyToMany = new ManyToMany(perfect)
  const random = seeded(1000)
  const thousand = Array.from({ length: 1000 }, () => ends(Math.floor(random() * topology.vertexCount)))
  const table = manyToMany.distances(thousand, thousand)
  const all = new Float64Array(topology.vertexCount)
  for (let i = 0; i < thousand.length; i += 20) {
    oneToAll.distances(thousand[i] as (typeof thousand)[number], 'from', all)
    thousand.forEach(({ vertices }, j) => {
      check(table[i * thousand.length + j], all[vertices[0] as number])
    })
  }
  const bidirectional = new BidirectionalDijkstra(topology)
  bidirectional.use(metric)
  for (let i = 0; i < pairs; i++) {
    check(bidirectional.search(sources[i] as (typeof sources)[number], targets[i] as (typeof targets)[number])?.weights[0], answers[i]) // biome-ignore format: one call
  }

  const times: Record<string, number[]> = {}
  const note = (name: string, milliseconds: number): void => {
    const list = times[name]
    if (list === undefined) times[name] = [milliseconds]
    else list.push(milliseconds)
  }
  let checksum = 0
  const each = (name: string, answer: (i: number) => number | undefined, repeats = 1, count = pairs): void => {
    const spent = timed(() => {
      for (let repeat = 0; repeat < repeats; repeat++) {
        let sum = 0
        for (let i = 0; i < count; i++) sum += answer(i) as number
        if (count === pairs) {
          if (checksum === 0) checksum = sum
          if (sum !== checksum) mismatches++
        }
      }
    })
    note(name, (spent * 1000) / (count * repeats))
  }
  const viaSearch = (kernel: BidirectionalDijkstra | HierarchyQuery) => (i: number) =>
    kernel.search(sources[i] as (typeof sources)[number], targets[i] as (typeof targets)[number])?.weights[0]
  for (let round = 0; round < rounds; round++) {
    each('bidirectional_us', viaSearch(bidirectional))
    each('cch_us', (i) => query.distance(from[i] as number, to[i] as number), 10)
    each('cch_perfect_us', (i) => perfectQuery.distance(from[i] as number, to[i] as number), 10)
    each('cch_path_us', viaSearch(perfectQuery), 10)
    note('customize_ms', timed(() => plain.customise(metric))) // biome-ignore format: one line
    note('perfect_ms', timed(() => perfect.customise(metric))) // biome-ignore format: one line
    note('matrix_1000_ms', timed(() => manyToMany.distances(thousand, thousand))) // biome-ignore format: one line
    note('one_to_all_ms', timed(() => oneToAll.distances(thousand[round % 1000] as (typeof thousand)[number], 'from', all))) // biome-ignore format: one line
  }

  const few = Math.min(peerPairs, pairs)
  if (peers) {
    const nearest = nba(ngraphOf(topology, metric), { oriented: true, distance: (_from, _to, link) => link.data })
    comparePeer('ngraph_us', (i) => nearest.find(from[i] as number, to[i] as number).map(({ id }) => Number(id)).reverse()) // biome-ignore format: one call
    const graph = graphologyOf(topology, metric)
    comparePeer('graphology_us', (i) => (dijkstra.bidirectional(graph, from[i], to[i], 'weight') ?? []).map(Number))
  }
  function comparePeer(name: string, nodes: (i: number) => readonly number[]): void {
    for (let i = 0; i < few; i++) check(weightAlong(topology, metric, nodes(i), from[i] as number, to[i] as number), answers[i]) // biome-ignore format: one call
    for (let round = 0; round < rounds; round++) {
      each('peer_bidirectional_us', viaSearch(bidirectional), 1, few)
      each(name, (i) => nodes(i).length, 1, few)
    }
  }
  const median = (name: string): number | null =>
    times[name] === undefined ? null : Number(spreadOf(times[name]).median.toPrecision(5))
  const bi = spreadOf(times.bidirectional_us as number[]).median
  const few_bi = times.peer_bidirectional_us === undefined ? Number.NaN : spreadOf(times.peer_bidirectional_us).median
  const ratio = (a: number | null, b: number | null): number =>
    Number(((a ?? Number.NaN) / (b ?? Number.NaN)).toPrecision(4))
  const report = {
    nodes: topology.vertexCount,
    arcs: topology.arcCount,
    queries: pairs,
    rounds,
    checksum,
    mismatches,
    bidirectional_us: median('bidirectional_us'),
    cch_us: median('cch_us'),
    cch_perfect_us: median('cch_perfect_us'),
    cch_path_us: median('cch_path_us'),
    order_s: Number(order_s.toPrecision(4)),
    customize_ms: median('customize_ms'),
    perfect_ms: median('perfect_ms'),
    cch_arcs: hierarchy.edgeCount,
    matrix_1000_ms: median('matrix_1000_ms'),
    one_to_all_ms: median('one_to_all_ms'),
    graphology_us: median('graphology_us'),
    ngraph_us: median('ngraph_us'),
    rss_mb: Math.round(rss_mb),
    peer_pairs: few,
    peer_bidirectional_us: median('peer_bidirectional_us'),
    ratios: {
      bidirectional_by_cch: ratio(bi, median('cch_us')),
      bidirectional_by_cch_perfect: ratio(bi, median('cch_perfect_us')),
      bidirectional_by_cch_path: ratio(bi, median('cch_path_us')),
      customize_by_bidirectional: ratio(median('customize_ms'), bi / 1000),
      matrix_1000_by_bidirectional: ratio(median('matrix_1000_ms'), bi / 1000),
      graphology_by_bidirectional: ratio(median('graphology_us'), few_bi),
      ngraph_by_bidirectional: ratio(median('ngraph_us'), few_bi),
    },
    machine: machine(),
  }
  if (json) {
    console.log(JSON.stringify(report))
  } else {
    const { ratios, ...figures } = report
    for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(24)} ${value ?? 'not measured'}`)
    const line = (name: keyof typeof ratios, target: number, sense: 'at least' | 'at most'): void => {
      if (!Number.isNaN(ratios[name])) console.log(`${name.padEnd(30)} ${verdict(ratios[name], target, sense)}`)
    }
    line('bidirectional_by_cch', 380, 'at least')
    line('bidirectional_by_cch_perfect', 600, 'at least')
    line('bidirectional_by_cch_path', 150, 'at least')
    line('customize_by_bidirectional', 11, 'at most')
    line('matrix_1000_by_bidirectional', 12, 'at most')
    line('graphology_by_bidirectional', 60, 'at least')
    line('ngraph_by_bidirectional', 5, 'at least')
  }
  if (mismatches > 0) {
    console.error(`${mismatches} answers differ from what was expected`)
    process.exitCode = 1
  }
}

/** The weight of a path of arcs, added up again; `undefined` where it is broken. */
function resummed(
  topology: Topology,
  metric: Metric,
  from: number,
  to: number,
  arcs: readonly number[],
): number | undefined {
  let sum = 0
  let vertex = from
  for (const arc of arcs) {
    if (topology.tail[arc] !== vertex) return undefined
    sum += metric[arc] as number
    vertex = topology.head[arc] as number
  }
  return vertex === to ? sum : undefined
}

/** The weight of a path of vertices, over the cheapest of parallel arcs; `undefined` where it is broken. */
function weightAlong(
  { firstOut, head }: Topology,
  metric: Metric,
  vertices: readonly number[],
  from: number,
  to: number,
): number | undefined {
  if (vertices[0] !== from || vertices[vertices.length - 1] !== to) return undefined
  let sum = 0
  for (let i = 1; i < vertices.length; i++) {
    const u = vertices[i - 1] as number
    let least = Number.POSITIVE_INFINITY
    for (let a = firstOut[u] as number; a < (firstOut[u + 1] as number); a++) {
      if (head[a] === vertices[i]) least = Math.min(least, metric[a] as number)
    }
    sum += least
  }
  return sum
}

/** The peer takes one link between two nodes: the cheapest of parallel arcs. */
function ngraphOf({ arcCount, tail, head }: Topology, metric: Metric) {
  const graph = createGraph<undefined, number>()
  for (let a = 0; a < arcCount; a++) {
    const u = tail[a] as number
    const v = head[a] as number
    const known = graph.getLink(u, v)
    const weight = metric[a] as number
    if (known === undefined || known === null) graph.addLink(u, v, weight)
    else if (weight < known.data) known.data = weight
  }
  return graph
}

function graphologyOf({ vertexCount, arcCount, tail, head }: Topology, metric: Metric) {
  const graph = new MultiDirectedGraph<Record<string, never>, { weight: number }>()
  for (let v = 0; v < vertexCount; v++) graph.addNode(v)
  for (let a = 0; a < arcCount; a++) graph.addDirectedEdge(tail[a], head[a], { weight: metric[a] as number })
  return graph
}

try {
  await main(options())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
