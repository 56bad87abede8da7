import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { compareCorridors } from '../../src/corridor/compare.js'
import { compareText } from '../../src/report/compare-text.js'
import { createRouter } from '../../src/routing/router.js'
import { networkOf, question, withColumn } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'

const NETWORK = `
  node.csv
  node_id, name,     x_coord, y_coord, country
  aton,    Aton,     100, 30, CN
  north,   Northby,   60, 55, RU
  mid,     Midtown,   60, 40, KZ
  dorf,    Dorf,      10, 50, DE

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm
  an, aton,  north, 4000.4, 1435
  nd, north, dorf,  4000.4, 1435

  road.csv
  link_id, from_node_id, to_node_id, length_km
  am, aton, mid,  3980
  md, mid,  dorf, 3980

  waterway.csv
  link_id, from_node_id, to_node_id, length_km, time_h
  ad, aton, dorf, 9000, 2000

  transfer-water.csv
  from_mode, to_mode, time_h
  door, waterway, 2
  waterway, door, 2

  border-water.csv
  from_country, to_country, mode, time_h
  *, *, waterway, 5

  ${ROUND_RULES}`

const COMPARISON = compareCorridors(
  createRouter(
    textNetwork(`${NETWORK}

  corridor.csv
  corridor_id, name, modes, via
  rail, Rail by the north, rail
  road, Lorry, road
  slow, Lorry there and back, road, mid > aton > mid
  canal, Canal, waterway
  sea, 海上, sea`),
  ),
  { from: 'aton', to: 'dorf', shipment: ONE_TEU, objective: 'fastest' },
)

describe('compareText', () => {
  it('is a line for each corridor, and then why some have no route', () => {
    expect(compareText(COMPARISON, 140).split('\n')).toEqual([
      'Aton to Dorf by corridor (best by fastest within each)',
      '',
      'corridor                  days      USD   t CO2e      km  moving h  border h  transfer h  rank time/cost/CO2e  dominated',
      'Rail by the north          9.2    8,261     0.81   8,001       160        48          12                3/1/1  no',
      'Lorry                      4.2   16,040     3.98   7,960        80        20           2                1/2/2  no',
      'Lorry there and back       8.4   32,060     7.96  15,920       159        40           2                2/3/3  yes',
      'Canal                     83.7  unknown  unknown   9,000     2,000         5           4                4/-/-  no',
      '海上                  no route',
      '',
      '海上: No route from Aton to Dorf: dropping modes sea would open one.',
    ])
  })

  it('wraps names on a screen that is nearly wide enough, and is in blocks on a narrow one', () => {
    const table = compareText(COMPARISON, 115).split('\n')
    for (const line of table) expect(stringWidth(line)).toBeLessThanOrEqual(115)
    expect(table.slice(3, 5)).toEqual([
      'Rail by the           9.2    8,261     0.81   8,001       160        48          12                3/1/1  no',
      'north',
    ])
    expect(compareText(COMPARISON, 80)).toContain(
      '\nCanal\n  days: 83.7\n  USD: unknown\n  t CO2e: unknown\n  km: 9,000\n',
    )
    expect(compareText(COMPARISON, 80)).toContain('\n  rank time/cost/CO2e: 3/1/1\n  dominated: no\n')
  })

  it('lets no name colour the screen or forge a line', () => {
    const [first, ...others] = COMPARISON.corridors
    if (first === undefined) throw new Error('expected a corridor')
    const forged = {
      ...COMPARISON,
      from_name: 'A\u001b[2J',
      corridors: [{ ...first, name: 'x\ny\u009b1m' }, ...others],
    }
    for (const width of [140, 40]) {
      const text = compareText(forged, width)
      expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
      expect(text).toContain('A\uFFFD[2J to Dorf')
      expect(text).toContain('x\uFFFDy\uFFFD1m')
    }
  })
})

describe('on random networks', () => {
  it('the printed hours add up exactly to the printed hours in all, which are the days', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), fc.double({ min: 0.1, max: 30, noNaN: true }), ({ spec, query }, stretch) => {
        const network = networkOf(withColumn(spec, 'link', 'length_km', (km) => km * stretch))
        const free = { id: 'free', name: 'free', via: [], constraints: {} }
        const comparison = compareCorridors(createRouter(network), { ...query, corridors: [free] })
        const [result] = comparison.corridors
        if (!tally.note(result?.status === 'ok') || result?.status !== 'ok') return
        const cells = compareText(comparison, 300).split('\n')[3]?.split(/ {2,}/) ?? []
        const [days, usd, tonnes, km, moving, border, transfer] = cells
          .slice(1)
          .map((cell) => Number(cell.replaceAll(',', '')))
        const { totals, hours } = result
        expect((moving ?? 0) + (border ?? 0) + (transfer ?? 0)).toBe(
          Math.round(hours.moving + hours.border + hours.transfer),
        )
        expect(Math.abs((days ?? Number.NaN) - totals.time_h / 24)).toBeLessThanOrEqual(0.05 + 1e-9)
        expect(km).toBe(Math.round(totals.length_km))
        expect(usd).toEqual(totals.cost_usd === undefined ? Number.NaN : Math.round(totals.cost_usd))
        expect(tonnes).toEqual(totals.co2e_kg === undefined ? Number.NaN : Number((totals.co2e_kg / 1000).toFixed(2)))
      }),
      { numRuns: 120 },
    )
    tally.expectAtLeastHalf()
  })
})
