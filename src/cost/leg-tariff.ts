/**
 * What a carrier charges for a leg as a whole, on top of what adds up link by link. A tariff leg is a maximal run on one mode
 * priced by the same row of `rate.csv`: it ends at a transfer, at the end of the journey and where another row takes over, and
 * not at a border, whose fee is no part of it. Its price is
 *
 *     fixed + max(minimum, links + bands(km))
 *
 * where `links` is the sum of what the row charges for each link (per TEU, tonne, kg and km). All of it only rises with
 * the sum and with the km: the search for the cheapest route relies on that.
 */
import type { Band } from '../ingest/bands.js'

/** The leg parts of one row of `rate.csv`, in USD. */
export interface LegTariff {
  /** The scope of the row, in words. No two rows have the same. */
  readonly rate: string
  /** Per shipment. */
  readonly fixed_usd: number
  /** Per shipment; 0 where the row has none. */
  readonly minimum_usd: number
  /** Graduated, per TEU-km: each amount holds for the km within its band. Empty where the row has none. */
  readonly per_teu_km: readonly Band[]
  /** Per TEU, by the band in which the km of the whole leg end. */
  readonly per_teu: readonly Band[]
}

/** What a tariff leg costs, USD, in parts that add up to its price. */
export interface LegPrice {
  readonly fixed_usd: number
  /** Link by link. */
  readonly links_usd: number
  readonly bands_usd: number
  /** What lacked to the minimum; 0 where that is reached. */
  readonly minimum_usd: number
}

/** What a shipment pays for a tariff leg, by what its links add up to. */
export function legPrice(tariff: LegTariff, teu: number, links_usd: number, km: number): LegPrice {
  const bands_usd = bandsPerTeu(tariff, km) * teu
  const reached = links_usd + bands_usd
  return {
    fixed_usd: tariff.fixed_usd,
    links_usd,
    bands_usd,
    minimum_usd: reached < tariff.minimum_usd ? tariff.minimum_usd - reached : 0,
  }
}

/** USD per TEU for a leg of some length. Never falls as the km rise. O(bands). */
export function bandsPerTeu({ per_teu_km, per_teu }: LegTariff, km: number): number {
  let usd = 0
  let from = 0
  for (const { to_km = Number.POSITIVE_INFINITY, amount } of per_teu_km) {
    if (km <= to_km) {
      usd += amount * (km - from)
      break
    }
    usd += amount * (to_km - from)
    from = to_km
  }
  for (const { to_km = Number.POSITIVE_INFINITY, amount } of per_teu) {
    if (km <= to_km) return usd + amount
  }
  return usd
}

/** The least that each further km costs by the graduated bands, USD per TEU: a part of them that adds up link by link. */
export function leastPerTeuKm({ per_teu_km }: LegTariff): number {
  return per_teu_km.length === 0 ? 0 : Math.min(...per_teu_km.map(({ amount }) => amount))
}

/** A tariff that many times as dear. Beside the unchanged one it counts as another row. */
export function scaledTariff(tariff: LegTariff, factor: number): LegTariff {
  if (factor === 1) return tariff
  const dearer = ({ to_km, amount }: Band): Band => ({ to_km, amount: amount * factor })
  return {
    rate: `${tariff.rate} x ${factor}`,
    fixed_usd: tariff.fixed_usd * factor,
    minimum_usd: tariff.minimum_usd * factor,
    per_teu_km: tariff.per_teu_km.map(dearer),
    per_teu: tariff.per_teu.map(dearer),
  }
}
