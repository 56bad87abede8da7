import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { exposedCorridors } from '../../src/corridor/hazards/exposed-corridors.js'
import { hazardExposure } from '../../src/corridor/hazards/hazard-exposure.js'
import { linkHazards } from '../../src/corridor/hazards/link-hazards.js'
import { exposedCorridorsText, hazardsText, linkHazardsText } from '../../src/report/hazards-text.js'
import { createRouter } from '../../src/routing/router.js'
import { HAZARD_WAYS } from '../support/hazard-ways.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'

const ROUTER = createRouter(textNetwork(HAZARD_WAYS))
const QUERY = { from: 'a', to: 'e', objective: 'fastest', shipment: ONE_TEU, handling: 'none' } as const

function exposure(query: object = {}) {
  const answer = hazardExposure(ROUTER, { ...QUERY, ...query })
  if (answer.status === 'no-route') throw new Error(answer.reason)
  return answer
}

describe('hazardsText', () => {
  it('prints the hazards, what goods do, and the expected loss', () => {
    expect(hazardsText(exposure(), undefined, 80).split('\n').slice(0, 10)).toEqual([
      'Aton to Eck, fastest: 0.1 days, 2 hazards on the way',
      '',
      'hazard     % shut  then    hours   USD   kg  mean h',
      'The flood  100.00  round    +1.0  +200  +50   +1.00',
      'Black ice    0.55  no way  +12.0     0    0   +0.07',
      '',
      'Expected loss: 1.1 hours, USD 200, 50.0 kg CO2e; generalised cost USD 211.',
      '',
      'A shipment meets none of them on 0.0 % of days; the probability of a year',
      'without any is 0.0 %.',
    ])
    expect(hazardsText(exposure({ corridor: 'cove' }), 'By\u0007 Cove', 80).split('\n')[0]).toBe(
      'Aton to Eck, By� Cove, fastest: 0.1 days, 2 hazards on the way',
    )
    expect(hazardsText(exposure({ to: 'b' }), undefined, 80)).toBe(
      'Aton to Beck, fastest: 0.0 days, no hazards on the way',
    )
    for (const width of [40, 60, 100]) {
      for (const line of hazardsText(exposure(), undefined, width).split('\n')) {
        expect(stringWidth(line)).toBeLessThanOrEqual(width)
      }
    }
  })
})

describe('exposedCorridorsText', () => {
  it('prints the ranks without and with hazards, and why a corridor has none', () => {
    const text = exposedCorridorsText(exposedCorridors(ROUTER, QUERY), 80)
    expect(text.split('\n').slice(0, 9)).toEqual([
      'Aton to Eck by corridor (best by fastest within each), with the expected loss by',
      'hazards',
      '',
      'corridor      days  lost h  lost USD     rank     with',
      'By Beck        0.1     3.1       600  1/1/1/1  2/2/2/2',
      'By Cove        0.1     0.1         0  2/2/2/2  1/1/1/1',
      'By Far    no route',
      '',
      'Rank without and with hazards: time/cost/carbon/generalised. Ranks change in',
    ])
    expect(text).toContain('time, cost, carbon, generalised.')
    expect(text).toMatch(/\nBy Far: /)
    const calm = exposedCorridors(createRouter(textNetwork(HAZARD_WAYS.replace(/flood, road/, 'flood, rail'))), QUERY)
    expect(exposedCorridorsText(calm, 80)).toContain('No rank changes.')
  })
})

describe('linkHazardsText', () => {
  it('prints the links by their days, and how many are left out', () => {
    const links = linkHazards(ROUTER.network)
    const nameOf = (id: string) => ROUTER.network.graph.getNodeAttribute(id, 'name')
    expect(linkHazardsText(links.slice(0, 3), links.length, nameOf, 80).split('\n')).toEqual([
      '4 links that hazards may close, the first 3, by mean days a year:',
      '',
      'link                hazards    % a year  days a year',
      'Beck - Dorf (road)  The flood     100.0        365.0',
      'Aton - Cove (road)  gale          100.0          5.0',
      'Cove - Dorf (road)  gale          100.0          5.0',
    ])
    expect(linkHazardsText(links.slice(3), 1, nameOf, 80)).toContain('Dorf - Eck, The bridge (road)')
    expect(linkHazardsText([], 0, nameOf, 80)).toBe('The network has no hazards.')
  })
})
