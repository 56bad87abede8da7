import type { Place } from '../cost/cost-model.js'
import { amount, type LinkFactors, type TransferFactors } from '../cost/link-factors.js'
import type { Prices } from '../cost/prices.js'
import type { Shipment } from '../cost/shipment.js'
import type { Mode, Passage, Status } from '../ingest/schema.js'
import type { LinkAttributes, NodeAttributes } from '../network/network.js'
import { MS_PER_HOUR } from '../units/units.js'
import { type ArcFactors, type Components, transferComponents } from './arc-factors.js'
import { type CompiledNetwork, STAY, type Terminal, TRANSFER } from './compile.js'
import { isUtility } from './constraints.js'
import { type EnergyWay, energyWay } from './energy-way.js'
import { type TariffLegs, type TariffPart, tariffLegs } from './leg-pricing/tariff-legs.js'
import type { Objective } from './objective.js'
import { generalisedCost } from './weigh.js'

/** Sums over legs. Money and carbon are `undefined` where a leg's rate or factor is missing: absent, not partial. */
export interface Totals {
  /** Hours. */
  readonly time_h: number
  /** USD. */
  readonly cost_usd: number | undefined
  /** kg CO2e, well-to-wheel. */
  readonly co2e_kg: number | undefined
  /** Route kilometres. */
  readonly length_km: number
}

/** One link of a transport leg. */
export interface LegLink extends Totals {
  readonly link_id: string
  readonly from: string
  readonly to: string
  readonly name: string | undefined
  readonly facility_type: string | undefined
  readonly electrified: boolean | undefined
  /** The part of `time_h` that is drivers' rest. */
  readonly rest_h: number
  /** True where no length was given and the great circle stands in. */
  readonly length_estimated: boolean
  /** Kilometres to which the emission factors apply: `length_km` with the distance adjustment of the rules. */
  readonly emission_km: number | undefined
  /** Tank-to-wheel part of `co2e_kg`. */
  readonly co2e_ttw_kg: number | undefined
  readonly passage: Passage | undefined
  readonly status: Status
  /** In the unit of the mode (`CAPACITY_UNITS`); only where given. */
  readonly capacity?: number
  /** On a line of energy, % of what enters it that is lost; only where a rule names it. */
  readonly loss_pct?: number
  /** Where the length comes from. */
  readonly source: string | undefined
}

interface LegEnds extends Totals {
  /** Node id. */
  readonly from: string
  /** Node id; equal to `from` for transfers. */
  readonly to: string
  readonly from_name: string
  readonly to_name: string
}

/** A run on one mode (and gauge), up to the next transfer, border or end. */
export interface TransportLeg extends LegEnds {
  readonly kind: 'transport'
  readonly mode: Mode
  /** Rail only. */
  readonly gauge_mm: number | undefined
  /** The part of `time_h` that is drivers' rest. */
  readonly rest_h: number
  /** Tank-to-wheel part of `co2e_kg`. */
  readonly co2e_ttw_kg: number | undefined
  /** Kilometres to which the emission factors apply, distance adjustment included. */
  readonly emission_km: number | undefined
  /** Where the emission factors come from, each source once. */
  readonly emission_sources: readonly string[]
  /**
   * What each rate charges; only where a rate of the network prices whole legs. Of what does not add up link by link each link
   * has its share in `cost_usd`, by the km.
   */
  readonly tariff_parts?: readonly TariffPart[]
  readonly links: readonly LegLink[]
}

/** Loading, unloading, a change of mode or a change of gauge at one node. */
export interface TransferLeg extends LegEnds {
  readonly kind: 'transfer'
  readonly operation: 'load' | 'unload' | 'mode' | 'gauge'
  /** The mode taken; on unloading the mode left. */
  readonly mode: Mode
  /** `door` on loading. */
  readonly from_mode: Mode | 'door'
  /** `door` on unloading. */
  readonly to_mode: Mode | 'door'
  readonly from_gauge_mm: number | undefined
  readonly to_gauge_mm: number | undefined
  /** Tank-to-wheel part of `co2e_kg`. */
  readonly co2e_ttw_kg: number | undefined
  /** Where the dwell and the price come from. */
  readonly source: string | undefined
}

/** The stop at a border; the movement over it belongs to the transport leg before. */
export interface BorderLeg extends LegEnds {
  readonly kind: 'border'
  readonly mode: Mode
  readonly from_country: string
  readonly to_country: string
  /** The dwell that 9 of 10 crossings keep, hours, where published. */
  readonly time_p90_h: number | undefined
  readonly digital: string | undefined
  readonly source: string | undefined
}

export type Leg = TransportLeg | TransferLeg | BorderLeg

/**
 * Whether the route is the best under the whole tariff (`exact`), or was chosen by what adds up link by link and priced in full
 * afterwards (`repriced`): its totals are right, and another route may be cheaper. Always `exact` where no rate prices whole legs.
 */
export type TariffPricing = 'exact' | 'repriced'

/** A route of fibres alone, as an operator of networks reads it: of the fibre only, without the equipment at its ends. */
export interface Signal {
  /** One way; `totals.time_h` in milliseconds. */
  readonly latency_ms: number
  /** There and back by the same fibres. */
  readonly round_trip_ms: number
  /** Least capacity on the way, Tbit/s, of the links whose capacity is known; `undefined` where none is. */
  readonly capacity_at_most_tbit_s: number | undefined
  /** Links on the way, and those of them whose capacity is known. */
  readonly links: number
  readonly links_of_known_capacity: number
}

/** A route as a shipper reads it. Plain data; `JSON.stringify` keeps all of it. */
export interface Itinerary {
  readonly status: 'ok'
  /** Node ids of the ends. */
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly objective: Objective
  readonly shipment: Shipment
  readonly pricing: TariffPricing
  /** The sums of the legs, added in their order. */
  readonly totals: Totals
  /** `totals.time_h`, split; `waiting` is for scheduled services and is 0 without them. */
  readonly hours: {
    readonly moving: number
    readonly border: number
    readonly transfer: number
    readonly waiting: number
  }
  /** Generalised cost, USD; `undefined` where money or a priced carbon is. */
  readonly generalised_usd: number | undefined
  /** In order of travel. */
  readonly legs: readonly Leg[]
  /** Every node passed, in order, both ends included. */
  readonly via: readonly string[]
  /** Countries in order of travel. */
  readonly countries: readonly string[]
  readonly passages: readonly Passage[]
  /** Statuses other than `open` on the way, for example `sanctions`. */
  readonly statuses: readonly Status[]
  /** Only for a route of fibres alone. */
  readonly signal?: Signal
  /** Only for a route over lines of energy alone. */
  readonly energy?: EnergyWay
  /** The integer that the search minimised: seconds (of fibres alone: microseconds), cents or grams. */
  readonly weight: number
}

/** What the search found. */
export interface ArcPath {
  readonly weight: number
  readonly source: number
  readonly target: number
  readonly arcs: readonly number[]
}

export interface ItineraryContext {
  readonly compiled: CompiledNetwork
  readonly factors: ArcFactors
  readonly prices: Prices
  readonly shipment: Shipment
  readonly objective: Objective
  readonly pricing: TariffPricing
  /** What a line of energy loses, %. */
  readonly lossPct: (link: LinkAttributes, from: Place, to: Place) => number | undefined
  readonly loads: boolean
  readonly unloads: boolean
}

/** Costs a path of arcs anew, unrounded, leg by leg. O(arcs of the path). */
export function itineraryFrom(path: ArcPath, context: ItineraryContext): Itinerary {
  const { compiled, factors, shipment } = context
  const { topology, terminals, nodeIds, nodes } = compiled
  const legs: Leg[] = []
  const via: string[] = []
  const origin = terminals[path.source] as Terminal
  const destination = terminals[path.target] as Terminal
  const nodeOf = (terminal: Terminal): string => nodeIds[terminal.node] as string
  const ends = (from: Terminal, to: Terminal) => ({
    from: nodeOf(from),
    to: nodeOf(to),
    from_name: (nodes.at(from.node) as NodeAttributes).name,
    to_name: (nodes.at(to.node) as NodeAttributes).name,
  })
  via.push(nodeOf(origin))
  if (context.loads) {
    const loading = factors.loading(path.source) as TransferFactors
    legs.push(transferLeg('load', undefined, origin, loading, ends(origin, origin), shipment))
  }
  const tariffs = tariffLegs(path.arcs, compiled, factors, shipment)
  /** Places of arcs in the path. */
  let run: number[] = []
  const flush = (): void => {
    if (run.length > 0) legs.push(transportLeg(run, path, tariffs, context, ends))
    run = []
  }
  for (const [at, arc] of path.arcs.entries()) {
    const from = terminals[topology.tail[arc] as number] as Terminal
    const to = terminals[topology.head[arc] as number] as Terminal
    const link = compiled.arcLink[arc] as number
    if (link === STAY) continue
    if (link === TRANSFER) {
      flush()
      const operation = from.mode === to.mode ? 'gauge' : 'mode'
      const transfer = factors.transfer(arc) as TransferFactors
      legs.push(transferLeg(operation, from, to, transfer, ends(to, to), shipment))
      continue
    }
    run.push(at)
    via.push(nodeOf(to))
    const border = factors.link(link)?.border
    if (border?.rule !== undefined) {
      flush()
      const { rule } = border
      legs.push({
        kind: 'border',
        mode: from.mode,
        ...ends(from, to),
        from_country: border.from_country,
        to_country: border.to_country,
        time_h: rule.time_h,
        time_p90_h: rule.time_p90_h,
        cost_usd: rule.cost_usd_per_teu * shipment.teu,
        co2e_kg: 0,
        length_km: 0,
        digital: rule.digital,
        source: rule.source,
      })
    }
  }
  flush()
  if (context.unloads) {
    const unloading = factors.unloading(path.target) as TransferFactors
    legs.push(transferLeg('unload', destination, undefined, unloading, ends(destination, destination), shipment))
  }
  const first = ends(origin, destination)
  const transports = legs.filter((leg) => leg.kind === 'transport')
  const links = transports.flatMap((leg) => leg.links)
  const totals = sum(legs)
  const energy = energyWay(new Set(legs.map(({ mode }) => mode)), links, shipment)
  return {
    status: 'ok',
    ...first,
    objective: context.objective,
    shipment,
    pricing: context.pricing,
    totals,
    hours: {
      moving: hoursOf(legs, 'transport'),
      border: hoursOf(legs, 'border'),
      transfer: hoursOf(legs, 'transfer'),
      waiting: 0,
    },
    generalised_usd: generalisedCost(totals, shipment, context.prices),
    legs,
    via,
    countries: withoutRepeats(via.map((id) => nodes.at(compiled.nodeIndex.get(id) as number)?.country)),
    passages: [...new Set(links.map((link) => link.passage).filter((passage) => passage !== undefined))],
    statuses: [...new Set(links.map((link) => link.status).filter((status) => status !== 'open'))].sort(),
    ...(legs.length > 0 && legs.every(({ mode }) => mode === 'fibre') && { signal: signalOf(totals, links) }),
    ...(energy && { energy }),
    weight: path.weight,
  }
}

function signalOf({ time_h }: Totals, links: readonly LegLink[]): Signal {
  const capacities = links.map(({ capacity }) => capacity).filter((capacity) => capacity !== undefined)
  const latency_ms = time_h * MS_PER_HOUR
  return {
    latency_ms,
    round_trip_ms: 2 * latency_ms,
    capacity_at_most_tbit_s: capacities.length === 0 ? undefined : Math.min(...capacities),
    links: links.length,
    links_of_known_capacity: capacities.length,
  }
}

/**
 * The totals of {@link itineraryFrom} without the itinerary: the same numbers, added in the same order. O(arcs of the path).
 */
export function itineraryTotals(path: ArcPath, context: ItineraryContext): Totals {
  const { compiled, factors, shipment } = context
  const tariffs = tariffLegs(path.arcs, compiled, factors, shipment)
  const legs: Components[] = []
  let run: Components[] = []
  const flush = (): void => {
    if (run.length > 0) legs.push(sum(run))
    run = []
  }
  if (context.loads) legs.push(transferComponents(factors.loading(path.source) as TransferFactors, shipment))
  for (const [at, arc] of path.arcs.entries()) {
    const link = compiled.arcLink[arc] as number
    if (link === STAY) continue
    if (link === TRANSFER) {
      flush()
      legs.push(transferComponents(factors.transfer(arc) as TransferFactors, shipment))
      continue
    }
    const { movement, border } = factors.parts(link, shipment)
    run.push(tariffs === undefined ? movement : { ...movement, cost_usd: tariffs.withExtra(at, movement.cost_usd) })
    if (border === undefined) continue
    flush()
    legs.push(border)
  }
  flush()
  if (context.unloads) legs.push(transferComponents(factors.unloading(path.target) as TransferFactors, shipment))
  return sum(legs)
}

/** Adds components in order; unknown where one is. */
export function sum(parts: readonly Components[]): Totals {
  let time_h = 0
  let cost_usd: number | undefined = 0
  let co2e_kg: number | undefined = 0
  let length_km = 0
  for (const part of parts) {
    time_h += part.time_h
    length_km += part.length_km
    cost_usd = cost_usd === undefined || part.cost_usd === undefined ? undefined : cost_usd + part.cost_usd
    co2e_kg = co2e_kg === undefined || part.co2e_kg === undefined ? undefined : co2e_kg + part.co2e_kg
  }
  return { time_h, cost_usd, co2e_kg, length_km }
}

function transportLeg(
  run: readonly number[],
  path: ArcPath,
  tariffs: TariffLegs | undefined,
  { compiled, factors, shipment, lossPct }: ItineraryContext,
  ends: (from: Terminal, to: Terminal) => Omit<LegEnds, keyof Totals>,
): TransportLeg {
  const { topology, terminals, nodeIds, nodes } = compiled
  const terminal = (vertex: number | undefined): Terminal => terminals[vertex as number] as Terminal
  const place = (vertex: number | undefined): Place => {
    const { node } = terminal(vertex)
    return { id: nodeIds[node] as string, attributes: nodes.at(node) as NodeAttributes }
  }
  let rest_h = 0
  let co2e_ttw_kg: number | undefined = 0
  let emission_km: number | undefined = 0
  let linksUsd = 0
  const sources = new Set<string>()
  const links = run.map((at): LegLink => {
    const arc = path.arcs[at] as number
    const index = compiled.arcLink[arc] as number
    const link = compiled.links.at(index) as LinkAttributes
    const factor = factors.link(index) as LinkFactors
    rest_h += factor.rest_h
    const ttw = factor.ttw && amount(factor.ttw, shipment)
    co2e_ttw_kg = co2e_ttw_kg === undefined || ttw === undefined ? undefined : co2e_ttw_kg + ttw
    emission_km =
      emission_km === undefined || factor.emission_km === undefined ? undefined : emission_km + factor.emission_km
    for (const source of factor.emission?.sources ?? []) sources.add(source)
    const cost_usd = factor.cost && amount(factor.cost, shipment)
    linksUsd += cost_usd ?? 0
    const [tail, head] = [place(topology.tail[arc]), place(topology.head[arc])]
    const loss_pct = isUtility(link.mode) ? lossPct(link, tail, head) : undefined
    return {
      link_id: link.link_id,
      from: tail.id,
      to: head.id,
      time_h: factor.time_h as number,
      cost_usd: tariffs === undefined ? cost_usd : tariffs.withExtra(at, cost_usd),
      co2e_kg: factor.wtw && amount(factor.wtw, shipment),
      length_km: link.length_km,
      name: link.name,
      facility_type: link.facility_type,
      electrified: link.electrified,
      rest_h: factor.rest_h,
      length_estimated: link.length_estimated === true,
      emission_km: factor.emission_km,
      co2e_ttw_kg: ttw,
      passage: link.passage,
      status: link.status,
      ...(link.capacity !== undefined && { capacity: link.capacity }),
      ...(loss_pct !== undefined && { loss_pct }),
      source: link.source,
    }
  })
  const from = terminal(topology.tail[path.arcs[run[0] as number] as number])
  const to = terminal(topology.head[path.arcs[run[run.length - 1] as number] as number])
  const totals = sum(links)
  return {
    kind: 'transport',
    mode: from.mode,
    gauge_mm: from.gauge_mm,
    ...ends(from, to),
    ...totals,
    rest_h,
    co2e_ttw_kg,
    emission_km,
    emission_sources: [...sources],
    ...(tariffs && totals.cost_usd !== undefined && { tariff_parts: tariffs.parts(run, totals.length_km, linksUsd) }),
    links,
  }
}

function transferLeg(
  operation: TransferLeg['operation'],
  from: Terminal | undefined,
  to: Terminal | undefined,
  factors: TransferFactors,
  ends: Omit<LegEnds, keyof Totals>,
  shipment: Shipment,
): TransferLeg {
  return {
    kind: 'transfer',
    operation,
    mode: (to ?? (from as Terminal)).mode,
    ...ends,
    from_mode: from?.mode ?? 'door',
    to_mode: to?.mode ?? 'door',
    from_gauge_mm: from?.gauge_mm,
    to_gauge_mm: to?.gauge_mm,
    ...transferComponents(factors, shipment),
    co2e_ttw_kg: factors.co2e_ttw && amount(factors.co2e_ttw, shipment),
    source: factors.source,
  }
}

function hoursOf(legs: readonly Leg[], kind: Leg['kind']): number {
  return legs.reduce((hours, leg) => (leg.kind === kind ? hours + leg.time_h : hours), 0)
}

function withoutRepeats(words: readonly (string | undefined)[]): string[] {
  const kept: string[] = []
  for (const word of words) if (word !== undefined && word !== kept[kept.length - 1]) kept.push(word)
  return kept
}
