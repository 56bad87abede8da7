import type { Itinerary, Totals } from '../routing/itinerary.js'

/** What is ranked. */
export type Ranked = Pick<Itinerary, 'totals' | 'generalised_usd'>

/** Criteria in which corridors are ranked. */
export const CRITERIA = ['time', 'cost', 'carbon', 'generalised'] as const
export type Criterion = (typeof CRITERIA)[number]

/**
 * The place of a route among others in each criterion: 1 is best, equal values share a place and the next is skipped. A
 * criterion that is not known of the route is absent; routes of which it is not known count for none. O(routes).
 *
 * @param all the routes, this one included
 */
export function ranksOf(itinerary: Ranked, all: readonly Ranked[]): Partial<Record<Criterion, number>> {
  const rank: Partial<Record<Criterion, number>> = {}
  for (const criterion of CRITERIA) {
    const mine = criterionOf(itinerary, criterion)
    if (mine === undefined) continue
    rank[criterion] =
      1 + all.filter((other) => (criterionOf(other, criterion) ?? Number.POSITIVE_INFINITY) < mine).length
  }
  return rank
}

/** True where the first is as good as the second in hours, USD and kg CO2e, all of them known, and better in one. */
export function dominates(a: Totals, b: Totals): boolean {
  const pairs = [
    [a.time_h, b.time_h],
    [a.cost_usd, b.cost_usd],
    [a.co2e_kg, b.co2e_kg],
  ] as const
  let better = false
  for (const [left, right] of pairs) {
    if (left === undefined || right === undefined || left > right) return false
    if (left < right) better = true
  }
  return better
}

function criterionOf(itinerary: Ranked, criterion: Criterion): number | undefined {
  switch (criterion) {
    case 'time':
      return itinerary.totals.time_h
    case 'cost':
      return itinerary.totals.cost_usd
    case 'carbon':
      return itinerary.totals.co2e_kg
    case 'generalised':
      return itinerary.generalised_usd
  }
}
