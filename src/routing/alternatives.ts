import { UsageError } from '../issue/errors.js'
import { ALTERNATIVES_DEFAULTS, admissibleAlternatives } from '../kernel/alternatives/admissible-alternatives.js'
import { shortestPaths } from '../kernel/alternatives/k-shortest.js'
import type { FoundPath } from '../kernel/search.js'
import type { Metric } from '../kernel/topology.js'
import { METRES_PER_KM } from '../units/units.js'
import { arcPath, type RoutingCore } from './core.js'
import type { Itinerary } from './itinerary.js'
import type { NoRoute } from './no-route.js'
import { checkedAmount, checkedCount, checkedPlace, type QueryOptions, sharedOptions, shown } from './query.js'

/** A question for a few routes that differ and are each reasonable. */
export interface AlternativesQuery extends QueryOptions {
  readonly from: string
  readonly to: string
  /** At most this many routes, the best one included. Default 3. */
  readonly count?: number
  /** How much of the best route's kilometres a route may share with the routes before it, 0 to 1. Default 0.8. */
  readonly maxSharing?: number
  /** How many times the best way between its ends any part of a route may weigh, at least 1. Default 1.25. */
  readonly maxStretch?: number
  /** Every part of up to this share of the best route's weight is itself a best way, 0 to 1. Default 0.25. */
  readonly minLocalOptimality?: number
}

/** A route and how it differs from those before it. */
export interface Alternative {
  readonly itinerary: Itinerary
  /** Kilometres in common with the routes before it, as a share of those of the best route. 0 for the best route. */
  readonly sharing: number
  /** Greatest ratio of the weight of a part of it to that of the best way between the ends of the part; 1 for the best route. */
  readonly stretch: number
  /** Weight of the lightest part that is no best way, as a share of the weight of the best route. */
  readonly localOptimality: number
}

export interface Alternatives {
  readonly status: 'ok'
  readonly from: string
  readonly to: string
  /** The best route first. It stands alone where no other keeps the bounds: they are never relaxed. */
  readonly routes: readonly Alternative[]
}

/** A question for the best routes, however alike. */
export interface ShortestQuery extends QueryOptions {
  readonly from: string
  readonly to: string
  /** At most this many. */
  readonly count: number
}

/** The best routes in order; equal ones by the other criteria. The first is the answer of `route`. */
export interface ShortestRoutes {
  readonly status: 'ok'
  readonly from: string
  readonly to: string
  readonly routes: readonly Itinerary[]
}

const OWN_OPTIONS = ['from', 'to', 'count', 'maxSharing', 'maxStretch', 'minLocalOptimality'] as const
const SHORTEST_OPTIONS = ['from', 'to', 'count'] as const

/** Answers the questions for several routes. */
export class AlternativesSearch {
  readonly #core: RoutingCore
  #metres: Metric | undefined
  #terminals: Uint32Array | undefined

  constructor(core: RoutingCore) {
    this.#core = core
  }

  alternatives(query: AlternativesQuery): Alternatives | NoRoute {
    const core = this.#core
    const prepared = core.preparation.of(sharedOptions(query, OWN_OPTIONS))
    const bounds = {
      most: checkedCount('count', query.count ?? ALTERNATIVES_DEFAULTS.most, 1),
      maxSharing: checkedShare('maxSharing', query.maxSharing ?? ALTERNATIVES_DEFAULTS.maxSharing),
      maxStretch: checkedAmount('maxStretch', query.maxStretch ?? ALTERNATIVES_DEFAULTS.maxStretch),
      minLocalOptimality: checkedShare(
        'minLocalOptimality',
        query.minLocalOptimality ?? ALTERNATIVES_DEFAULTS.minLocalOptimality,
      ),
    }
    if (bounds.maxStretch < 1) throw new UsageError(`Option maxStretch is ${bounds.maxStretch}; expected at least 1.`)
    const from = core.place(checkedPlace('from', query.from))
    const to = core.place(checkedPlace('to', query.to))
    if (from === to) {
      const itinerary = core.nowhere(from, prepared)
      return { status: 'ok', from, to, routes: [{ itinerary, sharing: 0, stretch: 1, localOptimality: 1 }] }
    }
    this.#metres ??= metresOf(core)
    const { routes } = admissibleAlternatives(
      core.compiled.topology,
      prepared.metrics,
      core.sources(from, prepared),
      core.targets(to, prepared),
      { ...bounds, measure: this.#metres, reverse: core.skeleton.reversed },
    )
    if (routes.length === 0) return core.noRoute(from, to, prepared)
    return {
      status: 'ok',
      from,
      to,
      routes: routes.map(({ path, sharing, stretch, localOptimality }) => ({
        itinerary: core.itinerary(arcPath(path), prepared),
        sharing,
        stretch,
        localOptimality,
      })),
    }
  }

  shortest(query: ShortestQuery): ShortestRoutes | NoRoute {
    const core = this.#core
    const prepared = core.preparation.of(sharedOptions(query, SHORTEST_OPTIONS))
    const count = checkedCount('count', query.count, 1)
    const from = core.place(checkedPlace('from', query.from))
    const to = core.place(checkedPlace('to', query.to))
    if (from === to) return { status: 'ok', from, to, routes: [core.nowhere(from, prepared)] }
    const sources = core.sources(from, prepared)
    const targets = core.targets(to, prepared)
    const best = core.engine.best(prepared, sources, targets)
    if (best === undefined) return core.noRoute(from, to, prepared)
    this.#terminals ??= terminalGroups(core)
    const routes = [core.itinerary(arcPath(best), prepared)]
    const others = shortestPaths(core.compiled.topology, prepared.metrics, sources, targets, {
      group: this.#terminals,
      reverse: core.skeleton.reversed,
    })
    while (routes.length < count) {
      const { value: path } = others.next()
      if (path === undefined) break
      if (!isSamePath(path, best)) routes.push(core.itinerary(arcPath(path), prepared))
    }
    return { status: 'ok', from, to, routes }
  }
}

/** Metres of every arc; transfers have none. Shares are measured by them, because much of a weight is in transfers and borders. */
function metresOf({ compiled }: RoutingCore): Metric {
  const { topology, arcLink, links } = compiled
  const metres = new Uint32Array(topology.arcCount)
  for (let a = 0; a < metres.length; a++) {
    const link = arcLink[a] as number
    if (link >= 0) metres[a] = Math.round((links.at(link)?.length_km ?? 0) * METRES_PER_KM)
  }
  return metres
}

/** Vertex -> terminal: the arrival and the departure of one are the same. */
function terminalGroups({ compiled: { terminals } }: RoutingCore): Uint32Array {
  let group = -1
  return Uint32Array.from(terminals, ({ role }) => (role === 'departure' ? group : ++group))
}

function isSamePath(a: FoundPath, b: FoundPath): boolean {
  return a.source === b.source && a.target === b.target && a.arcs.length === b.arcs.length && a.arcs.every((arc, i) => arc === b.arcs[i]) // biome-ignore format: one condition
}

function checkedShare(option: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw new UsageError(`Option ${option} is ${shown(value)}; expected a number from 0 to 1.`)
}
