import { type Command, Option } from 'commander'
import { disjointText } from '../report/disjoint-text.js'
import { toJson } from '../report/json.js'
import { APART, type Apart, DEFAULT_APART, DEFAULT_DISJOINT_COUNT } from '../routing/disjoint.js'
import { count, type QueryOptions, shipmentFrom, withQueryOptions } from './options.js'
import { EXIT, namesOf, type Setting } from './setting.js'

interface DisjointOptions extends QueryOptions {
  readonly count: number
  readonly share: Apart
  readonly states?: number
}

export function addDisjoint(program: Command, { io, exit, routerFor }: Setting): void {
  withQueryOptions(
    program.command('disjoint <from> <to>').description('routes of least total weight that do not fail together'),
  )
    .option('--count <n>', 'so many routes', count, DEFAULT_DISJOINT_COUNT)
    .addOption(
      new Option('--share <what>', 'what no two of them share: links; also places between the ends; also straits')
        .choices([...APART])
        .default(DEFAULT_APART),
    )
    .option('--states <n>', 'how long to search before the best found is taken', count)
    .action(async (from: string, to: string, options: DisjointOptions) => {
      const router = await routerFor(options)
      const { objective, states, share } = options
      const result = router.disjoint({
        ...shipmentFrom(options),
        from,
        to,
        objective,
        count: options.count,
        share,
        ...(states === undefined ? {} : { states }),
      })
      io.out(`${options.json === true ? toJson(result) : disjointText(result, namesOf(router), io.width)}\n`)
      if (result.status === 'no-route') exit(EXIT.noRoute)
    })
}
