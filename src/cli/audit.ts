import type { Command } from 'commander'
import { audit } from '../corridor/audit/audit.js'
import { DEFAULT_INCIDENT_H, DEFAULT_VEHICLES_PER_DAY } from '../corridor/audit/safety.js'
import { UsageError } from '../issue/errors.js'
import { auditText } from '../report/audit-text.js'
import { toJson } from '../report/json.js'
import { routeText } from '../report/route-text.js'
import { CORRIDOR_FLAG } from './one-route.js'
import { amount, type QueryOptions, shipmentFrom, withQueryOptions } from './options.js'
import { EXIT, type Setting } from './setting.js'

interface AuditOptions extends QueryOptions {
  readonly corridor?: string
  readonly from?: string
  readonly to?: string
  readonly sections?: boolean
  readonly incidentHours: number
  readonly trainsPerDay: number
  readonly vehiclesPerDay: number
}

export function addAudit(program: Command, { io, exit, routerFor }: Setting): void {
  const { rail = 0, road = 0 } = DEFAULT_VEHICLES_PER_DAY
  withQueryOptions(
    program
      .command('audit <corridor> [to]')
      .description(
        'the standards along a corridor (by its id) or between two places: mismatches, limits, safety, works',
      ),
  )
    .option('--from <place>', 'the origin, instead of that of the corridor')
    .option('--to <place>', 'the destination, instead of that of the corridor')
    .option(CORRIDOR_FLAG, 'with two places: the best route through this corridor of the network')
    .option('--sections', 'print every standard along the way as well')
    .option('--incident-hours <h>', 'hours that an incident blocks the way', amount, DEFAULT_INCIDENT_H)
    .option('--trains-per-day <n>', 'trains a day on the railways of the way', amount, rail)
    .option('--vehicles-per-day <n>', 'vehicles a day on its roads', amount, road)
    .action(async (first: string, second: string | undefined, options: AuditOptions) => {
      const isCorridor = second === undefined
      if (isCorridor ? options.corridor !== undefined : options.from !== undefined || options.to !== undefined) {
        throw new UsageError(
          'Give a corridor, with --from and --to if need be, or two places, with --corridor if need be.',
        )
      }
      const ends = isCorridor
        ? {
            corridor: first,
            ...(options.from === undefined ? {} : { from: options.from }),
            ...(options.to === undefined ? {} : { to: options.to }),
          }
        : { from: first, to: second, ...(options.corridor === undefined ? {} : { corridor: options.corridor }) }
      const result = audit(await routerFor(options), {
        ...shipmentFrom(options),
        ...ends,
        objective: options.objective,
        incident_h: options.incidentHours,
        vehicles_per_day: { rail: options.trainsPerDay, road: options.vehiclesPerDay },
      })
      if (result.status === 'no-route') {
        io.out(`${options.json === true ? toJson(result) : routeText(result, io.width)}\n`)
        exit(EXIT.noRoute)
        return
      }
      io.out(`${options.json === true ? toJson(result) : auditText(result, io.width, options.sections)}\n`)
    })
}
