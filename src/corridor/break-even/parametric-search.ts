/**
 * Parametric search: how the best route changes while one thing x runs through a range.
 *
 * The cost of a fixed route is a line in x, so the cost of the best route is the lower envelope of the lines of all routes:
 * concave, made of straight pieces. Its lines are found from the outside in: the best route at both ends of a range is
 * asked for; where their lines cross, the best route is asked for again. Either none is better there, and the two lines are the
 * envelope between the ends, or a new line is found and both halves are searched in the same way.
 *
 * M. J. Eisner, D. G. Severance: Mathematical techniques for efficient record segmentation in large shared databases
 * (1976), doi:10.1145/321978.321982; D. Gusfield: Parametric combinatorial computing and a problem of program module
 * distribution (1983), doi:10.1145/2402.322391. At most two questions per piece, and one.
 *
 * Where we differ: a router rounds the weight of every link, so its answer at x may miss the best one by the bound of its
 * rounding. The search ends where nothing better than by that bound is found; every line that was found is kept. Because the
 * envelope is concave, what is missed between two questions is no more than what may be missed at them.
 */

import { crossing, isSameLine, type Line, valueAt } from './lower-envelope.js'

/** The best answer at one x. */
export interface Answer<Route> {
  readonly route: Route
  readonly line: Line
  /** How far the answer may be from the best one, by rounding. */
  readonly bound: number
}

/**
 * The answers whose lines make up the lower envelope over a range, in the order in which they were found; some may only touch it.
 *
 * @param best the best answer at an x of the range
 */
export function parametricSearch<Route>(best: (x: number) => Answer<Route>, from: number, to: number): Answer<Route>[] {
  const found: Answer<Route>[] = [best(from)]
  if (from === to) return found
  found.push(best(to))
  const refine = (lo: number, left: Answer<Route>, hi: number, right: Answer<Route>): void => {
    if (isSameLine(left.line, right.line, lo, hi)) return
    const x = crossing(left.line, right.line)
    // Not inside (or no number, for parallel lines): by rounding, one of the two is the lower all the way.
    if (!(x > lo && x < hi)) return
    const known = found.reduce((least, { line }) => Math.min(least, valueAt(line, x)), Number.POSITIVE_INFINITY)
    const middle = best(x)
    found.push(middle)
    if (known - valueAt(middle.line, x) <= Math.max(left.bound, right.bound) + middle.bound) return
    refine(lo, left, x, middle)
    refine(x, middle, hi, right)
  }
  refine(from, found[0] as Answer<Route>, to, found[1] as Answer<Route>)
  return found
}
