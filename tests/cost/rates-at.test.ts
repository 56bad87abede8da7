import { describe, expect, it } from 'vitest'
import { changeDays, ratesAt, usdPerUnit } from '../../src/cost/rates-at.js'
import type { ExchangeRow, RateRow } from '../../src/ingest/schema.js'

const rate = (row: Partial<RateRow>): RateRow => ({ mode: 'rail', file: 'rate.csv', row: 2, ...row }) as RateRow
const exchange = (currency: string, date: string, usd_per_unit: number): ExchangeRow => ({
  currency,
  date,
  usd_per_unit,
  source: undefined,
  file: 'exchange.csv',
  row: 2,
})

describe('ratesAt', () => {
  const old = rate({ valid_to: '2024-12-31', usd_per_teu_km: 1 })
  const now = rate({ valid_from: '2025-01-01', usd_per_teu_km: 2 })
  const always = rate({ country: 'CN', usd_per_teu_km: 3 })

  it('takes the rows that hold on the day, both ends included', () => {
    const rows = [old, now, always]
    expect(ratesAt(rows, '2024-12-31')).toEqual([old, always])
    expect(ratesAt(rows, '2025-01-01')).toEqual([now, always])
  })

  it('without a day takes of each scope the row that is valid last', () => {
    expect(ratesAt([old, now, always], undefined)).toEqual([now, always])
    const ended = rate({ valid_from: '2026-01-01', valid_to: '2026-12-31' })
    expect(ratesAt([now, ended], undefined)).toEqual([now])
    expect(ratesAt([old, ended], undefined)).toEqual([ended])
    const later = rate({ valid_from: '2030-01-01' })
    expect(ratesAt([later, now], undefined)).toEqual([later])
  })

  it('keeps two that are valid equally long: an ambiguity, not a toss', () => {
    const twin = rate({ valid_from: '2025-01-01', usd_per_teu_km: 5 })
    expect(ratesAt([now, twin], undefined)).toEqual([now, twin])
    expect(ratesAt([now, twin], '2025-06-01')).toEqual([now, twin])
  })

  it('takes the ends of a link either way round as one scope, and * as blank', () => {
    const there = rate({ from_node_id: 'a', to_node_id: 'b', valid_to: '2024-12-31' })
    const back = rate({ from_node_id: 'b', to_node_id: 'a', facility_type: '*', valid_from: '2025-01-01' })
    expect(ratesAt([there, back], undefined)).toEqual([back])
  })

  it('gives back the rows of a network without dates as they are', () => {
    const rows = [always]
    expect(ratesAt(rows, undefined)).toBe(rows)
  })
})

describe('usdPerUnit', () => {
  const rows = [
    exchange('EUR', '2024-01-01', 1.1),
    exchange('EUR', '2025-01-01', 1.04),
    exchange('CNY', '2024-06-01', 0.14),
  ]

  it('takes the last rate on or before the day, or the last of all', () => {
    expect(usdPerUnit(rows, 'EUR', '2024-12-31')).toBe(1.1)
    expect(usdPerUnit(rows, 'EUR', '2025-01-01')).toBe(1.04)
    expect(usdPerUnit(rows, 'EUR', undefined)).toBe(1.04)
    expect(usdPerUnit([...rows].reverse(), 'EUR', undefined)).toBe(1.04)
  })

  it('is unknown before the first and for a currency without one, and 1 for USD', () => {
    expect(usdPerUnit(rows, 'CNY', '2024-05-31')).toBeUndefined()
    expect(usdPerUnit(rows, 'KZT', undefined)).toBeUndefined()
    expect(usdPerUnit([exchange('USD', '2024-01-01', 7)], 'USD', undefined)).toBe(1)
  })
})

it('changeDays: each first day of other rates, only of currencies that rates are in', () => {
  const rates = [
    rate({ valid_from: '2024-03-01', valid_to: '2024-12-31' }),
    rate({ currency: 'EUR', valid_from: '2025-01-01' }),
    rate({}),
  ]
  const rows = [exchange('EUR', '2024-07-01', 1.1), exchange('CNY', '2020-01-01', 0.14)]
  expect(changeDays(rates, rows)).toEqual(['2024-03-01', '2024-07-01', '2025-01-01'])
  expect(changeDays([rate({})], rows)).toEqual([])
})
