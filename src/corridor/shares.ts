import { type Portion, portions } from '../cost/portions.js'
import type { Mode } from '../ingest/schema.js'
import type { Network } from '../network/network.js'
import { type Itinerary, sum, type Totals } from '../routing/itinerary.js'

/** A part of the totals of a route. Money and carbon are `undefined` where a leg of it has no rate or factor. */
export type Share = Totals

/** Where no country is: at sea, in the air, and at places without one. */
export const INTERNATIONAL = 'international'

/** What a route spends by what is done, and where. Either split adds up to the totals of the route. */
export interface Shares {
  /** Movement by mode, in order of travel; the stops under `border` and `transfer` (loading and unloading included). */
  readonly by_mode: Readonly<Partial<Record<Mode | 'border' | 'transfer', Share>>>
  /** By country (ISO 3166-1 alpha-2), in order of travel; what lies in none under `international`. */
  readonly by_country: Readonly<Record<string, Share>>
}

/**
 * Splits the totals of a route by mode and by country. A land link lies in the country of its ends, half in each where
 * they differ, as it is priced; so does the stop at a border. A transfer, loading or unloading lies in the country of its
 * node; sea and air links lie in none. O(links of the route).
 *
 * @param network where the countries of the places are; a place that it does not know has none
 */
export function sharesOf(itinerary: Itinerary, network: Network): Shares {
  const { graph } = network
  const countryOf = (id: string): string | undefined =>
    graph.hasNode(id) ? graph.getNodeAttribute(id, 'country') : undefined
  const by_mode: Partial<Record<string, Share>> = {}
  // Without a prototype, as country codes are words from files.
  const by_country: Record<string, Share> = Object.create(null)
  const lies = (part: Totals, among: readonly Portion[]): void => {
    for (const { country = INTERNATIONAL, share } of among)
      add(by_country, country, share === 1 ? part : times(part, share))
  }
  for (const leg of itinerary.legs) {
    add(by_mode, leg.kind === 'transport' ? leg.mode : leg.kind, leg)
    if (leg.kind === 'border')
      lies(
        leg,
        [leg.from_country, leg.to_country].map((country) => ({ country, share: 0.5 })),
      )
    else if (leg.kind === 'transfer') lies(leg, [{ country: countryOf(leg.to), share: 1 }])
    else for (const link of leg.links) lies(link, portions(leg.mode, countryOf(link.from), countryOf(link.to)))
  }
  return { by_mode, by_country: { ...by_country } }
}

function add(shares: Partial<Record<string, Share>>, key: string, part: Totals): void {
  const known = shares[key]
  shares[key] = sum(known === undefined ? [part] : [known, part])
}

function times({ time_h, cost_usd, co2e_kg, length_km }: Totals, share: number): Share {
  return {
    time_h: time_h * share,
    cost_usd: cost_usd === undefined ? undefined : cost_usd * share,
    co2e_kg: co2e_kg === undefined ? undefined : co2e_kg * share,
    length_km: length_km * share,
  }
}
