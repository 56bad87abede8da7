/**
 * What the hazards on a route cost on average.
 *
 * A hazard closes its links for a share q = min(1, p x n x d / 365) of the year: p the yearly probability, n closures of d days
 * each in a year in which it happens. Goods that leave on any day of the year alike meet the closure with probability q. They then
 * take the best way without the closed links, found exactly, or wait for half of d, the mean of what is left of a closure
 * when one comes upon it: whichever costs less by the objective. Waiting costs time (and by it the value of time), no tariff and
 * no carbon. The expected loss is the sum over the hazards of q x that cost. As a closure is known before goods leave, they do best to
 * set out on the best way without closures while it is open: to go round for good costs no less than to go round when it strikes, as
 * long as the shares q add up to no more than 1.
 *
 * That is the exposure of users to a hazard of Jenelius, E. and Mattsson, L.-G. (2012), "Road network vulnerability analysis of
 * area-covering disruptions", Transportation Research A 46(5), doi:10.1016/j.tra.2012.02.003, weighed by how often it strikes.
 */
import { usdPerHour } from '../../cost/prices.js'
import type { Shipment } from '../../cost/shipment.js'
import type { Itinerary } from '../../routing/itinerary.js'
import type { NoRoute } from '../../routing/no-route.js'
import { type Objective, UNITS } from '../../routing/objective.js'
import type { Prepared } from '../../routing/preparation.js'
import type { Router } from '../../routing/router.js'
import { HOURS_PER_DAY } from '../../units/units.js'
import { type Extra, extraBetween, NOTHING, plus } from '../extra.js'
import { linksPassed } from '../route-elements.js'
import { type Hazard, hazardOf, noneOf } from './hazard.js'
import { hazardLinks } from './hazard-links.js'
import { Journey, type JourneyQuery } from './journey.js'

/** How an expected loss is worked out. */
export const EXPOSURE_FORMULA =
  'sum over the hazards of min(1, yearly_probability x closures x closure_days / 365) x the lesser of a detour and a wait of closure_days / 2'

/** What the formula takes for granted. */
export const EXPOSURE_ASSUMPTIONS: readonly string[] = [
  'hazards are independent, and no two close at once',
  'goods leave on any day of the year alike, whatever the season of a hazard',
  'a closure is known before departure, and so is its mean length',
  'links that are not closed take what they always take',
]

/** What goods do that meet a closure. */
export type Response = 'wait' | 'detour'

/** A hazard on a route. */
export interface ExposedHazard extends Hazard {
  /** The links of the route that it closes, in order of travel. */
  readonly links: readonly string[]
  /** All links that it closes. */
  readonly closed_links: number
  /** Half of a closure. */
  readonly wait: Extra
  /** What the best way without the closed links takes more; `undefined` where there is none. */
  readonly detour: Extra | undefined
  /** The lesser of them by the objective, and of equal ones the one with fewer hours. */
  readonly response: Response
  /** What it costs by the objective, in its unit, at least 0. */
  readonly delta: number
  readonly extra: Extra
  /** `closed_share x extra`. */
  readonly expected: Extra
}

export interface HazardExposure {
  readonly status: 'ok'
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  /** Id of the corridor that was asked for. */
  readonly corridor: string | undefined
  readonly objective: Objective
  /** Of `delta`. */
  readonly unit: (typeof UNITS)[Objective]
  readonly shipment: Shipment
  readonly formula: string
  readonly assumptions: readonly string[]
  /** The route without any closure. */
  readonly itinerary: Itinerary
  /** Those with the highest expected loss by the objective first, then by id. */
  readonly hazards: readonly ExposedHazard[]
  /** That the shipment meets no closure, 0 to 1. */
  readonly none_on_the_way: number
  /** That none of them happens in a year. */
  readonly none_in_a_year: number
  /** Sum over the hazards; `expected_delta` by the objective, in its unit. */
  readonly expected: Extra
  readonly expected_delta: number
}

/**
 * The hazards on the best route, what goods do when each strikes, and the expected loss.
 *
 * One route query, and one more per hazard on the route; twice as many for a corridor. O(links) to place the hazards.
 *
 * @returns `NoRoute` where there is no route without any closure
 * @throws UsageError for an unknown place, corridor, option or value
 * @example
 * const exposure = hazardExposure(router, { from: 'Chongqing', to: 'Duisburg', corridor: 'middle-corridor' })
 * if (exposure.status === 'ok') console.log(exposure.expected.time_h)
 */
export function hazardExposure(router: Router, query: JourneyQuery): HazardExposure | NoRoute {
  const journey = new Journey(router, query)
  const route = journey.route()
  return route.status === 'no-route' ? route : new Exposer(journey).of(route)
}

/** Works out the exposure of the best route of a question. */
export class Exposer {
  readonly #journey: Journey
  readonly #hazards: readonly { readonly hazard: Hazard; readonly closed: readonly string[] }[]

  /** @param hazards what `hazardLinks` gave for the same network, where that is known */
  constructor(journey: Journey, hazards = hazardLinks(journey.router.network)) {
    this.#journey = journey
    this.#hazards = [...hazards].map(([row, links]) => ({
      hazard: hazardOf(row),
      closed: links.map(({ link }) => link.link_id),
    }))
  }

  /** @param route what the journey answers with nothing taken out */
  of(route: Itinerary): HazardExposure {
    const { prepared, corridor } = this.#journey
    const { objective, shipment } = prepared
    const { from, to, from_name, to_name } = route
    const passed = [...new Set(linksPassed(route).map(({ id }) => id))]
    const hazards = this.#hazards.flatMap(({ hazard, closed }) => {
      const all = new Set(closed)
      const links = passed.filter((id) => all.has(id))
      return links.length === 0 ? [] : [this.#struck(route, hazard, links, closed)]
    })
    const loss = ({ closed_share, delta }: ExposedHazard): number => closed_share * delta
    hazards.sort((a, b) => loss(b) - loss(a) || (a.hazard_id < b.hazard_id ? -1 : 1))
    return {
      status: 'ok',
      ...{ from, to, from_name, to_name },
      corridor: corridor?.id,
      objective,
      unit: UNITS[objective],
      shipment,
      formula: EXPOSURE_FORMULA,
      assumptions: EXPOSURE_ASSUMPTIONS,
      itinerary: route,
      hazards,
      none_on_the_way: noneOf(hazards.map(({ closed_share }) => closed_share)),
      none_in_a_year: noneOf(hazards.map(({ yearly_probability }) => yearly_probability)),
      expected: hazards.reduce((sum, { expected }) => plus(sum, expected), NOTHING),
      expected_delta: hazards.reduce((sum, hazard) => sum + loss(hazard), 0),
    }
  }

  #struck(route: Itinerary, hazard: Hazard, links: readonly string[], closed: readonly string[]): ExposedHazard {
    const { prepared } = this.#journey
    const hours = (hazard.closure_days * HOURS_PER_DAY) / 2
    const waiting = usdPerHour(prepared.prices, prepared.shipment) * hours
    const wait: Extra = { time_h: hours, cost_usd: 0, co2e_kg: 0, generalised_usd: waiting }
    const around = this.#journey.route({ links: closed })
    const detour = around.status === 'no-route' ? undefined : extraBetween(route, around)
    const longer =
      around.status === 'no-route'
        ? Number.POSITIVE_INFINITY
        : (around.weight - route.weight) / prepared.perUnit[prepared.objective]
    const waited = waitedFor(wait, prepared)
    const waits = detour === undefined || waited < longer || (waited === longer && wait.time_h <= detour.time_h)
    const extra = waits ? wait : detour
    return {
      ...hazard,
      links,
      closed_links: closed.length,
      wait,
      detour,
      response: waits ? 'wait' : 'detour',
      delta: waits ? waited : longer,
      extra,
      expected: plus(NOTHING, extra, hazard.closed_share),
    }
  }
}

/** What a wait costs by the objective. */
function waitedFor(wait: Extra, { objective }: Prepared): number {
  switch (objective) {
    case 'fastest':
      return wait.time_h
    case 'generalised':
      return wait.generalised_usd ?? 0
    case 'cheapest':
    case 'greenest':
      return 0
  }
}
