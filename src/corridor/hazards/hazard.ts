import type { HazardRow } from '../../ingest/schema.js'

/** Days over which closures are spread. */
export const DAYS_PER_YEAR = 365

/** A hazard of `hazard.csv`, with the share of the time that it closes its links. */
export interface Hazard {
  readonly hazard_id: string
  readonly name: string
  readonly kind: HazardRow['kind']
  /** That it happens in a year, 0 to 1. */
  readonly yearly_probability: number
  /** In a year in which it happens: so many closures of so many days each. */
  readonly closures: number
  readonly closure_days: number
  /**
   * That its links are closed at a moment of the year, 0 to 1: `yearly_probability x closures x closure_days / 365`, at most 1.
   */
  readonly closed_share: number
  readonly source: string | undefined
}

/** The hazard of a row. */
export function hazardOf({ closures = 1, ...row }: HazardRow): Hazard {
  const { hazard_id, name, kind, yearly_probability, closure_days, source } = row
  return {
    hazard_id,
    name: name ?? hazard_id,
    kind,
    yearly_probability,
    closures,
    closure_days,
    closed_share: Math.min(1, (yearly_probability * closures * closure_days) / DAYS_PER_YEAR),
    source,
  }
}

/** That none of some independent things happens. */
export function noneOf(probabilities: readonly number[]): number {
  return probabilities.reduce((none, probability) => none * (1 - probability), 1)
}
