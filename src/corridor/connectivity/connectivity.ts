/**
 * The scorecard of facilities connectivity: for each corridor and for each country a line per pillar, with the measures behind it.
 *
 * No score is an index of weights: each is 100 times one shown measure over another, so that a reader can say what would raise it.
 * They are not added up, as hours and kilograms cannot be.
 */
import { UsageError } from '../../issue/errors.js'
import type { Itinerary } from '../../routing/itinerary.js'
import type { RouteQuery, RouteResult, Router } from '../../routing/router.js'
import { checkedCorridors } from '../checked-corridors.js'
import { type Corridor, corridorsOf } from '../corridor.js'
import { corridorRoute } from '../corridor-route.js'
import { hazardLinks } from '../hazards/hazard-links.js'
import { corridorLines } from './corridor-lines.js'
import { countryLines } from './country-lines.js'
import { countryStock } from './country-stock.js'
import { type PillarLine, withBefore } from './measure.js'

/** A question for a scorecard. */
export interface ConnectivityQuery extends Omit<RouteQuery, 'from' | 'to' | 'via'> {
  /** The ends of every corridor; default: each corridor's own. */
  readonly from?: string
  readonly to?: string
  /** Default: those of the network that have ends. */
  readonly corridors?: readonly Corridor[]
  /** ISO codes. Default: the countries that the routes of the corridors pass. */
  readonly countries?: readonly string[]
}

export interface CorridorScorecard {
  readonly id: string
  readonly name: string
  readonly status: 'ok' | 'no-route'
  /** Names of the ends. */
  readonly from_name: string
  readonly to_name: string
  /** Why there is no route. */
  readonly reason: string | undefined
  /** Of the best route through the corridor; none without a route. */
  readonly pillars: readonly PillarLine[]
}

export interface CountryScorecard {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly pillars: readonly PillarLine[]
}

export interface Scorecard {
  /** Id of the scenario whose change is shown. */
  readonly scenario: string | undefined
  readonly objective: Itinerary['objective']
  readonly shipment: Itinerary['shipment']
  readonly corridors: readonly CorridorScorecard[]
  readonly countries: readonly CountryScorecard[]
}

/**
 * Scores the best route through each corridor, and each country that they pass, pillar by pillar. With a scenario, on the changed network,
 * each number with what it was before.
 *
 * Two to four route queries per corridor, and one walk over the links; twice that with a scenario.
 *
 * @throws UsageError for an unknown place, country or option, for one end without the other, and where no corridor has ends
 * @example
 * const { corridors } = connectivity(router, { from: 'Chongqing', to: 'Duisburg' })
 */
export function connectivity(router: Router, query: ConnectivityQuery = {}): Scorecard {
  const { scenario, ...rest } = query
  if (scenario === undefined) return scorecard(router, rest, undefined)
  const changed = router.under(scenario)
  const now = scorecard(changed, rest, undefined)
  // The same countries before, whichever the routes pass then.
  const before = scorecard(
    router,
    rest,
    now.countries.map(({ country }) => country),
  )
  return {
    ...now,
    scenario: scenario.id,
    corridors: now.corridors.map((corridor) => ({
      ...corridor,
      pillars: withBefore(corridor.pillars, before.corridors.find(({ id }) => id === corridor.id)?.pillars),
    })),
    countries: now.countries.map(({ country, pillars }) => ({
      country,
      pillars: withBefore(pillars, before.countries.find((other) => other.country === country)?.pillars),
    })),
  }
}

function scorecard(
  router: Router,
  query: Omit<ConnectivityQuery, 'scenario'>,
  listed: readonly string[] | undefined,
): Scorecard {
  const { from, to, corridors: given, countries, ...options } = query
  if ((from === undefined) !== (to === undefined)) throw new UsageError('Give both from and to, or neither.')
  const { shipment, objective } = router.prepare(options)
  const asked = journeys(router, given, from, to)
  const routed = asked.map(({ corridor, ends }) => ({
    corridor,
    ends,
    route: corridorRoute(router, corridor, { ...options, ...ends }),
  }))
  const stock = countryStock(router, options.date)
  const hazards = hazardLinks(router.network)
  return {
    scenario: undefined,
    objective,
    shipment,
    corridors: routed.map(({ corridor: { id, name }, ends, route }) => ({
      id,
      name,
      status: route.status,
      from_name: route.from_name,
      to_name: route.to_name,
      reason: route.status === 'no-route' ? route.reason : undefined,
      pillars: route.status === 'no-route' ? [] : corridorLines(router, route, { ...options, ...ends }, hazards),
    })),
    countries: (listed ?? checkedCountries(countries, stock) ?? passed(routed.map(({ route }) => route))).map(
      (country) => ({ country, pillars: countryLines(country, stock) }),
    ),
  }
}

function journeys(
  router: Router,
  given: readonly Corridor[] | undefined,
  from: string | undefined,
  to: string | undefined,
): { readonly corridor: Corridor; readonly ends: { readonly from: string; readonly to: string } }[] {
  if (from !== undefined && to !== undefined) {
    return checkedCorridors(given ?? corridorsOf(router.network)).map((corridor) => ({ corridor, ends: { from, to } }))
  }
  const listed = given === undefined ? corridorsOf(router.network) : checkedCorridors(given)
  const found = listed.flatMap((corridor) => (corridor.ends === undefined ? [] : [{ corridor, ends: corridor.ends }]))
  if (given === undefined && found.length > 0) return found
  if (given === undefined) {
    throw new UsageError('No corridor of the network has from_place and to_place; give from and to.')
  }
  const without = listed.find(({ ends }) => ends === undefined)
  if (without === undefined) return found
  throw new UsageError(`The corridor "${without.id}" has no from_place and to_place; give from and to.`)
}

function passed(routes: readonly RouteResult[]): string[] {
  const codes = routes.flatMap((route) => (route.status === 'ok' ? route.countries : []))
  return [...new Set(codes)].sort()
}

function checkedCountries(
  countries: readonly string[] | undefined,
  stock: ReadonlyMap<string, unknown>,
): readonly string[] | undefined {
  const unknown = countries?.find((code) => !stock.has(code))
  if (unknown === undefined) return countries
  throw new UsageError(
    `Unknown country "${unknown}"; expected ISO codes of countries with places in the network, as "KZ".`,
  )
}
