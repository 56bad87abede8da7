import { distance } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODES, type Mode } from '../../src/ingest/schema.js'
import { UsageError } from '../../src/issue/errors.js'
import { networkFromRecords } from '../../src/network/from-records.js'
import type { NodeAttributes } from '../../src/network/network.js'
import { type CompiledNetwork, compileNetwork } from '../../src/routing/compile.js'
import { type LonLat, NearestNodes, type NearestOptions, type ReachableFrom } from '../../src/routing/nearest.js'
import { RouteTally } from '../support/route-tally.js'
import { textNetwork } from '../support/text-network.js'

interface Place {
  readonly x: number
  readonly y: number
  /** Modes of the link to the next place. */
  readonly modes: readonly Mode[]
}

/** Places in a chain, joined by links; ids in another order than the places. */
function chain(places: readonly Place[]): CompiledNetwork {
  const id = (i: number): string => `n${(i * 7919) % places.length}-${i}`
  const links = places.flatMap(({ modes }, i) =>
    i + 1 === places.length ? [] : modes.map((mode) => [`${mode}${i}`, id(i), id(i + 1), mode, '1']),
  )
  const { network } = networkFromRecords({
    'node.csv': [['node_id', 'x_coord', 'y_coord'], ...places.map(({ x, y }, i) => [id(i), String(x), String(y)])],
    'link.csv': [['link_id', 'from_node_id', 'to_node_id', 'mode', 'length_km'], ...links],
  })
  return compileNetwork(network)
}

const noReach: ReachableFrom = () => () => false

/** What `find` says, by looking at every node. */
function bruteForce(
  compiled: CompiledNetwork,
  position: LonLat,
  options: NearestOptions,
  fulfils: readonly ((vertex: number) => boolean)[] = [],
): unknown[] {
  const { modes = MODES, maxKm = Number.POSITIVE_INFINITY, limit = 1 } = options
  return compiled.nodeIds
    .map((node_id, node) => {
      const { x_coord, y_coord, name } = compiled.nodes.at(node) as NodeAttributes
      const first = compiled.terminalsOf[node] as number
      const vertices = Array.from({ length: (compiled.terminalsOf[node + 1] as number) - first }, (_, i) => first + i)
      const found = MODES.filter(
        (mode) =>
          modes.includes(mode) &&
          vertices.some((v) => compiled.terminals[v]?.mode === mode) &&
          fulfils.every((condition) => vertices.some((v) => compiled.terminals[v]?.mode === mode && condition(v))),
      )
      const distance_km = Math.round(distance([...position], [x_coord, y_coord]) * 1e9) / 1e9
      return { node_id, name, distance_km, modes: found }
    })
    .filter((hit) => hit.modes.length > 0 && hit.distance_km <= maxKm)
    .sort((a, b) => a.distance_km - b.distance_km || (a.node_id < b.node_id ? -1 : 1))
    .slice(0, limit)
}

/** Great circle by the angle between two vectors, which rounds well everywhere, at the antipode too. */
function byVectors([longitude, latitude]: LonLat, [x, y]: LonLat): number {
  const vector = (lon: number, lat: number): [number, number, number] => {
    const [l, f] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180]
    return [Math.cos(f) * Math.cos(l), Math.cos(f) * Math.sin(l), Math.sin(f)]
  }
  const [a, b, c] = vector(longitude, latitude)
  const [d, e, f] = vector(x, y)
  const cross = Math.hypot(b * f - c * e, c * d - a * f, a * e - b * d)
  return 6371.0088 * Math.atan2(cross, a * d + b * e + c * f)
}

const longitude = fc.oneof(
  fc.constantFrom(-180, 180, -179.999, 179.999, -90, 90, 0, 1),
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.integer({ min: -18, max: 18 }).map((n) => n * 10),
)
const latitude = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(-90, 90, -89.999, 89.999, 89.9999999, 0) },
  { weight: 2, arbitrary: fc.double({ min: -90, max: 90, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: -9, max: 9 }).map((n) => n * 10) },
)
const mode = fc.constantFrom<Mode>('rail', 'road', 'sea')
// More than fit into one leaf of the tree, and near each other often enough to tie.
const places = (least: number) =>
  fc.array(
    fc.record({ x: longitude, y: latitude, modes: fc.subarray<Mode>(['rail', 'road', 'sea'], { minLength: 1 }) }),
    {
      minLength: least,
      maxLength: 250,
      size: 'max',
    },
  )
const position = fc.tuple(longitude, latitude)
const options = fc.record(
  {
    modes: fc.uniqueArray(mode, { minLength: 1, maxLength: 3 }),
    maxKm: fc.oneof(
      fc.constantFrom(0, 1, 1000, 10_007.543398, 25_000),
      fc.double({ min: 0, max: 21_000, noNaN: true }),
    ),
    limit: fc.constantFrom(1, 2, 5, 50, Number.POSITIVE_INFINITY),
  },
  { requiredKeys: [] },
)

describe('NearestNodes', () => {
  it('finds what looking at every node finds, in the same order', () => {
    const tally = new RouteTally()
    let ties = 0
    fc.assert(
      fc.property(
        places(100),
        fc.array(position, { minLength: 8, maxLength: 8 }),
        options,
        (list, positions, asked) => {
          const compiled = chain(list)
          const nodes = new NearestNodes(compiled, noReach)
          for (const at of positions) {
            const found = nodes.find(at, asked)
            tally.note(found.length > 0)
            if (found.some((hit, i) => hit.distance_km === found[i - 1]?.distance_km)) ties++
            expect(found).toEqual(bruteForce(compiled, at, asked))
          }
        },
      ),
      { numRuns: 40 },
    )
    tally.expectAtLeastHalf()
    expect(ties, 'searches with equal distances').toBeGreaterThan(20)
  })

  it('measures great circles, and leaves out nothing that is nearer', () => {
    fc.assert(
      fc.property(places(100), position, fc.constantFrom(1, 3), (list, at, limit) => {
        const compiled = chain(list)
        const found = new NearestNodes(compiled, noReach).find(at, { limit })
        expect(found).toHaveLength(limit)
        const distances = [...compiled.nodes]
          .map(({ x_coord, y_coord }) => byVectors(at, [x_coord, y_coord]))
          .sort((a, b) => a - b)
        // Haversines lose half of the digits at the antipode: 0.1 m there, and nothing to speak of nearer.
        found.forEach(({ distance_km }, i) => {
          expect(Math.abs(distance_km - (distances[i] as number))).toBeLessThan(distance_km > 19_900 ? 1e-4 : 1e-8)
        })
      }),
      { numRuns: 25 },
    )
  })

  it('is the same for the same point under another longitude', () => {
    fc.assert(
      fc.property(places(100), latitude, longitude, longitude, (list, y, a, b) => {
        const nodes = new NearestNodes(chain(list), noReach)
        const all = { limit: Number.POSITIVE_INFINITY }
        expect(nodes.find([-180, y], all)).toEqual(nodes.find([180, y], all))
        const [north, south] = [nodes.find([a, 90], all), nodes.find([b, -90], all)]
        expect(north.length).toBe(list.length)
        expect(south.length).toBe(list.length)
        // What is near one pole is far from the other.
        const half = 6371.0088 * Math.PI
        const farthest = new Map(south.map(({ node_id, distance_km }) => [node_id, half - distance_km]))
        for (const hit of north) expect(hit.distance_km).toBeCloseTo(farthest.get(hit.node_id) as number, 3)
      }),
      { numRuns: 15 },
    )
  })

  it('asks for reachable terminals of the modes in question only', () => {
    const tally = new RouteTally()
    const bits = fc.infiniteStream(fc.nat(3)).map((stream) => [...stream.take(800)].map((n) => n < 2))
    fc.assert(
      fc.property(places(20), position, bits, bits, fc.boolean(), options, (list, at, arrive, depart, both, asked) => {
        const compiled = chain(list)
        const calls: unknown[] = []
        const reach: ReachableFrom = (place, direction, constraints) => {
          calls.push([place, direction, constraints])
          return (vertex) => (direction === 'from' ? arrive : depart)[vertex % 800] === true
        }
        const query = {
          ...asked,
          reachableFrom: 'here',
          ...(both ? { reaches: 'there' } : {}),
          constraints: { gauges: [1435] },
        }
        const found = new NearestNodes(compiled, reach).find(at, query)
        tally.note(found.length > 0)
        const conditions = [
          (v: number) => arrive[v % 800] === true,
          ...(both ? [(v: number) => depart[v % 800] === true] : []),
        ]
        expect(found).toEqual(bruteForce(compiled, at, asked, conditions))
        expect(calls).toEqual([
          ['here', 'from', { gauges: [1435] }],
          ...(both ? [['there', 'to', { gauges: [1435] }]] : []),
        ])
      }),
      { numRuns: 60 },
    )
    tally.expectAtLeastHalf()
  })

  const compiled = compileNetwork(
    textNetwork(`
    node.csv
    node_id, name, x_coord, y_coord
    c, Gamma,   179.9, 10
    b, Beta,   -179.9, 10
    a, Alpha,  -179.9, 10
    d, Delta,  0, 0
    e, Epsilon, 0.5, 0
    x, Nowhere, 0.1, 0

    link.csv
    link_id, mode, from_node_id, to_node_id, length_km
    1, sea,  c, b, 100
    2, rail, a, b, 1
    3, sea,  d, e, 100
    4, sea,  d, c, 20000
    `),
  )
  const nodes = new NearestNodes(compiled, noReach)
  const ids = (at: LonLat, asked?: NearestOptions): string =>
    nodes
      .find(at, asked)
      .map((hit) => hit.node_id)
      .join(' ')

  it('looks across the antimeridian, and orders equals by id', () => {
    expect(ids([180, 10], { limit: 3 })).toBe('a b c')
    expect(ids([-180, 10], { limit: 3 })).toBe('a b c')
    expect(ids([179.99, 10], { limit: 1 })).toBe('c')
    expect(ids([180, 10])).toBe('a')
    expect(ids([180, 10], { limit: 2 })).toBe('a b')
  })

  it('gives plain objects', () => {
    const [hit] = nodes.find([-179.9, 10], { modes: ['sea'] })
    expect(hit).toStrictEqual({ node_id: 'b', name: 'Beta', distance_km: 0, modes: ['sea'] })
    expect(JSON.parse(JSON.stringify(hit))).toEqual(hit)
    expect(nodes.find([-179.9, 10], { limit: 2 }).map((found) => found.modes)).toEqual([['rail'], ['rail', 'sea']])
  })

  it('skips nodes without a terminal', () => {
    expect(ids([0.1, 0])).toBe('d')
    expect(ids([0.1, 0], { limit: 99 })).toBe('d e c a b')
  })

  it('takes maxKm as inclusive, and beyond half the globe as everything', () => {
    const far = nodes.find([0.2, 0], { limit: 2 }).at(-1)?.distance_km as number
    expect(far).toBeCloseTo(33.3585, 3)
    expect(ids([0.2, 0], { limit: 9, maxKm: far })).toBe('d e')
    expect(ids([0.2, 0], { limit: 9, maxKm: far - 1e-9 })).toBe('d')
    expect(ids([0, 0], { limit: 9, maxKm: 0 })).toBe('d')
    expect(nodes.find([40, 40], { maxKm: 10 })).toEqual([])
    for (const maxKm of [20_015.2, 30_000, 45_000, Number.POSITIVE_INFINITY]) {
      expect(ids([0.1, 0], { limit: 9, maxKm })).toBe('d e c a b')
    }
  })

  it.each(MODES)('finds places of each mode: %s', (mode) => {
    const compiled = chain([
      { x: 0, y: 0, modes: [mode] },
      { x: 1, y: 0, modes: [] },
      { x: 2, y: 0, modes: [] },
    ])
    const found = new NearestNodes(compiled, noReach).find([0, 0], { modes: [mode], limit: 9 })
    expect(found.map(({ modes }) => modes)).toEqual([[mode], [mode]])
  })

  it('reads modes as every query does', () => {
    expect(ids([0, 0], { modes: ['Rail'] })).toBe('a')
    expect(ids([0, 0], { modes: [] })).toBe('')
    expect(ids([0, 0], { modes: ['air'] })).toBe('')
  })

  it('answers in an empty network', () => {
    const empty = compileNetwork(networkFromRecords({ 'node.csv': [['node_id', 'x_coord', 'y_coord']] }).network)
    expect(new NearestNodes(empty, noReach).find([0, 0])).toEqual([])
  })

  it('leaves out a node that an edit of the graph left without a position', () => {
    const network = textNetwork(`
    node.csv
    node_id, x_coord, y_coord
    p, 0, 0
    q, 1, 1

    sea.csv
    link_id, from_node_id, to_node_id, length_km
    1, p, q, 200
    `)
    network.graph.setNodeAttribute('p', 'x_coord', Number.NaN)
    expect(
      new NearestNodes(compileNetwork(network), noReach).find([0, 0], { limit: 9 }).map((hit) => hit.node_id),
    ).toEqual(['q'])
  })

  const thrownBy = (at: unknown, asked: unknown): UsageError => {
    try {
      nodes.find(at as LonLat, asked as NearestOptions)
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError)
      return error as UsageError
    }
    throw new Error('nothing was thrown')
  }

  it.each([
    [[Number.NaN, 0], '[NaN, 0]'],
    [[0, 90.5], '[0, 90.5]'],
    [[200, 10], '[200, 10]'],
    [[-180.001, 10], '[-180.001, 10]'],
    [[0, Number.POSITIVE_INFINITY], '[0, Infinity]'],
    [[1], '[1]'],
    [[1, 2, 3], '[1, 2, 3]'],
    [['1', 2], '["1", 2]'],
    [{ x: 1, y: 2 }, '{"x":1,"y":2}'],
    [undefined, 'undefined'],
  ])('refuses the position %j', (at, shown) => {
    expect(thrownBy(at, {}).message).toBe(
      `The position is ${shown}; expected [longitude, latitude] in degrees, in this order, longitude from -180 to 180 and latitude from -90 to 90.`,
    )
  })

  it.each([
    [
      { maxKms: 5 },
      'Unknown option "maxKms"; expected modes, maxKm, limit, reachableFrom, reaches, constraints. Did you mean "maxKm"?',
    ],
    [
      { mode: ['rail'] },
      'Unknown option "mode"; expected modes, maxKm, limit, reachableFrom, reaches, constraints. Did you mean "modes"?',
    ],
    [{ modes: 'rail' }, 'Option modes is "rail"; expected a list of modes.'],
    [{ modes: [1] }, 'Option modes is [1]; expected a list of modes.'],
    [
      { modes: ['rial'] },
      'Unknown mode "rial"; expected one of rail, road, sea, waterway, air, gas, oil, power, fibre. Did you mean "oil", "rail", "road"?',
    ],
    [{ maxKm: -1 }, 'Option maxKm is -1; expected kilometres, 0 or more.'],
    [{ maxKm: Number.NaN }, 'Option maxKm is NaN; expected kilometres, 0 or more.'],
    [{ maxKm: '5' }, 'Option maxKm is "5"; expected kilometres, 0 or more.'],
    [{ limit: 0 }, 'Option limit is 0; expected a whole number from 1, or Infinity.'],
    [{ limit: 1.5 }, 'Option limit is 1.5; expected a whole number from 1, or Infinity.'],
    [{ limit: '2' }, 'Option limit is "2"; expected a whole number from 1, or Infinity.'],
  ])('refuses the options %j', (asked, message) => {
    expect(thrownBy([0, 0], asked).message).toBe(message)
  })
})
