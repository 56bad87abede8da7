import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kShortest } from '../../src/kernel/alternatives/k-shortest.js'
import { APART, type Apart, type DisjointRoutes } from '../../src/routing/disjoint.js'
import { sourcesAt, targetsAt, withoutBlocked } from '../../src/routing/ends.js'
import type { Itinerary } from '../../src/routing/itinerary.js'
import type { NoRoute } from '../../src/routing/no-route.js'
import { createRouter, type RouteQuery, type Router } from '../../src/routing/router.js'
import { networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { linksOf, textNetwork } from '../support/text-network.js'

/**
 * Cables from Marseille to Mumbai: two by the Red Sea (Djibouti is a landing of both), one round the Cape, and lines on land over
 * Tbilisi, which leave Marseille by the same two exchanges.
 */
const CABLES = `
  node.csv
  node_id,  name,      x_coord, y_coord, country
  marseille, Marseille,  5, 43, FR
  alex,      Alexandria, 30, 31, EG
  suez,      Suez,       32, 30, EG
  djibouti,  Djibouti,   43, 12, DJ
  jeddah,    Jeddah,     39, 21, SA
  mumbai,    Mumbai,     73, 19, IN
  frankfurt, Frankfurt,  9, 50, DE
  tbilisi,   Tbilisi,    45, 42, GE
  fujairah,  Fujairah,   56, 25, AE
  lisbon,    Lisbon,    -9, 39, PT
  capetown,  Cape Town,  18, -34, ZA

  fibre.csv
  link_id, from_node_id, to_node_id, length_km, passage
  a1, marseille, alex,     2800,
  a2, alex,      suez,      300, suez
  a3, suez,      djibouti, 2300, bab-el-mandeb
  a4, djibouti,  mumbai,   3200,
  b1, marseille, suez,     3300, suez
  b2, suez,      jeddah,   1200,
  b3, jeddah,    djibouti, 1300, bab-el-mandeb
  b4, djibouti,  mumbai,   3300,
  b5, jeddah,    mumbai,   4900, bab-el-mandeb
  c1, marseille, frankfurt, 1000,
  c2, frankfurt, tbilisi,  3500,
  c3, tbilisi,   fujairah, 2900,
  c4, fujairah,  mumbai,   2000,
  d1, marseille, lisbon,   1900,
  d2, lisbon,    capetown, 9900, cape
  d3, capetown,  mumbai,   8800,

  speed.csv
  mode, speed_kmh
  fibre, 734000000

  transfer.csv
  from_mode, to_mode, time_h
  door, fibre, 0
  fibre, door, 0

  border.csv
  from_country, to_country, mode, time_h
  *, *, fibre, 0
`
const ROUTER = createRouter(textNetwork(CABLES))
/** Ways tried one by one. */
const MOST_WAYS = 250

const QUERY = { from: 'Marseille', to: 'Mumbai', objective: 'fastest', modes: ['fibre'] } as const

function routesOf(result: DisjointRoutes | NoRoute): DisjointRoutes {
  if (result.status === 'no-route') throw new Error(`expected routes; received: ${result.reason}`)
  return result
}

/** All that a route may not share. */
function taken(itinerary: Itinerary, share: Apart): string[] {
  const { via, passages } = itinerary
  const between = via.filter((id) => id !== itinerary.from && id !== itinerary.to)
  return [
    ...linksOf(itinerary),
    ...(share === 'links' ? [] : between.map((id) => `node ${id}`)),
    ...(share === 'nodes-and-passages' ? passages.map((passage) => `passage ${passage}`) : []),
  ]
}

interface Way {
  readonly weight: number
  readonly labels: readonly string[]
}

/** The best ways of a question in order, each with what it may not share; as many as there are, or so many. */
function waysOf(router: Router, query: RouteQuery, share: Apart, most: number): Way[] {
  const { compiled } = router
  const { topology, terminals, arcLink, links, nodeIds } = compiled
  const prepared = router.prepare(query)
  const sources = withoutBlocked(sourcesAt(compiled, query.from, prepared), prepared.masks.loading)
  const targets = withoutBlocked(targetsAt(compiled, query.to, prepared), prepared.masks.unloading)
  return kShortest(topology, prepared.metrics, sources, targets, most).map(({ weights, arcs }) => ({
    weight: weights[0] as number,
    labels: arcs.flatMap((a) => {
      const link = links.at(arcLink[a] as number)
      const node = nodeIds[terminals[topology.head[a] as number]?.node as number] as string
      const isBetween = share !== 'links' && node !== query.from && node !== query.to
      const passage = share === 'nodes-and-passages' ? link?.passage : undefined
      return [
        ...((arcLink[a] as number) < 0 ? [] : [`${link?.link_id}`]),
        ...(isBetween ? [`node ${node}`] : []),
        ...((arcLink[a] as number) < 0 || passage === undefined ? [] : [`passage ${passage}`]),
      ]
    }),
  }))
}

/** Least sum of so many ways no two of which share a label. */
function leastSum(ways: readonly Way[], count: number): number | undefined {
  let best = Number.POSITIVE_INFINITY
  const visit = (from: number, left: number, sum: number, used: ReadonlySet<string>): void => {
    if (left === 0) {
      best = Math.min(best, sum)
      return
    }
    for (let i = from; i < ways.length; i++) {
      const { weight, labels } = ways[i] as Way
      if (sum + left * weight >= best) return
      if (labels.some((label) => used.has(label))) continue
      visit(i + 1, left - 1, sum + weight, new Set([...used, ...labels]))
    }
  }
  visit(0, count, 0, new Set())
  return best === Number.POSITIVE_INFINITY ? undefined : best
}

describe('Router.disjoint', () => {
  it('shares no link, no landing, no strait: one after the other costs more', () => {
    const links = (share: Apart) => routesOf(ROUTER.disjoint({ ...QUERY, share })).routes.map(linksOf)
    expect(links('links')).toEqual([
      ['a1', 'a2', 'a3', 'a4'],
      ['b1', 'b2', 'b3', 'b4'],
    ])
    const nodes = routesOf(ROUTER.disjoint({ ...QUERY, share: 'nodes' }))
    expect(nodes.routes.map(linksOf)).toEqual([
      ['a1', 'a2', 'a3', 'a4'],
      ['c1', 'c2', 'c3', 'c4'],
    ])
    const apart = routesOf(ROUTER.disjoint({ ...QUERY, count: 3 }))
    expect(apart.routes.map(linksOf)).toEqual([
      ['a1', 'a2', 'a3', 'a4'],
      ['c1', 'c2', 'c3', 'c4'],
      ['d1', 'd2', 'd3'],
    ])
    expect(apart).toMatchObject({ exact: true, at_most: undefined, asked: 3, share: 'nodes-and-passages' })
    expect(apart.weight).toBe(apart.routes.reduce((sum, { weight }) => sum + weight, 0))
    expect(apart.bound).toBe(apart.weight)
    expect(apart.totals.length_km).toBe(8600 + 9400 + 20600)
  })

  it('says how many there are at most', () => {
    const four = routesOf(ROUTER.disjoint({ ...QUERY, count: 4 }))
    expect([four.routes.length, four.at_most, four.asked, four.exact]).toEqual([3, 3, 4, true])
    const links = routesOf(ROUTER.disjoint({ ...QUERY, count: 9, share: 'links' }))
    expect([links.routes.length, links.at_most]).toEqual([4, 4])
  })

  it('is under a scenario and within constraints', () => {
    const scenario = { id: 'strait', changes: [{ close: { passage: 'bab-el-mandeb' } }] }
    const routes = routesOf(ROUTER.disjoint({ ...QUERY, scenario })).routes.map((route) => route.passages)
    expect(routes).toEqual([[], ['cape']])
    const short = routesOf(ROUTER.disjoint({ ...QUERY, avoidCountries: ['DE', 'PT'], count: 2 }))
    expect([short.routes.length, short.at_most]).toEqual([1, 1])
    expect(ROUTER.disjoint({ ...QUERY, avoidCountries: ['FR'] })).toMatchObject({
      status: 'no-route',
      drop: [{ option: 'avoidCountries', value: 'FR' }],
    })
  })

  it('refuses what it does not know', () => {
    const share = 'straits' as unknown as Apart
    expect(() => ROUTER.disjoint({ ...QUERY, share })).toThrow(/Unknown share "straits"; expected one of links, nodes/)
    expect(() => ROUTER.disjoint({ ...QUERY, count: 0 })).toThrow(/Option count is 0; expected a whole number/)
    expect(() => ROUTER.disjoint({ ...QUERY, states: 0.5 })).toThrow(/Option states is 0.5/)
    expect(() => ROUTER.disjoint({ ...QUERY, to: 'marseille' })).toThrow(/Marseille is both ends of the routes/)
  })

  it('is the set of least weight among all routes of random multimodal networks', () => {
    const tally = new RouteTally()
    let several = 0
    let compared = 0
    let fewer = 0
    let inexact = 0
    const cases = fc.tuple(question(5), fc.constantFrom(...APART), fc.integer({ min: 1, max: 3 }))
    fc.assert(
      fc.property(cases, ([{ spec, query }, share, count]) => {
        const router = createRouter(networkOf(spec))
        const result = router.disjoint({ ...query, count, share, states: 50_000 })
        if (!tally.note(result.status === 'ok')) {
          expect(result).toEqual(router.route(query))
          return
        }
        const { routes, weight, at_most, exact, bound } = routesOf(result)
        expect(routes.length).toBeLessThanOrEqual(count)
        const used = new Set<string>()
        for (const route of routes) {
          expect([route.from, route.to]).toEqual([query.from, query.to])
          const labels = new Set(taken(route, share))
          for (const label of labels) expect(used.has(label)).toBe(false)
          for (const label of labels) used.add(label)
        }
        if (count === 1) expect(routes).toEqual([router.route(query)])
        if (!exact) {
          // About one network in fifteen hundred takes more states than these.
          inexact++
          expect(bound).toBeLessThanOrEqual(weight)
          return
        }
        expect(bound).toBe(weight)
        if (routes.length > 1) several++
        const ways = waysOf(router, query, share, MOST_WAYS)
        // Too many to try them all.
        if (ways.length === MOST_WAYS) return
        compared++
        expect(weight).toBe(leastSum(ways, routes.length))
        if (routes.length < count) {
          fewer++
          expect(at_most).toBe(routes.length)
          expect(leastSum(ways, routes.length + 1)).toBeUndefined()
        }
      }),
      { numRuns: 120 },
    )
    tally.expectAtLeastHalf()
    expect(several).toBeGreaterThan(20)
    expect(compared).toBeGreaterThan(20)
    expect(fewer).toBeGreaterThan(1)
    expect(inexact).toBeLessThan(3)
  })
})
