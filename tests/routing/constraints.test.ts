import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/issue/errors.js'
import { type Constraints, DEFAULT_AVOIDED_STATUSES } from '../../src/routing/constraints.js'
import { createRouter } from '../../src/routing/router.js'
import { linksOf, ONE_TEU, ROUND_RULES, resultText, textNetwork } from '../support/text-network.js'

/** Ten ways from a to z side by side, numbered by their price; each constraint closes some of them. */
const router = createRouter(
  textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country, unlocode
  a, Anfang, 0, 0, CN, CNAAA
  k, Mitte,  0.1, 0, KZ, KZKKK
  r, Strom,  0.2, 0, RU, RURRR
  m, Meer,   0.3, 0
  z, Ende,   0.4, 0, DE, DEZZZ

  link.csv
  link_id, mode, from_node_id, to_node_id, length_km, gauge_mm, passage, status, valid_from, valid_to, max_axle_load_t
  plan, rail, a, z, 10, 1435, , planned
  shut, rail, a, z, 15, 1435, , closed
  rare, rail, a, z, 20, 1435, , sanctions
  past, rail, a, z, 25, 1435, , , , 2020-12-31
  next, rail, a, z, 30, 1435, , , 2030-01-01,
  weak, rail, a, z, 35, 1435, , , , , 18
  ak,   rail, a, k, 20, 1520
  kz,   rail, k, z, 20, 1520
  ar,   road, a, r, 15
  rz,   road, r, z, 15
  am,   sea,  a, m, 140, , suez
  mz,   sea,  m, z, 140

  ${ROUND_RULES}`),
)

function links(constraints: Constraints): string {
  const axle = 'axle_load_t' in constraints ? { axle_load_t: 20 } : {}
  const { axle_load_t: _, ...rest } = constraints as Constraints & { axle_load_t?: number }
  return linksOf(
    router.route({
      from: 'a',
      to: 'z',
      objective: 'cheapest',
      handling: 'none',
      shipment: { ...ONE_TEU, value_usd: 0, ...axle },
      ...rest,
    }),
  ).join(' ')
}

/** Closes the direct railways, so that the ways through k, r and m show. */
const INDIRECT = { avoidLinks: ['rare', 'past', 'next', 'weak'] } as const

describe('constraints', () => {
  it.each<[string, Constraints, string]>([
    ['none: closed and planned links are avoided', {}, 'rare'],
    ['avoidStatuses []', { avoidStatuses: [] }, 'plan'],
    ['avoidStatuses planned', { avoidStatuses: ['planned'] }, 'shut'],
    ['avoidStatuses all', { avoidStatuses: ['planned', 'closed', 'sanctions'] }, 'past'],
    ['avoidLinks', { avoidLinks: ['rare'] }, 'past'],
    ['date within', { avoidLinks: ['rare'], date: '2020-12-31' }, 'past'],
    ['date after', { avoidLinks: ['rare'], date: '2021-01-01' }, 'weak'],
    ['date before', { avoidLinks: ['rare', 'past'], date: '2029-12-31' }, 'weak'],
    ['date of the first day', { avoidLinks: ['rare', 'past'], date: '2030-01-01' }, 'next'],
    ['no date: no check', { avoidLinks: ['rare', 'past'] }, 'next'],
    ['the cheapest indirect way', INDIRECT, 'am mz'],
    ['modes', { ...INDIRECT, modes: ['road', 'Rail'] }, 'ar rz'],
    ['avoidModes', { ...INDIRECT, avoidModes: ['sea', 'ROAD'] }, 'ak kz'],
    ['avoidPassages', { ...INDIRECT, avoidPassages: ['Suez'] }, 'ar rz'],
    ['countries: the open sea is allowed', { ...INDIRECT, countries: ['CN', 'DE'] }, 'am mz'],
    ['countries', { countries: ['CN', 'DE', 'Kazakhstan'], modes: ['rail'], ...INDIRECT }, 'ak kz'],
    ['avoidCountries by code and name', { ...INDIRECT, avoidCountries: ['ru'], avoidModes: ['sea'] }, 'ak kz'],
    ['avoidCountries by name', { ...INDIRECT, avoidCountries: ['Russia'], avoidModes: ['sea'] }, 'ak kz'],
    ['avoidNodes by name', { ...INDIRECT, avoidNodes: ['Meer'] }, 'ar rz'],
    ['avoidNodes by UN/LOCODE', { ...INDIRECT, avoidNodes: ['Meer', 'RURRR'] }, 'ak kz'],
    ['gauges', { gauges: [1520], modes: ['rail'] }, 'ak kz'],
    ['avoidGauges', { avoidGauges: [1435], modes: ['rail'] }, 'ak kz'],
    ['gauges say nothing about roads', { ...INDIRECT, gauges: [1435], avoidModes: ['sea'] }, 'ar rz'],
    ['avoidBorders', { ...INDIRECT, avoidModes: ['sea'], avoidBorders: ['CN-RU'] }, 'ak kz'],
    ['avoidBorders: the other direction only', { ...INDIRECT, avoidModes: ['sea'], avoidBorders: ['RU-CN'] }, 'ar rz'],
    ['avoidBorders by name', { ...INDIRECT, avoidModes: ['sea'], avoidBorders: ['Russia-Germany'] }, 'ak kz'],
  ])('%s', (_, constraints, expected) => {
    expect(links(constraints)).toBe(expected)
  })

  it('the axle load of the shipment closes weaker links only', () => {
    const strong = { avoidLinks: ['rare', 'past', 'next'], modes: ['rail'] }
    expect(links(strong)).toBe('weak')
    expect(links({ ...strong, axle_load_t: 20 } as Constraints)).toBe('ak kz')
  })

  it('have the documented default', () => {
    expect(DEFAULT_AVOIDED_STATUSES).toEqual(['seasonal', 'closed', 'planned'])
    expect(links({ avoidStatuses: DEFAULT_AVOIDED_STATUSES })).toBe(links({}))
  })

  it('say how a route through a doubtful link stands', () => {
    expect(
      resultText(router.route({ from: 'a', to: 'z', objective: 'cheapest', handling: 'none', shipment: ONE_TEU })),
    ).toEqual([
      'rail 1435 a > rare > z | 0.4 h | 20 USD | 2 kg',
      'border CN-DE by rail | 24 h | 100 USD | 0 kg',
      'total | 24.4 h | 120 USD | 2 kg',
    ])
    expect(router.route({ from: 'a', to: 'z', objective: 'fastest', modes: ['rail'] })).toMatchObject({
      statuses: ['sanctions'],
    })
  })
})

describe('unknown words throw and name the nearest', () => {
  it.each<[Constraints, string]>([
    [
      { modes: ['rial'] },
      'Unknown mode "rial"; expected one of rail, road, sea, waterway, air, gas, oil, power, fibre. Did you mean "oil", "rail", "road"?',
    ],
    [
      { avoidModes: ['train'] },
      'Unknown mode "train"; expected one of rail, road, sea, waterway, air, gas, oil, power, fibre.',
    ],
    [{ avoidPassages: ['suezz'] }, 'Unknown passage "suezz"; expected one of suez,'],
    [{ avoidCountries: ['Rusia'] }, 'Did you mean "RU"'],
    [{ countries: ['FR'] }, 'Unknown country "FR"; expected the ISO code or English name of a country of the network.'],
    [
      { avoidNodes: ['Mite'] },
      'Unknown place "Mite"; expected a node id, a UN/LOCODE or a name of the network. Did you mean "Mitte"?',
    ],
    [{ avoidLinks: ['plain'] }, 'Unknown link "plain"; expected a link_id of the network. Did you mean "plan"?'],
    [{ gauges: [1524] }, 'Unknown gauge 1524; expected one of 1435, 1520 (mm).'],
    [{ avoidGauges: [0] }, 'Unknown gauge 0; expected one of 1435, 1520 (mm).'],
    [{ avoidBorders: ['CNKZ'] }, 'Unknown border "CNKZ"; expected two country codes such as "CN-KZ".'],
    [{ avoidBorders: ['CN-XX'] }, 'Unknown country "XX"'],
    [
      { avoidStatuses: ['close'] },
      'Unknown status "close"; expected one of open, sanctions, conflict, seasonal, closed, planned. Did you mean "closed"',
    ],
    [{ date: '2025-02-30' }, 'The date is "2025-02-30"; expected a day as YYYY-MM-DD.'],
    [{ date: 'tomorrow' }, 'The date is "tomorrow"; expected a day as YYYY-MM-DD.'],
  ])('%j', (constraints, message) => {
    const ask = () => router.route({ from: 'a', to: 'z', ...constraints })
    expect(ask).toThrow(UsageError)
    expect(ask).toThrow(message)
  })
})
