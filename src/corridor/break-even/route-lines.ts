import type { Itinerary } from '../../routing/itinerary.js'
import type { NoRoute } from '../../routing/no-route.js'
import { PER_UNIT } from '../../routing/objective.js'
import type { QueryOptions, RouteResult } from '../../routing/router.js'
import { lineOf, type Parameter, type Setting } from './parameter.js'
import { type Answer, parametricSearch } from './parametric-search.js'

/** A route and the x at which it was found. */
export interface FoundRoute {
  readonly itinerary: Itinerary
  readonly x: number
}

/** The best route with some options of the question replaced. */
export type Ask = (replaced: Pick<QueryOptions, 'shipment' | 'prices' | 'scenario'>) => RouteResult

/**
 * The routes that are best somewhere on a range, with their lines.
 *
 * @returns why there is none, where there is none: that does not depend on x
 */
export function routeLines(
  ask: Ask,
  parameter: Parameter,
  setting: Setting,
  from: number,
  to: number,
): readonly Answer<FoundRoute>[] | NoRoute {
  const answers = new Map<number, RouteResult>()
  const askAt = (x: number): RouteResult => {
    const known = answers.get(x)
    if (known !== undefined) return known
    const answer = ask(parameter.at(x))
    answers.set(x, answer)
    return answer
  }
  const first = askAt(Math.max(from, parameter.least))
  if (first.status === 'no-route') return first
  const best = (at: number): Answer<FoundRoute> => {
    const x = Math.max(at, parameter.least)
    const itinerary = askAt(x) as Itinerary
    return {
      route: { itinerary, x },
      line: lineOf(parameter, itinerary, x, setting),
      bound: roundingBound(itinerary),
    }
  }
  return parametricSearch(best, from, to)
}

/** How far rounding may move the criterion of a route: half an integer of the search per link and handling. */
export function roundingBound({ legs, objective }: Itinerary): number {
  const parts = legs.reduce((count, leg) => {
    if (leg.kind === 'border') return count
    return count + (leg.kind === 'transport' ? leg.links.length : 1)
  }, 0)
  return parts / 2 / PER_UNIT[objective]
}
