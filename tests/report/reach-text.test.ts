import { describe, expect, it } from 'vitest'
import { reachText } from '../../src/report/reach-text.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const NETWORK = textNetwork(THREE_WAYS)
const ROUTER = createRouter(NETWORK)
const nameOf = (id: string): string => NETWORK.graph.getNodeAttribute(id, 'name')

describe('reachText', () => {
  it('is a line for each band, then one for each place', () => {
    const reach = ROUTER.reach({ from: 'aton', objective: 'fastest', limits: [24, 60, 61.5, 2000], shipment: ONE_TEU })
    expect(reachText(reach, nameOf, 80).split('\n')).toEqual([
      'From Aton, fastest: 5 places within 2,000 h, itself included',
      '',
      'hours                places  farthest',
      'up to 24                  1  Aton',
      'above 24 to 60            3  Northby',
      'above 60 to 61.5          0',
      'above 61.5 to 2,000       1  Canal',
      '',
      'place     country  hours',
      'Aton      CN         0.0',
      'Mid Town  KZ        27.0',
      'Łódź      PL        52.0',
      'Northby   RU        56.0',
      'Canal               96.0',
    ])
  })

  it('needs no bands where there is one, or none', () => {
    const one = ROUTER.reach({ to: 'lodz', objective: 'greenest', limits: [190], shipment: ONE_TEU, modes: ['sea'] })
    expect(reachText(one, nameOf, 80).split('\n')).toEqual([
      'To Łódź, greenest: 3 places within 190 kg CO2e, itself included',
      '',
      'place  country  kg CO2e',
      'Łódź   PL             0',
      'Canal                98',
      'Aton   CN           188',
    ])
    expect(reachText(ROUTER.reach({ from: 'islet', modes: ['rail'] }), nameOf, 80).split('\n')).toEqual([
      'From Islet, generalised: 1 place within reach, itself included',
      '',
      'place  country  USD',
      'Islet  FJ         0',
    ])
  })

  it('fits a narrow screen', () => {
    const reach = ROUTER.reach({ from: 'aton', objective: 'cheapest', limits: [100, 100_000], shipment: ONE_TEU })
    const lines = reachText(reach, nameOf, 40).split('\n')
    expect(lines.slice(0, 2)).toEqual(['From Aton, cheapest: 5 places within', '100,000 USD, itself included'])
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40)
  })

  it('lets no name colour the screen or forge a line', () => {
    const router = createRouter(textNetwork(THREE_WAYS.replace('Mid Town', 'M\u001b[2J\u009bd')))
    const text = reachText(router.reach({ from: 'mid', limits: [1, 1e6] }), () => '\u0007', 80)
    expect(text).toContain('M\uFFFD[2J\uFFFDd')
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })
})
