import type { Mode } from '../../ingest/schema.js'
import { GRAMS_PER_KG } from '../../units/units.js'
import type { CountryStock } from './country-stock.js'
import { line, type PillarLine } from './measure.js'
import { REFERENCE_G_PER_TKM, REFERENCE_H_PER_1000KM } from './references.js'

/** The journey that stands for a country: so far, and over one border. */
const JOURNEY_KM = 1000

/** The six lines of a country. */
export function countryLines(country: string, stocks: ReadonlyMap<string, CountryStock>): PillarLine[] {
  const stock = stocks.get(country)
  if (stock === undefined) return []
  const { hubs, served_hubs, facilities } = stock
  const count = (...kinds: readonly string[]): number =>
    kinds.reduce((sum, kind) => sum + (facilities.get(kind) ?? 0), 0)
  return [
    transport(stock),
    line('energy', { part: 'electrified_km', whole: 'rail_km', kind: 'share' }, [
      ['electrified_km', 'railway with electric traction', 'km', stock.electrified_km],
      ['rail_km', 'railway in the network', 'km', stock.km.rail ?? 0],
      ['grid_gco2e_per_kwh', 'intensity of the grid', 'g CO2e/kWh', stock.grid_gco2e_per_kwh],
      ['power_mw', 'power lines over its borders', 'MW', stock.power_mw],
      ['gas_bcm_a', 'gas pipelines over its borders', 'bcm a year', stock.gas_bcm_a],
      ['oil_mt_a', 'oil pipelines over its borders', 'Mt a year', stock.oil_mt_a],
    ]),
    line('digital', { part: 'digital_crossings', whole: 'crossings', kind: 'share' }, [
      ['digital_crossings', 'links over its customs borders cleared electronically', '', stock.digital_crossings],
      ['crossings', 'links over its customs borders, by land', '', stock.crossings],
      ['fibre_links', 'fibre links over its borders', '', stock.fibre_links],
      ['single_windows', 'single windows', '', count('single_window')],
      ['cable_landings', 'cable landings', '', count('cable_landing')],
      ['data_centres', 'data centres', '', count('data_centre')],
    ]),
    line('industry', { part: 'served_hubs', whole: 'hubs', kind: 'share' }, [
      ['served_hubs', 'with an open facility for goods', '', served_hubs.size],
      ['hubs', 'ports, terminals and other hubs', '', hubs.size],
      ['dry_ports', 'dry ports', '', count('dry_port')],
      [
        'parks_and_zones',
        'industrial parks and economic zones',
        '',
        count('industrial_park', 'economic_zone', 'free_port'),
      ],
      ['stores', 'bonded warehouses and cold stores', '', count('bonded_warehouse', 'cold_store')],
    ]),
    green(stock),
    standards(country, stock, stocks),
  ]
}

/** What a journey of 1,000 km by land and over one of its borders spends under way. */
function transport({ km, hours, crossings, border_h }: CountryStock): PillarLine {
  const [by_land, spent] = (['rail', 'road'] as const).reduce<[number, number]>(
    ([length, time], mode: Mode) => [length + (km[mode] ?? 0), time + (hours[mode] ?? 0)],
    [0, 0],
  )
  const moving_h = by_land > 0 ? (JOURNEY_KM * spent) / by_land : undefined
  const mean_border_h = crossings > 0 ? border_h / crossings : undefined
  return line('transport', { part: 'reference_h', whole: 'journey_h', kind: 'pace' }, [
    ['reference_h', '1,000 km of a container express', 'h', REFERENCE_H_PER_1000KM],
    [
      'journey_h',
      '1,000 km by land at the mean speed, and one border',
      'h',
      moving_h === undefined ? undefined : moving_h + (mean_border_h ?? 0),
    ],
    ['moving_h', 'the 1,000 km alone', 'h', moving_h],
    ['border_h', 'a border, mean of its crossings by land', 'h', mean_border_h],
    ['rail_km', 'railway in the network', 'km', km.rail ?? 0],
    ['road_km', 'road', 'km', km.road ?? 0],
    ['waterway_km', 'waterway', 'km', km.waterway ?? 0],
  ])
}

/** What a tonne emits by rail: electric trains by the grid of the country, others by their fuel. */
function green({ km, electrified_km, rail_kg_per_tonne, grid_gco2e_per_kwh }: CountryStock): PillarLine {
  const rail_km = km.rail ?? 0
  const g_per_tkm =
    rail_kg_per_tonne === undefined || rail_km === 0 ? undefined : (GRAMS_PER_KG * rail_kg_per_tonne) / rail_km
  return line('green', { part: 'reference_g_per_tkm', whole: 'rail_g_per_tkm', kind: 'pace' }, [
    ['reference_g_per_tkm', 'a container ship', 'g/t-km', REFERENCE_G_PER_TKM],
    ['rail_g_per_tkm', 'CO2e by rail, mean by km', 'g/t-km', g_per_tkm],
    ['diesel_km', 'railway without wires', 'km', rail_km - electrified_km],
    ['grid_gco2e_per_kwh', 'intensity of the grid', 'g CO2e/kWh', grid_gco2e_per_kwh],
  ])
}

/** With how many of its neighbours by rail a train keeps to the gauge that each has most of. */
function standards(country: string, stock: CountryStock, stocks: ReadonlyMap<string, CountryStock>): PillarLine {
  const own = usualGauge(stocks.get(country))
  const neighbours = [...stock.rail_neighbours.keys()]
  const same = neighbours.filter((other) => own !== undefined && usualGauge(stocks.get(other)) === own)
  return line('standards', { part: 'same_gauge', whole: 'rail_neighbours', kind: 'share' }, [
    ['same_gauge', 'with the same usual gauge', '', same.length],
    ['rail_neighbours', 'neighbours by rail', '', neighbours.length],
    ['gauge_mm', 'usual gauge', 'mm', own],
    ['gauges', 'track gauges', '', stock.gauge_km.size],
  ])
}

/** The gauge with most kilometres; the narrower of two with as many. */
function usualGauge(stock: CountryStock | undefined): number | undefined {
  let best: number | undefined
  let most = 0
  for (const [gauge, km] of [...(stock?.gauge_km ?? [])].sort(([a], [b]) => a - b)) {
    if (km <= most) continue
    best = gauge
    most = km
  }
  return best
}
