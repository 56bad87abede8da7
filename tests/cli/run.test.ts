import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT, run } from '../../src/cli/run.js'
import { ROUND_RULES } from '../support/text-network.js'
import { folderOf, removeFolders } from './folders.js'

/** Aton in China to Łódź in Poland: rail of two gauges by the north, road by the middle, sea through Suez or the Cape. */
const NETWORK = `
  node.csv
  node_id, name,   alias, x_coord, y_coord, country, unlocode
  aton,    Aton,   ,      100, 30, CN, CNATN
  north,   Northby, ,      60, 55, RU
  south,   Southby, ,      60, 54, KZ
  mid,     Mid Town, MT,   60, 40, KZ
  suez,    Canal,  ,       32, 30,
  cape,    Cape,   ,       18, -35,
  lodz,    Łódź,   ,       19, 51, PL, PLLOD

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm, max_axle_load_t, valid_from, status
  an, aton,  north, 1000, 1435, 25,
  nl, north, lodz,  1000, 1520, 25,
  as, aton,  south, 1100, 1435, 20, 2030-01-01
  sl, south, lodz,  1100, 1435, 20, , sanctions

  road.csv
  link_id, from_node_id, to_node_id, length_km
  am, aton, mid,  1500
  ml, mid,  lodz, 1500

  sea.csv
  link_id, from_node_id, to_node_id, length_km, passage, status
  az, aton, suez, 4000
  zl, suez, lodz, 4000, suez
  ak, aton, cape, 7000
  kl, cape, lodz, 7000, cape
  fast, aton, lodz, 100, northern-sea-route, planned

  corridor.csv
  corridor_id, name, via, modes
  rail, Rail, north|south, rail
  road, Road, mid, road
  sea,  Ship, ,    sea
  air,  Plane, ,   air

  ${ROUND_RULES}`

let network = ''

beforeAll(async () => {
  network = await folderOf(NETWORK)
})
afterAll(removeFolders)

interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function landbridge(...args: readonly string[]): Promise<Outcome> {
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
  const code = await run(args, io, '1.2.3')
  return { code, out, err }
}

/** Runs a command on the small network, for one TEU of 10 t worth USD 24,000. */
function onNetwork(command: string, ...args: readonly string[]): Promise<Outcome> {
  return landbridge(command, ...args, '--network', network)
}

const ONE_TEU = ['--teu', '1', '--tonnes', '10', '--value', '24000'] as const

interface RouteJson {
  readonly status: string
  readonly objective: string
  readonly totals: Readonly<Record<'time_h' | 'cost_usd' | 'co2e_kg' | 'length_km', number | null>>
  readonly generalised_usd: number
  readonly shipment: object
  readonly legs: readonly {
    readonly kind: string
    readonly mode: string
    readonly from: string
    readonly to: string
    readonly operation?: string
    readonly links?: readonly { readonly link_id: string }[]
  }[]
  readonly via: readonly string[]
}

async function routeJson(...args: readonly string[]): Promise<RouteJson> {
  const { code, out, err } = await onNetwork('route', 'aton', 'lodz', ...ONE_TEU, ...args, '--json')
  expect([code, err]).toEqual([EXIT.ok, ''])
  return JSON.parse(out) as RouteJson
}

/** The links on the way, or the exit code where there is none. */
async function links(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await onNetwork('route', 'aton', 'lodz', ...ONE_TEU, ...args, '--json')
  expect(err).toBe('')
  if (code !== EXIT.ok) return `exit ${code}`
  return (JSON.parse(out) as RouteJson).legs.flatMap((leg) => (leg.links ?? []).map((link) => link.link_id)).join(' ')
}

describe('route', () => {
  it('prints a headline and the legs', async () => {
    const { code, out, err } = await onNetwork('route', 'Aton', 'Łódź', ...ONE_TEU)
    expect([code, err]).toEqual([EXIT.ok, ''])
    expect(out.split('\n')).toEqual([
      'Aton to Łódź, generalised: 4.4 days, USD 2,285, 0.21 t CO2e, 2,000 km, generalised cost USD 3,335',
      '',
      'leg              where           hours    USD  kg CO2e     km',
      'load rail        Aton              6.0     30        3      0',
      'rail 1435        Aton - Northby   20.0  1,000      100  1,000',
      'border CN-RU     Aton - Northby   24.0    100        0      0',
      'gauge 1435-1520  Northby           5.0     25        1      0',
      'rail 1520        Northby - Łódź   20.0  1,000      100  1,000',
      'border RU-PL     Northby - Łódź   24.0    100        0      0',
      'unload rail      Łódź              6.0     30        3      0',
      '---------------  --------------  -----  -----  -------  -----',
      'total                            105.0  2,285      207  2,000',
      '',
    ])
  })

  it('prints JSON with totals, legs and the places passed', async () => {
    const json = await routeJson()
    expect(json).toMatchObject({
      status: 'ok',
      from: 'aton',
      to: 'lodz',
      to_name: 'Łódź',
      objective: 'generalised',
      shipment: { teu: 1, tonnes: 10, value_usd: 24_000 },
      totals: { time_h: 105, cost_usd: 2285, co2e_kg: 207, length_km: 2000 },
      via: ['aton', 'north', 'lodz'],
      countries: ['CN', 'RU', 'PL'],
    })
    expect(json.legs.map(({ kind, mode, from, to }) => [kind, mode, from, to])).toEqual([
      ['transfer', 'rail', 'aton', 'aton'],
      ['transport', 'rail', 'aton', 'north'],
      ['border', 'rail', 'aton', 'north'],
      ['transfer', 'rail', 'north', 'north'],
      ['transport', 'rail', 'north', 'lodz'],
      ['border', 'rail', 'north', 'lodz'],
      ['transfer', 'rail', 'lodz', 'lodz'],
    ])
    // Absent is null, never a missing key.
    expect(json.legs[0]).toHaveProperty('from_gauge_mm', null)
  })

  it('exits with 3 where there is no route, and says what to drop', async () => {
    const text = await onNetwork('route', 'aton', 'lodz', '--mode', 'sea', '--avoid-passage', 'suez,cape')
    expect(text).toEqual({
      code: EXIT.noRoute,
      out: 'No route from Aton to Łódź: dropping modes sea would open one.\n',
      err: '',
    })
    for (const format of ['--json', '--geojson']) {
      const { code, out, err } = await onNetwork('route', 'aton', 'lodz', '--mode', 'air', format)
      expect([code, err]).toEqual([EXIT.noRoute, ''])
      expect(JSON.parse(out)).toEqual({
        status: 'no-route',
        from: 'aton',
        to: 'lodz',
        from_name: 'Aton',
        to_name: 'Łódź',
        objective: 'generalised',
        reason: 'No route from Aton to Łódź: dropping modes air would open one.',
        drop: [{ option: 'modes', value: 'air' }],
      })
    }
  })

  it('prints GeoJSON', async () => {
    const { code, out } = await onNetwork('route', 'aton', 'lodz', '--mode', 'road', '--geojson')
    expect(code).toBe(EXIT.ok)
    const json = JSON.parse(out)
    expect(json.type).toBe('FeatureCollection')
    expect(json.features.map((feature: { geometry: { type: string } }) => feature.geometry.type)).toEqual([
      'Point',
      'LineString',
      'Point',
      'LineString',
      'Point',
      'Point',
    ])
  })

  it.each([
    ['aton', 'lodz'],
    ['ATON', 'Lodz'],
    ['Aton', 'ŁÓDŹ'],
    ['CNATN', 'pllod'],
    ['cn atn', 'PL LOD'],
  ])('finds %s and %s', async (from, to) => {
    const { code, out } = await onNetwork('route', from, to, '--json')
    expect(code).toBe(EXIT.ok)
    expect(JSON.parse(out)).toMatchObject({ from: 'aton', to: 'lodz' })
  })

  it('takes names with spaces and aliases, and needs no way to where one is', async () => {
    const { code, out } = await onNetwork('route', 'midtown', 'mt', '--json')
    expect(code).toBe(EXIT.ok)
    expect(JSON.parse(out)).toMatchObject({ from: 'mid', to: 'mid', legs: [], totals: { time_h: 0, cost_usd: 0 } })
  })
})

describe('the options of a query', () => {
  it.each([
    ['fastest', 'fastest', 'am ml'],
    ['time', 'fastest', 'am ml'],
    ['TIME', 'fastest', 'am ml'],
    ['cheapest', 'cheapest', 'an nl'],
    ['cost', 'cheapest', 'an nl'],
    ['tariff', 'cheapest', 'an nl'],
    ['greenest', 'greenest', 'an nl'],
    ['carbon', 'greenest', 'an nl'],
    ['co2e', 'greenest', 'an nl'],
    ['generalised', 'generalised', 'an nl'],
    ['generalized', 'generalised', 'an nl'],
  ])('--objective %s is %s', async (word, objective, way) => {
    expect((await routeJson('--objective', word)).objective).toBe(objective)
    expect(await links('--objective', word)).toBe(way)
  })

  it('--teu, --tonnes and --value price the shipment', async () => {
    const json = async (...args: string[]) => {
      const { out } = await onNetwork('route', 'aton', 'lodz', '--mode', 'rail', ...args, '--json')
      return JSON.parse(out) as RouteJson
    }
    expect((await json()).shipment).toEqual({ teu: 2, tonnes: 20, value_usd: 50_000 })
    expect((await json('--teu', '3', '--tonnes', '0', '--value', '0')).totals).toMatchObject({
      cost_usd: 3 * 2285,
      co2e_kg: 3 * 7,
    })
    expect((await json('--teu', '0.5', '--tonnes', '30', '--value', '0')).totals.co2e_kg).toBe(600 + 3.5)
    // 105 h at 1 % a day of 48,000 are 2,100.
    expect((await json('--teu', '1', '--value', '48000')).generalised_usd).toBeCloseTo(2285 + 2100, 9)
  })

  it('--value-of-time and --carbon-price stand in for parameter.csv', async () => {
    expect((await routeJson('--value-of-time', '2')).generalised_usd).toBeCloseTo(2285 + 2100, 9)
    expect((await routeJson('--value-of-time', '0')).generalised_usd).toBe(2285)
    expect((await routeJson('--carbon-price', '1000')).generalised_usd).toBeCloseTo(2285 + 1050 + 207, 9)
    // Hours at USD 100: the lorry wins.
    expect(await links('--value-of-time', '10')).toBe('am ml')
  })

  it.each([
    ['--mode road', 'am ml'],
    ['--mode Road', 'am ml'],
    ['--mode sea', 'az zl'],
    ['--mode sea,road --objective fastest', 'am ml'],
    ['--mode sea --mode road --objective fastest', 'am ml'],
    ['--country CN,KZ,PL --mode rail', 'as sl'],
    ['--country china --country Kazakhstan --country PL --mode rail', 'as sl'],
    ['--gauge 1435', 'as sl'],
    ['--gauge 1435,1520', 'an nl'],
    ['--gauge 1520 --mode rail', 'exit 3'],
    ['--avoid-mode rail --objective time', 'am ml'],
    ['--avoid-mode rail,road', 'az zl'],
    ['--avoid-mode rail --avoid-mode road', 'az zl'],
    ['--avoid-country RU --mode rail', 'as sl'],
    ['--avoid-country russia,kz --mode rail,road', 'exit 3'],
    ['--avoid-passage suez --mode sea', 'ak kl'],
    ['--avoid-passage suez --avoid-passage cape --mode sea', 'exit 3'],
    ['--avoid-node Northby --mode rail', 'as sl'],
    ['--avoid-node north,south --mode rail', 'exit 3'],
    ['--avoid-link nl --mode rail', 'as sl'],
    ['--avoid-link nl,sl --mode rail', 'exit 3'],
    ['--avoid-gauge 1520 --mode rail', 'as sl'],
    ['--avoid-gauge 1520,1435 --mode rail', 'exit 3'],
    ['--avoid-border CN-RU --mode rail', 'as sl'],
    ['--avoid-border cn-russia,CN-KZ --mode rail', 'exit 3'],
    // The other way round is another border.
    ['--avoid-border RU-CN --mode rail', 'an nl'],
    ['--avoid-status sanctions --avoid-node north --mode rail', 'exit 3'],
    ['--avoid-status none --mode sea', 'fast'],
    ['--avoid-status closed --mode sea', 'fast'],
    ['--avoid-status closed,planned --mode sea', 'az zl'],
    ['--date 2026-01-01 --avoid-node north --mode rail', 'exit 3'],
    ['--date 2030-01-01 --avoid-node north --mode rail', 'as sl'],
    ['--axle-load 20 --gauge 1435 --mode rail', 'as sl'],
    ['--axle-load 22.5 --gauge 1435 --mode rail', 'exit 3'],
    ['--axle-load 22.5 --mode rail', 'an nl'],
    ['--via mid', 'am ml'],
    ['--via south', 'as sl'],
    ['--via MT', 'am ml'],
    ['--via cape|mid --mode sea,road', 'am ml'],
    ['--via cape|suez --mode sea', 'az zl'],
    ['--via suez --via lodz --via cape --mode sea', 'az zl kl kl'],
    ['--via suez,lodz,cape --mode sea', 'az zl kl kl'],
    ['--via suez>lodz>cape --mode sea', 'az zl kl kl'],
    ['--via sea:lodz', 'az zl'],
    ['--via sea:', 'az zl'],
    ['--via mid>road:', 'am ml'],
  ])('%s', async (options, way) => {
    expect(await links(...options.split(' '))).toBe(way)
  })

  it.each([
    ['both', 'load gauge unload'],
    ['origin', 'load gauge'],
    ['destination', 'gauge unload'],
    ['none', 'gauge'],
  ])('--handling %s counts %s', async (handling, operations) => {
    const { legs } = await routeJson('--handling', handling)
    expect(legs.flatMap((leg) => leg.operation ?? []).join(' ')).toBe(operations)
  })

  it('--lenient goes on although rows are in error', async () => {
    const bad = await folderOf(
      `${NETWORK}\n\n  road-bad.csv\n  link_id, from_node_id, to_node_id, length_km\n  xx, aton, nowhere, 5`,
    )
    const strict = await landbridge('route', 'aton', 'lodz', '--network', bad)
    expect([strict.code, strict.out]).toEqual([EXIT.data, ''])
    expect(strict.err).toMatch(/^landbridge: road-bad\.csv, row 2, column to_node_id: .*"nowhere".*\n$/)
    expect((await landbridge('route', 'aton', 'lodz', '--network', bad, '--lenient')).code).toBe(EXIT.ok)
  })
})

describe('compare', () => {
  it('prints the corridors side by side', async () => {
    const { code, out, err } = await onNetwork('compare', 'aton', 'lodz', ...ONE_TEU)
    expect([code, err]).toEqual([EXIT.ok, ''])
    expect(out.split('\n')).toEqual([
      'Aton to Łódź by corridor (best by generalised within each)',
      '',
      'corridor      days    USD  t CO2e     km  rank h/USD/CO2e  dominated',
      'Rail           4.4  2,285    0.21  2,000            2/1/1  no',
      'Road           2.2  6,120    1.50  3,000            1/3/3  no',
      'Ship          14.3  4,080    0.41  8,000            3/2/2  yes',
      'Plane     no route',
      '',
      'Where the hours go, and how many borders, breaks of gauge and transfers:',
      '',
      'corridor  moving h  border h  transfer h  borders  breaks  transfers',
      'Rail            40        48          17        2       1          1',
      'Road            30        20           2        2       0          0',
      'Ship           320         0          24        0       0          0',
      '',
      'CPMM: hours and USD per border; USD per 500 km for 20 t; km/h without and with stops:',
      '',
      'corridor  TFI1 h  TFI2 USD  TFI3 USD  SWOD km/h  SWD km/h',
      'Rail        24.0       100     1,143       50.0      19.0',
      'Road        10.0        50     2,040      100.0      57.7',
      'Ship           -         -       510       25.0      23.3',
      '',
      'Plane: No route from Aton to Łódź: dropping modes air would open one.',
      '',
    ])
  })

  it('prints JSON with the totals of each, and takes the constraints of a query', async () => {
    const { out } = await onNetwork('compare', 'aton', 'lodz', ...ONE_TEU, '--avoid-country', 'RU', '--json')
    const json = JSON.parse(out)
    expect(json).toMatchObject({ from: 'aton', to: 'lodz', objective: 'generalised', shipment: { teu: 1 } })
    expect(
      json.corridors.map(({ id, status, totals }: { id: string; status: string; totals?: { length_km: number } }) => [
        id,
        status,
        totals?.length_km,
      ]),
    ).toEqual([
      ['rail', 'ok', 2200],
      ['road', 'ok', 3000],
      ['sea', 'ok', 8000],
      ['air', 'no-route', undefined],
    ])
  })

  it('--corridors reads another table', async () => {
    const folder = await folderOf(`
      mine.csv
      corridor_id, via, avoid_passages
      cape, cape, suez
      mid, road: mid`)
    const { code, out } = await onNetwork('compare', 'aton', 'lodz', '--corridors', join(folder, 'mine.csv'), '--json')
    expect(code).toBe(EXIT.ok)
    expect(JSON.parse(out).corridors).toMatchObject([
      { id: 'cape', km_by_mode: { sea: 14_000 } },
      { id: 'mid', km_by_mode: { road: 3000 } },
    ])
  })

  it('exits with 3 where no corridor has a route', async () => {
    const { code, out } = await onNetwork('compare', 'aton', 'lodz', '--avoid-mode', 'rail,road,sea')
    expect(code).toBe(EXIT.noRoute)
    expect(out).toContain('Rail: No route from Aton to Łódź: dropping avoidModes rail would open one.')
  })
})

describe('plan', () => {
  it('prints the best route by every objective, then the corridors', async () => {
    const { code, out } = await onNetwork('plan', 'aton', 'lodz', ...ONE_TEU)
    expect(code).toBe(EXIT.ok)
    expect(out.split('\n').filter((line) => line.startsWith('Aton to Łódź'))).toEqual([
      'Aton to Łódź, fastest: 2.2 days, USD 6,120, 1.50 t CO2e, 3,000 km, generalised cost USD 6,640',
      'Aton to Łódź, cheapest: 4.4 days, USD 2,285, 0.21 t CO2e, 2,000 km, generalised cost USD 3,335',
      'Aton to Łódź, greenest: 4.4 days, USD 2,285, 0.21 t CO2e, 2,000 km, generalised cost USD 3,335',
      'Aton to Łódź, generalised: 4.4 days, USD 2,285, 0.21 t CO2e, 2,000 km, generalised cost USD 3,335',
      'Aton to Łódź by corridor (best by generalised within each)',
    ])
  })

  it('prints both as JSON', async () => {
    const { out } = await onNetwork('plan', 'aton', 'lodz', '--json')
    const json = JSON.parse(out)
    expect(json.routes.map(({ objective }: RouteJson) => objective)).toEqual([
      'fastest',
      'cheapest',
      'greenest',
      'generalised',
    ])
    expect(json.comparison.corridors).toHaveLength(4)
  })

  it('exits with 3 where there is no route at all', async () => {
    expect((await onNetwork('plan', 'aton', 'lodz', '--mode', 'air')).code).toBe(EXIT.noRoute)
  })
})

describe('check', () => {
  const WHOLE = `
    node.csv
    node_id, x_coord, y_coord, country
    a, 0, 0, CN
    b, 1, 0, CN

    road.csv
    link_id, from_node_id, to_node_id, length_km
    ab, a, b, 112
    ${ROUND_RULES}`

  it('exits with 0 where nothing is in error', async () => {
    const folder = await folderOf(
      `${WHOLE}\n  grid.csv\n  country, year, gco2e_per_kwh\n  CN, 2023, 580\n\n  territory.csv\n  country, customs_territory\n  CN, CN\n\n  clearance.csv\n  procedure, time_factor\n  single_window, 0.8\n\n  loss.csv\n  mode, usd_per_mwh_lost\n  gas, 20`,
    )
    expect(await landbridge('check', folder)).toEqual({
      code: 0,
      out: '2 nodes, 2 edges: 0 errors, 0 warnings, 0 notes.\n',
      err: '',
    })
    expect(await landbridge('check', '--network', folder)).toMatchObject({ code: 0 })
  })

  it('exits with 1 and lists what is wrong', async () => {
    const folder = await folderOf(
      `${WHOLE}\n  rail.csv\n  link_id, from_node_id, to_node_id, length_km, gauge_mm\n  r, a, b, -5, 1435`,
    )
    const { code, out, err } = await landbridge('check', folder)
    expect([code, err]).toEqual([EXIT.data, ''])
    expect(out).toContain('error: rail.csv, row 2, column length_km: ')
    expect(out).toMatch(/: 1 errors, 0 warnings, \d notes\.\n$/)
    const json = JSON.parse((await landbridge('check', folder, '--json')).out)
    expect(json).toMatchObject({ nodes: 2, gaps: [] })
    expect(json.issues[0]).toMatchObject({
      severity: 'error',
      file: 'rail.csv',
      row: 2,
      column: 'length_km',
      value: '-5',
    })
  })

  it('exits with 1 where a rule is missing', async () => {
    const folder = await folderOf(WHOLE.replace('road, 2', 'air, 2'))
    const { code, out } = await landbridge('check', folder)
    expect(code).toBe(EXIT.data)
    expect(out).toContain('error: rate.csv: no rule matches road CN; expected a row for it.')
  })
})

describe('validate', () => {
  const table = (days: string) => `
    published.csv
    id, from, to, modes, days_min, days_max
    V1, Aton, Lodz, rail, ${days}`

  it('sets ours beside the published, and exits with 0 where all is inside', async () => {
    const folder = await folderOf(table('4, 5'))
    const { code, out, err } = await onNetwork('validate', join(folder, 'published.csv'))
    expect([code, err]).toEqual([EXIT.ok, ''])
    expect(out).toContain('V1   Aton - Lodz   4.3   4.0..5.0')
    expect(out).toContain('Inside the published band: 1 of 1 values')
  })

  it('exits with 1 where something is outside', async () => {
    const folder = await folderOf(table('1, 2'))
    const { code, out } = await onNetwork('validate', join(folder, 'published.csv'), '--json')
    expect(code).toBe(EXIT.data)
    expect(JSON.parse(out)).toMatchObject([
      {
        row: { id: 'V1' },
        result: { status: 'ok' },
        checks: [{ quantity: 'days', ours: 104 / 24, min: 1, max: 2, inside: false }],
      },
    ])
  })

  it('--objective says which route of a chain is taken', async () => {
    const folder = await folderOf('\npublished.csv\nid, from, to, days_max\nV1, aton, lodz, 3')
    const file = join(folder, 'published.csv')
    expect((await onNetwork('validate', file)).code).toBe(EXIT.ok)
    expect((await onNetwork('validate', file, '--objective', 'cost')).code).toBe(EXIT.data)
  })
})

describe('--help and --version', () => {
  it('exit with 0', async () => {
    expect(await landbridge('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' })
    expect(await landbridge('-V')).toEqual({ code: 0, out: '1.2.3\n', err: '' })
    for (const args of [['--help'], ['-h'], ['help'], ['route', '--help'], ['help', 'compare']]) {
      const { code, out, err } = await landbridge(...args)
      expect([code, err]).toEqual([0, ''])
      expect(out).toMatch(/^Usage: landbridge/)
    }
  })

  it('name every command and every option', async () => {
    const { out } = await landbridge('--help')
    for (const command of ['route', 'compare', 'plan', 'check', 'validate']) expect(out).toContain(`\n  ${command} `)
    const { out: options } = await landbridge('route', '--help')
    const named =
      'network json geojson lenient objective teu tonnes value axle-load value-of-time carbon-price mode country gauge avoid-mode avoid-country avoid-passage avoid-node avoid-link avoid-gauge avoid-border avoid-status date handling via'
    for (const option of named.split(' ')) expect(options).toContain(`  --${option} `)
    expect((await landbridge('compare', '--help')).out).toContain('  --corridors <file>')
  })
})

/** Exactly one message, nothing on stdout, no stack. */
function expectOneMessage({ out, err }: Outcome, message: RegExp): void {
  expect(out).toBe('')
  expect(err).toMatch(message)
  expect(err.match(/landbridge: /g)).toHaveLength(1)
  expect(err.startsWith('landbridge: ')).toBe(true)
  expect(err.endsWith('\n')).toBe(true)
  // A suggestion may stand on a line of its own.
  expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
  expect(err).not.toMatch(/\n\s+at |node_modules|Error:/)
}

describe('wrong usage', () => {
  it.each<[string, RegExp]>([
    ['rout aton lodz', /unknown command 'rout'\n\(Did you mean route\?\)/],
    ['route aton lodz --mod rail', /unknown option '--mod'\n\(Did you mean --mode\?\)/],
    ['compare aton lodz --corridor x', /unknown option '--corridor'\n\(Did you mean --corridors\?\)/],
    ['route', /missing required argument 'from'/],
    ['route aton', /missing required argument 'to'/],
    ['route aton lodz mid', /too many arguments/],
    ['route aton lodz --teu two', /'--teu <n>' argument 'two' is invalid\. Expected a number of at least 0\./],
    ['route aton lodz --tonnes -1', /'--tonnes <n>' argument '-1' is invalid/],
    ['route aton lodz --value NaN', /'NaN' is invalid/],
    ['route aton lodz --value Infinity', /'Infinity' is invalid/],
    ['route aton lodz --carbon-price 1,5', /'1,5' is invalid/],
    ['route aton lodz --value-of-time %', /'%' is invalid/],
    ['route aton lodz --axle-load heavy', /'heavy' is invalid/],
    ['route aton lodz --gauge 1435,wide', /'1435,wide' is invalid/],
    ['route aton lodz --gauge 1000', /Unknown gauge 1000; expected one of 1435, 1520 \(mm\)\./],
    ['route aton lodz --mode rail,', /'rail,' is invalid\. Expected words separated by commas\./],
    ['route atom lodz', /Unknown place "atom"; expected .* Did you mean "aton"\?/],
    ['route aton lodzz', /Unknown place "lodzz"; expected .* Did you mean "lodz"\?/],
    ['route aton lodz --via nroth', /Unknown place "nroth"; .*"north"/],
    ['route aton lodz --via :mid', /The stop ":mid" is not complete/],
    ['route aton lodz --via sea:>mid', /The stop "sea:" is not complete/],
    ['route aton lodz --via sea:,mid', /without places must be the last/],
    ['route aton lodz --avoid-node nroth', /Unknown place "nroth"/],
    ['route aton lodz --avoid-link a', /Unknown link "a"; expected a link_id of the network\./],
    ['route aton lodz --mode rial', /Unknown mode "rial"; expected one of rail, road, .* Did you mean .*"rail"/],
    ['compare aton lodz --mode rial', /Unknown mode "rial"/],
    ['plan aton lodz --mode rial', /Unknown mode "rial"/],
    ['route aton lodz --country Atlantis', /Unknown country "Atlantis"/],
    ['route aton lodz --avoid-country Chima', /Unknown country "Chima"; .*"CN"/],
    ['route aton lodz --avoid-passage sues', /Unknown passage "sues"; .*"suez"/],
    ['route aton lodz --avoid-status shut', /Unknown status "shut"/],
    ['route aton lodz --avoid-border CNRU', /Unknown border "CNRU"; expected two country codes/],
    ['route aton lodz --objective fast', /Unknown objective "fast"; .*"fastest"/],
    ['validate --objective fast', /Unknown objective "fast"/],
    ['route aton lodz --date 2026-02-30', /The date is "2026-02-30"; expected a day as YYYY-MM-DD\./],
    ['route aton lodz --handling some', /'some' is invalid\. Allowed choices are both, origin, destination, none\./],
  ])('%s', async (line, message) => {
    const [command = '', ...args] = line.split(' ')
    const outcome = await onNetwork(command, ...args)
    expectOneMessage(outcome, message)
    expect(outcome.code).toBe(EXIT.usage)
  })

  it('an option without its value', async () => {
    expectOneMessage(await landbridge('route', 'aton', 'lodz', '--via'), /option '--via <list>' argument missing/)
  })

  it('without a command shows the help, on stderr', async () => {
    const { code, out, err } = await landbridge()
    expect([code, out]).toEqual([EXIT.usage, ''])
    expect(err).toMatch(/^Usage: landbridge/)
  })

  it('compare needs corridors', async () => {
    const folder = await folderOf(NETWORK.replace(/corridor\.csv[\s\S]*air\n/, ''))
    const outcome = await landbridge('compare', 'aton', 'lodz', '--network', folder)
    expectOneMessage(outcome, /There is no corridor to compare/)
    expect(outcome.code).toBe(EXIT.usage)
  })

  it('a corridor may name no unknown place', async () => {
    const folder = await folderOf('\nmine.csv\ncorridor_id, via\nx, nroth')
    const outcome = await onNetwork('compare', 'aton', 'lodz', '--corridors', join(folder, 'mine.csv'))
    expectOneMessage(outcome, /Unknown place "nroth"/)
    expect(outcome.code).toBe(EXIT.usage)
  })

  it('lets no argument colour the screen', async () => {
    const outcome = await onNetwork('route', '\u001b[31maton', 'lodz')
    expectOneMessage(outcome, /Unknown place "\uFFFD\[31maton"/)
  })
})

describe('bad data', () => {
  it('a folder that is not there, is a file or is empty', async () => {
    const empty = await folderOf('')
    const cases: [string, RegExp][] = [
      [join(network, 'nowhere'), /Cannot read the folder ".*nowhere"; expected a folder with node\.csv/],
      [join(network, 'node.csv'), /is a file; expected the folder that holds node\.csv/],
      [empty, /node\.csv: the folder holds no node\.csv/],
    ]
    for (const [folder, message] of cases) {
      const outcome = await landbridge('route', 'a', 'b', '--network', folder)
      expectOneMessage(outcome, message)
      expect(outcome.code).toBe(EXIT.data)
    }
  })

  it('a table of corridors or of published values that is not there, is a folder or is in error', async () => {
    const folder = await folderOf('\nbad.csv\ncorridor_id, via, id\n, north')
    for (const [file, message] of [
      [join(folder, 'none.csv'), /There is no file ".*none\.csv"; expected a CSV file\./],
      [folder, /it is a folder, not a file/],
      [join(folder, 'bad.csv'), /bad\.csv, row (1|2)/],
    ] as const) {
      for (const args of [
        ['compare', 'aton', 'lodz', '--corridors', file],
        ['plan', 'aton', 'lodz', '--corridors', file],
        ['validate', file],
      ]) {
        const [command = '', ...rest] = args
        const outcome = await onNetwork(command, ...rest)
        expectOneMessage(outcome, message)
        expect(outcome.code).toBe(EXIT.data)
      }
    }
  })
})
