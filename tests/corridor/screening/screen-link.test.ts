import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Area } from '../../../src/corridor/screening/area.js'
import { areasFromGeoJson } from '../../../src/corridor/screening/area-geojson.js'
import { areasFromRecords } from '../../../src/corridor/screening/area-table.js'
import { type ScreeningQuery, screenLink } from '../../../src/corridor/screening/screen-link.js'
import { UsageError } from '../../../src/issue/errors.js'
import type { LonLat } from '../../../src/routing/nearest.js'
import { createRouter } from '../../../src/routing/router.js'
import { textNetwork } from '../../support/text-network.js'

/** Kilometres in a degree of a great circle. */
const DEGREE = (Math.PI * 6371.0088) / 180

const ROUTER = createRouter(
  textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord
  a, Aton, 0, 0
  b, Beck, 4, 0
  c, Cove, 4, 3

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm, status
  ab, a, b, 460, 1435, planned

  road.csv
  link_id, from_node_id, to_node_id, length_km
  bc, b, c, 350

  hazard.csv
  hazard_id, name, kind, mode, link_id, node_id, x_coord, y_coord, radius_km, yearly_probability, closure_days
  flood, The flood, flood, *,    ,   ,  1,   0.05, 20, 0.1, 5
  snow,  ,          ice,   road, bc, ,   ,       ,   , 1,   3
  quake, ,          earthquake, , , c,   ,       ,   , 0.01, 50`),
)

const AREAS: readonly Area[] = areasFromRecords([
  ['area_id', 'name', 'kind', 'x_coord', 'y_coord', 'radius_km', 'buffer_km', 'source'],
  ['park', 'The park', 'protected', '2', '0', '50', '10', 'a register'],
  ['lake', '', 'ramsar', '3', '0.2', '20', '5', ''],
  ['beside', 'Beside', 'protected', '1', '0.2', '10', '20', ''],
  ['spring', 'A spring', 'world_heritage', '0.5', '0', '', '', ''],
  ['far', 'Far', 'protected', '2', '2', '50', '', ''],
]).areas

const screen = ({ coordinates, ...query }: Partial<ScreeningQuery>) => {
  const proposed = coordinates === undefined ? { from: 'a', to: 'Beck' } : { coordinates }
  return screenLink(ROUTER, { areas: AREAS, ...proposed, ...query })
}

describe('screenLink', () => {
  it('flags the areas that a link goes through or comes near, with kilometres', () => {
    const { areas, ...rest } = screen({})
    expect(rest.length_km).toBeCloseTo(4 * DEGREE, 6)
    expect(rest).toMatchObject({ near_km: 10, mode: undefined, checked: 5 })
    const off = 0.2 * DEGREE
    expect(areas).toEqual([
      {
        area_id: 'park',
        name: 'The park',
        kind: 'protected',
        source: 'a register',
        touch: 'inside',
        inside_km: expect.closeTo(100, 1),
        buffer_km: expect.closeTo(20, 1),
        distance_km: 0,
      },
      {
        area_id: 'beside',
        name: 'Beside',
        kind: 'protected',
        source: undefined,
        touch: 'buffer',
        inside_km: 0,
        buffer_km: expect.closeTo(2 * Math.sqrt(30 ** 2 - off ** 2), 0),
        distance_km: expect.closeTo(off - 10, 2),
      },
      expect.objectContaining({
        area_id: 'lake',
        name: 'lake',
        touch: 'buffer',
        inside_km: 0,
        buffer_km: expect.closeTo(2 * Math.sqrt(25 ** 2 - off ** 2), 0),
        distance_km: expect.closeTo(off - 20, 2),
      }),
      expect.objectContaining({ area_id: 'spring', touch: 'inside', inside_km: 0, distance_km: 0 }),
    ])
    expect(screen({ nearKm: 200 }).areas.map(({ area_id, touch }) => [area_id, touch])).toContainEqual(['far', 'near'])
    expect(screen({ areas: [] })).toMatchObject({ areas: [], checked: 0 })
  })

  it('flags the hazards of the network: in their circle, at their node and on their link', () => {
    const flags = (query: Partial<ScreeningQuery>) =>
      screen(query).hazards.map(({ hazard_id, touch, inside_km }) => [hazard_id, touch, inside_km])
    const chord = 2 * Math.sqrt(20 ** 2 - (0.05 * DEGREE) ** 2)
    expect(flags({})).toEqual([
      ['flood', 'touch', expect.closeTo(chord, 0)],
      ['snow', 'touch', 0],
    ])
    expect(flags({ mode: 'rail' })).toEqual([['flood', 'touch', expect.closeTo(chord, 0)]])
    // Over the road, far from its ends.
    expect(
      flags({
        coordinates: [
          [3.9, 1.5],
          [4.1, 1.5],
        ],
      }),
    ).toEqual([['snow', 'touch', 0]])
    expect(flags({ to: 'c', nearKm: 400 }).map(([id]) => id)).toEqual(['quake', 'snow', 'flood'])
    const [flood] = screen({}).hazards
    expect(flood).toMatchObject({ name: 'The flood', yearly_probability: 0.1, closure_days: 5, distance_km: 0 })
    const added = {
      id: 's',
      changes: [
        { add: { hazard: [{ hazard_id: 'new', kind: 'heat', node_id: 'a', yearly_probability: 1, closure_days: 1 }] } },
      ],
    }
    expect(flags({ scenario: added }).map(([id]) => id)).toContain('new')
  })

  it('takes a line, its parts, places with positions between, and a link of the network', () => {
    const km = (query: Partial<ScreeningQuery>) =>
      screenLink(ROUTER, { areas: AREAS, ...query } as ScreeningQuery).length_km
    const whole = km({ link: 'ab' })
    expect(whole).toBeCloseTo(4 * DEGREE, 6)
    expect(
      km({
        coordinates: [
          [0, 0],
          [2, 0],
          [4, 0],
        ],
      }),
    ).toBeCloseTo(whole, 6)
    expect(
      km({
        coordinates: [
          [
            [0, 0],
            [1, 0],
          ],
          [
            [1, 0],
            [4, 0],
          ],
        ],
      }),
    ).toBeCloseTo(whole, 6)
    expect(
      km({
        from: 'a',
        to: 'b',
        by: [
          [0, 3],
          [4, 3],
        ],
      }),
    ).toBeGreaterThan(10 * DEGREE - 1)
  })

  it('refuses what it cannot use', () => {
    const refusal = (query: object): string => {
      try {
        screenLink(ROUTER, { areas: [], ...query } as ScreeningQuery)
      } catch (error) {
        if (error instanceof UsageError) return error.message
        throw error
      }
      return 'nothing was refused'
    }
    expect(refusal({})).toMatch(/^A proposed link has coordinates, or from and to, or a link/)
    expect(refusal({ from: 'a', link: 'ab' })).toMatch(/^A proposed link has/)
    expect(refusal({ from: 'a' })).toBe('Give both from and to, or neither.')
    expect(refusal({ link: 'ax' })).toMatch(/^Unknown link "ax".*"ab"/)
    expect(refusal({ from: 'a', to: 'Bekc' })).toMatch(/Beck/)
    expect(refusal({ by: [[0, 0]], link: 'ab' })).toMatch(/^Positions by which/)
    expect(refusal({ from: 'a', to: 'b', by: [[0, 91]] })).toMatch(/^Position 2 of the line is \[0,91\]/)
    expect(refusal({ coordinates: [[0, 0]] })).toMatch(/expected at least two positions/)
    expect(refusal({ coordinates: [] })).toMatch(/^The coordinates are \[\]/)
    expect(
      refusal({
        coordinates: [
          [0, 0],
          [0, Number.NaN],
        ],
      }),
    ).toMatch(/^Position 2 of the line/)
    expect(refusal({ from: 'a', to: 'b', nearKm: -1 })).toBe('Option nearKm is -1; expected kilometres, 0 or more.')
    expect(refusal({ from: 'a', to: 'b', mode: 'rial' })).toMatch(/^Unknown mode "rial".*"rail"/)
    expect(refusal({ from: 'a', to: 'b', areas: {} })).toBe('Option areas is {}; expected a list of areas.')
    expect(refusal({ from: 'a', to: 'b', near: 1 })).toMatch(/^Unknown option "near".*"nearKm"/)
  })
})

describe('screenLink of polygons', () => {
  const square = (west: number, south: number, east: number, north: number): LonLat[] => [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const polygon = (coordinates: unknown, properties: object = {}, type = 'Polygon') =>
    areasFromGeoJson({
      type: 'Feature',
      id: 'x',
      properties: { kind: 'protected', ...properties },
      geometry: { type, coordinates },
    }).areas

  it('measures what is inside, with holes and buffers', () => {
    const inside = (areas: readonly Area[], query: Partial<ScreeningQuery> = {}) =>
      screen({ areas, ...query }).areas.map(({ touch, inside_km, buffer_km }) => [touch, inside_km, buffer_km])
    expect(inside(polygon([square(1, -1, 3, 1)]))).toEqual([['inside', expect.closeTo(2 * DEGREE, 1), 0]])
    // Without what is in the hole.
    expect(inside(polygon([square(1, -1, 3, 1), square(1.5, -0.5, 2, 0.5)]))).toEqual([
      ['inside', expect.closeTo(1.5 * DEGREE, 1), 0],
    ])
    expect(inside(polygon([square(1, 0.1, 3, 1)], { buffer_km: 20 }))).toEqual([
      ['buffer', 0, expect.closeTo(2 * DEGREE + 2 * Math.sqrt(20 ** 2 - (0.1 * DEGREE) ** 2), 0)],
    ])
    expect(inside(polygon([square(1, 3, 3, 4)]))).toEqual([])
    // In two parts, cut at the antimeridian.
    const parts = polygon([[square(179, -1, 180, 1)], [square(-180, -1, -179.5, 1)]], {}, 'MultiPolygon')
    const over = {
      coordinates: [
        [178, 0],
        [-179, 0],
      ] as LonLat[],
    }
    expect(inside(parts, over)).toEqual([['inside', expect.closeTo(1.5 * DEGREE, 1), 0]])
  })

  it('agrees with a circle that it is drawn after', () => {
    const centre: LonLat = [2, 0.1]
    const ring = Array.from({ length: 361 }, (_, i): LonLat => {
      const angle = (i * Math.PI) / 180
      return [centre[0] + 0.5 * Math.cos(angle), centre[1] + 0.5 * Math.sin(angle)]
    })
    ring[360] = ring[0] as LonLat
    const [flag] = screen({ areas: polygon([ring]) }).areas
    const circle: Area = { ...(AREAS[0] as Area), shape: { type: 'circle', centre, radius_km: 0.5 * DEGREE } }
    expect(flag?.inside_km).toBeCloseTo(screen({ areas: [circle] }).areas[0]?.inside_km as number, 0)
  })
})

describe('screenLink of random lines', () => {
  const degrees = (least: number, most: number) => fc.integer({ min: least * 100, max: most * 100 }).map((n) => n / 100)
  const position: fc.Arbitrary<LonLat> = fc.tuple(degrees(0, 6), degrees(-2, 2))

  it('is the same in both directions, and no more inside than the link is long', () => {
    let touched = 0
    fc.assert(
      fc.property(fc.array(position, { minLength: 2, maxLength: 5 }), (line) => {
        const there = screenLink(ROUTER, { areas: AREAS, coordinates: line, nearKm: 30 })
        const back = screenLink(ROUTER, { areas: AREAS, coordinates: [...line].reverse(), nearKm: 30 })
        expect(back.length_km).toBeCloseTo(there.length_km, 6)
        const near = (km: number): number => Math.round(km / 0.2)
        for (const list of ['areas', 'hazards'] as const) {
          const byId = new Map(back[list].map((flag) => [idOf(flag), flag]))
          for (const flag of there[list]) {
            const same = byId.get(idOf(flag))
            // At the very edge, one direction may see what the other just does not.
            if (flag.distance_km > 29.9) continue
            expect(same, idOf(flag)).toBeDefined()
            expect(Math.abs((same?.inside_km ?? -1) - flag.inside_km)).toBeLessThan(0.2)
            expect(Math.abs(near(same?.distance_km ?? -1) - near(flag.distance_km))).toBeLessThanOrEqual(1)
            expect(flag.inside_km).toBeLessThanOrEqual(there.length_km + 1e-6)
            if (flag.inside_km > 0) expect(flag.distance_km).toBe(0)
            if (flag.inside_km > 0) touched++
          }
        }
      }),
      { numRuns: 100 },
    )
    expect(touched).toBeGreaterThan(20)
  })

  function idOf(flag: { readonly area_id?: string; readonly hazard_id?: string }): string {
    return flag.area_id ?? flag.hazard_id ?? ''
  }
})
