/**
 * The shipped network as it was saved when the package was built, which stands in for its CSV files as long as these are
 * what they were: the file holds a hash of their names and bytes, and the issues that loading them gives.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DataError, UsageError } from '../../issue/errors.js'
import type { Issue } from '../../issue/issue.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import { type LoadOptions, loadNetwork, shippedNetworkFolder } from '../../network/load.js'
import { createRouter, type Router, type RouterOptions } from '../router.js'
import { packed } from './container.js'
import { csvHash } from './csv-hash.js'
import { json, openSections, sectionsOf } from './decode.js'
import { json as jsonSection, routerSections } from './encode.js'
import { readSaved, writeWhole } from './file.js'
import type { Hash128 } from './hash128.js'

export interface LoadRouterOptions extends RouterOptions, Pick<LoadOptions, 'strict'> {
  /** The folder of CSV files. Default: the network that comes with the package. */
  readonly folder?: string
}

export interface LoadedRouter {
  readonly router: Router
  /** What `loadNetwork` notices in the CSV files. */
  readonly issues: readonly Issue[]
  /** What was opened: the saved network of the package, or the CSV files. */
  readonly source: 'saved' | 'csv'
  /**
   * Why the saved network of the package cannot be read, where it is there but damaged; the CSV files were read
   * instead. `undefined` where it was used, is not there, or was made from other CSV files.
   */
  readonly fault: DataError | undefined
}

const OPTIONS: readonly (keyof LoadRouterOptions)[] = ['folder', 'strict', 'costModel', 'prices', 'accelerate']

/** Beside the bundle; beside this file there is none, so that the sources always read the CSV files. */
const FILE_NAME = './eurasia.landbridge'

/** Of what the saved network was made: hash128, 4 words. */
const HASH_SECTION = 'csv.hash'

/**
 * A router on the shipped network, without the time that CSV files take: from the saved network that comes with the
 * package where the CSV files are still those that it was made from, else from the CSV files. All answers are the same
 * either way. Node only.
 *
 * O(bytes of the CSV files) to compare them; as `loadNetwork` and `createRouter` where they differ.
 *
 * @throws DataError and UsageError as `loadNetwork` and `createRouter`
 * @example
 * const { router } = await loadRouter()
 */
export async function loadRouter(options: LoadRouterOptions = {}): Promise<LoadedRouter> {
  return loadRouterOr(fileURLToPath(new URL(FILE_NAME, import.meta.url)), options)
}

/** {@link loadRouter} with the saved network in a given file. */
export async function loadRouterOr(savedFile: string, options: LoadRouterOptions): Promise<LoadedRouter> {
  checkOptions(options)
  const { folder = shippedNetworkFolder(), strict = false, ...routerOptions } = options
  let fault: DataError | undefined
  if (existsSync(savedFile)) {
    try {
      const saved = await openUnlessStale(savedFile, folder, routerOptions)
      if (saved !== undefined) return saved
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      fault = error
    }
  }
  const { network, issues } = await loadNetwork(folder, { strict })
  return { router: createRouter(network, routerOptions), issues, source: 'csv', fault }
}

/**
 * Writes what {@link loadRouter} reads. For the build of the package.
 *
 * @throws DataError where the CSV files have errors, or the file cannot be written
 */
export async function writeShipped(savedFile: string, folder = shippedNetworkFolder()): Promise<void> {
  const { network, issues } = await loadNetwork(folder, { strict: true })
  const hash = (await csvHash(folder)) as Hash128
  const sections = [
    ...routerSections(createRouter(network), {}),
    { name: HASH_SECTION, data: Uint32Array.from(hash), isInput: false },
    jsonSection('csv.issues', issues),
  ]
  await writeWhole(savedFile, packed(sections))
}

async function openUnlessStale(
  savedFile: string,
  folder: string,
  options: RouterOptions,
): Promise<LoadedRouter | undefined> {
  const [bytes, hash] = await Promise.all([readSaved(savedFile), csvHash(folder)])
  const sections = sectionsOf(bytes, `The file "${savedFile}"`)
  const made = sections.unsigned(HASH_SECTION, 4)
  if (hash === undefined || !hash.every((word, i) => word === made[i])) return undefined
  const issues = json<Issue[]>(sections, 'csv.issues')
  return { router: openSections(sections, options), issues, source: 'saved', fault: undefined }
}

function checkOptions(options: LoadRouterOptions): void {
  for (const option of Object.keys(options)) {
    if ((OPTIONS as readonly string[]).includes(option)) continue
    const near = nearest(option, OPTIONS)
    throw new UsageError(`Unknown option "${option}"; expected ${OPTIONS.join(', ')}.${didYouMean(near)}`, near)
  }
}
