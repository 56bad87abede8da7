import { ROUND_RULES } from './text-network.js'

/**
 * Aton in China to Łódź in Poland: by road (52 h, USD 6,120), by rail (105 h, USD 2,285, two lines from Northby) and by
 * sea (168 h, USD 1,880) for one TEU of 10 t. Islet has an airport that nothing flies to.
 */
export const THREE_WAYS = `
  node.csv
  node_id, name,    x_coord, y_coord, country, unlocode
  aton,    Aton,     100, 30, CN, CNATN
  north,   Northby,   60, 55, RU
  mid,     Mid Town,  60, 40, KZ
  suez,    Canal,     32, 30,
  lodz,    Łódź,      19, 51, PL, PLLOD
  islet,   Islet,   -179, 10, FJ
  reef,    Reef,     179, 10, FJ

  rail.csv
  link_id, from_node_id, to_node_id, length_km, gauge_mm
  an,  aton,  north, 1000, 1435
  nl,  north, lodz,  1000, 1520
  nl2, north, lodz,  1010, 1520

  road.csv
  link_id, from_node_id, to_node_id, length_km
  am, aton, mid,  1500
  ml, mid,  lodz, 1500

  sea.csv
  link_id, from_node_id, to_node_id, length_km, passage
  az, aton, suez, 1800
  zl, suez, lodz, 1800, suez
  ir, islet, reef, 220

  ${ROUND_RULES}`
