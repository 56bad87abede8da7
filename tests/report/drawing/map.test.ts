import * as d3 from 'd3-geo'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corridorMapSvg } from '../../../src/report/drawing/map.js'
import { type LonLat, mapView, middleLongitude } from '../../../src/report/drawing/map-view.js'
import { tracks } from '../../../src/report/drawing/track.js'
import { textNetwork } from '../../support/text-network.js'
import { THREE_WAYS } from '../../support/three-ways.js'
import { HOSTILE, pacific } from './pacific.js'

const PLACES: Readonly<Record<string, LonLat>> = {
  tokyo: [139.7, 35.7],
  angeles: [-118.2, 33.7],
  honolulu: [-157.9, 21.3],
  paris: [2.3, 48.9],
}
const position = (id: string): LonLat => PLACES[id] ?? [0, 0]

describe('middleLongitude', () => {
  it('is in the middle of the shortest stretch that holds all', () => {
    expect(
      middleLongitude([
        [10, 0],
        [30, 0],
      ]),
    ).toBe(20)
    expect(
      middleLongitude([
        [170, 0],
        [-170, 0],
      ]),
    ).toBe(-180)
    expect(
      middleLongitude([
        [139.7, 0],
        [-118.2, 0],
      ]),
    ).toBeCloseTo(-169.25)
    expect(middleLongitude([[5, 0]])).toBeCloseTo(5)
  })

  it('turns with the places', () => {
    const longitude = fc.integer({ min: -180, max: 179 })
    fc.assert(
      fc.property(
        fc.array(longitude, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 359 }),
        (list, turn) => {
          const half = (middle: number): number =>
            Math.max(...list.map((value) => Math.abs(((((value - middle) % 360) + 540) % 360) - 180)))
          const turned = list.map((value): LonLat => [((((value + turn + 180) % 360) + 360) % 360) - 180, 0])
          const middle = middleLongitude(list.map((value): LonLat => [value, 0]))
          // The stretch on either side is as wide as before.
          expect(half(middleLongitude(turned) - turn)).toBeCloseTo(half(middle), 6)
          expect(middle).toBeGreaterThanOrEqual(-180)
          expect(middle).toBeLessThan(180)
        },
      ),
    )
  })
})

describe('tracks', () => {
  const route = (...ids: string[]) => ids.slice(1).map((to, i) => ({ from: ids[i] ?? '', to }))
  const drawn = (...routes: (readonly { from: string; to: string }[])[]) => {
    const lines = routes.map((hops) => [...hops.map(({ from }) => from), ...hops.slice(-1).map(({ to }) => to)])
    const view = mapView(
      d3,
      lines.map((ids) => ids.map(position)),
      900,
    )
    return { view, lines: tracks(d3, view, routes, position, 3) }
  }

  it('run along the great circle, in one piece across the antimeridian', () => {
    const { view, lines } = drawn(route('tokyo', 'angeles'))
    expect(lines[0]).toHaveLength(1)
    const points = lines[0]?.[0] ?? []
    expect(points.length).toBeGreaterThan(50)
    const middle = points[Math.floor(points.length / 2)] ?? [0, 0]
    const [longitude, latitude] = view.projection.invert?.([middle[0], middle[1]]) ?? [0, 0]
    const expected = d3.geoInterpolate([139.7, 35.7], [-118.2, 33.7])(0.5)
    expect([longitude, latitude]).toEqual([expect.closeTo(expected[0], 0), expect.closeTo(expected[1], 0)])
    // North of both ends, as a great circle is.
    expect(latitude).toBeGreaterThan(46)
    for (const [x, y] of points) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x).toBeLessThanOrEqual(900)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(y).toBeLessThanOrEqual(view.height)
    }
    for (const [i, [x]] of points.entries()) expect(Math.abs(x - (points[i - 1]?.[0] ?? x))).toBeLessThan(60)
  })

  it('run side by side where they share a link, also in opposite directions', () => {
    const { lines } = drawn(route('tokyo', 'honolulu', 'angeles'), route('angeles', 'honolulu', 'tokyo'))
    const [out, back] = lines.map((parts) => parts[0] ?? [])
    const reversed = [...(back ?? [])].reverse()
    for (const [i, [x, y]] of (out ?? []).slice(2, 30).entries()) {
      const [x2, y2] = reversed[i + 2] ?? [Number.NaN, Number.NaN]
      expect(Math.hypot(x - x2, y - y2)).toBeCloseTo(3, 1)
    }
  })

  it('are cut only where routes reach round the Earth', () => {
    const { lines } = drawn(route('paris', 'tokyo', 'honolulu', 'angeles', 'paris'))
    expect(lines[0]?.length).toBeGreaterThan(1)
    for (const part of lines[0] ?? []) {
      for (const [i, [x]] of part.entries()) expect(Math.abs(x - (part[i - 1]?.[0] ?? x))).toBeLessThan(200)
    }
  })
})

describe('corridorMapSvg', () => {
  it('draws each open corridor, its stops and the names, and no name as markup', async () => {
    const { router, comparison } = pacific()
    const svg = await corridorMapSvg(comparison, router.network, { width: 700 })
    const body = svg.replace(/<style>.*<\/style>/s, '')
    // Includes, because the whole map would be printed otherwise.
    const found = (text: string): boolean => body.includes(text)
    expect(found('width="700"')).toBe(true)
    // The third has no route.
    expect(['#5c85f3', '#067060', '#b952aa'].map((colour) => found(`stroke="${colour}"`))).toEqual([true, true, false])
    expect(found('Transfer, rail to sea: =HYPERLINK(&quot;x&quot;)')).toBe(true)
    expect(found('&lt;script&gt;alert(1)&lt;/script&gt;')).toBe(true)
    expect(Object.values(HOSTILE).filter(found)).toEqual([])
    expect(/<(script|img|iframe)|NaN|undefined|<[^>]*\son\w+=/.exec(body)).toBeNull()
  })

  it('is the same every time, and smaller where it is narrow', async () => {
    const { router, comparison } = pacific()
    const svg = await corridorMapSvg(comparison, router.network, { width: 320 })
    expect(await corridorMapSvg(comparison, router.network, { width: 320 })).toBe(svg)
    expect(svg.length).toBeLessThan((await corridorMapSvg(comparison, router.network)).length)
  })

  it('refuses another network, an unknown option and a width out of range', async () => {
    const { router, comparison } = pacific()
    await expect(corridorMapSvg(comparison, textNetwork(THREE_WAYS))).rejects.toThrow('The network has no place "vvo"')
    await expect(corridorMapSvg(comparison, router.network, { width: 100 })).rejects.toThrow('from 280 to 4000')
    await expect(corridorMapSvg(comparison, router.network, { wide: 1 } as never)).rejects.toThrow(
      'Unknown option "wide" of a drawing; expected width.',
    )
  })

  it('draws where no corridor has a route', async () => {
    const { router, comparison } = pacific()
    const closed = { ...comparison, corridors: comparison.corridors.filter(({ status }) => status === 'no-route') }
    expect(await corridorMapSvg(closed, router.network)).not.toMatch(/NaN|undefined/)
  })
})
