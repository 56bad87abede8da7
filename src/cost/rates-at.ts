/**
 * Which rows of `rate.csv` and `exchange.csv` hold at a date. A question without a date takes, of the rows of one scope, the one
 * that is valid last: one without an end before one with an end, the later end before the earlier, and with equal ends the
 * one that begins last. It takes the last exchange rates.
 */
import { ANY, type ExchangeRow, type RateRow } from '../ingest/schema.js'

const NO_END = '9999-12-31'
const NO_BEGIN = '0000-01-01'

/** The currency of amounts that name none. */
export const BASE_CURRENCY = 'USD'

/** The rates among which a question of a date chooses by their scope. O(rows). */
export function ratesAt(rates: readonly RateRow[], date: string | undefined): readonly RateRow[] {
  if (date !== undefined) {
    return rates.filter(({ valid_from = NO_BEGIN, valid_to = NO_END }) => valid_from <= date && date <= valid_to)
  }
  if (!rates.some(isDated)) return rates
  const last = new Map<string, RateRow[]>()
  for (const row of rates) {
    const scope = scopeOf(row)
    const present = last.get(scope)
    const order = present === undefined ? 1 : laterThan(row, present[0] as RateRow)
    if (order > 0) last.set(scope, [row])
    else if (order === 0) present?.push(row)
  }
  const kept = new Set([...last.values()].flat())
  return rates.filter((row) => kept.has(row))
}

/**
 * What a unit of a currency is worth, USD, by the last rate on or before a date, or the last of all.
 *
 * @returns `undefined` where there is none: never 1
 */
export function usdPerUnit(
  exchange: readonly ExchangeRow[],
  currency: string,
  date: string | undefined,
): number | undefined {
  if (currency === BASE_CURRENCY) return 1
  let last: ExchangeRow | undefined
  for (const row of exchange) {
    if (row.currency !== currency || (date !== undefined && row.date > date)) continue
    if (last === undefined || row.date > last.date) last = row
  }
  return last?.usd_per_unit
}

/** The first days from which other rates may hold than the day before, in order; none where no date matters. */
export function changeDays(rates: readonly RateRow[], exchange: readonly ExchangeRow[]): readonly string[] {
  const days = new Set<string>()
  const currencies = new Set<string>()
  for (const { valid_from, valid_to, currency } of rates) {
    if (valid_from !== undefined) days.add(valid_from)
    if (valid_to !== undefined) days.add(dayAfter(valid_to))
    if (currency !== undefined) currencies.add(currency)
  }
  for (const { currency, date } of exchange) if (currencies.has(currency)) days.add(date)
  return [...days].sort()
}

function isDated({ valid_from, valid_to }: RateRow): boolean {
  return valid_from !== undefined || valid_to !== undefined
}

function laterThan(a: RateRow, b: RateRow): number {
  return compared(a.valid_to ?? NO_END, b.valid_to ?? NO_END) || compared(a.valid_from ?? NO_BEGIN, b.valid_from ?? NO_BEGIN) // biome-ignore format: one expression
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Equal for rows that are equally specific about the same links; the two ends of a link are one, either way round. */
function scopeOf({ mode, facility_type, country, passage, from_node_id, to_node_id }: RateRow): string {
  const plain = (cell: string | undefined): string => (cell === undefined || cell === ANY ? '' : cell)
  const ends = [plain(from_node_id), plain(to_node_id)].sort()
  return JSON.stringify([mode, plain(facility_type), plain(country).toUpperCase(), plain(passage), ...ends])
}

function dayAfter(date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString().slice(0, 10)
}
