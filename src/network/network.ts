import type { MultiDirectedGraph } from 'graphology'
import type { CorridorRow, FactTableName, Mode, Passage, RuleTableName, Status } from '../ingest/schema.js'
import type { Tables } from '../ingest/tables.js'

/** What the graph knows of a place. Absent keys mean "not given". */
export interface NodeAttributes {
  name: string
  alias?: readonly string[]
  /** Longitude, degrees east, WGS84. */
  x_coord: number
  /** Latitude, degrees north, WGS84. */
  y_coord: number
  /** ISO 3166-1 alpha-2; absent at sea. */
  country?: string
  node_type?: string
  unlocode?: string
  population?: number
  timezone?: string
  source?: string
}

/**
 * What the graph knows of one direction of a link. A link that runs both ways is two edges with the same
 * `link_id`; the edge of the return direction has `reversed: true` and the key {@link reverseKey}.
 */
export interface LinkAttributes {
  link_id: string
  reversed: boolean
  mode: Mode
  /** Route kilometres. */
  length_km: number
  /** True where no length was given and the great circle stands in. */
  length_estimated?: true
  facility_type?: string
  speed_kmh?: number
  time_h?: number
  gauge_mm?: number
  electrified?: boolean
  passage?: Passage
  capacity_teu_per_day?: number
  /** In the unit of the mode, see `CAPACITY_UNITS`. */
  capacity?: number
  max_axle_load_t?: number
  /** First day of use, YYYY-MM-DD. */
  valid_from?: string
  valid_to?: string
  status: Status
  name?: string
  source?: string
}

/** Rows of what is at places and links: facilities, hazards, standards, maintenance. As read. */
export type Facts = Readonly<Pick<Tables, FactTableName>>

/** The rows of the rule tables, as read. */
export type Rules = Readonly<Pick<Tables, RuleTableName>>

/**
 * A freight network: the editable graph, the rules that price it and the corridors defined on it.
 * The graph is the model and the interchange format; routes are never searched on it directly.
 */
export interface Network {
  readonly graph: MultiDirectedGraph<NodeAttributes, LinkAttributes>
  readonly rules: Rules
  readonly corridors: readonly CorridorRow[]
  readonly facts: Facts
}

/** Ends the key of every edge of a return direction, and no link_id. */
export const REVERSE_SUFFIX = '#reverse'

/** Key of the edge that runs a two-way link backwards. */
export function reverseKey(linkId: string): string {
  return `${linkId}${REVERSE_SUFFIX}`
}
