/** Hours in a day. */
export const HOURS_PER_DAY = 24
/** Seconds in an hour: the integer unit of time inside the search. */
export const SECONDS_PER_HOUR = 3600
/** Milliseconds in an hour: what signals are read in. */
export const MS_PER_HOUR = 3_600_000
/** Cents in a dollar: the integer unit of money inside the search. */
export const CENTS_PER_USD = 100
/** Grams in a kilogram: the integer unit of carbon inside the search. */
export const GRAMS_PER_KG = 1000
/** Metres in a kilometre: the integer unit of length inside the search. */
export const METRES_PER_KM = 1000
/** Kilograms in a tonne. */
export const KG_PER_TONNE = 1000

/**
 * Rounds a list so that the rounded parts add up to the rounded total exactly: part i is the difference
 * of the rounded running sums. Each part is less than one unit from its true value. Without it, a printed
 * table whose lines do not sum to its last line would be the normal case.
 *
 * @param decimals digits after the point
 */
export function roundToSum(parts: readonly number[], decimals: number): number[] {
  const scale = 10 ** decimals
  let sum = 0
  let shown = 0
  return parts.map((part) => {
    sum += part
    const next = Math.round(sum * scale)
    const rounded = (next - shown) / scale
    shown = next
    return rounded
  })
}
