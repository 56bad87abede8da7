import { MODES, type Mode, UTILITY_MODES } from '../ingest/schema.js'
import { type Topology, topologyFromArcs } from '../kernel/topology.js'
import type { LinkAttributes, Network, NodeAttributes, Rules } from '../network/network.js'
import { withTieRanks } from './tie-ranks.js'

/**
 * Where a shipment stands: a node, a mode and, on rail, a gauge. One vertex where a node has one terminal; where it has
 * several, one for goods that have arrived and one for goods ready to depart. Transfers lead from the first to the
 * second, so that two of them never follow one another at a place: by way of a lorry that goes nowhere is no substitute
 * for a change of gauge that no rule allows.
 */
export interface Terminal {
  /** Index into {@link CompiledNetwork.nodeIds}. */
  readonly node: number
  readonly mode: Mode
  readonly gauge_mm: number | undefined
  readonly role: TerminalRole
}

/** `through`: arrival and departure in one. */
export type TerminalRole = 'through' | 'arrival' | 'departure'

/** In place of a link: the arc is a transfer between two terminals of a node. */
export const TRANSFER = -1
/** In place of a link: the arc leads from arrival to departure at one terminal and costs nothing. */
export const STAY = -2

/** Rows by number. An array is one; a saved network has rows that are read from its file when they are looked at. */
export interface Rows<Row> extends Iterable<Row> {
  readonly length: number
  /** The row, for a number from 0 to `length - 1`. */
  at(index: number): Row | undefined
}

/**
 * The frozen form of a network that is searched: terminals are the vertices; links, transfers and stays are the arcs.
 * Numbered by ids in code-unit order, never by the order of rows, so that equal networks give equal answers.
 */
export interface CompiledNetwork {
  readonly topology: Topology
  readonly nodeIds: readonly string[]
  readonly nodes: Rows<NodeAttributes>
  readonly nodeIndex: Pick<ReadonlyMap<string, number>, 'get'>
  /** One per vertex. */
  readonly terminals: readonly Terminal[]
  /** Vertices of node `n`: `terminalsOf[n] .. terminalsOf[n + 1] - 1`. */
  readonly terminalsOf: Uint32Array
  /** For each arc, the index of its link, or {@link TRANSFER} or {@link STAY}. */
  readonly arcLink: Int32Array
  /** Edge keys of the graph, one per direction of a link, in the order of their arcs. */
  readonly linkKeys: Rows<string>
  readonly links: Rows<LinkAttributes>
  /** Links that a scenario closes. */
  readonly closures?: readonly ClosedLinks[]
}

/** Links that are closed together, on some days or on all. */
export interface ClosedLinks {
  /** For messages. */
  readonly label: string
  /** First and last day, YYYY-MM-DD. */
  readonly from?: string
  readonly to?: string
  readonly linkIds: ReadonlySet<string>
}

/**
 * Compiles the graph as it is now; later edits of the graph do not show.
 *
 * Every ordered pair of terminals of a node gets a transfer arc; whether a rule allows it is a matter of the weights. Between
 * freight and energy or data, and between two of these, there is one only where a rule of the network leads from the one mode to
 * the other: else a pipeline beside a railway would tie the two into one network, twice as hard to order and to customise.
 * O(n log n) in links for the canonical order.
 */
export function compileNetwork({ graph, rules }: Network): CompiledNetwork {
  const nodeIds = sortedIds(graph.nodes())
  const nodeIndex = new Map<string, number>()
  nodeIds.forEach((id, i) => {
    nodeIndex.set(id, i)
  })
  // Copies, because graphology edits attributes in place.
  const nodes = nodeIds.map((id) => ({ ...graph.getNodeAttributes(id) }))

  const edgeCount = graph.size
  const keys: string[] = []
  const attributesOf: LinkAttributes[] = []
  const fromNode = new Uint32Array(edgeCount)
  const toNode = new Uint32Array(edgeCount)
  // Terminals of each node as sorted codes, see terminalCode.
  const codes: number[][] = nodeIds.map(() => [])
  graph.forEachDirectedEdge((key, attributes, source, target) => {
    const from = nodeIndex.get(source) as number
    const to = nodeIndex.get(target) as number
    const e = keys.length
    fromNode[e] = from
    toNode[e] = to
    keys.push(key)
    attributesOf.push(frozenShape(attributes))
    const code = terminalCode(attributes)
    insertSorted(codes[from] as number[], code)
    insertSorted(codes[to] as number[], code)
  })

  const terminals: Terminal[] = []
  const terminalsOf = new Uint32Array(nodeIds.length + 1)
  const joins = joinedModes(rules.transfer)
  let innerArcs = 0
  codes.forEach((list, node) => {
    const roles: readonly TerminalRole[] = list.length > 1 ? ['arrival', 'departure'] : ['through']
    for (const code of list) {
      for (const role of roles) terminals.push({ node, ...decodeTerminal(code), role })
    }
    terminalsOf[node + 1] = terminals.length
    // A stay for each terminal, and a transfer for each ordered pair that may have one.
    if (list.length > 1)
      for (const from of list) for (const to of list) if (joins(modeOf(from), modeOf(to))) innerArcs++
  })
  const vertexAt = (node: number, code: number, role: 'arrival' | 'departure'): number => {
    const list = codes[node] as number[]
    const first = terminalsOf[node] as number
    return list.length === 1 ? first : first + 2 * list.indexOf(code) + (role === 'arrival' ? 0 : 1)
  }

  const arcCount = edgeCount + innerArcs
  const tails = new Uint32Array(arcCount)
  const heads = new Uint32Array(arcCount)
  const linkOf = new Int32Array(arcCount)
  for (let e = 0; e < edgeCount; e++) {
    const code = terminalCode(attributesOf[e] as LinkAttributes)
    tails[e] = vertexAt(fromNode[e] as number, code, 'departure')
    heads[e] = vertexAt(toNode[e] as number, code, 'arrival')
    linkOf[e] = e
  }
  let next = edgeCount
  for (let node = 0; node < nodeIds.length; node++) {
    const first = terminalsOf[node] as number
    const end = terminalsOf[node + 1] as number
    if (end - first < 2) continue
    for (let arrival = first; arrival < end; arrival += 2) {
      for (let departure = first + 1; departure < end; departure += 2) {
        if (!joins((terminals[arrival] as Terminal).mode, (terminals[departure] as Terminal).mode)) continue
        tails[next] = arrival
        heads[next] = departure
        linkOf[next++] = departure === arrival + 1 ? STAY : TRANSFER
      }
    }
  }
  const order = canonicalOrder(terminals.length, tails, heads, linkOf, keys)
  const tail = new Uint32Array(arcCount)
  const head = new Uint32Array(arcCount)
  const arcLink = new Int32Array(arcCount)
  // Links in the order of their arcs: the same for every order of the rows, and near in memory what is near in use.
  const linkKeys = new Array<string>(edgeCount)
  const links = new Array<LinkAttributes>(edgeCount)
  let linkCount = 0
  for (let a = 0; a < arcCount; a++) {
    const from = order[a] as number
    tail[a] = tails[from] as number
    head[a] = heads[from] as number
    const link = linkOf[from] as number
    if (link < 0) {
      arcLink[a] = link
      continue
    }
    linkKeys[linkCount] = keys[link] as string
    links[linkCount] = attributesOf[link] as LinkAttributes
    arcLink[a] = linkCount++
  }
  return {
    topology: withTieRanks(topologyFromArcs(terminals.length, tail, head), { terminals, terminalsOf }),
    nodeIds,
    nodes,
    nodeIndex,
    terminals,
    terminalsOf,
    arcLink,
    linkKeys,
    links,
  }
}

/**
 * A copy, because graphology edits attributes in place. Written out, because objects of one shape take a fraction of the
 * memory of spread ones, and on a million edges that is what compiling takes its time for.
 */
function frozenShape(link: LinkAttributes): LinkAttributes {
  const copy: { [K in keyof Required<LinkAttributes>]: LinkAttributes[K] | undefined } = {
    link_id: link.link_id,
    reversed: link.reversed,
    mode: link.mode,
    length_km: link.length_km,
    length_estimated: link.length_estimated,
    facility_type: link.facility_type,
    speed_kmh: link.speed_kmh,
    time_h: link.time_h,
    gauge_mm: link.gauge_mm,
    electrified: link.electrified,
    passage: link.passage,
    capacity_teu_per_day: link.capacity_teu_per_day,
    capacity: link.capacity,
    max_axle_load_t: link.max_axle_load_t,
    valid_from: link.valid_from,
    valid_to: link.valid_to,
    status: link.status,
    name: link.name,
    source: link.source,
  }
  return copy as LinkAttributes
}

/** Sorts by code units, which unlike locale order is the same on every machine. */
function sortedIds(ids: string[]): string[] {
  return ids.sort()
}

/** Mode and gauge in one number, ordered by mode, then gauge. */
function terminalCode({ mode, gauge_mm }: LinkAttributes): number {
  return MODES.indexOf(mode) * 10_000 + (mode === 'rail' ? (gauge_mm ?? 0) : 0)
}

function decodeTerminal(code: number): { mode: Mode; gauge_mm: number | undefined } {
  const gauge = code % 10_000
  return { mode: modeOf(code), gauge_mm: gauge === 0 ? undefined : gauge }
}

function modeOf(code: number): Mode {
  return MODES[Math.floor(code / 10_000)] as Mode
}

/** Whether goods at a terminal of one mode may find a transfer to another. */
function joinedModes(rules: Rules['transfer']): (from: Mode, to: Mode) => boolean {
  const named = new Set(rules.map(({ from_mode, to_mode }) => `${from_mode} ${to_mode}`))
  return (from, to) => from === to || (!UTILITIES.has(from) && !UTILITIES.has(to)) || named.has(`${from} ${to}`)
}

const UTILITIES: ReadonlySet<Mode> = new Set(UTILITY_MODES)

function insertSorted(list: number[], code: number): void {
  let i = list.length
  while (i > 0 && (list[i - 1] as number) > code) i--
  if (list[i - 1] === code) return
  list.splice(i, 0, code)
}

/** Arcs by tail, then head, then id of the link: bucket by tail, then sort each short bucket. */
function canonicalOrder(
  vertexCount: number,
  tails: Uint32Array,
  heads: Uint32Array,
  linkOf: Int32Array,
  keys: readonly string[],
): Uint32Array {
  const start = new Uint32Array(vertexCount + 1)
  for (const t of tails) start[t + 1] = (start[t + 1] as number) + 1
  for (let v = 0; v < vertexCount; v++) start[v + 1] = (start[v + 1] as number) + (start[v] as number)
  const order = new Uint32Array(tails.length)
  const cursor = start.slice()
  for (let e = 0; e < tails.length; e++) {
    const t = tails[e] as number
    const slot = cursor[t] as number
    order[slot] = e
    cursor[t] = slot + 1
  }
  const byHeadThenKey = (a: number, b: number): number => {
    const difference = (heads[a] as number) - (heads[b] as number)
    if (difference !== 0) return difference
    const left = keys[linkOf[a] as number] ?? ''
    const right = keys[linkOf[b] as number] ?? ''
    return left < right ? -1 : left > right ? 1 : 0
  }
  for (let v = 0; v < vertexCount; v++) {
    const first = start[v] as number
    const end = start[v + 1] as number
    if (end - first > 1) order.subarray(first, end).sort(byHeadThenKey)
  }
  return order
}
