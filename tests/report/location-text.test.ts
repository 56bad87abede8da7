import { describe, expect, it } from 'vitest'
import type { Location } from '../../src/corridor/facilities/location.js'
import { locationText } from '../../src/report/location-text.js'
import { ONE_TEU } from '../support/text-network.js'

const LOCATION: Location = {
  objective: 'generalised',
  unit: 'USD',
  shipment: ONE_TEU,
  pricing: 'exact',
  change: { time_factor: 0.5 },
  count: 3,
  pairs: 1,
  without_route: 2,
  before: 100_000,
  after: 96_000,
  saving: 4000,
  chosen: [{ rank: 1, node_id: 'a', name: 'A\u0007lat', country: undefined, gain: 4000, saving: 4000 }],
  bound: { kind: 'upper', guarantee: 0.5, upper: 8000 },
  candidates: [
    { node_id: 'a', name: 'A\u0007lat', country: undefined, saving: 4000, pairs: 1 },
    { node_id: 'b', name: 'Brest', country: 'BY', saving: 10, pairs: 1 },
    { node_id: 'c', name: 'Chop', country: 'UA', saving: 0, pairs: 0 },
  ],
}
const text = (change: Partial<Location>, width = 200, top = 10): string =>
  locationText({ ...LOCATION, ...change }, width, top)

describe('locationText', () => {
  it('says how good a choice of several is', () => {
    expect(text({})).toContain(
      'At least 50 % of what the best choice of 3 saves; no choice of 3 saves more than 8,000 USD.',
    )
    const submodular = text({ bound: { kind: 'submodular', guarantee: 0.632_12, upper: 8000 } })
    expect(submodular).toContain('At least 63 % of what the best choice of 3 saves, as no route that is better')
    const exact = { kind: 'exact', guarantee: 1, upper: 4000 } as const
    expect(text({ bound: exact })).toContain('Exact: no choice of 3 saves more.')
    expect(text({ bound: exact, count: 1 })).toContain('Exact: no choice saves more.')
    const nothing = { saving: 0, chosen: [], bound: { kind: 'upper', guarantee: 0, upper: 50 } } as const
    expect(text(nothing)).toContain('Nowhere: no candidate alone saves anything.')
    expect(text(nothing)).toContain('Two at once may save where each alone does not.')
  })

  it('names what a dry port changes', () => {
    const all = { time_factor: 0, cost_factor: 0.5, carbon_factor: 1, provides: ['reefer'], transfers: [{}] } as const
    expect(text({ change: all }).split('\n')[0]).toBe(
      'Where 3 dry ports save most over 1 pair, generalised (a dry port: 0 x the hours of handling, 0.5 x its cost, 1 x its carbon, 1 more rules of transfer, provides reefer)',
    )
  })

  it('shows no control characters, and keeps to the width', () => {
    expect(text({})).toContain('A\uFFFDlat')
    for (const width of [40, 60])
      expect(
        text({}, width)
          .split('\n')
          .every((line) => line.length <= width),
      ).toBe(true)
  })

  it('shows so many candidates, those that save something, and counts pairs without a route', () => {
    expect(text({})).toContain('Alone, 2 of 3 candidates save something:')
    expect(text({}, 200, 1)).toContain('Alone, 2 of 3 candidates save something; the first 1:')
    expect(text({}, 200, 1)).not.toContain('Brest')
    expect(text({})).not.toContain('Chop')
    expect(text({})).toContain('2 pairs have no route and are left out.')
    expect(text({ without_route: 0, pricing: 'repriced' })).toContain('USD of what adds up link by link.')
  })
})
