import { ROUND_RULES } from './text-network.js'

/**
 * Parks around Zielhafen: Parkstadt by road (12 h, USD 2,020) or by rail (32 h, USD 1,060), Randdorf by road, Insel not at all;
 * Übersee by sea. With ONE_TEU. Changes of gauge of 5 h at Alt and Neu are on the way from Anfang to Zielhafen by rail.
 */
export const PARKS_AND_PORTS = `
  node.csv
  node_id, name,      x_coord, y_coord, country, node_type, population
  ziel,    Zielhafen, 4,  52, NL, seaport,        600000
  park,    Parkstadt, 14, 50, CZ, city,           1400000
  rand,    Randdorf,  6,  51, DE, city
  insel,   Insel,     9,  55, DK, city,           100000
  fern,    Übersee,   55, 25, AE, seaport,        3000000
  alt,     Alt,       30, 52, BY, border_station
  neu,     Neu,       24, 52, PL, border_station, 0
  anfang,  Anfang,    60, 50, KZ, city,           500000

  road.csv
  link_id, from_node_id, to_node_id, length_km
  pz, park, ziel, 1000
  rz, rand, ziel, 200

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm
  pr, park, ziel, 1000, 1435
  aa, anfang, alt, 2600, 1520
  an, alt, neu, 500, 1435
  nz, neu, ziel, 1900, 1520

  sea.csv
  link_id, from_node_id, to_node_id, length_km
  fz, fern, ziel, 6000

  facility.csv
  facility_id, node_id, name,          pillar,    kind,            x_coord, y_coord, status
  park-a,      park,    Park A,        industry,  industrial_park, 14.1,    50.1
  park-b,      rand,    =Park B,       industry,  industrial_park
  park-c,      insel,   Park C,        industry,  industrial_park
  zone-d,      fern,    Zone D,        industry,  economic_zone,   55.1,    25.1
  port-e,      alt,     ,              transport, dry_port
  port-f,      neu,     Port F,        transport, dry_port,        ,        ,        open
  never,       ziel,    Never,         industry,  industrial_park, ,        ,        planned

  ${ROUND_RULES}`
