import { distance, greatCircle } from '@turf/turf'
import type { Network } from '../network/network.js'
import type { Itinerary, Leg } from '../routing/itinerary.js'
import { type Position, splitAtAntimeridian } from './antimeridian.js'

/** Kilometres between two drawn positions of a great circle. */
const STEP_KM = 50

/** A GeoJSON feature of an itinerary: a line for each transport leg, a point for each transfer and border. */
export interface LegFeature {
  readonly type: 'Feature'
  readonly geometry:
    | { readonly type: 'Point'; readonly coordinates: Position }
    | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
    | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
  readonly properties: Readonly<Record<string, string | number | null>>
}

export interface LegCollection {
  readonly type: 'FeatureCollection'
  readonly features: readonly LegFeature[]
}

/**
 * An itinerary as GeoJSON (RFC 7946): one feature per leg, in order, with its figures as properties. Links are drawn as
 * great circles between their nodes, cut at the antimeridian; they show the order of places, not the track.
 */
export function itineraryToGeoJson(itinerary: Itinerary, network: Network): LegCollection {
  const position = (id: string): Position => {
    const { x_coord, y_coord } = network.graph.getNodeAttributes(id)
    return [x_coord, y_coord]
  }
  const features = itinerary.legs.map((leg, index): LegFeature => {
    return {
      type: 'Feature',
      geometry: geometryOf(leg, position),
      properties: { leg: index + 1, ...propertiesOf(leg) },
    }
  })
  return { type: 'FeatureCollection', features }
}

function geometryOf(leg: Leg, position: (id: string) => Position): LegFeature['geometry'] {
  if (leg.kind !== 'transport') return { type: 'Point', coordinates: position(leg.to) }
  const line = leg.links.flatMap((link) => greatCircleLine(position(link.from), position(link.to)))
  const parts = splitAtAntimeridian(line)
  const [first] = parts
  if (first === undefined) return { type: 'Point', coordinates: position(leg.to) }
  return parts.length === 1
    ? { type: 'LineString', coordinates: first }
    : { type: 'MultiLineString', coordinates: parts }
}

function greatCircleLine(from: Position, to: Position): Position[] {
  const start: [number, number] = [from[0], from[1]]
  const end: [number, number] = [to[0], to[1]]
  const km = distance(start, end)
  // Two opposite points have no one great circle; a short line needs no points between.
  if (km < STEP_KM || km > 20_000) return [from, to]
  const { geometry } = greatCircle(start, end, { npoints: Math.ceil(km / STEP_KM) + 1 })
  const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates
  return (parts as number[][][]).flat().map(([x, y]): Position => [x as number, y as number])
}

function propertiesOf(leg: Leg): Record<string, string | number | null> {
  const { kind, mode, from, to, from_name, to_name, time_h, length_km } = leg
  return {
    kind,
    mode,
    from,
    to,
    from_name,
    to_name,
    time_h,
    cost_usd: leg.cost_usd ?? null,
    co2e_kg: leg.co2e_kg ?? null,
    length_km,
  }
}
