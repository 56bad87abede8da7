import type { StandardName } from '../ingest/schema.js'

/** Standards in words, with the unit of their numbers. */
export const STANDARD_WORDS: Readonly<Record<StandardName, string>> = {
  gauge_mm: 'track gauge, mm',
  electrification: 'electrification',
  axle_load_t: 'axle load, t',
  loading_gauge: 'loading gauge',
  train_length_m: 'train length, m',
  train_gross_t: 'train mass, t',
  container_height_ft: 'container height, ft',
  truck_gross_t: 'lorry mass, t',
  truck_length_m: 'lorry length, m',
  truck_height_m: 'lorry height, m',
  driver_rules: 'drivers',
  transport_document: 'transport document',
  customs_document: 'customs document',
  safety_class: 'safety class',
}
