import { describe, expect, it } from 'vitest'
import { VALIDATION_SCHEMA, type ValidationRow, validate } from '../../src/corridor/validate.js'
import { UsageError } from '../../src/issue/errors.js'
import { createRouter } from '../../src/routing/router.js'
import { rowsFromText } from '../support/table-rows.js'
import { linksOf, ROUND_RULES, textNetwork } from '../support/text-network.js'

/** Aton to Dorf by rail in 60 h and by road in 12 h, with two ways each; the default shipment is 2 TEU of 20 t. */
const ROUTER = createRouter(
  textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord, country
  aton, Aton, 0, 0, CN
  pass, Pass, 5, 0, CN
  town, Town, 5, 1, KZ
  dorf, Dorf, 10, 0, CN

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm
  ap, aton, pass, 1200, 1435
  pd, pass, dorf, 1200, 1435

  road.csv
  link_id, from_node_id, to_node_id, length_km
  at, aton, town, 500
  td, town, dorf, 500
  ar, aton, pass, 600
  rd, pass, dorf, 600

  ${ROUND_RULES}`),
)

/** The columns after `to` are given as `column = value` pairs. */
function row(cells: string): ValidationRow {
  const pairs = cells.split(';').map((pair) => pair.split('=').map((word) => word.trim()))
  const columns = ['id', 'from', 'to', ...pairs.map(([column]) => column ?? '')]
  const values = ['V1', 'aton', 'dorf', ...pairs.map(([, value]) => value ?? '')]
  const [read] = rowsFromText(VALIDATION_SCHEMA, `${columns.join()}\n${values.join()}`)
  if (read === undefined) throw new Error('expected a row')
  return read
}

function checked(cells: string): string[] {
  const [result] = validate(ROUTER, [row(cells)])
  return (result?.checks ?? []).map(
    ({ quantity, ours, min, max, inside }) => `${quantity} ${ours} in ${min}..${max}: ${inside}`,
  )
}

describe('validate', () => {
  it.each([
    // 6 h + 48 h + 6 h are 2.5 days.
    ['modes = rail; days_min = 2; days_max = 3', ['days 2.5 in 2..3: true']],
    ['modes = rail; days_min = 2.5; days_max = 2.5', ['days 2.5 in 2.5..2.5: true']],
    ['modes = rail; days_min = 2.6; days_max = 9', ['days 2.5 in 2.6..9: false']],
    ['modes = rail; days_min = 1; days_max = 2.4', ['days 2.5 in 1..2.4: false']],
    ['modes = rail; days_max = 3', ['days 2.5 in undefined..3: true']],
    ['modes = rail; days_min = 3', ['days 2.5 in 3..undefined: false']],
    ['modes = rail; handling = none; days_max = 2', ['days 2 in undefined..2: true']],
    ['modes = rail; length_km = 2000; length_tolerance_pct = 25', ['km 2400 in 1500..2500: true']],
    ['modes = rail; length_km = 2000', ['km 2400 in 2000..2000: false']],
    // 2 TEU at USD 2,400 and 2 handlings of 30 each.
    ['modes = rail; cost_usd_min = 4920; cost_usd_max = 4920', ['USD 4920 in 4920..4920: true']],
    // 10 g x 20 t x 2,400 km are 480 kg; 2 handlings of 3 kg for each TEU.
    ['modes = rail; co2e_t_min = 0.4; co2e_t_max = 0.5', ['t CO2e 0.492 in 0.4..0.5: true']],
    ['modes = rail', []],
  ])('%s', (cells, lines) => {
    expect(checked(cells)).toEqual(lines)
  })

  it('gives one check for each band, in the order days, km, USD, t CO2e', () => {
    expect(checked('modes = rail; co2e_t_max = 9; cost_usd_max = 1; length_km = 1; days_max = 9')).toEqual([
      'days 2.5 in undefined..9: true',
      'km 2400 in 1..1: false',
      'USD 4920 in undefined..1: false',
      't CO2e 0.492 in undefined..9: true',
    ])
  })

  it.each([
    ['modes = road', 'ar rd'],
    ['modes = road; via = town', 'at td'],
    ['modes = rail|road; via = rail: pass', 'ap rd'],
    ['modes = road; avoid_countries = KZ', 'ar rd'],
    ['handling = none; modes = rail', 'ap pd'],
  ])('routes as the row says: %s', (cells, links) => {
    const [result] = validate(ROUTER, [row(cells)])
    expect(result && linksOf(result.result).join(' ')).toBe(links)
  })

  it('takes the fastest chain, or the best by another objective', () => {
    const rows = [row('days_max = 9')]
    const modes = (objective?: 'greenest') =>
      validate(ROUTER, rows, objective).map(({ result }) => result.status === 'ok' && result.legs[1]?.mode)
    expect(modes()).toEqual(['road'])
    expect(modes('greenest')).toEqual(['rail'])
  })

  it('is outside where there is no route', () => {
    expect(checked('modes = sea; days_max = 9; length_km = 5')).toEqual([
      'days undefined in undefined..9: false',
      'km undefined in 5..5: false',
    ])
  })

  it('throws for an unknown place', () => {
    expect(() => validate(ROUTER, [row('via = Passs')])).toThrow(UsageError)
  })
})
