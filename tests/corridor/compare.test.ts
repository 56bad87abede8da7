import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CompareQuery, type Comparison, compareCorridors, type OpenCorridor } from '../../src/corridor/compare.js'
import { type Corridor, corridorFromRow } from '../../src/corridor/corridor.js'
import { indicatorsOf } from '../../src/corridor/indicators.js'
import { profileOf } from '../../src/corridor/profile.js'
import { CRITERIA } from '../../src/corridor/ranking.js'
import { sharesOf } from '../../src/corridor/shares.js'
import { CORRIDOR_SCHEMA, MODES } from '../../src/ingest/schema.js'
import { UsageError } from '../../src/issue/errors.js'
import { createRouter } from '../../src/routing/router.js'
import { networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { rowsFromText } from '../support/table-rows.js'
import { linksOf, ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'

/** From Aton in China to Dorf in Germany: by rail, by road, and by sea through Suez, round the Cape and past the pole. */
const ROUTER = createRouter(
  textNetwork(`
  node.csv
  node_id, name,    x_coord, y_coord, country
  aton,    Aton,    100, 30, CN
  north,   Northby,  60, 55, RU
  mid,     Midtown,  60, 40, KZ
  town,    Town,     40, 40, KZ
  suez,    Canal,    32, 30,
  cape,    Cape,     18, -35,
  pole,    Pole,     90, 80,
  dorf,    Dorf,     10, 50, DE

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm
  an, aton,  north, 1000, 1435
  nd, north, dorf,  1000, 1435

  road.csv
  link_id, from_node_id, to_node_id, length_km
  am, aton, mid,  800
  mt, mid,  town, 400
  td, town, dorf, 800

  sea.csv
  link_id, from_node_id, to_node_id, length_km, passage, status
  as, aton, suez, 2000, ,     open
  sd, suez, dorf, 2000, suez, open
  ak, aton, cape, 4000, ,     open
  kd, cape, dorf, 4000, cape, open
  ap, aton, pole, 1500, ,     planned
  pd, pole, dorf, 1500, northern-sea-route, planned

  corridor.csv
  corridor_id, name, via, modes
  rail, Rail, north, rail
  road, Road, mid,   road
  sea,  Suez, suez,  sea
  cape, Cape, cape,  sea
  pole, Pole, pole,  sea

  ${ROUND_RULES}`),
)

const ASKED: CompareQuery = { from: 'aton', to: 'dorf', shipment: ONE_TEU }

function corridors(text: string): Corridor[] {
  return rowsFromText(CORRIDOR_SCHEMA, text).map(corridorFromRow)
}

/** The open corridors, by id. */
function open({ corridors }: Comparison): Record<string, OpenCorridor> {
  return Object.fromEntries(
    corridors.filter((corridor) => corridor.status === 'ok').map((corridor) => [corridor.id, corridor]),
  )
}

/** The one corridor that a text describes, compared. */
function compareOne(text: string, query: Partial<CompareQuery> = {}) {
  const [result] = compareCorridors(ROUTER, { ...ASKED, ...query, corridors: corridors(text) }).corridors
  if (result === undefined) throw new Error('expected one result')
  return result
}

describe('compareCorridors', () => {
  const comparison = compareCorridors(ROUTER, ASKED)

  it('says per corridor what it takes, and where the hours go', () => {
    const lines = comparison.corridors.map((result) => {
      if (result.status === 'no-route') return `${result.id}: ${result.reason}`
      const { id, totals, hours, generalised_usd, borders, rank, dominated } = result
      const { moving, border, transfer, waiting } = hours
      return [
        `${id}: ${totals.time_h} h = ${moving} + ${border} + ${transfer} + ${waiting}`,
        `${totals.cost_usd} USD, ${totals.co2e_kg} kg, ${totals.length_km} km, ${generalised_usd} in all`,
        `${borders} borders, ranks ${CRITERIA.map((criterion) => rank[criterion]).join(' ')}${dominated ? ', dominated' : ''}`,
      ].join(' | ')
    })
    expect(lines).toEqual([
      'rail: 100 h = 40 + 48 + 12 + 0 | 2260 USD, 206 kg, 2000 km, 3260 in all | 2 borders, ranks 2 2 1 1',
      'road: 42 h = 20 + 20 + 2 + 0 | 4120 USD, 1002 kg, 2000 km, 4540 in all | 2 borders, ranks 1 4 4 3',
      'sea: 184 h = 160 + 0 + 24 + 0 | 2080 USD, 208 kg, 4000 km, 3920 in all | 0 borders, ranks 3 1 2 2',
      'cape: 344 h = 320 + 0 + 24 + 0 | 4080 USD, 408 kg, 8000 km, 7520 in all | 0 borders, ranks 4 3 3 4, dominated',
      'pole: No route from Aton to Dorf: dropping avoidStatuses planned would open one.',
    ])
  })

  it('names the ends, the shipment and the objective', () => {
    const { corridors: _, ...rest } = comparison
    expect(rest).toEqual({
      from: 'aton',
      to: 'dorf',
      from_name: 'Aton',
      to_name: 'Dorf',
      shipment: ONE_TEU,
      objective: 'generalised',
    })
  })

  it('names them also where no corridor has a route', () => {
    const closed = compareCorridors(ROUTER, {
      ...ASKED,
      objective: 'time',
      corridors: corridors('corridor_id, via\npole, pole'),
    })
    expect(closed).toMatchObject({ from_name: 'Aton', shipment: ONE_TEU, objective: 'fastest' })
    expect(closed.corridors.map(({ status }) => status)).toEqual(['no-route'])
  })

  it('names what to drop where a corridor has no route', () => {
    expect(comparison.corridors[4]).toEqual({
      id: 'pole',
      name: 'Pole',
      status: 'no-route',
      reason: 'No route from Aton to Dorf: dropping avoidStatuses planned would open one.',
      drop: [{ option: 'avoidStatuses', value: 'planned' }],
    })
  })

  it('splits time by what is done and length by mode, without rest', () => {
    const mixed = compareOne('corridor_id\nmixed', { from: 'north', to: 'mid' })
    if (mixed.status === 'no-route') throw new Error(mixed.reason)
    expect(mixed.km_by_mode).toEqual({ rail: 1000, road: 800 })
    for (const { totals, hours, km_by_mode, itinerary } of [...Object.values(open(comparison)), mixed]) {
      expect(hours.moving + hours.border + hours.transfer + hours.waiting).toBe(totals.time_h)
      expect(Object.values(km_by_mode).reduce((sum, km) => sum + km, 0)).toBe(totals.length_km)
      expect(itinerary.totals).toEqual(totals)
    }
  })

  it('counts borders, changes of gauge and all transfers, but not loading', () => {
    const router = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord, country
      a, 0, 0, CN
      b, 1, 0, KZ
      c, 2, 0, KZ
      d, 3, 0, KZ

      rail.csv
      link_id, from_node_id, to_node_id, length_km, gauge_mm
      ab, a, b, 112, 1435
      bc, b, c, 112, 1520

      road.csv
      link_id, from_node_id, to_node_id, length_km
      cd, c, d, 112

      corridor.csv
      corridor_id, via
      all

      ${ROUND_RULES}`),
    )
    const counts = (to: string) => {
      const { borders, gauge_breaks, transfers } = open(compareCorridors(router, { from: 'a', to })).all ?? {}
      return { borders, gauge_breaks, transfers }
    }
    expect(counts('b')).toEqual({ borders: 1, gauge_breaks: 0, transfers: 0 })
    expect(counts('c')).toEqual({ borders: 1, gauge_breaks: 1, transfers: 1 })
    expect(counts('d')).toEqual({ borders: 1, gauge_breaks: 1, transfers: 2 })
  })

  it('gives each the profile, shares and indicators of its route', () => {
    for (const { itinerary, profile, by_mode, by_country, indicators } of Object.values(open(comparison))) {
      expect(profile).toEqual(profileOf(itinerary, ROUTER.network))
      expect({ by_mode, by_country }).toEqual(sharesOf(itinerary, ROUTER.network))
      expect(indicators).toEqual(indicatorsOf(itinerary))
    }
  })

  it('is plain data: JSON keeps all of it', () => {
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison)
  })

  it('lets equal corridors share a rank, and skips the next', () => {
    const ranked = open(
      compareCorridors(ROUTER, {
        ...ASKED,
        corridors: corridors('corridor_id, via, modes\nrail, north, rail\nsame, , rail\nsea, suez, sea\nroad, , road'),
      }),
    )
    expect(Object.values(ranked).map(({ id, rank }) => [id, rank.time, rank.cost, rank.carbon])).toEqual([
      ['rail', 2, 2, 1],
      ['same', 2, 2, 1],
      ['sea', 4, 1, 3],
      ['road', 1, 4, 4],
    ])
    // As good all round is not better.
    expect(Object.values(ranked).map(({ dominated }) => dominated)).toEqual([false, false, false, false])
  })

  it('ranks and dominates only by what is known', () => {
    const router = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km
      ab, a, b, 200

      waterway.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      w, a, b, 200, 1000

      corridor.csv
      corridor_id, modes
      road,  road
      canal, waterway

      transfer-canal.csv
      from_mode, to_mode, time_h
      door, waterway, 1
      waterway, door, 1

      ${ROUND_RULES}`),
    )
    const { road, canal } = open(compareCorridors(router, { from: 'a', to: 'b', objective: 'fastest' }))
    expect(canal).toMatchObject({
      totals: { time_h: 1002, cost_usd: undefined, co2e_kg: undefined },
      generalised_usd: undefined,
      rank: { time: 2 },
      dominated: false,
    })
    expect(Object.keys(canal?.rank ?? {})).toEqual(['time'])
    expect(road?.rank).toEqual({ time: 1, cost: 1, carbon: 1, generalised: 1 })
  })

  it('reads a corridor backwards where that is better', () => {
    const written = compareOne('corridor_id, via, modes\nroad, mid > town, road')
    const turned = compareOne('corridor_id, via, modes\nroad, town > mid, road')
    expect(turned).toEqual(written)
    if (turned.status === 'no-route') throw new Error(turned.reason)
    expect(linksOf(turned.itinerary)).toEqual(['am', 'mt', 'td'])
  })

  it('serves both directions of travel', () => {
    const back = open(compareCorridors(ROUTER, { ...ASKED, from: 'dorf', to: 'aton' }))
    for (const { id, totals } of Object.values(open(comparison))) expect(back[id]?.totals).toEqual(totals)
    expect(Object.keys(back)).toEqual(['rail', 'road', 'sea', 'cape'])
  })

  it('takes the best way within a corridor by the objective of the query', () => {
    const ways = (['fastest', 'cheapest', 'greenest'] as const).map((objective) => {
      const { all } = open(
        compareCorridors(ROUTER, { ...ASKED, objective, corridors: corridors('corridor_id, via\nall') }),
      )
      return [objective, all && linksOf(all.itinerary)]
    })
    expect(ways).toEqual([
      ['fastest', ['am', 'mt', 'td']],
      ['cheapest', ['as', 'sd']],
      ['greenest', ['an', 'nd']],
    ])
  })
})

describe('under a scenario', () => {
  it('compares on the changed network, with the names and countries of what was added', () => {
    const scenario = {
      id: 'tunnel',
      changes: [
        {
          add: {
            node: [{ node_id: 'deep', name: 'Deep Town', x_coord: 62, y_coord: 47, country: 'UZ' }],
            road: [
              { link_id: 'ad', from_node_id: 'aton', to_node_id: 'deep', length_km: 3200, speed_kmh: 400 },
              { link_id: 'de', from_node_id: 'deep', to_node_id: 'dorf', length_km: 4000, speed_kmh: 400 },
            ],
          },
        },
      ],
    }
    const only = corridors('corridor_id, via\nnew, road: Deep Town > road:')
    const [result] = compareCorridors(ROUTER, { ...ASKED, scenario, corridors: only }).corridors
    if (result?.status !== 'ok') throw new Error(result?.reason)
    expect(result.profile.map(({ name }) => name)).toContain('Deep Town')
    expect(Object.keys(result.by_country)).toEqual(['CN', 'UZ', 'DE'])
    expect(result).toEqual(compareCorridors(ROUTER.under(scenario), { ...ASKED, corridors: only }).corridors[0])
    expect(() => compareCorridors(ROUTER, { ...ASKED, corridors: only })).toThrow(/Unknown place "Deep Town"/)
  })
})

describe("a corridor's constraints and the query's", () => {
  it.each<[string, string, Partial<CompareQuery>, string]>([
    ['an avoided mode of each', 'corridor_id, avoid_modes\nx, road', { avoidModes: ['sea'] }, 'an nd'],
    [
      'an avoided country of each',
      'corridor_id, modes, avoid_countries\nx, rail|road, RU',
      { avoidCountries: ['KZ'] },
      'no-route',
    ],
    [
      'an avoided passage of each',
      'corridor_id, modes, avoid_passages\nx, sea, suez',
      { avoidPassages: ['cape'] },
      'no-route',
    ],
    ['an avoided passage of the query', 'corridor_id, modes\nx, sea', { avoidPassages: ['suez'] }, 'ak kd'],
    [
      'an avoided node of each',
      'corridor_id, modes, avoid_nodes\nx, sea|road, suez',
      { avoidNodes: ['Midtown'] },
      'ak kd',
    ],
    ['an avoided link of each', 'corridor_id, avoid_links\nx, an', { avoidLinks: ['sd'] }, 'am mt td'],
    ['modes that both allow', 'corridor_id, modes\nx, rail|road', { modes: ['ROAD', 'Sea'] }, 'am mt td'],
    ['statuses that the corridor lets through', 'corridor_id, modes, avoid_statuses\nx, sea, closed', {}, 'ap pd'],
    [
      'a status that the query alone avoids',
      'corridor_id, modes, avoid_statuses\nx, sea, closed',
      { avoidStatuses: ['planned'] },
      'as sd',
    ],
    ['a query that avoids no status', 'corridor_id, via\nx, pole', { avoidStatuses: [] }, 'ap pd'],
  ])('hold at once: %s', (_, text, query, links) => {
    const result = compareOne(text, query)
    expect(result.status === 'ok' ? linksOf(result.itinerary).join(' ') : result.status).toBe(links)
  })

  it('allow the countries and gauges that both allow, in whatever words', () => {
    const compare = (countries: readonly string[], gauges: readonly number[]) => {
      const constraints = { countries: ['CN', 'Russia', 'de'], gauges: [1435] }
      const only: Corridor = { id: 'x', name: 'x', via: [], constraints }
      return compareCorridors(ROUTER, { ...ASKED, avoidModes: ['sea'], countries, gauges, corridors: [only] })
        .corridors[0]
    }
    expect(compare(['China', 'RU', 'germany'], [1435])?.status).toBe('ok')
    expect(compare(['China', 'KZ', 'germany'], [1435])?.status).toBe('no-route')
  })

  it('take the day of travel from the query, or else from the corridor', () => {
    const router = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km, valid_to
      ab, a, b, 112, 2020-12-31

      ${ROUND_RULES}`),
    )
    const later: Corridor = { id: 'x', name: 'x', via: [], constraints: { date: '2021-05-01' } }
    const asked = { from: 'a', to: 'b', corridors: [later] }
    expect(compareCorridors(router, asked).corridors[0]?.status).toBe('no-route')
    expect(compareCorridors(router, { ...asked, date: '2020-05-01' }).corridors[0]?.status).toBe('ok')
  })

  it('allow no mode that the query does not, also where a stop names it', () => {
    const sea = 'corridor_id, via\nx, sea: cape'
    expect(compareOne(sea, { modes: ['sea', 'rail'] })).toMatchObject({ status: 'ok', km_by_mode: { sea: 8000 } })
    expect(compareOne(sea, { modes: ['rail', 'road'] })).toMatchObject({
      status: 'no-route',
      drop: [{ option: 'avoidModes', value: 'sea' }],
    })
  })
})

describe('what compareCorridors refuses', () => {
  const refused = (query: Partial<CompareQuery>): string => {
    try {
      compareCorridors(ROUTER, { ...ASKED, ...query })
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError)
      return (error as UsageError).message
    }
    throw new Error('expected a UsageError')
  }

  it.each<[string, Partial<CompareQuery>, RegExp]>([
    ['an unknown origin', { from: 'Atom' }, /Unknown place "Atom".*Did you mean "aton"/],
    ['an unknown mode, also where every corridor has modes', { modes: ['rial'] }, /Unknown mode "rial".*"rail"/],
    [
      'an unknown place in a corridor',
      { corridors: corridors('corridor_id, via\nx, nroth') },
      /Unknown place "nroth".*"north"/,
    ],
    ['an unknown mode in a corridor', { corridors: corridors('corridor_id, modes\nx, rial') }, /Unknown mode "rial"/],
    [
      'the same where the query has modes',
      { modes: ['rail'], corridors: corridors('corridor_id, modes\nx, rial') },
      /Unknown mode "rial"/,
    ],
    ['no corridor', { corridors: [] }, /no corridor to compare; expected rows in corridor.csv/],
    [
      'two corridors of one id',
      { corridors: corridors('corridor_id, via\nx, north\nx, mid') },
      /Two corridors have the id "x"/,
    ],
    [
      'an unknown option',
      { avoidModus: ['rail'] } as Partial<CompareQuery>,
      /Unknown option "avoidModus".*"avoidModes"/,
    ],
  ])('%s', (_, query, message) => {
    expect(refused(query)).toMatch(message)
  })
})

describe('on random networks', () => {
  const places = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 2 })
  const stop = fc.record({
    places: places.map((indices) => indices.map((i) => `n${i}`)),
    modes: fc.option(fc.subarray(['rail', 'road', 'sea'], { minLength: 2 }), { nil: undefined }),
  })
  const corridor = fc.record({
    via: fc.array(
      stop.map(({ places, modes }) => (modes === undefined ? places : { places, modes })),
      { maxLength: 2 },
    ),
    avoidModes: fc.subarray(['rail', 'road', 'sea'], { maxLength: 1 }),
  })

  it('no corridor is better than the free optimum, and each is split without rest', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), corridor, ({ spec, query }, { via, avoidModes }) => {
        const router = createRouter(networkOf(spec))
        const free = router.route(query)
        const tried: Corridor = { id: 'x', name: 'x', via, constraints: { avoidModes } }
        const [result] = compareCorridors(router, { ...query, corridors: [tried] }).corridors
        if (result === undefined) throw new Error('expected one result')
        if (!tally.note(result.status === 'ok') || result.status === 'no-route') return
        if (free.status === 'no-route') throw new Error('the corridor has a route and the free query none')
        expect(result.itinerary.weight).toBeGreaterThanOrEqual(free.weight)
        const { moving, border, transfer, waiting } = result.hours
        expect(moving + border + transfer + waiting).toBeCloseTo(result.totals.time_h, 9)
        const km = MODES.reduce((sum, mode) => sum + (result.km_by_mode[mode] ?? 0), 0)
        expect(km).toBeCloseTo(result.totals.length_km, 9)
      }),
      { numRuns: 120 },
    )
    tally.expectAtLeastHalf()
  })
})
