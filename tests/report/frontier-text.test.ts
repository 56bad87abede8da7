import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { frontierText } from '../../src/report/frontier-text.js'
import { createRouter } from '../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'
import { THREE_WAYS } from '../support/three-ways.js'

const ROUTER = createRouter(textNetwork(THREE_WAYS))
const QUERY = { from: 'aton', to: 'lodz', shipment: ONE_TEU } as const

describe('frontierText', () => {
  it('is a line for each route, and says which of them are best by what', () => {
    expect(frontierText(ROUTER.frontier({ ...QUERY, criteria: ['fastest', 'cheapest'] }), 120).split('\n')).toEqual([
      'Aton to Łódź: 3 routes, none bettered by another in hours and USD together',
      '',
      '#  days    USD  kg CO2e  way               of these the',
      '1   2.2  6,120    1,502  road, CN KZ PL    fastest',
      '2   4.4  2,285      207  rail, CN RU PL    best generalised',
      '3   7.0  1,880      188  sea, CN PL, suez  cheapest, greenest',
    ])
  })

  it('says where it was cut off, and shows the generalised cost where that is a criterion', () => {
    const cut = ROUTER.frontier({ ...QUERY, criteria: ['generalised', 'fastest', 'greenest'], limit: 2 })
    expect(frontierText(cut, 120).split('\n')).toEqual([
      'Aton to Łódź: 2 routes, none bettered by another in generalised cost, hours and kg CO2e together',
      '',
      '#  days    USD  kg CO2e  way               generalised  of these the',
      '1   4.4  2,285      207  rail, CN RU PL          3,335  fastest, best generalised',
      '2   7.0  1,880      188  sea, CN PL, suez        3,560  cheapest, greenest',
      '',
      'Cut off: these are the first by generalised cost, and there are more (--points, --epsilon).',
    ])
  })

  it('is in blocks on a narrow screen, and no line is too long', () => {
    const text = frontierText(ROUTER.frontier({ ...QUERY, limit: 1 }), 40)
    expect(text).toContain('\n\n1\n  days: 2.2\n  USD: 6,120\n  kg CO2e: 1,502\n  way: road, CN KZ PL\n')
    expect(text).toContain('\nCut off: these are the first by hours,\nand there are more (--points,\n--epsilon).')
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(40)
  })

  it('is one sentence where there is no route', () => {
    expect(frontierText(ROUTER.frontier({ ...QUERY, modes: ['air'] }), 120)).toBe(
      'No route from Aton to Łódź: dropping modes air would open one.',
    )
  })

  it('is nothing on the way where one is already', () => {
    expect(frontierText(ROUTER.frontier({ ...QUERY, to: 'aton' }), 120).split('\n')).toEqual([
      'Aton to Aton: 1 route, none bettered by another in hours, USD and kg CO2e together',
      '',
      '#  days  USD  kg CO2e  way  of these the',
      '1   0.0    0        0  CN   fastest, cheapest, greenest, best generalised',
    ])
  })

  it('lets no name colour the screen or forge a line', () => {
    const router = createRouter(textNetwork(THREE_WAYS.replace('Aton,', 'A\u001b[2J\u2028ton,')))
    const text = frontierText(router.frontier(QUERY), 60)
    expect(text).toContain('A\uFFFD[2J\uFFFDton to')
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028]/u)
  })
})
