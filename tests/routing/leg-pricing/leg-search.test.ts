import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FoundPath, Offsets } from '../../../src/kernel/search.js'
import { CLOSED, type Metric } from '../../../src/kernel/topology.js'
import { sourcesAt, targetsAt, terminalsAt, withoutBlocked } from '../../../src/routing/ends.js'
import { type LegMetric, legMetric, pathWeight } from '../../../src/routing/leg-pricing/leg-metric.js'
import { LegSearch } from '../../../src/routing/leg-pricing/leg-search.js'
import { pricesLegs } from '../../../src/routing/leg-pricing/tariff-legs.js'
import { createRouter, type Router } from '../../../src/routing/router.js'
import { Skeleton } from '../../../src/routing/skeleton.js'
import { legQuestion } from '../../support/leg-rates.js'
import { networkOf, type Question } from '../../support/random-network.js'

/** Longer walks are not tried: on up to four nodes none of them is the cheapest. */
const MOST_ARCS = 14

interface Case {
  readonly router: Router
  readonly metric: LegMetric
  readonly metrics: readonly Metric[]
  readonly sources: Offsets
  readonly targets: Offsets
  /** Vertices of which one must be passed, if any. */
  readonly stop: readonly number[] | undefined
  readonly found: FoundPath | undefined
}

/** A question searched, by way of a node if one is given, where some rate prices whole legs. */
function caseOf({ spec, query }: Question, via: string | undefined): Case | undefined {
  const router = createRouter(networkOf(spec))
  if (!pricesLegs(router.factors)) return undefined
  const { compiled } = router
  const prepared = router.prepare(query)
  const metric = legMetric(compiled, prepared)
  const { metrics, masks } = prepared
  const sources = withoutBlocked(sourcesAt(compiled, query.from, prepared), masks.loading)
  const targets = withoutBlocked(targetsAt(compiled, query.to, prepared), masks.unloading)
  const stop = via === undefined ? undefined : terminalsAt(compiled, [via])
  const ends = stop === undefined ? [targets] : [{ vertices: stop, weights: [] }, targets]
  const found = new LegSearch(compiled.topology, new Skeleton(compiled, undefined).reversed).search(
    sources,
    ends.map((offsets) => ({ ends: offsets, metrics, legMetric: metric })),
  )
  return { router, metric, metrics, sources, targets, stop, found }
}

/** The least sums of all walks of up to {@link MOST_ARCS} arcs, links alone adding up to no more than what was found. */
function leastOfWalks({ router, metric, metrics, sources, targets, stop, found }: Case): readonly number[] | undefined {
  const { firstOut, head } = router.compiled.topology
  const most = found?.weights[0] ?? Number.POSITIVE_INFINITY
  let least: readonly number[] | undefined
  const offer = (sums: readonly number[]): void => {
    const i = least?.findIndex((value, k) => value !== sums[k]) ?? 0
    if (least === undefined || (i >= 0 && (sums[i] as number) < (least[i] as number))) least = sums
  }
  const follow = (vertex: number, arcs: number[], isPassed: boolean, sums: readonly number[], links: number): void => {
    const hasPassed = isPassed || stop?.includes(vertex) === true
    targets.vertices.forEach((target, t) => {
      if (target !== vertex || !hasPassed) return
      const own = [pathWeight(metric, arcs), ...metrics.slice(1).map((m) => sumOver(m, arcs))]
      offer(own.map((value, k) => value + (sums[k] as number) + (targets.weights[k]?.[t] as number)))
    })
    if (arcs.length === MOST_ARCS) return
    for (let a = firstOut[vertex] as number; a < (firstOut[vertex + 1] as number); a++) {
      if (metrics[0]?.[a] === CLOSED) continue
      const next = links + (metric.additive[a] as number)
      if (next > most || arcs.filter((arc) => arc === a).length === 2) continue
      arcs.push(a)
      follow(head[a] as number, arcs, hasPassed, sums, next)
      arcs.pop()
    }
  }
  sources.vertices.forEach((source, i) => {
    const sums = sources.weights.map((offsets) => offsets[i] as number)
    follow(source, [], stop === undefined, sums, sums[0] as number)
  })
  return least
}

function sumOver(metric: Metric, arcs: readonly number[]): number {
  return arcs.reduce((sum, a) => sum + (metric[a] as number), 0)
}

function checkLeast(via: string | undefined, least: { readonly routes: number; readonly cheaper: number }): void {
  let routes = 0
  let cheaper = 0
  fc.assert(
    fc.property(legQuestion(), (question) => {
      const one = caseOf(question, via)
      if (one === undefined) return
      const { router, metric, found } = one
      expect(found?.weights).toEqual(leastOfWalks(one))
      if (found === undefined) return
      routes++
      expect(router.route({ ...question.query, ...(via !== undefined && { via: [via] }) })).toMatchObject({
        pricing: 'exact',
        weight: found.weights[0],
      })
      if (via !== undefined) return
      // What adds up to least costs no less, legs included.
      const { sources, targets } = one
      const plain = bestByLinks(one)
      if (plain === undefined) throw new Error('expected a path')
      const offset = (ends: Offsets, vertex: number) => ends.weights[0]?.[ends.vertices.indexOf(vertex)] as number
      const price = offset(sources, plain.source) + pathWeight(metric, plain.arcs) + offset(targets, plain.target)
      expect(price).toBeGreaterThanOrEqual(found.weights[0] as number)
      if (price > (found.weights[0] as number)) cheaper++
    }),
    { numRuns: 400 },
  )
  expect(routes).toBeGreaterThan(least.routes)
  expect(cheaper).toBeGreaterThanOrEqual(least.cheaper)
}

/** The path whose links alone add up to least. */
function bestByLinks({ router, metric, metrics, sources, targets }: Case): FoundPath | undefined {
  const unpriced: LegMetric = {
    ...metric,
    plain: Float64Array.from(metric.additive),
    links: metric.links.map(() => 0),
    legs: metric.legs.map(() => ({ fixed: 0, minimum: 0, hasBands: false, bands: () => 0 })),
  }
  const { compiled } = router
  const search = new LegSearch(compiled.topology, new Skeleton(compiled, undefined).reversed)
  return search.search(sources, [{ ends: targets, metrics, legMetric: unpriced }])
}

describe('LegSearch', () => {
  it('finds the least of all walks, ties included, and nothing dearer than the best by links alone', () => {
    checkLeast(undefined, { routes: 150, cheaper: 20 })
  })

  it('finds the least of all walks by way of a stop', () => {
    checkLeast('n1', { routes: 100, cheaper: 0 })
  })
})
