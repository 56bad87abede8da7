import { type Topology, topologyFromArcs } from './topology.js'

/** A topology with every arc turned round. */
export interface ReversedTopology {
  readonly topology: Topology
  /** For each arc of the reversed topology, the arc that it turns round. */
  readonly original: Uint32Array
}

/** Turns every arc round; the weights follow by `original`. O(vertices + arcs), counting sort by head. */
export function reversed({ vertexCount, arcCount, tail, head }: Topology): ReversedTopology {
  const cursor = new Uint32Array(vertexCount + 1)
  for (let a = 0; a < arcCount; a++) {
    const v = (head[a] as number) + 1
    cursor[v] = (cursor[v] as number) + 1
  }
  for (let v = 0; v < vertexCount; v++) cursor[v + 1] = (cursor[v + 1] as number) + (cursor[v] as number)
  const original = new Uint32Array(arcCount)
  const tails = new Uint32Array(arcCount)
  const heads = new Uint32Array(arcCount)
  for (let a = 0; a < arcCount; a++) {
    const v = head[a] as number
    const slot = cursor[v] as number
    cursor[v] = slot + 1
    original[slot] = a
    tails[slot] = v
    heads[slot] = tail[a] as number
  }
  return { topology: topologyFromArcs(vertexCount, tails, heads), original }
}
