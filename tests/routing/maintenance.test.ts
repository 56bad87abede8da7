import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corridorRoute } from '../../src/corridor/corridor-route.js'
import { DEFAULT_SHIPMENT } from '../../src/cost/shipment.js'
import { networkFromRecords } from '../../src/network/from-records.js'
import { createRouter, type RouteQuery, type Router } from '../../src/routing/router.js'
import { openSaved } from '../../src/routing/saved/decode.js'
import { saveRouter } from '../../src/routing/saved/encode.js'
import { ACCELERATIONS } from '../../src/routing/search-engine.js'
import { type NetworkSpec, question, recordsOf } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { linksOf, ROUND_RULES, textNetwork } from '../support/text-network.js'

const NETWORK = textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Aton, 0,   0, DE
  b, Bern, 0.4, 0, DE
  c, Calw, 0.8, 0, DE

  link.csv
  link_id, mode, from_node_id, to_node_id, length_km, gauge_mm, valid_from
  ab,   rail, a, b, 50, 1435
  slow, rail, a, b, 90, 1435
  new,  rail, a, b, 45, 1435, 2026-01-01
  bc,   rail, b, c, 50, 1435

  maintenance.csv
  maintenance_id, link_id, from_date, to_date
  ab-works, ab, 2025-03-01, 2025-03-31
  bc-night, bc, 2025-03-31, 2025-03-31

  ${ROUND_RULES}`)
const ROUTER = createRouter(NETWORK)
const ASKED = { from: 'a', to: 'b', objective: 'fastest', handling: 'none' } as const

describe('links under maintenance', () => {
  it.each([
    ['without a day', {}, 'new'],
    ['the day before', { date: '2025-02-28' }, 'ab'],
    ['the first day', { date: '2025-03-01' }, 'slow'],
    ['the last day', { date: '2025-03-31' }, 'slow'],
    ['the day after', { date: '2025-04-01' }, 'ab'],
    ['on a day of works, ignored', { date: '2025-03-15', ignoreMaintenance: true }, 'ab'],
    ['on a day of works, not ignored', { date: '2025-03-15', ignoreMaintenance: false }, 'slow'],
  ])('are closed on the days of it: %s', (_, options, expected) => {
    expect(linksOf(ROUTER.route({ ...ASKED, ...options }))).toEqual([expected])
  })

  it('are named where they are in the way, by the id of the works', () => {
    const result = ROUTER.route({ ...ASKED, to: 'c', date: '2025-03-31' })
    expect(result).toMatchObject({
      status: 'no-route',
      drop: [{ option: 'maintenance', value: 'bc-night' }],
      reason: 'No route from Aton to Calw: dropping maintenance bc-night would open one.',
    })
    const ignored = ROUTER.route({ ...ASKED, to: 'c', date: '2025-03-31', ignoreMaintenance: true })
    expect(linksOf(ignored)).toEqual(['ab', 'bc'])
  })

  it('are closed in a saved network and under a scenario as well', () => {
    const saved = openSaved(saveRouter(ROUTER))
    const date = '2025-03-15'
    expect(linksOf(saved.route({ ...ASKED, date }))).toEqual(['slow'])
    const works = { maintenance_id: 'more', link_id: 'slow', from_date: date, to_date: date }
    const scenario = { id: 'works', changes: [{ add: { maintenance: [works] } }] }
    expect(ROUTER.route({ ...ASKED, date, scenario })).toMatchObject({ status: 'no-route' })
    expect(linksOf(ROUTER.route({ ...ASKED, date, scenario, ignoreMaintenance: true }))).toEqual(['ab'])
  })

  it('count on a corridor as the question says', () => {
    const corridor = { id: 'x', name: 'X', via: [], constraints: { date: '2025-03-15' } }
    expect(linksOf(corridorRoute(ROUTER, corridor, ASKED))).toEqual(['slow'])
    expect(linksOf(corridorRoute(ROUTER, corridor, { ...ASKED, ignoreMaintenance: true }))).toEqual(['ab'])
  })

  it('refuse an answer that is not yes or no', () => {
    const asked = { ...ASKED, ignoreMaintenance: 'yes' } as unknown as RouteQuery
    expect(() => ROUTER.route(asked)).toThrow('Option ignoreMaintenance is "yes"; expected true or false.')
  })
})

const DAY = '2025-06-15'

const asked = fc.record({
  asked: question(6),
  works: fc.array(
    fc.record({
      link: fc.nat({ max: 12 }),
      from: fc.constantFrom('2025-06-01', DAY, '2025-06-16'),
      to: fc.constantFrom('2025-06-14', DAY, '2025-06-30'),
    }),
    { minLength: 1, maxLength: 5 },
  ),
})

describe('maintenance, in random networks', () => {
  it('closes what avoidLinks closes, in every question, and never makes a route better', () => {
    const tally = new RouteTally()
    let detours = 0
    fc.assert(
      fc.property(asked, fc.constantFrom(...ACCELERATIONS), ({ asked: { spec, query }, works }, accelerate) => {
        const rows = works
          .filter(({ from, to }) => from <= to)
          .map(({ link, from, to }, i) => ({
            maintenance_id: `m${i}`,
            link_id: String(spec.link[link % spec.link.length]?.link_id),
            from_date: from,
            to_date: to,
          }))
        const files = recordsOf({ ...spec, maintenance: rows } as NetworkSpec)
        const router = createRouter(networkFromRecords(files, { strict: true }).network, { accelerate })
        const isClosed = ({ from_date, to_date }: (typeof rows)[number]): boolean => from_date <= DAY && DAY <= to_date
        const avoidLinks = rows.filter(isClosed).map(({ link_id }) => link_id)
        const { from, to, ...options } = query
        const nodes = spec.node.map(({ node_id }) => String(node_id))
        const questions: ((router: Router, options: Partial<RouteQuery>) => unknown)[] = [
          (router, more) => router.route({ ...query, ...more }),
          (router, more) => router.matrix({ ...options, ...more, origins: nodes, destinations: nodes }),
          (router, more) => router.reach({ ...options, ...more, from }),
          (router, more) => router.shortest({ ...query, ...more, count: 3 }),
          (router, more) => router.alternatives({ ...query, ...more }),
        ]
        for (const ask of questions) {
          const told = (answer: unknown): unknown =>
            JSON.parse(JSON.stringify(answer, (key, value) => (['reason', 'drop'].includes(key) ? undefined : value)))
          expect(told(ask(router, { date: DAY }))).toEqual(told(ask(router, { avoidLinks })))
          expect(ask(router, { date: DAY, ignoreMaintenance: true })).toEqual(ask(router, {}))
        }
        const free = router.route(query)
        const closed = router.route({ from, to, ...options, date: DAY })
        tally.note(closed.status === 'ok')
        if (free.status === 'no-route') expect(closed.status).toBe('no-route')
        else if (closed.status === 'ok') expect(closed.weight).toBeGreaterThanOrEqual(free.weight)
        if (free.status === 'ok' && (closed.status === 'no-route' || closed.weight > free.weight)) detours++
      }),
      { numRuns: 60 },
    )
    tally.expectAtLeastHalf()
    expect(detours).toBeGreaterThan(3)
  })

  it('gives way to the grouping of constraints where there are more works than bits', () => {
    const many = Array.from({ length: 40 }, (_, i) => `w${i}, ${i < 39 ? 'slow' : 'ab'}, 2025-01-01, 2025-01-31`)
    const network = textNetwork(`
      node.csv
      node_id, x_coord, y_coord, country
      a, 0,   0, DE
      b, 0.4, 0, DE

      link.csv
      link_id, mode, from_node_id, to_node_id, length_km, gauge_mm
      ab,   rail, a, b, 50, 1435
      slow, rail, a, b, 90, 1435

      maintenance.csv
      maintenance_id, link_id, from_date, to_date
      ${many.join('\n')}

      ${ROUND_RULES}`)
    const shipment = DEFAULT_SHIPMENT
    const result = createRouter(network).route({ ...ASKED, shipment, date: '2025-01-31' })
    expect(result).toMatchObject({ status: 'no-route', drop: [{ option: 'maintenance' }] })
    expect(createRouter(network).route({ ...ASKED, shipment, date: '2025-02-01' })).toMatchObject({ status: 'ok' })
  })
})
