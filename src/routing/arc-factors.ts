import type { CostModel, Place, TransferSide } from '../cost/cost-model.js'
import {
  amount,
  type BorderFactors,
  type EmissionBasis,
  type LinkFactors,
  type PerUnit,
  type TransferFactors,
} from '../cost/link-factors.js'
import { chargeableTonnes, type Shipment } from '../cost/shipment.js'
import type { LinkAttributes } from '../network/network.js'
import { type CompiledNetwork, STAY, type Terminal, TRANSFER } from './compile.js'
import { measuredOf, piecesOf, type RateColumns, RateColumnsBuilder } from './leg-pricing/rate-columns.js'

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
  /** For each link {@link AMOUNTS} numbers: hours, hours of rest, cost, WTW and TTW, each per TEU and per tonne, km, and km for emissions. */
  readonly amounts: Float64Array
  /** For each link, the number of its border in `borders`, from 1; 0: no border. */
  readonly border: Uint32Array
  /** For each link, the number of what its emission factors come from in `emissions`, from 1; 0: no factor. */
  readonly emission: Uint32Array
  /** For each arc, the number of its transfer in `transfers`, from 1; 0: none, or none that a rule allows. */
  readonly transfer: Uint32Array
  /** For each vertex, the number of its loading in `transfers`, from 1; 0: not allowed. */
  readonly loading: Uint32Array
  readonly unloading: Uint32Array
  /** Each crossing with its rule. */
  readonly borders: readonly BorderFactors[]
  readonly emissions: readonly EmissionBasis[]
  readonly transfers: readonly TransferFactors[]
  /** Only where rates name a density or price whole legs. */
  readonly rates: RateColumns | undefined
}

/** The link has a speed and, at a border, a rule to cross it. */
const USABLE = 1
const COST_KNOWN = 2
const WTW_KNOWN = 4
const TTW_KNOWN = 8

/** Numbers per link. */
export const AMOUNTS = 13
const REST = 1
const COST = 2
const WTW = 4
const TTW = 6
const LENGTH = 8
const EMISSION_KM = 9
/** Energy, per MWh. */
const COST_MWH = 10
const WTW_MWH = 11
const TTW_MWH = 12

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
    const { known, amounts, border, borders, emission, emissions } = this.columns
    const bits = known[index] as number
    if ((bits & USABLE) === 0) return undefined
    const first = index * AMOUNTS
    const cost = (bits & COST_KNOWN) === 0 ? undefined : this.#cost(index)
    const pieces = cost && this.columns.rates && piecesOf(this.columns.rates, index, cost)
    return {
      time_h: amounts[first] as number,
      rest_h: amounts[first + REST] as number,
      cost,
      ...(pieces && { pieces }),
      wtw: (bits & WTW_KNOWN) === 0 ? undefined : perUnit(amounts, first + WTW, first + WTW_MWH),
      ttw: (bits & TTW_KNOWN) === 0 ? undefined : perUnit(amounts, first + TTW, first + TTW_MWH),
      emission_km: (bits & WTW_KNOWN) === 0 ? undefined : amounts[first + EMISSION_KM],
      emission: emissions[(emission[index] as number) - 1],
      border: borders[(border[index] as number) - 1],
    }
  }

  #cost(link: number): PerUnit {
    const { amounts, rates } = this.columns
    const cost = perUnit(amounts, link * AMOUNTS + COST, link * AMOUNTS + COST_MWH)
    const measured = rates && measuredOf(rates, link)
    return measured === undefined ? cost : { ...cost, measured }
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
    const { known, amounts, border, borders, rates } = this.columns
    const bits = known[link] as number
    if ((bits & USABLE) === 0) return undefined
    const first = link * AMOUNTS
    const { teu, tonnes, mwh = 0 } = shipment
    const crossing = border[link] === 0 ? undefined : borders[(border[link] as number) - 1]?.rule
    let cost = (amounts[first + COST] as number) * teu + (amounts[first + COST + 1] as number) * tonnes
    if (mwh !== 0) cost += (amounts[first + COST_MWH] as number) * mwh
    if (rates !== undefined) {
      const { densities, measured } = rates
      for (let d = 0; d < densities.length; d++) {
        const perTonne = measured[link * densities.length + d] as number
        if (perTonne !== 0) cost += perTonne * chargeableTonnes(shipment, densities[d] as number)
      }
    }
    let wtw = (amounts[first + WTW] as number) * teu + (amounts[first + WTW + 1] as number) * tonnes
    if (mwh !== 0) wtw += (amounts[first + WTW_MWH] as number) * mwh
    return {
      time_h: (amounts[first] as number) + (crossing?.time_h ?? 0),
      cost_usd: (bits & COST_KNOWN) === 0 ? undefined : cost + (crossing?.cost_usd_per_teu ?? 0) * teu,
      co2e_kg: (bits & WTW_KNOWN) === 0 ? undefined : wtw,
      length_km: amounts[first + LENGTH] as number,
    }
  }
}

/** What prices links and transfers: a cost model, or one with the changes of a scenario. */
export type Pricing = Pick<CostModel, 'linkFactors' | 'transferFactors'>

/** What was priced before and still holds, but for some links and, where so, transfers. */
export interface PricedBefore {
  readonly columns: FactorColumns
  /** Numbers of the links to price anew. */
  readonly links: ReadonlySet<number>
  /** Whether transfers are to be priced anew. */
  readonly transfers: boolean
}

/**
 * Applies a cost model to every arc and terminal, or to those that changed. O(arcs x patterns of the rules), or O(arcs) and
 * that for what changed.
 */
export function arcFactors(compiled: CompiledNetwork, model: Pricing, before?: PricedBefore): ArcFactors {
  const { topology, terminals, arcLink, links } = compiled
  const place = (terminal: Terminal): Place => ({
    id: compiled.nodeIds[terminal.node] as string,
    attributes: compiled.nodes.at(terminal.node) as Place['attributes'],
  })
  const old = before?.columns
  const known = old?.known.slice() ?? new Uint8Array(links.length)
  const amounts = old?.amounts.slice() ?? new Float64Array(links.length * AMOUNTS)
  const border = old?.border.slice() ?? new Uint32Array(links.length)
  const emission = old?.emission.slice() ?? new Uint32Array(links.length)
  const transfer = old?.transfer.slice() ?? new Uint32Array(topology.arcCount)
  const borders = new Distinct<BorderFactors>(old?.borders)
  const emissions = new Distinct<EmissionBasis>(old?.emissions)
  const transfers = new Distinct<TransferFactors>(old?.transfers)
  const rates = new RateColumnsBuilder(links.length)
  if (old?.rates !== undefined) {
    const priced = new ArcFactors(compiled, old)
    for (let link = 0; link < links.length; link++) {
      const factors = priced.link(link)
      if (factors !== undefined) rates.set(link, factors.cost, factors.pieces)
    }
  }
  for (let a = 0; a < topology.arcCount; a++) {
    const link = arcLink[a] as number
    if (link === STAY) continue
    if (before !== undefined && !(link === TRANSFER ? before.transfers : before.links.has(link))) continue
    const from = terminals[topology.tail[a] as number] as Terminal
    const to = terminals[topology.head[a] as number] as Terminal
    if (link === TRANSFER) {
      transfer[a] = transfers.numberOf(model.transferFactors(place(from), from, to))
      continue
    }
    const attributes = links.at(link) as LinkAttributes
    const factors = model.linkFactors(attributes, place(from), place(to))
    const { time_h, rest_h, cost, wtw, ttw } = factors
    known[link] = 0
    rates.set(link, undefined, undefined)
    if (time_h === undefined || (factors.border !== undefined && factors.border.rule === undefined)) continue
    const first = link * AMOUNTS
    amounts[first] = time_h
    amounts[first + REST] = rest_h
    setPerUnit(amounts, first + COST, first + COST_MWH, cost)
    setPerUnit(amounts, first + WTW, first + WTW_MWH, wtw)
    setPerUnit(amounts, first + TTW, first + TTW_MWH, ttw)
    amounts[first + LENGTH] = attributes.length_km
    amounts[first + EMISSION_KM] = factors.emission_km ?? 0
    known[link] =
      USABLE |
      (cost === undefined ? 0 : COST_KNOWN) |
      (wtw === undefined ? 0 : WTW_KNOWN) |
      (ttw === undefined ? 0 : TTW_KNOWN)
    border[link] = borders.numberOf(factors.border)
    emission[link] = emissions.numberOf(factors.emission)
    rates.set(link, cost, factors.pieces)
  }
  const ends = (factors: (terminal: Terminal) => TransferFactors | undefined): Uint32Array =>
    Uint32Array.from(terminals, (terminal) => transfers.numberOf(factors(terminal)))
  const kept = before?.transfers === false ? old : undefined
  const loading = kept?.loading ?? ends((terminal) => model.transferFactors(place(terminal), DOOR, terminal))
  const unloading = kept?.unloading ?? ends((terminal) => model.transferFactors(place(terminal), terminal, DOOR))
  return new ArcFactors(compiled, {
    known,
    amounts,
    border,
    emission,
    transfer,
    loading,
    unloading,
    borders: borders.values,
    emissions: emissions.values,
    transfers: transfers.values,
    rates: rates.columns(),
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

  /** @param values numbered before */
  constructor(values: readonly Value[] = []) {
    for (const value of values) this.numberOf(value)
  }

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

function perUnit(amounts: Float64Array, at: number, atMwh: number): PerUnit {
  const perTeu = amounts[at] as number
  const perTonne = amounts[at + 1] as number
  const perMwh = amounts[atMwh] as number
  return perMwh === 0 ? { perTeu, perTonne } : { perTeu, perTonne, perMwh }
}

function setPerUnit(amounts: Float64Array, at: number, atMwh: number, factors: PerUnit | undefined): void {
  if (factors === undefined) return
  amounts[at] = factors.perTeu
  amounts[at + 1] = factors.perTonne
  amounts[atMwh] = factors.perMwh ?? 0
}
