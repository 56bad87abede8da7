import { type Command, InvalidArgumentError } from 'commander'
import { breakEven } from '../corridor/break-even/break-even.js'
import type { Over } from '../corridor/break-even/over.js'
import type { Corridor } from '../corridor/corridor.js'
import { breakEvenText } from '../report/break-even-text.js'
import { toJson } from '../report/json.js'
import type { Router } from '../routing/router.js'
import { amount, type QueryOptions, shipmentFrom, withQueryOptions } from './options.js'
import { EXIT, type Setting } from './setting.js'

interface BreakEvenOptions extends QueryOptions {
  readonly over: string
  readonly between?: readonly [string, string]
  readonly min?: number
  readonly max?: number
}

/** @param corridorsFor the corridors of the options, or else of the network */
export function addBreakEven(
  program: Command,
  { io, exit, routerFor }: Setting,
  corridorsFor: (router: Router, options: QueryOptions) => Promise<readonly Corridor[]>,
): void {
  withQueryOptions(
    program.command('breakeven <from> <to>').description('where another corridor becomes the best one, solved'),
  )
    .requiredOption(
      '--over <what>',
      'value-of-time, carbon-price, cargo-value, tariff:rail, border:PL-BY, border:PL-BY:rail or border:PL-BY:rail:brest',
    )
    .option('--between <ids>', 'only these two corridors, as northern-rail,sea-suez', pair)
    .option('--min <n>', 'where the range begins', amount)
    .option('--max <n>', 'where it ends', amount)
    .option('--corridors <file>', 'a corridor.csv instead of the one of the network')
    .action(async (from: string, to: string, options: BreakEvenOptions) => {
      const { objective, over, between, min, max } = options
      const router = await routerFor(options)
      const result = breakEven(router, {
        ...shipmentFrom(options),
        from,
        to,
        objective,
        over: over as Over,
        corridors: await corridorsFor(router, options),
        ...(between === undefined ? {} : { between }),
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
      })
      io.out(`${options.json === true ? toJson(result) : breakEvenText(result, io.width)}\n`)
      if (result.intervals.length === 0) exit(EXIT.noRoute)
    })
}

function pair(value: string): readonly [string, string] {
  const [one, other, ...more] = value.split(',').map((word) => word.trim())
  if (one === undefined || one === '' || other === undefined || other === '' || more.length > 0) {
    throw new InvalidArgumentError('Expected the ids of two corridors, separated by a comma.')
  }
  return [one, other]
}
