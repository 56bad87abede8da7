import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkFromRecords } from '../../src/network/from-records.js'
import { printable, routeText } from '../../src/report/route-text.js'
import type { Totals } from '../../src/routing/itinerary.js'
import { createRouter } from '../../src/routing/router.js'
import { networkOf, question, withColumn } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { ONE_TEU, ROUND_RULES, recordsFromText, textNetwork } from '../support/text-network.js'

const ROUTER = createRouter(
  textNetwork(`
  node.csv
  node_id,  name,     x_coord, y_coord, country
  xian,     Xi'an,    108, 34, CN
  midway,   Midway,    90, 40, CN
  khorgos,  Khorgos,   80, 44, CN
  altynkol, Altynkol,  80, 44, KZ
  plant, Plant of Almaty, 77, 43, KZ

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm, status
  xm, xian,   midway,   1700.5, 1435, open
  mk, midway, khorgos,  1700.5, 1435, open
  kk, khorgos, altynkol,   5.4, 1520, sanctions

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ap, altynkol, plant, 330.3

  ${ROUND_RULES}`),
)
const RESULT = ROUTER.route({ from: 'xian', to: 'plant', shipment: ONE_TEU })

describe('routeText', () => {
  it('is a headline and a line for each leg, whose figures add up to the last line', () => {
    expect(routeText(RESULT, 120).split('\n')).toEqual([
      "Xi'an to Plant of Almaty, generalised: 4.7 days, USD 4,257, 0.51 t CO2e, 3,737 km, generalised cost USD 5,391",
      '',
      'leg              where                       hours    USD  kg CO2e     km',
      "load rail        Xi'an                         6.0     30        3      0",
      "rail 1435        Xi'an - Khorgos (2 links)    68.0  3,401      340  3,401",
      'gauge 1435-1520  Khorgos                       5.0     25        1      0',
      'rail 1520        Khorgos - Altynkol            0.1      5        1      5',
      'border CN-KZ     Khorgos - Altynkol           24.0    100        0      0',
      'rail to road     Altynkol                      6.0     25        3      0',
      'road             Altynkol - Plant of Almaty    3.3    661      165    331',
      'unload road      Plant of Almaty               1.0     10        1      0',
      '---------------  --------------------------  -----  -----  -------  -----',
      'total                                        113.4  4,257      514  3,737',
      '',
      'On the way: links with status sanctions.',
    ])
  })

  it('is in blocks on a narrow screen', () => {
    const text = routeText(RESULT, 40)
    expect(text).toContain(
      "\nrail 1435\n  where: Xi'an - Khorgos (2 links)\n  hours: 68.0\n  USD: 3,401\n  kg CO2e: 340\n",
    )
    expect(text).toContain('\ntotal\n  hours: 113.4\n  USD: 4,257\n  kg CO2e: 514\n  km: 3,737\n')
    expect(text).not.toContain('---')
  })

  it('is one sentence where there is no route', () => {
    const none = ROUTER.route({ from: 'xian', to: 'plant', modes: ['rail'] })
    expect(routeText(none, 120)).toBe("No route from Xi'an to Plant of Almaty: dropping modes rail would open one.")
  })

  it('says unknown where a rate is missing, also in the total', () => {
    const router = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0
      c, 2, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km
      ab, a, b, 120

      waterway.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      bc, b, c, 120, 10

      transfer-water.csv
      from_mode, to_mode, time_h
      road, waterway, 2

      ${ROUND_RULES}`),
    )
    const query = { from: 'a', to: 'c', objective: 'fastest', shipment: ONE_TEU, handling: 'origin' } as const
    expect(routeText(router.route(query), 120).split('\n')).toEqual([
      'a to c, fastest: 0.6 days, USD unknown, CO2e unknown, 240 km',
      '',
      'leg               where  hours      USD  kg CO2e   km',
      'load road         a        1.0       10        1    0',
      'road              a - b    1.2      240       60  120',
      'road to waterway  b        2.0        0        0    0',
      'waterway          b - c   10.0  unknown  unknown  120',
      '----------------  -----  -----  -------  -------  ---',
      'total                     14.2  unknown  unknown  240',
    ])
  })

  it('shows a route to where one is already as a total of nothing', () => {
    expect(
      routeText(ROUTER.route({ from: 'xian', to: 'xian' }), 120)
        .split('\n')
        .at(-1),
    ).toMatch(/^total +0\.0 +0 +0 +0$/)
  })

  it('lets no name move the cursor, colour the screen or forge a line', () => {
    const names: Record<string, string> = {
      a: '\u001b[31mRed\u001b[0m',
      b: 'two\nlines\r\ttab',
      c: '\u009b2J\u0007\u202Eback\u200B\u2028end',
    }
    const files = recordsFromText(`
      node.csv
      node_id, name, x_coord, y_coord
      a, , 0, 0
      b, , 1, 0
      c, , 2, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km
      ab, a, b, 112

      rail.csv
      link_id, from_node_id, to_node_id, length_km, gauge_mm
      bc, b, c, 112, 1435

      ${ROUND_RULES}`)
    files['node.csv'] = (files['node.csv'] ?? []).map((row) => [
      row[0] ?? '',
      names[row[0] ?? ''] ?? 'name',
      ...row.slice(2),
    ])
    const router = createRouter(networkFromRecords(files, { strict: true }).network)
    for (const width of [120, 40]) {
      const text = routeText(router.route({ from: 'a', to: 'c' }), width)
      expect(text).toContain('\uFFFD[31mRed')
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
    }
    const legs = 5
    expect(routeText(router.route({ from: 'a', to: 'c' }), 200).split('\n')).toHaveLength(2 + 1 + legs + 2)
    expect(routeText(router.route({ from: 'a', to: 'c', modes: ['rail'] }), 80).split('\n')).toHaveLength(1)
  })
})

describe('printable', () => {
  it.each([
    ['Łódź, 重庆, Ba\u0301ku', 'Łódź, 重庆, Ba\u0301ku'],
    ['\u001b[2J', '\uFFFD[2J'],
    ['a\u0000b\u007fc\u0085d', 'a\uFFFDb\uFFFDc\uFFFDd'],
    ['\u202Eevil\u2066', '\uFFFDevil\uFFFD'],
  ])('%j -> %j', (text, shown) => expect(printable(text)).toBe(shown))
})

/** The four columns of figures of a line, as printed. */
function figuresOf(line: string): (number | undefined)[] {
  const cells = line.split(/ {2,}/).slice(-4)
  return cells.map((cell) => (cell === 'unknown' ? undefined : Number(cell.replaceAll(',', ''))))
}

describe('on random networks', () => {
  it('the printed figures add up exactly to the printed totals, which are the totals rounded', () => {
    const tally = new RouteTally()
    const columns = [
      ['time_h', 10],
      ['cost_usd', 1],
      ['co2e_kg', 1],
      ['length_km', 1],
    ] as const satisfies readonly (readonly [keyof Totals, number])[]
    fc.assert(
      // Lengths that are no whole numbers, so that every figure is rounded.
      fc.property(question(), fc.double({ min: 0.1, max: 30, noNaN: true }), ({ spec, query }, stretch) => {
        const router = createRouter(networkOf(withColumn(spec, 'link', 'length_km', (km) => km * stretch)))
        const result = router.route(query)
        if (!tally.note(result.status === 'ok') || result.status === 'no-route') return
        const [, , , ...rows] = routeText(result, 300).split('\n')
        const printed = rows.slice(0, result.legs.length).map(figuresOf)
        const totals = figuresOf(rows[result.legs.length + 1] ?? '')
        columns.forEach(([key, scale], c) => {
          const total = result.totals[key]
          if (total === undefined) {
            expect(totals[c]).toBeUndefined()
            return
          }
          const units = printed.map((row) => Math.round((row[c] ?? Number.NaN) * scale))
          expect(units.reduce((sum, n) => sum + n, 0)).toBe(Math.round((totals[c] ?? Number.NaN) * scale))
          expect(Math.abs((totals[c] ?? Number.NaN) - total)).toBeLessThanOrEqual(0.5 / scale + 1e-6)
          units.forEach((n, i) => {
            expect(Math.abs(n / scale - (result.legs[i]?.[key] ?? Number.NaN))).toBeLessThanOrEqual(1 / scale + 1e-6)
          })
        })
      }),
      { numRuns: 150 },
    )
    tally.expectAtLeastHalf()
  })
})

describe('routeText of energy', () => {
  const energy = createRouter(
    textNetwork(`
    node.csv
    node_id, name, x_coord, y_coord, country
    field, Field,  60, 38, TM
    gate,  Gate,   64, 39, TM
    plant, Plant,  69, 42, UZ
    dam,   Dam,    71, 40, UZ

    gas.csv
    link_id, from_node_id, to_node_id, length_km, capacity, name, status
    fg, field, gate, 300.4, , Feeder,
    g1, gate, plant, 500.4, 30.5, Trunk,
    g2, plant, dam, 400.4, 12, Trunk, sanctions

    power.csv
    link_id, from_node_id, to_node_id, length_km, capacity
    w, dam, plant, 400, 500

    speed.csv
    mode, speed_kmh
    gas, 25
    power, 1000000000

    rate.csv
    mode, usd_per_mwh_km
    gas, 0.003
    power, 0.01

    loss.csv
    mode, loss_pct_per_1000km, usd_per_mwh_lost, gco2e_per_kwh_lost
    gas, 2, 25, 200

    emission.csv
    mode, wtw_gco2e_per_tkm
    power, 0

    border.csv
    from_country, to_country, mode, time_h
    *, *, gas, 0

    transfer.csv
    from_mode, to_mode, time_h, cost_usd_per_tonne
    door, gas, 0,
    gas, door, 2,
    door, power, 0,
    power, door, 0,`),
  )

  const nameOf = (id: string): string => energy.network.graph.getNodeAttribute(id, 'name')

  it('is a line for each pipeline, with what is lost and how much fits in', () => {
    const route = energy.route({ from: 'field', to: 'dam', modes: ['gas'] })
    expect(routeText(route, 100, nameOf).split('\n')).toEqual([
      'Field to Dam, generalised: 2.1 days, USD 4,204, 4.80 t CO2e, 1,201 km, generalised cost USD 4,204',
      '',
      'line        where         hours    USD  kg CO2e     km',
      'Feeder      Field - Gate   12.0  1,051    1,202    300',
      'Trunk       Gate - Dam     36.0  3,153    3,603    901',
      'unload gas  Dam             2.0      0        0      0',
      '----------  ------------  -----  -----  -------  -----',
      'total                      50.0  4,204    4,805  1,201',
      '',
      'Lost on the way: 2.4 %, 24 MWh; what it takes to make it good is in the totals.',
      'Capacity: at most 12 bcm per year, the least of the 2 of 3 links of known capacity.',
      '',
      'On the way: links with status sanctions.',
    ])
  })

  it('counts no days for power, and says nothing of losses that no rule names', () => {
    const text = routeText(energy.route({ from: 'dam', to: 'plant', modes: ['power'] }), 100, nameOf)
    expect(text).toMatch(/^Dam to Plant, generalised: USD 4,000, 0\.00 t CO2e, 400 km, /)
    expect(text).not.toContain('Lost on the way')
    expect(text).toContain('Capacity: at most 500 MW, the least of its links.')
  })

  it('fits a narrow screen', () => {
    const text = routeText(energy.route({ from: 'field', to: 'dam', modes: ['gas'] }), 60, nameOf)
    for (const line of text.split('\n').slice(1)) expect(line.length, line).toBeLessThanOrEqual(60)
  })
})
