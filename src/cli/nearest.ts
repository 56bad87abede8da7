import { type Command, InvalidArgumentError } from 'commander'
import { DEFAULT_SHIPMENT } from '../cost/shipment.js'
import { UsageError } from '../issue/errors.js'
import { toJson } from '../report/json.js'
import { nearestText } from '../report/nearest-text.js'
import { DEFAULT_NEAREST_LIMIT } from '../routing/nearest.js'
import {
  amount,
  type ConstraintOptions,
  constraintsFrom,
  count,
  withConstraintOptions,
  withNetworkOptions,
  words,
} from './options.js'
import { EXIT, type Setting } from './setting.js'

interface NearestOptions extends ConstraintOptions {
  readonly maxKm?: number
  readonly count: number
  readonly reachableFrom?: string
  readonly reaches?: string
}

export function addNearest(program: Command, { io, exit, routerFor }: Setting): void {
  const command = program
    .command('nearest')
    .summary('the places nearest to a position')
    .description(
      'the places nearest to a position; the constraints are on the routes of --reachable-from and --reaches',
    )
    .argument('<lon>', 'longitude, degrees', degrees)
    .argument('<lat>', 'latitude, degrees', degrees)
  withConstraintOptions(
    withNetworkOptions(command)
      .option('--mode <list>', 'only places with a terminal of these modes', words)
      .option('--max-km <n>', 'not farther than this, by great circle', amount)
      .option('--count <n>', 'at most so many places', count, DEFAULT_NEAREST_LIMIT)
      .option('--reachable-from <place>', 'only places that a route from there can arrive at')
      .option('--reaches <place>', 'only places that a route to there can depart from'),
  ).action(async (longitude: number, latitude: number, options: NearestOptions) => {
    const { mode, maxKm, count: limit, reachableFrom, reaches, axleLoad } = options
    const constraints = {
      ...constraintsFrom(options),
      ...(axleLoad === undefined ? {} : { shipment: { ...DEFAULT_SHIPMENT, axle_load_t: axleLoad } }),
    }
    if (reachableFrom === undefined && reaches === undefined && Object.keys(constraints).length > 0) {
      throw new UsageError(
        'Constraints are on the routes to or from the places; give --reachable-from or --reaches too.',
      )
    }
    const router = await routerFor(options)
    const position = [longitude, latitude] as const
    const places = router.nearest(position, {
      limit,
      constraints,
      ...(mode === undefined ? {} : { modes: mode }),
      ...(maxKm === undefined ? {} : { maxKm }),
      ...(reachableFrom === undefined ? {} : { reachableFrom }),
      ...(reaches === undefined ? {} : { reaches }),
    })
    io.out(`${options.json === true ? toJson({ position, places }) : nearestText(position, places, io.width)}\n`)
    if (places.length === 0) exit(EXIT.noRoute)
  })
}

function degrees(value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError('Expected degrees, as -0.1.')
  return number
}
