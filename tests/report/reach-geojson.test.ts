import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reachToGeoJson } from '../../src/report/reach-geojson.js'
import { createRouter } from '../../src/routing/router.js'
import { networkOf, question } from '../support/random-network.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const ROUTER = createRouter(textNetwork(THREE_WAYS))

describe('reachToGeoJson', () => {
  it('has a feature for each band, an empty one too', () => {
    const reach = ROUTER.reach({ from: 'aton', objective: 'fastest', limits: [24, 60, 61, 200], shipment: ONE_TEU })
    const ends = { unit: 'h', place: 'aton', direction: 'from', objective: 'fastest' }
    expect(reachToGeoJson(reach)).toEqual({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          geometry: { type: 'MultiPoint', coordinates: [[100, 30]] },
          properties: { band: 0, above: null, up_to: 24, count: 1, node_ids: ['aton'], ...ends },
        },
        {
          type: 'Feature',
          geometry: {
            type: 'MultiPoint',
            coordinates: [
              [60, 40],
              [19, 51],
              [60, 55],
            ],
          },
          properties: { band: 1, above: 24, up_to: 60, count: 3, node_ids: ['mid', 'lodz', 'north'], ...ends },
        },
        {
          type: 'Feature',
          geometry: { type: 'MultiPoint', coordinates: [] },
          properties: { band: 2, above: 60, up_to: 61, count: 0, node_ids: [], ...ends },
        },
        {
          type: 'Feature',
          geometry: { type: 'MultiPoint', coordinates: [[32, 30]] },
          properties: { band: 3, above: 61, up_to: 200, count: 1, node_ids: ['suez'], ...ends },
        },
      ],
    })
  })

  it('has one feature without limits, on both sides of the antimeridian', () => {
    const { features } = reachToGeoJson(ROUTER.reach({ to: 'reef', shipment: ONE_TEU }))
    expect(features).toMatchObject([
      {
        geometry: {
          coordinates: [
            [179, 10],
            [-179, 10],
          ],
        },
        properties: { band: 0, above: null, up_to: null, unit: 'USD', direction: 'to', node_ids: ['reef', 'islet'] },
      },
    ])
  })

  it('leaves out a place without a position', () => {
    const network = textNetwork(THREE_WAYS)
    network.graph.setNodeAttribute('mid', 'y_coord', Number.NaN)
    const [feature] = reachToGeoJson(createRouter(network).reach({ from: 'aton', modes: ['road'] })).features
    expect(feature?.properties).toMatchObject({ count: 2, node_ids: ['aton', 'lodz'] })
    expect(feature?.geometry.coordinates).toHaveLength(2)
  })

  it('holds every place within reach once, in the band of its value, and is plain JSON', () => {
    let places = 0
    fc.assert(
      fc.property(
        question(6),
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 3 }),
        ({ spec, query }, limits) => {
          const { from, to: _to, via: _via, ...options } = query
          const reach = createRouter(networkOf(spec)).reach({ ...options, from, limits })
          const collection = reachToGeoJson(reach)
          expect(collection.features).toHaveLength(Math.max(1, new Set(limits).size))
          expect(collection.features.flatMap(({ properties }) => properties.node_ids)).toEqual(
            reach.places.map(({ node_id }) => node_id),
          )
          const value = new Map(reach.places.map((place) => [place.node_id, place.value]))
          for (const { geometry, properties } of collection.features) {
            const { above, up_to, count, node_ids } = properties
            places += count
            expect([geometry.coordinates.length, node_ids.length]).toEqual([count, count])
            for (const id of node_ids) {
              expect(value.get(id)).toBeLessThanOrEqual(up_to ?? Number.POSITIVE_INFINITY)
              expect(value.get(id)).toBeGreaterThan(above ?? -1)
            }
            for (const [longitude, latitude] of geometry.coordinates) {
              expect(Math.abs(longitude)).toBeLessThanOrEqual(180)
              expect(Math.abs(latitude)).toBeLessThanOrEqual(90)
            }
          }
          expect(JSON.parse(JSON.stringify(collection))).toEqual(collection)
        },
      ),
    )
    expect(places).toBeGreaterThan(150)
  })
})
