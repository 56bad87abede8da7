import { MultiDirectedGraph } from 'graphology'
import type { CorridorRow } from '../../ingest/schema.js'
import type { Facts, LinkAttributes, Network, NodeAttributes, Rules } from '../../network/network.js'
import type { CompiledNetwork, Terminal } from '../compile.js'
import type { SavedRows } from './columns.js'

/** The network of a saved router. The graph is built when it is first looked at: queries do without it. */
export class SavedNetwork implements Network {
  readonly rules: Rules
  readonly corridors: readonly CorridorRow[]
  readonly facts: Facts
  readonly #build: () => Network['graph']
  #graph: Network['graph'] | undefined

  constructor(rules: Rules, corridors: readonly CorridorRow[], facts: Facts, build: () => Network['graph']) {
    this.rules = rules
    this.corridors = corridors
    this.facts = facts
    this.#build = build
  }

  get graph(): Network['graph'] {
    this.#graph ??= this.#build()
    return this.#graph
  }
}

/** The graph that a network was compiled from: nodes in the order of their ids, links in that of their arcs. */
export function graphOf(
  { nodeIds, terminals, topology, arcLink, linkKeys }: CompiledNetwork,
  nodes: SavedRows<NodeAttributes>,
  links: SavedRows<LinkAttributes>,
): Network['graph'] {
  const graph = new MultiDirectedGraph<NodeAttributes, LinkAttributes>()
  nodeIds.forEach((id, n) => {
    graph.addNode(id, nodes.plain(n))
  })
  const idAt = (vertex: number | undefined): string => nodeIds[(terminals[vertex as number] as Terminal).node] as string
  for (let a = 0; a < topology.arcCount; a++) {
    const link = arcLink[a] as number
    if (link < 0) continue
    graph.addDirectedEdgeWithKey(linkKeys.at(link), idAt(topology.tail[a]), idAt(topology.head[a]), links.plain(link))
  }
  return graph
}

/**
 * Tables that are parsed when one of them is first looked at: a saved network is priced already. Each row has the place
 * that `saveNetwork` would give it.
 */
export function lazyTables<Table extends string>(
  tables: readonly Table[],
  parse: () => Readonly<Record<string, readonly object[]>>,
): Readonly<Record<Table, never[]>> {
  let parsed: Readonly<Record<string, readonly object[]>> | undefined
  const lazy = {}
  for (const table of tables) {
    let rows: readonly object[] | undefined
    Object.defineProperty(lazy, table, {
      enumerable: true,
      get() {
        parsed ??= parse()
        rows ??= withOrigin(table, parsed[table] ?? [])
        return rows
      },
    })
  }
  return lazy as Readonly<Record<Table, never[]>>
}

export function withOrigin<Row>(table: string, rows: readonly object[]): Row[] {
  // The header is row 1.
  return rows.map((row, i) => ({ ...row, file: `${table}.csv`, row: i + 2 }) as Row)
}
