import { describe, expect, it } from 'vitest'
import { DataError, UsageError } from '../../../src/issue/errors.js'
import { createRouter, type RouteQuery, type Router } from '../../../src/routing/router.js'
import { checkedScenario } from '../../../src/routing/scenario/check.js'
import { type Change, composeScenarios, type Scenario, scenarioHash } from '../../../src/routing/scenario/scenario.js'
import { itineraryOf, ROUND_RULES, textNetwork } from '../../support/text-network.js'

const NETWORK = `
  node.csv
  node_id, x_coord, y_coord, country, node_type
  a, 0, 0, CN, city
  b, 1, 0, KZ, border_station
  c, 2, 0, RU, city
  p, 0, 1, CN, seaport
  q, 2, 1, RU, seaport

  link.csv
  link_id, from_node_id, to_node_id, mode, length_km, gauge_mm, passage, status, valid_from
  ab, a, b, rail, 200, 1435, , ,
  bc, b, c, rail, 200, 1435, , ,
  ac, a, c, road, 300, , , ,
  ap, a, p, road, 120, , , ,
  pq, p, q, sea, 400, , suez, ,
  qc, q, c, road, 120, , , ,
  new, a, c, rail, 250, 1435, , planned, 2030-01-01
  ${ROUND_RULES}

  border.csv
  from_country, to_country, time_h, time_p90_h, cost_usd_per_teu, source
  *, *, 10, 20, 50, CPMM`

function router(): Router {
  return createRouter(textNetwork(NETWORK))
}

const query: RouteQuery = { from: 'a', to: 'c', objective: 'fastest', modes: ['rail'] }
const ask = (changes: readonly Change[], more: Partial<RouteQuery> = {}) =>
  itineraryOf(router().route({ ...query, ...more, scenario: { id: 's', changes } }))
const sum = (changes: readonly Change[], more: Partial<RouteQuery> = {}) => ask(changes, more).totals

describe('the effect of a change', () => {
  const base = itineraryOf(router().route(query))

  it('speeds movement up, by a speed or by a factor', () => {
    expect(ask([{ change: { mode: 'rail' }, speed_kmh: 100 }]).hours.moving).toBe(4)
    expect(ask([{ change: { link: ['ab', 'bc'] }, speed_factor: 4 }]).hours.moving).toBe(2)
    expect(
      ask([
        { change: { mode: 'rail' }, speed_factor: 4 },
        { change: { link: 'ab' }, speed_kmh: 100 },
      ]).hours.moving,
    ).toBe(3)
    expect(ask([{ change: { country: 'Russia', mode: 'rail' }, speed_factor: 2 }]).hours.moving).toBe(6)
  })

  it('multiplies freight but not border fees, and emissions', () => {
    const unpaid = sum([{ change: { mode: 'rail' }, tariff_factor: 0 }]).cost_usd as number
    const freight = (base.totals.cost_usd as number) - unpaid
    expect(freight).toBe(400 * base.shipment.teu)
    const half = sum([{ change: { mode: 'rail' }, carbon_factor: 0.5 }]).co2e_kg as number
    const none = sum([{ change: { mode: 'rail' }, carbon_factor: 0 }]).co2e_kg as number
    expect(half - none).toBeCloseTo(((base.totals.co2e_kg as number) - none) / 2, 9)
  })

  it('changes the stop at a border both ways, its p90 with it, and says so in the source', () => {
    const changed = ask([{ border: { border: 'KZ-CN' }, time_factor: 0.5, cost_usd_per_teu: 7 }])
    expect(changed.hours.border).toBe(15)
    const [first, second] = changed.legs.filter((leg) => leg.kind === 'border')
    expect(first).toMatchObject({ time_h: 5, time_p90_h: 10, cost_usd: 7 * base.shipment.teu })
    expect(first?.source).toBe('CPMM; changed by scenario s')
    expect(second).toMatchObject({ time_h: 10, source: 'CPMM' })
    expect(ask([{ border: {}, time_h: 0 }]).hours.border).toBe(0)
    expect(ask([{ border: { node: 'c' }, time_h: 0 }]).hours.border).toBe(10)
  })

  it('changes loading, unloading and transfers', () => {
    expect(ask([{ transfer: { from_mode: 'door' }, time_h: 0 }]).hours.transfer).toBe(base.hours.transfer / 2)
    expect(ask([{ transfer: { node_type: 'city' }, time_factor: 0 }]).hours.transfer).toBe(0)
    expect(ask([{ transfer: { country: 'RU' }, time_factor: 2 }]).hours.transfer).toBe(base.hours.transfer * 1.5)
    expect(ask([{ transfer: { gauge_change: true }, time_factor: 9 }]).hours.transfer).toBe(base.hours.transfer)
  })

  it('closes links for questions with a date in the span and for those without a date', () => {
    const closure: Change = { close: { link: 'ab' }, from: '2026-03-01', to: '2026-03-31' }
    const status = (date?: string) =>
      router().route({ ...query, scenario: { id: 's', changes: [closure] }, ...(date === undefined ? {} : { date }) })
        .status
    expect(status()).toBe('no-route')
    expect(status('2026-02-28')).toBe('ok')
    expect(status('2026-03-01')).toBe('no-route')
    expect(status('2026-03-31')).toBe('no-route')
    expect(status('2026-04-01')).toBe('ok')
  })

  it('names the closure that would have to go', () => {
    const result = router().route({
      ...query,
      scenario: { id: 'flood', changes: [{ close: { mode: ['rail', 'road'] } }] },
    })
    expect(result.status === 'no-route' && result.drop).toEqual([
      { option: 'scenario', value: 'flood: close mode rail, road' },
    ])
  })

  it('opens what is planned, whatever day it was planned for', () => {
    const opened: Change = { open: { status: 'planned' } }
    expect(ask([opened], { date: '2026-01-01' }).totals.length_km).toBe(250)
    expect(ask([{ close: { link: 'ab' } }, { close: { mode: 'rail' } }, { open: { mode: 'rail' } }])).toEqual(base)
  })

  it('adds a terminal, a link and a rule', () => {
    const added: Change = {
      add: {
        node: [{ node_id: 'x', x_coord: 1, y_coord: 0.1, country: 'CN' }],
        rail: [
          { link_id: 'ax', from_node_id: 'a', to_node_id: 'x', length_km: 150, gauge_mm: 1435, electrified: false },
          { link_id: 'xc', from_node_id: 'x', to_node_id: 'c', length_km: 150, gauge_mm: 1435 },
        ],
        border: [{ from_country: 'CN', to_country: 'RU', time_h: 1 }],
      },
    }
    const found = ask([added, { change: { link: 'ax' }, speed_kmh: 150 }])
    expect(found.via).toEqual(['a', 'x', 'c'])
    expect(found.hours).toMatchObject({ border: 1, moving: 4 })
  })

  it('adds a pipeline with its rules', () => {
    const added: Change = {
      add: {
        gas: [{ link_id: 'pipe', from_node_id: 'a', to_node_id: 'c', length_km: 300, capacity: 30 }],
        speed: [{ mode: 'gas', speed_kmh: 30 }],
        rate: [{ mode: 'gas', usd_per_mwh_km: 0.01 }],
        loss: [{ mode: 'gas', loss_pct_per_1000km: 10, usd_per_mwh_lost: 20, gco2e_per_kwh_lost: 200 }],
        transfer: [
          { from_mode: 'door', to_mode: 'gas', time_h: 0 },
          { from_mode: 'gas', to_mode: 'door', time_h: 0 },
        ],
        border: [{ from_country: '*', to_country: '*', mode: 'gas', time_h: 0 }],
      },
    }
    const shipment = { teu: 0, tonnes: 0, value_usd: 0, mwh: 100 }
    const { totals } = ask([added, { change: { link: 'pipe' }, tariff_factor: 2 }], { modes: ['gas'], shipment })
    // 3 % of 100 MWh are lost.
    expect(totals).toMatchObject({ time_h: 10, cost_usd: 2 * (300 + 3 * 20), co2e_kg: 3 * 200, length_km: 300 })
    const flow = router().flow({ from: 'a', to: 'c', mode: 'gas', scenario: { id: 's', changes: [added] } })
    expect(flow).toMatchObject({ status: 'ok', value: 30 })
  })

  it('adds power lines and oil pipelines and fibres', () => {
    const link = (link_id: string, capacity: number) => ({ link_id, from_node_id: 'a', to_node_id: 'b', length_km: 150, capacity }) // biome-ignore format: one line
    const added: Change = { add: { oil: [link('o', 20)], power: [link('w', 500)], fibre: [link('f', 100)] } }
    const scenario: Scenario = { id: 's', changes: [added] }
    const values = ['oil', 'power', 'fibre'].map((mode) => router().flow({ from: 'a', to: 'b', mode, scenario }))
    expect(values).toMatchObject([{ value: 20 }, { value: 500 }, { value: 100 }])
  })

  it('adds a later year of a grid, and refuses a year that is there', () => {
    const grid = (year: number, gco2e_per_kwh: number) => ({ add: { grid: [{ country: 'CN', year, gco2e_per_kwh }] } })
    const electric: Change = {
      add: {
        rail: [{ link_id: 'e', from_node_id: 'a', to_node_id: 'p', length_km: 200, gauge_mm: 1435, electrified: true }],
        emission: [{ mode: 'rail', electrified: true, kwh_per_tkm: 0.1 }],
      },
    }
    const carbon = (...changes: Change[]) =>
      (sum([electric, ...changes], { to: 'p', objective: 'cheapest' }).co2e_kg as number) -
      (sum([electric, grid(2020, 0)], { to: 'p', objective: 'cheapest' }).co2e_kg as number)
    const tkm = 200 * base.shipment.tonnes
    expect(carbon(grid(2020, 500))).toBeCloseTo((tkm * 0.1 * 500) / 1000, 9)
    expect(carbon(grid(2030, 100), grid(2020, 500))).toBeCloseTo((tkm * 0.1 * 100) / 1000, 9)
    expect(() => carbon(grid(2030, 100), grid(2030, 500))).toThrow(/grid-scenario-3\.csv.*has the same scope/)
  })

  it('adds hazards, standards and works, checked as those of the network', () => {
    const hazard = { hazard_id: 'h', kind: 'flood', link_id: 'ab', yearly_probability: 0.1, closure_days: 3 }
    const standard = { mode: 'rail', country: 'KZ', standard: 'axle_load_t', value: '23.5' }
    const maintenance = { maintenance_id: 'm', link_id: 'ab', from_date: '2026-03-01', to_date: '2026-03-31' }
    const added = { add: { hazard: [hazard], standard: [standard], maintenance: [maintenance] } }
    const { facts } = router().under({ id: 's', changes: [added] }).network
    expect(facts).toMatchObject({ hazard: [hazard], standard: [standard], maintenance: [maintenance] })
    expect(router().network.facts.hazard).toEqual([])
    expect(() => ask([{ add: { hazard: [{ ...hazard, link_id: 'ax' }] } }])).toThrow(DataError)
    expect(() => ask([{ add: { maintenance: [{ ...maintenance, from_date: '2026-04-01' }] } }])).toThrow(/ends before/)
  })

  it('changes prices, and a question’s own prices win', () => {
    const prices: Change = { prices: { carbon_price_usd_per_t: 1000 } }
    const dear = ask([prices], { objective: 'generalised' }).generalised_usd as number
    expect(
      dear -
        (ask([prices], { objective: 'generalised', prices: { carbon_price_usd_per_t: 0 } }).generalised_usd as number),
    ).toBeCloseTo(base.totals.co2e_kg as number, 9)
  })

  it('knows the same places as before, and those it adds', () => {
    const under = router().under({
      id: 's',
      changes: [
        {
          add: {
            node: [{ node_id: 'x', name: 'New City', x_coord: 1, y_coord: 1 }],
            road: [{ link_id: 'ax', from_node_id: 'a', to_node_id: 'x', length_km: 250 }],
          },
        },
      ],
    })
    expect(under.place('new city')).toBe('x')
    expect(() => router().place('new city')).toThrow('Unknown place')
  })

  it('keeps the routers of the last scenarios', () => {
    const one = router()
    const scenario: Scenario = { id: 's', changes: [{ close: { link: 'ab' } }] }
    expect(one.under(scenario)).toBe(one.under({ ...scenario, name: 'Another name' }))
    expect(one.under(scenario)).not.toBe(one.under({ id: 's', changes: [{ close: { link: 'bc' } }] }))
  })
})

describe('a selector', () => {
  it.each<[string, Change, string]>([
    ['an unknown link', { close: { link: 'abb' } }, 'Unknown link "abb"'],
    ['an unknown mode', { close: { mode: 'train' } }, 'Unknown mode "train"'],
    ['an unknown country', { close: { country: 'Kazakstan' } }, 'Did you mean "KZ"?'],
    ['an unknown place', { close: { node: 'zz' } }, 'Unknown place "zz"'],
    ['an unknown passage', { close: { passage: 'suz' } }, 'Unknown passage "suz"'],
    ['a border of one country', { border: { border: 'CN' }, time_h: 1 }, 'Unknown border "CN"'],
    ['an unknown class', { close: { facility_type: 'motorway' } }, 'Unknown facility_type "motorway"'],
    [
      'nothing',
      { close: { link: 'ab', mode: 'road' } },
      'Scenario "s", change 1: no link matches {"link":"ab","mode":"road"}',
    ],
    ['no crossing', { border: { mode: 'sea', border: 'CN-KZ' }, time_h: 1 }, 'no border crossing matches'],
    ['a corridor that is not resolved', { close: { corridor: 'x' } }, 'withCorridorLinks'],
  ])('is refused that names %s', (_, change, message) => {
    expect(() => ask([change])).toThrow(UsageError)
    expect(() => ask([change])).toThrow(message)
  })

  it('is refused where an added row is in error', () => {
    const changes: Change[] = [
      { add: { rail: [{ link_id: 'x', from_node_id: 'a', to_node_id: 'nowhere', length_km: 1 }] } },
    ]
    expect(() => ask(changes)).toThrow(DataError)
    expect(() => ask(changes)).toThrow(/Scenario "s": .*rail-scenario-1\.csv.*row 2.*to_node_id.*nowhere/)
  })
})

describe('checkedScenario', () => {
  it.each<[unknown, string]>([
    [[], 'The scenario is []; expected an object with id and changes.'],
    [{ changes: [] }, 'The id of the scenario is undefined; expected a text.'],
    [{ id: 's' }, 'Scenario "s": changes is undefined; expected a list.'],
    [
      { id: 's', change: [] },
      'unknown field "change"; expected id, name, description, source or changes. Did you mean "changes"?',
    ],
    [{ id: 's', changes: [{}] }, 'Scenario "s", change 1 has none of them; expected one of change, close,'],
    [{ id: 's', changes: [{ close: { mode: 'rail' }, open: {} }] }, 'has close and open; expected one of'],
    [{ id: 's', changes: [{ close: {} }] }, 'close is empty'],
    [{ id: 's', changes: [{ change: { mode: 'rail' } }] }, 'changes nothing; expected one or more of speed_kmh'],
    [{ id: 's', changes: [{ change: { mode: 'rail' }, speed_kmh: 0 }] }, 'speed_kmh is 0; expected a number above 0'],
    [{ id: 's', changes: [{ change: { mode: [] }, speed_kmh: 1 }] }, 'mode is []; expected a text or a list of texts'],
    [{ id: 's', changes: [{ change: {}, tariff_factor: -1 }] }, 'tariff_factor is -1; expected a number of at least 0'],
    [
      { id: 's', changes: [{ close: { mode: 'rail' }, from: '2026-13-01' }] },
      'from is "2026-13-01"; expected a day as YYYY-MM-DD',
    ],
    [
      { id: 's', changes: [{ close: { mode: 'rail' }, from: '2026-02-01', to: '2026-01-01' }] },
      'ends before it begins',
    ],
    [{ id: 's', changes: [{ border: { country: 'CN' }, time: 3 }] }, 'unknown field "time"; expected time_h,'],
    [{ id: 's', changes: [{ add: { rate_table: [] } }] }, 'unknown field "rate_table"'],
    [{ id: 's', changes: [{ prices: { carbon: 3 } }] }, 'unknown field "carbon"'],
    [
      { id: 's', changes: [{ add: { rail: [null] } }] },
      'change 1, rail row 1 is null; expected an object with columns.',
    ],
    [
      { id: 's', changes: [{ add: { node: [{ node_id: 'a' }, { node_id: {} }] } }] },
      'node row 2: node_id is {}; expected a text, a number, true, false, null or a list of texts.',
    ],
    [{ id: 's', changes: [{ add: { node: [{ x_coord: Number.NaN }] } }] }, 'node row 1: x_coord is NaN'],
  ])('refuses %j', (value, message) => {
    expect(() => checkedScenario(value)).toThrow(UsageError)
    expect(() => checkedScenario(value)).toThrow(message)
  })
})

describe('scenarioHash', () => {
  const changes: Change[] = [{ change: { mode: 'rail', country: 'KZ' }, speed_kmh: 60 }]

  it('is of the changes alone, however their keys are ordered', () => {
    const hash = scenarioHash({ id: 'a', changes })
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(
      scenarioHash({ id: 'b', name: 'B', changes: [{ speed_kmh: 60, change: { country: 'KZ', mode: 'rail' } }] }),
    ).toBe(hash)
    expect(scenarioHash({ id: 'a', changes: [...changes, ...changes] })).not.toBe(hash)
  })

  it('is that of the whole for composed scenarios', () => {
    const closed: Scenario = { id: 'b', changes: [{ close: { mode: 'sea' } }] }
    const both = composeScenarios([{ id: 'a', name: 'A', changes }, closed])
    expect(both).toMatchObject({ id: 'a + b', name: 'A + b' })
    expect(scenarioHash(both)).toBe(scenarioHash({ id: 'x', changes: [...changes, ...closed.changes] }))
  })
})
