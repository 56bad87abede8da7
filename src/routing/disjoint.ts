import { PASSAGES } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { DEFAULT_STATES, disjointPaths, NO_LABEL } from '../kernel/flow/disjoint-paths.js'
import type { Metric } from '../kernel/topology.js'
import type { LinkAttributes } from '../network/network.js'
import type { CompiledNetwork } from './compile.js'
import { oneOf } from './constraints.js'
import { arcPath, type RoutingCore } from './core.js'
import { type Itinerary, sum, type Totals } from './itinerary.js'
import type { NoRoute } from './no-route.js'
import type { Objective } from './objective.js'
import { checkedCount, checkedPlace, type QueryOptions, sharedOptions } from './query.js'
import type { RouteSearch } from './route.js'

/** What no two routes may share: links; places between the ends too; straits and canals too. */
export const APART = ['links', 'nodes', 'nodes-and-passages'] as const
export type Apart = (typeof APART)[number]

/** Used where a query names none. */
export const DEFAULT_APART: Apart = 'nodes-and-passages'

/** Routes given unless told. */
export const DEFAULT_DISJOINT_COUNT = 2

/** A question for routes that do not fail together. */
export interface DisjointQuery extends QueryOptions {
  readonly from: string
  readonly to: string
  /** So many routes. Default {@link DEFAULT_DISJOINT_COUNT}. */
  readonly count?: number
  /** What no two of them share. Default {@link DEFAULT_APART}. */
  readonly share?: Apart
  /** Relaxations that the search may solve before it settles for the best found. Default `DEFAULT_STATES`. */
  readonly states?: number
}

/** Routes of least total weight that share nothing. */
export interface DisjointRoutes {
  readonly status: 'ok'
  /** Node ids. */
  readonly from: string
  readonly to: string
  readonly objective: Objective
  readonly share: Apart
  /** How many were asked for. */
  readonly asked: number
  /** Best first; fewer than asked for where no more exist (or, unless `exact`, were found). */
  readonly routes: readonly Itinerary[]
  /** The sums of the routes. */
  readonly totals: Totals
  /** Sum of the weights of the routes: the integer that the search minimised. */
  readonly weight: number
  /** Where there are fewer than asked for: no more than so many exist. */
  readonly at_most: number | undefined
  /** False where the search ended at its limit: as many routes of less weight may exist (or more routes). */
  readonly exact: boolean
  /** No so many routes weigh less together; equal to `weight` where exact. */
  readonly bound: number
}

const OWN_OPTIONS = ['from', 'to', 'count', 'share', 'states'] as const

/** Answers the question for routes that share nothing. */
export class DisjointSearch {
  readonly #core: RoutingCore
  readonly #routes: RouteSearch
  #links: Int32Array | undefined
  #passages: Int32Array | undefined

  constructor(core: RoutingCore, routes: RouteSearch) {
    this.#core = core
    this.#routes = routes
  }

  disjoint(query: DisjointQuery): DisjointRoutes | NoRoute {
    const core = this.#core
    const { compiled } = core
    const options = sharedOptions(query, OWN_OPTIONS)
    const prepared = core.preparation.of(options)
    const asked = checkedCount('count', query.count ?? DEFAULT_DISJOINT_COUNT, 1)
    const share = oneOf('share', String(query.share ?? DEFAULT_APART), APART)
    const states = checkedCount('states', query.states ?? DEFAULT_STATES, 1)
    const from = core.place(checkedPlace('from', query.from))
    const to = core.place(checkedPlace('to', query.to))
    if (from === to) throw new UsageError(`${core.nameOf(from)} is both ends of the routes; expected different places.`)
    const head = { status: 'ok', from, to, objective: prepared.objective, share, asked } as const
    if (asked === 1) {
      const route = this.#routes.route({ ...options, from, to })
      if (route.status === 'no-route') return route
      const { weight, totals } = route
      return { ...head, routes: [route], totals, weight, at_most: undefined, exact: true, bound: weight }
    }
    this.#links ??= linkLabels(compiled)
    this.#passages ??= passageLabels(compiled)
    const { paths, weight, isExact, bound, most } = disjointPaths(
      compiled.topology,
      prepared.metrics[0] as Metric,
      core.sources(from, prepared),
      core.targets(to, prepared),
      {
        count: asked,
        arcLabels: share === 'nodes-and-passages' ? [this.#links, this.#passages] : [this.#links],
        ...(share === 'links' ? {} : { vertexLabels: placeLabels(compiled, [from, to]) }),
        states,
      },
    )
    if (paths.length === 0) return core.noRoute(from, to, prepared)
    const routes = paths.map((path) => core.itinerary(arcPath(path), prepared))
    const totals = sum(routes.map((route) => route.totals))
    return { ...head, routes, totals, weight, at_most: most, exact: isExact, bound }
  }
}

/** The link of each arc, one for both directions; handling has none. */
function linkLabels({ arcLink, links }: CompiledNetwork): Int32Array {
  const numbers = new Map<string, number>()
  return Int32Array.from(arcLink, (link) => {
    if (link < 0) return NO_LABEL
    const { link_id } = links.at(link) as LinkAttributes
    const number = numbers.get(link_id) ?? numbers.size
    numbers.set(link_id, number)
    return number
  })
}

function passageLabels({ arcLink, links }: CompiledNetwork): Int32Array {
  return Int32Array.from(arcLink, (link) => {
    const passage = link < 0 ? undefined : (links.at(link) as LinkAttributes).passage
    return passage === undefined ? NO_LABEL : PASSAGES.indexOf(passage)
  })
}

/** The place of each terminal, whatever its mode; the ends are free to all. */
function placeLabels({ terminals, nodeIndex }: CompiledNetwork, ends: readonly string[]): Int32Array {
  const free = new Set(ends.map((id) => nodeIndex.get(id)))
  return Int32Array.from(terminals, ({ node }) => (free.has(node) ? NO_LABEL : node))
}
