import { describe, expect, it } from 'vitest'
import { type Audit, type AuditQuery, audit } from '../../../src/corridor/audit/audit.js'
import { UsageError } from '../../../src/issue/errors.js'
import { createRouter } from '../../../src/routing/router.js'
import { openSaved } from '../../../src/routing/saved/decode.js'
import { saveRouter } from '../../../src/routing/saved/encode.js'
import { ROUND_RULES, textNetwork } from '../../support/text-network.js'

/** A direct line, one with a change of gauge, and a corridor over each. */
const ROUTER = createRouter(
  textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  a, Aton, 0,   0, DE
  b, Bern, 0.5, 0, DE
  c, Calw, 1,   0, DE

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm, electrified
  ac, a, c, 300, 1435, 1
  ab, a, b, 60,  1435, 1
  bc, b, c, 60,  1520, 0

  road.csv
  link_id, from_node_id, to_node_id, length_km
  road, a, c, 2000

  standard.csv
  mode, country, standard, value
  rail, DE, electrification, 15 kV

  corridor.csv
  corridor_id, name, via, modes, from_place, to_place
  direct, Direct, , rail, Aton, Calw
  change, By Bern, b, rail, Aton, c
  loose,  Loose, b, rail

  maintenance.csv
  maintenance_id, link_id, from_date, to_date
  first,  ac,   2024-12-01, 2025-01-31
  second, ac,   2025-03-01, 2025-03-10
  aside,  road, 2024-12-15, 2025-01-15
  both,   bc,   2025-03-06, 2025-03-10

  ${ROUND_RULES}`),
)

function audited(query: AuditQuery): Audit {
  const result = audit(ROUTER, { objective: 'fastest', ...query })
  if (result.status === 'no-route') throw new Error(result.reason)
  return result
}

describe('audit', () => {
  it('audits the best way through a corridor between its own ends, or others', () => {
    const change = audited({ corridor: 'change' })
    expect(change).toMatchObject({
      corridor: { id: 'change', name: 'By Bern' },
      from: 'a',
      to: 'c',
      summary: { mismatches: 2, time_h: 5 },
    })
    expect(audited({ corridor: 'direct', to: 'Bern' })).toMatchObject({ to: 'b', summary: { mismatches: 0 } })
    expect(audited({ corridor: 'loose', from: 'a', to: 'c' }).summary).toEqual(change.summary)
  })

  it('audits the best way between two places, and a corridor from code', () => {
    expect(audited({ from: 'a', to: 'c' })).toMatchObject({ corridor: undefined, summary: { mismatches: 0 } })
    const corridor = { id: 'x', name: 'X', via: ['b'], constraints: { modes: ['rail'] } }
    expect(audited({ corridor, from: 'a', to: 'c' })).toMatchObject({
      corridor: { id: 'x' },
      summary: { mismatches: 2 },
    })
  })

  it('takes the constraints, the day and the scenario of the question', () => {
    expect(audited({ from: 'a', to: 'c', avoidLinks: ['ac'], modes: ['rail'] }).summary.mismatches).toBe(2)
    expect(audited({ from: 'a', to: 'c', modes: ['rail'], date: '2025-01-01' }).summary.mismatches).toBe(2)
    const scenario = { id: 's', changes: [{ change: { link: 'bc' }, electrified: true }] }
    expect(audited({ corridor: 'change', scenario }).mismatches.map(({ standard }) => standard)).toEqual(['gauge_mm'])
  })

  it('tells what maintenance costs, period by period and on average over each year', () => {
    const { maintenance } = audited({ corridor: 'direct' })
    // Round by Bern: 180 km less, and 5 h and USD 50 for the change of gauge of two TEU.
    const round = { time_h: expect.closeTo(1.4, 9), cost_usd: 50 - 360, co2e_kg: 2 - 36 }
    expect(maintenance.windows).toMatchObject([
      {
        from: '2024-12-01',
        to: '2025-01-31',
        days: 62,
        maintenance: ['first'],
        status: 'ok',
        extra: round,
        delta: 1.4,
      },
      { from: '2025-03-01', to: '2025-03-05', days: 5, maintenance: ['second'], extra: round },
      { from: '2025-03-06', to: '2025-03-10', days: 5, maintenance: ['second'], status: 'no-route', extra: undefined, delta: undefined }, // biome-ignore format: one line
    ])
    expect(maintenance.unit).toBe('h')
    const [y2024, y2025] = maintenance.years
    expect(y2024).toMatchObject({ year: 2024, days: 366, disturbed_days: 31, cut_off_days: 0 })
    expect(y2024?.mean_extra.time_h).toBeCloseTo((31 * 1.4) / 366, 12)
    expect(y2025).toMatchObject({ year: 2025, days: 365, disturbed_days: 41, cut_off_days: 5 })
    expect(y2025?.mean_delta).toBeCloseTo((36 * 1.4) / 365, 12)
    // The day of the question says which way is audited; the works are compared with the way without them.
    const dated = audited({ corridor: 'direct', date: '2025-01-01' })
    expect(dated.summary.mismatches).toBe(2)
    expect(dated.maintenance).toEqual(maintenance)
  })

  it('answers the same from a saved network', () => {
    const saved = openSaved(saveRouter(ROUTER))
    expect(audit(saved, { corridor: 'change' })).toEqual(audit(ROUTER, { corridor: 'change' }))
  })

  it('gives back why there is no route', () => {
    expect(audit(ROUTER, { corridor: 'direct', date: '2025-03-10', avoidLinks: ['road'] })).toMatchObject({
      status: 'no-route',
      drop: [{ option: 'maintenance' }],
    })
  })

  it.each<[string, AuditQuery, string]>([
    ['nothing', {}, 'There is nothing to audit; expected a corridor, or from and to.'],
    ['one end', { from: 'a' }, 'There is nothing to audit; expected a corridor, or from and to.'],
    ['an unknown corridor', { corridor: 'dirct' }, 'Unknown corridor "dirct"; expected one of direct, change, loose. Did you mean "direct"?'], // biome-ignore format: one line
    ['a corridor without ends', { corridor: 'loose' }, 'The corridor "loose" has no from_place; give from.'],
    ['a corridor without a name', { corridor: { id: 'x' } as never }, 'Corridor "x" has for name undefined; expected text.'], // biome-ignore format: one line
    ['an unknown option', { corridor: 'direct', modes: 'rail' } as never, 'Option modes is "rail"; expected a list.'],
  ])('refuses %s', (_, query, message) => {
    expect(() => audit(ROUTER, query)).toThrow(UsageError)
    expect(() => audit(ROUTER, query)).toThrow(message)
  })
})
