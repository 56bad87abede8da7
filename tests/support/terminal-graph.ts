import { CostModel, type Place, type TransferSide } from '../../src/cost/cost-model.js'
import { amount } from '../../src/cost/link-factors.js'
import type { Prices } from '../../src/cost/prices.js'
import { DEFAULT_SHIPMENT, type Shipment } from '../../src/cost/shipment.js'
import type { Offsets } from '../../src/kernel/search.js'
import type { Metric, Topology } from '../../src/kernel/topology.js'
import type { LinkAttributes, Network } from '../../src/network/network.js'
import type { Objective } from '../../src/routing/objective.js'
import type { RouteQuery } from '../../src/routing/router.js'
import { type Arc, multigraph } from './random-multigraph.js'

/** The searched graph built a second time, as directly as it can be said: the oracle of compile and weigh. */
export interface TerminalGraph {
  readonly topology: Topology
  readonly metric: Metric
  /** Vertices of a node with the weight of loading there; terminals that cannot load are left out. */
  readonly sources: (node: string) => Offsets
  readonly targets: (node: string) => Offsets
  /** All vertices of a node, with weight 0. */
  readonly vertices: (node: string) => readonly number[]
}

interface Amounts {
  readonly hours: number
  readonly usd: number | undefined
  readonly kg: number | undefined
}

const DOOR: TransferSide = { mode: 'door', gauge_mm: undefined }

/** The terminal graph of a query without constraints: only closed and planned links are left out. */
export function terminalGraph(
  network: Network,
  query: Pick<RouteQuery, 'shipment' | 'handling'> & { readonly objective: Objective },
): TerminalGraph {
  const { graph } = network
  const model = new CostModel(network.rules)
  const shipment = query.shipment ?? DEFAULT_SHIPMENT
  const place = (id: string): Place => ({ id, attributes: graph.getNodeAttributes(id) })
  // Terminal i is two vertices: 2i where goods have arrived, 2i + 1 where they are ready to depart.
  const terminals: { readonly node: string; readonly side: TransferSide }[] = []
  const terminalAt = (node: string, { mode, gauge_mm }: LinkAttributes): number => {
    const gauge = mode === 'rail' ? gauge_mm : undefined
    const known = terminals.findIndex((t) => t.node === node && t.side.mode === mode && t.side.gauge_mm === gauge)
    return known >= 0 ? known : terminals.push({ node, side: { mode, gauge_mm: gauge } }) - 1
  }
  const weight = (parts: Amounts): number | undefined => weightOf(parts, query.objective, shipment, model.prices)
  const arcs: Arc[] = []
  graph.forEachDirectedEdge((_, link, from, to) => {
    const tail = 2 * terminalAt(from, link) + 1
    const head = 2 * terminalAt(to, link)
    if (link.status === 'closed' || link.status === 'planned') return
    const { time_h, cost, wtw, border } = model.linkFactors(link, place(from), place(to))
    if (time_h === undefined || (border !== undefined && border.rule === undefined)) return
    const fee = (border?.rule?.cost_usd_per_teu ?? 0) * shipment.teu
    const value = weight({
      hours: time_h + (border?.rule?.time_h ?? 0),
      usd: cost && amount(cost, shipment) + fee,
      kg: wtw && amount(wtw, shipment),
    })
    if (value !== undefined) arcs.push([tail, head, value])
  })
  const transfer = (node: string, from: TransferSide, to: TransferSide): number | undefined => {
    const factors = model.transferFactors(place(node), from, to)
    return (
      factors &&
      weight({ hours: factors.time_h, usd: amount(factors.cost, shipment), kg: amount(factors.co2e, shipment) })
    )
  }
  terminals.forEach((a, i) => {
    terminals.forEach((b, j) => {
      if (a.node !== b.node) return
      const value = i === j ? 0 : transfer(a.node, a.side, b.side)
      if (value !== undefined) arcs.push([2 * i, 2 * j + 1, value])
    })
  })
  const { topology, metrics } = multigraph(2 * terminals.length, arcs)
  const vertices = (node: string): number[] => terminals.flatMap((t, i) => (t.node === node ? [2 * i, 2 * i + 1] : []))
  const ends = (
    node: string,
    role: 0 | 1,
    counted: boolean,
    cost: (side: TransferSide) => number | undefined,
  ): Offsets => {
    const list = vertices(node)
      .filter((v) => v % 2 === role)
      .map((v) => [v, counted ? cost(terminals[v >> 1]?.side ?? DOOR) : 0] as const)
    const open = list.flatMap(([v, value]) => (value === undefined ? [] : [[v, value] as const]))
    return { vertices: open.map(([v]) => v), weights: [open.map(([, value]) => value)] }
  }
  const { handling = 'both' } = query
  return {
    topology,
    metric: metrics[0] ?? new Uint32Array(),
    vertices,
    sources: (node) =>
      ends(node, 1, handling === 'both' || handling === 'origin', (side) => transfer(node, DOOR, side)),
    targets: (node) =>
      ends(node, 0, handling === 'both' || handling === 'destination', (side) => transfer(node, side, DOOR)),
  }
}

/** Whole seconds, cents, grams or cents. */
function weightOf(
  { hours, usd, kg }: Amounts,
  objective: Objective,
  shipment: Shipment,
  prices: Prices,
): number | undefined {
  if (objective === 'fastest') return Math.round(hours * 3600)
  if (objective === 'cheapest') return usd === undefined ? undefined : Math.round(usd * 100)
  if (objective === 'greenest') return kg === undefined ? undefined : Math.round(kg * 1000)
  const carbon = prices.carbon_price_usd_per_t === 0 ? 0 : kg
  if (usd === undefined || carbon === undefined) return undefined
  const time = (shipment.value_usd * (prices.value_of_time_pct_per_day / 100) * hours) / 24
  return Math.round((usd + time + (prices.carbon_price_usd_per_t * carbon) / 1000) * 100)
}
