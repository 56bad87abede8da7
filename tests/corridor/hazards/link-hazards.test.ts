import { distance } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineDistance } from '../../../src/corridor/geometry/line-distance.js'
import { linkHazards } from '../../../src/corridor/hazards/link-hazards.js'
import { textNetwork } from '../../support/text-network.js'

const PLACES = `
  node.csv
  node_id, x_coord, y_coord
  a, 10,   50
  b, 12,   50
  c, 14,   50
  fiji-west, 179, -17
  fiji-east, -179, -17

  rail.csv
  link_id, from_node_id, to_node_id, length_km, name
  ab, a, b, 150, The line
  bc, b, c, 150

  road.csv
  link_id, from_node_id, to_node_id, directed, length_km
  r-ab, a, b, 1, 150
  r-ba, b, a, 1, 150

  air.csv
  link_id, from_node_id, to_node_id, length_km
  f-ac, a, c, 290

  sea.csv
  link_id, from_node_id, to_node_id, length_km
  s-fiji, fiji-west, fiji-east, 213
`

const hazardsOf = (rows: string) =>
  linkHazards(
    textNetwork(`${PLACES}
  hazard.csv
  hazard_id, kind, mode, link_id, node_id, x_coord, y_coord, radius_km, yearly_probability, closure_days, closures
${rows}`),
  )

const ids = (rows: string): string[] =>
  hazardsOf(rows)
    .map(({ link_id }) => link_id)
    .sort()

describe('linkHazards', () => {
  it('finds them by link, by node and by circle, of their mode', () => {
    expect(ids('h, flood, , bc, , , , , 0.1, 3')).toEqual(['bc'])
    expect(ids('h, flood, , , b, , , , 0.1, 3')).toEqual(['ab', 'bc', 'r-ab', 'r-ba'])
    expect(ids('h, flood, rail, , b, , , , 0.1, 3')).toEqual(['ab', 'bc'])
    expect(ids('h, flood, *, , b, , , , 0.1, 3')).toEqual(['ab', 'bc', 'r-ab', 'r-ba'])
    expect(ids('h, flood, sea, , b, , , , 0.1, 3')).toEqual([])
    // The middle of a link, 80 km from its ends.
    expect(ids('h, flood, , , , 11, 50, 10, 0.1, 3')).toEqual(['ab', 'r-ab', 'r-ba'])
    // A great circle bulges to the pole: in the middle it is half a kilometre off the parallel.
    expect(ids('h, flood, rail, , , 11, 50.05, 5.2, 0.1, 3')).toEqual(['ab'])
    expect(ids('h, flood, rail, , , 11, 50.05, 5.0, 0.1, 3')).toEqual([])
    // A circle of radius 0 on a node.
    expect(ids('h, flood, road, , , 10, 50, 0, 0.1, 3')).toEqual(['r-ab', 'r-ba'])
  })

  it('lets flights pass over, and finds the sea across the antimeridian', () => {
    expect(ids('h, sandstorm, air, , , 12, 50, 20, 0.1, 3')).toEqual([])
    expect(ids('h, sandstorm, air, , , 14.1, 50, 20, 0.1, 3')).toEqual(['f-ac'])
    expect(ids('h, storm, , , , 180, -17, 1, 0.1, 3')).toEqual(['s-fiji'])
    expect(ids('h, storm, , , , -180, -17, 1, 0.1, 3')).toEqual(['s-fiji'])
    expect(ids('h, storm, , , , 0, -17, 1000, 0.1, 3')).toEqual([])
  })

  it('adds up the days, and puts the most exposed link first', () => {
    const links = hazardsOf(`h1, flood, rail, , b, , , , 0.1, 3
      h2, ice, , ab, , , , , 0.5, 2, 4
      h3, earthquake, , r-ba, , , , , 1, 1000`)
    expect(links.map(({ link_id, hazards }) => [link_id, hazards.map(({ hazard_id }) => hazard_id)])).toEqual([
      ['r-ba', ['h3']],
      ['ab', ['h1', 'h2']],
      ['bc', ['h1']],
    ])
    const [worst, second] = links
    expect(worst).toMatchObject({ mode: 'road', from: 'b', to: 'a', name: undefined, yearly_probability: 1 })
    // 1,000 days are no more than a year.
    expect(worst?.expected_days).toBe(365)
    expect(worst?.hazards[0]?.closed_share).toBe(1)
    expect(second).toMatchObject({ name: 'The line', from: 'a', to: 'b' })
    expect(second?.yearly_probability).toBeCloseTo(1 - 0.9 * 0.5, 12)
    expect(second?.expected_days).toBeCloseTo(0.1 * 3 + 0.5 * 4 * 2, 12)
    expect(second?.hazards[1]).toEqual({
      hazard_id: 'h2',
      name: 'h2',
      kind: 'ice',
      yearly_probability: 0.5,
      closures: 4,
      closure_days: 2,
      closed_share: (0.5 * 4 * 2) / 365,
      source: undefined,
    })
    expect(linkHazards(textNetwork(PLACES))).toEqual([])
  })
})

describe('lineDistance', () => {
  const degrees = (most: number) => fc.integer({ min: -most * 1000, max: most * 1000 }).map((n) => n / 1000)
  const position = fc.tuple(degrees(180), degrees(89))
  const METRE = 0.001

  it('is no more than to any point of the line, and the same both ways', () => {
    fc.assert(
      fc.property(position, position, position, (at, from, to) => {
        const km = lineDistance(at, [from, to])
        const ends = Math.min(distance(at, from), distance(at, to))
        expect(km).toBeGreaterThanOrEqual(0)
        expect(km).toBeLessThanOrEqual(ends + METRE)
        // No point of a line is nearer than its end less its length.
        expect(km).toBeGreaterThanOrEqual(distance(at, from) - distance(from, to) - METRE)
        expect(lineDistance(at, [to, from])).toBeCloseTo(km, 3)
        expect(lineDistance(from, [from, to])).toBeCloseTo(0, 3)
      }),
    )
  })
})
