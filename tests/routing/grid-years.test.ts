import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CostModel } from '../../src/cost/cost-model.js'
import { createRouter, type RouteQuery } from '../../src/routing/router.js'
import { openSaved } from '../../src/routing/saved/decode.js'
import { saveRouter } from '../../src/routing/saved/encode.js'
import { itineraryOf, linksOf, textNetwork } from '../support/text-network.js'

/** From West to East by electric railways through Kazakhstan, or by diesel through Mongolia. Kazakhstan's grid gets cleaner. */
const NETWORK = `
  node.csv
  node_id, x_coord, y_coord, country
  west, 30, 50, RU
  kaz,  70, 48, KZ
  mon,  105, 47, MN
  east, 116, 40, CN

  rail.csv
  link_id, from_node_id, to_node_id, length_km, electrified
  wk, west, kaz,  3000, 1
  ke, kaz,  east, 4000, 1
  wm, west, mon,  5600, 0
  me, mon,  east, 1400, 0

  speed.csv
  mode, speed_kmh
  rail, 50

  rate.csv
  mode, usd_per_teu_km
  rail, 1

  emission.csv
  mode, electrified, wtw_gco2e_per_tkm, kwh_per_tkm
  rail, 1, , 0.03
  rail, 0, 18,

  grid.csv
  country, year, gco2e_per_kwh
  KZ, 2015, 900
  KZ, 2021, 500
  RU, 2015, 500
  CN, 2018, 600

  border.csv
  from_country, to_country, mode, time_h
  *, *, rail, 0

  transfer.csv
  from_mode, to_mode, time_h
  door, rail, 0
  rail, door, 0
`
const QUERY: RouteQuery = {
  from: 'west',
  to: 'east',
  objective: 'greenest',
  shipment: { teu: 1, tonnes: 10, value_usd: 0 },
}
const CLEAN = ['wk', 'ke']
const DIESEL = ['wm', 'me']

describe('grid intensity by year', () => {
  const router = createRouter(textNetwork(NETWORK))
  const greenest = (date?: string) => router.route({ ...QUERY, ...(date === undefined ? {} : { date }) })

  it('changes the greenest route with the day that is asked for', () => {
    expect(linksOf(greenest())).toEqual(CLEAN)
    expect(linksOf(greenest('2020-12-31'))).toEqual(DIESEL)
    expect(linksOf(greenest('2021-01-01'))).toEqual(CLEAN)
    expect(linksOf(greenest('2010-01-01'))).toEqual(DIESEL)
    // Half of each link in either country: 3000 km at (500 + 500) / 2 g/kWh, 4000 at (500 + 600) / 2.
    const kg = (10 * 0.03 * (3000 * 500 + 4000 * 550)) / 1000
    expect(itineraryOf(greenest('2021-01-01')).totals.co2e_kg).toBeCloseTo(kg, 9)
    expect(itineraryOf(greenest('2020-12-31')).totals.co2e_kg).toBeCloseTo((10 * 18 * 7000) / 1000, 9)
  })

  it('leaves money and hours alone', () => {
    const { co2e_kg: then, ...before } = itineraryOf(router.route({ ...QUERY, date: '2016-01-01', avoidNodes: ['mon'] })).totals // biome-ignore format: one line
    const { co2e_kg: now, ...after } = itineraryOf(router.route({ ...QUERY, avoidNodes: ['mon'] })).totals
    expect(before).toEqual(after)
    expect(then).toBeGreaterThan(now as number)
  })

  it('gives days of one period the same factors, and those after the last year the factors without a date', () => {
    const factors = (date: string) => router.prepare({ date }).factors
    expect(factors('2030-01-01')).toBe(router.prepare({}).factors)
    expect(factors('2016-01-01')).toBe(factors('2019-01-01'))
    expect(factors('2016-01-01')).not.toBe(factors('2022-01-01'))
  })

  it('is asked for in any order, from a saved network and through a hierarchy, with the same answers', () => {
    const dates = [undefined, '2016-01-01', '2019-06-01', '2021-06-01', '2005-01-01', '2040-01-01']
    const saved = openSaved(saveRouter(router))
    const quick = createRouter(textNetwork(NETWORK), { accelerate: 'always' })
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...dates), { minLength: 1, maxLength: 8 }), (asked) => {
        for (const date of asked) {
          const query = { ...QUERY, ...(date === undefined ? {} : { date }) }
          const fresh = createRouter(textNetwork(NETWORK)).route(query)
          for (const other of [router, saved, quick]) expect(other.route(query)).toEqual(fresh)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('is that of its day for a cost model of a day', () => {
    const network = textNetwork(NETWORK)
    const dated = createRouter(network, { costModel: new CostModel(network.rules).at('2016-01-01') })
    for (const one of [dated, openSaved(saveRouter(dated))]) {
      expect(linksOf(one.route(QUERY))).toEqual(DIESEL)
      expect(linksOf(one.route({ ...QUERY, date: '2017-01-01' }))).toEqual(DIESEL)
      expect(linksOf(one.route({ ...QUERY, date: '2030-01-01' }))).toEqual(CLEAN)
    }
  })

  it('has later years from a scenario', () => {
    const scenario = {
      id: 'coal',
      changes: [{ add: { grid: [{ country: 'KZ', year: 2030, gco2e_per_kwh: 1200 }] } }],
    }
    expect(linksOf(router.route({ ...QUERY, scenario }))).toEqual(DIESEL)
    expect(linksOf(router.route({ ...QUERY, scenario, date: '2029-12-31' }))).toEqual(CLEAN)
    expect(linksOf(router.route({ ...QUERY, scenario, date: '2031-01-01' }))).toEqual(DIESEL)
    const faster = { id: 'x', changes: [{ change: { mode: 'rail' }, carbon_factor: 0.5 }] }
    expect(linksOf(router.route({ ...QUERY, scenario: faster, date: '2016-01-01' }))).toEqual(DIESEL)
  })
})
