import { type Command, Option } from 'commander'
import { resilience } from '../corridor/hazards/resilience.js'
import { ELEMENT_KINDS, type ElementKind } from '../corridor/route-elements.js'
import { toJson } from '../report/json.js'
import { resilienceText } from '../report/resilience-text.js'
import { routeText } from '../report/route-text.js'
import { longJob } from './long-job.js'
import { CORRIDOR_FLAG, corridorName, type OneRouteOptions } from './one-route.js'
import { count, queryFrom, withQueryOptions } from './options.js'
import { EXIT, type Setting } from './setting.js'

/** Rows shown unless told. */
const COUNT = 15

interface ResilienceOptions extends OneRouteOptions {
  readonly of?: ElementKind
  readonly count: number
}

export function addResilience(program: Command, { io, exit, routerFor }: Setting): void {
  withQueryOptions(
    program
      .command('resilience <from> <to>')
      .description('how much of a corridor, or of the best way, survives the loss of any one link or place'),
  )
    .option(CORRIDOR_FLAG, 'the best route through this corridor of the network')
    .addOption(new Option('--of <what>', 'only links, or only nodes').choices([...ELEMENT_KINDS]))
    .option('--count <n>', 'show so many, the weakest first', count, COUNT)
    .action(async (from: string, to: string, options: ResilienceOptions) => {
      const router = await routerFor(options)
      const { corridor, of } = options
      const answer = await longJob({ io, exit }, 'search', ({ signal, show }) =>
        resilience(router, {
          ...queryFrom(from, to, options),
          ...(corridor === undefined ? {} : { corridor }),
          ...(of === undefined ? {} : { of }),
          signal,
          onProgress: ({ done, total, element }) => show({ done, total, label: element }),
        }),
      )
      if (answer === undefined) return
      if (answer.status === 'no-route') {
        io.out(`${options.json === true ? toJson(answer) : routeText(answer, io.width)}\n`)
        exit(EXIT.noRoute)
        return
      }
      const text = () => resilienceText(answer, corridorName(router, corridor), options.count, io.width)
      io.out(`${options.json === true ? toJson(answer) : text()}\n`)
    })
}
