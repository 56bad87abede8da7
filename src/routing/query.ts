import type { Prices } from '../cost/prices.js'
import type { Shipment } from '../cost/shipment.js'
import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import { CONSTRAINT_OPTIONS, type Constraints } from './constraints.js'
import type { Objective } from './objective.js'
import type { Scenario } from './scenario/scenario.js'

/** What every question shares: what is sent, what is made as small as possible, and what may be used. */
export interface QueryOptions extends Constraints {
  /** Default `DEFAULT_SHIPMENT`; where the only modes are gas, oil or power, 1,000 MWh or 1,000 tonnes. */
  readonly shipment?: Shipment
  /** Default `DEFAULT_OBJECTIVE`. */
  readonly objective?: Objective | (string & {})
  /** In place of those of the router; what is not given stays. */
  readonly prices?: Partial<Prices>
  /** Asks of the network as this scenario changes it. */
  readonly scenario?: Scenario
  /** Whether loading at the origin and unloading at the destination count. Default `both`. */
  readonly handling?: Handling
}

/** Which ends of a route are priced: terminal to terminal is `both`, from train departure to arrival is `none`. */
export const HANDLINGS = ['both', 'origin', 'destination', 'none'] as const
export type Handling = (typeof HANDLINGS)[number]

/** The names of what every question shares. */
export const SHARED_OPTIONS = [
  'shipment',
  'objective',
  'prices',
  'scenario',
  'handling',
  ...CONSTRAINT_OPTIONS,
] as const satisfies readonly (keyof QueryOptions)[]

/** Options whose value is a list. */
const NO_LISTS: ReadonlySet<string> = new Set(['date', 'ignoreMaintenance'])
const LIST_OPTIONS: ReadonlySet<string> = new Set(CONSTRAINT_OPTIONS.filter((option) => !NO_LISTS.has(option)))

const NUMBER_LISTS: ReadonlySet<string> = new Set(['gauges', 'avoidGauges'])
const TEXT_OPTIONS: ReadonlySet<string> = new Set(['objective', 'handling', 'date'])

/**
 * Checks the options of a question and gives back those that it shares with others.
 *
 * @param own the names of those that are its own
 * @throws UsageError for an unknown option, with the nearest known ones, and for a value that is not a list where one is expected
 */
export function sharedOptions<Query extends QueryOptions>(query: Query, own: readonly (keyof Query)[]): QueryOptions {
  if (typeof query !== 'object' || query === null) {
    throw new UsageError(`The question is ${shown(query)}; expected an object of options.`)
  }
  const shared: Record<string, unknown> = {}
  for (const [option, value] of Object.entries(query)) {
    if ((own as readonly string[]).includes(option)) continue
    if (!(SHARED_OPTIONS as readonly string[]).includes(option)) {
      const known = [...(own as readonly string[]), ...SHARED_OPTIONS]
      const near = nearest(option, known)
      throw new UsageError(`Unknown option "${option}"; expected ${known.join(', ')}.${didYouMean(near)}`, near)
    }
    if (value !== undefined) checkKind(option, value)
    shared[option] = value
  }
  return shared
}

function checkKind(option: string, value: unknown): void {
  if (TEXT_OPTIONS.has(option) && typeof value !== 'string') {
    throw new UsageError(`Option ${option} is ${shown(value)}; expected text.`)
  }
  if (option === 'ignoreMaintenance') checkedFlag(option, value)
  if (!LIST_OPTIONS.has(option)) return
  if (!Array.isArray(value)) throw new UsageError(`Option ${option} is ${shown(value)}; expected a list.`)
  const kind = NUMBER_LISTS.has(option) ? 'number' : 'string'
  const wrong = value.find((entry) => typeof entry !== kind)
  if (wrong === undefined) return
  throw new UsageError(`Option ${option} holds ${shown(wrong)}; expected ${kind === 'number' ? 'numbers' : 'texts'}.`)
}

/** @throws UsageError for an unknown word */
export function checkedHandling(word: string): Handling {
  if ((HANDLINGS as readonly string[]).includes(word)) return word as Handling
  throw new UsageError(`Unknown handling "${word}"; expected one of ${HANDLINGS.join(', ')}.`)
}

/**
 * A whole number within bounds.
 *
 * @throws UsageError where it is not
 */
export function checkedCount(option: string, value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
  throw new UsageError(`Option ${option} is ${shown(value)}; expected a whole number of at least ${least}.`)
}

/**
 * A number of at least zero.
 *
 * @throws UsageError where it is not
 */
export function checkedAmount(option: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw new UsageError(`Option ${option} is ${shown(value)}; expected a number of at least 0.`)
}

/** @throws UsageError unless the value is a list of at least one place */
export function checkedPlaces(option: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.length > 0) return value as readonly string[]
  throw new UsageError(`Option ${option} is ${shown(value)}; expected a list of at least one place.`)
}

/** A place as the caller gives it. @throws UsageError where it is missing */
export function checkedPlace(option: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw new UsageError(`Option ${option} is ${shown(value)}; expected a node id, a UN/LOCODE or a name as text.`)
}

/** @throws UsageError unless the value is true, false or not given */
export function checkedFlag(option: string, value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return value === true
  throw new UsageError(`Option ${option} is ${shown(value)}; expected true or false.`)
}

/** As in the source text: JSON has no NaN and no Infinity. */
export function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
}
