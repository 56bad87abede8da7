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
  /** Well-to-wheel CO2e, kg; `undefined` where some part of the link has no factor. */
  readonly wtw: PerUnit | undefined
  /** Tank-to-wheel CO2e, kg. */
  readonly ttw: PerUnit | undefined
  /** Present where the link crosses a border. */
  readonly border: BorderFactors | undefined
}

/** An amount per TEU and per tonne. */
export interface PerUnit {
  readonly perTeu: number
  readonly perTonne: number
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
  readonly source: string | undefined
}

/** Amount for a shipment. */
export function amount(factors: PerUnit, shipment: { readonly teu: number; readonly tonnes: number }): number {
  return factors.perTeu * shipment.teu + factors.perTonne * shipment.tonnes
}
