/**
 * Questions whose kilometres are published, put to one multimodal network of Eurasia that is built from ../shared/data
 * through the public API: kilometres against the published ones, and how long an answer takes. `--json` prints one object.
 *
 * `first` is a query with constraints that the router has not met (closing links is in it, and on the first line
 * pricing them); `again` is the plain search, `prepared` what the router makes of a query that is asked often. Each
 * includes the itinerary with all costs. Every answer to a question must weigh the same.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createRouter, networkFromRecords, type RouteQuery } from '../src/index.js'
import { eurasiaRecords, RAIL_NODES } from '../tests/support/eurasia-network.js'
import { bandKm, EURASIA_QUESTIONS, type EurasiaQuestion, routeQueryOf } from '../tests/support/eurasia-questions.js'
import { machine, type Spread, spreadOf } from './measure.js'

/** Fewer than the router answers before it prepares, the first one included. */
const PLAIN_ROUNDS = 7
/** Enough that it has prepared: with the rounds before, more than 64. The longest of them is the one that does. */
const WARM_UP_ROUNDS = 60
const PREPARED_ROUNDS = 21
const SNAP_ROUNDS = 1000

const { json } = parseArgs({ options: { json: { type: 'boolean', default: false } } }).values
if (!existsSync(RAIL_NODES)) {
  console.error('bench:eurasia needs the data of ../shared/data beside the project.')
  process.exit(2)
}

let start = performance.now()
const records = await eurasiaRecords()
const readS = lap()
const { network, issues } = networkFromRecords(records)
const loadS = lap()
const router = createRouter(network)
const compileS = lap()
router.nearest([0, 0])
const indexMs = lap() * 1000
const { compiled } = router
const sizes = {
  nodes: compiled.nodeIds.length,
  links: new Set([...compiled.links].map(({ link_id }) => link_id)).size,
  // Goods that arrived and goods that are ready to depart are two vertices of one terminal.
  terminals: compiled.terminals.filter(({ role }) => role !== 'departure').length,
  vertices: compiled.topology.vertexCount,
  arcs: compiled.topology.arcCount,
}
assert.ok(sizes.terminals > 50_000, 'the network must have more than 50,000 terminals')

interface Answer {
  readonly question: string
  readonly km: number
  readonly known_km: EurasiaQuestion['knownKm']
  /** Of the nearer of the two published figures. */
  readonly ratio_pct: number
  readonly in_band: boolean
  readonly countries: readonly string[]
  readonly passages: readonly string[]
  readonly first_ms: number
  readonly again_ms: Spread
  /** The longest round of the warm-up: with the order of the network, on the first question that makes one. */
  readonly prepare_ms: number
  readonly prepared_ms: Spread
}

const answers = EURASIA_QUESTIONS.map(ask)
const positions = EURASIA_QUESTIONS.flatMap(({ from, to }) => [from, to])
start = performance.now()
for (let i = 0; i < SNAP_ROUNDS; i++) for (const { at, mode } of positions) router.nearest(at, { modes: [mode] })
const snapUs = (lap() * 1e6) / (SNAP_ROUNDS * positions.length)

const report = {
  ...sizes,
  issues: issues.length,
  read_s: readS,
  load_s: loadS,
  compile_s: compileS,
  snap_index_ms: indexMs,
  snap_us: snapUs,
  rss_mb: process.memoryUsage().rss / 1e6,
  answers,
}
if (json) console.log(JSON.stringify(report))
else print()

function ask(question: EurasiaQuestion): Answer {
  const query = routeQueryOf(question, router)
  const first = timed(query)
  const again: number[] = []
  const prepared: number[] = []
  let prepare = 0
  for (let round = 0; round < PLAIN_ROUNDS + WARM_UP_ROUNDS + PREPARED_ROUNDS; round++) {
    const { ms, answer } = timed(query)
    assert.equal(answer.weight, first.answer.weight, `${question.id} must weigh the same in every round`)
    if (round < PLAIN_ROUNDS) again.push(ms)
    else if (round >= PLAIN_ROUNDS + WARM_UP_ROUNDS) prepared.push(ms)
    else prepare = Math.max(prepare, ms)
  }
  const { totals, countries, passages } = first.answer
  const km = totals.length_km
  const [least, greatest] = bandKm(question)
  const known = Math.abs(km - question.knownKm[0]) < Math.abs(km - question.knownKm[1]) ? 0 : 1
  return {
    question: question.id,
    km,
    known_km: question.knownKm,
    ratio_pct: (100 * km) / question.knownKm[known],
    in_band: km >= least && km <= greatest,
    countries,
    passages,
    first_ms: first.ms,
    again_ms: spreadOf(again),
    prepare_ms: prepare,
    prepared_ms: spreadOf(prepared),
  }
}

function timed(query: RouteQuery) {
  const began = performance.now()
  const answer = router.route(query)
  const ms = performance.now() - began
  assert.ok(answer.status === 'ok', `no route from ${query.from} to ${query.to}`)
  return { ms, answer }
}

function print(): void {
  console.log(machine())
  console.log(
    `${sizes.nodes} nodes, ${sizes.links} links, ${sizes.terminals} terminals (${sizes.vertices} vertices), ${sizes.arcs} arcs; ` +
      `read ${readS.toFixed(1)} s, build and check ${loadS.toFixed(1)} s (${issues.length} findings), ` +
      `compile and price ${compileS.toFixed(1)} s, index of positions ${indexMs.toFixed(0)} ms; ${report.rss_mb.toFixed(0)} MB`,
  )
  console.log(`snap a position: ${snapUs.toFixed(1)} us; times of queries are medians, ms`)
  const row = (cells: readonly string[]): string =>
    [(cells[0] as string).padEnd(40), ...cells.slice(1, 8).map((cell) => cell.padStart(10)), ...cells.slice(8)].join(
      ' ',
    )
  console.log(row(['question', 'km', 'known km', 'ratio %', 'first', 'again', 'prepare', 'prepared', '  by way of']))
  for (const a of answers) {
    const [low, high] = a.known_km
    console.log(
      row([
        a.question,
        a.km.toFixed(0),
        low === high ? String(low) : `${low}-${high}`,
        `${a.ratio_pct.toFixed(1)}${a.in_band ? '' : ' MISSED'}`,
        a.first_ms.toFixed(0),
        a.again_ms.median.toFixed(1),
        a.prepare_ms.toFixed(0),
        a.prepared_ms.median.toFixed(2),
        `  ${[...a.passages, ...a.countries].join(' ')}`,
      ]),
    )
  }
}

/** Seconds since the last lap. */
function lap(): number {
  const now = performance.now()
  const seconds = (now - start) / 1000
  start = now
  return seconds
}
