import { type Prices, usdPerHour } from '../../cost/prices.js'
import { DEFAULT_SHIPMENT, type Shipment } from '../../cost/shipment.js'
import type { Mode } from '../../ingest/schema.js'
import type { BorderLeg, Itinerary, LegLink, Totals, TransferLeg, TransportLeg } from '../../routing/itinerary.js'
import type { Objective } from '../../routing/objective.js'
import type { QueryOptions } from '../../routing/router.js'
import type { Change, Scenario } from '../../routing/scenario/scenario.js'
import { HOURS_PER_DAY, KG_PER_TONNE } from '../../units/units.js'
import type { Line } from './lower-envelope.js'

/**
 * One number x of a question that is let run through a range: a price, the value of the goods, the hours at a stop, or a
 * factor on the tariff or the running time of a mode. What a fixed route costs is a line in x.
 */
export interface Parameter {
  /** As on the command line: `value-of-time`, `border:PL-BY`. */
  readonly id: string
  /** In a sentence: "the value of time". */
  readonly label: string
  /** Of x: `USD per day`. */
  readonly unit: string
  /** Where x runs unless told. */
  readonly range: readonly [number, number]
  /**
   * The least x that a question is asked at: 0, or a little more where 0 is no point like others (at a tariff of 0 nothing is
   * left to tell what it multiplies, and a carbon price of 0 lets in routes of unknown carbon, as none above it does).
   */
  readonly least: number
  /** True where what is meant is 1 / x: a speed, where x is a running time. */
  readonly inverted?: true
  /** The objectives that x has a part in. */
  readonly moves: readonly Objective[]
  /** x as things stand; `undefined` where that depends on the route. */
  readonly current: number | undefined
  /** The options that ask the question at x, in place of the question's own. */
  readonly at: (x: number) => Pick<QueryOptions, 'shipment' | 'prices' | 'scenario'>
  /** What one more of x does to a route that was found at `x`. */
  readonly effect: (itinerary: Itinerary, x: number) => Effect
}

/** What one more of x adds to a route. */
export interface Effect {
  readonly time_h: number
  readonly cost_usd: number
  /** To the generalised cost beside what hours and freight add to it. */
  readonly priced_usd: number
}

/** The question that x belongs to, with what it leaves to the defaults. */
export interface Setting {
  readonly query: Pick<QueryOptions, 'shipment' | 'prices'>
  readonly shipment: Shipment
  readonly prices: Prices
  readonly objective: Objective
}

/** The hours of a change of mode or gauge, of loading or of unloading. */
export type Handling = Pick<TransferLeg, 'from_mode' | 'to_mode' | 'from' | 'from_name' | 'operation'>

/** Too little to change what is best, and enough to divide by. */
const ABOVE_ZERO = 1e-9

const MAX_VALUE_OF_TIME = 10_000
const MAX_CARBON_PRICE = 1_000
const MAX_CARGO_VALUE = 10_000_000
const MAX_HOURS = 240
const MAX_FACTOR = 10

const NO_EFFECT: Effect = { time_h: 0, cost_usd: 0, priced_usd: 0 }

/** What an hour costs, given per day. */
export function valueOfTime({ query, shipment, prices }: Setting): Parameter {
  return {
    id: 'value-of-time',
    label: 'the value of time',
    unit: 'USD per day',
    range: [0, MAX_VALUE_OF_TIME],
    least: 0,
    moves: ['generalised'],
    current: usdPerHour(prices, shipment) * HOURS_PER_DAY,
    at: (x) => ({ prices: { ...query.prices, value_of_time_usd_per_day: x } }),
    effect: ({ totals }) => ({ ...NO_EFFECT, priced_usd: totals.time_h / HOURS_PER_DAY }),
  }
}

export function carbonPrice({ query, prices }: Setting): Parameter {
  return {
    id: 'carbon-price',
    label: 'the carbon price',
    unit: 'USD per t CO2e',
    range: [0, MAX_CARBON_PRICE],
    least: ABOVE_ZERO,
    moves: ['generalised'],
    current: prices.carbon_price_usd_per_t,
    at: (x) => ({ prices: { ...query.prices, carbon_price_usd_per_t: x } }),
    effect: ({ totals }) => ({ ...NO_EFFECT, priced_usd: (totals.co2e_kg ?? 0) / KG_PER_TONNE }),
  }
}

/** The value of the goods; without effect where the value of time is given in USD. */
export function cargoValue({ query, shipment, prices }: Setting): Parameter {
  const perDay = prices.value_of_time_usd_per_day === undefined ? prices.value_of_time_pct_per_day / 100 : 0
  return {
    id: 'cargo-value',
    label: 'the value of the goods',
    unit: 'USD',
    range: [0, MAX_CARGO_VALUE],
    least: 0,
    moves: prices.value_of_time_usd_per_day === undefined ? ['generalised'] : [],
    current: shipment.value_usd,
    at: (x) => ({ shipment: { ...(query.shipment ?? DEFAULT_SHIPMENT), value_usd: x } }),
    effect: ({ totals }) => ({ ...NO_EFFECT, priced_usd: (perDay * totals.time_h) / HOURS_PER_DAY }),
  }
}

/** Where a border is crossed: by one mode, and at one place, which is at either end of the link across. */
export interface BorderCrossing {
  readonly mode: Mode
  readonly node?: string
  /** Of the place, for words. */
  readonly name?: string
}

/** Whether a stop is at a border, either way. */
export function crosses(
  { mode, from, to, from_country, to_country }: BorderLeg,
  pair: string,
  crossing: BorderCrossing | undefined,
): boolean {
  if (pair !== `${from_country}-${to_country}` && pair !== `${to_country}-${from_country}`) return false
  if (crossing === undefined) return true
  return mode === crossing.mode && (crossing.node === undefined || from === crossing.node || to === crossing.node)
}

/**
 * Hours at the border between two countries, either way.
 *
 * @param pair two country codes, `PL-BY`
 * @param crossing only there
 */
export function borderHours(
  pair: string,
  current: number | undefined,
  crossing: BorderCrossing | undefined = undefined,
): Parameter {
  const { mode, node, name } = crossing ?? {}
  const selector = {
    border: pair,
    ...(mode === undefined ? {} : { mode }),
    ...(node === undefined ? {} : { node }),
  }
  return {
    id: ['border', pair, mode, node].filter((part) => part !== undefined).join(':'),
    label: `the hours at the ${mode === undefined ? '' : `${mode} `}border ${pair}${name === undefined ? '' : ` (${name})`}`,
    unit: 'h',
    range: [0, MAX_HOURS],
    least: 0,
    moves: ['fastest', 'generalised'],
    current,
    at: (x) => changed({ border: selector, time_h: x }),
    effect: ({ legs }) => ({
      ...NO_EFFECT,
      time_h: legs.filter((leg) => leg.kind === 'border' && crosses(leg, pair, crossing)).length,
    }),
  }
}

/** Hours of one handling at one place; for rail to rail of every change of gauge there. */
export function handlingHours(leg: Handling, current: number): Parameter {
  const { from: node, from_mode, to_mode } = leg
  return {
    id: `transfer:${node}:${from_mode}-${to_mode}`,
    label: `the hours of ${handlingWords(leg)}`,
    unit: 'h',
    range: [0, MAX_HOURS],
    least: 0,
    moves: ['fastest', 'generalised'],
    current,
    at: (x) => changed({ transfer: { node, from_mode, to_mode }, time_h: x }),
    effect: ({ legs }) => ({
      ...NO_EFFECT,
      time_h: legs.filter(
        (leg) => leg.kind === 'transfer' && leg.from === node && leg.from_mode === from_mode && leg.to_mode === to_mode,
      ).length,
    }),
  }
}

function handlingWords({ operation, from_mode, to_mode, from_name }: Handling): string {
  switch (operation) {
    case 'load':
      return `loading to ${to_mode} at ${from_name}`
    case 'unload':
      return `unloading from ${from_mode} at ${from_name}`
    case 'gauge':
      return `the change of gauge at ${from_name}`
    case 'mode':
      return `the change from ${from_mode} to ${to_mode} at ${from_name}`
  }
}

/** A factor on the freight of a mode. */
export function tariffFactor(mode: Mode): Parameter {
  return {
    id: `tariff:${mode}`,
    label: `the ${mode} tariff`,
    unit: `times the ${mode} tariff`,
    range: [0, MAX_FACTOR],
    least: ABOVE_ZERO,
    moves: ['cheapest', 'generalised'],
    current: 1,
    at: (x) => changed({ change: { mode }, tariff_factor: x }),
    effect: (itinerary, x) => ({
      ...NO_EFFECT,
      cost_usd: sumOver(itinerary, mode, ({ cost_usd }) => cost_usd ?? 0) / x,
    }),
  }
}

/**
 * A factor on the running time of a mode: half of it is twice the speed.
 *
 * @param fixedHours the hours of a link that no speed changes
 */
export function runningTime(mode: Mode, fixedHours: (link: LegLink) => number): Parameter {
  return {
    id: `speed:${mode}`,
    label: `the speed by ${mode}`,
    unit: `times the speed by ${mode}`,
    range: [1 / MAX_FACTOR, MAX_FACTOR],
    inverted: true,
    least: ABOVE_ZERO,
    moves: ['fastest', 'generalised'],
    current: 1,
    at: (x) => changed({ change: { mode }, speed_factor: 1 / x }),
    effect: (itinerary, x) => {
      const hours = sumOver(itinerary, mode, ({ time_h, links }) =>
        links.reduce((rest, link) => rest - fixedHours(link), time_h),
      )
      return { ...NO_EFFECT, time_h: hours / x }
    },
  }
}

function sumOver({ legs }: Itinerary, mode: Mode, amount: (leg: TransportLeg) => number): number {
  return legs.reduce((sum, leg) => (leg.kind === 'transport' && leg.mode === mode ? sum + amount(leg) : sum), 0)
}

/** The question under one change; a router that is under a scenario itself makes it after those. */
function changed(change: Change): { readonly scenario: Scenario } {
  return { scenario: { id: 'break-even', changes: [change] } }
}

/** The line of a route that was found at x, in the unit of the objective. */
export function lineOf(parameter: Parameter, itinerary: Itinerary, x: number, setting: Setting): Line {
  const { time_h, cost_usd, priced_usd } = parameter.effect(itinerary, x)
  const slopes: Readonly<Record<Objective, number>> = {
    fastest: time_h,
    cheapest: cost_usd,
    greenest: 0,
    generalised: cost_usd + usdPerHour(setting.prices, setting.shipment) * time_h + priced_usd,
  }
  const slope = slopes[setting.objective]
  return { fixed: criterionOf(itinerary, setting.objective) - slope * x, slope }
}

/** What a route was chosen for; known, or it would not have been found. */
export function criterionOf({ totals, generalised_usd }: Itinerary, objective: Objective): number {
  const values: Readonly<Record<Objective, number | undefined>> = {
    fastest: totals.time_h,
    cheapest: totals.cost_usd,
    greenest: totals.co2e_kg,
    generalised: generalised_usd,
  }
  return values[objective] as number
}

/** The totals that a route found at one x has at another. */
export function totalsAt(parameter: Parameter, itinerary: Itinerary, foundAt: number, x: number): Totals {
  const { time_h, cost_usd } = parameter.effect(itinerary, foundAt)
  const { totals } = itinerary
  return {
    time_h: totals.time_h + time_h * (x - foundAt),
    cost_usd: totals.cost_usd === undefined ? undefined : totals.cost_usd + cost_usd * (x - foundAt),
    co2e_kg: totals.co2e_kg,
    length_km: totals.length_km,
  }
}
