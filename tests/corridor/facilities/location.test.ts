import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DemandPair } from '../../../src/corridor/criticality.js'
import type { DryPort } from '../../../src/corridor/facilities/dry-port.js'
import {
  GREEDY_SHARE,
  type LocateProgress,
  type LocateQuery,
  type Location,
  locate,
} from '../../../src/corridor/facilities/location.js'
import { DataError, UsageError } from '../../../src/issue/errors.js'
import { networkFromRecords } from '../../../src/network/from-records.js'
import { createRouter, type QueryOptions, type Router } from '../../../src/routing/router.js'
import type { Change, Scenario } from '../../../src/routing/scenario/scenario.js'
import { facilityShape, networkWithFacilities } from '../../support/random-facilities.js'
import { type NetworkSpec, question, recordsOf } from '../../support/random-network.js'
import { ONE_TEU, ROUND_RULES, recordsFromText, textNetwork } from '../../support/text-network.js'

/** From a to z: by road 8.5 h; or by rail 2.2 h and a change of gauge of 5 h at m and at k each. */
const network = textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Anfang, 0,   0, CN
  m, Mitte,  0.1, 0, CN
  k, Kreuz,  0.2, 0, CN
  z, Ende,   0.3, 0, CN
  i, Insel,  0.4, 0, CN

  link.csv
  link_id, mode, from_node_id, to_node_id, length_km, gauge_mm
  road,  road, a, z, 850,
  wide,  rail, a, m, 10, 1520
  mid,   rail, m, k, 90, 1435
  wide2, rail, k, z, 10, 1520

  ${ROUND_RULES}`)
const router = createRouter(network)
const ask = (query: Partial<LocateQuery>, on: Router = router): Promise<Location> =>
  locate(on, {
    pairs: [{ from: 'a', to: 'z' }],
    candidates: ['a', 'm', 'k', 'z'],
    objective: 'fastest',
    handling: 'none',
    shipment: ONE_TEU,
    ...query,
  })

describe('the place of one dry port', () => {
  it('is the candidate that saves most, at half the hours of handling unless told otherwise', async () => {
    // By road 8.5 h, by rail 2.2 h and two changes of gauge of 5 h.
    const answer = await ask({})
    expect(answer).toEqual({
      objective: 'fastest',
      unit: 'h',
      shipment: ONE_TEU,
      pricing: 'exact',
      change: { time_factor: 0.5 },
      count: 1,
      pairs: 1,
      without_route: 0,
      before: 8.5,
      after: 8.5,
      saving: 0,
      chosen: [],
      bound: { kind: 'exact', guarantee: 1, upper: 0 },
      candidates: ['a', 'k', 'm', 'z'].map((node_id) => ({
        node_id,
        name: { a: 'Anfang', k: 'Kreuz', m: 'Mitte', z: 'Ende' }[node_id],
        country: 'CN',
        saving: 0,
        pairs: 0,
      })),
    })
    const free = await ask({ change: { time_factor: 0 } })
    // Of two that save as much, the first by id.
    expect(free.chosen).toEqual([{ rank: 1, node_id: 'k', name: 'Kreuz', country: 'CN', gain: 1.3, saving: 1.3 }])
    expect([free.before, free.after, free.saving]).toEqual([8.5, 7.2, 1.3])
    expect(free.candidates.map(({ node_id, saving, pairs }) => [node_id, saving, pairs])).toEqual([
      ['k', 1.3, 1],
      ['m', 1.3, 1],
      ['a', 0, 0],
      ['z', 0, 0],
    ])
  })

  it('counts pairs by their weights, and leaves out those without a route', async () => {
    const pairs = [
      { from: 'a', to: 'z', weight: 3 },
      { from: 'm', to: 'z' },
      { from: 'a', to: 'i', weight: 7 },
      { from: 'k', to: 'k', weight: 2 },
      { from: 'z', to: 'k', weight: 0 },
    ]
    const answer = await ask({ pairs, change: { time_factor: 0 } })
    // From m by rail 1.8 h, 0.2 h and the change at k; k saves 3 x 1.3 h and 5 h.
    expect(answer.chosen).toEqual([{ rank: 1, node_id: 'k', name: 'Kreuz', country: 'CN', gain: 8.9, saving: 8.9 }])
    expect([answer.pairs, answer.without_route, answer.before, answer.after]).toEqual([4, 1, 32.5, 23.6])
  })

  it('is asked under the scenario of the question, and by its prices', async () => {
    const scenario = { id: 'no-road', changes: [{ close: { link: 'road' } }] }
    const { before, saving } = await ask({ scenario })
    expect([before, saving]).toEqual([12.2, 2.5])
    const cheapest = await ask({ scenario, objective: 'cheapest', change: { cost_factor: 0.2 } })
    expect(cheapest).toMatchObject({ unit: 'USD', before: 160, saving: 20 })
  })

  it('may add rules of transfer and what shipments need', async () => {
    const change: DryPort = {
      transfers: [{ from_mode: 'road', to_mode: 'rail', to_gauge_mm: 1520, time_h: 0 }],
      provides: ['reefer'],
    }
    const wide = textNetwork(`
      node.csv
      node_id, name, x_coord, y_coord, country
      a, , 0,   0, CN
      m, , 0.1, 0, CN
      z, , 0.2, 0, CN

      link.csv
      link_id, mode, from_node_id, to_node_id, length_km, gauge_mm
      way,   road, a, m, 100,
      slow,  road, m, z, 2000,
      wide,  rail, m, z, 100, 1520

      facility.csv
      facility_id, node_id, pillar, kind, provides
      fa, a, industry, cold_store, reefer
      fz, z, industry, cold_store, reefer

      ${ROUND_RULES}`)
    const needs = { ...ONE_TEU, needs: ['reefer'] as const }
    const query = { candidates: ['m'], change, shipment: needs, handling: 'none' as const }
    const answer = await ask(query, createRouter(wide))
    // 1 h by road, no time to change, 2 h by rail, in place of 21 h by road.
    expect([answer.before, answer.after]).toEqual([21, 3])
    const twice: DryPort = { transfers: [...(change.transfers ?? []), ...(change.transfers ?? [])] }
    await expect(ask({ ...query, change: twice }, createRouter(wide))).rejects.toThrow(/transfer/)
    await expect(ask({ change: { provides: ['refer' as 'reefer'] } })).rejects.toThrow(DataError)
  })

  it('refuses a dry port that makes something worse', async () => {
    const slow: DryPort = {
      transfers: [{ from_mode: 'rail', to_mode: 'rail', from_gauge_mm: 1520, to_gauge_mm: 1435, time_h: 50 }],
    }
    await expect(ask({ change: slow })).rejects.toThrow(
      new UsageError('The change makes handling worse at Kreuz, Mitte; expected a dry port that makes nothing worse.'),
    )
  })
})

describe('the places of several dry ports', () => {
  it('are chosen one by one, and what that may miss is bounded', async () => {
    // Half the hours at both change stations save 1.3 h, at one of them nothing, and at both ends nothing.
    const half = await ask({ count: 2 })
    expect(half.chosen).toEqual([])
    expect(half.bound).toEqual({ kind: 'upper', guarantee: 0, upper: 1.3 })
    const free = await ask({ count: 2, change: { time_factor: 0 } })
    expect(free.chosen.map(({ node_id, gain, saving }) => [node_id, gain, saving])).toEqual([
      ['k', 1.3, 1.3],
      ['m', 5, 6.3],
    ])
    expect(free.bound).toEqual({ kind: 'exact', guarantee: 1, upper: 6.3 })
  })

  it('are at most as many as there are, and no more than save something', async () => {
    const answer = await ask({ count: 9, change: { time_factor: 0 }, candidates: ['m', 'a', 'Mitte'] })
    expect(answer.candidates.map(({ node_id }) => node_id)).toEqual(['m', 'a'])
    expect(answer.chosen.map(({ node_id }) => node_id)).toEqual(['m'])
    expect(answer.bound.kind).toBe('exact')
  })

  it('says how far it is, and stops when asked', async () => {
    const seen: LocateProgress[] = []
    await ask({ count: 2, change: { time_factor: 0 }, onProgress: (progress) => seen.push(progress) })
    expect(seen.slice(0, 4)).toEqual([
      { done: 1, total: 8, place: 'Anfang' },
      { done: 2, total: 8, place: 'Kreuz' },
      { done: 3, total: 8, place: 'Mitte' },
      { done: 4, total: 8, place: 'Ende' },
    ])
    expect(seen.every(({ done, total }, i) => done <= total && done >= (seen[i - 1]?.done ?? 0))).toBe(true)
    const stop = new AbortController()
    const asked = ask({ signal: stop.signal, onProgress: ({ done }) => done === 2 && stop.abort(new Error('enough')) })
    await expect(asked).rejects.toThrow('enough')
  })
})

it.each<[Partial<LocateQuery>, string]>([
  [{ pairs: [] }, 'Option pairs is []; expected a list of at least one pair.'],
  [{ pairs: [{ from: 'a' } as never] }, 'Option pairs holds {"from":"a"}; expected an object with from and to.'],
  [{ pairs: [{ from: 'a', to: 'z', weight: -1 }] }, 'Option weight is -1; expected a number of at least 0.'],
  [{ pairs: [{ from: 'a', to: 'Endo' }] }, 'Unknown place "Endo"'],
  [{ candidates: [] }, 'Option candidates is []; expected a list of at least one place.'],
  [{ candidates: ['Mitt'] }, 'Unknown place "Mitt"'],
  [{ count: 0 }, 'Option count is 0; expected a whole number of at least 1.'],
  [{ change: {} }, 'Option change is empty; expected one or more of time_factor, cost_factor'],
  [{ change: 3 as never }, 'Option change is 3; expected an object'],
  [{ change: { time_factor: 1.5 } }, 'Option change.time_factor is 1.5; expected a number from 0 to 1.'],
  [{ change: { time_facter: 0.5 } as never }, 'Did you mean "time_factor"?'],
  [{ change: { provides: 'reefer' as never } }, 'Option change.provides is "reefer"; expected a list.'],
  [{ places: ['a'] } as never, 'Unknown option "places"'],
])('refuses %j', async (query, message) => {
  const asked = ask(query)
  await expect(asked).rejects.toThrow(UsageError)
  await expect(asked).rejects.toThrow(message)
})

/** The changes of dry ports at some nodes, written out by hand. */
function builtAt(nodes: readonly string[], { provides, ...factors }: DryPort): Scenario {
  const add: Change[] =
    provides === undefined
      ? []
      : [
          {
            add: {
              facility: nodes.map((node_id) => ({
                facility_id: `new ${node_id}`,
                node_id,
                pillar: 'industry',
                kind: 'dry_port',
                provides,
              })),
            },
          },
        ]
  const scaled: Change[] = Object.keys(factors).length === 0 ? [] : [{ transfer: { node: nodes }, ...factors }]
  return { id: 'built', changes: nodes.length === 0 ? [] : [...add, ...scaled] }
}

function subsets(items: readonly string[], most: number): string[][] {
  return Array.from({ length: 2 ** items.length }, (_, bits) => items.filter((_, i) => (bits >> i) % 2 === 1)).filter(
    (set) => set.length <= most,
  )
}

interface Case {
  readonly router: Router
  readonly options: QueryOptions
  readonly pairs: readonly Required<DemandPair>[]
  readonly candidates: readonly string[]
  readonly count: number
  readonly change: DryPort
}

/** Tries all sets of candidates by single routes, and holds the answer to them. */
async function heldToAllSets({ router, options, pairs, candidates, count, change }: Case) {
  const answer = await locate(router, { ...options, pairs, candidates, count, change })
  const unit = router.prepare(options).perUnit[answer.objective]
  const memory = new Map<string, number[]>()
  /** Integers, so that sums are exact in any order. */
  const costsOf = (nodes: readonly string[]): number[] => {
    const sorted = [...nodes].sort()
    const known = memory.get(sorted.join())
    if (known !== undefined) return known
    const changed = router.under(builtAt(sorted, change))
    const costs = pairs.map(({ from, to }) => {
      const route = changed.route({ ...options, from, to })
      return route.status === 'ok' ? route.weight : Number.NaN
    })
    memory.set(sorted.join(), costs)
    return costs
  }
  const before = costsOf([])
  const routed = pairs.map((_, pair) => pair).filter((pair) => !Number.isNaN(before[pair]))
  const total = (list: readonly number[]): number =>
    routed.reduce((sum, pair) => sum + (pairs[pair]?.weight ?? 0) * (list[pair] as number), 0)
  const saved = (nodes: readonly string[]): number => total(before) - total(costsOf(nodes))
  const ids = [...candidates].sort()
  expect([answer.pairs, answer.without_route]).toEqual([routed.length, pairs.length - routed.length])
  for (const { node_id, saving } of answer.candidates) expect(saving * unit).toBeCloseTo(saved([node_id]), 6)

  const byHand: string[] = []
  while (byHand.length < count) {
    const gains = ids.map((id) => saved([...new Set([...byHand, id])]) - saved(byHand))
    const most = Math.max(...gains)
    if (most <= 0) break
    byHand.push(ids[gains.indexOf(most)] as string)
  }
  expect(answer.chosen.map(({ node_id }) => node_id)).toEqual(byHand)
  expect(answer.saving * unit).toBeCloseTo(saved(byHand), 6)
  expect(answer.before - answer.after).toBeCloseTo(answer.saving, 6)

  const sets = subsets(ids, count)
  const best = Math.max(...sets.map(saved))
  const { kind, guarantee, upper } = answer.bound
  expect(best).toBeLessThanOrEqual(upper * unit + 1e-6)
  expect(saved(byHand)).toBeGreaterThanOrEqual(guarantee * best - 1e-6)
  if (count === 1) expect(kind).toBe('exact')
  if (kind === 'exact') expect(saved(byHand)).toBe(best)
  /** Pairs that no dry port alone serves as well as some do together. */
  const joint = routed.filter((pair) => {
    const alone = (set: readonly string[]): number => Math.min(...set.map((id) => costsOf([id])[pair] as number))
    return sets.some((set) => set.length > 0 && (costsOf(set)[pair] as number) < alone(set))
  })
  if (kind === 'submodular') {
    expect(guarantee).toBeGreaterThanOrEqual(GREEDY_SHARE)
    expect(joint).toEqual([])
  }
  return { kind, saves: best > 0, missed: saved(byHand) < best, joint: joint.length > 0 }
}

const CHANGES: readonly DryPort[] = [
  { time_factor: 0.5 },
  { time_factor: 0, cost_factor: 0, carbon_factor: 0 },
  { time_factor: 0.5, cost_factor: 0.25, carbon_factor: 0.5 },
  { time_factor: 0, cost_factor: 0, provides: ['reefer', 'e_documents'] },
  { provides: ['reefer', 'e_documents'] },
]

const asked: fc.Arbitrary<Case> = question(6).chain((asked) => {
  const { spec, query } = asked
  const node = fc.constantFrom(...spec.node.map(({ node_id }) => String(node_id)))
  return fc
    .record({
      facilities: fc.array(facilityShape, { minLength: 8, maxLength: 16 }),
      needs: fc.constantFrom(undefined, undefined, 'reefer', 'e_documents'),
      pairs: fc.array(fc.record({ from: node, to: node, weight: fc.nat({ max: 4 }) }), { minLength: 4, maxLength: 8 }),
      candidates: fc.uniqueArray(node, { minLength: 2, maxLength: 5 }),
      count: fc.constantFrom(1, 2, 3),
      change: fc.constantFrom(...CHANGES),
    })
    .map(({ facilities, needs, ...rest }) => {
      const { from: _from, to: _to, via: _via, shipment, ...options } = query
      const sent = { ...(shipment as typeof ONE_TEU), ...(needs === undefined ? {} : { needs: [needs] as const }) }
      return {
        router: createRouter(networkWithFacilities(spec, facilities)),
        options: { ...options, shipment: sent },
        ...rest,
      }
    })
})

/** From origins by road to hubs, from hub to hub by rail, and on to the destinations by rail or by road. */
const throughHubs: fc.Arbitrary<Case> = fc
  .record({
    toHub: fc.array(fc.integer({ min: 10, max: 300 }), { minLength: 15, maxLength: 15 }),
    between: fc.array(fc.integer({ min: 10, max: 3000 }), { minLength: 10, maxLength: 10 }),
    fromHub: fc.array(fc.integer({ min: 10, max: 300 }), { minLength: 15, maxLength: 15 }),
    lastMode: fc.constantFrom('rail', 'road'),
    weights: fc.array(fc.nat({ max: 4 }), { minLength: 9, maxLength: 9 }),
    count: fc.constantFrom(2, 2, 3),
    change: fc.constantFrom(...CHANGES.slice(0, 3)),
  })
  .map(({ toHub, between, fromHub, lastMode, weights, ...rest }) => {
    const hubs = [0, 1, 2, 3, 4]
    const ends = [0, 1, 2]
    const node = [...hubs.map((h) => `h${h}`), ...ends.flatMap((e) => [`o${e}`, `z${e}`])].map((node_id, i) => ({
      node_id,
      x_coord: i / 1000,
      y_coord: 0,
    }))
    const link = (mode: string, from: string, to: string, length_km: number | undefined) => ({
      link_id: `${from}-${to}`,
      from_node_id: from,
      to_node_id: to,
      directed: 1,
      mode,
      length_km,
    })
    const links = [
      ...toHub.map((length, i) => link('road', `o${i % 3}`, `h${Math.floor(i / 3)}`, length)),
      ...hubs
        .flatMap((a) => hubs.filter((b) => b > a).map((b) => [a, b]))
        .map(([a, b], i) => link('rail', `h${a}`, `h${b}`, between[i])),
      ...fromHub.map((length, i) => link(lastMode, `h${Math.floor(i / 3)}`, `z${i % 3}`, length)),
    ]
    const rules = recordsFromText(ROUND_RULES)
    const records = recordsOf({ ...NO_ROWS, node, link: links })
    return {
      router: createRouter(networkFromRecords({ ...rules, ...records }, { strict: true }).network),
      options: { objective: 'generalised', shipment: ONE_TEU },
      pairs: weights.map((weight, i) => ({ from: `o${i % 3}`, to: `z${Math.floor(i / 3)}`, weight })),
      candidates: hubs.map((h) => `h${h}`),
      ...rest,
    }
  })

const NO_ROWS: NetworkSpec = {
  node: [],
  link: [],
  transfer: [],
  border: [],
  territory: [],
  speed: [],
  rate: [],
  emission: [],
  grid: [],
  parameter: [],
}

describe('places in a random network', () => {
  it.each([
    ['of any kind', asked, { saves: 20, joint: 3 }],
    ['of origins, hubs and destinations', throughHubs, { saves: 50, joint: 10, missed: 1, submodular: 1, upper: 8 }],
  ] as const)('%s are those of trying all sets', async (_, cases, least) => {
    const seen: Record<string, number> = {}
    await fc.assert(
      fc.asyncProperty(cases, async (asked) => {
        const { kind, ...others } = await heldToAllSets(asked)
        for (const [what, is] of Object.entries({ ...others, [kind]: true })) {
          if (is) seen[what] = (seen[what] ?? 0) + 1
        }
      }),
      { numRuns: 100 },
    )
    for (const [what, count] of Object.entries(least)) {
      expect(seen[what], `cases of ${what}`).toBeGreaterThanOrEqual(count)
    }
  })
})
