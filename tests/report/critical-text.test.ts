import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { criticality } from '../../src/corridor/criticality.js'
import { criticalText } from '../../src/report/critical-text.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const ROUTER = createRouter(textNetwork(THREE_WAYS))
const QUERY = { objective: 'fastest', shipment: ONE_TEU, modes: ['rail'] } as const

describe('criticalText', () => {
  it('ranks the links of one route', async () => {
    const result = await criticality(ROUTER, { ...QUERY, from: 'aton', to: 'lodz' })
    expect(criticalText(result, 80).split('\n')).toEqual([
      'Aton to Łódź, fastest: what is lost with each of the links',
      '',
      '#  link                      hours  USD  kg CO2e',
      '1  Aton - Northby (rail)  no route',
      '2  Northby - Łódź (rail)      +0.2  +10       +1',
    ])
  })

  it('counts pairs, names those without a route, and fits the screen', async () => {
    const pairs = [
      { from: 'aton', to: 'lodz', weight: 2 },
      { from: 'lodz', to: 'north' },
      { from: 'aton', to: 'islet' },
    ]
    const result = await criticality(ROUTER, { ...QUERY, pairs, limit: 2 })
    expect(criticalText(result, 80).split('\n')).toEqual([
      '3 pairs, fastest: what is lost with each of the links',
      '',
      '#  link                   pairs  cut off     hours  USD  kg CO2e',
      '1  Aton - Northby (rail)      1        1  no route',
      '2  Northby - Łódź (rail)      2        0      +0.6  +30       +3',
      '',
      'Hours, USD and kg: sums over the pairs that have another way, by weight.',
      '',
      'No route to begin with: Aton to Islet.',
    ])
    const odd = { ...result, elements: result.elements.map((element) => ({ ...element, name: 'A\u001b[31m' })) }
    for (const line of criticalText(odd, 40).split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(40)
      expect(line).not.toContain('\u001b')
    }
  })

  it('says where there is nothing to lose', async () => {
    const result = await criticality(ROUTER, { ...QUERY, from: 'aton', to: 'north', of: 'nodes' })
    expect(criticalText(result, 80).split('\n')[2]).toBe('Nothing to lose: no route passes nodes.')
  })
})
