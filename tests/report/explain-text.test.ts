import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { type ExplainQuery, explain } from '../../src/corridor/explain/explain.js'
import { explainText } from '../../src/report/explain-text.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const NETWORK = textNetwork(`${THREE_WAYS}

  corridor.csv
  corridor_id, name, modes
  rail, Rail, rail
  sea, Ship, sea
  air, Plane\u0007, air`)
const ROUTER = createRouter(NETWORK)
const QUERY = { from: 'aton', to: 'lodz', shipment: ONE_TEU } as const
const nameOf = (id: string): string => NETWORK.graph.getNodeAttribute(id, 'name')

function text(instead: ExplainQuery['instead'], query: Partial<ExplainQuery> = {}, width = 80): string[] {
  return explainText(explain(ROUTER, { ...QUERY, ...query, instead }), nameOf, width).split('\n')
}

describe('explainText', () => {
  it('says by how much, where, and what alone would flip it', () => {
    expect(text('sea')).toEqual([
      'Aton to Łódź, generalised: why Rail and not Ship',
      '',
      'Ship is 2.6 days slower, USD 405 cheaper and 0.02 t CO2e cleaner: the',
      'generalised cost is USD 225 higher.',
      '',
      '                   Rail   Ship  difference',
      'hours             105.0  168.0       +63.0',
      'hours moving       40.0  144.0      +104.0',
      'hours border       48.0    0.0       -48.0',
      'hours transfer     17.0   24.0        +7.0',
      'USD               2,285  1,880        -405',
      'USD rail          2,000      0      -2,000',
      'USD sea               0  1,800      +1,800',
      'USD border          200      0        -200',
      'USD transfer         85     80          -5',
      'kg CO2e             207    188         -19',
      'kg rail             200      0        -200',
      'kg sea                0    180        +180',
      'kg transfer           7      8          +1',
      'km                2,000  3,600      +1,600',
      'generalised       3,335  3,560        +225',
      'of which freight  2,285  1,880        -405',
      'of which time     1,050  1,680        +630',
      '',
      'where        Rail                   Ship                        h   USD  kg CO2e',
      'Aton - Łódź  load rail, rail,       load sea, sea, unload   +63.0  -405      -19',
      '             border at Northby,     sea',
      '             gauge at Northby,',
      '             rail, border, unload',
      '             rail',
      '',
      'Ship would be as good as the best if one of these alone changed, the smallest',
      'change first:',
      '- the rail tariff above 1.11 times what it is (now 1, +11 %)',
      '- the sea tariff below 0.875 times what it is (now 1, -13 %)',
      '- the speed by sea above 1.19 times what it is (now 1, +19 %)',
      '- the value of the goods below USD 15,429 (now 24,000, -36 %)',
      '- the value of time below USD 154 per day (now 240, -36 %)',
      '- the speed by rail below 0.64 times what it is (now 1, -36 %)',
      '- the hours at the rail border CN-RU (Aton - Northby) above 46.5 h (now 24, +94',
      '  %)',
      '- the hours at the rail border RU-PL (Northby - Łódź) above 46.5 h (now 24, +94',
      '  %)',
      '- the hours of loading to rail at Aton above 28.5 h (now 6, +375 %)',
      '- the hours of unloading from rail at Łódź above 28.5 h (now 6, +375 %)',
      '- the hours of the change of gauge at Northby above 27.5 h (now 5, +450 %)',
      '',
      'Not by any of these alone: the carbon price (USD 0 to 1,000 per t CO2e); the',
      'hours of 2 handlings (0 to 240 h).',
    ])
  })

  it('tells apart where the ways part', () => {
    const lines = text({ avoidLinks: ['nl'] })
    expect(lines.slice(0, 4)).toEqual([
      'Aton to Łódź, generalised: why Rail and not the route avoiding links nl',
      '',
      'The route avoiding links nl is USD 10 dearer: the generalised cost is USD 12',
      'higher.',
    ])
  })

  it('has one sentence where it is the best route, or there is none', () => {
    expect(text('rail')).toEqual(['Aton to Łódź, generalised: why Rail and not Rail', '', 'Rail is the best route.'])
    expect(text('air')).toEqual([
      'Aton to Łódź, generalised: why Rail and not Plane�',
      '',
      'Plane�: No route from Aton to Łódź: dropping modes air would open one.',
    ])
    expect(text('sea', { avoidModes: ['rail', 'road', 'sea'] })).toEqual([
      'No route from Aton to Łódź: dropping avoidModes rail would open one.',
    ])
  })

  it('has no flips where nothing has a part in the objective', () => {
    expect(text('sea', { objective: 'greenest', avoidModes: ['road'] }).join(' ')).toBe(
      'Aton to Łódź, greenest: why Ship and not Ship  Ship is the best route.',
    )
  })

  it.each([40, 60, 80])('fits %i columns', (width) => {
    for (const line of text('sea', {}, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width)
  })
})
