import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandsPerTeu, type LegTariff, leastPerTeuKm, legPrice, scaledTariff } from '../../src/cost/leg-tariff.js'
import { parseBands } from '../../src/ingest/bands.js'

const tariff = (parts: Partial<LegTariff>): LegTariff => ({
  rate: 'rail',
  fixed_usd: 0,
  minimum_usd: 0,
  per_teu_km: [],
  per_teu: [],
  ...parts,
})
const graduated = tariff({ per_teu_km: parseBands('500:0.40|1500:0.32|:0.28') ?? [] })
const belts = tariff({ per_teu: parseBands('500:180|1000:300|:520') ?? [] })

describe('bandsPerTeu', () => {
  it.each([
    [0, 0],
    [100, 40],
    [500, 200],
    [501, 200.32],
    [1500, 520],
    [2500, 800],
  ])('graduated, %d km: USD %d', (km, usd) => {
    expect(bandsPerTeu(graduated, km)).toBeCloseTo(usd, 9)
  })

  it.each([
    [0, 180],
    [500, 180],
    [500.1, 300],
    [1000, 300],
    [9000, 520],
  ])('belts, %d km: USD %d', (km, usd) => {
    expect(bandsPerTeu(belts, km)).toBe(usd)
  })

  it('never falls, not even by a rounding, and rises by the least amount at least', () => {
    const km = fc.double({ min: 0, max: 4000, noNaN: true })
    fc.assert(
      fc.property(km, km, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        for (const one of [graduated, belts]) {
          const rise = bandsPerTeu(one, more) - bandsPerTeu(one, less)
          expect(rise).toBeGreaterThanOrEqual(0)
          expect(rise).toBeGreaterThanOrEqual(leastPerTeuKm(one) * (more - less) - 1e-9)
        }
      }),
    )
  })
})

describe('legPrice', () => {
  const one = { ...belts, fixed_usd: 45, minimum_usd: 900 }

  it('adds what lacks to the minimum, the fixed part apart', () => {
    expect(legPrice(one, 2, 100, 700)).toEqual({ fixed_usd: 45, links_usd: 100, bands_usd: 600, minimum_usd: 200 })
    expect(legPrice(one, 2, 300, 700).minimum_usd).toBe(0)
    expect(legPrice(one, 2, 301, 700).minimum_usd).toBe(0)
  })

  it('is twice as much by a tariff twice as dear', () => {
    const price = legPrice(scaledTariff(one, 2), 2, 200, 700)
    expect(price).toEqual({ fixed_usd: 90, links_usd: 200, bands_usd: 1200, minimum_usd: 400 })
  })
})
