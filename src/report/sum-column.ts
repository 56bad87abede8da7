import { roundToSum } from '../units/units.js'
import { grouped, UNKNOWN } from './route-text.js'

/**
 * The cells of a column and its sum below them, rounded so that they still add up; each known number, and no sum, where one
 * is not known.
 */
export function sumColumn(values: readonly (number | undefined)[], decimals: number): string[] {
  const known = values.filter((value) => value !== undefined)
  if (known.length < values.length) {
    return [...values.map((value) => (value === undefined ? UNKNOWN : grouped(value, decimals))), UNKNOWN]
  }
  const rounded = roundToSum(known, decimals)
  return [...rounded, rounded.reduce((sum, value) => sum + value, 0)].map((value) => grouped(value, decimals))
}
