import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NEEDS, type Need } from '../../src/ingest/schema.js'
import type { NoRoute } from '../../src/routing/no-route.js'
import { createRouter, type QueryOptions, type RouteQuery, type Router } from '../../src/routing/router.js'
import { ACCELERATIONS } from '../../src/routing/search-engine.js'
import { areasOf, type FacilityShape, facilityShape, networkWithFacilities } from '../support/random-facilities.js'
import { type NetworkSpec, networkOf, question, type Row } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'

const DATES = [undefined, '2024-06-01', '2026-06-01'] as const

interface Asked {
  readonly spec: NetworkSpec
  readonly query: RouteQuery
  readonly facilities: readonly FacilityShape[]
  readonly needs: readonly Need[]
  readonly date: string | undefined
}

const asked: fc.Arbitrary<Asked> = fc
  .record({
    asked: question(6),
    // Two at least in most nodes, so that there are routes.
    facilities: fc.array(facilityShape, { minLength: 8, maxLength: 24 }),
    needs: fc.subarray([...NEEDS], { minLength: 1, maxLength: 2 }),
    date: fc.constantFrom(...DATES),
  })
  .map(({ asked, ...rest }) => ({ ...asked, ...rest }))

/** The network without facilities in which each node has its own transfer rules, and nodes that lack something have none. */
function writtenOut({ spec, facilities, needs, date }: Asked) {
  const isOpen = ({ status, valid_from, valid_to }: FacilityShape): boolean =>
    (status ?? 'open') === 'open' &&
    (date === undefined || ((valid_from ?? '') <= date && date <= (valid_to ?? '9999')))
  const serves = ({ node, serves }: FacilityShape, to: number): boolean => {
    const country = spec.node[to]?.country
    return node === to || serves.some((area) => areasOf(spec, area).some((member) => member === country))
  }
  const has = (node: number, need: Need): boolean =>
    facilities.some(
      (row) => row.node < spec.node.length && serves(row, node) && isOpen(row) && row.provides.includes(need),
    )
  const key = ({ from_mode, to_mode, from_gauge_mm, to_gauge_mm }: Row): string =>
    [from_mode, to_mode, from_gauge_mm, to_gauge_mm].join()
  const transfer = spec.node.flatMap((_, n) => {
    if (!needs.every((need) => has(n, need))) return []
    const own = spec.transfer.filter(({ node_id }) => node_id === `n${n}`)
    const general = spec.transfer.filter(
      (row) => row.node_id === undefined && !own.some((rule) => key(rule) === key(row)),
    )
    return [...own, ...general.map((row) => ({ ...row, node_id: `n${n}` }))]
  })
  return networkOf({ ...spec, transfer })
}

/** The answer without the shipment, which differs, and with the reason of a missing route left to another test. */
function told(result: unknown): unknown {
  return JSON.parse(
    JSON.stringify(result, (key, value) => (['shipment', 'reason', 'drop', 'least'].includes(key) ? undefined : value)),
  )
}

function optionsOf({ from: _from, to: _to, via: _via, ...options }: RouteQuery): QueryOptions {
  return options
}

describe('what a shipment needs', () => {
  it('closes what a network without these transfer rules closes, in every question', () => {
    const tally = new RouteTally()
    let constrained = 0
    fc.assert(
      fc.property(asked, fc.constantFrom(...ACCELERATIONS), (asked, accelerate) => {
        const { query, needs, spec, date } = asked
        const dated = date === undefined ? query : { ...query, date }
        const plain = createRouter(writtenOut(asked), { accelerate })
        const router = createRouter(networkWithFacilities(asked.spec, asked.facilities), { accelerate })
        const shipment = query.shipment as NonNullable<RouteQuery['shipment']>
        const withNeeds = { ...dated, shipment: { ...shipment, needs } }
        const nodes = spec.node.map(({ node_id }) => String(node_id))
        const middle = nodes[Math.floor(nodes.length / 2)] as string
        const criteria = ['fastest', 'cheapest', 'greenest'] as const
        const questions: ((router: Router, query: RouteQuery) => unknown)[] = [
          (router, query) => router.route(query),
          (router, query) => router.route({ ...query, via: [middle] }),
          (router, query) => router.matrix({ ...optionsOf(query), origins: nodes, destinations: nodes }),
          (router, { from, to: _, ...query }) => router.reach({ ...query, from }),
          (router, { to, from: _, ...query }) => router.reach({ ...query, to }),
          (router, { objective: _, ...query }) => router.frontier({ ...query, criteria }),
          (router, query) => router.budget({ ...query, budget: { time_h: 100, co2e_kg: 5000 } }),
          (router, query) => router.alternatives({ ...query, maxStretch: 2 }),
          (router, query) => router.shortest({ ...query, count: 3 }),
          (router, query) => router.disjoint({ ...query, share: 'links' }),
          (router, { from, to: _, objective: _o, handling: _h, ...constraints }) =>
            router.nearest([0, 0], { limit: Number.POSITIVE_INFINITY, reachableFrom: from, constraints }),
        ]
        for (const ask of questions) expect(told(ask(router, withNeeds))).toEqual(told(ask(plain, dated)))
        const route = router.route(withNeeds)
        tally.note(route.status === 'ok')
        const free = router.route(dated)
        if (free.status === 'ok' && (route.status !== 'ok' || route.weight > free.weight)) constrained++
      }),
      { numRuns: 120 },
    )
    tally.expectAtLeastHalf()
    expect(constrained).toBeGreaterThan(15)
  })

  it('is named where it is in the way, and dropping what is named opens a route', () => {
    let named = 0
    fc.assert(
      fc.property(asked, (asked) => {
        const { query, needs } = asked
        const router = createRouter(networkWithFacilities(asked.spec, asked.facilities))
        const shipment = query.shipment as NonNullable<RouteQuery['shipment']>
        const result = router.route({ ...query, shipment: { ...shipment, needs } })
        if (result.status === 'ok') return
        const dropped = (result as NoRoute).drop.filter(({ option }) => option === 'shipment.needs')
        const others = result.drop.length - dropped.length
        if (dropped.length === 0 || others > 0) return
        named++
        const kept = needs.filter((need) => !dropped.some(({ value }) => value === need))
        expect(router.route({ ...query, shipment: { ...shipment, needs: kept } }).status).toBe('ok')
        for (const { value } of dropped) {
          const fewer = [...kept, value as Need]
          if (dropped.length > 1) expect(router.route({ ...query, shipment: { ...shipment, needs: fewer } }).status).toBe('no-route') // biome-ignore format: one line
        }
      }),
      { numRuns: 200 },
    )
    expect(named).toBeGreaterThan(10)
  })
})
