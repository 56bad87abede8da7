import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indicatorsOf } from '../../src/corridor/indicators.js'
import { createRouter, type RouteQuery } from '../../src/routing/router.js'
import { networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { itineraryOf, ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const ROUTER = createRouter(textNetwork(THREE_WAYS))

function of(query: Partial<RouteQuery>) {
  return indicatorsOf(itineraryOf(ROUTER.route({ from: 'aton', to: 'lodz', shipment: ONE_TEU, ...query })))
}

describe('indicatorsOf', () => {
  it('gives the mean border, the cost of 20 t over 500 km, and the speeds', () => {
    // 105 h, of which 40 h move and 48 h stand at two borders of USD 100; USD 2,285 for 10 t over 2,000 km.
    expect(of({ modes: ['rail'] })).toEqual({
      tfi1_h: 24,
      tfi2_usd: 100,
      tfi3_usd_per_500km_20t: 1142.5,
      swod_kmh: 50,
      swd_kmh: 2000 / 105,
    })
  })

  it('counts the fee of the whole shipment', () => {
    const { tfi1_h, tfi2_usd } = of({ modes: ['rail'], shipment: { teu: 3, tonnes: 30, value_usd: 0 } })
    expect([tfi1_h, tfi2_usd]).toEqual([24, 300])
  })

  it('has no border where none is crossed', () => {
    expect(of({ modes: ['sea'] })).toMatchObject({ tfi1_h: undefined, tfi2_usd: undefined, swod_kmh: 25 })
  })

  it('has no cost of an empty container', () => {
    expect(of({ modes: ['sea'], shipment: { ...ONE_TEU, tonnes: 0 } }).tfi3_usd_per_500km_20t).toBeUndefined()
  })

  it('has nothing where nothing moves', () => {
    expect(Object.values(of({ to: 'aton' }))).toEqual(new Array(5).fill(undefined))
  })

  it('leaves drivers rest out of the speed without delay, and a missing rate out of the cost', () => {
    const router = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 6, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km
      ab, a, b, 900

      speed.csv
      mode, speed_kmh, hours_per_day
      road, 90, 12

      emission.csv
      mode, wtw_gco2e_per_tkm
      road, 50`),
    )
    const way = itineraryOf(router.route({ from: 'a', to: 'b', objective: 'fastest', handling: 'none' }))
    expect(indicatorsOf(way)).toEqual({
      tfi1_h: undefined,
      tfi2_usd: undefined,
      tfi3_usd_per_500km_20t: undefined,
      swod_kmh: 90,
      swd_kmh: 45,
    })
  })

  it('has no speed of what takes no time', () => {
    const router = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      ab, a, b, 112, 0

      ${ROUND_RULES}`),
    )
    const way = itineraryOf(router.route({ from: 'a', to: 'b', shipment: ONE_TEU }))
    expect(indicatorsOf(way)).toMatchObject({ swod_kmh: undefined, swd_kmh: 56 })
  })
})

describe('on random networks', () => {
  it('every indicator is a number of at least 0 or none, and delay never quickens', () => {
    const tally = new RouteTally()
    let known = 0
    fc.assert(
      fc.property(question(6), ({ spec, query }) => {
        const result = createRouter(networkOf(spec)).route(query)
        if (!tally.note(result.status === 'ok') || result.status !== 'ok') return
        const indicators = indicatorsOf(result)
        for (const value of Object.values(indicators)) {
          if (value === undefined) continue
          expect(Number.isFinite(value)).toBe(true)
          expect(value).toBeGreaterThanOrEqual(0)
        }
        const { swod_kmh, swd_kmh, tfi1_h } = indicators
        if (swod_kmh !== undefined) expect(swd_kmh).toBeLessThanOrEqual(swod_kmh * (1 + 1e-12))
        const borders = result.legs.filter((leg) => leg.kind === 'border').length
        expect(tfi1_h === undefined).toBe(borders === 0)
        if (tfi1_h !== undefined) {
          known++
          expect(tfi1_h * borders).toBeCloseTo(result.hours.border, 9)
        }
      }),
      { numRuns: 150 },
    )
    tally.expectAtLeastHalf()
    expect(known).toBeGreaterThan(0)
  })
})
