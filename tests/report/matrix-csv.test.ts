import { describe, expect, it } from 'vitest'
import { matrixToCsv } from '../../src/report/matrix-csv.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const ROUTER = createRouter(textNetwork(THREE_WAYS))
const PAIRS = { origins: ['aton', 'islet'], destinations: ['lodz', 'mid'], shipment: ONE_TEU }

describe('matrixToCsv', () => {
  it.each([
    ['fastest', '52,h', '27,h'],
    ['cheapest', '1880,USD', '3070,USD'],
    ['greenest', '188,kg CO2e', '752,kg CO2e'],
    ['generalised', '3335,USD', '3340,USD'],
  ])('is a line for each pair, %s, with a blank where there is no route', (objective, lodz, mid) => {
    const unit = lodz.split(',')[1]
    expect(matrixToCsv(ROUTER.matrix({ ...PAIRS, objective })).split('\n')).toEqual([
      'from_node_id,to_node_id,value,unit',
      `aton,lodz,${lodz}`,
      `aton,mid,${mid}`,
      `islet,lodz,,${unit}`,
      `islet,mid,,${unit}`,
    ])
  })

  it('has the components where they were asked for', () => {
    expect(matrixToCsv(ROUTER.matrix({ ...PAIRS, components: true })).split('\n')).toEqual([
      'from_node_id,to_node_id,value,unit,time_h,cost_usd,co2e_kg,length_km',
      'aton,lodz,3335,USD,105,2285,207,2000',
      'aton,mid,3340,USD,27,3070,752,1500',
      'islet,lodz,,USD,,,,',
      'islet,mid,,USD,,,,',
    ])
  })

  it('quotes what needs it, and lets no id colour the screen or forge a line', () => {
    const matrix = ROUTER.matrix({ ...PAIRS, origins: ['aton'] })
    const forged = { ...matrix, origins: ['a "b", c'], destinations: ['\u001b[2J\nx,1', 'é'] }
    expect(matrixToCsv(forged).split('\n').slice(1)).toEqual([
      '"a ""b"", c","\uFFFD[2J\uFFFDx,1",3335,USD',
      '"a ""b"", c",é,3340,USD',
    ])
  })

  it('lets no id be a formula', () => {
    const matrix = ROUTER.matrix({ ...PAIRS, origins: ['aton'] })
    const forged = { ...matrix, origins: ['=1+1'] }
    expect(matrixToCsv(forged).split('\n')[1]).toBe("'=1+1,lodz,3335,USD")
  })
})
