import type { Mode } from '../../ingest/schema.js'
import { UNLIMITED } from '../../kernel/flow/residual.js'
import { CLOSED, type Metric, type Topology, topologyFromArcs } from '../../kernel/topology.js'
import type { LinkAttributes } from '../../network/network.js'
import { METRES_PER_KM } from '../../units/units.js'
import { type CompiledNetwork, STAY, type Terminal, TRANSFER } from '../compile.js'
import type { BlockMasks } from '../constraints.js'
import type { Prepared } from '../preparation.js'

/** How links without a capacity are treated. */
export const UNKNOWN_CAPACITIES = ['exclude', 'unlimited'] as const
export type UnknownCapacity = (typeof UNKNOWN_CAPACITIES)[number]

/**
 * The links of one mode that a question may use, as a network of capacities: one vertex for each place and gauge, since what
 * flows through a place is not handled there. Changes of gauge that a rule allows take any amount.
 */
export interface FlowGraph {
  readonly topology: Topology
  /** In the unit of the mode; {@link UNLIMITED} for changes of gauge, and for links without one where these are let in. */
  readonly capacity: Float64Array
  /** Length of each arc; 0 for changes of gauge. */
  readonly metres: Metric
  /** For each arc the other direction of its link, or -1: a link has its capacity once. */
  readonly partner: Int32Array
  /** For each arc, that of the compiled network. */
  readonly arcs: Uint32Array
  /** For each vertex, the number of its node. */
  readonly nodes: Uint32Array
  /** The vertices of a node. */
  readonly verticesOf: (node: number) => readonly number[]
  /** Usable links without a capacity, each once, in the order of their ids. */
  readonly unknown: readonly string[]
}

/** The capacity of a link of a mode, in the unit of the mode. */
export function capacityOf({ capacity, capacity_teu_per_day }: LinkAttributes, isFreight: boolean): number | undefined {
  return isFreight ? capacity_teu_per_day : capacity
}

/**
 * Collects the links of a mode. O(terminals + arcs).
 *
 * @param metric where given, its closed arcs are left out: what is not priced cannot be cheapest
 */
export function flowGraph(
  compiled: CompiledNetwork,
  { masks, factors }: Pick<Prepared, 'masks' | 'factors'>,
  mode: Mode,
  isFreight: boolean,
  unknownCapacity: UnknownCapacity,
  metric: Metric | undefined,
): FlowGraph {
  const { vertexOf, nodes, ofNode } = places(compiled, masks, mode)
  const { topology, arcLink, links } = compiled
  const kept: { readonly tail: number; readonly head: number; readonly arc: number; readonly capacity: number }[] = []
  const unknown = new Set<string>()
  for (let arc = 0; arc < topology.arcCount; arc++) {
    const tail = vertexOf[topology.tail[arc] as number] as number
    const head = vertexOf[topology.head[arc] as number] as number
    const number = arcLink[arc] as number
    if (tail < 0 || head < 0 || tail === head || number === STAY) continue
    if (masks.arcs[arc] !== 0 || metric?.[arc] === CLOSED) continue
    if (number === TRANSFER) {
      if (factors.transfer(arc) !== undefined) kept.push({ tail, head, arc, capacity: UNLIMITED })
      continue
    }
    const link = links.at(number) as LinkAttributes
    const capacity = capacityOf(link, isFreight)
    if (capacity === undefined) unknown.add(link.link_id)
    if (capacity === undefined && unknownCapacity === 'exclude') continue
    kept.push({ tail, head, arc, capacity: capacity ?? UNLIMITED })
  }
  kept.sort((a, b) => a.tail - b.tail || a.arc - b.arc)
  const arcs = Uint32Array.from(kept, ({ arc }) => arc)
  const small = topologyFromArcs(
    nodes.length,
    Uint32Array.from(kept, ({ tail }) => tail),
    Uint32Array.from(kept, ({ head }) => head),
  )
  return {
    topology: small,
    capacity: Float64Array.from(kept, ({ capacity }) => capacity),
    metres: arcs.map((arc) => {
      const number = arcLink[arc] as number
      return number < 0 ? 0 : Math.round((links.at(number) as LinkAttributes).length_km * METRES_PER_KM)
    }),
    partner: partners(compiled, small, arcs),
    arcs,
    nodes,
    verticesOf: (node) => ofNode.get(node) ?? [],
    unknown: [...unknown].sort(),
  }
}

/** One vertex for each open terminal of a mode: its arrival and its departure together. */
function places({ terminals }: CompiledNetwork, masks: BlockMasks, mode: Mode) {
  const vertexOf = new Int32Array(terminals.length).fill(-1)
  const nodes: number[] = []
  const ofNode = new Map<number, number[]>()
  for (let t = 0; t < terminals.length; t++) {
    const { mode: own, node, role } = terminals[t] as Terminal
    if (own !== mode || masks.terminals[t] !== 0) continue
    // The departure of a terminal comes right after its arrival.
    if (role !== 'departure') {
      nodes.push(node)
      ofNode.set(node, [...(ofNode.get(node) ?? []), nodes.length - 1])
    }
    vertexOf[t] = nodes.length - 1
  }
  return { vertexOf, nodes: Uint32Array.from(nodes), ofNode }
}

/** The two directions of each link, where both are there. */
function partners({ arcLink, links }: CompiledNetwork, { tail, head }: Topology, arcs: Uint32Array): Int32Array {
  const partner = new Int32Array(arcs.length).fill(-1)
  const first = new Map<string, number>()
  for (let a = 0; a < arcs.length; a++) {
    const number = arcLink[arcs[a] as number] as number
    if (number < 0) continue
    const { link_id } = links.at(number) as LinkAttributes
    const b = first.get(link_id)
    if (b === undefined) first.set(link_id, a)
    else if (tail[a] === head[b] && head[a] === tail[b]) {
      partner[a] = b
      partner[b] = a
    }
  }
  return partner
}
