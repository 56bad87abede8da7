/** Finds what the selectors of a scenario name in a compiled network. */

import type { Place, TransferSide } from '../../cost/cost-model.js'
import { MODES, PASSAGES, STATUSES } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import type { LinkAttributes } from '../../network/network.js'
import type { PlaceIndex } from '../../network/places.js'
import type { CompiledNetwork, Rows, Terminal } from '../compile.js'
import { countryIndex, knownCountry, oneOf } from '../constraints.js'
import type { BorderSelector, LinkSelector, OneOrMore, TransferSelector } from './scenario.js'

/** The ends of a link. */
interface Ends {
  /** Numbers of nodes. */
  readonly from: number
  readonly to: number
}

type Test<Subject> = (subject: Subject) => boolean

export class Selection {
  readonly #compiled: CompiledNetwork
  readonly #places: PlaceIndex
  readonly #countries: ReadonlyMap<string, string>
  /** Numbers of nodes at either end of each link. */
  readonly #from: Uint32Array
  readonly #to: Uint32Array

  constructor(compiled: CompiledNetwork, places: PlaceIndex) {
    this.#compiled = compiled
    this.#places = places
    this.#countries = countryIndex(compiled)
    const { topology, terminals, arcLink, links } = compiled
    this.#from = new Uint32Array(links.length)
    this.#to = new Uint32Array(links.length)
    for (let arc = 0; arc < topology.arcCount; arc++) {
      const link = arcLink[arc] as number
      if (link < 0) continue
      this.#from[link] = (terminals[topology.tail[arc] as number] as Terminal).node
      this.#to[link] = (terminals[topology.head[arc] as number] as Terminal).node
    }
  }

  /** The ends of a link, by its number. */
  ends(link: number): Ends {
    return { from: this.#from[link] as number, to: this.#to[link] as number }
  }

  /**
   * The numbers of the links that a selector names.
   *
   * @param links as they are by now
   * @throws UsageError for an unknown word, with the nearest known ones
   */
  links(selector: LinkSelector, links: Rows<LinkAttributes>): number[] {
    const tests: Test<LinkAttributes>[] = []
    const some = <Value>(
      given: OneOrMore<Value> | undefined,
      known: (value: Value) => Value,
      key: keyof LinkAttributes,
    ) => {
      if (given === undefined) return
      const wanted = new Set<unknown>(listOf(given).map(known))
      tests.push((link) => wanted.has(link[key]))
    }
    some(selector.link, wordOf('link', links, 'link_id'), 'link_id')
    some(selector.mode, (word) => oneOf('mode', word, MODES), 'mode')
    some(selector.facility_type, wordOf('facility_type', links, 'facility_type'), 'facility_type')
    some(selector.passage, (word) => oneOf('passage', word, PASSAGES), 'passage')
    some(selector.status, (word) => oneOf('status', word, STATUSES), 'status')
    some(selector.gauge_mm, (mm) => mm, 'gauge_mm')
    if (selector.electrified !== undefined) tests.push((link) => link.electrified === selector.electrified)
    if (selector.corridor !== undefined) {
      throw new UsageError(
        `A scenario selects the links of the corridor "${listOf(selector.corridor).join()}", which a router does not know; make it ready with withCorridorLinks(router, scenario).`,
      )
    }
    const atEnds = this.#atEnds(selector)
    const found: number[] = []
    for (let index = 0; index < links.length; index++) {
      const link = links.at(index) as LinkAttributes
      if (tests.every((test) => test(link)) && atEnds(this.ends(index))) found.push(index)
    }
    return found
  }

  /** Whether a link is at a border that a selector names; its rule is another matter. @throws UsageError for an unknown word */
  borders(selector: BorderSelector): (link: number, attributes: LinkAttributes) => boolean {
    const atEnds = this.#atEnds(selector)
    const modes =
      selector.mode === undefined ? undefined : new Set(listOf(selector.mode).map((word) => oneOf('mode', word, MODES)))
    return (link, { mode }) => (modes === undefined || modes.has(mode)) && atEnds(this.ends(link))
  }

  /** Whether a selector names a transfer. @throws UsageError for an unknown word */
  transfers(selector: TransferSelector): (node: Place, from: TransferSide, to: TransferSide) => boolean {
    const { nodes, nodeIndex } = this.#compiled
    const tests: ((node: Place, from: TransferSide, to: TransferSide) => boolean)[] = []
    if (selector.node !== undefined) {
      const wanted = this.#nodes(selector.node)
      tests.push(({ id }) => wanted.has(nodeIndex.get(id) as number))
    }
    if (selector.node_type !== undefined) {
      const wanted = new Set(listOf(selector.node_type).map(wordOf('node_type', nodes, 'node_type')))
      tests.push(({ attributes }) => wanted.has(attributes.node_type ?? ''))
    }
    if (selector.country !== undefined) {
      const wanted = this.#codes(selector.country)
      tests.push(({ attributes }) => wanted.has(attributes.country ?? ''))
    }
    const doorOrModes = (given: OneOrMore<string>): ReadonlySet<string> =>
      new Set(listOf(given).map((word) => oneOf('mode', word, ['door', ...MODES])))
    if (selector.from_mode !== undefined) {
      const wanted = doorOrModes(selector.from_mode)
      tests.push((_, { mode }) => wanted.has(mode))
    }
    if (selector.to_mode !== undefined) {
      const wanted = doorOrModes(selector.to_mode)
      tests.push((_, __, { mode }) => wanted.has(mode))
    }
    const { gauge_change } = selector
    if (gauge_change !== undefined) tests.push((_, from, to) => (from.mode === to.mode) === gauge_change)
    return (node, from, to) => tests.every((test) => test(node, from, to))
  }

  /** Whether the ends of a link are at the places, in the countries and at the borders that a selector names. */
  #atEnds({
    node,
    country,
    border,
  }: {
    readonly node?: OneOrMore<string>
    readonly country?: OneOrMore<string>
    readonly border?: OneOrMore<string>
  }): Test<Ends> {
    const { nodes } = this.#compiled
    const tests: Test<Ends>[] = []
    if (node !== undefined) {
      const wanted = this.#nodes(node)
      tests.push(({ from, to }) => wanted.has(from) || wanted.has(to))
    }
    const countryOf = (index: number): string => nodes.at(index)?.country ?? ''
    if (country !== undefined) {
      const wanted = this.#codes(country)
      tests.push(({ from, to }) => wanted.has(countryOf(from)) || wanted.has(countryOf(to)))
    }
    if (border !== undefined) {
      const wanted = new Set<string>()
      for (const pair of listOf(border)) {
        const sides = pair.split('-')
        if (sides.length !== 2) {
          throw new UsageError(`Unknown border "${pair}"; expected two country codes such as "CN-KZ".`)
        }
        const [left, right] = sides.map((word) => knownCountry(this.#countries, word))
        wanted.add(`${left}-${right}`).add(`${right}-${left}`)
      }
      tests.push(({ from, to }) => wanted.has(`${countryOf(from)}-${countryOf(to)}`))
    }
    return (ends) => tests.every((test) => test(ends))
  }

  #nodes(words: OneOrMore<string>): ReadonlySet<number> {
    const { nodeIndex } = this.#compiled
    return new Set(listOf(words).map((word) => nodeIndex.get(this.#places.resolve(word)) as number))
  }

  #codes(words: OneOrMore<string>): ReadonlySet<string> {
    return new Set(listOf(words).map((word) => knownCountry(this.#countries, word)))
  }
}

function listOf<Value>(given: OneOrMore<Value>): readonly Value[] {
  return (Array.isArray(given) ? given : [given]) as readonly Value[]
}

/** Looks a word up among those that some rows of the network bear; the rows are read once, when the first is asked for. */
function wordOf<Row, Key extends keyof Row>(what: string, rows: Rows<Row>, key: Key): (word: string) => string {
  let known: Set<string> | undefined
  return (word) => {
    if (known === undefined) {
      known = new Set()
      for (const row of rows) if (typeof row[key] === 'string') known.add(row[key])
    }
    if (known.has(word)) return word
    const near = nearest(word, known)
    throw new UsageError(`Unknown ${what} "${word}"; expected one of the network.${didYouMean(near)}`, near)
  }
}
