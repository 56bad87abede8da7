import { type LegPrice, type LegTariff, legPrice } from '../../cost/leg-tariff.js'
import { amount } from '../../cost/link-factors.js'
import type { Shipment } from '../../cost/shipment.js'
import type { LinkAttributes } from '../../network/network.js'
import type { ArcFactors } from '../arc-factors.js'
import { type CompiledNetwork, STAY, TRANSFER } from '../compile.js'

/** What one rate charges for its part of a transport leg, USD. Over the parts of a leg these add up to its cost. */
export interface TariffPart {
  /** The scope of the row of `rate.csv`, in words; `undefined`: all rows of the leg that price link by link only. */
  readonly rate: string | undefined
  /** Km of this leg that the rate prices. */
  readonly length_km: number
  /** Km of the whole tariff leg: more where it goes on beyond a border. Its parts are shared out by the km. */
  readonly of_km: number
  /** For each leg (`per_leg`). */
  readonly fixed_usd: number
  /** Link by link. */
  readonly links_usd: number
  /** By distance bands. */
  readonly bands_usd: number
  /** What lacked to the minimum. */
  readonly minimum_usd: number
}

/** A maximal run on one mode by one rate. */
interface TariffLeg {
  readonly tariff: LegTariff
  readonly pieces: readonly LegPiece[]
  readonly price: LegPrice
  readonly km: number
}

/** The part of a tariff leg that is on one arc. */
interface LegPiece {
  /** Which arc of the path. */
  readonly at: number
  /** Of the length of its link. */
  readonly share: number
  readonly km: number
  readonly links_usd: number
}

/** The tariff legs of a path, and what they cost on top of its links. */
export class TariffLegs {
  readonly #legs: readonly TariffLeg[]
  /** For each arc of the path, its share of what the legs cost on top. */
  readonly #extra: Float64Array

  constructor(legs: readonly TariffLeg[], arcs: number) {
    this.#legs = legs
    this.#extra = new Float64Array(arcs)
    for (const { pieces, price, km } of legs) {
      const extra = price.fixed_usd + price.bands_usd + price.minimum_usd
      for (const piece of pieces) {
        this.#extra[piece.at] = (this.#extra[piece.at] as number) + extra * shareOf(piece, pieces, km)
      }
    }
  }

  /** The cost of a link with its share of its legs. */
  withExtra(at: number, cost_usd: number | undefined): number | undefined {
    return cost_usd === undefined ? undefined : cost_usd + (this.#extra[at] as number)
  }

  /** What each rate charges for some arcs of the path, which cost so much link by link. */
  parts(arcs: readonly number[], length_km: number, links_usd: number): readonly TariffPart[] {
    const wanted = new Set(arcs)
    const parts: TariffPart[] = []
    let othersUsd = links_usd
    let othersKm = length_km
    let left = arcs.length
    for (const { tariff, pieces, price, km } of this.#legs) {
      const here = pieces.filter(({ at }) => wanted.has(at))
      if (here.length === 0) continue
      const share = here.reduce((sum, piece) => sum + shareOf(piece, pieces, km), 0)
      const ownUsd = here.reduce((sum, piece) => sum + piece.links_usd, 0)
      const ownKm = here.reduce((sum, piece) => sum + piece.km, 0)
      othersUsd -= ownUsd
      othersKm -= ownKm
      left -= here.reduce((sum, piece) => sum + piece.share, 0)
      parts.push({
        rate: tariff.rate,
        length_km: ownKm,
        of_km: km,
        fixed_usd: price.fixed_usd * share,
        links_usd: ownUsd,
        bands_usd: price.bands_usd * share,
        minimum_usd: price.minimum_usd * share,
      })
    }
    if (left > 0) {
      const nothing = { fixed_usd: 0, bands_usd: 0, minimum_usd: 0 }
      parts.push({ rate: undefined, length_km: othersKm, of_km: othersKm, links_usd: othersUsd, ...nothing })
    }
    return parts
  }
}

/**
 * Prices the tariff legs of a path. O(arcs of the path).
 *
 * @returns `undefined` where no rate of the network prices whole legs
 */
export function tariffLegs(
  arcs: readonly number[],
  { arcLink, links }: CompiledNetwork,
  factors: ArcFactors,
  shipment: Shipment,
): TariffLegs | undefined {
  if (!pricesLegs(factors)) return undefined
  const legs: TariffLeg[] = []
  let open: { readonly tariff: LegTariff; readonly pieces: LegPiece[] } | undefined
  const close = (): void => {
    if (open === undefined) return
    const { tariff, pieces } = open
    const usd = pieces.reduce((sum, piece) => sum + piece.links_usd, 0)
    const km = pieces.reduce((sum, piece) => sum + piece.km, 0)
    legs.push({ tariff, pieces, price: legPrice(tariff, shipment.teu, usd, km), km })
    open = undefined
  }
  arcs.forEach((arc, at) => {
    const link = arcLink[arc] as number
    if (link === STAY) return
    const pieces = link === TRANSFER ? undefined : factors.link(link)?.pieces
    if (pieces === undefined) {
      close()
      return
    }
    const { length_km } = links.at(link) as LinkAttributes
    for (const { tariff, cost, share } of pieces) {
      if (open !== undefined && open.tariff !== tariff) close()
      if (tariff === undefined) continue
      open ??= { tariff, pieces: [] }
      open.pieces.push({ at, share, km: length_km * share, links_usd: amount(cost, shipment) })
    }
  })
  close()
  return new TariffLegs(legs, arcs.length)
}

/** Whether some rate prices whole legs. */
export function pricesLegs({ columns }: ArcFactors): boolean {
  return columns.rates !== undefined && columns.rates.tariffs.length > 0
}

/** By km; where a leg has none, all of it is on its first arc. */
function shareOf(piece: LegPiece, pieces: readonly LegPiece[], km: number): number {
  if (km > 0) return piece.km / km
  return piece === pieces[0] ? 1 : 0
}
