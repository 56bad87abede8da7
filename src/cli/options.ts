import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseVia } from '../corridor/corridor.js'
import type { Prices } from '../cost/cost-model.js'
import { DEFAULT_SHIPMENT } from '../cost/shipment.js'
import { DEFAULT_AVOIDED_STATUSES } from '../routing/constraints.js'
import { DEFAULT_OBJECTIVE, OBJECTIVES } from '../routing/objective.js'
import { HANDLINGS, type Handling, type RouteQuery } from '../routing/router.js'

/** What the options of `route` and its siblings parse to. */
export interface QueryOptions {
  readonly network?: string
  readonly lenient?: boolean
  readonly json?: boolean
  readonly geojson?: boolean
  readonly objective: string
  readonly teu: number
  readonly tonnes: number
  readonly value: number
  readonly axleLoad?: number
  readonly valueOfTime?: number
  readonly carbonPrice?: number
  readonly mode?: string[]
  readonly country?: string[]
  readonly gauge?: number[]
  readonly avoidMode?: string[]
  readonly avoidCountry?: string[]
  readonly avoidPassage?: string[]
  readonly avoidNode?: string[]
  readonly avoidLink?: string[]
  readonly avoidGauge?: number[]
  readonly avoidBorder?: string[]
  readonly avoidStatus?: string[]
  readonly via?: string[]
  readonly date?: string
  readonly handling: Handling
  readonly corridors?: string
}

/** Adds the options that say which network is used. */
export function withNetworkOptions(command: Command): Command {
  return command
    .option(
      '--network <dir>',
      'folder with node.csv and the link files, or a file of `build` (default: the shipped network)',
    )
    .option('--json', 'print one JSON object')
}

/** Adds the options of a shipment, an objective and constraints. */
export function withQueryOptions(command: Command): Command {
  return withNetworkOptions(command)
    .option('--lenient', 'go on although rows of the network are in error')
    .option('--objective <name>', `${OBJECTIVES.join(', ')}; also time, cost, carbon`, DEFAULT_OBJECTIVE)
    .option('--teu <n>', 'containers, TEU', amount, DEFAULT_SHIPMENT.teu)
    .option('--tonnes <n>', 'cargo, tonnes', amount, DEFAULT_SHIPMENT.tonnes)
    .option('--value <usd>', 'value of the goods, USD', amount, DEFAULT_SHIPMENT.value_usd)
    .option('--axle-load <t>', 'axle load, tonnes: links that bear less are closed', amount)
    .option('--value-of-time <pct>', '% of the value per day, instead of parameter.csv', amount)
    .option('--carbon-price <usd>', 'USD per tonne CO2e, instead of parameter.csv', amount)
    .option('--mode <list>', 'only these modes', words)
    .option('--country <list>', 'only these countries', words)
    .option('--gauge <list>', 'only these rail gauges, mm', numbers)
    .option('--avoid-mode <list>', 'not these modes', words)
    .option('--avoid-country <list>', 'no place in these countries', words)
    .option('--avoid-passage <list>', 'not through these straits and canals', words)
    .option('--avoid-node <list>', 'not through these places', words)
    .option('--avoid-link <list>', 'not over these links', words)
    .option('--avoid-gauge <list>', 'not over these rail gauges, mm', numbers)
    .option('--avoid-border <list>', 'not over these borders, as CN-KZ', words)
    .option(
      '--avoid-status <list>',
      `not over links of these statuses, or none (default: ${DEFAULT_AVOIDED_STATUSES.join(',')})`,
      words,
    )
    .option('--date <day>', 'day of travel, YYYY-MM-DD')
    .addOption(
      new Option('--handling <ends>', 'which ends of the route are loaded and unloaded')
        .choices([...HANDLINGS])
        .default('both'),
    )
}

/** The query that the options ask for. */
export function queryFrom(from: string, to: string, options: QueryOptions): RouteQuery {
  const query: { -readonly [K in keyof RouteQuery]: RouteQuery[K] } = {
    from,
    to,
    objective: options.objective,
    handling: options.handling,
    shipment: {
      teu: options.teu,
      tonnes: options.tonnes,
      value_usd: options.value,
      ...(options.axleLoad === undefined ? {} : { axle_load_t: options.axleLoad }),
    },
  }
  if (options.mode !== undefined) query.modes = options.mode
  if (options.country !== undefined) query.countries = options.country
  if (options.gauge !== undefined) query.gauges = options.gauge
  if (options.avoidMode !== undefined) query.avoidModes = options.avoidMode
  if (options.avoidCountry !== undefined) query.avoidCountries = options.avoidCountry
  if (options.avoidPassage !== undefined) query.avoidPassages = options.avoidPassage
  if (options.avoidNode !== undefined) query.avoidNodes = options.avoidNode
  if (options.avoidLink !== undefined) query.avoidLinks = options.avoidLink
  if (options.avoidGauge !== undefined) query.avoidGauges = options.avoidGauge
  if (options.avoidBorder !== undefined) query.avoidBorders = options.avoidBorder
  if (options.avoidStatus !== undefined) {
    query.avoidStatuses = options.avoidStatus.filter((word) => word.toLowerCase() !== 'none')
  }
  if (options.via !== undefined) query.via = options.via.flatMap(parseVia)
  if (options.date !== undefined) query.date = options.date
  return query
}

/** The prices given on the command line. */
export function pricesFrom(options: QueryOptions): Partial<Prices> {
  return {
    ...(options.valueOfTime === undefined ? {} : { value_of_time_pct_per_day: options.valueOfTime }),
    ...(options.carbonPrice === undefined ? {} : { carbon_price_usd_per_t: options.carbonPrice }),
  }
}

/** A list option repeats or takes commas. */
export function words(value: string, earlier: string[] | undefined): string[] {
  const parts = value.split(',').map((word) => word.trim())
  if (parts.some((word) => word === '')) throw new InvalidArgumentError('Expected words separated by commas.')
  return [...(earlier ?? []), ...parts]
}

function numbers(value: string, earlier: number[] | undefined): number[] {
  return [...(earlier ?? []), ...value.split(',').map((word) => amount(word))]
}

function amount(value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number) || number < 0) {
    throw new InvalidArgumentError('Expected a number of at least 0.')
  }
  return number
}
