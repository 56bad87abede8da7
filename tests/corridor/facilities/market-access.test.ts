import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type MarketAccess,
  type MarketAccessQuery,
  marketAccess,
} from '../../../src/corridor/facilities/market-access.js'
import { UsageError } from '../../../src/issue/errors.js'
import { networkFromRecords } from '../../../src/network/from-records.js'
import { createRouter } from '../../../src/routing/router.js'
import { networkOf, question, type Row, recordsOf } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'
import { ONE_TEU, ROUND_RULES, textNetwork } from '../../support/text-network.js'

/** By road, 1 h and USD 200 for 100 km; loading and unloading 1 h and USD 10 each. From i there is no way back. */
const network = textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country, population
  a, Anfang, 0,   0, CN, 800
  b, Bogen,  0.1, 0, CN
  z, Ende,   0.2, 0, CN, 400
  y, Yfront, 0.3, 0, CN, 400
  i, Insel,  0.4, 0, CN, 1000
  o, Ohne,   0.5, 0, CN, 0

  link.csv
  link_id, mode, from_node_id, to_node_id, length_km, directed
  ab, road, a, b, 200
  bz, road, b, z, 200
  by, road, b, y, 200
  bi, road, b, i, 600, 1
  bo, road, b, o, 100

  facility.csv
  facility_id, node_id, name,    pillar,    kind,     status
  port-a,      a,       Port A,  transport, dry_port
  port-b,      b,       ,        transport, dry_port, open
  cold-b,      b,       Cold,    industry,  cold_store
  port-z,      z,       Planned, transport, dry_port, planned

  ${ROUND_RULES}`)
const router = createRouter(network)
const ask = (query: Partial<MarketAccessQuery>, on = router): MarketAccess =>
  marketAccess(on, { by: 'time', halfLife: 4, shipment: ONE_TEU, ...query })

describe('market access', () => {
  it('adds people up, those farther off by half-lives counting less', () => {
    // From b: z and y 4 h, a 4 h, i 8 h; from a: a 0 h, z and y 6 h, i 10 h.
    const answer = ask({ places: ['Anfang', 'b', 'z', 'i'] })
    expect(answer).toMatchObject({
      by: 'time',
      half_life: 4,
      unit: 'h',
      formula: 'sum over nodes of population x 2^(-cost / half-life)',
      pricing: 'exact',
      nodes: 4,
      population: 2600,
    })
    const sixth = 2 ** -1.5
    const tenth = 2 ** -2.5
    const rounded = (people: number): number => Number(people.toFixed(6))
    expect(answer.places.map((place) => [place.rank, place.node_id, rounded(place.access), place.reached])).toEqual([
      [1, 'a', rounded(800 + 800 * sixth + 1000 * tenth), 2600],
      [2, 'b', 800 / 2 + 400 / 2 + 400 / 2 + 1000 / 4, 2600],
      [3, 'z', rounded(400 + (400 + 800) * sixth + 1000 * tenth), 2600],
      // No way leads from the island.
      [4, 'i', 1000, 1000],
    ])
    expect(answer.places[1]).toEqual({
      rank: 2,
      node_id: 'b',
      name: 'Bogen',
      country: 'CN',
      facilities: [],
      access: 1050,
      share: 1050 / 2600,
      reached: 2600,
      contributors: [
        { node_id: 'a', name: 'Anfang', population: 800, cost: 4, factor: 0.5, contribution: 400 },
        { node_id: 'i', name: 'Insel', population: 1000, cost: 8, factor: 0.25, contribution: 250 },
        // Of two that contribute as much, the first by id; nodes without people contribute nothing.
        { node_id: 'y', name: 'Yfront', population: 400, cost: 4, factor: 0.5, contribution: 200 },
        { node_id: 'z', name: 'Ende', population: 400, cost: 4, factor: 0.5, contribution: 200 },
      ],
    })
  })

  it('weighs by cost as well, in USD', () => {
    const [place] = ask({ places: ['b'], by: 'cost', halfLife: 420, contributors: 2 }).places
    expect(place?.access).toBe(800 / 2 + 400 / 2 + 400 / 2 + 1000 * 2 ** (-1220 / 420))
    expect(place?.contributors.map(({ node_id, cost }) => [node_id, cost])).toEqual([
      ['a', 420],
      ['y', 420],
    ])
    expect(ask({ places: ['b'], by: 'cost' }).unit).toBe('USD')
  })

  it('is asked of the places of facilities, of dates and of scenarios', () => {
    const ports = ask({ kinds: ['dry_port'] })
    expect(ports.places.map(({ node_id, facilities }) => [node_id, facilities])).toEqual([
      ['a', [{ facility_id: 'port-a', name: 'Port A', kind: 'dry_port' }]],
      ['b', [{ facility_id: 'port-b', name: 'port-b', kind: 'dry_port' }]],
    ])
    expect(ask({ pillars: ['industry'] }).places.map(({ node_id }) => node_id)).toEqual(['b'])
    expect(ask({ kinds: ['cold_store'], pillars: ['transport'] }).places).toEqual([])
    const scenario = { id: 'cut', changes: [{ close: { link: 'bi' } }] }
    expect(ask({ places: ['b'], scenario }).places[0]).toMatchObject({ access: 800, reached: 1600 })
    const town = { node_id: 'new', x_coord: 0.6, y_coord: 0, country: 'CN', population: 64 }
    const built = { id: 'built', changes: [{ add: { node: [town] } }] }
    expect(ask({ places: ['new', 'b'], scenario: built }).places.map(({ access }) => access)).toEqual([1050, 64])
  })

  it('breaks ties by id', () => {
    expect(ask({ places: ['z', 'y'] }).places.map(({ rank, node_id }) => [rank, node_id])).toEqual([
      [1, 'y'],
      [2, 'z'],
    ])
  })

  it.each<[Partial<MarketAccessQuery>, string]>([
    [{ places: [] }, 'Option places is []; expected a list of at least one place.'],
    [{ places: ['Bogem'] }, 'Unknown place "Bogem"'],
    [
      { places: ['b'], kinds: ['dry_port'] },
      'Both places and facilities are given; expected places, or kinds and pillars.',
    ],
    [{ kinds: ['dryport'] }, 'Did you mean "dry_port"?'],
    [{ by: 'carbon' as 'time' }, 'Option by is "carbon"; expected one of time, cost.'],
    [{ halfLife: 0 }, 'Option halfLife is 0; expected a number above 0.'],
    [{ halfLife: Number.NaN }, 'Option halfLife is NaN; expected a number above 0.'],
    [{ contributors: 0 }, 'Option contributors is 0; expected a whole number of at least 1.'],
    [{ objective: 'fastest' } as never, 'Market access has no objective; give by, time or cost.'],
    [{ places: ['b'], half: 3 } as never, 'Unknown option "half"'],
  ])('refuses %j', (query, message) => {
    expect(() => ask(query)).toThrow(UsageError)
    expect(() => ask(query)).toThrow(message)
  })

  it('refuses a network without people', () => {
    const empty = createRouter(
      networkOf({ ...NO_ROWS, node: [{ node_id: 'a', x_coord: 0, y_coord: 0, population: 0 }] }),
    )
    expect(() => ask({ places: ['a'] }, empty)).toThrow(
      'No node of the network has a population; expected some in the column population of node.csv.',
    )
  })
})

const NO_ROWS = {
  node: [],
  link: [],
  transfer: [],
  border: [],
  territory: [],
  speed: [],
  rate: [],
  emission: [],
  grid: [],
  parameter: [],
}

const asked = question(6).chain((asked) =>
  fc.record({
    asked: fc.constant(asked),
    people: fc.array(fc.constantFrom(undefined, 0, 1, 250, 10_000), { minLength: 6, maxLength: 6 }),
    by: fc.constantFrom('time', 'cost'),
    halfLife: fc.constantFrom(0.5, 24, 1000),
  }),
)

describe('market access in a random network', () => {
  it('is the sum over single routes', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(asked, ({ asked: { spec, query }, people, by, halfLife }) => {
        const node: readonly Row[] = spec.node.map((row, i) => ({ ...row, population: people[i] }))
        const router = createRouter(networkFromRecords(recordsOf({ ...spec, node }), { strict: true }).network)
        const { from: _from, to: _to, via: _via, objective: _objective, ...options } = query
        const ids = node.map(({ node_id }) => String(node_id))
        const total = people.slice(0, ids.length).reduce<number>((sum, count) => sum + (count ?? 0), 0)
        fc.pre(total > 0)
        const answer = marketAccess(router, { ...options, places: ids, by, halfLife, contributors: 99 })
        expect([answer.population, answer.places.length]).toEqual([total, ids.length])
        expect(answer.places.map(({ rank }) => rank)).toEqual(ids.map((_, i) => i + 1))
        for (const { node_id: from, access, share, reached, contributors } of answer.places) {
          let [sum, count] = [0, 0]
          const objective = by === 'time' ? 'fastest' : 'cheapest'
          ids.forEach((to, i) => {
            const population = people[i] ?? 0
            if (population === 0) return
            const route = from === to ? undefined : router.route({ ...options, objective, from, to })
            const found = contributors.find(({ node_id }) => node_id === to)
            if (route !== undefined) tally.note(route.status === 'ok')
            expect(found === undefined).toBe(route?.status === 'no-route')
            if (route?.status === 'no-route') return
            const cost = route === undefined ? 0 : route.weight / (by === 'time' ? 3600 : 100)
            expect(found?.cost).toBe(cost)
            sum += population * 2 ** (-cost / halfLife)
            count += population
          })
          expect(access).toBeCloseTo(sum, 6)
          expect(share).toBeCloseTo(sum / total, 9)
          expect(reached).toBe(count)
          const given = contributors.map(({ contribution }) => contribution)
          expect(given).toEqual([...given].sort((a, b) => b - a))
        }
        const order = answer.places.map(({ access }) => access)
        expect(order).toEqual([...order].sort((a, b) => b - a))
      }),
      { numRuns: 150 },
    )
    tally.expectAtLeastHalf()
  })
})
