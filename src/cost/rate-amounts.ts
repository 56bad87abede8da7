import { type Band, parseBands } from '../ingest/bands.js'
import { ANY, type RateRow } from '../ingest/schema.js'
import { KG_PER_TONNE } from '../units/units.js'
import type { LegTariff } from './leg-tariff.js'
import type { PerUnit } from './link-factors.js'

/** A row in which none of these is given prices nothing: it is no rule, and not a price of 0. */
const PRICES = [
  'usd_per_teu_km',
  'usd_per_tonne_km',
  'usd_per_teu',
  'usd_per_tonne',
  'usd_per_kg',
  'usd_per_mwh_km',
  'usd_per_mwh',
  'per_teu_km',
  'per_tonne_km',
  'per_teu',
  'per_tonne',
  'per_kg',
  'per_leg',
  'bands_per_teu_km',
  'bands_per_teu',
] as const satisfies readonly (keyof RateRow)[]

/** What one row of `rate.csv` charges, in USD. */
export interface RateAmounts {
  readonly perTeuKm: number
  readonly perTeu: number
  readonly perTonneKm: number
  readonly perTonne: number
  readonly perMwhKm: number
  readonly perMwh: number
  /** Weight or measure of the amounts per tonne; `undefined`: actual weight. */
  readonly kg_per_m3: number | undefined
  /** What it charges for a leg as a whole, if anything. */
  readonly leg: LegTariff | undefined
}

/** True where a row says any price; a minimum alone is none. */
export function isPriced(rate: RateRow): boolean {
  return PRICES.some((column) => rate[column] !== undefined)
}

/** @param usd what a unit of the currency of the row is worth */
export function rateAmounts(rate: RateRow, usd: number): RateAmounts {
  const perKg = (rate.usd_per_kg ?? 0) + usd * (rate.per_kg ?? 0)
  return {
    perTeuKm: (rate.usd_per_teu_km ?? 0) + usd * (rate.per_teu_km ?? 0),
    perTeu: (rate.usd_per_teu ?? 0) + usd * (rate.per_teu ?? 0),
    perTonneKm: (rate.usd_per_tonne_km ?? 0) + usd * (rate.per_tonne_km ?? 0),
    perTonne: (rate.usd_per_tonne ?? 0) + usd * (rate.per_tonne ?? 0) + perKg * KG_PER_TONNE,
    perMwhKm: rate.usd_per_mwh_km ?? 0,
    perMwh: rate.usd_per_mwh ?? 0,
    kg_per_m3: rate.kg_per_m3,
    leg: legTariff(rate, usd),
  }
}

/** What the links of a row cost in its own part of a link. */
export function linkAmount(rate: RateAmounts, km: number, share: number): PerUnit {
  const perTeu = share * (rate.perTeuKm * km + rate.perTeu)
  const perTonne = share * (rate.perTonneKm * km + rate.perTonne)
  const perMwh = share * (rate.perMwhKm * km + rate.perMwh)
  const amounts = perMwh === 0 ? { perTeu } : { perTeu, perMwh }
  if (rate.kg_per_m3 === undefined || perTonne === 0) return { ...amounts, perTonne }
  return { ...amounts, perTonne: 0, measured: [{ kg_per_m3: rate.kg_per_m3, perTonne }] }
}

function legTariff(rate: RateRow, usd: number): LegTariff | undefined {
  const { per_leg, minimum_per_leg, bands_per_teu_km, bands_per_teu } = rate
  const parts = [per_leg, minimum_per_leg, bands_per_teu_km, bands_per_teu]
  if (parts.every((part) => part === undefined)) return undefined
  const bands = (text: string | undefined): readonly Band[] =>
    (text === undefined ? [] : (parseBands(text) ?? [])).map(({ to_km, amount }) => ({ to_km, amount: amount * usd }))
  return {
    rate: inWords(rate),
    fixed_usd: usd * (per_leg ?? 0),
    minimum_usd: usd * (minimum_per_leg ?? 0),
    per_teu_km: bands(bands_per_teu_km),
    per_teu: bands(bands_per_teu),
  }
}

/** The scope of a rate: no two that hold on one day have the same. */
function inWords({ mode, facility_type, country, passage, from_node_id, to_node_id }: RateRow): string {
  const named = (title: string, word: string | undefined): string =>
    word === undefined || word === ANY ? '' : `${title}${word}`
  const ends = named(' between ', from_node_id) + named(' and ', to_node_id)
  return `${mode}${named(' ', facility_type)}${named(' in ', country)}${named(' through ', passage)}${ends}`
}
