import { type Command, Option } from 'commander'
import { type Corridor, parseVia } from '../corridor/corridor.js'
import { type ExplainQuery, explain } from '../corridor/explain/explain.js'
import { UsageError } from '../issue/errors.js'
import { explainText } from '../report/explain-text.js'
import { toJson } from '../report/json.js'
import type { Router } from '../routing/router.js'
import { type QueryOptions, shipmentFrom, withQueryOptions, words } from './options.js'
import { EXIT, namesOf, type Setting } from './setting.js'

interface ExplainOptions extends QueryOptions {
  readonly instead?: string
  readonly insteadVia?: string[]
}

/** @param corridorsFor the corridors of the options, or else of the network */
export function addExplain(
  program: Command,
  { io, exit, routerFor }: Setting,
  corridorsFor: (router: Router, options: QueryOptions) => Promise<readonly Corridor[]>,
): void {
  withQueryOptions(
    program.command('explain <from> <to>').description('why the best route and not another, and what would flip it'),
  )
    .addOption(new Option('--instead <corridor>', 'the id of the corridor that was expected').conflicts('insteadVia'))
    .option('--instead-via <list>', 'or the places that it was expected to pass; a|b for any one of a set', words)
    .option('--corridors <file>', 'a corridor.csv instead of the one of the network')
    .action(async (from: string, to: string, options: ExplainOptions) => {
      const instead = insteadFrom(options)
      const router = await routerFor(options)
      const result = explain(router, {
        ...shipmentFrom(options),
        from,
        to,
        objective: options.objective,
        instead,
        corridors: await corridorsFor(router, options),
      })
      io.out(`${options.json === true ? toJson(result) : explainText(result, namesOf(router), io.width)}\n`)
      if (result.status === 'no-route') exit(EXIT.noRoute)
    })
}

function insteadFrom({ instead, insteadVia }: ExplainOptions): ExplainQuery['instead'] {
  if (instead !== undefined) return instead
  if (insteadVia !== undefined) return { via: insteadVia.flatMap(parseVia) }
  throw new UsageError('Nothing to compare with; expected --instead with the id of a corridor, or --instead-via.')
}
