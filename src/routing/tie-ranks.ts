import { type Mode, UTILITY_MODES } from '../ingest/schema.js'
import { NO_RANK, type Topology } from '../kernel/topology.js'

/** The vertices of a compiled network, node by node. */
interface Vertices {
  readonly terminals: readonly { readonly mode: Mode; readonly role: string }[]
  readonly terminalsOf: Uint32Array
}

const UTILITIES: ReadonlySet<string> = new Set(UTILITY_MODES)

/** A topology with the ranks of {@link tieRanks}, where it needs them. */
export function withTieRanks(topology: Topology, vertices: Vertices): Topology {
  const tieRank = tieRanks(topology, vertices)
  return tieRank === undefined ? topology : { ...topology, tieRank }
}

/**
 * Ranks of arcs by which freight settles its ties as in a network without lines of energy and data: these may be added, and
 * no freight route becomes another that is just as good. Arcs of freight are numbered in their order; those of energy and data
 * after them; the stay at the only terminal of freight of a node, which would not be there without the others, has no rank.
 * O(vertices + arcs).
 *
 * @returns `undefined` where the network has no such line
 */
function tieRanks({ arcCount, tail, head }: Topology, { terminals, terminalsOf }: Vertices): Int32Array | undefined {
  const isUtility = Uint8Array.from(terminals, ({ mode }) => (UTILITIES.has(mode) ? 1 : 0))
  if (!isUtility.includes(1)) return undefined
  const isOnly = onlyOfFreight({ terminals, terminalsOf }, isUtility)
  const ranks = new Int32Array(arcCount).fill(NO_RANK)
  let next = 0
  for (const wanted of [0, 1]) {
    for (let a = 0; a < arcCount; a++) {
      const u = tail[a] as number
      const v = head[a] as number
      if (isOnly[u] === 1 && v === u + 1) continue
      if (((isUtility[u] as number) | (isUtility[v] as number)) === wanted) ranks[a] = next++
    }
  }
  return ranks
}

/** 1 for arrivals at the only terminal of freight of a node. The departure of a terminal comes right after its arrival. */
function onlyOfFreight({ terminals, terminalsOf }: Vertices, isUtility: Uint8Array): Uint8Array {
  const isOnly = new Uint8Array(terminals.length)
  for (let node = 0; node + 1 < terminalsOf.length; node++) {
    let count = 0
    let last = -1
    for (let v = terminalsOf[node] as number; v < (terminalsOf[node + 1] as number); v++) {
      if (isUtility[v] === 1 || terminals[v]?.role !== 'arrival') continue
      count++
      last = v
    }
    if (count === 1) isOnly[last] = 1
  }
  return isOnly
}
