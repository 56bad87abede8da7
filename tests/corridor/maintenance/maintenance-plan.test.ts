import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MaintenancePlanQuery, maintenancePlan } from '../../../src/corridor/maintenance/maintenance-plan.js'
import type { Works } from '../../../src/corridor/maintenance/periods.js'
import { UsageError } from '../../../src/issue/errors.js'
import { PER_UNIT } from '../../../src/routing/objective.js'
import { createRouter } from '../../../src/routing/router.js'
import { networkOf, question } from '../../support/random-network.js'
import { ROUND_RULES, textNetwork } from '../../support/text-network.js'

/** Two lines from a to b, the second slower, and one from b to c. */
const ROUTER = createRouter(
  textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Aton, 0,   0, DE
  b, Bern, 0.4, 0, DE
  c, Calw, 0.8, 0, DE

  rail.csv
  link_id, name, from_node_id, to_node_id, length_km, gauge_mm
  ab,   Main line, a, b, 50,  1435
  slow, ,          a, b, 100, 1435
  bc,   ,          b, c, 50,  1435

  maintenance.csv
  maintenance_id, link_id, from_date, to_date
  own, ab, 2025-01-01, 2025-01-10

  ${ROUND_RULES}`),
)
const ASKED = { objective: 'fastest', handling: 'none' } as const
const works = (maintenance_id: string, link_id: string, from_date: string, to_date: string): Works => ({
  maintenance_id,
  link_id,
  from_date,
  to_date,
})

/** One line closed for ten days, the other for four of them, and the line behind for a day. */
const PLAN = [
  works('main', 'ab', '2025-05-01', '2025-05-10'),
  works('second', 'slow', '2025-05-07', '2025-05-10'),
  works('behind', 'bc', '2025-05-10', '2025-05-10'),
]
const PAIRS = [
  { from: 'Aton', to: 'Bern', weight: 3 },
  { from: 'Aton', to: 'Calw' },
  { from: 'Calw', to: 'Bern', weight: 0.5 },
]

describe('maintenancePlan', () => {
  it('scores each period, each pair and the whole plan by the shipments that wait', () => {
    const plan = maintenancePlan(ROUTER, { ...ASKED, plan: PLAN, pairs: PAIRS })
    // Round by the second line takes an hour more: four shipments a day for six days; then nothing leaves Aton.
    expect(plan.periods.map(({ from, to, days, maintenance, rerouted, cut_off_pairs, score }) => [from, to, days, maintenance.join('+'), rerouted, cut_off_pairs, score.extra.time_h, score.cut_off])).toEqual([
      ['2025-05-01', '2025-05-06', 6, 'main', 2, 0, 24, 0],
      ['2025-05-07', '2025-05-09', 3, 'main+second', 0, 2, 0, 12],
      ['2025-05-10', '2025-05-10', 1, 'main+second+behind', 0, 3, 0, 4.5],
    ]) // biome-ignore format: a row each
    expect(plan).toMatchObject({ days: 10, unit: 'h', objective: 'fastest' })
    expect(plan.total).toMatchObject({ delta: 24, delay_days: 1, cut_off: 16.5 })
    expect(plan.total.extra).toMatchObject({ time_h: 24, cost_usd: 24 * 50 * 2 })
    expect(plan.pairs.map(({ from, to, weight, score }) => [from, to, weight, score.extra.time_h, score.cut_off])).toEqual([
      ['a', 'b', 3, 18, 12],
      ['a', 'c', 1, 6, 4],
      ['c', 'b', 0.5, 0, 0.5],
    ]) // biome-ignore format: a row each
  })

  it('tells of each closure what it costs alone, and what leaving it out saves', () => {
    const { works: listed, apart } = maintenancePlan(ROUTER, { ...ASKED, plan: PLAN, pairs: PAIRS })
    expect(listed.map(({ rank, maintenance_id, name, days, alone, share }) => [rank, maintenance_id, name, days, alone.delta, alone.cut_off, share.delta, share.cut_off])).toEqual([
      // Alone it cuts off who goes to Calw or comes from there; with the others it is the pair from Calw that it adds.
      [1, 'behind', undefined, 1, 0, 1.5, 0, 0.5],
      [2, 'main', 'Main line', 10, 40, 0, 24, 15],
      // Nobody takes the second line while the main one is open.
      [3, 'second', undefined, 4, 0, 0, 0, 15],
    ]) // biome-ignore format: a row each
    expect(apart).toMatchObject({ delta: 40, cut_off: 1.5 })
    expect(maintenancePlan(ROUTER, { ...ASKED, plan: PLAN.slice(0, 1), pairs: PAIRS }).apart).toBeUndefined()
  })

  it('takes the maintenance of the network by default, which otherwise does not count', () => {
    const own = maintenancePlan(ROUTER, { ...ASKED, from: 'a', to: 'b' })
    expect(own).toMatchObject({ days: 10, total: { delta: 10 }, works: [{ maintenance_id: 'own' }] })
    const plan = [works('x', 'bc', '2025-01-01', '2025-01-02')]
    expect(maintenancePlan(ROUTER, { ...ASKED, plan, from: 'a', to: 'b', date: '2025-01-01' }).total.delta).toBe(0)
    const scenario = { id: 's', changes: [{ close: { link: 'slow' } }] }
    expect(maintenancePlan(ROUTER, { ...ASKED, from: 'a', to: 'b', scenario }).total).toMatchObject({ cut_off: 10 })
  })

  it('leaves out pairs without a route to begin with', () => {
    const asked = { ...ASKED, plan: PLAN, avoidLinks: ['bc'], pairs: PAIRS }
    const { pairs, total } = maintenancePlan(ROUTER, asked)
    expect(pairs.map(({ routed }) => routed)).toEqual([true, false, false])
    expect(total).toMatchObject({ delta: 18, cut_off: 12 })
  })

  it.each<[string, MaintenancePlanQuery, string]>([
    ['no pair', { plan: PLAN }, 'There is nothing to route; expected from and to, or pairs.'],
    ['both', { plan: PLAN, from: 'a', to: 'b', pairs: PAIRS }, 'Both one pair and pairs are given; expected from and to, or pairs.'], // biome-ignore format: one line
    ['no works', { plan: [], from: 'a', to: 'b' }, 'Option plan is []; expected a list of at least one closure.'],
    ['half a closure', { plan: [{ link_id: 'ab' }] as never, from: 'a', to: 'b' }, 'Option plan holds {"link_id":"ab"}; expected an object with maintenance_id, link_id, from_date, to_date as texts.'], // biome-ignore format: one line
    ['an unknown link', { plan: [works('x', 'slwo', '2025-01-01', '2025-01-01')], from: 'a', to: 'b' }, 'Maintenance "x": unknown link "slwo"; expected a link_id of the network. Did you mean "slow"?'], // biome-ignore format: one line
    ['an id twice', { plan: [...PLAN, ...PLAN], from: 'a', to: 'b' }, 'Maintenance "main" is there twice; expected each maintenance_id once.'], // biome-ignore format: one line
    ['a day that is none', { plan: [works('x', 'ab', '2025-02-30', '2025-03-01')], from: 'a', to: 'b' }, 'Maintenance "x": from_date is "2025-02-30"; expected a day as YYYY-MM-DD.'], // biome-ignore format: one line
    ['an end before the beginning', { plan: [works('x', 'ab', '2025-03-02', '2025-03-01')], from: 'a', to: 'b' }, 'Maintenance "x" ends before it begins (2025-03-02 to 2025-03-01); expected a day not before.'], // biome-ignore format: one line
    ['an unknown place', { plan: PLAN, from: 'Atom', to: 'b' }, 'Unknown place "Atom"'],
  ])('refuses %s', (_, query, message) => {
    expect(() => maintenancePlan(ROUTER, query)).toThrow(UsageError)
    expect(() => maintenancePlan(ROUTER, query)).toThrow(message)
  })
})

const DAYS = ['2025-06-01', '2025-06-02', '2025-06-03', '2025-06-04', '2025-06-05'] as const

describe('maintenancePlan, in random networks', () => {
  it('is the sum over all days of the routes of that day, and never makes the objective better', () => {
    const day = fc.nat({ max: DAYS.length - 1 })
    const closures = fc.array(fc.tuple(fc.nat({ max: 14 }), day, day), { minLength: 1, maxLength: 4 })
    let detours = 0
    fc.assert(
      fc.property(question(5), closures, ({ spec, query }, spans) => {
        const { from, to, ...options } = query
        const router = createRouter(networkOf(spec))
        const plan = spans.map(([link, one, other], i) =>
          works(
            `w${i}`,
            String(spec.link[link % spec.link.length]?.link_id),
            DAYS[Math.min(one, other)] as string,
            DAYS[Math.max(one, other)] as string,
          ),
        )
        const pairs = [
          { from, to, weight: 2 },
          { from: to, to: from },
        ]
        const result = maintenancePlan(router, { ...options, plan, pairs })
        let delta = 0
        let hours = 0
        let cutOff = 0
        for (const date of DAYS) {
          const avoidLinks = plan
            .filter(({ from_date, to_date }) => from_date <= date && date <= to_date)
            .map(({ link_id }) => link_id)
          for (const pair of pairs) {
            const ends = { from: pair.from, to: pair.to }
            const open = router.route({ ...options, ...ends })
            const closed = router.route({ ...options, ...ends, avoidLinks })
            if (open.status === 'no-route') continue
            if (closed.status === 'no-route') cutOff += pair.weight ?? 1
            else {
              expect(closed.weight).toBeGreaterThanOrEqual(open.weight)
              delta += ((pair.weight ?? 1) * (closed.weight - open.weight)) / PER_UNIT[open.objective]
              hours += (pair.weight ?? 1) * (closed.totals.time_h - open.totals.time_h)
            }
          }
        }
        expect(result.total.delta).toBeCloseTo(delta, 6)
        expect(result.total.extra.time_h).toBeCloseTo(hours, 6)
        expect(result.total.cut_off).toBeCloseTo(cutOff, 9)
        expect(result.total.delta).toBeGreaterThanOrEqual(0)
        for (const { alone } of result.works) expect(alone.delta).toBeGreaterThanOrEqual(0)
        const [byPair, byPeriod] = [result.pairs, result.periods].map((parts) =>
          parts.reduce((sum, { score }) => sum + score.delta, 0),
        )
        expect(byPair).toBeCloseTo(delta, 6)
        expect(byPeriod).toBeCloseTo(delta, 6)
        if (delta > 0 || cutOff > 0) detours++
      }),
      { numRuns: 80 },
    )
    expect(detours).toBeGreaterThan(10)
  })
})
