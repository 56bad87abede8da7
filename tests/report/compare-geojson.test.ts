import { describe, expect, it } from 'vitest'
import { compareCorridors } from '../../src/corridor/compare.js'
import { compareGeoJson } from '../../src/report/compare-geojson.js'
import { itineraryToGeoJson } from '../../src/report/geojson.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const NETWORK = textNetwork(THREE_WAYS)
const WAYS = ['rail', 'air', 'sea'].map((mode) => ({
  id: mode,
  name: `By ${mode}`,
  via: [],
  constraints: { modes: [mode] },
}))
const COMPARISON = compareCorridors(createRouter(NETWORK), {
  from: 'aton',
  to: 'lodz',
  shipment: ONE_TEU,
  corridors: WAYS,
})

describe('compareGeoJson', () => {
  const collection = compareGeoJson(COMPARISON, NETWORK)

  it('is the legs of every open corridor, each with the name of its corridor', () => {
    expect(collection.type).toBe('FeatureCollection')
    const legs = COMPARISON.corridors.flatMap((corridor) =>
      corridor.status === 'ok' ? corridor.itinerary.legs.map((_, i) => [corridor.id, corridor.name, i + 1]) : [],
    )
    expect(legs.length).toBeGreaterThan(5)
    expect(
      collection.features.map(({ properties }) => [properties.corridor, properties.corridor_name, properties.leg]),
    ).toEqual(legs)
  })

  it('draws each as its route is drawn', () => {
    for (const corridor of COMPARISON.corridors) {
      const drawn = collection.features.filter(({ properties }) => properties.corridor === corridor.id)
      const alone = corridor.status === 'ok' ? itineraryToGeoJson(corridor.itinerary, NETWORK).features : []
      expect(drawn.map(({ geometry }) => geometry)).toEqual(alone.map(({ geometry }) => geometry))
    }
  })

  it('is plain data, and empty where no corridor has a route', () => {
    expect(JSON.parse(JSON.stringify(collection))).toEqual(collection)
    const closed = COMPARISON.corridors.filter(({ status }) => status === 'no-route')
    expect(compareGeoJson({ ...COMPARISON, corridors: closed }, NETWORK)).toEqual({
      type: 'FeatureCollection',
      features: [],
    })
  })
})
