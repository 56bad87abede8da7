import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseVia } from '../corridor/corridor.js'
import { defaultShipment, ENERGY_AMOUNT } from '../cost/default-shipment.js'
import type { Prices } from '../cost/prices.js'
import { DEFAULT_SHIPMENT } from '../cost/shipment.js'
import { NEEDS, type Need } from '../ingest/schema.js'
import { type Constraints, DEFAULT_AVOIDED_STATUSES } from '../routing/constraints.js'
import { DEFAULT_OBJECTIVE, OBJECTIVES } from '../routing/objective.js'
import { HANDLINGS, type Handling, type RouteQuery, type QueryOptions as SharedQuery } from '../routing/router.js'

/** Which network is asked. */
export interface NetworkOptions {
  readonly network?: string
  readonly lenient?: boolean
  readonly json?: boolean
}

/** What may be used. */
export interface ConstraintOptions extends NetworkOptions {
  readonly scenario?: string[]
  readonly axleLoad?: number
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
  readonly date?: string
  readonly ignoreMaintenance?: boolean
}

/** What is sent, and what may be used. */
export interface ShipmentOptions extends ConstraintOptions {
  readonly teu?: number
  readonly tonnes?: number
  readonly value?: number
  readonly volume?: number
  readonly mwh?: number
  readonly need?: string[]
  readonly valueOfTime?: number
  readonly valueOfTimeUsd?: number
  readonly carbonPrice?: number
  readonly handling: Handling
}

/** What the options of `route` and its siblings parse to. */
export interface QueryOptions extends ShipmentOptions {
  readonly objective: string
  readonly geojson?: boolean
  readonly via?: string[]
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
  return withShipmentOptions(
    withNetworkOptions(command).option(
      '--objective <name>',
      `${OBJECTIVES.join(', ')}; also time, cost, carbon`,
      DEFAULT_OBJECTIVE,
    ),
  )
}

/** Adds the options of a shipment and constraints, for a command that has those of the network. */
export function withShipmentOptions(command: Command): Command {
  return withConstraintOptions(
    command
      .option('--teu <n>', `containers, TEU (default: ${DEFAULT_SHIPMENT.teu})`, amount)
      .option(
        '--tonnes <n>',
        `cargo, tonnes (default: ${DEFAULT_SHIPMENT.tonnes}, of oil alone ${ENERGY_AMOUNT})`,
        amount,
      )
      .option('--volume <m3>', 'volume of the goods, for rates by weight or measure', amount)
      .option('--mwh <n>', `energy, MWh, for links of gas and power (default: of these alone ${ENERGY_AMOUNT})`, amount)
      .option('--need <list>', `what the goods need where they are handled: ${NEEDS.join(', ')}`, words)
      .option('--value <usd>', `value of the goods, USD (default: ${DEFAULT_SHIPMENT.value_usd})`, amount)
      .option('--value-of-time <pct>', '% of the value per day, instead of parameter.csv', amount)
      .option('--value-of-time-usd <usd>', 'USD per day of the whole shipment, instead of the %', amount)
      .option('--carbon-price <usd>', 'USD per tonne CO2e, instead of parameter.csv', amount)
      .option('--mode <list>', 'only these modes', words)
      .addOption(
        new Option('--handling <ends>', 'which ends of the route are loaded and unloaded')
          .choices([...HANDLINGS])
          .default('both'),
      ),
  )
}

/** Adds the options of constraints, but for modes, which mean more to some commands. */
export function withConstraintOptions(command: Command): Command {
  return command
    .option('--scenario <file>', 'ask of the network as a scenario (JSON) changes it; may be repeated', texts)
    .option('--lenient', 'go on although rows of the network are in error')
    .option('--axle-load <t>', 'axle load, tonnes: links that bear less are closed', amount)
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
    .option('--date <day>', 'day of travel, YYYY-MM-DD; links under maintenance on it are closed')
    .option('--ignore-maintenance', 'go over links under maintenance all the same')
}

/** The query that the options ask for. */
export function queryFrom(from: string, to: string, options: QueryOptions): RouteQuery {
  const { objective, via } = options
  return {
    ...shipmentFrom(options),
    from,
    to,
    objective,
    ...(via === undefined ? {} : { via: via.flatMap(parseVia) }),
  }
}

/** What is sent and what may be used, as every question takes it. */
export function shipmentFrom(options: ShipmentOptions): SharedQuery {
  const { volume, need, axleLoad, mode, handling } = options
  const usual = defaultShipment((mode ?? []).map((word) => word.toLowerCase()))
  const { teu = usual.teu, tonnes = usual.tonnes, value = usual.value_usd, mwh = usual.mwh } = options
  return {
    ...constraintsFrom(options),
    handling,
    shipment: {
      teu,
      tonnes,
      value_usd: value,
      ...(volume === undefined ? {} : { volume_m3: volume }),
      ...(mwh === undefined ? {} : { mwh }),
      ...(need === undefined ? {} : { needs: need as readonly Need[] }),
      ...(axleLoad === undefined ? {} : { axle_load_t: axleLoad }),
    },
    ...(mode === undefined ? {} : { modes: mode }),
  }
}

/** The constraints on the way, but for modes and axle load. */
export function constraintsFrom(options: ConstraintOptions): Constraints {
  const constraints: { -readonly [K in keyof Constraints]: Constraints[K] } = {}
  if (options.country !== undefined) constraints.countries = options.country
  if (options.gauge !== undefined) constraints.gauges = options.gauge
  if (options.avoidMode !== undefined) constraints.avoidModes = options.avoidMode
  if (options.avoidCountry !== undefined) constraints.avoidCountries = options.avoidCountry
  if (options.avoidPassage !== undefined) constraints.avoidPassages = options.avoidPassage
  if (options.avoidNode !== undefined) constraints.avoidNodes = options.avoidNode
  if (options.avoidLink !== undefined) constraints.avoidLinks = options.avoidLink
  if (options.avoidGauge !== undefined) constraints.avoidGauges = options.avoidGauge
  if (options.avoidBorder !== undefined) constraints.avoidBorders = options.avoidBorder
  if (options.avoidStatus !== undefined) {
    constraints.avoidStatuses = options.avoidStatus.filter((word) => word.toLowerCase() !== 'none')
  }
  if (options.date !== undefined) constraints.date = options.date
  if (options.ignoreMaintenance !== undefined) constraints.ignoreMaintenance = options.ignoreMaintenance
  return constraints
}

/** The prices given on the command line. */
export function pricesFrom(options: Partial<ShipmentOptions>): Partial<Prices> {
  return {
    ...(options.valueOfTime === undefined ? {} : { value_of_time_pct_per_day: options.valueOfTime }),
    ...(options.valueOfTimeUsd === undefined ? {} : { value_of_time_usd_per_day: options.valueOfTimeUsd }),
    ...(options.carbonPrice === undefined ? {} : { carbon_price_usd_per_t: options.carbonPrice }),
  }
}

/** A list option repeats or takes commas. */
export function words(value: string, earlier: string[] | undefined): string[] {
  const parts = value.split(',').map((word) => word.trim())
  if (parts.some((word) => word === '')) throw new InvalidArgumentError('Expected words separated by commas.')
  return [...(earlier ?? []), ...parts]
}

/** An option that repeats; commas are part of the text. */
export function texts(value: string, earlier: string[] | undefined): string[] {
  return [...(earlier ?? []), value]
}

export function numbers(value: string, earlier: number[] | undefined): number[] {
  return [...(earlier ?? []), ...value.split(',').map((word) => amount(word))]
}

export function amount(value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number) || number < 0) {
    throw new InvalidArgumentError('Expected a number of at least 0.')
  }
  return number
}

export function count(value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('Expected a whole number of at least 1.')
  }
  return number
}
