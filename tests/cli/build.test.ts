import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT, run } from '../../src/cli/run.js'
import { ROUND_RULES } from '../support/text-network.js'
import { folderOf, removeFolders } from './folders.js'

const NETWORK = `
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Aton, 100, 30, CN
  b, Łódź, 101, 30, CN

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ab, a, b, 150

  corridor.csv
  corridor_id, name, modes
  road, Road, road

  ${ROUND_RULES}`

let folder = ''
let file = ''

beforeAll(async () => {
  folder = await folderOf(NETWORK)
  file = join(folder, 'made.landbridge')
})
afterAll(removeFolders)

async function landbridge(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const io = {
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
    width: 120,
  }
  return { code: await run(args, io, '1.2.3'), out, err }
}

describe('landbridge build', () => {
  it('writes a file that other commands take in place of the folder, with the same answers', async () => {
    const built = await landbridge('build', folder, '--out', file)
    expect(built).toMatchObject({ code: EXIT.ok, err: '' })
    expect(built.out).toMatch(/made\.landbridge: 2 nodes, 2 directions of links, 2 terminals; input [0-9a-f]{32}\n$/)
    for (const args of [
      ['route', 'aton', 'lodz', '--json'],
      ['route', 'aton', 'lodz', '--geojson', '--carbon-price', '500'],
      ['compare', 'aton', 'lodz', '--json'],
      ['plan', 'aton', 'lodz', '--avoid-mode', 'sea'],
      ['route', 'aton', 'lodsz'],
    ]) {
      const [asked, expected] = [
        await landbridge(...args, '--network', file),
        await landbridge(...args, '--network', folder),
      ]
      expect(asked).toEqual(expected)
      expect(asked.out + asked.err).not.toBe('')
    }
    const checked = await landbridge('check', file)
    expect(checked).toMatchObject({ code: EXIT.ok, out: '2 nodes, 2 edges: 0 errors, 0 warnings, 0 notes.\n' })
  })

  it('says the same as JSON, and builds the same file again, from a file too', async () => {
    await landbridge('build', folder, '--out', file)
    const bytes = await readFile(file)
    const again = join(folder, 'again.landbridge')
    const { out } = await landbridge('build', file, '--out', again, '--json')
    expect(JSON.parse(out)).toMatchObject({ file: again, formatVersion: 3, nodes: 2, links: 2, terminals: 2 })
    expect(Buffer.compare(await readFile(again), bytes)).toBe(0)
  })

  it('refuses rows in error, a folder that is not there, and a file without a name', async () => {
    const bad = await folderOf(`${NETWORK}\n\nsea.csv\nlink_id, from_node_id, to_node_id\nx, a, nowhere`)
    const refused = await landbridge('build', bad, '--out', join(bad, 'x'))
    expect(refused).toMatchObject({ code: EXIT.data, out: '' })
    expect(refused.err).toContain('nowhere')
    expect(await landbridge('build', bad, '--out', join(bad, 'x'), '--lenient')).toMatchObject({ code: EXIT.ok })
    expect(await landbridge('build', folder, '--out', join(folder, 'no', 'x'))).toMatchObject({
      code: EXIT.data,
      err: `landbridge: The file "${join(folder, 'no', 'x')}" cannot be written (ENOENT); expected a path in a folder that exists.\n`,
    })
    expect(await landbridge('build', folder)).toMatchObject({ code: EXIT.usage })
  })

  it('refuses a damaged file in one sentence', async () => {
    await landbridge('build', folder, '--out', file)
    const bytes = await readFile(file)
    const damaged = join(folder, 'damaged.landbridge')
    await writeFile(damaged, bytes.subarray(0, 1000))
    const refused = await landbridge('route', 'aton', 'lodz', '--network', damaged)
    expect(refused).toEqual({
      code: EXIT.data,
      out: '',
      err: `landbridge: The file "${damaged}" is truncated: it has 1000 of the ${bytes.length} bytes that its header names; copy or build it again.\n`,
    })
  })
})
