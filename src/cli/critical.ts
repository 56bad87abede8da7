import type { Command } from 'commander'
import { criticality } from '../corridor/criticality.js'
import { UsageError } from '../issue/errors.js'
import { criticalText } from '../report/critical-text.js'
import { toJson } from '../report/json.js'
import { longJob } from './long-job.js'
import { count, type QueryOptions, shipmentFrom, withQueryOptions } from './options.js'
import { readPairs } from './pairs-file.js'
import { EXIT, type Setting } from './setting.js'

/** Rows shown unless told. */
const COUNT = 20

interface CriticalOptions extends QueryOptions {
  readonly nodes?: boolean
  readonly pairs?: string
  readonly count: number
}

export function addCritical(program: Command, { io, exit, routerFor }: Setting): void {
  withQueryOptions(
    program
      .command('critical [from] [to]')
      .description('the links of a route, or of many, by what the loss of each would cost'),
  )
    .option('--nodes', 'the places on the way in place of the links')
    .option('--pairs <file>', 'a CSV file with the columns from, to and weight, in place of one pair')
    .option('--count <n>', 'at most so many', count, COUNT)
    .action(async (from: string | undefined, to: string | undefined, options: CriticalOptions) => {
      if (options.pairs === undefined ? to === undefined : from !== undefined) {
        throw new UsageError('Give an origin and a destination, or --pairs.')
      }
      const ends =
        options.pairs === undefined
          ? { from: from as string, to: to as string }
          : { pairs: await readPairs(options.pairs) }
      const router = await routerFor(options)
      const result = await longJob({ io, exit }, 'search', ({ signal, show }) =>
        criticality(router, {
          ...shipmentFrom(options),
          ...ends,
          objective: options.objective,
          of: options.nodes === true ? 'nodes' : 'links',
          limit: options.count,
          signal,
          onProgress: ({ done, total, element = 'best routes' }) => show({ done, total, label: element }),
        }),
      )
      if (result === undefined) return
      io.out(`${options.json === true ? toJson(result) : criticalText(result, io.width)}\n`)
      if (!result.pairs.some(({ routed }) => routed)) exit(EXIT.noRoute)
    })
}
