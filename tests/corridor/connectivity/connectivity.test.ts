import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConnectivityQuery, connectivity } from '../../../src/corridor/connectivity/connectivity.js'
import type { PillarLine } from '../../../src/corridor/connectivity/measure.js'
import type { Corridor } from '../../../src/corridor/corridor.js'
import { PILLARS, type Pillar } from '../../../src/ingest/schema.js'
import { UsageError } from '../../../src/issue/errors.js'
import { createRouter, type Router } from '../../../src/routing/router.js'
import type { Change, Scenario } from '../../../src/routing/scenario/scenario.js'
import { networkOf, type Question, question } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'
import { ONE_TEU, textNetwork } from '../../support/text-network.js'
import { THREE_WAYS } from '../../support/three-ways.js'

const FACILITIES = `
  facility.csv
  facility_id, node_id, pillar,   kind,          status
  port,        aton,    industry, dry_port,
  park,        lodz,    industry, industrial_park, planned
  window,      lodz,    digital,  single_window,

  grid.csv
  country, year, gco2e_per_kwh
  CN, 2024, 500
  PL, 2024, 600

  clearance.csv
  procedure, mode, time_factor, paperless
  single_window, ,  1,           1

  hazard.csv
  hazard_id, kind, link_id, yearly_probability, closure_days
  wash-out,  flood, an,     0.5,                73
  elsewhere, heat,  az,     1,                  73

  fibre.csv
  link_id, from_node_id, to_node_id, length_km
  f1, aton, mid, 4000
  f2, mid, lodz, 4000
`
/** Aton stands nearer, so that no pace is above that of reference, and signals pass. */
const WAYS = THREE_WAYS.replace('100, 30, CN', ' 40, 50, CN')
  .replace('mode, speed_kmh', 'mode, speed_kmh\n  fibre, 720000000')
  .replace('*, *, sea,  0,  0', '*, *, sea,  0,  0\n  *, *, fibre, 0, 0')
const NETWORK = textNetwork(`${WAYS}\n${FACILITIES}`)
const ROUTER = createRouter(NETWORK)
const CORRIDORS: readonly Corridor[] = [
  { id: 'rail', name: 'By rail', via: ['north'], constraints: { modes: ['rail'] }, ends: { from: 'aton', to: 'lodz' } },
  { id: 'road', name: 'By road', via: ['mid'], constraints: { modes: ['road'] }, ends: { from: 'aton', to: 'lodz' } },
]
const ASKED: ConnectivityQuery = { corridors: CORRIDORS, shipment: ONE_TEU }

const lineOf = (lines: readonly PillarLine[] | undefined, pillar: Pillar): PillarLine => {
  const line = lines?.find((one) => one.pillar === pillar)
  if (line === undefined) throw new Error(`expected a line for ${pillar}`)
  return line
}
const valuesOf = ({ measures }: PillarLine): Record<string, number | undefined> =>
  Object.fromEntries(measures.map(({ id, value }) => [id, value]))
const changed = (...changes: readonly Change[]): Scenario => ({ id: 'better', changes })

describe('connectivity', () => {
  it('shows each pillar of a route with the measures behind its score', () => {
    const { corridors, objective } = connectivity(ROUTER, { ...ASKED, objective: 'generalised' })
    expect(objective).toBe('generalised')
    const [rail] = corridors
    expect([rail?.id, rail?.from_name, rail?.to_name, rail?.status]).toEqual(['rail', 'Aton', 'Łódź', 'ok'])
    expect(rail?.pillars.map(({ pillar }) => pillar)).toEqual(PILLARS)
    // 105 h: 12 at the ends, 40 on 2,000 km, 5 at the break of gauge, 48 at two borders.
    const transport = valuesOf(lineOf(rail?.pillars, 'transport'))
    expect(transport).toMatchObject({ time_h: 105, border_h: 48, transfer_h: 17, length_km: 2000, cost_usd: 2285 })
    expect(transport.beeline_kmh).toBeCloseTo((transport.beeline_km as number) / 105, 12)
    expect(lineOf(rail?.pillars, 'transport').score).toMatchObject({
      value: (100 * (transport.beeline_kmh as number)) / (1000 / 24),
      formula: '100 x min(1, beeline_kmh / reference_kmh)',
    })
    expect(lineOf(rail?.pillars, 'energy')).toMatchObject({ score: { value: 0 } })
    const digital = valuesOf(lineOf(rail?.pillars, 'digital'))
    expect(digital).toMatchObject({
      digital_crossings: 2,
      paperless_crossings: 2,
      paper_h: 0,
      crossings: 2,
      single_windows: 1,
      cable_landings: 0,
      fibre_access_km: 0,
    })
    expect(digital.fibre_ms).toBeCloseTo(40, 6)
    // Handled at both ends and at the break of gauge; only the first has an open facility.
    expect(valuesOf(lineOf(rail?.pillars, 'industry'))).toMatchObject({ served_places: 1, handling_places: 3 })
    // 10 t over 2,000 km at 10 g, and 3 + 1 + 3 kg of handling.
    expect(valuesOf(lineOf(rail?.pillars, 'green'))).toMatchObject({
      co2e_kg: 207,
      g_per_tkm: 10.35,
      hazards: 1,
      closure_met_pct: expect.closeTo(10, 9),
    })
    expect(valuesOf(lineOf(rail?.pillars, 'standards'))).toEqual({
      reference_h_per_1000km: 24,
      with_breaks_h_per_1000km: 26.5,
      gauge_h: 5,
      gauge_usd: 25,
      gauge_breaks: 1,
      gauges: 2,
      // The gauge itself is on the links; no table says more of them.
      mismatches: 1,
      unhandled: 0,
    })
  })

  it('has no score where there is nothing to measure, and no lines where there is no route', () => {
    const { corridors } = connectivity(ROUTER, { ...ASKED, avoidNodes: ['north'] })
    expect(corridors.map(({ status, pillars }) => [status, pillars.length])).toEqual([
      ['no-route', 0],
      ['ok', 6],
    ])
    expect(corridors[0]?.reason).toMatch(/north/i)
    expect(lineOf(corridors[1]?.pillars, 'energy').score.value).toBeUndefined()
  })

  it('scores the countries that the routes pass, or those asked for', () => {
    expect(connectivity(ROUTER, ASKED).countries.map(({ country }) => country)).toEqual(['CN', 'KZ', 'PL', 'RU'])
    const { countries } = connectivity(ROUTER, { ...ASKED, countries: ['PL'] })
    expect(countries.map(({ country }) => country)).toEqual(['PL'])
    // Half of two rail links and of a road link lies in Poland; both sides of the gauge are one neighbour.
    expect(valuesOf(lineOf(countries[0]?.pillars, 'transport'))).toMatchObject({
      rail_km: 1005,
      road_km: 750,
      border_h: (24 + 24 + 10) / 3,
    })
    expect(valuesOf(lineOf(countries[0]?.pillars, 'standards'))).toEqual({
      same_gauge: 1,
      rail_neighbours: 1,
      gauge_mm: 1520,
      gauges: 1,
    })
    expect(valuesOf(lineOf(countries[0]?.pillars, 'digital'))).toMatchObject({ fibre_links: 1, single_windows: 1 })
    expect(valuesOf(lineOf(countries[0]?.pillars, 'green'))).toMatchObject({ rail_g_per_tkm: 10, diesel_km: 1005 })
  })

  it('shows under a scenario what each number was before', () => {
    const scenario = changed({ border: {}, time_factor: 0.5 }, { change: { mode: 'rail' }, electrified: true })
    const { corridors, countries, scenario: id } = connectivity(ROUTER, { ...ASKED, scenario })
    expect(id).toBe('better')
    const transport = lineOf(corridors[0]?.pillars, 'transport')
    expect(transport.measures.find((one) => one.id === 'border_h')).toMatchObject({ before: 48, value: 24 })
    expect(transport.score.before as number).toBeLessThan(transport.score.value as number)
    expect(lineOf(corridors[0]?.pillars, 'energy').score).toMatchObject({ before: 0, value: 100 })
    expect(lineOf(countries[0]?.pillars, 'energy').score).toMatchObject({ before: 0, value: 100 })
    const empty = connectivity(ROUTER, { ...ASKED, scenario: { id: 'none', changes: [] } })
    for (const { pillars } of [...empty.corridors, ...empty.countries]) {
      for (const { score, measures } of pillars) {
        expect(score.before).toBe(score.value)
        for (const { before, value } of measures) expect(before).toBe(value)
      }
    }
  })

  it('does not count what is closed, in the network or by the scenario', () => {
    const ask = (changes: readonly Change[]) =>
      valuesOf(
        lineOf(
          connectivity(ROUTER, { ...ASKED, countries: ['KZ'], scenario: changed(...changes) }).countries[0]?.pillars,
          'transport',
        ),
      )
    expect(ask([])).toMatchObject({ road_km: 1500 })
    expect(ask([{ close: { link: 'ml' } }])).toMatchObject({ road_km: 750 })
    expect(ask([{ change: { mode: 'road' }, speed_factor: 2 }]).moving_h).toBe(5)
  })

  it('says in one sentence what is wrong', () => {
    const ask = (query: ConnectivityQuery) => () => connectivity(ROUTER, query)
    expect(ask({ ...ASKED, from: 'aton' })).toThrow(/Give both from and to/)
    expect(ask({ ...ASKED, countries: ['XX'] })).toThrow(/Unknown country "XX"/)
    expect(ask({ ...ASKED, corridors: [] })).toThrow(/There is no corridor/)
    expect(ask({})).toThrow(UsageError)
    const [first] = CORRIDORS as [Corridor]
    const { ends: _ends, ...bare } = first
    expect(ask({ ...ASKED, corridors: [bare] })).toThrow(/"rail" has no from_place and to_place; give from and to/)
    expect(() => connectivity(ROUTER, { ...ASKED, colour: 'red' } as ConnectivityQuery)).toThrow(/colour/)
  })
})

/** Improvements, with the pillar whose scores they may not lower. */
const IMPROVEMENTS: readonly (readonly [Pillar, ConnectivityQuery['objective'], Change])[] = [
  ['transport', 'fastest', { change: {}, speed_factor: 1.5 }],
  ['transport', 'fastest', { border: {}, time_factor: 0.5 }],
  ['transport', 'fastest', { transfer: {}, time_factor: 0.5 }],
  ['energy', 'fastest', { change: { mode: 'rail' }, electrified: true }],
  ['green', 'greenest', { change: {}, carbon_factor: 0.5 }],
  ['industry', 'fastest', { add: { facility: [0, 1, 2, 3, 4, 5].map(facilityAt) } }],
]

function crosses({ compiled, factors }: Router): boolean {
  return [...compiled.links].some((_, link) => factors.link(link)?.border?.rule !== undefined)
}

function facilityAt(n: number) {
  return { facility_id: `new ${n}`, node_id: `n${n}`, pillar: 'industry', kind: 'dry_port' }
}

describe('connectivity of a random network', () => {
  it('has scores from 0 to 100 that are their formulas, and that improvements do not lower', () => {
    const tally = new RouteTally()
    let better = 0
    const rises = (now: readonly PillarLine[], pillar: Pillar): void => {
      const { value, before } = lineOf(now, pillar).score
      if (before === undefined || value === undefined) return
      expect(value).toBeGreaterThanOrEqual(before - 1e-9)
      if (value > before + 1e-9) better++
    }
    fc.assert(
      fc.property(question(6), fc.constantFrom(...IMPROVEMENTS), ({ spec, query }: Question, improvement) => {
        const [pillar, objective, change] = improvement
        // All nodes that a facility may be added to.
        if (pillar === 'industry' && spec.node.length < 6) return
        const router: Router = createRouter(networkOf(spec))
        const { from, to, via: _via, ...rest } = query
        const free: Corridor = { id: 'free', name: 'Free', via: [], constraints: {} }
        const kinds = new Set(spec.link.map(({ mode }) => mode))
        if (pillar === 'energy' && !kinds.has('rail')) return
        // Without a border or a transfer there is nothing to improve.
        if ('border' in change && !crosses(router)) return
        const ask = { ...rest, objective, from, to, corridors: [free], scenario: changed(change) }
        const { corridors, countries } = connectivity(router, ask as ConnectivityQuery)
        const [corridor] = corridors
        tally.note(corridor?.status === 'ok')
        for (const { pillars } of [...corridors, ...countries]) {
          for (const { score, measures } of pillars) {
            const of = (id: string) => measures.find((one) => one.id === id)?.value
            const [part, whole] = [of(score.part), of(score.whole)]
            if (score.value === undefined) continue
            expect(score.value).toBeGreaterThanOrEqual(0)
            expect(score.value).toBeLessThanOrEqual(100)
            const ratio = (part as number) / (whole as number)
            expect(score.value).toBeCloseTo(100 * Math.min(1, ratio), 9)
          }
        }
        // Electric trains may take another way, by which they are fewer.
        if (corridor?.status === 'ok' && pillar !== 'energy') rises(corridor.pillars, pillar)
        for (const { pillars } of countries) rises(pillars, pillar)
      }),
      { numRuns: 200 },
    )
    tally.expectAtLeastHalf()
    expect(better).toBeGreaterThan(20)
  })
})
