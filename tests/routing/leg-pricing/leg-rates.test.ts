import { describe, expect, it } from 'vitest'
import { networkFromRecords } from '../../../src/network/from-records.js'
import { networkToRecords } from '../../../src/network/to-records.js'
import type { TransportLeg } from '../../../src/routing/itinerary.js'
import { createRouter, type RouteResult } from '../../../src/routing/router.js'
import { openSaved } from '../../../src/routing/saved/decode.js'
import { saveRouter } from '../../../src/routing/saved/encode.js'
import { itineraryOf, linksOf, ONE_TEU, ROUND_RULES, textNetwork } from '../../support/text-network.js'

const PLACES = `
  node.csv
  node_id, x_coord, y_coord, country
  a, 0.000, 0, CN
  b, 0.001, 0, CN
  c, 0.002, 0, KZ
  d, 0.003, 0, KZ
`
/** By rail all the way, past a border between b and c; by road beside it from a to b, and from c to d. */
const LINKS = `
  rail.csv
  link_id, from_node_id, to_node_id, length_km
  ab, a, b, 200
  bc, b, c, 100
  cd, c, d, 100

  road.csv
  link_id, from_node_id, to_node_id, length_km
  AB, a, b, 200
  CD, c, d, 100
`
const RULES = ROUND_RULES.replace(/rate\.csv[\s\S]*?\n\n/, '')
const textOf = (rates: string, more = ''): string =>
  `${PLACES}\n${LINKS}\n${RULES}\nrate.csv\n${rates.trim()}\n\n${more}`
const routerOf = (rates: string, more = '') => createRouter(textNetwork(textOf(rates, more), { strict: false }))
const railWay = (result: RouteResult): readonly TransportLeg[] =>
  itineraryOf(result).legs.filter((leg) => leg.kind === 'transport')
const ask = { from: 'a', to: 'd', objective: 'cheapest', shipment: ONE_TEU, handling: 'none' } as const

describe('a leg', () => {
  it('costs fixed + the greater of minimum and links + bands, whole across a border, each link by its km', () => {
    const router = routerOf(`
      mode, usd_per_teu_km, per_leg, minimum_per_leg, bands_per_teu
      rail, 1, 40, 900, 300:50|:80
      road, 9`)
    const route = router.route(ask)
    // 400 links + 80 bands lack 420 to 900; 40 more are fixed. The border costs 100.
    expect(itineraryOf(route).totals.cost_usd).toBeCloseTo(940 + 100, 9)
    expect(itineraryOf(route).pricing).toBe('exact')
    const legs = railWay(route)
    expect(legs.map(({ cost_usd }) => Number(cost_usd?.toFixed(6)))).toEqual([705, 235])
    expect(legs.map(({ tariff_parts }) => tariff_parts)).toEqual([
      [{ rate: 'rail', length_km: 300, of_km: 400, fixed_usd: 30, links_usd: 300, bands_usd: 60, minimum_usd: 315 }],
      [{ rate: 'rail', length_km: 100, of_km: 400, fixed_usd: 10, links_usd: 100, bands_usd: 20, minimum_usd: 105 }],
    ])
    expect(legs.flatMap(({ links }) => links.map(({ cost_usd }) => Number(cost_usd?.toFixed(6))))).toEqual([
      470, 235, 235,
    ])
  })

  it('ends where another row takes over, half way on a link between two countries', () => {
    const router = routerOf(`
      mode, country, usd_per_teu_km, per_leg
      rail, CN, 1, 10
      rail, KZ, 2,
      road, , 9,`)
    const [first, last] = railWay(router.route(ask))
    expect(first?.tariff_parts).toEqual([
      { rate: 'rail in CN', length_km: 250, of_km: 250, fixed_usd: 10, links_usd: 250, bands_usd: 0, minimum_usd: 0 },
      { rate: undefined, length_km: 50, of_km: 50, fixed_usd: 0, links_usd: 100, bands_usd: 0, minimum_usd: 0 },
    ])
    expect(first?.cost_usd).toBe(360)
    expect(last?.tariff_parts).toMatchObject([{ rate: undefined, links_usd: 200 }])
  })

  it('begins anew after a transfer', () => {
    const router = routerOf(`
      mode, usd_per_teu_km, per_leg
      rail, 1, 10
      road, 1, 7`)
    const route = router.route({ ...ask, avoidLinks: ['AB', 'cd'] })
    expect(railWay(route).map(({ mode, tariff_parts }) => [mode, tariff_parts?.[0]?.fixed_usd])).toEqual([
      ['rail', 10],
      ['road', 7],
    ])
    // 300 + 10, the border, the transfer, 100 + 7.
    expect(itineraryOf(route).totals.cost_usd).toBe(310 + 100 + 25 + 107)
  })

  it('goes on through a stop', () => {
    const router = routerOf(`
      mode, usd_per_teu_km, minimum_per_leg
      rail, 1, 900
      road, 9,`)
    const through = router.route({ ...ask, via: ['b', ['c']] })
    expect(itineraryOf(through).totals).toEqual(itineraryOf(router.route(ask)).totals)
    expect(itineraryOf(through).pricing).toBe('exact')
  })
})

describe('the cheapest route', () => {
  const RATES = `
    mode, usd_per_teu_km, minimum_per_leg
    rail, 1, 300
    road, 1.4,`

  it('is found by the whole tariff, and says so; what is found by links alone says that', () => {
    // To b the minimum makes 300 of 200 by rail; by road it is 280.
    const router = routerOf(RATES)
    const question = { ...ask, to: 'b' }
    expect(linksOf(router.route(question))).toEqual(['AB'])
    const { routes } = router.shortest({ ...question, count: 1 }) as { routes: readonly RouteResult[] }
    expect(linksOf(routes[0] as RouteResult)).toEqual(['ab'])
    expect(routes[0]).toMatchObject({ pricing: 'repriced', totals: { cost_usd: 300 } })
    expect(router.route({ ...question, objective: 'fastest' })).toMatchObject({ pricing: 'exact' })
    expect(router.reach({ from: 'a', objective: 'cheapest' }).pricing).toBe('repriced')
    expect(router.reach({ from: 'a', objective: 'greenest' }).pricing).toBe('exact')
    const { from: _from, to: _to, ...options } = ask
    const matrix = router.matrix({ ...options, origins: ['a'], destinations: ['b', 'd'], components: true })
    expect(matrix.pricing).toBe('repriced')
    expect(matrix.components?.cost_usd[0]).toBe(300)
    const times = router.frontier({ from: 'a', to: 'b', shipment: ONE_TEU, criteria: ['fastest', 'greenest'] })
    expect(times).toMatchObject({ points: [{ itinerary: { pricing: 'exact' } }, { itinerary: { pricing: 'exact' } }] })
  })

  it('pays a dearer way into a leg where that is cheaper in the end', () => {
    // To b by road (280) and on by rail pays the minimum from b; all the way by rail pays it once.
    const router = routerOf(RATES)
    expect(linksOf(router.route({ ...ask, to: 'c', handling: 'none' }))).toEqual(['ab', 'bc'])
    expect(itineraryOf(router.route({ ...ask, to: 'c' })).totals.cost_usd).toBe(300 + 100)
  })

  it('keeps a label with a higher floor and a lower sum, which wins on the longer way', () => {
    // x to m: by road for 500 and 50 km of rail, or by rail for 600 km. The minimum of 900 hides the difference until it is reached.
    const text = (more: string) => `
      node.csv
      node_id, x_coord, y_coord
      x, 0.000, 0
      w, 0.001, 0
      m, 0.002, 0
      n, 0.003, 0

      rail.csv
      link_id, from_node_id, to_node_id, length_km
      long, x, m, 600
      short, w, m, 50
      on, m, n, ${more}

      road.csv
      link_id, from_node_id, to_node_id, length_km
      lorry, x, w, 500

      ${RULES}
      rate.csv
      mode, usd_per_teu_km, minimum_per_leg
      rail, 1, 900
      road, 1,`
    const way = (more: string, to: string) =>
      linksOf(createRouter(textNetwork(text(more))).route({ ...ask, from: 'x', to }))
    // 900 against 525 + 900.
    expect(way('10', 'm')).toEqual(['long'])
    expect(way('200', 'n')).toEqual(['long', 'on'])
    // 600 + 2,000 against 500 + 25 + 50 + 2,000.
    expect(way('2000', 'n')).toEqual(['lorry', 'short', 'on'])
    expect(way('890', 'n')).toEqual(['lorry', 'short', 'on'])
  })
})

describe('currencies and dates', () => {
  const RATES = `
    mode, usd_per_teu_km, currency, per_teu_km, valid_from, valid_to
    rail, , EUR, 1, , 2024-12-31
    rail, , EUR, 2, 2025-01-01,
    road, 0.5, CNY, 1,,`
  const EXCHANGE = `
    exchange.csv
    currency, date, usd_per_unit
    EUR, 2024-01-01, 1.10
    EUR, 2024-07-01, 1.05
    EUR, 2025-06-01, 1.20
    CNY, 2025-01-01, 0.14`
  const cost = (date: string | undefined, links = ['AB']) => {
    const route = routerOf(RATES, EXCHANGE).route({ ...ask, to: 'b', avoidLinks: links, ...(date && { date }) })
    return route.status === 'ok' ? Number(route.totals.cost_usd?.toFixed(6)) : undefined
  }

  it.each([
    ['2023-12-31', undefined],
    ['2024-01-01', 220],
    ['2024-06-30', 220],
    ['2024-07-01', 210],
    ['2024-12-31', 210],
    ['2025-01-01', 420],
    ['2025-06-01', 480],
    [undefined, 480],
  ])('on %s a link of 200 km costs USD %s', (date, usd) => {
    expect(cost(date)).toBe(usd)
  })

  it('adds amounts in USD and in another currency; a currency without a rate is a gap and never 1', () => {
    expect(cost('2025-02-01', ['ab'])).toBe(200 * 0.5 + 200 * 0.14)
    expect(cost('2024-12-31', ['ab'])).toBeUndefined()
    const router = routerOf(RATES)
    expect(router.gaps).toContainEqual({ table: 'exchange', kind: 'missing', subject: 'EUR' })
    expect(router.route(ask).status).toBe('no-route')
    expect(itineraryOf(router.route({ ...ask, objective: 'fastest' })).totals.cost_usd).toBeUndefined()
  })

  it('prices days with the same rates once', () => {
    const router = routerOf(RATES, EXCHANGE)
    const factors = (date?: string) => router.prepare({ ...(date && { date }) }).factors
    expect(factors('2024-02-01')).toBe(factors('2024-03-01'))
    expect(factors('2024-02-01')).not.toBe(factors('2024-08-01'))
    expect(factors()).toBe(router.factors)
    const plain = routerOf('mode, usd_per_teu_km\nrail, 1')
    expect(plain.prepare({ date: '2024-02-01' }).factors).toBe(plain.factors)
  })
})

describe('weight or measure', () => {
  const router = routerOf(`
    mode, usd_per_kg, usd_per_teu, kg_per_m3
    rail, 0.002, 7, 333
    road, 0.002, 7,`)
  const cost = (volume_m3: number | undefined, link: string) => {
    const shipment = { ...ONE_TEU, ...(volume_m3 !== undefined && { volume_m3 }) }
    const avoidLinks = [link === 'ab' ? 'AB' : 'ab']
    return itineraryOf(router.route({ ...ask, to: 'b', shipment, avoidLinks })).totals.cost_usd
  }

  it.each([
    [undefined, 27],
    [0, 27],
    // 10 t are more than 30 m3 at 333 kg ...
    [30, 27],
    // ... and less than 40.
    [40, 7 + 13.32 * 2],
  ])('%s m3: USD %d', (volume, usd) => {
    expect(cost(volume, 'ab')).toBeCloseTo(usd, 9)
  })

  it('is only by weight where the rate names no density', () => {
    expect(cost(400, 'AB')).toBe(27)
  })

  it('weighs what it prices', () => {
    const shipment = { ...ONE_TEU, volume_m3: 40 }
    const route = itineraryOf(router.route({ ...ask, to: 'b', shipment, avoidLinks: ['AB'] }))
    expect(route.weight).toBe(Math.round((route.totals.cost_usd as number) * 100))
  })
})

describe('rates of all kinds', () => {
  const RATES = `
    mode, country, usd_per_teu_km, usd_per_tonne_km, kg_per_m3, currency, per_teu_km, per_leg, minimum_per_leg, bands_per_teu_km, bands_per_teu, valid_from
    rail, CN, , 0.02, 333, EUR, 0.3, 40, 200, 500:0.40|:0.28, 150:20|:40, 2024-01-01
    rail, , 1, 0.01, 500, , , , 120, , ,
    road, , 2, , , , , 15, , , ,`
  const EXCHANGE = 'exchange.csv\n currency, date, usd_per_unit\n EUR, 2024-01-01, 1.1'
  const shipment = { ...ONE_TEU, volume_m3: 25 }
  const questions = ['cheapest', 'generalised', 'fastest'].flatMap((objective) =>
    ['b', 'c', 'd'].map((to) => ({ ...ask, objective, to, shipment })),
  )

  it('come back from a saved network with the same answers and bytes', () => {
    const router = routerOf(RATES, EXCHANGE)
    const bytes = saveRouter(router)
    const opened = openSaved(bytes)
    for (const question of questions) {
      expect(opened.route(question)).toEqual(router.route(question))
      const dated = { ...question, date: '2023-06-01' }
      expect(opened.route(dated)).toEqual(router.route(dated))
    }
    expect(saveRouter(opened)).toEqual(bytes)
  })

  it('come back from records', () => {
    const network = textNetwork(textOf(RATES, EXCHANGE))
    const again = networkFromRecords(networkToRecords(network), { strict: true }).network
    const routers = [createRouter(network), createRouter(again)]
    for (const question of questions) expect(routers[1]?.route(question)).toEqual(routers[0]?.route(question))
    expect(networkToRecords(again)).toEqual(networkToRecords(network))
  })

  it('are dearer by a factor of a scenario, legs and all', () => {
    const router = routerOf(RATES, EXCHANGE)
    const scenario = { id: 'dearer', changes: [{ change: {}, tariff_factor: 2 }] }
    const question = { ...ask, shipment, avoidModes: ['road'] }
    const usd = (route: RouteResult) => railWay(route).reduce((sum, { cost_usd }) => sum + (cost_usd as number), 0)
    expect(usd(router.route({ ...question, scenario }))).toBeCloseTo(2 * usd(router.route(question)), 9)
    const dated = { ...question, date: '2023-06-01' }
    expect(usd(router.route({ ...dated, scenario }))).toBeCloseTo(2 * usd(router.route(dated)), 9)
    expect(usd(router.route(dated))).not.toBe(usd(router.route(question)))
  })
})
