/**
 * Takes off what needs no search for separators: hanging trees (leaves first: no fill at all) and chains of vertices with two
 * neighbours (halved again and again, so that they are no deeper than the logarithm of their length; an edge stands for each
 * from then on), in turns, until every vertex left has three neighbours or more: rake and compress (Miller and Reif 1985,
 * doi:10.1109/SFCS.1985.43), used for hierarchies by Dibbelt, Strasser and Wagner 2016 (doi:10.1145/2886843).
 *
 * A vertex taken off has at most two higher neighbours, so the fill is at most one edge for each.
 *
 * Cost: O(vertices + edges) per round; a road network takes three or four.
 */
import { graphFromPairs, type UndirectedGraph } from './undirected-graph.js'

/**
 * Layers of leaves to take off before chains are halved: high enough for a city's dead ends, low enough that a long branch
 * line is halved too, and not climbed station by station.
 */
const MAX_LAYERS = 8

/** After so many rounds only ladders and fans still crumble from their ends; the rest is left to dissection. */
const MAX_ROUNDS = 16

/** A graph without trees and chains, and what was taken off. */
export interface Reduction {
  /** Vertices taken off, in the order in which to contract them. */
  readonly removed: Uint32Array
  readonly core: UndirectedGraph
  /** Vertex of the core -> vertex of the original graph. */
  readonly ids: Uint32Array
}

export function withoutTreesAndChains(graph: UndirectedGraph): Reduction {
  const n = graph.vertexCount
  const removed = new Uint32Array(n)
  let removedCount = 0
  let core = graph
  let ids = new Uint32Array(n)
  for (let v = 0; v < n; v++) ids[v] = v
  for (let rounds = 0; ; rounds++) {
    const round = new Round(core)
    if (rounds < MAX_ROUNDS) {
      round.peelTrees()
      round.takeChains()
    }
    if (round.takenCount === 0) return { removed: removed.slice(0, removedCount), core, ids }
    for (let i = 0; i < round.takenCount; i++) removed[removedCount++] = ids[round.taken[i] as number] as number
    const left = core.vertexCount - round.takenCount
    const number = new Uint32Array(core.vertexCount)
    const nextIds = new Uint32Array(left)
    let count = 0
    for (let v = 0; v < core.vertexCount; v++) {
      if (round.gone[v] === 1) continue
      number[v] = count
      nextIds[count] = ids[v] as number
      count++
    }
    core = round.rest(number, left)
    ids = nextIds
  }
}

class Round {
  readonly #graph: UndirectedGraph
  readonly #degree: Uint32Array
  /** Ends of the edges that stand for chains. */
  readonly #chainEnds: number[] = []
  readonly gone: Uint8Array
  readonly taken: Uint32Array
  takenCount = 0

  constructor(graph: UndirectedGraph) {
    const n = graph.vertexCount
    this.#graph = graph
    this.#degree = new Uint32Array(n)
    for (let v = 0; v < n; v++) this.#degree[v] = (graph.first[v + 1] as number) - (graph.first[v] as number)
    this.gone = new Uint8Array(n)
    this.taken = new Uint32Array(n)
  }

  peelTrees(): void {
    const { vertexCount, first, head } = this.#graph
    const degree = this.#degree
    const { gone, taken } = this
    let count = this.takenCount
    for (let v = 0; v < vertexCount; v++) {
      if ((degree[v] as number) > 1) continue
      gone[v] = 1
      taken[count++] = v
    }
    // Layer by layer, the leaves first.
    let layerEnd = count
    let layers = 0
    for (let i = this.takenCount; i < count; i++) {
      if (i === layerEnd) {
        layerEnd = count
        layers++
      }
      const v = taken[i] as number
      for (let a = first[v] as number; a < (first[v + 1] as number); a++) {
        const u = head[a] as number
        if (gone[u] === 1) continue
        degree[u] = (degree[u] as number) - 1
        if (degree[u] !== 1 || layers === MAX_LAYERS) continue
        gone[u] = 1
        taken[count++] = u
      }
    }
    this.takenCount = count
  }

  takeChains(): void {
    const { vertexCount } = this.#graph
    const degree = this.#degree
    const { gone } = this
    const chain: number[] = []
    for (let v = 0; v < vertexCount; v++) {
      if (gone[v] === 1 || degree[v] !== 2) continue
      // Back to the end of the chain (or once around), then along it.
      let end = this.#other(v, -1)
      let inside = v
      while (degree[end] === 2 && end !== v) {
        const further = this.#other(end, inside)
        inside = end
        end = further
      }
      chain.length = 0
      let previous = end
      let u = inside
      while (degree[u] === 2 && u !== end) {
        chain.push(u)
        const further = this.#other(u, previous)
        previous = u
        u = further
      }
      this.#take(chain, end, u)
    }
  }

  /** What is left, renumbered. */
  rest(number: Uint32Array, count: number): UndirectedGraph {
    const { vertexCount, first, head } = this.#graph
    const { gone } = this
    const ends = this.#chainEnds
    let pairs = ends.length / 2
    for (let v = 0; v < vertexCount; v++) {
      if (gone[v] === 1) continue
      for (let a = first[v] as number; a < (first[v + 1] as number); a++) {
        const u = head[a] as number
        if (u > v && gone[u] === 0) pairs++
      }
    }
    const tails = new Uint32Array(pairs)
    const heads = new Uint32Array(pairs)
    let write = 0
    for (let v = 0; v < vertexCount; v++) {
      if (gone[v] === 1) continue
      for (let a = first[v] as number; a < (first[v + 1] as number); a++) {
        const u = head[a] as number
        if (u < v || gone[u] === 1) continue
        tails[write] = number[v] as number
        heads[write++] = number[u] as number
      }
    }
    for (let i = 0; i < ends.length; i += 2) {
      tails[write] = number[ends[i] as number] as number
      heads[write++] = number[ends[i + 1] as number] as number
    }
    return graphFromPairs(count, pairs, tails, heads)
  }

  /** The neighbour of a vertex with two neighbours that is not `previous`. */
  #other(v: number, previous: number): number {
    const { first, head } = this.#graph
    for (let a = first[v] as number; ; a++) {
      const u = head[a] as number
      if (u !== previous && this.gone[u] === 0) return u
    }
  }

  /** Every second vertex, then every second one of the rest, and so on. */
  #take(chain: readonly number[], start: number, end: number): void {
    const { gone, taken } = this
    const length = chain.length
    for (let step = 1; step <= length; step *= 2) {
      for (let p = step; p <= length; p += 2 * step) {
        const v = chain[p - 1] as number
        gone[v] = 1
        taken[this.takenCount++] = v
      }
    }
    this.#chainEnds.push(start, end)
  }
}
