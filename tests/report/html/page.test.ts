import { createHash } from 'node:crypto'
import { parseHTML } from 'linkedom/worker'
import { describe, expect, it } from 'vitest'
import { breakEven } from '../../../src/corridor/break-even/break-even.js'
import { connectivity } from '../../../src/corridor/connectivity/connectivity.js'
import { comparisonHtml } from '../../../src/report/html/page.js'
import { HOSTILE, PACIFIC_QUESTION, pacific } from '../drawing/pacific.js'

const { router, comparison } = pacific()
const { network } = router
const BREAK_EVENS = [breakEven(router, { ...PACIFIC_QUESTION, over: 'value-of-time' })]
const SCORECARD = connectivity(router, PACIFIC_QUESTION)
const HTML = await comparisonHtml(comparison, {
  network,
  breakEvens: BREAK_EVENS,
  scorecard: SCORECARD,
  query: PACIFIC_QUESTION,
})
const { document } = parseHTML(HTML)
const textOf = (selector: string): string => document.querySelector(selector)?.textContent ?? ''

describe('comparisonHtml', () => {
  it('has every part, with a title that the navigation leads to', () => {
    const sections = [...document.querySelectorAll('section')].map(({ id }) => id)
    expect(sections).toEqual([
      'map',
      'tables',
      'time-distance',
      'cost-distance',
      'shares',
      'pareto',
      'break-even',
      'connectivity',
      'routes',
      'assumptions',
      'sources',
    ])
    const targets = [...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href'))
    expect(targets).toEqual(sections.map((id) => `#${id}`))
    expect(document.querySelector('.skip')?.getAttribute('href')).toBe('#main')
    for (const id of sections) expect(textOf(`#${id}-title`)).not.toBe('')
  })

  it('asks the question in words and names the best by each criterion', () => {
    expect(textOf('h1')).toBe(`${HOSTILE.origin} to ${HOSTILE.destination}`)
    expect(textOf('.lead')).toContain('Which way for 1 TEU with 10 t of goods worth USD 24,000 from')
    expect(textOf('.lead')).toContain('Compared: 3 corridors, each by its best route by generalised cost')
    expect([...document.querySelectorAll('.tiles .what')].map(({ textContent }) => textContent)).toEqual([
      'Fastest',
      'Cheapest',
      'Least carbon',
      'Lowest generalised cost',
    ])
  })

  it('draws each figure in three layouts, of which the style sheet shows one', () => {
    const figures = [...document.querySelectorAll('figure')]
    expect(figures).toHaveLength(8)
    for (const figure of figures) {
      const drawings = [...figure.querySelectorAll('svg')]
      expect(drawings.map((svg) => svg.getAttribute('class')?.split(' ')[1])).toEqual(['narrow', 'middle', 'wide'])
      for (const svg of drawings) {
        expect(svg.getAttribute('role')).toBe('img')
        expect(svg.getAttribute('aria-label')?.length).toBeGreaterThan(40)
      }
    }
  })

  it('has tables with scopes, in regions that take the focus', () => {
    const tables = [...document.querySelectorAll('table')]
    // Of the comparison, the legs of two routes, the scores, and what they are made of, corridor by corridor and country by country.
    expect(tables.length).toBe(3 + 2 + 2 + 2 + SCORECARD.countries.length)
    for (const table of tables) {
      expect(
        [...table.querySelectorAll('th')].every((cell) => ['row', 'col'].includes(cell.getAttribute('scope') ?? '')),
      ).toBe(true)
      const region = table.parentElement
      expect(region?.getAttribute('tabindex')).toBe('0')
      expect(region?.getAttribute('role')).toBe('region')
      expect(region?.getAttribute('aria-label')).not.toBe('')
    }
    expect([...document.querySelectorAll('tbody th')].map(({ textContent }) => textContent?.slice(2))).toContain(
      HOSTILE.corridor,
    )
    expect(textOf('#tables')).toContain('No route from')
  })

  it('tells the assumptions and the sources', () => {
    const assumed = textOf('#assumptions')
    expect(assumed).toContain('1 % of the value of the goods per day: USD 240 per day for this shipment')
    expect(assumed).toContain('USD 0 per t CO2e')
    expect(assumed).toContain('loading at the origin and unloading at the destination are included')
    expect(assumed).toContain('seasonal, closed, planned')
    expect(assumed).toContain('4 places, 8 directions of links')
    expect(textOf('#sources')).toContain('<a href="http://example.invalid">evil</a> \ufffd]]> (A, B)')
  })

  it('tells what else was asked', async () => {
    const scenario = { id: 'half', name: 'Half <dwell>', changes: [] }
    const html = await comparisonHtml(comparison, {
      network,
      query: {
        ...PACIFIC_QUESTION,
        scenario,
        handling: 'none',
        avoidCountries: ['KP'],
        avoidStatuses: [],
        date: '2026-05-01',
      },
      prices: { value_of_time_pct_per_day: 1, value_of_time_usd_per_day: 700, carbon_price_usd_per_t: 85 },
      networkDate: '2026-01-31',
    })
    const page = parseHTML(html).document
    const assumed = page.querySelector('#assumptions')?.textContent ?? ''
    for (const words of [
      'USD 700 per day for this shipment',
      'USD 85 per t CO2e',
      'neither loading nor unloading is included',
      'Not through these countriesKP',
      'Links of these statuses are avoidednone',
      'Day of travel2026-05-01',
      'ScenarioHalf <dwell>',
      'as of 2026-01-31',
    ]) {
      expect(assumed).toContain(words)
    }
    expect(page.querySelector('.lead')?.textContent).toContain('changed by the scenario “Half <dwell>”')
  })

  it('has no script, no handler, no inline style and nothing to fetch', () => {
    expect(document.querySelectorAll('script, iframe, img, link, object, embed, base, form')).toHaveLength(0)
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of [...element.attributes]) {
        expect(name).not.toMatch(/^on|^style$|^src$|^srcset$|^xlink/)
        if (name === 'href') expect(value).toMatch(/^#/)
      }
    }
    expect(/url\(|@import/.exec(HTML)).toBeNull()
    expect(Object.values(HOSTILE).filter((text) => HTML.includes(text))).toEqual([])
  })

  it('has a policy that allows its one style sheet and nothing else', () => {
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content')
    const [css, ...others] = [...document.querySelectorAll('style')].map(({ textContent }) => textContent ?? '')
    expect(others).toEqual([])
    const digest = createHash('sha256')
      .update(css ?? '')
      .digest('base64')
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`)
  })

  it('is the same every time', async () => {
    const again = await comparisonHtml(comparison, {
      network,
      breakEvens: BREAK_EVENS,
      scorecard: connectivity(router, PACIFIC_QUESTION),
      query: PACIFIC_QUESTION,
    })
    expect(again === HTML).toBe(true)
  })

  it('says so where no corridor has a route', async () => {
    const closed = { ...comparison, corridors: comparison.corridors.filter(({ status }) => status === 'no-route') }
    const page = parseHTML(await comparisonHtml(closed, { network })).document
    expect(page.querySelector('header')?.textContent).toContain('No corridor has a route.')
    expect([...page.querySelectorAll('section')].map(({ id }) => id)).toEqual([
      'tables',
      'routes',
      'assumptions',
      'sources',
    ])
  })
})
