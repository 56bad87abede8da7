/**
 * What the safety classes of a route say of its reliability.
 *
 * The class of a stretch is a rate of incidents by distance. Of one train or lorry that goes along, `rate x km / km of the rate` are
 * expected; the number of rare and independent ones follows Poisson, so that the way is undisturbed with the probability
 * e^-expected. Each that happens takes `incident_h` hours. The rates count all users of the line and not the train alone: they
 * say how often the way is disturbed by its own traffic, as seen from the train in it.
 */
import type { Mode } from '../../ingest/schema.js'
import type { StandardAlong, StandardSection } from './sections.js'
import { kmOf } from './sections.js'
import { SAFETY_UNITS } from './standard-kinds.js'

/**
 * Hours that an incident takes unless a question says otherwise: an accident counts as significant, among other things, where train
 * services on a main line stop for six hours or more (Directive (EU) 2016/798, annex I).
 */
export const DEFAULT_INCIDENT_H = 6

/** The incidents of one mode of a route. */
export interface ModeSafety {
  readonly mode: Mode
  /** What the class counts. */
  readonly unit: string
  /** Expected incidents of one journey over the kilometres with a known class. */
  readonly incidents: number
  readonly known_km: number
  readonly unknown_km: number
  /** The stretch with the highest rate. */
  readonly worst: StandardSection
}

export interface RouteSafety {
  readonly formula: string
  /** Modes with a class somewhere. */
  readonly by_mode: readonly ModeSafety[]
  /** Over the kilometres with a known class: `undefined` where there are none. */
  readonly incidents: number | undefined
  /** That none happens, 0 to 1. */
  readonly undisturbed: number | undefined
  readonly incident_h: number
  /** `incidents x incident_h`. */
  readonly delay_h: number | undefined
  readonly known_km: number
  /** Of the modes that have classes: kilometres without one. The incidents there are not counted. */
  readonly unknown_km: number
}

const FORMULA =
  'incidents = sum of rate x km / km of the rate; undisturbed = e^-incidents; delay_h = incidents x incident_h'

/** O(sections). */
export function safetyOf(along: readonly StandardAlong[], incident_h: number): RouteSafety {
  const sections = along.find(({ standard }) => standard === 'safety_class')?.sections ?? []
  const modes = [...new Set(sections.map(({ mode }) => mode))]
  const by_mode = modes.flatMap((mode): ModeSafety[] => {
    const scale = SAFETY_UNITS[mode]
    const here = sections.filter((section) => section.mode === mode)
    const known = here.filter(({ values }) => values !== undefined)
    const [first] = known
    if (scale === undefined || first === undefined) return []
    const known_km = kmOf(known)
    return [
      {
        mode,
        unit: scale.unit,
        incidents: known.reduce((sum, section) => sum + (rateOf(section) * section.length_km) / scale.per_km, 0),
        known_km,
        unknown_km: kmOf(here) - known_km,
        worst: known.reduce((worst, section) => (rateOf(section) > rateOf(worst) ? section : worst), first),
      },
    ]
  })
  const incidents = by_mode.length === 0 ? undefined : by_mode.reduce((sum, part) => sum + part.incidents, 0)
  const known_km = by_mode.reduce((km, part) => km + part.known_km, 0)
  return {
    formula: FORMULA,
    by_mode,
    incidents,
    undisturbed: incidents === undefined ? undefined : Math.exp(-incidents),
    incident_h,
    delay_h: incidents === undefined ? undefined : incidents * incident_h,
    known_km,
    unknown_km: kmOf(sections) - known_km,
  }
}

function rateOf({ values }: StandardSection): number {
  return Number(values?.[0])
}
