import { describe, expect, it } from 'vitest'
import { matrixText } from '../../src/report/matrix-text.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const NETWORK = textNetwork(THREE_WAYS)
const ROUTER = createRouter(NETWORK)
const PAIRS = { origins: ['aton', 'islet'], destinations: ['lodz', 'aton', 'mid'], shipment: ONE_TEU }
const nameOf = (id: string): string => NETWORK.graph.getNodeAttribute(id, 'name')

describe('matrixText', () => {
  it.each([
    ['fastest', 'Fastest routes: days', '2.2   0.0       1.1'],
    ['cheapest', 'Cheapest routes: USD', '1,880     0     3,070'],
    ['greenest', 'Greenest routes: kg CO2e', '188     0       752'],
    ['generalised', 'Routes of least generalised cost: USD', '3,335     0     3,340'],
  ])('is origins down and destinations across, %s', (objective, title, figures) => {
    const lines = matrixText(ROUTER.matrix({ ...PAIRS, objective }), nameOf, 120).split('\n')
    expect(lines[0]).toBe(title)
    expect(lines[2]?.split(/ {2,}/)).toEqual(['from', 'Łódź', 'Aton', 'Mid Town'])
    expect(lines[3]?.split(/ {2,}/)).toEqual(['Aton', ...figures.split(/ +/)])
    expect(lines[4]?.split(/ {2,}/)).toEqual(['Islet', 'none', 'none', 'none'])
  })

  it('is a line for each pair with components', () => {
    expect(matrixText(ROUTER.matrix({ ...PAIRS, components: true }), nameOf, 120).split('\n')).toEqual([
      'Routes of least generalised cost',
      '',
      'from   to            days    USD  kg CO2e     km',
      'Aton   Łódź           4.4  2,285      207  2,000',
      'Aton   Aton           0.0      0        0      0',
      'Aton   Mid Town       1.1  3,070      752  1,500',
      'Islet  Łódź      no route',
      'Islet  Aton      no route',
      'Islet  Mid Town  no route',
    ])
  })

  it('is in blocks on a narrow screen', () => {
    const many = { ...PAIRS, destinations: ['lodz', 'mid', 'north', 'suez', 'aton', 'reef'], objective: 'fastest' }
    expect(matrixText(ROUTER.matrix(many), nameOf, 40)).toContain(
      '\nAton\n  Łódź: 2.2\n  Mid Town: 1.1\n  Northby: 2.3\n  Canal: 4.0\n  Aton: 0.0\n  Reef: none\n',
    )
  })

  it('says unknown where a rate is missing', () => {
    const router = createRouter(
      textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      waterway.csv
      link_id, from_node_id, to_node_id, length_km, time_h
      ab, a, b, 120, 12`),
    )
    const matrix = router.matrix({
      origins: ['a'],
      destinations: ['b'],
      objective: 'fastest',
      handling: 'none',
      components: true,
    })
    expect(matrixText(matrix, (id) => id, 120)).toMatch(/\na +b +0\.5 +unknown +unknown +120$/)
  })

  it('lets no name colour the screen or forge a line', () => {
    for (const components of [false, true]) {
      const text = matrixText(ROUTER.matrix({ ...PAIRS, components }), () => 'A\u001b[2J\nB', 120)
      expect(text).toContain('A\uFFFD[2J\uFFFDB')
      expect(text).not.toContain('\u001b')
    }
  })
})
