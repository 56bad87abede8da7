import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { breakEven } from '../../src/corridor/break-even/break-even.js'
import { type CompareQuery, compareCorridors } from '../../src/corridor/compare.js'
import { connectivity } from '../../src/corridor/connectivity/connectivity.js'
import { corridorMapSvg } from '../../src/report/drawing/map.js'
import { comparisonHtml } from '../../src/report/html/page.js'
import type { Router } from '../../src/routing/router.js'
import { loadRouter } from '../../src/routing/saved/shipped.js'
import { browserBundle } from '../package/bundle.js'
import { HOSTILE, PACIFIC_QUESTION, PACIFIC_TEXT, pacific } from '../report/drawing/pacific.js'
import { recordsFromText } from '../support/text-network.js'
import { launch, open, SKIPPED, WITHOUT } from './chromium.js'
import { COVERED_TEXTS, DRAWN_TEXTS, FOCUSED, SHOWN_DRAWINGS, TEXT_CONTRASTS } from './measures.js'

const WIDTHS = [360, 600, 768, 960, 1280, 1600] as const
const SCHEMES = ['light', 'dark'] as const

let browser: Browser
let folder: string
/** A page of the shipped network, with eight corridors, and one whose names are attacks. */
let shipped: string
let hostile: string

async function page(name: string, router: Router, query: CompareQuery): Promise<string> {
  const file = join(folder, `${name}.html`)
  const comparison = compareCorridors(router, query)
  const breakEvens = (['value-of-time', 'carbon-price'] as const).map((over) => breakEven(router, { ...query, over }))
  const scorecard = connectivity(router, query)
  await writeFile(file, await comparisonHtml(comparison, { network: router.network, breakEvens, scorecard, query }))
  return file
}

describe.skipIf(SKIPPED)(`the page in Chromium${WITHOUT}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'landbridge-page-'))
    browser = await launch()
    hostile = await page('hostile', pacific().router, PACIFIC_QUESTION)
    shipped = await page('shipped', (await loadRouter()).router, { from: 'CNCKG', to: 'DEDUI' })
  })

  afterAll(async () => {
    await browser?.close()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  it('shows its parts, asks for nothing and complains of nothing', async () => {
    const { page, faults } = await open(browser, shipped)
    expect(await page.title()).toBe('Chongqing to Duisburg: corridors compared')
    expect(await page.locator('section').count()).toBe(11)
    expect(await page.locator('#connectivity tbody tr').first().locator('td').count()).toBe(6)
    expect(await page.locator('.tiles li').count()).toBe(4)
    expect(await page.locator('#tables tbody tr').count()).toBe(3 * 8)
    expect(await page.locator('#map svg.wide path[stroke-linejoin]').count()).toBeGreaterThan(16)
    expect(faults).toEqual([])
    await page.close()
  })

  it('is not harmed by names that are attacks', async () => {
    const { page, faults } = await open(browser, hostile)
    expect(await page.locator('h1').textContent()).toBe(`${HOSTILE.origin} to ${HOSTILE.destination}`)
    expect(await page.locator('#tables tbody th').first().textContent()).toBe(`A ${HOSTILE.corridor}`)
    expect(await page.locator('script, iframe, img').count()).toBe(0)
    for (const summary of await page.locator('summary').all()) await summary.click()
    await page.waitForTimeout(200)
    expect(faults).toEqual([])
    await page.close()
  })

  it('would not run a script that came in all the same', async () => {
    const { page, faults } = await open(browser, hostile)
    const refused = page.waitForEvent('requestfailed')
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="http://example.invalid/x.png" onerror="window.harmed = 1">')`,
    )
    // Refused by the page's own policy, before it reaches the network.
    expect((await refused).failure()?.errorText).toBe('csp')
    expect(await page.evaluate('window.harmed')).toBeUndefined()
    const policy = faults.filter((fault) => fault.includes('Content Security Policy'))
    expect(policy.some((fault) => fault.includes('inline event handler'))).toBe(true)
    expect(faults.filter((fault) => !policy.includes(fault))).toEqual(['request: http://example.invalid/x.png'])
    await page.close()
  })

  it.each(WIDTHS)('fits %i px: no scrolling sideways, one layout of each figure, text to be read', async (width) => {
    for (const file of [shipped, hostile]) {
      const { page } = await open(browser, file, { width })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      const layout = width < 600 ? 'narrow' : width < 960 ? 'middle' : 'wide'
      const shown = (await page.evaluate(SHOWN_DRAWINGS)) as string[][]
      expect(shown.length).toBeGreaterThan(7)
      expect(new Set(shown.map(String))).toEqual(new Set([layout]))
      const texts = (await page.evaluate(DRAWN_TEXTS)) as { text: string; pixels: number; beyond: number }[]
      expect(texts.length).toBeGreaterThan(100)
      expect(texts.filter(({ pixels }) => pixels < 9.9)).toEqual([])
      expect(texts.filter(({ beyond }) => beyond > 2)).toEqual([])
      await page.close()
    }
  })

  it.each([360, 768, 1280])('writes no text over another at %i px', async (width) => {
    const { page } = await open(browser, shipped, { width })
    expect(await page.evaluate(COVERED_TEXTS)).toEqual([])
    await page.close()
  })

  it.each(SCHEMES)('has all text at 4.5:1 or more in the %s scheme', async (scheme) => {
    const { page } = await open(browser, shipped, { scheme })
    await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`)
    const texts = (await page.evaluate(TEXT_CONTRASTS)) as { text: string; isDrawn: boolean; contrast: number }[]
    expect(texts.filter(({ isDrawn }) => isDrawn).length).toBeGreaterThan(100)
    expect(texts.filter(({ isDrawn }) => !isDrawn).length).toBeGreaterThan(300)
    expect(texts.filter(({ contrast }) => !(contrast >= 4.5))).toEqual([])
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(ground).toBe(scheme === 'light' ? 'rgb(246, 248, 249)' : 'rgb(14, 19, 24)')
    await page.close()
  })

  it('goes by keyboard: skip link, parts, tables, routes', async () => {
    const { page } = await open(browser, shipped, { width: 360 })
    const order: string[] = []
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const focused = (await page.evaluate(FOCUSED)) as string
      if (focused === 'end') break
      order.push(focused)
    }
    const runs = order.filter((word, i) => word !== order[i - 1])
    // The scores are two regions, and each corridor and the countries fold out, before the routes, the rules and the sources do.
    expect(runs).toEqual(['skip', 'nav', 'region', 'summary'])
    expect(order.filter((word) => word === 'nav')).toHaveLength(11)
    expect(order.filter((word) => word === 'region')).toHaveLength(3 + 2)
    expect(order.filter((word) => word === 'summary')).toHaveLength(8 + 1 + 8 + 6)
    await page.close()
  })

  it('skips to the map, scrolls a table and opens a route by keyboard', async () => {
    const { page } = await open(browser, shipped, { width: 360 })
    await page.keyboard.press('Tab')
    // The link is seen when it has the focus.
    expect((await page.locator('.skip').boundingBox())?.x).toBeGreaterThanOrEqual(0)
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(FOCUSED)).toBe('region')
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.evaluate('document.activeElement.scrollLeft')).toBeGreaterThan(0)
    await page.locator('summary').first().focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('details').first().getAttribute('open')).toBe('')
    expect(await page.locator('details').first().locator('tbody tr').count()).toBeGreaterThan(5)
    await page.close()
  })
})

describe.skipIf(SKIPPED)(`drawings in Chromium${WITHOUT}`, () => {
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
  })

  it('are drawn by the browser entry with the document of the page, the same as in Node', async () => {
    const bundle = await browserBundle("export * from './src/browser.js'")
    const page = await browser.newPage()
    await page.setContent('<!doctype html><title>empty</title>')
    await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' })
    const drawn = await page.evaluate(`(async () => {
      const { network } = landbridge.networkFromRecords(${JSON.stringify(recordsFromText(PACIFIC_TEXT))}, { strict: true })
      const comparison = landbridge.compareCorridors(landbridge.createRouter(network), ${JSON.stringify(PACIFIC_QUESTION)})
      const svg = await landbridge.corridorMapSvg(comparison, network)
      const html = await landbridge.comparisonHtml(comparison, { network })
      const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml')
      const charts = new DOMParser().parseFromString(await landbridge.profileSvg(comparison, 'time'), 'image/svg+xml')
      return {
        svg,
        html,
        errors: parsed.querySelectorAll('parsererror').length + charts.querySelectorAll('parsererror').length,
        root: charts.documentElement.localName,
        lines: charts.querySelectorAll('path[stroke-linejoin]').length,
      }
    })()`)
    const { router, comparison } = pacific()
    const { svg, html, ...parsed } = drawn as Record<string, unknown>
    expect(parsed).toEqual({ errors: 0, root: 'svg', lines: expect.any(Number) })
    // Compared as truth values: the texts are long.
    expect(svg === (await corridorMapSvg(comparison, router.network))).toBe(true)
    // Plot moves lines by half a pixel where the screen is coarse, and there is no screen in Node.
    const unmoved = (text: unknown): string => String(text).replace(/ transform="[^"]*"/g, '')
    expect(unmoved(html) === unmoved(await comparisonHtml(comparison, { network: router.network }))).toBe(true)
    await page.close()
  })

  it('changes colours in the dark when it stands alone', async () => {
    const { router, comparison } = pacific()
    const svg = await corridorMapSvg(comparison, router.network)
    const ground = async (colorScheme: 'light' | 'dark'): Promise<unknown> => {
      const page = await browser.newPage({ colorScheme })
      await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`)
      const color = await page.evaluate(`getComputedStyle(document.querySelector('rect')).fill`)
      await page.close()
      return color
    }
    expect(await ground('light')).toBe('rgb(255, 255, 255)')
    expect(await ground('dark')).toBe('rgb(19, 25, 32)')
  })
})
