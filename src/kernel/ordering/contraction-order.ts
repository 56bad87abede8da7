/**
 * The order in which a customizable contraction hierarchy contracts its vertices (Dibbelt, Strasser and Wagner 2016,
 * doi:10.1145/2886843). A query climbs from both ends over all higher vertices that the order leaves reachable, so small
 * balanced separators belong at the top:
 *
 * 1. trees and chains are taken off ({@link withoutTreesAndChains});
 * 2. the core is ordered by nested dissection along straight and crooked sweeps ({@link nestedDissectionOrder});
 * 3. a small core is also ordered by minimum degree alone ({@link minimumDegreeOrder}), and the order with the smaller search
 *    spaces is taken: without small separators (dense or tiny networks) dissection has nothing to offer.
 *
 * The order depends on the graph and the coordinates alone, and is the same in every run.
 */
import type { Topology } from '../topology.js'
import { eliminationCost } from './elimination.js'
import { minimumDegreeOrder } from './minimum-degree.js'
import { nestedDissectionOrder } from './nested-dissection.js'
import { withoutTreesAndChains } from './trees-and-chains.js'
import { type UndirectedGraph, underlyingGraph } from './undirected-graph.js'

/** Vertices of a core up to which minimum degree is tried as well. */
const SMALL_CORE = 20_000

/**
 * Orders the vertices of a network for contraction; the directions and weights of its arcs do not matter.
 *
 * @param coordinates one column per dimension (plane coordinates, or points of the unit sphere), one number per vertex, NaN
 *   where a vertex has none; such vertices are placed among their neighbours. Without any, separators are looked for along
 *   distances in the graph alone, and come out somewhat larger.
 * @returns rank -> vertex; rank 0 is contracted first
 * @throws RangeError where a column has not one number per vertex
 *
 * Cost: about O(edges * largest separator); some seconds for a city of 260,000 vertices.
 */
export function contractionOrder(topology: Topology, coordinates: readonly Float64Array[] = []): Uint32Array {
  const n = topology.vertexCount
  for (const column of coordinates) {
    if (column.length !== n) throw new RangeError(`${n} vertices but ${column.length} coordinates`)
  }
  const graph = underlyingGraph(topology)
  const { removed, core, ids } = withoutTreesAndChains(graph)

  function wholeOrder(coreOrder: Uint32Array): Uint32Array {
    const order = new Uint32Array(n)
    order.set(removed)
    for (let i = 0; i < coreOrder.length; i++) order[removed.length + i] = ids[coreOrder[i] as number] as number
    return order
  }

  let order = wholeOrder(nestedDissectionOrder(core, coordinatesOfCore(core, ids, coordinates)))
  if (core.vertexCount <= SMALL_CORE) {
    const byDegree = wholeOrder(minimumDegreeOrder(core))
    const searched = eliminationCost(graph, order).meanAncestorArcs
    if (eliminationCost(graph, byDegree).meanAncestorArcs < searched) order = byDegree
  }
  return order
}

/** Columns for the core, with places for vertices that have none: the mean of their placed neighbours, nearest first. */
function coordinatesOfCore(
  core: UndirectedGraph,
  ids: Uint32Array,
  coordinates: readonly Float64Array[],
): Float64Array[] {
  const columns = coordinates.map((column) => Float64Array.from(ids, (v) => column[v] as number))
  const n = core.vertexCount
  const { first, head } = core
  const placed = new Uint8Array(n)
  const queue = new Uint32Array(n)
  let count = 0
  for (let v = 0; v < n; v++) {
    if (!columns.every((column) => Number.isFinite(column[v]))) continue
    placed[v] = 1
    queue[count++] = v
  }
  if (count === 0) return []
  if (count === n) return columns
  for (let i = 0; i < count; i++) {
    const u = queue[i] as number
    for (let a = first[u] as number; a < (first[u + 1] as number); a++) {
      const v = head[a] as number
      if (placed[v] === 1) continue
      for (const column of columns) {
        let sum = 0
        let terms = 0
        for (let b = first[v] as number; b < (first[v + 1] as number); b++) {
          const w = head[b] as number
          if (placed[w] !== 1) continue
          sum += column[w] as number
          terms++
        }
        column[v] = sum / terms
      }
      placed[v] = 1
      queue[count++] = v
    }
  }
  // A part without any coordinates stays at one point, and is swept along distances.
  for (let v = 0; v < n; v++) if (placed[v] === 0) for (const column of columns) column[v] = 0
  return columns
}
