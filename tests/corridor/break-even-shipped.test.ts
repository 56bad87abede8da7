import { describe, expect, it } from 'vitest'
import { breakEven } from '../../src/corridor/break-even/break-even.js'
import { compareCorridors } from '../../src/corridor/compare.js'
import { corridorsOf } from '../../src/corridor/corridor.js'
import { shippedRouter } from '../shipped/shipped.js'
import { valueIn, withX, worstRounding } from './over-at.js'

const router = await shippedRouter()
const ASKED = { from: 'CNCKG', to: 'DEDUI' } as const

/** The corridors that are open at x, asked directly. */
function directly(over: string, x: number, ids: readonly string[]) {
  const corridors = corridorsOf(router.network).filter(({ id }) => ids.includes(id))
  const { corridors: results } = compareCorridors(router, { ...withX(ASKED, over, x), corridors })
  return results.flatMap((result) => (result.status === 'ok' ? [result] : []))
}

describe('breakEven from Chongqing to Duisburg', () => {
  const SAMPLES = 50

  it.each([
    ['value-of-time', ['northern-rail', 'sea-suez', 'road-tir', 'air'], SAMPLES],
    ['carbon-price', ['northern-rail', 'sea-suez', 'middle-corridor'], 10],
    ['cargo-value', ['northern-rail', 'sea-suez', 'air'], 10],
    ['tariff:rail', ['northern-rail', 'sea-suez'], 4],
    ['border:BY-PL', ['northern-rail', 'sea-suez'], 4],
  ] as const)('agrees over %s with what is asked at samples of the range', (over, ids, samples) => {
    const corridors = corridorsOf(router.network).filter(({ id }) => (ids as readonly string[]).includes(id))
    const { intervals, range, objective, bands } = breakEven(router, { ...ASKED, over, corridors })
    const [from, to] = range
    // Denser where more happens, and on both sides of every break-even.
    const xs = Array.from({ length: samples }, (_, i) => from + (to - from) * ((i + 0.5) / samples) ** 3)
    if (samples < SAMPLES) for (const { to: end } of bands.slice(0, -1)) xs.push(end * 0.999, end * 1.001)
    for (const x of xs) {
      const routes = directly(over, x, ids)
      const values = routes.map(({ itinerary }) => valueIn(itinerary, objective))
      const best = Math.min(...values)
      const slack = worstRounding(routes.map(({ itinerary }) => itinerary))
      const held = intervals.find((interval) => x >= interval.from && x <= interval.to)
      if (held === undefined) throw new Error(`expected an interval at ${x}`)
      expect(Math.abs(held.fixed + held.slope * x - best)).toBeLessThanOrEqual(slack)
      const winner = values[routes.findIndex(({ id }) => id === held.corridor)] as number
      expect(winner - best).toBeLessThanOrEqual(slack)
    }
  })

  it('names the sea for cheap time, rail in the middle, then faster and dearer ways', () => {
    const { bands, sentence } = breakEven(router, { ...ASKED, over: 'value-of-time' })
    expect(bands[0]?.corridor).toBe('sea-suez')
    expect(bands[1]?.corridor).toBe('northern-rail')
    expect(bands[bands.length - 1]?.corridor).toBe('air')
    expect(sentence).toMatch(/^Below USD \d+ per day: Sea via Suez; \d+ to [\d,]+: Northern rail; .*above: Air\.$/)
  })
})
