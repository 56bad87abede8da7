import { ANY, type HazardRow, type Mode } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import { checkedMode } from '../../routing/constraints.js'
import type { LonLat } from '../../routing/nearest.js'
import { shown } from '../../routing/query.js'
import type { Router } from '../../routing/router.js'
import type { Scenario } from '../../routing/scenario/scenario.js'
import { kilometresWithin, lineLength } from '../geometry/along-line.js'
import { lineDistance } from '../geometry/line-distance.js'
import { type Hazard, hazardOf } from '../hazards/hazard.js'
import { hazardLinks, type PlacedLink } from '../hazards/hazard-links.js'
import { underScenario } from '../scenario-corridors.js'
import { type Area, type Measured, measured, measuredCircle, measuredLines } from './area.js'
import { type ProposedLink, proposedLine } from './proposed-line.js'

/** Areas and hazards as near as this are flagged unless told. */
export const DEFAULT_NEAR_KM = 10

export interface ScreeningQuery extends ProposedLink {
  /** Protected areas and the like: see `areasFromRecords` and `areasFromGeoJson`. */
  readonly areas: readonly Area[]
  /** Only hazards that stop this mode. Default: those of any. */
  readonly mode?: string
  /** Default {@link DEFAULT_NEAR_KM}. */
  readonly nearKm?: number
  /** On the network as this scenario changes it: with the places and hazards that it adds. */
  readonly scenario?: Scenario
}

/** Whether a link goes through an area, through its buffer only, or comes near it. */
export type Touch = 'inside' | 'buffer' | 'near'

/** An area that a link touches or comes near. */
export interface AreaFlag {
  readonly area_id: string
  readonly name: string
  readonly kind: string
  readonly source: string | undefined
  readonly touch: Touch
  /** Kilometres of the link in the area, and in its buffer without it. */
  readonly inside_km: number
  readonly buffer_km: number
  /** Least distance to the area, km; 0 where the link goes through it. */
  readonly distance_km: number
}

/** A hazard of the network at or near a link. */
export interface HazardFlag extends Hazard {
  readonly touch: 'touch' | 'near'
  /** Kilometres of the link in its circle; 0 for a hazard of a node or of another link. */
  readonly inside_km: number
  /** Least distance to its circle, node or link, km; 0 where the link touches it. */
  readonly distance_km: number
}

export interface Screening {
  /** Of the link, along great circles between its positions, km. */
  readonly length_km: number
  readonly near_km: number
  readonly mode: Mode | undefined
  /** How many areas were looked at. */
  readonly checked: number
  /** Those with most kilometres inside first, then in the buffer, then the nearest, then by id. */
  readonly areas: readonly AreaFlag[]
  /** The same of the hazards. */
  readonly hazards: readonly HazardFlag[]
}

const OWN_OPTIONS = [
  'coordinates',
  'from',
  'to',
  'by',
  'link',
  'areas',
  'mode',
  'nearKm',
  'scenario',
] as const satisfies readonly (keyof ScreeningQuery)[]

/**
 * Screens a link that may be built: the areas of a table that it goes through or comes near, with kilometres and distances, and the
 * hazards of the network that it would share.
 *
 * The positions of the link are joined by great circles; answers are within 10 m at each edge. It is a first look, and no environmental
 * assessment: what is not in the table is not seen. O(positions of the link x areas), and for an area near it some dozens of
 * distances to its edge.
 *
 * @throws UsageError for a bad line, an unknown place, link, mode or option, and for areas that are no list
 * @example
 * const { areas } = areasFromRecords(rows)
 * const screening = screenLink(router, { from: 'Kashgar', to: 'Osh', areas, mode: 'rail' })
 */
export function screenLink(base: Router, query: ScreeningQuery): Screening {
  checkOptions(query)
  const { router, asked } = underScenario(base, query)
  const { areas, nearKm = DEFAULT_NEAR_KM } = asked
  const mode = asked.mode === undefined ? undefined : checkedMode(asked.mode)
  const parts = proposedLine(router, asked)
  return {
    length_km: parts.reduce((km, part) => km + lineLength(part), 0),
    near_km: nearKm,
    mode,
    checked: areas.length,
    areas: areas.flatMap((area) => areaFlag(area, parts, nearKm)).sort(byTouch(({ area_id }) => area_id)),
    hazards: hazardFlags(router, parts, mode, nearKm).sort(byTouch(({ hazard_id }) => hazard_id)),
  }
}

function areaFlag(area: Area, parts: readonly LonLat[][], nearKm: number): AreaFlag[] {
  const place = measured(area)
  const close = partsWithin(place, parts, Math.max(nearKm, area.buffer_km))
  if (close.length === 0) return []
  const distance_km = leastOf(place, close)
  const within = (limit: number): number =>
    close.reduce((km, part) => km + kilometresWithin(part, place.distanceTo, limit), 0)
  const inside_km = within(0)
  const buffer_km = area.buffer_km === 0 ? 0 : within(area.buffer_km) - inside_km
  const { area_id, name, kind, source } = area
  const touch = distance_km === 0 ? 'inside' : distance_km <= area.buffer_km ? 'buffer' : 'near'
  return [{ area_id, name, kind, source, touch, inside_km, buffer_km, distance_km }]
}

function hazardFlags(router: Router, parts: readonly LonLat[][], mode: Mode | undefined, nearKm: number): HazardFlag[] {
  const { network } = router
  const positionOf = (id: string): LonLat => {
    const { x_coord, y_coord } = network.graph.getNodeAttributes(id)
    return [x_coord, y_coord]
  }
  return [...hazardLinks(network)].flatMap(([row, links]): HazardFlag[] => {
    if (mode !== undefined && row.mode !== undefined && row.mode !== ANY && row.mode !== mode) return []
    const place = measuredHazard(row, links, positionOf)
    if (place === undefined) return []
    const close = partsWithin(place, parts, nearKm)
    if (close.length === 0) return []
    const distance_km = leastOf(place, close)
    // Links and nodes have no width.
    const hasInside = row.link_id === undefined && row.node_id === undefined
    const inside_km = hasInside ? close.reduce((km, part) => km + kilometresWithin(part, place.distanceTo, 0), 0) : 0
    return [{ ...hazardOf(row), touch: distance_km === 0 ? 'touch' : 'near', inside_km, distance_km }]
  })
}

/** Where a hazard is: its circle, its node or its link. */
function measuredHazard(
  { node_id, x_coord, y_coord, radius_km = 0 }: HazardRow,
  links: readonly PlacedLink[],
  positionOf: (id: string) => LonLat,
): Measured | undefined {
  if (node_id !== undefined) return measuredCircle(positionOf(node_id), 0)
  if (x_coord !== undefined && y_coord !== undefined) return measuredCircle([x_coord, y_coord], radius_km)
  return links.length === 0 ? undefined : measuredLines(links.map(({ from, to }) => [positionOf(from), positionOf(to)]))
}

/** The parts that come as near as a limit. */
function partsWithin(place: Measured, parts: readonly LonLat[][], limit: number): LonLat[][] {
  return parts.filter(
    // No part is nearer than it is to a circle around the whole place.
    (part) => lineDistance(place.centre, part) - place.radius_km <= limit && place.leastTo(part) <= limit,
  )
}

function leastOf({ leastTo }: Measured, parts: readonly LonLat[][]): number {
  return parts.reduce((least, part) => Math.min(least, leastTo(part)), Number.POSITIVE_INFINITY)
}

type Flag = Pick<AreaFlag, 'inside_km' | 'distance_km'> & { readonly buffer_km?: number }

function byTouch<F extends Flag>(idOf: (flag: F) => string): (a: F, b: F) => number {
  return (a, b) =>
    b.inside_km - a.inside_km ||
    (b.buffer_km ?? 0) - (a.buffer_km ?? 0) ||
    a.distance_km - b.distance_km ||
    (idOf(a) < idOf(b) ? -1 : 1)
}

function checkOptions(query: ScreeningQuery): void {
  for (const option of Object.keys(query)) requireOption(option)
  const { areas, nearKm } = query
  if (!Array.isArray(areas)) throw new UsageError(`Option areas is ${shown(areas)}; expected a list of areas.`)
  if (nearKm !== undefined && (typeof nearKm !== 'number' || !(nearKm >= 0))) {
    throw new UsageError(`Option nearKm is ${shown(nearKm)}; expected kilometres, 0 or more.`)
  }
}

function requireOption(option: string): void {
  if ((OWN_OPTIONS as readonly string[]).includes(option)) return
  const near = nearest(option, OWN_OPTIONS)
  throw new UsageError(`Unknown option "${option}"; expected ${OWN_OPTIONS.join(', ')}.${didYouMean(near)}`, near)
}
