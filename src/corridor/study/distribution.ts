/** Sums and ranks of numbers that count more or less. */

/** Shares of the whole below which a value lies. */
export const PERCENTILES = ['p5', 'p25', 'p50', 'p75', 'p95'] as const
export type Percentiles = Readonly<Record<(typeof PERCENTILES)[number], number>>

const SHARES = { p5: 0.05, p25: 0.25, p50: 0.5, p75: 0.75, p95: 0.95 } as const

/**
 * Percentiles by nearest rank: of the values in order, the first at which the weights so far reach the share.
 *
 * O(n log n). Without weights all count the same, which sorts faster.
 *
 * @returns `undefined` where there is no value
 */
export function percentiles(values: Float64Array, weights: Float64Array | undefined): Percentiles | undefined {
  if (values.length === 0) return undefined
  return weights === undefined ? evenPercentiles(values) : weightedPercentiles(values, weights)
}

function evenPercentiles(values: Float64Array): Percentiles {
  const sorted = values.slice().sort()
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
  return { p5: at(SHARES.p5), p25: at(SHARES.p25), p50: at(SHARES.p50), p75: at(SHARES.p75), p95: at(SHARES.p95) }
}

function weightedPercentiles(values: Float64Array, weights: Float64Array): Percentiles {
  const order = Uint32Array.from(values, (_, i) => i).sort(
    (a, b) => (values[a] as number) - (values[b] as number) || a - b,
  )
  let total = 0
  for (const weight of weights) total += weight
  const found: Partial<Record<keyof typeof SHARES, number>> = {}
  let next = 0
  let sum = 0
  for (const i of order) {
    sum += weights[i] as number
    while (next < PERCENTILES.length) {
      const name = PERCENTILES[next] as keyof typeof SHARES
      if (sum < SHARES[name] * total) break
      found[name] = values[i] as number
      next++
    }
  }
  // Where rounding keeps the sum below a share, the last value is the one.
  const last = values[order[order.length - 1] as number] as number
  return {
    p5: found.p5 ?? last,
    p25: found.p25 ?? last,
    p50: found.p50 ?? last,
    p75: found.p75 ?? last,
    p95: found.p95 ?? last,
  }
}

/** Weighted means of what was and what is, and of the change in per cent. */
export class Means {
  pairs = 0
  #weight = 0
  #before = 0
  #after = 0
  #pct = 0
  #pctWeight = 0

  add(before: number, after: number, weight: number): void {
    this.pairs++
    this.#weight += weight
    this.#before += weight * before
    this.#after += weight * after
    if (before <= 0) return
    this.#pct += weight * ((100 * (after - before)) / before)
    this.#pctWeight += weight
  }

  /** @returns `undefined` where nothing was added */
  get change(): MeanChange | undefined {
    if (this.#weight === 0) return undefined
    const mean_before = this.#before / this.#weight
    const mean_after = this.#after / this.#weight
    return {
      pairs: this.pairs,
      mean_before,
      mean_after,
      change: mean_after - mean_before,
      change_pct: mean_before === 0 ? undefined : (100 * (mean_after - mean_before)) / mean_before,
      mean_pct: this.#pctWeight === 0 ? undefined : this.#pct / this.#pctWeight,
    }
  }
}

/** Before and after over some pairs that have a route and a known value in both. */
export interface MeanChange {
  readonly pairs: number
  readonly mean_before: number
  readonly mean_after: number
  /** `mean_after` less `mean_before`: below 0 is less of it. */
  readonly change: number
  /** The change of the mean, %: long ways count more. `undefined` where the mean was 0. */
  readonly change_pct: number | undefined
  /** The mean of the changes of the pairs, %: every pair counts by its weight alone. */
  readonly mean_pct: number | undefined
}
