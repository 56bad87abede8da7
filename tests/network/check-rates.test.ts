import { expect, it } from 'vitest'
import type { Issue } from '../../src/issue/issue.js'
import { networkFromRecords } from '../../src/network/from-records.js'
import { recordsFromText } from '../support/text-network.js'

function issuesOf(tables: string): readonly Issue[] {
  const nodes = `
    node.csv
    node_id, x_coord, y_coord, country
    a, 0, 0, DE
    b, 1, 0, DE

    rail.csv
    link_id, from_node_id, to_node_id, length_km
    ab, a, b, 120
  `
  return networkFromRecords(recordsFromText(`${nodes}\n\n${tables}`)).issues
}

it.each([
  [
    'bands that no one can read',
    'mode, bands_per_teu_km\nrail, 500:0.4|1500:0.3',
    {
      severity: 'error',
      code: 'bad-bands',
      file: 'rate.csv',
      row: 2,
      column: 'bands_per_teu_km',
      value: '500:0.4|1500:0.3',
    },
  ],
  [
    'belts that fall',
    'mode, bands_per_teu\nrail, 500:300|:200',
    { severity: 'error', code: 'bad-bands', file: 'rate.csv', row: 2, column: 'bands_per_teu', value: '500:300|:200' },
  ],
  [
    'a currency that is no code',
    'mode, currency, per_teu_km\nrail, euro, 1',
    { severity: 'error', code: 'bad-currency', file: 'rate.csv', row: 2, column: 'currency', value: 'euro' },
  ],
  [
    'a rate that ends before it begins',
    'mode, usd_per_teu_km, valid_from, valid_to\nrail, 1, 2025-02-01, 2025-01-31',
    { severity: 'error', code: 'bad-validity', file: 'rate.csv', row: 2, column: 'valid_to', value: '2025-01-31' },
  ],
  [
    'a currency that is for nothing',
    'mode, usd_per_teu_km, currency\nrail, 1, EUR',
    { severity: 'warning', code: 'unused-currency', file: 'rate.csv', row: 2, column: 'currency', value: 'EUR' },
  ],
  [
    'a currency without an exchange rate',
    'mode, per_teu_km, currency\nrail, 1, eur',
    { severity: 'warning', code: 'no-exchange-rate', file: 'rate.csv', row: 2, column: 'currency', value: 'EUR' },
  ],
  [
    'a density that is for nothing',
    'mode, usd_per_teu_km, kg_per_m3\nrail, 1, 333',
    { severity: 'warning', code: 'unused-density', file: 'rate.csv', row: 2, column: 'kg_per_m3', value: '333' },
  ],
])('%s: one issue with its place', (_, rate, issue) => {
  const issues = issuesOf(`rate.csv\n${rate}`)
  expect(issues).toHaveLength(1)
  expect(issues[0]).toMatchObject(issue)
})

it('says what bands look like', () => {
  const [issue] = issuesOf('rate.csv\nmode, bands_per_teu\nrail, cheap')
  expect(issue?.expected).toContain('500:180|1000:300|:520')
  expect(issue?.expected).toContain('no amount below the one before')
})

it('a USD is a USD', () => {
  const issues = issuesOf('exchange.csv\ncurrency, date, usd_per_unit\nUSD, 2024-01-01, 1\nUSD, 2024-02-01, 2')
  expect(issues).toMatchObject([{ code: 'bad-exchange-rate', row: 3, value: '2' }])
})

it('one scope twice is an error where a day is in both, and none where they follow each other', () => {
  const rows = (from: string) => `rate.csv
    mode, usd_per_teu_km, valid_from, valid_to
    rail, 1, , 2024-12-31
    rail, 2, ${from}`
  expect(issuesOf(rows('2025-01-01'))).toEqual([])
  expect(issuesOf(rows('2024-12-31'))).toMatchObject([{ code: 'duplicate-rule', row: 3 }])
})

it('an exchange rate twice for a day is an error', () => {
  const issues = issuesOf('exchange.csv\ncurrency, date, usd_per_unit\nEUR, 2024-01-01, 1.1\nEUR, 2024-01-01, 1.2')
  expect(issues).toMatchObject([{ severity: 'error', code: 'duplicate-rule', row: 3 }])
})
