import type { Shipment } from '../../cost/shipment.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import { type Block, CONSTRAINT_OPTIONS, type Constraints } from '../../routing/constraints.js'
import type { Itinerary } from '../../routing/itinerary.js'
import type { NoRoute } from '../../routing/no-route.js'
import { type Objective, UNITS } from '../../routing/objective.js'
import type { RouteQuery, RouteResult, Router, Stop } from '../../routing/router.js'
import { corridorOf } from '../break-even/break-even.js'
import { criterionOf, type Setting } from '../break-even/parameter.js'
import { type Ask, roundingBound } from '../break-even/route-lines.js'
import { checkedCorridors } from '../checked-corridors.js'
import { type Corridor, corridorsOf } from '../corridor.js'
import { corridorRoute } from '../corridor-route.js'
import { underScenario } from '../scenario-corridors.js'
import { candidatesOf } from './candidates.js'
import { type Differences, differencesOf } from './differences.js'
import { type Flip, flipsOf, type NoFlip } from './flips.js'
import { type Stretch, stretchesOf } from './stretches.js'

/** A way that is asked about without being a corridor: what it must pass and may not use. */
export interface Instead extends Constraints {
  /** Places to pass, read forwards or backwards, as those of a corridor. */
  readonly via?: readonly Stop[]
}

export interface ExplainQuery extends Omit<RouteQuery, 'via'> {
  /** What was expected in place of the best route: the id of a corridor, a corridor, or constraints. */
  readonly instead: string | Corridor | Instead
  /** Where an id is looked up. Default: those of the network. */
  readonly corridors?: readonly Corridor[]
}

/** The best way that keeps to what was asked about, or why there is none. */
export type AskedRoute = { readonly id: string; readonly name: string } & (
  | { readonly status: 'ok'; readonly itinerary: Itinerary }
  | { readonly status: 'no-route'; readonly reason: string; readonly drop: readonly Block[] }
)

export interface Explanation {
  readonly status: 'ok'
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly shipment: Shipment
  readonly objective: Objective
  /** Of `gap`. */
  readonly criterion_unit: string
  /** The best route. */
  readonly chosen: Itinerary
  /** The corridor whose best route it is, if it is one of those known. */
  readonly chosen_corridor: { readonly id: string; readonly name: string } | undefined
  readonly asked: AskedRoute
  /**
   * `same`: it is the best route; `equal`: another one, as good but for rounding; `worse`; `better`: it may use what the question
   * itself may not; `no-route`: there is none.
   */
  readonly verdict: 'same' | 'equal' | 'worse' | 'better' | 'no-route'
  /** By how much it is worse by the objective. */
  readonly gap: number | undefined
  /** Component by component; absent without a route. */
  readonly differences: Differences | undefined
  /** Leg against leg, in order of travel. */
  readonly stretches: readonly Stretch[]
  /** Where it is worse: single changes that would make it as good as the best, the smallest first. */
  readonly flips: readonly Flip[]
  /** Single changes that would not, however large on their range. */
  readonly cannot: readonly NoFlip[]
}

/**
 * Why the best route and not another one: both side by side, component by component and leg against leg, and the smallest
 * single change that would flip the choice, solved for each of: the value of time, the carbon price, the value of the goods,
 * the tariff and the speed of each mode on either route, the hours of each border crossing and each handling on either.
 *
 * At every value both routes are found anew: the best of all, and the best that keeps to what was asked about. Each flip is
 * verified by asking both again just beyond it. Exact up to the rounding of the search, as {@link breakEven}. With the objective
 * `greenest` nothing of this list has a part, and no flips are given.
 *
 * Some tens of route queries for each of some tens of numbers, most of them on a network priced anew.
 *
 * @returns an `Explanation`, or a `NoRoute` where nothing joins the places
 * @throws UsageError for an unknown place, option, value or corridor, with the nearest known ones
 * @example
 * const why = explain(router, { from: 'Chongqing', to: 'Duisburg', instead: 'sea-suez' })
 * if (why.status === 'ok') console.log(why.flips[0])
 */
export function explain(base: Router, query: ExplainQuery): Explanation | NoRoute {
  const { router, asked: question } = underScenario(base, query)
  const { instead, corridors: given, ...rest } = question
  const corridors = given === undefined ? corridorsOf(router.network) : checkedCorridors(given)
  const corridor = corridorFrom(instead, corridors)
  const { shipment, objective, prices } = router.prepare(rest)
  const setting: Setting = { query: rest, shipment, prices, objective }
  const askBest: Ask = (replaced) => router.route({ ...rest, ...replaced })
  const askAbout: Ask = (replaced) => corridorRoute(router, corridor, { ...rest, ...replaced })
  const chosen = askBest({})
  const asked = askAbout({})
  if (chosen.status === 'no-route') return chosen

  const { id, name } = corridor
  const { from, to, from_name, to_name } = chosen
  const common = {
    status: 'ok',
    from,
    to,
    from_name,
    to_name,
    shipment,
    objective,
    criterion_unit: UNITS[objective],
    chosen,
    chosen_corridor: sameCorridor(chosen, corridors, (other) => corridorRoute(router, other, rest)),
  } as const
  if (asked.status === 'no-route') {
    const { status, reason, drop } = asked
    return {
      ...common,
      asked: { id, name, status, reason, drop },
      verdict: 'no-route',
      gap: undefined,
      differences: undefined,
      stretches: [],
      flips: [],
      cannot: [],
    }
  }
  const gap = criterionOf(asked, objective) - criterionOf(chosen, objective)
  const verdict = verdictOf(chosen, asked, gap)
  const { flips, cannot } =
    verdict === 'worse'
      ? flipsOf(candidatesOf([chosen, asked], setting, router), { best: askBest, asked: askAbout }, setting)
      : { flips: [], cannot: [] }
  return {
    ...common,
    asked: { id, name, status: 'ok', itinerary: asked },
    verdict,
    gap,
    differences: differencesOf(chosen, asked, prices),
    stretches: stretchesOf(chosen, asked, namesOf(router)),
    flips,
    cannot,
  }
}

function corridorFrom(instead: ExplainQuery['instead'], corridors: readonly Corridor[]): Corridor {
  if (typeof instead === 'string') return corridorOf(corridors, instead)
  if (typeof instead !== 'object' || instead === null || Array.isArray(instead)) {
    throw new UsageError(
      `Option instead is ${JSON.stringify(instead)}; expected a corridor, the id of one, or constraints.`,
    )
  }
  if ('id' in instead) return checkedCorridors([instead])[0] as Corridor
  const { via = [], ...constraints } = instead
  const known: readonly string[] = ['via', ...CONSTRAINT_OPTIONS]
  for (const option of Object.keys(constraints)) {
    if (known.includes(option)) continue
    const near = nearest(option, known)
    throw new UsageError(
      `Unknown option "${option}" in instead; expected ${known.join(', ')}.${didYouMean(near)}`,
      near,
    )
  }
  return { id: 'instead', name: wordsFor(instead), via, constraints }
}

/** "the route avoiding passages suez", "the route via Poti|Batumi" */
function wordsFor(instead: Instead): string {
  const words = Object.entries(instead).map(([option, value]) => {
    const list = (Array.isArray(value) ? value : [value]).map(stopWords).join(', ')
    const avoided = /^avoid(.*)$/.exec(option)?.[1]
    return avoided === undefined
      ? `${option === 'via' ? '' : 'with '}${option} ${list}`
      : `avoiding ${avoided.toLowerCase()} ${list}`
  })
  return `the route ${words.length === 0 ? 'as it is' : words.join(' and ')}`
}

function stopWords(stop: unknown): string {
  if (Array.isArray(stop)) return stop.join('|')
  return typeof stop === 'string' || typeof stop === 'number' ? String(stop) : JSON.stringify(stop)
}

function verdictOf(chosen: Itinerary, asked: Itinerary, gap: number): Explanation['verdict'] {
  if (isSameRoute(chosen, asked)) return 'same'
  if (Math.abs(gap) <= roundingBound(chosen) + roundingBound(asked)) return 'equal'
  return gap > 0 ? 'worse' : 'better'
}

function sameCorridor(
  chosen: Itinerary,
  corridors: readonly Corridor[],
  routeOf: (corridor: Corridor) => RouteResult,
): Explanation['chosen_corridor'] {
  for (const corridor of corridors) {
    const route = routeOf(corridor)
    if (route.status === 'ok' && isSameRoute(route, chosen)) return { id: corridor.id, name: corridor.name }
  }
  return undefined
}

function isSameRoute(one: Itinerary, other: Itinerary): boolean {
  return linksOf(one) === linksOf(other)
}

/** What is used and what is done, in order. */
function linksOf({ legs }: Itinerary): string {
  return JSON.stringify(
    legs.map((leg) =>
      leg.kind === 'transport'
        ? leg.links.map(({ link_id, from }) => [link_id, from])
        : [leg.kind, leg.from, leg.kind === 'transfer' ? [leg.from_mode, leg.to_mode] : leg.mode],
    ),
  )
}

function namesOf({ network: { graph } }: Router): (id: string) => string {
  return (id) => (graph.hasNode(id) ? graph.getNodeAttribute(id, 'name') : id)
}
