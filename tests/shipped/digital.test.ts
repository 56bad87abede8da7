import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { compareCorridors } from '../../src/corridor/compare.js'
import type { LinkAttributes } from '../../src/network/network.js'
import type { Itinerary } from '../../src/routing/itinerary.js'
import type { RouteQuery, Router } from '../../src/routing/router.js'
import { checkedScenario } from '../../src/routing/scenario/check.js'
import type { Scenario } from '../../src/routing/scenario/scenario.js'
import { MS_PER_HOUR } from '../../src/units/units.js'
import { itineraryOf, linksOf } from '../support/text-network.js'
import { shippedRouter } from './shipped.js'

const FIBRE = { modes: ['fibre'], objective: 'fastest' } as const
const ETIR: Scenario = checkedScenario(
  JSON.parse(readFileSync(new URL('../../fixtures/scenarios/etir-borders.json', import.meta.url), 'utf8')),
)

let router: Router
beforeAll(async () => {
  router = await shippedRouter()
})

const fibre = (from: string, to: string, more: Partial<RouteQuery> = {}): Itinerary =>
  itineraryOf(router.route({ from, to, ...FIBRE, ...more }))

function fibreLinks(): { readonly link: LinkAttributes; readonly from: string; readonly to: string }[] {
  const links: { link: LinkAttributes; from: string; to: string }[] = []
  router.network.graph.forEachDirectedEdge((_, link, from, to) => {
    if (link.mode === 'fibre' && !link.reversed) links.push({ link, from, to })
  })
  return links
}

describe('fibres of the shipped network', () => {
  it('are at least 120 links, of sea and of land, each with a length and where it comes from', () => {
    const links = fibreLinks().map(({ link }) => link)
    expect(links.length).toBeGreaterThanOrEqual(120)
    for (const kind of ['submarine', 'terrestrial']) {
      expect(links.filter(({ facility_type }) => facility_type === kind).length).toBeGreaterThanOrEqual(60)
    }
    const without = links.filter(({ source, length_estimated }) => source === undefined || length_estimated === true)
    expect(without).toEqual([])
    expect(links.filter(({ source }) => !/estimate|published/.test(source ?? '')).map(({ link_id }) => link_id)).toEqual([]) // biome-ignore format: one line
  })

  it('join every place that one of them lands at, by links in use', () => {
    const places = new Set(fibreLinks().flatMap(({ from, to }) => [from, to]))
    const reached = router
      .reach({ from: 'Frankfurt', ...FIBRE, avoidStatuses: [] })
      .places.map(({ node_id }) => node_id)
    expect([...places].filter((id) => !reached.includes(id)).sort()).toEqual([])
    expect(places.size).toBeGreaterThan(300)
  })

  it('let light through as fast as glass does', () => {
    const { signal, totals } = fibre('Marseille', 'Singapore')
    expect(totals.length_km / ((signal?.latency_ms as number) / 1000)).toBeCloseTo(299_792.458 / 1.468, 0)
    expect(signal?.round_trip_ms).toBe(2 * totals.time_h * MS_PER_HOUR)
  })

  // What carriers publish is measured, equipment and all, on ways that are longer than railways: light alone is quicker. Lengths
  // of sections at sea are estimates, which may be too long by the tenth that they allow for slack.
  it.each([
    ['London', 'Hong Kong', 190, 'TEA (submarinenetworks.com)'],
    ['London', 'Tokyo', 194, 'TEA (submarinenetworks.com)'],
    ['Stockholm', 'Hong Kong', 188, 'TEA (submarinenetworks.com)'],
    ['Stockholm', 'Beijing', 156, 'TEA (submarinenetworks.com)'],
    ['London', 'New York', 58.95, 'Hibernia Express (thebroadcastbridge.com)'],
    ['Shanghai', 'Tokyo', 26, 'measured by a carrier (areapac)'],
  ])('%s to %s: from half of the published round trip of %d ms to an eighth above it (%s)', (from, to, published) => {
    const { round_trip_ms } = fibre(from, to).signal as NonNullable<Itinerary['signal']>
    expect(round_trip_ms).toBeGreaterThan(0.5 * published)
    expect(round_trip_ms).toBeLessThan(1.125 * published)
  })

  it('carry Frankfurt to Shanghai over land in less than the published 150 to 200 ms, and by sea in more than over land', () => {
    const land = fibre('Frankfurt', 'Shanghai')
    const sea = fibre('Frankfurt', 'Shanghai', { avoidCountries: ['RU', 'KZ', 'KG', 'UZ', 'TM', 'IR', 'PK'] })
    expect(land.countries).toContain('RU')
    expect(land.passages).toEqual([])
    expect(land.signal?.round_trip_ms).toBeGreaterThan(100)
    expect(land.signal?.round_trip_ms).toBeLessThan(200)
    expect(sea.signal?.round_trip_ms).toBeGreaterThan((land.signal?.round_trip_ms as number) * 1.3)
    expect(sea.signal?.round_trip_ms).toBeLessThan(300)
  })

  it('change their latency, and their way, where Suez is closed', () => {
    const scenario: Scenario = { id: 'suez', changes: [{ close: { passage: 'suez' } }] }
    const [before, after] = [fibre('Marseille', 'Singapore'), fibre('Marseille', 'Singapore', { scenario })]
    expect(before.passages).toContain('suez')
    expect(after.passages).not.toContain('suez')
    expect(after.totals.time_h).toBeGreaterThan(before.totals.time_h)
  })

  it('leave the routes of freight alone', () => {
    const without = (route: Itinerary): boolean => route.legs.every(({ mode }) => mode !== 'fibre')
    expect(without(itineraryOf(router.route({ from: 'Chongqing', to: 'Duisburg' })))).toBe(true)
    expect(router.nearest([139.95, 34.95])[0]?.modes).not.toContain('fibre')
  })
})

describe('disjoint routes by fibre', () => {
  it.each([
    ['Frankfurt', 'Shanghai', 4],
    ['Frankfurt', 'Singapore', 3],
    ['Marseille', 'Mumbai', 3],
  ])('%s to %s: %d that share no link, no landing and no strait', (from, to, count) => {
    const result = router.disjoint({ from, to, count, ...FIBRE })
    if (result.status === 'no-route') throw new Error(result.reason)
    expect(result.routes).toHaveLength(count)
    const taken = new Set<string>()
    for (const route of result.routes) {
      const between = route.via.slice(1, -1)
      const own = [
        ...linksOf(route),
        ...between.map((id) => `place ${id}`),
        ...route.passages.map((p) => `strait ${p}`),
      ]
      for (const label of new Set(own)) {
        expect(taken.has(label), label).toBe(false)
        taken.add(label)
      }
      expect(between.length).toBeGreaterThan(0)
    }
    const best = fibre(from, to).totals.time_h
    for (const { totals } of result.routes) expect(totals.time_h).toBeGreaterThanOrEqual(best)
  })
})

describe('clearance at the borders of the shipped network', () => {
  it('names only procedures that clearance.csv has, electronic ones among them', () => {
    const named = router.network.rules.border.map(({ digital }) => digital).filter((word) => word !== undefined)
    expect(new Set(named).size).toBeGreaterThan(3)
    expect(named.filter((word) => !router.costModel.clearance.names.includes(word))).toEqual([])
  })

  it('has the factors that were measured, and the bound of the promoters as such', () => {
    const factor = (procedure: string) => router.costModel.clearance.of(procedure, 'road')?.time
    expect([factor('paper'), factor('tir'), factor('etir')]).toEqual([1, 0.67, 0.2])
    const promised = router.network.rules.clearance.find(({ procedure }) => procedure === 'etir')
    expect(promised?.source).toMatch(/not measured/)
  })

  it('under eTIR takes hours from the road corridor at its borders, and none from the railway', () => {
    const hours = (scenario?: Scenario) => {
      const query = { from: 'Chongqing', to: 'Duisburg', objective: 'fastest', ...(scenario && { scenario }) }
      const { corridors } = compareCorridors(router, query)
      return Object.fromEntries(corridors.map((found) => [found.id, found.status === 'ok' ? found.hours : undefined]))
    }
    const [before, after] = [hours(), hours(ETIR)]
    expect(after['northern-rail']).toEqual(before['northern-rail'])
    expect(after['road-tir']?.border).toBeLessThan((before['road-tir']?.border as number) / 2)
  })

  it('under eTIR crosses from Iran into Türkiye by road and no longer by rail', () => {
    const borders = (scenario?: Scenario) => {
      const { legs } = itineraryOf(router.route({ from: 'Tehran', to: 'Istanbul', ...(scenario && { scenario }) }))
      return legs.filter((leg) => leg.kind === 'border')
    }
    expect(borders()).toMatchObject([{ mode: 'rail', from_country: 'IR', to_country: 'TR' }])
    const [now, ...others] = borders(ETIR)
    expect(others).toEqual([])
    expect(now).toMatchObject({ mode: 'road', digital: 'etir', from_country: 'IR', to_country: 'TR' })
    expect(now?.source).toMatch(/changed by scenario etir-borders$/)
  })
})
