import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROUND_RULES } from '../support/text-network.js'
import { folderOf, removeFolders } from './folders.js'

const ROOT = join(import.meta.dirname, '..', '..')
const BUILT = join(ROOT, 'dist', 'cli.js')
/** The built program where there is one. */
const PROGRAM = existsSync(BUILT) ? [BUILT] : ['--import', 'tsx', join(ROOT, 'src', 'cli', 'bin.ts')]

/** A chain of places long enough that its JSON does not fit into a pipe. */
const LENGTH = 2000
const CHAIN = `
  node.csv
  node_id, x_coord, y_coord
  ${Array.from({ length: LENGTH }, (_, i) => `n${i}, ${i / 100}, 0`).join('\n  ')}

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ${Array.from({ length: LENGTH - 1 }, (_, i) => `l${i}, n${i}, n${i + 1}, 1.2`).join('\n  ')}

  ${ROUND_RULES}`

afterAll(removeFolders)

function shell(script: string, ...args: readonly string[]): Promise<{ out: string; err: string; code: number }> {
  return new Promise((resolve) => {
    execFile(
      'bash',
      ['-c', script, 'bash', process.execPath, ...PROGRAM, ...args],
      { cwd: ROOT },
      (error, out, err) => {
        resolve({ out, err, code: typeof error?.code === 'number' ? error.code : 0 })
      },
    )
  })
}

describe('the program', () => {
  it('ends quietly where its reader closes the pipe', async () => {
    const folder = await folderOf(CHAIN)
    const args = ['route', 'n0', `n${LENGTH - 1}`, '--json', '--network', folder]
    const { out, err, code } = await shell('set -o pipefail; "$@" | head -1', ...args)
    expect({ out, err, code }).toEqual({ out: '{\n', err: '', code: 0 })
  })

  it('prints one line and no stack for an unknown place', async () => {
    const folder = await folderOf(CHAIN)
    const { out, err, code } = await shell('"$@"', 'route', 'n0', 'nowhere', '--network', folder)
    expect([out, code]).toEqual(['', 2])
    expect(err).toMatch(/^landbridge: Unknown place "nowhere"; expected [^\n]*\n$/)
  })

  it('is as wide as COLUMNS says where it writes to no terminal', async () => {
    const folder = await folderOf(CHAIN)
    const args = ['reach', 'n0', '--limit', '1,100', '--network', folder]
    const [wide, narrow] = await Promise.all([shell('"$@"', ...args), shell('COLUMNS=30 "$@"', ...args)])
    expect([wide.code, narrow.code]).toEqual([0, 0])
    expect(wide.out.split('\n')[0]).toMatch(/^From n0, generalised: \d+ places within 100 USD, itself included$/)
    expect(narrow.out.split('\n')[0]).toBe('From n0, generalised: 4 places')
  })
})
