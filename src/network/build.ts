import { distance } from '@turf/turf'
import { MultiDirectedGraph } from 'graphology'
import { connectedComponents } from 'graphology-components'
import type { NodeRow } from '../ingest/schema.js'
import type { ModalLinkRow, Tables } from '../ingest/tables.js'
import type { IssueLog } from '../issue/issue.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import { checkRules } from './check-rules.js'
import { type LinkAttributes, type Network, type NodeAttributes, reverseKey } from './network.js'

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
  const used = new Set<string>()
  const seen = new Map<string, ModalLinkRow>()
  let suggested = 0
  for (const row of tables.link) {
    const known = knownEnds(row, rowOfNode, log, suggested < MAX_SUGGESTED_FINDINGS)
    if (!known) {
      suggested++
      continue
    }
    if (addLink(graph, rowOfNode, seen, row, log)) {
      used.add(row.from_node_id)
      used.add(row.to_node_id)
    }
  }
  reportOrphans(tables, used, rowOfNode, log)
  reportComponents(graph, used, log)
  checkRules(tables, graph, log)
  const { transfer, border, territory, speed, rate, emission, grid, parameter, corridor } = tables
  return {
    graph,
    rules: { transfer, border, territory, speed, rate, emission, grid, parameter },
    corridors: corridor,
  }
}

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
      problem: `the node is already defined in ${first.file}, row ${first.row}, so this row is left out:`,
      expected: 'each node_id once',
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
  if (row.timezone !== undefined) attributes.timezone = row.timezone
  if (row.source !== undefined) attributes.source = row.source
  graph.addNode(row.node_id, attributes)
}

function knownEnds(
  row: ModalLinkRow,
  rowOfNode: ReadonlyMap<string, NodeRow>,
  log: IssueLog,
  withSuggestions: boolean,
): boolean {
  let known = true
  for (const column of ['from_node_id', 'to_node_id'] as const) {
    const id = row[column]
    if (rowOfNode.has(id)) continue
    known = false
    log.add({
      severity: 'error',
      code: 'unknown-node',
      file: row.file,
      row: row.row,
      column,
      value: id,
      problem: `no such node, so the link is left out.${
        withSuggestions ? didYouMean(nearest(id, rowOfNode.keys())) : ''
      } It is`,
      expected: 'a node_id of node.csv',
    })
  }
  return known
}

function addLink(
  graph: Network['graph'],
  rowOfNode: ReadonlyMap<string, NodeRow>,
  seen: Map<string, ModalLinkRow>,
  row: ModalLinkRow,
  log: IssueLog,
): boolean {
  const at = { file: row.file, row: row.row } as const
  const first = seen.get(row.link_id)
  if (first !== undefined) {
    log.add({
      severity: 'error',
      code: 'duplicate-link',
      ...at,
      column: 'link_id',
      value: row.link_id,
      problem: `the link is already defined in ${first.file}, row ${first.row}, so this row is left out:`,
      expected: 'each link_id once',
    })
    return false
  }
  if (row.from_node_id === row.to_node_id) {
    log.add({
      severity: 'error',
      code: 'self-loop',
      ...at,
      column: 'to_node_id',
      value: row.to_node_id,
      problem: 'the link ends where it starts, so it is left out:',
      expected: 'another node than from_node_id',
    })
    return false
  }
  if (row.valid_from !== undefined && row.valid_to !== undefined && row.valid_from > row.valid_to) {
    log.add({
      severity: 'error',
      code: 'bad-validity',
      ...at,
      column: 'valid_to',
      value: row.valid_to,
      problem: `the link ends before it begins (${row.valid_from}), so it is left out:`,
      expected: 'a day not before valid_from',
    })
    return false
  }
  const key = row.link_id
  if (graph.hasEdge(key)) {
    log.add({
      severity: 'error',
      code: 'duplicate-link',
      ...at,
      column: 'link_id',
      value: key,
      problem: 'the id is that of the return direction of another link, so this row is left out:',
      expected: 'an id that does not end in #reverse',
    })
    return false
  }
  seen.set(key, row)
  const from = rowOfNode.get(row.from_node_id) as NodeRow
  const to = rowOfNode.get(row.to_node_id) as NodeRow
  const attributes = linkAttributes(row, checkedLength(row, from, to, log))
  if (row.length_km === undefined) attributes.length_estimated = true
  graph.addDirectedEdgeWithKey(key, row.from_node_id, row.to_node_id, attributes)
  if (row.directed !== true) {
    attributes.reversed = true
    graph.addDirectedEdgeWithKey(reverseKey(key), row.to_node_id, row.from_node_id, attributes)
  }
  return true
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
      problem: `no length given, so the great circle of ${shown} is used:`,
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
      problem: `the length is 0 and is used as given (great circle ${shown}):`,
      expected: 'route kilometres',
    })
  } else if (length < greatCircle * (1 - SHORTER_TOLERANCE)) {
    const swapped = isPlausible(length, swap(from), point(to)) || isPlausible(length, point(from), swap(to))
    log.add({
      severity: 'warning',
      code: 'shorter-than-great-circle',
      ...at,
      value: String(length),
      problem: `link ${row.link_id} is shorter than its great circle of ${shown}${
        swapped ? ' (are longitude and latitude of one of its nodes swapped?)' : ''
      }:`,
      expected: `at least ${shown} (1 % tolerance)`,
    })
  } else if (length > greatCircle * LONGEST_DETOUR) {
    log.add({
      severity: 'warning',
      code: 'long-detour',
      ...at,
      value: String(length),
      problem: `link ${row.link_id} is over ${LONGEST_DETOUR} times as long as its great circle of ${shown}:`,
      expected: `at most ${(greatCircle * LONGEST_DETOUR).toFixed(1)} km`,
    })
  }
  return length
}

const point = (node: NodeRow): [number, number] => [node.x_coord, node.y_coord]
const swap = (node: NodeRow): [number, number] => [node.y_coord, node.x_coord]

function isPlausible(length: number, a: [number, number], b: [number, number]): boolean {
  const greatCircle = distance(a, b)
  return length >= greatCircle * (1 - SHORTER_TOLERANCE) && length <= greatCircle * LONGEST_DETOUR
}

function reportOrphans(
  tables: Tables,
  used: ReadonlySet<string>,
  rowOfNode: ReadonlyMap<string, NodeRow>,
  log: IssueLog,
): void {
  for (const row of tables.node) {
    if (used.has(row.node_id) || rowOfNode.get(row.node_id) !== row) continue
    log.add({
      severity: 'warning',
      code: 'orphan-node',
      file: row.file,
      row: row.row,
      column: 'node_id',
      value: row.node_id,
      problem: 'no link touches the node:',
      expected: 'at least one link from or to it',
    })
  }
}

function reportComponents(graph: Network['graph'], used: ReadonlySet<string>, log: IssueLog): void {
  if (used.size === 0) return
  const components = connectedComponents(graph).filter((nodes) => nodes.length > 1)
  components.sort((a, b) => b.length - a.length)
  const [largest] = components
  for (const nodes of components.slice(1)) {
    log.add({
      severity: 'warning',
      code: 'separate-component',
      file: 'node.csv',
      column: 'node_id',
      value: nodes.reduce((least, id) => (id < least ? id : least)),
      problem: `${nodes.length} nodes are cut off from the largest part of the network (${largest?.length} nodes), among them`,
      expected: 'one connected network',
    })
  }
}
