import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LexicographicDijkstra } from '../../src/kernel/lexicographic-dijkstra.js'
import { createRouter, type RouteResult } from '../../src/routing/router.js'
import { at } from '../support/random-multigraph.js'
import { type NetworkSpec, networkOf, question, type Row } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'

const RUNS = 120

const weightOf = (result: RouteResult): number => (result.status === 'ok' ? result.weight : Number.POSITIVE_INFINITY)

describe('laws of shortest paths', () => {
  it('every part of a best path is a best path between its ends', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const router = createRouter(networkOf(spec))
        const { compiled } = router
        const { metrics } = router.prepare(query)
        const verticesOf = (id: string): number[] =>
          compiled.terminals.flatMap((terminal, v) => (compiled.nodeIds[terminal.node] === id ? [v] : []))
        const search = new LexicographicDijkstra(compiled.topology)
        const best = search.search(metrics, at(...verticesOf(query.from)), at(...verticesOf(query.to)))
        if (!tally.note(best !== undefined) || best === undefined) return
        for (let i = 0; i < best.arcs.length; i++) {
          for (let j = i; j < best.arcs.length; j++) {
            const part = best.arcs.slice(i, j + 1)
            const tail = compiled.topology.tail[part[0] as number] as number
            const head = compiled.topology.head[part[part.length - 1] as number] as number
            const sums = metrics.map((metric) => part.reduce((sum, arc) => sum + (metric[arc] as number), 0))
            expect(search.search(metrics, at(tail), at(head))?.weights).toEqual(sums)
          }
        }
      }),
      { numRuns: RUNS },
    )
    tally.expectAtLeastHalf()
  })

  it('the triangle inequality holds between terminals, and a way through a place is the best over its terminals', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), fc.nat(), ({ spec, query }, pick) => {
        const router = createRouter(networkOf(spec))
        const { compiled } = router
        const terminalToTerminal = { ...query, handling: 'none' } as const
        const middle = `n${pick % spec.node.length}`
        const { metrics } = router.prepare(terminalToTerminal)
        const verticesOf = (id: string): number[] =>
          compiled.terminals.flatMap((terminal, v) => (compiled.nodeIds[terminal.node] === id ? [v] : []))
        const search = new LexicographicDijkstra(compiled.topology)
        const distance = (from: readonly number[], to: readonly number[]): number =>
          search.search(metrics, at(...from), at(...to))?.weights[0] ?? Number.POSITIVE_INFINITY
        const [a, b, c] = [verticesOf(query.from), verticesOf(middle), verticesOf(query.to)]
        const through = b.map((terminal) => distance(a, [terminal]) + distance([terminal], c))
        const direct = distance(a, c)
        for (const sum of through) expect(sum).toBeGreaterThanOrEqual(direct)
        tally.note(Number.isFinite(direct))
        expect(weightOf(router.route(terminalToTerminal))).toBe(direct)
        expect(weightOf(router.route({ ...terminalToTerminal, via: [middle] }))).toBe(Math.min(...through))
        // Changing the terminal at the middle place may cost, so the parts by themselves are never dearer.
        const parts =
          weightOf(router.route({ ...terminalToTerminal, to: middle })) +
          weightOf(router.route({ ...terminalToTerminal, from: middle }))
        expect(parts).toBeLessThanOrEqual(Math.min(...through))
      }),
      { numRuns: RUNS },
    )
    tally.expectAtLeastHalf()
  })

  it('the reversed network gives the reversed cost', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), ({ spec, query }) => {
        const there = createRouter(networkOf(spec)).route(query)
        const handling = { both: 'both', none: 'none', origin: 'destination', destination: 'origin' } as const
        const back = createRouter(networkOf(reversed(spec))).route({
          ...query,
          from: query.to,
          to: query.from,
          handling: handling[query.handling ?? 'both'],
        })
        tally.note(there.status === 'ok')
        expect(weightOf(back)).toBe(weightOf(there))
      }),
      { numRuns: RUNS },
    )
    tally.expectAtLeastHalf()
  })

  it('a way through given places is never better than the free one', () => {
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), ({ spec, query }, picks) => {
        const router = createRouter(networkOf(spec))
        const via = picks.map((pick) => `n${pick % spec.node.length}`)
        const constrained = router.route({ ...query, via })
        tally.note(constrained.status === 'ok')
        expect(weightOf(constrained)).toBeGreaterThanOrEqual(weightOf(router.route(query)))
        if (constrained.status === 'ok') expectInOrder(constrained.via, via)
      }),
      { numRuns: RUNS },
    )
    tally.expectAtLeastHalf()
  })
})

/** `places` are passed in this order; one and the same visit may serve equal neighbours in the list. */
function expectInOrder(passed: readonly string[], places: readonly string[]): void {
  let position = 0
  for (const place of places) {
    position = passed.indexOf(place, position)
    expect(position, `${place} in order in ${passed.join(' > ')}`).toBeGreaterThanOrEqual(0)
  }
}

/** All links, transfers, loading, unloading and borders turned round. */
function reversed(spec: NetworkSpec): NetworkSpec {
  const swap = (row: Row, a: string, b: string): Row => ({ ...row, [a]: row[b], [b]: row[a] })
  return {
    ...spec,
    link: spec.link.map((row) => swap(row, 'from_node_id', 'to_node_id')),
    transfer: spec.transfer.map((row) => swap(swap(row, 'from_mode', 'to_mode'), 'from_gauge_mm', 'to_gauge_mm')),
    border: spec.border.map((row) => swap(row, 'from_country', 'to_country')),
  }
}
