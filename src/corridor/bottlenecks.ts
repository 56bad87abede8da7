/**
 * Where a route loses its hours.
 *
 * A stop loses all of its dwell. A link loses what it takes beyond the reference speed of its mode. By default that is what
 * the mode itself does on this route where it is let run: the 90th percentile of the moving speeds, each link weighted by its
 * kilometres (the speed that a tenth of the way reaches or beats). A maximum would hang on one short stretch, a mean
 * would call half of every line slow; traffic engineering takes a high percentile of measured speeds as free flow for the same reason.
 */
import { MODES, type Mode } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import type { Itinerary, LegLink, TransferLeg, TransportLeg } from '../routing/itinerary.js'
import { SECONDS_PER_HOUR } from '../units/units.js'

export interface BottleneckOptions {
  /** Speed of each mode that counts as free flow, km/h. Default: its 90th percentile on the route, by length. */
  readonly reference_kmh?: Readonly<Partial<Record<Mode, number>>>
  /** A link that is slower than the reference by no more than this, %, is not slow. Default {@link DEFAULT_TOLERANCE_PCT}. */
  readonly tolerance_pct?: number
  /** Names of places; an itinerary holds those of the ends of its legs alone. Default: the id. */
  readonly nameOf?: (id: string) => string
}

/** Below this the differences between lines drown in what a speed table cannot know. */
export const DEFAULT_TOLERANCE_PCT = 10

/** Share of the kilometres of a mode that are no faster than its reference speed. */
const REFERENCE_SHARE = 0.9

/** Rest that is less is what a sum of floating-point numbers leaves over. */
const A_SECOND_H = 1 / SECONDS_PER_HOUR

const OPTIONS: readonly string[] = ['reference_kmh', 'tolerance_pct', 'nameOf'] satisfies (keyof BottleneckOptions)[]

/** What loses hours: a stop at a border, handling, links one after another that are slow, drivers' rest. */
export const BOTTLENECK_KINDS = ['border', 'transfer', 'slow section', 'rest'] as const
export type BottleneckKind = (typeof BOTTLENECK_KINDS)[number]

/** One place or stretch that loses hours. */
export interface Bottleneck {
  /** 1 = loses most. */
  readonly rank: number
  readonly kind: BottleneckKind
  /** What happens there, in words. */
  readonly what: string
  readonly mode: Mode
  /** Node ids; equal at a transfer. */
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  /** Hours that are lost here. */
  readonly hours: number
  /** Of all hours of the route, from 0 to 1. */
  readonly share: number
  /** Slow sections: kilometres, speed while moving, and the reference, km/h. */
  readonly length_km?: number
  readonly speed_kmh?: number
  readonly reference_kmh?: number
  /** Slow sections: ids of the links. */
  readonly links?: readonly string[]
  /** Borders: the dwell that 9 of 10 crossings keep, hours, where published. */
  readonly time_p90_h?: number
}

export interface Bottlenecks {
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  /** Hours of the whole route: `lost_h` and `free_flow_h`. */
  readonly total_h: number
  /** Sum of the bottlenecks. */
  readonly lost_h: number
  /** What remains: moving at the reference speed, or at its own where that is higher or within the tolerance. */
  readonly free_flow_h: number
  /** Speeds that count as free flow, km/h, for the modes of the route that move. */
  readonly reference_kmh: Readonly<Partial<Record<Mode, number>>>
  readonly tolerance_pct: number
  /** Sum of the bottlenecks of each kind. */
  readonly by_kind: Readonly<Record<BottleneckKind, number>>
  /** Most hours first; in order of travel where they are equal. Stops without dwell are none. */
  readonly bottlenecks: readonly Bottleneck[]
}

type Unranked = Omit<Bottleneck, 'rank' | 'share'>

/**
 * Ranks the borders, transfers, slow sections and rests of a route by the hours that they lose. Losses and free flow add up
 * to the hours of the route. Slow links one after another on one leg are one section. O(links log links of the route).
 *
 * @throws UsageError for an unknown option, and for a speed or tolerance that is no number in range
 * @example
 * const route = router.route({ from: 'Chongqing', to: 'Duisburg', objective: 'cheapest' })
 * if (route.status === 'ok') console.log(bottlenecks(route).bottlenecks[0])
 */
export function bottlenecks(itinerary: Itinerary, options: BottleneckOptions = {}): Bottlenecks {
  const { tolerance_pct, given, nameOf } = checked(options)
  const reference = { ...referenceSpeeds(itinerary), ...given }
  const found: Unranked[] = []
  let free_flow_h = 0
  for (const leg of itinerary.legs) {
    const { mode, from, to, from_name, to_name, time_h: hours } = leg
    const ends = { mode, from, to, from_name, to_name }
    if (leg.kind === 'transport') {
      free_flow_h += sections(leg, reference[mode], tolerance_pct, nameOf, found)
      if (leg.rest_h >= A_SECOND_H) found.push({ kind: 'rest', what: "drivers' rest", ...ends, hours: leg.rest_h })
      else free_flow_h += leg.rest_h
    } else if (hours > 0) {
      found.push(
        leg.kind === 'transfer'
          ? { kind: 'transfer', what: inWords(leg), ...ends, hours }
          : {
              kind: 'border',
              what: `border ${leg.from_country}-${leg.to_country}`,
              ...ends,
              hours,
              ...(leg.time_p90_h === undefined ? {} : { time_p90_h: leg.time_p90_h }),
            },
      )
    }
  }
  const { time_h: total_h } = itinerary.totals
  // Sorting is stable: equal ones stay in order of travel.
  found.sort((a, b) => b.hours - a.hours)
  const by_kind: Record<BottleneckKind, number> = { border: 0, transfer: 0, 'slow section': 0, rest: 0 }
  let lost_h = 0
  for (const { kind, hours } of found) {
    by_kind[kind] += hours
    lost_h += hours
  }
  return {
    from: itinerary.from,
    to: itinerary.to,
    from_name: itinerary.from_name,
    to_name: itinerary.to_name,
    total_h,
    lost_h,
    free_flow_h,
    reference_kmh: reference,
    tolerance_pct,
    by_kind,
    bottlenecks: found.map((bottleneck, i) => ({ rank: i + 1, share: bottleneck.hours / total_h, ...bottleneck })),
  }
}

function checked({ reference_kmh: given = {}, ...options }: BottleneckOptions) {
  const { tolerance_pct = DEFAULT_TOLERANCE_PCT, nameOf = (id: string) => id } = options
  for (const option of Object.keys(options)) {
    if (OPTIONS.includes(option)) continue
    const near = nearest(option, OPTIONS)
    throw new UsageError(`Unknown option "${option}"; expected ${OPTIONS.join(', ')}.${didYouMean(near)}`, near)
  }
  for (const [mode, kmh] of Object.entries(given)) {
    if (!(MODES as readonly string[]).includes(mode)) {
      throw new UsageError(`Unknown mode "${mode}" in reference_kmh; expected one of ${MODES.join(', ')}.`)
    }
    if (!(typeof kmh === 'number' && Number.isFinite(kmh) && kmh > 0)) {
      throw new UsageError(`The reference speed of ${mode} is ${String(kmh)}; expected km/h above 0.`)
    }
  }
  if (!(tolerance_pct >= 0 && tolerance_pct < 100)) {
    throw new UsageError(`Option tolerance_pct is ${String(tolerance_pct)}; expected a number from 0 to below 100.`)
  }
  return { tolerance_pct, given, nameOf }
}

/** The speed of each mode that {@link REFERENCE_SHARE} of its kilometres do not pass; links without length or time have none. */
function referenceSpeeds(itinerary: Itinerary): Partial<Record<Mode, number>> {
  const byMode = new Map<Mode, LegLink[]>()
  for (const leg of itinerary.legs) {
    if (leg.kind !== 'transport') continue
    const links = leg.links.filter((link) => link.length_km > 0 && movingHours(link) > 0)
    if (links.length > 0) byMode.set(leg.mode, [...(byMode.get(leg.mode) ?? []), ...links])
  }
  const speeds: Partial<Record<Mode, number>> = {}
  for (const [mode, links] of byMode) {
    links.sort((a, b) => speedOf(a) - speedOf(b))
    const wanted = REFERENCE_SHARE * links.reduce((km, link) => km + link.length_km, 0)
    let km = 0
    const reached = links.find((link) => {
      km += link.length_km
      return km >= wanted
    })
    speeds[mode] = speedOf(reached ?? (links[links.length - 1] as LegLink))
  }
  return speeds
}

/** Notes the slow sections of a leg; gives back its hours of free flow. */
function sections(
  leg: TransportLeg,
  reference: number | undefined,
  tolerance: number,
  nameOf: (id: string) => string,
  found: Unranked[],
): number {
  let freeFlow = 0
  let section: LegLink[] = []
  let lost = 0
  const flush = (): void => {
    const [first] = section
    const last = section[section.length - 1]
    if (first !== undefined && last !== undefined) {
      const length_km = section.reduce((km, link) => km + link.length_km, 0)
      const moving = section.reduce((hours, link) => hours + movingHours(link), 0)
      found.push({
        kind: 'slow section',
        what: `slow ${leg.mode}`,
        mode: leg.mode,
        from: first.from,
        to: last.to,
        from_name: first.from === leg.from ? leg.from_name : nameOf(first.from),
        to_name: last.to === leg.to ? leg.to_name : nameOf(last.to),
        hours: lost,
        length_km,
        speed_kmh: length_km / moving,
        ...(reference === undefined ? {} : { reference_kmh: reference }),
        links: section.map((link) => link.link_id),
      })
    }
    section = []
    lost = 0
  }
  for (const link of leg.links) {
    const moving = movingHours(link)
    // A link that has no length takes no time at any speed.
    const atReference = link.length_km === 0 ? 0 : reference === undefined ? moving : link.length_km / reference
    if (moving > 0 && atReference < moving * (1 - tolerance / 100)) {
      section.push(link)
      lost += moving - atReference
      freeFlow += atReference
    } else {
      flush()
      freeFlow += moving
    }
  }
  flush()
  return freeFlow
}

function movingHours({ time_h, rest_h }: LegLink): number {
  return time_h - rest_h
}

function speedOf(link: LegLink): number {
  return link.length_km / movingHours(link)
}

function inWords({ operation, mode, from_mode, to_mode, from_gauge_mm, to_gauge_mm }: TransferLeg): string {
  switch (operation) {
    case 'load':
    case 'unload':
      return `${operation} ${mode}`
    case 'gauge':
      return `gauge ${from_gauge_mm}-${to_gauge_mm}`
    case 'mode':
      return `${from_mode} to ${to_mode}`
  }
}
