import { DEFAULT_SHIPMENT, type Shipment } from './shipment.js'

/** What is sent over lines of energy alone where a question does not say: so many MWh of gas or power, so many tonnes of oil. */
export const ENERGY_AMOUNT = 1000

const BY_MWH: ReadonlySet<string> = new Set(['gas', 'power'])
const BY_TONNE: ReadonlySet<string> = new Set(['oil'])

/**
 * The shipment of a question that names none: a container, and where its only modes are gas, oil or power, a thousand MWh or
 * tonnes that are worth nothing while they flow.
 */
export function defaultShipment(modes: readonly string[]): Shipment {
  const byMwh = modes.some((mode) => BY_MWH.has(mode))
  const byTonne = modes.some((mode) => BY_TONNE.has(mode))
  const isEnergy = modes.length > 0 && modes.every((mode) => BY_MWH.has(mode) || BY_TONNE.has(mode))
  if (!isEnergy) return DEFAULT_SHIPMENT
  const tonnes = byTonne ? ENERGY_AMOUNT : 0
  return { teu: 0, tonnes, value_usd: 0, ...(byMwh ? { mwh: ENERGY_AMOUNT } : {}) }
}
