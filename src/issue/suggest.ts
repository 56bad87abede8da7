import { distance } from 'fastest-levenshtein'

/** A word that contains another counts as near when that other has at least this many letters. */
const SHORTEST_PART = 3

/**
 * The known words nearest to `word` by edit distance, best first; ties in alphabetical order.
 * A word further away than two fifths of its length (at least 2 edits, but never all of it) is not offered.
 *
 * @param limit at most this many words (default 3)
 */
export function nearest(word: string, known: Iterable<string>, limit = 3): string[] {
  const target = word.toLowerCase()
  const reach = Math.min(Math.max(2, Math.floor(target.length * 0.4)), target.length - 1)
  const scored: { readonly candidate: string; readonly edits: number }[] = []
  for (const candidate of known) {
    const lower = candidate.toLowerCase()
    const contained =
      (target.length >= SHORTEST_PART && lower.includes(target)) ||
      (lower.length >= SHORTEST_PART && target.includes(lower))
    const edits = contained && lower !== target ? 1 : distance(target, lower)
    if (edits <= reach) scored.push({ candidate, edits })
  }
  scored.sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
  return scored.slice(0, limit).map((entry) => entry.candidate)
}

/** ` Did you mean "a", "b"?` with a leading space, or an empty string where nothing is near. */
export function didYouMean(words: readonly string[]): string {
  return words.length === 0 ? '' : ` Did you mean ${words.map((word) => `"${word}"`).join(', ')}?`
}
