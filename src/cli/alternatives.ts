import { type Command, Option } from 'commander'
import { alternativesText, shortestText } from '../report/alternatives-text.js'
import { toJson } from '../report/json.js'
import { amount, count, type QueryOptions, shipmentFrom, withQueryOptions } from './options.js'
import { EXIT, namesOf, type Setting } from './setting.js'

/** Routes given unless told. */
const COUNT = 3

interface AlternativesOptions extends QueryOptions {
  readonly count: number
  readonly shortest?: boolean
  readonly maxSharing?: number
  readonly maxStretch?: number
  readonly minLocalOptimality?: number
}

export function addAlternatives(program: Command, { io, exit, routerFor }: Setting): void {
  const bound = (flags: string, meaning: string) => new Option(flags, meaning).argParser(amount).conflicts('shortest')
  withQueryOptions(program.command('alternatives <from> <to>').description('a few routes that differ from one another'))
    .option('--count <n>', 'at most so many routes, the best one included', count, COUNT)
    .addOption(bound('--max-sharing <share>', "km in common with the routes before, of the best route's (default: 0.8)"))
    .addOption(bound('--max-stretch <ratio>', 'any part against the best way between its ends (default: 1.25)'))
    .addOption(bound('--min-local-optimality <share>', "parts of up to this share of the best route are best ways (default: 0.25)")) // biome-ignore format: one line per option
    .option('--shortest', 'the best routes in order, however alike')
    .action(async (from: string, to: string, options: AlternativesOptions) => {
      const router = await routerFor(options)
      const query = { ...shipmentFrom(options), from, to, objective: options.objective, count: options.count }
      const text = (report: string, result: object): void =>
        io.out(`${options.json === true ? toJson(result) : report}\n`)
      if (options.shortest === true) {
        const result = router.shortest(query)
        text(shortestText(result, namesOf(router), io.width), result)
        if (result.status === 'no-route') exit(EXIT.noRoute)
        return
      }
      const { maxSharing, maxStretch, minLocalOptimality } = options
      const result = router.alternatives({
        ...query,
        ...(maxSharing === undefined ? {} : { maxSharing }),
        ...(maxStretch === undefined ? {} : { maxStretch }),
        ...(minLocalOptimality === undefined ? {} : { minLocalOptimality }),
      })
      text(alternativesText(result, namesOf(router), io.width), result)
      if (result.status === 'no-route') exit(EXIT.noRoute)
    })
}
