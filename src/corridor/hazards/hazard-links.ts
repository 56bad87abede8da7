import { distance } from '@turf/turf'
import { ANY, type HazardRow } from '../../ingest/schema.js'
import type { LinkAttributes, Network } from '../../network/network.js'
import type { LonLat } from '../../routing/nearest.js'
import { lineDistance } from '../geometry/line-distance.js'

/** A link, both directions as one, with its ends in the direction of its row. */
export interface PlacedLink {
  readonly link: LinkAttributes
  readonly from: string
  readonly to: string
}

/**
 * The links that each hazard of a network closes, in the order of the rows: the one link, those at the node, or those whose
 * great circle comes within the radius of the centre; of the hazard's mode where it has one. Flights pass over a circle: they
 * are in it where they begin or end there. O(links) for each circle, and once for all others.
 */
export function hazardLinks({ graph, facts }: Network): ReadonlyMap<HazardRow, readonly PlacedLink[]> {
  if (facts.hazard.length === 0) return new Map()
  const byId = new Map<string, PlacedLink>()
  graph.forEachDirectedEdge((_, link, from, to) => {
    if (!link.reversed || !byId.has(link.link_id)) byId.set(link.link_id, { link, from, to })
  })
  const byNode = new Map<string, PlacedLink[]>()
  for (const placed of byId.values()) {
    for (const end of new Set([placed.from, placed.to])) {
      const known = byNode.get(end)
      if (known === undefined) byNode.set(end, [placed])
      else known.push(placed)
    }
  }
  const positionOf = (id: string): LonLat => {
    const { x_coord, y_coord } = graph.getNodeAttributes(id)
    return [x_coord, y_coord]
  }
  const touched = (hazard: HazardRow): readonly PlacedLink[] => {
    const { link_id, node_id } = hazard
    if (link_id !== undefined) {
      const one = byId.get(link_id)
      return one === undefined ? [] : [one]
    }
    if (node_id !== undefined) return byNode.get(node_id) ?? []
    return [...byId.values()].filter(({ link, from, to }) => isInCircle(hazard, link, positionOf(from), positionOf(to)))
  }
  return new Map(
    facts.hazard.map((hazard) => {
      const { mode = ANY } = hazard
      return [hazard, touched(hazard).filter(({ link }) => mode === ANY || link.mode === mode)]
    }),
  )
}

function isInCircle(
  { x_coord, y_coord, radius_km }: HazardRow,
  { mode }: LinkAttributes,
  from: LonLat,
  to: LonLat,
): boolean {
  if (x_coord === undefined || y_coord === undefined || radius_km === undefined) return false
  const centre: LonLat = [x_coord, y_coord]
  const [begin, end] = [from, to].map((position) => distance([...centre], [...position])) as [number, number]
  if (begin <= radius_km || end <= radius_km) return true
  if (mode === 'air') return false
  // No point of the line is nearer than this.
  if (begin - distance([...from], [...to]) > radius_km) return false
  return lineDistance(centre, [from, to]) <= radius_km
}
