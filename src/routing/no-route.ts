import type { Mode } from '../ingest/schema.js'
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
  /** All that must be known of every link on the way. */
  readonly criteria: readonly Objective[]
  readonly sources: Offsets
  /** Where each stage of the way ends, the destination last, and the modes to which the stage is restricted. */
  readonly stages: readonly { readonly vertices: readonly number[]; readonly modes: ReadonlySet<Mode> | undefined }[]
  readonly from: string
  readonly to: string
}

/** Works out why there is no route. Exact: the set named is a smallest one. */
export function noRoute(context: NoRouteContext): NoRoute {
  const { compiled, objective, from, to } = context
  const name = (id: string): string => compiled.nodes.at(compiled.nodeIndex.get(id) as number)?.name ?? id
  const drop = blocksToDrop(context)
  const names = { from, to, from_name: name(from), to_name: name(to) }
  const title = `No route from ${names.from_name} to ${names.to_name}`
  if (drop !== undefined && drop.length > 0) {
    const list = drop.map(({ option, value }) => `${option} ${value}`).join(' and ')
    return { status: 'no-route', ...names, objective, drop, reason: `${title}: dropping ${list} would open one.` }
  }
  return { status: 'no-route', ...names, objective, drop: [], reason: `${title}: ${rootCause(context)}` }
}

function blocksToDrop({ compiled, masks, open, sources, stages }: NoRouteContext): Block[] | undefined {
  const ofModes = masks.blocks.reduce((bits, block, bit) => (block.option === 'modes' ? bits | (1 << bit) : bits), 0)
  let reached: BlockedVertices | undefined
  for (const [i, { vertices, modes }] of stages.entries()) {
    // The modes of a stage stand in place of the query's.
    const kept = modes === undefined ? ~0 : ~ofModes
    const withMasks = (list: readonly number[], closed: Uint32Array): BlockedVertices => ({
      vertices: list,
      masks: list.map((vertex) => ((closed[vertex] as number) & kept) >>> 0),
    })
    reached = minimalBlocks(
      compiled.topology,
      masks.arcs.map((mask) => (mask & kept) >>> 0),
      barredArcs(compiled, open, modes),
      reached ?? withMasks(sources.vertices, masks.loading),
      withMasks(vertices, i < stages.length - 1 ? masks.terminals : masks.unloading),
    )
  }
  const set = smallestSet(reached?.masks ?? [])
  return set === undefined
    ? undefined
    : masks.blocks.filter((_, bit) => ((set >>> bit) & 1) === 1).map((block) => ({ ...block }))
}

/** What no dropping of constraints opens: arcs without a weight, and other modes than a stop's own. */
function barredArcs(
  { topology, terminals }: CompiledNetwork,
  open: Metric,
  modes: ReadonlySet<Mode> | undefined,
): Uint8Array {
  const barred = new Uint8Array(open.length)
  for (let a = 0; a < open.length; a++) {
    const entered = terminals[topology.head[a] as number]?.mode as Mode
    if (open[a] === CLOSED || (modes !== undefined && !modes.has(entered))) barred[a] = 1
  }
  return barred
}

function rootCause({ compiled, sources, stages, from, to, criteria }: NoRouteContext): string {
  for (const id of [from, to]) {
    const node = compiled.nodeIndex.get(id) as number
    if (compiled.terminalsOf[node] === compiled.terminalsOf[node + 1]) return `no link touches ${id}.`
  }
  if (sources.vertices.length === 0) return `no transfer rule allows loading at ${from}.`
  if (stages[stages.length - 1]?.vertices.length === 0) return `no transfer rule allows unloading at ${to}.`
  const rules = { fastest: ['speed'], cheapest: ['rate'], greenest: ['emission'], generalised: ['rate', 'emission'] }
  const unknown = [...new Set(criteria.flatMap((criterion) => rules[criterion]))].join(' or ')
  return `no chain of links and transfers joins them, with or without constraints (a link without a ${unknown} rule, a crossing without a border rule and a change of mode without a transfer rule cannot be used).`
}
