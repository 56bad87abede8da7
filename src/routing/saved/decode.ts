import { CostModel, type RuleGap } from '../../cost/cost-model.js'
import type { BorderFactors, EmissionBasis, TransferFactors } from '../../cost/link-factors.js'
import type { Prices } from '../../cost/prices.js'
import { FACT_TABLES, RULE_TABLES } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import type { Topology } from '../../kernel/topology.js'
import type { Facts, LinkAttributes, NodeAttributes, Rules } from '../../network/network.js'
import { AMOUNTS, type FactorColumns } from '../arc-factors.js'
import type { CompiledNetwork, Rows, Terminal } from '../compile.js'
import { PER_UNIT_AMOUNTS, type RateColumns } from '../leg-pricing/rate-columns.js'
import { Router, type RouterOptions } from '../router.js'
import { withTieRanks } from '../tie-ranks.js'
import { columnReader, SavedRows } from './columns.js'
import { FORMAT_VERSION, Sections } from './container.js'
import { usualKey } from './encode.js'
import { SavedNames } from './saved-names.js'
import { graphOf, lazyTables, SavedNetwork, withOrigin } from './saved-network.js'
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
import { Texts } from './texts.js'

/** The bytes of a saved network: what {@link saveRouter} returns, or what was read from its file. */
export type SavedBytes = Uint8Array | ArrayBuffer | SharedArrayBuffer

/** What the header of a saved network says. */
export interface SavedInfo {
  readonly formatVersion: number
  /** 32 hexadecimal digits; equal for equal nodes, links, rules and corridors, whatever the order of their rows. */
  readonly inputHash: string
  readonly nodes: number
  /** Directions of links. */
  readonly links: number
  readonly terminals: number
  readonly arcs: number
}

/**
 * Opens a saved network. The router answers every query as the one that was saved, unless `costModel` or `prices` say
 * otherwise; a `costModel` prices the network anew.
 *
 * The bytes are read where they lie and must not be changed: workers can open one SharedArrayBuffer at the same time.
 * `router.network.graph` is built when it is first looked at. O(bytes), mostly for the checksum.
 *
 * @param title how messages name the file; default `The saved network`
 * @throws DataError where the bytes are truncated, damaged, of another format version or no saved network
 * @throws UsageError where they are no bytes
 * @example
 * const router = openSaved(await (await fetch('eurasia.landbridge')).arrayBuffer())
 */
export function openSaved(bytes: SavedBytes, options: RouterOptions = {}, title = 'The saved network'): Router {
  return openSections(sectionsOf(bytes, title), options)
}

/** Opens what {@link sectionsOf} has checked. @throws DataError as {@link openSaved} */
export function openSections(sections: Sections, options: RouterOptions): Router {
  const counts = json<Counts>(sections, 'counts')
  const texts = new Texts(sections)
  const names = new SavedNames(counts.nodes, sections, texts)
  const nodes = new SavedRows<NodeAttributes>(counts.nodes, 'node', NODE_COLUMNS, sections, texts)
  const links = new SavedRows<LinkAttributes>(counts.links, 'link', LINK_COLUMNS, sections, texts)
  const compiled = compiledFrom(sections, counts, texts, names, nodes, links)
  const rules: Rules = lazyTables(RULE_TABLES, () => json(sections, 'rules'))
  const facts: Facts = lazyTables(FACT_TABLES, () => json(sections, 'facts'))
  const network = new SavedNetwork(rules, withOrigin('corridor', json(sections, 'corridors')), facts, () =>
    graphOf(compiled, nodes, links),
  )
  const modelRules = sections.has('model') ? lazyTables(RULE_TABLES, () => json(sections, 'model')) : rules
  const date = sections.has('date') ? json<string>(sections, 'date') : undefined
  const costModel = new CostModel(modelRules, json<Prices>(sections, 'prices'), json<RuleGap[]>(sections, 'gaps'), date)
  return new Router(network, options, {
    compiled,
    names,
    costModel,
    factors: factorsFrom(sections, counts),
    order: orderFrom(sections, counts),
  })
}

/**
 * Checks a saved network and says what it is, without opening it. O(bytes) for the checksum.
 *
 * @throws DataError as {@link openSaved}
 */
export function savedInfo(bytes: SavedBytes, title = 'The saved network'): SavedInfo {
  const sections = sectionsOf(bytes, title)
  const { nodes, links, vertices: terminals, arcs } = json<Counts>(sections, 'counts')
  return { formatVersion: FORMAT_VERSION, inputHash: sections.inputHash, nodes, links, terminals, arcs }
}

/** Checks a saved network and gives its sections. @throws DataError as {@link openSaved} */
export function sectionsOf(bytes: SavedBytes, title: string): Sections {
  // By its tag, because bytes may come from another realm.
  const tag = Object.prototype.toString.call(bytes).slice(8, -1)
  if (tag === 'ArrayBuffer' || tag === 'SharedArrayBuffer')
    return new Sections(new Uint8Array(bytes as ArrayBuffer), title)
  if (tag === 'Uint8Array') return new Sections(bytes as Uint8Array, title)
  throw new UsageError(
    `The bytes of a saved network are ${tag}; expected a Uint8Array, ArrayBuffer or SharedArrayBuffer.`,
  )
}

function compiledFrom(
  sections: Sections,
  counts: Counts,
  texts: Texts,
  names: SavedNames,
  nodes: SavedRows<NodeAttributes>,
  links: SavedRows<LinkAttributes>,
): CompiledNetwork {
  const topology: Topology = {
    vertexCount: counts.vertices,
    arcCount: counts.arcs,
    firstOut: sections.unsigned('arc.first', counts.vertices + 1),
    tail: sections.unsigned('arc.tail', counts.arcs),
    head: sections.unsigned('arc.head', counts.arcs),
  }
  const terminalsOf = sections.unsigned('node.terminals', counts.nodes + 1)
  checkTopology(topology, sections)
  const terminals = terminalsFrom(sections, counts, terminalsOf, texts)
  return {
    topology: withTieRanks(topology, { terminals, terminalsOf }),
    nodeIds: Array.from({ length: counts.nodes }, (_, n) => texts.at(n) as string),
    nodes,
    nodeIndex: names,
    terminals,
    terminalsOf,
    arcLink: sections.signed('arc.link', counts.arcs),
    linkKeys: edgeKeys(sections, links, texts),
    links,
  }
}

function terminalsFrom(
  sections: Sections,
  { nodes, vertices }: Counts,
  terminalsOf: Uint32Array,
  texts: Texts,
): Terminal[] {
  const column = (name: keyof typeof TERMINAL_COLUMNS) =>
    columnReader(sections, `terminal.${name}`, TERMINAL_COLUMNS[name], vertices, texts)
  const mode = column('mode')
  const gauge = column('gauge_mm')
  const role = column('role')
  const terminals: Terminal[] = []
  for (let node = 0; node < nodes; node++) {
    for (let v = terminals.length; v < (terminalsOf[node + 1] as number); v++) {
      terminals.push({
        node,
        mode: mode(v) as Terminal['mode'],
        gauge_mm: gauge(v) as number | undefined,
        role: role(v) as Terminal['role'],
      })
    }
  }
  return terminals
}

function edgeKeys(sections: Sections, links: SavedRows<LinkAttributes>, texts: Texts): Rows<string> {
  const given = new SavedRows<EdgeKey>(links.length, 'edge', KEY_COLUMNS, sections, texts)
  const at = (i: number): string | undefined => {
    const link = links.at(i)
    return link && (given.at(i)?.key ?? usualKey(link))
  }
  return {
    length: links.length,
    at,
    *[Symbol.iterator]() {
      for (let i = 0; i < links.length; i++) yield at(i) as string
    },
  }
}

function factorsFrom(sections: Sections, { vertices, arcs, links }: Counts): FactorColumns {
  return {
    known: sections.bytes('factor.known', links),
    amounts: sections.floats('factor.amounts', links * AMOUNTS),
    border: sections.unsigned('factor.border', links),
    emission: sections.unsigned('factor.emission', links),
    transfer: sections.unsigned('factor.transfer', arcs),
    loading: sections.unsigned('factor.loading', vertices),
    unloading: sections.unsigned('factor.unloading', vertices),
    borders: json<BorderFactors[]>(sections, 'borders'),
    emissions: json<EmissionBasis[]>(sections, 'emissions'),
    transfers: json<TransferFactors[]>(sections, 'transfers'),
    rates: sections.has('rates') ? ratesFrom(sections, links) : undefined,
  }
}

function ratesFrom(sections: Sections, links: number): RateColumns {
  const { densities, tariffs } = json<SavedRates>(sections, 'rates')
  const isTariff = tariffs.length > 0
  return {
    densities,
    measured: sections.floats('rate.measured', links * densities.length),
    tariffs,
    tariff: sections.unsigned('rate.tariff', isTariff ? 2 * links : 0),
    first: sections.floats('rate.first', isTariff ? (PER_UNIT_AMOUNTS + densities.length) * links : 0),
  }
}

function orderFrom(sections: Sections, { vertices }: Counts): Uint32Array | undefined {
  if (!sections.has('order')) return undefined
  const order = sections.unsigned('order', vertices)
  const isSeen = new Uint8Array(vertices)
  for (const vertex of order) {
    if (vertex >= vertices || isSeen[vertex] === 1) throw sections.fault('its order does not name every vertex once')
    isSeen[vertex] = 1
  }
  return order
}

/** What a search relies on: without it, it would not end. */
function checkTopology({ vertexCount, arcCount, firstOut, tail, head }: Topology, sections: Sections): void {
  let a = 0
  for (let v = 0; v < vertexCount; v++) {
    const end = firstOut[v + 1] as number
    for (; a < end; a++) {
      if (tail[a] !== v || !((head[a] as number) < vertexCount)) throw sections.fault(`arc ${a} joins no two vertices`)
    }
  }
  if (a !== arcCount) throw sections.fault(`its vertices have ${a} arcs, not the ${arcCount} that it names`)
}

/** What a section of JSON holds. */
export function json<Value>(sections: Sections, name: JsonSection): Value {
  const bytes = sections.bytes(name)
  try {
    // A copy where memory is shared: browsers do not decode that.
    return JSON.parse(new TextDecoder().decode(new Uint8Array(bytes))) as Value
  } catch {
    throw sections.fault(`its section "${name}" is not JSON`)
  }
}
