import type { BandCheck, ValidationResult } from '../corridor/validate.js'
import { grouped, printable } from './route-text.js'
import { type TextColumn, textTable } from './text-table.js'

const QUANTITIES = ['days', 'km', 'USD', 't CO2e'] as const

const COLUMNS: readonly TextColumn[] = [
  { title: 'row', align: 'left' },
  { title: 'chain', align: 'left' },
  ...QUANTITIES.flatMap((quantity): TextColumn[] => [
    { title: quantity, align: 'right' },
    { title: 'published', align: 'right' },
  ]),
]

/** Ours beside the published bands, a line per row; `!` marks a value outside its band. */
export function validateText(results: readonly ValidationResult[], width: number): string {
  const rows = results.map(({ row, checks }) => [
    row.id,
    `${row.from} - ${row.to}${row.chain === undefined ? '' : `: ${row.chain}`}`,
    ...QUANTITIES.flatMap((quantity) => cells(checks.find((check) => check.quantity === quantity))),
  ])
  const all = results.flatMap(({ checks }) => checks)
  const inside = all.filter((check) => check.inside).length
  const counts = QUANTITIES.map((quantity) => {
    const of = all.filter((check) => check.quantity === quantity)
    return `${quantity} ${of.filter((check) => check.inside).length} of ${of.length}`
  })
  return [
    textTable(
      COLUMNS,
      rows.map((row) => row.map(printable)),
      width,
    ),
    '',
    `Inside the published band: ${inside} of ${all.length} values (${counts.join(', ')}); ! marks the others.`,
  ].join('\n')
}

function cells(check: BandCheck | undefined): [string, string] {
  if (check === undefined) return ['', '']
  const { quantity, ours, min, max } = check
  const show = (value: number | undefined): string =>
    value === undefined ? '' : grouped(value, quantity === 'days' ? 1 : quantity === 't CO2e' ? 2 : 0)
  const mark = check.inside ? '' : '!'
  return [`${ours === undefined ? 'none' : show(ours)}${mark}`, `${show(min)}..${show(max)}`]
}
