import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { criticality } from '../../src/corridor/criticality.js'
import { alternativesText, shortestText } from '../../src/report/alternatives-text.js'
import { criticalText } from '../../src/report/critical-text.js'
import { disjointText } from '../../src/report/disjoint-text.js'
import { toJson } from '../../src/report/json.js'
import { matrixText } from '../../src/report/matrix-text.js'
import { reachText } from '../../src/report/reach-text.js'
import { routeText } from '../../src/report/route-text.js'
import { createRouter } from '../../src/routing/router.js'
import { itineraryOf, textNetwork } from '../support/text-network.js'

/** Light needs a millisecond for 200 km here. Two cables from a to c, of which the one over b is shorter, and a road. */
const NETWORK = `
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Aden,    0, 0, YE
  b, Basra,   8, 0, IQ
  c, Chabahar, 16, 0, IR
  d, Dubai,   8, 5, AE

  fibre.csv
  link_id, from_node_id, to_node_id, length_km, capacity, passage, name
  ab, a, b, 1000, 40, suez, Red Sea cable
  bc, b, c, 1000, , , Land line through the hills
  ad, a, d, 1100, 8, , Gulf cable
  dc, d, c, 1100, 16, , Gulf cable

  road.csv
  link_id, from_node_id, to_node_id, length_km
  road, a, b, 1000

  speed.csv
  mode, speed_kmh
  fibre, 720000000
  road, 50

  transfer.csv
  from_mode, to_mode, time_h
  door, fibre, 0
  fibre, door, 0
  door, road, 1
  road, door, 1

  border.csv
  from_country, to_country, mode, time_h
  *, *, fibre, 0
  *, *, road, 2
`
const ROUTER = createRouter(textNetwork(NETWORK))
const QUERY = { from: 'a', to: 'c', objective: 'fastest', modes: ['fibre'] } as const
const nameOf = (id: string): string => ROUTER.network.graph.getNodeAttribute(id, 'name')

describe('a route of signals', () => {
  const route = itineraryOf(ROUTER.route(QUERY))

  it('says its milliseconds, both ways, and the least capacity that is known', () => {
    expect(route.signal).toEqual({
      latency_ms: expect.closeTo(10, 9),
      round_trip_ms: expect.closeTo(20, 9),
      capacity_at_most_tbit_s: 40,
      links: 2,
      links_of_known_capacity: 1,
    })
    expect(JSON.parse(toJson(route)).signal.latency_ms).toBeCloseTo(10, 9)
    expect(route.weight).toBe(10_000)
    const links = route.legs.flatMap((leg) => (leg.kind === 'transport' ? leg.links : []))
    expect(links.map(({ capacity }) => capacity)).toEqual([40, undefined])
  })

  it('has no capacity where none is known, and freight has no signal', () => {
    const half = itineraryOf(ROUTER.route({ ...QUERY, from: 'b' }))
    expect(half.signal).toMatchObject({ capacity_at_most_tbit_s: undefined, links_of_known_capacity: 0 })
    expect(JSON.parse(toJson(half)).signal.capacity_at_most_tbit_s).toBeNull()
    expect(ROUTER.route({ from: 'a', to: 'b', objective: 'fastest' })).not.toHaveProperty('signal')
  })

  it('is a line for each cable, in milliseconds', () => {
    expect(
      routeText(route, 80, nameOf)
        .split('\n')
        .map((line) => line.trimEnd()),
    ).toEqual([
      'Aden to Chabahar, fastest: 10.0 ms one way, 2,000 km',
      '',
      'cable                        where               ms     km',
      'Red Sea cable                Aden - Basra       5.0  1,000',
      'Land line through the hills  Basra - Chabahar   5.0  1,000',
      '---------------------------  ----------------  ----  -----',
      'total                                          10.0  2,000',
      '',
      'There and back 20.0 ms in the fibre; equipment comes on top.',
      'Capacity: at most 40 Tbit/s, the least of the 1 of 2 links of known capacity.',
    ])
    const gulf = routeText(ROUTER.route({ ...QUERY, avoidPassages: ['suez'] }), 80, nameOf)
    expect(gulf).toContain('Gulf cable  Aden - Chabahar  11.0  2,200')
    expect(gulf).toContain('Capacity: at most 8.00 Tbit/s, the least of its links.')
  })

  it('fits a narrow terminal', () => {
    for (const width of [40, 60]) {
      for (const line of routeText(route, width, nameOf).split('\n'))
        expect(stringWidth(line)).toBeLessThanOrEqual(width)
    }
  })
})

describe('questions of signals', () => {
  it('are answered in milliseconds', async () => {
    const apart = disjointText(ROUTER.disjoint({ ...QUERY, count: 3 }), nameOf, 60)
    expect(apart).toContain('1  10.0  2,000  suez     Basra')
    expect(apart).toContain('2  11.0  2,200           Dubai')
    expect(apart).toContain('Asked for 3: there are no more than 2.')
    expect(apart).toContain('On average 10.5 ms one way, 2,100 km.')
    const list = shortestText(ROUTER.shortest({ ...QUERY, count: 2 }), nameOf, 80)
    expect(list).toMatch(/^1 {2}10\.0 {2}2,000 {2}fibre, YE IQ IR, suez/m)
    const others = alternativesText(ROUTER.alternatives({ ...QUERY, maxStretch: 2 }), nameOf, 100)
    expect(others).toMatch(/^2 {2}11\.0 {2}2,200 {2}fibre, YE AE IR +0 %/m)
    const { from: _from, to: _to, ...shared } = QUERY
    const pairs = { ...shared, origins: ['a', 'b'], destinations: ['c'] }
    expect(matrixText(ROUTER.matrix(pairs), nameOf, 80)).toMatch(/ms\n\n.*\nAden +10\.0\nBasra +5\.0/)
    const whole = matrixText(ROUTER.matrix({ ...pairs, components: true }), nameOf, 80)
    expect(whole).toMatch(/ms +USD.*\nAden +Chabahar +10\.0 +unknown/)
    expect(reachText(ROUTER.reach({ ...shared, from: 'a' }), nameOf, 80)).toMatch(
      /country +ms\nAden .* 0\.0\nBasra .* 5\.0/,
    )
    expect(criticalText(await criticality(ROUTER, { ...QUERY, of: 'links' }), 80)).toMatch(
      /link +ms\n1 .*\+1\.0\n2 .*\+1\.0/,
    )
  })

  it('are answered in days and hours where goods go', () => {
    const query = { from: 'a', objective: 'fastest' } as const
    expect(reachText(ROUTER.reach(query), nameOf, 80)).toMatch(/hours\nAden .* 0\.0\nBasra .* 24\.0/)
    expect(matrixText(ROUTER.matrix({ objective: 'fastest', origins: ['a'], destinations: ['b'] }), nameOf, 80)).toMatch(/days\n/) // biome-ignore format: one line
  })
})
