import { type Command, Option } from 'commander'
import { UsageError } from '../issue/errors.js'
import { toJson } from '../report/json.js'
import { reachToGeoJson } from '../report/reach-geojson.js'
import { reachText } from '../report/reach-text.js'
import { checkedObjective } from '../routing/objective.js'
import { HOURS_PER_DAY } from '../units/units.js'
import { numbers, type QueryOptions, shipmentFrom, withQueryOptions } from './options.js'
import { namesOf, type Setting } from './setting.js'

interface ReachOptions extends QueryOptions {
  readonly to?: boolean
  readonly limit?: number[]
  readonly days?: number[]
}

export function addReach(program: Command, { io, routerFor }: Setting): void {
  withQueryOptions(program.command('reach <place>').description('the places within reach of one, in bands'))
    .option('--to', 'the places that reach it, instead of those that it reaches')
    .option('--limit <list>', 'limits of the bands: hours (fastest), USD (cheapest, generalised) or kg CO2e (greenest)', numbers) // biome-ignore format: one line per option
    .addOption(
      new Option('--days <list>', 'limits in days, by the fastest routes')
        .argParser(numbers)
        .implies({ objective: 'fastest' })
        .conflicts('limit'),
    )
    .option('--geojson', 'print the bands as GeoJSON points')
    .action(async (place: string, options: ReachOptions) => {
      const { days, limit, objective } = options
      if (days !== undefined && checkedObjective(objective) !== 'fastest') {
        throw new UsageError(`Option --days limits the fastest routes, not the ${objective}; give --limit.`)
      }
      const router = await routerFor(options)
      const reach = router.reach({
        ...shipmentFrom(options),
        objective,
        ...(options.to === true ? { to: place } : { from: place }),
        limits: days?.map((n) => n * HOURS_PER_DAY) ?? limit ?? [],
      })
      if (options.geojson === true) io.out(`${toJson(reachToGeoJson(reach))}\n`)
      else io.out(`${options.json === true ? toJson(reach) : reachText(reach, namesOf(router), io.width)}\n`)
    })
}
