import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Catchment,
  type CatchmentProgress,
  type CatchmentQuery,
  catchment,
} from '../../../src/corridor/facilities/catchment.js'
import { UsageError } from '../../../src/issue/errors.js'
import type { Budget } from '../../../src/routing/frontier.js'
import type { Objective } from '../../../src/routing/objective.js'
import { createRouter, type QueryOptions } from '../../../src/routing/router.js'
import { facilityShape, networkWithFacilities } from '../../support/random-facilities.js'
import { question } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'
import { ONE_TEU, ROUND_RULES, textNetwork } from '../../support/text-network.js'

const network = textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Anfang, 0,   0, CN
  b, Bogen,  0.1, 0, CN
  z, Ende,   0.2, 0, CN
  i, Insel,  0.3, 0, CN

  link.csv
  link_id, mode, from_node_id, to_node_id, length_km, directed
  quick, road, a, z, 100
  cheap, rail, a, z, 200
  bz,    road, b, z, 30
  zi,    road, z, i, 10, 1

  facility.csv
  facility_id, node_id, name,        pillar,   kind,            status,  valid_from
  park-a,      a,       Park,        industry, industrial_park
  park-b,      b,       ,            industry, industrial_park, open
  port-b,      b,       Port,        transport, dry_port,       ,        2025-01-01
  park-i,      i,       Island Park, industry, industrial_park
  never,       z,       Never,       industry, industrial_park, planned

  ${ROUND_RULES}`)
const router = createRouter(network)
const ask = (query: Partial<CatchmentQuery>): Promise<Catchment> =>
  catchment(router, { to: 'z', within: {}, shipment: ONE_TEU, ...query })
const idsOf = ({ facilities }: Catchment): string[] => facilities.flatMap((row) => (row.ok ? [row.facility_id] : []))

describe('a catchment', () => {
  it('asks for one route that keeps all limits, not for one route each', async () => {
    // By road 3 h and USD 220, by rail 16 h and USD 260 with other prices: each limit is kept by one of them.
    const dear = createRouter(network).under({ id: 'dear', changes: [{ change: { link: 'quick' }, tariff_factor: 3 }] })
    const both = { to: 'z', within: { time_h: 3, cost_usd: 300 }, shipment: ONE_TEU }
    expect(idsOf(await catchment(dear, { ...both, within: { time_h: 3 } }))).toContain('park-a')
    expect(idsOf(await catchment(dear, { ...both, within: { cost_usd: 300 } }))).toContain('park-a')
    const { facilities, counts } = await catchment(dear, both)
    expect(facilities.map(({ facility_id, ok }) => [facility_id, ok])).toEqual([
      ['park-b', true],
      ['port-b', true],
      ['park-a', false],
      ['park-i', false],
    ])
    expect(counts).toEqual({ within: 2, over: 1, no_route: 1 })
    expect(facilities[2]).toMatchObject({ least: { time_h: 3, cost_usd: 260 }, totals: undefined, weight: undefined })
    expect(facilities[3]?.least).toEqual({})
  })

  it('tells of the best route within the limits by the objective', async () => {
    const [first] = (
      await ask({
        within: { time_h: 20, cost_usd: 250 },
        objective: 'cheapest',
        kinds: ['dry_port'],
      })
    ).facilities
    expect(first).toEqual({
      facility_id: 'port-b',
      name: 'Port',
      kind: 'dry_port',
      pillar: 'transport',
      node_id: 'b',
      node_name: 'Bogen',
      country: 'CN',
      x_coord: 0.1,
      y_coord: 0,
      ok: true,
      totals: { time_h: 2.3, cost_usd: 80, co2e_kg: 17, length_km: 30 },
      weight: 8000,
      least: { time_h: 2.3, cost_usd: 80 },
    })
  })

  it('leads to a place or from it, and knows kinds, pillars, dates and scenarios', async () => {
    const day = { within: { time_h: 24 } }
    expect(idsOf(await ask(day))).toEqual(['park-b', 'port-b', 'park-a'])
    expect(idsOf(await catchment(router, { from: 'z', ...day, shipment: ONE_TEU }))).toEqual([
      'park-i',
      'park-b',
      'port-b',
      'park-a',
    ])
    expect(idsOf(await ask({ ...day, kinds: ['industrial_park'] }))).toEqual(['park-b', 'park-a'])
    expect(idsOf(await ask({ ...day, pillars: ['transport'] }))).toEqual(['port-b'])
    expect(idsOf(await ask({ ...day, date: '2024-12-31' }))).toEqual(['park-b', 'park-a'])
    const scenario = { id: 'shut', changes: [{ close: { link: 'bz' } }] }
    expect(idsOf(await ask({ ...day, scenario }))).toEqual(['park-a'])
    const slow = { id: 'slow', changes: [{ change: { link: 'bz' }, tariff_factor: 2 }] }
    const [port] = (await ask({ within: { time_h: 24, cost_usd: 300 }, kinds: ['dry_port'], scenario: slow }))
      .facilities
    expect(port?.totals?.cost_usd).toBe(140)
    const added = { facility_id: 'new', node_id: 'z', pillar: 'industry', kind: 'industrial_park' }
    const built = { id: 'built', changes: [{ add: { facility: [added] } }] }
    expect(idsOf(await ask({ ...day, scenario: built }))[0]).toBe('new')
  })

  it('says how far it is, and stops when asked', async () => {
    const seen: CatchmentProgress[] = []
    const both = { within: { time_h: 24, cost_usd: 300 } }
    await ask({ ...both, onProgress: (progress) => seen.push(progress) })
    expect(seen).toEqual([
      { done: 0, total: 2, place: 'Anfang' },
      { done: 1, total: 2, place: 'Bogen' },
    ])
    const stop = new AbortController()
    const asked = ask({ ...both, signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) })
    await expect(asked).rejects.toThrow('enough')
  })

  it.each<[Partial<CatchmentQuery>, string]>([
    [{ from: 'a', within: { time_h: 1 } }, 'Give either to'],
    [{ within: {} }, 'Option within is empty; expected at least one of time_h, cost_usd, co2e_kg.'],
    [
      { within: { time: 3 } as Budget },
      'Unknown limit "time"; expected time_h, cost_usd, co2e_kg. Did you mean "time_h"?',
    ],
    [{ within: { time_h: -1 } }, 'Option within.time_h is -1; expected a number of at least 0.'],
    [
      { within: { time_h: 1 }, kinds: ['dryport'] },
      'Unknown kind of facility "dryport"; expected dry_port, industrial_park. Did you mean "dry_port"?',
    ],
    [{ within: { time_h: 1 }, pillars: ['grean'] }, 'Unknown pillar "grean"'],
    [{ within: { time_h: 1 }, kinds: [] }, 'Option kinds is []; expected a list of at least one kind of facility.'],
    [{ within: { time_h: 1 }, limits: [3] } as Partial<CatchmentQuery>, 'Unknown option "limits"'],
  ])('refuses %j', async (query, message) => {
    const asked = ask(query)
    await expect(asked).rejects.toThrow(UsageError)
    await expect(asked).rejects.toThrow(message)
  })
})

const CRITERION = { time_h: 'fastest', cost_usd: 'cheapest', co2e_kg: 'greenest' } as const

const asked = question(6).chain((asked) =>
  fc.record({
    asked: fc.constant(asked),
    facilities: fc.array(facilityShape, { minLength: 4, maxLength: 14 }),
    isTo: fc.boolean(),
    date: fc.constantFrom(undefined, '2024-06-01', '2026-06-01'),
    limits: fc.uniqueArray(fc.constantFrom<keyof Budget>('time_h', 'cost_usd', 'co2e_kg'), { minLength: 1 }),
    share: fc.double({ min: 0.5, max: 1.6, noNaN: true }),
    pick: fc.nat(),
  }),
)

describe('a catchment of a random network', () => {
  it('is the filter of reach for one limit, and of budget questions for one or more', async () => {
    const tally = new RouteTally()
    let several = 0
    await fc.assert(
      fc.asyncProperty(
        asked,
        fc.constantFrom<Objective>('fastest', 'cheapest', 'greenest'),
        async (asked, objective) => {
          const { facilities, isTo, date, limits, share, pick } = asked
          const { spec, query } = asked.asked
          const network = networkWithFacilities(spec, facilities)
          const router = createRouter(network)
          const { from: place, to: _to, objective: _objective, ...rest } = query
          const options: QueryOptions = date === undefined ? rest : { ...rest, date }
          const side = isTo ? { to: place } : { from: place }
          // Limits about what it takes to reach some node, so that they matter.
          const within = Object.fromEntries(
            limits.map((key) => {
              const { places } = router.reach({ ...options, ...side, objective: CRITERION[key] })
              const value = places[1 + (pick % Math.max(1, places.length - 1))]?.value ?? 0
              return [key, value * share]
            }),
          )
          const result = await catchment(router, { ...options, ...side, within, objective })
          const open = network.facts.facility.filter(
            ({ status = 'open', valid_from = '', valid_to = '9999' }) =>
              status === 'open' && (date === undefined || (valid_from <= date && date <= valid_to)),
          )
          expect(result.facilities.map(({ facility_id }) => facility_id).sort()).toEqual(
            open.map(({ facility_id }) => facility_id).sort(),
          )
          const [only] = limits
          if (limits.length === 1) {
            const { places } = router.reach({
              ...options,
              ...side,
              objective: CRITERION[only as keyof Budget],
              limits: [within[only as string] as number],
            })
            // Of another objective all must be known as well.
            const reached = new Set(places.map(({ node_id }) => node_id))
            const own = await catchment(router, { ...options, ...side, within })
            for (const { node_id, ok } of own.facilities) expect(ok).toBe(reached.has(node_id))
          }
          for (const { node_id, ok, totals, weight } of result.facilities) {
            const ends = isTo ? { from: node_id, to: place } : { from: place, to: node_id }
            // Ties are broken by the limits in their order.
            const answer = router.budget({ ...options, ...ends, objective, budget: result.within })
            expect(ok).toBe(answer.status === 'ok')
            tally.note(ok)
            if (ok && limits.length > 1) several++
            if (answer.status !== 'ok') continue
            expect(weight).toBe(answer.weight)
            // Ties go by all criteria in a route, and by the limited ones first in a budget.
            const isRoute = limits.length === 1 && CRITERION[only as keyof Budget] === objective
            const route = isRoute ? router.route({ ...options, ...ends, objective }) : answer
            expect(totals).toEqual(route.status === 'ok' ? route.totals : undefined)
          }
          const weights = result.facilities.filter(({ ok }) => ok).map(({ weight }) => weight as number)
          expect(weights).toEqual([...weights].sort((a, b) => a - b))
        },
      ),
      { numRuns: 400 },
    )
    // Limits cut off more than half.
    expect(tally.found).toBeGreaterThan(250)
    expect(several).toBeGreaterThan(50)
  })
})
