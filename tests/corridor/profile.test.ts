import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ProfilePoint, profileOf } from '../../src/corridor/profile.js'
import { createRouter } from '../../src/routing/router.js'
import { networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { itineraryOf, ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const NETWORK = textNetwork(THREE_WAYS)
const ROUTER = createRouter(NETWORK)

function line({ kind, name, mode, length_km, time_h, cost_usd, co2e_kg }: ProfilePoint): string {
  return `${kind} ${name} ${mode ?? '-'} | ${length_km} km, ${time_h} h, ${cost_usd ?? '?'} USD, ${co2e_kg ?? '?'} kg`
}

describe('profileOf', () => {
  it('is a point for the start, each link, border and transfer, summed from the start on', () => {
    const rail = itineraryOf(ROUTER.route({ from: 'aton', to: 'lodz', modes: ['rail'], shipment: ONE_TEU }))
    const profile = profileOf(rail, NETWORK)
    expect(profile.map(line)).toEqual([
      'start Aton - | 0 km, 0 h, 0 USD, 0 kg',
      'transfer Aton rail | 0 km, 6 h, 30 USD, 3 kg',
      'move Northby rail | 1000 km, 26 h, 1030 USD, 103 kg',
      'border Northby rail | 1000 km, 50 h, 1130 USD, 103 kg',
      'transfer Northby rail | 1000 km, 55 h, 1155 USD, 104 kg',
      'move Łódź rail | 2000 km, 75 h, 2155 USD, 204 kg',
      'border Łódź rail | 2000 km, 99 h, 2255 USD, 204 kg',
      'transfer Łódź rail | 2000 km, 105 h, 2285 USD, 207 kg',
    ])
    expect(profile.map(({ at }) => at).join(' ')).toBe('aton aton north north north lodz lodz lodz')
  })

  it('names the places inside a leg, by id where the network does not know them', () => {
    const sea = itineraryOf(ROUTER.route({ from: 'aton', to: 'lodz', modes: ['sea'], handling: 'none' }))
    expect(profileOf(sea, NETWORK).map(({ name }) => name)).toEqual(['Aton', 'Canal', 'Łódź'])
    const other = textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0

      ${ROUND_RULES}`)
    expect(profileOf(sea, other).map(({ name }) => name)).toEqual(['Aton', 'suez', 'Łódź'])
  })

  it('is the start alone where nothing moves', () => {
    const here = itineraryOf(ROUTER.route({ from: 'aton', to: 'aton' }))
    expect(profileOf(here, NETWORK)).toEqual([
      { at: 'aton', name: 'Aton', kind: 'start', mode: undefined, time_h: 0, cost_usd: 0, co2e_kg: 0, length_km: 0 },
    ])
  })

  it('knows what was spent up to the first piece that has no price', () => {
    const network = textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0
      c, 2, 0
      d, 3, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km, facility_type
      ab, a, b, 200,
      bc, b, c, 200, ferry
      cd, c, d, 200,

      rate-ferry.csv
      mode, facility_type
      road, ferry

      ${ROUND_RULES}`)
    const way = itineraryOf(
      createRouter(network).route({ from: 'a', to: 'd', objective: 'fastest', shipment: ONE_TEU }),
    )
    expect(profileOf(way, network).map(({ cost_usd }) => cost_usd)).toEqual([
      0,
      10,
      410,
      undefined,
      undefined,
      undefined,
    ])
    expect(profileOf(way, network).map(({ co2e_kg }) => co2e_kg)).toEqual([0, 1, 101, 201, 301, 302])
  })
})

describe('on random networks', () => {
  const KEYS = ['time_h', 'cost_usd', 'co2e_kg', 'length_km'] as const

  it('the last point equals the totals exactly, and nothing falls on the way', () => {
    const tally = new RouteTally()
    // Lengths that are no round numbers, so that the order of adding shows.
    const odd = fc.double({ min: 0.1, max: 3, noNaN: true })
    let longLegs = 0
    fc.assert(
      fc.property(question(7), odd, ({ spec, query }, factor) => {
        const link = spec.link.map((row) => ({ ...row, length_km: Number(row.length_km) * factor }))
        const network = networkOf({ ...spec, link })
        const result = createRouter(network).route(query)
        if (!tally.note(result.status === 'ok') || result.status !== 'ok') return
        if (result.legs.some((leg) => leg.kind === 'transport' && leg.links.length > 1)) longLegs++
        const profile = profileOf(result, network)
        const last = profile[profile.length - 1]
        for (const key of KEYS) expect(last?.[key]).toBe(result.totals[key])
        profile.slice(1).forEach((point, i) => {
          const before = profile[i]
          for (const key of KEYS) {
            const [a, b] = [before?.[key], point[key]]
            if (a === undefined) expect(b).toBeUndefined()
            else if (b !== undefined) expect(b).toBeGreaterThanOrEqual(a)
          }
        })
        const pieces = result.legs.reduce((n, leg) => n + (leg.kind === 'transport' ? leg.links.length : 1), 0)
        expect(profile).toHaveLength(1 + pieces)
        // Where goods move, the places are those of the route, in order.
        const moved = profile.filter(({ kind }) => kind === 'start' || kind === 'move')
        expect(moved.map(({ at }) => at)).toEqual(result.via)
      }),
      { numRuns: 200 },
    )
    tally.expectAtLeastHalf()
    expect(longLegs).toBeGreaterThan(0)
  })
})
