import { type Comparison, compareCorridors } from '../../../src/corridor/compare.js'
import { createRouter, type Router } from '../../../src/routing/router.js'
import { ONE_TEU, ROUND_RULES, textNetwork } from '../../support/text-network.js'

/** Names that would do harm where they were not escaped; one of each goes into every drawing and the page. */
export const HOSTILE = {
  origin: '<script>alert(1)</script>',
  port: '=HYPERLINK("x")',
  middle: '"><img src=x onerror=alert(2)>',
  destination: "</title></style><svg onload=alert('3')>&amp;",
  corridor: '</svg><iframe src="javascript:alert(4)">',
  source: '<a href="http://example.invalid">evil</a> \u202e]]>',
} as const

/** Across the Pacific and its antimeridian, between places whose names are attacks. */
export const PACIFIC_TEXT = `
  node.csv
  node_id, name, x_coord, y_coord, country
  vvo,  ${HOSTILE.origin},      131.9,  43.1, RU
  nak,  ${HOSTILE.port},        132.9,  42.8, RU
  hnl,  ${HOSTILE.middle},     -157.9,  21.3, US
  lax,  ${HOSTILE.destination}, -118.2, 33.7, US

  sea.csv
  link_id, from_node_id, to_node_id, length_km, source
  direct, nak, lax, 9200, ${HOSTILE.source}
  west,   nak, hnl, 6500, ${HOSTILE.source}
  east,   hnl, lax, 4150

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm
  local, vvo, nak, 180, 1520
  ${ROUND_RULES}`

export const PACIFIC_QUESTION = {
  from: 'vvo',
  to: 'lax',
  shipment: ONE_TEU,
  corridors: [
    { id: 'direct', name: HOSTILE.corridor, via: [], constraints: {} },
    { id: 'islands', name: 'By the islands', via: ['hnl'], constraints: {} },
    { id: 'air', name: 'By air', via: [], constraints: { modes: ['air'] } },
  ],
} as const

export function pacific(): { readonly router: Router; readonly comparison: Comparison } {
  const router = createRouter(textNetwork(PACIFIC_TEXT))
  return { router, comparison: compareCorridors(router, PACIFIC_QUESTION) }
}
