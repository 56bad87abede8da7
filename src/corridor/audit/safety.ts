/**
 * What the safety classes of a route say of its reliability.
 *
 * The class of a stretch is a rate of incidents by distance. With so many trains or vehicles a day on it, `rate x km x vehicles per day`
 * incidents happen there in a day, and each blocks the way for `incident_h` hours. Incidents are rare and independent (Poisson), so
 * that one who comes along at any time finds the whole way free with the probability e^-(incidents per day x incident_h / 24), and waits
 * incidents per day x incident_h / 24 x incident_h / 2 hours on average: half of a blockage that is under way.
 */
import type { Mode } from '../../ingest/schema.js'
import { HOURS_PER_DAY } from '../../units/units.js'
import type { StandardAlong, StandardSection } from './sections.js'
import { kmOf } from './sections.js'
import { SAFETY_UNITS } from './standard-kinds.js'

/**
 * Hours that an incident blocks the way unless a question says otherwise: an accident counts as significant, among other things, where
 * train services on a main line stop for six hours or more (Directive (EU) 2016/798, annex I).
 */
export const DEFAULT_INCIDENT_H = 6

/** Trains or vehicles a day, both directions, on a stretch unless a question says otherwise: estimates for a busy line and a motorway. */
export const DEFAULT_VEHICLES_PER_DAY: Readonly<Partial<Record<Mode, number>>> = { rail: 100, road: 30_000 }

/** The incidents of one mode of a route, over the kilometres with a known class. */
export interface ModeSafety {
  readonly mode: Mode
  /** What the class counts. */
  readonly unit: string
  readonly vehicles_per_day: number
  readonly incidents_per_day: number
  readonly known_km: number
  readonly unknown_km: number
  /** The stretch with the highest rate. */
  readonly worst: StandardSection
}

export interface RouteSafety {
  readonly formula: string
  /** Modes with a class somewhere. */
  readonly by_mode: readonly ModeSafety[]
  readonly incident_h: number
  /** Over the kilometres with a known class; `undefined` where there are none. */
  readonly incidents_per_day: number | undefined
  /** That the whole way is free when one comes along, 0 to 1. */
  readonly undisturbed: number | undefined
  /** Hours that one waits on average. */
  readonly delay_h: number | undefined
  readonly known_km: number
  /** Of the modes that may have classes: kilometres without one. The incidents there are not counted. */
  readonly unknown_km: number
}

const FORMULA =
  'incidents per day = sum of rate x km x vehicles per day; undisturbed = e^-(incidents per day x incident_h / 24); delay_h = incidents per day x incident_h / 24 x incident_h / 2'

/** O(sections). */
export function safetyOf(
  along: readonly StandardAlong[],
  incident_h: number,
  vehicles_per_day: Readonly<Partial<Record<Mode, number>>>,
): RouteSafety {
  const sections = along.find(({ standard }) => standard === 'safety_class')?.sections ?? []
  const modes = [...new Set(sections.map(({ mode }) => mode))]
  const by_mode = modes.flatMap((mode): ModeSafety[] => {
    const scale = SAFETY_UNITS[mode]
    const here = sections.filter((section) => section.mode === mode)
    const known = here.filter(({ values }) => values !== undefined)
    const [first] = known
    if (scale === undefined || first === undefined) return []
    const known_km = kmOf(known)
    const vehicles = vehicles_per_day[mode] ?? 0
    const weighted_km = known.reduce((sum, section) => sum + rateOf(section) * section.length_km, 0)
    return [
      {
        mode,
        unit: scale.unit,
        vehicles_per_day: vehicles,
        incidents_per_day: (weighted_km * vehicles) / scale.per_km,
        known_km,
        unknown_km: kmOf(here) - known_km,
        worst: known.reduce((worst, section) => (rateOf(section) > rateOf(worst) ? section : worst), first),
      },
    ]
  })
  const perDay = by_mode.length === 0 ? undefined : by_mode.reduce((sum, part) => sum + part.incidents_per_day, 0)
  const blockages = perDay === undefined ? undefined : (perDay * incident_h) / HOURS_PER_DAY
  const known_km = by_mode.reduce((km, part) => km + part.known_km, 0)
  return {
    formula: FORMULA,
    by_mode,
    incident_h,
    incidents_per_day: perDay,
    undisturbed: blockages === undefined ? undefined : Math.exp(-blockages),
    delay_h: blockages === undefined ? undefined : (blockages * incident_h) / 2,
    known_km,
    unknown_km: kmOf(sections) - known_km,
  }
}

function rateOf({ values }: StandardSection): number {
  return Number(values?.[0])
}
