import type { Comparison, CorridorResult, OpenCorridor } from '../corridor/compare.js'
import { HOURS_PER_DAY, KG_PER_TONNE, roundToSum } from '../units/units.js'
import { grouped, UNKNOWN } from './route-text.js'
import type { TextColumn } from './text-table.js'

/** One of the tables of a comparison; the first column is the name of the corridor. */
export interface ComparisonTable {
  readonly caption: string
  readonly columns: readonly TextColumn[]
  /** As they come from the files: a report makes them safe for where it prints them. */
  readonly rows: readonly (readonly string[])[]
}

/** What an indicator shows where it has no value, such as the hours per border where there is none. */
const NONE = '-'

const CORRIDOR: TextColumn = { title: 'corridor', align: 'left' }

/**
 * A comparison as the tables that reports print: totals and ranks of all corridors, then the hours and stops, and the
 * indicators, of those that have a route. The printed hours of a corridor add up to its printed hours in all.
 */
export function comparisonTables(comparison: Comparison): readonly ComparisonTable[] {
  const open = comparison.corridors.filter((corridor) => corridor.status === 'ok')
  const totals = {
    caption: `${comparison.from_name} to ${comparison.to_name} by corridor (best by ${comparison.objective} within each)${under(comparison)}`,
    columns: [CORRIDOR, ...numbers('days', 'USD', 't CO2e', 'km', 'rank h/USD/CO2e'), DOMINATED],
    rows: comparison.corridors.map(totalCells),
  }
  if (open.length === 0) return [totals]
  const waits = open.some(({ hours }) => hours.waiting > 0)
  return [
    totals,
    {
      caption: 'Where the hours go, and how many borders, breaks of gauge and transfers:',
      columns: [
        CORRIDOR,
        ...numbers(
          'moving h',
          'border h',
          'transfer h',
          ...(waits ? ['waiting h'] : []),
          'borders',
          'breaks',
          'transfers',
        ),
      ],
      rows: open.map((corridor) => hourCells(corridor, waits)),
    },
    {
      caption: 'CPMM: hours and USD per border; USD per 500 km for 20 t; km/h without and with stops:',
      columns: [CORRIDOR, ...numbers('TFI1 h', 'TFI2 USD', 'TFI3 USD', 'SWOD km/h', 'SWD km/h')],
      rows: open.map(indicatorCells),
    },
  ]
}

function under({ scenario }: Comparison): string {
  return scenario === undefined ? '' : `, under the scenario ${scenario.name ?? scenario.id}`
}

const DOMINATED: TextColumn = { title: 'dominated', align: 'left' }

function numbers(...titles: readonly string[]): TextColumn[] {
  return titles.map((title) => ({ title, align: 'right' }))
}

function totalCells(corridor: CorridorResult): string[] {
  if (corridor.status === 'no-route') return [corridor.name, 'no route', '', '', '', '', '']
  const { totals, rank } = corridor
  return [
    corridor.name,
    (totals.time_h / HOURS_PER_DAY).toFixed(1),
    totals.cost_usd === undefined ? UNKNOWN : grouped(totals.cost_usd, 0),
    totals.co2e_kg === undefined ? UNKNOWN : (totals.co2e_kg / KG_PER_TONNE).toFixed(2),
    grouped(totals.length_km, 0),
    [rank.time, rank.cost, rank.carbon].map((place) => place ?? NONE).join('/'),
    corridor.dominated ? 'yes' : 'no',
  ]
}

function hourCells({ name, hours, borders, gauge_breaks, transfers }: OpenCorridor, waits: boolean): string[] {
  const { moving, border, transfer, waiting } = hours
  const shown = roundToSum([moving, border, transfer, ...(waits ? [waiting] : [])], 0)
  return [
    name,
    ...shown.map((h) => grouped(h, 0)),
    ...[borders, gauge_breaks, transfers].map((count) => grouped(count, 0)),
  ]
}

function indicatorCells({ name, indicators }: OpenCorridor): string[] {
  const { tfi1_h, tfi2_usd, tfi3_usd_per_500km_20t, swod_kmh, swd_kmh } = indicators
  const cell = (value: number | undefined, decimals: number): string =>
    value === undefined ? NONE : grouped(value, decimals)
  return [
    name,
    cell(tfi1_h, 1),
    cell(tfi2_usd, 0),
    cell(tfi3_usd_per_500km_20t, 0),
    cell(swod_kmh, 1),
    cell(swd_kmh, 1),
  ]
}
