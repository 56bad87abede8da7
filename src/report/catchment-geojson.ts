import type { Catchment, CatchmentFacility } from '../corridor/facilities/catchment.js'
import type { Position } from './antimeridian.js'

/** A facility as a GeoJSON feature. */
export interface FacilityFeature {
  readonly type: 'Feature'
  readonly geometry: { readonly type: 'Point'; readonly coordinates: Position }
  readonly properties: FacilityProperties
}

/** What is not known is `null`. */
export interface FacilityProperties
  extends Pick<CatchmentFacility, 'facility_id' | 'name' | 'kind' | 'pillar' | 'node_id' | 'ok'> {
  readonly country: string | null
  /** Of the best route within the limits. */
  readonly time_h: number | null
  readonly cost_usd: number | null
  readonly co2e_kg: number | null
}

export interface FacilityCollection {
  readonly type: 'FeatureCollection'
  readonly features: readonly FacilityFeature[]
}

/**
 * A catchment as GeoJSON points (RFC 7946), one for each facility that was asked about, in the order of the catchment. Those without a
 * position are left out.
 */
export function catchmentToGeoJson({ facilities }: Catchment): FacilityCollection {
  const features = facilities.flatMap((row): FacilityFeature[] => {
    const { facility_id, name, kind, pillar, node_id, country = null, ok, totals, x_coord, y_coord } = row
    if (!Number.isFinite(x_coord) || !Number.isFinite(y_coord)) return []
    const properties: FacilityProperties = {
      facility_id,
      name,
      kind,
      pillar,
      node_id,
      country,
      ok,
      time_h: totals?.time_h ?? null,
      cost_usd: totals?.cost_usd ?? null,
      co2e_kg: totals?.co2e_kg ?? null,
    }
    return [{ type: 'Feature', geometry: { type: 'Point', coordinates: [x_coord, y_coord] }, properties }]
  })
  return { type: 'FeatureCollection', features }
}
