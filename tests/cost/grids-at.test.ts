import { describe, expect, it } from 'vitest'
import { gridChangeDays, gridsAt } from '../../src/cost/grids-at.js'
import type { GridRow } from '../../src/ingest/schema.js'

const grid = (country: string, year: number, gco2e_per_kwh: number): GridRow => ({
  country,
  year,
  gco2e_per_kwh,
  source: undefined,
  file: 'grid.csv',
  row: 2,
})

const ROWS = [grid('CN', 2018, 560), grid('KZ', 2021, 656), grid('CN', 2024, 0), grid('CN', 2015, 601)]

describe('gridsAt', () => {
  const at = (date: string | undefined, rows = ROWS) => gridsAt(rows, date).get('CN')?.gco2e_per_kwh

  it('takes the latest year that is not after the date, and without a date the latest of all', () => {
    expect(at('2018-01-01')).toBe(560)
    expect(at('2023-12-31')).toBe(560)
    expect(at('2017-12-31')).toBe(601)
    expect(at('2024-01-01')).toBe(0)
    expect(at(undefined)).toBe(0)
  })

  it('takes the earliest year for dates before all', () => {
    expect(at('1999-06-01')).toBe(601)
    expect(gridsAt(ROWS, '2015-01-01').get('KZ')?.year).toBe(2021)
  })

  it('does not depend on the order of rows, and knows no country without a row', () => {
    for (const date of ['2010-01-01', '2016-01-01', '2020-01-01', '2030-01-01', undefined]) {
      expect(at(date, [...ROWS].reverse())).toBe(at(date))
    }
    expect(gridsAt(ROWS, undefined).has('RU')).toBe(false)
    expect(gridsAt([], '2020-01-01').size).toBe(0)
  })
})

it('gridChangeDays: the first day of each year but the earliest of a country', () => {
  expect(gridChangeDays(ROWS)).toEqual(['2018-01-01', '2024-01-01'])
  expect(gridChangeDays([grid('KZ', 2021, 656), grid('CN', 2020, 560)])).toEqual([])
})
