import type { GridRow } from '../../ingest/schema.js'

/** For each country the intensity of its grid, g CO2e/kWh: of the latest year, or of the latest not after that of a day. */
export function gridsOf(rows: readonly GridRow[], date: string | undefined): ReadonlyMap<string, number> {
  const last = date === undefined ? Number.POSITIVE_INFINITY : Number(date.slice(0, 4))
  const latest = new Map<string, GridRow>()
  for (const row of rows) {
    if (row.year <= last && row.year >= (latest.get(row.country)?.year ?? Number.NEGATIVE_INFINITY)) {
      latest.set(row.country, row)
    }
  }
  return new Map([...latest].map(([country, { gco2e_per_kwh }]) => [country, gco2e_per_kwh]))
}
