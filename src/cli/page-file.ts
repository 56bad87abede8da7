import { writeFile } from 'node:fs/promises'
import { breakEven } from '../corridor/break-even/break-even.js'
import type { CompareQuery, Comparison } from '../corridor/compare.js'
import { connectivity } from '../corridor/connectivity/connectivity.js'
import { DataError } from '../issue/errors.js'
import { comparisonHtml } from '../report/html/page.js'
import type { Router } from '../routing/router.js'

/** Break-evens on the page, where the objective weighs time and carbon at their prices. */
const OVER = ['value-of-time', 'carbon-price'] as const

/**
 * Writes the page of a comparison.
 *
 * @param file the file; what is there is overwritten
 * @param router that which was asked
 * @param query what it was asked
 * @returns bytes written
 * @throws DataError where the file cannot be written
 */
export async function writePage(
  file: string,
  router: Router,
  comparison: Comparison,
  query: CompareQuery,
): Promise<number> {
  const isOpen = comparison.corridors.some(({ status }) => status === 'ok')
  const breakEvens =
    isOpen && comparison.objective === 'generalised' ? OVER.map((over) => breakEven(router, { ...query, over })) : []
  const { corridors: _corridors, ...asked } = query
  const { scenario } = query
  const { network } = scenario === undefined ? router : router.under(scenario)
  const html = await comparisonHtml(comparison, {
    network,
    breakEvens,
    ...(isOpen ? { scorecard: connectivity(router, query) } : {}),
    prices: router.prepare(asked).prices,
    query,
  })
  try {
    await writeFile(file, html)
  } catch (error) {
    throw new DataError(`The page cannot be written to "${file}": ${(error as Error).message}`)
  }
  return Buffer.byteLength(html)
}
