import { type Command, Option } from 'commander'
import { exposedCorridors } from '../corridor/hazards/exposed-corridors.js'
import { hazardExposure } from '../corridor/hazards/hazard-exposure.js'
import { linkHazards } from '../corridor/hazards/link-hazards.js'
import { UsageError } from '../issue/errors.js'
import { exposedCorridorsText, hazardsText, linkHazardsText } from '../report/hazards-text.js'
import { toJson } from '../report/json.js'
import { routeText } from '../report/route-text.js'
import { corridorsFor, withCorridorsOption } from './corridors.js'
import { CORRIDOR_FLAG, corridorName, type OneRouteOptions } from './one-route.js'
import { count, queryFrom, withQueryOptions } from './options.js'
import { EXIT, namesOf, type Setting } from './setting.js'

/** Links shown unless told. */
const COUNT = 20

interface HazardsOptions extends OneRouteOptions {
  readonly byCorridor?: boolean
  readonly corridors?: string
  readonly count: number
}

export function addHazards(program: Command, { io, exit, routerFor }: Setting): void {
  const command = program
    .command('hazards [from] [to]')
    .summary('the hazards on a route and what they cost on average')
    .description(
      'the hazards on a route, what goods do when each strikes, and the expected loss; without places, the links that hazards may close',
    )
  withCorridorsOption(withQueryOptions(command))
    .option(CORRIDOR_FLAG, 'the best route through this corridor of the network')
    .addOption(new Option('--by-corridor', 'all corridors, ranked with and without hazards').conflicts('corridor'))
    .option('--count <n>', 'without places: at most so many links', count, COUNT)
    .action(async (from: string | undefined, to: string | undefined, options: HazardsOptions) => {
      const isOfRoute = options.byCorridor === true || options.corridor !== undefined
      if (to === undefined && (from !== undefined || isOfRoute)) {
        throw new UsageError(`Give an origin and a destination${isOfRoute ? '' : ', or neither'}.`)
      }
      const router = await routerFor(options)
      if (from === undefined || to === undefined) {
        const links = linkHazards(router.network)
        const shown = links.slice(0, options.count)
        io.out(
          `${options.json === true ? toJson({ links: shown, of: links.length }) : linkHazardsText(shown, links.length, namesOf(router), io.width)}\n`,
        )
        return
      }
      if (options.byCorridor === true) {
        const { via: _via, ...query } = queryFrom(from, to, options)
        const answer = exposedCorridors(router, { ...query, corridors: await corridorsFor(router, options) })
        io.out(`${options.json === true ? toJson(answer) : exposedCorridorsText(answer, io.width)}\n`)
        if (answer.corridors.every(({ status }) => status === 'no-route')) exit(EXIT.noRoute)
        return
      }
      const { corridor } = options
      const answer = hazardExposure(router, {
        ...queryFrom(from, to, options),
        ...(corridor === undefined ? {} : { corridor }),
      })
      if (answer.status === 'no-route') {
        io.out(`${options.json === true ? toJson(answer) : routeText(answer, io.width)}\n`)
        exit(EXIT.noRoute)
        return
      }
      const text = () => hazardsText(answer, corridorName(router, corridor), io.width)
      io.out(`${options.json === true ? toJson(answer) : text()}\n`)
    })
}
