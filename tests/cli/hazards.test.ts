import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/run.js'
import { HAZARD_WAYS } from '../support/hazard-ways.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge, type Outcome } from './landbridge.js'

/** The commands of hazards: hazards, resilience, screen, and emissions --by-pillar. */
let network = ''
let files = ''

beforeAll(async () => {
  network = await folderOf(HAZARD_WAYS)
  files = await folderOf('')
})
afterAll(removeFolders)

const ASKED = '--objective fastest --handling none --teu 1 --tonnes 10 --value 24000'

function ask(line: string): Promise<Outcome> {
  return landbridge([...line.split(' '), '--network', network])
}

function expectRefusal(outcome: Outcome, code: number, message: RegExp): void {
  expectOneMessage(outcome, message)
  expect(outcome.code).toBe(code)
}

async function json(line: string, code: number = EXIT.ok) {
  const outcome = await ask(`${line} --json`)
  expect([outcome.code, outcome.err]).toEqual([code, ''])
  return JSON.parse(outcome.out)
}

async function text(line: string): Promise<string[]> {
  const outcome = await ask(line)
  expect([outcome.code, outcome.err]).toEqual([EXIT.ok, ''])
  return outcome.out.split('\n')
}

function fileOf(name: string, content: string): string {
  const path = join(files, name)
  writeFileSync(path, content)
  return path
}

describe('hazards', () => {
  it('gives the exposure of a route and of a corridor, as text and as JSON', async () => {
    const exposure = await json(`hazards Aton Eck ${ASKED}`)
    expect(exposure).toMatchObject({ status: 'ok', unit: 'h', corridor: null, itinerary: { from: 'a' } })
    expect(exposure.hazards.map((hazard: { hazard_id: string }) => hazard.hazard_id)).toEqual(['flood', 'ice'])
    expect(exposure.hazards[1]).toMatchObject({ response: 'wait', detour: null, source: 'estimate' })
    expect(await json(`hazards Aton Eck --corridor cove ${ASKED}`)).toMatchObject({ corridor: 'cove' })
    expect((await text(`hazards Aton Eck --corridor cove ${ASKED}`))[0]).toBe(
      'Aton to Eck, By Cove, fastest: 0.1 days, 2 hazards on the way',
    )
  })

  it('ranks all corridors, and lists links without places', async () => {
    const compared = await json(`hazards Aton Eck --by-corridor ${ASKED}`)
    expect(compared.reranked).toEqual(['time', 'cost', 'carbon', 'generalised'])
    expect(compared.corridors.map(({ status }: { status: string }) => status)).toEqual(['ok', 'ok', 'no-route'])
    expect((await text(`hazards Aton Eck --by-corridor ${ASKED}`)).join(' ')).toContain('Rank without and with')
    const own = fileOf('own.csv', 'corridor_id,via\nonly,c\n')
    expect((await json(`hazards Aton Eck --by-corridor --corridors ${own} ${ASKED}`)).corridors).toHaveLength(1)
    expect(await json('hazards --count 2')).toMatchObject({ of: 4, links: [{ link_id: 'bd' }, { link_id: 'ac' }] })
    expect((await text('hazards --count 2'))[0]).toMatch(/^4 links that hazards may close, the first 2/)
  })

  it('refuses what it cannot use, and says where there is no route', async () => {
    expectRefusal(await ask('hazards Aton'), EXIT.usage, /Give an origin and a destination, or neither/)
    expectRefusal(await ask('hazards --by-corridor'), EXIT.usage, /Give an origin and a destination\./)
    expectRefusal(await ask('hazards Aton Eck --corridor bek'), EXIT.usage, /Unknown corridor "bek".*beck/)
    expectRefusal(await ask('hazards Aton Eck --corridor beck --by-corridor'), EXIT.usage, /cannot be used with/)
    expectRefusal(await ask('hazards Aton Ekk'), EXIT.usage, /Eck/)
    expect(await json('hazards Aton Far', EXIT.noRoute)).toMatchObject({ status: 'no-route' })
    expect((await ask('hazards Aton Far')).code).toBe(EXIT.noRoute)
    expect((await ask('hazards Aton Far --by-corridor')).code).toBe(EXIT.noRoute)
  })
})

describe('resilience', () => {
  it('gives what survives, as text and as JSON', async () => {
    const answer = await json(`resilience Aton Eck --corridor cove ${ASKED}`)
    expect(answer).toMatchObject({ corridor: 'cove', within: { least: 0 }, any: { least: 0 } })
    expect(answer.elements).toHaveLength(5)
    expect((await json(`resilience Aton Eck --of nodes ${ASKED}`)).elements).toMatchObject([{ id: 'd' }, { id: 'b' }])
    const lines = await text(`resilience Aton Eck --count 1 ${ASKED}`)
    expect(lines[0]).toBe('Aton to Eck, fastest: 2.5 h; what survives the loss of one link or place')
    expect(lines).toContain('And 4 more that survive better.')
  })

  it('refuses what it cannot use, and says where there is no route', async () => {
    expectRefusal(await ask('resilience Aton Eck --of link'), EXIT.usage, /links, nodes/)
    expectRefusal(await ask('resilience Aton Eck --corridor bek'), EXIT.usage, /Unknown corridor "bek"/)
    expect(await json('resilience Aton Far', EXIT.noRoute)).toMatchObject({ status: 'no-route' })
    expect((await ask('resilience Aton Far')).code).toBe(EXIT.noRoute)
  })
})

describe('screen', () => {
  const AREAS = 'area_id,name,kind,x_coord,y_coord,radius_km\npark,The park,protected,0.15,0,2\n'

  it('screens a line, places and a link against tables and GeoJSON', async () => {
    const areas = fileOf('areas.csv', AREAS)
    const polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0.2, -1],
          [0.3, -1],
          [0.3, 1],
          [0.2, 1],
          [0.2, -1],
        ],
      ],
    }
    const more = fileOf('more.geojson', JSON.stringify({ type: 'Feature', id: 'belt', geometry: polygon }))
    const line = fileOf(
      'line.json',
      JSON.stringify({
        type: 'LineString',
        coordinates: [
          [0, 0],
          [0.4, 0],
        ],
      }),
    )
    const screening = await json(`screen ${line} --areas ${areas} --areas ${more} --kind protected --near-km 1`)
    expect(screening.checked).toBe(2)
    expect(screening.areas.map(({ area_id }: { area_id: string }) => area_id)).toEqual(['belt', 'park'])
    expect(screening.areas[1].inside_km).toBeCloseTo(4, 1)
    expect(screening.hazards.map(({ hazard_id }: { hazard_id: string }) => hazard_id)).toEqual(['flood', 'ice'])
    const places = await json(`screen --from Aton --to Eck --by 0.1,0.2 --by 0.2,0.2 --areas ${areas} --near-km 1`)
    expect(places.areas).toEqual([])
    expect(await json(`screen --link ac --areas ${areas} --mode rail`)).toMatchObject({ mode: 'rail' })
    expect((await text(`screen --link ac --areas ${areas}`))[0]).toMatch(/^ac, 16 km: 1 of 1 area and 2 hazards/)
    expect((await text(`screen --from Aton --to Eck --areas ${areas}`))[0]).toMatch(/^Aton to Eck, 33 km/)
  })

  it('tells of columns that are not read, and refuses what it cannot use', async () => {
    const odd = fileOf('odd.csv', 'area_id,kind,x_coord,y_coord,radius\na,park,0,0,3\n')
    const noted = await ask(`screen --link ab --areas ${odd}`)
    expect([noted.code, noted.err]).toEqual([
      EXIT.ok,
      expect.stringMatching(/^landbridge: odd.csv, row 1, column radius/),
    ])
    const bad = fileOf('bad.csv', 'area_id,kind,x_coord,y_coord\na,park,200,0\n')
    expectRefusal(await ask(`screen --link ab --areas ${bad}`), EXIT.data, /bad.csv, row 2, column x_coord/)
    const noKind = fileOf('kind.geojson', '{"type":"Feature","id":"x","geometry":{"type":"Point","coordinates":[0,0]}}')
    expectRefusal(
      await ask(`screen --link ab --areas ${noKind}`),
      EXIT.data,
      /kind.geojson, column feature.properties.kind/,
    )
    const areas = fileOf('areas.csv', AREAS)
    expectRefusal(await ask(`screen --link ab --areas nowhere.csv`), EXIT.data, /There is no file "nowhere.csv"/)
    expectRefusal(await ask(`screen --areas ${areas}`), EXIT.usage, /A proposed link has coordinates/)
    expectRefusal(await ask(`screen x.json --link ab --areas ${areas}`), EXIT.usage, /Give a file, or --from and --to/)
    expectRefusal(await ask(`screen nowhere.json --areas ${areas}`), EXIT.data, /There is no file "nowhere.json"/)
    expectRefusal(await ask(`screen --from Aton --to Eck --by 7 --areas ${areas}`), EXIT.usage, /as 75.4,40.5/)
    expectRefusal(await ask(`screen --from Aton --to Eck --by 7,100 --areas ${areas}`), EXIT.usage, /Position 2/)
    expectRefusal(await ask('screen --link ab'), EXIT.usage, /--areas/)
  })
})

describe('emissions --by-pillar', () => {
  it('splits the totals, as text and as JSON', async () => {
    const answer = await json(`emissions Aton Eck --by-pillar --objective fastest --teu 1 --tonnes 10`)
    expect(answer.pillars.map(({ pillar }: { pillar: string }) => pillar)).toEqual(['transport', 'industry'])
    expect((await text('emissions Aton Eck --by-pillar'))[0]).toBe(
      'Aton to Eck: emissions by pillar, after ISO 14083:2023',
    )
    expectRefusal(await ask('emissions Aton Eck --by-pillar --csv'), EXIT.usage, /cannot be used with/)
  })
})
