import { MODES } from '../ingest/schema.js'
import { foldName } from '../network/places.js'
import { type Constraints, checkedMode, isUtility } from '../routing/constraints.js'

/**
 * The constraints of a query and those of a corridor at once: what either avoids is avoided, what both allow is allowed.
 * The modes that a query allows come back as the ones that it avoids (`avoidModes`), because `modes` of the corridor
 * stays beside them. The day of travel, and whether maintenance counts, is the query's where it says so.
 *
 * @throws UsageError for an unknown mode in `modes` of the query
 */
export function mergedConstraints(query: Constraints, corridor: Constraints): Constraints {
  const both: { -readonly [K in keyof Constraints]: Constraints[K] } = { ...corridor }
  const countries = common(query.countries, corridor.countries, countryName)
  const gauges = common(query.gauges, corridor.gauges, String)
  if (countries !== undefined) both.countries = countries
  if (gauges !== undefined) both.gauges = gauges
  for (const option of AVOIDED_WORDS) {
    const words = union(query[option], corridor[option])
    if (words !== undefined) both[option] = words
  }
  const avoidGauges = union(query.avoidGauges, corridor.avoidGauges)
  if (avoidGauges !== undefined) both.avoidGauges = avoidGauges
  if (query.date !== undefined) both.date = query.date
  if (query.ignoreMaintenance !== undefined) both.ignoreMaintenance = query.ignoreMaintenance
  if (query.modes !== undefined) {
    // As what it avoids, because the stops of a corridor may name modes that stand in for the modes of the whole way.
    const allowed = new Set(query.modes.map(checkedMode))
    // Energy and data are closed unless they are named.
    if ([...allowed].some(isUtility)) both.modes ??= [...allowed]
    both.avoidModes = [...(both.avoidModes ?? []), ...MODES.filter((mode) => !allowed.has(mode))]
  }
  return both
}

const AVOIDED_WORDS = [
  'avoidModes',
  'avoidCountries',
  'avoidPassages',
  'avoidNodes',
  'avoidLinks',
  'avoidBorders',
  'avoidStatuses',
] as const satisfies readonly (keyof Constraints)[]

function union<T>(mine: readonly T[] | undefined, theirs: readonly T[] | undefined): readonly T[] | undefined {
  return mine === undefined ? theirs : [...new Set([...mine, ...(theirs ?? [])])]
}

function common<T>(
  mine: readonly T[] | undefined,
  theirs: readonly T[] | undefined,
  keyOf: (word: T) => string,
): readonly T[] | undefined {
  if (mine === undefined || theirs === undefined) return mine ?? theirs
  const keys = new Set(theirs.map(keyOf))
  return mine.filter((word) => keys.has(keyOf(word)))
}

/** "KZ", "kz" and "Kazakhstan" are one country. */
function countryName(word: string): string {
  const isCode = /^[a-z]{2}$/i.test(word)
  return foldName((isCode ? new Intl.DisplayNames(['en'], { type: 'region' }).of(word.toUpperCase()) : word) ?? word)
}
