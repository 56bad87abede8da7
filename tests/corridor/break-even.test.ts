import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BreakEven, type BreakEvenQuery, breakEven } from '../../src/corridor/break-even/break-even.js'
import type { Over } from '../../src/corridor/break-even/over.js'
import { type Corridor, corridorsOf } from '../../src/corridor/corridor.js'
import { corridorRoute } from '../../src/corridor/corridor-route.js'
import { UsageError } from '../../src/issue/errors.js'
import type { Itinerary } from '../../src/routing/itinerary.js'
import { createRouter, type RouteQuery, type Router } from '../../src/routing/router.js'
import { networkOf, type Question, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'
import { valueIn, withX, worstRounding } from './over-at.js'

/**
 * From Aton in China to Dorf in Germany, for one TEU worth USD 24,000 (USD 10 an hour at 1 % a day):
 * rail 100 h and USD 2,260, of which 2,000 freight, through two borders; road 42 h and 4,120; sea 184 h and 2,080.
 */
const NETWORK = `
  node.csv
  node_id, name,    x_coord, y_coord, country
  aton,    Aton,    100, 30, CN
  north,   Northby,  60, 55, RU
  mid,     Midtown,  60, 40, KZ
  suez,    Canal,    32, 30,
  pole,    Pole,     90, 80,
  dorf,    Dorf,     10, 50, DE

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm
  an, aton,  north, 1000, 1435
  nd, north, dorf,  1000, 1435

  road.csv
  link_id, from_node_id, to_node_id, length_km
  am, aton, mid,   800
  md, mid,  dorf, 1200

  sea.csv
  link_id, from_node_id, to_node_id, length_km, passage, status
  as, aton, suez, 2000, ,     open
  sd, suez, dorf, 2000, suez, open
  ap, aton, pole, 1500, ,     planned
  pd, pole, dorf, 1500, northern-sea-route, planned

  corridor.csv
  corridor_id, name, via, modes
  rail, Rail, north, rail
  road, Road, mid,   road
  sea,  Suez, suez,  sea
  pole, Pole, pole,  sea

  ${ROUND_RULES}`
const ROUTER = createRouter(textNetwork(NETWORK))
const ASKED = { from: 'aton', to: 'dorf', shipment: ONE_TEU } as const

function asked(over: Over, query: Partial<BreakEvenQuery> = {}): BreakEven {
  return breakEven(ROUTER, { ...ASKED, ...query, over })
}

/** Intervals as text: from, to, corridor, and the criterion as a line. */
function shown({ intervals }: BreakEven): string[] {
  const number = (value: number): string => String(Number(value.toFixed(4)))
  return intervals.map(
    ({ from, to, corridor, fixed, slope }) =>
      `${number(from)} to ${number(to)}: ${corridor} = ${number(fixed)} + ${number(slope)} x`,
  )
}

describe('breakEven', () => {
  it('solves for the value of time', () => {
    const result = asked('value-of-time')
    expect(shown(result)).toEqual([
      '0 to 51.4286: sea = 2080 + 7.6667 x',
      '51.4286 to 769.6552: rail = 2260 + 4.1667 x',
      '769.6552 to 10000: road = 4120 + 1.75 x',
    ])
    expect(result.sentence).toBe('Below USD 51.4 per day: Suez; 51.4 to 770: Rail; above: Road.')
    expect(result.bands).toEqual(result.intervals.map(({ from, to, corridor, name }) => ({ from, to, corridor, name })))
    expect(result.now).toEqual({ corridor: 'rail', name: 'Rail', criterion: 3260 })
  })

  it('names what was asked, in what units, and what there is at each end', () => {
    const { intervals: _, bands: _bands, corridors: _corridors, ...rest } = asked('value-of-time', { max: 500 })
    expect(rest).toEqual({
      from: 'aton',
      to: 'dorf',
      from_name: 'Aton',
      to_name: 'Dorf',
      shipment: ONE_TEU,
      over: 'value-of-time',
      label: 'the value of time',
      unit: 'USD per day',
      objective: 'generalised',
      criterion_unit: 'USD',
      range: [0, 500],
      current: 240,
      now: { corridor: 'rail', name: 'Rail', criterion: 3260 },
      sentence: 'Below USD 51.4 per day: Suez; above: Rail.',
    })
  })

  it('gives each corridor on its own, the losers and the closed ones too', () => {
    const { corridors } = asked('value-of-time', { max: 700 })
    expect(corridors.map(({ id, status, wins, pieces }) => [id, status, wins, pieces.length])).toEqual([
      ['rail', 'ok', true, 1],
      ['road', 'ok', false, 1],
      ['sea', 'ok', true, 1],
      ['pole', 'no-route', false, 0],
    ])
    expect(corridors[1]?.pieces[0]).toMatchObject({ from: 0, to: 700, fixed: 4120, slope: 1.75 })
    expect(corridors[3]).toMatchObject({
      reason: 'No route from Aton to Dorf: dropping avoidStatuses planned would open one.',
      drop: [{ option: 'avoidStatuses', value: 'planned' }],
    })
  })

  it('solves for the carbon price, the value of the goods, a tariff and a border', () => {
    const price = { prices: { carbon_price_usd_per_t: 100 } }
    expect(shown(asked('carbon-price', { modes: ['rail', 'road', 'sea'] }))).toEqual([
      '0 to 1000: rail = 3260 + 0.206 x',
    ])
    expect(shown(asked('cargo-value'))).toEqual([
      '0 to 5142.8571: sea = 2080 + 0.0767 x',
      '5142.8571 to 76965.5172: rail = 2260 + 0.0417 x',
      '76965.5172 to 10000000: road = 4120 + 0.0175 x',
    ])
    expect(shown(asked('tariff:rail'))).toEqual(['0 to 1.33: rail = 1260 + 2000 x', '1.33 to 10: sea = 3920 + 0 x'])
    expect(shown(asked({ tariff: 'rail' }, price))).toEqual([
      '0 to 1.3301: rail = 1280.6 + 2000 x',
      '1.3301 to 10: sea = 3940.8 + 0 x',
    ])
    expect(shown(asked({ border: 'RU-DE' }))).toEqual(['0 to 90: rail = 3020 + 10 x', '90 to 240: sea = 3920 + 0 x'])
  })

  it('solves by time over a border and by cost over a tariff', () => {
    expect(asked('border:CN-KZ', { objective: 'fastest' }).sentence).toBe('Below 68 h: Road; above: Rail.')
    expect(asked('tariff:rail', { objective: 'cheapest' }).sentence).toBe(
      'Below 0.91 times the rail tariff: Rail; above: Suez.',
    )
  })

  it('counts every crossing of the border', () => {
    const router = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord, country
      a, 0, 0, CN
      b, 1, 0, KZ
      c, 2, 0, CN
      d, 3, 0, KZ

      rail.csv
      link_id, from_node_id, to_node_id, length_km, gauge_mm
      ab, a, b, 112, 1435
      bc, b, c, 112, 1435
      cd, c, d, 112, 1435

      sea.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      ad, a, d, 334, 100

      corridor.csv
      corridor_id, modes
      rail, rail
      ship, sea

      ${ROUND_RULES}`),
    )
    const { intervals } = breakEven(router, {
      from: 'a',
      to: 'd',
      objective: 'fastest',
      over: 'border:KZ-CN',
      corridors: corridorsOf(router.network),
    })
    // 18.72 h of rail and its handling against 124 of the ship, which crosses the border once.
    expect(intervals.map(({ corridor, fixed, slope }) => [corridor, Number(fixed.toFixed(6)), slope])).toEqual([
      ['rail', 18.72, 3],
      ['ship', 124, 1],
    ])
    expect(intervals[0]?.to).toBeCloseTo((124 - 18.72) / 2, 9)
  })

  it('has the hours at a border as they stand, where they are one number', () => {
    expect(asked('border:CN-RU').current).toBe(24)
    expect(asked('border:cn-ru').over).toBe('border:CN-RU')
    expect(asked('border:CN-RU', { between: ['road', 'sea'] }).current).toBeUndefined()
  })

  it('lets the hours run by one mode, and at one place, as explain names them', () => {
    const whole = asked('border:CN-RU')
    const byRail = asked('border:cn-ru:rail')
    expect(byRail).toMatchObject({
      over: 'border:CN-RU:rail',
      current: 24,
      label: 'the hours at the rail border CN-RU',
    })
    const there = asked('border:CN-RU:rail:Northby')
    expect(there).toMatchObject({
      over: 'border:CN-RU:rail:north',
      current: 24,
      label: 'the hours at the rail border CN-RU (Northby)',
    })
    // There is one crossing only.
    for (const { intervals } of [byRail, there]) expect(intervals).toEqual(whole.intervals)
  })

  it('leaves the other crossings of a border as they are', () => {
    const two = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord, country
      a, 0, 0, CN
      north, 0.5, 0.5, KZ
      south, 0.5, -0.5, KZ
      d, 1, 0, KZ

      rail.csv
      link_id, from_node_id, to_node_id, length_km, gauge_mm
      an, a, north, 100, 1435
      nd, north, d, 100, 1435
      as, a, south, 150, 1435
      sd, south, d, 150, 1435

      corridor.csv
      corridor_id, via, modes
      n, north, rail
      s, south, rail

      ${ROUND_RULES}`),
    )
    const ask = (over: Over) => breakEven(two, { from: 'a', to: 'd', objective: 'fastest', over })
    expect(ask('border:CN-KZ').bands.map(({ corridor }) => corridor)).toEqual(['n'])
    // 100 km at 50 km/h more by the south, with its 24 h.
    const { bands } = ask('border:CN-KZ:rail:north')
    expect(bands.map(({ corridor }) => corridor)).toEqual(['n', 's'])
    expect(bands[0]?.to).toBeCloseTo(26, 9)
  })

  it('gives totals at the middle of each interval', () => {
    const [rail, sea] = asked('border:RU-DE').intervals
    expect(rail?.totals.time_h).toBeCloseTo(76 + 45, 9)
    expect(sea?.totals.time_h).toBeCloseTo(184, 9)
    const [cheap] = asked('tariff:rail').intervals
    expect(cheap?.totals.cost_usd).toBeCloseTo(260 + 2000 * (1.33 / 2), 6)
  })

  it('chooses between two corridors only', () => {
    const { sentence, corridors } = asked('value-of-time', { between: ['sea', 'road'] })
    expect(sentence).toBe('Below USD 345 per day: Suez; above: Road.')
    expect(corridors.map(({ id }) => id)).toEqual(['road', 'sea'])
  })

  it('names the first of equal corridors', () => {
    const [rail, , sea] = corridorsOf(ROUTER.network) as [Corridor, Corridor, Corridor]
    const twins = [sea, { ...rail, id: 'twin', name: 'Twin' }, rail]
    const { bands, corridors } = asked('value-of-time', { corridors: twins })
    expect(bands.map(({ corridor }) => corridor)).toEqual(['sea', 'twin'])
    expect(corridors.map(({ wins }) => wins)).toEqual([true, true, false])
  })

  it('has one interval where there is one corridor, or one x', () => {
    const [rail] = corridorsOf(ROUTER.network) as [Corridor]
    const one = asked('value-of-time', { corridors: [rail] })
    expect(shown(one)).toEqual(['0 to 10000: rail = 2260 + 4.1667 x'])
    expect(one.sentence).toBe('From USD 0 to 10,000 per day: Rail.')
    expect(shown(asked('value-of-time', { min: 100, max: 100 }))).toEqual(['100 to 100: rail = 2260 + 4.1667 x'])
    expect(shown(asked('value-of-time', { max: 0 }))).toEqual(['0 to 0: sea = 2080 + 7.6667 x'])
  })

  it('keeps parallel lines apart: the lower one holds all the way', () => {
    // By cost, no corridor but rail pays the tariff of rail.
    const { bands } = asked('tariff:rail', { objective: 'cheapest', between: ['road', 'sea'] })
    expect(bands).toEqual([{ from: 0, to: 10, corridor: 'sea', name: 'Suez' }])
  })

  it('says so where no corridor has a route', () => {
    const result = asked('value-of-time', { avoidModes: ['rail', 'road', 'sea'] })
    expect(result).toMatchObject({
      intervals: [],
      bands: [],
      now: undefined,
      sentence: 'No corridor has a route.',
      from_name: 'Aton',
    })
    expect(result.corridors.every(({ status, pieces }) => status === 'no-route' && pieces.length === 0)).toBe(true)
  })

  it('leaves routes of unknown carbon out of a carbon price, at 0 too', () => {
    const router = createRouter(textNetwork(NETWORK.replace('sea,  5,  4', '')))
    const ids = (over: Over) =>
      breakEven(router, { ...ASKED, over })
        .corridors.filter(({ status }) => status === 'ok')
        .map(({ id }) => id)
    expect(ids('carbon-price')).toEqual(['rail', 'road'])
    expect(ids('value-of-time')).toEqual(['rail', 'road', 'sea'])
  })

  it('runs on top of a scenario', () => {
    const scenario = {
      id: 'dear',
      changes: [{ change: { mode: 'rail' }, tariff_factor: 1.2 }, { prices: { value_of_time_usd_per_day: 480 } }],
    }
    expect(shown(asked('tariff:rail', { scenario }))).toEqual([
      '0 to 2.1083: rail = 2260 + 2400 x'.replace('2.1083', String(Number(((4960 - 2260) / 2400).toFixed(4)))),
      `${Number(((4960 - 2260) / 2400).toFixed(4))} to 10: road = 4960 + 0 x`,
    ])
    expect(asked('value-of-time', { scenario }).current).toBe(480)
  })

  it('is plain data', () => {
    const result = asked('border:CN-RU')
    expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(JSON.stringify(result)))
    expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
  })
})

describe('what breakEven refuses', () => {
  const refused = (query: Partial<BreakEvenQuery>): string => {
    try {
      breakEven(ROUTER, { ...ASKED, over: 'value-of-time', ...query })
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError)
      return (error as UsageError).message
    }
    throw new Error('expected a UsageError')
  }
  const usd = { prices: { value_of_time_usd_per_day: 9 } }

  it.each<[string, Partial<BreakEvenQuery>, RegExp]>([
    ['an unknown parameter', { over: 'value-of-tme' as Over }, /Unknown parameter "value-of-tme".*"value-of-time"/],
    ['a border without one', { over: 'border' as Over }, /Unknown parameter "border".*"border:PL-BY"/],
    ['a price with one', { over: 'carbon-price:3' as Over }, /Unknown parameter "carbon-price:3"/],
    ['no parameter', { over: undefined as unknown as Over }, /Option over is undefined; expected value-of-time/],
    ['two at once', { over: { border: 'CN-RU', tariff: 'rail' } as Over }, /Option over is \{/],
    ['a border that is none', { over: 'border:CN-RV' }, /Unknown border "CN-RV".*Did you mean "CN-RU"/],
    [
      'a border by a mode that does not cross it',
      { over: 'border:CN-RU:road' },
      /No link by road .*; expected one of rail\./,
    ],
    [
      'a border at a place where it is not',
      { over: 'border:CN-RU:rail:mid' },
      /No link by rail crosses the border CN-RU at "mid"; expected one of aton, north\./,
    ],
    ['a border at an unknown place', { over: 'border:CN-RU:rail:nord' }, /Unknown place "nord"/],
    ['a mode without links', { over: 'tariff:air' }, /no link by air .* expected one of rail, road, sea/],
    ['an unknown mode', { over: { tariff: 'rial' } }, /Unknown mode "rial".*"rail"/],
    [
      'a price that time has no part in',
      { objective: 'fastest' },
      /no part in what is minimised \(fastest\).*generalised/,
    ],
    ['a border that cost has no part in', { over: 'border:CN-RU', objective: 'cheapest' }, /fastest or generalised/],
    ['a tariff that carbon has no part in', { over: 'tariff:rail', objective: 'greenest' }, /cheapest or generalised/],
    ['a value of goods that prices no time', { over: 'cargo-value', ...usd }, /a value of time in %/],
    [
      'an unknown corridor',
      { between: ['rail', 'suez'] },
      /Unknown corridor "suez"; expected one of rail, road, sea, pole/,
    ],
    ['a corridor with itself', { between: ['rail', 'rail'] }, /Option between is .* the ids of two corridors/],
    ['no corridor', { corridors: [] }, /no corridor .*corridor.csv/],
    ['an empty range', { min: 5, max: 4 }, /min is 5 and max is 4/],
    ['a range below 0', { min: -1 }, /Option min is -1/],
    ['an unknown option', { mim: 3 } as Partial<BreakEvenQuery>, /Unknown option "mim"/],
    ['an unknown place', { from: 'Atom' }, /Unknown place "Atom"/],
  ])('%s', (_, query, message) => {
    expect(refused(query)).toMatch(message)
  })
})

describe('on random networks', () => {
  const OVERS = ['value-of-time', 'carbon-price', 'cargo-value', 'tariff:rail', 'border:CN-KZ', 'border:KZ-RU'] as const
  const RANGES = { 'value-of-time': 3000, 'cargo-value': 1_000_000 } as const
  const corridor = fc.record({
    via: fc.array(
      fc.nat({ max: 2 }).map((i) => [`n${i}`]),
      { maxLength: 1 },
    ),
    avoidModes: fc.subarray(['rail', 'road', 'sea'], { minLength: 1, maxLength: 2 }),
  })
  const objectives = { border: ['generalised', 'fastest'], tariff: ['generalised', 'cheapest'] } as const

  /** A break-even of random corridors, and each of them asked directly at x. */
  function solved(
    { spec, query }: Question,
    ways: readonly { via: string[][]; avoidModes: readonly string[] }[],
    over: Over & string,
    pick: number,
  ): { readonly result: BreakEven; readonly at: (x: number) => (Itinerary | undefined)[] } | undefined {
    const router: Router = createRouter(networkOf(spec), { accelerate: 'never' })
    const corridors = ways.map(({ via, avoidModes }, i) => ({
      id: `c${i}`,
      name: `C${i}`,
      via,
      constraints: { avoidModes },
    }))
    const kind = over.replace(/:.*/, '') as keyof typeof objectives
    const objective = objectives[kind]?.[pick] ?? 'generalised'
    const base: RouteQuery = { ...query, objective }
    const max = RANGES[over as keyof typeof RANGES]
    try {
      const result = breakEven(router, { ...base, over, corridors, ...(max === undefined ? {} : { max }) })
      const at = (x: number) =>
        corridors.map((way) => {
          const route = corridorRoute(router, way, withX(base, over, x))
          return route.status === 'ok' ? route : undefined
        })
      return { result, at }
    } catch (error) {
      if (error instanceof UsageError && /Unknown border|no link by rail/.test(error.message)) return undefined
      throw error
    }
  }

  it('every interval holds what asking directly gives: at its ends, inside it, and at any x', () => {
    const tally = new RouteTally()
    let flips = 0
    let reroutes = 0
    fc.assert(
      fc.property(
        question(),
        fc.array(corridor, { minLength: 2, maxLength: 4 }),
        fc.constantFrom(...OVERS),
        fc.nat({ max: 1 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (asked, ways, over, pick, shares) => {
          const found = solved(asked, ways, over, pick)
          if (found === undefined) return
          const { result, at } = found
          const { intervals, range, objective, corridors } = result
          if (!tally.note(intervals.length > 0)) return
          if (result.bands.length > 1) flips++
          if (result.corridors.some(({ pieces }) => pieces.length > 1)) reroutes++
          expect([intervals[0]?.from, intervals[intervals.length - 1]?.to]).toEqual(range)
          intervals.slice(1).forEach((next, i) => {
            expect(next.from).toBe(intervals[i]?.to)
          })
          const xs = shares.map((share) => range[0] + share * (range[1] - range[0]))
          for (const { from, to } of intervals) xs.push(from, (from + to) / 2, to)
          for (const x of xs) {
            if (x === 0 && (over === 'carbon-price' || over === 'tariff:rail')) continue
            const routes = at(x)
            const values = routes.map((route) => route && valueIn(route, objective))
            const best = Math.min(...values.filter((value) => value !== undefined))
            const slack = worstRounding(routes)
            for (const { from, to, corridor, fixed, slope } of intervals) {
              if (x < from || x > to) continue
              expect(Math.abs(fixed + slope * x - best)).toBeLessThanOrEqual(slack)
              expect((values[Number(corridor.slice(1))] as number) - best).toBeLessThanOrEqual(slack)
            }
            corridors.forEach(({ pieces }, i) => {
              expect(pieces.length > 0).toBe(routes[i] !== undefined)
              for (const { from, to, fixed, slope } of pieces) {
                if (x < from || x > to) continue
                expect(Math.abs(fixed + slope * x - (values[i] as number))).toBeLessThanOrEqual(slack)
              }
            })
          }
        },
      ),
      { numRuns: 250 },
    )
    tally.expectAtLeastHalf()
    expect(flips).toBeGreaterThan(10)
    expect(reroutes).toBeGreaterThan(10)
  })
})
