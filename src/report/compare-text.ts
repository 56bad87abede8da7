import type { Comparison } from '../corridor/compare.js'
import { comparisonTables } from './compare-tables.js'
import { printable } from './route-text.js'
import { paragraph, textTable } from './text-table.js'

/**
 * A comparison for a terminal: one line per corridor in a table of totals and ranks, in one of hours and stops and in one of
 * indicators, then why the others have no route.
 *
 * @param width columns of the terminal; from some 70 on, the tables stay tables
 */
export function compareText(comparison: Comparison, width: number): string {
  const tables = comparisonTables(comparison).flatMap(({ caption, columns, rows }) => [
    paragraph(printable(caption), width),
    '',
    textTable(
      columns,
      rows.map((row) => row.map(printable)),
      width,
    ),
    '',
  ])
  const closed = comparison.corridors
    .filter((corridor) => corridor.status === 'no-route')
    .map(({ name, reason }) => paragraph(printable(`${name}: ${reason}`), width))
  return [...tables, ...closed].join('\n').replace(/\n+$/, '')
}
