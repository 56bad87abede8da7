import { distance } from '@turf/turf'
import { MultiDirectedGraph } from 'graphology'
import { connectedComponents } from 'graphology-components'
import type { NodeRow } from '../ingest/schema.js'
import type { ModalLinkRow, Tables } from '../ingest/tables.js'
import type { IssueLog } from '../issue/issue.js'
import { nearest } from '../issue/suggest.js'
import { checkClearance } from './check-clearance.js'
import { checkFacts } from './check-facts.js'
import { checkRates } from './check-rates.js'
import { checkRules } from './check-rules.js'
import { checkServes } from './check-serves.js'
import { type LinkAttributes, type Network, type NodeAttributes, REVERSE_SUFFIX, reverseKey } from './network.js'

/** A link may be this much shorter than its great circle: coordinates and lengths are rounded. */
const SHORTER_TOLERANCE = 0.01
/** A link more than this many times its great circle is suspicious. */
const LONGEST_DETOUR = 3
/** Looking for near names compares with every node; past this many findings it is not worth the wait. */
const MAX_SUGGESTED_FINDINGS = 25

/**
 * Builds the graph from parsed rows and checks it. Rows that cannot be used are left out, each with an issue.
 *
 * O(nodes + links) apart from the sorted output of components.
 */
export function buildNetwork(tables: Tables, log: IssueLog): Network {
  const graph = new MultiDirectedGraph<NodeAttributes, LinkAttributes>()
  const rowOfNode = new Map<string, NodeRow>()
  for (const row of tables.node) addNode(graph, rowOfNode, row, log)
  if (tables.node.length === 0) {
    log.add({
      severity: 'error',
      code: 'no-nodes',
      file: 'node.csv',
      problem: 'no node could be read',
      expected: 'at least one row with node_id, x_coord and y_coord',
    })
  }
  const seen = new Map<string, ModalLinkRow>()
  let suggested = 0
  for (const row of tables.link) {
    const ends = endsOf(row, rowOfNode, log, suggested < MAX_SUGGESTED_FINDINGS)
    if (ends === undefined) suggested++
    else addLink(graph, seen, row, ends, log)
  }
  reportOrphans(graph, rowOfNode, log)
  reportComponents(graph, rowOfNode, log)
  checkRules(tables, graph, log)
  checkRates(tables, log)
  checkClearance(tables, log)
  checkFacts(tables, graph, log)
  checkServes(tables, log)
  const { transfer, border, clearance, territory, speed, rate, emission, loss, grid, parameter, exchange, corridor } =
    tables
  const { facility, hazard, standard, maintenance } = tables
  return {
    graph,
    rules: { transfer, border, clearance, territory, speed, rate, emission, loss, grid, parameter, exchange },
    corridors: corridor,
    facts: { facility, hazard, standard, maintenance },
  }
}

/** A node whose id is a property of every object is refused: graphology keeps neighbours in plain objects. */
function addNode(graph: Network['graph'], rowOfNode: Map<string, NodeRow>, row: NodeRow, log: IssueLog): void {
  const first = rowOfNode.get(row.node_id)
  if (first !== undefined) {
    log.add({
      severity: 'error',
      code: 'duplicate-node',
      file: row.file,
      row: row.row,
      column: 'node_id',
      value: row.node_id,
      problem: `the node is already defined in ${first.file}, row ${first.row}, so this row is left out`,
      expected: 'each node_id once',
    })
    return
  }
  if (row.node_id in Object.prototype) {
    log.add({
      severity: 'error',
      code: 'reserved-id',
      file: row.file,
      row: row.row,
      column: 'node_id',
      value: row.node_id,
      problem: 'the id is a reserved word, so the row is left out',
      expected: `another id than ${Object.getOwnPropertyNames(Object.prototype).join(', ')}`,
    })
    return
  }
  rowOfNode.set(row.node_id, row)
  const attributes: NodeAttributes = {
    name: row.name ?? row.node_id,
    x_coord: row.x_coord,
    y_coord: row.y_coord,
  }
  if (row.alias !== undefined) attributes.alias = row.alias
  if (row.country !== undefined) attributes.country = row.country
  if (row.node_type !== undefined) attributes.node_type = row.node_type
  if (row.unlocode !== undefined) attributes.unlocode = row.unlocode.replace(/\s/g, '').toUpperCase()
  if (row.population !== undefined) attributes.population = row.population
  if (row.timezone !== undefined) attributes.timezone = row.timezone
  if (row.source !== undefined) attributes.source = row.source
  graph.addNode(row.node_id, attributes)
}

interface Ends {
  readonly from: NodeRow
  readonly to: NodeRow
}

function endsOf(
  row: ModalLinkRow,
  rowOfNode: ReadonlyMap<string, NodeRow>,
  log: IssueLog,
  withSuggestions: boolean,
): Ends | undefined {
  const from = rowOfNode.get(row.from_node_id)
  const to = rowOfNode.get(row.to_node_id)
  if (from !== undefined && to !== undefined) return { from, to }
  for (const column of ['from_node_id', 'to_node_id'] as const) {
    const id = row[column]
    if (rowOfNode.has(id)) continue
    log.add({
      severity: 'error',
      code: 'unknown-node',
      file: row.file,
      row: row.row,
      column,
      value: id,
      problem: 'no such node, so the link is left out',
      expected: 'a node_id of node.csv',
      suggestions: withSuggestions ? nearest(id, rowOfNode.keys()) : undefined,
    })
  }
  return undefined
}

function addLink(
  graph: Network['graph'],
  seen: Map<string, ModalLinkRow>,
  row: ModalLinkRow,
  { from, to }: Ends,
  log: IssueLog,
): void {
  const at = { file: row.file, row: row.row } as const
  const key = row.link_id
  const first = seen.get(key)
  if (first !== undefined) {
    log.add({
      severity: 'error',
      code: 'duplicate-link',
      ...at,
      column: 'link_id',
      value: key,
      problem: `the link is already defined in ${first.file}, row ${first.row}, so this row is left out`,
      expected: 'each link_id once',
    })
    return
  }
  if (key.endsWith(REVERSE_SUFFIX)) {
    log.add({
      severity: 'error',
      code: 'reserved-id',
      ...at,
      column: 'link_id',
      value: key,
      problem: 'the id is kept for the return direction of a link, so this row is left out',
      expected: `an id that does not end in ${REVERSE_SUFFIX}`,
    })
    return
  }
  if (from === to) {
    log.add({
      severity: 'error',
      code: 'self-loop',
      ...at,
      column: 'to_node_id',
      value: row.to_node_id,
      problem: 'the link ends where it starts, so it is left out',
      expected: 'another node than from_node_id',
    })
    return
  }
  if (row.valid_from !== undefined && row.valid_to !== undefined && row.valid_from > row.valid_to) {
    log.add({
      severity: 'error',
      code: 'bad-validity',
      ...at,
      column: 'valid_to',
      value: row.valid_to,
      problem: `the link ends before it begins (${row.valid_from}), so it is left out`,
      expected: 'a day not before valid_from',
    })
    return
  }
  seen.set(key, row)
  const attributes = linkAttributes(row, checkedLength(row, from, to, log))
  if (row.length_km === undefined) attributes.length_estimated = true
  // The nodes' own strings, not the link's copies of them: graphology then finds them by reference.
  graph.addDirectedEdgeWithKey(key, from.node_id, to.node_id, attributes)
  if (row.directed !== true) {
    // A copy, because graphology keeps the object that it is given.
    const backward = { ...attributes, reversed: true }
    graph.addDirectedEdgeWithKey(reverseKey(key), to.node_id, from.node_id, backward)
  }
}

function linkAttributes(row: ModalLinkRow, lengthKm: number): LinkAttributes {
  const attributes: LinkAttributes = {
    link_id: row.link_id,
    reversed: false,
    mode: row.mode,
    length_km: lengthKm,
    status: row.closed === true ? 'closed' : (row.status ?? 'open'),
  }
  if (row.facility_type !== undefined) attributes.facility_type = row.facility_type
  if (row.speed_kmh !== undefined) attributes.speed_kmh = row.speed_kmh
  if (row.time_h !== undefined) attributes.time_h = row.time_h
  if (row.gauge_mm !== undefined) attributes.gauge_mm = row.gauge_mm
  if (row.electrified !== undefined) attributes.electrified = row.electrified
  if (row.passage !== undefined) attributes.passage = row.passage
  if (row.capacity_teu_per_day !== undefined) attributes.capacity_teu_per_day = row.capacity_teu_per_day
  if (row.capacity !== undefined) attributes.capacity = row.capacity
  if (row.max_axle_load_t !== undefined) attributes.max_axle_load_t = row.max_axle_load_t
  if (row.valid_from !== undefined) attributes.valid_from = row.valid_from
  if (row.valid_to !== undefined) attributes.valid_to = row.valid_to
  if (row.name !== undefined) attributes.name = row.name
  if (row.source !== undefined) attributes.source = row.source
  return attributes
}

function checkedLength(row: ModalLinkRow, from: NodeRow, to: NodeRow, log: IssueLog): number {
  const greatCircle = distance([from.x_coord, from.y_coord], [to.x_coord, to.y_coord])
  const at = { file: row.file, row: row.row, column: 'length_km' } as const
  const length = row.length_km
  const shown = `${greatCircle.toFixed(1)} km`
  if (length === undefined) {
    log.add({
      severity: 'warning',
      code: 'no-length',
      ...at,
      value: '',
      problem: `no length given, so the great circle of ${shown} is used`,
      expected: 'route kilometres',
    })
    return greatCircle
  }
  if (length === 0) {
    log.add({
      severity: 'warning',
      code: 'zero-length',
      ...at,
      value: '0',
      problem: `the length is 0 and is used as given (great circle ${shown})`,
      expected: 'route kilometres',
    })
  } else if (length < greatCircle * (1 - SHORTER_TOLERANCE)) {
    log.add({
      severity: 'warning',
      code: 'shorter-than-great-circle',
      ...at,
      value: String(length),
      problem: `link ${row.link_id} is shorter than its great circle of ${shown}${swapHint(length, from, to)}`,
      expected: `at least ${shown} (1 % tolerance)`,
    })
  } else if (length > greatCircle * LONGEST_DETOUR) {
    log.add({
      severity: 'warning',
      code: 'long-detour',
      ...at,
      value: String(length),
      problem: `link ${row.link_id} is over ${LONGEST_DETOUR} times as long as its great circle of ${shown}${swapHint(length, from, to)}`,
      expected: `at most ${(greatCircle * LONGEST_DETOUR).toFixed(1)} km`,
    })
  }
  return length
}

/** Swapped coordinates are often possible ones; a length that fits them, and only them, gives them away. */
function swapHint(length: number, from: NodeRow, to: NodeRow): string {
  const fits = (a: Point, b: Point) => {
    const greatCircle = distance(a, b)
    return length >= greatCircle * (1 - SHORTER_TOLERANCE) && length <= greatCircle * LONGEST_DETOUR
  }
  const swapped = [
    ...(canSwap(from) && fits(swap(from), point(to)) ? [from.node_id] : []),
    ...(canSwap(to) && fits(point(from), swap(to)) ? [to.node_id] : []),
  ]
  return swapped.length === 0 ? '' : ` (are longitude and latitude of ${swapped.join(' or ')} swapped?)`
}

type Point = [longitude: number, latitude: number]
const point = (node: NodeRow): Point => [node.x_coord, node.y_coord]
const swap = (node: NodeRow): Point => [node.y_coord, node.x_coord]
const canSwap = (node: NodeRow): boolean => Math.abs(node.x_coord) <= 90

function reportOrphans(graph: Network['graph'], rowOfNode: ReadonlyMap<string, NodeRow>, log: IssueLog): void {
  for (const row of rowOfNode.values()) {
    if (graph.degree(row.node_id) > 0) continue
    log.add({
      severity: 'warning',
      code: 'orphan-node',
      file: row.file,
      row: row.row,
      column: 'node_id',
      value: row.node_id,
      problem: 'no link touches the node',
      expected: 'at least one link from or to it',
    })
  }
}

function reportComponents(graph: Network['graph'], rowOfNode: ReadonlyMap<string, NodeRow>, log: IssueLog): void {
  // A node alone is an orphan and has been reported as one.
  const components = connectedComponents(graph).filter((nodes) => nodes.length > 1)
  components.sort((a, b) => b.length - a.length)
  const [largest] = components
  for (const nodes of components.slice(1)) {
    const [least = ''] = [...nodes].sort()
    const row = rowOfNode.get(least)
    log.add({
      severity: 'warning',
      code: 'separate-component',
      file: row?.file ?? 'node.csv',
      row: row?.row,
      column: 'node_id',
      value: least,
      problem: `${nodes.length} nodes are cut off from the largest part of the network (${largest?.length} nodes), among them`,
      expected: 'one connected network',
    })
  }
}
