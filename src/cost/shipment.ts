import { NEEDS, type Need } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import { KG_PER_TONNE } from '../units/units.js'

/** What is moved. One shipment is priced as a whole. */
export interface Shipment {
  /** Twenty-foot equivalent units; may be 0 for loose cargo and may be a fraction. */
  readonly teu: number
  /** Net tonnes of cargo. */
  readonly tonnes: number
  /** Value of the goods, USD; it prices the hours in the generalised cost. */
  readonly value_usd: number
  /** Volume of the goods, m3, for rates by weight or measure. Not given: they charge the actual weight. */
  readonly volume_m3?: number
  /** Energy, MWh, for links of gas and power. Not given: none. */
  readonly mwh?: number
  /** Axle load of the loaded wagon or vehicle, tonnes; links with a lower `max_axle_load_t` are closed to it. */
  readonly axle_load_t?: number
  /**
   * What the goods need wherever they are handled: they are loaded, unloaded and transferred only at nodes with an open facility
   * that provides it, or served by one (`facility.csv`). Links are not closed by it, but for `e_documents`: no crossing of a border whose procedure of
   * clearance is known to be on paper (`digital` of `border.csv`, `paperless` of `clearance.csv`). Not given: nothing.
   */
  readonly needs?: readonly Need[]
}

/** One dry 40-foot container (2 TEU) with 20 t of goods worth USD 50,000: the basis of the published figures. */
export const DEFAULT_SHIPMENT: Shipment = Object.freeze({ teu: 2, tonnes: 20, value_usd: 50_000 })

const NUMBERS = ['teu', 'tonnes', 'value_usd', 'volume_m3', 'mwh', 'axle_load_t'] as const
const FIELDS: readonly string[] = [...NUMBERS, 'needs']
const OPTIONAL: ReadonlySet<string> = new Set(['volume_m3', 'mwh', 'axle_load_t'])

/** What a rate by weight or measure charges: the weight, or so many kg for each m3, whichever is more. */
export function chargeableTonnes(
  { tonnes, volume_m3 = 0 }: Pick<Shipment, 'tonnes' | 'volume_m3'>,
  kgPerM3: number,
): number {
  return Math.max(tonnes, (volume_m3 * kgPerM3) / KG_PER_TONNE)
}

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
  for (const field of NUMBERS) {
    const value = shipment[field]
    if (value === undefined && OPTIONAL.has(field)) continue
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      throw new UsageError(`Shipment ${field} is ${String(value)}; expected a number of at least 0.`)
    }
  }
  checkNeeds(shipment.needs)
  return shipment
}

function checkNeeds(needs: unknown): void {
  if (needs === undefined) return
  if (!Array.isArray(needs)) {
    throw new UsageError(`Shipment needs is ${JSON.stringify(needs)}; expected a list of ${NEEDS.join(', ')}.`)
  }
  const unknown: unknown = needs.find((need) => !(NEEDS as readonly unknown[]).includes(need))
  if (unknown === undefined) return
  const near = typeof unknown === 'string' ? nearest(unknown, NEEDS) : []
  throw new UsageError(
    `Shipment needs holds ${JSON.stringify(unknown)}; expected some of ${NEEDS.join(', ')}.${didYouMean(near)}`,
    near,
  )
}
