import { grouped } from './printable.js'

/** What a cell shows where a number is not known. */
const UNKNOWN = 'unknown'

/** A difference, with its sign; what rounds to nothing has none. */
export function signed(value: number | undefined, decimals: number): string {
  if (value === undefined) return UNKNOWN
  const text = grouped(value, decimals)
  return Number(text.replaceAll(',', '')) === 0 ? text.replace('-', '') : value > 0 ? `+${text}` : text
}
