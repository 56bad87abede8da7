import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CostModel } from '../../src/cost/cost-model.js'
import type { Itinerary } from '../../src/routing/itinerary.js'
import { createRouter } from '../../src/routing/router.js'
import { networkOf, type Question, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'

function checkItineraries(property: (itinerary: Itinerary, asked: Question) => void): void {
  const tally = new RouteTally()
  fc.assert(
    fc.property(question(), (asked) => {
      const result = createRouter(networkOf(asked.spec)).route(asked.query)
      if (tally.note(result.status === 'ok') && result.status === 'ok') property(result, asked)
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

const KEYS = ['time_h', 'cost_usd', 'co2e_kg', 'length_km'] as const

describe('an itinerary', () => {
  it('has totals that are the sums of its legs, and legs that are the sums of their links, exactly', () => {
    checkItineraries(({ legs, totals }) => {
      for (const key of KEYS) {
        expect(added(legs, key)).toBe(totals[key])
        for (const leg of legs) if (leg.kind === 'transport') expect(added(leg.links, key)).toBe(leg[key])
      }
    })
  })

  it('splits its hours without rest', () => {
    checkItineraries(({ hours, totals }) => {
      expect(hours.moving + hours.border + hours.transfer + hours.waiting).toBeCloseTo(totals.time_h, 9)
    })
  })

  it('costs what was searched, to half a unit for each rounded weight', () => {
    checkItineraries(({ legs, totals, generalised_usd, objective, weight }) => {
      const exact = {
        fastest: totals.time_h * 3600,
        cheapest: (totals.cost_usd ?? Number.NaN) * 100,
        greenest: (totals.co2e_kg ?? Number.NaN) * 1000,
        generalised: (generalised_usd ?? Number.NaN) * 100,
      }[objective]
      const roundings = legs.reduce(
        (n, leg) => n + (leg.kind === 'transport' ? leg.links.length : leg.kind === 'transfer' ? 1 : 0),
        0,
      )
      expect(Math.abs(exact - weight)).toBeLessThanOrEqual(0.5 * roundings + 1e-6)
    })
  })

  it('hangs together: each leg starts where the one before ended, on the mode and gauge it left', () => {
    checkItineraries(({ legs, from, to, via }, { query }) => {
      expect([from, to]).toEqual([query.from, query.to])
      let place = from
      let standing: string | undefined
      const passed = [from]
      for (const leg of legs) {
        if (leg.kind === 'border') {
          expect(leg.to).toBe(place)
          continue
        }
        expect(leg.from).toBe(place)
        const on = leg.kind === 'transport' ? `${leg.mode} ${leg.gauge_mm}` : `${leg.from_mode} ${leg.from_gauge_mm}`
        if (standing !== undefined) expect(on).toBe(standing)
        standing = leg.kind === 'transport' ? on : `${leg.to_mode} ${leg.to_gauge_mm}`
        if (leg.kind === 'transport') {
          for (const link of leg.links) {
            expect(link.from).toBe(passed[passed.length - 1])
            passed.push(link.to)
          }
        }
        place = leg.to
      }
      expect(place).toBe(to)
      expect(via).toEqual(passed)
    })
  })

  it('loads first and unloads last exactly as the handling says', () => {
    checkItineraries(({ legs }, { query }) => {
      const operations = legs.map((leg) => (leg.kind === 'transfer' ? leg.operation : leg.kind))
      const loads = query.handling === 'both' || query.handling === 'origin'
      const unloads = query.handling === 'both' || query.handling === 'destination'
      expect(operations.filter((word) => word === 'load')).toHaveLength(loads ? 1 : 0)
      expect(operations.filter((word) => word === 'unload')).toHaveLength(unloads ? 1 : 0)
      if (loads) expect(operations[0]).toBe('load')
      if (unloads) expect(operations[operations.length - 1]).toBe('unload')
    })
  })

  it('never handles goods twice at a place: between two operations something moves', () => {
    checkItineraries(({ legs }) => {
      const kinds = legs.filter((leg) => leg.kind !== 'border').map((leg) => leg.kind)
      kinds.forEach((kind, i) => {
        if (i > 0 && kind === 'transfer') expect(kinds[i - 1]).toBe('transport')
      })
    })
  })

  it('stops at each border that its links cross and nowhere else', () => {
    checkItineraries(({ legs }, { spec }) => {
      const network = networkOf(spec)
      const model = new CostModel(network.rules)
      const countryOf = (id: string): string | undefined => network.graph.getNodeAttribute(id, 'country')
      const crossed = legs
        .flatMap((leg) => (leg.kind === 'transport' ? leg.links : []))
        .filter((link) => model.isBorder(countryOf(link.from), countryOf(link.to)))
      const stops = legs.filter((leg) => leg.kind === 'border')
      expect(stops.map((leg) => [leg.from, leg.to])).toEqual(crossed.map((link) => [link.from, link.to]))
      for (const leg of stops) {
        expect([leg.from_country, leg.to_country]).toEqual([countryOf(leg.from), countryOf(leg.to)])
      }
    })
  })

  it('is plain data: JSON keeps all of it', () => {
    checkItineraries((itinerary) => {
      expect(JSON.parse(JSON.stringify(itinerary))).toEqual(itinerary)
    })
  })
})
