import type { PlaceNames } from '../../network/places.js'
import type { Sections } from './container.js'
import { NO_TEXT, type Texts } from './texts.js'

/** The names of nodes in a saved network: folded when it was saved, found by bisection. */
export class SavedNames implements PlaceNames {
  readonly #texts: Texts
  readonly #nodeCount: number
  readonly #unlocode: Uint32Array | undefined
  readonly #folded: Uint32Array
  readonly #spelling: Uint32Array
  readonly #first: Uint32Array
  readonly #nodes: Uint32Array
  #byUnlocode: Map<string, string[]> | undefined

  constructor(nodeCount: number, sections: Sections, texts: Texts) {
    this.#texts = texts
    this.#nodeCount = nodeCount
    this.#unlocode = sections.has('node.unlocode') ? sections.unsigned('node.unlocode', nodeCount) : undefined
    this.#folded = sections.unsigned('name.folded')
    this.#spelling = sections.unsigned('name.spelling', this.#folded.length)
    this.#first = sections.unsigned('name.first', this.#folded.length + 1)
    this.#nodes = sections.unsigned('name.nodes')
  }

  /** The number of a node. O(log nodes). */
  get(id: string): number | undefined {
    return position(this.#nodeCount, (n) => this.#texts.at(n) as string, id)
  }

  isId(text: string): boolean {
    return this.get(text) !== undefined
  }

  withUnlocode(code: string): readonly string[] {
    this.#byUnlocode ??= this.#unlocodes()
    return this.#byUnlocode.get(code) ?? []
  }

  #unlocodes(): Map<string, string[]> {
    const index = new Map<string, string[]>()
    for (let n = 0; n < (this.#unlocode?.length ?? 0); n++) {
      const number = this.#unlocode?.[n] as number
      if (number === NO_TEXT) continue
      const code = this.#texts.at(number) as string
      const ids = index.get(code)
      if (ids === undefined) index.set(code, [this.#texts.at(n) as string])
      else ids.push(this.#texts.at(n) as string)
    }
    return index
  }

  withName(folded: string): readonly string[] {
    const i = position(this.#folded.length, (k) => this.#texts.at(this.#folded[k] as number) as string, folded)
    if (i === undefined) return []
    const ids: string[] = []
    for (let k = this.#first[i] as number; k < (this.#first[i + 1] as number); k++) {
      ids.push(this.#texts.at(this.#nodes[k] as number) as string)
    }
    return ids
  }

  *spellings(): Iterable<readonly [folded: string, spelling: string]> {
    for (let i = 0; i < this.#folded.length; i++) {
      yield [this.#texts.at(this.#folded[i] as number) as string, this.#texts.at(this.#spelling[i] as number) as string]
    }
  }
}

/** Where a word stands among words in the order of code units. */
function position(count: number, wordAt: (i: number) => string, word: string): number | undefined {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (wordAt(middle) < word) low = middle + 1
    else high = middle
  }
  return low < count && wordAt(low) === word ? low : undefined
}
