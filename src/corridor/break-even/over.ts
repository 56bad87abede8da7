import type { Mode } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import { checkedMode } from '../../routing/constraints.js'
import { shown } from '../../routing/query.js'
import type { RouteResult, Router } from '../../routing/router.js'
import {
  type BorderCrossing,
  borderHours,
  carbonPrice,
  cargoValue,
  crosses,
  type Parameter,
  type Setting,
  tariffFactor,
  valueOfTime,
} from './parameter.js'

/**
 * What is let run: USD per day, USD per tonne of CO2e, USD of goods, hours at a border or a factor on the tariff of a mode. A
 * border is two country codes, `PL-BY`; by one mode only `PL-BY:rail`; and at one place `PL-BY:rail:brest`. The texts are those
 * of the command line.
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
      const { pair, crossing } = borderOf(value, router)
      return borderHours(pair, hoursNow(pair, crossing, now), crossing)
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

/** A link across a customs border: two countries as `PL-BY`, its mode, and the nodes at its ends. */
interface Crossing {
  readonly pair: string
  readonly mode: Mode
  readonly nodes: readonly string[]
}

/** Every link across a customs border, once for each direction in which it can be named. */
function crossings(router: Router): Crossing[] {
  const { compiled, costModel } = router
  const { topology, terminals, nodes, nodeIds, arcLink } = compiled
  const found: Crossing[] = []
  for (let a = 0; a < topology.arcCount; a++) {
    if ((arcLink[a] as number) < 0) continue
    const [tail, head] = [terminals[topology.tail[a] as number], terminals[topology.head[a] as number]]
    if (tail === undefined || head === undefined) continue
    const [left, entered] = [nodes.at(tail.node)?.country, nodes.at(head.node)?.country]
    if (!costModel.isBorder(left, entered)) continue
    const ends = [nodeIds[tail.node] as string, nodeIds[head.node] as string]
    for (const pair of [`${left}-${entered}`, `${entered}-${left}`]) found.push({ pair, mode: tail.mode, nodes: ends })
  }
  return found
}

/** The border that a text means, by one mode and at one place where it says so. */
function borderOf(
  value: string,
  router: Router,
): { readonly pair: string; readonly crossing: BorderCrossing | undefined } {
  const [word = '', modeWord, ...rest] = value.split(':')
  const pair = word.trim().toUpperCase()
  const all = crossings(router)
  const here = all.filter((crossing) => crossing.pair === pair)
  if (here.length === 0) {
    const near = nearest(
      pair,
      all.map((crossing) => crossing.pair),
    )
    throw new UsageError(
      `Unknown border "${word}"; expected two country codes with a customs border that a link crosses, such as "CN-KZ".${didYouMean(near)}`,
      near,
    )
  }
  if (modeWord === undefined) return { pair, crossing: undefined }
  const mode = checkedMode(modeWord)
  const byMode = here.filter((crossing) => crossing.mode === mode)
  if (byMode.length === 0) {
    const modes = [...new Set(here.map((crossing) => crossing.mode))].sort()
    throw new UsageError(`No link by ${mode} crosses the border ${pair}; expected one of ${modes.join(', ')}.`)
  }
  if (rest.length === 0) return { pair, crossing: { mode } }
  // A node id may hold a colon.
  const node = router.place(rest.join(':'))
  const places = new Set(byMode.flatMap((crossing) => crossing.nodes))
  if (!places.has(node)) {
    throw new UsageError(
      `No link by ${mode} crosses the border ${pair} at "${node}"; expected one of ${[...places].sort().join(', ')}.`,
    )
  }
  const { name } = router.network.graph.getNodeAttributes(node)
  return { pair, crossing: { mode, node, name } }
}

/** The hours that the routes stop at a border; `undefined` where none crosses it, or not all stop for as long. */
function hoursNow(
  pair: string,
  crossing: BorderCrossing | undefined,
  routes: readonly RouteResult[],
): number | undefined {
  const hours = new Set<number>()
  for (const route of routes) {
    if (route.status === 'no-route') continue
    for (const leg of route.legs) {
      if (leg.kind === 'border' && crosses(leg, pair, crossing)) hours.add(leg.time_h)
    }
  }
  return hours.size === 1 ? [...hours][0] : undefined
}
