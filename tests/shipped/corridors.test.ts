import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.js'
import { compareCorridors, type OpenCorridor } from '../../src/corridor/compare.js'
import { type Corridor, corridorFromRow } from '../../src/corridor/corridor.js'
import { readCsvFile } from '../../src/ingest/csv-file.js'
import { CORRIDOR_SCHEMA } from '../../src/ingest/schema.js'
import { TableReader } from '../../src/ingest/table-reader.js'
import { IssueLog } from '../../src/issue/issue.js'
import { shippedNetworkFolder } from '../../src/network/load.js'
import { itineraryOf } from '../support/text-network.js'
import { shippedRouter } from './shipped.js'

const BRI = join(dirname(shippedNetworkFolder()), 'bri-corridors.csv')
const router = await shippedRouter()
const rows = await corridorRows(BRI)

async function corridorRows(path: string) {
  const log = new IssueLog()
  const reader = new TableReader(CORRIDOR_SCHEMA, 'bri-corridors.csv', log)
  await readCsvFile(path, log, (cells) => reader.record(cells))
  reader.end()
  expect(log.issues).toEqual([])
  return reader.rows
}

describe('the corridors from Chongqing to Duisburg', () => {
  const comparison = compareCorridors(router, { from: 'Chongqing', to: 'Duisburg' })
  const corridors = Object.fromEntries(comparison.corridors.map((corridor) => [corridor.id, corridor]))

  function open(id: string): OpenCorridor {
    const corridor = corridors[id]
    if (corridor === undefined) throw new Error(`expected a corridor ${id} in ${Object.keys(corridors).join(', ')}`)
    if (corridor.status === 'no-route') throw new Error(corridor.reason)
    return corridor
  }

  /** What each corridor takes, with a value for every one. */
  function values(ids: readonly string[], key: 'time_h' | 'cost_usd' | 'co2e_kg'): number[] {
    return ids.map((id) => {
      const value = open(id).totals[key]
      if (value === undefined) throw new Error(`expected a known ${key} of ${id}`)
      return value
    })
  }

  function expectRising(ids: readonly string[], key: 'time_h' | 'cost_usd'): void {
    const amounts = values(ids, key)
    const shown = ids.map((id, i) => `${id} ${amounts[i]?.toFixed(0)}`).join(' < ')
    for (let i = 1; i < amounts.length; i++) expect(amounts[i], shown).toBeGreaterThan(amounts[i - 1] ?? Number.NaN)
  }

  it('all have a route', () => {
    const closed = comparison.corridors.filter(({ status }) => status === 'no-route')
    expect(closed.map((corridor) => corridor.status === 'no-route' && corridor.reason)).toEqual([])
    expect(comparison.corridors.length).toBeGreaterThanOrEqual(8)
  })

  it('rank by time: air, TIR road, rail, sea by Suez, sea by the Cape', () => {
    expectRising(['air', 'road-tir', 'northern-rail', 'sea-suez', 'sea-cape'], 'time_h')
  })

  it('rank by cost: sea, rail, road, air', () => {
    expectRising(['sea-suez', 'northern-rail', 'road-tir', 'air'], 'cost_usd')
  })

  it('rank by carbon: sea and rail less than half of road, road less than a third of air', () => {
    const [sea = 0, rail = 0, road = 0, air = 0] = values(['sea-suez', 'northern-rail', 'road-tir', 'air'], 'co2e_kg')
    expect(sea).toBeLessThan(road / 2)
    expect(rail).toBeLessThan(road / 2)
    expect(road).toBeLessThan(air / 3)
  })

  it('are what their names say', () => {
    expect(open('sea-suez').itinerary.passages).toContain('suez')
    expect(open('sea-cape').itinerary.passages).toContain('cape')
    expect(open('sea-cape').itinerary.passages).not.toContain('suez')
    expect(Object.keys(open('road-tir').km_by_mode)).toEqual(['road'])
    expect(Object.keys(open('northern-rail').km_by_mode)).toEqual(['rail'])
    expect(open('northern-rail').gauge_breaks).toBe(2)
    expect(open('middle-corridor').itinerary.countries).toEqual(expect.arrayContaining(['KZ', 'AZ', 'GE']))
    expect(open('middle-corridor').itinerary.countries).not.toContain('RU')
  })
})

describe('the corridors of the Belt and Road', () => {
  it.each(rows.map((row) => [row.corridor_id, row] as const))('%s has a route between its ends', (_, row) => {
    const { from_place: from, to_place: to } = row
    if (from === undefined || to === undefined) throw new Error('expected from_place and to_place')
    const corridor: Corridor = corridorFromRow(row)
    const [result] = compareCorridors(router, { from, to, corridors: [corridor] }).corridors
    expect(result?.status === 'no-route' ? result.reason : result?.status).toBe('ok')
  })

  it('are read by the command line', async () => {
    let out = ''
    const io = { out: (text: string) => (out += text), err: () => {}, width: 120 }
    const code = await run(['compare', 'Kunming', 'Bangkok', '--corridors', BRI, '--json'], io, '0.0.0')
    expect(code).toBe(0)
    const ids = (JSON.parse(out).corridors as { id: string }[]).map(({ id }) => id)
    expect(ids).toEqual(rows.map((row) => row.corridor_id))
    expect(readFileSync(BRI, 'utf8')).toContain(ids[0] ?? 'no corridor')
  })
})

describe('the sea from Shanghai to Rotterdam', () => {
  // Not `greenest`: by kilometres alone Panama is a little shorter than the Cape.
  const objectives = ['fastest', 'cheapest', 'generalised'] as const
  const query = { from: 'Shanghai', to: 'Rotterdam', modes: ['sea'] }

  it.each(objectives)('goes by Malacca and Suez (%s)', (objective) => {
    const open = itineraryOf(router.route({ ...query, objective, avoidPassages: ['northern-sea-route'] }))
    expect(open.passages).toEqual(expect.arrayContaining(['malacca', 'suez']))
    expect(open.totals.length_km).toBeGreaterThan(19_000)
    expect(open.totals.length_km).toBeLessThan(20_500)
  })

  it.each(objectives)('goes round the Cape where Suez is closed, by a third or less further (%s)', (objective) => {
    const open = itineraryOf(router.route({ ...query, objective, avoidPassages: ['northern-sea-route'] }))
    const closed = itineraryOf(router.route({ ...query, objective, avoidPassages: ['suez', 'northern-sea-route'] }))
    expect(closed.passages).toContain('cape')
    expect(closed.passages).not.toContain('suez')
    const further = closed.totals.length_km / open.totals.length_km - 1
    expect(further).toBeGreaterThan(0.22)
    expect(further).toBeLessThan(0.34)
    expect(closed.totals.time_h).toBeGreaterThan(open.totals.time_h)
  })
})
