import { beforeAll, describe, expect, it } from 'vitest'
import type { Mode } from '../../src/ingest/schema.js'
import type { LinkAttributes } from '../../src/network/network.js'
import type { Flow, FlowAnswer } from '../../src/routing/flow/answer.js'
import type { Itinerary } from '../../src/routing/itinerary.js'
import type { RouteQuery, Router } from '../../src/routing/router.js'
import { landbridge } from '../cli/landbridge.js'
import { itineraryOf, linksOf } from '../support/text-network.js'
import { shippedRouter } from './shipped.js'

let router: Router
beforeAll(async () => {
  router = await shippedRouter()
})

const ENERGY: readonly Mode[] = ['gas', 'oil', 'power']

function route(query: RouteQuery): Itinerary {
  return itineraryOf(router.route(query))
}

function flowOf(answer: FlowAnswer): Flow {
  if (answer.status !== 'ok') throw new Error(`expected a flow; received: ${answer.reason}`)
  return answer
}

const idsOf = (links: readonly { readonly link_id: string }[]): string[] => links.map(({ link_id }) => link_id)

/** The lines on the way, by their names. */
const namesOf = ({ legs }: Itinerary): string[] => [
  ...new Set(legs.flatMap((leg) => (leg.kind === 'transport' ? leg.links.map(({ name }) => name ?? '') : []))),
]

describe('pipelines and power lines of the shipped network', () => {
  it('are many, most of them with a capacity, and each lies between two countries’ places', () => {
    const { graph } = router.network
    const links = new Map<string, LinkAttributes>()
    const crossing = new Map<Mode, Set<string>>(ENERGY.map((mode) => [mode, new Set()]))
    graph.forEachDirectedEdge((_, link, __, ___, from, to) => {
      if (!ENERGY.includes(link.mode)) return
      links.set(link.link_id, link)
      expect([from.country, to.country], link.link_id).not.toContain(undefined)
      if (from.country !== to.country) crossing.get(link.mode)?.add(link.link_id)
    })
    const ofMode = (mode: Mode) => [...links.values()].filter((link) => link.mode === mode)
    expect(ofMode('gas').length).toBeGreaterThan(40)
    expect(ofMode('oil').length).toBeGreaterThan(25)
    expect(ofMode('power').length).toBeGreaterThan(60)
    expect([...crossing.values()].map(({ size }) => size).every((size) => size > 20)).toBe(true)
    for (const mode of ENERGY) {
      const known = ofMode(mode).filter(({ capacity }) => capacity !== undefined)
      expect(known.length / ofMode(mode).length, mode).toBeGreaterThan(0.6)
      expect(known.filter(({ capacity }) => (capacity as number) <= 0)).toEqual([])
    }
    // What is built is told from what is not, and from what was.
    const statuses = new Set([...links.values()].map(({ status }) => status))
    expect([...statuses].sort()).toEqual(['closed', 'conflict', 'open', 'planned', 'sanctions'])
  })

  it('have places that are found by their names, and that freight is not offered', () => {
    for (const name of ['Galkynysh', 'Shah Deniz', 'Baumgarten', 'Tengiz', 'Ceyhan', 'Hassi R’Mel', 'Velke Kapusany']) {
      expect(() => router.place(name), name).not.toThrow()
    }
    const { x_coord, y_coord } = router.network.graph.getNodeAttributes('baumgarten')
    const [freight] = router.nearest([x_coord, y_coord])
    const [gas] = router.nearest([x_coord, y_coord], { modes: ['gas'] })
    expect(freight?.node_id).not.toBe('baumgarten')
    expect(gas?.node_id).toBe('baumgarten')
  })
})

describe('flows of gas between countries', () => {
  it('Turkmenistan to China: 55 bcm a year over the Central Asia-China lines, which are the cut', () => {
    const flow = flowOf(router.flow({ from: 'TM', to: 'CN', mode: 'gas' }))
    expect([flow.value, flow.unit, flow.limited_by]).toEqual([55, 'bcm per year', 'capacity'])
    expect(flow.cut.map(({ name, to_name, capacity }) => [name, to_name, capacity])).toEqual([
      ['Central Asia-China line A/B', 'Khorgos', 30],
      ['Central Asia-China line C', 'Khorgos', 25],
    ])
    expect(flow.borders.map((b) => [b.from_country, b.to_country, b.flow])).toContainEqual(['KZ', 'CN', 55])
  })

  it('the same on the command line', async () => {
    const { code, out } = await landbridge(['flow', 'TM', 'CN', '--mode', 'gas', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ status: 'ok', value: 55, unit: 'bcm per year', mode: 'gas' })
    const narrow = await landbridge(['flow', 'TM', 'CN', '--mode', 'gas'], 60)
    for (const line of narrow.out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(60)
  })

  it('Azerbaijan to Italy: what the Trans Adriatic Pipeline takes, and nothing without TANAP and its like', () => {
    const query = { from: 'AZ', to: 'IT', mode: 'gas' } as const
    const flow = flowOf(router.flow(query))
    expect([flow.value, flow.cut.map(({ name }) => name)]).toEqual([10, ['Trans Adriatic Pipeline']])
    const shut = { id: 'quake', changes: [{ close: { node: 'turkgozu', mode: 'gas' } }] }
    expect(router.flow({ ...query, scenario: shut })).toMatchObject({
      status: 'no-flow',
      drop: [{ option: 'scenario' }],
    })
  })

  it('Turkmenistan to Italy: nothing today, and over the Caspian Sea once its line is opened', () => {
    const query = { from: 'TM', to: 'IT', mode: 'gas' } as const
    const today = router.flow(query)
    const opened = { id: 'tcp', changes: [{ open: { link: 'gas-turkmenbashi-sangachal' } }] }
    const then = flowOf(router.flow({ ...query, scenario: opened }))
    expect([today.status === 'ok' ? today.value : 0, then.value]).toEqual([0, 10])
    expect(idsOf(then.links)).toContain('gas-turkmenbashi-sangachal')
  })

  it('Russia to Germany: Nord Stream is closed; with all that is closed, many times as much', () => {
    const query = { from: 'RU', to: 'DE', mode: 'gas' } as const
    const today = flowOf(router.flow(query))
    const once = flowOf(router.flow({ ...query, avoidStatuses: ['planned'] }))
    expect(idsOf(today.links)).not.toContain('gas-vyborg-lubmin')
    expect(idsOf(once.links)).toContain('gas-vyborg-lubmin')
    expect(once.value).toBeGreaterThan(10 * today.value)
  })

  it('a closed line of a cut is missing with just its capacity', () => {
    const query = { from: 'TM', to: 'CN', mode: 'gas' } as const
    const scenario = { id: 'leak', changes: [{ close: { link: 'gas-shymkent-khorgos-cn-c' } }] }
    expect(flowOf(router.flow({ ...query, scenario })).value).toBe(55 - 25)
  })

  it('is least in cost where it is asked to be, at what a route of the same way costs', () => {
    const query = { from: 'Galkynysh', to: 'Khorgos', mode: 'gas', objective: 'cheapest', demand: 1 } as const
    const flow = flowOf(router.flow(query))
    const one = route({ from: 'Galkynysh', to: 'Khorgos', modes: ['gas'], objective: 'cheapest', handling: 'none' })
    expect(flow.per_unit?.cost_usd).toBeCloseTo((one.totals.cost_usd as number) / 1000, 6)
    expect(flow.per_unit?.co2e_kg).toBeCloseTo((one.totals.co2e_kg as number) / 1000, 6)
  })
})

describe('routes of energy', () => {
  it('gas from Galkynysh to Shanghai, with what is lost on the way', () => {
    const found = route({ from: 'Galkynysh', to: 'Shanghai', modes: ['gas'] })
    expect(found.countries).toEqual(['TM', 'UZ', 'KZ', 'CN'])
    expect(namesOf(found).at(-1)).toBe('First West-East line')
    const links = found.legs.flatMap((leg) => (leg.kind === 'transport' ? leg.links : []))
    // 2.5 % over 1,000 km.
    expect(found.energy?.loss_pct).toBeCloseTo((2.5 * found.totals.length_km) / 1000, 9)
    expect(links.reduce((sum, { loss_pct = 0 }) => sum + loss_pct, 0)).toBeCloseTo(found.energy?.loss_pct as number, 9)
    expect(found.energy).toMatchObject({ capacity_at_most: 17, capacity_unit: 'bcm per year' })
    expect(found.totals.co2e_kg).toBeCloseTo((found.energy?.lost_mwh as number) * 202, 6)
  })

  it('gas from Shah Deniz to Italy by the Southern Gas Corridor', () => {
    const found = route({ from: 'Shah Deniz', to: 'Brindisi', modes: ['gas'] })
    expect(found.countries).toEqual(['AZ', 'GE', 'TR', 'GR', 'AL', 'IT'])
    const corridor = ['South Caucasus Pipeline', 'TANAP', 'Trans Adriatic Pipeline']
    expect(namesOf(found).filter((name) => corridor.includes(name))).toEqual(corridor)
  })

  it('oil from Atyrau to China, dearer by the tonne-km and with pumps on the grids of the day', () => {
    const query = { from: 'Atyrau', to: 'Kuytun', modes: ['oil'] }
    const found = route(query)
    expect(found.shipment).toMatchObject({ teu: 0, tonnes: 1000 })
    expect(linksOf(router.route(query))).toContain('oil-atasu-alashankou')
    expect(found.totals.cost_usd).toBeCloseTo(1000 * 0.01 * found.totals.length_km, 6)
    const then = route({ ...query, date: '2018-06-01' })
    expect(then.totals).toMatchObject({ cost_usd: found.totals.cost_usd, length_km: found.totals.length_km })
    expect(then.totals.co2e_kg).toBeLessThan(found.totals.co2e_kg as number)
  })

  it('power from Norway to England: cheapest through the Netherlands, cleanest straight over the North Sea', () => {
    const query = { from: 'Oslo', to: 'London', modes: ['power'] }
    const cheapest = route({ ...query, objective: 'cheapest' })
    const greenest = route({ ...query, objective: 'greenest' })
    expect(cheapest.countries).toEqual(['NO', 'NL', 'GB'])
    expect(greenest.countries).toEqual(['NO', 'GB'])
    expect(namesOf(greenest)).toContain('North Sea Link')
    expect(greenest.energy?.capacity_at_most).toBe(1400)
    expect(greenest.totals.co2e_kg).toBeLessThan(cheapest.totals.co2e_kg as number)
  })

  it('power from Central Asia to Pakistan only once CASA-1000 is built', () => {
    const query = { from: 'Dushanbe', to: 'Peshawar', modes: ['power'] }
    const today = router.route(query)
    expect(today.status).toBe('no-route')
    const built = { id: 'casa', changes: [{ open: { facility_type: 'hvdc', country: 'AF' } }] }
    const then = route({ ...query, scenario: built })
    expect(then.countries).toEqual(['TJ', 'AF', 'PK'])
    // The transit fee of Afghanistan, USD 12.5 for each MWh, is in it.
    expect(then.totals.cost_usd).toBeGreaterThan(12_500)
  })
})

describe('grids by year', () => {
  const greenest = (date?: string, more: Partial<RouteQuery> = {}) =>
    route({ from: 'Berlin', to: 'Katowice', objective: 'greenest', modes: ['rail'], ...(date && { date }), ...more })

  it('change the greenest way by rail from Berlin to Katowice: a cleaner German grid makes it enter Poland later', () => {
    const [then, now] = [greenest('2018-06-01'), greenest()]
    expect(then.via).toContain('rzepin')
    expect(now.via).toContain('wegliniec')
    expect(now.totals.co2e_kg).toBeLessThan(then.totals.co2e_kg as number)
    // After the last year the grids are those of a question without a date.
    expect(greenest('2026-06-01')).toEqual(now)
  })

  it('change the carbon of a train from Chongqing to Duisburg, not its hours and USD', () => {
    const query = { from: 'CNCKG', to: 'DEDUI', modes: ['rail'], objective: 'fastest' } as const
    const totals = [undefined, '2021-06-01', '2018-06-01', '2015-06-01'].map(
      (date) => route({ ...query, ...(date && { date }) }).totals,
    )
    expect(new Set(totals.map(({ time_h, cost_usd }) => `${time_h} ${cost_usd}`)).size).toBe(1)
    expect(new Set(totals.map(({ co2e_kg }) => co2e_kg)).size).toBe(4)
  })

  it('make trains cleaner where a scenario makes a grid so', () => {
    const query = { from: 'Almaty', to: 'Petropavl', modes: ['rail'], objective: 'greenest' } as const
    const scenario = { id: 'wind', changes: [{ add: { grid: [{ country: 'KZ', year: 2060, gco2e_per_kwh: 50 }] } }] }
    const [now, then] = [route(query), route({ ...query, scenario })]
    expect(then.totals.co2e_kg).toBeLessThan(now.totals.co2e_kg as number)
  })
})
