import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Itinerary } from '../../../src/routing/itinerary.js'
import { createRouter, type Router } from '../../../src/routing/router.js'
import { openSaved } from '../../../src/routing/saved/decode.js'
import { saveRouter } from '../../../src/routing/saved/encode.js'
import { legQuestion } from '../../support/leg-rates.js'
import { networkOf, type Question, question } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'

const KEYS = ['time_h', 'cost_usd', 'co2e_kg', 'length_km'] as const

function checkRoutes(
  questions: fc.Arbitrary<Question>,
  property: (itinerary: Itinerary, router: Router, asked: Question) => void,
): void {
  const tally = new RouteTally()
  fc.assert(
    fc.property(questions, (asked) => {
      const router = createRouter(networkOf(asked.spec))
      const result = router.route(asked.query)
      if (tally.note(result.status === 'ok') && result.status === 'ok') property(result, router, asked)
    }),
    { numRuns: 200 },
  )
  tally.expectAtLeastHalf()
}

/** Adds in order; absent where a part is. */
function added<K extends string>(
  parts: readonly Readonly<Record<K, number | undefined>>[],
  key: K,
): number | undefined {
  let sum: number | undefined = 0
  for (const part of parts) {
    const value = part[key]
    sum = sum === undefined || value === undefined ? undefined : sum + value
  }
  return sum
}

const usdOf = ({ objective, totals, generalised_usd }: Itinerary): number =>
  (objective === 'cheapest' ? totals.cost_usd : generalised_usd) as number

/** Each link, transfer, border, end and leg of a tariff is rounded to cents once. */
const roundingsOf = ({ legs }: Itinerary): number =>
  legs.reduce((sum, leg) => sum + (leg.kind === 'transport' ? 3 * leg.links.length + 3 : 1), 0)

describe('a route priced by the leg', () => {
  it('has totals that are the sums of its legs, links and parts of the tariff', () => {
    let withParts = 0
    checkRoutes(legQuestion(5), ({ legs, totals }) => {
      for (const key of KEYS) {
        expect(added(legs, key)).toBe(totals[key])
        for (const leg of legs) if (leg.kind === 'transport') expect(added(leg.links, key)).toBe(leg[key])
      }
      for (const leg of legs) {
        if (leg.kind !== 'transport' || leg.tariff_parts === undefined) continue
        withParts++
        const parts = leg.tariff_parts.flatMap((part) => [
          part.fixed_usd,
          part.links_usd,
          part.bands_usd,
          part.minimum_usd,
        ])
        expect(parts.reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(leg.cost_usd as number, 6)
        expect(added(leg.tariff_parts, 'length_km')).toBeCloseTo(leg.length_km, 6)
      }
    })
    expect(withParts).toBeGreaterThan(50)
  })

  it('costs what was searched, to half a cent for each rounding', () => {
    checkRoutes(legQuestion(5), (itinerary) => {
      const difference = Math.abs(usdOf(itinerary) * 100 - itinerary.weight)
      expect(difference).toBeLessThanOrEqual(0.5 * roundingsOf(itinerary) + 1e-6)
    })
  })

  it('is never dearer than the one by links alone, which a matrix gives with the same totals', () => {
    let cheaper = 0
    checkRoutes(legQuestion(5), (itinerary, router, { query }) => {
      const { from, to, ...options } = query
      const found = router.shortest({ ...options, from, to, count: 1 })
      const repriced = (found.status === 'ok' ? found.routes[0] : undefined) as Itinerary
      const slack = 0.005 * (roundingsOf(itinerary) + roundingsOf(repriced)) + 1e-6
      expect(usdOf(itinerary)).toBeLessThanOrEqual(usdOf(repriced) + slack)
      if (usdOf(itinerary) < usdOf(repriced) - slack) cheaper++
      const { components } = router.matrix({ ...options, origins: [from], destinations: [to], components: true })
      expect(components?.cost_usd[0]).toBe(repriced.totals.cost_usd)
      expect(components?.time_h[0]).toBe(repriced.totals.time_h)
    })
    expect(cheaper).toBeGreaterThan(5)
  })

  it('is the same from a saved network', () => {
    checkRoutes(legQuestion(4), (itinerary, router, { query }) => {
      expect(openSaved(saveRouter(router, { order: false })).route(query)).toEqual(itinerary)
    })
  })
})

it('a leg part of nothing changes no route: the search by legs and the one by links agree', () => {
  const money = question().map(({ spec, query }) => ({
    spec,
    query: { ...query, objective: query.objective === 'fastest' ? 'cheapest' : 'generalised' },
  }))
  checkRoutes(money, (itinerary, _, { spec, query }) => {
    expect(itinerary.pricing).toBe('exact')
    expect(JSON.stringify(itinerary)).not.toContain('tariff_parts')
    const free = createRouter(networkOf({ ...spec, rate: spec.rate.map((row) => ({ ...row, per_leg: 0 })) }))
    const again = free.route(query) as Itinerary
    // The tariff of a link and the fee at its border are rounded apart.
    const borders = again.legs.filter(({ kind }) => kind === 'border').length
    expect(Math.abs(again.weight - itinerary.weight)).toBeLessThanOrEqual(2 * borders + 1 + itinerary.legs.length)
    expect(usdOf(again)).toBeCloseTo(usdOf(itinerary), 0)
  })
})
