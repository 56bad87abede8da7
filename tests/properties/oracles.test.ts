import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Offsets } from '../../src/kernel/search.js'
import { checkedObjective } from '../../src/routing/objective.js'
import { createRouter, type RouteQuery } from '../../src/routing/router.js'
import { bellmanFord, enumeratePaths, graphologyWeight, leastToTargets } from '../support/oracles.js'
import { networkOf, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { type TerminalGraph, terminalGraph } from '../support/terminal-graph.js'

const RUNS = 200

function weightByRouter(router: ReturnType<typeof createRouter>, query: RouteQuery): number | undefined {
  const result = router.route(query)
  return result.status === 'ok' ? result.weight : undefined
}

function withObjective<Q extends RouteQuery>(query: Q) {
  return { ...query, objective: checkedObjective(query.objective ?? 'generalised') }
}

describe('the weight of a route', () => {
  it('is that of graphology-shortest-path on the terminal graph', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(7), ({ spec, query }) => {
        const network = networkOf(spec)
        const { topology, metric, sources, targets } = terminalGraph(network, withObjective(query))
        const weight = weightByRouter(createRouter(network), query)
        tally.note(weight !== undefined)
        expect(weight).toBe(graphologyWeight(topology, metric, sources(query.from), targets(query.to)))
      }),
      { numRuns: RUNS },
    )
    tally.expectAtLeastHalf()
  })

  it('is the least of all paths, one by one', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(3), ({ spec, query }) => {
        const network = networkOf(spec)
        const { topology, metric, sources, targets } = terminalGraph(network, withObjective(query))
        const weight = weightByRouter(createRouter(network), query)
        tally.note(weight !== undefined)
        expect(weight).toBe(enumeratePaths(topology, [metric], sources(query.from), targets(query.to))?.[0])
      }),
      { numRuns: 100 },
    )
    tally.expectAtLeastHalf()
  })

  it('through places and sets of places is the least over every choice of terminals there', () => {
    const tally = new RouteTally()
    const asked = question(6).chain(({ spec, query }) => {
      const node = fc.nat({ max: spec.node.length - 1 }).map((i) => `n${i}`)
      const stop = fc.oneof(node, fc.uniqueArray(node, { minLength: 1, maxLength: 3 }))
      return fc.record({
        spec: fc.constant(spec),
        query: fc.constant(query),
        via: fc.array(stop, { minLength: 1, maxLength: 3 }),
      })
    })
    fc.assert(
      fc.property(asked, ({ spec, query, via }) => {
        const network = networkOf(spec)
        const weight = weightByRouter(createRouter(network), { ...query, via })
        tally.note(weight !== undefined)
        const stops = via.map((stop) => (typeof stop === 'string' ? [stop] : stop))
        expect(weight).toBe(leastThrough(terminalGraph(network, withObjective(query)), query, stops))
      }),
      { numRuns: RUNS },
    )
    tally.expectAtLeastHalf()
  })
})

/** Tries every terminal of every stop, with a Bellman-Ford from each. */
function leastThrough(
  { topology, metric, sources, targets, vertices }: TerminalGraph,
  { from, to }: RouteQuery,
  stops: readonly (readonly string[])[],
): number | undefined {
  const start = sources(from)
  const continued = (weight: number, ends: Offsets, rest: readonly (readonly string[])[]): number => {
    const distances = bellmanFord(topology, [metric], ends)
    const [stop, ...later] = rest
    if (stop === undefined) return weight + (leastToTargets(distances, targets(to), 1)?.[0] ?? Number.POSITIVE_INFINITY)
    let best = Number.POSITIVE_INFINITY
    for (const vertex of stop.flatMap(vertices)) {
      const distance = distances[vertex]?.[0]
      if (distance === undefined) continue
      best = Math.min(best, continued(weight + distance, { vertices: [vertex], weights: [] }, later))
    }
    return best
  }
  const least = continued(0, start, stops)
  return Number.isFinite(least) ? least : undefined
}
