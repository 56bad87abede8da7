import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Objective } from '../../src/routing/objective.js'
import { OBJECTIVES } from '../../src/routing/objective.js'
import { createRouter, type RouteQuery, type RouteResult, type RouterOptions } from '../../src/routing/router.js'
import { type NetworkSpec, networkOf, question, type Row, withColumn } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { itineraryOf, linksOf } from '../support/text-network.js'

const RUNS = 120

const route = (spec: NetworkSpec, query: RouteQuery, options?: RouterOptions): RouteResult =>
  createRouter(networkOf(spec), options).route(query)

const weightOf = (result: RouteResult): number => (result.status === 'ok' ? result.weight : Number.POSITIVE_INFINITY)

/** Runs a property over random questions and fails where most of them had no route. */
function check(property: (spec: NetworkSpec, query: RouteQuery, pick: number) => RouteResult): void {
  const tally = new RouteTally()
  fc.assert(
    fc.property(question(), fc.nat(), ({ spec, query }, pick) => {
      tally.note(property(spec, query, pick).status === 'ok')
    }),
    { numRuns: RUNS },
  )
  tally.expectAtLeastHalf()
}

/** The row at a picked index with some cells changed. */
function withRow(rows: readonly Row[], pick: number, cells: Row): readonly Row[] {
  return rows.map((row, i) => (i === pick % rows.length ? { ...row, ...cells } : row))
}

describe('a better network never gives a worse answer', () => {
  it('closing a link never helps', () => {
    check((spec, query, pick) => {
      const before = route(spec, query)
      const closed = { ...spec, link: withRow(spec.link, pick, { status: 'closed' }) }
      expect(weightOf(route(closed, query))).toBeGreaterThanOrEqual(weightOf(before))
      return before
    })
  })

  it('closing a link is the same as avoiding it', () => {
    check((spec, query, pick) => {
      const closed = { ...spec, link: withRow(spec.link, pick, { status: 'closed' }) }
      const id = spec.link[pick % spec.link.length]?.link_id as string
      const avoided = route(spec, { ...query, avoidLinks: [id] })
      expect(weightOf(avoided)).toBe(weightOf(route(closed, query)))
      return avoided
    })
  })

  it('adding a link never hurts', () => {
    check((spec, query, pick) => {
      const model = spec.link[pick % spec.link.length]
      const from = `n${pick % spec.node.length}`
      const to = `n${(pick + 1) % spec.node.length}`
      const added = { ...model, link_id: 'new', from_node_id: from, to_node_id: to, status: 'open' }
      const before = route(spec, query)
      const after = route({ ...spec, link: [...spec.link, added] }, query)
      expect(weightOf(after)).toBeLessThanOrEqual(weightOf(before))
      return after
    })
  })

  const LONGER: readonly [keyof NetworkSpec, string][] = [
    ['link', 'length_km'],
    ['link', 'time_h'],
    ['rate', 'usd_per_teu_km'],
    ['rate', 'usd_per_tonne_km'],
    ['rate', 'usd_per_teu'],
    ['border', 'time_h'],
    ['border', 'cost_usd_per_teu'],
    ['transfer', 'time_h'],
    ['transfer', 'cost_usd_per_teu'],
    ['transfer', 'co2e_kg_per_teu'],
    ['emission', 'wtw_gco2e_per_tkm'],
    ['grid', 'gco2e_per_kwh'],
  ]
  it.each(LONGER)('raising %s %s in one row never lowers an optimum', (table, column) => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), fc.nat(), fc.integer({ min: 1, max: 50 }), ({ spec, query }, pick, more) => {
        const chosen = spec[table][pick % Math.max(1, spec[table].length)]
        const raised = withColumn(spec, table, column, (value, row) => (row === chosen ? value + more : value))
        const before = createRouter(networkOf(spec))
        const after = createRouter(networkOf(raised))
        for (const objective of OBJECTIVES) {
          const first = before.route({ ...query, objective })
          tally.note(first.status === 'ok')
          expect(weightOf(after.route({ ...query, objective })), objective).toBeGreaterThanOrEqual(weightOf(first))
        }
      }),
      { numRuns: 40 },
    )
    tally.expectAtLeastHalf()
  })

  it('a faster rule never slows', () => {
    check((spec, query) => {
      const before = route(spec, { ...query, objective: 'fastest' })
      const faster = withColumn(spec, 'speed', 'speed_kmh', (kmh) => kmh * 2)
      expect(weightOf(route(faster, { ...query, objective: 'fastest' }))).toBeLessThanOrEqual(weightOf(before))
      return before
    })
  })
})

describe('prices', () => {
  it('doubling all of them keeps the cheapest route and doubles its cost', () => {
    check((spec, query) => {
      const asked = { ...query, objective: 'cheapest' }
      const columns: readonly [keyof NetworkSpec, readonly string[]][] = [
        ['rate', ['usd_per_teu_km', 'usd_per_tonne_km', 'usd_per_teu']],
        ['transfer', ['cost_usd_per_teu', 'cost_usd_per_tonne']],
        ['border', ['cost_usd_per_teu']],
      ]
      let dear = spec
      for (const [table, names] of columns) {
        for (const name of names) dear = withColumn(dear, table, name, (value) => value * 2)
      }
      const before = route(spec, asked)
      const after = route(dear, asked)
      expect(after.status).toBe(before.status)
      if (before.status === 'no-route') return before
      // All costs are whole cents (random-network.ts), so doubling them is exact and ties stay ties.
      expect(linksOf(after)).toEqual(linksOf(before))
      expect(itineraryOf(after).legs.map((leg) => leg.kind)).toEqual(before.legs.map((leg) => leg.kind))
      expect(weightOf(after)).toBe(2 * before.weight)
      expect(itineraryOf(after).totals.time_h).toBe(before.totals.time_h)
      return before
    })
  })

  it('a higher carbon price never raises the carbon of the generalised optimum', () => {
    const tally = new RouteTally()
    let different = 0
    const price = fc.integer({ min: 1, max: 2000 })
    fc.assert(
      fc.property(question(), price, price, ({ spec, query }, low, more) => {
        const asked = { ...query, objective: 'generalised' }
        const cheap = route(spec, asked, { prices: { carbon_price_usd_per_t: low } })
        const dear = route(spec, asked, { prices: { carbon_price_usd_per_t: low + more } })
        expect(dear.status).toBe(cheap.status)
        if (!tally.note(cheap.status === 'ok')) return
        const [before, after] = [itineraryOf(cheap), itineraryOf(dear)]
        const tonnes = (result: typeof before): number => (result.totals.co2e_kg ?? Number.NaN) / 1000
        if (linksOf(cheap).join() !== linksOf(dear).join()) different++
        // Either optimum is one of rounded weights: it may be off by half a cent for each arc of both routes, twice.
        const tolerance = (2 * 0.005 * (roundings(before) + roundings(after))) / more
        expect(tonnes(after) - tonnes(before)).toBeLessThanOrEqual(tolerance + 1e-9)
      }),
      { numRuns: 250 },
    )
    tally.expectAtLeastHalf()
    expect(different, 'some carbon price changes a route').toBeGreaterThan(0)
  })

  it('a higher value of time never makes the generalised optimum slower', () => {
    const tally = new RouteTally()
    const pct = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(question(), pct, pct, ({ spec, query }, low, more) => {
        const shipment = { teu: 2, tonnes: 20, value_usd: 50_000 }
        const asked = { ...query, objective: 'generalised', shipment }
        const patient = route(spec, asked, { prices: { value_of_time_pct_per_day: low } })
        const hurried = route(spec, asked, { prices: { value_of_time_pct_per_day: low + more } })
        if (!tally.note(patient.status === 'ok')) return
        const [before, after] = [itineraryOf(patient), itineraryOf(hurried)]
        const usdPerHour = (shipment.value_usd * more) / 100 / 24
        const tolerance = (2 * 0.005 * (roundings(before) + roundings(after))) / usdPerHour
        expect(after.totals.time_h - before.totals.time_h).toBeLessThanOrEqual(tolerance + 1e-9)
      }),
      { numRuns: RUNS },
    )
    tally.expectAtLeastHalf()
  })
})

describe('objectives', () => {
  const CRITERION = {
    fastest: (result: RouteResult) => itineraryOf(result).totals.time_h * 3600,
    cheapest: (result: RouteResult) => (itineraryOf(result).totals.cost_usd ?? Number.POSITIVE_INFINITY) * 100,
    greenest: (result: RouteResult) => (itineraryOf(result).totals.co2e_kg ?? Number.POSITIVE_INFINITY) * 1000,
    generalised: (result: RouteResult) => (itineraryOf(result).generalised_usd ?? Number.POSITIVE_INFINITY) * 100,
  } as const satisfies Record<Objective, (result: RouteResult) => number>

  it('each is best on its own criterion, to half a unit per rounded weight', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const router = createRouter(networkOf(spec))
        for (const objective of OBJECTIVES) {
          const own = router.route({ ...query, objective })
          if (!tally.note(own.status === 'ok')) continue
          for (const rival of OBJECTIVES) {
            const other = router.route({ ...query, objective: rival })
            if (other.status === 'no-route') continue
            const tolerance = 0.5 * (roundings(itineraryOf(own)) + roundings(other))
            expect(CRITERION[objective](own)).toBeLessThanOrEqual(CRITERION[objective](other) + tolerance + 1e-6)
          }
        }
      }),
      { numRuns: RUNS },
    )
    tally.expectAtLeastHalf()
  })
})

/** How many weights of a route are rounded: links (with their borders), transfers, loading and unloading. */
function roundings({ legs }: ReturnType<typeof itineraryOf>): number {
  return legs.reduce((n, leg) => n + (leg.kind === 'transport' ? leg.links.length : leg.kind === 'transfer' ? 1 : 0), 0)
}
