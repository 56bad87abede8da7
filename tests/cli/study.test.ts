import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT, run } from '../../src/cli/run.js'
import { THREE_WAYS } from '../support/three-ways.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge, type Outcome } from './landbridge.js'

let folder = ''

beforeAll(async () => {
  folder = await folderOf(THREE_WAYS)
})
afterAll(removeFolders)

const STUDY = {
  id: 'roads-closed',
  name: 'Roads closed',
  scenarios: ['no-road.json', { id: 'nothing', changes: [] }],
  sets: { west: ['PLLOD', 'Northby'] },
  origins: ['Aton'],
  destinations: ['west'],
  objective: 'fastest',
  shipment: { teu: 1, tonnes: 10, value_usd: 24_000 },
  keepModes: true,
}
const NO_ROAD = { id: 'no-road', name: 'No lorries', changes: [{ close: { mode: 'road' } }] }

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

async function studied(content: unknown, ...options: string[]): Promise<Outcome> {
  await file('no-road.json', NO_ROAD)
  const path = await file('study.json', content)
  return landbridge(['study', path, '--network', folder, ...options], 80)
}

describe('landbridge study', () => {
  it('prints before and after for each scenario, and nothing on stderr in a pipe', async () => {
    const { code, out, err } = await studied(STUDY)
    expect([code, err]).toEqual([EXIT.ok, ''])
    expect(out).toContain('Roads closed')
    expect(out).toContain('No lorries')
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  it('--json gives the numbers, with scenario files read beside the study', async () => {
    const { scenarios, baseline } = JSON.parse((await studied(STUDY, '--json')).out)
    expect(baseline).toEqual({ pairs: 2, weight: 2, reachable: 2, unreachable: 0 })
    const [closed, nothing] = scenarios
    // By road Aton - Łódź is 52 h; without roads it is 105 h by rail. Northby is reached by rail either way.
    expect(closed.free.measures.time_h).toMatchObject({ pairs: 2, losers: 1, winners: 0, unchanged: 1 })
    expect(closed.free.top_losers[0]).toMatchObject({ from: 'aton', to: 'lodz', before: 52, after: 105 })
    expect(closed.same_modes).toMatchObject({ compared: 1, cut_off: 1 })
    expect(nothing.free.measures.time_h).toMatchObject({ change: 0, losers: 0, winners: 0 })
  })

  it('--csv and --pairs-out write lines of CSV', async () => {
    const pairs = join(folder, 'pairs.csv')
    const { out, code } = await studied(STUDY, '--csv', '--pairs-out', pairs)
    expect(code).toBe(EXIT.ok)
    const [head = '', ...lines] = out.trimEnd().split('\n')
    for (const line of lines) expect(line.split(',').length).toBe(head.split(',').length)
    expect((await readFile(pairs, 'utf8')).trimEnd().split('\n').length).toBeGreaterThanOrEqual(1 + 2 * 2)
  })

  it('stops when the user interrupts, and writes nothing', async () => {
    await file('no-road.json', NO_ROAD)
    const path = await file('study.json', STUDY)
    const pairs = join(folder, 'never.csv')
    let [out, err] = ['', '']
    const io = {
      out: (text: string) => {
        out += text
      },
      err: (text: string) => {
        err += text
      },
      width: 80,
      onInterrupt: (stop: () => void) => {
        stop()
        return () => {}
      },
    }
    const code = await run(['study', path, '--network', folder, '--pairs-out', pairs], io, '')
    expect([code, out, existsSync(pairs)]).toEqual([EXIT.interrupted, '', false])
    expect(err).toBe('landbridge: The study was interrupted; nothing was written.\n')
  })

  it('says in one sentence what is wrong with a file', async () => {
    expectOneMessage(await landbridge(['study', join(folder, 'none.json')]), /There is no file ".*none\.json"/)
    expectOneMessage(await studied('{'), /study\.json is no JSON/)
    expectOneMessage(await studied({ id: 'x', name: 'X' }), /study\.json: The study has no scenarios/)
    expectOneMessage(await studied({ ...STUDY, objektive: 1 }), /unknown field "objektive".*"objective"/)
    expectOneMessage(await studied({ ...STUDY, scenarios: ['gone.json'] }), /There is no file ".*gone\.json"/)
    expectOneMessage(await studied({ ...STUDY, origins: ['Nowhere'] }), /study\.json: Unknown place "Nowhere"/)
    const { code } = await studied({ ...STUDY, origins: ['Nowhere'] })
    expect(code).toBe(EXIT.usage)
  })
})
