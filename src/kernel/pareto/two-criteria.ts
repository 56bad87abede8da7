/**
 * All optimal sums of two criteria: BOA* (Hernández Ulloa, Yeoh, Baier, Zhang, Suazo and Koenig 2020,
 * doi:10.1609/icaps.v30i1.6655). Labels are taken in the order of the first criterion plus its lower bound; so a label
 * is worse than one taken before it exactly where its second sum is not smaller, and one number per vertex is all that
 * the check needs. It is made when a label is queued and again when it is taken.
 *
 * A label is also a whole path: on from its vertex by the path that is least by the first criterion, known from the bounds
 * (Ahmadi, Tack, Harabor and Kilby 2021, doi:10.4230/LIPIcs.ESA.2021.3). That path has the value at which the label is
 * taken, so it can be kept at once; and where it is least by the second criterion too, nothing better lies behind the label.
 * With this, labels of equal value may be taken in any order: a path kept last gives way to a better one of the same value.
 *
 * O(labels x arcs per vertex), plus one bucket per unit of the first criterion.
 */
import { type Corridor, END, START } from './corridor.js'
import type { FoundSums } from './found-sums.js'
import { ARC, type LabelQueue, NONE, SECOND } from './label-queue.js'

/** What is to be found. */
export interface Range {
  /** Greatest sum above the least, per criterion; `Infinity` for none. */
  readonly limits: readonly number[]
  readonly epsilon: number
  /** Most points to be found. */
  readonly most: number
  /** Whether the whole path of each label is kept at once; changes nothing but the time. */
  readonly keepsWholePaths: boolean
}

/** The least second sum of the labels taken at each vertex; a workspace for networks of so many vertices. */
export class TwoCriteriaSearch {
  readonly #leastSecond: Float64Array

  constructor(vertexCount: number) {
    this.#leastSecond = new Float64Array(vertexCount + 2)
  }

  /**
   * Finds the points in the order of the first criterion. The queue must have been begun; it then holds the labels.
   *
   * @returns whether there are more points than `most`
   */
  run(
    corridor: Corridor,
    queue: LabelQueue,
    { limits, epsilon, most, keepsWholePaths }: Range,
    found: FoundSums,
  ): boolean {
    const leastSecond = this.#leastSecond
    const { firstArc, endArc, head, slack } = corridor
    const [step0, step1] = corridor.steps
    const [limit0, limit1] = limits as readonly [number, number]
    const least1 = corridor.least[1] as number
    /** No label is of use whose second sum is not below this. */
    let bar = limit1 + 1
    /** First and second sum of the point found last. */
    let lastValue = -1
    let best = bar
    /** Whether the bar is still to be lowered by epsilon, once the first sum is greater than that of the last point. */
    let isPending = false
    leastSecond[START] = bar
    leastSecond[END] = bar
    let known = 2
    queue.reserve(1)
    let cells = queue.cells
    cells[queue.add(0, NONE, NONE) + SECOND] = 0
    while (queue.size > 0) {
      const label = queue.pop()
      const value = queue.value
      const cell = label * 4
      const second = cells[cell + SECOND] as number
      const arc = cells[cell + ARC] as number
      const u = arc === NONE ? START : (head[arc] as number)
      if (isPending && value > lastValue) {
        bar = Math.min(bar, firstCovered(best + least1, epsilon) - least1)
        isPending = false
      }
      if (second >= (leastSecond[u] as number) || second >= bar) {
        queue.drop(label)
        continue
      }
      leastSecond[u] = second
      const behind = slack[u] as number
      const whole = second + behind
      if (whole < bar && (behind === 0 || keepsWholePaths)) {
        if (value === lastValue) found.count--
        else if (found.count === most) return true
        found.add(value, whole, 0, label, u)
        lastValue = value
        best = whole
        bar = whole
        isPending = epsilon > 0
      }
      if (behind === 0) continue
      if ((firstArc[u] as number) === NONE) {
        corridor.open(u)
        for (; known < corridor.vertexCount; known++) leastSecond[known] = limit1 + 1
      }
      const end = endArc[u] as number
      queue.reserve(end - (firstArc[u] as number))
      cells = queue.cells
      for (let a = firstArc[u] as number; a < end; a++) {
        const v1 = second + (step1[a] as number)
        if (v1 >= bar || v1 >= (leastSecond[head[a] as number] as number)) continue
        const v0 = value + (step0[a] as number)
        if (v0 > limit0) continue
        cells[queue.add(v0, a, label) + SECOND] = v1
      }
    }
    return false
  }
}

/** The least sum that is at least `best / (1 + epsilon)`, so that a point with `best` may stand for it. */
function firstCovered(best: number, epsilon: number): number {
  let sum = Math.max(0, Math.floor(best / (1 + epsilon)) - 2)
  while ((1 + epsilon) * sum < best) sum++
  return sum
}
