import { type LegTariff, scaledTariff } from './leg-tariff.js'
import { chargeableTonnes, type Shipment } from './shipment.js'

/**
 * What one link costs per unit of a shipment: hours as they are, money and carbon per TEU and per tonne. Linear, so
 * that any shipment is priced by two multiplications an arc.
 */
export interface LinkFactors {
  /** Hours on the link: moving, with driving rests and service allowance. `undefined`: no speed is known. */
  readonly time_h: number | undefined
  /** The part of `time_h` that is rest between driving hours. */
  readonly rest_h: number
  /** `undefined` where some part of the link has no rate. */
  readonly cost: PerUnit | undefined
  /** Present where a rate of the link has leg parts, which are not in `cost`: whose rate the link is, piece by piece. */
  readonly pieces?: readonly LinkPiece[] | undefined
  /** Well-to-wheel CO2e, kg; `undefined` where some part of the link has no factor. */
  readonly wtw: PerUnit | undefined
  /** Tank-to-wheel CO2e, kg. */
  readonly ttw: PerUnit | undefined
  /**
   * Kilometres to which the emission factors apply: the length with the distance adjustment of the rules. `undefined` where
   * `wtw` is.
   */
  readonly emission_km: number | undefined
  /** The rules that `wtw` comes from. */
  readonly emission: EmissionBasis | undefined
  /** Present where the link crosses a border. */
  readonly border: BorderFactors | undefined
}

/** An amount per TEU, per tonne and, on links of energy, per MWh. */
export interface PerUnit {
  readonly perTeu: number
  /** Of actual weight. */
  readonly perTonne: number
  /** Of energy. */
  readonly perMwh?: number
  /** Per tonne of chargeable weight: what is more, the weight or so much for each m3. */
  readonly measured?: readonly Measured[]
}

/** The part of a link that one row prices, in the order of travel. */
export interface LinkPiece {
  /** `undefined` where the row has no leg parts: what it charges is in `cost`. */
  readonly tariff: LegTariff | undefined
  /** What the row charges for this part of the link. */
  readonly cost: PerUnit
  /** Of the length of the link. */
  readonly share: number
}

/** An amount per tonne of chargeable weight. */
export interface Measured {
  readonly kg_per_m3: number
  readonly perTonne: number
}

export const NO_AMOUNT: PerUnit = { perTeu: 0, perTonne: 0 }

/** Two amounts in one. */
export function plus(a: PerUnit, b: PerUnit): PerUnit {
  const perTeu = a.perTeu + b.perTeu
  const perTonne = a.perTonne + b.perTonne
  const perMwh = (a.perMwh ?? 0) + (b.perMwh ?? 0)
  const amounts = perMwh === 0 ? { perTeu, perTonne } : { perTeu, perTonne, perMwh }
  if (a.measured === undefined && b.measured === undefined) return amounts
  const byDensity = new Map<number, number>()
  for (const { kg_per_m3, perTonne: usd } of [...(a.measured ?? []), ...(b.measured ?? [])]) {
    byDensity.set(kg_per_m3, (byDensity.get(kg_per_m3) ?? 0) + usd)
  }
  return { ...amounts, measured: [...byDensity].map(([kg_per_m3, usd]) => ({ kg_per_m3, perTonne: usd })) }
}

/** An amount that many times. */
export function times({ perTeu, perTonne, perMwh, measured }: PerUnit, factor: number): PerUnit {
  return {
    perTeu: perTeu * factor,
    perTonne: perTonne * factor,
    ...(perMwh === undefined ? {} : { perMwh: perMwh * factor }),
    ...(measured && { measured: measured.map((part) => ({ ...part, perTonne: part.perTonne * factor })) }),
  }
}

/** Where emission factors come from. */
export interface EmissionBasis {
  /** Sources of the rules and, for electric traction, of the grids, each once; those that name none are left out. */
  readonly sources: readonly string[]
}

export interface BorderFactors {
  readonly from_country: string
  readonly to_country: string
  /** `undefined`: no rule, so the crossing cannot be used. */
  readonly rule:
    | {
        readonly time_h: number
        readonly time_p90_h: number | undefined
        readonly cost_usd_per_teu: number
        readonly digital: string | undefined
        readonly source: string | undefined
      }
    | undefined
}

/** What changing mode or gauge, loading or unloading costs. */
export interface TransferFactors {
  readonly time_h: number
  readonly cost: PerUnit
  /** kg CO2e, well-to-wheel. */
  readonly co2e: PerUnit
  /** Its tank-to-wheel part; `undefined` where it is not given and `co2e` is not 0. */
  readonly co2e_ttw?: PerUnit | undefined
  readonly source: string | undefined
}

/** The pieces of a link that many times as dear, leg parts included. */
export function scaledPieces(pieces: readonly LinkPiece[], factor: number): readonly LinkPiece[] {
  if (factor === 1) return pieces
  return pieces.map(({ tariff, cost, share }) => ({
    tariff: tariff && scaledTariff(tariff, factor),
    cost: times(cost, factor),
    share,
  }))
}

/** Amount for a shipment. */
export function amount(
  { perTeu, perTonne, perMwh, measured }: PerUnit,
  shipment: Pick<Shipment, 'teu' | 'tonnes' | 'volume_m3' | 'mwh'>,
): number {
  let sum = perTeu * shipment.teu + perTonne * shipment.tonnes
  if (perMwh !== undefined) sum += perMwh * (shipment.mwh ?? 0)
  if (measured === undefined) return sum
  for (const part of measured) sum += part.perTonne * chargeableTonnes(shipment, part.kg_per_m3)
  return sum
}
