import type { Itinerary, TariffPricing } from '../routing/itinerary.js'
import { grouped, printable } from './printable.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const COLUMNS: readonly TextColumn[] = [
  { title: 'USD by rate', align: 'left' },
  { title: 'km', align: 'right' },
  { title: 'links', align: 'right' },
  { title: 'bands', align: 'right' },
  { title: 'fixed', align: 'right' },
  { title: 'to the minimum', align: 'right' },
]

/**
 * What rates charge for whole legs, a line for each rate of each leg; empty for a route without such a charge.
 *
 * @param width columns of the terminal
 */
export function tariffText({ legs, pricing }: Itinerary, width: number): readonly string[] {
  const parts = legs.flatMap((leg) => (leg.kind === 'transport' ? (leg.tariff_parts ?? []) : []))
  const lines: string[] = []
  if (parts.some(({ rate }) => rate !== undefined)) {
    const rows = parts.map((part) => [
      printable(part.rate ?? 'other rates'),
      ...[part.length_km, part.links_usd, part.bands_usd, part.fixed_usd, part.minimum_usd].map((value) =>
        grouped(value, 0),
      ),
    ])
    lines.push('', textTable(COLUMNS, rows, width))
  }
  return [...lines, ...pricingNote([pricing], width)]
}

/** Says so where an answer was chosen by what adds up link by link, and priced in full afterwards. */
export function pricingNote(pricings: readonly TariffPricing[], width: number): readonly string[] {
  if (!pricings.includes('repriced')) return []
  return [
    '',
    paragraph('Chosen by what adds up link by link; another route may be cheaper by the whole tariff.', width),
  ]
}
