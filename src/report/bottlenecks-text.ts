import type { Bottleneck, Bottlenecks } from '../corridor/bottlenecks.js'
import { roundToSum } from '../units/units.js'
import { grouped, printable } from './route-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const COLUMNS: readonly TextColumn[] = [
  { title: '#', align: 'right' },
  { title: 'what', align: 'left' },
  { title: 'where', align: 'left' },
  { title: 'hours', align: 'right' },
  { title: '%', align: 'right' },
]

/**
 * The bottlenecks of a route for a terminal, the one that loses most first. Its hours add up to the last line exactly.
 *
 * @param width columns of the terminal
 */
export function bottlenecksText(result: Bottlenecks, width: number): string {
  const { bottlenecks, total_h, lost_h, free_flow_h, from_name, to_name } = result
  const hours = roundToSum([...bottlenecks.map((bottleneck) => bottleneck.hours), free_flow_h], 1)
  const total = hours.reduce((sum, value) => sum + value, 0)
  const percent = (value: number): string => (total_h === 0 ? '' : ((100 * value) / total_h).toFixed(0))
  const rows = bottlenecks.map((bottleneck, i) => [
    String(bottleneck.rank),
    bottleneck.what,
    where(bottleneck),
    grouped(hours[i] as number, 1),
    percent(bottleneck.hours),
  ])
  rows.push(['', 'free flow', '', grouped(hours[bottlenecks.length] as number, 1), percent(free_flow_h)])
  rows.push(['', 'total', '', grouped(total, 1), percent(total_h)])
  const title = `${from_name} to ${to_name}: ${grouped(lost_h, 1)} of ${grouped(total_h, 1)} hours are lost`
  return [
    paragraph(printable(title), width),
    '',
    textTable(
      COLUMNS,
      rows.map((row) => row.map(printable)),
      width,
      true,
    ),
    '',
    paragraph(legend(result), width),
  ].join('\n')
}

function where({ from, to, from_name, to_name, length_km, speed_kmh }: Bottleneck): string {
  const place = from === to ? to_name : `${from_name} - ${to_name}`
  return length_km === undefined || speed_kmh === undefined
    ? place
    : `${place} (${grouped(length_km, 0)} km at ${grouped(speed_kmh, 0)} km/h)`
}

function legend({ reference_kmh, tolerance_pct }: Bottlenecks): string {
  const speeds = Object.entries(reference_kmh).map(([mode, kmh]) => `${mode} ${grouped(kmh, 0)} km/h`)
  return `Free flow: ${speeds.length === 0 ? 'nothing moves' : speeds.join(', ')}; slow: more than ${tolerance_pct} % below.`
}
