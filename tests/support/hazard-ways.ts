import { ROUND_RULES } from './text-network.js'

/**
 * From Aton to Eck by Beck (2 h of driving to Dorf) or by Cove (3 h), and over one bridge; the road by Beck is flooded in every other
 * year for 73 days, and the bridge iced up.
 */
export const HAZARD_WAYS = `
  node.csv
  node_id, name, x_coord, y_coord
  a, Aton, 0.0, 0
  b, Beck, 0.1, 0
  c, Cove, 0.1, 0.1
  d, Dorf, 0.2, 0
  e, Eck,  0.3, 0
  f, Far,  9,   9

  road.csv
  link_id, from_node_id, to_node_id, length_km, name
  ab, a, b, 100
  bd, b, d, 100
  ac, a, c, 150
  cd, c, d, 150
  de, d, e, 50, The bridge

  corridor.csv
  corridor_id, name, via
  beck, By Beck, b
  cove, By Cove, c
  far,  By Far,  f

  hazard.csv
  hazard_id, name,       kind,  mode, link_id, x_coord, y_coord, radius_km, yearly_probability, closure_days, closures, source
  flood,     The flood,  flood, road, bd,      ,        ,        ,          1,                  365,          ,         a count
  ice,       Black ice,  ice,   road, de,      ,        ,        ,          0.5,                1,            4,        estimate
  gale,      ,           storm, ,     ,        0.1,     0.1,     1,         1,                  0.5,          10

  ${ROUND_RULES}`
