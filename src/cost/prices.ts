import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import type { Rules } from '../network/network.js'
import { HOURS_PER_DAY } from '../units/units.js'
import type { Shipment } from './shipment.js'

/** What turns hours and kilograms into money. */
export interface Prices {
  /** Cost of time, % of the value of the goods per day. */
  readonly value_of_time_pct_per_day: number
  /** Cost of time, USD per day of the whole shipment; where given, in place of the percentage. */
  readonly value_of_time_usd_per_day?: number
  /** Carbon price, USD per tonne of CO2e. */
  readonly carbon_price_usd_per_t: number
}

const PRICES: readonly (keyof Prices)[] = [
  'value_of_time_pct_per_day',
  'value_of_time_usd_per_day',
  'carbon_price_usd_per_t',
]

/** The prices of `parameter.csv`; one that is not there is 0. */
export function pricesOf(rules: Rules): Prices {
  const value = (parameter: string): number => rules.parameter.find((row) => row.parameter === parameter)?.value ?? 0
  return {
    value_of_time_pct_per_day: value('value_of_time_pct_per_day'),
    carbon_price_usd_per_t: value('carbon_price_usd_per_t'),
  }
}

/**
 * Prices with some of them replaced. A percentage replaces a cost of time in USD as well.
 *
 * @throws UsageError for an unknown price, and for one that is not a number of at least 0
 */
export function withPrices(prices: Prices, replaced: Partial<Prices>): Prices {
  if (typeof replaced !== 'object' || replaced === null || Array.isArray(replaced)) {
    throw new UsageError(`Option prices is ${JSON.stringify(replaced)}; expected an object with ${PRICES.join(', ')}.`)
  }
  for (const [name, value] of Object.entries(replaced)) {
    if (!(PRICES as readonly string[]).includes(name)) {
      const near = nearest(name, PRICES)
      throw new UsageError(`Unknown price "${name}"; expected ${PRICES.join(', ')}.${didYouMean(near)}`, near)
    }
    if (value === undefined) continue
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      throw new UsageError(`${name} is ${String(value)}; expected a number of at least 0.`)
    }
  }
  const pct = replaced.value_of_time_pct_per_day
  const usd = replaced.value_of_time_usd_per_day ?? (pct === undefined ? prices.value_of_time_usd_per_day : undefined)
  return {
    value_of_time_pct_per_day: pct ?? prices.value_of_time_pct_per_day,
    carbon_price_usd_per_t: replaced.carbon_price_usd_per_t ?? prices.carbon_price_usd_per_t,
    ...(usd === undefined ? {} : { value_of_time_usd_per_day: usd }),
  }
}

/** What an hour costs a shipment, USD. */
export function usdPerHour(prices: Prices, shipment: Shipment): number {
  const perDay = prices.value_of_time_usd_per_day ?? shipment.value_usd * (prices.value_of_time_pct_per_day / 100)
  return perDay / HOURS_PER_DAY
}
