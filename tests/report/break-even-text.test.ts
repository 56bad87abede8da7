import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { type BreakEvenQuery, breakEven } from '../../src/corridor/break-even/break-even.js'
import { breakEvenText } from '../../src/report/break-even-text.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const ROUTER = createRouter(
  textNetwork(`${THREE_WAYS}

  corridor.csv
  corridor_id, name, modes
  rail, Rail, rail
  road, Road, road
  sea, Ship\u0007, sea
  air, Plane, air`),
)
const QUERY = { from: 'aton', to: 'lodz', shipment: ONE_TEU } as const

function text(over: BreakEvenQuery['over'], query: Partial<BreakEvenQuery> = {}, width = 80): string[] {
  return breakEvenText(breakEven(ROUTER, { ...QUERY, ...query, over }), width).split('\n')
}

describe('breakEvenText', () => {
  it('is the sentence, what holds now, the best routes and who never wins', () => {
    expect(text('value-of-time', { max: 1000 })).toEqual([
      'Aton to Łódź: the best corridor by generalised cost over the value of time (USD',
      'per day, 0 to 1,000)',
      '',
      'Below USD 154 per day: Ship\uFFFD; above: Rail.',
      'Now, at USD 240 per day: Rail.',
      '',
      'USD per day   best   days    USD  t CO2e',
      '0 to 154      Ship\uFFFD   7.0  1,880    0.19',
      '154 to 1,000  Rail    4.4  2,285    0.21',
      '',
      'Never the best: Road.',
      'Plane: No route from Aton to Łódź: dropping modes air would open one.',
    ])
  })

  it('says now without a number where the border has none', () => {
    const lines = text('border:CN-KZ', { between: ['rail', 'sea'], objective: 'fastest' })
    expect(lines).toContain('Now: Rail.')
    expect(lines.join(' ')).toMatch(/best corridor by time over the hours at the border CN-KZ/)
  })

  it('says that nothing is open', () => {
    const lines = text('value-of-time', { avoidModes: ['rail', 'road', 'sea'] })
    expect(lines).toContain('No corridor has a route.')
    expect(lines.join('\n')).not.toMatch(/Now|Never|undefined|NaN/)
  })

  it.each([40, 60, 80])('fits %i columns', (width) => {
    for (const line of text('tariff:rail', {}, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width)
  })
})
