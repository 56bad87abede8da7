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
import { type ClimbGraph, type Customisation, unreachableIn } from './customisation.js'
import { NONE } from './elimination.js'

export class ManyToMany {
  readonly #customisation: Customisation
  /** By rank; `Infinity` between climbs. */
  readonly #distance: Float64Array
  /** By rank, for ancestors of targets: where the bucket starts, its first target and its number of targets. */
  readonly #bucket: Int32Array
  readonly #firstTarget: Int32Array
  readonly #targetCount: Int32Array

  constructor(customisation: Customisation) {
    const n = customisation.hierarchy.topology.vertexCount
    this.#customisation = customisation
    this.#distance = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
    this.#bucket = new Int32Array(n)
    this.#firstTarget = new Int32Array(n)
    this.#targetCount = new Int32Array(n)
  }

  /**
   * Distances from every source to every target, each a set of vertices with offsets.
   *
   * @returns row by row: the distance from source i to target j at `i * targets.length + j`; `Infinity` where there is no way
   */
  distances(sources: readonly Offsets[], targets: readonly Offsets[]): Float64Array {
    const { hierarchy, forward, backward } = this.#customisation
    const { rank, parent } = hierarchy
    const bucket = this.#bucket
    const firstTarget = this.#firstTarget
    const targetCount = this.#targetCount
    // Every end of every target is a column of its own, in order of rank.
    const columns: { readonly target: number; readonly rank: number; readonly offset: number }[] = []
    targets.forEach(({ vertices, weights }, target) => {
      for (let i = 0; i < vertices.length; i++) {
        columns.push({ target, rank: rank[vertices[i] as number] as number, offset: weights[0]?.[i] ?? 0 })
      }
    })
    columns.sort((a, b) => a.rank - b.rank || a.target - b.target || a.offset - b.offset)
    const touched: number[] = []
    let size = 0
    columns.forEach((column, index) => {
      for (let r = column.rank; r !== NONE; r = parent[r] as number) {
        if (targetCount[r] === 0) {
          firstTarget[r] = index
          touched.push(r)
        }
        targetCount[r] = (targetCount[r] as number) + 1
      }
    })
    for (const r of touched) {
      bucket[r] = size
      size += targetCount[r] as number
    }
    const labels = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
    const distance = this.#distance
    columns.forEach((column, index) => {
      distance[column.rank] = column.offset
      for (let r = column.rank; r !== NONE; r = parent[r] as number) {
        const d = distance[r] as number
        distance[r] = Number.POSITIVE_INFINITY
        if (d === Number.POSITIVE_INFINITY) continue
        labels[(bucket[r] as number) + index - (firstTarget[r] as number)] = d
        relax(backward, r, d, distance)
      }
    })

    const result = new Float64Array(sources.length * targets.length).fill(Number.POSITIVE_INFINITY)
    const row = new Float64Array(columns.length)
    const targetOf = Int32Array.from(columns, ({ target }) => target)
    const chain: number[] = []
    sources.forEach(({ vertices, weights }, source) => {
      row.fill(Number.POSITIVE_INFINITY)
      chain.length = 0
      for (let i = 0; i < vertices.length; i++) {
        const r = rank[vertices[i] as number] as number
        const offset = weights[0]?.[i] ?? 0
        if (offset < (distance[r] as number)) distance[r] = offset
        for (let a = r; a !== NONE; a = parent[a] as number) chain.push(a)
      }
      // Chains share their upper parts; a rank that comes again has no label any more.
      if (vertices.length > 1) chain.sort((a, b) => a - b)
      for (let c = 0; c < chain.length; c++) {
        const r = chain[c] as number
        const d = distance[r] as number
        if (d === Number.POSITIVE_INFINITY) continue
        distance[r] = Number.POSITIVE_INFINITY
        relax(forward, r, d, distance)
        const count = targetCount[r] as number
        if (count > 0) read(labels, bucket[r] as number, count, d, row, firstTarget[r] as number)
      }
      const base = source * targets.length
      for (let k = 0; k < row.length; k++) {
        const slot = base + (targetOf[k] as number)
        if ((row[k] as number) < (result[slot] as number)) result[slot] = row[k] as number
      }
    })
    for (const r of touched) targetCount[r] = 0
    return result
  }
}

function relax(graph: ClimbGraph, r: number, d: number, distance: Float64Array): void {
  const { first, head, weight } = graph
  const unreachable = unreachableIn(weight)
  for (let k = first[r] as number, end = first[r + 1] as number; k < end; k++) {
    const w = weight[k] as number
    if (w === unreachable) continue
    const x = head[k] as number
    if (d + w < (distance[x] as number)) distance[x] = d + w
  }
}

/** Lowers a piece of the row to d + label. */
function read(labels: Float64Array, from: number, count: number, d: number, row: Float64Array, at: number): void {
  for (let k = 0; k < count; k++) {
    const over = d + (labels[from + k] as number)
    if (over < (row[at + k] as number)) row[at + k] = over
  }
}
