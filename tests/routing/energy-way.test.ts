import { describe, expect, it } from 'vitest'
import { energyWay } from '../../src/routing/energy-way.js'
import { createRouter } from '../../src/routing/router.js'
import { openSaved } from '../../src/routing/saved/decode.js'
import { saveRouter } from '../../src/routing/saved/encode.js'
import { itineraryOf, linksOf, textNetwork } from '../support/text-network.js'

/** A long direct current line in the north, two of alternating current in the south, and a pipeline beside them. */
const NETWORK = `
  node.csv
  node_id, name, x_coord, y_coord, country
  dam,  Dam,  80, 40, KG
  hub,  Hub,  75, 36, TJ
  city, City, 70, 30, PK

  power.csv
  link_id, from_node_id, to_node_id, length_km, facility_type, capacity, name
  dc, dam, city, 1600, hvdc, 1300, Direct
  a1, dam, hub,   700, ac,   ,    Ring
  a2, hub, city,  900, ac,   900, Ring

  gas.csv
  link_id, from_node_id, to_node_id, length_km, capacity
  pipe, dam, city, 2000, 30

  speed.csv
  mode, speed_kmh
  power, 1000000000
  gas, 25

  rate.csv
  mode, usd_per_mwh_km
  power, 0.01
  gas, 0.002

  loss.csv
  mode, facility_type, loss_pct, loss_pct_per_1000km, usd_per_mwh_lost, gco2e_per_kwh_lost
  power, ,     ,  10, 50,
  power, hvdc, 2,  5, 50,
  gas,   ,     ,   3, 25, 200

  grid.csv
  country, year, gco2e_per_kwh
  KG, 2020, 100
  TJ, 2020, 50
  PK, 2020, 400

  transfer.csv
  from_mode, to_mode, time_h
  door, power, 0
  power, door, 0
  door, gas, 0
  gas, door, 0

  border.csv
  from_country, to_country, mode, time_h
  *, *, power, 0
  *, *, gas, 0
`
const router = createRouter(textNetwork(NETWORK))
const QUERY = { from: 'dam', to: 'city', modes: ['power'], objective: 'cheapest' } as const

describe('a route over lines of energy', () => {
  it('says what is lost and how much the lines can carry', () => {
    const route = itineraryOf(router.route(QUERY))
    expect(route.shipment).toEqual({ teu: 0, tonnes: 0, value_usd: 0, mwh: 1000 })
    expect(route.energy).toEqual({
      loss_pct: 10,
      lost_mwh: 100,
      capacity_at_most: 1300,
      capacity_unit: 'MW',
      links: 1,
      links_of_known_capacity: 1,
    })
    expect(route.totals.cost_usd).toBeCloseTo(1000 * 16 + 100 * 50, 9)
    expect(route.totals.co2e_kg).toBeCloseTo(100 * 250, 9)
    const ring = itineraryOf(router.route({ ...QUERY, avoidLinks: ['dc'] }))
    expect(ring.energy).toMatchObject({ capacity_at_most: 900, links: 2, links_of_known_capacity: 1 })
    expect(ring.energy?.loss_pct).toBeCloseTo(16, 9)
    const losses = ring.legs.flatMap((leg) => (leg.kind === 'transport' ? leg.links.map(({ loss_pct }) => loss_pct) : [])) // biome-ignore format: one line
    expect(losses).toEqual([7, 9])
  })

  it('goes by way of the smaller loss where that is what costs', () => {
    const clean = { ...QUERY, objective: 'greenest' } as const
    expect(linksOf(router.route(clean))).toEqual(['dc'])
    const scenario = { id: 'hydro', changes: [{ add: { grid: [{ country: 'TJ', year: 2030, gco2e_per_kwh: 0 }] } }, { close: { link: 'dc' } }] } // biome-ignore format: one line
    expect(itineraryOf(router.route({ ...clean, scenario })).totals.co2e_kg).toBeCloseTo(70 * 50 + 90 * 200, 9)
  })

  it('is the same from a saved network, and asked for in MWh of its own', () => {
    const saved = openSaved(saveRouter(router))
    expect(saved.route(QUERY)).toEqual(router.route(QUERY))
    const shipment = { teu: 0, tonnes: 0, value_usd: 0, mwh: 5 }
    expect(itineraryOf(router.route({ ...QUERY, shipment })).energy).toMatchObject({ loss_pct: 10, lost_mwh: 0.5 })
  })
})

describe('energyWay', () => {
  const line = { capacity: 5, loss_pct: 2 }

  it('knows no loss of oil, and no capacity over several modes', () => {
    expect(energyWay(new Set(['oil']), [{ capacity: 5 }], {})).toMatchObject({
      loss_pct: undefined,
      lost_mwh: undefined,
      capacity_at_most: 5,
      capacity_unit: 'Mt per year',
    })
    expect(energyWay(new Set(['gas', 'power']), [line, line], { mwh: 50 })).toMatchObject({
      loss_pct: 4,
      lost_mwh: 2,
      capacity_at_most: undefined,
      capacity_unit: undefined,
    })
    expect(energyWay(new Set(['gas']), [line], {})).toMatchObject({ loss_pct: 2, lost_mwh: undefined })
  })

  it('is none where anything else moves, or nothing', () => {
    expect(energyWay(new Set(['gas', 'sea']), [line], {})).toBeUndefined()
    expect(energyWay(new Set(['fibre']), [line], {})).toBeUndefined()
    expect(energyWay(new Set(), [], {})).toBeUndefined()
  })
})
