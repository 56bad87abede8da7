import { distance } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  comesWithin,
  kilometresWithin,
  lineLength,
  PRECISION_KM,
  type SignedDistance,
} from '../../../src/corridor/geometry/along-line.js'
import { lineDistance } from '../../../src/corridor/geometry/line-distance.js'
import type { LonLat } from '../../../src/routing/nearest.js'

/** Kilometres in a degree of a great circle. */
const DEGREE = (Math.PI * 6371.0088) / 180

const from =
  (centre: LonLat): SignedDistance =>
  (position) =>
    distance([...centre], [...position])

describe('kilometresWithin', () => {
  it('is the chord of a circle, on the equator and across the antimeridian', () => {
    const equator: LonLat[] = [
      [-3, 0],
      [4, 0],
    ]
    expect(kilometresWithin(equator, from([0, 0]), DEGREE)).toBeCloseTo(2 * DEGREE, 1)
    // A chord half a degree off the middle of a small circle.
    expect(kilometresWithin(equator, from([0, 0.3]), 0.5 * DEGREE)).toBeCloseTo(2 * 0.4 * DEGREE, 1)
    expect(kilometresWithin(equator, from([0, 0]), 20 * DEGREE)).toBeCloseTo(7 * DEGREE, 6)
    expect(kilometresWithin(equator, from([0, 5]), DEGREE)).toBe(0)
    const pacific: LonLat[] = [
      [178, 0],
      [-177, 0],
    ]
    expect(kilometresWithin(pacific, from([-179.5, 0]), DEGREE)).toBeCloseTo(2 * DEGREE, 1)
    expect(lineLength(pacific)).toBeCloseTo(5 * DEGREE, 6)
    expect(lineLength([[5, 5]])).toBe(0)
  })
})

describe('comesWithin', () => {
  it('tells a line that comes near from one that does not', () => {
    const line: LonLat[] = [
      [0, 0],
      [10, 0],
    ]
    for (const [centre, km] of [[[3, 2], 2 * DEGREE] as const, [[12, 0], 2 * DEGREE] as const]) {
      expect(comesWithin(line, from(centre), km + 0.1)).toBe(true)
      expect(comesWithin(line, from(centre), km - 0.1)).toBe(false)
    }
    // Over something without width.
    const meridian: SignedDistance = (position) =>
      lineDistance(position, [
        [5, -1],
        [5, 1],
      ])
    expect(comesWithin(line, meridian, PRECISION_KM)).toBe(true)
  })

  const degrees = (most: number) => fc.integer({ min: -most * 1000, max: most * 1000 }).map((n) => n / 1000)
  const position: fc.Arbitrary<LonLat> = fc.tuple(degrees(180), degrees(85))
  /** Steps of less than 10 degrees. */
  const step = fc.tuple(degrees(9), degrees(4))
  const line = fc.tuple(position, fc.array(step, { minLength: 1, maxLength: 4 })).map(([start, steps]) => {
    const positions: LonLat[] = [start]
    let [x, y] = start
    for (const [east, north] of steps) {
      x += east
      if (Math.abs(x) > 180) x -= Math.sign(x) * 360
      y = Math.max(-89, Math.min(89, y + north))
      positions.push([x, y])
    }
    return positions
  })

  it('and the kilometres within agree with the nearest point of the line, both ways', () => {
    let partly = 0
    fc.assert(
      fc.property(line, degrees(3), degrees(3), fc.integer({ min: 1, max: 500 }), (way, east, north, limit) => {
        const [x, y] = way[0] as LonLat
        const centre: LonLat = [Math.max(-180, Math.min(180, x + east)), Math.max(-90, Math.min(90, y + north))]
        const distanceTo = from(centre)
        const km = kilometresWithin(way, distanceTo, limit)
        const all = lineLength(way)
        expect(km).toBeLessThanOrEqual(all + 1e-6)
        const least = lineDistance(centre, way)
        if (least < limit - PRECISION_KM) expect([km > 0, comesWithin(way, distanceTo, limit)]).toEqual([true, true])
        if (least > limit + PRECISION_KM) expect([km, comesWithin(way, distanceTo, limit)]).toEqual([0, false])
        const back = [...way].reverse()
        expect(Math.abs(kilometresWithin(back, distanceTo, limit) - km)).toBeLessThan(20 * PRECISION_KM)
        // More is within a greater limit, and all within one that is greater than any distance.
        expect(kilometresWithin(way, distanceTo, limit + 50)).toBeGreaterThanOrEqual(km - 20 * PRECISION_KM)
        expect(kilometresWithin(way, distanceTo, 21_000)).toBeCloseTo(all, 6)
        if (km > 0 && km < all) partly++
      }),
      { numRuns: 200 },
    )
    expect(partly).toBeGreaterThan(20)
  })
})
