import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODES, type Mode } from '../../src/ingest/schema.js'
import type { Itinerary } from '../../src/routing/itinerary.js'
import { joinedRows } from '../../src/routing/matrix.js'
import { createRouter, type QueryOptions, type RouteQuery } from '../../src/routing/router.js'
import { ACCELERATIONS } from '../../src/routing/search-engine.js'
import { networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'

function optionsOf({ from: _from, to: _to, via: _via, ...options }: RouteQuery): QueryOptions {
  return options
}

function kmByMode({ legs }: Itinerary): Partial<Record<Mode, number>> {
  const km: Partial<Record<Mode, number>> = {}
  for (const leg of legs) if (leg.kind === 'transport') km[leg.mode] = (km[leg.mode] ?? 0) + leg.length_km
  return km
}

const masks = fc.infiniteStream(fc.nat({ max: 2 }))
const sets = fc.array(fc.array(fc.nat({ max: 5 }), { maxLength: 3 }), { minLength: 1, maxLength: 32 })

describe('the details of a matrix', () => {
  it('are those of the routes of all wanted pairs, by whatever kernel', () => {
    const tally = new RouteTally()
    let passing = 0
    let several = 0
    fc.assert(
      fc.property(question(6), fc.constantFrom(...ACCELERATIONS), masks, sets, (asked, accelerate, mask, numbers) => {
        const { spec, query } = asked
        const router = createRouter(networkOf(spec), { accelerate })
        const plain = createRouter(networkOf(spec), { accelerate: 'never' })
        const nodes = spec.node.map(({ node_id }) => String(node_id))
        const passes = numbers.map((list) => list.map((n) => nodes[n % nodes.length] as string))
        const destinations = [...nodes].reverse()
        const pairs = Uint8Array.from({ length: nodes.length ** 2 }, () => mask.next().value)
        const options = optionsOf(query)
        const matrix = router.matrix({ ...options, origins: nodes, destinations, details: true, passes, pairs })
        const { weights, components, details } = matrix
        const weightsOnly = router.matrix({ ...options, origins: nodes, destinations, pairs })
        expect(weightsOnly.weights).toEqual(weights)
        nodes.forEach((from, i) => {
          destinations.forEach((to, j) => {
            const slot = i * nodes.length + j
            const route = plain.route({ ...options, from, to })
            const given = MODES.flatMap((mode) => {
              const km = details?.length_km_by_mode[mode]?.[slot]
              return km === undefined ? [] : [[mode, km] as const]
            })
            if (pairs[slot] === 0 || !tally.note(route.status === 'ok') || route.status !== 'ok') {
              expect([weights[slot], components?.time_h[slot]]).toEqual([Number.NaN, Number.NaN])
              expect([details?.modes[slot], matrix.passes?.[slot]]).toEqual([0, 0])
              expect(given.every(([, km]) => Number.isNaN(km))).toBe(true)
              return
            }
            const km = kmByMode(route)
            expect([weights[slot], details?.generalised_usd[slot]]).toEqual([
              route.weight,
              route.generalised_usd ?? Number.NaN,
            ])
            expect(Object.fromEntries(given.filter(([mode]) => mode in km))).toEqual(km)
            expect(given.every(([mode, value]) => mode in km || value === 0)).toBe(true)
            const used = MODES.filter((_, m) => (((details?.modes[slot] as number) >> m) & 1) === 1)
            expect(used).toEqual(MODES.filter((mode) => mode in km))
            if (used.length > 1) several++
            passes.forEach((places, bit) => {
              const isPassed = places.some((place) => route.via.includes(place))
              if (isPassed) passing++
              // A place without a terminal is passed by no route, but it is the place itself.
              if (from !== to)
                expect([bit, ((matrix.passes?.[slot] as number) >>> bit) & 1]).toEqual([bit, Number(isPassed)])
            })
          })
        })
      }),
      { numRuns: 100 },
    )
    tally.expectAtLeastHalf()
    expect(passing).toBeGreaterThan(0)
    expect(several).toBeGreaterThan(0)
  })

  it('are there only where they are asked for', () => {
    const router = createRouter(networkOf(fc.sample(question(5), { seed: 1, numRuns: 1 })[0]?.spec as never))
    const places = { origins: ['n0'], destinations: ['n1', 'n2'] }
    expect(Object.keys(router.matrix({ ...places, components: true }))).not.toContain('details')
    expect(router.matrix({ ...places, passes: [] }).passes).toHaveLength(2)
    expect(router.matrix({ ...places, details: true })).not.toHaveProperty('passes')
  })

  it('refuse what they cannot mean', () => {
    const router = createRouter(networkOf(fc.sample(question(5), { seed: 1, numRuns: 1 })[0]?.spec as never))
    const places = { origins: ['n0'], destinations: ['n1', 'n2'] }
    const ask = (options: object) => () => router.matrix({ ...places, ...options })
    expect(ask({ details: 1 })).toThrow('Option details is 1; expected true or false.')
    expect(ask({ passes: ['n0'] })).toThrow('Option passes is ["n0"]; expected a list of lists of places.')
    expect(ask({ passes: Array.from({ length: 33 }, () => ['n0']) })).toThrow(
      'Option passes has 33 sets of places; expected at most 32.',
    )
    expect(ask({ passes: [['nowhere']] })).toThrow('Unknown place "nowhere"')
    expect(ask({ pairs: new Uint8Array(3) })).toThrow('Option pairs is of 3 bytes; expected a Uint8Array of 2 bytes')
    expect(ask({ pairs: [1, 1] })).toThrow('Option pairs is [1,1]; expected a Uint8Array')
  })

  it('are joined from parts as if asked at once', () => {
    const spec = fc.sample(question(6), { seed: 3, numRuns: 1 })[0]?.spec as never
    const router = createRouter(networkOf(spec))
    const all = ['n0', 'n1', 'n2']
    const query = { destinations: all, details: true, passes: [['n1']] }
    const whole = router.matrix({ ...query, origins: all })
    const parts = [all.slice(0, 1), all.slice(1)].map((origins) => router.matrix({ ...query, origins }))
    expect(joinedRows(parts)).toEqual(whole)
  })
})
