import type { GeoProjection } from 'd3-geo'

export type D3Geo = typeof import('d3-geo')

/** Longitude and latitude, degrees. */
export type LonLat = readonly [number, number]

/** A part of the Earth on a sheet of some pixels. */
export interface MapView {
  readonly projection: GeoProjection
  readonly width: number
  readonly height: number
}

/** Height by width: no flatter and no taller than this; a narrow map may be nearly square. */
const FLATTEST = 0.46
const TALLEST = 0.72
const TALLEST_NARROW = 0.95
const NARROW = 480
/** Pixels per radian at which a map stops growing: the land is drawn for 1:50 million. */
const LARGEST_SCALE = 4000

/**
 * Equal-earth, turned so that the middle of the lines is in the middle of the sheet, and fitted to them. Because the
 * turning goes by the shortest stretch of longitudes that holds every place, a way across the Pacific is in one piece:
 * the cut is on the other side of the Earth.
 *
 * @param lines at least one position in all
 */
export function mapView(d3: D3Geo, lines: readonly (readonly LonLat[])[], width: number): MapView {
  const object = { type: 'MultiLineString', coordinates: lines.map((line) => line.map(([x, y]) => [x, y])) } as const
  const projection = d3.geoEqualEarth().rotate([-middleLongitude(lines.flat()), 0])
  const margin = Math.max(24, width * 0.055)
  projection.fitWidth(width - 2 * margin, object)
  const [[, top], [, bottom]] = d3.geoPath(projection).bounds(object)
  const high = Number.isFinite(bottom - top) ? bottom - top : 0
  const height = Math.round(
    Math.min(width * (width < NARROW ? TALLEST_NARROW : TALLEST), Math.max(width * FLATTEST, high + 2 * margin)),
  )
  projection.fitExtent(
    [
      [margin, margin],
      [width - margin, height - margin],
    ],
    object,
  )
  if (!(projection.scale() <= LARGEST_SCALE)) {
    projection.scale(LARGEST_SCALE).translate([0, 0])
    const [[x0, y0], [x1, y1]] = d3.geoPath(projection).bounds(object)
    projection.translate([width / 2 - (x0 + x1) / 2, height / 2 - (y0 + y1) / 2])
  }
  return { projection, width, height }
}

/** The middle of the shortest stretch of longitudes that holds all: opposite the middle of the widest gap. */
export function middleLongitude(positions: readonly LonLat[]): number {
  const longitudes = positions.map(([longitude]) => longitude).sort((a, b) => a - b)
  const first = longitudes[0] ?? 0
  let widest = -1
  let start = first
  for (const [i, longitude] of longitudes.entries()) {
    const next = longitudes[i + 1] ?? first + 360
    if (next - longitude > widest) {
      widest = next - longitude
      start = longitude
    }
  }
  const middle = start + widest / 2 + 180
  return ((((middle + 180) % 360) + 360) % 360) - 180
}
