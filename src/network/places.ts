import anyAscii from 'any-ascii'
import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import type { NodeAttributes } from './network.js'

/** Lower case, without diacritics, spaces and punctuation: "Xi'an" and "XIAN", "Łódź" and "lodz" fold alike. */
export function foldName(text: string): string {
  return anyAscii(text.normalize('NFC'))
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** What people call the nodes of a network. */
export interface PlaceNames {
  isId(text: string): boolean
  /** The nodes with a UN/LOCODE, in the order of their ids; empty where there is none. */
  withUnlocode(code: string): readonly string[]
  /** The nodes with a folded id, name or alias, in the order of their ids; empty where there is none. */
  withName(folded: string): readonly string[]
  /** Every folded name and how it is spelt, by the first node that bears it. */
  spellings(): Iterable<readonly [folded: string, spelling: string]>
}

/** Finds nodes by what people call them: id, UN/LOCODE, name or alias. */
export class PlaceIndex {
  readonly #names: PlaceNames

  constructor(names: PlaceNames) {
    this.#names = names
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
    if (this.#names.isId(text)) return text
    const withCode = this.#names.withUnlocode(text.replace(/\s/g, '').toUpperCase())
    const ids = withCode.length > 0 ? withCode : this.#names.withName(foldName(text))
    const [first, second] = ids
    if (first === undefined) {
      const spellings = new Map(this.#names.spellings())
      const near = nearest(foldName(text), spellings.keys()).map((word) => spellings.get(word) as string)
      throw new UsageError(
        `Unknown place "${text}"; expected a node id, a UN/LOCODE or a name of the network.${didYouMean(near)}`,
        near,
      )
    }
    if (second !== undefined) {
      const candidates = [...ids].sort()
      throw new UsageError(
        `The name "${text}" is borne by several places; use a node id: ${candidates.join(', ')}.`,
        candidates,
      )
    }
    return first
  }
}

/** The names of nodes in memory. O(nodes); folding the names is what takes the time. */
export class NodeNames implements PlaceNames {
  readonly #ids: ReadonlySet<string>
  readonly #byUnlocode = new Map<string, string[]>()
  readonly #byName = new Map<string, { readonly spelling: string; readonly ids: string[] }>()

  /**
   * @param ids in the order of code units
   * @param nodes their attributes, in the same order
   */
  constructor(ids: readonly string[], nodes: Iterable<NodeAttributes>) {
    this.#ids = new Set(ids)
    let n = 0
    for (const { name, alias, unlocode } of nodes) {
      const id = ids[n++] as string
      if (unlocode !== undefined) {
        const bearers = this.#byUnlocode.get(unlocode)
        if (bearers === undefined) this.#byUnlocode.set(unlocode, [id])
        else bearers.push(id)
      }
      for (const word of [id, name, ...(alias ?? [])]) this.#addName(word, id)
    }
  }

  #addName(spelling: string, id: string): void {
    const folded = foldName(spelling)
    if (folded === '') return
    const known = this.#byName.get(folded)
    if (known === undefined) this.#byName.set(folded, { spelling, ids: [id] })
    // The ids come in order, so that one that is there already is the last.
    else if (known.ids[known.ids.length - 1] !== id) known.ids.push(id)
  }

  isId(text: string): boolean {
    return this.#ids.has(text)
  }

  withUnlocode(code: string): readonly string[] {
    return this.#byUnlocode.get(code) ?? []
  }

  withName(folded: string): readonly string[] {
    return this.#byName.get(folded)?.ids ?? []
  }

  *spellings(): Iterable<readonly [folded: string, spelling: string]> {
    for (const [folded, { spelling }] of this.#byName) yield [folded, spelling]
  }

  /** Every folded name, how it is spelt and the nodes that bear it. */
  *entries(): Iterable<readonly [folded: string, spelling: string, ids: readonly string[]]> {
    for (const [folded, { spelling, ids }] of this.#byName) yield [folded, spelling, ids]
  }
}
