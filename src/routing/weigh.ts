import { type Prices, usdPerHour } from '../cost/prices.js'
import type { Shipment } from '../cost/shipment.js'
import { UsageError } from '../issue/errors.js'
import { CLOSED, MAX_WEIGHT, type Metric } from '../kernel/topology.js'
import { KG_PER_TONNE } from '../units/units.js'
import { type ArcFactors, type Components, transferComponents } from './arc-factors.js'
import type { CompiledNetwork, Terminal } from './compile.js'
import { isUtility } from './constraints.js'
import { withLeastBands } from './leg-pricing/least-bands.js'
import { type Objective, PER_UNIT, type PerUnits } from './objective.js'

/** The integer weights of one shipment: for each objective one metric, in seconds, cents, grams and cents. */
export interface Weights {
  readonly metrics: Readonly<Record<Objective, Metric>>
  /** Per terminal, the weight of loading there and of unloading there. */
  readonly loading: Readonly<Record<Objective, Metric>>
  readonly unloading: Readonly<Record<Objective, Metric>>
}

/** The order in which the other criteria break ties. */
export const TIE_BREAKERS: Readonly<Record<Objective, readonly Objective[]>> = {
  fastest: ['fastest', 'cheapest', 'greenest'],
  cheapest: ['cheapest', 'fastest', 'greenest'],
  greenest: ['greenest', 'fastest', 'cheapest'],
  generalised: ['generalised', 'fastest', 'greenest'],
}

/**
 * Generalised cost, USD: cost + value of the goods x % per day x days + carbon price x tonnes CO2e.
 *
 * @returns `undefined` where money is unknown, or where carbon is unknown and has a price
 */
export function generalisedCost(components: Components, shipment: Shipment, prices: Prices): number | undefined {
  const { time_h, cost_usd, co2e_kg } = components
  if (cost_usd === undefined) return undefined
  const time = usdPerHour(prices, shipment) * time_h
  if (prices.carbon_price_usd_per_t === 0) return cost_usd + time
  if (co2e_kg === undefined) return undefined
  return cost_usd + time + (prices.carbon_price_usd_per_t * co2e_kg) / KG_PER_TONNE
}

/**
 * Rounds the cost of every arc for one shipment to whole seconds, cents and grams. An arc whose criterion is unknown is
 * closed for that objective: an unknown is never taken for 0. Of what rates charge for whole legs only the least that distance
 * bands add per km is in the weights.
 *
 * @param perUnit integers in an hour, a USD and a kg
 * @param utilitiesOnly for a question of energy or data alone: freight is out of the question, and may be out of range
 * @throws UsageError where a weight passes the largest integer of a metric
 */
export function weigh(
  compiled: CompiledNetwork,
  factors: ArcFactors,
  shipment: Shipment,
  prices: Prices,
  perUnit: PerUnits,
  utilitiesOnly = false,
): Weights {
  const { terminals } = compiled
  const { arcCount, vertexCount, tail } = compiled.topology
  const weigher = { shipment, prices, perUnit }
  const mayOverflow = (vertex: number): boolean => utilitiesOnly && !isUtility((terminals[vertex] as Terminal).mode)
  const metrics = emptyMetrics(arcCount)
  const loading = emptyMetrics(vertexCount)
  const unloading = emptyMetrics(vertexCount)
  for (let a = 0; a < arcCount; a++) {
    const components = factors.components(a, shipment)
    if (components === undefined) continue
    const least = withLeastBands(a, components, compiled, factors, shipment)
    setWeights(metrics, a, least, weigher, mayOverflow(tail[a] as number))
  }
  for (let t = 0; t < vertexCount; t++) {
    const load = factors.loading(t)
    const unload = factors.unloading(t)
    if (load !== undefined) setWeights(loading, t, transferComponents(load, shipment), weigher, mayOverflow(t))
    if (unload !== undefined) setWeights(unloading, t, transferComponents(unload, shipment), weigher, mayOverflow(t))
  }
  return { metrics, loading, unloading }
}

function emptyMetrics(length: number): Record<Objective, Metric> {
  const closed = (): Metric => new Uint32Array(length).fill(CLOSED)
  return { fastest: closed(), cheapest: closed(), greenest: closed(), generalised: closed() }
}

/** What turns components into integers. */
interface Weigher {
  readonly shipment: Shipment
  readonly prices: Prices
  readonly perUnit: PerUnits
}

/** @param mayOverflow what passes the largest integer is closed; otherwise it throws */
function setWeights(
  metrics: Record<Objective, Metric>,
  index: number,
  components: Components,
  { shipment, prices, perUnit }: Weigher,
  mayOverflow: boolean,
): void {
  const { time_h, cost_usd, co2e_kg } = components
  const general = generalisedCost(components, shipment, prices)
  // Where links of a fibre are weighed, the hours of all others are out of the question, and of range.
  metrics.fastest[index] = integer(time_h * perUnit.fastest, 'hours', mayOverflow || perUnit !== PER_UNIT)
  if (cost_usd !== undefined) metrics.cheapest[index] = integer(cost_usd * perUnit.cheapest, 'USD', mayOverflow)
  if (co2e_kg !== undefined) metrics.greenest[index] = integer(co2e_kg * perUnit.greenest, 'kg CO2e', mayOverflow)
  if (general !== undefined) metrics.generalised[index] = integer(general * perUnit.generalised, 'USD', mayOverflow)
}

function integer(value: number, unit: string, mayOverflow: boolean): number {
  const rounded = Math.round(value)
  if (rounded <= MAX_WEIGHT) return rounded
  if (mayOverflow) return CLOSED
  throw new UsageError(
    `One link or transfer of this shipment is worth more ${unit} than the search can hold (${value}); split the shipment into smaller ones.`,
  )
}
