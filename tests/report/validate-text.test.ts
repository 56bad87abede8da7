import { describe, expect, it } from 'vitest'
import { VALIDATION_SCHEMA, validate } from '../../src/corridor/validate.js'
import { validateText } from '../../src/report/validate-text.js'
import { createRouter } from '../../src/routing/router.js'
import { rowsFromText } from '../support/table-rows.js'
import { ROUND_RULES, textNetwork } from '../support/text-network.js'

const ROUTER = createRouter(
  textNetwork(`
  node.csv
  node_id, x_coord, y_coord
  aton, 0, 0
  dorf, 9, 0

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ad, aton, dorf, 4000

  ${ROUND_RULES}`),
)

const RESULTS = validate(
  ROUTER,
  rowsFromText(
    VALIDATION_SCHEMA,
    `
  id, from, to,   chain,    modes, days_min, days_max, length_km, length_tolerance_pct, cost_usd_max, co2e_t_min
  V1, aton, dorf, by lorry, road,  1,        1.5,      4000,      5,                    100,          1
  V2, aton, dorf, by ship,  sea,   1,        2
  V3, aton, dorf, ,         ,      ,         ,         3700,      1`,
  ),
)

describe('validateText', () => {
  it('sets ours beside the published band, marks what is outside, and counts', () => {
    expect(validateText(RESULTS, 120).split('\n')).toEqual([
      'row  chain                   days  published      km     published      USD  published  t CO2e  published',
      'V1   aton - dorf: by lorry   1.8!   1.0..1.5   4,000  3,800..4,200  16,040!      ..100    4.00     1.00..',
      'V2   aton - dorf: by ship   none!   1.0..2.0',
      'V3   aton - dorf                              4,000!  3,663..3,737',
      '',
      'Inside the published band: 2 of 6 values (days 0 of 2, km 1 of 2, USD 0 of 1, t CO2e 1 of 1); ! marks the others.',
    ])
  })

  it('is in blocks on a narrow screen', () => {
    expect(validateText(RESULTS, 60)).toContain(
      '\nV2\n  chain: aton - dorf: by ship\n  days: none!\n  published: 1.0..2.0\n',
    )
  })

  it('counts nothing where there is nothing', () => {
    expect(validateText([], 80)).toMatch(/\n\nInside the published band: 0 of 0 values/)
  })

  it('lets no cell colour the screen', () => {
    const [first] = RESULTS
    if (first === undefined) throw new Error('expected a result')
    const text = validateText([{ ...first, row: { ...first.row, chain: '\u001b[31mred\n' } }], 120)
    expect(text).toContain('\uFFFD[31mred')
    expect(text).not.toContain('\u001b')
  })
})
