import type { Itinerary } from '../routing/itinerary.js'

/** What one way takes more than another; `undefined` where it is not known of one of them. */
export interface Extra {
  readonly time_h: number
  readonly cost_usd: number | undefined
  readonly co2e_kg: number | undefined
  readonly generalised_usd: number | undefined
}

export const NOTHING: Extra = { time_h: 0, cost_usd: 0, co2e_kg: 0, generalised_usd: 0 }

/** What the second route takes more than the first. */
export function extraBetween(
  base: Pick<Itinerary, 'totals' | 'generalised_usd'>,
  other: Pick<Itinerary, 'totals' | 'generalised_usd'>,
): Extra {
  const more = (before: number | undefined, after: number | undefined): number | undefined =>
    before === undefined || after === undefined ? undefined : after - before
  return {
    time_h: other.totals.time_h - base.totals.time_h,
    cost_usd: more(base.totals.cost_usd, other.totals.cost_usd),
    co2e_kg: more(base.totals.co2e_kg, other.totals.co2e_kg),
    generalised_usd: more(base.generalised_usd, other.generalised_usd),
  }
}

/** The sum with so many times more; what is not known of one is not known of the sum. */
export function plus(sum: Extra, extra: Extra, times = 1): Extra {
  const add = (so: number | undefined, more: number | undefined): number | undefined =>
    so === undefined || more === undefined ? undefined : so + times * more
  return {
    time_h: sum.time_h + times * extra.time_h,
    cost_usd: add(sum.cost_usd, extra.cost_usd),
    co2e_kg: add(sum.co2e_kg, extra.co2e_kg),
    generalised_usd: add(sum.generalised_usd, extra.generalised_usd),
  }
}
