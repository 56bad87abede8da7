import type { QueryOptions, RouteQuery, RouteResult, Router } from '../routing/router.js'
import { type Corridor, reversedVia } from './corridor.js'
import { mergedConstraints } from './merged-constraints.js'

/**
 * The best way through one corridor by the objective of the query, in whichever direction of the corridor is better (the
 * written one where they are equal). Its constraints and the query's hold at once. Exact: one route query, or two where the
 * corridor has stops.
 *
 * @returns the route, or why there is none
 * @throws UsageError for an unknown place, option or value, also in the corridor
 * @example
 * const [first] = corridorsOf(router.network)
 * const route = corridorRoute(router, first, { from: 'Chongqing', to: 'Duisburg', objective: 'cheapest' })
 */
export function corridorRoute(router: Router, corridor: Corridor, query: Omit<RouteQuery, 'via'>): RouteResult {
  const constrained = throughCorridor(query, corridor)
  const forward = router.route({ ...constrained, via: corridor.via })
  if (corridor.via.length === 0) return forward
  const backward = router.route({ ...constrained, via: reversedVia(corridor.via) })
  if (backward.status === 'no-route') return forward
  if (forward.status === 'no-route') return backward
  return backward.weight < forward.weight ? backward : forward
}

/** A question with the constraints of a corridor as well. */
export function throughCorridor<Query extends QueryOptions>(query: Query, { constraints }: Corridor): Query {
  const { modes: _modes, ...others } = query
  return { ...others, ...mergedConstraints(query, constraints) } as Query
}
