/**
 * The tables that landbridge reads, column by column. Names follow GMNS where it has one; everything else
 * carries its unit in its name. This file is the single place that says which columns exist, what they hold
 * and which are required; the README's tables are checked against it.
 */

/** How a cell is read. A blank cell always means "not given" and is never 0. */
export type ColumnKind =
  | { readonly kind: 'text' }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'country' }
  | { readonly kind: 'currency' }
  /** Amounts by distance, as text that `parseBands` reads; `rising`: none below the one before. */
  | { readonly kind: 'bands'; readonly rising?: true }
  | { readonly kind: 'list' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }

export type Column = ColumnKind & { readonly required?: true; readonly doc: string }
export type Schema = { readonly [column: string]: Column }

type CellOf<C extends Column> = C['kind'] extends 'number'
  ? number
  : C['kind'] extends 'boolean'
    ? boolean
    : C['kind'] extends 'list'
      ? readonly string[]
      : C extends { readonly choices: readonly (infer Choice)[] }
        ? Choice
        : string

/** A parsed row: required columns are present, the others may be `undefined` ("not given"). */
export type RowOf<S extends Schema> = {
  readonly [K in keyof S]: S[K] extends { readonly required: true } ? CellOf<S[K]> : CellOf<S[K]> | undefined
} & RowOrigin

/** Where a row came from, for messages about it. */
export interface RowOrigin {
  readonly file: string
  /** The header is row 1. */
  readonly row: number
}

/** Modes that move goods in vehicles. */
export const FREIGHT_MODES = ['rail', 'road', 'sea', 'waterway', 'air'] as const
/** Modes of energy and data: each for its own commodity, and used only where a question names it. */
export const UTILITY_MODES = ['gas', 'oil', 'power', 'fibre'] as const
/** Modes of transport, in the order in which reports list them. */
export const MODES = [...FREIGHT_MODES, ...UTILITY_MODES] as const
export type Mode = (typeof MODES)[number]

/** What the capacity of a link of these modes is counted in. */
export const CAPACITY_UNITS = {
  gas: 'bcm per year',
  oil: 'Mt per year',
  power: 'MW',
  fibre: 'Tbit/s',
} as const satisfies Readonly<Record<(typeof UTILITY_MODES)[number], string>>

/** Straits and canals that a constraint can name. */
export const PASSAGES = [
  'suez',
  'panama',
  'malacca',
  'bab-el-mandeb',
  'gibraltar',
  'bosporus',
  'cape',
  'northern-sea-route',
] as const
export type Passage = (typeof PASSAGES)[number]

/**
 * Whether a link can be used today. `seasonal` (only part of the year, with special ships), `closed` and `planned` links
 * are avoided unless a query says otherwise.
 */
export const STATUSES = ['open', 'sanctions', 'conflict', 'seasonal', 'closed', 'planned'] as const
export type Status = (typeof STATUSES)[number]

export const NODE_TYPES = [
  'city',
  'seaport',
  'river_port',
  'airport',
  'dry_port',
  'rail_terminal',
  'border_station',
  'border_road',
  'logistics_park',
  'junction',
  'waypoint',
] as const

/** Stands for "any" in the key columns of a rule table. */
export const ANY = '*'

const TEXT = { kind: 'text' } as const
const COUNTRY = { kind: 'country' } as const
const CURRENCY = { kind: 'currency' } as const
const AMOUNT = { kind: 'number', min: 0 } as const
const GAUGE = { kind: 'number', min: 300, max: 3000 } as const
const DOOR_OR_MODE = { kind: 'choice', choices: ['door', ...MODES] } as const
const MODE_CHOICE = { kind: 'choice', choices: MODES } as const
const MODE_OR_ANY = { kind: 'choice', choices: [ANY, ...MODES] } as const
const SOURCE = { kind: 'text', doc: 'where the figures of the row come from' } as const

export const NODE_SCHEMA = {
  node_id: { ...TEXT, required: true, doc: 'any string; unique' },
  name: { ...TEXT, doc: 'name to show; the id where blank' },
  alias: { kind: 'list', doc: 'other names that find the node, separated by |' },
  x_coord: { kind: 'number', min: -180, max: 180, required: true, doc: 'longitude, degrees, WGS84' },
  y_coord: { kind: 'number', min: -90, max: 90, required: true, doc: 'latitude, degrees, WGS84' },
  country: { ...COUNTRY, doc: 'ISO 3166-1 alpha-2; blank at sea' },
  node_type: { kind: 'choice', choices: NODE_TYPES, doc: 'kind of place; transfer rules can name it' },
  unlocode: { ...TEXT, doc: 'UN/LOCODE, an alias' },
  population: { ...AMOUNT, doc: 'people, for market access; blank = not counted' },
  timezone: { ...TEXT, doc: 'IANA time zone' },
  source: SOURCE,
} as const satisfies Schema

export const LINK_SCHEMA = {
  link_id: { ...TEXT, required: true, doc: 'unique over all link files' },
  from_node_id: { ...TEXT, required: true, doc: 'node_id where the link starts' },
  to_node_id: { ...TEXT, required: true, doc: 'node_id where the link ends' },
  directed: { kind: 'boolean', doc: '1 = only from -> to; blank or 0 = both ways' },
  mode: { ...MODE_CHOICE, doc: "default: the file's" },
  length_km: { ...AMOUNT, doc: 'route kilometres; the great circle, with a warning, where blank' },
  facility_type: { ...TEXT, doc: 'class of the line; rules can name it' },
  speed_kmh: { kind: 'number', min: 0.001, doc: 'overrides speed.csv' },
  time_h: { ...AMOUNT, doc: 'hours under way; overrides every speed' },
  gauge_mm: { ...GAUGE, doc: 'track gauge (rail)' },
  electrified: { kind: 'boolean', doc: '1 = electric traction; draws on the grid of its country' },
  passage: { kind: 'choice', choices: PASSAGES, doc: 'strait or canal the link passes (sea)' },
  capacity_teu_per_day: { ...AMOUNT, doc: 'read and kept; not yet used in routing' },
  capacity: { ...AMOUNT, doc: 'for maximum flows: gas bcm a year, oil Mt a year, power MW, fibre Tbit/s' },
  max_axle_load_t: { ...AMOUNT, doc: 'links below a shipment’s axle_load_t are closed to it' },
  valid_from: { kind: 'date', doc: 'first day of use; compared with the date of a query' },
  valid_to: { kind: 'date', doc: 'last day of use' },
  closed: { kind: 'boolean', doc: '1 = status closed' },
  status: { kind: 'choice', choices: STATUSES, doc: 'default open' },
  name: { ...TEXT, doc: 'name of the line' },
  source: { kind: 'text', doc: 'where the length comes from' },
} as const satisfies Schema

export const TRANSFER_SCHEMA = {
  node_id: { ...TEXT, doc: 'one node; blank or * = any' },
  node_type: { ...TEXT, doc: 'kind of node; blank or * = any' },
  from_mode: { ...DOOR_OR_MODE, required: true, doc: 'mode left; `door` = loading at the origin' },
  to_mode: { ...DOOR_OR_MODE, required: true, doc: 'mode taken; `door` = unloading at the destination' },
  from_gauge_mm: { ...GAUGE, doc: 'rail gauge left; blank = any (but a change of gauge must name both)' },
  to_gauge_mm: { ...GAUGE, doc: 'rail gauge taken' },
  time_h: { ...AMOUNT, required: true, doc: 'dwell, hours' },
  cost_usd_per_teu: { ...AMOUNT, doc: 'USD per TEU; 0 where blank' },
  cost_usd_per_tonne: { ...AMOUNT, doc: 'USD per tonne, in addition; 0 where blank' },
  co2e_kg_per_teu: { ...AMOUNT, doc: 'kg CO2e per TEU, well-to-wheel; 0 where blank' },
  co2e_ttw_kg_per_teu: { ...AMOUNT, doc: 'its tank-to-wheel part; unknown where blank' },
  source: SOURCE,
} as const satisfies Schema

export const BORDER_SCHEMA = {
  from_country: { ...TEXT, required: true, doc: 'ISO code, customs territory or *' },
  to_country: { ...TEXT, required: true, doc: 'ISO code, customs territory or *' },
  mode: { ...MODE_OR_ANY, doc: 'blank or * = any' },
  from_node_id: { ...TEXT, doc: 'one crossing: its node on the from side' },
  to_node_id: { ...TEXT, doc: 'one crossing: its node on the to side' },
  directed: { kind: 'boolean', doc: '1 = only from -> to; blank or 0 = both ways' },
  time_h: { ...AMOUNT, required: true, doc: 'dwell of both sides, queue included, hours' },
  time_p90_h: { ...AMOUNT, doc: 'the dwell that 9 of 10 crossings keep; shown, not yet sampled' },
  cost_usd_per_teu: { ...AMOUNT, doc: 'fees, USD per TEU; 0 where blank' },
  digital: {
    ...TEXT,
    doc: 'clearance procedure (clearance.csv) under which time_h was observed; a scenario that changes it changes the dwell',
  },
  source: SOURCE,
} as const satisfies Schema

export const CLEARANCE_SCHEMA = {
  procedure: { ...TEXT, required: true, doc: 'name of a way of clearance, as in `digital` of border.csv' },
  mode: { ...MODE_OR_ANY, doc: 'mode that the row is for; blank or * = any' },
  time_factor: { kind: 'number', min: 0.001, required: true, doc: 'the dwell at a border, in that with paper' },
  cost_factor: { kind: 'number', min: 0.001, doc: 'the fees at a border, in those with paper; 1 where blank' },
  paperless: {
    kind: 'boolean',
    doc: '1 = electronic documents suffice; 0 = paper is shown, so that crossings are closed to shipments that need e_documents; blank = not known',
  },
  source: SOURCE,
} as const satisfies Schema

export const TERRITORY_SCHEMA = {
  country: { ...COUNTRY, required: true, doc: 'ISO 3166-1 alpha-2' },
  customs_territory: { ...TEXT, required: true, doc: 'EU, EAEU, ...; a border inside one is none' },
  source: SOURCE,
} as const satisfies Schema

const LINK_SCOPE = {
  mode: { ...MODE_CHOICE, required: true, doc: 'mode of the link' },
  facility_type: { ...TEXT, doc: 'class of the link; blank or * = any' },
  country: { ...TEXT, doc: 'ISO code or customs territory (land and waterway links); blank or * = any' },
  passage: { ...TEXT, doc: 'passage of the link; blank or * = any' },
} as const satisfies Schema

export const SPEED_SCHEMA = {
  ...LINK_SCOPE,
  speed_kmh: { kind: 'number', min: 0.001, required: true, doc: 'speed while moving' },
  hours_per_day: {
    kind: 'number',
    min: 0.1,
    max: 24,
    doc: 'hours of movement in a day (driving hours); 24 where blank',
  },
  allowance_pct: { ...AMOUNT, doc: 'service allowance on the moving time, %; 0 where blank' },
  fixed_h: { ...AMOUNT, doc: 'hours added to each link (turnaround of a flight); 0 where blank' },
  source: SOURCE,
} as const satisfies Schema

export const RATE_SCHEMA = {
  ...LINK_SCOPE,
  from_node_id: { ...TEXT, doc: 'one link: its first node' },
  to_node_id: { ...TEXT, doc: 'one link: its last node' },
  usd_per_teu_km: { ...AMOUNT, doc: 'USD per TEU and km' },
  usd_per_tonne_km: { ...AMOUNT, doc: 'USD per tonne and km' },
  usd_per_teu: { ...AMOUNT, doc: 'USD per TEU for each link (a toll, a crossing)' },
  usd_per_tonne: { ...AMOUNT, doc: 'USD per tonne for each link' },
  usd_per_kg: { ...AMOUNT, doc: 'USD per kg for each link' },
  usd_per_mwh_km: { ...AMOUNT, doc: 'USD per MWh and km (gas, power)' },
  usd_per_mwh: { ...AMOUNT, doc: 'USD per MWh for each link (entry, wheeling)' },
  kg_per_m3: {
    kind: 'number',
    min: 0.001,
    doc: 'weight or measure: tonnes and kg of the row are at least this much for each m3 of the shipment (air: 166.67); blank = actual weight',
  },
  currency: { ...CURRENCY, doc: 'ISO 4217, of the columns below; blank = USD; others need exchange.csv' },
  per_teu_km: { ...AMOUNT, doc: 'in the currency, per TEU and km; adds to the USD columns' },
  per_tonne_km: { ...AMOUNT, doc: 'in the currency, per tonne and km' },
  per_teu: { ...AMOUNT, doc: 'in the currency, per TEU for each link' },
  per_tonne: { ...AMOUNT, doc: 'in the currency, per tonne for each link' },
  per_kg: { ...AMOUNT, doc: 'in the currency, per kg for each link' },
  per_leg: { ...AMOUNT, doc: 'in the currency, per shipment for each leg (a consignment note)' },
  minimum_per_leg: { ...AMOUNT, doc: 'in the currency: the least that a leg costs a shipment, per_leg apart' },
  bands_per_teu_km: {
    kind: 'bands',
    doc: 'in the currency, per TEU and km, by the km of the leg, each band for the km in it: 500:0.40|1500:0.32|:0.28',
  },
  bands_per_teu: {
    kind: 'bands',
    rising: true,
    doc: 'in the currency, per TEU for the whole leg, by the band in which its km end: 500:180|1000:300|:520',
  },
  valid_from: { kind: 'date', doc: 'first day; a question without a date takes the row that is valid last' },
  valid_to: { kind: 'date', doc: 'last day' },
  source: SOURCE,
} as const satisfies Schema

export const EMISSION_SCHEMA = {
  ...LINK_SCOPE,
  electrified: { kind: 'boolean', doc: 'only electrified (1) or other (0) links; blank = both' },
  wtw_gco2e_per_tkm: { ...AMOUNT, doc: 'well-to-wheel, g per tonne-km' },
  ttw_gco2e_per_tkm: { ...AMOUNT, doc: 'tank-to-wheel, g per tonne-km' },
  wtw_gco2e_per_teukm: { ...AMOUNT, doc: 'well-to-wheel, g per TEU-km' },
  ttw_gco2e_per_teukm: { ...AMOUNT, doc: 'tank-to-wheel, g per TEU-km' },
  kwh_per_tkm: { ...AMOUNT, doc: "electricity, kWh per tonne-km, times the country's grid intensity" },
  distance_pct: { ...AMOUNT, doc: 'distance adjustment, % (ISO 14083)' },
  distance_add_km: { ...AMOUNT, doc: 'distance added to each link, km (95 for a flight)' },
  source: SOURCE,
} as const satisfies Schema

export const LOSS_SCHEMA = {
  ...LINK_SCOPE,
  loss_pct: { kind: 'number', min: 0, max: 100, doc: 'of what enters the link, % (converters); 0 where blank' },
  loss_pct_per_1000km: { kind: 'number', min: 0, max: 100, doc: '% more for each 1,000 km; 0 where blank' },
  usd_per_mwh_lost: { ...AMOUNT, required: true, doc: 'price of the energy that makes the loss good, USD per MWh' },
  gco2e_per_kwh_lost: {
    ...AMOUNT,
    doc: "emissions of it, g per kWh (gas burnt in compressors); blank = the country's grid intensity",
  },
  source: SOURCE,
} as const satisfies Schema

export const GRID_SCHEMA = {
  country: { ...COUNTRY, required: true, doc: 'ISO 3166-1 alpha-2' },
  year: {
    kind: 'number',
    min: 1900,
    max: 2200,
    required: true,
    doc: 'a question with a date takes the latest year of a country that is not after it, or else the earliest; others the latest',
  },
  gco2e_per_kwh: { ...AMOUNT, required: true, doc: 'g CO2e per kWh' },
  source: SOURCE,
} as const satisfies Schema

export const PARAMETER_SCHEMA = {
  parameter: {
    kind: 'choice',
    choices: ['value_of_time_pct_per_day', 'carbon_price_usd_per_t'],
    required: true,
    doc: 'name of the parameter',
  },
  value: { ...AMOUNT, required: true, doc: 'its value' },
  unit: { ...TEXT, doc: 'its unit, in words' },
  year: { ...TEXT, doc: 'year of the figure' },
  source: SOURCE,
} as const satisfies Schema

export const EXCHANGE_SCHEMA = {
  currency: { ...CURRENCY, required: true, doc: 'ISO 4217' },
  date: { kind: 'date', required: true, doc: 'first day of the rate; it holds until the next one' },
  usd_per_unit: { kind: 'number', min: 1e-9, required: true, doc: 'USD for one unit of the currency' },
  source: SOURCE,
} as const satisfies Schema

export const CORRIDOR_SCHEMA = {
  corridor_id: { ...TEXT, required: true, doc: 'unique' },
  name: { ...TEXT, doc: 'name to show' },
  via: {
    ...TEXT,
    doc: 'places in order, separated by >; any one of a set: a|b; the only modes of the way there: sea,rail: a|b',
  },
  modes: { kind: 'list', doc: 'only these modes' },
  avoid_modes: { kind: 'list', doc: 'not these modes' },
  avoid_countries: { kind: 'list', doc: 'no node in these countries' },
  avoid_passages: { kind: 'list', doc: 'not through these passages' },
  avoid_nodes: { kind: 'list', doc: 'not through these nodes' },
  avoid_links: { kind: 'list', doc: 'not over these links' },
  avoid_statuses: { kind: 'list', doc: 'default seasonal|closed|planned' },
  from_place: { ...TEXT, doc: 'one end of a typical journey, for documentation' },
  to_place: { ...TEXT, doc: 'the other end' },
  description: { ...TEXT, doc: 'what the corridor is' },
  source: SOURCE,
} as const satisfies Schema

/** The six pillars of facilities connectivity. */
export const PILLARS = ['transport', 'energy', 'digital', 'industry', 'green', 'standards'] as const
export type Pillar = (typeof PILLARS)[number]

/** What a shipment may need of the places where it is handled. */
export const NEEDS = ['reefer', 'hazmat', 'bonded', 'oversize', 'e_documents'] as const
export type Need = (typeof NEEDS)[number]

export const FACILITY_SCHEMA = {
  facility_id: { ...TEXT, required: true, doc: 'unique' },
  node_id: { ...TEXT, required: true, doc: 'the node that it is at or served by' },
  name: { ...TEXT, doc: 'name to show; the id where blank' },
  pillar: { kind: 'choice', choices: PILLARS, required: true, doc: 'the pillar that it belongs to' },
  kind: { ...TEXT, required: true, doc: 'dry_port, industrial_park, lng_terminal, cable_landing, ...' },
  x_coord: { kind: 'number', min: -180, max: 180, doc: 'longitude, degrees; of the node where blank' },
  y_coord: { kind: 'number', min: -90, max: 90, doc: 'latitude, degrees' },
  country: { ...COUNTRY, doc: 'ISO 3166-1 alpha-2; of the node where blank' },
  provides: { kind: 'list', doc: 'what shipments may need: reefer, hazmat, bonded, oversize, e_documents' },
  serves: {
    kind: 'list',
    doc: 'countries and customs territories in which every node has what it provides, as a single window; its own node alone where blank',
  },
  capacity: { ...AMOUNT, doc: 'in capacity_unit' },
  capacity_unit: { ...TEXT, doc: 'MW, TEU_per_year, m3, ...' },
  status: { kind: 'choice', choices: ['open', 'planned', 'closed'], doc: 'default open' },
  valid_from: { kind: 'date', doc: 'first day' },
  valid_to: { kind: 'date', doc: 'last day' },
  source: SOURCE,
} as const satisfies Schema

export const HAZARD_KINDS = [
  'flood',
  'heat',
  'landslide',
  'ice',
  'storm',
  'drought',
  'sandstorm',
  'earthquake',
] as const

export const HAZARD_SCHEMA = {
  hazard_id: { ...TEXT, required: true, doc: 'unique' },
  name: { ...TEXT, doc: 'name to show' },
  kind: { kind: 'choice', choices: HAZARD_KINDS, required: true, doc: 'what happens' },
  mode: { ...MODE_OR_ANY, doc: 'modes that it stops; blank or * = any' },
  link_id: { ...TEXT, doc: 'one link' },
  node_id: { ...TEXT, doc: 'every link at a node' },
  x_coord: { kind: 'number', min: -180, max: 180, doc: 'or: centre of a circle, longitude' },
  y_coord: { kind: 'number', min: -90, max: 90, doc: 'latitude' },
  radius_km: { ...AMOUNT, doc: 'links that come this near to the centre' },
  yearly_probability: { kind: 'number', min: 0, max: 1, required: true, doc: 'that it happens in a year, 0 to 1' },
  closure_days: { ...AMOUNT, required: true, doc: 'days that the links are closed when it happens' },
  closures: { ...AMOUNT, doc: 'closures in a year in which it happens, of closure_days each; 1 where blank' },
  source: SOURCE,
} as const satisfies Schema

/** What a standard is about, in the order in which an audit lists them. */
export const STANDARDS = [
  'gauge_mm',
  'electrification',
  'axle_load_t',
  'loading_gauge',
  'train_length_m',
  'train_gross_t',
  'container_height_ft',
  'truck_gross_t',
  'truck_length_m',
  'truck_height_m',
  'driver_rules',
  'transport_document',
  'customs_document',
  'safety_class',
] as const
export type StandardName = (typeof STANDARDS)[number]

/** The standards whose values are numbers; those of the others are words. */
export const NUMERIC_STANDARDS: ReadonlySet<StandardName> = new Set<StandardName>([
  'gauge_mm',
  'axle_load_t',
  'train_length_m',
  'train_gross_t',
  'container_height_ft',
  'truck_gross_t',
  'truck_length_m',
  'truck_height_m',
  'safety_class',
])

export const STANDARD_SCHEMA = {
  mode: { ...MODE_CHOICE, required: true, doc: 'mode that it holds for' },
  country: { ...TEXT, doc: 'ISO code or customs territory; blank or * = any' },
  facility_type: { ...TEXT, doc: 'class of the link; blank or * = any' },
  gauge_mm: { ...GAUGE, doc: 'only on rail of this gauge' },
  standard: {
    kind: 'choice',
    choices: STANDARDS,
    required: true,
    doc: 'what it is about; safety_class: by rail significant accidents per million train-km, by road deaths per billion vehicle-km',
  },
  value: {
    ...TEXT,
    required: true,
    doc: 'number or word; several words as a|b: of documents and rules any of them, of systems one of them by line',
  },
  source: SOURCE,
} as const satisfies Schema

/** Days on which links are closed for maintenance, works or repair. */
export const MAINTENANCE_SCHEMA = {
  maintenance_id: { ...TEXT, required: true, doc: 'unique' },
  link_id: { ...TEXT, required: true, doc: 'the link that is closed' },
  from_date: { kind: 'date', required: true, doc: 'first day' },
  to_date: { kind: 'date', required: true, doc: 'last day' },
  source: SOURCE,
} as const satisfies Schema

export type NodeRow = RowOf<typeof NODE_SCHEMA>
export type LinkRow = RowOf<typeof LINK_SCHEMA>
export type TransferRow = RowOf<typeof TRANSFER_SCHEMA>
export type BorderRow = RowOf<typeof BORDER_SCHEMA>
export type ClearanceRow = RowOf<typeof CLEARANCE_SCHEMA>
export type TerritoryRow = RowOf<typeof TERRITORY_SCHEMA>
export type SpeedRow = RowOf<typeof SPEED_SCHEMA>
export type RateRow = RowOf<typeof RATE_SCHEMA>
export type EmissionRow = RowOf<typeof EMISSION_SCHEMA>
export type GridRow = RowOf<typeof GRID_SCHEMA>
export type LossRow = RowOf<typeof LOSS_SCHEMA>
export type FacilityRow = RowOf<typeof FACILITY_SCHEMA>
export type HazardRow = RowOf<typeof HAZARD_SCHEMA>
export type StandardRow = RowOf<typeof STANDARD_SCHEMA>
export type MaintenanceRow = RowOf<typeof MAINTENANCE_SCHEMA>
export type ParameterRow = RowOf<typeof PARAMETER_SCHEMA>
export type ExchangeRow = RowOf<typeof EXCHANGE_SCHEMA>
export type CorridorRow = RowOf<typeof CORRIDOR_SCHEMA>

/** Table name -> its columns. A file `name.csv` or `name-anything.csv` belongs to the table `name`. */
export const SCHEMAS = {
  node: NODE_SCHEMA,
  link: LINK_SCHEMA,
  rail: LINK_SCHEMA,
  road: LINK_SCHEMA,
  sea: LINK_SCHEMA,
  waterway: LINK_SCHEMA,
  air: LINK_SCHEMA,
  gas: LINK_SCHEMA,
  oil: LINK_SCHEMA,
  power: LINK_SCHEMA,
  fibre: LINK_SCHEMA,
  transfer: TRANSFER_SCHEMA,
  border: BORDER_SCHEMA,
  clearance: CLEARANCE_SCHEMA,
  territory: TERRITORY_SCHEMA,
  speed: SPEED_SCHEMA,
  rate: RATE_SCHEMA,
  emission: EMISSION_SCHEMA,
  loss: LOSS_SCHEMA,
  grid: GRID_SCHEMA,
  parameter: PARAMETER_SCHEMA,
  exchange: EXCHANGE_SCHEMA,
  corridor: CORRIDOR_SCHEMA,
  facility: FACILITY_SCHEMA,
  hazard: HAZARD_SCHEMA,
  standard: STANDARD_SCHEMA,
  maintenance: MAINTENANCE_SCHEMA,
} as const

export type TableName = keyof typeof SCHEMAS

/** The tables that hold rules of the cost model, as opposed to the network itself. */
export const RULE_TABLES = [
  'transfer',
  'border',
  'clearance',
  'territory',
  'speed',
  'rate',
  'emission',
  'loss',
  'grid',
  'parameter',
  'exchange',
] as const satisfies readonly TableName[]
export type RuleTableName = (typeof RULE_TABLES)[number]

/** The tables of what is at the places and links of a network and prices nothing. */
export const FACT_TABLES = ['facility', 'hazard', 'standard', 'maintenance'] as const satisfies readonly TableName[]
export type FactTableName = (typeof FACT_TABLES)[number]

/**
 * The table that a file belongs to: `rail.csv`, `rail-china.csv` and `Rail_2.CSV` are all `rail`.
 *
 * @returns `undefined` for a file that is no table of ours
 */
export function tableOfFile(fileName: string): TableName | undefined {
  const match = /^([a-z]+)(?:[-_. ].*)?\.csv$/i.exec(fileName)
  const word = match?.[1]?.toLowerCase()
  return word !== undefined && Object.hasOwn(SCHEMAS, word) ? (word as TableName) : undefined
}
