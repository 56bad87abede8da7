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
  it('is a line for each corridor in a table of totals, one of hours and one of indicators, and then why some have no route', () => {
    expect(compareText(COMPARISON, 140).split('\n')).toEqual([
      'Aton to Dorf by corridor (best by fastest within each)',
      '',
      'corridor                  days      USD   t CO2e      km  rank h/USD/CO2e  dominated',
      'Rail by the north          9.2    8,261     0.81   8,001            3/1/1  no',
      'Lorry                      4.2   16,040     3.98   7,960            1/2/2  no',
      'Lorry there and back       8.4   32,060     7.96  15,920            2/3/3  yes',
      'Canal                     83.7  unknown  unknown   9,000            4/-/-  no',
      '海上                  no route',
      '',
      'Where the hours go, and how many borders, breaks of gauge and transfers:',
      '',
      'corridor              moving h  border h  transfer h  borders  breaks  transfers',
      'Rail by the north          160        48          12        2       0          0',
      'Lorry                       80        20           2        2       0          0',
      'Lorry there and back       159        40           2        4       0          0',
      'Canal                    2,000         5           4        1       0          0',
      '',
      'CPMM: hours and USD per border; USD per 500 km for 20 t; km/h without and with stops:',
      '',
      'corridor              TFI1 h  TFI2 USD  TFI3 USD  SWOD km/h  SWD km/h',
      'Rail by the north       24.0       100     1,032       50.0      36.4',
      'Lorry                   10.0        50     2,015      100.0      78.3',
      'Lorry there and back    10.0        50     2,014      100.0      79.1',
      'Canal                    5.0         0         -        4.5       4.5',
      '',
      '海上: No route from Aton to Dorf: dropping modes sea would open one.',
    ])
  })

  it('is in tables on 80 columns and on 100, names wrapped where they must be', () => {
    for (const width of [80, 100]) {
      const lines = compareText(COMPARISON, width).split('\n')
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width)
      expect(lines.filter((line) => line.startsWith('corridor '))).toHaveLength(3)
    }
    expect(compareText(COMPARISON, 80)).toContain('\nLorry there and')
  })

  it('is in blocks on a narrow screen', () => {
    const text = compareText(COMPARISON, 40)
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(40)
    expect(text).toContain('\nCanal\n  days: 83.7\n  USD: unknown\n  t CO2e: unknown\n  km: 9,000\n')
    expect(text).toContain('\n  rank h/USD/CO2e: 3/1/1\n  dominated: no\n')
    expect(text).toContain('\nCanal\n  TFI1 h: 5.0\n')
  })

  it('has hours of waiting where there are any', () => {
    const [first, ...others] = COMPARISON.corridors
    if (first?.status !== 'ok') throw new Error('expected an open corridor')
    const waits = { ...first, hours: { ...first.hours, waiting: 30 } }
    const text = compareText({ ...COMPARISON, corridors: [waits, ...others] }, 140)
    expect(text).toContain('transfer h  waiting h  borders')
    expect(text).toMatch(/\nRail by the north +160 +48 +12 +30 +2 /)
  })

  it('is the first table and the reasons where no corridor has a route', () => {
    const closed = COMPARISON.corridors.filter(({ status }) => status === 'no-route')
    expect(compareText({ ...COMPARISON, corridors: closed }, 100).split('\n')).toEqual([
      'Aton to Dorf by corridor (best by fastest within each)',
      '',
      'corridor      days  USD  t CO2e  km  rank h/USD/CO2e  dominated',
      '海上      no route',
      '',
      '海上: No route from Aton to Dorf: dropping modes sea would open one.',
    ])
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
        const lines = compareText(comparison, 300).split('\n')
        // The line below the heads of each table.
        const cells = (table: number): number[] => {
          const row = lines.filter((_, i) => lines[i - 1]?.startsWith('corridor '))[table]?.split(/ {2,}/) ?? []
          return row.slice(1).map((cell) => Number(cell.replaceAll(',', '')))
        }
        const [days, usd, tonnes, km] = cells(0)
        const [moving = Number.NaN, border = Number.NaN, transfer = Number.NaN, borders] = cells(1)
        const { totals, hours } = result
        expect(moving + border + transfer).toBe(Math.round(hours.moving + hours.border + hours.transfer))
        expect(borders).toBe(result.borders)
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
