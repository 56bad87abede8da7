import { describe, expect, it } from 'vitest'
import { breakEven } from '../../../src/corridor/break-even/break-even.js'
import { type Comparison, compareCorridors } from '../../../src/corridor/compare.js'
import { breakEvenSvg } from '../../../src/report/drawing/break-even.js'
import { paretoSvg } from '../../../src/report/drawing/pareto.js'
import { profileSvg } from '../../../src/report/drawing/profile.js'
import { sharesSvg } from '../../../src/report/drawing/shares.js'
import { createRouter } from '../../../src/routing/router.js'
import { ONE_TEU, textNetwork } from '../../support/text-network.js'
import { THREE_WAYS } from '../../support/three-ways.js'

const ROUTER = createRouter(textNetwork(THREE_WAYS))
const QUESTION = {
  from: 'aton',
  to: 'lodz',
  shipment: ONE_TEU,
  corridors: ['rail', 'sea', 'road', 'air'].map((mode) => ({
    id: mode,
    name: `By <${mode}>`,
    via: [],
    constraints: { modes: [mode] },
  })),
}
const COMPARISON = compareCorridors(ROUTER, QUESTION)
const CLOSED: Comparison = { ...COMPARISON, corridors: COMPARISON.corridors.slice(3) }

/** The drawing without its style sheet, which names every colour. */
const body = (svg: string): string => svg.replace(/<style>.*<\/style>/s, '')
const descriptionOf = (svg: string): string => /<desc>(.*)<\/desc>/.exec(svg)?.[1] ?? ''
const faults = (svg: string): string | undefined =>
  /NaN|undefined|Infinity|<script|style="|By <|clip-path/.exec(body(svg))?.[0]
const titlesOf = (svg: string): string[] =>
  [...body(svg).matchAll(/<title>([^<]*)<\/title>/g)].slice(1).map(([, title]) => title ?? '')

/** The same question where a rate or a factor of one corridor is missing. */
function without(part: 'cost_usd' | 'co2e_kg'): Comparison {
  const [rail, ...others] = COMPARISON.corridors
  if (rail?.status !== 'ok') throw new Error('expected a route by rail')
  const unknown = <T extends object>(totals: T): T => ({ ...totals, [part]: undefined })
  const by_mode = Object.fromEntries(Object.entries(rail.by_mode).map(([mode, share]) => [mode, unknown(share)]))
  const corridor = { ...rail, totals: unknown(rail.totals), profile: rail.profile.map(unknown), by_mode }
  return { ...COMPARISON, corridors: [corridor, ...others] }
}

describe('profileSvg', () => {
  it('draws a line to the totals of each corridor, and its stops', async () => {
    const svg = await profileSvg(COMPARISON, 'time')
    expect(faults(svg)).toBeUndefined()
    expect(descriptionOf(svg)).toBe(
      'A By &lt;rail&gt;: 4.4 days over 2000 km; B By &lt;sea&gt;: 7.0 days over 3600 km; C By &lt;road&gt;: 2.2 days over 3000 km',
    )
    const stops = titlesOf(svg)
    const rail = COMPARISON.corridors[0]
    const expected =
      rail?.status === 'ok' ? rail.profile.filter(({ kind }) => kind === 'border' || kind === 'transfer') : []
    expect(expected).toHaveLength(5)
    expect(stops.filter((title) => title.startsWith('A '))).toHaveLength(5)
    expect(stops).toContain('A By &lt;rail&gt;: border at Northby, +1.0 days')
  })

  it('cuts the scale below a corridor that costs several times what the others do, and says where it ends', async () => {
    const svg = await profileSvg(COMPARISON, 'cost', { width: 900 })
    // 1,880 and 2,285 by sea and rail, 6,120 by road is less than three times that: all are whole.
    expect(descriptionOf(svg)).not.toContain('beyond')
    const dear = {
      ...COMPARISON,
      corridors: COMPARISON.corridors.map((corridor) =>
        corridor.status === 'ok' && corridor.id === 'road'
          ? {
              ...corridor,
              totals: { ...corridor.totals, cost_usd: 61_200 },
              profile: corridor.profile.map((point) => ({ ...point, cost_usd: (point.cost_usd ?? 0) * 10 })),
            }
          : corridor,
      ),
    }
    const cut = await profileSvg(dear, 'cost', { width: 900 })
    expect(descriptionOf(cut)).toContain('C By &lt;road&gt;: USD 61,200 over 3000 km, beyond the scale')
    expect(body(cut).includes('By &lt;road&gt;, to USD 61,200')).toBe(true)
    expect(faults(cut)).toBeUndefined()
  })

  it('leaves out and names a corridor of unknown cost', async () => {
    const svg = await profileSvg(without('cost_usd'), 'cost')
    expect(descriptionOf(svg)).toMatch(/^B .*; By &lt;rail&gt;: unknown$/)
    expect(titlesOf(svg).some((title) => title.startsWith('A '))).toBe(false)
  })

  it('is the same every time', async () => {
    expect(await profileSvg(COMPARISON, 'time')).toBe(await profileSvg(COMPARISON, 'time'))
  })

  it('refuses another measure', async () => {
    await expect(profileSvg(COMPARISON, 'carbon' as never)).rejects.toThrow('expected time or cost')
  })
})

describe('sharesSvg', () => {
  it('splits the totals by mode, borders and transfers', async () => {
    expect(descriptionOf(await sharesSvg(COMPARISON, 'time'))).toBe(
      [
        'A By &lt;rail&gt;: 4.4 days (rail 1.7 days, border 2.0 days, transfer 0.7 days)',
        'B By &lt;sea&gt;: 7.0 days (sea 6.0 days, transfer 1.0 days)',
        'C By &lt;road&gt;: 2.2 days (road 1.3 days, border 0.8 days, transfer 0.1 days)',
      ].join('; '),
    )
    for (const measure of ['time', 'cost', 'carbon'] as const) {
      for (const width of [300, 900]) expect(faults(await sharesSvg(COMPARISON, measure, { width }))).toBeUndefined()
    }
  })

  it('calls what is left of the hours waiting', async () => {
    const [rail, ...others] = COMPARISON.corridors
    if (rail?.status !== 'ok') throw new Error('expected a route by rail')
    const late = { ...rail, totals: { ...rail.totals, time_h: rail.totals.time_h + 24 } }
    const svg = await sharesSvg({ ...COMPARISON, corridors: [late, ...others] }, 'time')
    expect(descriptionOf(svg)).toContain('transfer 0.7 days, waiting 1.0 days)')
  })

  it('says that a total is unknown', async () => {
    const svg = await sharesSvg(without('co2e_kg'), 'carbon')
    expect(descriptionOf(svg)).toMatch(/^A By &lt;rail&gt;: unknown; B /)
    expect(body(svg).includes('>unknown</text>')).toBe(true)
  })

  it('refuses another measure', async () => {
    await expect(sharesSvg(COMPARISON, 'money' as never)).rejects.toThrow('expected time, cost, carbon')
  })
})

describe('paretoSvg', () => {
  it('draws a disc for each corridor, hollow where it is dominated', async () => {
    const svg = await paretoSvg(COMPARISON)
    expect(faults(svg)).toBeUndefined()
    const discs = [...body(svg).matchAll(/<circle [^>]*r="([\d.]+)" fill="(\S+)" [^>]*><title>(\w)/g)]
    const open = COMPARISON.corridors.flatMap((corridor) => (corridor.status === 'ok' ? [corridor] : []))
    expect(discs).toHaveLength(open.length)
    for (const [, , fill, letter] of discs) {
      const corridor = open['ABC'.indexOf(letter ?? '')]
      expect(fill === 'none').toBe(corridor?.dominated)
    }
    // Areas are as the carbon is.
    const area = new Map(discs.map(([, r, , letter]) => [letter, Number(r) ** 2]))
    const carbon = open.map(({ totals }) => totals.co2e_kg ?? 0)
    expect((area.get('A') ?? 0) / (area.get('C') ?? 1)).toBeCloseTo((carbon[0] ?? 0) / (carbon[2] ?? 1), 1)
  })

  it('draws a dominated corridor hollow', async () => {
    const corridors = COMPARISON.corridors.map((corridor) =>
      corridor.status === 'ok' ? { ...corridor, dominated: true } : corridor,
    )
    const svg = body(await paretoSvg({ ...COMPARISON, corridors }))
    expect(/<circle [^>]*fill-opacity/.test(svg)).toBe(false)
    expect(svg.includes('; dominated</title>')).toBe(true)
  })

  it('has no place for a corridor of unknown cost, and a cross for one of unknown carbon', async () => {
    expect(descriptionOf(await paretoSvg(without('cost_usd')))).not.toContain('A ')
    const svg = await paretoSvg(without('co2e_kg'))
    expect(descriptionOf(svg)).toContain('A By &lt;rail&gt;: 4.4 days, USD 2,285, carbon unknown')
    expect(faults(svg)).toBeUndefined()
  })
})

describe('breakEvenSvg', () => {
  it('draws the bands with the values at which they meet', async () => {
    const result = breakEven(ROUTER, { ...QUESTION, over: 'value-of-time' })
    expect(result.bands.length).toBeGreaterThan(1)
    for (const width of [300, 900]) {
      const svg = await breakEvenSvg(result, { width })
      expect(faults(svg)).toBeUndefined()
      expect(descriptionOf(svg)).toBe(result.sentence.replace(/</g, '&lt;').replace(/>/g, '&gt;'))
      const bands = titlesOf(svg).filter((title) => / to [\d,]+ USD/.test(title))
      expect(bands).toHaveLength(result.bands.length)
    }
  })

  it('draws one band where nothing flips', async () => {
    const result = breakEven(ROUTER, { ...QUESTION, over: 'value-of-time', between: ['rail', 'air'] })
    expect(faults(await breakEvenSvg(result))).toBeUndefined()
  })
})

describe('every chart', () => {
  it('draws where no corridor has a route', async () => {
    for (const svg of [
      await profileSvg(CLOSED, 'time'),
      await profileSvg(CLOSED, 'cost'),
      await sharesSvg(CLOSED, 'time'),
      await paretoSvg(CLOSED),
    ]) {
      expect(faults(svg)).toBeUndefined()
    }
  })
})
