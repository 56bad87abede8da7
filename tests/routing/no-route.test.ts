import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Constraints } from '../../src/routing/constraints.js'
import { createRouter, type RouteQuery, type Router } from '../../src/routing/router.js'
import { networkOf, question } from '../support/random-network.js'
import { ONE_TEU, ROUND_RULES, resultText, textNetwork } from '../support/text-network.js'

const router = createRouter(
  textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Anfang, 0, 0, CN
  k, Mitte,  0.1, 0, KZ
  r, Strom,  0.2, 0, RU
  z, Ende,   0.3, 0, DE
  i, Insel,  0.4, 0, JP
  o, Ort,    0.5, 0, DE
  w, Wache,  0.6, 0, DE

  link.csv
  link_id, mode, from_node_id, to_node_id, length_km, status, directed, max_axle_load_t, passage
  ak, rail, a, k, 10
  kz, rail, k, z, 10, closed
  ar, rail, a, r, 10, , , 15
  rz, rail, r, z, 10, sanctions
  zi, sea,  z, i, 10, , 1, , suez
  wz, waterway, w, z, 10

  ${ROUND_RULES}`),
)
const ask = (query: Partial<RouteQuery>) => router.route({ from: 'a', to: 'z', objective: 'fastest', ...query })

describe('no route', () => {
  it('is a result that names one constraint to drop', () => {
    expect(ask({ avoidCountries: ['RU'], avoidModes: ['road'] })).toEqual({
      status: 'no-route',
      from: 'a',
      to: 'z',
      from_name: 'Anfang',
      to_name: 'Ende',
      objective: 'fastest',
      drop: [{ option: 'avoidCountries', value: 'RU' }],
      reason: 'No route from Anfang to Ende: dropping avoidCountries RU would open one.',
    })
  })

  it('names a smallest set of several, the default statuses among them', () => {
    const drop = (query: Partial<RouteQuery>) => {
      const result = ask(query)
      return result.status === 'no-route' ? result.drop.map(({ option, value }) => `${option} ${value}`) : undefined
    }
    expect(drop({ avoidNodes: ['r', 'k'] })).toEqual(['avoidNodes r'])
    expect(drop({ avoidNodes: ['r'], avoidCountries: ['RU'] })).toEqual(['avoidStatuses closed'])
    expect(drop({ avoidNodes: ['r', 'k'], avoidCountries: ['RU', 'KZ'] })).toEqual([
      'avoidCountries RU',
      'avoidNodes r',
    ])
    expect(drop({ modes: ['road'] })).toEqual(['modes road'])
    expect(drop({ avoidCountries: ['CN'] })).toEqual(['avoidCountries CN'])
    expect(drop({ shipment: { ...ONE_TEU, axle_load_t: 20 } })).toEqual(['avoidStatuses closed'])
    expect(drop({ shipment: { ...ONE_TEU, axle_load_t: 20 }, avoidNodes: ['k'] })).toEqual(['shipment.axle_load_t 20'])
    expect(drop({ via: ['r', 'k'], avoidLinks: ['ar'] })).toEqual(['avoidLinks ar'])
  })

  it('takes two words for one country for one constraint', () => {
    expect(ask({ avoidCountries: ['RU', 'Russia', 'ru'] })).toMatchObject({
      drop: [{ option: 'avoidCountries', value: 'RU' }],
    })
  })

  it('says so where no constraint is to blame', () => {
    expect(resultText(ask({ from: 'i', to: 'z', avoidModes: ['road'] }))[0]).toMatch(
      /^No route from Insel to Ende: no chain of links and transfers joins them, with or without constraints/,
    )
    expect(resultText(ask({ from: 'w' }))).toEqual([
      'No route from Wache to Ende: no transfer rule allows loading at w.',
    ])
    expect(resultText(ask({ to: 'w' }))).toEqual([
      'No route from Anfang to Wache: no transfer rule allows unloading at w.',
    ])
  })

  it('says so where no link touches a place', () => {
    expect(resultText(ask({ from: 'o' }))).toEqual(['No route from Ort to Ende: no link touches o.'])
    expect(resultText(ask({ to: 'o', handling: 'none' }))).toEqual(['No route from Anfang to Ort: no link touches o.'])
  })

  it('groups constraints by option where there are more than 32', () => {
    const ids = Array.from({ length: 40 }, (_, i) => i)
    const many = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 0.1, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km
      ${ids.map((id) => `l${id}, a, b, 10`).join('\n')}

      ${ROUND_RULES}`),
    )
    const avoidLinks = ids.map((id) => `l${id}`)
    const result = many.route({ from: 'a', to: 'b', objective: 'fastest', avoidLinks })
    expect(result).toMatchObject({ status: 'no-route', drop: [{ option: 'avoidLinks', value: avoidLinks.join(',') }] })
    const open = many.route({ from: 'a', to: 'b', objective: 'fastest', avoidLinks: avoidLinks.slice(1) })
    expect(open.status).toBe('ok')
  })

  it('names a set that opens a route, and no smaller set does', () => {
    let named = 0
    fc.assert(
      fc.property(constrainedQuestion(), ({ spec, query }) => {
        const asked = createRouter(networkOf(spec))
        const result = asked.route(query)
        if (result.status === 'ok') return
        const smallest = smallestOpening(asked, query, result.drop.length === 0 ? 3 : result.drop.length)
        if (result.drop.length === 0) {
          expect(smallest).toBeUndefined()
          return
        }
        named++
        expect(asked.route(dropped(query, result.drop)).status).toBe('ok')
        expect(smallest).toBe(result.drop.length)
      }),
      { numRuns: 150 },
    )
    expect(named).toBeGreaterThan(30)
  })
})

const LISTS = ['avoidModes', 'avoidCountries', 'avoidNodes', 'avoidLinks', 'avoidGauges', 'avoidStatuses'] as const

/** Questions under so many constraints that most have no answer. */
function constrainedQuestion() {
  return question(5).chain(({ spec, query }) => {
    const some = <T>(values: readonly T[], maxLength: number) =>
      fc.subarray([...values], { maxLength: Math.min(maxLength, values.length) })
    const given = (column: string) => [...new Set(spec.link.map((row) => row[column]))].filter((v) => v !== undefined)
    const countries = [...new Set(spec.node.map((row) => row.country))].filter((v) => v !== undefined) as string[]
    return fc.record({
      spec: fc.constant(spec),
      query: fc
        .record({
          avoidModes: some(['rail', 'road', 'sea'], 2),
          avoidCountries: some(countries, 1),
          avoidNodes: some(['n0', 'n1', 'n2'], 1),
          avoidLinks: some(given('link_id') as string[], 2),
          avoidGauges: some(given('gauge_mm') as number[], 1),
          avoidStatuses: some(['closed', 'planned', 'sanctions'], 3),
          via: some(['n0', 'n1', 'n2'], 1),
        })
        .map(
          (constraints): RouteQuery => ({
            ...query,
            objective: 'fastest',
            shipment: { teu: 1, tonnes: 1, value_usd: 1, axle_load_t: 25 },
            ...constraints,
          }),
        ),
    })
  })
}

/** The query without some of its constraints. */
function dropped(query: RouteQuery, blocks: readonly Block[]): RouteQuery {
  const lists: Record<string, readonly (string | number)[]> = {}
  for (const option of LISTS) {
    lists[option] = (query[option] ?? []).filter(
      (value) => !blocks.some((block) => block.option === option && block.value === String(value)),
    )
  }
  const { axle_load_t, ...shipment } = query.shipment ?? { teu: 0, tonnes: 0, value_usd: 0 }
  const keepsAxle = axle_load_t !== undefined && !blocks.some((block) => block.option === 'shipment.axle_load_t')
  return { ...query, ...(lists as Constraints), shipment: keepsAxle ? { ...shipment, axle_load_t } : shipment }
}

/** Size of the smallest set of constraints that opens a route, up to `limit`, by trying all sets. */
function smallestOpening(asked: Router, query: RouteQuery, limit: number): number | undefined {
  const blocks: Block[] = [
    ...LISTS.flatMap((option) => (query[option] ?? []).map((value) => ({ option, value: String(value) }))),
    { option: 'shipment.axle_load_t', value: '25' },
  ]
  const opens = (chosen: readonly Block[], next: number, left: number): boolean => {
    if (left === 0) return asked.route(dropped(query, chosen)).status === 'ok'
    for (let i = next; i <= blocks.length - left; i++) {
      if (opens([...chosen, blocks[i] as Block], i + 1, left - 1)) return true
    }
    return false
  }
  for (let size = 1; size <= limit; size++) if (opens([], 0, size)) return size
  return undefined
}
