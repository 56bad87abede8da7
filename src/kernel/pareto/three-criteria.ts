/**
 * All optimal sums of three criteria. Labels are taken in the order of the first criterion plus its lower bound, so that
 * only the two other sums are to be compared with those of labels taken before (dimensionality reduction: Pulido, Mandow
 * and Pérez-de-la-Cruz 2015, doi:10.1016/j.cor.2015.05.007), and what has been taken at a vertex is a staircase. Labels are checked when
 * they are queued and again when they are taken, never while they wait (Hernández, Yeoh, Baier, Felner, Salzman, Zhang,
 * Chan and Koenig 2023, doi:10.1016/j.artint.2022.103807, for two criteria).
 *
 * As with two criteria, a label is also a whole path, kept at once. Labels of equal value come in any order: a path kept
 * gives way to a better one of the same value.
 *
 * O(labels x arcs per vertex x log of the longest staircase), plus what staircases move when they change.
 */
import { type Corridor, END, START } from './corridor.js'
import type { FoundSums } from './found-sums.js'
import { ARC, type LabelQueue, NARROW, NONE, SECOND, THIRD } from './label-queue.js'
import { Staircases } from './staircases.js'
import type { Range } from './two-criteria.js'

/** A workspace for networks of so many vertices. */
export class ThreeCriteriaSearch {
  readonly #taken: Staircases
  /** The second and third sums of points with a smaller first sum. */
  readonly #earlier = new Staircases(1)

  constructor(vertexCount: number) {
    this.#taken = new Staircases(vertexCount + 2)
  }

  /**
   * Finds the points in the order of the first criterion, then the second. The queue must have been begun; it then holds the labels.
   *
   * @param isNarrow whether queue and corridor keep numbers of at most {@link NARROW}
   * @returns whether there are more points than `most`; `undefined` where the numbers were too large
   */
  run(
    corridor: Corridor,
    queue: LabelQueue,
    { limits, epsilon, most, keepsWholePaths }: Range,
    isNarrow: boolean,
    found: FoundSums,
  ): boolean | undefined {
    const taken = this.#taken
    const earlier = this.#earlier
    const { firstArc, endArc, head, slack, slackNext } = corridor
    const [step0, step1, step2] = corridor.steps
    const greatest = isNarrow ? NARROW : Number.MAX_SAFE_INTEGER
    const limit0 = Math.min(limits[0] as number, greatest)
    const limit1 = Math.min(limits[1] as number, greatest)
    const limit2 = Math.min(limits[2] as number, greatest)
    const isCut = (limits[0] as number) > limit0 || (limits[1] as number) > limit1 || (limits[2] as number) > limit2
    const least1 = corridor.least[1] as number
    const least2 = corridor.least[2] as number
    const factor = 1 + epsilon
    const isCoveredEarlier = (second: number, third: number): boolean =>
      earlier.covers(0, Math.floor(factor * (second + least1)) - least1, Math.floor(factor * (third + least2)) - least2)
    taken.begin(isNarrow)
    taken.clear(START)
    taken.clear(END)
    earlier.begin(isNarrow)
    earlier.clear(0)
    let known = 2
    /** First sum of the points that were found last, and the first of them. */
    let lastValue = -1
    let group = 0
    queue.reserve(1)
    let cells = queue.cells
    const root = queue.add(0, NONE, NONE)
    cells[root + SECOND] = 0
    cells[root + THIRD] = 0
    while (queue.size > 0) {
      const label = queue.pop()
      const value = queue.value
      const cell = label * 5
      const second = cells[cell + SECOND] as number
      const third = cells[cell + THIRD] as number
      const arc = cells[cell + ARC] as number
      const u = arc === NONE ? START : (head[arc] as number)
      if (value > lastValue && group < found.count) {
        found.sortFrom(group)
        if (found.count > most) break
        if (epsilon > 0) {
          for (let i = group; i < found.count; i++) earlier.add(0, found.second(i), found.third(i))
        }
        group = found.count
      }
      if (
        (u !== END && taken.covers(u, second, third)) ||
        taken.covers(END, second, third) ||
        (epsilon > 0 && isCoveredEarlier(second, third))
      ) {
        queue.drop(label)
        continue
      }
      if (u !== END) taken.add(u, second, third)
      const isWhole = u === END || (slack[u] === 0 && slackNext[u] === 0)
      if (isWhole || keepsWholePaths) {
        const whole1 = second + (slack[u] as number)
        const whole2 = third + (slackNext[u] as number)
        if (
          whole1 <= limit1 &&
          whole2 <= limit2 &&
          (isWhole || (!taken.covers(END, whole1, whole2) && !(epsilon > 0 && isCoveredEarlier(whole1, whole2))))
        ) {
          if (value > lastValue) {
            if (found.count === most) return true
            lastValue = value
          }
          found.removeCovered(group, whole1, whole2)
          found.add(value, whole1, whole2, label, u)
          taken.add(END, whole1, whole2)
        }
      }
      if (isWhole) continue
      if ((firstArc[u] as number) === NONE) {
        corridor.open(u)
        for (; known < corridor.vertexCount; known++) taken.clear(known)
      }
      const end = endArc[u] as number
      queue.reserve(end - (firstArc[u] as number))
      cells = queue.cells
      for (let a = firstArc[u] as number; a < end; a++) {
        const v1 = second + (step1[a] as number)
        const v2 = third + (step2[a] as number)
        const v = head[a] as number
        if (taken.covers(v, v1, v2) || (v !== END && taken.covers(END, v1, v2))) continue
        const v0 = value + (step0[a] as number)
        if (v0 > limit0 || v1 > limit1 || v2 > limit2) {
          if (isCut && (v0 > greatest || v1 > greatest || v2 > greatest)) return undefined
          continue
        }
        const next = queue.add(v0, a, label)
        cells[next + SECOND] = v1
        cells[next + THIRD] = v2
      }
    }
    found.sortFrom(group)
    const isTruncated = found.count > most
    if (isTruncated) found.count = most
    return isTruncated
  }
}
