import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import { CENTS_PER_USD, GRAMS_PER_KG, SECONDS_PER_HOUR } from '../units/units.js'

/** What a route makes as small as possible: hours, USD, kg CO2e, or the generalised cost in USD. */
export const OBJECTIVES = ['fastest', 'cheapest', 'greenest', 'generalised'] as const
export type Objective = (typeof OBJECTIVES)[number]

/** Other words for the objectives, accepted wherever an objective is. */
const SYNONYMS: Readonly<Record<string, Objective>> = {
  time: 'fastest',
  cost: 'cheapest',
  tariff: 'cheapest',
  carbon: 'greenest',
  co2e: 'greenest',
  generalized: 'generalised',
}

/** What an objective is measured in. */
export const UNITS: Readonly<Record<Objective, 'h' | 'USD' | 'kg CO2e'>> = {
  fastest: 'h',
  cheapest: 'USD',
  greenest: 'kg CO2e',
  generalised: 'USD',
}

/** Integers of the search in one unit of each objective. */
export type PerUnits = Readonly<Record<Objective, number>>

/** Integers of the search (seconds, cents, grams) in one unit of the objective. */
export const PER_UNIT: PerUnits = {
  fastest: SECONDS_PER_HOUR,
  cheapest: CENTS_PER_USD,
  greenest: GRAMS_PER_KG,
  generalised: CENTS_PER_USD,
}

/**
 * The same for a question of fibres alone, whose hours are fractions of a second: microseconds in place of seconds.
 */
export const PER_UNIT_OF_SIGNALS: PerUnits = {
  ...PER_UNIT,
  fastest: SECONDS_PER_HOUR * 1_000_000,
}

/** Used where a query names none. */
export const DEFAULT_OBJECTIVE: Objective = 'generalised'

/**
 * @throws UsageError for a word that is no objective
 */
export function checkedObjective(word: string): Objective {
  const lower = word.toLowerCase()
  if ((OBJECTIVES as readonly string[]).includes(lower)) return lower as Objective
  const synonym = Object.hasOwn(SYNONYMS, lower) ? SYNONYMS[lower] : undefined
  if (synonym !== undefined) return synonym
  const words = [...OBJECTIVES, ...Object.keys(SYNONYMS)]
  throw new UsageError(
    `Unknown objective "${word}"; expected ${OBJECTIVES.join(', ')} (or time, cost, carbon).${didYouMean(nearest(word, words))}`,
    nearest(word, words),
  )
}
