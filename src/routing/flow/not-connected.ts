import { minimalBlocks, smallestSet } from '../../kernel/fewest-blocks.js'
import { MaxFlow } from '../../kernel/flow/max-flow.js'
import { CLOSED } from '../../kernel/topology.js'
import type { LinkAttributes } from '../../network/network.js'
import { TRANSFER } from '../compile.js'
import type { Block } from '../constraints.js'
import type { FlowQuestion } from './answer.js'
import { capacityOf } from './flow-graph.js'
import type { FlowSide } from './sides.js'

/** Whether a chain of links leads from one side to the other, whatever their capacities. */
export function isConnected({ graph, sources, sinks }: FlowQuestion): boolean {
  const open = new Float64Array(graph.topology.arcCount).fill(1)
  return new MaxFlow(graph.topology, sources, sinks).run(open, 1)?.value === 1
}

/** Why nothing leads across, and what to drop. */
export function notConnected(question: FlowQuestion): { readonly reason: string; readonly drop: readonly Block[] } {
  const { head, prepared } = question
  const { mode, from, to, unknown_capacity } = head
  for (const { name, places } of [from, to]) {
    if (places.length === 0) return { reason: `No ${mode} link touches ${name}.`, drop: [] }
  }
  const title = `Nothing connects ${from.name} to ${to.name} by ${mode}`
  const drop = blocksToDrop(question, unknown_capacity.treated === 'exclude')
  if (drop !== undefined) {
    const blocks = prepared.masks.blocks.filter((_, bit) => ((drop >>> bit) & 1) === 1).map((block) => ({ ...block }))
    const list = blocks.map(({ option, value }) => `${option} ${value}`).join(' and ')
    return { reason: `${title}: dropping ${list} would.`, drop: blocks }
  }
  if (unknown_capacity.treated === 'exclude' && blocksToDrop(question, false) !== undefined) {
    return { reason: `${title} but links of unknown capacity, which are left out.`, drop: [] }
  }
  const priced = head.objective === undefined ? '' : ' with a price'
  return { reason: `${title}: no chain of links${priced} joins them, with or without constraints.`, drop: [] }
}

/** A smallest set of blocks whose removal opens a way, as bits. */
function blocksToDrop(
  { core, head, prepared, isFreight, metric }: FlowQuestion,
  withoutUnknown: boolean,
): number | undefined {
  const { compiled } = core
  const { topology, terminals, arcLink, links } = compiled
  const { masks, factors, weights } = prepared
  const open = metric === undefined ? undefined : weights.metrics[prepared.objective]
  const barred = new Uint8Array(topology.arcCount)
  for (let a = 0; a < topology.arcCount; a++) {
    const isOwn = [topology.tail[a], topology.head[a]].every((v) => terminals[v as number]?.mode === head.mode)
    const number = arcLink[a] as number
    const isUnknown = number >= 0 && capacityOf(links.at(number) as LinkAttributes, isFreight) === undefined
    const isForbidden = number === TRANSFER && factors.transfer(a) === undefined
    if (!isOwn || isForbidden || open?.[a] === CLOSED || (withoutUnknown && isUnknown)) barred[a] = 1
  }
  const ends = ({ places }: FlowSide) => {
    const vertices = places.flatMap((id) => {
      const node = compiled.nodeIndex.get(id) as number
      const first = compiled.terminalsOf[node] as number
      const count = (compiled.terminalsOf[node + 1] as number) - first
      return Array.from({ length: count }, (_, i) => first + i).filter((v) => terminals[v]?.mode === head.mode)
    })
    return { vertices, masks: vertices.map((v) => masks.terminals[v] as number) }
  }
  return smallestSet(minimalBlocks(topology, masks.arcs, barred, ends(head.from), ends(head.to)).masks)
}
