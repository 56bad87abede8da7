import type { EmissionElement, EmissionReport } from '../corridor/emissions/emission-report.js'
import { csvNumber, csvText } from './csv-cell.js'

const COLUMNS = [
  'tce_id',
  'prev_tce_id',
  'kind',
  'category',
  'mode',
  'from_node_id',
  'from_name',
  'to_node_id',
  'to_name',
  'mass_t',
  'distance_kind',
  'distance_km',
  'adjustment_km',
  'tonne_km',
  'co2e_wtw_kg',
  'co2e_ttw_kg',
  'wtw_g_per_tkm',
  'ttw_g_per_tkm',
  'sources',
  'missing',
] as const

/**
 * An emission report as CSV (RFC 4180) with a header: one line per element, in order of travel, and no total, so that a column
 * can be summed. A cell is blank where a number is not known, and at a hub where there is no distance. Sources are separated
 * by ` | `. Text that a spreadsheet would run as a formula is made harmless.
 */
export function emissionCsv(report: EmissionReport): string {
  const missing = new Map<string, string[]>()
  for (const { element, text } of report.missing) missing.set(element, [...(missing.get(element) ?? []), text])
  const lines = report.elements.map((element) => cells(element, missing.get(element.id) ?? []).join(','))
  return [COLUMNS.join(','), ...lines].join('\n')
}

function cells(element: EmissionElement, missing: readonly string[]): string[] {
  const { id, previous, kind, category, from, to, from_name, to_name, mass_t, co2e_wtw_kg, co2e_ttw_kg } = element
  const move = element.kind === 'transport' ? element : undefined
  return [
    ...[id, previous.join(' | '), kind, category, move?.mode ?? ''].map(csvText),
    ...[from, from_name, to, to_name].map(csvText),
    csvNumber(mass_t),
    csvText(move?.distance.kind ?? ''),
    ...[move?.distance.km, move?.distance.adjustment_km, move?.tonne_km].map(csvNumber),
    ...[co2e_wtw_kg, co2e_ttw_kg, move?.wtw_g_per_tkm, move?.ttw_g_per_tkm].map(csvNumber),
    ...[element.sources.join(' | '), missing.join(' | ')].map(csvText),
  ]
}
