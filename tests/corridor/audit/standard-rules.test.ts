import { describe, expect, it } from 'vitest'
import { StandardRules } from '../../../src/corridor/audit/standard-rules.js'
import { textNetwork } from '../../support/text-network.js'

const RULES = new StandardRules(
  textNetwork(`
  node.csv
  node_id, x_coord, y_coord
  a, 0, 0

  territory.csv
  country, customs_territory
  PL, EU
  DE, EU

  standard.csv
  mode, country, facility_type, gauge_mm, standard, value
  rail, *,  ,      ,     train_length_m, 500
  rail, EU, ,      ,     train_length_m, 740
  rail, pl, ,      ,     train_length_m, 600
  rail, PL, ,      1520, train_length_m, 1000
  rail, PL, main,  ,     train_length_m, 650
  rail, ,   yard,  ,     train_length_m, 300
  rail, ,   ,      1520, train_length_m, 900
  road, EU, ,      ,     truck_gross_t,  40`),
)

describe('StandardRules', () => {
  it.each([
    ['a country before its territory', 'PL', 1435, undefined, '600'],
    ['the territory', 'DE', 1435, undefined, '740'],
    ['any other country', 'CN', 1435, undefined, '500'],
    ['where there is no country', undefined, undefined, undefined, '500'],
    ['the track before the country', 'DE', 1520, undefined, '900'],
    ['the track and the country before the track', 'PL', 1520, 'main', '1000'],
    ['a class and a country before a country', 'PL', 1435, 'main', '650'],
    ['a class before the territory', 'DE', 1435, 'yard', '300'],
  ])('takes the most specific row: %s', (_, country, gauge_mm, facility_type, value) => {
    const subject = { mode: 'rail', country, gauge_mm, facility_type } as const
    expect(RULES.of('train_length_m', subject)).toMatchObject({ value })
  })

  it('says where two rows are equally specific, and where none matches', () => {
    const subject = { mode: 'rail', country: 'PL', gauge_mm: 1435, facility_type: 'yard' } as const
    expect(RULES.of('train_length_m', subject)).toBe('ambiguous')
    expect(RULES.of('train_gross_t', subject)).toBeUndefined()
    expect(RULES.of('truck_gross_t', subject)).toBeUndefined()
  })
})
