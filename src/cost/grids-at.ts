import type { GridRow } from '../ingest/schema.js'

/**
 * The row of `grid.csv` that holds for each country at a date: of the latest year that is not after that of the date, and
 * before all years known the earliest. Without a date, of the latest year of all. O(rows).
 *
 * @returns by country; a country without a row is not in it
 */
export function gridsAt(rows: readonly GridRow[], date: string | undefined): ReadonlyMap<string, GridRow> {
  const year = date === undefined ? Number.POSITIVE_INFINITY : Number(date.slice(0, 4))
  const found = new Map<string, GridRow>()
  for (const row of rows) {
    const known = found.get(row.country)
    if (known === undefined || isNearer(row.year, known.year, year)) found.set(row.country, row)
  }
  return found
}

/** The first days from which the grid of some country is another than the day before, in order. O(rows). */
export function gridChangeDays(rows: readonly GridRow[]): readonly string[] {
  const earliest = new Map<string, number>()
  for (const { country, year } of rows) {
    earliest.set(country, Math.min(year, earliest.get(country) ?? Number.POSITIVE_INFINITY))
  }
  const years = new Set(
    rows.filter(({ country, year }) => year > (earliest.get(country) as number)).map(({ year }) => year),
  )
  // A year with a fraction begins to hold with the next whole one.
  return [...years].map((year) => `${Math.ceil(year)}-01-01`).sort()
}

/** The last year not after the wanted one is the nearest; where there is none, the first after it. */
function isNearer(year: number, known: number, wanted: number): boolean {
  if (year <= wanted) return known > wanted || year > known
  return known > wanted && year < known
}
