import type { Itinerary } from '../../routing/itinerary.js'
import { criterionOf, lineOf, type Parameter, type Setting } from '../break-even/parameter.js'
import type { Answer } from '../break-even/parametric-search.js'
import { type Ask, roundingBound } from '../break-even/route-lines.js'
import { type Both, nearestFlip } from './nearest-flip.js'

/** One number that alone would make the route asked about as good as the best one. */
export interface Flip {
  /** `value-of-time`, `border:CN-KZ:rail:dostyk`, `transfer:dostyk:rail-rail`, `tariff:rail`, `speed:rail` ... */
  readonly parameter: string
  /** In a sentence: "the value of time". */
  readonly label: string
  readonly unit: string
  readonly current: number
  /** Where the two are equal. */
  readonly at: number
  /** On which side of it the route asked about is as good as the best. */
  readonly side: 'above' | 'below'
  /** (at - current) / current; `undefined` where current is 0. */
  readonly relative: number | undefined
  /** True where both questions, asked anew just beyond `at`, have answers that are equally good but for rounding. */
  readonly verified: boolean
}

/** One number that flips nothing, whatever it is on the range that was searched. */
export interface NoFlip extends Pick<Flip, 'parameter' | 'label' | 'unit' | 'current'> {
  readonly range: readonly [number, number]
}

/** How far beyond a flip it is verified, as a share of the way to it. */
const BEYOND = 1e-3

/**
 * For each parameter, the value nearest to the present one at which the best answer to the question asked about (found anew
 * at each value) is as good as the best of all: the smallest change relative to the present value first.
 */
export function flipsOf(
  parameters: readonly Parameter[],
  questions: Both<Ask>,
  setting: Setting,
): { readonly flips: Flip[]; readonly cannot: NoFlip[] } {
  const flips: Flip[] = []
  const cannot: NoFlip[] = []
  for (const parameter of parameters) {
    const flip = flipOf(parameter, questions, setting)
    if (flip === undefined) cannot.push(shownNoFlip(parameter))
    else flips.push(flip)
  }
  return { flips: flips.sort(bySize), cannot }
}

function flipOf(parameter: Parameter, questions: Both<Ask>, setting: Setting): Flip | undefined {
  const current = parameter.current as number
  const asked = new Map<number, Both<Answer<Itinerary>>>()
  const bothAt = (at: number): Both<Answer<Itinerary>> => {
    const x = Math.max(at, parameter.least)
    const known = asked.get(x)
    if (known !== undefined) return known
    const answer = (ask: Ask): Answer<Itinerary> => {
      const route = ask(parameter.at(x)) as Itinerary
      return { route, line: lineOf(parameter, route, x, setting), bound: roundingBound(route) }
    }
    const both = { best: answer(questions.best), asked: answer(questions.asked) }
    asked.set(x, both)
    return both
  }
  const [min, max] = parameter.range
  const flips = [Math.min(min, current), Math.max(max, current)].flatMap((end): Flip[] => {
    // Whatever costs more cannot make the best way worse that has no part in it, and all others stay as good or get worse.
    if (end > current && bothAt(current).best.line.slope === 0) return []
    const at = nearestFlip(bothAt, current, end)
    if (at === undefined) return []
    const beyond = at + (end - at) * BEYOND
    const { best, asked } = bothAt(beyond)
    const gap = criterionOf(asked.route, setting.objective) - criterionOf(best.route, setting.objective)
    return [shownFlip(parameter, at, gap <= asked.bound + best.bound)]
  })
  return flips.sort(bySize)[0]
}

/** Speeds are searched as running times: a speed is 1 / x. */
function shownFlip({ id, label, unit, inverted, ...parameter }: Parameter, x: number, verified: boolean): Flip {
  const shown = (value: number): number => (inverted === true ? 1 / value : value)
  const current = shown(parameter.current as number)
  const at = shown(x)
  return {
    parameter: id,
    label,
    unit,
    current,
    at,
    side: at < current ? 'below' : 'above',
    relative: current === 0 ? undefined : (at - current) / current,
    verified,
  }
}

function shownNoFlip({ id, label, unit, range, current, inverted }: Parameter): NoFlip {
  const [min, max] = range
  return {
    parameter: id,
    label,
    unit,
    current: current as number,
    range: inverted === true ? [1 / max, 1 / min] : [min, max],
  }
}

/** The smallest relative change first; where the present value is 0 there is none, and the smallest change comes last. */
function bySize(a: Flip, b: Flip): number {
  const size = ({ relative }: Flip): number => (relative === undefined ? Number.POSITIVE_INFINITY : Math.abs(relative))
  const [mine, theirs] = [size(a), size(b)]
  return mine === theirs ? Math.abs(a.at - a.current) - Math.abs(b.at - b.current) : mine - theirs
}
