import { MultiDirectedGraph } from 'graphology'
import type { Mode } from '../ingest/schema.js'
import { CLOSED, type Metric } from '../kernel/topology.js'
import type { LinkAttributes, NodeAttributes } from '../network/network.js'
import { STAY, type Terminal, type TerminalRole, TRANSFER } from './compile.js'
import type { RouteQuery, Router } from './router.js'

/**
 * A terminal as a node of the exported graph. Its key is `node|mode` or `node|rail|gauge`, with `|arrival` or
 * `|departure` where the place has several terminals.
 */
export interface TerminalAttributes {
  node_id: string
  name: string
  mode: Mode
  gauge_mm?: number
  role: TerminalRole
  x_coord: number
  y_coord: number
  /** Weight of starting here, if goods can be loaded here. */
  load?: number
  /** Weight of ending here, if goods can be unloaded here. */
  unload?: number
}

/** A link, a transfer or a stay (from arrival to departure, for nothing) as an edge of the exported graph. */
export interface ArcAttributes {
  kind: 'link' | 'transfer' | 'stay'
  /** Links only. */
  link_id?: string
  /** The integer weight of the objective: seconds, cents or grams. */
  weight: number
}

/**
 * Hands the weighted terminal graph to graphology, with the very weights that the router searches, so that
 * `graphology-shortest-path`, metrics and exporters work on the same costs. Closed arcs are left out. O(arcs).
 *
 * The weights are those of the query's objective, shipment and constraints.
 *
 * @throws UsageError for an unknown option or value
 */
export function toGraphology(
  router: Router,
  query: Omit<RouteQuery, 'from' | 'to' | 'via'> = {},
): MultiDirectedGraph<TerminalAttributes, ArcAttributes> {
  const { compiled } = router
  const { topology, terminals, nodeIds, nodes, arcLink, links } = compiled
  const { metrics, weights, masks, objective } = router.prepare(query)
  const metric = metrics[0] as Metric
  const graph = new MultiDirectedGraph<TerminalAttributes, ArcAttributes>()
  const keys = terminals.map((terminal) => terminalKey(terminal, nodeIds[terminal.node] as string))
  terminals.forEach((terminal, t) => {
    const { name, x_coord, y_coord } = nodes.at(terminal.node) as NodeAttributes
    const attributes: TerminalAttributes = {
      node_id: nodeIds[terminal.node] as string,
      name,
      mode: terminal.mode,
      role: terminal.role,
      x_coord,
      y_coord,
    }
    if (terminal.gauge_mm !== undefined) attributes.gauge_mm = terminal.gauge_mm
    const load = weights.loading[objective][t]
    const unload = weights.unloading[objective][t]
    const canLoad = masks.loading[t] === 0 && terminal.role !== 'arrival'
    const canUnload = masks.unloading[t] === 0 && terminal.role !== 'departure'
    if (canLoad && load !== undefined && load !== CLOSED) attributes.load = load
    if (canUnload && unload !== undefined && unload !== CLOSED) attributes.unload = unload
    graph.addNode(keys[t] as string, attributes)
  })
  for (let a = 0; a < topology.arcCount; a++) {
    const weight = metric[a] as number
    if (weight === CLOSED) continue
    const link = arcLink[a] as number
    const attributes: ArcAttributes =
      link === TRANSFER
        ? { kind: 'transfer', weight }
        : link === STAY
          ? { kind: 'stay', weight }
          : { kind: 'link', link_id: (links.at(link) as LinkAttributes).link_id, weight }
    const from = keys[topology.tail[a] as number] as string
    const to = keys[topology.head[a] as number] as string
    graph.addDirectedEdgeWithKey(a, from, to, attributes)
  }
  return graph
}

/** Key of a terminal in the exported graph. */
export function terminalKey({ mode, gauge_mm, role }: Terminal, nodeId: string): string {
  const parts = [nodeId, mode, ...(gauge_mm === undefined ? [] : [gauge_mm]), ...(role === 'through' ? [] : [role])]
  return parts.join('|')
}
