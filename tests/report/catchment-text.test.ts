import { describe, expect, it } from 'vitest'
import { type CatchmentQuery, catchment } from '../../src/corridor/facilities/catchment.js'
import { catchmentText } from '../../src/report/catchment-text.js'
import { createRouter } from '../../src/routing/router.js'
import { PARKS_AND_PORTS } from '../support/parks-and-ports.js'
import { ONE_TEU, textNetwork } from '../support/text-network.js'

const router = createRouter(textNetwork(PARKS_AND_PORTS.replace('Park A', 'Park\u001b[31m A')))
const ask = (query: Partial<CatchmentQuery>) =>
  catchment(router, { to: 'ziel', within: { time_h: 480, cost_usd: 4000 }, shipment: ONE_TEU, ...query })

describe('catchmentText', () => {
  it('words the limits', async () => {
    const head = async (query: Partial<CatchmentQuery>) => catchmentText(await ask(query), 120).split('\n')[0]
    expect(await head({})).toBe('To Zielhafen within 20 days and USD 4,000, fastest: 5 of 6 facilities')
    expect(await head({ within: { time_h: 24 }, kinds: ['economic_zone'] })).toBe(
      'To Zielhafen within 1 day, fastest: 0 of 1 facility',
    )
    expect(await head({ within: { time_h: 36, cost_usd: 999.5, co2e_kg: 10 } })).toBe(
      'To Zielhafen within 1.5 days, USD 999.5 and 10 kg CO2e, fastest: 0 of 6 facilities',
    )
  })

  it('shows no control characters of names', async () => {
    const text = catchmentText(await ask({}), 120, { all: true })
    expect(text).toContain('Park\uFFFD[31m A')
    expect(text).not.toContain('\u001b')
  })

  it('keeps to the width, and tells of those over the limits only where asked', async () => {
    const result = await ask({ within: { time_h: 24, cost_usd: 4000 } })
    for (const width of [40, 60, 100]) {
      const text = catchmentText(result, width, { all: true })
      expect(text.split('\n').every((line) => line.length <= width)).toBe(true)
      expect(text.replaceAll(/\s+/g, ' ')).toContain('Zone D')
    }
    expect(catchmentText(result, 100)).not.toContain('Zone D')
  })

  it('says that costs are of what adds up where legs are priced anew', async () => {
    const result = { ...(await ask({})), pricing: 'repriced' as const }
    expect(catchmentText(result, 120)).toContain('Limits of cost hold for what adds up link by link')
    expect(catchmentText(await ask({}), 120)).not.toContain('link by link')
  })
})
