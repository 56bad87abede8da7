/**
 * The greenhouse-gas emissions of a route in the shape of ISO 14083:2023: a transport chain is cut into elements (TCE), each
 * transport leg and each operation at a hub one, and each is stated with its transport activity, its emissions from well to wheel
 * (WTW) and from tank to wheel (TTW), and where its factors come from.
 *
 * Transport activity is tonnes times the transport distance, which ISO 14083 (and the GLEC Framework 3) wants to be the shortest
 * feasible distance (SFD) or the great-circle distance (GCD), and not the distance that a vehicle has driven. What a network
 * knows is an SFD: the length of the lines by which the route goes from one end of the leg to the other; nobody has measured a
 * journey. (Where a route takes longer lines because they are cheaper, the SFD is that of the way it takes.) By air it is a GCD, and so
 * it is where no length was given and the great circle stands in. Vehicles drive more than that: the distance adjustment of
 * the emission rules (a percentage, or 95 km for a flight) is added before their factors apply. It is in the emissions and in the
 * intensities, and not in the tonne-km.
 */
import type { Shipment } from '../../cost/shipment.js'
import type { Mode } from '../../ingest/schema.js'
import type { Itinerary, LegLink, TransferLeg, TransportLeg } from '../../routing/itinerary.js'
import { GRAMS_PER_KG } from '../../units/units.js'

/** What the report follows. */
export const EMISSION_STANDARD = 'ISO 14083:2023'

/** Shortest feasible or great-circle distance. */
export type DistanceKind = 'sfd' | 'gcd'

export interface EmissionDistance {
  readonly kind: DistanceKind
  /** Transport distance, km. */
  readonly km: number
  /** The part of it for which the great circle stands in, because no length was given. */
  readonly estimated_km: number
  /** What the emission rules add to it, km, and the sum to which their factors apply; `undefined` where there is no rule. */
  readonly adjustment_km: number | undefined
  readonly adjusted_km: number | undefined
}

interface ElementBase {
  /** `tce-1`, `tce-2`, ... in order of travel. */
  readonly id: string
  /** Ids of the elements just before. */
  readonly previous: readonly string[]
  /** Name of its transport or hub operation category (TOC, HOC): what kind of operation it is. */
  readonly category: string
  /** Node ids; equal at a hub. */
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  /** Tonnes of goods. */
  readonly mass_t: number
  /** Kg CO2e, well-to-wheel and tank-to-wheel; `undefined` where a factor is missing. */
  readonly co2e_wtw_kg: number | undefined
  readonly co2e_ttw_kg: number | undefined
  /** Where the factors come from, each source once. */
  readonly sources: readonly string[]
}

/** The links of a transport leg of one kind of traction; all 0 where there are none. */
export interface TractionPart {
  /** How many. */
  readonly links: number
  readonly km: number
  readonly tonne_km: number
  /** `undefined` where a factor is missing on one of them. */
  readonly co2e_wtw_kg: number | undefined
  readonly co2e_ttw_kg: number | undefined
}

/** One transport leg. */
export interface TransportElement extends ElementBase {
  readonly kind: 'transport'
  readonly mode: Mode
  readonly distance: EmissionDistance
  /** Transport activity: tonnes times `distance.km`. */
  readonly tonne_km: number
  /** Emissions over transport activity, g CO2e per tonne-km; `undefined` where either is missing or there is no activity. */
  readonly wtw_g_per_tkm: number | undefined
  readonly ttw_g_per_tkm: number | undefined
  /** The links with electric traction, which draws on the grid, and the others. */
  readonly traction: { readonly electric: TractionPart; readonly other: TractionPart }
}

/** Loading, unloading or a transfer. */
export interface HubElement extends ElementBase {
  readonly kind: 'hub'
  readonly operation: TransferLeg['operation']
  readonly from_mode: TransferLeg['from_mode']
  readonly to_mode: TransferLeg['to_mode']
  /** Emissions over throughput, kg CO2e per tonne; `undefined` where a factor is missing or there is no throughput. */
  readonly wtw_kg_per_t: number | undefined
  readonly ttw_kg_per_t: number | undefined
}

export type EmissionElement = TransportElement | HubElement

/** A number that the report lacks, and why. */
export interface MissingFactor {
  /** Id of the element. */
  readonly element: string
  /** `wtw`: then tank-to-wheel is missing too. */
  readonly scope: 'wtw' | 'ttw'
  /** Ids of the links without a factor; empty at a hub. */
  readonly links: readonly string[]
  /** The same in words. */
  readonly text: string
}

export interface EmissionTotals {
  /** Of the transport legs, km. */
  readonly distance_km: number
  readonly tonne_km: number
  /** Kg CO2e of all elements; `undefined` where that of one is. */
  readonly co2e_wtw_kg: number | undefined
  readonly co2e_ttw_kg: number | undefined
  /** The part of the hubs. */
  readonly hub_wtw_kg: number | undefined
  readonly hub_ttw_kg: number | undefined
  /** Of the whole chain, hubs included, over its tonne-km. */
  readonly wtw_g_per_tkm: number | undefined
  readonly ttw_g_per_tkm: number | undefined
}

export interface EmissionReport {
  readonly standard: typeof EMISSION_STANDARD
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly shipment: Shipment
  /** In order of travel. */
  readonly elements: readonly EmissionElement[]
  readonly totals: EmissionTotals
  /** Every source of a factor, with the ids of the elements that use it. */
  readonly sources: readonly { readonly source: string; readonly elements: readonly string[] }[]
  /** Empty where the report is complete. */
  readonly missing: readonly MissingFactor[]
}

/**
 * States the emissions of a route element by element. The sum of the elements is the `co2e_kg` of the itinerary exactly. A
 * total is absent where a factor is missing, never partial, and `missing` names what that is. Stops at borders are part of no element:
 * the model has no emissions for them. O(links of the route).
 *
 * @example
 * const route = router.route({ from: 'Chongqing', to: 'Duisburg', objective: 'greenest' })
 * if (route.status === 'ok') console.log(emissionReport(route).totals.wtw_g_per_tkm)
 */
export function emissionReport(itinerary: Itinerary): EmissionReport {
  const { shipment } = itinerary
  const elements: EmissionElement[] = []
  const missing: MissingFactor[] = []
  for (const leg of itinerary.legs) {
    if (leg.kind === 'border') continue
    const previous = elements.slice(-1).map((element) => element.id)
    const id = `tce-${elements.length + 1}`
    elements.push(leg.kind === 'transport' ? transport(id, previous, leg, shipment) : hub(id, previous, leg, shipment))
    missing.push(...(leg.kind === 'transport' ? missingLinks(id, leg) : missingHub(id, leg)))
  }
  const { from, to, from_name, to_name } = itinerary
  return {
    standard: EMISSION_STANDARD,
    ...{ from, to, from_name, to_name },
    shipment,
    elements,
    totals: totalsOf(elements),
    sources: sourcesOf(elements),
    missing,
  }
}

function transport(id: string, previous: readonly string[], leg: TransportLeg, shipment: Shipment): TransportElement {
  const tonne_km = shipment.tonnes * leg.length_km
  return {
    kind: 'transport',
    id,
    previous,
    category: transportCategory(leg),
    mode: leg.mode,
    ...endsOf(leg),
    mass_t: shipment.tonnes,
    distance: distanceOf(leg),
    tonne_km,
    co2e_wtw_kg: leg.co2e_kg,
    co2e_ttw_kg: leg.co2e_ttw_kg,
    wtw_g_per_tkm: grams(leg.co2e_kg, tonne_km),
    ttw_g_per_tkm: grams(leg.co2e_ttw_kg, tonne_km),
    sources: leg.emission_sources,
    traction: {
      electric: tractionPart(leg.links, shipment, (link) => link.electrified === true),
      other: tractionPart(leg.links, shipment, (link) => link.electrified !== true),
    },
  }
}

function tractionPart(
  links: readonly LegLink[],
  { tonnes }: Shipment,
  counts: (link: LegLink) => boolean,
): TractionPart {
  let count = 0
  let km = 0
  let co2e_wtw_kg: number | undefined = 0
  let co2e_ttw_kg: number | undefined = 0
  for (const link of links) {
    if (!counts(link)) continue
    count++
    km += link.length_km
    co2e_wtw_kg = plus(co2e_wtw_kg, link.co2e_kg)
    co2e_ttw_kg = plus(co2e_ttw_kg, link.co2e_ttw_kg)
  }
  return { links: count, km, tonne_km: tonnes * km, co2e_wtw_kg, co2e_ttw_kg }
}

function plus(sum: number | undefined, more: number | undefined): number | undefined {
  return sum === undefined || more === undefined ? undefined : sum + more
}

function hub(id: string, previous: readonly string[], leg: TransferLeg, shipment: Shipment): HubElement {
  const { operation, from_mode, to_mode, co2e_kg, co2e_ttw_kg, source } = leg
  return {
    kind: 'hub',
    id,
    previous,
    category: hubCategory(leg),
    operation,
    from_mode,
    to_mode,
    ...endsOf(leg),
    mass_t: shipment.tonnes,
    co2e_wtw_kg: co2e_kg,
    co2e_ttw_kg,
    wtw_kg_per_t: ratio(co2e_kg, shipment.tonnes),
    ttw_kg_per_t: ratio(co2e_ttw_kg, shipment.tonnes),
    sources: source === undefined ? [] : [source],
  }
}

function endsOf({ from, to, from_name, to_name }: TransportLeg | TransferLeg) {
  return { from, to, from_name, to_name }
}

function distanceOf({ mode, length_km: km, links, emission_km: adjusted_km }: TransportLeg): EmissionDistance {
  const estimated_km = links.reduce((sum, link) => (link.length_estimated ? sum + link.length_km : sum), 0)
  const isGreatCircle = mode === 'air' || links.every((link) => link.length_estimated)
  return {
    kind: isGreatCircle ? 'gcd' : 'sfd',
    km,
    estimated_km,
    adjustment_km: adjusted_km === undefined ? undefined : adjusted_km - km,
    adjusted_km,
  }
}

/** The mode with the classes of its links and its traction: what the rules of `emission.csv` can tell apart. */
function transportCategory({ mode, links }: TransportLeg): string {
  const classes = [...new Set(links.map((link) => link.facility_type).filter((type) => type !== undefined))].sort()
  return [mode, ...classes, ...tractionOf(mode, links)].join('-')
}

function tractionOf(mode: Mode, links: readonly LegLink[]): string[] {
  if (mode !== 'rail') return []
  const kinds = new Set(links.map((link) => link.electrified))
  if (kinds.size > 1) return ['mixed']
  return kinds.has(true) ? ['electric'] : kinds.has(false) ? ['diesel'] : []
}

function hubCategory({ operation, mode, from_mode, to_mode, from_gauge_mm, to_gauge_mm }: TransferLeg): string {
  switch (operation) {
    case 'load':
    case 'unload':
      return `${operation}-${mode}`
    case 'gauge':
      return `gauge-${from_gauge_mm}-${to_gauge_mm}`
    case 'mode':
      return `transshipment-${from_mode}-${to_mode}`
  }
}

function missingLinks(element: string, { mode, from_name, to_name, links }: TransportLeg): MissingFactor[] {
  const without = (scope: MissingFactor['scope'], lacks: (link: LegLink) => boolean): MissingFactor[] => {
    const ids = links.filter(lacks).map((link) => link.link_id)
    if (ids.length === 0) return []
    const what = scope === 'wtw' ? 'emission factor' : 'tank-to-wheel factor'
    const some =
      ids.length > NAMED ? `${ids.slice(0, NAMED).join(', ')} and ${ids.length - NAMED} more` : ids.join(', ')
    const text = `${mode} ${from_name} - ${to_name}: no ${what} for ${ids.length === 1 ? 'link' : 'links'} ${some}`
    return [{ element, scope, links: ids, text }]
  }
  return [
    ...without('wtw', (link) => link.co2e_kg === undefined),
    ...without('ttw', (link) => link.co2e_kg !== undefined && link.co2e_ttw_kg === undefined),
  ]
}

/** Links named in a sentence. */
const NAMED = 3

function missingHub(element: string, leg: TransferLeg): MissingFactor[] {
  if (leg.co2e_ttw_kg !== undefined) return []
  const text = `${hubCategory(leg)} at ${leg.to_name}: no tank-to-wheel factor in transfer.csv`
  return [{ element, scope: 'ttw', links: [], text }]
}

function totalsOf(elements: readonly EmissionElement[]): EmissionTotals {
  const moves = elements.filter((element) => element.kind === 'transport')
  const hubs = elements.filter((element) => element.kind === 'hub')
  const tonne_km = moves.reduce((sum, element) => sum + element.tonne_km, 0)
  const co2e_wtw_kg = total(elements, 'co2e_wtw_kg')
  const co2e_ttw_kg = total(elements, 'co2e_ttw_kg')
  return {
    distance_km: moves.reduce((sum, element) => sum + element.distance.km, 0),
    tonne_km,
    co2e_wtw_kg,
    co2e_ttw_kg,
    hub_wtw_kg: total(hubs, 'co2e_wtw_kg'),
    hub_ttw_kg: total(hubs, 'co2e_ttw_kg'),
    wtw_g_per_tkm: grams(co2e_wtw_kg, tonne_km),
    ttw_g_per_tkm: grams(co2e_ttw_kg, tonne_km),
  }
}

function total(elements: readonly EmissionElement[], scope: 'co2e_wtw_kg' | 'co2e_ttw_kg'): number | undefined {
  let sum: number | undefined = 0
  for (const element of elements) {
    const kg = element[scope]
    sum = sum === undefined || kg === undefined ? undefined : sum + kg
  }
  return sum
}

function sourcesOf(elements: readonly EmissionElement[]): { source: string; elements: string[] }[] {
  const users = new Map<string, string[]>()
  for (const { id, sources } of elements) {
    for (const source of sources) {
      const known = users.get(source)
      if (known === undefined) users.set(source, [id])
      else known.push(id)
    }
  }
  return [...users].map(([source, ids]) => ({ source, elements: ids }))
}

function grams(kg: number | undefined, tonneKm: number): number | undefined {
  return ratio(kg === undefined ? undefined : kg * GRAMS_PER_KG, tonneKm)
}

/** There is no intensity where nothing is moved. */
function ratio(amount: number | undefined, per: number): number | undefined {
  return amount === undefined || per === 0 ? undefined : amount / per
}
