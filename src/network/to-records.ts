import { LINK_SCHEMA, MODES, NODE_SCHEMA, SCHEMAS, type Schema } from '../ingest/schema.js'
import type { Records } from './from-records.js'
import type { LinkAttributes, Network } from './network.js'

/**
 * The network as tables again: the inverse of `networkFromRecords`. Rows are in the order of their ids, so that
 * equal networks give equal bytes. Links of all modes come as one file each (`rail.csv`, `road.csv`, ...).
 *
 * The two directions of a link become one row where they still agree, and two directed rows where an edit of the
 * graph made them differ.
 */
export function networkToRecords(network: Network): Record<string, Records> {
  const files: Record<string, Records> = {}
  const { graph, rules, corridors } = network
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
  for (const [table, rows] of Object.entries({ ...rules, corridor: corridors })) {
    if (rows.length > 0) files[`${table}.csv`] = recordsOf(SCHEMAS[table as keyof typeof SCHEMAS], rows)
  }
  return files
}

type LinkRecord = LinkAttributes & { from_node_id: string; to_node_id: string; directed: boolean }

function linkRows({ graph }: Network): LinkRecord[] {
  const rows: LinkRecord[] = []
  const backward = new Map<string, string>()
  graph.forEachDirectedEdge((key, attributes) => {
    if (attributes.reversed) backward.set(attributes.link_id, key)
  })
  graph.forEachDirectedEdge((key, attributes, from, to) => {
    if (attributes.reversed) return
    const back = backward.get(attributes.link_id)
    const symmetric = back !== undefined && sameLink(attributes, graph.getEdgeAttributes(back))
    rows.push({ ...attributes, link_id: key, from_node_id: from, to_node_id: to, directed: !symmetric })
    if (symmetric) backward.delete(attributes.link_id)
  })
  for (const key of backward.values()) {
    const attributes = graph.getEdgeAttributes(key)
    rows.push({
      ...attributes,
      link_id: `${attributes.link_id} (return)`,
      from_node_id: graph.source(key),
      to_node_id: graph.target(key),
      directed: true,
    })
  }
  return rows.sort((a, b) => (a.link_id < b.link_id ? -1 : 1))
}

function sameLink(a: LinkAttributes, b: LinkAttributes): boolean {
  return JSON.stringify({ ...a, reversed: false }) === JSON.stringify({ ...b, reversed: false })
}

function recordsOf(schema: Schema, rows: readonly object[]): Records {
  const columns = Object.keys(schema).filter((column) =>
    rows.some((row) => (row as Record<string, unknown>)[column] !== undefined),
  )
  const body = rows.map((row) => columns.map((column) => cellText((row as Record<string, unknown>)[column])))
  return [columns, ...body]
}

function cellText(value: unknown): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (Array.isArray(value)) return value.join('|')
  return String(value)
}
