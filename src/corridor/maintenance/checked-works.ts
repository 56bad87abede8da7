import { isDate } from '../../ingest/cell.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import { shown } from '../../routing/query.js'
import type { Router } from '../../routing/router.js'
import type { Works } from './periods.js'

const FIELDS = ['maintenance_id', 'link_id', 'from_date', 'to_date'] as const satisfies readonly (keyof Works)[]

/**
 * Works from code or from a file: at least one, each id once, on links of the network, from a day to one that is not before it.
 *
 * @throws UsageError where they are not
 */
export function checkedWorks({ compiled }: Router, plan: unknown): readonly Works[] {
  if (!Array.isArray(plan) || plan.length === 0) {
    throw new UsageError(`Option plan is ${shown(plan)}; expected a list of at least one closure.`)
  }
  const links = new Set<string>()
  for (const { link_id } of compiled.links) links.add(link_id)
  const seen = new Set<string>()
  for (const row of plan as readonly Works[]) {
    for (const field of FIELDS) {
      if (typeof row?.[field] === 'string') continue
      throw new UsageError(`Option plan holds ${shown(row)}; expected an object with ${FIELDS.join(', ')} as texts.`)
    }
    const { maintenance_id, link_id, from_date, to_date } = row
    const what = `Maintenance "${maintenance_id}"`
    if (seen.has(maintenance_id)) throw new UsageError(`${what} is there twice; expected each maintenance_id once.`)
    seen.add(maintenance_id)
    if (!links.has(link_id)) {
      const near = nearest(link_id, links)
      throw new UsageError(
        `${what}: unknown link "${link_id}"; expected a link_id of the network.${didYouMean(near)}`,
        near,
      )
    }
    for (const [field, day] of Object.entries({ from_date, to_date })) {
      if (!isDate(day)) throw new UsageError(`${what}: ${field} is "${day}"; expected a day as YYYY-MM-DD.`)
    }
    if (from_date > to_date) {
      throw new UsageError(`${what} ends before it begins (${from_date} to ${to_date}); expected a day not before.`)
    }
  }
  return plan as readonly Works[]
}
