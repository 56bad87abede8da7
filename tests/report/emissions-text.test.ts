import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { emissionReport } from '../../src/corridor/emissions/emission-report.js'
import { emissionsText } from '../../src/report/emissions-text.js'
import { createRouter } from '../../src/routing/router.js'
import { itineraryOf, ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const route = (text: string) =>
  itineraryOf(
    createRouter(textNetwork(text)).route({
      from: 'aton',
      to: 'lodz',
      objective: 'cheapest',
      modes: ['rail'],
      shipment: ONE_TEU,
    }),
  )

describe('emissionsText', () => {
  it('prints a line for each element, the total, and what is missing', () => {
    expect(emissionsText(emissionReport(route(THREE_WAYS)), 80).split('\n')).toEqual([
      'Aton to Łódź: emissions by ISO 14083:2023, 10.0 t',
      '',
      '#  element          where                  km    t-km  WTW kg   TTW kg  g/t-km',
      '1  load rail        Aton                                  3.0  unknown',
      '2  rail             Aton - Northby  1,000 SFD  10,000   100.0     80.0    10.0',
      '3  gauge 1435-1520  Northby                               1.0  unknown',
      '4  rail             Northby - Łódź  1,000 SFD  10,000   100.0     80.0    10.0',
      '5  unload rail      Łódź                                  3.0  unknown',
      '-  ---------------  --------------  ---------  ------  ------  -------  ------',
      '   total                                2,000  20,000   207.0  unknown    10.4',
      '',
      'SFD: shortest feasible distance, along the lines of the network; GCD:',
      'great-circle distance. The distance adjustment is in the kg and g, not in the',
      'km.',
      '',
      'Missing, so that the totals are unknown:',
      '  load-rail at Aton: no tank-to-wheel factor in transfer.csv',
      '  gauge-1435-1520 at Northby: no tank-to-wheel factor in transfer.csv',
      '  unload-rail at Łódź: no tank-to-wheel factor in transfer.csv',
    ])
  })

  it('says where factors come from, escapes what would move the cursor, and fits the screen', () => {
    const report = emissionReport(route(THREE_WAYS))
    const sourced = { ...report, sources: [{ source: 'GLEC \u001b[31m3', elements: ['tce-2', 'tce-4'] }] }
    for (const width of [40, 80]) {
      const text = emissionsText(sourced, width)
      expect(text).not.toContain('\u001b')
      expect(text).toContain('[2, 4]')
      for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width)
    }
  })
})
