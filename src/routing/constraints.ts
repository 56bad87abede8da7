import type { Shipment } from '../cost/shipment.js'
import { isDate } from '../ingest/cell.js'
import { FREIGHT_MODES, MODES, type Mode, type Need, PASSAGES, STATUSES, UTILITY_MODES } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import { MAX_BLOCKS } from '../kernel/fewest-blocks.js'
import type { Facts, LinkAttributes } from '../network/network.js'
import { isFacilityOpen } from '../network/open-facility.js'
import { foldName, type PlaceIndex } from '../network/places.js'
import { type CompiledNetwork, STAY, type Terminal, TRANSFER } from './compile.js'

/**
 * What a route may and may not use. Lists name what is allowed (`modes`, `countries`, `gauges`) or avoided
 * (`avoid...`); an absent list does not constrain. All constraints are hard.
 */
export interface Constraints {
  /** Only these modes. Default: those of freight; pipelines, power lines and fibres only where they are named. */
  readonly modes?: readonly string[]
  /** Only through nodes of these countries (ISO code or English name) and the open sea. */
  readonly countries?: readonly string[]
  /** Only rail of these gauges, mm. */
  readonly gauges?: readonly number[]
  readonly avoidModes?: readonly string[]
  /** No node of these countries (ISO code or English name). */
  readonly avoidCountries?: readonly string[]
  /** Straits and canals. */
  readonly avoidPassages?: readonly string[]
  /** Nodes, by id, UN/LOCODE or name. */
  readonly avoidNodes?: readonly string[]
  /** Links, by `link_id`; both directions. */
  readonly avoidLinks?: readonly string[]
  readonly avoidGauges?: readonly number[]
  /** Crossings from one country into another, as `CN-KZ`; that direction only. */
  readonly avoidBorders?: readonly string[]
  /** Default {@link DEFAULT_AVOIDED_STATUSES}; give `[]` to use all links. */
  readonly avoidStatuses?: readonly string[]
  /**
   * Day of travel, YYYY-MM-DD: links outside their `valid_from` to `valid_to` are closed, and those under maintenance on that
   * day. Default: no check.
   */
  readonly date?: string
  /** Whether links under maintenance on the day of travel are open all the same. Default false. */
  readonly ignoreMaintenance?: boolean
}

/** Links with these statuses carry no regular traffic today and are avoided unless a query says otherwise. */
export const DEFAULT_AVOIDED_STATUSES: readonly string[] = ['seasonal', 'closed', 'planned']

/** The names of all constraints, for messages about a misspelt one. */
export const CONSTRAINT_OPTIONS = [
  'modes',
  'countries',
  'gauges',
  'avoidModes',
  'avoidCountries',
  'avoidPassages',
  'avoidNodes',
  'avoidLinks',
  'avoidGauges',
  'avoidBorders',
  'avoidStatuses',
  'date',
  'ignoreMaintenance',
] as const satisfies readonly (keyof Constraints)[]

/** One thing that can be dropped to open a way. */
export interface Block {
  /** The query option, for example `avoidCountries`. */
  readonly option: string
  /** The value of it, for example `RU`. */
  readonly value: string
}

/** Which blocks close which arcs and terminals, as bits. */
export interface BlockMasks {
  readonly blocks: readonly Block[]
  readonly arcs: Uint32Array
  /** To everything, also to passing through. */
  readonly terminals: Uint32Array
  /** To goods that start here: what closes the terminal, and what closes loading. */
  readonly loading: Uint32Array
  /** To goods that end here. */
  readonly unloading: Uint32Array
}

/** What is sent, and where it is handled. */
export interface Handled {
  readonly shipment: Pick<Shipment, 'axle_load_t' | 'needs'>
  /** Whether goods are loaded at the origin, and unloaded at the destination: what is not part of a question closes nothing. */
  readonly loads: boolean
  readonly unloads: boolean
  /** Facilities are looked at only for a shipment with needs, maintenance only on a day. */
  readonly facts: Pick<Facts, 'facility' | 'maintenance'>
  /** The customs territory of a country, if any. Asked only for a shipment with needs. */
  readonly territoryOf: (country: string) => string | undefined
  /** Whether a link, by its number, crosses a border at which paper documents are shown. Asked only for a shipment of electronic ones. */
  readonly showsPaper: (link: number) => boolean
}

const UTILITIES: ReadonlySet<Mode> = new Set(UTILITY_MODES)

/** Whether a mode is one of energy or data, which a question must name. */
export function isUtility(mode: Mode): boolean {
  return UTILITIES.has(mode)
}

interface Rule {
  readonly block: Block
  readonly terminal?: (terminal: Terminal) => boolean
  readonly link?: (link: LinkAttributes, from: Terminal, to: Terminal, index: number) => boolean
  /** Closes loading, unloading and transfers, not passing through. */
  readonly handling?: (node: number) => boolean
}

/**
 * Works out what the constraints close. O(constraints x arcs).
 *
 * @throws UsageError for an unknown word, with the nearest known ones
 */
export function blockMasks(
  compiled: CompiledNetwork,
  places: PlaceIndex,
  constraints: Constraints,
  handled: Handled,
): BlockMasks {
  const rules = grouped(rulesOf(compiled, places, constraints, handled))
  const { topology, terminals, arcLink, links } = compiled
  const terminalMask = new Uint32Array(topology.vertexCount)
  const arcs = new Uint32Array(topology.arcCount)
  rules.forEach((rule, bit) => {
    const flag = (1 << bit) >>> 0
    if (rule.terminal !== undefined) {
      for (let t = 0; t < terminals.length; t++) {
        if (rule.terminal(terminals[t] as Terminal)) terminalMask[t] = ((terminalMask[t] as number) | flag) >>> 0
      }
    }
  })
  const ofHandling = handlingMask(compiled, rules)
  const ofLinks = rules.flatMap(({ link }, bit) =>
    link === undefined ? [] : [{ closes: link, flag: (1 << bit) >>> 0 }],
  )
  for (let a = 0; a < topology.arcCount; a++) {
    const tail = topology.tail[a] as number
    const head = topology.head[a] as number
    let mask = (terminalMask[tail] as number) | (terminalMask[head] as number)
    const index = arcLink[a] as number
    if (index === TRANSFER && ofHandling !== undefined) mask |= ofHandling[tail] as number
    if (index !== TRANSFER && index !== STAY && ofLinks.length > 0) {
      const link = links.at(index) as LinkAttributes
      for (const { closes, flag } of ofLinks) {
        if (closes(link, terminals[tail] as Terminal, terminals[head] as Terminal, index)) mask |= flag
      }
    }
    arcs[a] = mask >>> 0
  }
  const ends = ofHandling === undefined ? terminalMask : terminalMask.map((mask, t) => mask | (ofHandling[t] as number))
  return {
    blocks: rules.map((rule) => rule.block),
    arcs,
    terminals: terminalMask,
    loading: handled.loads ? ends : terminalMask,
    unloading: handled.unloads ? ends : terminalMask,
  }
}

/** For each terminal, what closes handling there; nothing where no rule is about handling. */
function handlingMask({ terminals }: CompiledNetwork, rules: readonly Rule[]): Uint32Array | undefined {
  if (rules.every(({ handling }) => handling === undefined)) return undefined
  return Uint32Array.from(terminals, ({ node }) =>
    rules.reduce((mask, { handling }, bit) => (handling?.(node) === true ? mask | (1 << bit) : mask), 0),
  )
}

function rulesOf(
  compiled: CompiledNetwork,
  places: PlaceIndex,
  constraints: Constraints,
  { shipment: { axle_load_t: axleLoad, needs = [] }, facts, territoryOf, showsPaper }: Handled,
): Rule[] {
  const countryOf = (terminal: Terminal): string | undefined => compiled.nodes.at(terminal.node)?.country
  const rules: Rule[] = []
  const { modes, countries, gauges, date } = constraints
  if (modes !== undefined) {
    const allowed = new Set<string>(modes.map((word) => checkedMode(word)))
    rules.push({ block: block('modes', [...allowed]), terminal: (t) => !allowed.has(t.mode) })
  }
  if (modes === undefined && compiled.terminals.some(({ mode }) => isUtility(mode))) {
    rules.push({ block: block('modes', FREIGHT_MODES), terminal: (t) => isUtility(t.mode) })
  }
  if (countries !== undefined) {
    const known = countryIndex(compiled)
    const allowed = new Set(countries.map((word) => knownCountry(known, word)))
    rules.push({
      block: block('countries', [...allowed]),
      terminal: (t) => countryOf(t) !== undefined && !allowed.has(countryOf(t) as string),
    })
  }
  if (gauges !== undefined) {
    const allowed = new Set(gauges.map((mm) => gauge(compiled, mm)))
    rules.push({
      block: block('gauges', [...allowed]),
      terminal: (t) => t.mode === 'rail' && (t.gauge_mm === undefined || !allowed.has(t.gauge_mm)),
    })
  }
  for (const word of constraints.avoidModes ?? []) {
    const mode = checkedMode(word)
    rules.push({ block: block('avoidModes', [mode]), terminal: (t) => t.mode === mode })
  }
  if (constraints.avoidCountries !== undefined) {
    const known = countryIndex(compiled)
    for (const word of constraints.avoidCountries) {
      const code = knownCountry(known, word)
      rules.push({ block: block('avoidCountries', [code]), terminal: (t) => countryOf(t) === code })
    }
  }
  for (const word of constraints.avoidPassages ?? []) {
    const passage = oneOf('passage', word, PASSAGES)
    rules.push({ block: block('avoidPassages', [passage]), link: (link) => link.passage === passage })
  }
  for (const word of constraints.avoidNodes ?? []) {
    const node = compiled.nodeIndex.get(places.resolve(word))
    rules.push({ block: block('avoidNodes', [places.resolve(word)]), terminal: (t) => t.node === node })
  }
  if (constraints.avoidLinks !== undefined && constraints.avoidLinks.length > 0) {
    const known = new Set<string>()
    for (const link of compiled.links) known.add(link.link_id)
    for (const id of constraints.avoidLinks) {
      if (!known.has(id)) {
        const near = nearest(id, known)
        throw new UsageError(`Unknown link "${id}"; expected a link_id of the network.${didYouMean(near)}`, near)
      }
      rules.push({ block: block('avoidLinks', [id]), link: (link) => link.link_id === id })
    }
  }
  for (const mm of constraints.avoidGauges ?? []) {
    const avoided = gauge(compiled, mm)
    rules.push({ block: block('avoidGauges', [avoided]), terminal: (t) => t.mode === 'rail' && t.gauge_mm === avoided })
  }
  if (constraints.avoidBorders !== undefined) {
    const known = countryIndex(compiled)
    for (const pair of constraints.avoidBorders) {
      const parts = pair.split('-')
      if (parts.length !== 2) {
        throw new UsageError(`Unknown border "${pair}"; expected two country codes such as "CN-KZ".`)
      }
      const [left, entered] = parts.map((word) => knownCountry(known, word))
      rules.push({
        block: block('avoidBorders', [`${left}-${entered}`]),
        link: (_, from, to) => countryOf(from) === left && countryOf(to) === entered,
      })
    }
  }
  for (const word of constraints.avoidStatuses ?? DEFAULT_AVOIDED_STATUSES) {
    const status = oneOf('status', word, STATUSES)
    rules.push({ block: block('avoidStatuses', [status]), link: (link) => link.status === status })
  }
  if (date !== undefined) {
    if (!isDate(date)) throw new UsageError(`The date is "${date}"; expected a day as YYYY-MM-DD.`)
    rules.push({
      block: block('date', [date]),
      link: ({ valid_from, valid_to }) =>
        (valid_from !== undefined && date < valid_from) || (valid_to !== undefined && date > valid_to),
    })
  }
  if (date !== undefined && constraints.ignoreMaintenance !== true) {
    for (const { maintenance_id, link_id: closed, from_date, to_date } of facts.maintenance) {
      if (date < from_date || date > to_date) continue
      rules.push({ block: block('maintenance', [maintenance_id]), link: ({ link_id }) => link_id === closed })
    }
  }
  for (const { label, from = '', to, linkIds } of compiled.closures ?? []) {
    if (date !== undefined && (date < from || (to !== undefined && date > to))) continue
    rules.push({ block: block('scenario', [label]), link: ({ link_id }) => linkIds.has(link_id) })
  }
  if (axleLoad !== undefined) {
    rules.push({
      block: block('shipment.axle_load_t', [axleLoad]),
      link: ({ max_axle_load_t }) => max_axle_load_t !== undefined && max_axle_load_t < axleLoad,
    })
  }
  for (const need of needs) {
    const provided = nodesProviding(compiled, facts, territoryOf, need, date)
    rules.push({
      block: block('shipment.needs', [need]),
      handling: (node) => !provided.has(node),
      ...(need === 'e_documents' ? { link: (_link, _from, _to, index) => showsPaper(index) } : {}),
    })
  }
  return withoutRepeats(rules)
}

/** The numbers of the nodes with a facility that is open, on the day if one is given, and provides what is needed. */
function nodesProviding(
  { nodeIndex, nodes: places }: CompiledNetwork,
  { facility }: Pick<Facts, 'facility'>,
  territoryOf: Handled['territoryOf'],
  need: Need,
  date: string | undefined,
): ReadonlySet<number> {
  const nodes = new Set<number>()
  const areas = new Set<string | undefined>()
  for (const row of facility) {
    if (!isFacilityOpen(row, date) || row.provides?.includes(need) !== true) continue
    const node = nodeIndex.get(row.node_id)
    if (node !== undefined) nodes.add(node)
    for (const area of row.serves ?? []) areas.add(area)
  }
  if (areas.size === 0) return nodes
  for (let node = 0; node < places.length; node++) {
    const country = places.at(node)?.country
    if (country !== undefined && (areas.has(country) || areas.has(territoryOf(country)))) nodes.add(node)
  }
  return nodes
}

/** "RU" and "Russia" are one block: dropping it means dropping both words. */
function withoutRepeats(rules: readonly Rule[]): Rule[] {
  const byBlock = new Map<string, Rule>()
  for (const rule of rules) byBlock.set(`${rule.block.option} ${rule.block.value}`, rule)
  return [...byBlock.values()]
}

/** Puts all values of an option into one block where there are more blocks than bits. */
function grouped(rules: readonly Rule[]): readonly Rule[] {
  if (rules.length <= MAX_BLOCKS) return rules
  const byOption = groupByOption(rules)
  return [...byOption].map(([option, members]) => ({
    block: { option, value: members.map((rule) => rule.block.value).join(',') },
    terminal: (terminal) => members.some((rule) => rule.terminal?.(terminal) === true),
    link: (link, from, to, index) => members.some((rule) => rule.link?.(link, from, to, index) === true),
    handling: (node) => members.some((rule) => rule.handling?.(node) === true),
  }))
}

function block(option: string, values: readonly (string | number)[]): Block {
  return { option, value: values.join(',') }
}

/**
 * @throws UsageError for a word that is no mode
 */
export function checkedMode(word: string): Mode {
  return oneOf('mode', word, MODES)
}

export function oneOf<Word extends string>(what: string, word: string, known: readonly Word[]): Word {
  const folded = foldName(word)
  const found = known.find((candidate) => foldName(candidate) === folded)
  if (found !== undefined) return found
  const near = nearest(word, known)
  throw new UsageError(`Unknown ${what} "${word}"; expected one of ${known.join(', ')}.${didYouMean(near)}`, near)
}

/** Folded English names and codes of the countries of the network. */
export function countryIndex(compiled: CompiledNetwork): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  const index = new Map<string, string>()
  for (const { country: code } of compiled.nodes) {
    if (code === undefined || index.has(foldName(code))) continue
    index.set(foldName(code), code)
    const name = names.of(code)
    if (name !== undefined) index.set(foldName(name), code)
  }
  return index
}

export function knownCountry(known: ReadonlyMap<string, string>, word: string): string {
  const code = known.get(foldName(word))
  if (code !== undefined) return code
  const near = nearest(foldName(word), known.keys()).map((name) => known.get(name) as string)
  throw new UsageError(
    `Unknown country "${word}"; expected the ISO code or English name of a country of the network.${didYouMean([...new Set(near)])}`,
    near,
  )
}

function gauge(compiled: CompiledNetwork, mm: number): number {
  const known = new Set(compiled.terminals.map((t) => t.gauge_mm).filter((value) => value !== undefined))
  if (known.has(mm)) return mm
  throw new UsageError(
    `Unknown gauge ${mm}; expected one of ${[...known].sort((a, b) => a - b).join(', ')} (mm).`,
    [...known].map(String),
  )
}

function groupByOption(rules: readonly Rule[]): ReadonlyMap<string, Rule[]> {
  const groups = new Map<string, Rule[]>()
  for (const rule of rules) {
    const members = groups.get(rule.block.option)
    if (members === undefined) groups.set(rule.block.option, [rule])
    else members.push(rule)
  }
  return groups
}
