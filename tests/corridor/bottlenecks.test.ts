import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bottleneck, type BottleneckOptions, bottlenecks } from '../../src/corridor/bottlenecks.js'
import { UsageError } from '../../src/issue/errors.js'
import { createRouter } from '../../src/routing/router.js'
import { networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { itineraryOf, ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'

/** Rail at 100, 40, 50, 100, 95 and 400 km/h over a border, then road with rest. */
const ROUTE = itineraryOf(
  createRouter(
    textNetwork(
      `
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Aton, 0.0, 0, CN
  b, Beck, 0.1, 0, CN
  c, Cove, 0.2, 0, CN
  d, Dorf, 0.3, 0, CN
  e, Eck,  0.4, 0, KZ
  f, Fern, 0.5, 0, KZ
  g, Gate, 0.6, 0, KZ
  h, Hill, 0.7, 0, KZ

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm, speed_kmh
  ab, a, b, 500, 1435, 100
  bc, b, c, 200, 1435, 40
  cd, c, d, 100, 1435, 50
  de, d, e, 100, 1435, 100
  ef, e, f, 95,  1435, 95
  fg, f, g, 40,  1435, 400

  road.csv
  link_id, from_node_id, to_node_id, length_km
  gh, g, h, 900

  ${ROUND_RULES}`
        .replace('mode, speed_kmh', 'mode, speed_kmh, hours_per_day')
        .replace('road, 100', 'road, 100, 9'),
    ),
  ).route({ from: 'a', to: 'h', objective: 'fastest', shipment: ONE_TEU }),
)

const short = ({ rank, kind, what, from, to, hours }: Bottleneck) => [rank, kind, what, from, to, hours]

describe('bottlenecks', () => {
  it('ranks borders, transfers, slow sections and rest by the hours that they lose', () => {
    const result = bottlenecks(ROUTE)
    expect(result.reference_kmh).toEqual({ rail: 100, road: 100 })
    expect(result.bottlenecks.map(short)).toEqual([
      [1, 'border', 'border CN-KZ', 'd', 'e', 24],
      [2, 'rest', "drivers' rest", 'g', 'h', 15],
      [3, 'transfer', 'load rail', 'a', 'a', 6],
      [4, 'transfer', 'rail to road', 'g', 'g', 6],
      // 200 km at 40 and 100 km at 50 km/h are 7 h; at 100 km/h they would be 3.
      [5, 'slow section', 'slow rail', 'b', 'd', 4],
      [6, 'transfer', 'unload road', 'h', 'h', 1],
    ])
    expect(result.bottlenecks[4]).toMatchObject({
      from_name: 'b',
      to_name: 'd',
      length_km: 300,
      speed_kmh: 300 / 7,
      reference_kmh: 100,
      links: ['bc', 'cd'],
    })
    expect(result.bottlenecks[0]).toMatchObject({ time_p90_h: 48, share: 24 / ROUTE.totals.time_h })
    expect(result.by_kind).toEqual({ border: 24, transfer: 13, 'slow section': 4, rest: 15 })
    // 95 km/h is within the tolerance, and 400 km/h is faster: they are free flow as they are.
    expect(result.free_flow_h).toBeCloseTo(5 + 3 + 1 + 1 + 0.1 + 9, 9)
    expect([result.lost_h, result.total_h]).toEqual([56, ROUTE.totals.time_h])
  })

  it('takes other reference speeds, tolerances and names', () => {
    const result = bottlenecks(ROUTE, { reference_kmh: { rail: 50 }, nameOf: (id) => id.toUpperCase() })
    expect(result.reference_kmh).toEqual({ rail: 50, road: 100 })
    expect(result.bottlenecks.find(({ kind }) => kind === 'slow section')).toMatchObject({
      from_name: 'B',
      to_name: 'C',
      hours: 1,
    })
    const strict = bottlenecks(ROUTE, { tolerance_pct: 0 }).bottlenecks
    expect(strict.filter(({ kind }) => kind === 'slow section').map(({ links }) => links)).toEqual([
      ['bc', 'cd'],
      ['ef'],
    ])
  })

  it('refuses options that it does not know and numbers out of range', () => {
    const refused = (options: object) => () => bottlenecks(ROUTE, options as BottleneckOptions)
    expect(refused({ tolerance: 1 })).toThrow(
      'Unknown option "tolerance"; expected reference_kmh, tolerance_pct, nameOf. Did you mean "tolerance_pct"?',
    )
    expect(refused({ reference_kmh: { train: 1 } })).toThrow(
      /^Unknown mode "train" in reference_kmh; expected one of rail,/,
    )
    expect(refused({ reference_kmh: { rail: 0 } })).toThrow('The reference speed of rail is 0; expected km/h above 0.')
    expect(refused({ tolerance_pct: 100 })).toThrow(
      'Option tolerance_pct is 100; expected a number from 0 to below 100.',
    )
    expect(refused({ tolerance_pct: Number.NaN })).toThrow(UsageError)
  })

  it('adds up to the hours of the route, whatever the references', () => {
    const tally = new RouteTally()
    const speed = fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined })
    let slow = 0
    fc.assert(
      fc.property(question(), speed, fc.constantFrom(0, 10, 50), ({ spec, query }, kmh, tolerance_pct) => {
        const route = createRouter(networkOf(spec)).route(query)
        if (!tally.note(route.status === 'ok') || route.status !== 'ok') return
        const result = bottlenecks(route, {
          tolerance_pct,
          ...(kmh === undefined ? {} : { reference_kmh: { rail: kmh, road: kmh } }),
        })
        const hours = result.bottlenecks.map((bottleneck) => bottleneck.hours)
        const sum = hours.reduce((so, h) => so + h, 0)
        expect(sum + result.free_flow_h).toBeCloseTo(route.totals.time_h, 8)
        expect(Object.values(result.by_kind).reduce((so, h) => so + h, 0)).toBeCloseTo(sum, 8)
        expect(result.by_kind.border).toBeCloseTo(route.hours.border, 8)
        expect(result.by_kind.transfer).toBeCloseTo(route.hours.transfer, 8)
        expect(hours).toEqual([...hours].sort((a, b) => b - a))
        expect(hours.every((h) => h > 0)).toBe(true)
        expect(result.free_flow_h).toBeGreaterThanOrEqual(0)
        if (result.by_kind['slow section'] > 0) slow++
      }),
      { numRuns: 150 },
    )
    tally.expectAtLeastHalf()
    expect(slow).toBeGreaterThan(0)
  })
})
