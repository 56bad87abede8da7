import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CRITERIA, type Criterion, dominates, ranksOf } from '../../src/corridor/ranking.js'
import type { Itinerary, Totals } from '../../src/routing/itinerary.js'
import { createRouter } from '../../src/routing/router.js'
import { itineraryOf, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const WAY = itineraryOf(createRouter(textNetwork(THREE_WAYS)).route({ from: 'aton', to: 'lodz' }))

interface Values {
  readonly time: number
  readonly cost: number | undefined
  readonly carbon: number | undefined
  readonly generalised: number | undefined
}

/** A route of which nothing but the criteria counts. */
function way({ time, cost, carbon, generalised }: Values): Itinerary {
  return {
    ...WAY,
    totals: { ...WAY.totals, time_h: time, cost_usd: cost, co2e_kg: carbon },
    generalised_usd: generalised,
  }
}

// Few values, so that there are ties.
const amount = fc.nat({ max: 3 })
const unknown = fc.option(amount, { nil: undefined, freq: 4 })
const values = fc.record({ time: amount, cost: unknown, carbon: unknown, generalised: unknown })
const several = fc.array(values, { minLength: 1, maxLength: 6 })

describe('ranksOf', () => {
  it('is one more than the number of better ones, of those that are known', () => {
    let shared = 0
    let absent = 0
    fc.assert(
      fc.property(several, (all) => {
        const ways = all.map(way)
        ways.forEach((one, i) => {
          const rank = ranksOf(one, ways)
          for (const criterion of CRITERIA) {
            const mine = (all[i] as Values)[criterion as Criterion]
            if (mine === undefined) {
              absent++
              expect(criterion in rank).toBe(false)
              continue
            }
            const known = all.map((other) => other[criterion]).filter((value) => value !== undefined)
            // Its place among the sorted, where the first of equals counts for all.
            expect(rank[criterion]).toBe(1 + [...known].sort((a, b) => a - b).indexOf(mine))
            if (known.filter((value) => value === mine).length > 1) shared++
          }
        })
      }),
    )
    expect(shared).toBeGreaterThan(0)
    expect(absent).toBeGreaterThan(0)
  })
})

describe('dominates', () => {
  const totals = fc.record({ time_h: amount, cost_usd: unknown, co2e_kg: unknown, length_km: amount })

  it.each<[string, Partial<Totals>, Partial<Totals>, boolean]>([
    ['better in one', { time_h: 1 }, { time_h: 2 }, true],
    ['equal in all', {}, {}, false],
    ['better in one, worse in another', { time_h: 1, co2e_kg: 9 }, { time_h: 2 }, false],
    ['better, but of unknown cost', { time_h: 1, cost_usd: undefined }, { time_h: 2 }, false],
    ['better than what is of unknown carbon', { time_h: 1 }, { time_h: 2, co2e_kg: undefined }, false],
    ['shorter alone', { length_km: 1 }, { length_km: 2 }, false],
  ])('%s', (_, a, b, expected) => {
    const same = { time_h: 5, cost_usd: 5, co2e_kg: 5, length_km: 5 }
    expect(dominates({ ...same, ...a }, { ...same, ...b })).toBe(expected)
  })

  it('is never mutual, never of itself, and passes on', () => {
    let chains = 0
    fc.assert(
      fc.property(totals, totals, totals, (a, b, c) => {
        expect(dominates(a, a)).toBe(false)
        if (dominates(a, b)) expect(dominates(b, a)).toBe(false)
        if (!dominates(a, b) || !dominates(b, c)) return
        chains++
        expect(dominates(a, c)).toBe(true)
      }),
      { numRuns: 1000 },
    )
    expect(chains).toBeGreaterThan(0)
  })
})
