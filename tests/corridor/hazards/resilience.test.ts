import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Corridor } from '../../../src/corridor/corridor.js'
import type { JourneyQuery } from '../../../src/corridor/hazards/journey.js'
import { type LostElement, type Resilience, resilience } from '../../../src/corridor/hazards/resilience.js'
import { UsageError } from '../../../src/issue/errors.js'
import { createRouter } from '../../../src/routing/router.js'
import { networkOf, question } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'
import { ONE_TEU, ROUND_RULES, textNetwork } from '../../support/text-network.js'

/** From a to d by b (200 km) or by c (300 km), and on to e over one bridge; a railway goes from a to e (700 km). */
const ROUTER = createRouter(
  textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord
  a, Aton, 0.0, 0
  b, Beck, 0.1, 0
  c, Cove, 0.1, 0.1
  d, Dorf, 0.2, 0
  e, Eck,  0.3, 0

  road.csv
  link_id, from_node_id, to_node_id, length_km, name
  ab, a, b, 100
  bd, b, d, 100
  ac, a, c, 200
  cd, c, d, 100
  de, d, e, 50, The bridge

  rail.csv
  link_id, from_node_id, to_node_id, length_km
  ae, a, e, 700

  corridor.csv
  corridor_id, via, modes
  road, , road
  by-beck, b, road

  ${ROUND_RULES}`),
)

const QUERY = { from: 'a', to: 'e', objective: 'fastest', shipment: ONE_TEU, handling: 'none' } as const

async function resilient(query: Partial<JourneyQuery> & { of?: 'links' | 'nodes' }): Promise<Resilience> {
  const answer = await resilience(ROUTER, { ...QUERY, ...query })
  if (answer.status === 'no-route') throw new Error(answer.reason)
  return answer
}

const shares = ({ id, survival, survival_any }: LostElement) => [id, survival.share, survival_any.share]

describe('resilience', () => {
  it('is what is left without each element, within the corridor and by any way', async () => {
    // By road 2.5 h; without Beck 3.5 h; by rail 14 h.
    const answer = await resilient({ corridor: 'road' })
    const beck = expect.closeTo(2.5 / 3.5, 12)
    const rail = expect.closeTo(2.5 / 14, 12)
    expect(answer.elements.map(shares)).toEqual([
      ['de', 0, rail],
      ['d', 0, rail],
      ['ab', beck, beck],
      ['bd', beck, beck],
      ['b', beck, beck],
    ])
    expect(answer).toMatchObject({ value: 2.5, unit: 'h', corridor: 'road', objective: 'fastest' })
    expect(answer.within).toMatchObject({ least: 0, weakest: { id: 'de' } })
    expect(answer.any).toMatchObject({ least: rail, weakest: { id: 'de' } })
    // By km: 200 of 250 km keep 2.5 / 3.5, and the bridge nothing.
    expect(answer.within.mean_by_km).toBeCloseTo((200 * 2.5) / 3.5 / 250, 12)
    expect(answer.any.mean_by_km).toBeCloseTo(((200 * 2.5) / 3.5 + (50 * 2.5) / 14) / 250, 12)
    expect(answer.elements[0]).toEqual({
      kind: 'link',
      id: 'de',
      name: 'The bridge',
      mode: 'road',
      from_name: 'Dorf',
      to_name: 'Eck',
      length_km: 50,
      survival: { share: 0, cut_off: true, extra: undefined },
      survival_any: {
        share: rail,
        cut_off: false,
        extra: expect.objectContaining({ time_h: 11.5, cost_usd: 200 }),
      },
    })
  })

  it('keeps to the places of a corridor, and to what is asked for', async () => {
    const answer = await resilient({ corridor: 'by-beck' })
    // Without ab, goods for b come by c and d: 300 km, and 100 km back.
    const rail = expect.closeTo(2.5 / 14, 12)
    const cove = expect.closeTo(2.5 / 3.5, 12)
    const back = expect.closeTo(2.5 / 5.5, 12)
    expect(answer.elements.map(shares)).toEqual([
      ['de', 0, rail],
      ['d', 0, rail],
      ['b', 0, cove],
      ['ab', back, cove],
      ['bd', back, cove],
    ])
    expect((await resilient({ of: 'nodes' })).elements.map(({ id }) => id)).toEqual(['d', 'b'])
    const links = await resilient({ of: 'links' })
    expect(links.elements.map(({ id }) => id)).toEqual(['de', 'ab', 'bd'])
    expect(links.within).toEqual(links.any)
    const nowhere = await resilient({ to: 'a' })
    expect(nowhere.elements).toEqual([])
    expect(nowhere.within).toEqual({ least: undefined, weakest: undefined, mean_by_km: undefined })
    const gone = await resilience(ROUTER, { ...QUERY, modes: ['road'], avoidNodes: ['d'] })
    expect(gone.status).toBe('no-route')
    await expect(resilience(ROUTER, { ...QUERY, of: 'link' as 'links' })).rejects.toThrow(UsageError)
  })
})

describe('resilience as a job', () => {
  it('tells how far it is, and stops when asked', async () => {
    const told: unknown[] = []
    const stop = new AbortController()
    const onProgress = (progress: { readonly done: number }) => {
      told.push(progress)
      if (progress.done === 2) stop.abort(new Error('enough'))
    }
    await expect(resilience(ROUTER, { ...QUERY, onProgress, signal: stop.signal })).rejects.toThrow('enough')
    expect(told).toEqual([
      { done: 1, total: 5, element: 'Aton - Beck' },
      { done: 2, total: 5, element: 'Beck - Dorf' },
    ])
  })
})

describe('resilience of random networks', () => {
  it('equals what networks without each link and each node keep, and loses nothing with any other', async () => {
    const tally = new RouteTally()
    const seen = { whole: 0, part: 0, none: 0 }
    await fc.assert(
      fc.asyncProperty(question(5), async ({ spec, query: { via: _via, ...query } }) => {
        const answer = await resilience(createRouter(networkOf(spec)), query)
        if (!tally.note(answer.status === 'ok') || answer.status !== 'ok') return
        const base = answer.itinerary.weight
        let [km, kept, least] = [0, 0, Number.POSITIVE_INFINITY]
        const expectShare = (
          kind: 'link' | 'node',
          id: string,
          keep: (link: (typeof spec.link)[number]) => boolean,
        ) => {
          const lost = createRouter(networkOf({ ...spec, link: spec.link.filter(keep) })).route(query)
          const share = lost.status === 'no-route' ? 0 : lost.weight === base ? 1 : base / lost.weight
          const element = answer.elements.find((one) => one.kind === kind && one.id === id)
          // What is not on the route is no loss.
          expect(element?.survival.share ?? 1).toBeCloseTo(share, 12)
          expect(element?.survival.cut_off ?? false).toBe(lost.status === 'no-route')
          expect(element?.survival_any).toEqual(element?.survival)
          seen[share === 1 ? 'whole' : share === 0 ? 'none' : 'part']++
          if (element === undefined) return
          least = Math.min(least, share)
          km += element.length_km ?? 0
          kept += (element.length_km ?? 0) * share
        }
        for (const { link_id } of spec.link) expectShare('link', `${link_id}`, (link) => link.link_id !== link_id)
        for (const { node_id } of spec.node) {
          if (node_id === query.from || node_id === query.to) continue
          expectShare('node', `${node_id}`, (link) => ![link.from_node_id, link.to_node_id].includes(node_id))
        }
        expect(answer.within.least ?? Number.POSITIVE_INFINITY).toBeCloseTo(least, 12)
        if (km > 0) expect(answer.within.mean_by_km).toBeCloseTo(kept / km, 9)
        else expect(answer.within.mean_by_km).toBeUndefined()
      }),
      { numRuns: 40 },
    )
    tally.expectAtLeastHalf()
    expect([seen.whole > 0, seen.part > 0, seen.none > 0], JSON.stringify(seen)).toEqual([true, true, true])
  })

  it('survives in a corridor no better than by any way, and between none and all', async () => {
    const tally = new RouteTally()
    await fc.assert(
      fc.asyncProperty(question(), async ({ spec, query: { via: _via, ...query } }) => {
        const corridor: Corridor = { id: 'n1', name: 'n1', via: ['n1'], constraints: { avoidModes: ['sea'] } }
        const router = createRouter(networkOf(spec))
        const answer = await resilience(router, { ...query, corridor })
        if (!tally.note(answer.status === 'ok') || answer.status !== 'ok') return
        for (const { kind, id, survival, survival_any } of answer.elements) {
          for (const { share } of [survival, survival_any]) {
            expect(share).toBeGreaterThanOrEqual(0)
            expect(share).toBeLessThanOrEqual(1)
          }
          expect(survival_any.share).toBeGreaterThanOrEqual(survival.share)
          const avoided = kind === 'link' ? { avoidLinks: [id] } : { avoidNodes: [id] }
          const around = router.route({ ...query, ...avoided })
          expect(survival_any.cut_off).toBe(around.status === 'no-route')
          if (around.status === 'no-route') continue
          const { weight } = answer.itinerary
          expect(survival_any.share).toBeCloseTo(around.weight <= weight ? 1 : weight / around.weight, 12)
        }
      }),
      { numRuns: 60 },
    )
    expect(tally.found).toBeGreaterThan(10)
  })
})
