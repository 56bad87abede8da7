import type { Mode } from '../ingest/schema.js'

/** A part of a link, and whose rules it is under. */
export interface Portion {
  /** ISO 3166-1 alpha-2; `undefined` where the link lies in none. */
  readonly country: string | undefined
  /** The part of the link, above 0, at most 1. */
  readonly share: number
}

/** Modes that run through the land of a country, lines of energy also under its sea; the others are international. */
const LAND_MODES: ReadonlySet<Mode> = new Set<Mode>(['rail', 'road', 'waterway', 'gas', 'oil', 'power'])

/**
 * In which countries a link lies: half in each where its ends differ; sea and air links and fibres lie in none.
 *
 * @param from the country at one end; where it has none, that of the other end
 */
export function portions(mode: Mode, from: string | undefined, to: string | undefined): readonly Portion[] {
  if (!LAND_MODES.has(mode)) return [{ country: undefined, share: 1 }]
  const a = from ?? to
  const b = to ?? a
  if (a === b) return [{ country: a, share: 1 }]
  return [
    { country: a, share: 0.5 },
    { country: b, share: 0.5 },
  ]
}
