import type { Mode, StandardName } from '../../ingest/schema.js'

/**
 * How two values of a standard get on with one another.
 *
 * - `limit`: a number; what was loaded or formed before does not fit where it falls.
 * - `profile`: a word of an order by size ({@link LOADING_GAUGES}); the same. A word that is not in the order fits only itself.
 * - `system`: a word or number that vehicles are built for; each change is a mismatch. Several values of a row: one of them, and
 *   the row does not say where.
 * - `accepted`: what is allowed; several values of a row: any of them will do. There is a mismatch where no value that served so
 *   far will do.
 * - `rate`: incidents by distance; fewer are better, and no value is a mismatch.
 */
export type StandardKind = 'limit' | 'profile' | 'system' | 'accepted' | 'rate'

export const STANDARD_KINDS: Readonly<Record<StandardName, StandardKind>> = {
  gauge_mm: 'system',
  electrification: 'system',
  axle_load_t: 'limit',
  loading_gauge: 'profile',
  train_length_m: 'limit',
  train_gross_t: 'limit',
  container_height_ft: 'limit',
  truck_gross_t: 'limit',
  truck_length_m: 'limit',
  truck_height_m: 'limit',
  driver_rules: 'accepted',
  transport_document: 'accepted',
  customs_document: 'accepted',
  safety_class: 'rate',
}

/** The standards that matter to a mode. */
export const STANDARDS_OF_MODE: Readonly<Partial<Record<Mode, readonly StandardName[]>>> = {
  rail: [
    'gauge_mm',
    'electrification',
    'axle_load_t',
    'loading_gauge',
    'train_length_m',
    'train_gross_t',
    'container_height_ft',
    'driver_rules',
    'transport_document',
    'customs_document',
    'safety_class',
  ],
  road: [
    'truck_gross_t',
    'truck_length_m',
    'truck_height_m',
    'container_height_ft',
    'driver_rules',
    'transport_document',
    'customs_document',
    'safety_class',
  ],
  sea: ['container_height_ft', 'transport_document', 'customs_document'],
  waterway: ['container_height_ft', 'transport_document', 'customs_document'],
  air: ['transport_document', 'customs_document'],
}

/** Standards of the goods and their papers, which go on from one mode to another; the others end with the vehicle. */
export const STANDARDS_OF_GOODS: ReadonlySet<StandardName> = new Set<StandardName>([
  'container_height_ft',
  'transport_document',
  'customs_document',
])

/**
 * Loading gauges from the smallest, by greatest width and height: G1 (3,150 x 4,280 mm), GA and GB (4,320 mm, with wider upper
 * corners), GC (4,650 mm) of EN 15273-3; GB 146.1 of China (3,400 x 4,800 mm) and 1-T of GOST 9238 (3,400 x 5,300 mm).
 */
export const LOADING_GAUGES: readonly string[] = ['G1', 'GA', 'GB', 'G2', 'GC', 'GB 146.1', '1-T']

/** No wires over a link: in place of a system of electrification. */
export const NO_WIRES = 'none'

/** What a carrier does about a mismatch. */
export const REMEDIES: Readonly<Record<StandardName, string>> = {
  gauge_mm: 'containers change trains, or wagons change bogies',
  electrification: 'change of locomotive, or a locomotive for both systems',
  axle_load_t: 'load wagons to the least all the way',
  loading_gauge: 'keep to the smaller profile all the way',
  train_length_m: 'shorten the train, or keep to the least all the way',
  train_gross_t: 'shorten the train, or keep to the least all the way',
  container_height_ft: 'lower containers, or another way',
  truck_gross_t: 'load the lorry to the least all the way, or change lorries',
  truck_length_m: 'a shorter lorry, or change lorries',
  truck_height_m: 'a lower lorry, or change lorries',
  driver_rules: 'change of driver, or keep to the stricter rules',
  transport_document: 'issue the other document',
  customs_document: 'open the other procedure',
  safety_class: 'none needed',
}

/** What the numbers of a safety class count, and per how many kilometres of one train or lorry. */
export const SAFETY_UNITS: Readonly<Partial<Record<Mode, { readonly unit: string; readonly per_km: number }>>> = {
  rail: { unit: 'significant accidents per million train-km', per_km: 1e6 },
  road: { unit: 'deaths per billion vehicle-km', per_km: 1e9 },
}
