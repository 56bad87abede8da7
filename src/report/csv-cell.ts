import { printable } from './route-text.js'

/** What a spreadsheet reads as the start of a formula, wide forms of East Asian keyboards included. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u

/**
 * A text as a cell of CSV (RFC 4180): quoted where it must be, on one line. Control characters are replaced, as the text may
 * come to a terminal, and what a spreadsheet would run as a formula gets an apostrophe in front: a place may be called
 * `=HYPERLINK("...")`. JSON keeps such a text as it is.
 */
export function csvText(text: string): string {
  const clean = printable(text)
  const inert = FORMULA.test(clean) ? `'${clean}` : clean
  return /[",]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** A number as a cell of CSV, unrounded; blank where it is not known. */
export function csvNumber(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value)
}
