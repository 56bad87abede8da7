/**
 * How many people a place can serve, those that are hard to reach counting less: the potential of Hansen, W. G. (1959), "How
 * accessibility shapes land use", Journal of the American Institute of Planners 25(2), doi:10.1080/01944365908978307, with a
 * decay that halves over a distance that is given:
 *
 *   access(place) = sum over nodes with a population of population x 2^(-cost(place, node) / half-life)
 *
 * The cost of a node to itself is 0, so that its own people count in full; a node without a route counts nothing.
 */

import type { Shipment } from '../../cost/shipment.js'
import { UsageError } from '../../issue/errors.js'
import type { NodeAttributes } from '../../network/network.js'
import type { TariffPricing } from '../../routing/itinerary.js'
import { type Objective, UNITS } from '../../routing/objective.js'
import { checkedCount, checkedPlaces, shown } from '../../routing/query.js'
import type { QueryOptions, Router } from '../../routing/router.js'
import type { CatchmentFacility } from './catchment.js'
import { type FacilitySelection, selectFacilities } from './selection.js'

/** What makes people hard to reach: hours of the fastest route, or USD of the cheapest. */
export const ACCESS_COSTS = ['time', 'cost'] as const
export type AccessCost = (typeof ACCESS_COSTS)[number]

/** Contributors told of unless asked otherwise. */
export const DEFAULT_CONTRIBUTORS = 10

/** A question for the people that some places can serve. Give places, or say which facilities. */
export interface MarketAccessQuery extends Omit<QueryOptions, 'objective'>, FacilitySelection {
  /** Node ids, UN/LOCODEs or names. Default: the nodes of the facilities of `kinds` and `pillars`. */
  readonly places?: readonly string[]
  readonly by: AccessCost
  /** Hours or USD at which a person counts half; above 0. */
  readonly halfLife: number
  /** So many of the nodes that contribute most are named for each place. Default {@link DEFAULT_CONTRIBUTORS}. */
  readonly contributors?: number
}

/** A node with a population, seen from a place. */
export interface Contributor {
  readonly node_id: string
  readonly name: string
  readonly population: number
  /** Hours or USD of the best route; 0 for the place itself. */
  readonly cost: number
  /** 2^(-cost / half-life), from 0 to 1. */
  readonly factor: number
  /** Population x factor. */
  readonly contribution: number
}

export interface PlaceAccess {
  /** 1 = the greatest access. */
  readonly rank: number
  readonly node_id: string
  readonly name: string
  readonly country: string | undefined
  /** Those of the facilities asked about that are there, by id; none where places were given. */
  readonly facilities: readonly Pick<CatchmentFacility, 'facility_id' | 'name' | 'kind'>[]
  /** People, each weighted by its factor. */
  readonly access: number
  /** `access` as a share of all people of the network, 0 to 1. */
  readonly share: number
  /** People to whom there is a route, unweighted. */
  readonly reached: number
  /** The nodes that contribute most, the most first. */
  readonly contributors: readonly Contributor[]
}

/** The people that places can serve. */
export interface MarketAccess {
  readonly by: AccessCost
  readonly half_life: number
  /** Of `cost` and `half_life`. */
  readonly unit: 'h' | 'USD'
  /** In words. */
  readonly formula: string
  readonly shipment: Shipment
  /** `repriced`: USD of what adds up link by link. */
  readonly pricing: TariffPricing
  /** Nodes with a population, and their people in all. */
  readonly nodes: number
  readonly population: number
  /** By access, the greatest first; then by id. */
  readonly places: readonly PlaceAccess[]
}

const OBJECTIVE_OF: Readonly<Record<AccessCost, Objective>> = { time: 'fastest', cost: 'cheapest' }

/**
 * How many people some places, or the places of some facilities, can serve, weighted by the hours or USD to reach them. Routes
 * lead from the places to the people. One matrix: O(places + populated nodes) climbs of the hierarchy.
 *
 * @throws UsageError for an unknown place, option, kind or pillar, and where no node of the network has a population
 * @example
 * marketAccess(router, { places: ['Duisburg', 'Khorgos'], by: 'time', halfLife: 120 })
 */
export function marketAccess(router: Router, query: MarketAccessQuery): MarketAccess {
  const { places, kinds, pillars, by, halfLife, contributors: asked, ...options } = query
  const count = checkedCount('contributors', asked ?? DEFAULT_CONTRIBUTORS, 1)
  if (!ACCESS_COSTS.includes(by)) {
    throw new UsageError(`Option by is ${shown(by)}; expected one of ${ACCESS_COSTS.join(', ')}.`)
  }
  if (typeof halfLife !== 'number' || !Number.isFinite(halfLife) || halfLife <= 0) {
    throw new UsageError(`Option halfLife is ${shown(halfLife)}; expected a number above 0.`)
  }
  if (Object.hasOwn(options, 'objective')) {
    throw new UsageError('Market access has no objective; give by, time or cost.')
  }
  const changed = options.scenario === undefined ? router : router.under(options.scenario)
  if (places !== undefined && (kinds !== undefined || pillars !== undefined)) {
    throw new UsageError('Both places and facilities are given; expected places, or kinds and pillars.')
  }
  const markets = populated(changed)
  if (markets.length === 0) {
    throw new UsageError('No node of the network has a population; expected some in the column population of node.csv.')
  }
  const facilities = places === undefined ? selectFacilities(changed.network, { kinds, pillars }, options.date) : []
  const origins =
    places === undefined
      ? facilities.map(({ node_id }) => node_id)
      : checkedPlaces('places', places).map((text) => changed.place(text))
  const unique = [...new Set(origins)].sort()
  const objective = OBJECTIVE_OF[by]
  const { shipment } = router.prepare({ ...options, objective })
  const head = { by, half_life: halfLife, unit: UNITS[objective] as 'h' | 'USD', formula: FORMULA, shipment }
  const population = sum(markets, ({ population }) => population)
  const size = { nodes: markets.length, population }
  if (unique.length === 0) return { ...head, pricing: 'exact', ...size, places: [] }
  const destinations = markets.map(({ node_id }) => node_id)
  const { weights, per_unit, pricing } = router.matrix({ ...options, objective, origins: unique, destinations })
  const rows = unique.map((node_id, i) => {
    const reached = markets.flatMap((market, j): Contributor[] => {
      const weight = weights[i * markets.length + j] as number
      if (Number.isNaN(weight)) return []
      const cost = weight / per_unit
      const factor = 2 ** (-cost / halfLife)
      return [{ ...market, cost, factor, contribution: market.population * factor }]
    })
    const access = sum(reached, ({ contribution }) => contribution)
    // Markets are in the order of their ids, and the sort is stable.
    reached.sort((a, b) => b.contribution - a.contribution)
    return {
      node_id,
      ...nameAndCountry(changed, node_id),
      facilities: facilities
        .filter((row) => row.node_id === node_id)
        .map(({ facility_id, name = facility_id, kind }) => ({ facility_id, name, kind })),
      access,
      share: access / population,
      reached: sum(reached, (market) => market.population),
      contributors: reached.slice(0, count),
    }
  })
  rows.sort((a, b) => b.access - a.access)
  return { ...head, pricing, ...size, places: rows.map((row, i) => ({ rank: i + 1, ...row })) }
}

const FORMULA = 'sum over nodes of population x 2^(-cost / half-life)'

/** The nodes with people, in the order of their ids. */
function populated({ compiled }: Router): Pick<Contributor, 'node_id' | 'name' | 'population'>[] {
  const { nodeIds, nodes } = compiled
  return nodeIds.flatMap((node_id, n) => {
    const { name, population = 0 } = nodes.at(n) as NodeAttributes
    return population > 0 ? [{ node_id, name, population }] : []
  })
}

function nameAndCountry({ compiled }: Router, id: string): Pick<PlaceAccess, 'name' | 'country'> {
  const { name, country } = compiled.nodes.at(compiled.nodeIndex.get(id) as number) as NodeAttributes
  return { name, country }
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}
