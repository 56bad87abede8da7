import { bandsPerTeu, type LegTariff, leastPerTeuKm } from '../../cost/leg-tariff.js'
import { amount, type LinkPiece } from '../../cost/link-factors.js'
import { CLOSED, MAX_WEIGHT, type Metric } from '../../kernel/topology.js'
import type { LinkAttributes } from '../../network/network.js'
import { CENTS_PER_USD, METRES_PER_KM } from '../../units/units.js'
import type { Components } from '../arc-factors.js'
import { type CompiledNetwork, STAY, TRANSFER } from '../compile.js'
import type { Prepared } from '../preparation.js'
import { generalisedCost } from '../weigh.js'
import type { RateColumns } from './rate-columns.js'

/** In place of a tariff: there is no such piece of the arc. */
export const NO_PIECE = 0xffffffff

/**
 * The weights of an objective in money, taken apart: what an arc costs whatever the leg, and what adds to the leg that it is part
 * of. Whole cents: each piece of an arc is rounded, and of each leg what it has on top of its links.
 */
export interface LegMetric {
  /** For each arc, cents apart from the pieces below; for a closed one any number. */
  readonly plain: Float64Array
  /**
   * For each arc the tariffs of its two pieces in order, from 1; 0: priced in `plain`, and ends any leg; {@link NO_PIECE}: goes on
   * with the leg as it is.
   */
  readonly tariff: Uint32Array
  /** For each arc and piece, the cents that add to the leg. */
  readonly links: Float64Array
  /** For each arc and piece, the half metres that add to the leg. */
  readonly length: Float64Array
  /**
   * All cents of an arc that add up whatever the legs, at least: its bands at their least amount per km. Closed where the
   * objective is unknown.
   */
  readonly additive: Metric
  /** By number, less 1. */
  readonly legs: readonly LegPrices[]
}

/** What a leg costs on top of its links, in cents. */
export interface LegPrices {
  readonly fixed: number
  readonly minimum: number
  readonly hasBands: boolean
  /** By half metres; never falls. */
  readonly bands: (length: number) => number
}

const STEPS_PER_KM = 2 * METRES_PER_KM
/** A whole number of cents may come out a little more. */
const ROUNDING = 1e-6

/** Takes the weights of a question apart. O(arcs). */
export function legMetric(compiled: CompiledNetwork, prepared: Prepared): LegMetric {
  const { factors, objective, prices, shipment, weights } = prepared
  const { arcLink, links, topology } = compiled
  const rates = factors.columns.rates as RateColumns
  const { arcCount } = topology
  const all = weights.metrics[objective]
  const plain = Float64Array.from(all)
  const additive = all.slice()
  const tariff = new Uint32Array(2 * arcCount).fill(NO_PIECE)
  const added = new Float64Array(2 * arcCount)
  const length = new Float64Array(2 * arcCount)
  const cents = ({ cost_usd, ...rest }: Components, less: number): number => {
    const components = { ...rest, cost_usd: cost_usd === undefined ? undefined : cost_usd - less }
    const usd = objective === 'generalised' ? generalisedCost(components, shipment, prices) : components.cost_usd
    // What is nothing may come out a little less.
    return Math.max(0, Math.round((usd as number) * CENTS_PER_USD))
  }
  for (let a = 0; a < arcCount; a++) {
    const link = arcLink[a] as number
    if (link === STAY) continue
    tariff[2 * a] = 0
    if (link === TRANSFER || all[a] === CLOSED) continue
    if (rates.tariff[2 * link] === 0 && rates.tariff[2 * link + 1] === 0) continue
    const pieces = factors.link(link)?.pieces as readonly LinkPiece[]
    const { length_km } = links.at(link) as LinkAttributes
    let usd = 0
    let sum = 0
    for (const [i, piece] of pieces.entries()) {
      const slot = 2 * a + i
      tariff[slot] = piece.tariff === undefined ? 0 : (rates.tariff[2 * link + i] as number)
      if (piece.tariff === undefined) continue
      const own = amount(piece.cost, shipment)
      usd += own
      added[slot] = Math.round(own * CENTS_PER_USD)
      length[slot] = Math.round(length_km * piece.share * STEPS_PER_KM)
      // Rounded down, so that the bands of a leg, rounded as a whole, never come to less than this adds up to.
      const bands = leastPerTeuKm(piece.tariff) * shipment.teu * ((length[slot] as number) / STEPS_PER_KM)
      sum += (added[slot] as number) + Math.max(0, Math.floor(bands * CENTS_PER_USD - ROUNDING))
    }
    plain[a] = cents(factors.components(a, shipment) as Components, usd)
    additive[a] = Math.min(MAX_WEIGHT, (plain[a] as number) + sum)
  }
  const legs = rates.tariffs.map((one) => legPrices(one, shipment.teu))
  return { plain, tariff, links: added, length, additive, legs }
}

/** What a path costs, cents: all that its arcs and its legs cost, without its ends. O(arcs of the path). */
export function pathWeight({ plain, tariff, links, length, legs }: LegMetric, arcs: readonly number[]): number {
  let sum = 0
  let open = 0
  let inLeg = 0
  let inLength = 0
  const close = (): void => {
    const prices = legs[open - 1]
    if (prices !== undefined) sum += prices.fixed + Math.max(prices.minimum, inLeg + prices.bands(inLength))
    open = 0
    inLeg = 0
    inLength = 0
  }
  for (const a of arcs) {
    sum += plain[a] as number
    for (let slot = 2 * a; slot < 2 * a + 2; slot++) {
      const next = tariff[slot] as number
      if (next === NO_PIECE) continue
      if (next !== open) close()
      open = next
      inLeg += links[slot] as number
      inLength += length[slot] as number
    }
  }
  close()
  return sum
}

function legPrices(tariff: LegTariff, teu: number): LegPrices {
  return {
    fixed: Math.round(tariff.fixed_usd * CENTS_PER_USD),
    minimum: Math.round(tariff.minimum_usd * CENTS_PER_USD),
    hasBands: tariff.per_teu_km.length > 0 || tariff.per_teu.length > 0,
    bands: (length) => Math.round(bandsPerTeu(tariff, length / STEPS_PER_KM) * teu * CENTS_PER_USD),
  }
}
