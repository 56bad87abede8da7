import { distance } from '@turf/turf'
import { describe, expect, it } from 'vitest'
import { compareCorridors } from '../../src/corridor/compare.js'
import { catchment } from '../../src/corridor/facilities/catchment.js'
import { locate } from '../../src/corridor/facilities/location.js'
import { marketAccess } from '../../src/corridor/facilities/market-access.js'
import { NEEDS, type Need } from '../../src/ingest/schema.js'
import { loadNetwork } from '../../src/network/load.js'
import type { Itinerary } from '../../src/routing/itinerary.js'
import { createRouter } from '../../src/routing/router.js'
import type { Scenario } from '../../src/routing/scenario/scenario.js'

const { network } = await loadNetwork(undefined, { strict: true })
const router = createRouter(network)
const { graph, facts } = network
const BOX = { teu: 2, tonnes: 20, value_usd: 50_000 } as const

function route(from: string, to: string, needs: readonly Need[] = [], more: object = {}): Itinerary {
  const result = router.route({ from, to, shipment: { ...BOX, needs }, ...more })
  if (result.status === 'no-route') throw new Error(result.reason)
  return result
}

/** Where goods are handled, in order of travel. */
function handledAt({ legs }: Itinerary): string[] {
  return legs.flatMap((leg) => (leg.kind === 'transfer' ? [leg.to] : []))
}

describe('the facilities of the shipped network', () => {
  it.each([
    'dry_port',
    'industrial_park',
    'economic_zone',
    'bonded_warehouse',
    'cold_store',
    'free_port',
    'substation',
    'solar_farm',
    'wind_farm',
    'lng_terminal',
    'bunkering',
    'charging',
    'cable_landing',
    'data_centre',
    'single_window',
    'rail_depot',
    'testing_station',
    'container_terminal',
    'air_cargo_terminal',
    'heavy_lift_terminal',
  ])('hold some of the kind %s', (kind) => {
    expect(facts.facility.filter((row) => row.kind === kind).length).toBeGreaterThanOrEqual(5)
  })

  it('are at least 200, each with a source, a position near its node and the country of its node', () => {
    expect(facts.facility.length).toBeGreaterThanOrEqual(200)
    const wrong = facts.facility.flatMap((row) => {
      const { facility_id, node_id, x_coord, y_coord, country, source, provides = [] } = row
      const node = graph.getNodeAttributes(node_id)
      const km =
        x_coord === undefined || y_coord === undefined
          ? Number.POSITIVE_INFINITY
          : distance([x_coord, y_coord], [node.x_coord, node.y_coord])
      const isKnown = provides.every((need) => (NEEDS as readonly string[]).includes(need))
      return source !== undefined && km <= 100 && country === node.country && isKnown
        ? []
        : [`${facility_id}: ${km} km`]
    })
    expect(wrong).toEqual([])
  })

  it('are given once', () => {
    const rows = [...facts.facility].sort((a, b) => (a.y_coord as number) - (b.y_coord as number))
    const at = ({ x_coord, y_coord }: (typeof rows)[number]) => [x_coord as number, y_coord as number]
    const twice = rows.flatMap((a, i) =>
      rows
        .slice(i + 1)
        .filter((b) => a.kind === b.kind && a.node_id === b.node_id && a.name === b.name && distance(at(a), at(b)) < 50)
        .map((b) => `${a.facility_id} and ${b.facility_id}`),
    )
    expect(twice).toEqual([])
    const names = facts.facility.map(({ name }) => name)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })
})

describe('needs over the shipped network', () => {
  const free = route('CNCKG', 'DEDUI')

  it.each<[Need, boolean]>([
    ['reefer', true],
    ['hazmat', true],
    ['bonded', false],
    ['e_documents', true],
  ])('%s: goods are handled only where it is provided', (need, isOther) => {
    const found = route('CNCKG', 'DEDUI', [need])
    for (const id of handledAt(found)) {
      const { country } = graph.getNodeAttributes(id)
      const provides = facts.facility.some(
        (row) =>
          row.provides?.includes(need) === true &&
          (row.node_id === id || row.serves?.includes(country as string) || row.serves?.includes('EU')),
      )
      expect([id, provides]).toEqual([id, true])
    }
    expect(handledAt(found).join() !== handledAt(free).join()).toBe(isOther)
    expect(found.weight).toBeGreaterThanOrEqual(free.weight)
  })

  it('plugs for reefers at other yards would change route, time and cost', () => {
    // Without them the change of gauge moves from Alashankou to Altynkol, and from Brest to Małaszewicze.
    const now = route('CNCKG', 'DEDUI', ['reefer'])
    expect(handledAt(free)).toContain('alashankou')
    expect(handledAt(now)).toEqual(['chongqing', 'altynkol', 'malaszewicze', 'duisburg'])
    expect(now.totals.time_h).toBeGreaterThan(free.totals.time_h + 5)
    expect(now.totals.cost_usd as number).toBeGreaterThan((free.totals.cost_usd as number) + 100)
    const yard = (node_id: string) => ({
      facility_id: `yard-${node_id}`,
      node_id,
      pillar: 'industry',
      kind: 'dry_port',
      provides: ['reefer'],
    })
    const scenario = { id: 'plugs', changes: [{ add: { facility: [yard('alashankou'), yard('brest')] } }] }
    const later = route('CNCKG', 'DEDUI', ['reefer'], { scenario })
    expect(later.weight).toBe(free.weight)
    expect(handledAt(later)).toEqual(handledAt(free))
  })

  it('are named where nothing provides them', () => {
    const needs = ['oversize'] as const
    const result = router.route({ from: 'CNCKG', to: 'DEDUI', shipment: { ...BOX, needs } })
    expect(result).toMatchObject({ status: 'no-route', drop: [{ option: 'shipment.needs', value: 'oversize' }] })
    // A heavy piece goes by sea to a port with the berths for it.
    expect(handledAt(route('Shanghai', 'DEDUI', needs))[0]).toBe('shanghai')
  })
})

describe('questions about facilities of the shipped network', () => {
  it('which parks reach Rotterdam within 20 days under USD 4,000', async () => {
    const query = { to: 'Rotterdam', kinds: ['industrial_park'], shipment: BOX } as const
    const within = { time_h: 480, cost_usd: 4000 }
    const { facilities, counts } = await catchment(router, { ...query, within })
    expect(counts.within).toBeGreaterThanOrEqual(20)
    expect(counts.no_route).toBe(0)
    for (const { node_id, ok, totals } of facilities) {
      const best = router.budget({
        from: node_id,
        to: 'rotterdam',
        objective: 'fastest',
        budget: within,
        shipment: BOX,
      })
      expect([node_id, best.status === 'ok']).toEqual([node_id, ok])
      if (best.status === 'ok') expect(totals).toEqual(best.totals)
    }
    const ids = facilities.flatMap(({ facility_id, ok }) => (ok ? [facility_id] : []))
    // From Minsk by rail and road; from Suzhou by air in days, by sea for USD 2,290, but by no way that is both.
    expect(ids).toContain('great-stone')
    const suzhou = facilities.find(({ facility_id }) => facility_id === 'suzhou-industrial-park')
    expect(suzhou).toMatchObject({ ok: false, totals: undefined })
    expect(suzhou?.least.time_h).toBeLessThan(480)
    expect(suzhou?.least.cost_usd).toBeLessThan(4000)
    const alone = await catchment(router, { ...query, within: { cost_usd: 4000 } })
    expect(alone.counts.within).toBeGreaterThan(counts.within)
  })

  it('dry ports that halve the handling at Aktau and Alat put the Middle Corridor before the southern railway', () => {
    const ranks = (scenario: Scenario): Record<string, number | undefined> => {
      const { corridors } = compareCorridors(router, { from: 'CNCKG', to: 'DEDUI', shipment: BOX, scenario })
      return Object.fromEntries(corridors.map((row) => [row.name, row.status === 'ok' ? row.rank.time : undefined]))
    }
    const before = ranks({ id: 'now', changes: [] })
    const after = ranks({ id: 'ports', changes: [{ transfer: { node: ['aktau', 'alat'] }, time_factor: 0.5 }] })
    const isFirst = (rank: Record<string, number | undefined>) =>
      (rank['Middle Corridor'] as number) < (rank['Southern rail'] as number)
    expect([isFirst(before), isFirst(after)]).toEqual([false, true])
  })

  it('one more dry port saves most where trains change their gauge', async () => {
    const pairs = ['Chongqing', "Xi'an", 'Urumqi'].flatMap((from) =>
      ['Duisburg', 'Warsaw', 'Moscow'].map((to) => ({ from, to })),
    )
    const candidates = ['alashankou', 'altynkol', 'brest', 'erenhot', 'lanzhou', 'moscow']
    const asked = { pairs, candidates, objective: 'fastest', modes: ['rail'], shipment: BOX } as const
    const one = await locate(router, asked)
    expect(one.chosen.map(({ node_id }) => node_id)).toEqual(['alashankou'])
    expect(one.bound).toEqual({ kind: 'exact', guarantee: 1, upper: one.saving })
    const two = await locate(router, { ...asked, count: 2 })
    expect(two.saving).toBeGreaterThan(one.saving)
    expect(two.bound.upper).toBeGreaterThanOrEqual(two.saving)
  })

  it('what people dry ports can serve, by time and by cost', () => {
    const byTime = marketAccess(router, { kinds: ['dry_port'], by: 'time', halfLife: 48, shipment: BOX })
    const byCost = marketAccess(router, { kinds: ['dry_port'], by: 'cost', halfLife: 1000, shipment: BOX })
    expect([byTime.unit, byCost.unit]).toEqual(['h', 'USD'])
    expect(byTime.population).toBeGreaterThan(1e9)
    for (const { places } of [byTime, byCost]) {
      expect(places.length).toBeGreaterThan(90)
      expect(places.every(({ share }) => share > 0 && share < 1)).toBe(true)
    }
    // In the middle of China sooner than at the sea; cheaply rather by the sea.
    const rank = ({ places }: typeof byTime, id: string): number => places.findIndex(({ node_id }) => node_id === id)
    expect(rank(byTime, 'wuhan')).toBeLessThan(rank(byTime, 'lianyungang'))
    expect(rank(byCost, 'lianyungang')).toBeLessThan(rank(byCost, 'wuhan'))
    expect(rank(byTime, 'duisburg')).toBeLessThan(rank(byTime, 'novosibirsk'))
  })
})
