import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Chromium of the system, as Debian packs it; `undefined` where there is none on the PATH. */
export const CHROMIUM = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'chromium'))
  .find((file) => existsSync(file))

/** Without a browser the tests are skipped by name; where everything must run, they fail instead. */
export const SKIPPED = CHROMIUM === undefined && process.env.CI === undefined
export const WITHOUT = SKIPPED ? ' (SKIPPED: there is no chromium on the PATH)' : ''

export function launch(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('there is no chromium on the PATH; install it (apt-get install chromium)')
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** What a page did that it should not have done. */
export interface Watched {
  readonly page: Page
  /** Errors and warnings of the console, errors of scripts, dialogs, and requests but for the page itself. */
  readonly faults: string[]
}

/** Opens a file and keeps a list of what goes wrong in it. */
export async function open(
  browser: Browser,
  file: string,
  { width = 1280, scheme = 'light' }: { readonly width?: number; readonly scheme?: 'light' | 'dark' } = {},
): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme })
  const faults: string[] = []
  const address = `file://${file}`
  page.on('console', (message) => faults.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    dialog.dismiss().catch(() => {})
  })
  page.on('request', (request) => {
    if (request.url() !== address) faults.push(`request: ${request.url()}`)
  })
  await page.goto(address)
  return { page, faults }
}
