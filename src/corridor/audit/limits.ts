import type { Mode, StandardName } from '../../ingest/schema.js'
import type { StandardAlong, StandardSection } from './sections.js'
import { kmOf } from './sections.js'

/** What a train, a lorry or a container may be all along a route: the least of a standard, and where that is. */
export interface AuditLimit {
  readonly standard: StandardName
  readonly mode: Mode
  /** The least and the greatest along the way, of what is known. */
  readonly least: number
  readonly greatest: number
  /** `least / greatest`, above 0, at most 1; 1 where both are 0. */
  readonly share: number
  /** The first stretch with the least: the weakest link of the standard; and the kilometres with it in all. */
  readonly weakest: StandardSection
  readonly least_km: number
  readonly known_km: number
  /** Kilometres of which the value is not known: the least may be less there. */
  readonly unknown_km: number
}

/** How the weakest link of a route is told. */
export const WEAKEST_FORMULA = 'the limit with the smallest share, least / greatest along the way'

/** The numeric limits of a route, by standard and mode. O(sections). */
export function limitsOf(along: readonly StandardAlong[]): AuditLimit[] {
  return along
    .filter(({ kind }) => kind === 'limit')
    .flatMap(({ standard, sections }) => {
      const modes = [...new Set(sections.map(({ mode }) => mode))]
      return modes.flatMap((mode): AuditLimit[] => {
        const here = sections.filter((section) => section.mode === mode)
        const known = here.flatMap((section) =>
          section.values === undefined ? [] : [{ section, value: Number(section.values[0]) }],
        )
        if (known.length === 0) return []
        const least = Math.min(...known.map(({ value }) => value))
        const greatest = Math.max(...known.map(({ value }) => value))
        const at = known.filter(({ value }) => value === least).map(({ section }) => section)
        const known_km = kmOf(known.map(({ section }) => section))
        return [
          {
            standard,
            mode,
            least,
            greatest,
            share: greatest === 0 ? 1 : least / greatest,
            weakest: at[0] as StandardSection,
            least_km: kmOf(at),
            known_km,
            unknown_km: kmOf(here) - known_km,
          },
        ]
      })
    })
}

/** The weakest link of a route by {@link WEAKEST_FORMULA}; the first of equals. `undefined` where every limit is the same all along. */
export function weakestOf(limits: readonly AuditLimit[]): AuditLimit | undefined {
  let weakest: AuditLimit | undefined
  for (const limit of limits) if (limit.share < (weakest?.share ?? 1)) weakest = limit
  return weakest
}
