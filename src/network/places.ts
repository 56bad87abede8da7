import anyAscii from 'any-ascii'
import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import type { Network } from './network.js'

/** Lower case, without diacritics, spaces and punctuation: "Xi'an" and "XIAN", "Łódź" and "lodz" fold alike. */
export function foldName(text: string): string {
  return anyAscii(text.normalize('NFC'))
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** Finds nodes by what people call them: id, UN/LOCODE, name or alias. */
export class PlaceIndex {
  readonly #byId: ReadonlySet<string>
  readonly #byUnlocode = new Map<string, Set<string>>()
  readonly #byName = new Map<string, Set<string>>()
  readonly #words = new Map<string, string>()

  constructor(graph: Network['graph']) {
    const ids = graph.nodes()
    this.#byId = new Set(ids)
    for (const id of ids) {
      const { name, alias, unlocode } = graph.getNodeAttributes(id)
      if (unlocode !== undefined) addTo(this.#byUnlocode, unlocode, id)
      for (const word of [id, name, ...(alias ?? [])]) this.#addName(word, id)
    }
  }

  #addName(word: string, id: string): void {
    const folded = foldName(word)
    if (folded === '') return
    if (!this.#words.has(folded)) this.#words.set(folded, word)
    addTo(this.#byName, folded, id)
  }

  /**
   * The node id that a text means: an exact id wins, then a UN/LOCODE, then a name or alias, without regard to case,
   * diacritics and punctuation.
   *
   * @throws UsageError for an unknown place (with the nearest names), or a UN/LOCODE or name that several nodes bear
   */
  resolve(text: string): string {
    if (typeof text !== 'string') {
      throw new UsageError(`A place is ${JSON.stringify(text)}; expected a node id, a UN/LOCODE or a name as text.`)
    }
    if (this.#byId.has(text)) return text
    const ids = this.#byUnlocode.get(text.replace(/\s/g, '').toUpperCase()) ?? this.#byName.get(foldName(text))
    if (ids === undefined) {
      const near = nearest(foldName(text), this.#words.keys()).map((word) => this.#words.get(word) as string)
      throw new UsageError(
        `Unknown place "${text}"; expected a node id, a UN/LOCODE or a name of the network.${didYouMean(near)}`,
        near,
      )
    }
    const [first, second] = ids
    if (second !== undefined) {
      const candidates = [...ids].sort()
      throw new UsageError(
        `The name "${text}" is borne by several places; use a node id: ${candidates.join(', ')}.`,
        candidates,
      )
    }
    return first as string
  }
}

function addTo(index: Map<string, Set<string>>, word: string, id: string): void {
  const ids = index.get(word)
  if (ids === undefined) index.set(word, new Set([id]))
  else ids.add(id)
}
