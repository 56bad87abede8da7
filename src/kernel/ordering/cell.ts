import type { UndirectedGraph } from './undirected-graph.js'

/** A connected part of a graph, with numbers of its own. */
export interface Cell extends UndirectedGraph {
  /** Vertex of the cell -> vertex of the whole graph. */
  readonly ids: Uint32Array
}

/** A part of a division that is the separator; parts with smaller numbers are sides. */
export const SEPARATOR = 2

/**
 * Splits what is left of a cell without its separator into connected cells. `division[v]` is {@link SEPARATOR} for what is
 * left out. Vertices are numbered as a breadth-first search meets them, so that neighbours lie close together.
 */
export function connectedCells(cell: Cell, division: Uint8Array): Cell[] {
  const n = cell.vertexCount
  const { first, head, ids } = cell
  const number = new Int32Array(n).fill(-1)
  const queue = new Uint32Array(n)
  const cells: Cell[] = []
  let from = 0
  for (let root = 0; root < n; root++) {
    if (division[root] === SEPARATOR || number[root] !== -1) continue
    let to = from
    let arcs = 0
    number[root] = 0
    queue[to++] = root
    for (let i = from; i < to; i++) {
      const u = queue[i] as number
      for (let a = first[u] as number; a < (first[u + 1] as number); a++) {
        const v = head[a] as number
        if (division[v] === SEPARATOR) continue
        arcs++
        if (number[v] !== -1) continue
        number[v] = to - from
        queue[to++] = v
      }
    }
    const size = to - from
    const part = {
      vertexCount: size,
      first: new Uint32Array(size + 1),
      head: new Uint32Array(arcs),
      ids: new Uint32Array(size),
    }
    let write = 0
    for (let i = 0; i < size; i++) {
      const u = queue[from + i] as number
      part.ids[i] = ids[u] as number
      for (let a = first[u] as number; a < (first[u + 1] as number); a++) {
        const v = head[a] as number
        if (division[v] !== SEPARATOR) part.head[write++] = number[v] as number
      }
      part.first[i + 1] = write
    }
    cells.push(part)
    from = to
  }
  return cells
}
