/**
 * Distances between many sources and many targets on a customised hierarchy, by buckets (Knopp, Sanders, Schultes, Schulz
 * and Wagner 2007, doi:10.1137/1.9781611972870.4): each target climbs once and leaves its label in the bucket of
 * every ancestor; each source climbs once and reads the buckets that it passes.
 *
 * Ranks are a postorder of the elimination tree, so that the targets below an ancestor are consecutive once sorted by
 * rank: a bucket is a plain row of numbers, without the names of the targets, and reading it is adding and comparing.
 *
 * O(climbs + sources x labels of the targets at the ancestors in common). Memory: 8 bytes a label and a pair.
 */
import type { Offsets } from '../search.js'
import { Climb, makeRoom, relax } from './climb.js'
import type { Customisation, Integers } from './customisation.js'

/** One end of a target; a target with several is several columns. */
interface Column {
  readonly target: number
  readonly rank: number
  readonly end: Offsets
}

export class ManyToMany {
  readonly #customisation: Customisation
  readonly #climb: Climb
  /** By rank, for ancestors of targets: where the bucket starts, its first column and its number of columns. */
  readonly #bucket: Int32Array
  readonly #firstColumn: Int32Array
  readonly #columnCount: Int32Array

  constructor(customisation: Customisation) {
    const n = customisation.hierarchy.parent.length
    this.#customisation = customisation
    this.#climb = new Climb(customisation)
    this.#bucket = new Int32Array(n)
    this.#firstColumn = new Int32Array(n)
    this.#columnCount = new Int32Array(n)
  }

  /**
   * Distances from every source to every target, each a set of vertices with offsets.
   *
   * @returns row by row: the distance from source i to target j at `i * targets.length + j`; `Infinity` where there is no way
   */
  distances(sources: readonly Offsets[], targets: readonly Offsets[]): Float64Array {
    const customisation = this.#customisation
    const climb = this.#climb
    for (const offsets of [...sources, ...targets]) makeRoom(customisation, offsets)
    climb.fit(undefined)
    const { forward, unreachable } = customisation
    const { distance, ranks } = climb
    const bucket = this.#bucket
    const firstColumn = this.#firstColumn
    const columnCount = this.#columnCount
    const columns = this.#columns(targets)
    const touched: number[] = []
    const labels = this.#fillBuckets(columns, touched)

    const result = new Float64Array(sources.length * targets.length).fill(Number.POSITIVE_INFINITY)
    const row = customisation.labels(columns.length)
    const targetOf = Int32Array.from(columns, ({ target }) => target)
    for (let i = 0; i < sources.length; i++) {
      row.fill(unreachable)
      climb.start(sources[i] as Offsets)
      for (let a = 0; a < climb.count; a++) {
        const r = ranks[a] as number
        const d = distance[r] as number
        if (d === unreachable) continue
        distance[r] = unreachable
        relax(forward, r, d, distance)
        const count = columnCount[r] as number
        if (count > 0) read(labels, bucket[r] as number, count, d, row, firstColumn[r] as number)
      }
      const base = i * targets.length
      for (let k = 0; k < row.length; k++) {
        const d = row[k] as number
        const slot = base + (targetOf[k] as number)
        if (d < unreachable && d < (result[slot] as number)) result[slot] = d
      }
    }
    for (const r of touched) columnCount[r] = 0
    return result
  }

  /** Every end of every target, in order of rank, so that those below one rank are consecutive. */
  #columns(targets: readonly Offsets[]): Column[] {
    const { rank } = this.#customisation.hierarchy
    const columns: Column[] = []
    targets.forEach(({ vertices, weights }, target) => {
      vertices.forEach((vertex, i) => {
        const end: Offsets = {
          vertices: [vertex],
          weights: weights[0] === undefined ? [] : [[weights[0][i] as number]],
        }
        columns.push({ target, rank: rank[vertex] as number, end })
      })
    })
    return columns.sort((a, b) => a.rank - b.rank || a.target - b.target)
  }

  /** Climbs from every column; gives the labels of all buckets, one after the other, and notes the ranks that have one. */
  #fillBuckets(columns: readonly Column[], touched: number[]): Integers {
    const { backward, hierarchy, unreachable } = this.#customisation
    const { parent } = hierarchy
    const bucket = this.#bucket
    const firstColumn = this.#firstColumn
    const columnCount = this.#columnCount
    columns.forEach((column, index) => {
      for (let r = column.rank; r >= 0; r = parent[r] as number) {
        if (columnCount[r] === 0) {
          firstColumn[r] = index
          touched.push(r)
        }
        columnCount[r] = (columnCount[r] as number) + 1
      }
    })
    let size = 0
    for (const r of touched) {
      bucket[r] = size
      size += columnCount[r] as number
    }
    const labels = this.#customisation.labels(size)
    const climb = this.#climb
    const { distance, ranks } = climb
    columns.forEach(({ end }, index) => {
      climb.start(end)
      for (let a = 0; a < climb.count; a++) {
        const r = ranks[a] as number
        const d = distance[r] as number
        if (d === unreachable) continue
        distance[r] = unreachable
        labels[(bucket[r] as number) + index - (firstColumn[r] as number)] = d
        relax(backward, r, d, distance)
      }
    })
    return labels
  }
}

/** Lowers a piece of the row to d + label. */
function read(labels: Integers, from: number, count: number, d: number, row: Integers, at: number): void {
  for (let k = 0; k < count; k++) {
    const over = d + (labels[from + k] as number)
    if (over < (row[at + k] as number)) row[at + k] = over
  }
}
