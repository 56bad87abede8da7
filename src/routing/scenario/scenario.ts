import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import type { Prices } from '../../cost/prices.js'
import type { Status } from '../../ingest/schema.js'

/** One value, or any one of a list. */
export type OneOrMore<Value> = Value | readonly Value[]

/** Which links: all that match every field given. */
export interface LinkSelector {
  /** `link_id`; both directions. */
  readonly link?: OneOrMore<string>
  /** A place that the link begins or ends at. */
  readonly node?: OneOrMore<string>
  readonly mode?: OneOrMore<string>
  /** ISO code or English name; a link lies in a country where either of its ends does. */
  readonly country?: OneOrMore<string>
  readonly facility_type?: OneOrMore<string>
  readonly passage?: OneOrMore<string>
  readonly status?: OneOrMore<string>
  readonly gauge_mm?: OneOrMore<number>
  readonly electrified?: boolean
  /** Links between two countries, as `CN-KZ`; both ways. */
  readonly border?: OneOrMore<string>
  /** Links of the best ways (fastest, cheapest, greenest and generalised) of a corridor between its typical ends. */
  readonly corridor?: OneOrMore<string>
}

/** Which border crossings: all that match every field given; all there are for `{}`. */
export interface BorderSelector {
  /** As `PL-BY`; both ways. */
  readonly border?: OneOrMore<string>
  /** On either side. */
  readonly country?: OneOrMore<string>
  readonly mode?: OneOrMore<string>
  /** A place on either side. */
  readonly node?: OneOrMore<string>
}

/** Which loadings, unloadings and changes of mode or gauge: all that match every field given. */
export interface TransferSelector {
  readonly node?: OneOrMore<string>
  readonly node_type?: OneOrMore<string>
  readonly country?: OneOrMore<string>
  /** `door` = loading. */
  readonly from_mode?: OneOrMore<string>
  /** `door` = unloading. */
  readonly to_mode?: OneOrMore<string>
  /** Only changes of gauge (true) or only others (false). */
  readonly gauge_change?: boolean
}

/** Other links: what is not given stays. Factors multiply what is there, also what an earlier change has made. */
export interface LinkChange {
  readonly change: LinkSelector
  /** In place of the speed of the link or of `speed.csv`. */
  readonly speed_kmh?: number
  /** Divides the hours of movement. */
  readonly speed_factor?: number
  /** Multiplies the freight of the link, not the fees at its border. */
  readonly tariff_factor?: number
  /** Multiplies WTW and TTW emissions. */
  readonly carbon_factor?: number
  readonly electrified?: boolean
  readonly facility_type?: string
  readonly status?: Status
}

/**
 * No way over the links. With dates (first and last day), only questions with a `date` among them and questions
 * without a date find them closed.
 */
export interface Closure {
  readonly close: LinkSelector
  readonly from?: string
  readonly to?: string
}

/**
 * Undoes closures of the scenario so far; links that are closed, planned or seasonal in the network itself become open.
 */
export interface Opening {
  readonly open: LinkSelector
}

/**
 * Other stops at borders.
 *
 * A procedure of clearance in place of the one in force multiplies dwell and fees by what `clearance.csv` says of the new one
 * over what it says of the old one, of each for the mode; only crossings of modes that it is for are selected. Hours and fees
 * given beside it are those under the new procedure, and no factor of a procedure touches them.
 */
export interface BorderChange {
  readonly border: BorderSelector
  /** A procedure of `clearance.csv`, for example `etir`. */
  readonly digital?: string
  readonly time_h?: number
  readonly time_factor?: number
  readonly cost_usd_per_teu?: number
  readonly cost_factor?: number
}

/** Other loading, unloading and changes of mode or gauge. */
export interface TransferChange {
  readonly transfer: TransferSelector
  readonly time_h?: number
  readonly time_factor?: number
  readonly cost_factor?: number
  readonly carbon_factor?: number
}

/** Other prices of time and carbon. */
export interface PriceChange {
  readonly prices: Partial<Prices>
}

/** Tables to which rows can be added. */
export const ADDABLE = [
  'node',
  'rail',
  'road',
  'sea',
  'waterway',
  'air',
  'gas',
  'oil',
  'power',
  'fibre',
  'transfer',
  'border',
  'clearance',
  'speed',
  'rate',
  'emission',
  'loss',
  'grid',
  'facility',
  'hazard',
  'standard',
  'maintenance',
] as const
export type Addable = (typeof ADDABLE)[number]
export type AddedRow = Readonly<Record<string, string | number | boolean | readonly string[] | null>>

/**
 * More nodes, links, rules and facts: rows with the columns of the CSV tables, among them pipelines, power lines and fibres and
 * later years of a grid. They are there for every other change, and stand beside the rows of the network: a rule with the
 * same scope as another, or an id that is taken, is an error.
 */
export interface Addition {
  readonly add: Readonly<Partial<Record<Addable, readonly AddedRow[]>>>
}

export type Change = LinkChange | Closure | Opening | BorderChange | TransferChange | PriceChange | Addition

/**
 * A named set of changes to a network and its rules, made in their order: later changes see what earlier ones did.
 * Plain data; asking under a scenario changes neither the network nor the router.
 */
export interface Scenario {
  readonly id: string
  /** To show; the id where absent. */
  readonly name?: string
  readonly description?: string
  /** Where the figures of the changes come from. */
  readonly source?: string
  readonly changes: readonly Change[]
}

/**
 * Several scenarios as one: their changes in order. Where the changes touch nothing in common, the order is all the same.
 *
 * @param named the id and name of the whole; by default the parts' joined by ` + `
 */
export function composeScenarios(
  scenarios: readonly Scenario[],
  named: { readonly id?: string; readonly name?: string } = {},
): Scenario {
  return {
    id: named.id ?? scenarios.map(({ id }) => id).join(' + '),
    name: named.name ?? scenarios.map(({ id, name }) => name ?? id).join(' + '),
    changes: scenarios.flatMap(({ changes }) => changes),
  }
}

/**
 * SHA-256 of the changes, hexadecimal: equal for scenarios that change the same in the same order, whatever they are
 * called and however their keys are ordered.
 */
export function scenarioHash({ changes }: Scenario): string {
  return bytesToHex(sha256(canonicalJson(changes)))
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  )
}
