import type { Itinerary } from '../routing/itinerary.js'

/** The load and the section to which CPMM brings the cost of a journey. */
const REFERENCE_TONNES = 20
const REFERENCE_KM = 500

/** The trade facilitation indicators TFI1 to TFI4 of one route; `undefined` where one has no value. */
export interface Indicators {
  /** TFI1: mean hours at a border; `undefined` without borders. */
  readonly tfi1_h: number | undefined
  /** TFI2: mean USD at a border, for the whole shipment; `undefined` without borders, or where a fee is unknown. */
  readonly tfi2_usd: number | undefined
  /** TFI3: USD per 500 km for 20 t; `undefined` where the cost is unknown, nothing is carried or nothing moves. */
  readonly tfi3_usd_per_500km_20t: number | undefined
  /** TFI4, speed without delay: km over the hours of movement alone; `undefined` where these are 0. */
  readonly swod_kmh: number | undefined
  /** TFI4, speed with delay: km over all hours; `undefined` where these are 0. */
  readonly swd_kmh: number | undefined
}

/**
 * The indicators of CAREC's Corridor Performance Measurement and Monitoring (CPMM, Asian Development Bank, since 2009), as far
 * as one planned route has them. O(legs).
 *
 * What differs from the published figures: CPMM measures each country's post at a border on its own, and here a crossing is
 * both posts together, as `border.csv` gives them; a change of gauge or of lorry at the border is in it only where that table
 * says so. Drivers' rest is a stop in CPMM and part of `hours.moving` here: speed without delay leaves it out. Loading and
 * unloading at the ends count as delay and as cost, unless `handling` left them out; ask with `handling: 'none'` for the
 * journey alone. CPMM's means are over journeys, these are of one.
 */
export function indicatorsOf({ legs, hours, totals, shipment }: Itinerary): Indicators {
  let crossings = 0
  let border_usd: number | undefined = 0
  let rest_h = 0
  for (const leg of legs) {
    if (leg.kind === 'transport') rest_h += leg.rest_h
    if (leg.kind !== 'border') continue
    crossings++
    border_usd = border_usd === undefined || leg.cost_usd === undefined ? undefined : border_usd + leg.cost_usd
  }
  const { length_km, time_h, cost_usd } = totals
  const work = shipment.tonnes * length_km
  return {
    tfi1_h: ratio(hours.border, crossings),
    tfi2_usd: ratio(border_usd, crossings),
    tfi3_usd_per_500km_20t: ratio(
      cost_usd === undefined ? undefined : cost_usd * REFERENCE_TONNES * REFERENCE_KM,
      work,
    ),
    swod_kmh: ratio(length_km, hours.moving - rest_h),
    swd_kmh: ratio(length_km, time_h),
  }
}

/** `undefined` where there is nothing to divide by. */
function ratio(value: number | undefined, by: number): number | undefined {
  return value === undefined || !(by > 0) ? undefined : value / by
}
