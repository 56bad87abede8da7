import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordsFromText } from '../support/text-network.js'

const made: string[] = []

/** Writes tables as text (see `textNetwork`) into a folder of their own. */
export async function folderOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'landbridge-cli-'))
  made.push(folder)
  for (const [name, records] of Object.entries(recordsFromText(text))) {
    await writeFile(join(folder, name), records.map((cells) => `${cells.join(',')}\n`).join(''))
  }
  return folder
}

/** Removes the folders of {@link folderOf}. */
export async function removeFolders(): Promise<void> {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })))
}
