import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flowPaths } from '../../../src/kernel/flow/flow-paths.js'
import { MaxFlow } from '../../../src/kernel/flow/max-flow.js'
import { MOST_CAPACITY, UNLIMITED } from '../../../src/kernel/flow/residual.js'
import { topologyFromArcs } from '../../../src/kernel/topology.js'
import { type FlowProblem, flowFaults, flowGraph, flowProblem, leastCut } from './flow-graphs.js'

const problem = (
  vertexCount: number,
  arcs: FlowProblem['arcs'],
  edges: FlowProblem['edges'] = [],
  from: readonly number[] = [0],
  to: readonly number[] = [vertexCount - 1],
): FlowProblem => ({ vertexCount, arcs, edges, sources: { vertices: from }, sinks: { vertices: to } })

function solve(given: FlowProblem, wanted?: number) {
  const graph = flowGraph(given)
  return new MaxFlow(graph.topology, given.sources, given.sinks, graph.partner).run(graph.capacity, wanted)
}

describe('MaxFlow', () => {
  it('fills parallel ways and sends back what stood in the way', () => {
    // The way 0-1-2-3 alone would block both others.
    const given = problem(4, [[0, 1, 1, 0], [0, 2, 1, 0], [1, 2, 1, 0], [1, 3, 1, 0], [2, 3, 1, 0]]) // biome-ignore format: arcs
    expect(solve(given)).toMatchObject({ value: 2, sourceSide: new Uint8Array([1, 0, 0, 0]) })
  })

  it('is 0 over a full stop and where nothing leads on', () => {
    expect(solve(problem(2, [[0, 1, 0, 0]]))).toMatchObject({ value: 0, cut: new Uint32Array([0]) })
    expect(solve(problem(2, [[1, 0, 5, 0]]))).toMatchObject({ value: 0, cut: new Uint32Array() })
  })

  it('takes an edge either way, but not both ways at once', () => {
    expect(solve(problem(2, [], [[1, 0, 7, 0]]))).toMatchObject({ value: 7 })
    // A bridge whose direction the search may first choose wrongly.
    const bridge = problem(4, [[0, 1, 3, 0], [0, 2, 1, 0], [1, 3, 1, 0], [2, 3, 3, 0]], [[2, 1, 2, 0]]) // biome-ignore format: arcs
    expect(solve(bridge)).toMatchObject({ value: 4 })
  })

  it('has no number for a flow without limit', () => {
    expect(solve(problem(3, [[0, 1, UNLIMITED, 0], [1, 2, UNLIMITED, 0]]))).toBeUndefined() // biome-ignore format: arcs
    expect(solve(problem(3, [[0, 1, UNLIMITED, 0], [1, 2, 9, 0]]))).toMatchObject({ value: 9 }) // biome-ignore format: arcs
    expect(solve(problem(2, [[0, 1, UNLIMITED, 0]]), 40)).toMatchObject({ value: 40, sourceSide: undefined })
    expect(solve(problem(2, [], [], [0], [0]))).toBeUndefined()
  })

  it('keeps to what is wanted, and knows a cut only where it is met', () => {
    expect(solve(problem(2, [[0, 1, 9, 0]]), 4)).toMatchObject({ value: 4, sourceSide: undefined })
    expect(solve(problem(2, [[0, 1, 9, 0]]), 9)).toMatchObject({ value: 9, cut: new Uint32Array([0]) })
    expect(solve(problem(2, [[0, 1, 9, 0]]), 0)).toMatchObject({ value: 0, sourceSide: undefined })
  })

  it('refuses what is no network', () => {
    const topology = topologyFromArcs(2, new Uint32Array([0, 1]), new Uint32Array([1, 0]))
    const ends = { vertices: [0] }
    const other = { vertices: [1] }
    expect(() => new MaxFlow(topology, { vertices: [2] }, other)).toThrow(/the end 2 is not one of the 2 vertices/)
    expect(() => new MaxFlow(topology, { vertices: [0], limits: [] }, other)).toThrow(/0 limits or costs for 1 ends/)
    expect(() => new MaxFlow(topology, ends, other, new Int32Array([0, -1]))).toThrow(/no opposite partner of arc 0/)
    const flow = new MaxFlow(topology, ends, other)
    expect(() => flow.run(new Float64Array([1.5, 0]))).toThrow(/the capacity 1.5/)
    expect(() => flow.run(new Float64Array([-1, 0]))).toThrow(/the capacity -1/)
    expect(() => flow.run(new Float64Array([Number.NaN, 0]))).toThrow(/the capacity NaN/)
    expect(() => flow.run(new Float64Array([2 ** 51, 1]))).toThrow(`above ${MOST_CAPACITY}`)
    expect(() => flow.run(new Float64Array([1]))).toThrow(/1 capacities for 2 arcs/)
  })

  it('is a flow of whole numbers, as large as the least of all cuts, which is the one it gives', () => {
    let flowing = 0
    let unbounded = 0
    fc.assert(
      fc.property(flowProblem({ unlimitedArcs: true }), (given) => {
        const graph = flowGraph(given)
        const least = leastCut(given, graph)
        const result = solve(given)
        if (result === undefined) {
          unbounded++
          expect(least).toBe(UNLIMITED)
          return
        }
        if (result.value > 0) flowing++
        expect(result.value).toBe(least)
        expect(flowFaults(given, graph, result)).toEqual([])
        const { sourceSide, cut } = result
        const side = sourceSide as Uint8Array
        let capacity = [...cut].reduce((sum, a) => sum + (graph.capacity[a] as number), 0)
        given.sources.vertices.forEach((v, i) => {
          if (side[v] === 0) capacity += given.sources.limits?.[i] as number
        })
        given.sinks.vertices.forEach((v, i) => {
          if (side[v] === 1) capacity += given.sinks.limits?.[i] as number
        })
        expect(capacity).toBe(result.value)
      }),
      { numRuns: 600 },
    )
    expect(flowing).toBeGreaterThan(200)
    expect(unbounded).toBeGreaterThan(0)
  })

  it('is the same when it is run again, with other capacities in between', () => {
    fc.assert(
      fc.property(flowProblem(), fc.nat({ max: 9 }), (given, wanted) => {
        const { topology, capacity, partner } = flowGraph(given)
        const flow = new MaxFlow(topology, given.sources, given.sinks, partner)
        const first = flow.run(capacity)
        const some = flow.run(capacity, wanted)
        expect(some?.value).toBe(Math.min(wanted, first?.value ?? UNLIMITED))
        flow.run(
          capacity.map((c) => c + 1),
          3,
        )
        expect(flow.run(capacity)).toEqual(first)
      }),
    )
  })
})

describe('flowPaths', () => {
  it('are connected ways from sources to sinks that add up to the flow, but for circles', () => {
    let many = 0
    fc.assert(
      fc.property(flowProblem(), (given) => {
        const graph = flowGraph(given)
        const { topology } = graph
        const result = solve(given)
        if (result === undefined) return
        const paths = flowPaths(topology, given.sources, given.sinks, result)
        if (paths.length > 1) many++
        const sums = new Float64Array(topology.arcCount)
        for (const { amount, source, sink, arcs } of paths) {
          expect(amount).toBeGreaterThan(0)
          let at = given.sources.vertices[source] as number
          const seen = new Set([at])
          for (const a of arcs) {
            expect(topology.tail[a]).toBe(at)
            at = topology.head[a] as number
            expect(seen.has(at)).toBe(false)
            seen.add(at)
            sums[a] = (sums[a] as number) + amount
          }
          expect(at).toBe(given.sinks.vertices[sink])
        }
        expect(paths.reduce((sum, { amount }) => sum + amount, 0)).toBe(result.value)
        sums.forEach((sum, a) => {
          expect(sum).toBeLessThanOrEqual(result.flow[a] as number)
        })
        const entering = given.sources.vertices.map((_, i) => paths.reduce((sum, p) => sum + (p.source === i ? p.amount : 0), 0)) // biome-ignore format: one chain
        expect(entering).toEqual([...result.entering])
      }),
      { numRuns: 300 },
    )
    expect(many).toBeGreaterThan(30)
  })

  it('drop what goes round in circles', () => {
    const topology = topologyFromArcs(3, new Uint32Array([0, 1, 1, 2]), new Uint32Array([1, 1, 2, 1]))
    const ends = [{ vertices: [0] }, { vertices: [1] }] as const
    const flow = {
      flow: new Float64Array([2, 5, 3, 3]),
      entering: new Float64Array([2]),
      leaving: new Float64Array([2]),
    }
    expect(flowPaths(topology, ...ends, flow)).toEqual([{ amount: 2, source: 0, sink: 0, arcs: [0] }])
    const through = topologyFromArcs(4, new Uint32Array([0, 1, 1, 2]), new Uint32Array([1, 2, 3, 1]))
    const round = {
      flow: new Float64Array([2, 1, 2, 1]),
      entering: new Float64Array([2]),
      leaving: new Float64Array([2]),
    }
    expect(flowPaths(through, { vertices: [0] }, { vertices: [3] }, round)).toEqual([
      { amount: 2, source: 0, sink: 0, arcs: [0, 2] },
    ])
  })
})
