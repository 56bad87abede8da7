import type { RateRow } from '../ingest/schema.js'
import type { Tables } from '../ingest/tables.js'
import type { IssueLog } from '../issue/issue.js'

/** The columns of a rate that are in its currency. */
const IN_CURRENCY = [
  'per_teu_km',
  'per_tonne_km',
  'per_teu',
  'per_tonne',
  'per_kg',
  'per_leg',
  'minimum_per_leg',
  'bands_per_teu_km',
  'bands_per_teu',
] as const satisfies readonly (keyof RateRow)[]

/** The columns that weight or measure applies to. */
const BY_WEIGHT = [
  'usd_per_tonne_km',
  'usd_per_tonne',
  'usd_per_kg',
  'per_tonne_km',
  'per_tonne',
  'per_kg',
] as const satisfies readonly (keyof RateRow)[]

/** Reports rates whose dates, currency or density make no sense. */
export function checkRates({ rate, exchange }: Tables, log: IssueLog): void {
  const exchanged = new Set(exchange.map((row) => row.currency)).add('USD')
  for (const row of rate) {
    const at = { file: row.file, row: row.row } as const
    if (row.valid_from !== undefined && row.valid_to !== undefined && row.valid_from > row.valid_to) {
      log.add({
        severity: 'error',
        code: 'bad-validity',
        ...at,
        column: 'valid_to',
        value: row.valid_to,
        problem: `the rate ends before it begins (${row.valid_from}), so no question with a date finds it`,
        expected: 'a day not before valid_from',
      })
    }
    if (row.currency !== undefined) {
      const isUsed = IN_CURRENCY.some((column) => row[column] !== undefined)
      if (!isUsed) {
        log.add({
          severity: 'warning',
          code: 'unused-currency',
          ...at,
          column: 'currency',
          value: row.currency,
          problem: 'the row has no amount in its currency: columns that begin with usd_ are in USD',
          expected: `an amount in one of ${IN_CURRENCY.join(', ')}`,
        })
      } else if (!exchanged.has(row.currency)) {
        log.add({
          severity: 'warning',
          code: 'no-exchange-rate',
          ...at,
          column: 'currency',
          value: row.currency,
          problem: 'the currency has no exchange rate, so what the row prices has no known tariff',
          expected: 'a row of exchange.csv for the currency',
        })
      }
    }
    if (row.kg_per_m3 !== undefined && !BY_WEIGHT.some((column) => row[column] !== undefined)) {
      log.add({
        severity: 'warning',
        code: 'unused-density',
        ...at,
        column: 'kg_per_m3',
        value: String(row.kg_per_m3),
        problem: 'the row has no amount per tonne or kg that weight or measure could apply to',
        expected: `an amount in one of ${BY_WEIGHT.join(', ')}`,
      })
    }
  }
  for (const row of exchange) {
    if (row.currency !== 'USD' || row.usd_per_unit === 1) continue
    log.add({
      severity: 'error',
      code: 'bad-exchange-rate',
      file: row.file,
      row: row.row,
      column: 'usd_per_unit',
      value: String(row.usd_per_unit),
      problem: 'a USD is one USD, so the row is not used',
      expected: 'no row for USD',
    })
  }
}
