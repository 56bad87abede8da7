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

/** Modes that run through the land of a country, as the cost model prices them; the others are international. */
const LAND_MODES: ReadonlySet<Mode> = new Set<Mode>(['rail', 'road', 'waterway'])

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
  const lies = (part: Totals, from: string | undefined, to: string | undefined): void => {
    const [a, b] = [from ?? to ?? INTERNATIONAL, to ?? from ?? INTERNATIONAL]
    const share = a === b ? part : halfOf(part)
    add(by_country, a, share)
    if (a !== b) add(by_country, b, share)
  }
  for (const leg of itinerary.legs) {
    add(by_mode, leg.kind === 'transport' ? leg.mode : leg.kind, leg)
    if (leg.kind === 'border') lies(leg, leg.from_country, leg.to_country)
    else if (leg.kind === 'transfer') lies(leg, countryOf(leg.to), undefined)
    else if (!LAND_MODES.has(leg.mode)) lies(leg, undefined, undefined)
    else for (const link of leg.links) lies(link, countryOf(link.from), countryOf(link.to))
  }
  return { by_mode, by_country: { ...by_country } }
}

function add(shares: Partial<Record<string, Share>>, key: string, part: Totals): void {
  const known = shares[key]
  shares[key] = sum(known === undefined ? [part] : [known, part])
}

function halfOf({ time_h, cost_usd, co2e_kg, length_km }: Totals): Share {
  return {
    time_h: time_h / 2,
    cost_usd: cost_usd === undefined ? undefined : cost_usd / 2,
    co2e_kg: co2e_kg === undefined ? undefined : co2e_kg / 2,
    length_km: length_km / 2,
  }
}
