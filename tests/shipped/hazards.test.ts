import { describe, expect, it } from 'vitest'
import { emissionsByPillar } from '../../src/corridor/emissions/by-pillar.js'
import { emissionReport } from '../../src/corridor/emissions/emission-report.js'
import { type ExposedCorridor, exposedCorridors } from '../../src/corridor/hazards/exposed-corridors.js'
import { hazardExposure } from '../../src/corridor/hazards/hazard-exposure.js'
import { linkHazards } from '../../src/corridor/hazards/link-hazards.js'
import { resilience } from '../../src/corridor/hazards/resilience.js'
import { areasFromRecords } from '../../src/corridor/screening/area-table.js'
import { screenLink } from '../../src/corridor/screening/screen-link.js'
import { HAZARD_KINDS } from '../../src/ingest/schema.js'
import { itineraryOf } from '../support/text-network.js'
import { shippedRouter } from './shipped.js'

const router = await shippedRouter()
const rows = router.network.facts.hazard

describe('hazard.csv', () => {
  it('has at least forty hazards of every kind, each with a source that says where its numbers come from', () => {
    expect(rows.length).toBeGreaterThanOrEqual(40)
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(HAZARD_KINDS))
    for (const { hazard_id, source = '', yearly_probability } of rows) {
      expect(source.length, hazard_id).toBeGreaterThan(15)
      // A count of years, a rate, or an estimate: a probability without one of them would be a guess.
      expect(source, hazard_id).toMatch(/\d|estimate/)
      expect(yearly_probability, hazard_id).toBeGreaterThan(0)
      // A fraction in the source is the probability of the row.
      const [, of, years] = /: (\d+)\/(\d+)(?:;|$)/.exec(source) ?? []
      if (of !== undefined) expect(yearly_probability, hazard_id).toBeCloseTo(Number(of) / Number(years), 2)
    }
  })

  it('closes links of the network, each hazard at least one', () => {
    const links = linkHazards(router.network)
    const closing = new Set(links.flatMap(({ hazards }) => hazards.map(({ hazard_id }) => hazard_id)))
    expect(rows.map(({ hazard_id }) => hazard_id).filter((id) => !closing.has(id))).toEqual([])
    for (const { link_id, expected_days } of links) expect(expected_days, link_id).toBeLessThanOrEqual(365)
    const days = new Map(links.map(({ link_id, expected_days }) => [link_id, expected_days]))
    expect(days.get('waterway-volgograd-rostov-on-don')).toBeCloseTo(121, 6)
    // A norther closes both ports of Mangystau.
    expect([days.get('sea-aktau-baku'), days.get('sea-kuryk-alat')]).toEqual([30, 30])
  })
})

describe('the hazards of the shipped corridors', () => {
  it('make the Middle Corridor wait for the Caspian, and a stormier one costs it ranks', () => {
    const query = { from: 'Almaty', to: 'Istanbul' }
    const byId = ({ corridors }: ReturnType<typeof exposedCorridors>) =>
      new Map(corridors.flatMap((one) => (one.status === 'ok' ? [[one.id, one] as const] : [])))
    const open = byId(exposedCorridors(router, query))
    const middle = open.get('middle-corridor') as ExposedCorridor
    const norther = middle.exposure.hazards[0]
    expect(norther).toMatchObject({ hazard_id: 'mangystau-norther', response: 'wait', detour: undefined })
    expect(middle.exposure.expected.time_h).toBeCloseTo((30 / 365) * 60, 0)
    for (const { totals, expected_totals, exposure } of open.values()) {
      expect(expected_totals.time_h).toBeCloseTo(totals.time_h + exposure.expected.time_h, 9)
      expect(exposure.expected_delta).toBeGreaterThanOrEqual(0)
    }
    // Half the year, as one closure: a quarter of a year to wait on every other day.
    const storms = { hazard_id: 'storms', kind: 'storm', mode: 'sea', x_coord: 51.43, y_coord: 43.39, radius_km: 40 }
    const stormy = {
      id: 'stormy',
      changes: [{ add: { hazard: [{ ...storms, yearly_probability: 1, closure_days: 182.5 }] } }],
    }
    const worse = exposedCorridors(router, { ...query, scenario: stormy })
    expect(worse.reranked).toContain('time')
    const waiting = byId(worse).get('middle-corridor') as ExposedCorridor
    expect(waiting.rank).toEqual(middle.rank)
    expect(waiting.expected_rank.time).toBeGreaterThan(waiting.rank.time as number)
  })

  it('send Suez traffic to wait, and not round the Cape, for a canal closed for days', () => {
    const exposure = hazardExposure(router, { from: 'Shanghai', to: 'Rotterdam', modes: ['sea'], objective: 'fastest' })
    if (exposure.status === 'no-route') throw new Error(exposure.reason)
    const grounding = exposure.hazards.find(({ hazard_id }) => hazard_id === 'suez-grounding')
    expect(grounding).toMatchObject({ response: 'wait', closure_days: 6 })
    // Ten days and more round the Cape.
    expect(grounding?.detour?.time_h).toBeGreaterThan(200)
    expect(exposure.hazards.map(({ hazard_id }) => hazard_id)).toContain('shanghai-typhoon')
  })

  it('leave nothing of the Suez corridor without the canal, and most of it by any other way', async () => {
    const query = { from: 'Chongqing', to: 'Duisburg', corridor: 'sea-suez', of: 'nodes' } as const
    const answer = await resilience(router, query)
    if (answer.status === 'no-route') throw new Error(answer.reason)
    expect(answer.within.least).toBe(0)
    const canal = answer.elements.find(({ id }) => id === 'wp-suez-south')
    expect(canal?.survival).toMatchObject({ share: 0, cut_off: true })
    expect(canal?.survival_any.share).toBeGreaterThan(0.5)
  }, 60_000)
})

describe('emissions and screening on the shipped network', () => {
  it('give the current of the northern railway to energy, and most of its emissions', () => {
    const route = itineraryOf(router.route({ from: 'Chongqing', to: 'Duisburg', modes: ['rail'] }))
    const report = emissionReport(route)
    const { pillars, totals } = emissionsByPillar(report)
    expect(totals.co2e_wtw_kg).toBe(route.totals.co2e_kg)
    const energy = pillars.find(({ pillar }) => pillar === 'energy')
    expect(energy?.co2e_wtw_kg).toBeGreaterThan((totals.co2e_wtw_kg as number) / 2)
    expect(energy?.co2e_ttw_kg).toBe(0)
    expect(pillars.map(({ pillar }) => pillar)).toContain('standards')
  })

  it('flag the hazards on the way of a railway that may be built', () => {
    const { areas } = areasFromRecords([
      ['area_id', 'kind', 'x_coord', 'y_coord', 'radius_km'],
      ['made-up', 'protected', '74.5', '39.9', '40'],
    ])
    const line = { from: 'Kashgar', to: 'Osh', by: [[73.95, 39.7]] as const, areas }
    const screening = screenLink(router, line)
    expect(screening.hazards.map(({ hazard_id }) => hazard_id)).toEqual(['irkeshtam-snow'])
    expect(screening.areas).toMatchObject([{ area_id: 'made-up', touch: 'inside' }])
    expect(screenLink(router, { ...line, mode: 'rail' }).hazards).toEqual([])
  })
})
