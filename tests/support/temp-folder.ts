import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Issue } from '../../src/issue/issue.js'
import { type LoadOptions, type LoadResult, loadNetwork } from '../../src/network/load.js'

/** Runs `use` on a folder of its own, which is removed afterwards. */
export async function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'landbridge-'))
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Loads files as a folder, without the shipped rules; every message must be one sentence. */
export async function loadFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: LoadOptions = { missingRules: 'own' },
): Promise<LoadResult> {
  const result = await withFolder(files, (folder) => loadNetwork(folder, options))
  for (const issue of result.issues) expectOneSentence(issue)
  return result
}

/** One line, one full stop at its end, and it names the file, the row and what was expected. */
export function expectOneSentence(issue: Issue): void {
  expect(issue.message).toMatch(/^[^\n\r]+\.$/)
  expect(issue.message).not.toMatch(/[.!?] [A-Z]/)
  expect(issue.message.startsWith(issue.file)).toBe(true)
  if (issue.row !== undefined) expect(issue.message).toContain(`row ${issue.row}`)
  if (issue.column !== undefined) expect(issue.message).toContain(`column ${issue.column}`)
  expect(issue.message.endsWith(`; expected ${issue.expected}.`)).toBe(true)
  expect(issue.message.length).toBeLessThan(800)
}

/** An issue without its `expected` and message, as far as it is given: what most tests compare. */
export function place(issue: Issue | undefined): Partial<Issue> {
  if (issue === undefined) return {}
  const { expected: _expected, message: _message, ...rest } = issue
  return rest
}

/** Three places in a row, some 160 km apart. */
export const NODES = `node_id,name,x_coord,y_coord
a,Aville,10,50
b,Beton,12,50.5
c,Cdorf,14,51
`

/** Links that fit {@link NODES}. */
export const LINKS = `link_id,from_node_id,to_node_id,length_km
ab,a,b,170
bc,b,c,170
`
