import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { alternativesText, shortestText } from '../../src/report/alternatives-text.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, ROUND_RULES, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const NETWORK = textNetwork(THREE_WAYS)
const ROUTER = createRouter(NETWORK)
const QUERY = { from: 'aton', to: 'lodz', shipment: ONE_TEU } as const
const nameOf = (id: string): string => NETWORK.graph.getNodeAttribute(id, 'name')

describe('alternativesText', () => {
  it('is a line for each route, and what is not on the first', () => {
    const result = ROUTER.alternatives({ ...QUERY, maxSharing: 0.5, maxStretch: 3, minLocalOptimality: 0 })
    expect(alternativesText(result, nameOf, 120).split('\n')).toEqual([
      'Aton to Łódź, generalised: 3 routes within the bounds',
      '',
      '#  days    USD  kg CO2e  way               shared  stretch  not on the first',
      '1   4.4  2,285      207  rail, CN RU PL',
      '2   7.0  1,880      188  sea, CN PL, suez     0 %     1.07  Canal',
      '3   2.2  6,120    1,502  road, CN KZ PL       0 %     1.99  Mid Town',
      '',
      'shared: km in common with the routes before it, % of those of the first.',
      'stretch: the worst part of it against the best way between the ends of that part.',
    ])
  })

  it('explains nothing where the best route stands alone', () => {
    expect(alternativesText(ROUTER.alternatives({ ...QUERY, count: 1 }), nameOf, 120).split('\n')).toEqual([
      'Aton to Łódź, generalised: 1 route within the bounds',
      '',
      '#  days    USD  kg CO2e  way             shared  stretch  not on the first',
      '1   4.4  2,285      207  rail, CN RU PL',
    ])
  })

  it('is in blocks on a narrow screen, and no line is too long', () => {
    const result = ROUTER.alternatives({ ...QUERY, maxStretch: 3, minLocalOptimality: 0 })
    const text = alternativesText(result, nameOf, 40)
    expect(text).toContain('\n2\n  days: 7.0\n  USD: 1,880\n  kg CO2e: 188\n  way: sea, CN PL, suez\n  shared: 0 %\n')
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(40)
  })

  it('is one sentence where there is no route', () => {
    const none = ROUTER.alternatives({ ...QUERY, modes: ['air'] })
    expect(alternativesText(none, nameOf, 120)).toBe('No route from Aton to Łódź: dropping modes air would open one.')
  })
})

describe('shortestText', () => {
  it('is a line for each route, and the places or links that are not on the first', () => {
    expect(shortestText(ROUTER.shortest({ ...QUERY, count: 3 }), nameOf, 120).split('\n')).toEqual([
      'Aton to Łódź, generalised: 3 routes in order, however alike',
      '',
      '#  days    USD  kg CO2e  way               generalised  not on the first',
      '1   4.4  2,285      207  rail, CN RU PL       3,335.00',
      '2   4.4  2,295      208  rail, CN RU PL       3,347.00  link nl2',
      '3   7.0  1,880      188  sea, CN PL, suez     3,560.00  Canal',
    ])
  })

  it('leaves out the generalised cost where something else was minimised', () => {
    const text = shortestText(ROUTER.shortest({ ...QUERY, objective: 'cheapest', count: 3 }), nameOf, 120)
    expect(text.split('\n').slice(2)).toEqual([
      '#  days    USD  kg CO2e  way               not on the first',
      '1   7.0  1,880      188  sea, CN PL, suez',
      '2   4.4  2,285      207  rail, CN RU PL    Northby',
      '3   4.4  2,295      208  rail, CN RU PL    Northby',
    ])
  })

  it('names three of many places, and counts the rest', () => {
    const network = textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 0.1, 0
      c, 0.2, 0
      d, 0.3, 0
      e, 0.4, 0
      f, 0.5, 0
      z, 0.6, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km
      az, a, z, 67
      ab, a, b, 12
      bc, b, c, 12
      cd, c, d, 12
      de, d, e, 12
      ef, e, f, 12
      fz, f, z, 12
      fz2, f, z, 12

      ${ROUND_RULES}`)
    const text = shortestText(
      createRouter(network).shortest({ from: 'a', to: 'z', count: 3 }),
      (id) => `Place ${id}`,
      99,
    )
    expect(text.split('\n').slice(4)).toEqual([
      expect.stringMatching(/^2 .* Place b, Place c, Place d and 2 more$/),
      expect.stringMatching(/^3 .* Place b, Place c, Place d and 2 more$/),
    ])
  })

  it('lets no name colour the screen', () => {
    const text = shortestText(ROUTER.shortest({ ...QUERY, count: 4 }), () => 'A\u001b[2J', 120)
    expect(text).toContain('A\uFFFD[2J')
    expect(text).not.toContain('\u001b')
  })

  it('is one sentence where there is no route', () => {
    const none = ROUTER.shortest({ ...QUERY, count: 2, modes: ['air'] })
    expect(shortestText(none, nameOf, 40)).toBe('No route from Aton to Łódź: dropping\nmodes air would open one.')
  })
})
