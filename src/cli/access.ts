import { type Command, InvalidArgumentError, Option } from 'commander'
import { ACCESS_COSTS, type AccessCost, marketAccess } from '../corridor/facilities/market-access.js'
import { UsageError } from '../issue/errors.js'
import { toJson } from '../report/json.js'
import { marketAccessText } from '../report/market-access-text.js'
import { amount, count, type ShipmentOptions, shipmentFrom, withNetworkOptions, withShipmentOptions, words } from './options.js' // biome-ignore format: one line
import type { Setting } from './setting.js'

/** Places shown unless told. */
const COUNT = 20

interface AccessOptions extends ShipmentOptions {
  readonly kind?: string[]
  readonly pillar?: string[]
  readonly by: AccessCost
  readonly halfLife: number
  readonly contributors?: number
  readonly count: number
}

export function addAccess(program: Command, { io, routerFor }: Setting): void {
  withShipmentOptions(
    withNetworkOptions(
      program
        .command('access [places...]')
        .description('how many people places can serve, or the places of facilities, those far off counting less'),
    )
      .option('--kind <list>', 'the places of facilities of these kinds, as dry_port,industrial_park', words)
      .option('--pillar <list>', 'the places of facilities of these pillars', words)
      .addOption(
        new Option('--by <what>', 'what makes people hard to reach').choices([...ACCESS_COSTS]).default('time'),
      )
      .requiredOption('--half-life <n>', 'hours (time) or USD (cost) at which a person counts half', positive)
      .option('--contributors <n>', 'so many of the places that people come from, in the JSON', count)
      .option('--count <n>', 'at most so many places, in the text', count, COUNT),
  ).action(async (places: string[], options: AccessOptions) => {
    const { kind, pillar, by, halfLife, contributors } = options
    const isOfFacilities = kind !== undefined || pillar !== undefined
    if (isOfFacilities === places.length > 0) throw new UsageError('Give places, or --kind or --pillar of facilities.')
    const result = marketAccess(await routerFor(options), {
      ...shipmentFrom(options),
      ...(places.length === 0 ? {} : { places }),
      ...(kind === undefined ? {} : { kinds: kind }),
      ...(pillar === undefined ? {} : { pillars: pillar }),
      ...(contributors === undefined ? {} : { contributors }),
      by,
      halfLife,
    })
    io.out(`${options.json === true ? toJson(result) : marketAccessText(result, io.width, options.count)}\n`)
  })
}

function positive(value: string): number {
  const number = amount(value)
  if (number === 0) throw new InvalidArgumentError('Expected a number above 0.')
  return number
}
