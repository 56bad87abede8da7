import type { Matrix } from '../routing/matrix.js'
import { UNITS } from '../routing/objective.js'
import { csvNumber, csvText } from './csv-cell.js'

/**
 * A matrix as CSV (RFC 4180), one line per pair, with a header: the ends, what was minimised in hours, USD or kg, and with
 * components these too. A cell is blank where there is no route, or where money or carbon is unknown. An id
 * with control characters, or one that a spreadsheet would run as a formula, is made harmless; JSON keeps it.
 */
export function matrixToCsv(matrix: Matrix): string {
  const { origins, destinations, objective, per_unit, weights, components } = matrix
  const unit = UNITS[objective]
  const lists = components === undefined ? [] : Object.entries(components)
  const lines = [['from_node_id', 'to_node_id', 'value', 'unit', ...lists.map(([name]) => name)].join(',')]
  const from = origins.map(csvText)
  const to = destinations.map(csvText)
  from.forEach((origin, i) => {
    to.forEach((destination, j) => {
      const slot = i * to.length + j
      const value = (weights[slot] as number) / per_unit
      const numbers = lists.map(([, list]) => csvNumber((list as Float64Array)[slot] as number))
      lines.push([origin, destination, csvNumber(value), unit, ...numbers].join(','))
    })
  })
  return lines.join('\n')
}
