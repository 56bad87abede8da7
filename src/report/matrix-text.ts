import type { Matrix, MatrixComponents } from '../routing/matrix.js'
import type { Objective } from '../routing/objective.js'
import { HOURS_PER_DAY, SECONDS_PER_HOUR } from '../units/units.js'
import { grouped, printable, UNKNOWN } from './route-text.js'
import { millisecondsCell } from './signal-time.js'
import { pricingNote } from './tariff-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const TITLES: Readonly<Record<Objective, string>> = {
  fastest: 'Fastest routes',
  cheapest: 'Cheapest routes',
  greenest: 'Greenest routes',
  generalised: 'Routes of least generalised cost',
}

const FIGURES: Readonly<Record<Objective, string>> = {
  fastest: 'days',
  cheapest: 'USD',
  greenest: 'kg CO2e',
  generalised: 'USD',
}

const PAIR_COLUMNS: readonly TextColumn[] = [
  { title: 'from', align: 'left' },
  { title: 'to', align: 'left' },
  { title: 'days', align: 'right' },
  { title: 'USD', align: 'right' },
  { title: 'kg CO2e', align: 'right' },
  { title: 'km', align: 'right' },
]

const MS: TextColumn = { title: 'ms', align: 'right' }

/**
 * A matrix for a terminal: origins down and destinations across; with components, one line per pair.
 *
 * @param nameOf the name of a node id
 * @param width columns of the terminal
 */
export function matrixText(matrix: Matrix, nameOf: (id: string) => string, width: number): string {
  const { origins, destinations, objective, per_unit, weights, components } = matrix
  // Of fibres alone the search counts in fractions of a second.
  const isSignal = objective === 'fastest' && per_unit > SECONDS_PER_HOUR
  const note = pricingNote([matrix.pricing], width)
  const from = origins.map((id) => printable(nameOf(id)))
  const to = destinations.map((id) => printable(nameOf(id)))
  if (components !== undefined) {
    const rows = from.flatMap((origin, i) =>
      to.map((destination, j) => [origin, destination, ...figures(components, i * to.length + j, isSignal)]),
    )
    const pairColumns = PAIR_COLUMNS.map((column) => (isSignal && column.title === 'days' ? MS : column))
    return [TITLES[objective], '', textTable(pairColumns, rows, width), ...note].join('\n')
  }
  const columns: TextColumn[] = [
    { title: 'from', align: 'left' },
    ...to.map((title): TextColumn => ({ title, align: 'right' })),
  ]
  const rows = from.map((origin, i) => [
    origin,
    ...to.map((_, j) => shown((weights[i * to.length + j] as number) / per_unit, objective, isSignal)),
  ])
  return [
    paragraph(`${TITLES[objective]}: ${isSignal ? MS.title : FIGURES[objective]}`, width),
    '',
    textTable(columns, rows, width),
    ...note,
  ].join('\n')
}

function shown(value: number, objective: Objective, isSignal: boolean): string {
  if (Number.isNaN(value)) return 'none'
  if (isSignal) return millisecondsCell(value)
  return objective === 'fastest' ? (value / HOURS_PER_DAY).toFixed(1) : grouped(value, 0)
}

function figures(
  { time_h, cost_usd, co2e_kg, length_km }: MatrixComponents,
  slot: number,
  isSignal: boolean,
): string[] {
  const hours = time_h[slot] as number
  if (Number.isNaN(hours)) return ['no route', '', '', '']
  const amount = (value: number): string => (Number.isNaN(value) ? UNKNOWN : grouped(value, 0))
  return [
    isSignal ? millisecondsCell(hours) : (hours / HOURS_PER_DAY).toFixed(1),
    amount(cost_usd[slot] as number),
    amount(co2e_kg[slot] as number),
    amount(length_km[slot] as number),
  ]
}
