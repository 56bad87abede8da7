import type { Command } from 'commander'
import { maintenancePlan } from '../corridor/maintenance/maintenance-plan.js'
import { MAINTENANCE_SCHEMA } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { toJson } from '../report/json.js'
import { maintenanceText } from '../report/maintenance-text.js'
import { type QueryOptions, shipmentFrom, withQueryOptions } from './options.js'
import { readPairs } from './pairs-file.js'
import { readTable } from './read-table.js'
import { EXIT, type Setting } from './setting.js'

interface MaintenanceOptions extends QueryOptions {
  readonly from?: string
  readonly to?: string
  readonly pairs?: string
}

export function addMaintenance(program: Command, { io, exit, routerFor }: Setting): void {
  withQueryOptions(
    program
      .command('maintenance [file]')
      .description('what a plan of works that close links (a maintenance.csv; default: that of the network) costs'),
  )
    .option('--from <place>', 'origin')
    .option('--to <place>', 'destination')
    .option('--pairs <file>', 'a CSV file with the columns from, to and weight (shipments a day), in place of one pair')
    .action(async (file: string | undefined, options: MaintenanceOptions) => {
      const { from, to, pairs } = options
      const hasEnds = from !== undefined && to !== undefined
      if (pairs === undefined ? !hasEnds : from !== undefined || to !== undefined) {
        throw new UsageError('Give --from and --to, or --pairs.')
      }
      const { ignoreMaintenance: _, ...query } = shipmentFrom(options)
      const result = maintenancePlan(await routerFor(options), {
        ...query,
        objective: options.objective,
        ...(file === undefined ? {} : { plan: await readTable(MAINTENANCE_SCHEMA, file) }),
        ...(pairs === undefined ? { from: from as string, to: to as string } : { pairs: await readPairs(pairs) }),
      })
      io.out(`${options.json === true ? toJson(result) : maintenanceText(result, io.width)}\n`)
      if (!result.pairs.some(({ routed }) => routed)) exit(EXIT.noRoute)
    })
}
