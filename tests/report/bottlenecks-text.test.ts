import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { bottlenecks } from '../../src/corridor/bottlenecks.js'
import { bottlenecksText } from '../../src/report/bottlenecks-text.js'
import { createRouter } from '../../src/routing/router.js'
import { itineraryOf, ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const ROUTER = createRouter(textNetwork(THREE_WAYS))
const route = itineraryOf(
  ROUTER.route({ from: 'aton', to: 'lodz', objective: 'fastest', modes: ['rail'], shipment: ONE_TEU }),
)

describe('bottlenecksText', () => {
  it('prints what loses hours, and what is left, down to the total', () => {
    const result = bottlenecks(route, { reference_kmh: { rail: 80 } })
    expect(bottlenecksText(result, 80).split('\n')).toEqual([
      'Aton to Łódź: 80.0 of 105.0 hours are lost',
      '',
      '#  what             where                                 hours    %',
      '1  border CN-RU     Aton - Northby                         24.0   23',
      '2  border RU-PL     Northby - Łódź                         24.0   23',
      '3  slow rail        Aton - Northby (1,000 km at 50 km/h)    7.5    7',
      '4  slow rail        Northby - Łódź (1,000 km at 50 km/h)    7.5    7',
      '5  load rail        Aton                                    6.0    6',
      '6  unload rail      Łódź                                    6.0    6',
      '7  gauge 1435-1520  Northby                                 5.0    5',
      '   free flow                                               25.0   24',
      '-  ---------------  ------------------------------------  -----  ---',
      '   total                                                  105.0  100',
      '',
      'Free flow: rail 80 km/h; slow: more than 10 % below.',
    ])
  })

  it('fits the screen, and a route that goes nowhere', () => {
    const result = bottlenecks({ ...route, from_name: 'A\u001b[31m' })
    for (const line of bottlenecksText(result, 40).split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(40)
      expect(line).not.toContain('\u001b')
    }
    const nowhere = bottlenecks(itineraryOf(ROUTER.route({ from: 'aton', to: 'aton' })))
    expect(bottlenecksText(nowhere, 80)).toContain('nothing moves')
  })
})
