/**
 * A hash of 128 bits over 32-bit words: the checksum of a saved network and the hash of its input.
 *
 * Four lanes, each a word: a word of the input is scrambled and joined to its lane, and each lane is joined to the next
 * (the x86 form of MurmurHash3, Appleby 2011, in the public domain). Every step can be undone, so that two inputs of one
 * length that differ within one block of four words never have the same hash; others do with a chance of 2^-128. Not
 * meant against forgery. O(words).
 */
export type Hash128 = readonly [number, number, number, number]

const M1 = 0x239b961b
const M2 = 0xab0e9789
const M3 = 0x38b34ae5
const M4 = 0xa1e38b93

/** Words per block. A length that is no multiple of it is hashed as if followed by zeros, and then told apart by the length. */
const BLOCK = 4

export function hash128(words: Uint32Array): Hash128 {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  const length = words.length
  const whole = length - (length % BLOCK)
  for (let i = 0; i < length; i += BLOCK) {
    // Past the end only in the last block.
    const isWhole = i < whole
    const w0 = words[i] as number
    const w1 = isWhole || i + 1 < length ? (words[i + 1] as number) : 0
    const w2 = isWhole || i + 2 < length ? (words[i + 2] as number) : 0
    const w3 = isWhole ? (words[i + 3] as number) : 0
    a ^= Math.imul(rotated(Math.imul(w0, M1), 15), M2)
    a = (Math.imul((rotated(a, 19) + b) | 0, 5) + 0x561ccd1b) | 0
    b ^= Math.imul(rotated(Math.imul(w1, M2), 16), M3)
    b = (Math.imul((rotated(b, 17) + c) | 0, 5) + 0x0bcaa747) | 0
    c ^= Math.imul(rotated(Math.imul(w2, M3), 17), M4)
    c = (Math.imul((rotated(c, 15) + d) | 0, 5) + 0x96cd1c35) | 0
    d ^= Math.imul(rotated(Math.imul(w3, M4), 18), M1)
    d = (Math.imul((rotated(d, 13) + a) | 0, 5) + 0x32ac3b17) | 0
  }
  a ^= length
  b ^= length
  c ^= length
  d ^= length
  a = (a + b + c + d) | 0
  b = (b + a) | 0
  c = (c + a) | 0
  d = (d + a) | 0
  a = scrambled(a)
  b = scrambled(b)
  c = scrambled(c)
  d = scrambled(d)
  a = (a + b + c + d) | 0
  b = (b + a) | 0
  c = (c + a) | 0
  d = (d + a) | 0
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0]
}

/** The hash as 32 hexadecimal digits. */
export function hexOf(hash: Hash128): string {
  return hash.map((word) => word.toString(16).padStart(8, '0')).join('')
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

function scrambled(word: number): number {
  let h = word
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
