/**
 * How much of a corridor is left when one of its parts is lost.
 *
 * With the best way through the corridor taking c by the objective, and c' without one link or place, the share of its value that
 * survives is c / c': 1 where another way is as good, 0 where there is none. It is asked within the corridor, and of any way: that
 * is what a shipper is left with. The weakest element is the least of these shares, as in Ip, W. H. and Wang, D. (2011), "Resilience and
 * friability of transportation networks", IEEE Systems Journal 5(2), doi:10.1109/JSYST.2010.2096670, who take the largest loss of
 * resilience by one part for the friability of a network; the measure per part is the performance ratio of Nagurney, A.
 * and Qiang, Q. (2009), Fragile Networks, Wiley.
 *
 * What is not on the best way is no loss, so only its elements are taken out.
 */
import type { Shipment } from '../../cost/shipment.js'
import type { Mode } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import type { Itinerary } from '../../routing/itinerary.js'
import type { NoRoute } from '../../routing/no-route.js'
import { type Objective, UNITS } from '../../routing/objective.js'
import type { RouteResult, Router } from '../../routing/router.js'
import { type Extra, extraBetween } from '../extra.js'
import { Job, type JobOptions } from '../job.js'
import { ELEMENT_KINDS, type ElementKind, linksPassed, nameOfLink, nameOfNode, nodesPassed } from '../route-elements.js'
import { Journey, type JourneyQuery, type Without } from './journey.js'

/** How a share that survives is worked out. */
export const RESILIENCE_FORMULA =
  'best / best without the element, by the objective; 0 where there is no way without it'

/** How far the question is. */
export interface ResilienceProgress {
  /** Elements taken out, and how many there are. */
  readonly done: number
  readonly total: number
  /** Name of the one just taken out. */
  readonly element: string
}

export interface ResilienceQuery extends JourneyQuery, JobOptions<ResilienceProgress> {
  /** Only links, or only places. Default: both. */
  readonly of?: ElementKind
}

/** What is left without one element. */
export interface Survival {
  /** 0 to 1. */
  readonly share: number
  /** True where there is no way without it. */
  readonly cut_off: boolean
  /** What the best way without it takes more; `undefined` where there is none. */
  readonly extra: Extra | undefined
}

/** A link, both directions as one, or a place that the best way passes. */
export interface LostElement {
  readonly kind: 'link' | 'node'
  /** `link_id` or node id. */
  readonly id: string
  readonly name: string
  readonly mode: Mode
  /** Ends of a link, in the direction of travel. */
  readonly from_name: string | undefined
  readonly to_name: string | undefined
  /** Of a link: as often as it is used. */
  readonly length_km: number | undefined
  /** Within the corridor; of any way where no corridor is asked for. */
  readonly survival: Survival
  /** By any way that the question allows, in the corridor or not; at most 1. */
  readonly survival_any: Survival
}

/** The shares over all elements; `undefined` where the best way passes none. */
export interface SurvivalSummary {
  readonly least: number | undefined
  /** The element with the least share; of equal ones the first on the way. */
  readonly weakest: LostElement | undefined
  /** Mean over the links by their km. */
  readonly mean_by_km: number | undefined
}

export interface Resilience {
  readonly status: 'ok'
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  /** Id of the corridor that was asked for. */
  readonly corridor: string | undefined
  readonly objective: Objective
  /** Of `value`. */
  readonly unit: (typeof UNITS)[Objective]
  readonly shipment: Shipment
  readonly formula: string
  /** What the best way takes by the objective. */
  readonly value: number
  readonly itinerary: Itinerary
  /** Within the corridor. */
  readonly within: SurvivalSummary
  /** By any way. */
  readonly any: SurvivalSummary
  /** The least share within the corridor first, then the least by any way, then in order of travel. */
  readonly elements: readonly LostElement[]
}

/**
 * What survives of a corridor, or of the best way between two places, when one of its links or places is lost. Origin and
 * destination are no elements: without them there is nothing to send.
 *
 * One route query, and one per link and place of the best way, or two for a corridor with stops; one more for each that the best of
 * all ways uses too. Some hundreds on a long corridor: seconds.
 *
 * @returns `NoRoute` where there is no way to begin with
 * @throws UsageError for an unknown place, corridor, option or value; the reason of `signal` once it is aborted
 * @example
 * const answer = await resilience(router, { from: 'Chongqing', to: 'Duisburg', corridor: 'middle-corridor' })
 * if (answer.status === 'ok') console.log(answer.within.weakest?.name, answer.within.least)
 */
export async function resilience(router: Router, query: ResilienceQuery): Promise<Resilience | NoRoute> {
  const job = new Job<ResilienceProgress>(query)
  const { of, signal: _signal, onProgress: _onProgress, ...question } = query
  if (of !== undefined && !ELEMENT_KINDS.includes(of)) {
    throw new UsageError(`Option of is ${JSON.stringify(of)}; expected one of ${ELEMENT_KINDS.join(', ')}.`)
  }
  const journey = new Journey(router, question)
  const best = journey.route()
  if (best.status === 'no-route') return best
  const free = journey.anyWay()
  const freeBest = free.route()
  const used = freeBest.status === 'ok' ? new Set(elementsOf(journey.router, freeBest).map(keyOf)) : undefined
  const wanted = elementsOf(journey.router, best).filter(({ kind }) => of === undefined || of === `${kind}s`)
  const elements: LostElement[] = []
  for (const element of wanted) {
    const without: Without = element.kind === 'link' ? { links: [element.id] } : { nodes: [element.id] }
    const survival = survivalOf(best, journey.route(without))
    // The best of all ways is the best without what it does not use.
    const around = (): RouteResult => (used?.has(keyOf(element)) === false ? freeBest : free.route(without))
    elements.push({
      ...element,
      survival,
      survival_any: free === journey ? survival : survivalOf(best, around()),
    })
    await job.pause({ done: elements.length, total: wanted.length, element: element.name })
  }
  const { from, to, from_name, to_name } = best
  const { objective, shipment, perUnit } = journey.prepared
  return {
    status: 'ok',
    ...{ from, to, from_name, to_name },
    corridor: journey.corridor?.id,
    objective,
    unit: UNITS[objective],
    shipment,
    formula: RESILIENCE_FORMULA,
    value: best.weight / perUnit[objective],
    itinerary: best,
    within: summary(elements, ({ survival }) => survival.share),
    any: summary(elements, ({ survival_any }) => survival_any.share),
    elements: elements
      .map((element, at) => ({ element, at }))
      .sort(
        (a, b) =>
          a.element.survival.share - b.element.survival.share ||
          a.element.survival_any.share - b.element.survival_any.share ||
          a.at - b.at,
      )
      .map(({ element }) => element),
  }
}

type Element = Omit<LostElement, 'survival' | 'survival_any'>

function keyOf({ kind, id }: Element): string {
  return `${kind} ${id}`
}

/** Links and places in order of travel, each once: a link comes before the place at its end. */
function elementsOf(router: Router, route: Itinerary): Element[] {
  const links = new Map<string, Element & { length_km: number }>()
  for (const { id, mode, link } of linksPassed(route)) {
    const known = links.get(id)
    if (known !== undefined) {
      links.set(id, { ...known, length_km: known.length_km + link.length_km })
      continue
    }
    const [from_name, to_name] = [nameOfNode(router, link.from), nameOfNode(router, link.to)]
    links.set(id, {
      ...{ kind: 'link', id, mode, from_name, to_name },
      name: nameOfLink(router, link),
      length_km: link.length_km,
    })
  }
  const nodes = new Map<string, Element>()
  for (const { id, mode } of nodesPassed(route)) {
    if (nodes.has(id)) continue
    const none = { from_name: undefined, to_name: undefined, length_km: undefined }
    nodes.set(id, { kind: 'node', id, mode, name: nameOfNode(router, id), ...none })
  }
  return [...links.values(), ...nodes.values()]
}

function survivalOf(best: Itinerary, without: RouteResult): Survival {
  if (without.status === 'no-route') return { share: 0, cut_off: true, extra: undefined }
  // Another way may be better than the corridor at its best, and nothing is lost.
  const share = without.weight <= best.weight ? 1 : best.weight / without.weight
  return { share, cut_off: false, extra: extraBetween(best, without) }
}

function summary(elements: readonly LostElement[], shareOf: (element: LostElement) => number): SurvivalSummary {
  let weakest: LostElement | undefined
  let [km, survived] = [0, 0]
  for (const element of elements) {
    if (weakest === undefined || shareOf(element) < shareOf(weakest)) weakest = element
    const { length_km } = element
    if (length_km === undefined) continue
    km += length_km
    survived += length_km * shareOf(element)
  }
  return {
    least: weakest && shareOf(weakest),
    weakest,
    mean_by_km: km > 0 ? survived / km : undefined,
  }
}
