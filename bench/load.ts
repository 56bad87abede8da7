/**
 * How long a large network takes from CSV to the frozen form that is searched, against the bare parsing of the same
 * files by fast-csv (rows as arrays, nothing kept but a count). The columns are those of the shipped network.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseFile } from 'fast-csv'
import { createRouter, loadNetwork, MODES, type Mode } from '../src/index.js'
import { compileNetwork } from '../src/routing/compile.js'
import { line, machine, seeded, spreadOf, verdict } from './measure.js'

const SEED = 20260102
const COLUMNS = 400
const ROWS = 250
const NODES = COLUMNS * ROWS
const LINKS = 500_000
const WARM_UP_ROUNDS = 1
const ROUNDS = 5
const TARGET = 3

const NODE_HEADER = 'node_id,name,alias,x_coord,y_coord,country,node_type,unlocode,timezone,source'
const LINK_HEADER =
  'link_id,from_node_id,to_node_id,directed,mode,length_km,facility_type,speed_kmh,time_h,gauge_mm,electrified,passage,' +
  'capacity_teu_per_day,max_axle_load_t,valid_from,valid_to,closed,status,name,source'

/** What a link of a mode looks like, and its share of all links. */
const KINDS: Readonly<Partial<Record<Mode, { readonly share: number; readonly cells: LinkCells }>>> = {
  road: { share: 0.5, cells: { facility_type: 'motorway', speed_kmh: '80' } },
  rail: { share: 0.35, cells: { facility_type: 'block', gauge_mm: '1520', electrified: '1', max_axle_load_t: '23' } },
  waterway: { share: 0.07, cells: { facility_type: 'major' } },
  sea: { share: 0.05, cells: { facility_type: 'short_sea' } },
  air: { share: 0.03, cells: { facility_type: 'freighter' } },
}

interface LinkCells {
  readonly facility_type: string
  readonly speed_kmh?: string
  readonly gauge_mm?: string
  readonly electrified?: string
  readonly max_axle_load_t?: string
}

const COUNTRIES = ['DE', 'PL', 'BY', 'RU', 'KZ', 'CN'] as const

const folder = await mkdtemp(join(tmpdir(), 'landbridge-bench-'))
try {
  await measure(await writeNetwork())
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function measure(paths: readonly string[]): Promise<void> {
  let bytes = 0
  for (const path of paths) bytes += (await stat(path)).size
  console.log(machine())
  console.log(
    `${NODES} nodes and ${LINKS} links (both ways, as in the shipped network; seed ${SEED}), ${(bytes / 1e6).toFixed(1)} MB of CSV in ${paths.length} files; ${ROUNDS} rounds`,
  )
  const bare: number[] = []
  const load: number[] = []
  const compile: number[] = []
  const total: number[] = []
  const ratios: number[] = []
  let checksum: string | undefined
  let routerTime = 0
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    collectGarbage()
    let start = performance.now()
    const rows = await bareRows(paths)
    const bareTime = performance.now() - start
    assert.equal(rows, NODES + LINKS + paths.length, 'fast-csv must give every row')

    collectGarbage()
    start = performance.now()
    const { network, issues } = await loadNetwork(paths)
    const loadTime = performance.now() - start
    start = performance.now()
    const { topology } = compileNetwork(network)
    const compileTime = performance.now() - start
    const worst = issues.find((issue) => issue.severity !== 'info')
    assert.equal(worst, undefined, worst?.message)
    assert.equal(network.graph.order, NODES)
    assert.equal(network.graph.size, 2 * LINKS)
    const sum = `${topology.vertexCount} terminals, ${topology.arcCount} arcs, heads add up to ${topology.head.reduce((a, b) => a + b, 0)}`
    checksum ??= sum
    assert.equal(sum, checksum, 'every round must give the same network')
    if (round === ROUNDS - 1) routerTime = milliseconds(() => createRouter(network))
    if (round < 0) continue
    bare.push(bareTime)
    load.push(loadTime)
    compile.push(compileTime)
    total.push(loadTime + compileTime)
    ratios.push((loadTime + compileTime) / bareTime)
  }
  console.log(`checksum: ${checksum}`)
  console.log(line('fast-csv alone', bare, 'ms'))
  console.log(line('loadNetwork: parse, check, build', load, 'ms'))
  console.log(line('compile', compile, 'ms'))
  console.log(line('parse, check, build, compile', total, 'ms'))
  console.log(line('ratio, round by round', ratios, 'times'))
  console.log(`createRouter, once (compile, index of names, prices): ${routerTime.toFixed(0)} ms`)
  console.log(`ratio of the medians: ${verdict(spreadOf(total).median / spreadOf(bare).median, TARGET, 'at most')}`)
}

async function bareRows(paths: readonly string[]): Promise<number> {
  let rows = 0
  for (const path of paths) {
    await new Promise<void>((resolve, reject) => {
      parseFile(path)
        .on('error', reject)
        .on('data', () => {
          rows++
        })
        .on('end', () => resolve())
    })
  }
  return rows
}

/** Nodes on a grid over Eurasia; each link joins near neighbours, the first ones so that all are connected. */
async function writeNetwork(): Promise<string[]> {
  const random = seeded(SEED)
  const nodes = table('node', NODE_HEADER)
  for (let i = 0; i < NODES; i++) {
    const [x, y] = positionOf(i)
    const country = COUNTRIES[Math.floor((i % COLUMNS) / (COLUMNS / COUNTRIES.length))] as string
    await nodes.write(`n${i},Place ${i},,${x.toFixed(4)},${y.toFixed(4)},${country},city,,,generated`)
  }
  const paths = [await nodes.end()]
  const files = new Map(MODES.map((mode) => [mode, KINDS[mode] && table(mode, LINK_HEADER)]))
  for (let i = 0; i < LINKS; i++) {
    const [from, to] = endsOf(i, random)
    const mode = i < NODES ? 'road' : modeOf(random())
    const { cells } = KINDS[mode] as NonNullable<(typeof KINDS)[Mode]>
    const { facility_type, speed_kmh = '', gauge_mm = '', electrified = '', max_axle_load_t = '' } = cells
    const length = (kilometres(from, to) * (1.05 + random() * 0.5)).toFixed(2)
    await files
      .get(mode)
      ?.write(
        `${mode}-${i},n${from},n${to},0,${mode},${length},${facility_type},${speed_kmh},,${gauge_mm},${electrified},,,` +
          `${max_axle_load_t},,,,open,Line ${i % 1000},"generated, for the bench"`,
      )
  }
  for (const file of files.values()) if (file !== undefined) paths.push(await file.end())
  return paths
}

function positionOf(node: number): [x: number, y: number] {
  return [5 + (node % COLUMNS) * 0.3, 30 + Math.floor(node / COLUMNS) * 0.12]
}

function endsOf(link: number, random: () => number): [from: number, to: number] {
  // Along each row, and from each row to the next.
  if (link < NODES) return link % COLUMNS === 0 ? [link, (link + COLUMNS) % NODES] : [link, link - 1]
  for (;;) {
    const from = Math.floor(random() * NODES)
    const column = (from % COLUMNS) + Math.floor(random() * 7) - 3
    const row = Math.floor(from / COLUMNS) + Math.floor(random() * 7) - 3
    const to = row * COLUMNS + column
    if (column >= 0 && column < COLUMNS && row >= 0 && row < ROWS && to !== from) return [from, to]
  }
}

function modeOf(draw: number): Mode {
  let left = draw
  for (const mode of MODES) {
    left -= KINDS[mode]?.share ?? 0
    if (left < 0) return mode
  }
  return 'road'
}

function kilometres(from: number, to: number): number {
  const [x1, y1] = positionOf(from)
  const [x2, y2] = positionOf(to)
  const radians = Math.PI / 180
  const a =
    Math.sin(((y2 - y1) / 2) * radians) ** 2 +
    Math.cos(y1 * radians) * Math.cos(y2 * radians) * Math.sin(((x2 - x1) / 2) * radians) ** 2
  return 2 * 6371.0088 * Math.asin(Math.sqrt(a))
}

/** A CSV file that is written row by row. */
function table(name: string, header: string): { write(row: string): Promise<void>; end(): Promise<string> } {
  const path = join(folder, `${name}.csv`)
  const stream = createWriteStream(path)
  let block = `${header}\n`
  return {
    async write(row) {
      block += `${row}\n`
      if (block.length < 1 << 16) return
      const isRoomy = stream.write(block)
      block = ''
      if (!isRoomy) await once(stream, 'drain')
    },
    async end() {
      stream.end(block)
      await once(stream, 'finish')
      return path
    },
  }
}

function milliseconds(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** Only where Node was started with --expose-gc. */
function collectGarbage(): void {
  globalThis.gc?.()
}
