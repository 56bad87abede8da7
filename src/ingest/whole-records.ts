/** A record longer than this is taken for an unclosed quote or a file that is no CSV. */
export const MAX_RECORD_BYTES = 1 << 20

const SEPARATORS = [',', ';', '\t'] as const
export type Separator = (typeof SEPARATORS)[number]

/** Why a file is not read from some record on; what stands before that record is good. */
export class Unreadable extends Error {
  readonly code: string
  readonly expected: string
  readonly value: string | undefined

  constructor(code: string, problem: string, expected: string, value?: string) {
    super(problem)
    this.code = code
    this.expected = expected
    this.value = value
  }
}

/** The separator that occurs most often in the first line that is not blank, outside quotes; `,` where none does. */
export function separatorOf(text: string): Separator {
  const line = /[^\r\n]*\S[^\r\n]*/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? ''
  let best: Separator = ','
  let most = 0
  for (const separator of SEPARATORS) {
    const count = line.split(separator).length - 1
    if (count > most) {
      most = count
      best = separator
    }
  }
  return best
}

/**
 * Regroups blocks of whole lines into blocks of whole records: a line break inside quotes ends no record. A malformed
 * quote is found here and not in fast-csv, which forgets the good records that came in the same chunk as a bad one,
 * and which looks at an unfinished record anew with every chunk (quadratic time for an unclosed quote).
 *
 * @throws Unreadable after the last good record, where a quote is not closed or closed too early
 */
export async function* wholeRecords(blocks: AsyncIterable<string>, separator: Separator): AsyncGenerator<string> {
  let held = ''
  let open = false
  for await (const block of blocks) {
    const text = held + block
    const scan = scanQuotes(text, separator)
    if (scan.end > 0) yield text.slice(0, scan.end)
    if (scan.malformedAt !== undefined) {
      throw new Unreadable(
        'malformed-csv',
        'text follows a closing quote, so the file is not read from here on',
        'a quoted field to end with its quote, and quotes inside it to be doubled',
        lineOf(text, scan.malformedAt),
      )
    }
    held = text.slice(scan.end)
    open = scan.open
    if (held.length > MAX_RECORD_BYTES) {
      throw new Unreadable(
        'endless-record',
        'a quoted field is not closed within 1 MiB, so the file is not read from here on',
        'every quoted field to be closed',
        lineOf(held, 0),
      )
    }
  }
  if (open) {
    throw new Unreadable(
      'malformed-csv',
      'a quoted field is not closed, so the file is not read from here on',
      'every quoted field to be closed',
      lineOf(held, 0),
    )
  }
  if (held !== '') yield held
}

interface QuoteScan {
  /** Where the last whole record ends. */
  readonly end: number
  /** True where the text ends inside a quoted field. */
  readonly open: boolean
  /** Where the field starts whose closing quote is followed by text. */
  readonly malformedAt?: number
}

/** Jumps from quote to quote; a quote in the middle of an unquoted cell is a character like any other. */
function scanQuotes(text: string, separator: Separator): QuoteScan {
  let end = 0
  let from = 0
  for (;;) {
    const start = text.indexOf('"', from)
    const plain = text.slice(from, start === -1 ? text.length : start)
    const lineEnd = Math.max(plain.lastIndexOf('\n'), plain.lastIndexOf('\r')) + 1
    if (lineEnd > 0) end = from + lineEnd
    if (start === -1) return { end, open: false }
    if (!startsCell(text, start, separator)) {
      from = start + 1
      continue
    }
    let close = text.indexOf('"', start + 1)
    while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
    if (close === -1) return { end, open: true }
    from = close + 1
    while (isSpace(text[from], separator)) from++
    const next = text[from]
    if (next !== undefined && next !== separator && next !== '\n' && next !== '\r') {
      return { end, open: false, malformedAt: start }
    }
  }
}

function startsCell(text: string, quote: number, separator: Separator): boolean {
  let i = quote - 1
  while (isSpace(text[i], separator)) i--
  const before = text[i]
  return before === undefined || before === separator || before === '\n' || before === '\r'
}

function isSpace(char: string | undefined, separator: Separator): boolean {
  return char !== undefined && char !== separator && char !== '\n' && char !== '\r' && /\s/.test(char)
}

function lineOf(text: string, from: number): string {
  return /^[^\r\n]*/.exec(text.slice(from, from + 100))?.[0] ?? ''
}
