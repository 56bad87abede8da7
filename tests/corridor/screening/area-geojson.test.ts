import { describe, expect, it } from 'vitest'
import { areasFromGeoJson } from '../../../src/corridor/screening/area-geojson.js'
import { lineFromGeoJson } from '../../../src/corridor/screening/proposed-line.js'

const RING = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
]

const feature = (geometry: unknown, properties: unknown = { area_id: 'a', kind: 'park' }) => ({
  type: 'Feature',
  properties,
  geometry,
})
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })

describe('areasFromGeoJson', () => {
  it('reads polygons, several polygons and points, without their heights', () => {
    const { areas, issues } = areasFromGeoJson(
      collection(
        feature(
          { type: 'Polygon', coordinates: [RING.map(([x, y]) => [x, y, 900])] },
          { area_id: 'a', kind: 'park', name: 'A', buffer_km: 3, source: 's', more: 1 },
        ),
        { ...feature({ type: 'MultiPolygon', coordinates: [[RING], [RING, RING]] }, null), id: 7 },
        feature({ type: 'Point', coordinates: [5, 6] }, { area_id: 'c', kind: 'lake', radius_km: 2, name: null }),
      ),
      { kind: 'protected' },
    )
    expect(issues).toEqual([])
    expect(areas).toEqual([
      {
        area_id: 'a',
        name: 'A',
        kind: 'park',
        buffer_km: 3,
        source: 's',
        shape: { type: 'polygons', polygons: [[RING]] },
      },
      {
        area_id: '7',
        name: '7',
        kind: 'protected',
        buffer_km: 0,
        source: undefined,
        shape: { type: 'polygons', polygons: [[RING], [RING, RING]] },
      },
      expect.objectContaining({ area_id: 'c', name: 'c', shape: { type: 'circle', centre: [5, 6], radius_km: 2 } }),
    ])
    expect(areasFromGeoJson(feature({ type: 'Polygon', coordinates: [RING] })).areas).toHaveLength(1)
  })

  it.each([
    ['no GeoJSON', { features: [] }, 'column type: the file holds no features: "undefined"'],
    ['a bare geometry', { type: 'Polygon', coordinates: [RING] }, 'column type: the file holds no features: "Polygon"'],
    ['no id', collection(feature({}, { kind: 'park' })), 'features[0].properties.area_id: the area has no id'],
    ['no kind', collection(feature({}, { area_id: 'a' })), 'features[0].properties.kind: the area has no kind'],
    [
      'a bad buffer',
      collection(feature({}, { area_id: 'a', kind: 'p', buffer_km: '3' })),
      'features[0].properties.buffer_km: no number of kilometres, so the area is left out: "3"',
    ],
    [
      'a bad radius',
      feature({}, { area_id: 'a', kind: 'p', radius_km: -1 }),
      'feature.properties.radius_km: no number of kilometres',
    ],
    [
      'a line',
      collection(feature({ type: 'LineString', coordinates: RING })),
      'features[0].geometry.type: no area, so it is left out: "LineString"',
    ],
    ['no geometry', collection(feature(null)), 'features[0].geometry.type: no area'],
    [
      'an open ring',
      collection(feature({ type: 'Polygon', coordinates: [RING.slice(0, 3)] })),
      'features[0].geometry.coordinates: no polygon',
    ],
    [
      'a ring that does not close',
      feature({ type: 'Polygon', coordinates: [[...RING.slice(0, 3), [0, 1]]] }),
      'feature.geometry.coordinates: no polygon',
    ],
    [
      'a position off the Earth',
      feature({
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [0, 91],
            [1, 1],
            [0, 0],
          ],
        ],
      }),
      'feature.geometry.coordinates: no polygon',
    ],
    ['no polygons', feature({ type: 'MultiPolygon', coordinates: [] }), 'feature.geometry.coordinates: no polygon'],
    ['a bad point', feature({ type: 'Point', coordinates: [500, 0] }), 'feature.geometry.coordinates: no position'],
    ['no feature', collection(3), 'features[0].properties.area_id: the area has no id'],
  ])('reports %s, and leaves it out', (_, geojson, message) => {
    const { areas, issues } = areasFromGeoJson(geojson, { file: 'parks.geojson' })
    expect(areas).toEqual([])
    expect(issues.map(({ severity, file }) => [severity, file])).toEqual([['error', 'parks.geojson']])
    expect(issues[0]?.message).toContain(message)
  })

  it('keeps the first of two with one id', () => {
    const { areas, issues } = areasFromGeoJson(
      collection(feature({ type: 'Point', coordinates: [0, 0] }), feature({ type: 'Point', coordinates: [1, 1] })),
    )
    expect(areas).toHaveLength(1)
    expect(issues[0]?.message).toContain('features[1].properties.area_id: the id is given twice')
  })
})

describe('lineFromGeoJson', () => {
  const line = {
    type: 'LineString',
    coordinates: [
      [0, 0],
      [1, 1, 5],
    ],
  }

  it('reads a line, a feature of one and a collection of one', () => {
    const plain = [
      [
        [0, 0],
        [1, 1],
      ],
    ]
    for (const one of [line, feature(line), collection(feature(line))]) expect(lineFromGeoJson(one)).toEqual(plain)
    const parts = { type: 'MultiLineString', coordinates: [line.coordinates, line.coordinates] }
    expect(lineFromGeoJson(parts)).toEqual([...plain, ...plain])
  })

  it.each([
    ['nothing', undefined, 'The file has no features'],
    ['two lines', collection(feature(line), feature(line)), 'The file has 2 features; expected one, a line.'],
    ['no line', collection(), 'The file has no features'],
    ['a point', { type: 'Point', coordinates: [0, 0] }, 'The geometry is "Point"'],
    ['one position', { type: 'LineString', coordinates: [[0, 0]] }, 'expected at least two positions'],
    [
      'a bad position',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          ['1', 1],
        ],
      },
      'Position 2 of the line is ["1",1]',
    ],
  ])('refuses %s', (_, geojson, message) => {
    expect(() => lineFromGeoJson(geojson)).toThrow(message)
  })
})
