import {
  CORRIDOR_SCHEMA,
  FACT_TABLES,
  LINK_SCHEMA,
  MODES,
  NODE_SCHEMA,
  RULE_TABLES,
  SCHEMAS,
  type Schema,
} from '../ingest/schema.js'
import type { Records } from './from-records.js'
import type { LinkAttributes, Network } from './network.js'

/**
 * The network as tables again: the inverse of `networkFromRecords`. Nodes and links are in the order of their ids,
 * rules in the order of their cells and corridors as they are, so that equal networks give equal bytes. Links of all modes come as one file each (`rail.csv`, `road.csv`, ...).
 *
 * The two directions of a link become one row where they still agree, and two directed rows where an edit of the
 * graph made them differ.
 */
export function networkToRecords(network: Network): Record<string, Records> {
  const files: Record<string, Records> = {}
  const { graph, rules, corridors, facts } = network
  const nodes = graph
    .nodes()
    .sort()
    .map((id) => ({ node_id: id, ...graph.getNodeAttributes(id) }))
  files['node.csv'] = recordsOf(NODE_SCHEMA, nodes)
  const links = linkRows(network)
  for (const mode of MODES) {
    const rows = links.filter((row) => row.mode === mode)
    if (rows.length > 0) files[`${mode}.csv`] = recordsOf(LINK_SCHEMA, rows)
  }
  for (const table of RULE_TABLES) {
    if (rules[table].length === 0) continue
    const [header = [], ...body] = recordsOf(SCHEMAS[table], rules[table])
    files[`${table}.csv`] = [header, ...sortedByCells(body)]
  }
  for (const table of FACT_TABLES) {
    if (facts[table].length > 0) files[`${table}.csv`] = recordsOf(SCHEMAS[table], facts[table])
  }
  if (corridors.length > 0) files['corridor.csv'] = recordsOf(CORRIDOR_SCHEMA, corridors)
  return files
}

type LinkRecord = Omit<LinkAttributes, 'length_km'> & {
  length_km: number | undefined
  from_node_id: string
  to_node_id: string
  directed: boolean
}

function linkRows({ graph }: Network): LinkRecord[] {
  const rows: LinkRecord[] = []
  const backward = new Map<string, string>()
  graph.forEachDirectedEdge((key, attributes) => {
    if (attributes.reversed) backward.set(attributes.link_id, key)
  })
  graph.forEachDirectedEdge((key, attributes, from, to) => {
    if (attributes.reversed) return
    const back = backward.get(attributes.link_id)
    const symmetric =
      back !== undefined &&
      graph.source(back) === to &&
      graph.target(back) === from &&
      sameLink(attributes, graph.getEdgeAttributes(back))
    rows.push(linkRow(key, attributes, from, to, !symmetric))
    if (symmetric) backward.delete(attributes.link_id)
  })
  for (const key of backward.values()) {
    const attributes = graph.getEdgeAttributes(key)
    let id = `${attributes.link_id} (return)`
    while (graph.hasEdge(id)) id += ' (return)'
    rows.push(linkRow(id, attributes, graph.source(key), graph.target(key), true))
  }
  return rows.sort((a, b) => (a.link_id < b.link_id ? -1 : 1))
}

function linkRow(linkId: string, attributes: LinkAttributes, from: string, to: string, directed: boolean): LinkRecord {
  const length = attributes.length_estimated === true ? undefined : attributes.length_km
  return { ...attributes, link_id: linkId, from_node_id: from, to_node_id: to, directed, length_km: length }
}

/** Whether two directions agree in every column; the order in which attributes were set does not matter. */
function sameLink(a: LinkAttributes, b: LinkAttributes): boolean {
  const left: Record<string, unknown> = { ...a, reversed: false }
  const right: Record<string, unknown> = { ...b, reversed: false }
  return [...Object.keys(left), ...Object.keys(right)].every((key) => left[key] === right[key])
}

function recordsOf(schema: Schema, rows: readonly object[]): Records {
  const columns = Object.entries(schema)
    .filter(
      ([name, { required }]) => required || rows.some((row) => (row as Record<string, unknown>)[name] !== undefined),
    )
    .map(([name]) => name)
  const body = rows.map((row) => columns.map((column) => cellText((row as Record<string, unknown>)[column])))
  return [columns, ...body]
}

function sortedByCells(body: Records): Records {
  const keyed = body.map((cells) => ({ cells, key: cells.join('\0') }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return keyed.map(({ cells }) => cells)
}

function cellText(value: unknown): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (Array.isArray(value)) return value.join('|')
  return String(value)
}
