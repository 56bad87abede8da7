import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeToString } from 'fast-csv'
import type { Network } from './network.js'
import { networkToRecords } from './to-records.js'

/**
 * Writes a network as CSV files into a folder (made where it is missing); `loadNetwork` reads them back and gives
 * the same answers.
 *
 * @returns the paths written
 */
export async function saveNetwork(network: Network, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const paths: string[] = []
  for (const [file, records] of Object.entries(networkToRecords(network))) {
    const path = join(folder, file)
    const text = await writeToString(records as string[][], { headers: false, includeEndRowDelimiter: true })
    await writeFile(path, text)
    paths.push(path)
  }
  return paths
}
