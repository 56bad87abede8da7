import { type FacilityRow, PILLARS, type Pillar } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import type { Network } from '../../network/network.js'
import { isFacilityOpen } from '../../network/open-facility.js'
import { shown } from '../../routing/query.js'

/** Which facilities: all that match every list given. */
export interface FacilitySelection {
  /** Kinds of `facility.csv`, such as `dry_port`. Default: all. */
  readonly kinds?: readonly string[]
  /** Default: all. */
  readonly pillars?: readonly (Pillar | (string & {}))[]
}

/**
 * The open facilities of a network that match, in the order of their ids.
 *
 * @param date only those whose dates it lies in; default: no check
 * @throws UsageError for a kind that no facility has and for an unknown pillar, with the nearest known ones
 */
export function selectFacilities(
  { facts }: Network,
  { kinds, pillars }: { readonly [Option in keyof FacilitySelection]: FacilitySelection[Option] | undefined },
  date: string | undefined,
): FacilityRow[] {
  const wantedKinds = checked('kinds', 'kind of facility', kinds, [...new Set(facts.facility.map(({ kind }) => kind))])
  const wantedPillars = checked('pillars', 'pillar', pillars, PILLARS)
  return facts.facility
    .filter(
      (row) =>
        isFacilityOpen(row, date) &&
        (wantedKinds === undefined || wantedKinds.has(row.kind)) &&
        (wantedPillars === undefined || wantedPillars.has(row.pillar)),
    )
    .sort((a, b) => (a.facility_id < b.facility_id ? -1 : 1))
}

function checked(
  option: string,
  what: string,
  words: unknown,
  known: readonly string[],
): ReadonlySet<string> | undefined {
  if (words === undefined) return undefined
  if (!Array.isArray(words) || words.length === 0) {
    throw new UsageError(`Option ${option} is ${shown(words)}; expected a list of at least one ${what}.`)
  }
  for (const word of words as readonly unknown[]) {
    if (known.includes(word as string)) continue
    const near = nearest(String(word), known)
    const expected = known.length === 0 ? 'none, as the network has no facilities' : [...known].sort().join(', ')
    throw new UsageError(`Unknown ${what} ${shown(word)}; expected ${expected}.${didYouMean(near)}`, near)
  }
  return new Set(words as readonly string[])
}
