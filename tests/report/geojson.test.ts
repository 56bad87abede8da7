import { distance } from '@turf/turf'
import { describe, expect, it } from 'vitest'
import type { Position } from '../../src/report/antimeridian.js'
import { itineraryToGeoJson, type LegCollection, type LegFeature } from '../../src/report/geojson.js'
import { createRouter } from '../../src/routing/router.js'
import { itineraryOf, ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'

/** A lorry to Shanghai, a ship over the Pacific, and a lorry in Los Angeles; two posts at one place on the way. */
const NETWORK = textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  wuxi,    Wuxi,        120.3, 31.6, CN
  shanghai, Shanghai,   122.1, 30.6, CN
  la,      Los Angeles, -118.3, 33.7, US
  gate,    Gate,        -118.3, 33.7, US
  date,    On the line,  180,  10,
  fiji,    Fiji,         178,  -18, FJ
  post,    Post,         122.1, 30.6, KP

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ws, wuxi, shanghai, 210
  lg, la, gate, 0
  sp, shanghai, post, 0

  sea.csv
  link_id, from_node_id, to_node_id, length_km
  sl, shanghai, la, 10600
  df, date, fiji, 3200
  dl, date, la, 7000

  ${ROUND_RULES}`)
const ROUTER = createRouter(NETWORK)

function drawn(from: string, to: string, objective = 'fastest'): LegCollection {
  const result = itineraryOf(ROUTER.route({ from, to, objective, shipment: ONE_TEU, handling: 'both' }))
  return itineraryToGeoJson(result, NETWORK)
}

function partsOf({ geometry }: LegFeature): readonly (readonly Position[])[] {
  switch (geometry.type) {
    case 'Point':
      return []
    case 'LineString':
      return [geometry.coordinates]
    case 'MultiLineString':
      return geometry.coordinates
  }
}

/** What RFC 7946 asks of a feature collection of points and lines. */
function expectValid(collection: LegCollection): void {
  expect(Object.keys(collection)).toEqual(['type', 'features'])
  expect(collection.type).toBe('FeatureCollection')
  for (const feature of collection.features) {
    expect(Object.keys(feature)).toEqual(['type', 'geometry', 'properties'])
    expect(feature.type).toBe('Feature')
    expect(['Point', 'LineString', 'MultiLineString']).toContain(feature.geometry.type)
    const parts = partsOf(feature)
    for (const part of parts) expect(part.length).toBeGreaterThanOrEqual(2)
    const positions = feature.geometry.type === 'Point' ? [feature.geometry.coordinates] : parts.flat()
    for (const position of positions) {
      expect(position).toHaveLength(2)
      expect(Math.abs(position[0])).toBeLessThanOrEqual(180)
      expect(Math.abs(position[1])).toBeLessThanOrEqual(90)
    }
    for (const part of parts) {
      for (let i = 1; i < part.length; i++) {
        // 3.1.9: no part crosses the antimeridian.
        expect(Math.abs((part[i]?.[0] ?? 0) - (part[i - 1]?.[0] ?? 0))).toBeLessThan(180)
      }
    }
    for (const value of Object.values(feature.properties)) expect(value).not.toBeUndefined()
  }
  expect(JSON.parse(JSON.stringify(collection))).toEqual(collection)
}

describe('a route over the Pacific as GeoJSON', () => {
  const collection = drawn('wuxi', 'la')

  it('is valid by RFC 7946', () => expectValid(collection))

  it('has a line for each transport leg and a point for each other, in order', () => {
    expect(collection.features.map(({ geometry, properties }) => `${geometry.type} ${properties.kind}`)).toEqual([
      'Point transfer',
      'LineString transport',
      'Point transfer',
      'MultiLineString transport',
      'Point border',
      'Point transfer',
    ])
  })

  it('carries the figures of each leg', () => {
    const [load, road] = collection.features
    expect(load?.geometry).toEqual({ type: 'Point', coordinates: [120.3, 31.6] })
    expect(road?.properties).toEqual({
      leg: 2,
      kind: 'transport',
      mode: 'road',
      from: 'wuxi',
      to: 'shanghai',
      from_name: 'Wuxi',
      to_name: 'Shanghai',
      time_h: 2.1,
      cost_usd: 420,
      co2e_kg: 105,
      length_km: 210,
    })
  })

  it('draws the great circle in short steps, cut once, from port to port', () => {
    const ship = collection.features[3]
    if (ship === undefined) throw new Error('expected a ship')
    const [west = [], east = []] = partsOf(ship)
    expect(partsOf(ship)).toHaveLength(2)
    expect(west[0]?.[0]).toBeCloseTo(122.1, 9)
    expect(west[0]?.[1]).toBeCloseTo(30.6, 9)
    expect(east.at(-1)?.[0]).toBeCloseTo(-118.3, 9)
    expect(east.at(-1)?.[1]).toBeCloseTo(33.7, 9)
    expect([west.at(-1)?.[0], east[0]?.[0]]).toEqual([180, -180])
    expect(west.at(-1)?.[1]).toBe(east[0]?.[1])
    // Its length is that of the great circle: no gap, no detour.
    let km = 0
    for (const part of [west, east]) {
      for (let i = 1; i < part.length; i++) {
        const step = distance([...(part[i - 1] ?? [])], [...(part[i] ?? [])])
        expect(step).toBeLessThan(51)
        km += step
      }
    }
    expect(km).toBeCloseTo(distance([122.1, 30.6], [-118.3, 33.7]), 0)
    // North of both ends, as the great circle is.
    expect(Math.max(...west.map(([, latitude]) => latitude))).toBeGreaterThan(40)
  })
})

describe('an itinerary as GeoJSON', () => {
  it('stays whole where a place lies on the meridian', () => {
    for (const [from, to] of [
      ['date', 'fiji'],
      ['fiji', 'date'],
      ['date', 'la'],
      ['la', 'date'],
    ] as const) {
      const collection = drawn(from, to)
      expectValid(collection)
      expect(collection.features.map(({ geometry }) => geometry.type)).toEqual(['Point', 'LineString', 'Point'])
    }
    expectValid(drawn('fiji', 'la'))
  })

  it('is a point where a link joins two nodes at one place', () => {
    const collection = drawn('la', 'gate')
    expectValid(collection)
    expect(collection.features[1]).toMatchObject({
      geometry: { type: 'Point', coordinates: [-118.3, 33.7] },
      properties: { kind: 'transport', mode: 'road', length_km: 0 },
    })
  })

  it('puts a border where it is entered', () => {
    const border = drawn('wuxi', 'post').features.find(({ properties }) => properties.kind === 'border')
    expect(border).toMatchObject({
      geometry: { type: 'Point', coordinates: [122.1, 30.6] },
      properties: { to: 'post' },
    })
  })

  it('says null for what is not known', () => {
    const network = textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      ab, a, b, 112, 2`)
    const result = itineraryOf(createRouter(network).route({ from: 'a', to: 'b', objective: 'time', handling: 'none' }))
    expect(itineraryToGeoJson(result, network).features[0]?.properties).toMatchObject({ cost_usd: null, co2e_kg: null })
  })

  it('has no feature where nothing moves', () => {
    expect(drawn('la', 'la')).toEqual({ type: 'FeatureCollection', features: [] })
  })
})
