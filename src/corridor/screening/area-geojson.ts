import { IssueLog } from '../../issue/issue.js'
import type { LonLat } from '../../routing/nearest.js'
import type { Area, Polygon } from './area.js'
import type { Areas } from './area-table.js'
import { isObject, isPosition, POSITION_FORM, withoutHeight } from './geojson.js'

/** Properties of a feature that are read. */
const PROPERTIES = ['area_id', 'name', 'kind', 'radius_km', 'buffer_km', 'source'] as const

/**
 * Areas from GeoJSON (RFC 7946): a feature, or a collection of them, each a polygon, several polygons, or a point with a
 * `radius_km`. Their properties are named as the columns of {@link AREA_SCHEMA}; `area_id` may be the id of the feature instead, and other
 * properties are not read.
 *
 * @param kind of the features that have none
 */
export function areasFromGeoJson(
  geojson: unknown,
  { file = 'areas.geojson', kind }: { readonly file?: string; readonly kind?: string } = {},
): Areas {
  const log = new IssueLog()
  const areas: Area[] = []
  const ids = new Set<string>()
  featuresOf(geojson, file, log).forEach(({ feature, at }) => {
    const report = (column: string, value: unknown, problem: string, expected: string): void => {
      const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
      log.add({ severity: 'error', code: 'bad-area', file, column: `${at}.${column}`, value: text, problem, expected })
    }
    const area = areaOf(feature, kind, report)
    if (area === undefined) return
    if (ids.has(area.area_id)) {
      report(
        'properties.area_id',
        area.area_id,
        'the id is given twice, so the second is left out',
        'each area_id once',
      )
      return
    }
    ids.add(area.area_id)
    areas.push(area)
  })
  return { areas, issues: log.issues }
}

type Report = (column: string, value: unknown, problem: string, expected: string) => void

function featuresOf(
  geojson: unknown,
  file: string,
  log: IssueLog,
): { readonly feature: Record<string, unknown>; readonly at: string }[] {
  if (isObject(geojson) && geojson.type === 'Feature') return [{ feature: geojson, at: 'feature' }]
  if (isObject(geojson) && geojson.type === 'FeatureCollection' && Array.isArray(geojson.features)) {
    return geojson.features.map((feature: unknown, i) => ({
      feature: isObject(feature) ? feature : {},
      at: `features[${i}]`,
    }))
  }
  log.add({
    severity: 'error',
    code: 'bad-area',
    file,
    column: 'type',
    value: isObject(geojson) ? String(geojson.type) : typeof geojson,
    problem: 'the file holds no features',
    expected: 'a GeoJSON Feature or FeatureCollection',
  })
  return []
}

function areaOf(feature: Record<string, unknown>, kind: string | undefined, report: Report): Area | undefined {
  const properties = isObject(feature.properties) ? feature.properties : {}
  const read = Object.fromEntries(PROPERTIES.map((name) => [name, properties[name] ?? undefined]))
  const id = read.area_id ?? feature.id
  if ((typeof id !== 'string' || id === '') && typeof id !== 'number') {
    report('properties.area_id', id, 'the area has no id, so it is left out', 'text, here or as the id of the feature')
    return undefined
  }
  const kindOf = read.kind ?? kind
  if (typeof kindOf !== 'string' || kindOf === '') {
    report('properties.kind', kindOf, 'the area has no kind, so it is left out', 'a word such as protected')
    return undefined
  }
  const buffer = read.buffer_km ?? 0
  const radius = read.radius_km ?? 0
  if (!isAmount(buffer) || !isAmount(radius)) {
    const [name, value] = isAmount(buffer) ? ['radius_km', radius] : ['buffer_km', buffer]
    report(`properties.${name}`, value, 'no number of kilometres, so the area is left out', 'a number of at least 0')
    return undefined
  }
  const { geometry } = feature
  const { type, coordinates } = isObject(geometry) ? geometry : { type: undefined, coordinates: undefined }
  const about = {
    area_id: String(id),
    name: typeof read.name === 'string' && read.name !== '' ? read.name : String(id),
    kind: kindOf,
    buffer_km: buffer,
    source: typeof read.source === 'string' ? read.source : undefined,
  }
  if (type === 'Point') {
    if (isPosition(coordinates)) {
      return { ...about, shape: { type: 'circle', centre: withoutHeight(coordinates), radius_km: radius } }
    }
    report('geometry.coordinates', coordinates, 'no position, so the area is left out', POSITION_FORM)
    return undefined
  }
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined
  if (!Array.isArray(polygons)) {
    report('geometry.type', type, 'no area, so it is left out', 'Polygon, MultiPolygon or Point')
    return undefined
  }
  if (polygons.length === 0 || !polygons.every(isPolygon)) {
    const fault = polygons.find((polygon) => !isPolygon(polygon)) ?? polygons
    report('geometry.coordinates', fault, 'no polygon, so the area is left out', RINGS)
    return undefined
  }
  return {
    ...about,
    shape: { type: 'polygons', polygons: polygons.map((rings) => rings.map((ring) => ring.map(withoutHeight))) },
  }
}

const RINGS = `rings of at least 4 positions, the last one as the first, each ${POSITION_FORM}`

function isPolygon(value: unknown): value is Polygon {
  return Array.isArray(value) && value.length > 0 && value.every(isRing)
}

function isRing(value: unknown): value is readonly LonLat[] {
  if (!Array.isArray(value) || value.length < 4 || !value.every(isPosition)) return false
  const [first, last] = [value[0] as LonLat, value[value.length - 1] as LonLat]
  return first[0] === last[0] && first[1] === last[1]
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
