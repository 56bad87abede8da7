import { NO_RANK } from './topology.js'

/**
 * A number for each arc that settles what every criterion leaves equal: paths with fewer arcs first, then the path with
 * the smaller sum of scrambled arc numbers. Sums stay exact integers for paths of up to 2^15 arcs, and two paths of
 * equal length share a sum about once in 2^24 times; so every kernel that adds these numbers up as a last criterion
 * finds the same one of several equal paths.
 *
 * @param ranks what to scramble in place of the arcs' own numbers; an arc of {@link NO_RANK} has the number 1, which is next to
 *   nothing beside the others
 */
export function tieNumbers(arcCount: number, ranks?: Int32Array): Float64Array {
  const numbers = new Float64Array(arcCount)
  for (let a = 0; a < arcCount; a++) {
    const rank = ranks === undefined ? a : (ranks[a] as number)
    numbers[a] = rank === NO_RANK ? 1 : PER_ARC + (scramble(rank) & 0xffffff)
  }
  return numbers
}

/** 2^38: more than 2^14 scrambled numbers of 24 bits add up to. */
const PER_ARC = 0x4000000000

/** The finaliser of MurmurHash3 (Appleby 2011, public domain): a bijection of 32-bit integers without visible order. */
function scramble(n: number): number {
  let h = n ^ 0x9e3779b9
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
