import { UsageError } from '../../issue/errors.js'
import type { NoRoute } from '../../routing/no-route.js'
import { shown } from '../../routing/query.js'
import type { RouteQuery, RouteResult, Router } from '../../routing/router.js'
import { checkedCorridors } from '../checked-corridors.js'
import { type Corridor, corridorOfId, corridorsOf } from '../corridor.js'
import { corridorRoute } from '../corridor-route.js'
import { type RouteMaintenance, routeMaintenance } from '../maintenance/route-maintenance.js'
import { type AuditOptions, auditRoute, type RouteAudit } from './audit-route.js'

/** A question for an audit. Give a corridor, or both ends, or all three. */
export interface AuditQuery extends Omit<RouteQuery, 'from' | 'to' | 'via'>, AuditOptions {
  /** The id of a corridor of the network, or one from code. */
  readonly corridor?: string | Corridor
  /** Node id, UN/LOCODE or name. Default: the corridor's own `from_place` and `to_place`. */
  readonly from?: string
  readonly to?: string
}

/** The audit of the best route, and what the maintenance of the network costs it. */
export interface Audit extends RouteAudit {
  readonly status: 'ok'
  readonly corridor: { readonly id: string; readonly name: string } | undefined
  /** Over the years of `maintenance.csv`, whatever the day of the question. */
  readonly maintenance: RouteMaintenance
}

/**
 * Audits the interoperability of the best route through a corridor, or between two places: every standard along the way, every mismatch
 * with the stop that takes care of it and what it costs, the weakest link, safety, and the delay by maintenance year by year.
 *
 * One or two route queries, and as many for each set of links of the route that maintenance closes at the same time.
 *
 * @returns an `Audit`, or a `NoRoute`
 * @throws UsageError for an unknown corridor, place, option or value, and for a corridor without ends where none are given
 * @example
 * const result = audit(router, { corridor: 'northern-rail' })
 * if (result.status === 'ok') console.log(result.summary, result.weakest)
 */
export function audit(router: Router, query: AuditQuery): Audit | NoRoute {
  const { corridor: given, from, to, incident_h, vehicles_per_day, scenario, ...options } = query
  const changed = scenario === undefined ? router : router.under(scenario)
  const corridor = given === undefined ? undefined : corridorOf(changed, given)
  const ends = endsOf(corridor, from, to)
  // The words of the question itself, which those of a corridor might hide.
  changed.prepare(options)
  const ask = (more: Partial<RouteQuery>): RouteResult => {
    const asked = { ...options, ...more, ...ends }
    return corridor === undefined ? changed.route(asked) : corridorRoute(changed, corridor, asked)
  }
  const route = ask({})
  if (route.status === 'no-route') return route
  const works = changed.network.facts.maintenance
  const open = options.date === undefined ? route : ask({ ignoreMaintenance: true })
  return {
    status: 'ok',
    corridor: corridor && { id: corridor.id, name: corridor.name },
    ...auditRoute(changed, route, {
      ...(incident_h === undefined ? {} : { incident_h }),
      ...(vehicles_per_day === undefined ? {} : { vehicles_per_day }),
    }),
    maintenance: routeMaintenance(open.status === 'ok' ? open : route, works, (links) =>
      ask({ ignoreMaintenance: true, avoidLinks: [...(options.avoidLinks ?? []), ...links] }),
    ),
  }
}

function corridorOf({ network }: Router, given: string | Corridor): Corridor {
  return typeof given === 'string'
    ? corridorOfId(corridorsOf(network), given)
    : (checkedCorridors([given])[0] as Corridor)
}

function endsOf(
  corridor: Corridor | undefined,
  from: string | undefined,
  to: string | undefined,
): { readonly from: string; readonly to: string } {
  const ends = { from: from ?? corridor?.ends?.from, to: to ?? corridor?.ends?.to }
  for (const [option, end] of Object.entries(ends)) {
    if (typeof end === 'string') continue
    if (end !== undefined) throw new UsageError(`Option ${option} is ${shown(end)}; expected a place as text.`)
    throw new UsageError(
      corridor === undefined
        ? 'There is nothing to audit; expected a corridor, or from and to.'
        : `The corridor "${corridor.id}" has no ${option}_place; give ${option}.`,
    )
  }
  return ends as { from: string; to: string }
}
