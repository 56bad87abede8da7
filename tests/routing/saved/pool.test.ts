import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type BuildOptions, build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DataError, UsageError } from '../../../src/issue/errors.js'
import { networkFromRecords, type Records } from '../../../src/network/from-records.js'
import { createRouter, type RouteQuery, type Router } from '../../../src/routing/router.js'
import { openSaved } from '../../../src/routing/saved/decode.js'
import { saveRouter } from '../../../src/routing/saved/encode.js'
import { createPool, type Pool } from '../../../src/routing/saved/pool.js'
import { ROOT } from '../../package/bundle.js'

let folder: string
let script: URL
let router: Router
let saved: SharedArrayBuffer
let pool: Pool

/** A script for Node, with all that it imports. */
async function bundled(options: BuildOptions): Promise<void> {
  await build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Some packages are CommonJS inside.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    logLevel: 'silent',
    ...options,
  })
}

/** 12 by 10 places, joined to their neighbours by roads of many lengths. */
function grid(): Record<string, Records> {
  const node = [['node_id', 'name', 'x_coord', 'y_coord']]
  const road = [['link_id', 'from_node_id', 'to_node_id', 'length_km', 'time_h']]
  for (let i = 0; i < 120; i++) {
    node.push([`n${i}`, `Place ${i}`, String((i % 12) / 10), String(Math.floor(i / 12) / 10)])
    for (const [k, isThere] of [
      [i - 1, i % 12 > 0],
      [i - 12, i >= 12],
    ] as const) {
      if (isThere)
        road.push([`${k}-${i}`, `n${k}`, `n${i}`, String(12 + ((i * 7 + k) % 15)), String(1 + ((i * k) % 11))])
    }
  }
  const transfer = [
    ['node_id', 'from_mode', 'to_mode', 'time_h'],
    ['*', 'door', 'road', '1'],
    ['*', 'road', 'door', '3'],
  ]
  return {
    'node.csv': node,
    'road.csv': road,
    'transfer.csv': transfer,
    'rate.csv': [
      ['mode', 'usd_per_teu_km'],
      ['road', '1.25'],
    ],
    'emission.csv': [
      ['mode', 'wtw_gco2e_per_tkm'],
      ['road', '62'],
    ],
    'parameter.csv': [
      ['parameter', 'value'],
      ['carbon_price_usd_per_t', '80'],
    ],
  }
}

const PLACES = ['n0', 'n119', 'Place 44', 'n71']
const QUERIES = PLACES.flatMap((from) =>
  PLACES.map((to): RouteQuery => ({ from, to, objective: from < to ? 'fastest' : 'cheapest' })),
)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landbridge-pool-'))
  const outfile = join(folder, 'pool-worker.mjs')
  await bundled({ entryPoints: [join(ROOT, 'src/routing/saved/pool-worker.ts')], outfile })
  script = pathToFileURL(outfile)
  router = createRouter(networkFromRecords(grid(), { strict: true }).network)
  const bytes = saveRouter(router)
  saved = new SharedArrayBuffer(bytes.length)
  new Uint8Array(saved).set(bytes)
  pool = createPool(saved, { workers: 2, script })
})

afterAll(async () => {
  await pool.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a pool of two workers on one shared buffer', () => {
  it('answers as one router, in the order of the questions', async () => {
    const before = new Uint8Array(saved).slice()
    const expected = QUERIES.map((query) => router.route(query))
    expect(await pool.routes(QUERIES)).toEqual(expected)
    expect(await pool.routes([])).toEqual([])
    // Every worker, whole: each takes one of the two.
    const [left, right] = await Promise.all([pool.run('routes', QUERIES), pool.run('routes', QUERIES)])
    expect(left).toEqual(expected)
    expect(right).toEqual(expected)
    expect(Buffer.compare(new Uint8Array(saved), before)).toBe(0)
  })

  it('divides a matrix and joins it again', async () => {
    const destinations = [...PLACES, 'n5', 'n0']
    for (const origins of [['n3'], PLACES.slice(0, 3), PLACES]) {
      for (const components of [false, true]) {
        const query = { origins, destinations, components, objective: 'greenest' }
        expect(await pool.matrix(query)).toEqual(router.matrix(query))
      }
    }
    const pairs = Uint8Array.from({ length: PLACES.length * destinations.length }, (_, slot) =>
      slot % 3 === 0 ? 0 : 1,
    )
    const detailed = { origins: PLACES, destinations, details: true, passes: [['n1', 'n2'], ['n7']], pairs }
    expect(await pool.matrix(detailed)).toEqual(router.matrix(detailed))
    await expect(pool.matrix({ ...detailed, pairs: pairs.slice(1) })).rejects.toThrow('Option pairs is of')
    await expect(pool.matrix({ origins: [...PLACES, 'Nowhere'], destinations })).rejects.toThrow(UsageError)
    await expect(pool.matrix({ origins: [], destinations })).rejects.toThrow('Option origins is []')
    const noList = { origins: PLACES, destinations: 'n1' as unknown as string[] }
    await expect(pool.matrix(noList)).rejects.toThrow('Option destinations is')
  })

  it('divides a matrix of plain weights where it has many pairs, and leaves fewer to one worker', async () => {
    const run = vi.spyOn(pool, 'run')
    const places = Array.from({ length: 120 }, (_, i) => `n${i}`)
    const few = { origins: places.slice(0, 20), destinations: places }
    expect(await pool.matrix(few)).toEqual(router.matrix(few))
    expect(run).toHaveBeenCalledTimes(1)
    const many = { origins: places, destinations: places }
    expect(await pool.matrix(many)).toEqual(router.matrix(many))
    expect(run).toHaveBeenCalledTimes(1 + 2)
    const long = { ...few, components: true }
    expect(await pool.matrix(long)).toEqual(router.matrix(long))
    expect(run).toHaveBeenCalledTimes(1 + 2 + 2)
    run.mockRestore()
  })

  it('throws what a router throws, for the first of the questions, and goes on', async () => {
    const wrong = [...QUERIES, { from: 'Plaze 44', to: 'n1' }, { from: 'n1', to: 'Nowhere' }]
    const error: unknown = await pool.routes(wrong).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UsageError)
    expect((error as UsageError).message).toContain('Unknown place "Plaze 44"')
    expect((error as UsageError).suggestions).toContain('Place 44')
    expect(await pool.routes(QUERIES.slice(0, 1))).toEqual([router.route(QUERIES[0] as RouteQuery)])
  })

  it('refuses what cannot be handed over', async () => {
    await expect(pool.routes([{ from: 'n1', to: 'n2', date: (() => '') as unknown as string }])).rejects.toThrow(
      'The query cannot be handed to a worker',
    )
    expect(await pool.routes(QUERIES.slice(0, 1))).toHaveLength(1)
  })

  it('takes prices, and copies bytes that are not shared', async () => {
    const prices = { carbon_price_usd_per_t: 2000 }
    const other = createPool(new Uint8Array(saved).slice(), { workers: 1, script, prices })
    const query = { from: 'n0', to: 'n119', objective: 'generalised' }
    expect(await other.routes([query])).toEqual([openSaved(saved, { prices }).route(query)])
    expect(await other.routes([query])).not.toEqual([router.route(query)])
    await other.close()
  })

  it('lets the process end where it was not closed', async () => {
    const outfile = join(folder, 'forgetful.mjs')
    await bundled({
      stdin: {
        contents: `
          import { readFileSync } from 'node:fs'
          import { createPool } from './src/routing/saved/pool.js'
          const pool = createPool(readFileSync(process.argv[2]), { workers: 2, script: new URL('pool-worker.mjs', import.meta.url) })
          const [route] = await pool.routes([{ from: 'n0', to: 'n119' }])
          console.log(route.status)`,
        resolveDir: ROOT,
        loader: 'ts',
      },
      outfile,
    })
    await writeFile(join(folder, 'network'), new Uint8Array(saved))
    const { stdout } = await promisify(execFile)(process.execPath, [outfile, join(folder, 'network')], {
      timeout: 30_000,
    })
    expect(stdout).toBe('ok\n')
  })

  it('refuses after it is closed, and what is open then', async () => {
    const closing = createPool(saved, { workers: 1, script })
    const open = closing.routes(QUERIES)
    const refused = expect(open).rejects.toThrow('The pool was closed before the answer was there.')
    await closing.close()
    await refused
    await expect(closing.routes(QUERIES)).rejects.toThrow('The pool is closed; make another.')
  })

  it('reports a worker that cannot start', async () => {
    const lost = createPool(saved, { workers: 2, script: pathToFileURL(join(folder, 'missing.mjs')) })
    await expect(lost.routes(QUERIES)).rejects.toThrow('missing.mjs')
    await expect(lost.routes(QUERIES)).rejects.toThrow('The pool is closed')
  })

  it('refuses options and bytes that are wrong', () => {
    expect(() => createPool(saved, { worker: 2 } as object)).toThrow('Unknown option "worker"')
    expect(() => createPool(saved, { workers: 0 })).toThrow(
      'Option workers is 0; expected a whole number of at least 1.',
    )
    expect(() => createPool(new SharedArrayBuffer(100))).toThrow(DataError)
  })
})
