import type { Command } from 'commander'
import { bottlenecks } from '../corridor/bottlenecks.js'
import { bottlenecksText } from '../report/bottlenecks-text.js'
import { toJson } from '../report/json.js'
import { routeText } from '../report/route-text.js'
import { CORRIDOR_FLAG, type OneRouteOptions, oneRoute } from './one-route.js'
import { amount, withQueryOptions } from './options.js'
import { EXIT, namesOf, type Setting } from './setting.js'

interface BottlenecksOptions extends OneRouteOptions {
  readonly tolerance?: number
}

export function addBottlenecks(program: Command, { io, exit, routerFor }: Setting): void {
  withQueryOptions(
    program
      .command('bottlenecks <from> <to>')
      .description('where a route loses its hours: borders, transfers, slow sections, rest'),
  )
    .option(CORRIDOR_FLAG, 'the best route through this corridor of the network')
    .option('--tolerance <pct>', 'links this much slower than free flow are not slow (default: 10)', amount)
    .action(async (from: string, to: string, options: BottlenecksOptions) => {
      const router = await routerFor(options)
      const route = oneRoute(router, from, to, options)
      if (route.status === 'no-route') {
        io.out(`${options.json === true ? toJson(route) : routeText(route, io.width)}\n`)
        exit(EXIT.noRoute)
        return
      }
      const result = bottlenecks(route, {
        nameOf: namesOf(router),
        ...(options.tolerance === undefined ? {} : { tolerance_pct: options.tolerance }),
      })
      io.out(`${options.json === true ? toJson(result) : bottlenecksText(result, io.width)}\n`)
    })
}
