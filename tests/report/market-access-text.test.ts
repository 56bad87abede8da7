import { describe, expect, it } from 'vitest'
import { marketAccess } from '../../src/corridor/facilities/market-access.js'
import { marketAccessText } from '../../src/report/market-access-text.js'
import { createRouter } from '../../src/routing/router.js'
import { PARKS_AND_PORTS } from '../support/parks-and-ports.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'

const router = createRouter(textNetwork(PARKS_AND_PORTS.replace('Parkstadt', 'Park\u001bstadt')))
const access = marketAccess(router, { places: ['park', 'ziel', 'rand'], by: 'cost', halfLife: 1500, shipment: ONE_TEU })

describe('marketAccessText', () => {
  it('names the places that people come from, and how far they are', () => {
    const text = marketAccessText(access, 120, 10)
    expect(text).toContain('People within reach by cost; one counts half at USD 1,500, a quarter at twice as much')
    expect(text).toContain('Park\uFFFDstadt (USD 1,160)')
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('more places')
    expect(text).not.toContain('link by link')
    expect(marketAccessText({ ...access, pricing: 'repriced' }, 120, 10)).toContain('USD of what adds up link by link.')
  })

  it('shows so many places, within the width', () => {
    expect(marketAccessText(access, 120, 2)).toContain('1 more places; --count shows more.')
    for (const width of [40, 60, 100]) {
      const lines = marketAccessText(access, width, 9).split('\n')
      expect(lines.every((line) => line.length <= width)).toBe(true)
    }
  })
})
