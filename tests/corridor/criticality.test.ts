import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CriticalElement,
  type CriticalityProgress,
  type CriticalityQuery,
  criticality,
} from '../../src/corridor/criticality.js'
import { UsageError } from '../../src/issue/errors.js'
import { PER_UNIT } from '../../src/routing/objective.js'
import { createRouter } from '../../src/routing/router.js'
import { type NetworkSpec, networkOf, question, type Row } from '../support/random-network.js'
import { RouteTally } from '../support/route-tally.js'
import { linksOf, ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'

/**
 * Roads at 100 km/h, USD 2 and 500 g a km for one TEU of 10 t. From a to d by b (200 km) or by c (300 km), and on to e
 * over one bridge; f is an island.
 */
const ROUTER = createRouter(
  textNetwork(`
  node.csv
  node_id, name,   x_coord, y_coord
  a,       Aton,   0.0, 0
  b,       Beck,   0.1, 0
  c,       Cove,   0.1, 0.1
  d,       Dorf,   0.2, 0
  e,       Eck,    0.3, 0
  f,       Far,    9,   9

  road.csv
  link_id, from_node_id, to_node_id, length_km, name
  ab, a, b, 100, Beck road
  bd, b, d, 100, Beck road
  ac, a, c, 200
  cd, c, d, 100
  de, d, e, 50, The bridge

  ${ROUND_RULES}`),
)

const SHARED = { objective: 'fastest', shipment: ONE_TEU } as const
const QUERY = { from: 'a', to: 'e', ...SHARED } as const satisfies CriticalityQuery

const short = ({ rank, id, cut_off, delta }: CriticalElement) => [rank, id, cut_off, delta]

describe('criticality', () => {
  it('ranks what cuts off first, then by what the detour takes, then by id', async () => {
    const result = await criticality(ROUTER, QUERY)
    expect(result.elements.map(short)).toEqual([
      [1, 'de', 1, undefined],
      [2, 'ab', 0, 1],
      [3, 'bd', 0, 1],
    ])
    expect([result.unit, result.examined, result.objective]).toEqual(['h', 3, 'fastest'])
    expect(result.elements[1]).toEqual({
      rank: 2,
      id: 'ab',
      name: 'Beck road',
      modes: ['road'],
      from: 'a',
      to: 'b',
      from_name: 'Aton',
      to_name: 'Beck',
      pairs: 1,
      weight: 1,
      cut_off: 0,
      cut_off_weight: 0,
      delta: 1,
      extra: { time_h: 1, cost_usd: 200, co2e_kg: 50, generalised_usd: expect.closeTo(210) },
      mean: { time_h: 1, cost_usd: 200, co2e_kg: 50, generalised_usd: expect.closeTo(210) },
    })
  })

  it('of nodes leaves out the ends, and gives no number to what is cut off', async () => {
    const { elements } = await criticality(ROUTER, { ...QUERY, of: 'nodes' })
    expect(elements.map(short)).toEqual([
      [1, 'd', 1, undefined],
      [2, 'b', 0, 1],
    ])
    expect(elements[0]).toMatchObject({ name: 'Dorf', extra: undefined, mean: undefined, pairs: 1 })
    expect(elements[0]).not.toHaveProperty('from')
  })

  it('adds pairs up by their weights; both directions of a link are one; an end counts for other pairs', async () => {
    const pairs = [
      { from: 'a', to: 'd', weight: 3 },
      { from: 'Dorf', to: 'a' },
      { from: 'b', to: 'e', weight: 10 },
      { from: 'a', to: 'f', weight: 100 },
    ]
    const result = await criticality(ROUTER, { pairs, objective: 'fastest', shipment: ONE_TEU })
    expect(result.pairs.map(({ from, to, weight, routed }) => [from, to, weight, routed])).toEqual([
      ['a', 'd', 3, true],
      ['d', 'a', 1, true],
      ['b', 'e', 10, true],
      ['a', 'f', 100, false],
    ])
    // Without bd, goods from b go back over a: 450 km in place of 150.
    expect(
      result.elements.map(({ id, pairs, weight, cut_off_weight, delta }) => [id, pairs, weight, cut_off_weight, delta]),
    ).toEqual([
      ['de', 1, 10, 10, undefined],
      ['bd', 3, 14, 0, 4 * 1 + 10 * 3],
      ['ab', 2, 4, 0, 4],
    ])
    expect(result.elements[1]?.mean?.time_h).toBeCloseTo(34 / 14, 12)
    const nodes = (await criticality(ROUTER, { pairs, objective: 'fastest', shipment: ONE_TEU, of: 'nodes' })).elements
    expect(nodes.map(({ id, pairs, cut_off, delta }) => [id, pairs, cut_off, delta])).toEqual([
      ['d', 1, 1, undefined],
      ['b', 2, 0, 4],
    ])
  })

  it('keeps the limit, the constraints of the question, and pairs of weight 0', async () => {
    expect((await criticality(ROUTER, { ...QUERY, limit: 1 })).elements).toHaveLength(1)
    const cut = [
      [1, 'ac', 1, undefined],
      [2, 'cd', 1, undefined],
      [3, 'de', 1, undefined],
    ]
    expect((await criticality(ROUTER, { ...QUERY, avoidLinks: ['bd'] })).elements.map(short)).toEqual(cut)
    const nodes = await criticality(ROUTER, { ...QUERY, avoidNodes: ['b'], of: 'nodes' })
    expect(nodes.elements.map(short)).toEqual([
      [1, 'c', 1, undefined],
      [2, 'd', 1, undefined],
    ])
    const idle = await criticality(ROUTER, { objective: 'fastest', pairs: [{ from: 'a', to: 'e', weight: 0 }] })
    expect(idle.elements.map(({ id, cut_off, delta, mean }) => [id, cut_off, delta, mean])).toEqual([
      ['de', 1, undefined, undefined],
      ['ab', 0, 0, undefined],
      ['bd', 0, 0, undefined],
    ])
    expect((await criticality(ROUTER, { from: 'a', to: 'a' })).elements).toEqual([])
    expect(await criticality(ROUTER, { from: 'a', to: 'f' })).toMatchObject({ elements: [], examined: 0 })
  })

  it('tells how far it is, and stops when it is told to', async () => {
    const pairs = Array.from({ length: 40 }, () => ({ from: 'a', to: 'e' }))
    const seen: CriticalityProgress[] = []
    const whole = await criticality(ROUTER, { ...SHARED, pairs, onProgress: (progress) => seen.push(progress) })
    // 40 best routes, and each again without its three links.
    expect(seen.map(({ done, total }) => [done, total])).toEqual([
      [16, 40],
      [32, 40],
      [80, 160],
      [120, 160],
      [160, 160],
    ])
    expect(seen.map(({ element }) => element)).toEqual([undefined, undefined, 'Beck road', 'Beck road', 'The bridge'])
    expect(whole.elements[0]).toMatchObject({ id: 'de', cut_off: 40 })
    const stop = new AbortController()
    let calls = 0
    const stopped = criticality(ROUTER, {
      ...SHARED,
      pairs,
      signal: stop.signal,
      onProgress: () => {
        if (++calls === 3) stop.abort(new Error('enough'))
      },
    })
    await expect(stopped).rejects.toThrow('enough')
    expect(calls).toBe(3)
    await expect(criticality(ROUTER, { ...QUERY, signal: 'now' as never })).rejects.toThrow('expected an AbortSignal')
  })

  it('measures signals in hours too', async () => {
    const router = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      fibre.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      short, a, b, 200, 0.000001
      long,  a, b, 300, 0.000003`),
    )
    const query = { from: 'a', to: 'b', modes: ['fibre'], objective: 'fastest', handling: 'none' } as const
    const [short] = (await criticality(router, query)).elements
    expect(short?.id).toBe('short')
    // In whole microseconds.
    expect(short?.delta).toBeCloseTo(0.000002, 9)
    expect(short?.extra?.time_h).toBeCloseTo(0.000002, 12)
  })

  it('refuses what it cannot use', async () => {
    const refusal = async (query: object): Promise<string> => {
      try {
        await criticality(ROUTER, query as CriticalityQuery)
      } catch (error) {
        if (error instanceof UsageError) return error.message
        throw error
      }
      return 'nothing was refused'
    }
    expect(await refusal({ from: 'a' })).toBe('There is nothing to route; expected from and to, or pairs.')
    expect(await refusal({ ...QUERY, pairs: [] })).toBe(
      'Both one pair and pairs are given; expected from and to, or pairs.',
    )
    expect(await refusal({ pairs: [] })).toBe('Option pairs is []; expected a list of at least one pair.')
    expect(await refusal({ pairs: [{ from: 'a' }] })).toBe(
      'Option pairs holds {"from":"a"}; expected an object with from and to.',
    )
    expect(await refusal({ pairs: [{ from: 'a', to: 'e', weight: -1 }] })).toBe(
      'Option weight is -1; expected a number of at least 0.',
    )
    expect(await refusal({ ...QUERY, of: 'link' })).toBe('Option of is "link"; expected one of links, nodes.')
    expect(await refusal({ ...QUERY, limit: 0 })).toBe('Option limit is 0; expected a whole number of at least 1.')
    expect(await refusal({ ...QUERY, objectiv: 'fastest' })).toMatch(/^Unknown option "objectiv"/)
    expect(await refusal({ ...QUERY, to: 'Dorff' })).toMatch(/Dorf/)
  })
})

describe('criticality against a network without the element', () => {
  const without = (spec: NetworkSpec, keep: (link: Row) => boolean): NetworkSpec => ({
    ...spec,
    link: spec.link.filter(keep),
  })

  it.each(['links', 'nodes'] as const)('loses what building the network without one of the %s loses', async (of) => {
    const tally = new RouteTally()
    let [detours, cuts] = [0, 0]
    await fc.assert(
      fc.asyncProperty(question(), async ({ spec, query: { via: _via, ...query } }) => {
        const router = createRouter(networkOf(spec))
        const base = router.route(query)
        if (!tally.note(base.status === 'ok') || base.status !== 'ok') return
        const { elements } = await criticality(router, { ...query, of })
        const touches = (link: Row, id: string): boolean =>
          of === 'links' ? link.link_id === id : link.from_node_id === id || link.to_node_id === id
        for (const { id, cut_off, delta } of elements) {
          const lost = rebuilt(
            without(spec, (link) => !touches(link, id)),
            query,
          )
          if (lost === undefined) continue
          if (lost.status === 'no-route') {
            expect([cut_off, delta]).toEqual([1, undefined])
            cuts++
          } else {
            expect([cut_off, delta]).toEqual([0, (lost.weight - base.weight) / PER_UNIT[base.objective]])
            if (lost.weight > base.weight) detours++
          }
        }
        // Nothing is lost with all that is not listed.
        const listed = [base.from, base.to, ...elements.map(({ id }) => id)]
        const only = rebuilt(
          without(spec, (link) => listed.some((id) => touches(link, id))),
          query,
        )
        if (only !== undefined) expect(only).toMatchObject({ status: 'ok', weight: base.weight })
        if (of === 'links') expect(new Set(elements.map(({ id }) => id))).toEqual(new Set(linksOf(base)))
      }),
      { numRuns: 120 },
    )
    tally.expectAtLeastHalf()
    expect([detours > 0, cuts > 0]).toEqual([true, true])
  })

  /** The route in another network; `undefined` where the question names what that network does not have. */
  function rebuilt(spec: NetworkSpec, query: Parameters<ReturnType<typeof createRouter>['route']>[0]) {
    try {
      return createRouter(networkOf(spec)).route(query)
    } catch (error) {
      if (error instanceof UsageError) return undefined
      throw error
    }
  }
})
