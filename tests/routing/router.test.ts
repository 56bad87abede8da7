import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/issue/errors.js'
import { createRouter, type RouteQuery } from '../../src/routing/router.js'
import { itineraryOf, linksOf, ONE_TEU, ROUND_RULES, resultText, textNetwork } from '../support/text-network.js'

const router = createRouter(
  textNetwork(`
  node.csv
  node_id, name, alias, x_coord, y_coord, country, unlocode
  xian, Xi'an, Chang'an, 108, 34, CN, CNXIA
  lodz, Łódź, , 19, 51, PL, PLLOD
  duis, Duisburg, Duisport, 6, 51, DE, DEDUI

  territory.csv
  country, customs_territory
  PL, EU
  DE, EU

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm
  xl, xian, lodz, 9000, 1435
  ld, lodz, duis, 1000, 1435

  ${ROUND_RULES}`),
)

describe('places', () => {
  it.each([
    ['xian', 'duis'],
    ['CNXIA', 'DEDUI'],
    ['cn xia', 'de dui'],
    ["XI'AN", 'duisburg'],
    ['Changan', 'DUISPORT'],
  ])('are found by id, UN/LOCODE, name and alias: %s, %s', (from, to) => {
    expect(itineraryOf(router.route({ from, to }))).toMatchObject({ from: 'xian', to: 'duis' })
  })

  it('are found without diacritics', () => {
    expect(router.place('Lodz')).toBe('lodz')
  })

  it('that are unknown throw, with the nearest names', () => {
    expect(() => router.route({ from: 'Duisborg', to: 'xian' })).toThrow(UsageError)
    expect(() => router.route({ from: 'xian', to: 'Duisborg' })).toThrow(
      /^Unknown place "Duisborg"; expected a node id, a UN\/LOCODE or a name of the network\. Did you mean .*"Duisburg"/,
    )
    expect(() => router.route({ from: 'xian', to: 'duis', via: [['lodz', 'nowhere']] })).toThrow(
      'Unknown place "nowhere"',
    )
  })
})

describe('from = to', () => {
  it('moves and handles nothing', () => {
    const result = itineraryOf(router.route({ from: 'xian', to: "Xi'an" }))
    expect(result).toMatchObject({ legs: [], via: ['xian'], countries: ['CN'], weight: 0, generalised_usd: 0 })
    expect(result.totals).toEqual({ time_h: 0, cost_usd: 0, co2e_kg: 0, length_km: 0 })
    expect(resultText(result)).toEqual(['total | 0 h | 0 USD | 0 kg'])
  })

  it('goes out and comes back through a via', () => {
    expect(linksOf(router.route({ from: 'lodz', to: 'lodz', via: ['duis'] }))).toEqual(['ld', 'ld'])
  })
})

describe('handling', () => {
  it.each([
    ['both', 6 + 20 + 6],
    ['origin', 6 + 20],
    ['destination', 20 + 6],
    ['none', 20],
  ] as const)('%s takes %i h', (handling, hours) => {
    const result = itineraryOf(router.route({ from: 'lodz', to: 'duis', objective: 'fastest', handling }))
    expect(result.totals.time_h).toBe(hours)
    expect(result.weight).toBe(hours * 3600)
  })

  it('is both by default', () => {
    const query = { from: 'lodz', to: 'duis', shipment: ONE_TEU }
    expect(router.route(query)).toEqual(router.route({ ...query, handling: 'both' }))
  })

  it('that is unknown throws', () => {
    expect(() => router.route({ from: 'lodz', to: 'duis', handling: 'all' as 'both' })).toThrow(
      new UsageError('Unknown handling "all"; expected one of both, origin, destination, none.'),
    )
  })
})

describe('objectives', () => {
  it.each([
    ['fastest', 'time'],
    ['cheapest', 'cost'],
    ['cheapest', 'tariff'],
    ['greenest', 'carbon'],
    ['greenest', 'CO2e'],
    ['generalised', 'Generalized'],
    ['fastest', 'FASTEST'],
  ])('%s is also called %s', (objective, synonym) => {
    const query = { from: 'xian', to: 'duis' }
    expect(router.route({ ...query, objective: synonym })).toEqual(router.route({ ...query, objective }))
    expect(itineraryOf(router.route({ ...query, objective: synonym })).objective).toBe(objective)
  })

  it('are generalised by default', () => {
    expect(itineraryOf(router.route({ from: 'xian', to: 'duis' })).objective).toBe('generalised')
  })

  it('that are unknown throw, with the nearest', () => {
    expect(() => router.route({ from: 'xian', to: 'duis', objective: 'fastst' })).toThrow(
      'Unknown objective "fastst"; expected fastest, cheapest, greenest, generalised (or time, cost, carbon). Did you mean "fastest"?',
    )
    expect(() => router.route({ from: 'xian', to: 'duis', objective: 'constructor' })).toThrow('Unknown objective')
  })
})

describe('misuse', () => {
  it('of an option name throws, with the nearest, however often and whatever its value', () => {
    for (const value of [['RU'], undefined, undefined]) {
      const query = { from: 'xian', to: 'duis', avoidCountry: value } as RouteQuery
      expect(() => router.route(query)).toThrow(
        /^Unknown option "avoidCountry"; expected .*Did you mean "avoidCountries"/,
      )
    }
  })

  it('of a shipment throws', () => {
    const shipment = { teu: -1, tonnes: 1, value_usd: 1 }
    expect(() => router.route({ from: 'xian', to: 'duis', shipment })).toThrow('Shipment teu is -1')
  })

  it('throws for a shipment that one link cannot weigh, rather than wrap', () => {
    const shipment = { teu: 1e9, tonnes: 1, value_usd: 1 }
    expect(() => router.route({ from: 'xian', to: 'duis', shipment })).toThrow(/split the shipment into smaller ones/)
  })

  it('may be one that lines of energy carry and no ship could', () => {
    const energy = createRouter(
      textNetwork(`
        node.csv
        node_id, x_coord, y_coord, country
        a, 0, 0, CN
        b, 9, 0, CN

        link.csv
        link_id, mode, from_node_id, to_node_id, length_km
        pipe, oil, a, b, 1000
        ship, sea, a, b, 1000

        speed.csv
        mode, speed_kmh
        oil, 10
        sea, 20

        rate.csv
        mode, usd_per_tonne
        oil, 0
        sea, 0

        emission.csv
        mode, wtw_gco2e_per_tkm
        oil, 1
        sea, 5

        transfer.csv
        from_mode, to_mode, time_h
        door, oil, 0
        oil, door, 0
        door, sea, 0
        sea, door, 0`),
    )
    const ask = (tonnes: number, modes: string[]) =>
      energy.route({ from: 'a', to: 'b', modes, shipment: { teu: 0, tonnes, value_usd: 0 } })
    expect(ask(2e6, ['oil'])).toMatchObject({ totals: { co2e_kg: 2e6 } })
    expect(() => ask(2e6, ['sea'])).toThrow(/split the shipment into smaller ones/)
    expect(() => ask(2e6, ['sea', 'oil'])).toThrow(/split the shipment into smaller ones/)
    expect(() => ask(5e6, ['oil'])).toThrow(/split the shipment into smaller ones/)
  })
})

describe('prices', () => {
  it('of the options replace those of the network', () => {
    const query = { from: 'lodz', to: 'duis', shipment: ONE_TEU, handling: 'none' } as const
    const network = router.network
    const cost = (prices: object): number | undefined =>
      itineraryOf(createRouter(network, { prices }).route(query)).generalised_usd
    expect(cost({})).toBe(1000 + 20 * 10)
    expect(cost({ value_of_time_pct_per_day: 0 })).toBe(1000)
    // 100 kg CO2e at USD 100 a tonne.
    expect(cost({ value_of_time_pct_per_day: 0, carbon_price_usd_per_t: 100 })).toBe(1010)
  })
})

describe('via', () => {
  const star = createRouter(
    textNetwork(`
    node.csv
    node_id, x_coord, y_coord
    a, 0, 0
    b, 0.1, 0
    c, 0.2, 0
    d, 0.3, 0

    link.csv
    link_id, mode, from_node_id, to_node_id, length_km, gauge_mm
    ab, rail, a, b, 100, 1435
    bc, rail, b, c, 100, 1435
    ad, rail, a, d, 100, 1435
    dc, rail, d, c, 150, 1435
    ac, road, a, c, 110
    db, road, d, b, 100

    ${ROUND_RULES}`),
  )
  const links = (query: Omit<RouteQuery, 'from' | 'to'>): string[] =>
    linksOf(star.route({ from: 'a', to: 'c', objective: 'cheapest', handling: 'none', ...query }))

  it('passes the places in order', () => {
    expect(links({})).toEqual(['ab', 'bc'])
    expect(links({ via: ['d'] })).toEqual(['ad', 'dc'])
    expect(links({ via: ['b', 'a', 'd'] })).toEqual(['ab', 'ab', 'ad', 'dc'])
  })

  it('passes any one of a set', () => {
    expect(links({ via: [['d', 'b']] })).toEqual(['ab', 'bc'])
    expect(links({ via: [['d', 'b'], 'd'], modes: ['rail'] })).toEqual(['ad', 'dc'])
  })

  it('keeps the goods on the train there: no change of mode, no loading', () => {
    const result = itineraryOf(star.route({ from: 'a', to: 'c', via: ['b'], objective: 'cheapest', shipment: ONE_TEU }))
    expect(result.legs.map((leg) => (leg.kind === 'transfer' ? leg.operation : leg.kind))).toEqual([
      'load',
      'transport',
      'unload',
    ])
  })

  it('may restrict the modes of the way to a place', () => {
    const restricted = { places: 'c', modes: ['road'] }
    expect(links({ via: [restricted] })).toEqual(['ac'])
    expect(links({ via: [restricted, 'b'] })).toEqual(['ac', 'bc', 'bc'])
  })
})

describe('values of the wrong type', () => {
  const ask = (query: object) => () => router.route({ from: 'xian', to: 'duis', ...query } as RouteQuery)

  it.each([
    [{ modes: 'rail' }, /modes is "rail"; expected a list/],
    [{ avoidCountries: 'PL' }, /avoidCountries is "PL"; expected a list/],
    [{ via: 'lodz' }, /via is "lodz"; expected a list/],
    [{ from: 5 }, /Option from is 5; expected/],
  ])('%j is refused in one sentence', (query, message) => {
    expect(ask(query)).toThrow(UsageError)
    expect(ask(query)).toThrow(message)
  })

  it('goes nowhere where every stop can be the origin, which is the destination', () => {
    const result = router.route({ from: 'lodz', to: 'lodz', via: ['lodz', ['duis', 'lodz']] })
    expect(result.status === 'ok' && result.legs).toEqual([])
  })
})
