import type { Comparison, CorridorResult } from '../corridor/compare.js'
import { FREIGHT_MODES } from '../ingest/schema.js'
import { csvNumber, csvText } from './csv-cell.js'

/** The columns after the id, the name and the status, with what stands in them where the corridor has a route. */
const NUMBERS: readonly (readonly [string, (corridor: CorridorResult & { status: 'ok' }) => number | undefined])[] = [
  ['time_h', ({ totals }) => totals.time_h],
  ['cost_usd', ({ totals }) => totals.cost_usd],
  ['co2e_kg', ({ totals }) => totals.co2e_kg],
  ['length_km', ({ totals }) => totals.length_km],
  ['generalised_usd', ({ generalised_usd }) => generalised_usd],
  ['moving_h', ({ hours }) => hours.moving],
  ['border_h', ({ hours }) => hours.border],
  ['transfer_h', ({ hours }) => hours.transfer],
  ['waiting_h', ({ hours }) => hours.waiting],
  ['borders', ({ borders }) => borders],
  ['gauge_breaks', ({ gauge_breaks }) => gauge_breaks],
  ['transfers', ({ transfers }) => transfers],
  ...FREIGHT_MODES.map((mode) => [`${mode}_km`, ({ km_by_mode }) => km_by_mode[mode] ?? 0] as (typeof NUMBERS)[number]),
  ['tfi1_h', ({ indicators }) => indicators.tfi1_h],
  ['tfi2_usd', ({ indicators }) => indicators.tfi2_usd],
  ['tfi3_usd_per_500km_20t', ({ indicators }) => indicators.tfi3_usd_per_500km_20t],
  ['swod_kmh', ({ indicators }) => indicators.swod_kmh],
  ['swd_kmh', ({ indicators }) => indicators.swd_kmh],
  ['rank_time', ({ rank }) => rank.time],
  ['rank_cost', ({ rank }) => rank.cost],
  ['rank_carbon', ({ rank }) => rank.carbon],
  ['rank_generalised', ({ rank }) => rank.generalised],
]

/**
 * A comparison as CSV (RFC 4180), one line per corridor in the order of the comparison, with a header. Numbers are unrounded; a
 * cell is blank where its value is not known, and all but `reason` are where the corridor has no route. A name that a spreadsheet
 * would run as a formula gets an apostrophe in front.
 */
export function compareCsv(comparison: Comparison): string {
  const header = ['corridor_id', 'name', 'status', ...NUMBERS.map(([title]) => title), 'dominated', 'reason']
  const lines = comparison.corridors.map((corridor) => {
    const isOpen = corridor.status === 'ok'
    return [
      csvText(corridor.id),
      csvText(corridor.name),
      corridor.status,
      ...NUMBERS.map(([, value]) => (isOpen ? csvNumber(value(corridor)) : '')),
      isOpen ? String(corridor.dominated) : '',
      isOpen ? '' : csvText(corridor.reason),
    ].join(',')
  })
  return [header.join(','), ...lines].join('\n')
}
