import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Leg } from '../../src/routing/itinerary.js'
import type { Objective } from '../../src/routing/objective.js'
import { createRouter, type QueryOptions, type RouteQuery } from '../../src/routing/router.js'
import { ACCELERATIONS } from '../../src/routing/search-engine.js'
import { networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'

const PER_UNIT = { fastest: 3600, cheapest: 100, greenest: 1000, generalised: 100 }
const BUDGET_OF = { fastest: 'time_h', cheapest: 'cost_usd', greenest: 'co2e_kg' } as const

/** A query without its places. */
function optionsOf({ from: _from, to: _to, via: _via, ...options }: RouteQuery): QueryOptions {
  return options
}

/** The terminals that a route stands at, in order, each once while it stays there. */
function terminalsOf(legs: readonly Leg[]): string[] {
  const terminals: string[] = []
  for (const leg of legs) {
    if (leg.kind !== 'transport') continue
    for (const node of [leg.from, ...leg.links.map(({ to }) => to)]) {
      const terminal = `${node}|${leg.mode}|${leg.gauge_mm}`
      if (terminals.at(-1) !== terminal) terminals.push(terminal)
    }
  }
  return terminals
}

const acceleration = fc.constantFrom(...ACCELERATIONS)

describe('a matrix', () => {
  it('is the routes of all pairs, weights and components, by whatever kernel', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(6), acceleration, ({ spec, query }, accelerate) => {
        const router = createRouter(networkOf(spec), { accelerate })
        const plain = createRouter(networkOf(spec), { accelerate: 'never' })
        const nodes = spec.node.map(({ node_id }) => String(node_id))
        const places = { origins: nodes, destinations: [...nodes].reverse() }
        const quick = router.matrix({ ...optionsOf(query), ...places })
        const { weights, components } = router.matrix({ ...optionsOf(query), ...places, components: true })
        expect(quick.components).toBeUndefined()
        expect(quick.weights).toEqual(weights)
        nodes.forEach((from, i) => {
          places.destinations.forEach((to, j) => {
            const slot = i * nodes.length + j
            const route = plain.route({ ...optionsOf(query), from, to })
            if (!tally.note(route.status === 'ok') || route.status !== 'ok') {
              expect(weights[slot]).toBeNaN()
              expect(components?.time_h[slot]).toBeNaN()
              return
            }
            expect(weights[slot]).toBe(route.weight)
            expect(components?.time_h[slot]).toBe(route.totals.time_h)
            expect(components?.length_km[slot]).toBe(route.totals.length_km)
            expect(components?.cost_usd[slot]).toBe(route.totals.cost_usd ?? Number.NaN)
            expect(components?.co2e_kg[slot]).toBe(route.totals.co2e_kg ?? Number.NaN)
          })
        })
      }),
      { numRuns: 120 },
    )
    tally.expectAtLeastHalf()
  })
})

describe('reach', () => {
  it('is the routes to, or from, all places, in bands', () => {
    const tally = new RouteTally()
    const limits = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 3 })
    fc.assert(
      fc.property(question(6), acceleration, fc.boolean(), limits, ({ spec, query }, accelerate, isFrom, limits) => {
        const router = createRouter(networkOf(spec), { accelerate })
        const options = optionsOf(query)
        const place = query.from
        const reach = router.reach({ ...options, ...(isFrom ? { from: place } : { to: place }), limits })
        expect(reach.limits).toEqual([...new Set(limits)].sort((a, b) => a - b))
        const last = reach.limits.at(-1) ?? Number.POSITIVE_INFINITY
        const expected = spec.node.flatMap(({ node_id }) => {
          const other = String(node_id)
          const route = router.route({
            ...options,
            ...(isFrom ? { from: place, to: other } : { from: other, to: place }),
          })
          tally.note(route.status === 'ok')
          if (route.status !== 'ok') return []
          const value = route.weight / PER_UNIT[reach.objective]
          const band = reach.limits.filter((limit) => limit < value).length
          return value > last ? [] : [{ node_id: other, weight: route.weight, value, band }]
        })
        const found = reach.places.map(({ node_id, weight, value, band }) => ({ node_id, weight, value, band }))
        expect([...found].sort((a, b) => (a.node_id < b.node_id ? -1 : 1))).toEqual(expected)
        expect(found[0]).toEqual({ node_id: place, weight: 0, value: 0, band: 0 })
        found.slice(1).forEach(({ weight }, i) => {
          expect(weight).toBeGreaterThanOrEqual(found[i]?.weight as number)
        })
      }),
      { numRuns: 120 },
    )
    tally.expectAtLeastHalf()
  })
})

describe('a frontier', () => {
  const criteria = fc.constantFrom<readonly Objective[]>(
    ['fastest', 'cheapest', 'greenest'],
    ['fastest', 'cheapest'],
    ['cheapest', 'greenest'],
    ['generalised', 'fastest', 'greenest'],
    ['greenest', 'generalised'],
  )

  it('has the best route of each criterion, no point that another betters, and the best by price', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(7), criteria, ({ spec, query: { objective: _, ...query } }, criteria) => {
        const router = createRouter(networkOf(spec))
        const frontier = router.frontier({ ...query, criteria })
        if (!tally.note(frontier.status === 'ok') || frontier.status !== 'ok') return
        const { points, presets } = frontier
        expect(frontier.truncated).toBe(false)
        criteria.forEach((objective, c) => {
          const best = router.route({ ...query, objective })
          if (best.status !== 'ok') throw new Error('a frontier without a route')
          const least = Math.min(...points.map(({ weights }) => weights[c] as number))
          // A route may be better by one criterion and have another that is unknown; then it is not on the frontier.
          expect(least).toBeGreaterThanOrEqual(best.weight)
          if (best.totals.cost_usd !== undefined && best.totals.co2e_kg !== undefined) expect(least).toBe(best.weight)
        })
        for (const [i, { weights, itinerary }] of points.entries()) {
          for (const other of points.slice(i + 1)) {
            expect(weights.every((weight, c) => weight <= (other.weights[c] as number))).toBe(false)
            expect(weights.every((weight, c) => weight >= (other.weights[c] as number))).toBe(false)
          }
          const value = itinerary.generalised_usd
          if (value !== undefined) {
            expect(points[presets.generalised as number]?.itinerary.generalised_usd).toBeLessThanOrEqual(value)
          }
        }
      }),
      { numRuns: 200 },
    )
    tally.expectAtLeastHalf()
  })

  it('filtered by budgets gives what the budget question gives', () => {
    const tally = new RouteTally()
    const within = fc.record({
      asked: question(7),
      objective: fc.constantFrom<keyof typeof BUDGET_OF>('fastest', 'cheapest', 'greenest'),
      limited: fc.uniqueArray(fc.constantFrom<keyof typeof BUDGET_OF>('fastest', 'cheapest', 'greenest'), {
        minLength: 1,
      }),
      pick: fc.nat(),
      less: fc.constantFrom(0, 0, 1),
    })
    fc.assert(
      fc.property(within, ({ asked: { spec, query }, objective, limited, pick, less }) => {
        const { objective: _, ...rest } = query
        const router = createRouter(networkOf(spec))
        const criteria: readonly Objective[] = ['fastest', 'cheapest', 'greenest']
        const frontier = router.frontier({ ...rest, criteria })
        if (frontier.status !== 'ok') return
        const points = frontier.points.map(({ weights }) => weights)
        // Limits at a point of the frontier, or just below it.
        const chosen = points[pick % points.length] as readonly number[]
        const limits = criteria.map((criterion, c) =>
          (limited as readonly string[]).includes(criterion) ? Math.max(0, (chosen[c] as number) - less) : Infinity,
        )
        const budget = Object.fromEntries(
          limited.map((criterion) => [
            BUDGET_OF[criterion],
            (limits[criteria.indexOf(criterion)] as number) / PER_UNIT[criterion],
          ]),
        )
        const kept = points.filter((weights) => weights.every((weight, c) => weight <= (limits[c] as number)))
        const best = Math.min(...kept.map((weights) => weights[criteria.indexOf(objective)] as number))
        const result = router.budget({ ...rest, objective, budget })
        tally.note(kept.length > 0)
        // The frontier knows all three criteria of its routes; the budget question needs fewer, and may find a better route.
        if (result.status === 'ok' && (result.totals.cost_usd === undefined || result.totals.co2e_kg === undefined)) {
          expect(result.weight).toBeLessThanOrEqual(best)
        } else if (kept.length > 0) {
          expect(result).toMatchObject({ status: 'ok', weight: best })
        } else {
          expect(result.status).toBe('over-budget')
        }
      }),
      { numRuns: 300 },
    )
    tally.expectAtLeastHalf()
  })
})

describe('alternatives and shortest routes', () => {
  it('begin with the best route, keep their bounds, and are in order', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(7), ({ spec, query }) => {
        const router = createRouter(networkOf(spec))
        const best = router.route(query)
        const several = router.alternatives({ ...query, count: 4, maxStretch: 2, minLocalOptimality: 0 })
        const shortest = router.shortest({ ...query, count: 6 })
        if (!tally.note(best.status === 'ok') || best.status !== 'ok') {
          expect(several).toEqual(best)
          expect(shortest).toEqual(best)
          return
        }
        if (several.status !== 'ok' || shortest.status !== 'ok') throw new Error('a route is missing')
        expect(several.routes[0]).toMatchObject({ sharing: 0, stretch: 1, itinerary: { weight: best.weight } })
        for (const { sharing, stretch, itinerary } of several.routes.slice(1)) {
          expect(sharing).toBeLessThanOrEqual(0.8)
          expect(stretch).toBeLessThanOrEqual(2)
          expect(itinerary.weight).toBeLessThanOrEqual(2 * best.weight)
        }
        expect(shortest.routes[0]).toEqual(best)
        shortest.routes.forEach(({ weight }, i) => {
          if (i > 0) expect(weight).toBeGreaterThanOrEqual(shortest.routes[i - 1]?.weight as number)
        })
        for (const { legs } of shortest.routes.slice(1)) {
          const terminals = terminalsOf(legs)
          expect(new Set(terminals).size, terminals.join(' ')).toBe(terminals.length)
        }
        const seen = new Set(shortest.routes.map(({ legs }) => JSON.stringify(legs)))
        expect(seen.size).toBe(shortest.routes.length)
      }),
      { numRuns: 150 },
    )
    tally.expectAtLeastHalf()
  })
})

describe('nearest', () => {
  it('gives on request only places that a route reaches, or that reach one', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(
        question(6),
        acceleration,
        ({ spec, query: { objective: _o, handling: _h, ...query } }, accelerate) => {
          const router = createRouter(networkOf(spec), { accelerate })
          const { from, to: _to, via: _via, shipment, ...rest } = query
          const constraints = { ...rest, ...(shipment === undefined ? {} : { shipment }) }
          const options = { limit: Number.POSITIVE_INFINITY, constraints }
          const here = [0, 0] as const
          const reached = router.nearest(here, { ...options, reachableFrom: from }).map(({ node_id }) => node_id)
          const reaching = router.nearest(here, { ...options, reaches: from }).map(({ node_id }) => node_id)
          for (const { node_id } of router.nearest(here, { limit: Number.POSITIVE_INFINITY })) {
            const there = router.route({ ...query, from, to: node_id }).status === 'ok'
            const back = router.route({ ...query, from: node_id, to: from }).status === 'ok'
            tally.note(there)
            expect(reached.includes(node_id)).toBe(there)
            expect(reaching.includes(node_id)).toBe(back)
          }
        },
      ),
      { numRuns: 100 },
    )
    tally.expectAtLeastHalf()
  })
})
