import { describe, expect, it } from 'vitest'
import { emissionReport } from '../../src/corridor/emissions/emission-report.js'
import { emissionCsv } from '../../src/report/emission-csv.js'
import { createRouter } from '../../src/routing/router.js'
import { itineraryOf, ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'

const NETWORK = textNetwork(`
  node.csv
  node_id, name, x_coord, y_coord
  a, Aton,       0,   0
  b, =CMD("x"),  0.5, 0

  road.csv
  link_id, from_node_id, to_node_id, length_km
  ab, a, b, 100

  ${ROUND_RULES}`)

describe('emissionCsv', () => {
  it('prints a line for each element, blank where nothing is known, formulas made harmless', () => {
    const route = itineraryOf(createRouter(NETWORK).route({ from: 'a', to: 'b', shipment: ONE_TEU }))
    expect(emissionCsv(emissionReport(route)).split('\n')).toEqual([
      'tce_id,prev_tce_id,kind,category,mode,from_node_id,from_name,to_node_id,to_name,mass_t,distance_kind,distance_km,adjustment_km,tonne_km,co2e_wtw_kg,co2e_ttw_kg,wtw_g_per_tkm,ttw_g_per_tkm,sources,missing',
      'tce-1,,hub,load-road,,a,Aton,a,Aton,10,,,,,1,,,,,load-road at Aton: no tank-to-wheel factor in transfer.csv',
      `tce-2,tce-1,transport,road,road,a,Aton,b,"'=CMD(""x"")",10,sfd,100,0,1000,50,40,50,40,,`,
      `tce-3,tce-2,hub,unload-road,,b,"'=CMD(""x"")",b,"'=CMD(""x"")",10,,,,,1,,,,,"unload-road at =CMD(""x""): no tank-to-wheel factor in transfer.csv"`,
    ])
  })
})
