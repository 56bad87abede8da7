import type { EmissionsByPillar } from '../corridor/emissions/by-pillar.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { sumColumn } from './sum-column.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const COLUMNS: readonly TextColumn[] = [
  { title: 'pillar', align: 'left' },
  { title: 'what', align: 'left' },
  { title: 't-km', align: 'right' },
  { title: 'WTW kg', align: 'right' },
  { title: 'TTW kg', align: 'right' },
  { title: 'share', align: 'right' },
]

/**
 * Emissions by pillar for a terminal. The lines of a column add up to its last line exactly.
 *
 * @param title what they are of
 * @param width columns of the terminal
 */
export function pillarEmissionsText({ pillars, totals }: EmissionsByPillar, title: string, width: number): string {
  const head = paragraph(printable(title), width)
  if (pillars.length === 0) return [head, '', 'Nothing is moved or handled.'].join('\n')
  const activity = sumColumn(
    pillars.map(({ tonne_km }) => tonne_km),
    0,
  )
  const wtw = sumColumn(
    pillars.map(({ co2e_wtw_kg }) => co2e_wtw_kg),
    1,
  )
  const ttw = sumColumn(
    pillars.map(({ co2e_ttw_kg }) => co2e_ttw_kg),
    1,
  )
  const share = (kg: number | undefined): string =>
    kg === undefined || totals.co2e_wtw_kg === undefined || totals.co2e_wtw_kg === 0
      ? UNKNOWN
      : `${grouped((100 * kg) / totals.co2e_wtw_kg, 1)} %`
  const rows = pillars.map(({ pillar, what, co2e_wtw_kg }, i) => [
    pillar,
    what,
    activity[i] ?? '',
    wtw[i] ?? '',
    ttw[i] ?? '',
    share(co2e_wtw_kg),
  ])
  const last = pillars.length
  rows.push(['total', '', activity[last] ?? '', wtw[last] ?? '', ttw[last] ?? '', share(totals.co2e_wtw_kg)])
  return [head, '', textTable(COLUMNS, rows, width, true)].join('\n')
}
