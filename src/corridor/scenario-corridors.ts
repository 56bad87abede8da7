import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import { OBJECTIVES } from '../routing/objective.js'
import type { Router } from '../routing/router.js'
import { checkedScenario } from '../routing/scenario/check.js'
import type { Change, LinkSelector, Scenario } from '../routing/scenario/scenario.js'
import { corridorFromRow } from './corridor.js'
import { corridorRoute } from './corridor-route.js'

/**
 * A scenario whose `corridor` selectors name links: those of the fastest, cheapest, greenest and generalised best ways of
 * the corridor between its `from_place` and `to_place`. Planned links count as usable there, so that a change can put them
 * to use. Scenarios without such selectors come back as they are.
 *
 * @throws UsageError for an unknown corridor, one without both ends, or one without a route
 */
export function withCorridorLinks(router: Router, scenario: Scenario): Scenario {
  if (!scenario.changes.some((change) => selectorOf(change)?.corridor !== undefined)) return scenario
  return { ...scenario, changes: scenario.changes.map((change) => resolved(router, change)) }
}

/**
 * The router that a question is for, on the network as its scenario changes it, and the question without its scenario. What a
 * scenario adds (places, borders, modes) is known there like all the rest.
 *
 * @throws UsageError as {@link withCorridorLinks}, and for a scenario in error
 */
export function underScenario<Query extends { readonly scenario?: Scenario }>(
  router: Router,
  query: Query,
): { readonly router: Router; readonly asked: Omit<Query, 'scenario'> } {
  const { scenario, ...asked } = query
  if (scenario === undefined) return { router, asked }
  return { router: router.under(withCorridorLinks(router, checkedScenario(scenario))), asked }
}

function resolved(router: Router, change: Change): Change {
  const selector = selectorOf(change)
  if (selector?.corridor === undefined) return change
  const { corridor, link, ...rest } = selector
  const links = new Set([corridor].flat().flatMap((id) => linksOf(router, id)))
  const wanted = link === undefined ? [...links] : [link].flat().filter((id) => links.has(id))
  const named: LinkSelector = { ...rest, link: wanted.sort() }
  if ('change' in change) return { ...change, change: named }
  return 'close' in change ? { ...change, close: named } : { open: named }
}

function selectorOf(change: Change): LinkSelector | undefined {
  if ('change' in change) return change.change
  if ('close' in change) return change.close
  return 'open' in change ? change.open : undefined
}

function linksOf(router: Router, id: string): string[] {
  const { corridors } = router.network
  const row = corridors.find(({ corridor_id }) => corridor_id === id)
  if (row === undefined) {
    const known = corridors.map(({ corridor_id }) => corridor_id)
    const near = nearest(id, known)
    throw new UsageError(`Unknown corridor "${id}"; expected one of ${known.join(', ')}.${didYouMean(near)}`, near)
  }
  const { from_place: from, to_place: to } = row
  if (from === undefined || to === undefined) {
    throw new UsageError(`The corridor "${id}" has no from_place and to_place, between which its links would be found.`)
  }
  const corridor = corridorFromRow(row)
  const ids = new Set<string>()
  for (const objective of OBJECTIVES) {
    const route = corridorRoute(router, corridor, { from, to, objective, avoidStatuses: ['closed', 'seasonal'] })
    if (route.status === 'no-route')
      throw new UsageError(`The corridor "${id}" has no links to change: ${route.reason}`)
    for (const leg of route.legs) if (leg.kind === 'transport') for (const link of leg.links) ids.add(link.link_id)
  }
  return [...ids]
}
