import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INTERNATIONAL, type Share, sharesOf } from '../../src/corridor/shares.js'
import { createRouter } from '../../src/routing/router.js'
import { networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { itineraryOf, ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const NETWORK = textNetwork(THREE_WAYS)
const ROUTER = createRouter(NETWORK)
const ASKED = { from: 'aton', to: 'lodz', shipment: ONE_TEU } as const

function lines(shares: Readonly<Partial<Record<string, Share>>>): string[] {
  return Object.entries(shares).map(([key, share]) => {
    const { time_h, cost_usd, co2e_kg, length_km } = share as Share
    return `${key}: ${time_h} h, ${cost_usd ?? '?'} USD, ${co2e_kg ?? '?'} kg, ${length_km} km`
  })
}

describe('sharesOf', () => {
  it('gives movement by mode and stops apart, in order of travel', () => {
    const rail = itineraryOf(ROUTER.route({ ...ASKED, modes: ['rail'] }))
    expect(lines(sharesOf(rail, NETWORK).by_mode)).toEqual([
      'transfer: 17 h, 85 USD, 7 kg, 0 km',
      'rail: 40 h, 2000 USD, 200 kg, 2000 km',
      'border: 48 h, 200 USD, 0 kg, 0 km',
    ])
  })

  it('puts half of a land link and of a border into each country, and handling where it is done', () => {
    const rail = itineraryOf(ROUTER.route({ ...ASKED, modes: ['rail'] }))
    expect(lines(sharesOf(rail, NETWORK).by_country)).toEqual([
      // Loading, half of the first line, half of the border into Russia.
      'CN: 28 h, 580 USD, 53 kg, 500 km',
      // The change of gauge, half of both lines and of both borders.
      'RU: 49 h, 1125 USD, 101 kg, 1000 km',
      'PL: 28 h, 580 USD, 53 kg, 500 km',
    ])
  })

  it('puts the sea into no country, but its ports into theirs', () => {
    const sea = itineraryOf(ROUTER.route({ ...ASKED, modes: ['sea'] }))
    expect(lines(sharesOf(sea, NETWORK).by_country)).toEqual([
      'CN: 12 h, 40 USD, 4 kg, 0 km',
      'international: 144 h, 1800 USD, 180 kg, 3600 km',
      'PL: 12 h, 40 USD, 4 kg, 0 km',
    ])
  })

  it('gives a land link the country of the one end that has one, and none where neither has', () => {
    const network = textNetwork(`
      node.csv
      node_id, x_coord, y_coord, country
      a, 0, 0, KZ
      b, 1, 0,
      c, 2, 0,

      road.csv
      link_id, from_node_id, to_node_id, length_km
      ab, a, b, 200
      bc, b, c, 300

      ${ROUND_RULES}`)
    const way = itineraryOf(createRouter(network).route({ from: 'a', to: 'c', shipment: ONE_TEU, handling: 'none' }))
    const { by_country } = sharesOf(way, network)
    expect(lines(by_country)).toEqual([
      'KZ: 2 h, 400 USD, 100 kg, 200 km',
      'international: 3 h, 600 USD, 150 kg, 300 km',
    ])
    expect(Object.keys(by_country)[1]).toBe(INTERNATIONAL)
  })

  it('is empty where nothing moves', () => {
    const here = itineraryOf(ROUTER.route({ from: 'aton', to: 'aton' }))
    expect(sharesOf(here, NETWORK)).toEqual({ by_mode: {}, by_country: {} })
  })

  it('does not know money that one of its parts does not know', () => {
    const network = textNetwork(`
      node.csv
      node_id, x_coord, y_coord, country
      a, 0, 0, CN
      b, 1, 0, CN
      c, 2, 0, KZ

      road.csv
      link_id, from_node_id, to_node_id, length_km
      ab, a, b, 200

      waterway.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      bc, b, c, 200, 9

      transfer-water.csv
      from_mode, to_mode, time_h
      road, waterway, 1
      waterway, door, 1

      border-water.csv
      from_country, to_country, mode, time_h
      *, *, waterway, 5

      ${ROUND_RULES}`)
    const way = itineraryOf(
      createRouter(network).route({ from: 'a', to: 'c', objective: 'fastest', shipment: ONE_TEU }),
    )
    const { by_mode, by_country } = sharesOf(way, network)
    expect([by_mode.road?.cost_usd, by_mode.waterway?.cost_usd, by_mode.border?.cost_usd]).toEqual([400, undefined, 0])
    expect(by_country.CN).toMatchObject({ time_h: 1 + 2 + 1 + 4.5 + 2.5, cost_usd: undefined, length_km: 300 })
    expect(by_country.KZ).toMatchObject({ time_h: 4.5 + 2.5 + 1, cost_usd: undefined, length_km: 100 })
  })
})

describe('on random networks', () => {
  const KEYS = ['time_h', 'cost_usd', 'co2e_kg', 'length_km'] as const

  it('both splits add up to the totals', () => {
    const tally = new RouteTally()
    let abroad = 0
    fc.assert(
      fc.property(question(7), ({ spec, query }) => {
        const network = networkOf(spec)
        const result = createRouter(network).route(query)
        if (!tally.note(result.status === 'ok') || result.status !== 'ok') return
        const { by_mode, by_country } = sharesOf(result, network)
        if (Object.keys(by_country).length > 1) abroad++
        for (const shares of [Object.values(by_mode), Object.values(by_country)]) {
          for (const key of KEYS) {
            const total = result.totals[key]
            const parts = shares.map((share) => share[key])
            if (total === undefined) {
              expect(parts).toContain(undefined)
              continue
            }
            const sum = parts.reduce<number>((all, part) => all + (part ?? Number.NaN), 0)
            expect(Math.abs(sum - total)).toBeLessThanOrEqual(1e-9 * Math.max(1, total))
          }
        }
        const { moving, border, transfer } = result.hours
        expect(by_mode.border?.time_h ?? 0).toBe(border)
        expect(by_mode.transfer?.time_h ?? 0).toBe(transfer)
        const moved = [by_mode.rail, by_mode.road, by_mode.sea].map((share) => share?.time_h ?? 0)
        expect(moved.reduce((a, b) => a + b)).toBeCloseTo(moving, 9)
      }),
      { numRuns: 150 },
    )
    tally.expectAtLeastHalf()
    expect(abroad).toBeGreaterThan(0)
  })
})
