import type { MaintenanceRow } from '../../ingest/schema.js'
import { HOURS_PER_DAY, SECONDS_PER_HOUR } from '../../units/units.js'

/** Days on which one link is closed. */
export type Works = Pick<MaintenanceRow, 'maintenance_id' | 'link_id' | 'from_date' | 'to_date'>

/** Days one after another on which the same works are under way. */
export interface Period {
  /** First and last day, YYYY-MM-DD. */
  readonly from: string
  readonly to: string
  readonly days: number
  /** At least one, in the order given. */
  readonly works: readonly Works[]
}

const MS_PER_DAY = HOURS_PER_DAY * SECONDS_PER_HOUR * 1000

/** The days of some works, cut wherever works begin or end; days without works are left out. O(works^2). */
export function periodsOf(works: readonly Works[]): Period[] {
  const starts = [...new Set(works.flatMap(({ from_date, to_date }) => [from_date, dayAfter(to_date)]))].sort()
  return starts.flatMap((from, i): Period[] => {
    const next = starts[i + 1]
    const active = works.filter(({ from_date, to_date }) => from_date <= from && from <= to_date)
    if (next === undefined || active.length === 0) return []
    return [{ from, to: dayBefore(next), days: daysBetween(from, next), works: active }]
  })
}

/** The periods cut at the turns of the years, with the year. */
export function byYear(periods: readonly Period[]): (Period & { readonly year: number })[] {
  return periods.flatMap((period) => {
    const [first, last] = [Number(period.from.slice(0, 4)), Number(period.to.slice(0, 4))]
    return Array.from({ length: last - first + 1 }, (_, i) => {
      const year = first + i
      const from = i === 0 ? period.from : `${fourDigits(year)}-01-01`
      const to = year === last ? period.to : `${fourDigits(year)}-12-31`
      return { ...period, year, from, to, days: daysBetween(from, dayAfter(to)) }
    })
  })
}

/** 365 or 366. */
export function daysOfYear(year: number): number {
  return daysBetween(`${fourDigits(year)}-01-01`, `${fourDigits(year + 1)}-01-01`)
}

/** Days from one to another, the other not counted. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY)
}

export function dayAfter(date: string): string {
  return shifted(date, 1)
}

function dayBefore(date: string): string {
  return shifted(date, -1)
}

function shifted(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10)
}

function fourDigits(year: number): string {
  return String(year).padStart(4, '0')
}
