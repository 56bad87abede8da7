import type { LinkAttributes, NodeAttributes } from '../../network/network.js'
import type { Terminal } from '../compile.js'
import type { RateColumns } from '../leg-pricing/rate-columns.js'
import type { ColumnKinds } from './columns.js'

/** The kinds of the columns of a saved network. A new attribute does not compile until it has one. */
export const NODE_COLUMNS: ColumnKinds<NodeAttributes> = {
  name: 'text',
  alias: 'list',
  x_coord: 'number',
  y_coord: 'number',
  country: 'text',
  node_type: 'text',
  unlocode: 'text',
  population: 'number',
  timezone: 'text',
  source: 'text',
}

export const LINK_COLUMNS: ColumnKinds<LinkAttributes> = {
  link_id: 'text',
  reversed: 'flag',
  mode: 'text',
  length_km: 'number',
  length_estimated: 'flag',
  facility_type: 'text',
  speed_kmh: 'number',
  time_h: 'number',
  gauge_mm: 'number',
  electrified: 'flag',
  passage: 'text',
  capacity_teu_per_day: 'number',
  capacity: 'number',
  max_axle_load_t: 'number',
  valid_from: 'text',
  valid_to: 'text',
  status: 'text',
  name: 'text',
  source: 'text',
}

/** The node of a terminal follows from `terminalsOf`. */
export const TERMINAL_COLUMNS: ColumnKinds<Omit<Terminal, 'node'>> = { mode: 'text', gauge_mm: 'number', role: 'text' }

/** The key of an edge, where it does not follow from the link's id. */
export interface EdgeKey {
  readonly key?: string | undefined
}
export const KEY_COLUMNS: ColumnKinds<EdgeKey> = { key: 'text' }

/** What is small is one section of JSON. */
export const JSON_SECTIONS = [
  'counts',
  'rules',
  'corridors',
  'facts',
  'model',
  // Only where the cost model is of a day.
  'date',
  'prices',
  'gaps',
  'borders',
  'emissions',
  'transfers',
  // Only where rates name a density or price whole legs.
  'rates',
  // Only in a file that stands in for CSV files.
  'csv.issues',
] as const
export type JsonSection = (typeof JSON_SECTIONS)[number]

/** What is small of the columns of rates. */
export type SavedRates = Pick<RateColumns, 'densities' | 'tariffs'>

/** How many of each there are. */
export interface Counts {
  readonly nodes: number
  readonly vertices: number
  readonly arcs: number
  readonly links: number
}
