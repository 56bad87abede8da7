import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRouter, type RouteQuery, type RouteResult } from '../../../src/routing/router.js'
import { openSaved } from '../../../src/routing/saved/decode.js'
import { saveRouter } from '../../../src/routing/saved/encode.js'
import type { Change, Scenario } from '../../../src/routing/scenario/scenario.js'
import { composeScenarios } from '../../../src/routing/scenario/scenario.js'
import { type NetworkSpec, networkOf, question, type Row, withColumn } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'
import { linksOf } from '../../support/text-network.js'

const scenario = (...changes: Change[]): Scenario => ({ id: 'test', changes })

/** What a reader sees of an answer but for sources, which a scenario marks. */
function seen(result: RouteResult): unknown {
  if (result.status === 'no-route') return result.status
  const { totals, hours, generalised_usd, weight } = result
  return { totals, hours, generalised_usd, weight, links: linksOf(result) }
}

const linksSeen = (result: RouteResult): readonly string[] => (result.status === 'ok' ? linksOf(result) : [])

function withLinks(spec: NetworkSpec, change: (row: Row) => Row | undefined): NetworkSpec {
  return { ...spec, link: spec.link.map(change).filter((row) => row !== undefined) }
}

/** A change, and the same change written into the tables. */
interface Edit {
  readonly change: Change
  readonly written: (spec: NetworkSpec) => NetworkSpec
}

/** Changes whose arithmetic is exact, so that both ways give the very same numbers. */
function edits(spec: NetworkSpec): fc.Arbitrary<Edit> {
  const modes = [...new Set(spec.link.map((row) => row.mode as string))]
  const link = fc.constantFrom(...spec.link.map((row) => row.link_id as string))
  const mode = fc.constantFrom(...modes)
  const factor = fc.constantFrom(0, 0.5, 2, 4)
  const doubled =
    (table: keyof NetworkSpec, columns: readonly string[], by: number, of?: string) => (before: NetworkSpec) =>
      columns.reduce(
        (edited, column) =>
          withColumn(edited, table, column, (value, row) => (of === undefined || row.mode === of ? value * by : value)),
        before,
      )
  return fc.oneof(
    link.map(
      (id): Edit => ({
        change: { close: { link: id } },
        written: (before) => withLinks(before, (row) => (row.link_id === id ? undefined : row)),
      }),
    ),
    mode.map(
      (word): Edit => ({
        change: { close: { mode: word } },
        written: (before) => withLinks(before, (row) => (row.mode === word ? undefined : row)),
      }),
    ),
    fc.tuple(link, fc.integer({ min: 20, max: 200 })).map(
      ([id, speed_kmh]): Edit => ({
        change: { change: { link: id }, speed_kmh },
        written: (before) =>
          withLinks(before, (row) => (row.link_id === id ? { ...row, speed_kmh, time_h: undefined } : row)),
      }),
    ),
    fc.tuple(mode, factor).map(
      ([word, by]): Edit => ({
        change: { change: { mode: word }, tariff_factor: by },
        written: doubled('rate', ['usd_per_teu_km', 'usd_per_tonne_km', 'usd_per_teu'], by, word),
      }),
    ),
    fc
      .tuple(
        fc.constantFrom('road', 'sea').filter((word) => modes.includes(word)),
        factor,
      )
      .map(
        ([word, by]): Edit => ({
          change: { change: { mode: word }, carbon_factor: by },
          written: doubled('emission', ['wtw_gco2e_per_tkm', 'wtw_gco2e_per_teukm', 'ttw_gco2e_per_tkm'], by, word),
        }),
      ),
    factor.map(
      (by): Edit => ({
        change: { transfer: {}, time_factor: by, cost_factor: by },
        written: doubled('transfer', ['time_h', 'cost_usd_per_teu', 'cost_usd_per_tonne'], by),
      }),
    ),
    fc.tuple(link, fc.boolean()).map(
      ([id, electrified]): Edit => ({
        change: { change: { link: id }, electrified, status: 'open' },
        written: (before) =>
          withLinks(before, (row) =>
            row.link_id === id ? { ...row, electrified: Number(electrified), status: undefined } : row,
          ),
      }),
    ),
  )
}

/** The oneof above has no empty choice where a network has a link by road or sea; others are left out. */
const hasRoadOrSea = (spec: NetworkSpec): boolean => spec.link.some((row) => row.mode !== 'rail')

const edited = question()
  .filter(({ spec }) => hasRoadOrSea(spec))
  .chain(({ spec, query }) =>
    fc.record({
      spec: fc.constant(spec),
      query: fc.constant(query),
      edits: fc.array(edits(spec), { minLength: 1, maxLength: 3 }),
    }),
  )

describe('a scenario', () => {
  it('answers as the tables do with the changes written into them', () => {
    const tally = new RouteTally()
    const changed = new RouteTally()
    const same = new RouteTally()
    fc.assert(
      fc.property(edited, ({ spec, query, edits: list }) => {
        const base = createRouter(networkOf(spec))
        const written = list.reduce((before, edit) => edit.written(before), spec)
        // A change of something that an earlier one took away selects nothing any more in the tables.
        const under = scenario(...list.map(({ change }) => change))
        const ours = base.route({ ...query, scenario: under })
        const theirs = createRouter(networkOf(written)).route(query)
        expect(ours.status).toBe(theirs.status)
        // Two routes alike in everything are told apart by terminals, of which a network without a link has fewer.
        if (ours.status === 'ok' && theirs.status === 'ok') expect(ours.weight).toBe(theirs.weight)
        if (same.note(JSON.stringify(linksSeen(ours)) === JSON.stringify(linksSeen(theirs)))) {
          expect(seen(ours)).toEqual(seen(theirs))
        }
        tally.note(ours.status === 'ok')
        changed.note(JSON.stringify(seen(ours)) !== JSON.stringify(seen(base.route(query))))
      }),
      { numRuns: 300 },
    )
    tally.expectAtLeastHalf()
    expect(changed.found).toBeGreaterThan(60)
    expect(same.found).toBeGreaterThan(240)
  })

  it('that changes nothing is the baseline, and asking under one leaves the router as it was', () => {
    fc.assert(
      fc.property(edited, ({ spec, query, edits: list }) => {
        const router = createRouter(networkOf(spec))
        const before = router.route(query)
        router.route({ ...query, scenario: scenario(...list.map(({ change }) => change)) })
        expect(router.under(scenario())).toBe(router)
        expect(router.route({ ...query, scenario: scenario() })).toEqual(before)
        expect(router.route(query)).toEqual(before)
      }),
      { numRuns: 60 },
    )
  })

  it('that closes and reopens is the baseline', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const router = createRouter(networkOf(spec))
        for (const selector of [
          { country: 'CN' },
          { link: 'l00' },
          { node: 'n0' },
          { mode: ['rail', 'road', 'sea'] },
        ]) {
          if (selector.country !== undefined && !spec.node.some((row) => row.country === 'CN')) continue
          const reopened = scenario({ close: selector }, { open: selector })
          let result: RouteResult
          try {
            result = router.route({ ...query, scenario: reopened })
          } catch (error) {
            expect(String(error)).toContain('no link matches')
            continue
          }
          expect(result).toEqual(router.route(query))
          tally.note(result.status === 'ok')
        }
      }),
      { numRuns: 120 },
    )
    tally.expectAtLeastHalf()
  })

  it('is the same in either order where the changes do not touch', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(edited, ({ spec, query, edits: list }) => {
        const [a] = list
        const first: Scenario = { id: 'a', changes: a === undefined ? [] : [a.change] }
        const second: Scenario = { id: 'b', changes: [{ border: {}, time_factor: 2 }] }
        const third: Scenario = { id: 'c', changes: [{ prices: { carbon_price_usd_per_t: 150 } }] }
        const router = createRouter(networkOf(spec))
        const ask = (...order: Scenario[]): unknown => {
          try {
            return seen(router.route({ ...query, scenario: composeScenarios(order, { id: 'all' }) }))
          } catch (error) {
            expect(String(error)).toContain('no border crossing matches')
            return 'no crossing'
          }
        }
        const answer = ask(first, second, third)
        expect(ask(third, second, first)).toEqual(answer)
        expect(ask(second, first, third)).toEqual(answer)
        tally.note(answer !== 'no crossing')
      }),
      { numRuns: 150 },
    )
    tally.expectAtLeastHalf()
  })

  it('is the same in any order where the changes are of different links', () => {
    const differs = new RouteTally()
    fc.assert(
      fc.property(question(), fc.integer({ min: 0, max: 999 }), ({ spec, query }, seed) => {
        const ids = [...new Set(spec.link.map((row) => String(row.link_id)))].sort()
        const at = (i: number): string => ids[(seed + i) % ids.length] as string
        const all: Change[] = [
          { change: { link: at(0) }, speed_factor: 4, tariff_factor: 0.5 },
          { change: { link: at(1) }, speed_kmh: 300, electrified: true, status: 'open' },
          { close: { link: at(2) } },
          { open: { link: at(3) } },
        ]
        const changes = all.slice(0, ids.length)
        const router = createRouter(networkOf(spec))
        const parts = changes.map((change, i): Scenario => ({ id: `s${i}`, changes: [change] }))
        const ask = (order: readonly Scenario[]): unknown =>
          seen(router.route({ ...query, scenario: composeScenarios(order, { id: 'all' }) }))
        const answer = ask(parts)
        expect(ask([...parts].reverse())).toEqual(answer)
        expect(ask([...parts.slice(2), ...parts.slice(0, 2)])).toEqual(answer)
        differs.note(JSON.stringify(answer) !== JSON.stringify(seen(router.route(query))))
      }),
      { numRuns: 100 },
    )
    expect(differs.found).toBeGreaterThan(20)
  })

  it('adds places, links and rules as if they stood in the tables', () => {
    const tally = new RouteTally()
    const added = {
      node: [{ node_id: 'new', x_coord: 0.01, y_coord: 0.01, country: 'KZ' }],
      rail: [
        { link_id: 'x1', from_node_id: 'n0', to_node_id: 'new', length_km: 10, gauge_mm: 1435, time_h: 0 },
        { link_id: 'x2', from_node_id: 'new', to_node_id: 'n1', length_km: 10, gauge_mm: 1435, time_h: 0 },
      ],
    }
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const written: NetworkSpec = {
          ...spec,
          node: [...spec.node, ...added.node],
          link: [...spec.link, ...added.rail.map((row) => ({ ...row, mode: 'rail' }))],
        }
        const ours = createRouter(networkOf(spec)).route({ ...query, scenario: scenario({ add: added }) })
        expect(seen(ours)).toEqual(seen(createRouter(networkOf(written)).route(query)))
        tally.note(ours.status === 'ok')
      }),
      { numRuns: 80 },
    )
    tally.expectAtLeastHalf()
  })

  it('answers over a saved network as over the tables', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(edited, ({ spec, query, edits: list }) => {
        const under = scenario(...list.map(({ change }) => change), { open: { mode: ['rail', 'road', 'sea'] } })
        const router = createRouter(networkOf(spec))
        const saved = openSaved(saveRouter(router, { order: false }))
        const expected = router.route({ ...query, scenario: under })
        expect(saved.route({ ...query, scenario: under })).toEqual(expected)
        tally.note(expected.status === 'ok')
      }),
      { numRuns: 100 },
    )
    tally.expectAtLeastHalf()
  })

  it('after another one is as both composed, and does not undo it', () => {
    const changed = new RouteTally()
    fc.assert(
      fc.property(edited, ({ spec, query, edits: list }) => {
        const router = createRouter(networkOf(spec))
        const scenarios = list.map(({ change }, i): Scenario => ({ id: `s${i}`, changes: [change] }))
        const last: Scenario = { id: 'last', changes: [{ change: { mode: ['rail', 'road', 'sea'] }, speed_factor: 2 }] }
        const composed = router.under(composeScenarios([...scenarios, last])).route(query)
        const nested = scenarios.reduce((under, one) => under.under(one), router)
        expect(seen(nested.route({ ...query, scenario: last }))).toEqual(seen(composed))
        changed.note(JSON.stringify(seen(composed)) !== JSON.stringify(seen(router.under(last).route(query))))
      }),
      { numRuns: 150 },
    )
    expect(changed.found).toBeGreaterThan(30)
  })

  it('is not saved with a network, which could not hold its closures', () => {
    fc.assert(
      fc.property(edited, ({ spec, edits: list }) => {
        const changed = createRouter(networkOf(spec)).under(scenario(...list.map(({ change }) => change)))
        expect(() => saveRouter(changed)).toThrow('A router under a scenario cannot be saved')
      }),
      { numRuns: 5 },
    )
  })

  it('answers every question as a router under it does', () => {
    fc.assert(
      fc.property(edited, ({ spec, query, edits: list }) => {
        const under = scenario(...list.map(({ change }) => change))
        const router = createRouter(networkOf(spec))
        const changed = router.under(under)
        const { from, to, via: _, ...options }: RouteQuery = query
        const { objective: __, ...shared } = options
        const asked = { ...query, scenario: under }
        expect(router.route(asked)).toEqual(changed.route(query))
        const places = { ...options, origins: [from, to], destinations: [to, from] }
        expect(router.matrix({ ...places, scenario: under })).toEqual(changed.matrix(places))
        expect(router.reach({ ...options, from, scenario: under })).toEqual(changed.reach({ ...options, from }))
        expect(router.frontier({ ...shared, from, to, scenario: under })).toEqual(
          changed.frontier({ ...shared, from, to }),
        )
        expect(router.alternatives({ ...options, from, to, scenario: under })).toEqual(
          changed.alternatives({ ...options, from, to }),
        )
        expect(router.shortest({ ...options, from, to, count: 3, scenario: under })).toEqual(
          changed.shortest({ ...options, from, to, count: 3 }),
        )
        const budget = { time_h: 40 }
        expect(router.budget({ ...options, from, to, budget, scenario: under })).toEqual(
          changed.budget({ ...options, from, to, budget }),
        )
        const near = (constraints: object) => router.nearest([0, 0], { reachableFrom: from, limit: 9, constraints })
        expect(near({ scenario: under })).toEqual(changed.nearest([0, 0], { reachableFrom: from, limit: 9 }))
        expect(router.prepare(asked).metrics).toEqual(changed.prepare(query).metrics)
      }),
      { numRuns: 40 },
    )
  })
})
