import type { Prices } from '../../cost/prices.js'
import { usdPerHour } from '../../cost/prices.js'
import { MODES, type Mode } from '../../ingest/schema.js'
import type { Itinerary, Totals } from '../../routing/itinerary.js'
import { KG_PER_TONNE } from '../../units/units.js'

/** One amount of both routes; what is not known is `undefined`. */
export interface Pair {
  readonly chosen: number | undefined
  readonly asked: number | undefined
  /** asked - chosen: above 0, the route asked about takes more. */
  readonly difference: number | undefined
}

/** By what is done: movement by mode, and stops. */
export type Part = Mode | 'border' | 'transfer'

/** Two routes component by component. The parts of each add up to its total. */
export interface Differences {
  readonly time_h: Readonly<Record<'total' | 'moving' | 'border' | 'transfer' | 'waiting', Pair>>
  readonly cost_usd: Readonly<Partial<Record<Part, Pair>> & { readonly total: Pair }>
  readonly co2e_kg: Readonly<Partial<Record<Part, Pair>> & { readonly total: Pair }>
  readonly length_km: Pair
  /** Freight, hours at their price and carbon at its price, USD. */
  readonly generalised_usd: Readonly<Record<'total' | 'freight' | 'time' | 'carbon', Pair>>
}

/** Sets two routes side by side. O(legs). */
export function differencesOf(chosen: Itinerary, asked: Itinerary, prices: Prices): Differences {
  const pair = (amount: (itinerary: Itinerary) => number | undefined): Pair => pairOf(amount(chosen), amount(asked))
  const hour = usdPerHour(prices, chosen.shipment)
  const carbonUsd = ({ totals: { co2e_kg } }: Itinerary): number | undefined => {
    if (prices.carbon_price_usd_per_t === 0) return 0
    return co2e_kg === undefined ? undefined : (prices.carbon_price_usd_per_t * co2e_kg) / KG_PER_TONNE
  }
  return {
    time_h: {
      total: pair(({ totals }) => totals.time_h),
      moving: pair(({ hours }) => hours.moving),
      border: pair(({ hours }) => hours.border),
      transfer: pair(({ hours }) => hours.transfer),
      waiting: pair(({ hours }) => hours.waiting),
    },
    cost_usd: { total: pair(({ totals }) => totals.cost_usd), ...byPart(chosen, asked, 'cost_usd') },
    co2e_kg: { total: pair(({ totals }) => totals.co2e_kg), ...byPart(chosen, asked, 'co2e_kg') },
    length_km: pair(({ totals }) => totals.length_km),
    generalised_usd: {
      total: pair(({ generalised_usd }) => generalised_usd),
      freight: pair(({ totals }) => totals.cost_usd),
      time: pair(({ totals }) => hour * totals.time_h),
      carbon: pair(carbonUsd),
    },
  }
}

export function pairOf(chosen: number | undefined, asked: number | undefined): Pair {
  return { chosen, asked, difference: chosen === undefined || asked === undefined ? undefined : asked - chosen }
}

/** The parts that either route has; one that a route has not is 0. */
function byPart(chosen: Itinerary, asked: Itinerary, amount: 'cost_usd' | 'co2e_kg'): Partial<Record<Part, Pair>> {
  const pairs: Partial<Record<Part, Pair>> = {}
  for (const part of [...MODES, 'border', 'transfer'] as const) {
    const [mine, theirs] = [chosen, asked].map(({ legs }) =>
      legs.filter((leg) => (leg.kind === 'transport' ? leg.mode : leg.kind) === part).map((leg) => leg[amount]),
    ) as [(number | undefined)[], (number | undefined)[]]
    if (mine.length > 0 || theirs.length > 0) pairs[part] = pairOf(added(mine), added(theirs))
  }
  return pairs
}

/** Unknown where one is. */
function added(amounts: readonly Totals['cost_usd'][]): number | undefined {
  return amounts.reduce<number | undefined>(
    (sum, amount) => (sum === undefined || amount === undefined ? undefined : sum + amount),
    0,
  )
}
