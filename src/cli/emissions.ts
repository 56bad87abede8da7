import { type Command, Option } from 'commander'
import { emissionsByPillar } from '../corridor/emissions/by-pillar.js'
import { type EmissionReport, emissionReport } from '../corridor/emissions/emission-report.js'
import { toIleap } from '../corridor/emissions/ileap.js'
import { DataError } from '../issue/errors.js'
import { emissionCsv } from '../report/emission-csv.js'
import { emissionsText } from '../report/emissions-text.js'
import { toJson } from '../report/json.js'
import { pillarEmissionsText } from '../report/pillar-emissions-text.js'
import { routeText } from '../report/route-text.js'
import { CORRIDOR_FLAG, type OneRouteOptions, oneRoute } from './one-route.js'
import { withQueryOptions } from './options.js'
import { EXIT, type Setting } from './setting.js'

interface EmissionsOptions extends OneRouteOptions {
  readonly csv?: boolean
  readonly ileap?: boolean
  readonly byPillar?: boolean
  readonly shipmentId?: string
}

export function addEmissions(program: Command, { io, exit, routerFor }: Setting): void {
  withQueryOptions(
    program
      .command('emissions <from> <to>')
      .description(
        'the emissions of a route by ISO 14083: element by element, with distances, intensities and sources',
      ),
  )
    .option(CORRIDOR_FLAG, 'the best route through this corridor of the network')
    .addOption(new Option('--csv', 'print a line of CSV for each element').conflicts(['json', 'ileap']))
    .addOption(new Option('--ileap', 'print JSON in the shape of iLEAP 1.0.0').conflicts(['json', 'csv']))
    .addOption(new Option('--by-pillar', 'the totals by pillar, in place of the elements').conflicts(['csv', 'ileap']))
    .option('--shipment-id <id>', 'name of the shipment, for --ileap (default: FROM-TO)')
    .action(async (from: string, to: string, options: EmissionsOptions) => {
      const route = oneRoute(await routerFor(options), from, to, options)
      if (route.status === 'no-route') {
        const asJson = options.json === true || options.ileap === true
        io.out(`${asJson ? toJson(route) : routeText(route, io.width)}\n`)
        exit(EXIT.noRoute)
        return
      }
      const report = emissionReport(route)
      io.out(`${shown(report, options, io.width)}\n`)
    })
}

/** @throws DataError where iLEAP is asked for and a factor is missing */
function shown(report: EmissionReport, options: EmissionsOptions, width: number): string {
  if (options.csv === true) return emissionCsv(report)
  if (options.ileap === true) {
    const { shipmentId } = options
    const footprint = toIleap(report, shipmentId === undefined ? {} : { shipmentId })
    if (footprint !== undefined) return toJson(footprint)
    const lacks = report.missing.map(({ text }) => text)
    throw new DataError(
      `iLEAP asks for every emission; ${lacks.length === 0 ? 'the route has no elements' : `missing: ${lacks.join('; ')}`}.`,
    )
  }
  if (options.byPillar === true) {
    const pillars = emissionsByPillar(report)
    const title = `${report.from_name} to ${report.to_name}: emissions by pillar, after ${report.standard}`
    return options.json === true ? toJson(pillars) : pillarEmissionsText(pillars, title, width)
  }
  return options.json === true ? toJson(report) : emissionsText(report, width)
}
