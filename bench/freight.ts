/**
 * How fast the search core answers on a merged freight network: roads, railways and two networks of sea lanes with transfers
 * between them, whose long chains and hubs are hard on an order of contraction.
 *
 *   npm run bench:freight -- --json
 *
 * Pairs are drawn with a seed; each method answers the same ones in every round, and the figures are medians over the rounds
 * of the mean per query. Paths are unpacked from the perfect customisation.
 */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { parse } from 'fast-csv'
import { BidirectionalDijkstra } from '../src/kernel/bidirectional-dijkstra.js'
import { Customisation } from '../src/kernel/hierarchy/customisation.js'
import { Hierarchy } from '../src/kernel/hierarchy/hierarchy.js'
import { HierarchyQuery } from '../src/kernel/hierarchy/query.js'
import { contractionOrder } from '../src/kernel/ordering/contraction-order.js'
import { type Metric, type Topology, topologyFromArcs } from '../src/kernel/topology.js'
import { machine, seeded, spreadOf, verdict } from './measure.js'

const { values: given } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/freight-merged' },
    rounds: { type: 'string', default: '5' },
    pairs: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
})
const rounds = Number(given.rounds)
const pairs = Number(given.pairs)

const { topology, metric, sphere } = await readNetwork(given.data)
const start = performance.now()
const order = contractionOrder(topology, sphere)
const order_s = (performance.now() - start) / 1000
const hierarchy = new Hierarchy(topology, order)
const plain = new Customisation(hierarchy, metric)
const perfect = new Customisation(hierarchy, metric, { perfect: true })
const query = new HierarchyQuery(plain)
const perfectQuery = new HierarchyQuery(perfect)
const bidirectional = new BidirectionalDijkstra(topology)
bidirectional.use(metric)

const random = seeded(20_261_124)
const vertex = (): number => Math.floor(random() * topology.vertexCount)
const asked = Array.from({ length: pairs }, () => {
  const [from, to] = [vertex(), vertex()]
  return { from, to, source: { vertices: [from], weights: [] }, target: { vertices: [to], weights: [] } }
})
let mismatches = 0
let connected = 0
const answers = asked.map(({ source, target }) => bidirectional.search(source, target)?.weights[0])
asked.forEach(({ from, to, source, target }, i) => {
  if (answers[i] !== undefined) connected++
  const others = [query.distance(from, to), perfectQuery.distance(from, to), query.search(source, target)?.weights[0]]
  for (const other of others) if (other !== answers[i]) mismatches++
})
const methods: Readonly<Record<string, (pair: (typeof asked)[number]) => unknown>> = {
  bidirectional_us: ({ source, target }) => bidirectional.search(source, target),
  cch_us: ({ from, to }) => query.distance(from, to),
  cch_perfect_us: ({ from, to }) => perfectQuery.distance(from, to),
  cch_path_us: ({ source, target }) => perfectQuery.search(source, target),
}
const times: Record<string, number[]> = { customize_ms: [], perfect_ms: [] }
for (let round = 0; round < rounds; round++) {
  for (const [name, answer] of Object.entries(methods)) {
    const begin = performance.now()
    for (const pair of asked) answer(pair)
    const list = times[name] ?? []
    list.push(((performance.now() - begin) * 1000) / pairs)
    times[name] = list
  }
  for (const [name, customisation] of [
    ['customize_ms', plain],
    ['perfect_ms', perfect],
  ] as const) {
    // biome-ignore format: one line
    const begin = performance.now()
    customisation.customise(metric)
    times[name]?.push(performance.now() - begin)
  }
}
const median = (name: string): number => Number(spreadOf(times[name] as number[]).median.toPrecision(4))
const ratio = (name: string): number => Number((median('bidirectional_us') / median(name)).toPrecision(4))
const report = {
  nodes: topology.vertexCount,
  arcs: topology.arcCount,
  pairs,
  connected,
  rounds,
  checksum: answers.reduce<number>((sum, weight) => sum + (weight ?? 0), 0),
  mismatches,
  bidirectional_us: median('bidirectional_us'),
  cch_us: median('cch_us'),
  cch_perfect_us: median('cch_perfect_us'),
  cch_path_us: median('cch_path_us'),
  order_s: Number(order_s.toPrecision(3)),
  customize_ms: median('customize_ms'),
  perfect_ms: median('perfect_ms'),
  cch_arcs: hierarchy.edgeCount,
  ratios: {
    bidirectional_by_cch: ratio('cch_us'),
    bidirectional_by_cch_perfect: ratio('cch_perfect_us'),
    bidirectional_by_cch_path: ratio('cch_path_us'),
  },
  machine: machine(),
}
if (given.json) {
  console.log(JSON.stringify(report))
} else {
  const { ratios, ...figures } = report
  for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(20)} ${value}`)
  console.log(`${'bidirectional_by_cch'.padEnd(30)} ${verdict(ratios.bidirectional_by_cch, 90, 'at least')}`)
  console.log(`${'bidirectional_by_cch_perfect'.padEnd(30)} ${ratios.bidirectional_by_cch_perfect}`)
  console.log(`${'bidirectional_by_cch_path'.padEnd(30)} ${ratios.bidirectional_by_cch_path}`)
}
if (mismatches > 0) process.exitCode = 1

async function readNetwork(folder: string): Promise<{
  readonly topology: Topology
  readonly metric: Metric
  readonly sphere: readonly Float64Array[]
}> {
  const numberOf = new Map<string, number>()
  const points: [number, number, number][] = []
  for await (const { id, lat, lon } of rows(join(folder, 'nodes.csv.gz'))) {
    numberOf.set(id as string, points.length)
    const [latitude, longitude] = [(Number(lat) * Math.PI) / 180, (Number(lon) * Math.PI) / 180]
    points.push([
      Math.cos(latitude) * Math.cos(longitude),
      Math.cos(latitude) * Math.sin(longitude),
      Math.sin(latitude),
    ])
  }
  const arcs: [number, number, number][] = []
  for await (const { from, to, seconds } of rows(join(folder, 'links.csv.gz'))) {
    const [tail, head, weight] = [numberOf.get(from as string), numberOf.get(to as string), Number(seconds)]
    if (tail === undefined || head === undefined || !Number.isInteger(weight)) {
      throw new Error(`links.csv.gz: ${from}, ${to}, ${seconds}: expected two nodes and whole seconds`)
    }
    arcs.push([tail, head, weight])
  }
  arcs.sort((a, b) => a[0] - b[0])
  const column = (i: 0 | 1 | 2): Uint32Array => Uint32Array.from(arcs, (arc) => arc[i])
  return {
    topology: topologyFromArcs(points.length, column(0), column(1)),
    metric: column(2),
    sphere: ([0, 1, 2] as const).map((axis) => Float64Array.from(points, (point) => point[axis])),
  }
}

function rows(file: string): AsyncIterable<Readonly<Record<string, string>>> {
  return createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ headers: true }))
}
