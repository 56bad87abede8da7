/**
 * The cheapest path where carriers price whole legs: with a fixed part, a minimum and distance bands besides what adds up link by
 * link ({@link LegMetric}). Label setting over (stage, vertex, open tariff): a constrained shortest path whose cost is a
 * resource with an extension function of its own (Irnich and Desaulniers 2005, doi:10.1007/0-387-25486-2_2), with the dominance of
 * several criteria (Martins 1984, doi:10.1016/0377-2217(84)90202-2) and the order of A* (Hart, Nilsson and Raphael 1968,
 * doi:10.1109/TSSC.1968.300136).
 *
 * A label on a leg that is still open has a floor m (what is paid already and the leg's minimum), a sum s (what is paid already and
 * the leg's links) and a length k. It closes at fixed + max(m, s + B(k)), where the bands B never fall. A cost x of
 * links and y of length turns that into fixed + max(m, s + x + B(k + y)), and what is no part of the leg adds to m and s alike.
 * So of two labels at one vertex with one open tariff the first is as good whatever comes after, if
 *
 *     k1 <= k2,   s1 <= s2   and   m1 <= max(m2, s2 + B(k2)):
 *
 * for all x, y >= 0 then s1 + x + B(k1 + y) <= s2 + x + B(k2 + y), as B never falls, and m1 <= max(m2, s2 + B(k2)) <=
 * max(m2, s2 + x + B(k2 + y)), so that the greater of the left sides is at most the greater of the right ones. Where both of the
 * last two are less, it is better whatever comes after; otherwise it must be no worse by the further criteria, which add up.
 * Without bands the conditions are also necessary (take x = 0 and x to infinity), and k does not count.
 *
 * The bound: the sum that adds up link by link, from a backward search, for no leg costs less than its links and the least that its
 * bands add per km. What is done never gets cheaper, so a label whose bound passes the best path found is not followed. All numbers are whole, so there is no
 * rounding on the way.
 *
 * With stops, the state at a stop is the vertex and the open tariff: a leg goes on through it. Walks that come back to a vertex are
 * allowed, as they are with plain weights: where a tariff makes it pay to break a leg by a turn elsewhere, that is the cheapest.
 *
 * Cost: one backward search for each stage, and as many labels as there are undominated ones within the bound. That is exponential
 * at worst; where every tariff has only fixed parts, one label for each vertex and tariff.
 */

import { LexicographicDijkstra } from '../../kernel/lexicographic-dijkstra.js'
import type { ReversedTopology } from '../../kernel/reverse.js'
import type { FoundPath, Offsets } from '../../kernel/search.js'
import { CLOSED, type Metric, type Topology } from '../../kernel/topology.js'
import { LegLabels, NONE } from './leg-labels.js'
import { type LegMetric, NO_PIECE } from './leg-metric.js'

/** The way to a stop, or to the destination. */
export interface LegStage {
  /** Where it ends; the last stage with what it costs to end there. */
  readonly ends: Offsets
  /** The first says what is closed; the others break ties. */
  readonly metrics: readonly Metric[]
  readonly legMetric: LegMetric
}

export class LegSearch {
  readonly #topology: Topology
  readonly #reverse: ReversedTopology
  readonly #backward: LexicographicDijkstra
  /** Weights for the backward search, by the metric that says what is closed. */
  readonly #turned = new WeakMap<Metric, { readonly of: LegMetric; readonly metric: Metric }>()

  constructor(topology: Topology, reverse: ReversedTopology) {
    this.#topology = topology
    this.#reverse = reverse
    this.#backward = new LexicographicDijkstra(reverse.topology)
  }

  /**
   * The cheapest path from any source through an end of each stage in order; ties by the further criteria, then by the order of
   * the search, which is always the same.
   *
   * @param stages at least one; all with the same tariffs
   * @returns its sums by the criteria, or `undefined` where there is none
   */
  search(sources: Offsets, stages: readonly LegStage[]): FoundPath | undefined {
    const { vertexCount, firstOut, head } = this.#topology
    const last = stages.length - 1
    const bounds = this.#bounds(stages)
    const labels = new LegLabels(stages.length * vertexCount, (stages[0] as LegStage).legMetric.legs)
    const isEnd = stages.map(({ ends }) => slots(ends, vertexCount))
    sources.vertices.forEach((vertex, i) => {
      const [paid = 0, tie1 = 0, tie2 = 0] = sources.weights.map((offsets) => offsets[i] as number)
      labels.extend(NONE, NONE, vertex, 0, paid, paid, 0, tie1, tie2, bounds[0]?.[vertex] as number)
    })
    let best: { readonly label: number; readonly slot: number; readonly sums: readonly number[] } | undefined
    let limit = Number.POSITIVE_INFINITY
    for (;;) {
      const label = labels.pop()
      if (label === NONE || (labels.bound[label] as number) > limit) break
      const state = labels.state[label] as number
      const stage = Math.floor(state / vertexCount)
      const vertex = state - stage * vertexCount
      const { metrics, legMetric, ends } = stages[stage] as LegStage
      const open = labels.tariff[label] as number
      const tie1 = labels.tie1[label] as number
      const tie2 = labels.tie2[label] as number
      const slot = isEnd[stage]?.[vertex] as number
      if (slot !== NONE && stage === last) {
        const [paid = 0, end1 = 0, end2 = 0] = ends.weights.map((offsets) => offsets[slot] as number)
        const sums = [labels.closed(label) + paid, tie1 + end1, tie2 + end2]
        if (best === undefined || isLess(sums, best.sums)) {
          best = { label, slot, sums }
          limit = sums[0] as number
        }
      } else if (slot !== NONE) {
        const floor = labels.floor[label] as number
        const sum = labels.sum[label] as number
        const length = labels.length[label] as number
        const bound = bounds[stage + 1]?.[vertex] as number
        labels.extend(label, NONE, state + vertexCount, open, floor, sum, length, tie1, tie2, bound, limit)
      }
      const [isOpen, second, third] = metrics as [Metric, Metric?, Metric?]
      const { plain, tariff, links, length: lengths } = legMetric
      const bound = bounds[stage] as Float64Array
      const base = stage * vertexCount
      for (let a = firstOut[vertex] as number; a < (firstOut[vertex + 1] as number); a++) {
        const next = head[a] as number
        if (isOpen[a] === CLOSED || bound[next] === Number.POSITIVE_INFINITY) continue
        let at = open
        let floor = labels.floor[label] as number
        let sum = labels.sum[label] as number
        let length = labels.length[label] as number
        for (let piece = 2 * a; piece < 2 * a + 2; piece++) {
          const own = tariff[piece] as number
          if (own === NO_PIECE) continue
          if (own !== at) {
            sum = floor = labels.price(at, floor, sum, length)
            length = 0
            if (own !== 0) floor += (legMetric.legs[own - 1]?.minimum as number) ?? 0
            at = own
          }
          sum += links[piece] as number
          length += lengths[piece] as number
        }
        // What the arc costs besides its legs is paid in any case, before or after.
        const paid = plain[a] as number
        labels.extend(
          label,
          a,
          base + next,
          at,
          floor + paid,
          sum + paid,
          length,
          tie1 + (second === undefined ? 0 : (second[a] as number)),
          tie2 + (third === undefined ? 0 : (third[a] as number)),
          bound[next] as number,
          limit,
        )
      }
    }
    if (best === undefined) return undefined
    const { arcs, source } = labels.path(best.label, vertexCount)
    const target = (stages[last] as LegStage).ends.vertices[best.slot] as number
    const criteria = (stages[0] as LegStage).metrics.length
    return { weights: best.sums.slice(0, criteria), source, target, arcs }
  }

  /** For each stage and vertex, what is left to pay at least; `Infinity`: there is no way. */
  #bounds(stages: readonly LegStage[]): readonly Float64Array[] {
    const bounds: Float64Array[] = []
    let further: Float64Array | undefined
    for (const { ends, metrics, legMetric } of [...stages].reverse()) {
      const after: Float64Array | undefined = further
      const isKnown = ends.vertices.map((v) => after === undefined || (after[v] as number) < Number.POSITIVE_INFINITY)
      const vertices = ends.vertices.filter((_, i) => isKnown[i])
      const left = ends.vertices.map((v, i) => (after === undefined ? (ends.weights[0]?.[i] ?? 0) : (after[v] as number))) // biome-ignore format: one expression
      const offsets = left.filter((_, i) => isKnown[i])
      further = this.#backward.distances(this.#turnedMetric(metrics[0] as Metric, legMetric), {
        vertices,
        weights: [offsets],
      })
      bounds.unshift(further)
    }
    return bounds
  }

  #turnedMetric(isOpen: Metric, legMetric: LegMetric): Metric {
    const known = this.#turned.get(isOpen)
    if (known?.of === legMetric) return known.metric
    const { additive } = legMetric
    const metric = this.#reverse.original.map((arc) => (isOpen[arc] === CLOSED ? CLOSED : (additive[arc] as number)))
    this.#turned.set(isOpen, { of: legMetric, metric })
    return metric
  }
}

/** For each vertex its place among the ends, or {@link NONE}. */
function slots({ vertices }: Offsets, vertexCount: number): Int32Array {
  const slot = new Int32Array(vertexCount).fill(NONE)
  vertices.forEach((vertex, i) => {
    slot[vertex] = i
  })
  return slot
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return (a[i] as number) < (b[i] as number)
  }
  return false
}
