import type { Objective } from '../routing/objective.js'
import type { Reach } from '../routing/reach.js'
import type { Position } from './antimeridian.js'

/** A band of reach as a GeoJSON feature. */
export interface BandFeature {
  readonly type: 'Feature'
  /** The places whose best value falls in the band; no positions where there are none. */
  readonly geometry: { readonly type: 'MultiPoint'; readonly coordinates: readonly Position[] }
  readonly properties: BandProperties
}

export interface BandProperties {
  /** From 0. */
  readonly band: number
  /** Values of the band lie above this limit; `null` in the first band. */
  readonly above: number | null
  /** Values of the band are at most this limit; `null` where no limit was asked for. */
  readonly up_to: number | null
  readonly unit: Reach['unit']
  readonly count: number
  /** In the order of the coordinates: nearest first. */
  readonly node_ids: readonly string[]
  /** Node id of the place whose reach it is. */
  readonly place: string
  readonly direction: Reach['direction']
  readonly objective: Objective
}

export interface BandCollection {
  readonly type: 'FeatureCollection'
  readonly features: readonly BandFeature[]
}

/**
 * Reach as GeoJSON bands (RFC 7946): one feature per limit, in order, or one in all where there were no limits. Places
 * without a position are left out.
 *
 * The bands are points and not areas on purpose. Whether anything between the nodes can be reached is not known: a polygon
 * around the points would also hold mountains, seas and places that no link touches.
 */
export function reachToGeoJson(reach: Reach): BandCollection {
  const { place, direction, objective, unit, limits, places } = reach
  const bands = Array.from({ length: Math.max(1, limits.length) }, () => ({
    coordinates: [] as Position[],
    node_ids: [] as string[],
  }))
  for (const { node_id, x_coord, y_coord, band } of places) {
    // An edit of the graph by hand may leave a node without a position.
    if (!Number.isFinite(x_coord) || !Number.isFinite(y_coord)) continue
    bands[band]?.coordinates.push([x_coord, y_coord])
    bands[band]?.node_ids.push(node_id)
  }
  const features = bands.map(({ coordinates, node_ids }, band): BandFeature => {
    const properties: BandProperties = {
      band,
      above: limits[band - 1] ?? null,
      up_to: limits[band] ?? null,
      unit,
      count: node_ids.length,
      node_ids,
      place,
      direction,
      objective,
    }
    return { type: 'Feature', geometry: { type: 'MultiPoint', coordinates }, properties }
  })
  return { type: 'FeatureCollection', features }
}
