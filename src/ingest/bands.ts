import { isNumber } from './number.js'

/** An amount that holds up to a distance. */
export interface Band {
  /** Where the band ends, km, itself included; the last band has no end. */
  readonly to_km: number | undefined
  readonly amount: number
}

/**
 * Reads distance bands: `500:0.40|1500:0.32|:0.28` is 0.40 up to 500 km, 0.32 from there to 1,500 km and 0.28 beyond.
 *
 * @returns the bands by distance, or `undefined` where the text is none: a bad or negative number, an end that is not beyond
 * the one before, or a last band that ends
 */
export function parseBands(text: string): readonly Band[] | undefined {
  const parts = text.split('|')
  const bands: Band[] = []
  let before = 0
  for (const [i, part] of parts.entries()) {
    const sides = part.split(':').map((side) => side.trim())
    const [end, amount] = sides as [string, string]
    if (sides.length !== 2 || !isNumber(amount) || Number(amount) < 0) return undefined
    if (i === parts.length - 1) {
      if (end !== '') return undefined
      bands.push({ to_km: undefined, amount: Number(amount) })
      continue
    }
    if (!isNumber(end) || !(Number(end) > before)) return undefined
    before = Number(end)
    bands.push({ to_km: before, amount: Number(amount) })
  }
  return bands
}

/** True where no band is below the one before. */
export function isRising(bands: readonly Band[]): boolean {
  return bands.every(({ amount }, i) => i === 0 || amount >= (bands[i - 1] as Band).amount)
}
