import { writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { besidePublished } from '../corridor/study/published.js'
import { study } from '../corridor/study/study.js'
import { studyQueryOf } from '../corridor/study/study-file.js'
import { DataError, UsageError } from '../issue/errors.js'
import { toJson } from '../report/json.js'
import { studyPairsToCsv, studyToCsv } from '../report/study-csv.js'
import { studyText } from '../report/study-text.js'
import { longJob } from './long-job.js'
import { type NetworkOptions, texts, withNetworkOptions } from './options.js'
import { EXIT, type Setting } from './setting.js'
import { readStudy } from './study-file.js'

interface StudyOptions extends NetworkOptions {
  readonly csv?: boolean
  readonly pairsOut?: string
  readonly scenario?: string[]
}

export function addStudy(program: Command, { io, exit, routerFor }: Setting): void {
  withNetworkOptions(
    program.command('study <file>').description('what scenarios change over many pairs of places: a study file (JSON)'),
  )
    .option('--scenario <file>', 'study the network as a scenario (JSON) changes it; may be repeated', texts)
    .addOption(new Option('--csv', 'print a line of CSV per scenario, group and measure').conflicts('json'))
    .option('--pairs-out <file>', 'write a line of CSV per scenario and pair to this file')
    .action(async (path: string, options: StudyOptions) => {
      const { file, scenarios } = await readStudy(path)
      const router = await routerFor(options)
      const result = await longJob({ io, exit }, 'study', ({ signal, show }) =>
        study(router, {
          ...studyQueryOf(file, scenarios),
          keepPairs: options.pairsOut !== undefined,
          signal,
          onProgress: ({ done, total, scenario }) => show({ done, total, label: scenario }),
        }).catch((error: unknown) => {
          if (error instanceof UsageError) throw new UsageError(`${path}: ${error.message}`, error.suggestions)
          throw error
        }),
      )
      if (result === undefined) return
      if (options.pairsOut !== undefined) await write(options.pairsOut, `${studyPairsToCsv(result)}\n`)
      const beside = besidePublished(result, file.expected ?? [])
      const { id, name, description, source } = file
      if (options.csv === true) io.out(`${studyToCsv(result)}\n`)
      else if (options.json === true) {
        // The pairs are in their file.
        const bare = result.scenarios.map(({ free, same_modes, ...rest }) => ({
          ...rest,
          free: { ...free, pairs: undefined },
          same_modes: same_modes && { ...same_modes, pairs: undefined },
        }))
        io.out(`${toJson({ id, name, description, source, ...result, scenarios: bare, published: beside })}\n`)
      } else io.out(`${studyText(result, file, beside, io.width)}\n`)
      if (result.baseline.reachable === 0) exit(EXIT.noRoute)
    })
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (error) {
    throw new DataError(`Cannot write "${path}": ${(error as Error).message}`)
  }
}
