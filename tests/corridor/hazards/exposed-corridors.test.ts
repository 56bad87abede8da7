import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCorridors } from '../../../src/corridor/compare.js'
import type { Corridor } from '../../../src/corridor/corridor.js'
import { exposedCorridors } from '../../../src/corridor/hazards/exposed-corridors.js'
import { createRouter } from '../../../src/routing/router.js'
import { hazardRows, hazardShape, networkWithHazards } from '../../support/random-hazards.js'
import { question } from '../../support/random-network.js'
import { RouteTally } from '../../support/route-tally.js'
import { ONE_TEU, ROUND_RULES, textNetwork } from '../../support/text-network.js'

/** By the pass in 4 h and by the valley in 5 h; the pass is closed 73 days of snow in every other year. */
const network = (hazard: string) =>
  textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord
  a, Aton, 0.0, 0
  p, Pass, 0.1, 0
  v, Vale, 0.1, 0.1
  z, Zell, 0.2, 0
  i, Isle, 9,   9

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ap, a, p, 100
  pz, p, z, 100
  av, a, v, 150
  vz, v, z, 150

  corridor.csv
  corridor_id, name, via
  pass, By the pass, p
  vale, By the vale, v
  isle, By the isle, i

  ${ROUND_RULES}

  hazard.csv
  hazard_id, kind, mode, link_id, yearly_probability, closure_days
${hazard}`)

const QUERY = { from: 'a', to: 'z', objective: 'fastest', shipment: ONE_TEU } as const
const SNOW = '  snow, ice, road, pz, 0.5, 73'

describe('exposedCorridors', () => {
  it('ranks the corridors with and without their hazards, and one of them overtakes', () => {
    const { corridors, reranked, ...asked } = exposedCorridors(createRouter(network(SNOW)), QUERY)
    expect(asked).toMatchObject({ from: 'a', to_name: 'Zell', objective: 'fastest', shipment: ONE_TEU })
    const [pass, vale, isle] = corridors
    expect(isle).toEqual({ id: 'isle', name: 'By the isle', status: 'no-route', reason: expect.any(String) })
    if (pass?.status !== 'ok' || vale?.status !== 'ok') throw new Error('expected routes')
    // To pass p without pz, goods come back to a and go by the vale: 7 h, on a tenth of the days.
    expect(pass.exposure.hazards).toMatchObject([{ response: 'detour', delta: 3 }])
    expect([pass.totals.time_h, pass.expected_totals.time_h]).toEqual([4, expect.closeTo(4.3, 12)])
    expect([vale.totals.time_h, vale.expected_totals.time_h]).toEqual([5, 5])
    expect(pass.expected_totals).toEqual({
      time_h: expect.closeTo(4.3, 12),
      cost_usd: expect.closeTo((pass.totals.cost_usd as number) + 0.1 * 600, 9),
      co2e_kg: expect.closeTo((pass.totals.co2e_kg as number) + 0.1 * 150, 9),
      length_km: 200,
    })
    expect(reranked).toEqual([])
    // A pass that is closed every winter for long is no longer the first.
    const winter = exposedCorridors(createRouter(network('  snow, ice, road, pz, 1, 182.5')), QUERY)
    expect(winter.reranked).toEqual(['time', 'cost', 'carbon', 'generalised'])
    expect(winter.corridors).toMatchObject([
      { rank: { time: 1, cost: 1 }, expected_rank: { time: 2, cost: 2 } },
      { rank: { time: 2, cost: 2 }, expected_rank: { time: 1, cost: 1 } },
      { status: 'no-route' },
    ])
  })

  it('is compareCorridors where nothing strikes', () => {
    const corridors: Corridor[] = ['n0', 'n1', 'n2'].map((id) => ({ id, name: id, via: [id], constraints: {} }))
    const tally = new RouteTally()
    fc.assert(
      fc.property(question(), fc.array(hazardShape, { maxLength: 4 }), ({ spec, query }, shapes) => {
        const idle = shapes.map((shape) => ({ ...shape, yearly_probability: 0 }))
        const router = createRouter(networkWithHazards(spec, hazardRows(spec, idle)))
        const compared = compareCorridors(router, { ...query, corridors })
        const exposed = exposedCorridors(router, { ...query, corridors })
        expect(exposed.reranked).toEqual([])
        exposed.corridors.forEach((corridor, i) => {
          const same = compared.corridors[i]
          if (!tally.note(corridor.status === 'ok') || corridor.status !== 'ok') {
            expect(same?.status).toBe('no-route')
            return
          }
          expect(same).toMatchObject({ totals: corridor.totals, rank: corridor.rank })
          expect(corridor.expected_totals).toEqual(corridor.totals)
          expect(corridor.expected_rank).toEqual(corridor.rank)
        })
      }),
      { numRuns: 40 },
    )
    tally.expectAtLeastHalf()
  })
})
