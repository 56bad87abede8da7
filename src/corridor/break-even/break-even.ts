import type { Shipment } from '../../cost/shipment.js'
import { UsageError } from '../../issue/errors.js'
import { didYouMean, nearest } from '../../issue/suggest.js'
import type { Block } from '../../routing/constraints.js'
import type { Totals } from '../../routing/itinerary.js'
import type { NoRoute } from '../../routing/no-route.js'
import { type Objective, UNITS } from '../../routing/objective.js'
import { checkedAmount } from '../../routing/query.js'
import type { RouteQuery, Router } from '../../routing/router.js'
import { checkedCorridors } from '../checked-corridors.js'
import { type Corridor, corridorsOf } from '../corridor.js'
import { corridorRoute } from '../corridor-route.js'
import { underScenario } from '../scenario-corridors.js'
import { type EnvelopePiece, lowerEnvelope } from './lower-envelope.js'
import { type Over, parameterFor } from './over.js'
import { criterionOf, type Parameter, type Setting, totalsAt } from './parameter.js'
import type { Answer } from './parametric-search.js'
import { bandSentence } from './range-words.js'
import { type FoundRoute, routeLines } from './route-lines.js'

/** Which number is let run, and between which corridors the choice is. */
export interface BreakEvenQuery extends Omit<RouteQuery, 'via'> {
  readonly over: Over
  /** Default: those of the network. */
  readonly corridors?: readonly Corridor[]
  /** Ids of the two corridors to choose between. Default: all. */
  readonly between?: readonly [string, string]
  /** Where the range begins and ends. Default: see {@link breakEven}. */
  readonly min?: number
  readonly max?: number
}

/** A stretch of the range on which one route is the best: its criterion is `fixed + slope * x`. */
export interface BreakEvenInterval {
  readonly from: number
  readonly to: number
  /** The corridor of the route. */
  readonly corridor: string
  readonly name: string
  /** In the unit of the criterion. */
  readonly fixed: number
  readonly slope: number
  /** Of the route, at the middle of the interval; hours and USD depend on x only where x is hours or a factor. */
  readonly totals: Totals
}

/** A stretch of the range on which one corridor is the best, by one or more routes. */
export type BreakEvenBand = Pick<BreakEvenInterval, 'from' | 'to' | 'corridor' | 'name'>

/** One corridor on its own, over the whole range. */
export interface BreakEvenCorridor {
  readonly id: string
  readonly name: string
  readonly status: 'ok' | 'no-route'
  /** Why it has no route. */
  readonly reason: string | undefined
  /** Constraints whose removal would open it. */
  readonly drop: readonly Block[]
  /** True where it is the best of all on some stretch. */
  readonly wins: boolean
  /** Its best routes, from one end of the range to the other. */
  readonly pieces: readonly BreakEvenInterval[]
}

export interface BreakEven {
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly shipment: Shipment
  /** What was let run, as on the command line, and in words. */
  readonly over: string
  readonly label: string
  /** Of x. */
  readonly unit: string
  readonly objective: Objective
  /** Of `fixed`, and of `slope` per unit of x. */
  readonly criterion_unit: string
  readonly range: readonly [number, number]
  /** x as things stand; `undefined` where no route crosses the border, or where it takes unlike hours there. */
  readonly current: number | undefined
  /** The best corridor as things stand; `undefined` where none has a route. */
  readonly now: { readonly corridor: string; readonly name: string; readonly criterion: number } | undefined
  /** The best routes of all, from one end of the range to the other; neighbours may be of one corridor. */
  readonly intervals: readonly BreakEvenInterval[]
  /** The same by corridor: each band is of another corridor than the next. */
  readonly bands: readonly BreakEvenBand[]
  /** In the order asked for. */
  readonly corridors: readonly BreakEvenCorridor[]
  /** "Below USD 310 per day: Sea via Suez; 310 to 2,900: Northern rail; above: Air." */
  readonly sentence: string
}

interface Candidate {
  readonly corridor: Corridor
  readonly answers: readonly Answer<FoundRoute>[]
}

/**
 * At which value of time, carbon price, value of the goods, hours at a border or tariff of a mode another corridor becomes
 * the best one: solved over the whole range, not sampled. Within each corridor the best way is found anew for every x.
 *
 * Exact up to the rounding of the search: at no x is the criterion of the route named further from the least than half a cent
 * (or half a second) for each link and handling of the two. Where corridors are equal, the first of them is named.
 *
 * | over | x | default range | objectives |
 * | --- | --- | --- | --- |
 * | `value-of-time` | USD per day of the whole shipment | 0 to 10,000 | generalised |
 * | `carbon-price` | USD per t CO2e; only routes of known carbon | 0 to 1,000 | generalised |
 * | `cargo-value` | USD | 0 to 10,000,000 | generalised |
 * | `border:PL-BY` | hours at each crossing of that border, either way; `border:PL-BY:rail` by that mode, `border:PL-BY:rail:brest` at that place | 0 to 240 | generalised, fastest |
 * | `tariff:rail` | factor on the freight of a mode | 0 to 10 | generalised, cheapest |
 *
 * At most two questions per corridor and route that is best somewhere in it, each of one or two route queries on a network
 * weighed anew.
 *
 * @throws UsageError for an unknown place, option, value or corridor, without corridors, and where x has no part in the objective
 * @example
 * const { sentence, bands } = breakEven(router, { from: 'Chongqing', to: 'Duisburg', over: 'value-of-time' })
 */
export function breakEven(base: Router, query: BreakEvenQuery): BreakEven {
  const { router, asked } = underScenario(base, query)
  const { over, corridors = corridorsOf(router.network), between, min, max, ...rest } = asked
  const compared = chosen(corridors, between)
  // Also checks the query's own words, which the corridors' might hide.
  const { shipment, objective, prices } = router.prepare(rest)
  const setting: Setting = { query: rest, shipment, prices, objective }
  const now = compared.map((corridor) => corridorRoute(router, corridor, rest))
  const parameter = parameterFor(over, setting, router, now)
  if (!parameter.moves.includes(objective)) throw new UsageError(unmoved(parameter, objective))
  const [from, to] = rangeOf(parameter, min, max)

  const results = compared.map((corridor) => {
    const ask = (replaced: object) => corridorRoute(router, corridor, { ...rest, ...replaced })
    return { corridor, found: routeLines(ask, parameter, setting, from, to) }
  })
  const open = results.flatMap(({ corridor, found }): Candidate[] =>
    'status' in found ? [] : [{ corridor, answers: found }],
  )
  const intervals = intervalsOf(open, parameter, from, to)
  const bands = bandsOf(intervals)
  const [first] = now
  return {
    from: first?.from ?? '',
    to: first?.to ?? '',
    from_name: first?.from_name ?? '',
    to_name: first?.to_name ?? '',
    shipment,
    over: parameter.id,
    label: parameter.label,
    unit: parameter.unit,
    objective,
    criterion_unit: UNITS[objective],
    range: [from, to],
    current: parameter.current,
    now: bestNow(compared, now, objective),
    intervals,
    bands,
    corridors: results.map(({ corridor, found }) => {
      const { id, name } = corridor
      const closed: NoRoute | undefined = 'status' in found ? found : undefined
      return {
        id,
        name,
        status: closed === undefined ? 'ok' : 'no-route',
        reason: closed?.reason,
        drop: closed?.drop ?? [],
        wins: intervals.some((interval) => interval.corridor === id),
        pieces: 'status' in found ? [] : intervalsOf([{ corridor, answers: found }], parameter, from, to),
      }
    }),
    sentence: bands.length === 0 ? 'No corridor has a route.' : bandSentence(bands, parameter.unit),
  }
}

/** @throws UsageError where there is none, and for an unknown id */
function chosen(corridors: readonly Corridor[], between: readonly [string, string] | undefined): readonly Corridor[] {
  checkedCorridors(corridors)
  if (between === undefined) return corridors
  const [one, other] = Array.isArray(between) ? between : []
  if (typeof one !== 'string' || typeof other !== 'string' || between.length !== 2 || one === other) {
    throw new UsageError(`Option between is ${JSON.stringify(between)}; expected the ids of two corridors.`)
  }
  const ids = [one, other].map((id) => corridorOf(corridors, id).id)
  return corridors.filter(({ id }) => ids.includes(id))
}

/** @throws UsageError for an unknown id, with the nearest known ones */
export function corridorOf(corridors: readonly Corridor[], id: string): Corridor {
  const found = corridors.find((corridor) => corridor.id === id)
  if (found !== undefined) return found
  const ids = corridors.map((corridor) => corridor.id)
  const near = nearest(id, ids)
  throw new UsageError(`Unknown corridor "${id}"; expected one of ${ids.join(', ')}.${didYouMean(near)}`, near)
}

function unmoved({ id, label, moves }: Parameter, objective: Objective): string {
  const expected =
    moves.length === 0
      ? 'a value of time in % of the value of the goods, not in USD'
      : `the objective ${moves.join(' or ')}`
  return `Option over is "${id}", but ${label} has no part in what is minimised (${objective}); expected ${expected}.`
}

function rangeOf({ range }: Parameter, min: number | undefined, max: number | undefined): [number, number] {
  const from = min === undefined ? range[0] : checkedAmount('min', min)
  const to = max === undefined ? range[1] : checkedAmount('max', max)
  if (from > to) throw new UsageError(`Option min is ${from} and max is ${to}; expected a min of at most max.`)
  return [from, to]
}

function bestNow(
  corridors: readonly Corridor[],
  now: readonly (NoRoute | FoundRoute['itinerary'])[],
  objective: Objective,
): BreakEven['now'] {
  let best: BreakEven['now']
  now.forEach((result, i) => {
    if (result.status === 'no-route') return
    const { id, name } = corridors[i] as Corridor
    const criterion = criterionOf(result, objective)
    if (best === undefined || criterion < best.criterion) best = { corridor: id, name, criterion }
  })
  return best
}

/** The lower envelope of the lines of some corridors. */
function intervalsOf(
  candidates: readonly Candidate[],
  parameter: Parameter,
  from: number,
  to: number,
): BreakEvenInterval[] {
  const all = candidates.flatMap(({ corridor, answers }) => answers.map((answer) => ({ corridor, ...answer })))
  const lines = all.map(({ line }) => line)
  return lowerEnvelope(lines, from, to).map((piece: EnvelopePiece) => {
    const { corridor, route, line } = all[piece.line] as (typeof all)[number]
    return {
      from: piece.from,
      to: piece.to,
      corridor: corridor.id,
      name: corridor.name,
      fixed: line.fixed,
      slope: line.slope,
      totals: totalsAt(parameter, route.itinerary, route.x, (piece.from + piece.to) / 2),
    }
  })
}

function bandsOf(intervals: readonly BreakEvenInterval[]): BreakEvenBand[] {
  const bands: { -readonly [K in keyof BreakEvenBand]: BreakEvenBand[K] }[] = []
  for (const { from, to, corridor, name } of intervals) {
    const last = bands[bands.length - 1]
    if (last?.corridor === corridor) last.to = to
    else bands.push({ from, to, corridor, name })
  }
  return bands
}
