import type { CostModel, Place, TransferSide } from '../cost/cost-model.js'
import {
  amount,
  type BorderFactors,
  type LinkFactors,
  type PerUnit,
  type TransferFactors,
} from '../cost/link-factors.js'
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

/**
 * What the cost model says of every link, transfer and terminal, in columns: a network has millions of them, and as
 * columns they are saved and shared between workers as they are.
 */
export interface FactorColumns {
  /** For each link, what is known of it: {@link USABLE} and the others, as bits. */
  readonly known: Uint8Array
  /** For each link {@link AMOUNTS} numbers: hours, hours of rest, cost, WTW and TTW, each per TEU and per tonne, and km. */
  readonly amounts: Float64Array
  /** For each link, the number of its border in `borders`, from 1; 0: no border. */
  readonly border: Uint32Array
  /** For each arc, the number of its transfer in `transfers`, from 1; 0: none, or none that a rule allows. */
  readonly transfer: Uint32Array
  /** For each vertex, the number of its loading in `transfers`, from 1; 0: not allowed. */
  readonly loading: Uint32Array
  readonly unloading: Uint32Array
  /** Each crossing with its rule. */
  readonly borders: readonly BorderFactors[]
  readonly transfers: readonly TransferFactors[]
}

/** The link has a speed and, at a border, a rule to cross it. */
const USABLE = 1
const COST_KNOWN = 2
const WTW_KNOWN = 4
const TTW_KNOWN = 8

/** Numbers per link. */
export const AMOUNTS = 9
const REST = 1
const COST = 2
const WTW = 4
const TTW = 6
const LENGTH = 8

const NOTHING: Components = { time_h: 0, cost_usd: 0, co2e_kg: 0, length_km: 0 }
const DOOR: TransferSide = { mode: 'door', gauge_mm: undefined }

/**
 * The cost model applied to every arc and terminal of a compiled network: all that is independent of the shipment.
 * `undefined` for an arc means that it cannot be used at all (no speed, no transfer rule, no border rule).
 */
export class ArcFactors {
  readonly columns: FactorColumns
  readonly #compiled: CompiledNetwork

  constructor(compiled: CompiledNetwork, columns: FactorColumns) {
    this.#compiled = compiled
    this.columns = columns
  }

  /** The factors of a link, by its number. */
  link(index: number): LinkFactors | undefined {
    const { known, amounts, border, borders } = this.columns
    const bits = known[index] as number
    if ((bits & USABLE) === 0) return undefined
    const first = index * AMOUNTS
    return {
      time_h: amounts[first] as number,
      rest_h: amounts[first + REST] as number,
      cost: (bits & COST_KNOWN) === 0 ? undefined : perUnit(amounts, first + COST),
      wtw: (bits & WTW_KNOWN) === 0 ? undefined : perUnit(amounts, first + WTW),
      ttw: (bits & TTW_KNOWN) === 0 ? undefined : perUnit(amounts, first + TTW),
      border: borders[(border[index] as number) - 1],
    }
  }

  /** The factors of a transfer, by its arc. */
  transfer(arc: number): TransferFactors | undefined {
    return this.columns.transfers[(this.columns.transfer[arc] as number) - 1]
  }

  /** What loading at a terminal costs. */
  loading(vertex: number): TransferFactors | undefined {
    return this.columns.transfers[(this.columns.loading[vertex] as number) - 1]
  }

  /** What unloading at a terminal costs. */
  unloading(vertex: number): TransferFactors | undefined {
    return this.columns.transfers[(this.columns.unloading[vertex] as number) - 1]
  }

  /** What a usable link costs a shipment: the movement, and the stop at its border where a rule names one. */
  parts(link: number, shipment: Shipment): { readonly movement: Components; readonly border: Components | undefined } {
    const factors = this.link(link) as LinkFactors
    const rule = factors.border?.rule
    return {
      movement: {
        time_h: factors.time_h as number,
        cost_usd: factors.cost && amount(factors.cost, shipment),
        co2e_kg: factors.wtw && amount(factors.wtw, shipment),
        length_km: this.columns.amounts[link * AMOUNTS + LENGTH] as number,
      },
      border: rule && {
        time_h: rule.time_h,
        cost_usd: rule.cost_usd_per_teu * shipment.teu,
        co2e_kg: 0,
        length_km: 0,
      },
    }
  }

  /** What an arc costs a shipment, border included, unrounded; `undefined` for an arc that cannot be used. */
  components(arc: number, shipment: Shipment): Components | undefined {
    const link = this.#compiled.arcLink[arc] as number
    if (link === STAY) return NOTHING
    if (link === TRANSFER) {
      const factors = this.transfer(arc)
      return factors && transferComponents(factors, shipment)
    }
    // As `link` with `amount`, but nothing is made in between: every weighing comes by here for every arc.
    const { known, amounts, border, borders } = this.columns
    const bits = known[link] as number
    if ((bits & USABLE) === 0) return undefined
    const first = link * AMOUNTS
    const { teu, tonnes } = shipment
    const crossing = border[link] === 0 ? undefined : borders[(border[link] as number) - 1]?.rule
    const cost = (amounts[first + COST] as number) * teu + (amounts[first + COST + 1] as number) * tonnes
    const wtw = (amounts[first + WTW] as number) * teu + (amounts[first + WTW + 1] as number) * tonnes
    return {
      time_h: (amounts[first] as number) + (crossing?.time_h ?? 0),
      cost_usd: (bits & COST_KNOWN) === 0 ? undefined : cost + (crossing?.cost_usd_per_teu ?? 0) * teu,
      co2e_kg: (bits & WTW_KNOWN) === 0 ? undefined : wtw,
      length_km: amounts[first + LENGTH] as number,
    }
  }
}

/** Applies a cost model to every arc and terminal. O(arcs x patterns of the rules). */
export function arcFactors(compiled: CompiledNetwork, model: CostModel): ArcFactors {
  const { topology, terminals, arcLink, links } = compiled
  const place = (terminal: Terminal): Place => ({
    id: compiled.nodeIds[terminal.node] as string,
    attributes: compiled.nodes.at(terminal.node) as Place['attributes'],
  })
  const known = new Uint8Array(links.length)
  const amounts = new Float64Array(links.length * AMOUNTS)
  const border = new Uint32Array(links.length)
  const transfer = new Uint32Array(topology.arcCount)
  const borders = new Distinct<BorderFactors>()
  const transfers = new Distinct<TransferFactors>()
  for (let a = 0; a < topology.arcCount; a++) {
    const from = terminals[topology.tail[a] as number] as Terminal
    const to = terminals[topology.head[a] as number] as Terminal
    const link = arcLink[a] as number
    if (link === STAY) continue
    if (link === TRANSFER) {
      transfer[a] = transfers.numberOf(model.transferFactors(place(from), from, to))
      continue
    }
    const attributes = links.at(link) as LinkAttributes
    const factors = model.linkFactors(attributes, place(from), place(to))
    const { time_h, rest_h, cost, wtw, ttw } = factors
    if (time_h === undefined || (factors.border !== undefined && factors.border.rule === undefined)) continue
    const first = link * AMOUNTS
    amounts[first] = time_h
    amounts[first + REST] = rest_h
    setPerUnit(amounts, first + COST, cost)
    setPerUnit(amounts, first + WTW, wtw)
    setPerUnit(amounts, first + TTW, ttw)
    amounts[first + LENGTH] = attributes.length_km
    known[link] =
      USABLE |
      (cost === undefined ? 0 : COST_KNOWN) |
      (wtw === undefined ? 0 : WTW_KNOWN) |
      (ttw === undefined ? 0 : TTW_KNOWN)
    border[link] = borders.numberOf(factors.border)
  }
  const ends = (factors: (terminal: Terminal) => TransferFactors | undefined): Uint32Array =>
    Uint32Array.from(terminals, (terminal) => transfers.numberOf(factors(terminal)))
  const loading = ends((terminal) => model.transferFactors(place(terminal), DOOR, terminal))
  const unloading = ends((terminal) => model.transferFactors(place(terminal), terminal, DOOR))
  return new ArcFactors(compiled, {
    known,
    amounts,
    border,
    transfer,
    loading,
    unloading,
    borders: borders.values,
    transfers: transfers.values,
  })
}

export function transferComponents(factors: TransferFactors, shipment: Shipment): Components {
  return {
    time_h: factors.time_h,
    cost_usd: amount(factors.cost, shipment),
    co2e_kg: amount(factors.co2e, shipment),
    length_km: 0,
  }
}

/** Numbers values from 1 by what they say, in the order in which they come; 0 is for none. */
class Distinct<Value extends object> {
  readonly values: Value[] = []
  readonly #byIdentity = new Map<Value, number>()
  readonly #byContent = new Map<string, number>()

  numberOf(value: Value | undefined): number {
    if (value === undefined) return 0
    const known = this.#byIdentity.get(value)
    if (known !== undefined) return known
    const content = JSON.stringify(value)
    const number = this.#byContent.get(content) ?? this.values.push(value)
    this.#byContent.set(content, number)
    this.#byIdentity.set(value, number)
    return number
  }
}

function perUnit(amounts: Float64Array, at: number): PerUnit {
  return { perTeu: amounts[at] as number, perTonne: amounts[at + 1] as number }
}

function setPerUnit(amounts: Float64Array, at: number, factors: PerUnit | undefined): void {
  if (factors === undefined) return
  amounts[at] = factors.perTeu
  amounts[at + 1] = factors.perTonne
}
