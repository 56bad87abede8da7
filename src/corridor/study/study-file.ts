import type { Shipment } from '../../cost/shipment.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import { CONSTRAINT_OPTIONS, type Constraints } from '../../routing/constraints.js'
import { shown } from '../../routing/query.js'
import { checkedScenario } from '../../routing/scenario/check.js'
import type { Scenario } from '../../routing/scenario/scenario.js'
import { MEASURES, type Measure } from './answers.js'
import type { WeightedPair } from './pair-set.js'
import type { StudyGroup, StudyQuery } from './study.js'

/** Which figure of an outcome stands beside a published one. */
export const STATISTICS = [
  'mean_pct',
  'change_pct',
  'p5_pct',
  'p50_pct',
  'p95_pct',
  'best_group_pct',
  'best_corridor_pct',
] as const
export type Statistic = (typeof STATISTICS)[number]

/** With or without letting the modes change. */
export const VARIANTS = ['free', 'same_modes'] as const
export type Variant = (typeof VARIANTS)[number]

/** A published value to set beside the study. */
export interface Published {
  /** What was published, in words. */
  readonly name: string
  /** Id of the scenario; default: the first. */
  readonly scenario?: string
  /** Default `free`. */
  readonly variant?: Variant
  readonly measure: Measure
  readonly statistic: Statistic
  readonly min?: number
  readonly max?: number
  readonly source: string
}

/** A study as a JSON file holds it. */
export interface StudyFile {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly source?: string
  /** Paths of scenario files, relative to the file, or scenarios themselves. */
  readonly scenarios: readonly (string | Scenario)[]
  /** Places and names of `sets`; with `destinations`. */
  readonly origins?: readonly string[]
  readonly destinations?: readonly string[]
  readonly pairs?: readonly WeightedPair[]
  readonly weights?: readonly number[]
  /** Named lists of places, for `origins`, `destinations` and `groups`. */
  readonly sets?: Readonly<Record<string, readonly string[]>>
  readonly groups?: readonly StudyGroup[]
  readonly shipment?: Shipment
  readonly objective?: string
  readonly constraints?: Constraints
  readonly keepModes?: boolean
  readonly top?: number
  readonly expected?: readonly Published[]
}

type Kind = 'text' | 'texts' | 'flag' | 'number' | 'list' | 'object'

const WORDS: Readonly<Record<Kind, string>> = {
  text: 'a text',
  texts: 'a list of texts',
  flag: 'true or false',
  number: 'a number',
  list: 'a list',
  object: 'an object',
}

const FIELDS = {
  id: 'text',
  name: 'text',
  description: 'text',
  source: 'text',
  scenarios: 'list',
  origins: 'texts',
  destinations: 'texts',
  pairs: 'list',
  weights: 'list',
  sets: 'object',
  groups: 'list',
  shipment: 'object',
  objective: 'text',
  constraints: 'object',
  keepModes: 'flag',
  top: 'number',
  expected: 'list',
} as const satisfies Record<keyof StudyFile, Kind>

const GROUP_FIELDS = { id: 'text', name: 'text', origins: 'texts', destinations: 'texts' } as const
const PUBLISHED_FIELDS = {
  name: 'text',
  scenario: 'text',
  variant: 'text',
  measure: 'text',
  statistic: 'text',
  min: 'number',
  max: 'number',
  source: 'text',
} as const

/**
 * A study as JSON gives it, checked field by field; what only the network can tell (places, values) is checked when it runs.
 *
 * @throws UsageError that names the field, what stands there and what was expected
 */
export function checkedStudyFile(value: unknown): StudyFile {
  if (!isObject(value)) throw new UsageError(`The study is ${short(value)}; expected an object with id and scenarios.`)
  checkFields('The study', value, FIELDS)
  for (const field of ['id', 'name', 'scenarios'] as const) {
    if (value[field] === undefined) throw new UsageError(`The study has no ${field}; expected ${WORDS[FIELDS[field]]}.`)
  }
  const file = value as unknown as StudyFile
  if (file.scenarios.length === 0) throw new UsageError('The study has no scenario; expected at least one.')
  file.scenarios.forEach((scenario) => {
    if (typeof scenario !== 'string') checkedScenario(scenario)
  })
  for (const [name, places] of Object.entries(file.sets ?? {})) checkKind(`The set "${name}"`, places, 'texts')
  ;(file.groups ?? []).forEach((group: unknown, i) => {
    const what = `Group ${i + 1} of the study`
    checkObject(what, group, GROUP_FIELDS, ['id'])
  })
  ;(file.expected ?? []).forEach((published: unknown, i) => {
    const what = `Published value ${i + 1} of the study`
    checkObject(what, published, PUBLISHED_FIELDS, ['name', 'measure', 'statistic', 'source'])
    const { measure, statistic, variant } = published as Published
    checkWord(`${what}: measure`, measure, MEASURES)
    checkWord(`${what}: statistic`, statistic, STATISTICS)
    if (variant !== undefined) checkWord(`${what}: variant`, variant, VARIANTS)
  })
  const constraints = Object.keys(file.constraints ?? {})
  const unknown = constraints.find((option) => !(CONSTRAINT_OPTIONS as readonly string[]).includes(option))
  if (unknown !== undefined) checkWord('A constraint of the study', unknown, CONSTRAINT_OPTIONS)
  return file
}

/**
 * The question that a study file asks.
 *
 * @param scenarios those of the file, read
 */
export function studyQueryOf(file: StudyFile, scenarios: readonly Scenario[]): StudyQuery {
  const { sets = {}, pairs, weights, shipment, objective, constraints, keepModes, top } = file
  const spread = (words: readonly string[]): string[] =>
    words.flatMap((word) => (Object.hasOwn(sets, word) ? (sets[word] as readonly string[]) : [word]))
  const groups = file.groups?.map(
    ({ id, name, origins, destinations }): StudyGroup => ({
      id,
      ...(name === undefined ? {} : { name }),
      ...(origins === undefined ? {} : { origins: spread(origins) }),
      ...(destinations === undefined ? {} : { destinations: spread(destinations) }),
    }),
  )
  return {
    ...constraints,
    scenarios,
    ...(file.origins === undefined ? {} : { origins: spread(file.origins) }),
    ...(file.destinations === undefined ? {} : { destinations: spread(file.destinations) }),
    ...(pairs === undefined ? {} : { pairs }),
    ...(weights === undefined ? {} : { weights }),
    ...(shipment === undefined ? {} : { shipment }),
    ...(objective === undefined ? {} : { objective }),
    ...(groups === undefined ? {} : { groups }),
    ...(keepModes === undefined ? {} : { keepModes }),
    ...(top === undefined ? {} : { top }),
  }
}

type Checked = Readonly<Record<string, Kind>>

function checkObject(what: string, value: unknown, fields: Checked, required: readonly string[]): void {
  if (!isObject(value)) throw new UsageError(`${what} is ${short(value)}; expected an object.`)
  checkFields(what, value, fields)
  for (const field of required) {
    if (value[field] === undefined) {
      throw new UsageError(`${what} has no ${field}; expected ${WORDS[fields[field] as Kind]}.`)
    }
  }
}

function checkFields(what: string, object: Readonly<Record<string, unknown>>, fields: Checked): void {
  for (const [field, value] of Object.entries(object)) {
    const kind = Object.hasOwn(fields, field) ? fields[field] : undefined
    if (kind === undefined) {
      const known = Object.keys(fields)
      const near = nearest(field, known)
      throw new UsageError(
        `${what} has the unknown field "${field}"; expected ${known.join(', ')}.${didYouMean(near)}`,
        near,
      )
    }
    checkKind(`${what}: ${field}`, value, kind)
  }
}

function checkKind(what: string, value: unknown, kind: Kind): void {
  if (isOfKind(value, kind)) return
  throw new UsageError(`${what} is ${short(value)}; expected ${WORDS[kind]}.`)
}

function isOfKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string' && value !== ''
    case 'texts':
      return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
    case 'flag':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'list':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
  }
}

function checkWord(what: string, word: string, known: readonly string[]): void {
  if (known.includes(word)) return
  const near = nearest(word, known)
  throw new UsageError(`${what} is ${short(word)}; expected one of ${known.join(', ')}.${didYouMean(near)}`, near)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as in its source, cut where it is long. */
function short(value: unknown): string {
  const text = shown(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
