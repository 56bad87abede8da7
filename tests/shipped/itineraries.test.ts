import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Itinerary, Totals } from '../../src/routing/itinerary.js'
import { OBJECTIVES } from '../../src/routing/objective.js'
import { RouteTally } from '../support/route-tally.js'
import { shippedRouter } from './shipped.js'

const router = await shippedRouter()
const nodes = router.network.graph.nodes().sort()
/** The pairs are the same on every run, so that a fault of the data is not a matter of luck. */
const SEED = 20_260_101
const PAIRS = 200

function itineraries(): { readonly found: readonly Itinerary[]; readonly tally: RouteTally } {
  const tally = new RouteTally()
  const pick = fc.constantFrom(...nodes)
  const asked = fc.sample(fc.tuple(pick, pick, fc.constantFrom(...OBJECTIVES)), { seed: SEED, numRuns: PAIRS })
  const found = asked.flatMap(([from, to, objective]) => {
    const result = router.route({ from, to, objective })
    tally.note(result.status === 'ok')
    return result.status === 'ok' ? [result] : []
  })
  return { found, tally }
}

const { found, tally } = itineraries()

describe(`itineraries between ${PAIRS} random pairs of the shipped network`, () => {
  it('are found for at least half of the pairs, over every mode', () => {
    tally.expectAtLeastHalf()
    const modes = new Set(found.flatMap(({ legs }) => legs.map(({ mode }) => mode)))
    expect([...modes].sort()).toEqual(['air', 'rail', 'road', 'sea', 'waterway'])
  })

  it('change mode or gauge only by a transfer leg at the place where they stand', () => {
    let changes = 0
    for (const { legs, from, to } of found) {
      let place = from
      let standing = 'door'
      for (const leg of legs) {
        if (leg.kind === 'border') {
          expect([leg.to, leg.mode]).toEqual([place, standing.split(' ')[0]])
          continue
        }
        expect(leg.from).toBe(place)
        place = leg.to
        if (leg.kind === 'transport') {
          expect(standing).toBe(track(leg.mode, leg.gauge_mm))
        } else {
          expect(standing).toBe(track(leg.from_mode, leg.from_gauge_mm))
          expect(leg.from).toBe(leg.to)
          standing = track(leg.to_mode, leg.to_gauge_mm)
          if (leg.operation === 'mode' || leg.operation === 'gauge') changes++
        }
      }
      expect([place, standing]).toEqual([to, from === to ? standing : 'door'])
    }
    expect(changes).toBeGreaterThan(50)
  })

  it('run every link of a leg on its mode and gauge', () => {
    const { graph } = router.network
    for (const { legs } of found) {
      for (const leg of legs) {
        if (leg.kind !== 'transport') continue
        for (const link of leg.links) {
          const edge = graph
            .outEdges(link.from, link.to)
            .find((key) => graph.getEdgeAttribute(key, 'link_id') === link.link_id)
          expect(edge, `${link.link_id} from ${link.from} to ${link.to}`).toBeDefined()
          const { mode, gauge_mm } = graph.getEdgeAttributes(edge)
          expect([mode, gauge_mm]).toEqual([leg.mode, leg.gauge_mm])
        }
      }
    }
  })

  it('never handle goods twice at one place for one change: that would be a change of gauge, or none, by the back door', () => {
    const doubled = new Set<string>()
    for (const { legs } of found) {
      legs.forEach((leg, i) => {
        const next = legs[i + 1]
        if (leg.kind === 'transfer' && next?.kind === 'transfer') {
          doubled.add(
            `${leg.to}: ${track(leg.from_mode, leg.from_gauge_mm)} > ${track(leg.to_mode, leg.to_gauge_mm)} > ${track(next.to_mode, next.to_gauge_mm)}`,
          )
        }
      })
    }
    expect([...doubled].sort()).toEqual([])
  })

  it('stop at a border wherever they enter another customs territory', () => {
    const { graph } = router.network
    const countryOf = (id: string) => graph.getNodeAttribute(id, 'country')
    for (const { legs } of found) {
      const crossed = legs.flatMap((leg) =>
        leg.kind === 'transport'
          ? leg.links.filter(({ from, to }) => router.costModel.isBorder(countryOf(from), countryOf(to)))
          : [],
      )
      expect(legs.filter(({ kind }) => kind === 'border').map(({ from, to }) => [from, to])).toEqual(
        crossed.map(({ from, to }) => [from, to]),
      )
    }
  })

  it('have totals that are the sums of their legs, exactly, and all known', () => {
    for (const { legs, totals, hours } of found) {
      for (const key of ['time_h', 'cost_usd', 'co2e_kg', 'length_km'] as const satisfies readonly (keyof Totals)[]) {
        expect(totals[key]).toBeDefined()
        expect(legs.reduce((sum, leg) => sum + (leg[key] ?? Number.NaN), 0)).toBe(totals[key])
      }
      expect(hours.moving + hours.border + hours.transfer + hours.waiting).toBeCloseTo(totals.time_h, 9)
    }
  })
})

function track(mode: string, gauge: number | undefined): string {
  return gauge === undefined ? mode : `${mode} ${gauge}`
}
