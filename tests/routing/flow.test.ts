import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/issue/errors.js'
import type { Flow, FlowAnswer } from '../../src/routing/flow/answer.js'
import { createRouter } from '../../src/routing/router.js'
import { recordsFromText, textNetwork } from '../support/text-network.js'

/**
 * Gas from Field and Basin in Turkmenistan to China over Uzbekistan (two lines, the second of unknown capacity past the
 * border) and over the sea to Azerbaijan and Turkey.
 */
const GAS = `
  node.csv
  node_id, name,     x_coord, y_coord, country
  field,   Field,    62, 37, TM
  basin,   Basin,    55, 38, TM
  gazli,   Gazli,    63, 40, UZ
  horgos,  Horgos,   80, 44, CN
  kashgar, Kashgar,  76, 39, CN
  offing,  Offing,   52, 39,
  baku,    Baku,     50, 40, AZ
  erzurum, Erzurum,  41, 40, TR
  sofia,   Sofia,    23, 43, BG
  depot,   Depot,    63, 41, UZ

  gas.csv
  link_id, from_node_id, to_node_id, directed, length_km, capacity, status, valid_from
  fg,  field,   gazli,   1, 500, 30,   open
  fg2, field,   gazli,   0, 510, 25.5, open
  gh,  gazli,   horgos,  0, 900, 40,   open
  gk,  gazli,   kashgar, 0, 950, ,     open
  fb,  basin,   field,   0, 300, 10,   open
  bo,  basin,   offing,  0, 250, 8,    open
  ob,  offing,  baku,    0, 250, 7,    open
  be,  baku,    erzurum, 0, 900, 16,   open
  es,  erzurum, sofia,   0, 1500, 0,   open
  ex,  gazli,   erzurum, 0, 2200, 5,   planned, 2030-01-01

  road.csv
  link_id, from_node_id, to_node_id, length_km, capacity_teu_per_day
  r1, gazli, depot, 130, 900
  r2, depot, horgos, 1800, 250

  rate.csv
  mode, usd_per_mwh_km, usd_per_mwh
  gas,  0.01, 1

  speed.csv
  mode, speed_kmh
  gas, 25
  road, 50

  border.csv
  from_country, to_country, mode, time_h
  *, *, gas, 0
`
const ROUTER = createRouter(textNetwork(GAS))

function flowOf(answer: FlowAnswer): Flow {
  if (answer.status !== 'ok') throw new Error(`expected a flow; received: ${answer.reason}`)
  return answer
}

const ids = (links: readonly { readonly link_id: string }[]): string[] => links.map(({ link_id }) => link_id)

describe('Router.flow', () => {
  it('is as large as its narrowest cut, and names the links of it', () => {
    const flow = flowOf(ROUTER.flow({ from: 'field', to: 'Horgos', mode: 'gas' }))
    expect(flow).toMatchObject({
      unit: 'bcm per year',
      value: 40,
      limited_by: 'capacity',
      from: { name: 'Field', places: ['field'] },
      unknown_capacity: { treated: 'exclude', links: ['gk'] },
    })
    expect(flow.cut).toEqual([
      {
        link_id: 'gh',
        name: undefined,
        from: 'gazli',
        to: 'horgos',
        from_name: 'Gazli',
        to_name: 'Horgos',
        from_country: 'UZ',
        to_country: 'CN',
        capacity: 40,
        status: 'open',
      },
    ])
    expect(flow.links.find(({ link_id }) => link_id === 'gh')).toMatchObject({ flow: 40, share: 1, used: 1 })
    expect(flow.borders).toEqual([
      { from_country: 'TM', to_country: 'UZ', flow: 40, share: 1 },
      { from_country: 'UZ', to_country: 'CN', flow: 40, share: 1 },
    ])
    expect(flow.ways.every(({ via }) => via[0] === 'field' && via.at(-1) === 'horgos')).toBe(true)
    expect(flow.per_unit).toBeUndefined()
  })

  it('flows between countries, all their places together, and over the sea into the next country', () => {
    const flow = flowOf(ROUTER.flow({ from: 'TM', to: { country: 'Türkiye' }, mode: 'gas' }))
    expect([flow.value, ids(flow.cut)]).toEqual([7, ['ob']])
    expect(flow.from).toEqual({ name: 'Turkmenistan', places: ['basin', 'field'] })
    expect(flow.borders.map(({ from_country, to_country }) => `${from_country}-${to_country}`)).toEqual([
      'AZ-TR',
      'TM-AZ',
    ])
    const both = flowOf(ROUTER.flow({ from: 'TM', to: ['China', 'erzurum'], mode: 'gas' }))
    expect([both.value, both.to.name]).toEqual([47, 'China, Erzurum'])
  })

  it('goes up to a demand, at least cost', () => {
    const cheap = flowOf(ROUTER.flow({ from: 'field', to: 'gazli', mode: 'gas', objective: 'cheapest', demand: 12 }))
    expect([cheap.value, cheap.unmet, cheap.limited_by, cheap.cut, ids(cheap.links)]).toEqual([12, 0, 'demand', [], ['fg']]) // biome-ignore format: one line
    expect(cheap.per_unit).toEqual({ unit: 'MWh', time_h: 20, cost_usd: 6, co2e_kg: undefined })
    const most = flowOf(ROUTER.flow({ from: 'field', to: 'gazli', mode: 'gas', objective: 'cheapest', demand: 60 }))
    expect([most.value, most.unmet, most.limited_by, ids(most.cut)]).toEqual([55.5, 4.5, 'capacity', ['fg', 'fg2']])
    expect(most.per_unit?.cost_usd).toBeCloseTo((30 * 6 + 25.5 * 6.1) / 55.5, 9)
  })

  it('counts links of unknown capacity as none or as unlimited', () => {
    const flow = flowOf(ROUTER.flow({ from: 'field', to: 'CN', mode: 'gas', unknownCapacity: 'unlimited' }))
    expect([flow.value, ids(flow.cut)]).toEqual([55.5, ['fg', 'fg2']])
    expect(flow.links.find(({ link_id }) => link_id === 'gk')).toMatchObject({ capacity: undefined, used: undefined })
    const query = { from: 'gazli', to: 'kashgar', mode: 'gas' } as const
    expect(ROUTER.flow(query)).toMatchObject({
      status: 'no-flow',
      value: 0,
      drop: [],
      reason: 'Nothing connects Gazli to Kashgar by gas but links of unknown capacity, which are left out.',
    })
    const endless = ROUTER.flow({ ...query, unknownCapacity: 'unlimited' })
    expect(endless.status).toBe('unlimited')
    expect(flowOf(ROUTER.flow({ ...query, unknownCapacity: 'unlimited', demand: 3 })).value).toBe(3)
  })

  it('is 0 where a capacity is, and not connected where nothing leads across', () => {
    const none = flowOf(ROUTER.flow({ from: 'baku', to: 'sofia', mode: 'gas' }))
    expect([none.value, ids(none.cut), none.links]).toEqual([0, ['es'], []])
    expect(ROUTER.flow({ from: 'horgos', to: 'field', mode: 'gas', avoidLinks: ['fg2'] })).toMatchObject({
      status: 'no-flow',
      drop: [{ option: 'avoidLinks', value: 'fg2' }],
      reason: 'Nothing connects Horgos to Field by gas: dropping avoidLinks fg2 would.',
    })
    expect(ROUTER.flow({ from: 'field', to: 'depot', mode: 'gas' })).toMatchObject({
      reason: 'No gas link touches Depot.',
    })
    expect(ROUTER.flow({ from: 'kashgar', to: 'depot', mode: 'road' })).toMatchObject({
      reason: 'No road link touches Kashgar.',
    })
    expect(ROUTER.flow({ from: 'UZ', to: 'TR', mode: 'gas', avoidCountries: ['AZ'] })).toMatchObject({
      status: 'no-flow',
      drop: [{ option: 'avoidCountries', value: 'AZ' }],
    })
  })

  it('keeps to constraints: statuses, borders one way, countries', () => {
    const planned = flowOf(ROUTER.flow({ from: 'UZ', to: 'TR', mode: 'gas', avoidStatuses: [] }))
    const today = flowOf(ROUTER.flow({ from: 'UZ', to: 'TR', mode: 'gas' }))
    expect([planned.value, today.value]).toEqual([12, 7])
    expect(ROUTER.flow({ from: 'UZ', to: 'TR', mode: 'gas', avoidBorders: ['UZ-TM'] }).status).toBe('no-flow')
    expect(flowOf(ROUTER.flow({ from: 'UZ', to: 'TR', mode: 'gas', avoidBorders: ['TM-UZ'] })).value).toBe(7)
  })

  it('counts freight in TEU per day', () => {
    expect(ROUTER.flow({ from: 'gazli', to: 'horgos', mode: 'road' })).toMatchObject({
      unit: 'TEU per day',
      value: 250,
      cut: [{ link_id: 'r2', capacity: 250 }],
    })
  })

  it('asks under a scenario: without a link of the cut just its capacity is missing', () => {
    const query = { from: 'TM', to: ['horgos', 'TR'], mode: 'gas' } as const
    const flow = flowOf(ROUTER.flow(query))
    expect(flow.cut.length).toBe(2)
    for (const { link_id, capacity } of flow.cut) {
      const scenario = { id: 'cut', changes: [{ close: { link: link_id } }] }
      expect(flowOf(ROUTER.flow({ ...query, scenario })).value).toBe(flow.value - capacity)
    }
  })

  it('refuses what it does not know', () => {
    const query = { from: 'field', to: 'horgos', mode: 'gas' }
    const refused = (change: object): string => {
      try {
        ROUTER.flow({ ...query, ...change })
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError)
        return (error as Error).message
      }
      return 'nothing'
    }
    expect(refused({ mode: 'gass' })).toMatch(/Unknown mode "gass".*Did you mean "gas"/)
    expect(refused({ mode: undefined })).toMatch(/Option mode is undefined; expected one of rail/)
    expect(refused({ modes: ['gas'] })).toMatch(/Option modes does not apply to a flow; give mode/)
    expect(refused({ to: ['CN', 'gazli', 'field'] })).toMatch(/Field is on both sides of the flow/)
    expect(refused({ from: [] })).toMatch(/Option from is \[\]; expected at least one place or country/)
    expect(refused({ from: { country: 'Turkmenia' } })).toMatch(/Unknown country "Turkmenia".*Did you mean "TM"/)
    expect(refused({ from: 'Feild' })).toMatch(/Unknown place "Feild".*Did you mean "field"/)
    expect(refused({ from: 7 })).toMatch(/Option from holds 7; expected a place, or { country }/)
    expect(refused({ demand: -1 })).toMatch(/Option demand is -1; expected a number of at least 0/)
    expect(refused({ unknownCapacity: 'ignore' })).toMatch(/Unknown unknownCapacity "ignore"; expected one of exclude, unlimited/) // biome-ignore format: one line
    expect(refused({ shipment: { teu: 1, tonnes: 1, value_usd: 1 } })).toMatch(/Option shipment does not apply/)
    expect(refused({ mode: 'road', shipment: { teu: 0, tonnes: 1, value_usd: 1 } })).toMatch(/Shipment teu is 0/)
    expect(refused({ demnd: 1 })).toMatch(/Unknown option "demnd".*Did you mean "demand"/)
  })

  it('survives JSON and the order of rows', () => {
    const query = { from: 'TM', to: ['CN', 'TR'], mode: 'gas', objective: 'cheapest' } as const
    const flow = ROUTER.flow(query)
    const records = recordsFromText(GAS)
    const [header, ...rows] = records['gas.csv'] as readonly string[][]
    const turned = { ...records, 'gas.csv': [header as string[], ...rows.reverse()] }
    const text = Object.entries(turned)
      .map(([file, lines]) => [file, ...lines.map((line) => line.join(','))].join('\n'))
      .join('\n\n')
    expect(createRouter(textNetwork(text)).flow(query)).toEqual(flow)
    expect(JSON.parse(JSON.stringify(flow)).value).toBe(47)
  })
})

describe('flows of random networks', () => {
  const countries = ['TM', 'UZ', 'KZ', 'CN']
  const network = fc.integer({ min: 4, max: 8 }).chain((size) =>
    fc.record({
      size: fc.constant(size),
      links: fc.array(
        fc.record({
          from: fc.nat({ max: size - 1 }),
          step: fc.integer({ min: 1, max: size - 1 }),
          directed: fc.boolean(),
          capacity: fc.option(fc.nat({ max: 40 }).map((n) => n / 4)),
          km: fc.integer({ min: 50, max: 900 }),
        }),
        { minLength: size, maxLength: 3 * size },
      ),
    }),
  )

  const routerOf = ({ size, links }: typeof network extends fc.Arbitrary<infer N> ? N : never) =>
    createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord, country
      ${Array.from({ length: size }, (_, i) => `n${i}, ${i / 100}, 0, ${countries[i % 4]}`).join('\n')}

      gas.csv
      link_id, from_node_id, to_node_id, directed, length_km, capacity
      ${links.map((l, i) => `l${i}, n${l.from}, n${(l.from + l.step) % size}, ${Number(l.directed)}, ${l.km}, ${l.capacity ?? ''}`).join('\n')}

      rate.csv
      mode, usd_per_mwh_km
      gas, 0.01

      speed.csv
      mode, speed_kmh
      gas, 25

      border.csv
      from_country, to_country, mode, time_h
      *, *, gas, 0
    `),
    )

  it('hold together: cut, conservation, borders, ways, closures', () => {
    let flowing = 0
    fc.assert(
      fc.property(network, fc.boolean(), (spec, byCountry) => {
        const router = routerOf(spec)
        const query = { from: byCountry ? 'TM' : 'n0', to: byCountry ? 'CN' : 'n3', mode: 'gas' }
        const answer = router.flow(query)
        if (answer.status !== 'ok') return
        const { value, cut, links, borders, ways } = answer
        if (value > 0) flowing++
        expect(cut.reduce((sum, { capacity }) => sum + capacity, 0)).toBe(value)
        expect(ways.reduce((sum, { flow }) => sum + flow, 0)).toBe(value)
        const balance = new Map<string, number>()
        for (const { from, to, flow, capacity } of links) {
          expect(flow).toBeLessThanOrEqual(capacity as number)
          balance.set(from, (balance.get(from) ?? 0) - flow)
          balance.set(to, (balance.get(to) ?? 0) + flow)
        }
        expect(new Set(ids(links)).size).toBe(links.length)
        const inside = new Set([...answer.from.places, ...answer.to.places])
        for (const [place, sum] of balance) if (!inside.has(place)) expect(sum).toBe(0)
        const into = (country: string): number =>
          borders.reduce((sum, b) => sum + (b.to_country === country ? b.flow : b.from_country === country ? -b.flow : 0), 0) // biome-ignore format: one line
        if (byCountry) expect([into('CN'), into('TM'), into('UZ'), into('KZ')]).toEqual([value, -value, 0, 0].map((x) => x + 0)) // biome-ignore format: one line
        for (const { link_id, capacity } of cut) {
          const without = router.flow({ ...query, avoidLinks: [link_id] })
          expect(without.status === 'ok' ? without.value : 0).toBe(value - capacity)
        }
        const [first] = links
        if (first !== undefined) {
          const without = router.flow({ ...query, avoidLinks: [first.link_id] })
          expect(without.status === 'ok' ? without.value : 0).toBeGreaterThanOrEqual(value - first.flow)
        }
        const cheap = router.flow({ ...query, objective: 'cheapest' })
        expect(cheap).toMatchObject({ value, cut })
        const usd = (flow: Flow): number => flow.links.reduce((sum, link) => sum + link.flow * link.length_km * 0.01, 0)
        if (cheap.status !== 'ok' || value === 0) return
        // Tariffs are proportional to the kilometres, of which the flow without an objective has the least.
        expect(usd(cheap)).toBeCloseTo(usd(answer), 9)
        expect(cheap.per_unit?.cost_usd).toBeCloseTo(usd(cheap) / value, 9)
      }),
      { numRuns: 150 },
    )
    expect(flowing).toBeGreaterThan(40)
  })
})
