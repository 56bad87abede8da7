import type { Comparison } from '../corridor/compare.js'
import { type ComparisonTable, comparisonTables } from './compare-tables.js'
import { printable } from './route-text.js'

/**
 * A comparison as Markdown (GitHub's, for its tables): what was asked, the tables that a terminal shows, then why some
 * corridors have no route. No name from a file can be markup, HTML or a column of its own.
 */
export function compareMarkdown(comparison: Comparison): string {
  const { teu, tonnes, value_usd } = comparison.shipment
  const shipment = `${teu} TEU, ${tonnes} t, worth USD ${value_usd.toLocaleString('en-US')}`
  const closed = comparison.corridors
    .filter((corridor) => corridor.status === 'no-route')
    .map(({ name, reason }) => `- **${markdownText(name)}**: ${markdownText(reason)}`)
  const [totals, ...others] = comparisonTables(comparison).map(tableLines)
  const lines = [
    ...(totals ?? []),
    '',
    `Shipment: ${markdownText(shipment)}.`,
    ...others.flatMap((table) => ['', ...table]),
  ]
  return [...lines, ...(closed.length === 0 ? [] : ['', ...closed])].join('\n')
}

function tableLines({ caption, columns, rows }: ComparisonTable): string[] {
  return [
    `**${markdownText(caption)}**`,
    '',
    line(columns.map(({ title }) => title)),
    line(
      columns.map(({ align }) => (align === 'right' ? '--:' : ':--')),
      (mark) => mark,
    ),
    ...rows.map((row) => line(row)),
  ]
}

function line(cells: readonly string[], text: (cell: string) => string = markdownText): string {
  return `| ${cells.map(text).join(' | ')} |`
}

/** What would be markup, or be taken for an address; angle brackets too, as not every reader takes `\\<` for a character. */
const MARKUP = /[&<>@]|:(?=\/\/)|(?<=www)\.|[\\`*_{}[\]#|~]/gi

/** A text in which nothing is markup, a link or a break of the table. */
function markdownText(text: string): string {
  return printable(text).replace(MARKUP, (mark) => (/[&<>@:.]/.test(mark) ? `&#${mark.charCodeAt(0)};` : `\\${mark}`))
}
