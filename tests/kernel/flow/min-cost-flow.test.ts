import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MaxFlow } from '../../../src/kernel/flow/max-flow.js'
import { MinCostFlow } from '../../../src/kernel/flow/min-cost-flow.js'
import { UNLIMITED } from '../../../src/kernel/flow/residual.js'
import { CLOSED } from '../../../src/kernel/topology.js'
import { type FlowGraph, type FlowProblem, flowFaults, flowGraph, flowProblem } from './flow-graphs.js'

function solve(given: FlowProblem, graph: FlowGraph, wanted?: number) {
  const { topology, capacity, cost, partner } = graph
  return new MinCostFlow(topology, given.sources, given.sinks, partner).run(capacity, cost, wanted)
}

/** Least cost of each amount, by trying every flow of every arc. For very few arcs. */
function everyFlow(
  { vertexCount, sources, sinks }: FlowProblem,
  { topology, capacity, cost }: FlowGraph,
): Map<number, number> {
  const least = new Map<number, number>()
  const balance = new Array<number>(vertexCount).fill(0)
  const ends = [
    ...sources.vertices.map((v, i) => ({
      v,
      limit: sources.limits?.[i] as number,
      cost: sources.costs?.[i] ?? 0,
      sign: 1,
    })),
    ...sinks.vertices.map((v, i) => ({ v, limit: sinks.limits?.[i] as number, cost: sinks.costs?.[i] ?? 0, sign: -1 })),
  ]
  const visitEnds = (i: number, value: number, sum: number): void => {
    const end = ends[i]
    if (end === undefined) {
      if (balance.every((amount) => amount === 0)) least.set(value, Math.min(least.get(value) ?? UNLIMITED, sum))
      return
    }
    for (let amount = 0; amount <= end.limit; amount++) {
      balance[end.v] = (balance[end.v] as number) + end.sign * amount
      visitEnds(i + 1, value + (end.sign === 1 ? amount : 0), sum + amount * end.cost)
      balance[end.v] = (balance[end.v] as number) - end.sign * amount
    }
  }
  const visit = (a: number, sum: number): void => {
    if (a === topology.arcCount) {
      visitEnds(0, 0, sum)
      return
    }
    const u = topology.tail[a] as number
    const v = topology.head[a] as number
    for (let amount = 0; amount <= (capacity[a] as number); amount++) {
      balance[u] = (balance[u] as number) - amount
      balance[v] = (balance[v] as number) + amount
      visit(a + 1, sum + amount * (cost[a] as number))
      balance[u] = (balance[u] as number) + amount
      balance[v] = (balance[v] as number) - amount
    }
  }
  visit(0, 0)
  return least
}

/** Whether some circle of the residual network makes a flow cheaper, by Bellman-Ford; ends included. */
function hasCheaperCircle(
  { vertexCount, sources, sinks }: FlowProblem,
  { topology, capacity, cost }: FlowGraph,
  { flow, entering, leaving }: { readonly flow: Float64Array; readonly entering: Float64Array; readonly leaving: Float64Array }, // biome-ignore format: one line
): boolean {
  const arcs: [number, number, number][] = []
  const add = (u: number, v: number, room: number, sent: number, unit: number): void => {
    if (room > sent) arcs.push([u, v, unit])
    if (sent > 0) arcs.push([v, u, -unit])
  }
  for (let a = 0; a < topology.arcCount; a++) {
    if (cost[a] === CLOSED) continue
    add(
      topology.tail[a] as number,
      topology.head[a] as number,
      capacity[a] as number,
      flow[a] as number,
      cost[a] as number,
    )
  }
  // What enters at one source may enter at another, and so for sinks: all pass one vertex.
  sources.vertices.forEach((v, i) => {
    add(vertexCount, v, sources.limits?.[i] ?? UNLIMITED, entering[i] as number, sources.costs?.[i] ?? 0)
  })
  sinks.vertices.forEach((v, i) => {
    add(v, vertexCount + 1, sinks.limits?.[i] ?? UNLIMITED, leaving[i] as number, sinks.costs?.[i] ?? 0)
  })
  const distance = new Float64Array(vertexCount + 2)
  let changed = true
  for (let round = 0; round <= vertexCount + 2 && changed; round++) {
    changed = false
    for (const [u, v, w] of arcs) {
      if ((distance[u] as number) + w >= (distance[v] as number)) continue
      distance[v] = (distance[u] as number) + w
      changed = true
    }
  }
  return changed
}

describe('MinCostFlow', () => {
  it('takes the cheap way first and the dear way when it is full', () => {
    const given: FlowProblem = {
      vertexCount: 3,
      arcs: [[0, 2, 4, 10], [0, 1, 3, 2], [1, 2, 5, 2]], // biome-ignore format: arcs
      edges: [],
      sources: { vertices: [0] },
      sinks: { vertices: [2] },
    }
    const graph = flowGraph(given)
    expect(solve(given, graph, 3)).toMatchObject({ value: 3, cost: 12 })
    expect(solve(given, graph)).toMatchObject({ value: 7, cost: 52, cut: new Uint32Array([0, 1]) })
    const closed = graph.cost.map((cost, a) => (a === 1 ? CLOSED : cost))
    expect(solve(given, { ...graph, cost: closed })).toMatchObject({ value: 4, cost: 40 })
    const unlimited = { ...graph, capacity: graph.capacity.map(() => UNLIMITED) }
    expect(solve(given, unlimited)).toBeUndefined()
    expect(solve(given, unlimited, 1000)).toMatchObject({ value: 1000, cost: 4000 })
  })

  it('costs as little as the cheapest of all flows, for every amount', () => {
    let flowing = 0
    const tiny = flowProblem({ maxVertices: 4, maxCapacity: 2, maxArcs: 5 }).filter(
      ({ sources, sinks, arcs, edges }) =>
        sources.limits !== undefined && sinks.limits !== undefined && arcs.length + 2 * edges.length <= 7,
    )
    fc.assert(
      fc.property(tiny, (given) => {
        const graph = flowGraph(given)
        const least = everyFlow(given, graph)
        const most = Math.max(...least.keys())
        if (most > 0) flowing++
        for (let wanted = 0; wanted <= most; wanted++) {
          expect(solve(given, graph, wanted)).toMatchObject({ value: wanted, cost: least.get(wanted) })
        }
        expect(solve(given, graph)).toMatchObject({ value: most, cost: least.get(most) })
      }),
      { numRuns: 250 },
    )
    expect(flowing).toBeGreaterThan(40)
  })

  it('is a maximum flow, and no circle of the residual network makes it cheaper', () => {
    let flowing = 0
    fc.assert(
      fc.property(flowProblem({ maxVertices: 9, maxArcs: 30, unlimitedArcs: true }), (given) => {
        const graph = flowGraph(given)
        const { topology, capacity, partner, cost } = graph
        const result = solve(given, graph)
        const most = new MaxFlow(topology, given.sources, given.sinks, partner).run(capacity)
        expect(result?.value).toBe(most?.value)
        if (result === undefined) return
        if (result.value > 0) flowing++
        expect(result.sourceSide).toEqual(most?.sourceSide)
        expect(flowFaults(given, graph, result)).toEqual([])
        expect(hasCheaperCircle(given, graph, result)).toBe(false)
        for (let a = 0; a < topology.arcCount; a++) {
          const climb = (result.potential[topology.head[a] as number] as number) - (result.potential[topology.tail[a] as number] as number) // biome-ignore format: one line
          if ((result.flow[a] as number) < (capacity[a] as number)) expect(climb).toBeLessThanOrEqual(cost[a] as number)
          if ((result.flow[a] as number) > 0) expect(climb).toBeGreaterThanOrEqual(cost[a] as number)
        }
      }),
      { numRuns: 400 },
    )
    expect(flowing).toBeGreaterThan(150)
  })
})
