import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { compareCorridors } from '../corridor/compare.js'
import { withCorridorLinks } from '../corridor/scenario-corridors.js'
import { VALIDATION_SCHEMA, type ValidationRow, validate } from '../corridor/validate.js'
import { DataError, UsageError } from '../issue/errors.js'
import type { Issue } from '../issue/issue.js'
import { loadNetwork, shippedNetworkFolder } from '../network/load.js'
import { checkText } from '../report/check-text.js'
import { compareText } from '../report/compare-text.js'
import { itineraryToGeoJson } from '../report/geojson.js'
import { toJson } from '../report/json.js'
import { printable, routeText } from '../report/route-text.js'
import { validateText } from '../report/validate-text.js'
import { checkedObjective, OBJECTIVES } from '../routing/objective.js'
import { createRouter, type Router, type RouterOptions } from '../routing/router.js'
import { savedInfo } from '../routing/saved/decode.js'
import { loadSaved, readSaved, writeSaved } from '../routing/saved/file.js'
import { loadRouter } from '../routing/saved/shipped.js'
import { addAccess } from './access.js'
import { addAlternatives } from './alternatives.js'
import { addAudit } from './audit.js'
import { addBottlenecks } from './bottlenecks.js'
import { addBreakEven } from './breakeven.js'
import { type BudgetOptions, budgetFrom, withBudgetOptions } from './budget.js'
import { addCatchment } from './catchment.js'
import { addCompare } from './compare.js'
import { addConnectivity } from './connectivity.js'
import { comparisonQuery, corridorsFor, withCorridorsOption } from './corridors.js'
import { addCritical } from './critical.js'
import { addDisjoint } from './disjoint.js'
import { addEmissions } from './emissions.js'
import { addExplain } from './explain.js'
import { addFlow } from './flow.js'
import { addFrontier } from './frontier.js'
import { addHazards } from './hazards.js'
import { addMaintenance } from './maintenance.js'
import { addMatrix } from './matrix.js'
import { addNearest } from './nearest.js'
import {
  type NetworkOptions,
  pricesFrom,
  type QueryOptions,
  queryFrom,
  type ShipmentOptions,
  texts,
  withNetworkOptions,
  withQueryOptions,
  words,
} from './options.js'
import { addReach } from './reach.js'
import { readTable } from './read-table.js'
import { addReport } from './report.js'
import { addResilience } from './resilience.js'
import { readScenarios } from './scenario-file.js'
import { addScreen } from './screen.js'
import { EXIT, type Io, namesOf, type Setting } from './setting.js'
import { addSite } from './site.js'
import { addStudy } from './study.js'

interface ValidateOptions extends NetworkOptions {
  readonly scenario?: string[]
  readonly objective: string
}

interface BuildOptions {
  readonly out: string
  readonly network?: string
  readonly lenient?: boolean
  readonly json?: boolean
}

export { EXIT, type Io } from './setting.js'

/**
 * Runs the command line.
 *
 * @param args the words after the program's name
 * @returns the exit code; never throws for bad input
 */
export async function run(args: readonly string[], io: Io, version: string): Promise<number> {
  let code: number = EXIT.ok
  const program = commandLine(io, version, (exitCode) => {
    code = exitCode
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    if (error instanceof UsageError) {
      io.err(`landbridge: ${printable(error.message)}\n`)
      return EXIT.usage
    }
    if (error instanceof DataError) {
      io.err(`landbridge: ${printable(error.message)}\n`)
      return EXIT.data
    }
    throw error
  }
}

function commandLine(io: Io, version: string, exit: (code: number) => void): Command {
  const program = new Command('landbridge')
    .description('Multimodal freight routes across Eurasia: fastest, cheapest, greenest, and corridor by corridor.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
      outputError: (text, write) => write(`landbridge: ${text.replace(/^error: /, '')}`),
    })
    .showSuggestionAfterError(true)

  const networkFor = async (options: NetworkOptions & Partial<ShipmentOptions>): Promise<Router> =>
    (await networkAt(options.network, io, { strict: options.lenient !== true, prices: pricesFrom(options) })).router
  const routerFor = async (options: NetworkOptions & Partial<ShipmentOptions>): Promise<Router> => {
    const router = await networkFor(options)
    const scenario = await readScenarios(options.scenario)
    return scenario === undefined ? router : router.under(withCorridorLinks(router, scenario))
  }

  withBudgetOptions(
    withQueryOptions(program.command('route <from> <to>').description('the best route under an objective')),
  )
    .option('--via <list>', 'places to pass, in order; a|b for any one of a set', words)
    .option('--geojson', 'print the route as GeoJSON')
    .action(async (from: string, to: string, options: QueryOptions & BudgetOptions) => {
      const router = await routerFor(options)
      const query = queryFrom(from, to, options)
      const budget = budgetFrom(options)
      const result = budget === undefined ? router.route(query) : router.budget({ ...query, budget })
      if (options.geojson === true && result.status === 'ok') {
        io.out(`${toJson(itineraryToGeoJson(result, router.network))}\n`)
      } else {
        // A program that asked for GeoJSON gets JSON where there is nothing to draw.
        const asJson = options.json === true || options.geojson === true
        io.out(`${asJson ? toJson(result) : routeText(result, io.width, namesOf(router))}\n`)
      }
      if (result.status !== 'ok') exit(EXIT.noRoute)
    })

  const setting: Setting = { io, exit, networkFor, routerFor }
  addMatrix(program, setting)
  addReach(program, setting)
  addFrontier(program, setting)
  addAlternatives(program, setting)
  addDisjoint(program, setting)
  addFlow(program, setting)
  addNearest(program, setting)
  addCatchment(program, setting)
  addAccess(program, setting)
  addSite(program, setting)
  addStudy(program, setting)
  addCritical(program, setting)
  addBottlenecks(program, setting)
  addEmissions(program, setting)
  addAudit(program, setting)
  addMaintenance(program, setting)
  addBreakEven(program, setting, corridorsFor)
  addExplain(program, setting, corridorsFor)
  addCompare(program, setting)
  addConnectivity(program, setting)
  addReport(program, setting)
  addHazards(program, setting)
  addResilience(program, setting)
  addScreen(program, setting)

  withCorridorsOption(
    withQueryOptions(
      program.command('plan <from> <to>').description('the best route by every objective, then the corridors'),
    ),
  ).action(async (from: string, to: string, options: QueryOptions) => {
    const network = await networkFor(options)
    const { router, query } = await comparisonQuery(network, from, to, options)
    const { corridors: _corridors, scenario: _scenario, ...asked } = query
    const routes = OBJECTIVES.map((objective) => router.route({ ...asked, objective }))
    const comparison = compareCorridors(network, query)
    const text = () =>
      [...routes.map((route) => routeText(route, io.width, namesOf(router))), compareText(comparison, io.width)].join(
        '\n\n',
      )
    io.out(`${options.json === true ? toJson({ routes, comparison }) : text()}\n`)
    if (routes.every((route) => route.status === 'no-route')) exit(EXIT.noRoute)
  })

  withNetworkOptions(program.command('check [dir]').description('data-quality report of a folder of CSVs')).action(
    async (dir: string | undefined, options: { network?: string; json?: boolean }) => {
      const { router, issues } = await networkAt(dir ?? options.network, io, { strict: false })
      const { gaps, compiled } = router
      const { nodeIds, links } = compiled
      const nodes = nodeIds.length
      const edges = links.length
      io.out(
        `${options.json === true ? toJson({ nodes, edges, issues, gaps }) : checkText({ nodes, edges, issues, gaps })}\n`,
      )
      if (hasError(issues) || gaps.length > 0) exit(EXIT.data)
    },
  )

  withNetworkOptions(program.command('build [dir]').description('one file from a folder of CSVs, ready to be asked'))
    .requiredOption('--out <file>', 'the file to write; other commands take it as --network')
    .option('--lenient', 'go on although rows of the network are in error')
    .action(async (dir: string | undefined, options: BuildOptions) => {
      const { router } = await networkAt(dir ?? options.network, io, { strict: options.lenient !== true })
      await writeSaved(router, options.out)
      const written = savedInfo(await readSaved(options.out))
      const { nodes, links, terminals, inputHash } = written
      io.out(
        options.json === true
          ? `${toJson({ file: options.out, ...written })}\n`
          : `${options.out}: ${nodes} nodes, ${links} directions of links, ${terminals} terminals; input ${inputHash}\n`,
      )
    })

  withNetworkOptions(
    program
      .command('validate [file]')
      .description('routes the rows of a table of published values and sets ours beside them'),
  )
    .option('--objective <name>', 'which route of a chain is taken', 'fastest')
    .option('--scenario <file>', 'ask of the network as a scenario (JSON) changes it; may be repeated', texts)
    .action(async (file: string | undefined, options: ValidateOptions) => {
      const router = await routerFor(options)
      const rows = await readTable(VALIDATION_SCHEMA, file ?? join(dirname(shippedNetworkFolder()), 'validation.csv'))
      const results = validate(router, rows as ValidationRow[], checkedObjective(options.objective))
      io.out(`${options.json === true ? toJson(results) : validateText(results, io.width)}\n`)
      if (results.some(({ checks }) => checks.some((check) => !check.inside))) exit(EXIT.data)
    })
  return program
}

/** A router from a folder of CSV files or from a file that `build` wrote; by default, on the shipped network. */
async function networkAt(
  place: string | undefined,
  io: Io,
  { strict = true, ...options }: RouterOptions & { readonly strict?: boolean } = {},
): Promise<{ readonly router: Router; readonly issues: readonly Issue[] }> {
  if (place === undefined) {
    const loaded = await loadRouter({ strict, ...options })
    if (loaded.fault !== undefined) {
      io.err(`landbridge: ${printable(loaded.fault.message)} The CSV files are read in its place.\n`)
    }
    return loaded
  }
  if (isSavedFile(place)) return { router: await loadSaved(place, options), issues: [] }
  const { network, issues } = await loadNetwork(place, { strict })
  return { router: createRouter(network, options), issues }
}

/** A file that is no table; a folder was meant where there is nothing, or a CSV file. */
function isSavedFile(place: string): boolean {
  return !/\.csv$/i.test(place) && existsSync(place) && !statSync(place).isDirectory()
}

function hasError(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === 'error')
}
