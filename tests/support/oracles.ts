import { MultiDirectedGraph } from 'graphology'
import { dijkstra } from 'graphology-shortest-path'
import type { Offsets } from '../../src/kernel/search.js'
import { CLOSED, type Metric, type Topology } from '../../src/kernel/topology.js'

/** A sum per criterion. */
export type Vector = readonly number[]

/** Sums that are compared first by the first criterion, then by the second, then by the third. */
export function compareVectors(a: Vector, b: Vector): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference
  }
  return 0
}

export function addVectors(a: Vector, b: Vector): Vector {
  return a.map((value, i) => value + (b[i] as number))
}

export function offsetVector(list: Offsets, index: number, criteria: number): Vector {
  return Array.from({ length: criteria }, (_, c) => list.weights[c]?.[index] ?? 0)
}

export function arcVector(metrics: readonly Metric[], arc: number): Vector {
  return metrics.map((metric) => metric[arc] as number)
}

/** Least vector from the sources to every vertex, by relaxing all arcs until nothing changes (Bellman-Ford). */
export function bellmanFord(
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
): readonly (Vector | undefined)[] {
  const best = new Array<Vector | undefined>(topology.vertexCount).fill(undefined)
  const offer = (vertex: number, vector: Vector): boolean => {
    const known = best[vertex]
    if (known !== undefined && compareVectors(vector, known) >= 0) return false
    best[vertex] = vector
    return true
  }
  sources.vertices.forEach((vertex, i) => {
    offer(vertex, offsetVector(sources, i, metrics.length))
  })
  for (let changed = true; changed; ) {
    changed = false
    for (let a = 0; a < topology.arcCount; a++) {
      const tail = best[topology.tail[a] as number]
      if (tail === undefined || metrics[0]?.[a] === CLOSED) continue
      if (offer(topology.head[a] as number, addVectors(tail, arcVector(metrics, a)))) changed = true
    }
  }
  return best
}

/** Least vector from any source to any target, target offsets included. */
export function leastToTargets(
  distances: readonly (Vector | undefined)[],
  targets: Offsets,
  criteria: number,
): Vector | undefined {
  let best: Vector | undefined
  targets.vertices.forEach((vertex, i) => {
    const distance = distances[vertex]
    if (distance === undefined) return
    const sum = addVectors(distance, offsetVector(targets, i, criteria))
    if (best === undefined || compareVectors(sum, best) < 0) best = sum
  })
  return best
}

/** Least vector over every path without a repeated vertex, one by one. For tiny graphs. */
export function enumeratePaths(
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
  targets: Offsets,
): Vector | undefined {
  const criteria = metrics.length
  let best: Vector | undefined
  const onPath = new Set<number>()
  const visit = (vertex: number, sum: Vector): void => {
    onPath.add(vertex)
    targets.vertices.forEach((target, i) => {
      if (target !== vertex) return
      const total = addVectors(sum, offsetVector(targets, i, criteria))
      if (best === undefined || compareVectors(total, best) < 0) best = total
    })
    for (let a = 0; a < topology.arcCount; a++) {
      const head = topology.head[a] as number
      if (topology.tail[a] !== vertex || metrics[0]?.[a] === CLOSED || onPath.has(head)) continue
      visit(head, addVectors(sum, arcVector(metrics, a)))
    }
    onPath.delete(vertex)
  }
  sources.vertices.forEach((vertex, i) => {
    visit(vertex, offsetVector(sources, i, criteria))
  })
  return best
}

/**
 * Least weight of the first criterion by graphology-shortest-path, with a super source and a super sink for the
 * offsets. Its known faults are worked around: closed arcs are left out (a missing weight would count as 1), and the
 * answer is a list of vertices, so the cheapest of parallel arcs is looked up again
 * (with `outEdges`: `directedEdges(u, v)` also lists the edges from v to u).
 */
export function graphologyWeight(
  topology: Topology,
  metric: Metric,
  sources: Offsets,
  targets: Offsets,
): number | undefined {
  const graph = new MultiDirectedGraph<Record<string, never>, { weight: number }>()
  for (let v = 0; v < topology.vertexCount; v++) graph.addNode(`v${v}`)
  graph.addNode('source')
  graph.addNode('sink')
  for (let a = 0; a < topology.arcCount; a++) {
    const weight = metric[a] as number
    if (weight !== CLOSED) graph.addDirectedEdge(`v${topology.tail[a]}`, `v${topology.head[a]}`, { weight })
  }
  sources.vertices.forEach((vertex, i) => {
    graph.addDirectedEdge('source', `v${vertex}`, { weight: sources.weights[0]?.[i] ?? 0 })
  })
  targets.vertices.forEach((vertex, i) => {
    graph.addDirectedEdge(`v${vertex}`, 'sink', { weight: targets.weights[0]?.[i] ?? 0 })
  })
  const path: string[] | null = dijkstra.bidirectional(graph, 'source', 'sink', 'weight')
  if (path === null) return undefined
  let sum = 0
  for (let i = 1; i < path.length; i++) {
    const parallel = graph.outEdges(path[i - 1], path[i])
    sum += Math.min(...parallel.map((edge) => graph.getEdgeAttribute(edge, 'weight')))
  }
  return sum
}
