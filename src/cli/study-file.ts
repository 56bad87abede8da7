import { dirname, resolve } from 'node:path'
import { checkedStudyFile, type StudyFile } from '../corridor/study/study-file.js'
import { UsageError } from '../issue/errors.js'
import type { Scenario } from '../routing/scenario/scenario.js'
import { readJson, readScenario } from './scenario-file.js'

/** A study with the scenarios that it names. */
export interface ReadStudy {
  readonly file: StudyFile
  readonly scenarios: readonly Scenario[]
}

/**
 * Reads a study file and the scenario files that it names, relative to where it lies.
 *
 * @throws DataError where a file is not there or is no JSON, UsageError for what it holds, with the name of the file
 */
export async function readStudy(path: string): Promise<ReadStudy> {
  const json = await readJson(path)
  let file: StudyFile
  try {
    file = checkedStudyFile(json)
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${path}: ${error.message}`, error.suggestions)
    throw error
  }
  const scenarios: Scenario[] = []
  for (const scenario of file.scenarios) {
    scenarios.push(typeof scenario === 'string' ? await readScenario(resolve(dirname(path), scenario)) : scenario)
  }
  return { file, scenarios }
}
