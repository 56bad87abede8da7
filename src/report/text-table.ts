import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

/** A column of a text table. */
export interface TextColumn {
  readonly title: string
  readonly align: 'left' | 'right'
}

/** Text columns are wrapped down to this width before a table is turned into blocks. */
const NARROWEST_TEXT = 14
const GAP = 2
/** Text is not wrapped to less than this. */
const NARROWEST_LINE = 20

/**
 * Lays out rows for a terminal: as a table where it fits, with text wrapped where it nearly fits, and below that one
 * block of `title: value` lines per row, so that nothing is cut off on a narrow screen.
 *
 * @param width columns of the terminal
 * @param ruled a line is drawn before the last row (a total)
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  ruled = false,
): string {
  // Not Math.max over a spread: that fails for some hundred thousand rows.
  const natural = columns.map((column, i) =>
    rows.reduce((width, row) => Math.max(width, stringWidth(row[i] ?? '')), stringWidth(column.title)),
  )
  const widths = fitted(columns, natural, width)
  if (widths === undefined) return blocks(columns, rows, width)
  const line = (cells: readonly string[]): string[] => {
    const wrapped = columns.map((_, i) => wrappedCell(cells[i] ?? '', widths[i] as number))
    const height = Math.max(...wrapped.map((lines) => lines.length))
    return Array.from({ length: height }, (_, y) =>
      columns
        .map((column, i) => aligned(wrapped[i]?.[y] ?? '', widths[i] as number, column.align))
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
  }
  const body = rows.flatMap((row, i) => {
    const rule = ruled && i === rows.length - 1 ? line(widths.map((width) => '-'.repeat(width))) : []
    return [...rule, ...line(row)]
  })
  return [...line(columns.map((column) => column.title)), ...body].join('\n')
}

/**
 * Wraps a sentence, by words where it can.
 *
 * @param width columns of the terminal
 * @param first what stands before its first line
 * @param next what stands before the others
 */
export function paragraph(text: string, width: number, first = '', next = first): string {
  const room = Math.max(NARROWEST_LINE, width) - next.length
  return wrapAnsi(text, room, { hard: true })
    .split('\n')
    .map((line, i) => (i === 0 ? first : next) + line)
    .join('\n')
}

/** Wraps by words, and words that are too long after their hyphens. */
function wrappedCell(text: string, width: number): string[] {
  const words = text.split(' ').map((word) => {
    if (stringWidth(word) <= width) return word
    return word.split(/(?<=-)/).reduce((lines, part) => {
      const last = lines.slice(lines.lastIndexOf('\n') + 1)
      return last === '' || stringWidth(last + part) <= width ? lines + part : `${lines}\n${part}`
    }, '')
  })
  return wrapAnsi(words.join(' '), width, { hard: true }).split('\n')
}

function aligned(text: string, width: number, align: TextColumn['align']): string {
  const blank = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return align === 'left' ? text + blank : blank + text
}

function fitted(columns: readonly TextColumn[], natural: readonly number[], width: number): number[] | undefined {
  const widths = [...natural]
  let excess = sum(widths) + GAP * (widths.length - 1) - width
  while (excess > 0) {
    // The widest text column gives way first.
    let widest = -1
    columns.forEach((column, i) => {
      const w = widths[i] as number
      if (column.align === 'left' && w > NARROWEST_TEXT && (widest === -1 || w > (widths[widest] as number))) widest = i
    })
    if (widest === -1) return undefined
    widths[widest] = (widths[widest] as number) - 1
    excess--
  }
  return widths
}

function blocks(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width: number): string {
  return rows
    .map((row) => {
      const [head, ...rest] = columns.map((column, i) => [column.title, row[i] ?? ''] as const)
      const lines = rest
        .filter(([, value]) => value !== '' && !/^-+$/.test(value))
        .map(([title, value]) => paragraph(`${title}: ${value}`, width, '  ', '    '))
      return [head?.[1] ?? '', ...lines].join('\n')
    })
    .join('\n')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
