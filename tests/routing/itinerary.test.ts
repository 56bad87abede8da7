import { describe, expect, it } from 'vitest'
import { createRouter } from '../../src/routing/router.js'
import { itineraryOf, linksOf, ONE_TEU, ROUND_RULES, resultText, textNetwork } from '../support/text-network.js'

const CHINA_TO_EUROPE = textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  xian,    Xi'an,     108, 34, CN
  khorgos, Khorgos,    80, 44, CN
  altynkol, Altynkol,  80, 44, KZ
  brest,   Brest,      23, 52, BY
  mala,    Malaszewicze, 23, 52, PL
  duisburg, Duisburg,   6, 51, DE

  territory.csv
  country, customs_territory
  KZ, EAEU
  BY, EAEU
  PL, EU
  DE, EU

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm, electrified, source
  xk, xian,     khorgos,  3400, 1435, 1, atlas
  kk, khorgos,  altynkol,    0, 1520
  ab, altynkol, brest,    5000, 1520
  bm, brest,    mala,        0, 1435
  md, mala,     duisburg, 1200, 1435

  ${ROUND_RULES}`)

describe('an itinerary by rail over two borders and two gauges', () => {
  const router = createRouter(CHINA_TO_EUROPE)
  const itinerary = itineraryOf(router.route({ from: 'xian', to: 'duisburg', objective: 'fastest', shipment: ONE_TEU }))

  it('lists what happens, in order', () => {
    expect(resultText(itinerary)).toEqual([
      'load at xian: door > rail 1435 | 6 h | 30 USD | 3 kg',
      'rail 1435 xian > xk > khorgos | 68 h | 3400 USD | 340 kg',
      'gauge at khorgos: rail 1435 > rail 1520 | 5 h | 25 USD | 1 kg',
      'rail 1520 khorgos > kk > altynkol | 0 h | 0 USD | 0 kg',
      'border CN-KZ by rail | 24 h | 100 USD | 0 kg',
      'rail 1520 altynkol > ab > brest | 100 h | 5000 USD | 500 kg',
      'gauge at brest: rail 1520 > rail 1435 | 5 h | 25 USD | 1 kg',
      'rail 1435 brest > bm > mala | 0 h | 0 USD | 0 kg',
      'border BY-PL by rail | 24 h | 100 USD | 0 kg',
      'rail 1435 mala > md > duisburg | 24 h | 1200 USD | 120 kg',
      'unload at duisburg: rail 1435 > door | 6 h | 30 USD | 3 kg',
      'total | 262 h | 9910 USD | 968 kg',
    ])
  })

  it('splits the hours', () => {
    expect(itinerary.hours).toEqual({ moving: 192, border: 48, transfer: 22, waiting: 0 })
  })

  it('names places, countries, length and weight', () => {
    expect(itinerary).toMatchObject({
      status: 'ok',
      from_name: "Xi'an",
      to_name: 'Duisburg',
      objective: 'fastest',
      shipment: ONE_TEU,
      via: ['xian', 'khorgos', 'altynkol', 'brest', 'mala', 'duisburg'],
      countries: ['CN', 'KZ', 'BY', 'PL', 'DE'],
      passages: [],
      statuses: [],
      weight: 262 * 3600,
    })
    expect(itinerary.totals.length_km).toBe(9600)
  })

  it('prices time by the value of the goods', () => {
    // 262 h at 1 % of USD 24,000 a day are 262 x USD 10.
    expect(itinerary.generalised_usd).toBe(9910 + 2620)
  })

  it('carries the border details and the source of a length', () => {
    expect(itinerary.legs[4]).toMatchObject({
      kind: 'border',
      time_p90_h: 48,
      digital: 'single_window',
      from: 'khorgos',
      to: 'altynkol',
    })
    expect(itinerary.legs[1]).toMatchObject({
      co2e_ttw_kg: 272,
      links: [{ link_id: 'xk', electrified: true, source: 'atlas' }],
    })
  })

  it('runs the same way back, with the borders turned round', () => {
    const back = itineraryOf(router.route({ from: 'duisburg', to: 'xian', objective: 'fastest', shipment: ONE_TEU }))
    expect(back.weight).toBe(itinerary.weight)
    expect(
      back.legs.flatMap((leg) => (leg.kind === 'border' ? [`${leg.from_country}-${leg.to_country}`] : [])),
    ).toEqual(['PL-BY', 'KZ-CN'])
    expect(linksOf(back)).toEqual(['md', 'bm', 'ab', 'kk', 'xk'])
  })
})

describe('an itinerary over several modes', () => {
  const router = createRouter(
    textNetwork(`
    node.csv
    node_id, x_coord, y_coord, country
    inland,  0, 0, CN
    port,    1, 0, CN
    strait,  2, 0,
    harbour, 3, 0, DE
    plant,   4, 0, DE

    road.csv
    link_id, from_node_id, to_node_id, length_km, facility_type, name
    lorry, inland, port, 300, motorway, G1
    last, harbour, plant, 200

    sea.csv
    link_id, from_node_id, to_node_id, length_km, passage, status
    east, port, strait, 100, malacca
    west, strait, harbour, 150, suez, conflict

    ${ROUND_RULES}`),
  )

  it('changes mode by transfer, joins links of one mode into one leg, and pays no border at sea', () => {
    const result = router.route({ from: 'inland', to: 'plant', objective: 'cheapest', shipment: ONE_TEU })
    expect(resultText(result)).toEqual([
      'load at inland: door > road | 1 h | 10 USD | 1 kg',
      'road inland > lorry > port | 3 h | 600 USD | 150 kg',
      'mode at port: road > sea | 12 h | 50 USD | 5 kg',
      'sea port > east > strait > west > harbour | 10 h | 125 USD | 12.5 kg',
      'mode at harbour: sea > road | 12 h | 50 USD | 5 kg',
      'road harbour > last > plant | 2 h | 400 USD | 100 kg',
      'unload at plant: road > door | 1 h | 10 USD | 1 kg',
      'total | 41 h | 1245 USD | 274.5 kg',
    ])
    expect(itineraryOf(result)).toMatchObject({
      countries: ['CN', 'DE'],
      passages: ['malacca', 'suez'],
      statuses: ['conflict'],
      weight: 124500,
    })
  })

  it('shows rest between driving hours', () => {
    const rested = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km
      ab, a, b, 400

      speed.csv
      mode, speed_kmh, hours_per_day
      road, 50, 12`),
    )
    const { legs, totals } = itineraryOf(rested.route({ from: 'a', to: 'b', objective: 'fastest', handling: 'none' }))
    expect(legs).toMatchObject([{ kind: 'transport', time_h: 16, rest_h: 8, cost_usd: undefined, co2e_kg: undefined }])
    expect(totals).toEqual({ time_h: 16, cost_usd: undefined, co2e_kg: undefined, length_km: 400 })
  })
})

describe('parallel links', () => {
  const router = createRouter(
    textNetwork(`
    node.csv
    node_id, x_coord, y_coord
    a, 0, 0
    b, 0.1, 0
    c, 0.2, 0

    link.csv
    link_id, mode, from_node_id, to_node_id, length_km, gauge_mm
    slow, rail, a, b, 400, 1435
    quick, rail, a, b, 300, 1435
    lorry, road, a, b, 300
    on, rail, b, c, 100, 1435

    ${ROUND_RULES}`),
  )

  it('of two railways the better is taken, whichever stands first', () => {
    expect(linksOf(router.route({ from: 'a', to: 'c', objective: 'cheapest' }))).toEqual(['quick', 'on'])
    expect(linksOf(router.route({ from: 'a', to: 'c', objective: 'cheapest', avoidLinks: ['quick'] }))).toEqual([
      'slow',
      'on',
    ])
  })

  it('rail beside road is taken by what each objective wants, transfers included', () => {
    expect(linksOf(router.route({ from: 'a', to: 'b', objective: 'fastest' }))).toEqual(['lorry'])
    expect(linksOf(router.route({ from: 'a', to: 'b', objective: 'greenest' }))).toEqual(['quick'])
    // To c, the road saves 3 h on the way, 5 h on loading, and pays 6 h for the change to rail.
    expect(resultText(router.route({ from: 'a', to: 'c', objective: 'fastest', shipment: ONE_TEU }))).toEqual([
      'load at a: door > road | 1 h | 10 USD | 1 kg',
      'road a > lorry > b | 3 h | 600 USD | 150 kg',
      'mode at b: road > rail 1435 | 6 h | 25 USD | 3 kg',
      'rail 1435 b > on > c | 2 h | 100 USD | 10 kg',
      'unload at c: rail 1435 > door | 6 h | 30 USD | 3 kg',
      'total | 18 h | 765 USD | 167 kg',
    ])
  })

  it('ties are broken by the next criterion: of two equally fast ways the cheaper', () => {
    const tied = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 0.1, 0

      link.csv
      link_id, mode, from_node_id, to_node_id, length_km, time_h
      a-dear,  road, a, b, 200, 5
      b-cheap, road, a, b, 100, 5

      ${ROUND_RULES}`),
    )
    expect(linksOf(tied.route({ from: 'a', to: 'b', objective: 'fastest' }))).toEqual(['b-cheap'])
  })
})

describe('what is not known', () => {
  const router = createRouter(
    textNetwork(`
    node.csv
    node_id, x_coord, y_coord, country
    a, 0, 0, CN
    b, 0.1, 0, CN
    c, 0.2, 0, KZ

    link.csv
    link_id, mode, from_node_id, to_node_id, length_km
    ab, rail, a, b, 100
    ab2, road, a, b, 100
    bc, rail, b, c, 100

    speed.csv
    mode, speed_kmh
    rail, 50
    road, 10

    rate.csv
    mode, country, usd_per_teu_km
    rail, CN, 1
    road, , 5

    emission.csv
    mode, wtw_gco2e_per_tkm
    road, 50

    border.csv
    from_country, to_country, time_h
    *, *, 1

    parameter.csv
    parameter, value
    carbon_price_usd_per_t, 50`),
  )
  const ask = (to: string, objective: string) => router.route({ from: 'a', to, objective, handling: 'none' })

  it('makes a total absent, not partial', () => {
    const { totals, generalised_usd, legs } = itineraryOf(ask('c', 'fastest'))
    expect(totals).toEqual({ time_h: 5, cost_usd: undefined, co2e_kg: undefined, length_km: 200 })
    expect(generalised_usd).toBeUndefined()
    expect(legs[0]).toMatchObject({ links: [{ cost_usd: 200 }, { cost_usd: undefined }], cost_usd: undefined })
  })

  it('is never taken for 0: an unpriced link is closed to the search for the cheapest', () => {
    expect(linksOf(ask('b', 'cheapest'))).toEqual(['ab'])
    expect(linksOf(ask('b', 'greenest'))).toEqual(['ab2'])
    expect(ask('c', 'cheapest')).toMatchObject({ status: 'no-route', drop: [] })
    expect(linksOf(ask('b', 'generalised'))).toEqual(['ab2'])
  })

  it('is listed among the gaps', () => {
    expect(router.gaps).toContainEqual({ table: 'rate', kind: 'missing', subject: 'rail KZ' })
    expect(router.gaps).toContainEqual({ table: 'emission', kind: 'missing', subject: 'rail CN' })
  })
})
