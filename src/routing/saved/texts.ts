/**
 * All texts of a saved network, each once: their UTF-8 one after another, and where each ends, counted in UTF-16 units, so
 * that the whole is decoded in one stroke and a text is a slice of it. A column holds the numbers of its texts.
 */
import { UsageError } from '../../issue/errors.js'
import type { Section, Sections } from './container.js'

/** In place of the number of a text: not given. */
export const NO_TEXT = 0xffffffff

/** Numbers texts in the order in which they come. */
export class TextWriter {
  readonly #texts: string[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const number = this.#texts.length
    this.#texts.push(text)
    this.#numbers.set(text, number)
    return number
  }

  /** @throws UsageError for a text that UTF-8 cannot hold */
  sections(): Section[] {
    const ends = new Uint32Array(this.#texts.length)
    let end = 0
    this.#texts.forEach((text, i) => {
      end += text.length
      ends[i] = end
    })
    const joined = this.#texts.join('')
    const data = new TextEncoder().encode(joined)
    if (decoded(data) !== joined) {
      const broken = this.#texts.find((text) => decoded(new TextEncoder().encode(text)) !== text)
      throw new UsageError(`The text ${JSON.stringify(broken)} cannot be saved; expected well-formed Unicode.`)
    }
    return [
      { name: 'text.utf8', data, isInput: true },
      { name: 'text.ends', data: ends, isInput: true },
    ]
  }
}

/** Texts by their numbers; each is cut out when it is first read. */
export class Texts {
  readonly length: number
  readonly #ends: Uint32Array
  readonly #joined: string
  readonly #cut: (string | undefined)[]

  constructor(sections: Sections) {
    this.#ends = sections.unsigned('text.ends')
    this.length = this.#ends.length
    this.#joined = decoded(sections.bytes('text.utf8'))
    if (this.length > 0 && this.#ends[this.length - 1] !== this.#joined.length) {
      throw sections.fault('its texts do not have the lengths that it names')
    }
    this.#cut = new Array(this.length)
  }

  /** `undefined` for {@link NO_TEXT}. */
  at(number: number): string | undefined {
    if (number >= this.length) return undefined
    const known = this.#cut[number]
    if (known !== undefined) return known
    const text = this.#joined.slice(number === 0 ? 0 : this.#ends[number - 1], this.#ends[number])
    this.#cut[number] = text
    return text
  }
}

function decoded(utf8: Uint8Array): string {
  // A copy where memory is shared: browsers do not decode that.
  const bytes = utf8.buffer instanceof ArrayBuffer ? utf8 : new Uint8Array(utf8)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
