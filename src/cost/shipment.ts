import { UsageError } from '../issue/errors.js'

/** What is moved. One shipment is priced as a whole. */
export interface Shipment {
  /** Twenty-foot equivalent units; may be 0 for loose cargo and may be a fraction. */
  readonly teu: number
  /** Net tonnes of cargo. */
  readonly tonnes: number
  /** Value of the goods, USD; it prices the hours in the generalised cost. */
  readonly value_usd: number
  /** Axle load of the loaded wagon or vehicle, tonnes; links with a lower `max_axle_load_t` are closed to it. */
  readonly axle_load_t?: number
}

/** One dry 40-foot container (2 TEU) with 20 t of goods worth USD 50,000: the basis of the published figures. */
export const DEFAULT_SHIPMENT: Shipment = Object.freeze({ teu: 2, tonnes: 20, value_usd: 50_000 })

const FIELDS = ['teu', 'tonnes', 'value_usd', 'axle_load_t']

/**
 * Checks a shipment.
 *
 * @throws UsageError that names the field, what was given and what was expected
 */
export function checkedShipment(shipment: Shipment): Shipment {
  for (const field of Object.keys(shipment)) {
    if (!FIELDS.includes(field)) {
      throw new UsageError(`Unknown shipment field "${field}"; expected ${FIELDS.join(', ')}.`)
    }
  }
  for (const field of FIELDS as (keyof Shipment)[]) {
    const value = shipment[field]
    if (value === undefined && field === 'axle_load_t') continue
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      throw new UsageError(`Shipment ${field} is ${String(value)}; expected a number of at least 0.`)
    }
  }
  return shipment
}
