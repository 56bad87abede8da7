import type { Shipment } from '../../cost/shipment.js'
import type { FacilityRow, Pillar } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import type { NodeAttributes } from '../../network/network.js'
import type { Budget } from '../../routing/frontier.js'
import type { TariffPricing, Totals } from '../../routing/itinerary.js'
import type { MatrixComponents } from '../../routing/matrix.js'
import { checkedObjective, type Objective, UNITS } from '../../routing/objective.js'
import { checkedAmount, shown } from '../../routing/query.js'
import type { QueryOptions, Router } from '../../routing/router.js'
import { Job, type JobOptions } from '../job.js'
import { type FacilitySelection, selectFacilities } from './selection.js'

/** How far a catchment is. */
export interface CatchmentProgress {
  /** Places of facilities that were asked for a route within the limits, and in all. */
  readonly done: number
  readonly total: number
  /** Name of the one asked last. */
  readonly place: string
}

/** A question for the facilities that reach a place, or that are reached from one, within limits. Give either `to` or `from`. */
export interface CatchmentQuery extends QueryOptions, FacilitySelection, JobOptions<CatchmentProgress> {
  /** The place that goods go to: node id, UN/LOCODE or name. */
  readonly to?: string
  /** The place that goods leave. */
  readonly from?: string
  /**
   * What one route may take at most, itself included; at least one limit. Several hold for the same route: a fast one and a cheap
   * one are not enough.
   */
  readonly within: Budget
  /** Which route within the limits is told of. Default: the first of time, cost and carbon that is limited. */
  readonly objective?: Objective | (string & {})
}

export interface CatchmentFacility {
  readonly facility_id: string
  readonly name: string
  readonly kind: string
  readonly pillar: Pillar
  readonly node_id: string
  readonly node_name: string
  /** Of the node. */
  readonly country: string | undefined
  /** Longitude and latitude, degrees: of the facility, or of its node where it has none of its own. */
  readonly x_coord: number
  readonly y_coord: number
  /** Whether one route keeps all limits. */
  readonly ok: boolean
  /** Of the best route by the objective among those that keep all limits; `undefined` unless `ok`. */
  readonly totals: Totals | undefined
  /** The integer that was minimised by it; `undefined` unless `ok`. */
  readonly weight: number | undefined
  /** For each limit alone the least of any route; absent where there is no route of which it is known. */
  readonly least: Budget
}

/** The facilities in reach of a place. */
export interface Catchment {
  readonly place: string
  readonly place_name: string
  /** `to`: facilities that reach the place; `from`: facilities reached from it. */
  readonly direction: 'to' | 'from'
  readonly within: Budget
  readonly objective: Objective
  readonly unit: (typeof UNITS)[Objective]
  readonly shipment: Shipment
  /** `repriced`: limits of cost hold for what adds up link by link, as in `Budget`. */
  readonly pricing: TariffPricing
  /** How many facilities keep the limits, how many have routes that do not, and how many have no route. */
  readonly counts: { readonly within: number; readonly over: number; readonly no_route: number }
  /** All that were asked about: first those within the limits, the best first, then the others by id. */
  readonly facilities: readonly CatchmentFacility[]
}

const OBJECTIVE_OF = {
  time_h: 'fastest',
  cost_usd: 'cheapest',
  co2e_kg: 'greenest',
} as const satisfies Record<keyof Budget, Objective>

type Ask = QueryOptions & { readonly objective: Objective }
type BestRoute = { readonly totals: Totals; readonly weight: number }

/**
 * Which facilities reach a place, or are reached from it, within limits of time, money and carbon: exact, in the whole seconds,
 * cents and grams of the search.
 *
 * With one limit, the answer is that of `reach`. With several, those that keep each limit alone are asked for one route that keeps
 * all (`budget`), as two criteria may be kept by two different routes and by no single one.
 *
 * One search for each limit, and a matrix (one limit) or one budget question for each node in question (several): some
 * hundredths of a second each on a continental network.
 *
 * @throws the reason of `signal`, once it is aborted
 * @throws UsageError for an unknown place, option, kind or pillar, for no limit, and for four criteria (three limits with
 *   the objective `generalised`)
 * @example
 * await catchment(router, { to: 'Rotterdam', kinds: ['industrial_park'], within: { time_h: 480, cost_usd: 4000 } })
 */
export async function catchment(router: Router, query: CatchmentQuery): Promise<Catchment> {
  const { to, from, kinds, pillars, within, objective: word, scenario, signal, onProgress, ...options } = query
  const job = new Job<CatchmentProgress>({
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  })
  const limits = checkedLimits(within)
  const criteria = limits.map(([key]) => OBJECTIVE_OF[key])
  const objective = word === undefined ? (criteria[0] as Objective) : checkedObjective(word)
  const ask: Ask = { ...options, objective }
  const asked = scenario === undefined ? router : router.under(scenario)
  const { shipment } = asked.prepare(ask)
  const facilities = selectFacilities(asked.network, { kinds, pillars }, options.date)
  const [text, direction] = checkedSide(to, from)
  const place = asked.place(text)
  const reaches = criteria.map((criterion) =>
    asked.reach({ ...ask, objective: criterion, ...(direction === 'to' ? { to: place } : { from: place }) }),
  )
  const valuesOf = reaches.map(({ places }) => new Map(places.map(({ node_id, value }) => [node_id, value])))
  const least = (node: string): Budget =>
    Object.fromEntries(
      limits.map(([key], i) => [key, valuesOf[i]?.get(node)]).filter(([, value]) => value !== undefined),
    )
  const nodes = [...new Set(facilities.map(({ node_id }) => node_id))]
  const candidates = nodes.filter((node) =>
    limits.every(([, limit], i) => (valuesOf[i]?.get(node) ?? Number.POSITIVE_INFINITY) <= limit),
  )
  const budget: Budget = Object.fromEntries(limits)
  const isReach = criteria.length === 1 && criteria[0] === objective
  const best = isReach
    ? bestRoutes(asked, ask, place, direction, candidates)
    : await bestWithin(asked, ask, place, direction, candidates, budget, job)
  const rows = facilities.map((row) => facilityOf(asked, row, best.get(row.node_id), least(row.node_id)))
  const kept = rows.filter(({ ok }) => ok)
  const others = rows.filter(({ ok }) => !ok)
  const no_route = others.filter((row) => Object.keys(row.least).length < limits.length).length
  // Facilities are in the order of their ids, and the sort is stable.
  kept.sort((a, b) => (a.weight as number) - (b.weight as number))
  return {
    place,
    place_name: nodeAt(asked, place).name,
    direction,
    within: budget,
    objective,
    unit: UNITS[objective],
    shipment,
    pricing: reaches.some(({ pricing }) => pricing === 'repriced') ? 'repriced' : 'exact',
    counts: { within: kept.length, over: others.length - no_route, no_route },
    facilities: [...kept, ...others],
  }
}

/** The best routes by the objective, which is the one limit, so that those of nodes in reach keep it. */
function bestRoutes(
  router: Router,
  ask: Ask,
  place: string,
  direction: 'to' | 'from',
  nodes: readonly string[],
): ReadonlyMap<string, BestRoute> {
  if (nodes.length === 0) return new Map()
  const ends =
    direction === 'to' ? { origins: nodes, destinations: [place] } : { origins: [place], destinations: nodes }
  const { weights, components } = router.matrix({ ...ask, ...ends, components: true })
  const { time_h, cost_usd, co2e_kg, length_km } = components as MatrixComponents
  const known = (value: number | undefined): number | undefined => (Number.isNaN(value) ? undefined : value)
  return new Map(
    nodes.map((node, i) => [
      node,
      {
        weight: weights[i] as number,
        totals: {
          time_h: time_h[i] as number,
          cost_usd: known(cost_usd[i]),
          co2e_kg: known(co2e_kg[i]),
          length_km: length_km[i] as number,
        },
      },
    ]),
  )
}

/** The best routes by the objective that keep all limits; without the nodes that have none. */
async function bestWithin(
  router: Router,
  ask: Ask,
  place: string,
  direction: 'to' | 'from',
  nodes: readonly string[],
  budget: Budget,
  job: Job<CatchmentProgress>,
): Promise<ReadonlyMap<string, BestRoute>> {
  const best = new Map<string, BestRoute>()
  let done = 0
  for (const node of nodes) {
    await job.pause({ done: done++, total: nodes.length, place: nodeAt(router, node).name })
    const ends = direction === 'to' ? { from: node, to: place } : { from: place, to: node }
    const result = router.budget({ ...ask, ...ends, budget })
    if (result.status === 'ok') best.set(node, { totals: result.totals, weight: result.weight })
  }
  return best
}

function facilityOf(router: Router, row: FacilityRow, best: BestRoute | undefined, least: Budget): CatchmentFacility {
  const { facility_id, name = facility_id, kind, pillar, node_id } = row
  const node = nodeAt(router, node_id)
  const { x_coord = node.x_coord, y_coord = node.y_coord } =
    row.x_coord === undefined || row.y_coord === undefined ? node : row
  const { name: node_name, country } = node
  const ok = best !== undefined
  return {
    facility_id,
    name,
    kind,
    pillar,
    node_id,
    node_name,
    country,
    x_coord,
    y_coord,
    ok,
    totals: best?.totals,
    weight: best?.weight,
    least,
  }
}

function nodeAt({ compiled }: Router, id: string): NodeAttributes {
  return compiled.nodes.at(compiled.nodeIndex.get(id) as number) as NodeAttributes
}

function checkedSide(to: unknown, from: unknown): [place: string, direction: 'to' | 'from'] {
  if (typeof to === 'string' && from === undefined) return [to, 'to']
  if (typeof from === 'string' && to === undefined) return [from, 'from']
  throw new UsageError('Give either to, for the facilities that reach a place, or from, for those reached from it.')
}

function checkedLimits(within: unknown): [key: keyof Budget, limit: number][] {
  const keys = Object.keys(OBJECTIVE_OF) as (keyof Budget)[]
  if (typeof within !== 'object' || within === null || Array.isArray(within)) {
    throw new UsageError(`Option within is ${shown(within)}; expected an object with ${keys.join(', ')}.`)
  }
  const given = within as Readonly<Record<string, unknown>>
  for (const key of Object.keys(given)) {
    if ((keys as string[]).includes(key)) continue
    const near = nearest(key, keys)
    throw new UsageError(`Unknown limit "${key}"; expected ${keys.join(', ')}.${didYouMean(near)}`, near)
  }
  const limits = keys.flatMap((key): [keyof Budget, number][] =>
    given[key] === undefined ? [] : [[key, checkedAmount(`within.${key}`, given[key])]],
  )
  if (limits.length === 0) throw new UsageError(`Option within is empty; expected at least one of ${keys.join(', ')}.`)
  return limits
}
