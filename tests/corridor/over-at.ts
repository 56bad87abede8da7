import { DEFAULT_SHIPMENT } from '../../src/cost/shipment.js'
import type { Itinerary } from '../../src/routing/itinerary.js'
import { type Objective, PER_UNIT } from '../../src/routing/objective.js'
import type { RouteQuery } from '../../src/routing/router.js'

/** The question at a value of a parameter, written out here once more so that it checks the library's own. */
export function withX(query: RouteQuery, over: string, x: number): RouteQuery {
  const [kind, value] = over.split(':') as [string, string]
  switch (kind) {
    case 'value-of-time':
      return { ...query, prices: { ...query.prices, value_of_time_usd_per_day: x } }
    case 'carbon-price':
      return { ...query, prices: { ...query.prices, carbon_price_usd_per_t: x } }
    case 'cargo-value':
      return { ...query, shipment: { ...(query.shipment ?? DEFAULT_SHIPMENT), value_usd: x } }
    case 'tariff':
      return { ...query, scenario: { id: 'x', changes: [{ change: { mode: value }, tariff_factor: x }] } }
    case 'speed':
      return { ...query, scenario: { id: 'x', changes: [{ change: { mode: value }, speed_factor: x }] } }
    case 'border': {
      const [, border = '', mode, node] = over.split(':')
      const selector = mode === undefined || node === undefined ? { border } : { border, mode, node }
      return { ...query, scenario: { id: 'x', changes: [{ border: selector, time_h: x }] } }
    }
    case 'transfer': {
      const [, node = '', modes = ''] = over.split(':')
      const [from_mode = '', to_mode = ''] = modes.split('-')
      return { ...query, scenario: { id: 'x', changes: [{ transfer: { node, from_mode, to_mode }, time_h: x }] } }
    }
    default:
      throw new Error(`no parameter ${over}`)
  }
}

export function valueIn({ totals, generalised_usd }: Itinerary, objective: Objective): number {
  const values = {
    fastest: totals.time_h,
    cheapest: totals.cost_usd,
    greenest: totals.co2e_kg,
    generalised: generalised_usd,
  }
  const value = values[objective]
  if (value === undefined) throw new Error(`expected a known ${objective} value`)
  return value
}

/**
 * What rounding may do to a comparison of these routes, and of others like them: half an integer for each link and
 * handling, of the longest of them and of as many again, twice.
 */
export function worstRounding(routes: readonly (Itinerary | undefined)[]): number {
  const open = routes.filter((route) => route !== undefined)
  const parts = open.map(({ legs }) =>
    legs.reduce((count, leg) => count + (leg.kind === 'transport' ? leg.links.length : 1), 0),
  )
  return (2 * Math.max(0, ...parts)) / PER_UNIT[(open[0] as Itinerary).objective] + 1e-6
}
