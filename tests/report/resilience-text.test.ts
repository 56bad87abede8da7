import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { resilience } from '../../src/corridor/hazards/resilience.js'
import { resilienceText } from '../../src/report/resilience-text.js'
import { createRouter } from '../../src/routing/router.js'
import { HAZARD_WAYS } from '../support/hazard-ways.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'

const ROUTER = createRouter(textNetwork(HAZARD_WAYS))
const QUERY = { from: 'a', to: 'e', objective: 'fastest', shipment: ONE_TEU, handling: 'none' } as const

async function answer(query: object = {}) {
  const found = await resilience(ROUTER, { ...QUERY, ...query })
  if (found.status === 'no-route') throw new Error(found.reason)
  return found
}

describe('resilienceText', () => {
  it('prints what survives without each element, the weakest first', async () => {
    expect(resilienceText(await answer(), undefined, 3, 80).split('\n')).toEqual([
      'Aton to Eck, fastest: 2.5 h; what survives the loss of one link or place',
      '',
      'without                 mode  survives   hours   USD',
      'Dorf - Eck, The bridge  road       0 %  no way',
      'Dorf                    road       0 %  no way',
      'Aton - Beck             road    71.4 %    +1.0  +200',
      '',
      'And 2 more that survive better.',
      '',
      'In all 0.0 % survives the loss of the weakest, Dorf - Eck, The bridge; 57.1 % in',
      'the mean over the km of the links.',
      '',
      'Share: best / best without the element, by the objective; 0 where there is no',
      'way without it.',
    ])
  })

  it('tells the corridor from any way, and fits the screen', async () => {
    const within = await answer({ corridor: 'cove', objective: 'cheapest' })
    const lines = resilienceText(within, 'By Cove', 20, 80).split('\n')
    expect(lines.slice(0, 4)).toEqual([
      'Aton to Eck, By Cove, cheapest: USD 700; what survives the loss of one link or',
      'place',
      '',
      'without                 mode  within  any way   hours   USD',
    ])
    expect(lines).toContain('Cove                    road     0 %  100.0 %  no way')
    expect(lines.join(' ')).toContain(
      'Within the corridor 0.0 % survives the loss of the weakest, Dorf - Eck, The bridge',
    )
    const whole = await answer({ to: 'd', corridor: 'cove' })
    expect(resilienceText(whole, 'By Cove', 20, 200)).toContain('By any way nothing is lost with any of them.')
    expect(resilienceText(await answer({ to: 'a' }), undefined, 20, 80)).toContain('Nothing to lose')
    for (const width of [40, 60, 100]) {
      for (const line of resilienceText(within, 'By Cove', 20, width).split('\n')) {
        expect(stringWidth(line)).toBeLessThanOrEqual(width)
      }
    }
  })
})
