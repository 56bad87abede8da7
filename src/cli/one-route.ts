import { corridorOfId, corridorsOf } from '../corridor/corridor.js'
import { corridorRoute } from '../corridor/corridor-route.js'
import type { RouteResult, Router } from '../routing/router.js'
import { type QueryOptions, queryFrom } from './options.js'

/** The option of commands that take one route apart. */
export interface OneRouteOptions extends QueryOptions {
  readonly corridor?: string
}

/** The flag of that option. */
export const CORRIDOR_FLAG = '--corridor <id>'

/**
 * The best route of a question, or the best through the corridor that the options name.
 *
 * @throws UsageError for an unknown corridor
 */
export function oneRoute(router: Router, from: string, to: string, options: OneRouteOptions): RouteResult {
  const { via, ...query } = queryFrom(from, to, options)
  if (options.corridor === undefined) return router.route(via === undefined ? query : { ...query, via })
  return corridorRoute(router, corridorOfId(corridorsOf(router.network), options.corridor), query)
}

/** The name of the corridor that the options name, if they do. @throws UsageError for an unknown one */
export function corridorName({ network }: Router, id: string | undefined): string | undefined {
  return id === undefined ? undefined : corridorOfId(corridorsOf(network), id).name
}
