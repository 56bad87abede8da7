import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { listCsvFiles } from '../../ingest/csv-file.js'
import { type Hash128, hash128 } from './hash128.js'

/**
 * A hash of the CSV files of a folder, by their names and bytes. O(bytes), some milliseconds a megabyte.
 *
 * @returns `undefined` where one of them cannot be read, which is for the CSV reader to report
 * @throws DataError where the folder cannot be read
 */
export async function csvHash(folder: string): Promise<Hash128 | undefined> {
  const paths = await listCsvFiles(folder)
  const contents = await Promise.allSettled(paths.map((path) => readFile(path)))
  const words: number[] = []
  for (const [i, content] of contents.entries()) {
    if (content.status === 'rejected') return undefined
    const name = basename(paths[i] as string)
    words.push(...hash128(Uint32Array.from(name, (letter) => letter.codePointAt(0) as number)))
    words.push(content.value.length, ...hash128(wordsOf(content.value)))
  }
  return hash128(Uint32Array.from(words))
}

/** The bytes as words, zeros after them. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array(Math.ceil(bytes.length / 4))
  new Uint8Array(words.buffer).set(bytes)
  return words
}
