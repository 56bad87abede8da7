import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corridorRoute } from '../../src/corridor/corridor-route.js'
import type { Pair } from '../../src/corridor/explain/differences.js'
import { type ExplainQuery, type Explanation, explain } from '../../src/corridor/explain/explain.js'
import { UsageError } from '../../src/issue/errors.js'
import type { Itinerary, Totals } from '../../src/routing/itinerary.js'
import { createRouter } from '../../src/routing/router.js'
import { networkOf, question } from '../support/random-network.js'
import { itineraryOf, ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'
import { valueIn, withX, worstRounding } from './over-at.js'

/** As in the tests of breakEven: rail 100 h and USD 2,260; road 42 h and 4,120; sea 184 h and 2,080; USD 10 an hour. */
const ROUTER = createRouter(
  textNetwork(`
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
  rn, north, dorf, 1000

  sea.csv
  link_id, from_node_id, to_node_id, length_km, passage, status
  as, aton, suez, 2000, ,     open
  sd, suez, dorf, 2000, suez, open
  ap, aton, pole, 1500, ,     planned
  pd, pole, dorf, 1500, northern-sea-route, planned

  corridor.csv
  corridor_id, name, via, modes, avoid_statuses
  rail, Rail, north, rail, closed|planned
  road, Road, mid,   road, closed|planned
  sea,  Suez, suez,  sea,  closed|planned
  pole, Pole, pole,  sea,  closed|planned
  open, Open, pole,  sea,  closed

  ${ROUND_RULES}`),
)
const ASKED = { from: 'aton', to: 'dorf', shipment: ONE_TEU } as const

function why(instead: ExplainQuery['instead'], query: Partial<ExplainQuery> = {}): Explanation {
  const result = explain(ROUTER, { ...ASKED, ...query, instead })
  if (result.status === 'no-route') throw new Error(result.reason)
  return result
}

const number = (value: number): string => String(Number(value.toFixed(4)))

describe('explain', () => {
  const result = why('sea')

  it('names the best route, its corridor and the one asked about', () => {
    expect(result).toMatchObject({
      from_name: 'Aton',
      to_name: 'Dorf',
      objective: 'generalised',
      criterion_unit: 'USD',
      chosen_corridor: { id: 'rail', name: 'Rail' },
      asked: { id: 'sea', name: 'Suez', status: 'ok' },
      verdict: 'worse',
    })
    expect(result.gap).toBeCloseTo(660, 9)
  })

  it('sets them side by side, component by component', () => {
    const shown = (pairs: object) =>
      Object.fromEntries(
        Object.entries(pairs as Record<string, Pair>).map(([part, { chosen, asked, difference }]) => [
          part,
          [chosen, asked, difference].map((value) => value && Number(value.toFixed(6))),
        ]),
      )
    const { time_h, cost_usd, co2e_kg, length_km, generalised_usd } = result.differences ?? {}
    expect(shown(time_h ?? {})).toEqual({
      total: [100, 184, 84],
      moving: [40, 160, 120],
      border: [48, 0, -48],
      transfer: [12, 24, 12],
      waiting: [0, 0, 0],
    })
    expect(shown(cost_usd ?? {})).toEqual({
      total: [2260, 2080, -180],
      rail: [2000, 0, -2000],
      sea: [0, 2000, 2000],
      border: [200, 0, -200],
      transfer: [60, 80, 20],
    })
    expect(shown(co2e_kg ?? {})).toEqual({
      total: [206, 208, 2],
      rail: [200, 0, -200],
      sea: [0, 200, 200],
      border: [0, 0, 0],
      transfer: [6, 8, 2],
    })
    expect(shown({ length_km })).toEqual({ length_km: [2000, 4000, 2000] })
    expect(shown(generalised_usd ?? {})).toEqual({
      total: [3260, 3920, 660],
      freight: [2260, 2080, -180],
      time: [1000, 1840, 840],
      carbon: [0, 0, 0],
    })
  })

  it('solves for every single change that flips the choice, the smallest first, and verifies it', () => {
    const flips = result.flips.map(({ parameter, side, at, relative, verified }) =>
      [parameter, side, number(at), `${number(100 * (relative ?? Number.NaN))} %`, verified].join(' '),
    )
    // Two changes of 33 % may come in either order.
    expect(flips.slice(0, 2).sort()).toEqual(['tariff:rail above 1.33 33 % true', 'tariff:sea below 0.67 -33 % true'])
    expect(flips.slice(2)).toEqual(
      [
        'speed:rail below 0.3774 -62.2642 % true',
        'speed:sea above 1.7021 70.2128 % true',
        'cargo-value below 5142.8571 -78.5714 % true',
        'value-of-time below 51.4286 -78.5714 % true',
        'border:CN-RU:rail:aton above 90 275 % true',
        'border:RU-DE:rail:north above 90 275 % true',
        'transfer:aton:door-rail above 72 1100 % true',
        'transfer:dorf:rail-door above 72 1100 % true',
      ].sort((a, b) => order(flips, a) - order(flips, b)),
    )
    expect(result.cannot.map(({ parameter, range }) => [parameter, ...range].join(' '))).toEqual([
      'carbon-price 0 1000',
      'transfer:aton:door-sea 0 240',
      'transfer:dorf:sea-door 0 240',
    ])
  })

  /** Equal changes come in any order. */
  function order(all: readonly string[], one: string): number {
    return all.indexOf(one)
  }

  it('tells only of what has a part in the objective', () => {
    const parameters = (objective: string) => {
      const { flips, cannot } = why('sea', { objective })
      return [...flips, ...cannot].map(({ parameter }) => parameter.replace(/:.*/, ''))
    }
    expect(new Set(parameters('fastest'))).toEqual(new Set(['speed', 'border', 'transfer']))
    expect(
      new Set(
        [...why('road', { objective: 'cheapest' }).flips, ...why('road', { objective: 'cheapest' }).cannot].map(
          ({ parameter }) => parameter,
        ),
      ),
    ).toEqual(new Set(['tariff:sea', 'tariff:road']))
    expect(parameters('greenest')).toEqual([])
  })

  it('leaves out of a speed what no speed changes', () => {
    const router = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      rail.csv
      link_id, from_node_id, to_node_id, length_km, gauge_mm
      r, a, b, 150, 1435

      air.csv
      link_id, from_node_id, to_node_id, length_km
      f, a, b, 112

      speed-air.csv
      mode, speed_kmh, fixed_h
      air, 112, 14

      transfer-air.csv
      from_mode, to_mode, time_h
      door, air, 1
      air, door, 1

      corridor.csv
      corridor_id, modes
      air, air

      ${ROUND_RULES}`),
    )
    const result = explain(router, { from: 'a', to: 'b', objective: 'fastest', instead: 'air' })
    if (result.status === 'no-route') throw new Error(result.reason)
    // By rail 12 h at the ends and 3 h between; by air 2, 14 and 1 h, of which only the last is speed.
    const at = (parameter: string) => result.flips.find((flip) => flip.parameter === parameter)?.at
    expect(at('speed:rail')).toBeCloseTo(3 / 5, 9)
    expect(at('speed:air')).toBeUndefined()
    expect(result.cannot.map(({ parameter }) => parameter)).toContain('speed:air')
  })

  it('cuts at the places that both pass: what they share once, what they do not side by side', () => {
    const stretches = (instead: ExplainQuery['instead']) =>
      why(instead).stretches.map(({ kind, from, to, chosen, asked, time_h }) => {
        const side = ({ legs }: typeof chosen) =>
          legs.map((leg) => `${leg.operation ?? (leg.kind === 'border' ? 'border' : leg.mode)} ${leg.to}`).join(' > ')
        return `${kind} ${from} ${to}: ${side(chosen)} | ${side(asked)} | ${number(time_h.difference ?? Number.NaN)}`
      })
    expect(stretches('sea')).toEqual([
      'different aton dorf: load aton > rail north > border north > rail dorf > border dorf > unload dorf | load aton > sea dorf > unload dorf | 84',
    ])
    expect(stretches({ via: ['north'], avoidLinks: ['nd'] })).toEqual([
      'shared aton north: load aton > rail north > border north | load aton > rail north > border north | 0',
      'different north dorf: rail dorf > border dorf > unload dorf | mode north > road dorf > border dorf > unload dorf | -23',
    ])
  })

  it('takes a corridor, an id, or constraints', () => {
    const sea = { id: 'x', name: 'X', via: ['suez'], constraints: {} }
    expect(why(sea).asked).toMatchObject({ id: 'x', name: 'X', status: 'ok' })
    expect(why(sea).flips).toEqual(result.flips)
    const avoiding = why({ avoidModes: ['rail'] })
    expect(avoiding.asked).toMatchObject({ id: 'instead', name: 'the route avoiding modes rail' })
    expect(why({ via: [['suez', 'mid'], 'dorf'] }).asked.name).toBe('the route via suez|mid, dorf')
    expect(avoiding.asked.status === 'ok' && avoiding.asked.itinerary.passages).toEqual(['suez'])
  })

  it('says so where it is the best route', () => {
    expect(why('rail')).toMatchObject({ verdict: 'same', gap: 0, flips: [], cannot: [] })
    expect(why({ via: ['north'] }).stretches.map(({ kind }) => kind)).toEqual(['shared'])
  })

  it('says why where there is none', () => {
    const closed = why('pole')
    expect(closed).toMatchObject({
      verdict: 'no-route',
      gap: undefined,
      differences: undefined,
      stretches: [],
      flips: [],
      asked: {
        status: 'no-route',
        reason: 'No route from Aton to Dorf: dropping avoidStatuses planned would open one.',
        drop: [{ option: 'avoidStatuses', value: 'planned' }],
      },
    })
  })

  it('says so where it is better by what the question may not use', () => {
    const better = why('open', { objective: 'cheapest' })
    expect(better.verdict).toBe('better')
    expect(better.gap).toBeCloseTo(-500, 9)
  })

  it('gives the reason where nothing joins the places', () => {
    const none = explain(ROUTER, { ...ASKED, instead: 'sea', avoidModes: ['rail', 'road', 'sea'] })
    expect(none).toMatchObject({ status: 'no-route', from_name: 'Aton' })
  })

  it('is plain data', () => {
    expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
  })

  it.each<[string, unknown, RegExp]>([
    ['an unknown corridor', 'suez', /Unknown corridor "suez"; expected one of rail, road, sea, pole, open/],
    ['an unknown option', { avoidModus: ['rail'] }, /Unknown option "avoidModus" in instead.*"avoidModes"/],
    ['nothing', undefined, /Option instead is undefined; expected a corridor/],
    ['a list', ['sea'], /Option instead is \["sea"\]/],
  ])('refuses %s', (_, instead, message) => {
    expect(() => why(instead as string)).toThrow(UsageError)
    expect(() => why(instead as string)).toThrow(message)
  })
})

describe('on random networks', () => {
  const instead = fc.oneof(
    fc.subarray(['rail', 'road', 'sea'], { minLength: 1, maxLength: 2 }).map((avoidModes) => ({ avoidModes })),
    fc.nat({ max: 2 }).map((i) => ({ via: [`n${i}`] })),
    fc.constantFrom('l00', 'l01').map((link) => ({ avoidLinks: [link] })),
  )

  function expectSum(parts: readonly (number | undefined)[], total: number | undefined): void {
    const sum = parts.reduce<number | undefined>(
      (all, part) => (all === undefined || part === undefined ? undefined : all + part),
      0,
    )
    if (total === undefined) expect(sum).toBeUndefined()
    else expect(sum).toBeCloseTo(total, 6)
  }

  it('parts add up, flips flip and nothing nearer does, and what cannot flip does not', () => {
    const seen = { worse: 0, flips: 0, cannot: 0, shared: 0, different: 0 }
    fc.assert(
      fc.property(
        question(5),
        instead,
        fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 2, maxLength: 2 }),
        ({ spec, query }, instead, shares) => {
          const router = createRouter(networkOf(spec), { accelerate: 'never' })
          const result = explain(router, { ...query, instead })
          if (result.status === 'no-route' || result.asked.status === 'no-route') return
          const { chosen, asked, objective, stretches, differences } = result
          if (differences === undefined) throw new Error('expected differences')
          const sides = [
            [chosen, 'chosen'],
            [asked.itinerary, 'asked'],
          ] as const
          for (const [route, side] of sides) {
            for (const amount of ['time_h', 'cost_usd', 'co2e_kg', 'length_km'] as (keyof Totals)[]) {
              expectSum(
                stretches.map((stretch) => stretch[side].totals[amount]),
                route.totals[amount],
              )
              expectSum(
                stretches.map((stretch) => stretch[amount][side]),
                route.totals[amount],
              )
            }
            for (const amount of ['time_h', 'cost_usd', 'co2e_kg'] as const) {
              const { total, ...parts } = differences[amount] as Record<string, Pair>
              expectSum(
                Object.values(parts).map((pair) => pair[side]),
                total?.[side],
              )
            }
            const { total, ...parts } = differences.generalised_usd as Record<string, Pair>
            if (total?.[side] !== undefined)
              expectSum(
                Object.values(parts).map((pair) => pair[side]),
                total[side],
              )
          }
          stretches.forEach(({ kind, from, to }, i) => {
            seen[kind]++
            expect(from).toBe(i === 0 ? chosen.from : stretches[i - 1]?.to)
            if (i === stretches.length - 1) expect(to).toBe(chosen.to)
          })
          if (result.verdict !== 'worse') return
          seen.worse++

          const { avoidModes, avoidLinks, via } = instead as Record<string, string[] | undefined>
          const constraints = { ...(avoidModes && { avoidModes }), ...(avoidLinks && { avoidLinks }) }
          const way = { id: 'way', name: 'Way', via: via ?? [], constraints }
          /** How much worse it is at x, and what rounding may do to that. */
          const gapAt = (parameter: string, x: number): readonly [number, number] => {
            const at = withX({ ...query, objective }, parameter, x)
            const routes = [router.route(at), corridorRoute(router, way, at)].map(itineraryOf) as [Itinerary, Itinerary]
            return [valueIn(routes[1], objective) - valueIn(routes[0], objective), worstRounding(routes)]
          }
          for (const { parameter, at, current, side, verified } of result.flips) {
            seen.flips++
            expect(verified, parameter).toBe(true)
            expect(side).toBe(at < current ? 'below' : 'above')
            const [gap, slack] = gapAt(parameter, at)
            expect(Math.abs(gap)).toBeLessThanOrEqual(2 * slack)
            for (const share of shares) {
              expect(gapAt(parameter, current + (at - current) * share)[0], parameter).toBeGreaterThan(0)
            }
          }
          for (const { parameter, range } of result.cannot) {
            seen.cannot++
            for (const share of shares) {
              expect(gapAt(parameter, range[0] + (range[1] - range[0]) * share)[0], parameter).toBeGreaterThan(0)
            }
          }
        },
      ),
      { numRuns: 150 },
    )
    for (const count of Object.values(seen)) expect(count, JSON.stringify(seen)).toBeGreaterThan(10)
  })
})
