import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emissionsByPillar } from '../../../src/corridor/emissions/by-pillar.js'
import { emissionReport } from '../../../src/corridor/emissions/emission-report.js'
import { createRouter } from '../../../src/routing/router.js'
import { networkOf, question } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'
import { itineraryOf, ONE_TEU, ROUND_RULES, textNetwork } from '../../support/text-network.js'

/** By lorry, by electric and by diesel train, over a break of gauge. */
const NETWORK = `
  node.csv
  node_id, x_coord, y_coord, country
  a, 0.0, 0, CN
  b, 0.1, 0, CN
  c, 0.2, 0, CN
  d, 0.3, 0, CN
  e, 0.4, 0, CN

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ab, a, b, 100

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm, electrified
  bc, b, c, 200, 1435, 1
  cd, c, d, 300, 1435, 0
  de, d, e, 100, 1520, 1

  ${ROUND_RULES.replace(
    'mode, wtw_gco2e_per_tkm, ttw_gco2e_per_tkm',
    'mode, wtw_gco2e_per_tkm, ttw_gco2e_per_tkm, electrified, kwh_per_tkm\n  rail, , , 1, 0.02',
  )}

  grid.csv
  country, year, gco2e_per_kwh
  CN, 2024, 500
`

const byPillar = (text: string, query: object = {}) => {
  const route = createRouter(textNetwork(text)).route({ from: 'a', to: 'e', shipment: ONE_TEU, ...query })
  return emissionsByPillar(emissionReport(itineraryOf(route)))
}

describe('emissionsByPillar', () => {
  it('gives fuel to transport, current to energy, handling to industry and changes of gauge to standards', () => {
    const { pillars, totals } = byPillar(NETWORK)
    expect(
      pillars.map(({ pillar, elements, tonne_km, co2e_wtw_kg }) => [pillar, elements, tonne_km, co2e_wtw_kg]),
    ).toEqual([
      // 10 t x 100 km x 50 g and 10 t x 300 km x 10 g.
      ['transport', ['tce-2', 'tce-4'], 4000, expect.closeTo(50 + 30, 9)],
      // 10 t x 300 km x 0.02 kWh x 500 g.
      ['energy', ['tce-4', 'tce-6'], 3000, expect.closeTo(30, 9)],
      ['industry', ['tce-1', 'tce-3', 'tce-7'], 0, 1 + 3 + 3],
      ['standards', ['tce-5'], 0, 1],
    ])
    expect(totals.tonne_km).toBe(7000)
    expect(totals.co2e_wtw_kg).toBeCloseTo(80 + 30 + 7 + 1, 9)
    // Hubs have no tank-to-wheel figure: their pillars and the total are absent, and the others stay.
    expect(totals.co2e_ttw_kg).toBeUndefined()
    expect(pillars.map(({ pillar, co2e_ttw_kg }) => [pillar, co2e_ttw_kg])).toEqual([
      ['transport', expect.closeTo(40 + 24, 9)],
      ['energy', 0],
      ['industry', undefined],
      ['standards', undefined],
    ])
    for (const { what } of pillars) expect(what).not.toBe('')
  })

  it('keeps the pillars whose factors are there', () => {
    const noGrid = byPillar(NETWORK.replace('CN, 2024, 500', 'KZ, 2024, 800'), { objective: 'fastest' })
    expect(noGrid.totals.co2e_wtw_kg).toBeUndefined()
    expect(noGrid.pillars.map(({ pillar, co2e_wtw_kg }) => [pillar, co2e_wtw_kg])).toEqual([
      ['transport', expect.closeTo(80, 9)],
      ['energy', undefined],
      ['industry', 7],
      ['standards', 1],
    ])
    expect(byPillar(NETWORK, { to: 'a' })).toEqual({
      pillars: [],
      totals: { tonne_km: 0, co2e_wtw_kg: 0, co2e_ttw_kg: 0 },
    })
  })

  it('gives lines of energy to energy', () => {
    const gas = `
      node.csv
      node_id, x_coord, y_coord, country
      a, 0, 0, CN
      e, 1, 0, CN

      gas.csv
      link_id, from_node_id, to_node_id, length_km
      ae, a, e, 120

      speed.csv
      mode, speed_kmh
      gas, 30

      emission.csv
      mode, wtw_gco2e_per_tkm, ttw_gco2e_per_tkm
      gas, 5, 4
    `
    const { pillars } = byPillar(gas, { modes: ['gas'], objective: 'fastest', handling: 'none' })
    expect(pillars.map(({ pillar, tonne_km }) => [pillar, tonne_km])).toEqual([['energy', 1200]])
  })

  it('adds up to the report to the last bit, and is absent where the report is', () => {
    const tally = new RouteTally()
    let mixed = 0
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const route = createRouter(networkOf(spec)).route(query)
        if (!tally.note(route.status === 'ok') || route.status !== 'ok') return
        const report = emissionReport(route)
        const { pillars, totals } = emissionsByPillar(report)
        for (const key of ['tonne_km', 'co2e_wtw_kg', 'co2e_ttw_kg'] as const) {
          expect(totals[key]).toBe(report.totals[key])
          let sum: number | undefined = 0
          for (const { [key]: value } of pillars)
            sum = sum === undefined || value === undefined ? undefined : sum + value
          expect(sum).toBe(report.totals[key])
          for (const { [key]: value } of pillars) expect(value ?? 0).toBeGreaterThanOrEqual(0)
        }
        const named = new Set(pillars.flatMap(({ elements }) => elements))
        expect(named).toEqual(new Set(report.elements.map(({ id }) => id)))
        if (pillars.length > 2) mixed++
      }),
      { numRuns: 300 },
    )
    tally.expectAtLeastHalf()
    expect(mixed).toBeGreaterThan(20)
  })
})
