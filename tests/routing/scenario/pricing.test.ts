import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/issue/errors.js'
import type { BorderLeg } from '../../../src/routing/itinerary.js'
import { createRouter, type RouteQuery, type Router } from '../../../src/routing/router.js'
import { openSaved } from '../../../src/routing/saved/decode.js'
import { saveRouter } from '../../../src/routing/saved/encode.js'
import { checkedScenario } from '../../../src/routing/scenario/check.js'
import type { Change } from '../../../src/routing/scenario/scenario.js'
import { itineraryOf, linksOf, ROUND_RULES, textNetwork } from '../../support/text-network.js'

/** Two ways from a to c: over KZ with its slow border by road, and straight by rail. */
const NETWORK = `
  node.csv
  node_id, x_coord, y_coord, country
  a, 0, 0, CN
  b, 1, 0, KZ
  c, 2, 0, RU

  link.csv
  link_id, from_node_id, to_node_id, mode, length_km, gauge_mm
  ab, a, b, road, 120,
  bc, b, c, road, 120,
  ac, a, c, rail, 250, 1435

  territory.csv
  country, customs_territory
  KZ, EAEU
  RU, EAEU
  ${ROUND_RULES}

  border.csv
  from_country, to_country, mode, time_h, time_p90_h, cost_usd_per_teu, digital, source
  CN, KZ, road, 40, 80, 50, , CPMM
  CN, RU, rail, 20, 60, 10, pre_arrival, CPMM

  clearance.csv
  procedure, mode, time_factor, cost_factor
  etir, road, 0.25,
  etir, , 0.5, 0.2
  pre_arrival, , 0.8, 2
  e_cmr, road, 0.9,
`

function router(network = NETWORK): Router {
  return createRouter(textNetwork(network))
}

const query: RouteQuery = { from: 'a', to: 'c', objective: 'fastest' }
const ask = (changes: readonly Change[], more: Partial<RouteQuery> = {}, asked = router()) =>
  itineraryOf(asked.route({ ...query, ...more, scenario: { id: 's', changes } }))
const stop = (changes: readonly Change[], mode: string, asked = router()): BorderLeg | undefined =>
  ask(changes, { modes: [mode] }, asked).legs.find((leg) => leg.kind === 'border')

describe('another procedure of clearance', () => {
  it('multiplies dwell and fees by its factors over those in force, of each for the mode', () => {
    const teu = ask([]).shipment.teu
    expect(stop([{ border: {}, digital: 'etir' }], 'road')).toMatchObject({
      time_h: 10,
      time_p90_h: 20,
      cost_usd: 50 * teu,
      digital: 'etir',
      source: 'CPMM; changed by scenario s',
    })
    const rail = stop([{ border: {}, digital: 'eTIR' }], 'rail')
    expect(rail).toMatchObject({ digital: 'etir', time_h: (20 * 0.5) / 0.8 })
    expect(rail?.cost_usd).toBeCloseTo((10 * teu * 0.2) / 2, 9)
  })

  it('changes the route that is best', () => {
    expect(linksOf(ask([]))).toEqual(['ac'])
    expect(linksOf(ask([{ border: { border: 'CN-KZ' }, digital: 'etir' }]))).toEqual(['ab', 'bc'])
  })

  it('shortens nothing where it is in force already, and takes longer back on paper', () => {
    expect(stop([{ border: {}, digital: 'pre_arrival' }], 'rail')).toMatchObject({ time_h: 20, digital: 'pre_arrival' })
    expect(stop([{ border: {}, digital: 'paper' }], 'rail')?.time_h).toBeCloseTo(25, 9)
    const there: Change = { border: {}, digital: 'etir' }
    expect(stop([there, there], 'road')?.time_h).toBe(10)
    expect(stop([there, { border: {}, digital: 'paper' }], 'road')).toMatchObject({ time_h: 40, digital: 'paper' })
  })

  it('is not multiplied into hours and fees that are given beside it; factors given beside it are', () => {
    const given = stop([{ border: {}, digital: 'etir', time_h: 7, cost_usd_per_teu: 3, time_factor: 2 }], 'rail')
    expect(given).toMatchObject({ time_h: 14, digital: 'etir', cost_usd: 3 * ask([]).shipment.teu })
    expect(stop([{ border: {}, digital: 'etir', time_factor: 0.5 }], 'road')?.time_h).toBe(5)
  })

  it('touches only crossings of modes that it is for', () => {
    expect(stop([{ border: {}, digital: 'e_cmr' }], 'road')).toMatchObject({ time_h: 36, digital: 'e_cmr' })
    expect(stop([{ border: {}, digital: 'e_cmr' }], 'rail')).toMatchObject({ time_h: 20, source: 'CPMM' })
    const railOnly: Change = { border: { mode: 'rail' }, digital: 'e_cmr' }
    expect(() => ask([railOnly])).toThrow('no border crossing by road matches {"mode":"rail"}')
  })

  it('may be one that the scenario brings along', () => {
    const added: Change = { add: { clearance: [{ procedure: 'green_lane', mode: 'rail', time_factor: 0.4 }] } }
    expect(stop([added, { border: {}, digital: 'green_lane' }], 'rail')).toMatchObject({
      time_h: 10,
      digital: 'green_lane',
    })
  })

  it('is the same over a saved network', () => {
    const saved = openSaved(saveRouter(router()))
    const changes: Change[] = [{ border: {}, digital: 'etir' }]
    expect(ask(changes, {}, saved)).toEqual(ask(changes))
  })

  it('is refused where it is not known, with the nearest known ones', () => {
    const attempt = () => ask([{ border: {}, digital: 'e_tirr' }])
    expect(attempt).toThrow(UsageError)
    expect(attempt).toThrow(
      'Scenario "s", change 1: unknown procedure "e_tirr"; expected one of clearance.csv: paper, etir, pre_arrival, e_cmr. Did you mean "etir"?',
    )
    const bare = router(NETWORK.slice(0, NETWORK.indexOf('clearance.csv')))
    expect(() => ask([{ border: {}, digital: 'etir' }], {}, bare)).toThrow('unknown procedure "etir"')
    expect(() => checkedScenario({ id: 's', changes: [{ border: {}, digital: 3 }] })).toThrow('digital is 3; expected a text') // biome-ignore format: one line
  })

  it('is refused over one that is not known, unless hours and fees are given', () => {
    const other = router(NETWORK.replace('60, 10, pre_arrival', '60, 10, seed'))
    expect(() => ask([{ border: {}, digital: 'etir' }], {}, other)).toThrow(
      /The border CN-RU by rail is to change from procedure "seed" to "etir"; expected one row of clearance.csv for "seed"/,
    )
    expect(stop([{ border: {}, digital: 'etir', time_h: 1, cost_usd_per_teu: 0 }], 'rail', other)?.time_h).toBe(1)
  })
})

describe('a shipment that needs e_documents', () => {
  const facilities = ['a', 'c'].map((node) => `${node}-window, ${node}, digital, single_window, e_documents`)
  const withFacilities = (network: string) => `${network}
    facility.csv
    facility_id, node_id, pillar, kind, provides
    ${facilities.join('\n')}
  `
  const onPaper = withFacilities(NETWORK.replace('10, pre_arrival', '10, paper'))
  const byRail = onPaper.replace(/^ *(ab|bc), .*road.*\n/gm, '')
  const shipment = { teu: 1, tonnes: 10, value_usd: 1000, needs: ['e_documents'] } as const

  it('crosses no border that is known to be on paper, and one that says nothing', () => {
    const asked = router(onPaper)
    expect(linksOf(ask([], {}, asked))).toEqual(['ac'])
    expect(linksOf(ask([], { shipment }, asked))).toEqual(['ab', 'bc'])
    expect(router(byRail).route({ ...query, shipment })).toMatchObject({
      status: 'no-route',
      drop: [{ option: 'shipment.needs', value: 'e_documents' }],
    })
  })

  it('crosses it where a scenario puts another procedure in its place', () => {
    const asked = router(onPaper)
    const changes: Change[] = [{ border: { mode: 'rail' }, digital: 'pre_arrival' }]
    expect(linksOf(ask(changes, { shipment, modes: ['rail'] }, asked))).toEqual(['ac'])
    const back: Change[] = [{ border: { mode: 'road' }, digital: 'paper' }]
    const scenario = { id: 's', changes: back }
    expect(asked.route({ ...query, shipment, scenario }).status).toBe('no-route')
  })
})
