import type { Mode } from '../ingest/schema.js'
import type { Network } from '../network/network.js'
import { type Itinerary, sum, type Totals } from '../routing/itinerary.js'

/** What has been spent when a piece of the way is done: the sums from the start of the route on. */
export interface ProfilePoint extends Totals {
  /** Node id: where the piece ends, or the stop is. */
  readonly at: string
  readonly name: string
  /** The piece that ends here: nothing yet, a link, the stop at a border, or a transfer, loading or unloading. */
  readonly kind: 'start' | 'move' | 'border' | 'transfer'
  /** The mode on which the goods stand after it; `undefined` at the start. */
  readonly mode: Mode | undefined
}

/**
 * The time-distance and cost-distance profile of a route (the method of UNESCAP): one point for the start, each link, each
 * border stop and each transfer, in order of travel, with the hours, USD, kg CO2e and km since the start. Drawn over
 * `length_km`, movement slopes and stops step.
 *
 * No value falls from one point to the next, and the last point equals `totals` exactly. Money and carbon are `undefined`
 * from the first piece on whose rate or factor is missing. O(links of the route).
 *
 * @param network gives the places their names; one that it does not know has its id for a name
 */
export function profileOf(itinerary: Itinerary, network: Network): ProfilePoint[] {
  const { graph } = network
  const nameOf = (id: string): string => (graph.hasNode(id) ? graph.getNodeAttribute(id, 'name') : id)
  let done: Totals = { time_h: 0, cost_usd: 0, co2e_kg: 0, length_km: 0 }
  const points: ProfilePoint[] = [
    { at: itinerary.from, name: itinerary.from_name, kind: 'start', mode: undefined, ...done },
  ]
  for (const leg of itinerary.legs) {
    const { mode } = leg
    if (leg.kind === 'transport') {
      let moved: Totals = { time_h: 0, cost_usd: 0, co2e_kg: 0, length_km: 0 }
      for (const link of leg.links.slice(0, -1)) {
        moved = sum([moved, link])
        points.push({ at: link.to, name: nameOf(link.to), kind: 'move', mode, ...sum([done, moved]) })
      }
    }
    // The leg's own sums, and not those of its links, so that the end is that of the totals to the last bit.
    done = sum([done, leg])
    const kind = leg.kind === 'transport' ? 'move' : leg.kind
    points.push({ at: leg.to, name: leg.to_name, kind, mode, ...done })
  }
  return points
}
