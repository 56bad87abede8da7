import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ExposedHazard,
  type HazardExposure,
  hazardExposure,
} from '../../../src/corridor/hazards/hazard-exposure.js'
import type { JourneyQuery } from '../../../src/corridor/hazards/journey.js'
import { UsageError } from '../../../src/issue/errors.js'
import { createRouter } from '../../../src/routing/router.js'
import { hazardRows, hazardShape, networkWithHazards } from '../../support/random-hazards.js'
import { networkOf, question, type Row } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'
import { linksOf, ONE_TEU, ROUND_RULES, textNetwork } from '../../support/text-network.js'

/**
 * Roads at 100 km/h, USD 2 and 500 g a km for one TEU of 10 t; a day of it is worth USD 240. From a to d by b (200 km) or by c (300 km),
 * and on to e over one bridge.
 */
const WAYS = `
  node.csv
  node_id, name, x_coord, y_coord
  a, Aton, 0.0, 0
  b, Beck, 0.1, 0
  c, Cove, 0.1, 0.1
  d, Dorf, 0.2, 0
  e, Eck,  0.3, 0

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ab, a, b, 100
  bd, b, d, 100
  ac, a, c, 200
  cd, c, d, 100
  de, d, e, 50

  corridor.csv
  corridor_id, name, via, from_place, to_place
  by-beck, By Beck, b, a, e

  ${ROUND_RULES}`

const HEADER = 'hazard_id, name, kind, link_id, node_id, yearly_probability, closure_days, closures, source'
const routerWith = (hazards: string) =>
  createRouter(
    textNetwork(`${WAYS}
  hazard.csv
  ${HEADER}${hazards}`),
  )

const QUERY = { from: 'a', to: 'e', objective: 'fastest', shipment: ONE_TEU } as const satisfies JourneyQuery

function exposed(router: ReturnType<typeof createRouter>, query: JourneyQuery): HazardExposure {
  const exposure = hazardExposure(router, query)
  if (exposure.status === 'no-route') throw new Error(exposure.reason)
  return exposure
}

const short = ({ hazard_id, response, delta }: ExposedHazard) => [hazard_id, response, delta]

describe('hazardExposure', () => {
  const router = routerWith(`
  flood,  The flood, flood,     ab, ,  0.5, 73,  , a count
  fog,    ,          storm,     bd, ,  1,   0.05, 10
  quake,  ,          earthquake,  , d, 0.1, 20
  far,    ,          heat,      ac, ,  1,   365`)

  it('goes round a long closure, waits for a short one, and waits where there is no other way', () => {
    const { hazards, ...exposure } = exposed(router, QUERY)
    // Round the flood and the fog by c: an hour more. Half of 0.05 days is 0.6 h.
    expect(hazards.map(short)).toEqual([
      ['quake', 'wait', 240],
      ['flood', 'detour', 1],
      ['fog', 'wait', expect.closeTo(0.6)],
    ])
    expect(hazards[1]).toEqual({
      hazard_id: 'flood',
      name: 'The flood',
      kind: 'flood',
      yearly_probability: 0.5,
      closures: 1,
      closure_days: 73,
      closed_share: expect.closeTo(0.1, 12),
      source: 'a count',
      links: ['ab'],
      closed_links: 1,
      wait: { time_h: 876, cost_usd: 0, co2e_kg: 0, generalised_usd: expect.closeTo(8760) },
      detour: { time_h: 1, cost_usd: 200, co2e_kg: 50, generalised_usd: expect.closeTo(210) },
      response: 'detour',
      delta: 1,
      extra: { time_h: 1, cost_usd: 200, co2e_kg: 50, generalised_usd: expect.closeTo(210) },
      expected: {
        time_h: expect.closeTo(0.1, 12),
        cost_usd: expect.closeTo(20),
        co2e_kg: expect.closeTo(5),
        generalised_usd: expect.closeTo(21),
      },
    })
    expect(hazards[0]).toMatchObject({ links: ['bd', 'de'], closed_links: 3, detour: undefined })
    const [q, f, g] = [(0.1 * 20) / 365, 0.1, (10 * 0.05) / 365]
    expect(exposure.expected.time_h).toBeCloseTo(q * 240 + f * 1 + g * 0.6, 9)
    expect(exposure.expected.cost_usd).toBeCloseTo(f * 200, 9)
    expect(exposure.expected.co2e_kg).toBeCloseTo(f * 50, 9)
    expect(exposure.expected.generalised_usd).toBeCloseTo(q * 2400 + f * 210 + g * 6, 6)
    expect(exposure.expected_delta).toBeCloseTo(exposure.expected.time_h, 9)
    expect(exposure.none_on_the_way).toBeCloseTo((1 - q) * (1 - f) * (1 - g), 12)
    // The fog comes every year.
    expect(exposure.none_in_a_year).toBe(0)
    expect(exposure).toMatchObject({ status: 'ok', from: 'a', to_name: 'Eck', unit: 'h', corridor: undefined })
    expect(linksOf(exposure.itinerary)).toEqual(['ab', 'bd', 'de'])
  })

  it('chooses by the objective: waiting costs no tariff, and its hours by the value of time', () => {
    const responses = (objective: string) => exposed(router, { ...QUERY, objective }).hazards.map(short)
    expect(responses('cheapest')).toEqual([
      ['flood', 'wait', 0],
      ['fog', 'wait', 0],
      ['quake', 'wait', 0],
    ])
    expect(responses('generalised')).toEqual([
      ['flood', 'detour', expect.closeTo(210)],
      ['quake', 'wait', expect.closeTo(2400)],
      ['fog', 'wait', expect.closeTo(6)],
    ])
    // Of a dear hour, a short closure is gone round too.
    const dear = { ...QUERY, objective: 'generalised', prices: { value_of_time_usd_per_day: 24_000 } }
    expect(exposed(router, dear).hazards.map(short)).toEqual([
      ['quake', 'wait', expect.closeTo(240_000)],
      ['flood', 'detour', expect.closeTo(1200)],
      ['fog', 'wait', expect.closeTo(600)],
    ])
  })

  it('stays within a corridor and the constraints of the question', () => {
    const within = exposed(router, { ...QUERY, corridor: 'by-beck' })
    expect(within.corridor).toBe('by-beck')
    // To pass b without ab, goods go by c and d, and back.
    expect(within.hazards.map(short)).toEqual([
      ['quake', 'wait', 240],
      ['flood', 'detour', 3],
      ['fog', 'wait', expect.closeTo(0.6)],
    ])
    const cut = exposed(router, { ...QUERY, avoidNodes: ['c'] })
    expect(cut.hazards.find(({ hazard_id }) => hazard_id === 'flood')).toMatchObject({
      response: 'wait',
      detour: undefined,
      delta: 876,
    })
    const own = { id: 'own', name: 'Own', via: ['c'], constraints: {} }
    expect(exposed(router, { ...QUERY, corridor: own }).hazards.map(short)).toEqual([
      ['quake', 'wait', 240],
      ['far', 'detour', 1],
    ])
  })

  it('asks of the network under a scenario, which may add hazards', () => {
    const scenario = {
      id: 's',
      changes: [
        {
          add: { hazard: [{ hazard_id: 'new', kind: 'ice', link_id: 'de', yearly_probability: 1, closure_days: 10 }] },
        },
      ],
    }
    const { hazards } = exposed(routerWith(''), { ...QUERY, scenario })
    expect(hazards.map(short)).toEqual([['new', 'wait', 120]])
  })

  it('measures the signals of a corridor of fibres in hours too', () => {
    const fibres = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      fibre.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      short, a, b, 200, 0.000001
      long,  a, b, 300, 0.000003

      hazard.csv
      hazard_id, kind, link_id, yearly_probability, closure_days
      cut, earthquake, short, 1, 3`),
    )
    const corridor = { id: 'cable', name: 'Cable', via: [], constraints: { modes: ['fibre'] } }
    const { hazards } = exposed(fibres, { from: 'a', to: 'b', objective: 'fastest', handling: 'none', corridor })
    expect(hazards.map(short)).toEqual([['cut', 'detour', expect.closeTo(0.000002, 9)]])
  })

  it('loses nothing without hazards, and gives the reason where there is no route', () => {
    const none = exposed(createRouter(textNetwork(WAYS)), QUERY)
    expect(none).toMatchObject({ hazards: [], none_on_the_way: 1, none_in_a_year: 1, expected_delta: 0 })
    expect(none.expected).toEqual({ time_h: 0, cost_usd: 0, co2e_kg: 0, generalised_usd: 0 })
    expect(hazardExposure(router, { ...QUERY, avoidNodes: ['d'] })).toMatchObject({ status: 'no-route' })
  })

  it('refuses what it cannot use', () => {
    const refusal = (query: object): string => {
      try {
        hazardExposure(router, { ...QUERY, ...query } as JourneyQuery)
      } catch (error) {
        if (error instanceof UsageError) return error.message
        throw error
      }
      return 'nothing was refused'
    }
    expect(refusal({ corridor: 'by-bek' })).toMatch(/^Unknown corridor "by-bek".*"by-beck"/)
    expect(refusal({ corridor: 'by-beck', via: ['c'] })).toMatch(/^Both a corridor and via/)
    expect(refusal({ corridor: { id: 'x' } })).toMatch(/^Corridor "x" has for name/)
    expect(refusal({ objectiv: 'fastest' })).toMatch(/^Unknown option "objectiv"/)
    expect(refusal({ to: 'Ekk' })).toMatch(/Eck/)
  })
})

describe('hazardExposure of random networks', () => {
  const asked = fc.tuple(question(), fc.array(hazardShape, { minLength: 3, maxLength: 7 }))

  it('loses what networks without the closed links lose', () => {
    const tally = new RouteTally()
    const seen = { wait: 0, detour: 0, cut: 0 }
    fc.assert(
      fc.property(asked, ([{ spec, query }, shapes]) => {
        const rows = hazardRows(spec, shapes)
        const exposure = hazardExposure(createRouter(networkWithHazards(spec, rows)), query)
        if (!tally.note(exposure.status === 'ok') || exposure.status !== 'ok') return
        const { itinerary } = exposure
        const used = new Set(linksOf(itinerary))
        const touching = rows.filter((row) =>
          spec.link.some((link) => used.has(`${link.link_id}`) && closes(row, link)),
        )
        expect(exposure.hazards.map(({ hazard_id }) => hazard_id).sort()).toEqual(touching.map((row) => row.hazard_id))
        let [sum, none] = [0, 1]
        for (const row of touching) {
          const found = exposure.hazards.find(({ hazard_id }) => hazard_id === row.hazard_id) as ExposedHazard
          const share = Math.min(
            1,
            (Number(row.yearly_probability) * Number(row.closures ?? 1) * Number(row.closure_days)) / 365,
          )
          expect(found.closed_share).toBeCloseTo(share, 12)
          const left = { ...spec, link: spec.link.filter((link) => !closes(row, link)) }
          const around = createRouter(networkOf(left)).route(query)
          const wait = 12 * Number(row.closure_days)
          if (around.status === 'no-route') {
            expect(found).toMatchObject({ response: 'wait', detour: undefined })
            seen.cut++
          } else {
            expect(found.detour?.time_h).toBeCloseTo(around.totals.time_h - itinerary.totals.time_h, 9)
            seen[found.response]++
            if (query.objective === 'fastest') {
              const hours = (around.weight - itinerary.weight) / 3600
              expect(found.delta).toBe(Math.min(wait, hours))
              if (wait !== hours) expect(found.response).toBe(wait < hours ? 'wait' : 'detour')
            }
          }
          expect(found.wait.time_h).toBeCloseTo(wait, 12)
          expect(found.delta).toBeGreaterThanOrEqual(0)
          sum += found.closed_share * found.delta
          none *= 1 - found.closed_share
        }
        expect(exposure.expected_delta).toBeCloseTo(sum, 6)
        expect(exposure.none_on_the_way).toBeCloseTo(none, 12)
      }),
      { numRuns: 150 },
    )
    tally.expectAtLeastHalf()
    expect([seen.wait > 0, seen.detour > 0, seen.cut > 0], JSON.stringify(seen)).toEqual([true, true, true])
  })

  it('never loses less where a hazard is more probable, comes more often or lasts longer', () => {
    const tally = new RouteTally()
    const more = fc.constantFrom('yearly_probability', 'closures', 'closure_days')
    fc.assert(
      fc.property(asked, more, ([{ spec, query }, shapes], column) => {
        const rows = hazardRows(spec, shapes)
        const worse = rows.map((row): Row => {
          const value = Number(row[column] ?? 1)
          return { ...row, [column]: column === 'yearly_probability' ? Math.min(1, value + 0.3) : value * 2 }
        })
        const [less, most] = [rows, worse].map((hazards) =>
          hazardExposure(createRouter(networkWithHazards(spec, hazards)), query),
        )
        if (!tally.note(less?.status === 'ok') || less?.status !== 'ok' || most?.status !== 'ok') return
        expect(most.expected_delta).toBeGreaterThanOrEqual(less.expected_delta - 1e-9)
        expect(most.none_on_the_way).toBeLessThanOrEqual(less.none_on_the_way + 1e-12)
        expect(most.itinerary).toEqual(less.itinerary)
      }),
      { numRuns: 100 },
    )
    tally.expectAtLeastHalf()
  })

  function closes(hazard: Row, link: Row): boolean {
    const isOfMode = hazard.mode === undefined || hazard.mode === '*' || hazard.mode === link.mode
    const ends = [link.from_node_id, link.to_node_id]
    return isOfMode && (hazard.link_id === link.link_id || ends.includes(hazard.node_id))
  }
})
