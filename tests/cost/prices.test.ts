import { describe, expect, it } from 'vitest'
import { type Prices, usdPerHour, withPrices } from '../../src/cost/prices.js'
import { loadNetwork } from '../../src/network/load.js'
import { createRouter } from '../../src/routing/router.js'

const BASE: Prices = { value_of_time_pct_per_day: 0.9, carbon_price_usd_per_t: 85 }

describe('prices', () => {
  it('keeps what is not replaced', () => {
    expect(withPrices(BASE, { carbon_price_usd_per_t: 0 })).toEqual({ ...BASE, carbon_price_usd_per_t: 0 })
    expect(withPrices(BASE, {})).toEqual(BASE)
  })

  it('takes USD per day in place of the percentage, and a later percentage in place of USD per day', () => {
    const shipment = { teu: 2, tonnes: 20, value_usd: 100_000 }
    const usd = withPrices(BASE, { value_of_time_usd_per_day: 240 })
    expect(usdPerHour(BASE, shipment)).toBeCloseTo(37.5, 12)
    expect(usdPerHour(usd, shipment)).toBe(10)
    expect(usdPerHour(withPrices(usd, { value_of_time_pct_per_day: 0 }), shipment)).toBe(0)
    expect(usdPerHour(withPrices(usd, { carbon_price_usd_per_t: 1 }), shipment)).toBe(10)
  })

  it('refuses an unknown price and a number below 0', () => {
    expect(() => withPrices(BASE, { carbon_price: 5 } as Partial<Prices>)).toThrow(
      'Unknown price "carbon_price"; expected value_of_time_pct_per_day, value_of_time_usd_per_day, carbon_price_usd_per_t.',
    )
    expect(() => withPrices(BASE, { carbon_price_usd_per_t: -1 })).toThrow('expected a number of at least 0')
    expect(() => withPrices(BASE, [] as Partial<Prices>)).toThrow('Option prices is []')
  })

  it('answers a question with its own prices as a router with them does', async () => {
    const network = (await loadNetwork()).network
    const prices = { value_of_time_usd_per_day: 2500, carbon_price_usd_per_t: 400 }
    const query = { from: 'Chongqing', to: 'Duisburg' }
    const ours = createRouter(network).route({ ...query, prices })
    expect(ours).toEqual(createRouter(network, { prices }).route(query))
    expect(ours).not.toEqual(createRouter(network).route(query))
  })
})
