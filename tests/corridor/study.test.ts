import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MEASURES, type Measure } from '../../src/corridor/study/answers.js'
import type { Outcome } from '../../src/corridor/study/outcome.js'
import { type Study, type StudyProgress, type StudyQuery, study } from '../../src/corridor/study/study.js'
import { MODES } from '../../src/ingest/schema.js'
import { UsageError } from '../../src/issue/errors.js'
import { networkFromRecords } from '../../src/network/from-records.js'
import { studyText } from '../../src/report/study-text.js'
import type { Itinerary } from '../../src/routing/itinerary.js'
import { createRouter, type QueryOptions, type RouteQuery, type Router } from '../../src/routing/router.js'
import type { Change, Scenario } from '../../src/routing/scenario/scenario.js'
import { networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'

function optionsOf({ from: _from, to: _to, via: _via, ...options }: RouteQuery): QueryOptions {
  return options
}

const EMPTY: Scenario = { id: 'empty', changes: [] }

/** Changes that fit every random network. */
const scenario: fc.Arbitrary<Scenario> = fc
  .subarray(
    [
      { change: { mode: 'rail' }, speed_factor: 2 },
      { change: { country: 'CN' }, tariff_factor: 3, carbon_factor: 0.5 },
      { close: { link: 'l00' } },
      { open: { status: 'planned' } },
      { prices: { carbon_price_usd_per_t: 400 } },
      { transfer: {}, time_factor: 3 },
    ] as Change[],
    { minLength: 1 },
  )
  .map((changes) => ({ id: 'changed', changes }))

function measured(route: Itinerary, measure: Measure): number {
  const value = measure === 'generalised_usd' ? route.generalised_usd : route.totals[measure]
  return value ?? Number.NaN
}

function modesOf({ legs }: Itinerary): string[] {
  const used = new Set(legs.flatMap((leg) => (leg.kind === 'transport' ? [leg.mode as string] : [])))
  return MODES.filter((mode) => used.has(mode))
}

/** Means of before and after by single questions, one for each pair. */
function singleMeans(
  pairs: readonly (readonly [string, string, number])[],
  measure: Measure,
  earlier: (from: string, to: string) => Itinerary | undefined,
  later: (from: string, to: string) => Itinerary | undefined,
): { pairs: number; before: number; after: number } {
  let [count, weights, left, right] = [0, 0, 0, 0]
  for (const [from, to, weight] of pairs) {
    const was = earlier(from, to)
    const is = later(from, to)
    if (from === to || weight === 0 || was === undefined || is === undefined) continue
    const [b, a] = [measured(was, measure), measured(is, measure)]
    if (Number.isNaN(b) || Number.isNaN(a)) continue
    count++
    weights += weight
    left += weight * b
    right += weight * a
  }
  return { pairs: count, before: left / weights, after: right / weights }
}

function found(router: Router, query: RouteQuery): Itinerary | undefined {
  const route = router.route(query)
  return route.status === 'ok' ? route : undefined
}

/** A scenario may name a link or a status that a network does not have; it is no part of this property. */
function fits(router: Router, changed: Scenario): boolean {
  try {
    router.under(changed)
    return true
  } catch (error) {
    if (error instanceof UsageError) return false
    throw error
  }
}

describe('a study', () => {
  it('has the means of single questions, with the modes free and the same', async () => {
    const tally = new RouteTally()
    let restricted = 0
    let weighted = 0
    const weights = fc.infiniteStream(fc.constantFrom(0, 1, 1, 2, 0.5))
    await fc.assert(
      fc.asyncProperty(question(6), scenario, weights, fc.boolean(), async ({ spec, query }, changed, draw, asList) => {
        const router = createRouter(networkOf(spec))
        fc.pre(fits(router, changed))
        const options = optionsOf(query)
        const nodes = spec.node.map(({ node_id }) => String(node_id))
        const pairs = nodes.flatMap((from) => nodes.map((to) => [from, to, draw.next().value] as const))
        fc.pre(pairs.some(([from, to, weight]) => from !== to && weight > 0))
        const places = asList
          ? { pairs }
          : { origins: nodes, destinations: nodes, weights: pairs.map(([, , weight]) => weight) }
        const result = await study(router, {
          ...options,
          ...places,
          scenarios: [changed],
          keepModes: true,
          corridors: [],
        })
        const { free, same_modes: same } = result.scenarios[0] as (typeof result.scenarios)[number]
        const earlier = (from: string, to: string) => found(router, { ...options, from, to })
        const later = (from: string, to: string) => found(router, { ...options, from, to, scenario: changed })
        const kept = (from: string, to: string) => {
          const was = earlier(from, to)
          return was && found(router, { ...options, from, to, scenario: changed, modes: modesOf(was) })
        }
        for (const [from, to, weight] of pairs)
          if (from !== to && weight > 0) tally.note(earlier(from, to) !== undefined)
        for (const [outcome, then] of [
          [free, later],
          [same as Outcome, kept],
        ] as const) {
          for (const measure of MEASURES) {
            const expected = singleMeans(pairs, measure, earlier, then)
            const change = outcome.measures[measure]
            expect(change?.pairs ?? 0).toBe(expected.pairs)
            if (change === undefined) continue
            expect(change.mean_before).toBeCloseTo(expected.before, 9)
            expect(change.mean_after).toBeCloseTo(expected.after, 9)
            expect(change.winners + change.losers + change.unchanged).toBe(expected.pairs)
            expect(change.percentiles.p5).toBeLessThanOrEqual(change.percentiles.p50)
            expect(change.percentiles.p50).toBeLessThanOrEqual(change.percentiles.p95)
            weighted++
          }
          const { compared, newly_reachable, cut_off, unreachable } = outcome
          expect(compared + newly_reachable + cut_off + unreachable).toBe(result.baseline.pairs)
        }
        if (JSON.stringify(free.measures) !== JSON.stringify(same?.measures)) restricted++
      }),
      { numRuns: 80 },
    )
    tally.expectAtLeastHalf()
    expect(weighted).toBeGreaterThan(0)
    expect(restricted).toBeGreaterThan(0)
  })

  it('of an empty scenario changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(question(6), async ({ spec, query }) => {
        const router = createRouter(networkOf(spec))
        const nodes = spec.node.map(({ node_id }) => String(node_id))
        const result = await study(router, {
          ...optionsOf(query),
          origins: nodes,
          destinations: nodes,
          scenarios: [EMPTY],
          keepModes: true,
        })
        for (const outcome of [result.scenarios[0]?.free, result.scenarios[0]?.same_modes]) {
          expect([outcome?.newly_reachable, outcome?.cut_off, outcome?.switched_mode]).toEqual([0, 0, 0])
          expect([outcome?.compared, outcome?.unreachable]).toEqual([
            result.baseline.reachable,
            result.baseline.unreachable,
          ])
          for (const change of Object.values(outcome?.measures ?? {})) {
            expect([change.change, change.winners, change.losers]).toEqual([0, 0, 0])
            expect(change.mean_after).toBe(change.mean_before)
          }
        }
      }),
      { numRuns: 30 },
    )
  })
})

/** Two countries; rail fast and dear, sea slow and cheap; b is reached by rail only, island by sea only. */
const TABLES = {
  'node.csv': [
    'node_id,name,x_coord,y_coord,country',
    'a,Aton,0,0,CN',
    'm,Mid,0,0.1,KZ',
    'b,Beta,0,0.2,KZ',
    'c,Ceta,0.1,0.1,KZ',
    'island,Island,0.2,0.2,',
  ],
  'link.csv': [
    'link_id,from_node_id,to_node_id,mode,length_km,time_h,gauge_mm,status',
    'am,a,m,rail,50,2,1435,',
    'mb,m,b,rail,50,2,1435,',
    'ac,a,c,sea,60,30,,',
    'cb,c,b,sea,60,30,,',
    'ai,a,island,sea,60,20,,planned',
  ],
  'transfer.csv': [
    'from_mode,to_mode,time_h,cost_usd_per_teu,co2e_kg_per_teu',
    ...['rail', 'sea'].flatMap((mode) => [`door,${mode},1,5,1`, `${mode},door,1,5,1`]),
    'rail,sea,1,5,1',
    'sea,rail,1,5,1',
  ],
  'border.csv': ['from_country,to_country,mode,time_h,cost_usd_per_teu', '*,*,,1,0'],
  'rate.csv': ['mode,usd_per_teu_km', 'rail,1', 'sea,0.1'],
  'emission.csv': ['mode,wtw_gco2e_per_tkm', 'rail,10', 'sea,5'],
  'parameter.csv': ['parameter,value', 'value_of_time_pct_per_day,1', 'carbon_price_usd_per_t,0'],
}

function smallRouter(tables: Record<string, string[]> = TABLES): Router {
  const records = Object.fromEntries(
    Object.entries(tables).map(([file, lines]) => [file, lines.map((line) => line.split(','))]),
  )
  return createRouter(networkFromRecords(records, { strict: true }).network)
}

const CORRIDORS = [
  { id: 'rails', name: 'By rail', via: ['m'], constraints: { modes: ['rail'] } },
  { id: 'coast', name: 'By sea', via: [{ places: ['c'] }], constraints: {} },
]
const RAIL_SHUT: Scenario = { id: 'rail-shut', changes: [{ close: { mode: 'rail' } }] }
const ASKED: StudyQuery = {
  scenarios: [RAIL_SHUT, { id: 'island', changes: [{ open: { status: 'planned' } }] }],
  pairs: [
    ['a', 'b'],
    ['Aton', 'Mid', 3],
    ['a', 'island'],
    ['b', 'b'],
  ],
  objective: 'fastest',
  corridors: CORRIDORS,
  keepModes: true,
}

describe('what a study tells', () => {
  it('names pairs cut off and opened, switches of mode and corridor, winners and losers', async () => {
    const { baseline, scenarios, measure } = await study(smallRouter(), ASKED)
    expect(measure).toBe('time_h')
    expect(baseline).toEqual({ pairs: 3, weight: 5, reachable: 2, unreachable: 1 })
    const [shut, island] = scenarios
    expect(shut?.free).toMatchObject({
      compared: 1,
      cut_off: 1,
      newly_reachable: 0,
      unreachable: 1,
      cut_off_pairs: [{ from: 'a', to: 'm', from_name: 'Aton', to_name: 'Mid', weight: 3 }],
      switched_mode: 1,
      mode_switches: [{ from: 'rail', to: 'sea', pairs: 1, weight: 1 }],
      main_modes: [
        { way: 'rail', before: 2, after: 0 },
        { way: 'sea', before: 0, after: 1 },
      ],
      switched_corridor: 1,
      corridor_switches: [{ from: 'rails', to: 'coast', pairs: 1, weight: 1 }],
      top_winners: [],
      top_losers: [
        {
          from: 'a',
          to: 'b',
          before: 7,
          after: 63,
          change: 56,
          change_pct: 800,
          main_mode_before: 'rail',
          main_mode_after: 'sea',
          corridor_before: 'rails',
          corridor_after: 'coast',
        },
      ],
      by_corridor: [{ id: 'rails', pairs: 2, measures: { time_h: { pairs: 1, mean_before: 7, mean_after: 63 } } }],
      by_country: [
        { id: 'CN', name: 'China', pairs: 3 },
        { id: 'KZ', name: 'Kazakhstan', pairs: 2 },
      ],
    })
    // By rail alone nothing is left.
    expect(shut?.same_modes).toMatchObject({ compared: 0, cut_off: 2, measures: {} })
    expect(island?.free).toMatchObject({
      compared: 2,
      newly_reachable: 1,
      unreachable: 0,
      newly_reachable_pairs: [{ from: 'a', to: 'island' }],
      measures: { time_h: { winners: 0, losers: 0, unchanged: 2, change: 0 } },
    })
    expect(JSON.stringify(scenarios)).not.toMatch(/NaN|Infinity/)
  })

  it('builds on a scenario, which makes the baseline', async () => {
    const built = await study(smallRouter(), { ...ASKED, scenario: RAIL_SHUT })
    const under = await study(smallRouter().under(RAIL_SHUT), ASKED)
    expect(built).toEqual(under)
    expect(built.baseline).toEqual({ pairs: 3, weight: 5, reachable: 1, unreachable: 2 })
    const [shut, island] = built.scenarios
    // Shut twice is as shut once; an opening reaches the island by sea or not at all, and the railway stays shut.
    expect(shut?.free).toMatchObject({ compared: 1, cut_off: 0, switched_mode: 0 })
    expect(island?.free.main_modes.map(({ way }) => way)).not.toContain('rail')
  })

  it('says where rates of whole legs are not searched', async () => {
    const byLeg = { ...TABLES, 'rate.csv': ['mode,usd_per_teu_km,per_leg', 'rail,1,100', 'sea,0.1,'] }
    const asked = { ...ASKED, objective: 'cheapest' } as const
    const [exact, repriced] = [await study(smallRouter(), asked), await study(smallRouter(byLeg), asked)]
    expect([exact.pricing, repriced.pricing]).toEqual(['exact', 'repriced'])
    // By time nothing of a rate is searched.
    expect((await study(smallRouter(byLeg), ASKED)).pricing).toBe('exact')
    const words = (result: Study) => studyText(result, {}, [], 200).includes('Rates price whole legs')
    expect([words(exact), words(repriced)]).toEqual([false, true])
  })

  it('counts pairs by their weight', async () => {
    const faster: Scenario = { id: 'faster', changes: [{ change: { link: 'am' }, speed_factor: 2 }] }
    const { scenarios } = await study(smallRouter(), { ...ASKED, scenarios: [faster] })
    const time = scenarios[0]?.free.measures.time_h
    // a-b from 7 to 6 h once, a-m from 5 to 4 h three times.
    expect(time).toMatchObject({ pairs: 2, mean_before: 22 / 4, mean_after: 18 / 4, change: -1, winners: 2 })
    expect(time?.mean_pct).toBeCloseTo((-100 / 7 - 3 * 20) / 4, 12)
    expect(time?.percentiles_pct).toMatchObject({ p5: -20, p50: -20, p75: -20, p95: -100 / 7 })
  })

  it('takes groups by place and country, and keeps every pair on request', async () => {
    const { scenarios } = await study(smallRouter(), {
      ...ASKED,
      keepPairs: true,
      groups: [
        { id: 'inland', name: 'To Kazakhstan', destinations: ['KZ'] },
        { id: 'beta', origins: ['a'], destinations: ['Beta'] },
        { id: 'none', origins: ['b'] },
      ],
    })
    const { by_group, pairs } = (scenarios[0] as (typeof scenarios)[number]).free
    expect(by_group.map(({ id, name, pairs }) => [id, name, pairs])).toEqual([
      ['inland', 'To Kazakhstan', 2],
      ['beta', 'beta', 1],
      ['none', 'none', 0],
    ])
    expect([pairs?.from, pairs?.to]).toEqual([
      ['a', 'a', 'a'],
      ['b', 'm', 'island'],
    ])
    expect([...(pairs?.before.time_h ?? [])]).toEqual([7, 5, Number.NaN])
    expect([...(pairs?.after.time_h ?? [])]).toEqual([63, Number.NaN, Number.NaN])
    expect(pairs?.corridor_after).toEqual(['coast', 'other', 'other'])
  })

  it('tells how far it is, lets others work, and stops when it is told to', async () => {
    const seen: StudyProgress[] = []
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await study(smallRouter(), { ...ASKED, onProgress: (progress) => seen.push(progress) })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
    const total = 3 * (1 + 2 * 2)
    expect(seen[0]).toEqual({ done: 0, total, scenario: 'baseline' })
    expect(seen.at(-1)).toEqual({ done: total, total, scenario: 'island' })
    seen.forEach(({ done }, i) => {
      expect(done).toBeGreaterThanOrEqual(seen[i - 1]?.done ?? 0)
    })

    const early = study(smallRouter(), { ...ASKED, signal: AbortSignal.abort() })
    await expect(early).rejects.toMatchObject({ name: 'AbortError' })
    const stop = new AbortController()
    let calls = 0
    const late = study(smallRouter(), {
      ...ASKED,
      signal: stop.signal,
      onProgress: () => {
        if (++calls === 2) stop.abort(new Error('enough'))
      },
    })
    await expect(late).rejects.toThrow('enough')
    expect(calls).toBe(2)
  })

  it('is the same on every run', async () => {
    expect(await study(smallRouter(), ASKED)).toEqual(await study(smallRouter(), ASKED))
  })

  it.each<[string, Partial<StudyQuery> | object, string]>([
    ['no scenario', { scenarios: [] }, 'Option scenarios is []; expected a list of at least one scenario.'],
    [
      'two of one id',
      { scenarios: [RAIL_SHUT, RAIL_SHUT] },
      'Two scenarios have the id "rail-shut"; expected one of each.',
    ],
    ['a scenario in error', { scenarios: [{ id: 'x', changes: [{ shut: {} }] }] }, 'Scenario "x", change 1'],
    ['a baseline in error', { scenario: { id: 'x', changes: [{ shut: {} }] } }, 'Scenario "x", change 1'],
    ['pairs and origins', { origins: ['a'] }, 'A study needs either origins and destinations, or pairs.'],
    ['weights beside pairs', { weights: [1] }, 'Option weights goes with origins; write the weight into each pair.'],
    ['a pair of one', { pairs: [['a']] }, 'A pair is ["a"]; expected [from, to] or [from, to, weight].'],
    [
      'a weight below 0',
      { pairs: [['a', 'b', -1]] },
      'The weight of ["a","b",-1] is -1; expected a number of at least 0.',
    ],
    ['nothing to study', { pairs: [['a', 'a']] }, 'A study needs at least one pair of two different places'],
    ['an unknown place', { pairs: [['a', 'bb']] }, 'Unknown place "bb"'],
    ['an unknown option', { keepMode: true }, 'Unknown option "keepMode"'],
    ['no signal', { signal: {} }, 'Option signal is {}; expected an AbortSignal.'],
    ['a count below 0', { top: -1 }, 'Option top is -1; expected a whole number of at least 0.'],
  ])('refuses %s', async (_, options, message) => {
    await expect(study(smallRouter(), { ...ASKED, ...options } as StudyQuery)).rejects.toThrow(message)
  })

  it('refuses weights that are not one for each pair', async () => {
    const { pairs: _, ...rest } = ASKED
    const asked = study(smallRouter(), { ...rest, origins: ['a'], destinations: ['m', 'b'], weights: [1] })
    await expect(asked).rejects.toThrow('Option weights has 1 numbers; expected a list of 2')
  })
})
