import type { Comparison } from '../corridor/compare.js'
import type { Network } from '../network/network.js'
import { itineraryToGeoJson, type LegCollection } from './geojson.js'

/**
 * The routes of a comparison as GeoJSON (RFC 7946): the legs of all corridors that have a route, corridor after corridor, each
 * with the id (`corridor`) and the name (`corridor_name`) of its corridor and its figures as properties. Lines are great circles
 * between places, cut at the antimeridian. No features where no corridor has a route.
 */
export function compareGeoJson(comparison: Comparison, network: Network): LegCollection {
  const features = comparison.corridors.flatMap((corridor) => {
    if (corridor.status === 'no-route') return []
    const { id, name, itinerary } = corridor
    return itineraryToGeoJson(itinerary, network).features.map((feature) => ({
      ...feature,
      properties: { corridor: id, corridor_name: name, ...feature.properties },
    }))
  })
  return { type: 'FeatureCollection', features }
}
