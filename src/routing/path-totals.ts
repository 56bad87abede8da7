import type { TransferFactors } from '../cost/link-factors.js'
import { type Components, transferComponents } from './arc-factors.js'
import { STAY, TRANSFER } from './compile.js'
import { type ArcPath, type ItineraryContext, itineraryTotals, type Totals } from './itinerary.js'

const NO_STOP = -1

/**
 * The totals of many paths of one question: the numbers of {@link itineraryTotals}, added in the same order, from
 * columns that are filled once. O(links) to make, O(arcs of the path) each.
 */
export class PathTotals {
  readonly #context: ItineraryContext
  /** Four numbers per link: hours, USD, kg and km of the movement; `NaN` for what is unknown. */
  readonly #movement: Float64Array
  /** Two per link: hours and USD of the stop at its border; {@link NO_STOP} hours for none. */
  readonly #stop: Float64Array
  /** Rates of whole legs are another matter. */
  readonly #isAdditive: boolean

  constructor(context: ItineraryContext) {
    const { compiled, factors, shipment } = context
    const count = compiled.links.length
    this.#context = context
    this.#isAdditive = (factors.columns.rates?.tariffs.length ?? 0) === 0
    this.#movement = new Float64Array(this.#isAdditive ? 4 * count : 0)
    this.#stop = new Float64Array(this.#isAdditive ? 2 * count : 0).fill(NO_STOP)
    if (!this.#isAdditive) return
    for (let link = 0; link < count; link++) {
      if (factors.link(link) === undefined) continue
      const { movement, border } = factors.parts(link, shipment)
      this.#movement[4 * link] = movement.time_h
      this.#movement[4 * link + 1] = movement.cost_usd ?? Number.NaN
      this.#movement[4 * link + 2] = movement.co2e_kg ?? Number.NaN
      this.#movement[4 * link + 3] = movement.length_km
      if (border === undefined) continue
      this.#stop[2 * link] = border.time_h
      this.#stop[2 * link + 1] = border.cost_usd ?? Number.NaN
    }
  }

  of(path: ArcPath): Totals {
    if (!this.#isAdditive) return itineraryTotals(path, this.#context)
    const { compiled, factors, shipment, loads, unloads } = this.#context
    const { arcLink } = compiled
    const movement = this.#movement
    const stop = this.#stop
    let [time, cost, co2e, length] = [0, 0, 0, 0]
    // The leg under way, which is added as a whole when it ends.
    let [legTime, legCost, legCo2e, legLength] = [0, 0, 0, 0]
    let isMoving = false
    const add = (parts: Components): void => {
      time += parts.time_h
      cost += parts.cost_usd ?? Number.NaN
      co2e += parts.co2e_kg ?? Number.NaN
    }
    if (loads) add(transferComponents(factors.loading(path.source) as TransferFactors, shipment))
    const { arcs } = path
    for (let i = 0; i <= arcs.length; i++) {
      const arc = arcs[i]
      const link = arc === undefined ? TRANSFER : (arcLink[arc] as number)
      if (link === STAY) continue
      if (link !== TRANSFER) {
        const at = 4 * link
        legTime += movement[at] as number
        legCost += movement[at + 1] as number
        legCo2e += movement[at + 2] as number
        legLength += movement[at + 3] as number
        isMoving = true
        if (stop[2 * link] === NO_STOP) continue
      }
      if (isMoving) {
        time += legTime
        cost += legCost
        co2e += legCo2e
        length += legLength
        legTime = legCost = legCo2e = legLength = 0
        isMoving = false
      }
      if (link !== TRANSFER) {
        time += stop[2 * link] as number
        cost += stop[2 * link + 1] as number
      } else if (arc !== undefined) {
        add(transferComponents(factors.transfer(arc) as TransferFactors, shipment))
      }
    }
    if (unloads) add(transferComponents(factors.unloading(path.target) as TransferFactors, shipment))
    return { time_h: time, cost_usd: known(cost), co2e_kg: known(co2e), length_km: length }
  }
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}
