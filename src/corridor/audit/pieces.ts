import { portions } from '../../cost/portions.js'
import { NUMERIC_STANDARDS, type StandardName } from '../../ingest/schema.js'
import type { LinkAttributes } from '../../network/network.js'
import type { Itinerary } from '../../routing/itinerary.js'
import type { Router } from '../../routing/router.js'
import { NO_WIRES, STANDARDS_OF_MODE } from './standard-kinds.js'
import { StandardRules, type StandardSubject } from './standard-rules.js'

/** A value of a standard: a number or a word. */
export type StandardValue = number | string

/** What holds on a piece of the way. */
export interface Found {
  /** One, or several where the row has several; `undefined`: not known. */
  readonly values: readonly StandardValue[] | undefined
  /** Where the values come from; where there are none, why. */
  readonly source: string | undefined
}

/** A link of a route, or its part in one country. */
export interface Piece extends StandardSubject {
  /** Place of its leg in the itinerary. */
  readonly leg: number
  readonly link_id: string
  /** Ends of the link, in the direction of travel. */
  readonly from: string
  readonly to: string
  readonly length_km: number
  /** Which part of a link over a border it is: the one left, the one entered, or the whole link. */
  readonly part: 'left' | 'entered' | 'whole'
  /** Whether its link is the last one of the leg. */
  readonly endsLeg: boolean
  readonly standards: ReadonlyMap<StandardName, Found>
}

/**
 * Cuts a route into pieces that lie in one country each, half of a link over a border in either as it is priced, and looks up what holds
 * on them. What the link itself says (gauge, axle load, wires) comes before `standard.csv`. O(links of the network + links of
 * the route x standards).
 */
export function piecesOf(router: Router, { legs }: Itinerary): Piece[] {
  const { compiled } = router
  const rules = new StandardRules(router.network)
  const links = attributesOf(router, legs)
  const countryOf = (id: string): string | undefined => compiled.nodes.at(compiled.nodeIndex.get(id) ?? -1)?.country
  return legs.flatMap((leg, index) => {
    if (leg.kind !== 'transport') return []
    return leg.links.flatMap(({ link_id, from, to, length_km, facility_type }, place) => {
      const attributes = links.get(link_id) as LinkAttributes
      const among = portions(leg.mode, countryOf(from), countryOf(to))
      return among.map(({ country, share }, part): Piece => {
        const subject = { mode: leg.mode, gauge_mm: leg.gauge_mm, facility_type, country }
        return {
          ...subject,
          leg: index,
          link_id,
          from,
          to,
          length_km: length_km * share,
          part: among.length === 1 ? 'whole' : part === 0 ? 'left' : 'entered',
          endsLeg: place === leg.links.length - 1,
          standards: standardsOf(rules, subject, attributes),
        }
      })
    })
  })
}

/** The links of the legs, as the scenario leaves them. */
function attributesOf({ compiled }: Router, legs: Itinerary['legs']): ReadonlyMap<string, LinkAttributes> {
  const wanted = new Set(
    legs.flatMap((leg) => (leg.kind === 'transport' ? leg.links.map(({ link_id }) => link_id) : [])),
  )
  const found = new Map<string, LinkAttributes>()
  for (const link of compiled.links) if (wanted.has(link.link_id)) found.set(link.link_id, link)
  return found
}

function standardsOf(
  rules: StandardRules,
  subject: StandardSubject,
  link: LinkAttributes,
): ReadonlyMap<StandardName, Found> {
  const names = STANDARDS_OF_MODE[subject.mode] ?? []
  return new Map(names.map((standard) => [standard, ofLink(standard, link) ?? ofRules(rules, standard, subject, link)]))
}

const THE_LINK = 'the link'

/** What the link says of itself. */
function ofLink(standard: StandardName, { gauge_mm, max_axle_load_t, electrified }: LinkAttributes): Found | undefined {
  if (standard === 'gauge_mm' && gauge_mm !== undefined) return { values: [gauge_mm], source: THE_LINK }
  if (standard === 'axle_load_t' && max_axle_load_t !== undefined)
    return { values: [max_axle_load_t], source: THE_LINK }
  if (standard !== 'electrification' || electrified === true) return undefined
  return electrified === false
    ? { values: [NO_WIRES], source: THE_LINK }
    : { values: undefined, source: 'the link does not say whether there are wires' }
}

function ofRules(rules: StandardRules, standard: StandardName, subject: StandardSubject, link: LinkAttributes): Found {
  const row = rules.of(standard, subject)
  if (row === 'ambiguous') return { values: undefined, source: 'two equally specific rows of standard.csv' }
  if (row === undefined) {
    const wires = standard === 'electrification' && link.electrified === true ? ', though there are wires' : ''
    return { values: undefined, source: `no row of standard.csv${wires}` }
  }
  const words = row.value
    .split('|')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  return { values: NUMERIC_STANDARDS.has(standard) ? words.map(Number) : words, source: row.source }
}
