import fc from 'fast-check'
import { type FlowEnds, UNLIMITED } from '../../../src/kernel/flow/residual.js'
import { type Topology, topologyFromArcs } from '../../../src/kernel/topology.js'

/** A small network with capacities, as plain data that fast-check can print. */
export interface FlowProblem {
  readonly vertexCount: number
  /** Tail, head, capacity, cost. */
  readonly arcs: readonly (readonly [number, number, number, number])[]
  /** Pairs that are one edge: an arc and its opposite of the same capacity stand one after the other. */
  readonly edges: readonly (readonly [number, number, number, number])[]
  readonly sources: FlowEnds
  readonly sinks: FlowEnds
}

export interface FlowGraph {
  readonly topology: Topology
  readonly capacity: Float64Array
  readonly cost: Uint32Array
  readonly partner: Int32Array
}

/** Sorted by tail, partners found again. */
export function flowGraph({ vertexCount, arcs, edges }: FlowProblem): FlowGraph {
  const all = [
    ...arcs.map(([u, v, c, w]) => ({ u, v, c, w, id: -1 })),
    ...edges.flatMap(([u, v, c, w], id) => [
      { u, v, c, w, id },
      { u: v, v: u, c, w, id },
    ]),
  ]
  all.sort((a, b) => a.u - b.u)
  const topology = topologyFromArcs(
    vertexCount,
    Uint32Array.from(all, ({ u }) => u),
    Uint32Array.from(all, ({ v }) => v),
  )
  const partner = Int32Array.from(all, ({ id }, a) => (id < 0 ? -1 : all.findIndex((o, b) => o.id === id && b !== a)))
  return {
    topology,
    capacity: Float64Array.from(all, ({ c }) => c),
    cost: Uint32Array.from(all, ({ w }) => w),
    partner,
  }
}

/** Multigraphs with loops, parallel arcs, zero capacities, edges, and ends with and without limits that may repeat. */
export function flowProblem({
  maxVertices = 6,
  maxCapacity = 6,
  maxCost = 5,
  maxArcs = 14,
  limits = true,
  unlimitedArcs = false,
} = {}): fc.Arbitrary<FlowProblem> {
  return fc.integer({ min: 2, max: maxVertices }).chain((vertexCount) => {
    const vertex = fc.nat({ max: vertexCount - 1 })
    const capacity = fc.oneof(
      { weight: 12, arbitrary: fc.nat({ max: maxCapacity }) },
      { weight: unlimitedArcs ? 1 : 0, arbitrary: fc.constant(UNLIMITED) },
    )
    const cost = fc.nat({ max: maxCost })
    const arc = fc.tuple(vertex, vertex, capacity, cost)
    const edge = fc
      .tuple(vertex, fc.integer({ min: 1, max: vertexCount - 1 }), capacity, cost)
      .map(([u, step, c, w]) => [u, (u + step) % vertexCount, c, w] as const)
    const ends = (from: number, to: number): fc.Arbitrary<FlowEnds> =>
      fc
        .array(fc.tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 0, max: 2 * maxCapacity }), cost), {
          minLength: 1,
          maxLength: 3,
        })
        .chain((list) =>
          fc.boolean().map((limited) => ({
            vertices: list.map(([v]) => v),
            costs: list.map(([, , c]) => c),
            ...(limits && limited ? { limits: list.map(([, l]) => l) } : {}),
          })),
        )
    const half = Math.max(1, vertexCount >> 1)
    return fc.record({
      vertexCount: fc.constant(vertexCount),
      arcs: fc.array(arc, { minLength: Math.min(vertexCount, maxArcs), maxLength: maxArcs }),
      edges: fc.array(edge, { maxLength: Math.max(1, maxArcs >> 2) }),
      sources: ends(0, half - 1),
      sinks: ends(half, vertexCount - 1),
    })
  })
}

/** The least cut over all sets of vertices, limits of ends included: by Ford and Fulkerson the maximum flow. */
export function leastCut({ vertexCount, sources, sinks }: FlowProblem, { topology, capacity }: FlowGraph): number {
  let least = Number.POSITIVE_INFINITY
  for (let side = 0; side < 1 << vertexCount; side++) {
    const isIn = (v: number): boolean => ((side >> v) & 1) === 1
    let sum = 0
    for (let a = 0; a < topology.arcCount; a++) {
      if (isIn(topology.tail[a] as number) && !isIn(topology.head[a] as number)) sum += capacity[a] as number
    }
    sources.vertices.forEach((v, i) => {
      if (!isIn(v)) sum += sources.limits?.[i] ?? UNLIMITED
    })
    sinks.vertices.forEach((v, i) => {
      if (isIn(v)) sum += sinks.limits?.[i] ?? UNLIMITED
    })
    least = Math.min(least, sum)
  }
  return least
}

/** What is wrong with a flow as a flow: capacities, whole numbers, conservation, ends. Empty for none. */
export function flowFaults(
  { vertexCount, sources, sinks }: FlowProblem,
  { topology, capacity, partner }: FlowGraph,
  result: { readonly value: number; readonly flow: Float64Array; readonly entering: Float64Array; readonly leaving: Float64Array }, // biome-ignore format: one line
): string[] {
  const faults: string[] = []
  const balance = new Float64Array(vertexCount)
  const { flow, entering, leaving, value } = result
  flow.forEach((amount, a) => {
    if (!Number.isSafeInteger(amount) || amount < 0) faults.push(`arc ${a} carries ${amount}`)
    if (amount > (capacity[a] as number)) faults.push(`arc ${a} carries ${amount} of ${capacity[a]}`)
    if ((partner[a] as number) >= 0 && amount > 0 && (flow[partner[a] as number] as number) > 0) {
      faults.push(`edge of arc ${a} carries flow both ways`)
    }
    balance[topology.tail[a] as number] = (balance[topology.tail[a] as number] as number) - amount
    balance[topology.head[a] as number] = (balance[topology.head[a] as number] as number) + amount
  })
  const end = (ends: FlowEnds, amounts: Float64Array, sign: 1 | -1): void => {
    ends.vertices.forEach((v, i) => {
      balance[v] = (balance[v] as number) + sign * (amounts[i] as number)
      if ((amounts[i] as number) > (ends.limits?.[i] ?? UNLIMITED)) faults.push(`end ${i} is above its limit`)
    })
    const sum = amounts.reduce((total, amount) => total + amount, 0)
    if (sum !== value) faults.push(`the ends add up to ${sum}, not ${value}`)
  }
  end(sources, entering, 1)
  end(sinks, leaving, -1)
  balance.forEach((amount, v) => {
    if (amount !== 0) faults.push(`vertex ${v} keeps ${amount}`)
  })
  return faults
}
