import { MODES, type Mode } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import type { FoundPath, Offsets } from '../kernel/search.js'
import { CLOSED, type Metric } from '../kernel/topology.js'
import type { CompiledNetwork, Terminal } from './compile.js'
import { checkedMode, isUtility } from './constraints.js'
import { arcPath, type RoutingCore } from './core.js'
import { sourcesAt, targetsAt, terminalsAt, withoutBlocked } from './ends.js'
import type { ArcPath, Itinerary } from './itinerary.js'
import { type LegMetric, legMetric } from './leg-pricing/leg-metric.js'
import { LegSearch } from './leg-pricing/leg-search.js'
import { type NoRoute, noRoute } from './no-route.js'
import type { Objective } from './objective.js'
import { type Prepared, remembered } from './preparation.js'
import { checkedPlace, type QueryOptions, sharedOptions } from './query.js'
import type { Weights } from './weigh.js'

/** A question to the router. */
export interface RouteQuery extends QueryOptions {
  /** Origin: node id, UN/LOCODE or name. */
  readonly from: string
  /** Destination: node id, UN/LOCODE or name. */
  readonly to: string
  /** Places to pass, in order. */
  readonly via?: readonly Stop[]
}

/**
 * A place to pass on the way: one place or any one of a list. With `modes`, the way to it, from the stop before, uses only
 * these, whatever the query's own `modes` say. A last entry without places gives the modes of the way to the destination.
 */
export type Stop =
  | string
  | readonly string[]
  | { readonly places?: string | readonly string[]; readonly modes?: readonly string[] }

export type RouteResult = Itinerary | NoRoute

const OWN_OPTIONS = ['from', 'to', 'via'] as const

/** The way from one stop to the next, or to the destination, ready to be searched. */
interface Stage {
  /** Where it ends, with what it costs to end there; blocked terminals included. */
  readonly ends: Offsets
  /** The modes of the stop, if it names any. */
  readonly modes: ReadonlySet<Mode> | undefined
  readonly metrics: readonly Metric[]
  readonly prepared: Prepared
}

/** Answers the question for one best route. */
export class RouteSearch {
  readonly #core: RoutingCore
  /** Metrics restricted to the modes of a stop. */
  readonly #restricted = new Map<string, Metric>()
  readonly #legMetrics = new WeakMap<Weights, Map<Objective, LegMetric>>()
  #legSearch: LegSearch | undefined

  constructor(core: RoutingCore) {
    this.#core = core
  }

  route(query: RouteQuery): RouteResult {
    const core = this.#core
    const options = sharedOptions(query, OWN_OPTIONS)
    const prepared = core.preparation.of(options)
    const from = core.place(checkedPlace('from', query.from))
    const to = core.place(checkedPlace('to', query.to))
    const stages = this.#stages(query, options, to, prepared)
    if (from === to && this.#isOnTheSpot(from, stages)) return core.nowhere(from, prepared)
    const sources = sourcesAt(core.compiled, from, (stages[0] as Stage).prepared)
    // Where a rate prices whole legs, the cheapest way is not the one by what adds up link by link.
    const isLegPriced = core.pricing(prepared) === 'repriced'
    const path = isLegPriced ? this.#cheapestThrough(sources, stages) : this.#pathThrough(sources, stages)
    if (path !== undefined) return core.itinerary(path, prepared, 'exact')
    return noRoute({
      compiled: core.compiled,
      open: prepared.weights.metrics[prepared.objective],
      masks: prepared.masks,
      objective: prepared.objective,
      criteria: [prepared.objective],
      sources,
      stages: stages.map(({ ends, modes }) => ({ vertices: ends.vertices, modes })),
      from,
      to,
    })
  }

  /** The stages of a query: one for each stop, and one to the destination. */
  #stages({ via = [] }: RouteQuery, options: QueryOptions, to: string, prepared: Prepared): Stage[] {
    if (!isList(via)) throw new UsageError(`Option via is ${JSON.stringify(via)}; expected a list of places.`)
    const { compiled } = this.#core
    const stages: Stage[] = []
    let lastModes: readonly string[] | undefined
    via.forEach((stop, i) => {
      const { places, modes } = checkedStop(stop)
      if (places === undefined || places.length === 0) {
        if (i < via.length - 1) throw new UsageError('A via entry without places must be the last; expected a place.')
        lastModes = modes
        return
      }
      const ids = (typeof places === 'string' ? [places] : places).map((text) => this.#core.place(text))
      stages.push(this.#stage({ vertices: terminalsAt(compiled, ids), weights: [] }, modes, options, prepared))
    })
    stages.push(this.#stage(targetsAt(compiled, to, prepared), lastModes, options, prepared))
    return stages
  }

  /** True where every stop can be the place itself. */
  #isOnTheSpot(place: string, stages: readonly Stage[]): boolean {
    const here = new Set(terminalsAt(this.#core.compiled, [place]))
    return stages.slice(0, -1).every(({ ends }) => ends.vertices.some((vertex) => here.has(vertex)))
  }

  #stage(ends: Offsets, modes: readonly string[] | undefined, options: QueryOptions, prepared: Prepared): Stage {
    if (modes === undefined) return { ends, modes, metrics: prepared.metrics, prepared }
    const allowed = new Set(modes.map((word) => checkedMode(word)))
    const { modes: _modes, ...others } = options
    // Without modes, those of freight are open; a stop may name others.
    const open = [...allowed].some(isUtility) ? { ...others, modes: MODES } : others
    const free = this.#core.preparation.of(open)
    const [first, ...rest] = free.metrics
    const key = `${JSON.stringify(open)} ${[...allowed].join()}`
    const metric = remembered(this.#restricted, key, () => onlyModes(this.#core.compiled, first as Metric, allowed))
    return { ends, modes: allowed, metrics: [metric, ...rest], prepared: free }
  }

  /**
   * A path that passes a terminal of each stop in order. The state at a stop is the terminal, so that goods may stay on
   * the train there: one search per stop, from all its terminals with their distances so far as offsets.
   */
  #pathThrough(origins: Offsets, stages: readonly Stage[]): ArcPath | undefined {
    const { engine } = this.#core
    let sources = withoutBlocked(origins, (stages[0] as Stage).prepared.masks.loading)
    const found: (readonly (FoundPath | undefined)[])[] = []
    for (const { ends, metrics, prepared } of stages.slice(0, -1)) {
      const paths = engine.each(metrics, sources, withoutBlocked(ends, prepared.masks.terminals))
      found.push(paths)
      const reached = paths.filter((path) => path !== undefined)
      sources = {
        vertices: reached.map((path) => path.target),
        weights: metrics.map((_, criterion) => reached.map((path) => path.weights[criterion] as number)),
      }
    }
    const { ends, metrics, prepared, modes } = stages[stages.length - 1] as Stage
    const targets = withoutBlocked(ends, prepared.masks.unloading)
    const last =
      modes === undefined ? engine.best(prepared, sources, targets) : engine.bestOnce(metrics, sources, targets)
    if (last === undefined) return undefined
    const parts = [last.arcs]
    let source = last.source
    for (const paths of found.reverse()) {
      const path = paths.find((candidate) => candidate?.target === source) as FoundPath
      parts.push(path.arcs)
      source = path.source
    }
    return { ...arcPath(last), source, arcs: parts.reverse().flat() }
  }

  /** As {@link #pathThrough}, by all that rates charge for legs. */
  #cheapestThrough(origins: Offsets, stages: readonly Stage[]): ArcPath | undefined {
    const { compiled, skeleton } = this.#core
    this.#legSearch ??= new LegSearch(compiled.topology, skeleton.reversed)
    const path = this.#legSearch.search(
      withoutBlocked(origins, (stages[0] as Stage).prepared.masks.loading),
      stages.map(({ ends, metrics, prepared }, i) => ({
        ends: withoutBlocked(ends, prepared.masks[i < stages.length - 1 ? 'terminals' : 'unloading']),
        metrics,
        legMetric: this.#legMetric(prepared),
      })),
    )
    return path && arcPath(path)
  }

  #legMetric(prepared: Prepared): LegMetric {
    const { weights, objective } = prepared
    const known = this.#legMetrics.get(weights) ?? new Map<Objective, LegMetric>()
    this.#legMetrics.set(weights, known)
    const metric = known.get(objective) ?? legMetric(this.#core.compiled, prepared)
    known.set(objective, metric)
    return metric
  }
}

/** The metric with only links of some modes, and transfers into them: goods may leave any mode at the stop before. */
function onlyModes({ topology, terminals }: CompiledNetwork, metric: Metric, modes: ReadonlySet<Mode>): Metric {
  return metric.map((weight, a) =>
    modes.has((terminals[topology.head[a] as number] as Terminal).mode) ? weight : CLOSED,
  )
}

/** @throws UsageError for a stop that is no place, no list of places and no object of places and modes */
function checkedStop(stop: unknown): {
  readonly places?: string | readonly string[]
  readonly modes?: readonly string[]
} {
  if (typeof stop === 'string') return { places: stop }
  if (isTexts(stop)) return { places: stop }
  if (typeof stop === 'object' && stop !== null && !isList(stop)) {
    const { places, modes, ...others } = stop as { readonly places?: unknown; readonly modes?: unknown }
    const isPlaces = places === undefined || typeof places === 'string' || isTexts(places)
    const isModes = modes === undefined || isTexts(modes)
    if (isPlaces && isModes && Object.keys(others).length === 0) return stop as ReturnType<typeof checkedStop>
  }
  throw new UsageError(
    `A via entry is ${JSON.stringify(stop)}; expected a place, a list of places, or an object with places and modes.`,
  )
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}
