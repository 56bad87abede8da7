/**
 * The file of a saved network: a header, a table of named sections, and the sections, one after another.
 *
 * ```
 *  0  magic            8 bytes  89 'L' 'B' 'N' 0d 0a 1a 0a (a transfer as text damages it, as with PNG)
 *  8  byte order       u32      0x01020304 as the machine that wrote it stores it
 * 12  format version   u32
 * 16  checksum         4 u32    hash128 of all words from 32 on
 * 32  length           f64      bytes of the whole file
 * 40  sections         u32      how many
 * 44  (zero)           u32
 * 48  input hash       4 u32    hash128 over the input: nodes, links, rules, corridors
 * 64  table            48 bytes per section: name (32 bytes, ASCII, zeros after it), offset (f64), bytes (f64)
 *     sections                  each from a multiple of 8, zeros between them
 * ```
 *
 * Numbers are in the byte order of the machine, so that a section is a typed array over the bytes of the file as they
 * lie, and workers can share them. A file of the other byte order is refused, and so are other versions and damage of
 * any kind.
 */
import { DataError } from '../../issue/errors.js'
import { type Hash128, hash128, hexOf } from './hash128.js'

/** Raised with every change of the file that an older reader would misread. */
export const FORMAT_VERSION = 3

const MAGIC = [0x89, 0x4c, 0x42, 0x4e, 0x0d, 0x0a, 0x1a, 0x0a] as const
const BYTE_ORDER = 0x01020304
const OTHER_BYTE_ORDER = 0x04030201

const BYTE_ORDER_AT = 8
const VERSION_AT = 12
const CHECKSUM_AT = 16
const CHECKED_FROM = 32
const LENGTH_AT = 32
const SECTIONS_AT = 40
const INPUT_HASH_AT = 48
const TABLE_AT = 64
const ENTRY_BYTES = 48
const NAME_BYTES = 32
const ALIGNMENT = 8

/** A typed array that becomes a section. */
export interface Section {
  readonly name: string
  readonly data: Uint8Array | Uint32Array | Int32Array | Float64Array
  /** Whether it belongs to the input, as opposed to what is worked out from it. */
  readonly isInput: boolean
}

/** Writes sections into one buffer. Equal sections give equal bytes. */
export function packed(sections: readonly Section[]): Uint8Array<ArrayBuffer> {
  const offsets: number[] = []
  let end = TABLE_AT + sections.length * ENTRY_BYTES
  for (const { data } of sections) {
    offsets.push(end)
    end = aligned(end + data.byteLength)
  }
  const bytes = new Uint8Array(end)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  const words = new Uint32Array(bytes.buffer)
  words[BYTE_ORDER_AT / 4] = BYTE_ORDER
  words[VERSION_AT / 4] = FORMAT_VERSION
  setNative(bytes, LENGTH_AT, end)
  words[SECTIONS_AT / 4] = sections.length
  sections.forEach(({ name, data }, i) => {
    const at = TABLE_AT + i * ENTRY_BYTES
    if (name.length > NAME_BYTES) throw new RangeError(`the name "${name}" of a section is too long`)
    for (let c = 0; c < name.length; c++) view.setUint8(at + c, name.charCodeAt(c))
    setNative(bytes, at + NAME_BYTES, offsets[i] as number)
    setNative(bytes, at + NAME_BYTES + 8, data.byteLength)
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offsets[i])
  })
  const input = sections.flatMap((section, i) => {
    if (!section.isInput) return []
    const from = (offsets[i] as number) / 4
    const { byteLength } = section.data
    const content = words.subarray(from, from + Math.ceil(byteLength / 4))
    return [...hash128(asciiWords(section.name)), byteLength, ...hash128(content)]
  })
  words.set(hash128(Uint32Array.from(input)), INPUT_HASH_AT / 4)
  words.set(hash128(words.subarray(CHECKED_FROM / 4)), CHECKSUM_AT / 4)
  return bytes
}

/** The sections of a file, as views of its bytes. */
export class Sections {
  /** Of the input, as 32 hexadecimal digits: equal networks have equal ones, whatever the order of their rows. */
  readonly inputHash: string
  readonly #bytes: Uint8Array
  readonly #title: string
  readonly #places = new Map<string, { readonly offset: number; readonly length: number }>()

  /**
   * Checks the whole file. O(bytes).
   *
   * @param title how messages name the file
   * @throws DataError where the bytes are no saved network, damaged, or of a version or byte order that cannot be read
   */
  constructor(bytes: Uint8Array, title: string) {
    this.#title = title
    refuseForeign(bytes, title)
    // Typed arrays start at a multiple of their size: bytes out of the middle of another buffer are copied.
    this.#bytes = bytes.byteOffset % ALIGNMENT === 0 ? bytes : new Uint8Array(bytes)
    const { buffer, byteOffset } = this.#bytes
    const head = new Uint32Array(buffer, byteOffset, TABLE_AT / 4)
    refuseVersion(head, title)
    const [length] = new Float64Array(buffer, byteOffset + LENGTH_AT, 1)
    refuseLength(bytes.byteLength, length as number, title)
    const words = new Uint32Array(buffer, byteOffset, bytes.byteLength / 4)
    const stored = hexOf(hashAt(words, CHECKSUM_AT))
    const found = hexOf(hash128(words.subarray(CHECKED_FROM / 4)))
    if (stored !== found) {
      throw new DataError(
        `${title} is damaged: the checksum of its contents is ${found}, and its header says ${stored}; copy or build it again.`,
      )
    }
    this.inputHash = hexOf(hashAt(words, INPUT_HASH_AT))
    this.#readTable(head[SECTIONS_AT / 4] as number)
  }

  #readTable(count: number): void {
    const { buffer, byteOffset, byteLength } = this.#bytes
    if (TABLE_AT + count * ENTRY_BYTES > byteLength) throw this.fault(`its table of ${count} sections does not fit`)
    for (let i = 0; i < count; i++) {
      const at = TABLE_AT + i * ENTRY_BYTES
      const letters = this.#bytes.subarray(at, at + NAME_BYTES)
      const end = letters.indexOf(0)
      const name = String.fromCharCode(...letters.subarray(0, end === -1 ? NAME_BYTES : end))
      const [offset, length] = new Float64Array(buffer, byteOffset + at + NAME_BYTES, 2) as unknown as [number, number]
      if (!(offset % ALIGNMENT === 0 && offset >= TABLE_AT && length >= 0 && offset + length <= byteLength)) {
        throw this.fault(`its section "${name}" does not lie within it`)
      }
      this.#places.set(name, { offset, length })
    }
  }

  has(name: string): boolean {
    return this.#places.has(name)
  }

  /** @param count how many numbers there must be */
  bytes(name: string, count?: number): Uint8Array {
    const { offset, length } = this.#place(name, 1, count)
    return new Uint8Array(this.#bytes.buffer, offset, length)
  }

  unsigned(name: string, count?: number): Uint32Array {
    const { offset, length } = this.#place(name, 4, count)
    return new Uint32Array(this.#bytes.buffer, offset, length)
  }

  signed(name: string, count?: number): Int32Array {
    const { offset, length } = this.#place(name, 4, count)
    return new Int32Array(this.#bytes.buffer, offset, length)
  }

  floats(name: string, count?: number): Float64Array {
    const { offset, length } = this.#place(name, 8, count)
    return new Float64Array(this.#bytes.buffer, offset, length)
  }

  #place(name: string, size: number, count: number | undefined): { offset: number; length: number } {
    const place = this.#places.get(name)
    if (place === undefined) throw this.fault(`it lacks the section "${name}"`)
    const length = place.length / size
    if (!Number.isInteger(length) || (count !== undefined && length !== count)) {
      throw this.fault(
        `its section "${name}" has ${place.length} bytes; expected ${count === undefined ? `a multiple of ${size}` : count * size}`,
      )
    }
    return { offset: this.#bytes.byteOffset + place.offset, length }
  }

  /** What is thrown where a file with the right checksum still makes no sense. */
  fault(what: string): DataError {
    return new DataError(`${this.#title} is not a sound network: ${what}; build it again.`)
  }
}

function refuseForeign(bytes: Uint8Array, title: string): void {
  if (bytes.byteLength === 0) throw new DataError(`${title} is empty; expected a saved network.`)
  const letters = [...bytes.subarray(0, MAGIC.length)]
  if (!letters.every((letter, i) => letter === MAGIC[i])) {
    throw new DataError(
      `${title} is not a saved network: it begins with ${inHex(letters)}; expected ${inHex(MAGIC)}, as \`landbridge build\` and \`writeSaved\` write it.`,
    )
  }
  if (bytes.byteLength < TABLE_AT) {
    throw new DataError(
      `${title} is truncated: it has ${bytes.byteLength} bytes, and a header alone has ${TABLE_AT}; copy or build it again.`,
    )
  }
}

function refuseVersion(head: Uint32Array, title: string): void {
  const order = head[BYTE_ORDER_AT / 4] as number
  if (order === OTHER_BYTE_ORDER) {
    throw new DataError(`${title} was written on a machine of the other byte order; build it again on this one.`)
  }
  if (order !== BYTE_ORDER) {
    throw new DataError(
      `${title} is damaged: its mark of byte order is ${order.toString(16)}; expected ${BYTE_ORDER.toString(16)}; copy or build it again.`,
    )
  }
  const version = head[VERSION_AT / 4] as number
  if (version === FORMAT_VERSION) return
  throw new DataError(
    version > FORMAT_VERSION
      ? `${title} has format version ${version}, and this landbridge reads version ${FORMAT_VERSION}; update landbridge, or build the file again with this one.`
      : `${title} has the old format version ${version}, and this landbridge reads version ${FORMAT_VERSION}; build it again.`,
  )
}

function refuseLength(found: number, expected: number, title: string): void {
  if (found === expected) return
  const what =
    found < expected
      ? `is truncated: it has ${found} of the ${expected} bytes`
      : `has bytes after its end: ${found}, not the ${expected}`
  throw new DataError(`${title} ${what} that its header names; copy or build it again.`)
}

function hashAt(words: Uint32Array, byte: number): Hash128 {
  return [...words.subarray(byte / 4, byte / 4 + 4)] as unknown as Hash128
}

function setNative(bytes: Uint8Array, at: number, value: number): void {
  bytes.set(new Uint8Array(Float64Array.of(value).buffer), at)
}

function asciiWords(text: string): Uint32Array {
  return Uint32Array.from(text, (letter) => letter.charCodeAt(0))
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT
}

function inHex(letters: readonly number[]): string {
  return letters.map((letter) => letter.toString(16).padStart(2, '0')).join(' ')
}
