import type { CostModel, Place, TransferSide } from '../cost/cost-model.js'
import { amount, type LinkFactors, type TransferFactors } from '../cost/link-factors.js'
import type { Shipment } from '../cost/shipment.js'
import type { LinkAttributes } from '../network/network.js'
import { type CompiledNetwork, STAY, type Terminal, TRANSFER } from './compile.js'

/** Time, money and carbon of a piece of a journey; `undefined` where a factor is missing. */
export interface Components {
  readonly time_h: number
  readonly cost_usd: number | undefined
  readonly co2e_kg: number | undefined
  readonly length_km: number
}

const NOTHING: Components = { time_h: 0, cost_usd: 0, co2e_kg: 0, length_km: 0 }
const DOOR: TransferSide = { mode: 'door', gauge_mm: undefined }

/**
 * The cost model applied to every arc and terminal of a compiled network: all that is independent of the shipment.
 * `undefined` for an arc means that it cannot be used at all (no speed, no transfer rule, no border rule).
 */
export class ArcFactors {
  readonly links: readonly (LinkFactors | undefined)[]
  readonly transfers: ReadonlyMap<number, TransferFactors>
  readonly loading: readonly (TransferFactors | undefined)[]
  readonly unloading: readonly (TransferFactors | undefined)[]
  readonly #compiled: CompiledNetwork

  constructor(compiled: CompiledNetwork, model: CostModel) {
    this.#compiled = compiled
    const { topology, terminals, arcLink, links } = compiled
    const place = (terminal: Terminal): Place => ({
      id: compiled.nodeIds[terminal.node] as string,
      attributes: compiled.nodes[terminal.node] as Place['attributes'],
    })
    const linkFactors = new Array<LinkFactors | undefined>(links.length)
    const transfers = new Map<number, TransferFactors>()
    for (let a = 0; a < topology.arcCount; a++) {
      const from = terminals[topology.tail[a] as number] as Terminal
      const to = terminals[topology.head[a] as number] as Terminal
      const link = arcLink[a] as number
      if (link === STAY) continue
      if (link === TRANSFER) {
        const factors = model.transferFactors(place(from), from, to)
        if (factors !== undefined) transfers.set(a, factors)
        continue
      }
      const factors = model.linkFactors(links[link] as LinkAttributes, place(from), place(to))
      const usable = factors.time_h !== undefined && (factors.border === undefined || factors.border.rule !== undefined)
      if (usable) linkFactors[link] = factors
    }
    this.links = linkFactors
    this.transfers = transfers
    this.loading = terminals.map((terminal) => model.transferFactors(place(terminal), DOOR, terminal))
    this.unloading = terminals.map((terminal) => model.transferFactors(place(terminal), terminal, DOOR))
  }

  /** What an arc costs a shipment, border included, unrounded; `undefined` for an arc that cannot be used. */
  components(arc: number, shipment: Shipment): Components | undefined {
    const link = this.#compiled.arcLink[arc] as number
    if (link === STAY) return NOTHING
    if (link === TRANSFER) {
      const factors = this.transfers.get(arc)
      return factors && transferComponents(factors, shipment)
    }
    const factors = this.links[link]
    if (factors === undefined) return undefined
    const border = factors.border?.rule
    const cost = factors.cost && amount(factors.cost, shipment)
    return {
      time_h: (factors.time_h as number) + (border?.time_h ?? 0),
      cost_usd: cost === undefined ? undefined : cost + (border?.cost_usd_per_teu ?? 0) * shipment.teu,
      co2e_kg: factors.wtw && amount(factors.wtw, shipment),
      length_km: (this.#compiled.links[link] as LinkAttributes).length_km,
    }
  }
}

export function transferComponents(factors: TransferFactors, shipment: Shipment): Components {
  return {
    time_h: factors.time_h,
    cost_usd: amount(factors.cost, shipment),
    co2e_kg: amount(factors.co2e, shipment),
    length_km: 0,
  }
}
