import { type Mode, STANDARDS, type StandardName } from '../../ingest/schema.js'
import type { Piece, StandardValue } from './pieces.js'
import { STANDARD_KINDS, type StandardKind } from './standard-kinds.js'

/** A stretch on which a standard stays the same. */
export interface StandardSection {
  readonly mode: Mode
  /** ISO code; `undefined` at sea and in the air. */
  readonly country: string | undefined
  /** Rail only. */
  readonly gauge_mm: number | undefined
  /** What holds: one value, or several as the table gives them (see {@link StandardKind}); `undefined` where it is not known. */
  readonly values: readonly StandardValue[] | undefined
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly length_km: number
  /** Where the values come from; where there are none, why. */
  readonly source: string | undefined
}

/** One standard along a route. */
export interface StandardAlong {
  readonly standard: StandardName
  readonly kind: StandardKind
  /** Kilometres on which it is known, and on which it is not. */
  readonly known_km: number
  readonly unknown_km: number
  /** In order of travel; without the stretches on modes that it does not matter to. */
  readonly sections: readonly StandardSection[]
}

/** The standards that matter to the modes of a route, each cut into sections. O(pieces x standards). */
export function standardsAlong(pieces: readonly Piece[], nameOf: (id: string) => string): StandardAlong[] {
  return STANDARDS.flatMap((standard): StandardAlong[] => {
    const sections = sectionsOf(standard, pieces, nameOf)
    if (sections.length === 0) return []
    const unknown_km = kmOf(sections.filter(({ values }) => values === undefined))
    return [{ standard, kind: STANDARD_KINDS[standard], known_km: kmOf(sections) - unknown_km, unknown_km, sections }]
  })
}

function sectionsOf(
  standard: StandardName,
  pieces: readonly Piece[],
  nameOf: (id: string) => string,
): StandardSection[] {
  const sections: { -readonly [K in keyof StandardSection]: StandardSection[K] }[] = []
  let open: string | undefined
  for (const { mode, country, gauge_mm, from, to, length_km, standards } of pieces) {
    const found = standards.get(standard)
    if (found === undefined) {
      open = undefined
      continue
    }
    const key = JSON.stringify([mode, country, gauge_mm, found.values, found.source])
    const last = sections.at(-1)
    if (last !== undefined && open === key) {
      last.to = to
      last.to_name = nameOf(to)
      last.length_km += length_km
      continue
    }
    open = key
    const ends = { from, to, from_name: nameOf(from), to_name: nameOf(to) }
    sections.push({ mode, country, gauge_mm, values: found.values, ...ends, length_km, source: found.source })
  }
  return sections
}

export function kmOf(sections: readonly { readonly length_km: number }[]): number {
  return sections.reduce((km, section) => km + section.length_km, 0)
}
