import { type Command, Option } from 'commander'
import { flowText } from '../report/flow-text.js'
import { toJson } from '../report/json.js'
import { UNKNOWN_CAPACITIES, type UnknownCapacity } from '../routing/flow/flow-graph.js'
import {
  amount,
  type ConstraintOptions,
  constraintsFrom,
  withConstraintOptions,
  withNetworkOptions,
} from './options.js'
import { EXIT, type Setting } from './setting.js'

interface FlowOptions extends Omit<ConstraintOptions, 'mode'> {
  readonly mode: string
  readonly objective?: string
  readonly demand?: number
  readonly unknownCapacity: UnknownCapacity
}

export function addFlow(program: Command, { io, exit, routerFor }: Setting): void {
  withConstraintOptions(
    withNetworkOptions(
      program
        .command('flow <from> <to>')
        .description('how much can flow between places or countries over the capacities of links; a|b for several'),
    ),
  )
    .requiredOption('--mode <name>', 'the mode of the links: gas, oil, power, fibre, or one of freight')
    .option('--objective <name>', 'of all flows as large, that of least time, cost or carbon')
    .option('--demand <amount>', 'no more than this, in the unit of the mode', amount)
    .addOption(
      new Option('--unknown-capacity <what>', 'links without a capacity')
        .choices([...UNKNOWN_CAPACITIES])
        .default('exclude'),
    )
    .action(async (from: string, to: string, options: FlowOptions) => {
      const { mode, objective, demand, unknownCapacity, axleLoad, ...others } = options
      const router = await routerFor(others)
      const answer = router.flow({
        ...constraintsFrom(others),
        from: ends(from),
        to: ends(to),
        mode,
        unknownCapacity,
        ...(objective === undefined ? {} : { objective }),
        ...(demand === undefined ? {} : { demand }),
      })
      io.out(`${options.json === true ? toJson(answer) : flowText(answer, io.width)}\n`)
      if (answer.status === 'no-flow') exit(EXIT.noRoute)
    })
}

/** Places or countries, separated as in `--via`. */
function ends(text: string): string[] {
  return text.split('|').map((word) => word.trim())
}
