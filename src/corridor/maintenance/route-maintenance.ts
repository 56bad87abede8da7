/**
 * What maintenance costs the users of a route over the years.
 *
 * For each period in which the same links are closed, the best way under the closures is compared with the best way without, and
 * the difference counts for the days of the period: `days x (closed - open) / days of the year`, summed over the year. Exact for a
 * shipment a day that always takes the best way of its objective. Only periods that close a link of the best way are asked about: other
 * closures leave it the best.
 */
import type { Itinerary } from '../../routing/itinerary.js'
import { PER_UNIT, UNITS } from '../../routing/objective.js'
import type { RouteResult } from '../../routing/router.js'
import { type Extra, extraBetween, NOTHING, plus } from '../extra.js'
import { byYear, dayAfter, daysOfYear, type Period, periodsOf, type Works } from './periods.js'

/** A period in which links of the best way are closed. */
export interface MaintenanceWindow {
  /** First and last day, YYYY-MM-DD. */
  readonly from: string
  readonly to: string
  readonly days: number
  /** Ids of the works that close a link of the best way. */
  readonly maintenance: readonly string[]
  readonly status: 'ok' | 'no-route'
  /** What the best way under the closures takes more; `undefined` without one. */
  readonly extra: Extra | undefined
  /** By how much it is worse by the objective, in its unit: at least 0; `undefined` without one. */
  readonly delta: number | undefined
}

/** One calendar year. */
export interface MaintenanceYear {
  readonly year: number
  readonly days: number
  /** Days on which the best way is closed, and those of them on which there is no other. */
  readonly disturbed_days: number
  readonly cut_off_days: number
  /** Mean over all days of the year; days without a route add nothing and are told apart. */
  readonly mean_extra: Extra
  readonly mean_delta: number
}

export interface RouteMaintenance {
  readonly formula: string
  /** Of `delta`. */
  readonly unit: (typeof UNITS)[Itinerary['objective']]
  /** In order of their days. */
  readonly windows: readonly MaintenanceWindow[]
  /** Years with at least one window, in order. */
  readonly years: readonly MaintenanceYear[]
}

const FORMULA = 'mean extra of a year = sum of days x (best way under the closures - best way) / days of the year'

/**
 * @param base the best way without maintenance
 * @param without the best way without some links
 */
export function routeMaintenance(
  base: Itinerary,
  works: readonly Works[],
  without: (links: readonly string[]) => RouteResult,
): RouteMaintenance {
  const used = new Set(
    base.legs.flatMap((leg) => (leg.kind === 'transport' ? leg.links.map(({ link_id }) => link_id) : [])),
  )
  const periods = periodsOf(works).filter((period) => period.works.some(({ link_id }) => used.has(link_id)))
  const answers = new Map<string, RouteResult>()
  const answer = (period: Period): RouteResult => {
    const links = [...new Set(period.works.map(({ link_id }) => link_id))].sort()
    const key = JSON.stringify(links)
    const known = answers.get(key) ?? without(links)
    answers.set(key, known)
    return known
  }
  const told = periods.map((period) => ({ period, ...difference(base, answer(period)) }))
  const windows = told.map(
    ({ period: { from, to, days, works: closed }, ...change }): MaintenanceWindow => ({
      from,
      to,
      days,
      maintenance: closed.filter(({ link_id }) => used.has(link_id)).map(({ maintenance_id }) => maintenance_id),
      ...change,
    }),
  )
  return {
    formula: FORMULA,
    unit: UNITS[base.objective],
    windows: joined(windows),
    years: yearsOf(base, periods, answer),
  }
}

/** Windows one after another between which only works elsewhere begin or end, and change nothing, are one. */
function joined(windows: readonly MaintenanceWindow[]): MaintenanceWindow[] {
  const kept: MaintenanceWindow[] = []
  for (const window of windows) {
    const last = kept.at(-1)
    const { from: _from, to: _to, days: _days, ...change } = window
    if (last !== undefined && dayAfter(last.to) === window.from) {
      const { from, to: _, days, ...before } = last
      if (JSON.stringify(before) === JSON.stringify(change)) {
        kept[kept.length - 1] = { from, to: window.to, days: days + window.days, ...change }
        continue
      }
    }
    kept.push(window)
  }
  return kept
}

function difference(base: Itinerary, closed: RouteResult): Pick<MaintenanceWindow, 'status' | 'extra' | 'delta'> {
  if (closed.status === 'no-route') return { status: 'no-route', extra: undefined, delta: undefined }
  return { status: 'ok', extra: extraBetween(base, closed), delta: deltaOf(base, closed) }
}

function deltaOf(base: Itinerary, closed: Itinerary): number {
  return (closed.weight - base.weight) / PER_UNIT[base.objective]
}

function yearsOf(
  base: Itinerary,
  periods: readonly Period[],
  answer: (period: Period) => RouteResult,
): MaintenanceYear[] {
  const parts = byYear(periods)
  return [...new Set(parts.map(({ year }) => year))].map((year): MaintenanceYear => {
    const days = daysOfYear(year)
    let disturbed = 0
    let cutOff = 0
    let mean_extra: Extra = NOTHING
    let mean_delta = 0
    for (const part of parts) {
      if (part.year !== year) continue
      disturbed += part.days
      const closed = answer(part)
      if (closed.status === 'no-route') {
        cutOff += part.days
        continue
      }
      mean_extra = plus(mean_extra, extraBetween(base, closed), part.days / days)
      mean_delta += (part.days / days) * deltaOf(base, closed)
    }
    return { year, days, disturbed_days: disturbed, cut_off_days: cutOff, mean_extra, mean_delta }
  })
}
