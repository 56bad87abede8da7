import type { Command } from 'commander'
import { connectivity } from '../corridor/connectivity/connectivity.js'
import { corridorOfId } from '../corridor/corridor.js'
import { withCorridorLinks } from '../corridor/scenario-corridors.js'
import { connectivityText } from '../report/connectivity-text.js'
import { toJson } from '../report/json.js'
import { corridorsFor, withCorridorsOption } from './corridors.js'
import { type QueryOptions, shipmentFrom, withQueryOptions, words } from './options.js'
import { readScenarios } from './scenario-file.js'
import { EXIT, type Setting } from './setting.js'

interface ConnectivityOptions extends QueryOptions {
  readonly corridor?: string[]
  readonly countries?: string[]
}

export function addConnectivity(program: Command, { io, exit, networkFor }: Setting): void {
  withCorridorsOption(
    withQueryOptions(
      program
        .command('connectivity [from] [to]')
        .description('a scorecard of the six pillars for corridors and countries; ends: those of each corridor'),
    ),
  )
    .option('--corridor <list>', 'only these corridors, by their ids', words)
    .option(
      '--countries <list>',
      'the measures of these countries, as KZ,UZ, instead of the scores of those passed',
      words,
    )
    .action(async (from: string | undefined, to: string | undefined, options: ConnectivityOptions) => {
      // The scenario is part of the question here, so that what it changes is shown.
      const { scenario: files, corridor: ids, countries, objective, ...others } = options
      const router = await networkFor(others)
      const scenario = await readScenarios(files)
      const corridors = await corridorsFor(router, options)
      const result = connectivity(router, {
        ...shipmentFrom(others),
        objective,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(ids === undefined ? {} : { corridors: ids.map((id) => corridorOfId(corridors, id)) }),
        ...(ids !== undefined || others.corridors === undefined ? {} : { corridors }),
        ...(countries === undefined ? {} : { countries: countries.map((code) => code.toUpperCase()) }),
        ...(scenario === undefined ? {} : { scenario: withCorridorLinks(router, scenario) }),
      })
      io.out(
        `${options.json === true ? toJson(result) : connectivityText(result, io.width, countries !== undefined)}\n`,
      )
      if (result.corridors.every(({ status }) => status === 'no-route')) exit(EXIT.noRoute)
    })
}
