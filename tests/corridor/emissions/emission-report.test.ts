import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EmissionElement, emissionReport } from '../../../src/corridor/emissions/emission-report.js'
import { createRouter } from '../../../src/routing/router.js'
import { openSaved } from '../../../src/routing/saved/decode.js'
import { saveRouter } from '../../../src/routing/saved/encode.js'
import { networkOf, question } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'
import { itineraryOf, textNetwork } from '../../support/text-network.js'

/**
 * 2 TEU of 10 t by lorry to an airport, by air, and by train to the customer. The lorry's roads have no length on the last
 * stretch (12 km of great circle, nearly), and its rule adds 10 %; the flight's adds 95 km; half of the train's way is electric.
 */
const NETWORK = `
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Aton,  0,     0, CN
  b, Beck,  0.5,   0, CN
  p, Port,  0.6,   0, CN
  q, Quay,  9,     0, KZ
  r, Rail,  9.1,   0, KZ
  s, Stop,  9.2,   0, KZ

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ab, a, b, 100
  bp, b, p,

  air.csv
  link_id, from_node_id, to_node_id, length_km
  pq, p, q, 1000

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm, electrified
  qr, q, r, 50, 1520, 1
  rs, r, s, 50, 1520, 0

  speed.csv
  mode, speed_kmh
  road, 50
  air,  500
  rail, 50

  rate.csv
  mode, usd_per_teu_km
  road, 1
  air,  1
  rail, 1

  emission.csv
  mode, electrified, wtw_gco2e_per_tkm, ttw_gco2e_per_tkm, kwh_per_tkm, distance_pct, distance_add_km, source
  road,  , 80,  60, , 10, ,   Lorries 2025
  air,   , 500, 400, ,  , 95, Flights 2024
  rail, 0, 30,  20, ,   , ,   Diesel 2023
  rail, 1,    ,   , 0.02, , ,   Electric 2023

  grid.csv
  country, year, gco2e_per_kwh, source
  KZ, 2023, 800, Grids 2024

  transfer.csv
  from_mode, to_mode, time_h, co2e_kg_per_teu, co2e_ttw_kg_per_teu, source
  door, road, 1, 2, 1.5, Doors
  road, air,  1, 5, 4,   Airports
  air,  rail, 1, 5, 4,   Airports
  rail, door, 1, 0,  ,   Doors

  border.csv
  from_country, to_country, time_h
  *, *, 10
`
const QUERY = { from: 'a', to: 's', objective: 'fastest', shipment: { teu: 2, tonnes: 10, value_usd: 0 } } as const

const reportOf = (text: string) => emissionReport(itineraryOf(createRouter(textNetwork(text)).route(QUERY)))

const without = (line: RegExp, by = ''): string => {
  const changed = NETWORK.replace(line, by)
  expect(changed).not.toBe(NETWORK)
  return changed
}

describe('emissionReport', () => {
  it('states a chain of road, air and rail as by hand', () => {
    const { elements, totals, sources, missing, standard } = reportOf(NETWORK)
    expect(standard).toBe('ISO 14083:2023')
    expect(missing).toEqual([])
    expect(elements.map(({ id, previous, kind, category }) => [id, previous, kind, category])).toEqual([
      ['tce-1', [], 'hub', 'load-road'],
      ['tce-2', ['tce-1'], 'transport', 'road'],
      ['tce-3', ['tce-2'], 'hub', 'transshipment-road-air'],
      ['tce-4', ['tce-3'], 'transport', 'air'],
      ['tce-5', ['tce-4'], 'hub', 'transshipment-air-rail'],
      ['tce-6', ['tce-5'], 'transport', 'rail-mixed'],
      ['tce-7', ['tce-6'], 'hub', 'unload-rail'],
    ])
    // A tenth of a degree of the equator.
    const circle = (0.1 * Math.PI * 6371.0088) / 180
    const road = 100 + circle
    expect(elements[1]).toMatchObject({
      mode: 'road',
      mass_t: 10,
      distance: { kind: 'sfd', km: expect.closeTo(road, 1), estimated_km: expect.closeTo(circle, 1) },
      tonne_km: expect.closeTo(10 * road, 0),
      co2e_wtw_kg: expect.closeTo((10 * road * 1.1 * 80) / 1000, 1),
      co2e_ttw_kg: expect.closeTo((10 * road * 1.1 * 60) / 1000, 1),
      wtw_g_per_tkm: expect.closeTo(88, 9),
      ttw_g_per_tkm: expect.closeTo(66, 9),
      sources: ['Lorries 2025'],
    })
    // 10 t x 1,095 km x 500 g; over 10 t x 1,000 km.
    expect(elements[3]).toMatchObject({
      distance: { kind: 'gcd', km: 1000, estimated_km: 0, adjustment_km: 95, adjusted_km: 1095 },
      tonne_km: 10_000,
      co2e_wtw_kg: 5475,
      co2e_ttw_kg: 4380,
      wtw_g_per_tkm: 547.5,
    })
    // 10 t x 50 km x 0.02 kWh x 800 g = 8 kg, and 10 t x 50 km x 30 g = 15 kg.
    expect(elements[5]).toMatchObject({
      distance: { kind: 'sfd', km: 100, adjustment_km: 0 },
      co2e_wtw_kg: 23,
      co2e_ttw_kg: 10,
      wtw_g_per_tkm: 23,
      sources: ['Electric 2023', 'Grids 2024', 'Diesel 2023'],
    })
    expect(elements[2]).toMatchObject({
      operation: 'mode',
      from_mode: 'road',
      to_mode: 'air',
      wtw_kg_per_t: 1,
      ttw_kg_per_t: 0.8,
    })
    // Where nothing is emitted in all, nothing is on the spot.
    expect(elements[6]).toMatchObject({ co2e_wtw_kg: 0, co2e_ttw_kg: 0 })
    expect([totals.hub_wtw_kg, totals.hub_ttw_kg]).toEqual([24, 19])
    expect(totals.tonne_km).toBeCloseTo(10 * (road + 1100), 0)
    expect(sources).toContainEqual({ source: 'Airports', elements: ['tce-3', 'tce-5'] })
    expect(sources.map(({ source }) => source)).toEqual([
      'Doors',
      'Lorries 2025',
      'Airports',
      'Flights 2024',
      'Electric 2023',
      'Grids 2024',
      'Diesel 2023',
    ])
  })

  it('takes a leg whose lengths are all great circles for one', () => {
    const road = reportOf(without(/ab, a, b, 100/, 'ab, a, b,')).elements[1]
    expect(road).toMatchObject({ distance: { kind: 'gcd' } })
    expect(road?.kind === 'transport' && road.distance.estimated_km === road.distance.km).toBe(true)
  })

  it('is absent, not partial, where a factor is missing, and names it', () => {
    const noFlights = reportOf(without(/air, {3}, 500.*\n/))
    expect(noFlights.totals).toMatchObject({
      co2e_wtw_kg: undefined,
      co2e_ttw_kg: undefined,
      wtw_g_per_tkm: undefined,
      hub_wtw_kg: 24,
    })
    expect(noFlights.elements[3]).toMatchObject({
      distance: { km: 1000, adjusted_km: undefined, adjustment_km: undefined },
    })
    expect(noFlights.missing).toEqual([
      { element: 'tce-4', scope: 'wtw', links: ['pq'], text: 'air Port - Quay: no emission factor for link pq' },
    ])
    const noTtw = reportOf(without(/80, {2}60/, '80, '))
    expect(noTtw.totals).toMatchObject({ co2e_wtw_kg: expect.any(Number), co2e_ttw_kg: undefined })
    expect(noTtw.missing.map(({ text }) => text)).toEqual([
      'road Aton - Port: no tank-to-wheel factor for links ab, bp',
    ])
    const noHub = reportOf(without(/5, 4, {3}Airports/, '5, , Airports'))
    expect(noHub.totals).toMatchObject({ co2e_ttw_kg: undefined, hub_ttw_kg: undefined, hub_wtw_kg: 24 })
    expect(noHub.missing.map(({ element, scope, text }) => [element, scope, text])).toEqual([
      ['tce-3', 'ttw', 'transshipment-road-air at Port: no tank-to-wheel factor in transfer.csv'],
    ])
  })

  it('has no intensity without tonnes, and no elements where nothing moves', () => {
    const router = createRouter(textNetwork(NETWORK))
    const empty = emissionReport(itineraryOf(router.route({ ...QUERY, shipment: { teu: 2, tonnes: 0, value_usd: 0 } })))
    expect(empty.totals).toMatchObject({ tonne_km: 0, co2e_wtw_kg: 24, wtw_g_per_tkm: undefined })
    expect(empty.elements[0]).toMatchObject({ wtw_kg_per_t: undefined })
    const nowhere = emissionReport(itineraryOf(router.route({ ...QUERY, to: 'a' })))
    expect(nowhere).toMatchObject({ elements: [], missing: [], totals: { co2e_wtw_kg: 0, tonne_km: 0 } })
  })

  it('is the same from a saved network', () => {
    const router = createRouter(textNetwork(NETWORK))
    const opened = openSaved(saveRouter(router))
    expect(emissionReport(itineraryOf(opened.route(QUERY)))).toEqual(emissionReport(itineraryOf(router.route(QUERY))))
  })

  it('adds up to the itinerary exactly', () => {
    const tally = new RouteTally()
    let [known, unknown] = [0, 0]
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const route = createRouter(networkOf(spec)).route(query)
        if (!tally.note(route.status === 'ok') || route.status !== 'ok') return
        const { elements, totals, missing } = emissionReport(route)
        const { co2e_wtw_kg, co2e_ttw_kg } = totals
        expect(co2e_wtw_kg).toBe(route.totals.co2e_kg)
        const sum = (scope: 'co2e_wtw_kg' | 'co2e_ttw_kg') =>
          elements.reduce<number | undefined>((so, element) => plus(so, element[scope]), 0)
        expect(co2e_ttw_kg).toBe(sum('co2e_ttw_kg'))
        expect(co2e_wtw_kg).toBe(sum('co2e_wtw_kg'))
        expect(totals.distance_km).toBe(route.totals.length_km)
        const moves = elements.filter((element) => element.kind === 'transport')
        for (const { tonne_km, distance, mass_t } of moves) expect(tonne_km).toBe(mass_t * distance.km)
        // Something is named as missing exactly where something is.
        expect(missing.some(({ scope }) => scope === 'wtw')).toBe(co2e_wtw_kg === undefined)
        expect(missing.length > 0).toBe(co2e_ttw_kg === undefined)
        for (const { element, scope } of missing) {
          const bare = elements.find(({ id }) => id === element) as EmissionElement
          expect(bare[scope === 'wtw' ? 'co2e_wtw_kg' : 'co2e_ttw_kg']).toBeUndefined()
        }
        expect(elements.length).toBe(route.legs.filter((leg) => leg.kind !== 'border').length)
        if (co2e_ttw_kg === undefined) unknown++
        else known++
      }),
      { numRuns: 200 },
    )
    tally.expectAtLeastHalf()
    expect([known > 0, unknown > 0]).toEqual([true, true])
  })

  function plus(a: number | undefined, b: number | undefined): number | undefined {
    return a === undefined || b === undefined ? undefined : a + b
  }
})
