import { gridsAt } from '../../cost/grids-at.js'
import { amount, type LinkFactors } from '../../cost/link-factors.js'
import { portions } from '../../cost/portions.js'
import { MODES, type Mode } from '../../ingest/schema.js'
import type { LinkAttributes, NodeAttributes } from '../../network/network.js'
import { isFacilityOpen } from '../../network/open-facility.js'
import type { Terminal } from '../../routing/compile.js'
import type { Router } from '../../routing/router.js'
import { isDigital } from './digital-clearance.js'

/** What a network has in one country: sums over its links, crossings and facilities in use. */
export interface CountryStock {
  /** Kilometres and hours at the speeds of the rules, by mode of land; half of a link over the border. */
  readonly km: Partial<Record<Mode, number>>
  readonly hours: Partial<Record<Mode, number>>
  /** Kilometres of railway with electric traction. */
  electrified_km: number
  /** What a tonne emits over all of the railway; `undefined` where a factor is missing: absent, not partial. */
  rail_kg_per_tonne: number | undefined
  /** Kilometres of railway by gauge. */
  readonly gauge_km: Map<number, number>
  /** Links over a customs border, by rail, road and waterway. */
  crossings: number
  digital_crossings: number
  /** Hours at them, one each. */
  border_h: number
  /** Neighbours by rail, and those on a link of a gauge that both have most of. */
  readonly rail_neighbours: Map<string, Set<number>>
  /** Over the border, both directions of a link once: MW, bcm a year, Mt a year; and fibre links. */
  power_mw: number
  gas_bcm_a: number
  oil_mt_a: number
  fibre_links: number
  /** Places of freight where modes or lines meet, and those of them with a facility for goods. */
  readonly hubs: Set<string>
  readonly served_hubs: Set<string>
  /** Open facilities by kind. */
  readonly facilities: Map<string, number>
  grid_gco2e_per_kwh: number | undefined
}

/** Kinds of places where goods change hands. */
const HUBS: ReadonlySet<string> = new Set([
  'seaport',
  'river_port',
  'airport',
  'dry_port',
  'rail_terminal',
  'logistics_park',
])

const LAND: ReadonlySet<Mode> = new Set<Mode>(['rail', 'road', 'waterway'])
const GOODS: ReadonlySet<string> = new Set(['industry', 'transport'])

/**
 * What each country has that can be used, on the day if one is given: as the scenario of the router leaves it. Walks over links and
 * facilities once. O(links + facilities).
 */
export function countryStock(router: Router, date: string | undefined): ReadonlyMap<string, CountryStock> {
  const { compiled, network } = router
  const { facts, rules } = network
  const stock = new Map<string, CountryStock>()
  const of = (country: string): CountryStock => {
    const known = stock.get(country)
    if (known !== undefined) return known
    const fresh = emptyStock()
    stock.set(country, fresh)
    return fresh
  }
  const countryAt = (node: number): string | undefined => (compiled.nodes.at(node) as NodeAttributes).country
  compiled.nodeIds.forEach((id, n) => {
    const { country, node_type } = compiled.nodes.at(n) as NodeAttributes
    if (country !== undefined && node_type !== undefined && HUBS.has(node_type)) of(country).hubs.add(id)
  })
  const { factors, masks } = router.prepare({ modes: MODES, ...(date === undefined ? {} : { date }) })
  const { arcLink, topology, terminals } = compiled
  const seen = new Set<string>()
  for (let a = 0; a < topology.arcCount; a++) {
    const index = arcLink[a] as number
    // Neither handling nor what regular traffic does not use.
    if (index < 0 || masks.arcs[a] !== 0) continue
    const link = compiled.links.at(index) as LinkAttributes
    // Both directions are one link.
    if (seen.has(link.link_id)) continue
    seen.add(link.link_id)
    const [from, to] = [topology.tail[a], topology.head[a]].map((vertex) =>
      countryAt((terminals[vertex as number] as Terminal).node),
    )
    const priced = LAND.has(link.mode) ? factors.link(index) : undefined
    if (priced !== undefined) {
      for (const { country, share } of portions(link.mode, from, to)) {
        if (country !== undefined) addLand(of(country), link, share, priced)
      }
    }
    if (from === undefined || to === undefined || from === to) continue
    const rule = priced?.border?.rule
    const border = rule && {
      time_h: rule.time_h,
      isDigital: isDigital(router.costModel.clearance.of(rule.digital, link.mode)),
    }
    addCrossing(of(from), to, link, border)
    addCrossing(of(to), from, link, border)
  }
  for (const row of facts.facility) {
    const node = compiled.nodeIndex.get(row.node_id)
    const country = row.country ?? (node === undefined ? undefined : countryAt(node))
    if (country === undefined || !isFacilityOpen(row, date)) continue
    const { facilities, hubs, served_hubs } = of(country)
    facilities.set(row.kind, (facilities.get(row.kind) ?? 0) + 1)
    if (hubs.has(row.node_id) && GOODS.has(row.pillar)) served_hubs.add(row.node_id)
  }
  for (const [country, { gco2e_per_kwh }] of gridsAt(rules.grid, date)) of(country).grid_gco2e_per_kwh = gco2e_per_kwh
  return stock
}

function emptyStock(): CountryStock {
  return {
    km: {},
    hours: {},
    electrified_km: 0,
    rail_kg_per_tonne: 0,
    gauge_km: new Map(),
    crossings: 0,
    digital_crossings: 0,
    border_h: 0,
    rail_neighbours: new Map(),
    power_mw: 0,
    gas_bcm_a: 0,
    oil_mt_a: 0,
    fibre_links: 0,
    hubs: new Set(),
    served_hubs: new Set(),
    facilities: new Map(),
    grid_gco2e_per_kwh: undefined,
  }
}

const ONE_TONNE = { teu: 0.1, tonnes: 1, value_usd: 0 }

function addLand(of: CountryStock, link: LinkAttributes, share: number, { time_h, wtw }: LinkFactors): void {
  const { mode, length_km, electrified, gauge_mm } = link
  const km = length_km * share
  of.km[mode] = (of.km[mode] ?? 0) + km
  of.hours[mode] = (of.hours[mode] ?? 0) + (time_h ?? 0) * share
  if (mode !== 'rail') return
  const kg = wtw && amount(wtw, ONE_TONNE) * share
  of.rail_kg_per_tonne = of.rail_kg_per_tonne === undefined || kg === undefined ? undefined : of.rail_kg_per_tonne + kg
  if (electrified === true) of.electrified_km += km
  if (gauge_mm !== undefined) of.gauge_km.set(gauge_mm, (of.gauge_km.get(gauge_mm) ?? 0) + km)
}

function addCrossing(
  of: CountryStock,
  neighbour: string,
  link: LinkAttributes,
  border: { readonly time_h: number; readonly isDigital: boolean } | undefined,
): void {
  const { mode, capacity = 0, gauge_mm } = link
  if (border !== undefined) {
    of.crossings++
    of.border_h += border.time_h
    if (border.isDigital) of.digital_crossings++
  }
  if (mode === 'rail' && gauge_mm !== undefined) {
    const gauges = of.rail_neighbours.get(neighbour) ?? new Set()
    of.rail_neighbours.set(neighbour, gauges.add(gauge_mm))
  }
  if (mode === 'power') of.power_mw += capacity
  if (mode === 'gas') of.gas_bcm_a += capacity
  if (mode === 'oil') of.oil_mt_a += capacity
  if (mode === 'fibre') of.fibre_links++
}
