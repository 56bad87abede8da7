import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkFromRecords } from '../../src/network/from-records.js'
import type { Network } from '../../src/network/network.js'
import { networkToRecords } from '../../src/network/to-records.js'
import { OBJECTIVES } from '../../src/routing/objective.js'
import { createRouter, type RouteQuery, type RouteResult } from '../../src/routing/router.js'
import { type NetworkSpec, networkOf, type Question, question } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'

const RUNS = 80

/** The answers under all objectives. */
function answers(network: Network, query: RouteQuery, tally: RouteTally): RouteResult[] {
  const router = createRouter(network)
  return OBJECTIVES.map((objective) => {
    const result = router.route({ ...query, objective })
    tally.note(result.status === 'ok')
    return result
  })
}

function check<Asked>(asked: fc.Arbitrary<Asked>, property: (asked: Asked, tally: RouteTally) => void): void {
  const tally = new RouteTally()
  fc.assert(
    fc.property(asked, (value) => property(value, tally)),
    { numRuns: RUNS },
  )
  tally.expectAtLeastHalf()
}

function shuffled(spec: NetworkSpec): fc.Arbitrary<NetworkSpec> {
  const rows = (table: keyof NetworkSpec) => fc.shuffledSubarray([...spec[table]], { minLength: spec[table].length })
  return fc.record({
    node: rows('node'),
    link: rows('link'),
    transfer: rows('transfer'),
    border: rows('border'),
    territory: rows('territory'),
    speed: rows('speed'),
    rate: rows('rate'),
    emission: rows('emission'),
    grid: rows('grid'),
    parameter: rows('parameter'),
  })
}

describe('the same question has the same answer', () => {
  it('whatever the order of rows', () => {
    const asked = question().chain(({ spec, query }) =>
      fc.record({ spec: fc.constant(spec), query: fc.constant(query), other: shuffled(spec) }),
    )
    check(asked, ({ spec, query, other }, tally) => {
      expect(answers(networkOf(other), query, tally)).toEqual(answers(networkOf(spec), query, tally))
    })
  })

  it('after a round trip through CSV records', () => {
    check(question(), ({ spec, query }, tally) => {
      const network = networkOf(spec)
      const records = networkToRecords(network)
      const { network: again, issues } = networkFromRecords(records)
      expect(issues.filter((issue) => issue.severity === 'error')).toEqual([])
      expect(answers(again, query, tally)).toEqual(answers(network, query, tally))
      expect(networkToRecords(again)).toEqual(records)
    })
  })

  it('when asked twice, by one router and by two', () => {
    check(question(), ({ spec, query }, tally) => {
      const network = networkOf(spec)
      const router = createRouter(network)
      const first = router.route(query)
      tally.note(first.status === 'ok')
      router.route({ ...query, from: query.to, to: query.from })
      router.route({ ...query, objective: 'fastest', avoidModes: ['rail'] })
      expect(router.route(query)).toEqual(first)
      expect(
        router.route({ ...query, shipment: { ...(query.shipment ?? { teu: 0, tonnes: 0, value_usd: 0 }) } }),
      ).toEqual(first)
      expect(createRouter(network).route(query)).toEqual(first)
      expect(createRouter(networkOf(spec)).route(query)).toEqual(first)
    })
  })

  it('although the caller reuses the shipment for another size', () => {
    check(question(), ({ spec, query }, tally) => {
      const router = createRouter(networkOf(spec))
      const shipment = { teu: 1, tonnes: 10, value_usd: 1000 }
      const first = router.route({ ...query, shipment })
      tally.note(first.status === 'ok')
      const kept = structuredClone(first)
      shipment.teu = 3
      expect(first).toEqual(kept)
      expect(router.route({ ...query, shipment: { teu: 1, tonnes: 10, value_usd: 1000 } })).toEqual(kept)
    })
  })

  it('although the graph is edited after the router was made', () => {
    check(question(), ({ spec, query }, tally) => {
      const network = networkOf(spec)
      const router = createRouter(network)
      const first = createRouter(network).route(query)
      tally.note(first.status === 'ok')
      network.graph.forEachEdge((edge) => {
        network.graph.setEdgeAttribute(edge, 'length_km', 9999)
        network.graph.setEdgeAttribute(edge, 'status', 'closed')
      })
      network.graph.forEachNode((node) => network.graph.setNodeAttribute(node, 'name', 'renamed'))
      expect(router.route(query)).toEqual(first)
      network.graph.clear()
      expect(router.route(query)).toEqual(first)
      expect(router.route({ ...query, from: query.to }).status).toBe('ok')
    })
  })
})

describe('a query', () => {
  it('changes neither the network nor its arguments', () => {
    const constrained = question().map(
      ({ spec, query }): Question => ({
        spec,
        query: {
          ...query,
          via: [['n0', 'n1'], 'n2'],
          modes: ['rail', 'road', 'sea'],
          avoidCountries: [],
          avoidStatuses: ['planned'],
          shipment: { teu: 1, tonnes: 5, value_usd: 10, axle_load_t: 10 },
        },
      }),
    )
    check(constrained, ({ spec, query }, tally) => {
      const network = networkOf(spec)
      const before = JSON.stringify([network.graph.export(), network.rules, network.corridors])
      deepFreeze(network.rules)
      deepFreeze(network.corridors)
      network.graph.forEachNode((_, attributes) => deepFreeze(attributes))
      network.graph.forEachEdge((_, attributes) => deepFreeze(attributes))
      const asked = JSON.stringify(query)
      const result = createRouter(network).route(deepFreeze(query))
      tally.note(result.status === 'ok')
      expect(JSON.stringify(query)).toBe(asked)
      expect(JSON.stringify([network.graph.export(), network.rules, network.corridors])).toBe(before)
    })
  })
})

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}
