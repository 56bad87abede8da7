import type { Command } from 'commander'
import { frontierText } from '../report/frontier-text.js'
import { toJson } from '../report/json.js'
import { DEFAULT_CRITERIA, DEFAULT_FRONTIER_LIMIT } from '../routing/frontier.js'
import {
  amount,
  count,
  type ShipmentOptions,
  shipmentFrom,
  withNetworkOptions,
  withShipmentOptions,
  words,
} from './options.js'
import { EXIT, type Setting } from './setting.js'

interface FrontierOptions extends ShipmentOptions {
  readonly criteria?: string[]
  readonly points: number
  readonly epsilon: number
}

export function addFrontier(program: Command, { io, exit, routerFor }: Setting): void {
  const command = program
    .command('frontier <from> <to>')
    .description('all routes that no other betters in hours, USD and kg CO2e together')
  withShipmentOptions(
    withNetworkOptions(command)
      .option('--criteria <list>', `two or three objectives (default: ${DEFAULT_CRITERIA.join(',')})`, words)
      .option('--points <n>', 'at most so many routes, the first by the first criterion', count, DEFAULT_FRONTIER_LIMIT)
      .option('--epsilon <n>', 'leave out what is within this share of a route given: 0.01 is 1 %', amount, 0),
  ).action(async (from: string, to: string, options: FrontierOptions) => {
    const router = await routerFor(options)
    const { criteria, points: limit, epsilon } = options
    const result = router.frontier({
      ...shipmentFrom(options),
      from,
      to,
      limit,
      epsilon,
      ...(criteria === undefined ? {} : { criteria }),
    })
    io.out(`${options.json === true ? toJson(result) : frontierText(result, io.width)}\n`)
    if (result.status === 'no-route') exit(EXIT.noRoute)
  })
}
