import { FACT_TABLES, RULE_TABLES, SCHEMAS } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { type Facts, type LinkAttributes, type Rules, reverseKey } from '../../network/network.js'
import { NodeNames } from '../../network/places.js'
import type { CompiledNetwork } from '../compile.js'
import type { RateColumns } from '../leg-pricing/rate-columns.js'
import type { Router } from '../router.js'
import { columnSections } from './columns.js'
import { packed, type Section } from './container.js'
import {
  type Counts,
  type EdgeKey,
  type JsonSection,
  KEY_COLUMNS,
  LINK_COLUMNS,
  NODE_COLUMNS,
  type SavedRates,
  TERMINAL_COLUMNS,
} from './schema.js'
import { TextWriter } from './texts.js'

export interface SaveOptions {
  /**
   * Whether to save the contraction order, which repeated questions and matrices need; where it is not known yet, it is
   * worked out: seconds for some hundred thousand terminals. Default true.
   */
  readonly order?: boolean
}

/**
 * Saves a router: the network as the router compiled it, with its rules, corridors, names and prices, in one buffer
 * that {@link openSaved} opens in a fraction of the time of a load. Equal networks give equal bytes, whatever the order
 * of their rows. What an edit of the graph added to the known attributes is not kept.
 *
 * O(n log n) in nodes and links, and the order.
 *
 * @throws UsageError for an attribute whose value has the wrong type or is no well-formed text, and for a router under a
 * scenario, whose closures a saved network cannot hold
 */
export function saveRouter(router: Router, options: SaveOptions = {}): Uint8Array<ArrayBuffer> {
  return packed(routerSections(router, options))
}

/** What {@link saveRouter} packs. */
export function routerSections(router: Router, { order = true }: SaveOptions): Section[] {
  if (router.isChanged) {
    throw new UsageError(
      'A router under a scenario cannot be saved; save the router of the network, and ask under the scenario.',
    )
  }
  const { network, compiled, costModel, factors } = router
  const { topology } = compiled
  const texts = new TextWriter()
  // First, so that the number of a node is the number of its id.
  for (const id of compiled.nodeIds) texts.numberOf(id)
  const counts: Counts = {
    nodes: compiled.nodeIds.length,
    vertices: topology.vertexCount,
    arcs: topology.arcCount,
    links: compiled.links.length,
  }
  const input: Section[] = [
    json('counts', counts, true),
    ...columnSections('node', NODE_COLUMNS, compiled.nodes, texts),
    ...columnSections('link', LINK_COLUMNS, compiled.links, texts),
    ...columnSections('edge', KEY_COLUMNS, edgeKeys(compiled), texts),
    ...columnSections('terminal', TERMINAL_COLUMNS, compiled.terminals, texts),
    { name: 'node.terminals', data: compiled.terminalsOf, isInput: true },
    { name: 'arc.first', data: topology.firstOut, isInput: true },
    { name: 'arc.tail', data: topology.tail, isInput: true },
    { name: 'arc.head', data: topology.head, isInput: true },
    { name: 'arc.link', data: compiled.arcLink, isInput: true },
    ...nameSections(compiled, texts),
    json('rules', rulesJson(network.rules), true),
    json('corridors', network.corridors.map(withoutOrigin), true),
    json('facts', factsJson(network.facts), true),
  ]
  const { known, amounts, border, emission, transfer, loading, unloading, borders, emissions, transfers, rates } =
    factors.columns
  const priced: Section[] = [
    json('prices', costModel.prices),
    json('gaps', costModel.gaps),
    json('borders', borders),
    json('emissions', emissions),
    json('transfers', transfers),
    { name: 'factor.known', data: known, isInput: false },
    { name: 'factor.amounts', data: amounts, isInput: false },
    { name: 'factor.border', data: border, isInput: false },
    { name: 'factor.emission', data: emission, isInput: false },
    { name: 'factor.transfer', data: transfer, isInput: false },
    { name: 'factor.loading', data: loading, isInput: false },
    { name: 'factor.unloading', data: unloading, isInput: false },
  ]
  if (rates !== undefined) priced.push(...rateSections(rates))
  // A cost model of other rules than the network's.
  if (costModel.rules !== network.rules) priced.push(json('model', rulesJson(costModel.rules)))
  if (costModel.date !== undefined) priced.push(json('date', costModel.date))
  if (order) priced.push({ name: 'order', data: router.workOutOrder(), isInput: false })
  return [...input, ...texts.sections(), ...priced]
}

function rateSections({ densities, measured, tariffs, tariff, first }: RateColumns): Section[] {
  return [
    json('rates', { densities, tariffs } satisfies SavedRates),
    { name: 'rate.measured', data: measured, isInput: false },
    { name: 'rate.tariff', data: tariff, isInput: false },
    { name: 'rate.first', data: first, isInput: false },
  ]
}

/** Every folded name, in the order of code units, with its spelling and the nodes that bear it. */
function nameSections({ nodeIds, nodes, nodeIndex }: CompiledNetwork, texts: TextWriter): Section[] {
  const entries = [...new NodeNames(nodeIds, nodes).entries()].sort(([a], [b]) => (a < b ? -1 : 1))
  const first = new Uint32Array(entries.length + 1)
  const bearers: number[] = []
  entries.forEach(([, , ids], i) => {
    for (const id of ids) bearers.push(nodeIndex.get(id) as number)
    first[i + 1] = bearers.length
  })
  return [
    { name: 'name.folded', data: Uint32Array.from(entries, ([folded]) => texts.numberOf(folded)), isInput: true },
    { name: 'name.spelling', data: Uint32Array.from(entries, ([, word]) => texts.numberOf(word)), isInput: true },
    { name: 'name.first', data: first, isInput: true },
    { name: 'name.nodes', data: Uint32Array.from(bearers), isInput: true },
  ]
}

/** The key of an edge that a link's id and direction say. */
export function usualKey({ link_id, reversed }: Pick<LinkAttributes, 'link_id' | 'reversed'>): string {
  return reversed ? reverseKey(link_id) : link_id
}

function edgeKeys({ links, linkKeys }: CompiledNetwork): EdgeKey[] {
  return Array.from(links, (link, i): EdgeKey => {
    const key = linkKeys.at(i)
    return key === usualKey(link) ? {} : { key }
  })
}

function factsJson(facts: Facts): Record<string, unknown> {
  return Object.fromEntries(FACT_TABLES.map((table) => [table, facts[table].map(withoutOrigin)]))
}

/** The rows of each table in the order of their contents, so that the order in which they were read does not show. */
function rulesJson(rules: Rules): Record<string, unknown> {
  const tables: Record<string, unknown> = {}
  for (const table of RULE_TABLES) {
    const columns = Object.keys(SCHEMAS[table])
    const rows = (rules[table] as readonly object[]).map((row) => {
      const cells = row as Record<string, unknown>
      return JSON.stringify(Object.fromEntries(columns.map((column) => [column, cells[column]])))
    })
    tables[table] = rows.sort().map((text): unknown => JSON.parse(text))
  }
  return tables
}

function withoutOrigin<Row extends { readonly file: string; readonly row: number }>(row: Row): object {
  const { file: _file, row: _row, ...cells } = row
  return cells
}

/** @param isInput as in {@link Section} */
export function json(name: JsonSection, value: unknown, isInput = false): Section {
  return { name, data: new TextEncoder().encode(JSON.stringify(value)), isInput }
}
