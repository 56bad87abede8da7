import { beforeAll, describe, expect, it } from 'vitest'
import { type Audit, type AuditQuery, audit } from '../../src/corridor/audit/audit.js'
import { auditRoute } from '../../src/corridor/audit/audit-route.js'
import { STANDARDS_OF_MODE } from '../../src/corridor/audit/standard-kinds.js'
import { StandardRules } from '../../src/corridor/audit/standard-rules.js'
import { compareCorridors } from '../../src/corridor/compare.js'
import { maintenancePlan } from '../../src/corridor/maintenance/maintenance-plan.js'
import type { Router } from '../../src/routing/router.js'
import { itineraryOf, linksOf } from '../support/text-network.js'
import { shippedRouter } from './shipped.js'

let router: Router
beforeAll(async () => {
  router = await shippedRouter()
})

function audited(query: AuditQuery): Audit {
  const result = audit(router, query)
  if (result.status === 'no-route') throw new Error(result.reason)
  return result
}

describe('the standards of the shipped network', () => {
  it('have a source each, and matter to their mode', () => {
    const { standard } = router.network.facts
    expect(standard.length).toBeGreaterThan(300)
    expect(standard.filter(({ source }) => source === undefined)).toEqual([])
    const strange = standard.filter((row) => STANDARDS_OF_MODE[row.mode]?.includes(row.standard) !== true)
    expect(strange.map(({ row, mode, standard: name }) => `${row}: ${mode} ${name}`)).toEqual([])
  })

  it('know the wires, papers, drivers and lengths of every country that a corridor passes', () => {
    const lacking: string[] = []
    for (const { corridor_id } of router.network.corridors) {
      for (const { standard, mode, country, length_km } of audited({ corridor: corridor_id }).unknown) {
        const isKnown = ['electrification', 'transport_document', 'customs_document', 'driver_rules', 'train_length_m', 'axle_load_t', 'truck_gross_t', 'truck_length_m'].includes(standard) // biome-ignore format: one line
        // The Georgian stub of the standard gauge has none of its own.
        if (isKnown && length_km > 50) lacking.push(`${corridor_id}: ${standard} ${mode} ${country} ${length_km}`)
      }
    }
    expect(lacking).toEqual([])
  })

  it('know the system of nearly all the wires of the network', () => {
    const { network } = router
    const rules = new StandardRules(network)
    let known = 0
    let all = 0
    network.graph.forEachDirectedEdge((_, { mode, electrified, length_km, gauge_mm, facility_type }, from) => {
      if (mode !== 'rail' || electrified !== true) return
      const country = network.graph.getNodeAttribute(from, 'country')
      all += length_km
      if (rules.of('electrification', { mode, gauge_mm, facility_type, country }) !== undefined) known += length_km
    })
    expect(known / all).toBeGreaterThan(0.99)
  })
})

describe('audits of the shipped corridors', () => {
  it('find both breaks of gauge of northern rail, and the short trains of Poland behind them', () => {
    const { mismatches, weakest, summary, totals, stops } = audited({ corridor: 'northern-rail' })
    const gauges = mismatches.filter(({ standard }) => standard === 'gauge_mm')
    expect(gauges.map(({ from_name, before, after, handled_by, time_h }) => [from_name, before[0], after[0], handled_by, time_h])).toEqual([
      ['Alashankou', 1435, 1520, 'gauge', 18],
      ['Brest', 1520, 1435, 'gauge', 18],
    ]) // biome-ignore format: one line
    expect(weakest).toMatchObject({ standard: 'train_length_m', weakest: { country: 'PL' }, greatest: 994 })
    // One consignment note goes from China to Germany.
    expect(mismatches.filter(({ standard }) => standard === 'transport_document')).toEqual([])
    const wires = mismatches.find(({ to_country }) => to_country === 'DE')
    expect(wires).toMatchObject({ before: ['3 kV DC'], after: ['15 kV 16.7 Hz'], handled_by: 'none' })
    expect(summary.time_h).toBe(stops.filter(({ charged }) => charged > 0).reduce((sum, { time_h }) => sum + time_h, 0))
    expect(summary.time_h).toBeLessThan(totals.time_h)
  })

  it('issue other papers where the Middle Corridor takes the ship', () => {
    const { mismatches } = audited({ corridor: 'middle-corridor' })
    const papers = mismatches.filter(({ standard }) => standard === 'transport_document')
    expect(papers.map(({ mode, handled_by, time_h }) => [mode, handled_by, time_h])).toEqual([
      ['sea', 'mode', 0],
      ['rail', 'mode', 0],
    ])
  })

  it('charge no corridor more than it takes', () => {
    for (const { corridor_id } of router.network.corridors) {
      const { summary, totals } = audited({ corridor: corridor_id, objective: 'fastest' })
      expect(summary.time_h).toBeLessThanOrEqual(totals.time_h)
      expect(summary.cost_usd as number).toBeLessThanOrEqual(totals.cost_usd as number)
    }
  })
})

describe('maintenance of the shipped network', () => {
  const BTK = {
    from: 'Baku',
    to: 'Istanbul',
    modes: ['rail', 'sea'],
    objective: 'fastest',
    avoidCountries: ['RU', 'IR'],
  }

  it('names a source for each closure', () => {
    const { maintenance } = router.network.facts
    expect(maintenance.length).toBeGreaterThan(15)
    expect(maintenance.filter(({ source }) => source === undefined)).toEqual([])
  })

  it('changes a route on its days: no train through Akhalkalaki while the line was rebuilt', () => {
    const open = itineraryOf(router.route({ ...BTK, date: '2024-05-20' }))
    const closed = itineraryOf(router.route({ ...BTK, date: '2024-05-19' }))
    expect(linksOf(open)).toContain('rail-marabda-akhalkalaki')
    expect(linksOf(closed)).not.toContain('rail-marabda-akhalkalaki')
    expect(closed.weight).toBeGreaterThan(open.weight)
    expect(linksOf(router.route({ ...BTK, date: '2024-05-19', ignoreMaintenance: true }))).toEqual(linksOf(open))
    expect(router.route({ ...BTK, modes: ['rail'], date: '2024-05-19' }).status).toBe('no-route')
  })

  it('changes a rank: from Urumqi to Ankara the Middle Corridor is the best, and was the worst by land', () => {
    const query = { from: 'Urumqi', to: 'Ankara', objective: 'generalised' as const }
    const rankOf = (date: string): Record<string, number | undefined> => {
      const { corridors } = compareCorridors(router, { ...query, date })
      return Object.fromEntries(
        corridors.map((corridor) => [corridor.id, corridor.status === 'ok' ? corridor.rank.generalised : undefined]),
      )
    }
    const land = ['northern-rail', 'southern-rail', 'road-tir']
    const open = rankOf('2024-05-20')
    const closed = rankOf('2024-05-19')
    expect(open['middle-corridor']).toBe(1)
    for (const id of land) expect(closed['middle-corridor'] as number).toBeGreaterThan(closed[id] as number)
  })

  it('is told by an audit year by year, and by a plan for the same pair alike', () => {
    const { maintenance } = audited({ corridor: 'middle-corridor', objective: 'fastest' })
    const year = maintenance.years.find(({ year }) => year === 2023)
    const window = maintenance.windows.find(({ maintenance: ids }) => ids.includes('btk-marabda-2023'))
    expect(window).toMatchObject({ from: '2023-05-15', to: '2024-05-19', days: 371, status: 'ok' })
    expect(year?.mean_delta).toBeCloseTo((231 * (window?.delta as number)) / 365, 9)
    const plan = maintenancePlan(router, { ...BTK })
    const alone = plan.works.find(({ maintenance_id }) => maintenance_id === 'btk-marabda-2023')?.alone
    const base = itineraryOf(router.route(BTK))
    const round = itineraryOf(router.route({ ...BTK, avoidLinks: ['rail-marabda-akhalkalaki'] }))
    expect(alone?.delta).toBeCloseTo((371 * (round.weight - base.weight)) / 3600, 6)
    expect(auditRoute(router, base).summary.mismatches).toBeGreaterThan(0)
  })
})
