/**
 * Which fewest blocks have to be lifted to open a way? Every arc carries the set of blocks that close it (a bit mask);
 * a path needs the union of its arcs' sets. The union's size is no sum, so labels are sets: label setting by size,
 * where a label at a vertex is dropped when another there is a subset of it. This is the minimum label path problem
 * (Hassin, Monnot and Segev 2007, doi:10.1007/s10878-007-9054-2): hard in general, quick for the few blocks of a query.
 *
 * Exact. Worst case exponential in the number of blocks (at most 32), in practice a few labels per vertex.
 */
import type { Topology } from './topology.js'

/** The most blocks that a mask can hold. */
export const MAX_BLOCKS = 32

/** Vertices, each with a set of blocks as bits; a vertex may stand several times. */
export interface BlockedVertices {
  readonly vertices: readonly number[]
  readonly masks: readonly number[]
}

/**
 * All sets of blocks, none a subset of another, that suffice to get from a source to each target.
 *
 * @param blocks for each arc, the blocks that close it as bits
 * @param barred 1 for arcs that no lifting of blocks can open
 * @returns the targets with the sets; a target that cannot be reached at all is missing
 */
export function minimalBlocks(
  topology: Topology,
  blocks: Uint32Array,
  barred: Uint8Array,
  sources: BlockedVertices,
  targets: BlockedVertices,
): BlockedVertices {
  const { firstOut, head, vertexCount } = topology
  const labels: number[][] = Array.from({ length: vertexCount }, () => [])
  // buckets[k] holds (vertex, set) pairs of sets with k members, flattened.
  const buckets: number[][] = Array.from({ length: MAX_BLOCKS + 1 }, () => [])
  const offer = (vertex: number, set: number): void => {
    if (insertMinimal(labels, vertex, set)) (buckets[setSize(set)] as number[]).push(vertex, set)
  }
  sources.vertices.forEach((vertex, i) => {
    offer(vertex, (sources.masks[i] as number) >>> 0)
  })
  for (const bucket of buckets) {
    for (let i = 0; i < bucket.length; i += 2) {
      const u = bucket[i] as number
      const set = bucket[i + 1] as number
      if (!(labels[u] as number[]).includes(set)) continue
      for (let a = firstOut[u] as number, end = firstOut[u + 1] as number; a < end; a++) {
        if (barred[a] !== 1) offer(head[a] as number, (set | (blocks[a] as number)) >>> 0)
      }
    }
  }
  const vertices: number[] = []
  const masks: number[] = []
  targets.vertices.forEach((vertex, i) => {
    for (const set of labels[vertex] as number[]) {
      vertices.push(vertex)
      masks.push((set | (targets.masks[i] as number)) >>> 0)
    }
  })
  return { vertices, masks }
}

/**
 * The smallest of the sets; of equally small ones the smallest number, so that the answer is always the same.
 *
 * @returns `undefined` for an empty list
 */
export function smallestSet(masks: readonly number[]): number | undefined {
  let best: number | undefined
  for (const mask of masks) {
    const order = best === undefined ? -1 : setSize(mask) - setSize(best) || mask - best
    if (order < 0) best = mask
  }
  return best
}

/** Adds a set to the labels of a vertex unless a subset is there; drops supersets. */
function insertMinimal(labels: number[][], vertex: number, set: number): boolean {
  const known = labels[vertex] as number[]
  for (const other of known) if ((other & ~set) === 0) return false
  const kept = known.filter((other) => (set & ~other) !== 0)
  kept.push(set)
  labels[vertex] = kept
  return true
}

/** Number of bits set. */
function setSize(set: number): number {
  let bits = set - ((set >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
