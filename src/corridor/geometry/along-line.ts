/**
 * How much of a line lies within a distance of something, and whether it comes as near, when all that is known is a distance.
 *
 * A (signed) distance changes by no more than a kilometre over a kilometre of the way. So a piece of a line is within the limit as a
 * whole, or out of it as a whole, where the distance at its middle is at least half its length from the limit. All other pieces are
 * halved, down to 10 m: the idea of Piyavskii, S. A. (1972), "An algorithm for finding the absolute extremum of a function", USSR
 * Computational Mathematics and Mathematical Physics 12(4), doi:10.1016/0041-5553(72)90115-2, for lines on the sphere. A few
 * dozen distances for each crossing; more where a line runs along the very edge.
 */
import { distance, midpoint } from '@turf/turf'
import type { LonLat } from '../../routing/nearest.js'

/** Kilometres from a position, below 0 inside. */
export type SignedDistance = (position: LonLat) => number

/** Pieces are halved down to this, km: what the answers may be off by at each crossing. */
export const PRECISION_KM = 0.01

/** Great-circle length of a line, km. */
export function lineLength(line: readonly LonLat[]): number {
  let km = 0
  forEachPiece(line, (from, to) => {
    km += kilometres(from, to)
  })
  return km
}

/**
 * Kilometres of a line, its positions joined by great circles, where a distance is at most a limit.
 *
 * @param limit km
 */
export function kilometresWithin(line: readonly LonLat[], distanceTo: SignedDistance, limit: number): number {
  const within = (from: LonLat, to: LonLat): number => {
    const km = kilometres(from, to)
    if (km === 0) return 0
    const middle = halfWay(from, to)
    const beyond = distanceTo(middle) - limit
    if (km <= PRECISION_KM || Math.abs(beyond) >= km / 2) return beyond <= 0 ? km : 0
    return within(from, middle) + within(middle, to)
  }
  let sum = 0
  forEachPiece(line, (from, to) => {
    sum += within(from, to)
  })
  return sum
}

/**
 * Whether a line, its positions joined by great circles, comes as near as a limit, give or take 10 m.
 *
 * @param limit km
 */
export function comesWithin(line: readonly LonLat[], distanceTo: SignedDistance, limit: number): boolean {
  const comes = (from: LonLat, to: LonLat): boolean => {
    const km = kilometres(from, to)
    if (km <= PRECISION_KM) return false
    const middle = halfWay(from, to)
    const beyond = distanceTo(middle) - limit
    if (beyond <= 0 || beyond >= km / 2) return beyond <= 0
    return comes(from, middle) || comes(middle, to)
  }
  if (line.some((position) => distanceTo(position) <= limit)) return true
  let near = false
  forEachPiece(line, (from, to) => {
    near ||= comes(from, to)
  })
  return near
}

function forEachPiece(line: readonly LonLat[], visit: (from: LonLat, to: LonLat) => void): void {
  line.forEach((to, i) => {
    const from = line[i - 1]
    if (from !== undefined) visit(from, to)
  })
}

function kilometres(from: LonLat, to: LonLat): number {
  return distance([...from], [...to])
}

function halfWay(from: LonLat, to: LonLat): LonLat {
  const [longitude, latitude] = midpoint([...from], [...to]).geometry.coordinates as [number, number]
  return [wrapped(longitude), latitude]
}

/** A longitude from -180 to 180. */
function wrapped(longitude: number): number {
  if (Math.abs(longitude) <= 180) return longitude
  return longitude - 360 * Math.round(longitude / 360)
}
