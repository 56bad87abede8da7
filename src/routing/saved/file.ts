import { type FileHandle, open, rename, rm, writeFile } from 'node:fs/promises'
import { DataError } from '../../issue/errors.js'
import type { Router, RouterOptions } from '../router.js'
import { openSaved } from './decode.js'
import { type SaveOptions, saveRouter } from './encode.js'

/**
 * Writes a router to a file; {@link loadSaved} reads it back. A reader never sees half of it: the bytes are written beside
 * the file, which then takes its name.
 *
 * @throws DataError where the file cannot be written
 * @throws UsageError as {@link saveRouter}
 */
export async function writeSaved(router: Router, path: string, options: SaveOptions = {}): Promise<void> {
  await writeWhole(path, saveRouter(router, options))
}

/** Writes beside the file first. @throws DataError where the file cannot be written */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.part`
  try {
    await writeFile(beside, bytes)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw new DataError(
      `The file "${path}" cannot be written (${codeOf(error)}); expected a path in a folder that exists.`,
    )
  }
}

/**
 * Opens a saved network from its file. To share it between workers, read it by {@link readSaved} and open that in each.
 *
 * @throws DataError where there is no such file, or as {@link openSaved}
 * @example
 * const router = await loadSaved('eurasia.landbridge')
 */
export async function loadSaved(path: string, options: RouterOptions = {}): Promise<Router> {
  return openSaved(await readSaved(path), options, `The file "${path}"`)
}

/**
 * The bytes of a file in memory that workers can share.
 *
 * @throws DataError where the file cannot be read
 */
export async function readSaved(path: string): Promise<SharedArrayBuffer> {
  let file: FileHandle | undefined
  try {
    file = await open(path)
    const { size } = await file.stat()
    const shared = new SharedArrayBuffer(size)
    const bytes = new Uint8Array(shared)
    for (let done = 0; done < size; ) {
      const { bytesRead } = await file.read(bytes, done, size - done, done)
      if (bytesRead === 0) throw new DataError(`The file "${path}" became shorter while it was read; read it again.`)
      done += bytesRead
    }
    return shared
  } catch (error) {
    if (error instanceof DataError) throw error
    const code = codeOf(error)
    if (code === 'ENOENT') throw new DataError(`There is no file "${path}"; expected a saved network.`)
    if (code === 'EISDIR') throw new DataError(`"${path}" is a folder; expected the file of a saved network.`)
    throw new DataError(`The file "${path}" cannot be read (${code}); expected a saved network.`)
  } finally {
    await file?.close()
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
