import { leastPerTeuKm } from '../../cost/leg-tariff.js'
import type { Shipment } from '../../cost/shipment.js'
import type { ArcFactors, Components } from '../arc-factors.js'
import { type CompiledNetwork, STAY, TRANSFER } from '../compile.js'

/**
 * What the searches that only add up links take an arc to cost: with the distance bands of its rates at their least amount per
 * km, so that lines which only bands price do not look free. The arc itself where no bands price it.
 */
export function withLeastBands(
  arc: number,
  components: Components,
  { arcLink }: CompiledNetwork,
  factors: ArcFactors,
  shipment: Shipment,
): Components {
  const { rates } = factors.columns
  const link = arcLink[arc] as number
  if (rates === undefined || rates.tariffs.length === 0 || link === TRANSFER || link === STAY) return components
  const { cost_usd, length_km } = components
  if (cost_usd === undefined || (rates.tariff[2 * link] === 0 && rates.tariff[2 * link + 1] === 0)) return components
  let bands = 0
  for (const { tariff, share } of factors.link(link)?.pieces ?? []) {
    if (tariff !== undefined) bands += leastPerTeuKm(tariff) * length_km * share * shipment.teu
  }
  return { ...components, cost_usd: cost_usd + bands }
}
