import { DEFAULT_SHIPMENT, type Shipment } from '../../cost/shipment.js'
import { CAPACITY_UNITS, FREIGHT_MODES, MODES } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { MinCostFlow } from '../../kernel/flow/min-cost-flow.js'
import { type FlowEnds, MOST_CAPACITY, UNLIMITED } from '../../kernel/flow/residual.js'
import { checkedMode, oneOf } from '../constraints.js'
import type { RoutingCore } from '../core.js'
import type { Objective } from '../objective.js'
import { checkedAmount, type QueryOptions, sharedOptions, shown } from '../query.js'
import { type FlowAnswer, type FlowQuestion, flowFrom, UNIT_SHIPMENTS } from './answer.js'
import { type FlowGraph, flowGraph, UNKNOWN_CAPACITIES, type UnknownCapacity } from './flow-graph.js'
import { isConnected, notConnected } from './not-connected.js'
import { type FlowEnd, type FlowSide, sidesOf } from './sides.js'

/** How much can flow from one side to the other over the capacities of links. */
export interface FlowQuery extends Omit<QueryOptions, 'modes' | 'avoidModes' | 'handling' | 'objective'> {
  /** One or more; any amount enters at each place. */
  readonly from: FlowEnd | readonly FlowEnd[]
  /** One or more, none of them on the other side. */
  readonly to: FlowEnd | readonly FlowEnd[]
  /** The one mode of the links: gas, oil, power, fibre, or one of freight by `capacity_teu_per_day`. */
  readonly mode: string
  /** Among all flows as large, the one with the least total of this. Default: the shortest, by kilometres. */
  readonly objective?: Objective | (string & {})
  /** No more than this, in the unit of the mode. Default: the most that can flow. */
  readonly demand?: number
  /** What becomes of links without a capacity. Default `exclude`; they are listed either way. */
  readonly unknownCapacity?: UnknownCapacity
  /** Freight only: what a TEU weighs and needs. Default `DEFAULT_SHIPMENT`. */
  readonly shipment?: Shipment
}

const OWN_OPTIONS = ['from', 'to', 'mode', 'objective', 'demand', 'unknownCapacity', 'shipment'] as const
const REFUSED = ['modes', 'avoidModes', 'handling'] as const

const FREIGHT: ReadonlySet<string> = new Set(FREIGHT_MODES)
const FREIGHT_UNIT = 'TEU per day'

/** Parts of a unit that flows are counted in, where capacities are not too large for it. */
const PARTS = 1_000_000

export function flow(core: RoutingCore, query: FlowQuery): FlowAnswer {
  const asked = question(core, query)
  const { graph, head, sources, sinks, parts, metric } = asked
  const wanted = head.demand === undefined ? UNLIMITED : Math.round(head.demand * parts)
  const capacity = graph.capacity.map((amount) => Math.round(amount * parts))
  const cost = metric === undefined ? graph.metres : graph.arcs.map((arc) => metric[arc] as number)
  const result = new MinCostFlow(graph.topology, sources, sinks, graph.partner).run(capacity, cost, wanted)
  if (result === undefined) {
    const reason = `A way from ${head.from.name} to ${head.to.name} has only links of unknown capacity, which are taken as unlimited.`
    return { status: 'unlimited', ...head, reason }
  }
  if (result.value === 0 && !isConnected(asked)) return { status: 'no-flow', ...head, value: 0, ...notConnected(asked) }
  return flowFrom(asked, result)
}

function question(core: RoutingCore, query: FlowQuery): FlowQuestion {
  for (const option of REFUSED) {
    if (typeof query !== 'object' || query === null || !(option in query)) continue
    throw new UsageError(`Option ${option} does not apply to a flow; give mode.`)
  }
  const shared = sharedOptions(query as QueryOptions & FlowQuery, OWN_OPTIONS as readonly (keyof FlowQuery)[])
  if (typeof query.mode !== 'string') {
    throw new UsageError(`Option mode is ${shown(query.mode)}; expected one of ${MODES.join(', ')}.`)
  }
  const mode = checkedMode(query.mode)
  const isFreight = FREIGHT.has(mode)
  if (query.shipment !== undefined && !isFreight) {
    throw new UsageError(`Option shipment does not apply to a flow of ${mode}; it says what a TEU weighs.`)
  }
  const unit = UNIT_SHIPMENTS[mode]
  const shipment = unit?.shipment ?? query.shipment ?? DEFAULT_SHIPMENT
  if (shipment.teu === 0 && isFreight) {
    throw new UsageError('Shipment teu is 0; expected more, as flows of freight are counted in TEU.')
  }
  const { unknownCapacity = 'exclude' } = query
  const treated = oneOf('unknownCapacity', String(unknownCapacity), UNKNOWN_CAPACITIES)
  const { objective } = query
  const prepared = core.preparation.of({
    ...shared,
    modes: [mode],
    shipment,
    ...(objective === undefined ? {} : { objective }),
  })
  const metric = objective === undefined ? undefined : prepared.metrics[0]
  const graph = flowGraph(core.compiled, prepared, mode, isFreight, treated, metric)
  const { from, to } = sidesOf(core, query.from, query.to, mode)
  const demand = query.demand === undefined ? undefined : checkedAmount('demand', query.demand)
  const vertices = ({ places }: FlowSide): FlowEnds => ({
    vertices: places.flatMap((id) => graph.verticesOf(core.compiled.nodeIndex.get(id) as number)),
  })
  return {
    core,
    head: {
      mode,
      unit: isFreight ? FREIGHT_UNIT : CAPACITY_UNITS[mode as keyof typeof CAPACITY_UNITS],
      from,
      to,
      objective: objective === undefined ? undefined : prepared.objective,
      demand,
      unknown_capacity: { treated, links: graph.unknown },
    },
    prepared,
    graph,
    isFreight,
    metric,
    sources: vertices(from),
    sinks: vertices(to),
    parts: partsFor(graph, demand ?? 0),
  }
}

/** As fine as sums of whole numbers stay exact. */
function partsFor({ capacity }: FlowGraph, demand: number): number {
  const sum = capacity.reduce((total, amount) => (amount === UNLIMITED ? total : total + amount), demand)
  let parts = PARTS
  // One more for the rounding of each.
  while (parts > 1 && (sum + capacity.length) * parts > MOST_CAPACITY) parts /= 10
  if ((sum + capacity.length) * parts <= MOST_CAPACITY) return parts
  throw new UsageError(`The capacities add up to ${sum}; expected less than ${MOST_CAPACITY}.`)
}
