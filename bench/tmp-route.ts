/**
 * How long a route takes, against the bidirectional Dijkstra of graphology-shortest-path on the same graph.
 *
 * Ours is the whole query: names looked up, search from all terminals of the origin to all of the destination with
 * loading and unloading, ties broken by two more criteria, the itinerary with all costs. The peer gets less to do:
 * it is told the two terminals that the best route starts and ends at, needs no extra vertices for the offsets,
 * and gives a list of vertices; its weight is added up outside the clock. What either keeps between queries (weights and
 * bounds here, the graph there) is made before, and its time is printed.
 */
import assert from 'node:assert/strict'
import type { MultiDirectedGraph } from 'graphology'
import { dijkstra } from 'graphology-shortest-path'
import {
  type ArcAttributes,
  createRouter,
  type Itinerary,
  loadNetwork,
  OBJECTIVES,
  type Objective,
  type TerminalAttributes,
  toGraphology,
} from '../src/index.js'
import { line, machine, seeded, spreadOf, verdict } from './measure.js'

const SEED = 20260101
const PAIRS = 200
const WARM_UP_ROUNDS = 1
const ROUNDS = 2
const TARGET = 20

type Graph = MultiDirectedGraph<TerminalAttributes, ArcAttributes>

interface Query {
  readonly from: string
  readonly to: string
  readonly objective: Objective
}

/** The same question as it is put to the peer. */
interface PeerQuery {
  readonly graph: Graph
  readonly source: string
  readonly target: string
  /** What the best route weighs, loading and unloading included. */
  readonly weight: number
}

const { network } = await loadNetwork()
const router = createRouter(network)
const ourPreparation = milliseconds(() => {
  for (const objective of OBJECTIVES) router.route({ from: 'Chongqing', to: 'Duisburg', objective })
})
const graphs = new Map<Objective, Graph>()
const peerPreparation = milliseconds(() => {
  for (const objective of OBJECTIVES) graphs.set(objective, toGraphology(router, { objective }))
})

const queries = drawQueries()
const peerQueries = queries.map(peerQuery)

console.log(machine())
console.log(
  `${queries.length} queries: ${PAIRS} pairs of cities (seed ${SEED}), each ${OBJECTIVES.join(', ')}; ` +
    `${router.compiled.topology.vertexCount} terminals, ${router.compiled.topology.arcCount} arcs; ${ROUNDS} rounds`,
)
console.log(`made before: ours ${ourPreparation.toFixed(0)} ms, the peer's graphs ${peerPreparation.toFixed(0)} ms`)

const ours: number[] = []
const theirs: number[] = []
const ratios: number[] = []
for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
  const our = ourRound()
  const their = peerRound()
  assert.equal(our.checksum, their.checksum, 'the weights of all routes must add up to the same total')
  if (round < 0) continue
  ours.push((our.time / queries.length) * 1000)
  theirs.push((their.time / queries.length) * 1000)
  ratios.push(their.time / our.time)
  if (round === ROUNDS - 1) console.log(`checksum of both (total weight): ${our.checksum}`)
}
console.log(line('landbridge, route with itinerary', ours, 'us a query'))
console.log(line('graphology-shortest-path, vertices only', theirs, 'us a query'))
console.log(line('ratio, round by round', ratios, 'times'))
console.log(`ratio of the medians: ${verdict(spreadOf(theirs).median / spreadOf(ours).median, TARGET, 'at least')}`)

function ourRound(): { time: number; checksum: number } {
  let checksum = 0
  const time = milliseconds(() => {
    for (const query of queries) checksum += routeOf(query).weight
  })
  return { time, checksum }
}

function peerRound(): { time: number; checksum: number } {
  let checksum = 0
  let time = 0
  for (const { graph, source, target, weight } of peerQueries) {
    const start = performance.now()
    const path: string[] | null = dijkstra.bidirectional(graph, source, target, 'weight')
    time += performance.now() - start
    assert.ok(path !== null, `the peer finds no way from ${source} to ${target}`)
    const found = weightOf(graph, path)
    assert.equal(found, weight, `the peer weighs ${source} to ${target} differently`)
    checksum += found
  }
  return { time, checksum }
}

/** Pairs of cities that are joined under every objective. */
function drawQueries(): Query[] {
  const random = seeded(SEED)
  const cities = network.graph
    .nodes()
    .filter((id) => network.graph.getNodeAttribute(id, 'node_type') === 'city')
    .sort()
  const draw = (): string => cities[Math.floor(random() * cities.length)] as string
  const drawn: Query[] = []
  let draws = 0
  while (drawn.length < PAIRS * OBJECTIVES.length) {
    draws++
    assert.ok(draws <= PAIRS * 2, 'at least half of the pairs must be joined')
    const from = draw()
    const to = draw()
    const asked = OBJECTIVES.map((objective) => ({ from, to, objective }))
    if (from !== to && asked.every((query) => router.route(query).status === 'ok')) drawn.push(...asked)
  }
  return drawn
}

function routeOf(query: Query): Itinerary {
  const result = router.route(query)
  assert.ok(result.status === 'ok')
  return result
}

function peerQuery(query: Query): PeerQuery {
  const { legs, weight } = routeOf(query)
  const load = legs[0]
  const unload = legs[legs.length - 1]
  assert.ok(load?.kind === 'transfer' && unload?.kind === 'transfer')
  const graph = graphs.get(query.objective) as Graph
  const source = graph.findNode(
    (_, { node_id, mode, gauge_mm, load: weight }) =>
      weight !== undefined && node_id === query.from && mode === load.mode && gauge_mm === load.to_gauge_mm,
  )
  const target = graph.findNode(
    (_, { node_id, mode, gauge_mm, unload: weight }) =>
      weight !== undefined && node_id === query.to && mode === unload.mode && gauge_mm === unload.from_gauge_mm,
  )
  assert.ok(source !== undefined && target !== undefined)
  return { graph, source, target, weight }
}

/** The peer names vertices only, so the cheapest of parallel edges is looked up; and it knows no loading. */
function weightOf(graph: Graph, path: readonly string[]): number {
  const first = path[0] as string
  const last = path[path.length - 1] as string
  let weight = (graph.getNodeAttribute(first, 'load') ?? 0) + (graph.getNodeAttribute(last, 'unload') ?? 0)
  for (let i = 1; i < path.length; i++) {
    const parallel = graph.outEdges(path[i - 1], path[i])
    weight += Math.min(...parallel.map((edge) => graph.getEdgeAttribute(edge, 'weight')))
  }
  return weight
}

function milliseconds(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
