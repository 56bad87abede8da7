import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CostModel } from '../../../src/cost/cost-model.js'
import { DataError, UsageError } from '../../../src/issue/errors.js'
import { loadNetwork } from '../../../src/network/load.js'
import { createRouter } from '../../../src/routing/router.js'
import { saveRouter } from '../../../src/routing/saved/encode.js'
import { type LoadRouterOptions, loadRouter, loadRouterOr, writeShipped } from '../../../src/routing/saved/shipped.js'
import { folderOf, removeFolders } from '../../cli/folders.js'
import { ROUND_RULES } from '../../support/text-network.js'

/** With a warning: a length is missing. */
const NETWORK = `
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Aton, 100, 30, CN
  b, Beton, 101, 30, CN

  road.csv
  link_id, from_node_id, to_node_id, length_km, speed_kmh
  ab, a, b, , 50

  ${ROUND_RULES}`
const QUERY = { from: 'aton', to: 'beton', objective: 'fastest' }

let folder = ''
let saved = ''
let bytes: Uint8Array
let open: (options?: LoadRouterOptions) => ReturnType<typeof loadRouter>

beforeAll(async () => {
  folder = await folderOf(NETWORK)
  saved = join(folder, 'network.landbridge')
  await writeShipped(saved, folder)
  bytes = await readFile(saved)
  open = (options = {}) => loadRouterOr(saved, { folder, ...options })
})
afterAll(removeFolders)

async function fromCsv() {
  const { network, issues } = await loadNetwork(folder)
  return { router: createRouter(network), issues }
}

/** Changes a file while something is done, and puts it back. */
async function withChanged<T>(
  path: string,
  change: (content: Buffer) => Uint8Array,
  use: () => Promise<T>,
): Promise<T> {
  const content = await readFile(path)
  await writeFile(path, change(content))
  try {
    return await use()
  } finally {
    await writeFile(path, content)
  }
}

describe('loadRouter with a saved network beside it', () => {
  it('opens it where the CSV files are those that it was made from: the same router, the same issues', async () => {
    const opened = await open()
    const { router, issues } = await fromCsv()
    expect(opened).toMatchObject({ source: 'saved', fault: undefined })
    expect(opened.issues).toEqual(issues)
    expect(issues.map(({ severity }) => severity)).toContain('warning')
    expect(opened.router.gaps).toEqual(router.gaps)
    expect(opened.router.order).toEqual(router.workOutOrder())
    expect(opened.router.route(QUERY)).toEqual(router.route(QUERY))
    expect(Buffer.compare(saveRouter(opened.router), saveRouter(router))).toBe(0)
  })

  it('is written as the same bytes each time', async () => {
    const again = join(folder, 'again.landbridge')
    await writeShipped(again, folder)
    expect(Buffer.compare(await readFile(again), bytes)).toBe(0)
  })

  it('takes the options of a router', async () => {
    const { router } = await fromCsv()
    const rules = { ...router.network.rules, parameter: [] }
    const prices = { carbon_price_usd_per_t: 900, value_of_time_pct_per_day: 1 }
    for (const options of [
      { prices },
      { costModel: new CostModel(rules, prices) },
      { accelerate: 'always' as const },
    ]) {
      const opened = await open(options)
      expect(opened.source).toBe('saved')
      const query = { ...QUERY, objective: 'generalised' }
      expect(opened.router.route(query)).toEqual(createRouter(router.network, options).route(query))
    }
    await expect(open({ folders: true } as object)).rejects.toThrow('Unknown option "folders"; expected folder, strict')
    await expect(open({ accelerate: 'yes' as 'auto' })).rejects.toThrow(UsageError)
  })

  it('is never stale: an edit of one byte, another name, a file more or a file less is read from the CSV files', async () => {
    const road = join(folder, 'road.csv')
    const faster = (content: Buffer) => Buffer.from(content.toString().replace(',50', ',80'))
    const before = (await open()).router.route(QUERY)
    await withChanged(road, faster, async () => {
      const edited = await open()
      expect(edited).toMatchObject({ source: 'csv', fault: undefined })
      expect(edited.router.route(QUERY)).not.toEqual(before)
      expect(edited.router.route(QUERY)).toEqual((await fromCsv()).router.route(QUERY))
    })
    expect((await open()).source).toBe('saved')
    const sourceOf = async (change: (copy: string) => Promise<void>) => {
      const copy = await folderOf(NETWORK)
      await change(copy)
      return (await loadRouterOr(saved, { folder: copy })).source
    }
    const renamed = (from: string, to: string) => (copy: string) => rename(join(copy, from), join(copy, to))
    const added = (name: string) => (copy: string) => writeFile(join(copy, name), '')
    expect(await sourceOf(async () => {})).toBe('saved')
    expect(await sourceOf(added('notes.txt'))).toBe('saved')
    expect(await sourceOf(renamed('road.csv', 'road-2.csv'))).toBe('csv')
    expect(await sourceOf(renamed('parameter.csv', 'parameter.txt'))).toBe('csv')
    expect(await sourceOf(added('sea.csv'))).toBe('csv')
  })

  it('reads the CSV files where it is not there', async () => {
    const loaded = await loadRouterOr(join(folder, 'none.landbridge'), { folder })
    expect(loaded).toMatchObject({ source: 'csv', fault: undefined })
    expect(loaded.issues).toEqual((await fromCsv()).issues)
    // Beside the sources there is none.
    expect((await loadRouter({ folder })).source).toBe('csv')
  })

  it('reads the CSV files where it is damaged, and says so', async () => {
    const { network, issues } = await loadNetwork(folder)
    const damages: [RegExp, (content: Buffer) => Uint8Array][] = [
      [/ is truncated: /, (content) => content.subarray(0, content.length >> 1)],
      [/ is empty; /, () => new Uint8Array()],
      [/ is damaged: /, (content) => content.map((byte, i) => (i === 5000 ? byte ^ 4 : byte))],
      [/ has format version 9, /, (content) => content.map((byte, i) => (i === 12 ? 9 : byte))],
      // A sound saved network that does not say what it was made from.
      [/ lacks the section "csv.hash"/, () => saveRouter(createRouter(network))],
    ]
    for (const [message, damage] of damages) {
      const loaded = await withChanged(saved, damage, () => open())
      expect(loaded.source).toBe('csv')
      expect(loaded.fault).toBeInstanceOf(DataError)
      expect(loaded.fault?.message).toMatch(message)
      expect(loaded.fault?.message).toContain(saved)
      expect(loaded.issues).toEqual(issues)
      expect(loaded.router.route(QUERY)).toEqual(createRouter(network).route(QUERY))
    }
    const place = join(folder, 'folder.landbridge')
    await mkdir(place)
    expect((await loadRouterOr(place, { folder })).fault?.message).toContain('is a folder')
  })

  it('leaves what is wrong with the CSV files to the one who reads them', async () => {
    const missing = join(folder, 'nowhere')
    await expect(open({ folder: missing })).rejects.toThrow(`Cannot read the folder "${missing}"`)
    const road = join(folder, 'road.csv')
    const wrong = (content: Buffer) => Buffer.concat([content, Buffer.from('bc,b,c,10,50\n')])
    await withChanged(road, wrong, async () => {
      expect((await open()).issues.map(({ code }) => code)).toContain('unknown-node')
      await expect(open({ strict: true })).rejects.toThrow(DataError)
      // Nor is such a network saved.
      await expect(writeShipped(join(folder, 'wrong.landbridge'), folder)).rejects.toThrow(DataError)
    })
    const unreadable = await folderOf(NETWORK)
    await mkdir(join(unreadable, 'rail.csv'))
    const loaded = await loadRouterOr(saved, { folder: unreadable })
    expect(loaded).toMatchObject({ source: 'csv', fault: undefined })
    expect(loaded.issues.filter(({ file }) => file === 'rail.csv')).not.toEqual([])
  })
})
