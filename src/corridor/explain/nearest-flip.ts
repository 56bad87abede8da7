/**
 * The nearest x at which the route asked about is as good as the best one.
 *
 * Both what is best and the best way that was asked about are lower envelopes of lines, so concave in x. From the present
 * value outwards, a stretch is left out as soon as the chord under the one lies above known lines of the other; else it is
 * split where lines of one of the two cross, as in {@link ../break-even/parametric-search.js}, the nearer part first. Where
 * both are straight, the crossing is solved. Only what lies before the flip is worked out in full.
 *
 * Because every answer is exact only up to the rounding of the search, so is "as good".
 */

import { crossing, isSameLine, valueAt } from '../break-even/lower-envelope.js'
import type { Answer } from '../break-even/parametric-search.js'

/** The same of both questions: what is best, and the best way that was asked about. */
export interface Both<Of> {
  readonly best: Of
  readonly asked: Of
}

/** The answers at the ends of a stretch. */
interface Ends<Route> {
  readonly near: Answer<Route>
  readonly far: Answer<Route>
}

/**
 * @param both the answers at an x
 * @param near where the route asked about is not as good yet
 * @param far the end of the range, on either side of `near`
 * @returns `undefined` where it is as good at no x between
 */
export function nearestFlip<Route>(
  both: (x: number) => Both<Answer<Route>>,
  near: number,
  far: number,
): number | undefined {
  if (near === far) return undefined
  const search = (from: number, to: number, ends: Both<Ends<Route>>): number | undefined => {
    const best = settled(ends.best, from, to)
    const asked = settled(ends.asked, from, to)
    if (leastGap(from, to, best, asked) > slackOf(best, asked)) return undefined
    const at = split(best, from, to) ?? split(asked, from, to)
    if (at === undefined) {
      const flip = crossing(asked.near.line, best.near.line)
      return isInside(flip, from, to) ? flip : to
    }
    const middle = both(at)
    const [nearBest, farBest] = parts(best, middle.best, at)
    const [nearAsked, farAsked] = parts(asked, middle.asked, at)
    return search(from, at, { best: nearBest, asked: nearAsked }) ?? search(at, to, { best: farBest, asked: farAsked })
  }
  const start = both(near)
  const end = both(far)
  return search(near, far, {
    best: { near: start.best, far: end.best },
    asked: { near: start.asked, far: end.asked },
  })
}

/** A share of a value that sums of floating point may be off by. */
const LAST_BITS = 1e-9

/** What rounding may hide between two answers. */
function slackOf<Route>(best: Ends<Route>, asked: Ends<Route>): number {
  const lastBits = LAST_BITS * Math.max(1, Math.abs(asked.near.line.fixed))
  return Math.max(best.near.bound, best.far.bound) + Math.max(asked.near.bound, asked.far.bound) + lastBits
}

/** A bound from below on how far what was asked about stays above the best: its chord over their lines. */
function leastGap<Route>(from: number, to: number, best: Ends<Route>, asked: Ends<Route>): number {
  const [lower, upper] = [valueAt(asked.near.line, from), valueAt(asked.far.line, to)]
  const lines = [best.near.line, best.far.line]
  const gap = (x: number): number =>
    lower + ((upper - lower) * (x - from)) / (to - from) - Math.min(...lines.map((line) => valueAt(line, x)))
  // Convex: least at an end or where the two lines cross.
  const kink = crossing(best.near.line, best.far.line)
  return Math.min(gap(from), gap(to), isInside(kink, from, to) ? gap(kink) : Number.POSITIVE_INFINITY)
}

/** Where the lines of the ends do not cross between them, the lower one is the line of both. */
function settled<Route>(ends: Ends<Route>, from: number, to: number): Ends<Route> {
  const { near, far } = ends
  if (!isSameLine(near.line, far.line, from, to) && split(ends, from, to) !== undefined) return ends
  const middle = (from + to) / 2
  const lower = valueAt(far.line, middle) < valueAt(near.line, middle) ? far : near
  return { near: lower, far: lower }
}

/** Where the lines of the ends cross, if between them. */
function split<Route>({ near, far }: Ends<Route>, from: number, to: number): number | undefined {
  const at = crossing(near.line, far.line)
  return isInside(at, from, to) ? at : undefined
}

function isInside(x: number, from: number, to: number): boolean {
  return x > Math.min(from, to) && x < Math.max(from, to)
}

/** The nearer and the farther part of a stretch; where an end's line is as good between as the answer there, it is all there is. */
function parts<Route>({ near, far }: Ends<Route>, middle: Answer<Route>, at: number): [Ends<Route>, Ends<Route>] {
  const slack = Math.max(near.bound, far.bound) + middle.bound
  const known = (end: Answer<Route>): Answer<Route> =>
    valueAt(end.line, at) - valueAt(middle.line, at) <= slack ? end : middle
  return [
    { near, far: known(near) },
    { near: known(far), far },
  ]
}
