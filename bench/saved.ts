/**
 * How much faster a router is ready from its saved file than from CSV: read the file, check it, open it, against
 * loading, compiling, indexing names and pricing. On the shipped network and on a generated one, each with the first
 * route too, which both routers must answer alike.
 *
 * `--json` prints one object. `--nodes` sets the size of the generated network (default 50,000).
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  createRouter,
  loadNetwork,
  loadSaved,
  type RouteQuery,
  shippedNetworkFolder,
  writeSaved,
} from '../src/index.js'
import { line, machine, seeded, spreadOf, verdict } from './measure.js'

const SEED = 20260103
const WARM_UP_ROUNDS = 1
const ROUNDS = 5
/** Opening is so short that a round takes the middle of several. */
const OPENS = 5
const TARGET = 20

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, nodes: { type: 'string', default: '50000' } },
})

interface Measured {
  readonly nodes: number
  readonly links: number
  readonly file_bytes: number
  readonly csv_ms: number
  readonly saved_ms: number
  /** CSV over saved file, until the router is ready. */
  readonly ratio: number
  readonly csv_first_answer_ms: number
  readonly saved_first_answer_ms: number
  /** The same until the first route is answered. */
  readonly ratio_first_answer: number
}

const scratch = await mkdtemp(join(tmpdir(), 'landbridge-saved-'))
try {
  const shipped = await measure('the shipped network', shippedNetworkFolder(), { from: 'Chongqing', to: 'Duisburg' })
  const nodes = Number(values.nodes)
  const generated = await measure('a generated network', await writeGrid(nodes), {
    from: 'n0',
    to: `n${nodes - 1}`,
    objective: 'fastest',
  })
  if (values.json) console.log(JSON.stringify({ machine: machine(), target: TARGET, shipped, generated }))
} finally {
  await rm(scratch, { recursive: true, force: true })
}

async function measure(title: string, folder: string, query: RouteQuery): Promise<Measured> {
  const path = join(scratch, 'network.landbridge')
  const csv: number[] = []
  const csvFirst: number[] = []
  const saved: number[] = []
  const savedFirst: number[] = []
  let size = { nodes: 0, links: 0 }
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    let start = performance.now()
    const router = createRouter((await loadNetwork(folder)).network)
    const csvTime = performance.now() - start
    const expected = router.route(query)
    const csvFirstTime = performance.now() - start
    assert.equal(expected.status, 'ok', 'the question must have an answer')
    if (round === -WARM_UP_ROUNDS) {
      await writeSaved(router, path)
      size = { nodes: router.compiled.nodeIds.length, links: router.compiled.links.length }
    }
    const times: number[] = []
    const firstTimes: number[] = []
    for (let i = 0; i < OPENS; i++) {
      start = performance.now()
      const opened = await loadSaved(path)
      times.push(performance.now() - start)
      const answer = opened.route(query)
      firstTimes.push(performance.now() - start)
      assert.deepEqual(answer, expected, 'both must answer alike')
    }
    if (round < 0) continue
    csv.push(csvTime)
    csvFirst.push(csvFirstTime)
    saved.push(spreadOf(times).median)
    savedFirst.push(spreadOf(firstTimes).median)
  }
  const [csv_ms, saved_ms, csv_first_answer_ms, saved_first_answer_ms] = [csv, saved, csvFirst, savedFirst].map(
    (list) => spreadOf(list).median,
  ) as [number, number, number, number]
  const measured = {
    ...size,
    file_bytes: (await stat(path)).size,
    csv_ms,
    saved_ms,
    ratio: csv_ms / saved_ms,
    csv_first_answer_ms,
    saved_first_answer_ms,
    ratio_first_answer: csv_first_answer_ms / saved_first_answer_ms,
  }
  if (!values.json) {
    console.log(machine())
    console.log(
      `${title}: ${size.nodes} nodes, ${size.links} directions of links, ${measured.file_bytes} bytes; ${ROUNDS} rounds`,
    )
    console.log(line('from CSV: load, compile, index names, price', csv, 'ms'))
    console.log(line('from the saved file: read, check, open', saved, 'ms'))
    console.log(`ratio of the medians: ${verdict(measured.ratio, TARGET, 'at least')}`)
    console.log(line('from CSV to the first route', csvFirst, 'ms'))
    console.log(line('from the saved file to the first route', savedFirst, 'ms'))
    console.log(`ratio of the medians: ${measured.ratio_first_answer.toFixed(2)}`)
  }
  return measured
}

/** Nodes on a grid, joined to their neighbours by road, and some by rail. */
async function writeGrid(count: number): Promise<string> {
  const random = seeded(SEED)
  const columns = Math.ceil(Math.sqrt(count))
  const nodes = ['node_id,name,x_coord,y_coord,country']
  const header = 'link_id,from_node_id,to_node_id,length_km,facility_type,gauge_mm,electrified,name'
  const links = { road: [header], rail: [header] }
  const link = (from: number, to: number): void => {
    const mode = random() < 0.2 ? 'rail' : 'road'
    const cells = mode === 'rail' ? ['block', '1435', '1'] : ['motorway', '', '']
    const km = (10 + random() * 8).toFixed(2)
    links[mode].push([`${mode}-${from}-${to}`, `n${from}`, `n${to}`, km, ...cells, `Line ${from % 1000}`].join())
  }
  for (let i = 0; i < count; i++) {
    const column = i % columns
    const row = Math.floor(i / columns)
    nodes.push(`n${i},Place ${i},${(5 + column * 0.08).toFixed(3)},${(30 + row * 0.07).toFixed(3)},DE`)
    if (column > 0) link(i - 1, i)
    if (row > 0) link(i - columns, i)
  }
  await writeFile(join(scratch, 'node.csv'), nodes.join('\n'))
  for (const mode of ['road', 'rail'] as const) await writeFile(join(scratch, `${mode}.csv`), links[mode].join('\n'))
  return scratch
}
