import { distance } from '@turf/turf'
import { gridsAt } from '../../cost/grids-at.js'
import { portions } from '../../cost/portions.js'
import type { NodeAttributes } from '../../network/network.js'
import { isFacilityOpen } from '../../network/open-facility.js'
import type { BorderLeg, Itinerary, TransferLeg, TransportLeg } from '../../routing/itinerary.js'
import type { RouteQuery, Router } from '../../routing/router.js'
import { GRAMS_PER_KG } from '../../units/units.js'
import { type AuditSummary, auditRoute } from '../audit/audit-route.js'
import { hazardOf, noneOf } from '../hazards/hazard.js'
import type { hazardLinks } from '../hazards/hazard-links.js'
import { indicatorsOf } from '../indicators.js'
import { linksPassed } from '../route-elements.js'
import { isDigital } from './digital-clearance.js'
import { line, type PillarLine } from './measure.js'
import { REFERENCE_G_PER_TKM, REFERENCE_H_PER_1000KM, REFERENCE_KMH } from './references.js'

/** Modes whose lines may be electrified. */
const ELECTRIC = 'rail'

type Options = Omit<RouteQuery, 'via'>

/** The six lines of one route. */
export function corridorLines(
  router: Router,
  route: Itinerary,
  query: Options,
  hazards: ReturnType<typeof hazardLinks>,
): PillarLine[] {
  const beeline_km = distance(positionOf(router, route.from), positionOf(router, route.to))
  return [
    transport(route, beeline_km),
    energy(router, route, query),
    digital(router, route, query),
    industry(router, route, query),
    green(route, beeline_km, hazards),
    standards(route, auditRoute(router, route).summary),
  ]
}

const transports = ({ legs }: Itinerary): TransportLeg[] => legs.filter((leg) => leg.kind === 'transport')
const transfers = ({ legs }: Itinerary): TransferLeg[] => legs.filter((leg) => leg.kind === 'transfer')
const borders = ({ legs }: Itinerary): BorderLeg[] => legs.filter((leg) => leg.kind === 'border')

/** How fast the goods get nearer, as the crow flies and all stops included. */
function transport(route: Itinerary, beeline_km: number): PillarLine {
  const { hours, totals } = route
  const { swd_kmh, tfi3_usd_per_500km_20t } = indicatorsOf(route)
  return line('transport', { part: 'beeline_kmh', whole: 'reference_kmh', kind: 'pace' }, [
    ['beeline_kmh', 'great circle over hours, stops included', 'km/h', quotient(beeline_km, totals.time_h)],
    ['reference_kmh', 'a container express, 1,000 km a day', 'km/h', REFERENCE_KMH],
    ['beeline_km', 'great circle', 'km', beeline_km],
    ['length_km', 'by the route', 'km', totals.length_km],
    ['speed_kmh', 'speed, stops included', 'km/h', swd_kmh],
    ['time_h', 'in all', 'h', totals.time_h],
    ['border_h', 'at borders', 'h', hours.border],
    ['transfer_h', 'in transfers and handling', 'h', hours.transfer],
    ['cost_usd', 'tariff', 'USD', totals.cost_usd],
    ['usd_per_500km_20t', 'tariff for 500 km and 20 t', 'USD', tfi3_usd_per_500km_20t],
  ])
}

/** How much of the railway is under wires, and how clean the current is. */
function energy(router: Router, route: Itinerary, { date }: Options): PillarLine {
  const grids = gridsAt(router.network.rules.grid, date)
  const { graph } = router.network
  const countryOf = (id: string): string | undefined =>
    graph.hasNode(id) ? graph.getNodeAttribute(id, 'country') : undefined
  let rail_km = 0
  let electrified_km = 0
  let known_km = 0
  let grams = 0
  for (const { mode, links } of transports(route)) {
    if (mode !== ELECTRIC) continue
    for (const { length_km, electrified, from, to } of links) {
      rail_km += length_km
      if (electrified !== true) continue
      electrified_km += length_km
      for (const { country, share } of portions(mode, countryOf(from), countryOf(to))) {
        const grid = country === undefined ? undefined : grids.get(country)
        if (grid === undefined) continue
        known_km += length_km * share
        grams += length_km * share * grid.gco2e_per_kwh
      }
    }
  }
  return line('energy', { part: 'electrified_km', whole: 'rail_km', kind: 'share' }, [
    ['electrified_km', 'by electric train', 'km', electrified_km],
    ['rail_km', 'by train', 'km', rail_km],
    ['grid_gco2e_per_kwh', 'current drawn there, mean by km', 'g CO2e/kWh', quotient(grams, known_km)],
  ])
}

/** How many of the borders are cleared without paper, and how fast a signal gets through. */
function digital(router: Router, route: Itinerary, { date }: Options): PillarLine {
  const crossings = borders(route)
  const procedureOf = (leg: BorderLeg) => router.costModel.clearance.of(leg.digital, leg.mode)
  const isCleared = (leg: BorderLeg): boolean => isDigital(procedureOf(leg))
  const countries = new Set(route.countries)
  const kinds = countFacilities(router, date, ({ pillar, country }) => pillar === 'digital' && countries.has(country))
  const signal = signalBetween(router, route)
  return line('digital', { part: 'digital_crossings', whole: 'crossings', kind: 'share' }, [
    ['digital_crossings', 'borders cleared electronically', '', crossings.filter(isCleared).length],
    ['crossings', 'borders', '', crossings.length],
    [
      'paperless_crossings',
      'without any paper',
      '',
      crossings.filter((leg) => procedureOf(leg)?.paperless === true).length,
    ],
    [
      'paper_h',
      'at borders cleared on paper',
      'h',
      sum(
        crossings.filter((leg) => !isCleared(leg)),
        (leg) => leg.time_h,
      ),
    ],
    ['single_windows', 'single windows in the countries passed', '', kinds.get('single_window') ?? 0],
    ['cable_landings', 'cable landings there', '', kinds.get('cable_landing') ?? 0],
    ['data_centres', 'data centres there', '', kinds.get('data_centre') ?? 0],
    ['fibre_ms', 'a signal by fibre, one way', 'ms', signal?.ms],
    ['fibre_access_km', 'from the ends to the fibre', 'km', signal?.access_km],
  ])
}

/** The least time of a signal between the fibres nearest to the ends; `undefined` where none is near or none joins them. */
function signalBetween(
  router: Router,
  { from, to }: Itinerary,
): { readonly ms: number; readonly access_km: number } | undefined {
  const near = [from, to].map(
    (id) => router.nearest(positionOf(router, id), { modes: ['fibre'], maxKm: FIBRE_ACCESS_KM })[0],
  )
  const [a, b] = near
  if (a === undefined || b === undefined || a.node_id === b.node_id) return undefined
  const signal = router.route({
    from: a.node_id,
    to: b.node_id,
    modes: ['fibre'],
    objective: 'fastest',
    handling: 'none',
  })
  if (signal.status === 'no-route') return undefined
  return { ms: signal.totals.time_h * MS_PER_HOUR, access_km: a.distance_km + b.distance_km }
}

/** As far as regional networks, which the model does not hold, are taken to reach a long-distance fibre. */
const FIBRE_ACCESS_KM = 300

const MS_PER_HOUR = 3_600_000

/** How many of the places where the goods are handled have a facility for goods. */
function industry(router: Router, route: Itinerary, { date }: Options): PillarLine {
  const handled = new Set(transfers(route).map(({ to }) => to))
  const served = new Set<string>()
  const passed = new Set(route.via)
  const kinds = new Map<string, number>()
  for (const row of router.network.facts.facility) {
    if (!isFacilityOpen(row, date) || (row.pillar !== 'industry' && row.pillar !== 'transport')) continue
    if (handled.has(row.node_id)) served.add(row.node_id)
    if (passed.has(row.node_id)) kinds.set(row.kind, (kinds.get(row.kind) ?? 0) + 1)
  }
  const all = [...kinds.values()].reduce((sum, count) => sum + count, 0)
  return line('industry', { part: 'served_places', whole: 'handling_places', kind: 'share' }, [
    ['served_places', 'with an open facility for goods', '', served.size],
    ['handling_places', 'places where the goods are handled', '', handled.size],
    ['facilities', 'facilities for goods on the way', '', all],
    ['dry_ports', 'dry ports on the way', '', kinds.get('dry_port') ?? 0],
    [
      'parks_and_zones',
      'industrial parks and economic zones',
      '',
      (kinds.get('industrial_park') ?? 0) + (kinds.get('economic_zone') ?? 0),
    ],
  ])
}

/** What a tonne emits on the way from one end to the other, by the kilometre of the great circle. */
function green(route: Itinerary, beeline_km: number, hazards: ReturnType<typeof hazardLinks>): PillarLine {
  const { co2e_kg, length_km } = route.totals
  const { tonnes } = route.shipment
  const grams = co2e_kg === undefined ? undefined : GRAMS_PER_KG * co2e_kg
  const passed = new Set(linksPassed(route).map(({ id }) => id))
  const met = [...hazards]
    .filter(([, links]) => links.some(({ link }) => passed.has(link.link_id)))
    .map(([row]) => hazardOf(row).closed_share)
  return line('green', { part: 'reference_g_per_tkm', whole: 'beeline_g_per_tkm', kind: 'pace' }, [
    ['reference_g_per_tkm', 'a container ship', 'g/t-km', REFERENCE_G_PER_TKM],
    ['beeline_g_per_tkm', 'CO2e by the km of the great circle', 'g/t-km', quotient(grams, tonnes * beeline_km)],
    ['g_per_tkm', 'CO2e by the km of the route', 'g/t-km', quotient(grams, tonnes * length_km)],
    ['co2e_kg', 'CO2e, well-to-wheel', 'kg', co2e_kg],
    ['hazards', 'hazards on the way', '', met.length],
    ['closure_met_pct', 'chance to meet a closure by one', '%', 100 * (1 - noneOf(met))],
  ])
}

/** What the changes of gauge cost a train at the pace of reference. */
function standards(route: Itinerary, audit: AuditSummary): PillarLine {
  const { length_km } = route.totals
  const breaks = transfers(route).filter(({ operation }) => operation === 'gauge')
  const gauge_h = sum(breaks, (leg) => leg.time_h)
  const usd = breaks.reduce<number | undefined>(
    (total, leg) => (total === undefined || leg.cost_usd === undefined ? undefined : total + leg.cost_usd),
    0,
  )
  const gauges = new Set(
    transports(route)
      .map(({ gauge_mm }) => gauge_mm)
      .filter((gauge) => gauge !== undefined),
  )
  const lost = quotient(1000 * gauge_h, length_km)
  return line('standards', { part: 'reference_h_per_1000km', whole: 'with_breaks_h_per_1000km', kind: 'share' }, [
    ['reference_h_per_1000km', '1,000 km of a container express', 'h', REFERENCE_H_PER_1000KM],
    [
      'with_breaks_h_per_1000km',
      'the same and its part of the changes of gauge',
      'h',
      lost === undefined ? undefined : REFERENCE_H_PER_1000KM + lost,
    ],
    ['gauge_h', 'at changes of gauge', 'h', gauge_h],
    ['gauge_usd', 'cost of changes of gauge', 'USD', usd],
    ['gauge_breaks', 'changes of gauge', '', breaks.length],
    ['gauges', 'track gauges', '', gauges.size],
    ['mismatches', 'mismatches of standards', '', audit.mismatches],
    ['unhandled', 'mismatches at no stop', '', audit.unhandled],
  ])
}

/** `undefined` where the one is not known, or where there is nothing to divide by. */
function quotient(a: number | undefined, b: number): number | undefined {
  return a === undefined || b === 0 ? undefined : a / b
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}

function positionOf({ compiled }: Router, id: string): [longitude: number, latitude: number] {
  const { x_coord, y_coord } = compiled.nodes.at(compiled.nodeIndex.get(id) as number) as NodeAttributes
  return [x_coord, y_coord]
}

function countFacilities(
  router: Router,
  date: string | undefined,
  counts: (facility: { readonly pillar: string; readonly country: string }) => boolean,
): Map<string, number> {
  const { graph, facts } = router.network
  const kinds = new Map<string, number>()
  for (const row of facts.facility) {
    const country =
      row.country ?? (graph.hasNode(row.node_id) ? graph.getNodeAttribute(row.node_id, 'country') : undefined)
    if (!isFacilityOpen(row, date) || country === undefined || !counts({ pillar: row.pillar, country })) continue
    kinds.set(row.kind, (kinds.get(row.kind) ?? 0) + 1)
  }
  return kinds
}
