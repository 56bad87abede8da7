import { expect } from 'vitest'
import type { FoundPath, Offsets } from '../../../src/kernel/search.js'
import { CLOSED, type Metric, type Topology } from '../../../src/kernel/topology.js'
import { addVectors, arcVector, compareVectors, offsetVector, type Vector } from '../../support/oracles.js'

/** Whether `a` is at most `b` in every criterion. */
export function covers(a: Vector, b: Vector): boolean {
  return a.every((value, i) => value <= (b[i] as number))
}

/** The vectors that no other one covers, each once, in order. */
export function nonDominated(vectors: readonly Vector[]): Vector[] {
  const sorted = [...vectors].sort(compareVectors)
  const kept: Vector[] = []
  // A vector that covers another comes before it.
  for (const vector of sorted) if (!kept.some((other) => covers(other, vector))) kept.push(vector)
  return kept
}

export function isClosed(metrics: readonly Metric[], arc: number): boolean {
  return metrics.some((metric) => metric[arc] === CLOSED)
}

/** The frontier over every path without a repeated vertex, one by one. For tiny graphs. */
export function enumeratedFrontier(
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
  targets: Offsets,
): Vector[] {
  const criteria = metrics.length
  const sums: Vector[] = []
  const onPath = new Set<number>()
  const visit = (vertex: number, sum: Vector): void => {
    onPath.add(vertex)
    targets.vertices.forEach((target, i) => {
      if (target === vertex) sums.push(addVectors(sum, offsetVector(targets, i, criteria)))
    })
    for (let a = topology.firstOut[vertex] as number; a < (topology.firstOut[vertex + 1] as number); a++) {
      const head = topology.head[a] as number
      if (!onPath.has(head) && !isClosed(metrics, a)) visit(head, addVectors(sum, arcVector(metrics, a)))
    }
    onPath.delete(vertex)
  }
  sources.vertices.forEach((vertex, i) => {
    visit(vertex, offsetVector(sources, i, criteria))
  })
  return nonDominated(sums)
}

/** The frontier by repeated relaxation of sets of labels, without bounds or order (Bellman-Ford with sets). */
export function relaxedFrontier(
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
  targets: Offsets,
): Vector[] {
  const criteria = metrics.length
  const sets: Vector[][] = Array.from({ length: topology.vertexCount }, () => [])
  const offer = (vertex: number, vector: Vector): boolean => {
    const known = sets[vertex] as Vector[]
    if (known.some((other) => covers(other, vector))) return false
    sets[vertex] = [...known.filter((other) => !covers(vector, other)), vector]
    return true
  }
  sources.vertices.forEach((vertex, i) => {
    offer(vertex, offsetVector(sources, i, criteria))
  })
  for (let changed = true; changed; ) {
    changed = false
    for (let a = 0; a < topology.arcCount; a++) {
      if (isClosed(metrics, a)) continue
      for (const vector of sets[topology.tail[a] as number] as Vector[]) {
        if (offer(topology.head[a] as number, addVectors(vector, arcVector(metrics, a)))) changed = true
      }
    }
  }
  return nonDominated(
    targets.vertices.flatMap((target, i) =>
      (sets[target] as Vector[]).map((vector) => addVectors(vector, offsetVector(targets, i, criteria))),
    ),
  )
}

/** The path hangs together, has no vertex twice, uses open arcs only, and adds up to its weights with offsets of its ends. */
export function expectCertified(
  path: FoundPath,
  topology: Topology,
  metrics: readonly Metric[],
  sources: Offsets,
  targets: Offsets,
): void {
  const vertices = [path.source]
  let sum: Vector = metrics.map(() => 0)
  for (const arc of path.arcs) {
    expect(topology.tail[arc]).toBe(vertices.at(-1))
    expect(isClosed(metrics, arc), `arc ${arc} is closed`).toBe(false)
    sum = addVectors(sum, arcVector(metrics, arc))
    vertices.push(topology.head[arc] as number)
  }
  expect(vertices.at(-1)).toBe(path.target)
  expect(new Set(vertices).size, 'no vertex twice').toBe(vertices.length)
  const offsetsAt = (list: Offsets, at: number): Vector[] =>
    list.vertices.flatMap((vertex, i) => (vertex === at ? [offsetVector(list, i, metrics.length)] : []))
  const sums = offsetsAt(sources, path.source).flatMap((start) =>
    offsetsAt(targets, path.target).map((end) => addVectors(addVectors(start, sum), end)),
  )
  expect(sums).toContainEqual(path.weights)
}
