/**
 * Where the standards of a route do not fit one another, and which stops take care of it.
 *
 * A mismatch stands between two successive pieces of the way: for standards of the vehicle (gauge, wires, loads, lengths, drivers)
 * as long as the mode stays, since on another mode another vehicle goes on; for those of the goods (height of containers, papers) from
 * end to end. Pieces of which the value is not known are passed over, and the mismatch says over how many kilometres.
 *
 * What takes care of a mismatch is a stop of the route between the two pieces: a change of mode, where the goods leave the vehicle
 * anyway, or else a change of gauge, or else the stop at a border; where there is none, nothing does. The hours and USD of a stop are
 * counted once: those of a change of gauge belong to the gauge, those of a border are shared equally among the mismatches that
 * it takes care of, and a change of mode would be there without any mismatch, so that it costs them nothing. A mismatch of which the
 * table leaves open whether or where it is costs nothing either.
 */
import { type Mode, STANDARDS, type StandardName } from '../../ingest/schema.js'
import type { Itinerary, Leg } from '../../routing/itinerary.js'
import type { Piece, StandardValue } from './pieces.js'
import { LOADING_GAUGES, REMEDIES, STANDARD_KINDS, STANDARDS_OF_GOODS } from './standard-kinds.js'

/** What takes care of a mismatch. */
export const HANDLERS = ['mode', 'gauge', 'border', 'none'] as const
export type Handler = (typeof HANDLERS)[number]

/** A standard that changes along the way so that something must be done. */
export interface Mismatch {
  readonly standard: StandardName
  /** The mode entered. */
  readonly mode: Mode
  /** What held before and holds after; of what is accepted, what served so far and what serves now. */
  readonly before: readonly StandardValue[]
  readonly after: readonly StandardValue[]
  /** False where the values of the table leave open whether there is one. */
  readonly certain: boolean
  /** Where: a node twice, or the ends of the link on which it changes. */
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly from_country: string | undefined
  readonly to_country: string | undefined
  /** Kilometres between the two pieces on which the value is not known. */
  readonly unknown_km: number
  readonly handled_by: Handler
  /** Place of the stop in `stops`; `undefined` where nothing takes care of it. */
  readonly stop: number | undefined
  /** Its share of the hours and USD of the stop: 0 where the stop would be there without it, and where there is none. */
  readonly time_h: number
  readonly cost_usd: number | undefined
  /** What a carrier does about it. */
  readonly remedy: string
}

/** A stop that takes care of mismatches. */
export interface AuditStop {
  /** Place of the leg in the itinerary. */
  readonly leg: number
  readonly handles: Exclude<Handler, 'none'>
  readonly mode: Mode
  /** Equal at a transfer. */
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  /** The whole stop. */
  readonly time_h: number
  readonly cost_usd: number | undefined
  /** How many certain mismatches it takes care of, and among how many its hours and USD are shared. */
  readonly mismatches: number
  readonly charged: number
}

/** A mismatch before it is known what it costs. */
interface Break {
  readonly standard: StandardName
  readonly before: readonly StandardValue[]
  readonly after: readonly StandardValue[]
  readonly certain: boolean
  readonly left: Piece
  readonly entered: Piece
  readonly unknown_km: number
}

/** The mismatches of a route in order of travel, and the stops that take care of them. O(pieces x standards + legs). */
export function mismatchesOf(
  pieces: readonly Piece[],
  { legs }: Itinerary,
  nameOf: (id: string) => string,
): { readonly mismatches: readonly Mismatch[]; readonly stops: readonly AuditStop[] } {
  const breaks = breaksOf(pieces)
  const handling = breaks.map((found) => handlingLeg(found, legs))
  const stopLegs = [...new Set(handling.filter((leg) => leg !== undefined))].sort((a, b) => a - b)
  const stops = stopLegs.map((index): AuditStop => {
    const leg = legs[index] as Leg
    const certain = breaks.filter(({ certain }, i) => certain && handling[i] === index)
    const { mode, from, to, from_name, to_name, time_h, cost_usd } = leg
    const handles = handlerOf(leg)
    return {
      leg: index,
      handles,
      mode,
      from,
      to,
      from_name,
      to_name,
      time_h,
      cost_usd,
      mismatches: certain.length,
      charged: certain.filter((found) => isCharged(found, handles)).length,
    }
  })
  const mismatches = breaks.map((found, i): Mismatch => {
    const { standard, before, after, certain, left, entered, unknown_km } = found
    const leg = handling[i]
    const stop = leg === undefined ? undefined : stopLegs.indexOf(leg)
    const at = stop === undefined ? undefined : (stops[stop] as AuditStop)
    const pays = at !== undefined && isCharged(found, at.handles)
    const [from, to] = placeOf(found)
    return {
      standard,
      mode: entered.mode,
      before,
      after,
      certain,
      from,
      to,
      from_name: nameOf(from),
      to_name: nameOf(to),
      from_country: left.country,
      to_country: entered.country,
      unknown_km,
      handled_by: at?.handles ?? 'none',
      stop,
      time_h: pays ? at.time_h / at.charged : 0,
      cost_usd: pays ? at.cost_usd && at.cost_usd / at.charged : 0,
      remedy: REMEDIES[standard],
    }
  })
  return { mismatches, stops }
}

function breaksOf(pieces: readonly Piece[]): Break[] {
  const breaks: Break[] = []
  /** The last piece of which the value is known, and what served there. */
  const last = new Map<StandardName, { piece: Piece; values: readonly StandardValue[]; unknown_km: number }>()
  let mode: Mode | undefined
  for (const piece of pieces) {
    if (piece.mode !== mode)
      for (const standard of STANDARDS) if (!STANDARDS_OF_GOODS.has(standard)) last.delete(standard)
    mode = piece.mode
    for (const standard of STANDARDS) {
      const found = piece.standards.get(standard)
      if (found === undefined || STANDARD_KINDS[standard] === 'rate') continue
      const before = last.get(standard)
      if (found.values === undefined) {
        if (before !== undefined) before.unknown_km += piece.length_km
        continue
      }
      const met = before && meeting(standard, before.values, found.values, before.piece.country === piece.country)
      if (before !== undefined && met?.breaks !== undefined) {
        breaks.push({
          standard,
          before: before.values,
          after: found.values,
          certain: met.breaks === 'certain',
          left: before.piece,
          entered: piece,
          unknown_km: before.unknown_km,
        })
      }
      last.set(standard, { piece, values: met?.serves ?? found.values, unknown_km: 0 })
    }
  }
  return breaks
}

/** Whether two values get on with one another, and what serves from here on. */
function meeting(
  standard: StandardName,
  before: readonly StandardValue[],
  after: readonly StandardValue[],
  sameCountry: boolean,
): { readonly breaks?: 'certain' | 'possible'; readonly serves: readonly StandardValue[] } {
  switch (STANDARD_KINDS[standard]) {
    case 'limit':
      return Number(after[0]) < Number(before[0]) ? { breaks: 'certain', serves: after } : { serves: after }
    case 'profile':
      return fitsProfile(before, after) ? { serves: after } : { breaks: 'certain', serves: after }
    case 'accepted': {
      const both = before.filter((value) => after.includes(value))
      return both.length > 0 ? { serves: both } : { breaks: 'certain', serves: after }
    }
    case 'system': {
      if (!after.some((value) => before.includes(value))) return { breaks: 'certain', serves: after }
      const isOne = before.length === 1 && after.length === 1
      // Inside one country a row with several values says only that it changes somewhere.
      const isSame = sameCountry && before.length === after.length && after.every((value) => before.includes(value))
      return isOne || isSame ? { serves: after } : { breaks: 'possible', serves: after }
    }
    case 'rate':
      return { serves: after }
  }
}

function fitsProfile([before]: readonly StandardValue[], [after]: readonly StandardValue[]): boolean {
  const [small, large] = [before, after].map((value) => LOADING_GAUGES.indexOf(String(value)))
  if (small === -1 || large === -1) return before === after
  return (large as number) >= (small as number)
}

/** The leg that takes care of a break: of those between its pieces, a change of mode before one of gauge before a border. */
function handlingLeg({ left, entered }: Break, legs: readonly Leg[]): number | undefined {
  let best: number | undefined
  // The stop at a border stands after the leg that crosses it.
  const crosses = entered.part === 'entered' && entered.endsLeg && legs[entered.leg + 1]?.kind === 'border'
  const end = crosses ? entered.leg + 1 : entered.leg - 1
  for (let index = left.leg + 1; index <= end; index++) {
    const leg = legs[index] as Leg
    if (leg.kind === 'transport') continue
    if (best === undefined || precedence(leg) < precedence(legs[best] as Leg)) best = index
  }
  return best
}

function precedence(leg: Leg): number {
  return HANDLERS.indexOf(handlerOf(leg))
}

/** Loading and unloading stand at the ends, before and after all pieces. */
function handlerOf(leg: Leg): AuditStop['handles'] {
  if (leg.kind === 'border') return 'border'
  return leg.kind === 'transfer' && leg.operation === 'gauge' ? 'gauge' : 'mode'
}

function isCharged({ standard, certain, unknown_km }: Break, handles: AuditStop['handles']): boolean {
  if (!certain || unknown_km > 0 || handles === 'mode') return false
  return handles === 'border' || standard === 'gauge_mm'
}

function placeOf({ left, entered }: Break): readonly [from: string, to: string] {
  if (left.part === 'left' && entered.part === 'entered' && left.link_id === entered.link_id) {
    return [left.from, left.to]
  }
  return [left.part === 'left' ? left.from : left.to, entered.part === 'entered' ? entered.to : entered.from]
}
