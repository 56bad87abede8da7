import fc from 'fast-check'
import { graphFromPairs, type UndirectedGraph } from '../../../src/kernel/ordering/undirected-graph.js'

export type Pair = readonly [number, number]

/** A graph as plain data that fast-check can print; loops and repeated pairs included. */
export interface RandomGraph {
  readonly vertexCount: number
  readonly pairs: readonly Pair[]
}

/** Graphs of several components, with loops, repetitions and isolated vertices. */
export function randomGraph(maxVertices: number, density: number): fc.Arbitrary<RandomGraph> {
  return fc.integer({ min: 1, max: maxVertices }).chain((vertexCount) => {
    const vertex = fc.nat({ max: vertexCount - 1 })
    return fc.record({
      vertexCount: fc.constant(vertexCount),
      pairs: fc.array(fc.tuple(vertex, vertex), { maxLength: Math.ceil(vertexCount * density), size: 'max' }),
    })
  })
}

export function graphOf({ vertexCount, pairs }: RandomGraph): UndirectedGraph {
  return graphFromPairs(
    vertexCount,
    pairs.length,
    Uint32Array.from(pairs, (p) => p[0]),
    Uint32Array.from(pairs, (p) => p[1]),
  )
}

export const neighbours = ({ first, head }: UndirectedGraph, v: number): number[] => [
  ...head.subarray(first[v], first[v + 1]),
]

export function path(vertexCount: number): RandomGraph {
  return { vertexCount, pairs: Array.from({ length: vertexCount - 1 }, (_, v): Pair => [v, v + 1]) }
}

export function cycle(vertexCount: number): RandomGraph {
  return { vertexCount, pairs: [...path(vertexCount).pairs, [vertexCount - 1, 0]] }
}

export function star(leaves: number): RandomGraph {
  return { vertexCount: leaves + 1, pairs: Array.from({ length: leaves }, (_, v): Pair => [0, v + 1]) }
}

export function complete(vertexCount: number): RandomGraph {
  const pairs: Pair[] = []
  for (let u = 0; u < vertexCount; u++) for (let v = 0; v < u; v++) pairs.push([u, v])
  return { vertexCount, pairs }
}

/** `width * height` vertices, row by row. */
export function grid(width: number, height: number): RandomGraph {
  const pairs: Pair[] = []
  for (let v = 0; v < width * height; v++) {
    if (v % width < width - 1) pairs.push([v, v + 1])
    if (v + width < width * height) pairs.push([v, v + width])
  }
  return { vertexCount: width * height, pairs }
}

export const gridCoordinates = (width: number, height: number): Float64Array[] => [
  Float64Array.from({ length: width * height }, (_, v) => v % width),
  Float64Array.from({ length: width * height }, (_, v) => Math.floor(v / width)),
]

/** A tree in which each vertex hangs at a random earlier one. */
export const randomTree = (maxVertices: number): fc.Arbitrary<RandomGraph> =>
  fc.array(fc.nat(), { minLength: 1, maxLength: maxVertices, size: 'max' }).map((choices) => ({
    vertexCount: choices.length + 1,
    pairs: choices.map((choice, v): Pair => [v + 1, choice % (v + 1)]),
  }))

/** By rank, the higher neighbours of a vertex once all lower ones are eliminated, carried out set by set: the oracle. */
export function eliminate(graph: UndirectedGraph, order: ArrayLike<number>): Set<number>[] {
  const rank = new Map(Array.from(order, (v, r) => [v, r]))
  const higher = Array.from(order, (v, r) => {
    const ranks = neighbours(graph, v).map((u) => rank.get(u) as number)
    return new Set(ranks.filter((other) => other > r))
  })
  for (const up of higher) {
    const parent = Math.min(...up)
    for (const r of up) if (r !== parent) higher[parent]?.add(r)
  }
  return higher
}

export const arcCount = (higher: readonly Set<number>[]): number => higher.reduce((sum, up) => sum + up.size, 0)

export const isPermutation = (order: ArrayLike<number>, count: number): boolean =>
  order.length === count && new Set(Array.from(order)).size === count && Array.from(order).every((v) => v < count)

/** Number of component of each vertex, among those that `left` keeps; -1 for the others. */
export function components(graph: UndirectedGraph, left: (v: number) => boolean): number[] {
  const component = new Array<number>(graph.vertexCount).fill(-1)
  let count = 0
  for (let root = 0; root < graph.vertexCount; root++) {
    if (!left(root) || component[root] !== -1) continue
    const stack = [root]
    component[root] = count
    for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
      for (const v of neighbours(graph, u)) {
        if (!left(v) || component[v] !== -1) continue
        component[v] = count
        stack.push(v)
      }
    }
    count++
  }
  return component
}
