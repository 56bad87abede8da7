/**
 * The pictures of the README: eight corridors from Chongqing to Duisburg over the shipped network, drawn as a user would.
 * The page is photographed in Chromium. Run by `npm run pictures`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { breakEven, compareCorridors, comparisonHtml, corridorMapSvg, loadRouter, profileSvg } from '../src/index.js'
import { launch } from '../tests/browser/chromium.js'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const WIDTH = 1280
const QUERY = { from: 'CNCKG', to: 'DEDUI' }

const { router } = await loadRouter()
const comparison = compareCorridors(router, QUERY)
await writeFile(join(FOLDER, 'map.svg'), await corridorMapSvg(comparison, router.network, { width: WIDTH }))
await writeFile(join(FOLDER, 'time-distance.svg'), await profileSvg(comparison, 'time', { width: WIDTH }))

const breakEvens = (['value-of-time', 'carbon-price'] as const).map((over) => breakEven(router, { ...QUERY, over }))
const html = await comparisonHtml(comparison, { network: router.network, breakEvens, query: QUERY })
const scratch = await mkdtemp(join(tmpdir(), 'landbridge-pictures-'))
const browser = await launch()
try {
  await writeFile(join(scratch, 'page.html'), html)
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 1180 }, colorScheme: 'light' })
  await page.goto(`file://${join(scratch, 'page.html')}`)
  await page.screenshot({ path: join(FOLDER, 'page.png') })
} finally {
  await browser.close()
  await rm(scratch, { recursive: true, force: true })
}
