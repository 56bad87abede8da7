/**
 * What the loss of a link or a node would cost.
 *
 * Every element of the best routes is taken out in turn, the pairs whose best route uses it are routed again, and what they
 * pay more is added up: the replacement paths of the "most vital arcs" of Malik, K., Mittal, A. K. and Gupta, S. K. (1989),
 * "The k most vital arcs in the shortest path problem", Operations Research Letters 8(4), doi:10.1016/0167-6377(89)90065-5, for
 * one element at a time, and the link importance of Jenelius, E., Petersen, T. and Mattsson, L.-G. (2006), "Importance and exposure
 * in road network vulnerability analysis", Transportation Research A 40(7), doi:10.1016/j.tra.2005.11.003, who also keep
 * demand that is cut off apart from demand that has to go round.
 *
 * Cost: one query per pair, and one more per pair and element of its best route. A pair whose best route does not use an element
 * loses nothing with it, so it is not asked again. The queries of one element come together, because they share their metric.
 */
import type { Shipment } from '../cost/shipment.js'
import { MODES, type Mode } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import type { Itinerary } from '../routing/itinerary.js'
import { type Objective, UNITS } from '../routing/objective.js'
import { checkedAmount, checkedCount } from '../routing/query.js'
import type { QueryOptions, Router } from '../routing/router.js'
import { type Extra, extraBetween, NOTHING, plus } from './extra.js'
import { Job, type JobOptions } from './job.js'
import {
  avoiding,
  ELEMENT_KINDS,
  type ElementKind,
  linksPassed,
  nameOfLink,
  nameOfNode,
  nodesPassed,
} from './route-elements.js'
import { underScenario } from './scenario-corridors.js'

/** What can be lost. */
export const CRITICAL_KINDS = ELEMENT_KINDS
export type CriticalKind = ElementKind

/** Goods that go from one place to another. */
export interface DemandPair {
  /** Node id, UN/LOCODE or name. */
  readonly from: string
  readonly to: string
  /** How much the pair counts: shipments per year, say; at least 0. Default 1. */
  readonly weight?: number
}

/** How far a search for what is critical is. */
export interface CriticalityProgress {
  /** Routes asked for, and in all as far as that is known: more once the best routes tell their elements. */
  readonly done: number
  readonly total: number
  /** Name of what was taken out last; `undefined` while the best routes are asked for. */
  readonly element: string | undefined
}

/** One pair, as `from` and `to`, or several as `pairs`. */
export interface CriticalityQuery extends QueryOptions, JobOptions<CriticalityProgress> {
  readonly from?: string
  readonly to?: string
  readonly pairs?: readonly DemandPair[]
  /** Default `links`. */
  readonly of?: CriticalKind
  /** At most so many elements, the most critical first. Default: all. */
  readonly limit?: number
}

/** A link, both directions as one, or a node that routes pass. */
export interface CriticalElement {
  /** 1 = the most critical. */
  readonly rank: number
  /** `link_id` or node id. */
  readonly id: string
  /** The name of the link, or of its ends; the name of the node. */
  readonly name: string
  /** Modes by which routes use it. */
  readonly modes: readonly Mode[]
  /** Ends of a link, in the direction of the first route that uses it; absent for nodes. */
  readonly from?: string
  readonly to?: string
  readonly from_name?: string
  readonly to_name?: string
  /** Pairs whose best route uses it, and the sum of their weights. */
  readonly pairs: number
  readonly weight: number
  /** Those of them that have no route without it, and the sum of their weights. */
  readonly cut_off: number
  readonly cut_off_weight: number
  /**
   * What the others lose by the objective, in its unit, times their weights: at least 0, from the whole numbers of the search.
   * `undefined` where all are cut off.
   */
  readonly delta: number | undefined
  /** What the others pay more in all, times their weights; a criterion that is not the objective may fall. */
  readonly extra: Extra | undefined
  /** `extra` per unit of weight. */
  readonly mean: Extra | undefined
}

export interface Criticality {
  readonly of: CriticalKind
  readonly objective: Objective
  /** Of `delta`. */
  readonly unit: (typeof UNITS)[Objective]
  readonly shipment: Shipment
  /** Ends as node ids. */
  readonly pairs: readonly CriticalityPair[]
  /** Elements that were taken out; more than are listed where there is a `limit`. */
  readonly examined: number
  /** The most critical first: by the weight that is cut off, then by `delta`, then by id. */
  readonly elements: readonly CriticalElement[]
}

export interface CriticalityPair {
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly weight: number
  /** False where it has no route to begin with: then it does not count. */
  readonly routed: boolean
}

interface Demand {
  readonly from: string
  readonly to: string
  readonly weight: number
  readonly base: Itinerary
}

interface Candidate {
  readonly id: string
  readonly modes: Set<Mode>
  readonly users: Set<Demand>
  readonly name: string
  readonly ends: Pick<CriticalElement, 'from' | 'to' | 'from_name' | 'to_name'>
}

/**
 * Ranks each link or node of the best routes by what its loss would cost, over one pair or a weighted set of pairs.
 *
 * Origin and destination are no elements of their own pair: without them there is nothing to send. A place that is the end of one pair
 * and on the way of another is an element for the other. Links that constraints avoid anyway are on no route.
 *
 * One route query per pair and one per pair and element of its best route, each O(links log links) or the climbs of a hierarchy;
 * some milliseconds each. Between them it lets the event loop run, tells how far it is, and looks whether it is to stop.
 *
 * @throws the reason of `signal`, once it is aborted
 * @throws UsageError for an unknown place, option or value, and where neither one pair nor pairs are given, or both
 * @example
 * const { elements } = await criticality(router, { from: 'Chongqing', to: 'Duisburg', objective: 'fastest', limit: 10 })
 */
export async function criticality(base: Router, query: CriticalityQuery): Promise<Criticality> {
  const { router, asked: question } = underScenario(base, query)
  const { from, to, pairs, of = 'links', limit, signal: _signal, onProgress: _onProgress, ...options } = question
  if (!CRITICAL_KINDS.includes(of)) {
    throw new UsageError(`Option of is ${JSON.stringify(of)}; expected one of ${CRITICAL_KINDS.join(', ')}.`)
  }
  if (limit !== undefined) checkedCount('limit', limit, 1)
  const { objective, shipment, perUnit } = router.prepare(options)
  const job = new Job<CriticalityProgress>(query)
  const demands: Demand[] = []
  const asked: CriticalityPair[] = []
  const wanted = checkedPairs(from, to, pairs)
  for (const pair of wanted) {
    const route = router.route({ ...options, from: pair.from, to: pair.to })
    const ends = {
      from: route.from,
      to: route.to,
      from_name: nameOfNode(router, route.from),
      to_name: nameOfNode(router, route.to),
    }
    const routed = route.status === 'ok'
    if (routed) demands.push({ from: route.from, to: route.to, weight: pair.weight, base: route })
    asked.push({ ...ends, weight: pair.weight, routed })
    if (asked.length % PAIRS_AT_ONCE === 0) {
      await job.pause({ done: asked.length, total: wanted.length, element: undefined })
    }
  }
  const candidates = [...(of === 'links' ? linksOf(router, demands) : nodesOf(router, demands)).values()]
  let done = wanted.length
  const total = candidates.reduce((sum, { users }) => sum + users.size, done)
  const lost: Omit<CriticalElement, 'rank'>[] = []
  for (const candidate of candidates) {
    lost.push(lossOf(router, options, of, candidate, perUnit[objective]))
    done += candidate.users.size
    await job.pause({ done, total, element: candidate.name })
  }
  lost.sort((a, b) => b.cut_off_weight - a.cut_off_weight || byCutOff(a, b) || byDelta(a, b) || (a.id < b.id ? -1 : 1))
  return {
    of,
    objective,
    unit: UNITS[objective],
    shipment,
    pairs: asked,
    examined: lost.length,
    elements: lost.slice(0, limit).map((element, i) => ({ rank: i + 1, ...element })),
  }
}

/** Best routes asked for between two looks at the signal. */
const PAIRS_AT_ONCE = 16

function checkedPairs(
  from: string | undefined,
  to: string | undefined,
  pairs: readonly DemandPair[] | undefined,
): Required<DemandPair>[] {
  if (pairs === undefined) {
    if (typeof from !== 'string' || typeof to !== 'string') {
      throw new UsageError('There is nothing to route; expected from and to, or pairs.')
    }
    return [{ from, to, weight: 1 }]
  }
  if (from !== undefined || to !== undefined) {
    throw new UsageError('Both one pair and pairs are given; expected from and to, or pairs.')
  }
  if (!Array.isArray(pairs) || pairs.length === 0) {
    throw new UsageError(`Option pairs is ${JSON.stringify(pairs)}; expected a list of at least one pair.`)
  }
  return (pairs as readonly DemandPair[]).map((pair) => {
    if (typeof pair?.from !== 'string' || typeof pair.to !== 'string') {
      throw new UsageError(`Option pairs holds ${JSON.stringify(pair)}; expected an object with from and to.`)
    }
    return { from: pair.from, to: pair.to, weight: checkedAmount('weight', pair.weight ?? 1) }
  })
}

/** The links of the best routes, in order of travel. */
function linksOf(router: Router, demands: readonly Demand[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>()
  for (const demand of demands) {
    for (const { id, mode, link } of linksPassed(demand.base)) {
      note(candidates, id, demand, mode, () => {
        const { from, to } = link
        const names = { from_name: nameOfNode(router, from), to_name: nameOfNode(router, to) }
        return { name: nameOfLink(router, link), ends: { from, to, ...names } }
      })
    }
  }
  return candidates
}

/** The nodes that the best routes pass between their ends, in order of travel. */
function nodesOf(router: Router, demands: readonly Demand[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>()
  for (const demand of demands) {
    for (const { id, mode } of nodesPassed(demand.base)) {
      note(candidates, id, demand, mode, () => ({ name: nameOfNode(router, id), ends: {} }))
    }
  }
  return candidates
}

function note(
  candidates: Map<string, Candidate>,
  id: string,
  demand: Demand,
  mode: Mode,
  about: () => Pick<Candidate, 'name' | 'ends'>,
): void {
  let candidate = candidates.get(id)
  if (candidate === undefined) {
    candidate = { id, modes: new Set(), users: new Set(), ...about() }
    candidates.set(id, candidate)
  }
  candidate.modes.add(mode)
  candidate.users.add(demand)
}

function lossOf(
  router: Router,
  options: QueryOptions,
  of: CriticalKind,
  { id, name, modes, users, ends }: Candidate,
  perUnit: number,
): Omit<CriticalElement, 'rank'> {
  const without = avoiding(options, of, [id])
  let weight = 0
  let cutOff = 0
  let cutOffWeight = 0
  let reroutedWeight = 0
  let delta = 0
  let extra: Extra | undefined
  for (const { from, to, weight: counts, base } of users) {
    weight += counts
    const detour = router.route({ ...without, from, to })
    if (detour.status === 'no-route') {
      cutOff++
      cutOffWeight += counts
      continue
    }
    reroutedWeight += counts
    delta += (counts * (detour.weight - base.weight)) / perUnit
    extra = plus(extra ?? NOTHING, extraBetween(base, detour), counts)
  }
  return {
    id,
    name,
    modes: MODES.filter((mode) => modes.has(mode)),
    ...ends,
    pairs: users.size,
    weight,
    cut_off: cutOff,
    cut_off_weight: cutOffWeight,
    delta: extra && delta,
    extra,
    mean: extra && reroutedWeight > 0 ? per(extra, reroutedWeight) : undefined,
  }
}

function per({ time_h, cost_usd, co2e_kg, generalised_usd }: Extra, weight: number): Extra {
  return {
    time_h: time_h / weight,
    cost_usd: cost_usd && cost_usd / weight,
    co2e_kg: co2e_kg && co2e_kg / weight,
    generalised_usd: generalised_usd && generalised_usd / weight,
  }
}

/** Pairs of weight 0 are cut off too. */
function byCutOff(a: Pick<CriticalElement, 'cut_off'>, b: Pick<CriticalElement, 'cut_off'>): number {
  return b.cut_off - a.cut_off
}

function byDelta(a: Pick<CriticalElement, 'delta'>, b: Pick<CriticalElement, 'delta'>): number {
  return (b.delta ?? 0) - (a.delta ?? 0)
}
