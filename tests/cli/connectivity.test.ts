import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { afterAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { THREE_WAYS } from '../support/three-ways.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge } from './landbridge.js'

const FOLDER = await folderOf(`${THREE_WAYS}

  corridor.csv
  corridor_id, name, modes, from_place, to_place
  rail, Rail, rail, aton, lodz
  road, Lorry, road, aton, lodz
  air, <Plane>, air

  facility.csv
  facility_id, node_id, pillar, kind
  port, aton, industry, dry_port`)
const SCENARIO = join(FOLDER, 'faster.json')
await writeFile(
  SCENARIO,
  JSON.stringify({ id: 'faster', changes: [{ change: { mode: 'rail' }, electrified: true, speed_factor: 2 }] }),
)

afterAll(removeFolders)

const ask = (line: string, width?: number) =>
  landbridge(['connectivity', ...line.split(' ').filter(Boolean), '--network', FOLDER], width)

describe('connectivity', () => {
  it('--json has a line per pillar, for each corridor and each country on the way', async () => {
    const { code, out } = await ask('--json')
    expect(code).toBe(EXIT.ok)
    const { corridors, countries, scenario } = JSON.parse(out)
    // The third has no ends of its own.
    expect(corridors.map(({ id }: { id: string }) => id)).toEqual(['rail', 'road'])
    expect(countries.map(({ country }: { country: string }) => country)).toEqual(['CN', 'KZ', 'PL', 'RU'])
    expect(scenario).toBeNull()
    expect(corridors[0].pillars.map(({ pillar }: { pillar: string }) => pillar)).toEqual([
      'transport',
      'energy',
      'digital',
      'industry',
      'green',
      'standards',
    ])
    expect(corridors[0].pillars[1]).toMatchObject({
      score: { value: 0, formula: '100 x electrified_km / rail_km', part: 'electrified_km', whole: 'rail_km' },
    })
    expect(corridors[1].pillars[1].score.value).toBeNull()
  })

  it('--scenario shows what was before what is', async () => {
    const { code, out } = await ask(`--corridor rail --scenario ${SCENARIO}`)
    expect(code).toBe(EXIT.ok)
    expect(out).toContain('what the scenario faster changes (before -> now)')
    expect(out).toMatch(/^energy +0 -> 100 {2}electrified_km 0 -> 2,000 \/ rail_km 2,000/m)
    const { corridors } = JSON.parse((await ask(`--corridor rail --scenario ${SCENARIO} --json`)).out)
    expect(corridors[0].pillars[1].score).toMatchObject({ before: 0, value: 100 })
  })

  it('--countries shows their measures, in place of a table of scores', async () => {
    const { out } = await ask('--corridor road --countries kz,pl')
    expect(out).toMatch(/^KZ\npillar +score/m)
    expect(out).toMatch(/^PL\npillar +score/m)
    expect(out).not.toMatch(/^country/m)
    const table = await ask('--corridor road')
    expect(table.out).toMatch(/^country +transport +energy/m)
    expect(table.out.replaceAll('\n', ' ')).toContain('--countries KZ,UZ shows the measures of countries')
  })

  it.each([40, 60, 100])('fits %i columns', async (width) => {
    const { out } = await ask('', width)
    for (const line of out.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width)
  })

  it('says why a corridor has no route, and ends with 3 where none has', async () => {
    const { code, out } = await ask('aton lodz --corridor air')
    expect(code).toBe(EXIT.noRoute)
    expect(out).toContain('<Plane>: Aton to Łódź\nNo route from Aton to Łódź')
  })

  it('says in one sentence what is wrong', async () => {
    expectOneMessage(await ask('aton'), /Give both from and to, or neither/)
    expectOneMessage(await ask('--corridor rial'), /Unknown corridor "rial"/)
    expectOneMessage(await ask('--countries XX'), /Unknown country "XX"/)
    expectOneMessage(await ask('--corridor air'), /"air" has no from_place and to_place; give from and to/)
    expectOneMessage(await ask('aton lodz --objective shiny'), /shiny/)
  })
})
