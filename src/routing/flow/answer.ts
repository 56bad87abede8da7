import { defaultShipment, ENERGY_AMOUNT } from '../../cost/default-shipment.js'
import type { Shipment } from '../../cost/shipment.js'
import type { Mode, Status } from '../../ingest/schema.js'
import { type FlowPath, flowPaths } from '../../kernel/flow/flow-paths.js'
import type { FlowEnds, FlowResult } from '../../kernel/flow/residual.js'
import { reversed } from '../../kernel/reverse.js'
import type { Metric } from '../../kernel/topology.js'
import type { LinkAttributes, NodeAttributes } from '../../network/network.js'
import type { Components } from '../arc-factors.js'
import type { Block } from '../constraints.js'
import type { RoutingCore } from '../core.js'
import type { Objective } from '../objective.js'
import type { Prepared } from '../preparation.js'
import { capacityOf, type FlowGraph, type UnknownCapacity } from './flow-graph.js'
import type { FlowSide } from './sides.js'

interface LinkEnds {
  readonly link_id: string
  readonly name: string | undefined
  /** Node ids in the direction of the flow. */
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly from_country: string | undefined
  readonly to_country: string | undefined
  /** In the unit of the flow; `undefined` where it is unknown and taken as unlimited. */
  readonly capacity: number | undefined
  readonly status: Status
}

/** A link that carries some of a flow. */
export interface FlowLink extends LinkEnds {
  readonly length_km: number
  readonly flow: number
  /** Flow as a part of the value, 0 to 1. */
  readonly share: number
  /** Flow as a part of the capacity, 0 to 1; `undefined` where that is unknown. */
  readonly used: number | undefined
}

/** A link that limits a flow: all of them are full, and together they are all that leads across. */
export interface CutLink extends LinkEnds {
  readonly capacity: number
}

/** What flows out of one country into the next; places at sea lie between. */
export interface BorderFlow {
  readonly from_country: string
  readonly to_country: string
  readonly flow: number
  /** Of the value, 0 to 1. */
  readonly share: number
}

/** Some of a flow on its way. Other ways may add up to the same flow. */
export interface FlowWay {
  readonly flow: number
  /** Node ids, both ends included. */
  readonly via: readonly string[]
  readonly links: readonly string[]
}

/** What one unit of a flow takes on average; `undefined` where it is unknown of a link used. Loading and unloading apart. */
export interface FlowUnitCost {
  readonly unit: 'MWh' | 'tonne' | 'TEU' | 'signal'
  readonly time_h: number
  readonly cost_usd: number | undefined
  /** kg CO2e, well-to-wheel. */
  readonly co2e_kg: number | undefined
}

/** Usable links of the mode whose capacity is not known. */
export interface UnknownCapacities {
  readonly treated: UnknownCapacity
  readonly links: readonly string[]
}

interface FlowHead {
  readonly mode: Mode
  /** Of all amounts: bcm per year, Mt per year, MW, Tbit/s or TEU per day. */
  readonly unit: string
  readonly from: FlowSide
  readonly to: FlowSide
  readonly objective: Objective | undefined
  readonly demand: number | undefined
  readonly unknown_capacity: UnknownCapacities
}

/** A flow. Plain data; amounts are exact to a millionth of the unit. */
export interface Flow extends FlowHead {
  readonly status: 'ok'
  readonly value: number
  /** What of the demand cannot flow. */
  readonly unmet: number | undefined
  readonly limited_by: 'capacity' | 'demand'
  /**
   * The minimum cut nearest to the origin, largest first: its capacities add up to the value, and without one of its links just
   * that much less flows. Empty where the demand is the limit.
   */
  readonly cut: readonly CutLink[]
  /** Largest flow first. */
  readonly links: readonly FlowLink[]
  readonly borders: readonly BorderFlow[]
  readonly ways: readonly FlowWay[]
  /** Only where an objective is asked for and something flows. */
  readonly per_unit: FlowUnitCost | undefined
}

/** Nothing leads from one side to the other. */
export interface NoFlow extends FlowHead {
  readonly status: 'no-flow'
  readonly value: 0
  readonly reason: string
  /** A smallest set of constraints whose removal would connect the sides; empty where none would. */
  readonly drop: readonly Block[]
}

/** A way over links without capacity alone, where these count as unlimited and no demand is given. */
export interface UnlimitedFlow extends FlowHead {
  readonly status: 'unlimited'
  readonly reason: string
}

export type FlowAnswer = Flow | NoFlow | UnlimitedFlow

/** So many units of energy or weight are priced at once, so that whole cents are fine enough. */
const BATCH = ENERGY_AMOUNT

/** What is priced for a unit of each mode of energy and data. */
export const UNIT_SHIPMENTS: Readonly<
  Record<string, { readonly unit: FlowUnitCost['unit']; readonly shipment: Shipment }>
> = {
  gas: { unit: 'MWh', shipment: defaultShipment(['gas']) },
  power: { unit: 'MWh', shipment: defaultShipment(['power']) },
  oil: { unit: 'tonne', shipment: defaultShipment(['oil']) },
  fibre: { unit: 'signal', shipment: { teu: 0, tonnes: 0, value_usd: 0 } },
}

/** A question, checked, with its network: all that an answer is made of. */
export interface FlowQuestion {
  readonly core: RoutingCore
  readonly head: FlowHead
  readonly prepared: Prepared
  readonly graph: FlowGraph
  readonly isFreight: boolean
  readonly metric: Metric | undefined
  readonly sources: FlowEnds
  readonly sinks: FlowEnds
  /** Integers of the search in one unit. */
  readonly parts: number
}

/** The answer that a flow is. */
export function flowFrom(question: FlowQuestion, result: FlowResult): Flow {
  const { graph, head, sources, sinks, parts } = question
  const paths = flowPaths(graph.topology, sources, sinks, result)
  // What only goes round in circles is not part of the flow.
  const amounts = new Float64Array(graph.topology.arcCount)
  for (const { amount, arcs } of paths) for (const a of arcs) amounts[a] = (amounts[a] as number) + amount
  const value = result.value / parts
  const { demand } = head
  return {
    status: 'ok',
    ...head,
    value,
    unmet: demand === undefined ? undefined : Math.max(0, demand - value),
    limited_by: result.sourceSide === undefined ? 'demand' : 'capacity',
    cut: cutLinks(question, result),
    links: flowLinks(question, amounts, result.value),
    borders: borderFlows(question, paths, result.value),
    ways: paths.map((path) => way(question, path)),
    per_unit: head.objective === undefined || value === 0 ? undefined : unitCost(question, amounts, result.value),
  }
}

/** The ends of the link of an arc; `undefined` for a change of gauge. */
function linkEnds(
  { core, graph, isFreight }: FlowQuestion,
  arc: number,
): (LinkEnds & { readonly length_km: number }) | undefined {
  const { arcLink, links, nodeIds, nodes } = core.compiled
  const number = arcLink[graph.arcs[arc] as number] as number
  if (number < 0) return undefined
  const link = links.at(number) as LinkAttributes
  const from = graph.nodes[graph.topology.tail[arc] as number] as number
  const to = graph.nodes[graph.topology.head[arc] as number] as number
  const node = (n: number): NodeAttributes => nodes.at(n) as NodeAttributes
  return {
    link_id: link.link_id,
    name: link.name,
    from: nodeIds[from] as string,
    to: nodeIds[to] as string,
    from_name: node(from).name,
    to_name: node(to).name,
    from_country: node(from).country,
    to_country: node(to).country,
    capacity: capacityOf(link, isFreight),
    status: link.status,
    length_km: link.length_km,
  }
}

function flowLinks(question: FlowQuestion, amounts: Float64Array, value: number): FlowLink[] {
  const list: FlowLink[] = []
  amounts.forEach((amount, arc) => {
    if (amount === 0) return
    const ends = linkEnds(question, arc)
    if (ends === undefined) return
    const flow = amount / question.parts
    const used = ends.capacity === undefined ? undefined : flow / ends.capacity
    list.push({ ...ends, flow, share: amount / value, used })
  })
  return list.sort((a, b) => b.flow - a.flow || (a.link_id < b.link_id ? -1 : 1))
}

function cutLinks(question: FlowQuestion, { cut, sourceSide }: FlowResult): CutLink[] {
  if (sourceSide === undefined) return []
  const { topology } = question.graph
  const leadsOn = reachesSinks(question, sourceSide)
  const list: CutLink[] = []
  for (const arc of cut) {
    const ends = linkEnds(question, arc)
    // A link of no capacity into a dead end limits nothing.
    if (ends?.capacity === undefined || leadsOn[topology.head[arc] as number] === 0) continue
    const { length_km, ...link } = ends
    list.push({ ...link, capacity: ends.capacity })
  }
  return list.sort((a, b) => b.capacity - a.capacity || (a.link_id < b.link_id ? -1 : 1))
}

/** 1 for vertices from which arcs of any capacity lead to a sink without another look at the side of the sources. */
function reachesSinks({ graph, sinks }: FlowQuestion, sourceSide: Uint8Array): Uint8Array {
  const { firstOut, head, vertexCount } = reversed(graph.topology).topology
  const seen = new Uint8Array(vertexCount)
  const queue = [...sinks.vertices]
  for (const v of queue) seen[v] = 1
  for (const u of queue) {
    for (let a = firstOut[u] as number; a < (firstOut[u + 1] as number); a++) {
      const v = head[a] as number
      if (seen[v] === 1 || sourceSide[v] === 1) continue
      seen[v] = 1
      queue.push(v)
    }
  }
  return seen
}

function way({ core, graph, sources, parts }: FlowQuestion, { amount, source, arcs }: FlowPath): FlowWay {
  const { nodeIds, arcLink, links } = core.compiled
  const id = (vertex: number): string => nodeIds[graph.nodes[vertex] as number] as string
  const via = [id(sources.vertices[source] as number)]
  const ids: string[] = []
  for (const arc of arcs) {
    const number = arcLink[graph.arcs[arc] as number] as number
    if (number < 0) continue
    via.push(id(graph.topology.head[arc] as number))
    ids.push((links.at(number) as LinkAttributes).link_id)
  }
  return { flow: amount / parts, via, links: ids }
}

/** Sums by pair of countries, largest first. */
function borderFlows(
  { core, graph, sources, parts }: FlowQuestion,
  paths: readonly FlowPath[],
  value: number,
): BorderFlow[] {
  const country = (vertex: number): string | undefined => core.compiled.nodes.at(graph.nodes[vertex] as number)?.country
  const sums = new Map<string, number>()
  for (const { amount, source, arcs } of paths) {
    let last = country(sources.vertices[source] as number)
    for (const arc of arcs) {
      const next = country(graph.topology.head[arc] as number)
      if (next === undefined) continue
      if (last !== undefined && next !== last) sums.set(`${last} ${next}`, (sums.get(`${last} ${next}`) ?? 0) + amount)
      last = next
    }
  }
  return [...sums]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([pair, amount]) => {
      const [from_country, to_country] = pair.split(' ') as [string, string]
      return { from_country, to_country, flow: amount / parts, share: amount / value }
    })
}

/** Averages over what flows. */
function unitCost({ graph, prepared, head }: FlowQuestion, amounts: Float64Array, value: number): FlowUnitCost {
  const { shipment } = prepared
  const { unit = 'TEU' } = UNIT_SHIPMENTS[head.mode] ?? {}
  const batch = unit === 'signal' ? 1 : unit === 'TEU' ? shipment.teu : BATCH
  let time_h = 0
  let cost_usd: number | undefined = unit === 'signal' ? undefined : 0
  let co2e_kg: number | undefined = unit === 'signal' ? undefined : 0
  amounts.forEach((amount, a) => {
    const arc = graph.arcs[a] as number
    if (amount === 0) return
    const parts = prepared.factors.components(arc, shipment) as Components
    const share = amount / value
    time_h += parts.time_h * share
    cost_usd = cost_usd === undefined || parts.cost_usd === undefined ? undefined : cost_usd + (parts.cost_usd * share) / batch // biome-ignore format: one line
    co2e_kg = co2e_kg === undefined || parts.co2e_kg === undefined ? undefined : co2e_kg + (parts.co2e_kg * share) / batch // biome-ignore format: one line
  })
  return { unit, time_h, cost_usd, co2e_kg }
}
