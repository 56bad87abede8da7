import { readFile, writeFile } from 'node:fs/promises'
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
    const corridors = join(network, 'ways.csv')
    await writeFile(corridors, 'corridor_id,name,modes\nrail,By rail,rail\nroad,By road,road\nsea,By sea,sea\n')
    const lines = [
      'matrix --from Aton --to PLLOD',
      'reach Aton',
      'frontier Aton PLLOD',
      'alternatives Aton PLLOD',
      'disjoint Aton PLLOD',
      'nearest 0 0 --reachable-from Aton --count 9',
      'critical Aton PLLOD',
      'bottlenecks Aton PLLOD',
      'emissions Aton PLLOD',
      `breakeven Aton PLLOD --over border:CN-KZ --corridors ${corridors}`,
      `explain Aton PLLOD --instead sea --corridors ${corridors}`,
      `plan Aton PLLOD --corridors ${corridors}`,
      `compare Aton PLLOD --corridors ${corridors}`,
    ]
    for (const line of lines) {
      const asked = `${line} --json${/^(reach|nearest|frontier)/.test(line) ? '' : ' --objective fastest'}`
      const [plain, changed] = [await under(asked), await under(asked, closed)]
      expect([line, changed.err]).toEqual([line, ''])
      expect([line, changed.out === plain.out]).toEqual([line, false])
      expect([line, changed.out.includes('"mode": "road"')]).toEqual([line, false])
    }
  })

  it('stays under what the command changes itself', async () => {
    const corridors = join(network, 'ways.csv')
    await writeFile(corridors, 'corridor_id,name,modes\nrail,By rail,rail\nroad,By road,road\nsea,By sea,sea\n')
    const slow = await file('slow.json', { id: 'slow', changes: [{ change: { mode: 'sea' }, speed_factor: 0.5 }] })
    // Hours at a border are let run by one scenario more, which the first must outlast.
    const line = `breakeven Aton PLLOD --over border:CN-KZ --objective fastest --corridors ${corridors} --json`
    const hours = async (...paths: string[]) => {
      const { corridors: found } = JSON.parse((await under(line, ...paths)).out)
      return found.map(({ pieces }: { pieces: { fixed: number }[] }) => pieces[0]?.fixed)
    }
    const [rail, road, sea] = await hours()
    expect([rail, road]).toEqual((await hours(slow)).slice(0, 2))
    expect((await hours(slow))[2]).toBeGreaterThan(1.5 * sea)
  })

  it('is named by comparisons', async () => {
    const slow = await file('slow.json', {
      id: 'slow',
      name: 'Slow <ships>',
      changes: [{ change: { mode: 'sea' }, speed_factor: 0.5 }],
    })
    const corridors = join(network, 'ways.csv')
    await writeFile(corridors, 'corridor_id,name,modes\nrail,By rail,rail\nsea,By sea,sea\n')
    const line = `compare Aton PLLOD --corridors ${corridors}`
    expect((await under(line, slow)).out).toContain('under the scenario Slow <ships>')
    expect((await under(`${line} --markdown`, slow)).out).toContain('under the scenario Slow &#60;ships&#62;')
    expect(JSON.parse((await under(`${line} --json`, slow)).out).scenario).toEqual({ id: 'slow', name: 'Slow <ships>' })
    expect(JSON.parse((await under(`${line} --json`)).out).scenario).toBeNull()
    const page = join(network, 'page.html')
    await under(`report Aton PLLOD --corridors ${corridors} --out ${page}`, slow)
    expect(await readFile(page, 'utf8')).toContain('changed by the scenario “Slow &lt;ships&gt;”')
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
