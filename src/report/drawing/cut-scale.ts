/** Neighbours in size that are this far apart leave the one of them without a picture: the scale is cut between. */
const FAR = 3
/** Of all values at most so many (as a share) may be beyond the scale. */
const MOST_BEYOND = 0.5

/** Where a scale from 0 ends, and whether some values are beyond it. */
export interface CutScale {
  readonly end: number
  readonly isCut: boolean
}

/**
 * The end of a scale from 0 for values of which a few may be so large that the others could not be told apart: 1 t by
 * rail beside 100 t by air. It is then cut at the widest gap in size, and whoever draws says so at each value beyond.
 */
export function cutScale(values: readonly number[]): CutScale {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b)
  const largest = sorted[sorted.length - 1] ?? 1
  let end = largest
  let widest = FAR
  const first = Math.max(1, Math.ceil(sorted.length * (1 - MOST_BEYOND)))
  for (let i = first; i < sorted.length; i++) {
    const below = sorted[i - 1] as number
    const ratio = (sorted[i] as number) / below
    if (ratio > widest) {
      widest = ratio
      end = below
    }
  }
  return { end, isCut: end < largest }
}
