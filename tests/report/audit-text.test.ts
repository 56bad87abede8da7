import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { type Audit, audit } from '../../src/corridor/audit/audit.js'
import { maintenancePlan } from '../../src/corridor/maintenance/maintenance-plan.js'
import { auditText } from '../../src/report/audit-text.js'
import { maintenanceText } from '../../src/report/maintenance-text.js'
import { createRouter } from '../../src/routing/router.js'
import { ROUND_RULES, textNetwork } from '../support/text-network.js'

/** Names, values and ids that a terminal would obey. */
const ROUTER = createRouter(
  textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  a, A\u001b[2Jton, 0,   0, DE
  b, Bern,          0.5, 0, DE
  c, Calw,          1,   0, DE

  rail.csv
  link_id, name, from_node_id, to_node_id, length_km, gauge_mm, facility_type
  ab, ,                a, b, 60, 1435, x
  a2, Old\u0007 line,  a, b, 90, 1435, x
  bc, ,                b, c, 60, 1435, y

  standard.csv
  mode, facility_type, standard, value
  rail, x, electrification, 15\u001bkV
  rail, y, loading_gauge, G1
  rail, y, train_length_m, 0
  rail, x, train_length_m, 0

  maintenance.csv
  maintenance_id, link_id, from_date, to_date
  w\u001borks, ab, 2025-01-01, 2025-01-01

  ${ROUND_RULES}`),
)

function audited(): Audit {
  const result = audit(ROUTER, { from: 'a', to: 'c', objective: 'fastest' })
  if (result.status === 'no-route') throw new Error(result.reason)
  return result
}

describe('auditText', () => {
  it('lets no control character of the data through, and fits the screen', () => {
    for (const width of [40, 60, 100]) {
      const text = auditText(audited(), width, true)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
      for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  it('has no table and no total where nothing is amiss', () => {
    const text = auditText(audited(), 100)
    expect(text.split('\n')[0]).toBe('A\uFFFD[2Jton to Calw, fastest: 0 mismatches')
    expect(text).not.toContain('total')
    expect(text).not.toContain('Weakest link')
    expect(text).not.toContain('Safety')
    expect(text).toContain('train length, m (rail)      0         0  100  all the way')
  })

  it('says where there are no works on the way', () => {
    const result = audit(ROUTER, { from: 'b', to: 'c', objective: 'fastest' }) as Audit
    expect(auditText(result, 100)).toContain('No works close a link of this way.')
  })
})

describe('maintenanceText', () => {
  it('lets no control character of the data through', () => {
    const plan = maintenancePlan(ROUTER, { from: 'a', to: 'c', objective: 'fastest' })
    const text = maintenanceText(plan, 60)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
    expect(text).toContain('w\uFFFDorks')
  })

  it('is one line where nothing is lost', () => {
    const plan = maintenancePlan(ROUTER, { from: 'b', to: 'c', objective: 'fastest' })
    expect(maintenanceText(plan, 100)).toBe(
      'Bern to Calw, fastest: 1 closure on 1 day cost 0.0 days of delay and USD 0\n\nNone of them costs anything.',
    )
  })
})
