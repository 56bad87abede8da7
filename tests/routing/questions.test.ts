import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/issue/errors.js'
import { createRouter, type Router } from '../../src/routing/router.js'
import { ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'

/** A square of towns by rail, a road beside one side of it, and an island by sea. */
const SQUARE = `
  node.csv
  node_id, x_coord, y_coord
  a, 0, 0
  b, 1, 0
  c, 1, 1
  d, 0, 1
  e, 0, 40

  rail.csv
  link_id, from_node_id, to_node_id, length_km
  ab, a, b, 120
  bc, b, c, 120
  ad, a, d, 130
  dc, d, c, 130

  road.csv
  link_id, from_node_id, to_node_id, length_km
  road-ac, a, c, 200

  sea.csv
  link_id, from_node_id, to_node_id, length_km
  de, d, e, 4400
`

const square = (options = {}): Router => createRouter(textNetwork(SQUARE + ROUND_RULES), options)
const asked = { from: 'a', to: 'c', shipment: ONE_TEU } as const

/** The rules without one of their tables. */
function without(table: string): string {
  const [before, after = ''] = ROUND_RULES.split(`${table}.csv`)
  return `${before}${after.slice(after.indexOf('\n\n'))}`
}

describe('a matrix', () => {
  it('is row by row, whatever its shape', () => {
    const { weights, origins, destinations } = square().matrix({ origins: ['a'], destinations: ['b', 'c', 'a'] })
    expect([origins, destinations]).toEqual([['a'], ['b', 'c', 'a']])
    expect(weights).toHaveLength(3)
    const router = square()
    for (const components of [true, false]) {
      const table = router.matrix({ origins: ['a', 'd'], destinations: ['b', 'c', 'd'], components, shipment: ONE_TEU })
      for (const [i, from] of ['a', 'd'].entries()) {
        for (const [j, to] of ['b', 'c', 'd'].entries()) {
          const route = router.route({ from, to, shipment: ONE_TEU })
          expect(table.weights[3 * i + j]).toBe(route.status === 'ok' ? route.weight : Number.NaN)
        }
      }
    }
  })

  it('refuses what is no list of places, and a flag that is none', () => {
    expect(() => square().matrix({ origins: [], destinations: ['a'] })).toThrow('Option origins is []')
    expect(() => square().matrix({ origins: 'a' as never, destinations: ['a'] })).toThrow('Option origins is "a"')
    expect(() => square().matrix({ origins: ['a'], destinations: ['b'], components: 'yes' as never })).toThrow(
      'Option components is "yes"; expected true or false.',
    )
  })
})

describe('the hierarchy', () => {
  it('is made when it pays, at once, or never', () => {
    const nodes = Array.from({ length: 220 }, (_, i) => `n${i}, ${i / 100}, 0`)
    const links = Array.from({ length: 219 }, (_, i) => `l${i}, n${i}, n${i + 1}, 2`)
    const text = ['node.csv', 'node_id, x_coord, y_coord', ...nodes, '', 'rail.csv', 'link_id, from_node_id, to_node_id, length_km', ...links, '', ROUND_RULES] // biome-ignore format: one file
    const network = textNetwork(text.join('\n'))
    for (const [accelerate, first, last] of [
      ['auto', false, true],
      ['always', true, true],
      ['never', false, false],
    ] as const) {
      const router = createRouter(network, { accelerate })
      router.route({ from: 'n0', to: 'n9' })
      expect(router.order !== undefined).toBe(first)
      for (let i = 0; i < 150; i++) router.route({ from: 'n0', to: `n${i + 1}` })
      expect(router.order !== undefined).toBe(last)
    }
    expect(() => createRouter(network, { accelerate: true as never })).toThrow('expected one of auto, always, never')
    expect(() => createRouter(network, { acelerate: 'never' } as never)).toThrow('Did you mean "accelerate"')
  })

  it('changes no route where two are alike in everything', () => {
    const text = `
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      rail.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      r, a, b, 120, 2

      road.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      s, a, b, 120, 2

      rate.csv
      mode, usd_per_teu_km
      rail, 1
      road, 1

      emission.csv
      mode, wtw_gco2e_per_tkm
      rail, 10
      road, 10

      transfer.csv
      from_mode, to_mode, time_h, cost_usd_per_teu, co2e_kg_per_teu
      door, rail, 0, 0, 0
      rail, door, 0, 0, 0
      door, road, 0, 0, 0
      road, door, 0, 0, 0

      border.csv
      from_country, to_country, time_h, cost_usd_per_teu
      *, *, 0, 0

      speed.csv
      mode, speed_kmh
      rail, 60
      road, 60

      parameter.csv
      parameter, value
      value_of_time_pct_per_day, 1
      carbon_price_usd_per_t, 0
    `
    for (const via of [['a'], ['b'], []]) {
      const answers = (['never', 'always'] as const).map((accelerate) =>
        createRouter(textNetwork(text), { accelerate }).route({ from: 'a', to: 'b', objective: 'fastest', via }),
      )
      expect(answers[1]).toEqual(answers[0])
    }
  })
})

describe('a budget', () => {
  it('of what is minimised needs nothing else to be known', () => {
    const router = createRouter(textNetwork(SQUARE + without('rate')))
    const best = router.route({ ...asked, objective: 'fastest' })
    if (best.status !== 'ok') throw new Error('no route')
    expect(best.totals.cost_usd).toBeUndefined()
    expect(router.budget({ ...asked, objective: 'fastest', budget: { time_h: 100 } })).toEqual(best)
    const tight = router.budget({ ...asked, objective: 'fastest', budget: { time_h: 1 } })
    expect(tight).toMatchObject({ status: 'over-budget', from_name: 'a', to_name: 'c', least: { time_h: 4 } })
    expect(tight).toHaveProperty('reason', 'No route from a to c keeps to the budget: the least is 4 h, the limit 1.')
  })

  it('tells the least of those routes alone of which all is known', () => {
    const rules = ROUND_RULES.replace('road, 50, 40\n', '')
    const router = createRouter(textNetwork(SQUARE + rules))
    const tight = router.budget({ ...asked, objective: 'greenest', budget: { time_h: 4 } })
    // The road takes 4 h, but its carbon is unknown; by rail it is 240 km at 50 km/h and twice 6 h.
    expect(tight).toMatchObject({ status: 'over-budget', least: { time_h: 16.8 } })
    const never = router.budget({ ...asked, modes: ['road'], objective: 'greenest', budget: { time_h: 100 } })
    expect(never).toMatchObject({ status: 'no-route', drop: [{ option: 'modes', value: 'road' }] })
  })

  it('is refused where it makes no sense', () => {
    const ask =
      (budget: unknown, objective = 'fastest') =>
      () =>
        square().budget({ ...asked, objective, budget: budget as never })
    expect(ask({})).toThrow('Option budget is empty; expected at least one of time_h, cost_usd, co2e_kg.')
    expect(ask({ days: 3 })).toThrow('Unknown budget "days"')
    expect(ask({ time_h: -1 })).toThrow('Option budget.time_h is -1; expected a number of at least 0.')
    expect(ask(5)).toThrow('Option budget is 5')
    expect(ask({ time_h: 1, cost_usd: 1, co2e_kg: 1 }, 'generalised')).toThrow('makes four criteria')
  })
})

describe('a frontier', () => {
  it('says which rules are missing where it has no points', () => {
    const router = createRouter(textNetwork(SQUARE + without('rate')))
    expect(router.frontier(asked)).toMatchObject({ status: 'no-route' })
    expect(router.frontier(asked)).toHaveProperty(
      'reason',
      expect.stringContaining('without a speed or rate or emission rule'),
    )
  })

  it('is cut at a limit, and thinned by an epsilon that still covers all of it', () => {
    const router = square()
    const all = router.frontier(asked)
    const first = router.frontier({ ...asked, limit: 1 })
    const thin = router.frontier({ ...asked, epsilon: 10 })
    if (all.status !== 'ok' || first.status !== 'ok' || thin.status !== 'ok') throw new Error('no frontier')
    expect(all.points.length).toBeGreaterThan(1)
    expect([first.points, first.truncated]).toEqual([all.points.slice(0, 1), true])
    expect(thin.points.length).toBeLessThan(all.points.length)
    for (const { weights } of all.points) {
      expect(thin.points.some((point) => point.weights.every((w, c) => w <= 11 * (weights[c] as number)))).toBe(true)
    }
    expect(all.presets).toMatchObject({ fastest: 0, cheapest: all.points.length - 1 })
  })

  it('refuses criteria that are not two or three different objectives', () => {
    for (const criteria of [['fastest'], ['fastest', 'fastest'], 'fastest', []]) {
      expect(() => square().frontier({ ...asked, criteria: criteria as never })).toThrow(
        'expected two or three different',
      )
    }
    expect(() => square().frontier({ ...asked, objective: 'fastest' } as never)).toThrow('give criteria')
  })
})

describe('answers', () => {
  it('are the caller’s own: changing them changes no later answer', () => {
    const router = square({ accelerate: 'always' })
    const question = { ...asked, avoidModes: ['rail', 'road', 'sea'] }
    const closed = router.route(question)
    const frontier = router.frontier(asked)
    const order = router.workOutOrder()
    const copy = structuredClone([closed, frontier])
    if (closed.status !== 'no-route' || frontier.status !== 'ok') throw new Error('not what was set up')
    Object.assign(closed.drop[0] ?? {}, { value: 'changed' })
    ;(frontier.criteria as string[]).push('changed')
    order.fill(0)
    router.order?.fill(0)
    expect([router.route(question), router.frontier(asked)]).toEqual(copy)
    expect(router.route({ ...asked, from: 'b' }).status).toBe('ok')
  })
})

describe('bad questions', () => {
  it.each([
    [{ via: [{ place: 'b' }] }, 'A via entry is {"place":"b"}'],
    [{ via: [5] }, 'A via entry is 5'],
    [{ via: [null] }, 'A via entry is null'],
    [{ via: [{ places: 5 }] }, 'A via entry is {"places":5}'],
    [{ via: [{ modes: 'rail' }] }, 'A via entry is {"modes":"rail"}'],
    [{ modes: [5] }, 'Option modes holds 5; expected texts.'],
    [{ avoidBorders: [5] }, 'Option avoidBorders holds 5; expected texts.'],
    [{ gauges: ['1435'] }, 'Option gauges holds "1435"; expected numbers.'],
    [{ objective: 5 }, 'Option objective is 5; expected text.'],
  ])('%j get one clear sentence', (options, message) => {
    const ask = () => square().route({ ...asked, ...options } as never)
    expect(ask).toThrow(UsageError)
    expect(ask).toThrow(message)
  })

  it('as a whole too', () => {
    expect(() => square().route(undefined as never)).toThrow(
      'The question is undefined; expected an object of options.',
    )
    expect(() => square().route({ to: 'a' } as never)).toThrow('Option from is undefined')
    expect(() => square().reach({} as never)).toThrow('Give either from')
    expect(() => square().reach({ from: 'a', limits: [-1] })).toThrow('Option limits is -1')
    expect(() => square().alternatives({ ...asked, maxSharing: Number.NaN })).toThrow('Option maxSharing is NaN')
    expect(() => square().alternatives({ ...asked, maxStretch: 0.5 })).toThrow('expected at least 1')
    expect(() => square().shortest({ ...asked, count: 0 })).toThrow('Option count is 0')
  })
})
