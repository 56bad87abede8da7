import { readFile } from 'node:fs/promises'
import { DataError, UsageError } from '../issue/errors.js'
import { checkedScenario } from '../routing/scenario/check.js'
import { composeScenarios, type Scenario } from '../routing/scenario/scenario.js'

/**
 * Reads a JSON file.
 *
 * @throws DataError where there is none, or where it is no JSON
 */
export async function readJson(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const fault = code === 'ENOENT' ? 'There is no file' : code === 'EISDIR' ? 'A folder is' : 'Cannot read'
    throw new DataError(`${fault} "${path}"; expected a JSON file.`)
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new DataError(`${path} is no JSON: ${(error as Error).message}; expected an object.`)
  }
}

/** The scenario of a file, with the file's name in messages about it. @throws DataError, UsageError */
export async function readScenario(path: string): Promise<Scenario> {
  const json = await readJson(path)
  try {
    return checkedScenario(json)
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${path}: ${error.message}`, error.suggestions)
    throw error
  }
}

/** The scenarios of several files as one; `undefined` for none. @throws DataError, UsageError */
export async function readScenarios(paths: readonly string[] = []): Promise<Scenario | undefined> {
  const scenarios: Scenario[] = []
  for (const path of paths) scenarios.push(await readScenario(path))
  const [first] = scenarios
  return scenarios.length > 1 ? composeScenarios(scenarios) : first
}
