import { type BlockedVertices, minimalBlocks, smallestSet } from '../kernel/fewest-blocks.js'
import type { Offsets } from '../kernel/search.js'
import { CLOSED, type Metric } from '../kernel/topology.js'
import type { CompiledNetwork } from './compile.js'
import type { Block, BlockMasks } from './constraints.js'
import type { Objective } from './objective.js'

/** The answer where no way exists. */
export interface NoRoute {
  readonly status: 'no-route'
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly objective: Objective
  /** One sentence. */
  readonly reason: string
  /** A smallest set of constraints whose removal opens a route; empty where none would. */
  readonly drop: readonly Block[]
}

export interface NoRouteContext {
  readonly compiled: CompiledNetwork
  /** The metric before constraints. */
  readonly open: Metric
  readonly masks: BlockMasks
  readonly objective: Objective
  readonly sources: Offsets
  readonly stops: readonly (readonly number[])[]
  readonly targets: Offsets
  readonly from: string
  readonly to: string
}

/** Works out why there is no route. Exact: the set named is a smallest one. */
export function noRoute(context: NoRouteContext): NoRoute {
  const { compiled, masks, objective, from, to } = context
  const name = (id: string): string => compiled.nodes[compiled.nodeIndex.get(id) as number]?.name ?? id
  const drop = blocksToDrop(context)
  const names = { from, to, from_name: name(from), to_name: name(to) }
  const title = `No route from ${names.from_name} to ${names.to_name}`
  if (drop !== undefined && drop.length > 0) {
    const list = drop.map(({ option, value }) => `${option} ${value}`).join(' and ')
    return { status: 'no-route', ...names, objective, drop, reason: `${title}: dropping ${list} would open one.` }
  }
  return { status: 'no-route', ...names, objective, drop: [], reason: `${title}: ${rootCause(context)}` }
}

function blocksToDrop(context: NoRouteContext): Block[] | undefined {
  const { compiled, masks, open } = context
  const barred = new Uint8Array(open.length)
  for (let a = 0; a < open.length; a++) if (open[a] === CLOSED) barred[a] = 1
  const withMasks = (vertices: readonly number[]): BlockedVertices => ({
    vertices,
    masks: vertices.map((vertex) => masks.terminals[vertex] as number),
  })
  let reached = withMasks(context.sources.vertices)
  for (const stop of [...context.stops, context.targets.vertices]) {
    reached = minimalBlocks(compiled.topology, masks.arcs, barred, reached, withMasks(stop))
  }
  const set = smallestSet(reached.masks)
  return set === undefined ? undefined : masks.blocks.filter((_, bit) => ((set >>> bit) & 1) === 1)
}

function rootCause({ sources, targets, from, to, objective }: NoRouteContext): string {
  if (sources.vertices.length === 0) return `no transfer rule allows loading at ${from}.`
  if (targets.vertices.length === 0) return `no transfer rule allows unloading at ${to}.`
  const unknown = { fastest: 'speed', cheapest: 'rate', greenest: 'emission', generalised: 'rate or emission' }
  return `no chain of links and transfers joins them, with or without constraints (a link without a ${unknown[objective]} rule, a crossing without a border rule and a change of mode without a transfer rule cannot be used).`
}
