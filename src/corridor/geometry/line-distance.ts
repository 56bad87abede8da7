import { nearestPointOnLine } from '@turf/turf'
import type { LonLat } from '../../routing/nearest.js'

/**
 * Kilometres from a position to a line whose positions are joined by great circles, on the sphere: also across the
 * antimeridian and over a pole. O(positions).
 *
 * @param line at least two positions
 */
export function lineDistance(position: LonLat, line: readonly LonLat[]): number {
  const coordinates = line.map(([longitude, latitude]) => [longitude, latitude])
  return nearestPointOnLine({ type: 'LineString', coordinates }, [...position]).properties.pointDistance
}
