import { type Command, Option } from 'commander'
import { catchment } from '../corridor/facilities/catchment.js'
import { UsageError } from '../issue/errors.js'
import { catchmentToCsv } from '../report/catchment-csv.js'
import { catchmentToGeoJson } from '../report/catchment-geojson.js'
import { catchmentText } from '../report/catchment-text.js'
import { toJson } from '../report/json.js'
import { type BudgetOptions, budgetFrom, withBudgetOptions } from './budget.js'
import { longJob } from './long-job.js'
import { type ShipmentOptions, shipmentFrom, withNetworkOptions, withShipmentOptions, words } from './options.js'
import { EXIT, type Setting } from './setting.js'

interface CatchmentOptions extends ShipmentOptions, BudgetOptions {
  readonly from?: boolean
  readonly kind?: string[]
  readonly pillar?: string[]
  readonly objective?: string
  readonly all?: boolean
  readonly csv?: boolean
  readonly geojson?: boolean
}

export function addCatchment(program: Command, { io, exit, routerFor }: Setting): void {
  withBudgetOptions(
    withShipmentOptions(
      withNetworkOptions(
        program
          .command('catchment <place>')
          .description('the facilities that reach a place within days, USD or kg CO2e'),
      )
        .option('--from', 'the facilities that it reaches, instead of those that reach it')
        .option('--kind <list>', 'only these kinds of facilities, as industrial_park,dry_port', words)
        .option('--pillar <list>', 'only those of these pillars', words)
        .option(
          '--objective <name>',
          'which route within the limits is told of (default: that of the first limit: fastest, cheapest, greenest)',
        )
        .option('--all', 'list those that have routes, but none within the limits, as well')
        .addOption(new Option('--csv', 'print a line of CSV per facility').conflicts(['json', 'geojson']))
        .addOption(new Option('--geojson', 'print the facilities as GeoJSON points').conflicts('json')),
    ),
  ).action(async (place: string, options: CatchmentOptions) => {
    const within = budgetFrom(options)
    if (within === undefined) {
      throw new UsageError('A catchment needs a limit; give --within-days, --within-usd or --within-kg.')
    }
    const { from, kind, pillar, objective } = options
    const router = await routerFor(options)
    const result = await longJob({ io, exit }, 'catchment', ({ signal, show }) =>
      catchment(router, {
        ...shipmentFrom(options),
        ...(from === true ? { from: place } : { to: place }),
        ...(kind === undefined ? {} : { kinds: kind }),
        ...(pillar === undefined ? {} : { pillars: pillar }),
        ...(objective === undefined ? {} : { objective }),
        within,
        signal,
        onProgress: ({ place, ...progress }) => show({ ...progress, label: place }),
      }),
    )
    if (result === undefined) return
    if (options.csv === true) io.out(`${catchmentToCsv(result)}\n`)
    else if (options.geojson === true) io.out(`${toJson(catchmentToGeoJson(result))}\n`)
    else if (options.json === true) io.out(`${toJson(result)}\n`)
    else io.out(`${catchmentText(result, io.width, { all: options.all === true })}\n`)
    if (result.counts.within === 0) exit(EXIT.noRoute)
  })
}
