import { booleanPointInPolygon, distance } from '@turf/turf'
import type { LonLat } from '../../routing/nearest.js'
import { comesWithin, PRECISION_KM, type SignedDistance } from '../geometry/along-line.js'
import { lineDistance } from '../geometry/line-distance.js'

/** An exterior ring and its holes; each ring closed, straight in degrees from position to position (RFC 7946). */
export type Polygon = readonly (readonly LonLat[])[]

export type AreaShape =
  | { readonly type: 'circle'; readonly centre: LonLat; readonly radius_km: number }
  /** Cut at the antimeridian, as GeoJSON wants it. */
  | { readonly type: 'polygons'; readonly polygons: readonly Polygon[] }

/** A place that a link should keep out of, or that should be known of. */
export interface Area {
  readonly area_id: string
  readonly name: string
  /** `protected`, `ramsar`, `world_heritage`, `hazard`, ... */
  readonly kind: string
  /** Kilometres around it that count as its buffer. */
  readonly buffer_km: number
  readonly source: string | undefined
  readonly shape: AreaShape
}

/** How far away something is: an area, or the place of a hazard. */
export interface Measured {
  /** To its edge, km, below 0 inside; without its buffer. */
  readonly distanceTo: SignedDistance
  /** The least distance of a line to it, km; 0 where they touch. */
  readonly leastTo: (line: readonly LonLat[]) => number
  /** A circle that holds it all. */
  readonly centre: LonLat
  readonly radius_km: number
}

/** Rings get a position at least each so many degrees, so that great circles between them keep to their straight edges. */
const STEP_DEGREES = 0.05

/** Makes the distances of a circle. */
export function measuredCircle(centre: LonLat, radius_km: number): Measured {
  return {
    centre,
    radius_km,
    distanceTo: (position) => distance([...centre], [...position]) - radius_km,
    leastTo: (line) => atLeastNone(lineDistance(centre, line) - radius_km),
  }
}

/** Makes the distances of lines, their positions joined by great circles, and of what is inside of them if anything is. */
export function measuredLines(
  lines: readonly (readonly LonLat[])[],
  inside: (position: LonLat) => boolean = () => false,
): Measured {
  const positions = lines.flat()
  const centre = positions[0] as LonLat
  const toLines = (position: LonLat): number => Math.min(...lines.map((line) => lineDistance(position, line)))
  const distanceTo: SignedDistance = (position) => (inside(position) ? -1 : 1) * toLines(position)
  return {
    centre,
    radius_km: positions.reduce((most, position) => Math.max(most, distance([...centre], [...position])), 0),
    distanceTo,
    leastTo: (line) => {
      if (comesWithin(line, distanceTo, PRECISION_KM)) return 0
      // Of two lines that do not meet, one is nearest to the other at a position of one of them.
      const there = line.reduce((least, position) => Math.min(least, toLines(position)), Number.POSITIVE_INFINITY)
      return positions.reduce((least, position) => Math.min(least, lineDistance(position, line)), there)
    },
  }
}

/** Makes the distances of an area. O(positions), and so is each distance to polygons. */
export function measured({ shape }: Area): Measured {
  if (shape.type === 'circle') return measuredCircle(shape.centre, shape.radius_km)
  const coordinates = shape.polygons.map((rings) => rings.map((ring) => ring.map(([x, y]) => [x, y])))
  return measuredLines(
    shape.polygons.flatMap((rings) => rings.map(withSteps)),
    (position) => booleanPointInPolygon([...position], { type: 'MultiPolygon', coordinates }),
  )
}

/** At least 0, and 0 where it is less than answers may be off. */
function atLeastNone(km: number): number {
  return km <= PRECISION_KM ? 0 : km
}

function withSteps(ring: readonly LonLat[]): LonLat[] {
  return ring.flatMap((to, i): LonLat[] => {
    const from = ring[i - 1]
    if (from === undefined) return [to]
    const steps = Math.ceil(Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])) / STEP_DEGREES)
    return Array.from({ length: Math.max(1, steps) }, (_, k): LonLat => {
      const share = (k + 1) / Math.max(1, steps)
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
    })
  })
}
