import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { THREE_WAYS } from '../support/three-ways.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge, type Outcome } from './landbridge.js'

let network = ''

beforeAll(async () => {
  network = await folderOf(THREE_WAYS)
})
afterAll(removeFolders)

async function file(name: string, content: unknown): Promise<string> {
  const path = join(network, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** Runs a line on the small network under scenarios. */
function under(line: string, ...paths: readonly string[]): Promise<Outcome> {
  const scenarios = paths.flatMap((path) => ['--scenario', path])
  return landbridge([...line.split(' '), '--network', network, ...scenarios])
}

const ROUTE = 'route Aton PLLOD --objective fastest --json'

describe('--scenario', () => {
  it('asks of the changed network, on every command that asks something', async () => {
    const closed = await file('no-road.json', { id: 'no-road', changes: [{ close: { mode: 'road' } }] })
    const before = JSON.parse((await under(ROUTE)).out)
    const after = JSON.parse((await under(ROUTE, closed)).out)
    expect(before.legs.some((leg: { mode: string }) => leg.mode === 'road')).toBe(true)
    expect(after.legs.some((leg: { mode: string }) => leg.mode === 'road')).toBe(false)
    const lines = [
      'matrix --from Aton --to PLLOD',
      'reach Aton',
      'frontier Aton PLLOD',
      'alternatives Aton PLLOD',
      'nearest 0 0 --reachable-from Aton',
      'plan Aton PLLOD',
      'compare Aton PLLOD',
    ]
    for (const line of lines) {
      const { err } = await under(line, closed)
      expect([line, err.includes('unknown option')]).toEqual([line, false])
    }
  })

  it('takes several, one after the other', async () => {
    const closed = await file('no-road.json', { id: 'no-road', changes: [{ close: { mode: 'road' } }] })
    const opened = await file('road.json', { id: 'road', changes: [{ open: { mode: 'road' } }] })
    expect((await under(ROUTE, closed, opened)).out).toBe((await under(ROUTE)).out)
    expect((await under(ROUTE, opened, closed)).out).toBe((await under(ROUTE, closed)).out)
  })

  it('says in one sentence what is wrong with a file', async () => {
    expectOneMessage(await under(ROUTE, 'nowhere.json'), /There is no file "nowhere\.json"; expected a JSON file/)
    expectOneMessage(await under(ROUTE, network), /A folder is ".*"; expected a JSON file/)
    expectOneMessage(await under(ROUTE, await file('cut.json', '{"id":')), /cut\.json is no JSON: .*expected an object/)
    const misspelt = await file('misspelt.json', { id: 'x', changes: [{ clse: { mode: 'rail' } }] })
    const outcome = await under(ROUTE, misspelt)
    expect(outcome.code).toBe(EXIT.usage)
    expectOneMessage(outcome, /misspelt\.json: Scenario "x", change 1 has none of them.*Did you mean "close"/)
    const unknown = await file('unknown.json', { id: 'x', changes: [{ close: { mode: 'train' } }] })
    expectOneMessage(await under(ROUTE, unknown), /Unknown mode "train"; expected one of rail/)
  })
})
