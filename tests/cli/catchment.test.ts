import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT, run } from '../../src/cli/run.js'
import { PARKS_AND_PORTS } from '../support/parks-and-ports.js'
import { folderOf, removeFolders } from './folders.js'
import { expectOneMessage, landbridge, type Outcome } from './landbridge.js'

let network = ''

beforeAll(async () => {
  network = await folderOf(PARKS_AND_PORTS)
})
afterAll(removeFolders)

const LIMITS = '--within-days 2 --within-usd 2500 --teu 1 --tonnes 10 --value 24000'

function ask(line: string, width?: number): Promise<Outcome> {
  return landbridge([...line.split(' '), '--network', network], width)
}

async function lines(line: string, width?: number): Promise<string[]> {
  const { code, out, err } = await ask(line, width)
  expect([code, err]).toEqual([EXIT.ok, ''])
  expect(out.endsWith('\n')).toBe(true)
  return out.trimEnd().split('\n')
}

describe('catchment', () => {
  it('prints the facilities that reach a place within limits, the quickest first', async () => {
    expect(await lines(`catchment Zielhafen --kind industrial_park ${LIMITS}`)).toEqual([
      'To Zielhafen within 2 days and USD 2,500, fastest: 2 of 3 facilities',
      '',
      'facility  place      country  days    USD  kg CO2e',
      '=Park B   Randdorf   DE        0.2    420      102',
      'Park A    Parkstadt  CZ        0.5  2,020      502',
      '',
      '1 has no route.',
    ])
  })

  it('tells kinds apart where there are several, and lists the others with --all', async () => {
    expect(await lines(`catchment ziel --pillar industry --all ${LIMITS}`, 100)).toEqual([
      'To Zielhafen within 2 days and USD 2,500, fastest: 2 of 4 facilities',
      '',
      'facility  kind             place      country  days    USD  kg CO2e',
      '=Park B   industrial park  Randdorf   DE        0.2    420      102',
      'Park A    industrial park  Parkstadt  CZ        0.5  2,020      502',
      '',
      '1 more has routes, but none within 2 days and USD 2,500: the least that any takes, each limit alone.',
      '',
      'facility  kind           place    country  least days  least USD',
      'Zone D    economic zone  Übersee  AE             11.0      3,080',
      '',
      '1 has no route.',
    ])
  })

  it('is narrow on a narrow screen', async () => {
    const narrow = await lines(`catchment ziel --kind industrial_park ${LIMITS}`, 40)
    expect(narrow.every((line) => line.length <= 40)).toBe(true)
    expect(narrow).toContain('To Zielhafen within 2 days and USD')
  })

  it('takes the cheapest where asked, other limits, and the other direction', async () => {
    const cheapest = await lines(`catchment ziel --kind industrial_park --objective cheapest ${LIMITS}`)
    expect(cheapest[4]).toBe('Park A    Parkstadt  CZ        1.3  1,060      106')
    const [head, , , first] = await lines('catchment park --from --within-kg 150 --teu 1 --tonnes 10')
    expect(head).toBe('From Parkstadt within 150 kg CO2e, greenest: 1 of 6 facilities')
    expect(first).toBe('Park A    industrial park  Parkstadt  CZ        0.0    0        0')
    expect((await lines('catchment ziel --within-days 1'))[0]).toBe(
      'To Zielhafen within 1 day, fastest: 2 of 6 facilities',
    )
  })

  it('--json prints every facility, --csv a line for each, --geojson a point for each', async () => {
    const { out } = await ask(`catchment ziel --kind industrial_park ${LIMITS} --json`)
    const json = JSON.parse(out)
    expect(json).toMatchObject({
      place: 'ziel',
      direction: 'to',
      within: { time_h: 48, cost_usd: 2500 },
      counts: { within: 2, over: 0, no_route: 1 },
    })
    expect(json.facilities[1]).toEqual({
      facility_id: 'park-a',
      name: 'Park A',
      kind: 'industrial_park',
      pillar: 'industry',
      node_id: 'park',
      node_name: 'Parkstadt',
      country: 'CZ',
      x_coord: 14.1,
      y_coord: 50.1,
      ok: true,
      totals: { time_h: 12, cost_usd: 2020, co2e_kg: 502, length_km: 1000 },
      weight: 43_200,
      least: { time_h: 12, cost_usd: 1060 },
    })
    expect(json.facilities[2]).toMatchObject({ ok: false, totals: null, weight: null, least: {} })
    expect(await lines(`catchment ziel --kind industrial_park ${LIMITS} --csv`)).toEqual([
      'facility_id,name,kind,pillar,node_id,node_name,country,x_coord,y_coord,ok,time_h,cost_usd,co2e_kg,length_km,least_time_h,least_cost_usd,least_co2e_kg',
      "park-b,'=Park B,industrial_park,industry,rand,Randdorf,DE,6,51,1,4,420,102,200,4,420,",
      'park-a,Park A,industrial_park,industry,park,Parkstadt,CZ,14.1,50.1,1,12,2020,502,1000,12,1060,',
      'park-c,Park C,industrial_park,industry,insel,Insel,DK,9,55,0,,,,,,,',
    ])
    const { features } = JSON.parse((await ask(`catchment ziel --kind industrial_park ${LIMITS} --geojson`)).out)
    expect(features.length).toBe(3)
    expect(features[1]).toEqual({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [14.1, 50.1] },
      properties: {
        facility_id: 'park-a',
        name: 'Park A',
        kind: 'industrial_park',
        pillar: 'industry',
        node_id: 'park',
        ok: true,
        country: 'CZ',
        time_h: 12,
        cost_usd: 2020,
        co2e_kg: 502,
      },
    })
  })

  it('exits with 3 where nothing is in reach', async () => {
    const { code, out } = await ask('catchment ziel --kind economic_zone --within-days 1')
    expect(code).toBe(EXIT.noRoute)
    expect(out).toBe(
      ['To Zielhafen within 1 day, fastest: 0 of 1 facility', '', '1 more has routes, but none within 1 day.', ''].join(
        '\n',
      ),
    )
  })

  it('says in one sentence what is wrong', async () => {
    expectOneMessage(await ask('catchment ziel'), /needs a limit; give --within-days, --within-usd or --within-kg/)
    expectOneMessage(await ask('catchment nowhere --within-days 1'), /Unknown place "nowhere"/)
    expectOneMessage(await ask('catchment ziel --within-days 1 --kind dryport'), /Did you mean "dry_port"/)
    expectOneMessage(await ask('catchment ziel --within-days -1'), /argument '-1' is invalid/)
    expectOneMessage(await ask('catchment ziel --within-days 1 --csv --json'), /cannot be used with/)
  })

  it('stops when the user interrupts', async () => {
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
    const code = await run(['catchment', 'ziel', ...LIMITS.split(' '), '--network', network], io, '')
    expect([code, out]).toEqual([EXIT.interrupted, ''])
    expect(err).toBe('landbridge: The catchment was interrupted; nothing was written.\n')
  })
})
