/**
 * Nested dissection (George 1973, doi:10.1137/0710032): a small separator is ordered last, and each of the parts that it leaves
 * is ordered in the same way, on its own. Separators are looked for along several sweeps, the best of all is taken. Small
 * parts, and parts without a separator, are ordered by minimum degree with the separators around them in view.
 *
 * Cost: that of the sweeps, O(separator * edges) each, on every level; parts wait on a stack of their own, not on that of the
 * engine.
 */
import { type Cell, connectedCells, SEPARATOR } from './cell.js'
import { FlowCutter } from './flow-cutter.js'
import { minimumDegreeOrder } from './minimum-degree.js'
import { Sweeps } from './sweeps.js'
import type { UndirectedGraph } from './undirected-graph.js'

export interface DissectionOptions {
  /** Parts of at most so many vertices are ordered by minimum degree. */
  readonly leafSize: number
  /** Straight lines to sweep along, besides distances; half as many in parts of fewer than a thousand vertices. */
  readonly lines: number
}

/**
 * Measured on New York, marnet and a merged freight network: larger leaves have a little less fill but deeper trees, and more
 * lines find hardly better separators.
 */
export const DEFAULT_DISSECTION: DissectionOptions = { leafSize: 64, lines: 4 }

/** Below this size, half the lines find separators as good. */
const SMALL_CELL = 1000

/** From this size on, a sweep starts with more terminals, which is quicker and hardly ever misses the best separator. */
const LARGE_CELL = 20_000
const SHARE = 0.02
const SHARE_OF_LARGE_CELL = 0.1

/**
 * Orders a graph: rank -> vertex.
 *
 * @param coordinates columns of finite numbers by vertex; may be none
 */
export function nestedDissectionOrder(
  graph: UndirectedGraph,
  coordinates: readonly Float64Array[],
  { leafSize, lines }: DissectionOptions = DEFAULT_DISSECTION,
): Uint32Array {
  const n = graph.vertexCount
  const vertexAt = new Uint32Array(n)
  const leaves = new LeafOrder(graph)
  /** Parts to order, with their lowest ranks. */
  const stack: { readonly cell: Cell; readonly rank: number }[] = []

  function push(cells: readonly Cell[], lowest: number): void {
    let rank = lowest
    for (const cell of cells) {
      stack.push({ cell, rank })
      rank += cell.vertexCount
    }
  }

  push(connectedCells({ ...graph, ids: Uint32Array.from({ length: n }, (_, v) => v) }, new Uint8Array(n)), 0)
  const largest = stack.reduce((size, { cell }) => Math.max(size, cell.vertexCount), 0)
  const capacity = largest > leafSize ? largest : 0
  const cutter = new FlowCutter(capacity)
  const sweeps = new Sweeps(capacity, coordinates)
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { cell, rank } = top
    const size = cell.vertexCount
    if (size <= leafSize || !separate(cell, cutter, sweeps, lines)) {
      vertexAt.set(leaves.order(cell), rank)
      continue
    }
    const { division } = cutter
    let highest = rank + size
    for (let v = 0; v < size; v++) {
      if (division[v] === SEPARATOR) vertexAt[--highest] = cell.ids[v] as number
    }
    push(connectedCells(cell, division), rank)
  }
  return vertexAt
}

/** Leaves the best separator with the cutter; false where there is none. */
function separate(cell: Cell, cutter: FlowCutter, sweeps: Sweeps, lines: number): boolean {
  const share = cell.vertexCount < LARGE_CELL ? SHARE : SHARE_OF_LARGE_CELL
  const count = cell.vertexCount < SMALL_CELL ? Math.ceil(lines / 2) : lines
  cutter.load(cell)
  if (sweeps.lookAt(cell)) {
    for (let k = 0; k < count; k++) cutter.sweep(sweeps.alongLine(cell, (k * Math.PI) / count), share)
  }
  cutter.sweep(sweeps.alongDistance(cell), share)
  return cutter.best < Number.POSITIVE_INFINITY
}

/** Orders small cells by minimum degree, with the vertices around them in view. */
class LeafOrder {
  readonly #graph: UndirectedGraph
  /** Vertex of the whole graph -> number in the leaf; the cell's own come first. */
  readonly #number: Int32Array

  constructor(graph: UndirectedGraph) {
    this.#graph = graph
    this.#number = new Int32Array(graph.vertexCount).fill(-1)
  }

  /** Vertices of the whole graph, in order. */
  order(cell: Cell): Uint32Array {
    const size = cell.vertexCount
    const { first, head } = this.#graph
    const number = this.#number
    const members = Array.from(cell.ids)
    for (let i = 0; i < size; i++) number[members[i] as number] = i
    // Lists of those around the cell are taken from the cell's side: a hub's own would be long.
    const degree: number[] = new Array<number>(size).fill(0)
    let entries = 0
    for (let i = 0; i < size; i++) {
      const v = members[i] as number
      for (let a = first[v] as number; a < (first[v + 1] as number); a++) {
        const u = head[a] as number
        if (number[u] === -1) {
          number[u] = members.length
          members.push(u)
          degree.push(0)
        }
        const k = number[u] as number
        degree[i] = (degree[i] as number) + 1
        if (k >= size) degree[k] = (degree[k] as number) + 1
        entries += k < size ? 1 : 2
      }
    }
    const n = members.length
    const leaf = { vertexCount: n, first: new Uint32Array(n + 1), head: new Uint32Array(entries) }
    for (let k = 0; k < n; k++) leaf.first[k + 1] = (leaf.first[k] as number) + (degree[k] as number)
    const end = leaf.first.slice(0, n)
    const place = (i: number, k: number) => {
      leaf.head[end[i] as number] = k
      end[i] = (end[i] as number) + 1
    }
    for (let i = 0; i < size; i++) {
      const v = members[i] as number
      for (let a = first[v] as number; a < (first[v + 1] as number); a++) {
        const k = number[head[a] as number] as number
        place(i, k)
        if (k >= size) place(k, i)
      }
    }
    for (const v of members) number[v] = -1
    const order = minimumDegreeOrder(leaf, size)
    for (let i = 0; i < size; i++) order[i] = members[order[i] as number] as number
    return order
  }
}
