import type { LonLat, NearestNode } from '../routing/nearest.js'
import { grouped, printable } from './route-text.js'
import { paragraph, type TextColumn, textTable } from './text-table.js'

const COLUMNS: readonly TextColumn[] = [
  { title: 'place', align: 'left' },
  { title: 'node_id', align: 'left' },
  { title: 'km', align: 'right' },
  { title: 'modes', align: 'left' },
]

/**
 * The nearest places for a terminal, a line each.
 *
 * @param width columns of the terminal
 */
export function nearestText([longitude, latitude]: LonLat, nodes: readonly NearestNode[], width: number): string {
  const where = `longitude ${longitude}, latitude ${latitude}`
  if (nodes.length === 0) return paragraph(`No such place near ${where}.`, width)
  const rows = nodes.map(({ name, node_id, distance_km, modes }) =>
    [name, node_id, grouped(distance_km, 1), modes.join(', ')].map(printable),
  )
  return [paragraph(`Nearest to ${where}`, width), '', textTable(COLUMNS, rows, width)].join('\n')
}
