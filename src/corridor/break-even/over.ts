import type { Mode } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import { checkedMode } from '../../routing/constraints.js'
import { shown } from '../../routing/query.js'
import type { RouteResult, Router } from '../../routing/router.js'
import {
  borderHours,
  carbonPrice,
  cargoValue,
  type Parameter,
  type Setting,
  tariffFactor,
  valueOfTime,
} from './parameter.js'

/**
 * What is let run: USD per day, USD per tonne of CO2e, USD of goods, hours at a border (two country codes) or a factor on
 * the tariff of a mode. The texts are those of the command line.
 */
export type Over =
  | 'value-of-time'
  | 'carbon-price'
  | 'cargo-value'
  | `border:${string}`
  | `tariff:${string}`
  | { readonly border: string }
  | { readonly tariff: Mode | (string & {}) }

const SHAPES = ['value-of-time', 'carbon-price', 'cargo-value', 'border:PL-BY', 'tariff:rail'] as const
const KINDS = SHAPES.map((shape) => shape.replace(/:.*/, ''))

/**
 * @param now the routes as things stand, which tell how many hours a border takes
 * @throws UsageError for a word that is none of them, an unknown mode or one without links, and a border that no link crosses
 */
export function parameterFor(over: Over, setting: Setting, router: Router, now: readonly RouteResult[]): Parameter {
  const { kind, value } = partsOf(over)
  switch (kind) {
    case 'value-of-time':
      return valueOfTime(setting)
    case 'carbon-price':
      return carbonPrice(setting)
    case 'cargo-value':
      return cargoValue(setting)
    case 'tariff':
      return tariffFactor(usedMode(value, router))
    default: {
      const pair = checkedBorder(value, crossings(router))
      return borderHours(pair, hoursNow(pair, now))
    }
  }
}

function partsOf(over: unknown): { readonly kind: string; readonly value: string } {
  if (typeof over === 'object' && over !== null && !Array.isArray(over)) {
    const entries = Object.entries(over)
    const [kind, value] = entries[0] ?? []
    if (entries.length === 1 && (kind === 'border' || kind === 'tariff') && typeof value === 'string') {
      return { kind, value }
    }
  }
  if (typeof over === 'string') {
    const colon = over.indexOf(':')
    const kind = colon === -1 ? over : over.slice(0, colon)
    const takesValue = kind === 'border' || kind === 'tariff'
    if (KINDS.includes(kind) && takesValue === (colon !== -1)) return { kind, value: over.slice(colon + 1) }
    const near = nearest(kind, KINDS).map((word) => SHAPES[KINDS.indexOf(word)] as string)
    throw new UsageError(`Unknown parameter "${over}"; expected ${SHAPES.join(', ')}.${didYouMean(near)}`, near)
  }
  throw new UsageError(`Option over is ${shown(over)}; expected ${SHAPES.join(', ')}.`)
}

/** @throws UsageError for an unknown mode, and for one of which there is no link */
function usedMode(word: string, { compiled }: Router): Mode {
  const mode = checkedMode(word)
  const used = new Set(compiled.terminals.map((terminal) => terminal.mode))
  if (used.has(mode)) return mode
  throw new UsageError(`There is no link by ${mode} in the network; expected one of ${[...used].sort().join(', ')}.`)
}

/** Pairs of countries that a link joins across a customs border, as `PL-BY`, both ways. */
function crossings(router: Router): ReadonlySet<string> {
  const { compiled, costModel } = router
  const { topology, terminals, nodes, arcLink } = compiled
  const pairs = new Set<string>()
  const country = (vertex: number | undefined): string | undefined =>
    nodes.at(terminals[vertex as number]?.node as number)?.country
  for (let a = 0; a < topology.arcCount; a++) {
    if ((arcLink[a] as number) < 0) continue
    const left = country(topology.tail[a])
    const entered = country(topology.head[a])
    if (costModel.isBorder(left, entered)) pairs.add(`${left}-${entered}`).add(`${entered}-${left}`)
  }
  return pairs
}

function checkedBorder(word: string, pairs: ReadonlySet<string>): string {
  const pair = word.trim().toUpperCase()
  if (pairs.has(pair)) return pair
  const near = nearest(pair, pairs)
  throw new UsageError(
    `Unknown border "${word}"; expected two country codes with a customs border that a link crosses, such as "CN-KZ".${didYouMean(near)}`,
    near,
  )
}

/** The hours that the routes stop at a border; `undefined` where none crosses it, or not all stop for as long. */
function hoursNow(pair: string, routes: readonly RouteResult[]): number | undefined {
  const hours = new Set<number>()
  for (const route of routes) {
    if (route.status === 'no-route') continue
    for (const leg of route.legs) {
      if (leg.kind !== 'border') continue
      const { from_country: left, to_country: entered } = leg
      if (pair === `${left}-${entered}` || pair === `${entered}-${left}`) hours.add(leg.time_h)
    }
  }
  return hours.size === 1 ? [...hours][0] : undefined
}
