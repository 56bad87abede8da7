/**
 * Where one more dry port would save most, and where several would.
 *
 * What a dry port does is a change of the handling at its node: transfers, loading and unloading that take less time or money, or
 * that become possible. What a set of dry ports saves is the sum over pairs of weight x (best route before - best route
 * with them). For one, every candidate is tried and the answer is exact. For several, one after the other is taken that saves most
 * with those before it: Kuehn, A. A. and Hamburger, M. J. (1963), "A heuristic program for locating warehouses", Management
 * Science 9(4), doi:10.1287/mnsc.9.4.643.
 *
 * How good that is:
 *
 * - Where the savings are submodular, it saves at least 1 - 1/e = 63.2 % of what the best set would: Nemhauser, G. L.,
 *   Wolsey, L. A. and Fisher, M. L. (1978), "An analysis of approximations for maximizing submodular set functions - I",
 *   Mathematical Programming 14, doi:10.1007/BF01588971. On a network they need not be: a route may pay off only with two dry
 *   ports at once. Here they are shown to be where no route that is better than today's profits from two of the candidates
 *   (lower bounds of `passing.ts`): then each pair saves what the best of its dry ports saves it, as customers of warehouses do.
 * - In any case no set of so many saves more than an upper limit that is worked out with the answer, the least of these:
 *   what all candidates save together, as no dry port makes a route worse; the sum of the so many largest of `most(a)`, the sum
 *   over pairs of weight x (best route before - lower bound of routes that profit from a), as a route that is better than today's
 *   profits from some dry port of the set; and, where they are submodular, what is saved plus the so many largest gains
 *   that are left. The share of the limit that is saved is sure.
 *
 * Cost: a matrix for each candidate that can help some pair, and for each further dry port one for each candidate that can
 * still gain more than the best so far; where a pair profits from one dry port at most, none.
 */

import type { Shipment } from '../../cost/shipment.js'
import { UsageError } from '../../issue/errors.js'
import type { NodeAttributes } from '../../network/network.js'
import type { TariffPricing } from '../../routing/itinerary.js'
import { type Objective, UNITS } from '../../routing/objective.js'
import { checkedCount, checkedPlaces } from '../../routing/query.js'
import type { QueryOptions, Router } from '../../routing/router.js'
import type { DemandPair } from '../criticality.js'
import { Job, type JobOptions } from '../job.js'
import { checkChange, DEFAULT_DRY_PORT, type DryPort, withDryPorts } from './dry-port.js'
import { type IndexedPairs, indexedPairs, pairsWhere } from './indexed-pairs.js'
import { compareHandling, passingBounds } from './passing.js'

/** Share of the best saving that taking one after the other is sure of, where savings are submodular. */
export const GREEDY_SHARE: number = 1 - 1 / Math.E

/** How far the search for places is. */
export interface LocateProgress {
  /** Candidates tried, and at most in all. */
  readonly done: number
  readonly total: number
  /** Name of the candidate tried last. */
  readonly place: string
}

/** A question for the best places of dry ports. */
export interface LocateQuery extends QueryOptions, JobOptions<LocateProgress> {
  readonly pairs: readonly DemandPair[]
  /** Node ids, UN/LOCODEs or names. Default: all nodes of the network. */
  readonly candidates?: readonly string[]
  /** So many dry ports. Default 1. */
  readonly count?: number
  /** Default {@link DEFAULT_DRY_PORT}. */
  readonly change?: DryPort
}

/** A dry port that was chosen. */
export interface ChosenPlace {
  /** 1 = the first one taken. */
  readonly rank: number
  readonly node_id: string
  readonly name: string
  readonly country: string | undefined
  /** What it saves beyond those before it. */
  readonly gain: number
  /** What it and those before it save. */
  readonly saving: number
}

/** What a candidate would save alone. */
export interface CandidatePlace {
  readonly node_id: string
  readonly name: string
  readonly country: string | undefined
  readonly saving: number
  /** Pairs whose best route becomes better. */
  readonly pairs: number
}

/** How good the choice is. */
export interface LocationBound {
  /**
   * `exact`: no choice saves more. `submodular`: the savings are shown to be submodular, so that 1 - 1/e of the best is sure.
   * `upper`: they are not, and only the limit is known.
   */
  readonly kind: 'exact' | 'submodular' | 'upper'
  /** The choice saves at least this share of what the best one would, 0 to 1: `saving / upper`, and where submodular at least 1 - 1/e. */
  readonly guarantee: number
  /** No choice of so many saves more than this. */
  readonly upper: number
}

/** Where dry ports save most. Savings are in `unit`, times the weights of the pairs. */
export interface Location {
  readonly objective: Objective
  readonly unit: (typeof UNITS)[Objective]
  readonly shipment: Shipment
  /** `repriced`: USD of what adds up link by link. */
  readonly pricing: TariffPricing
  readonly change: DryPort
  readonly count: number
  /** Pairs with a route; the others are left out, as nothing can be saved on no route. */
  readonly pairs: number
  readonly without_route: number
  /** Sum of weight x best route, before and after. */
  readonly before: number
  readonly after: number
  readonly saving: number
  /** In the order in which they were taken; fewer than `count` where no further one saves anything. */
  readonly chosen: readonly ChosenPlace[]
  readonly bound: LocationBound
  /** All candidates, each alone: the greatest saving first, then by id. */
  readonly candidates: readonly CandidatePlace[]
}

/**
 * The places at which dry ports save most over pairs of places: exact for one; for several one by one, with a bound.
 *
 * @throws UsageError for an unknown place, option or value, and for a change that makes the handling at a candidate worse;
 *   DataError for an added transfer rule in error
 * @throws the reason of `signal`, once it is aborted
 * @example
 * await locate(router, { pairs, candidates: ['Khorgos', 'Aktau'], change: { time_factor: 0.5 }, objective: 'fastest' })
 */
export async function locate(router: Router, query: LocateQuery): Promise<Location> {
  const {
    pairs: given,
    candidates: places,
    count: asked,
    change = DEFAULT_DRY_PORT,
    signal,
    onProgress,
    ...rest
  } = query
  const { scenario, ...options } = rest
  const count = checkedCount('count', asked ?? 1, 1)
  checkChange(change)
  const job = new Job<LocateProgress>({
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  })
  const base = scenario === undefined ? router : router.under(scenario)
  const { objective, shipment, perUnit } = base.prepare(options)
  const candidates =
    places === undefined
      ? [...base.compiled.nodeIds]
      : [...new Set(checkedPlaces('candidates', places).map((text) => base.place(text)))].sort()
  const labels = candidates.map((node_id) => ({ node_id, ...nameAndCountry(base, node_id) }))
  const under = (nodes: readonly string[]): QueryOptions => ({
    ...options,
    scenario: withDryPorts(scenario, nodes, change),
  })
  const handling = compareHandling(base.prepare(options), router.prepare(under(candidates)), base.compiled, candidates)
  if (handling.worse.length > 0) {
    const names = handling.worse.map((id) => nameAndCountry(base, id).name).join(', ')
    throw new UsageError(`The change makes handling worse at ${names}; expected a dry port that makes nothing worse.`)
  }
  const known = indexedPairs(base, given)
  const first = weightsOf(base, options, known)
  const pairs = pairsWhere(known, (pair) => !Number.isNaN(first.weights[pair]))
  const before = first.weights.filter((weight) => !Number.isNaN(weight))
  const savings = new Savings(router, { ...rest }, under, candidates, handling.leastTransfer, pairs, before)
  const total = candidates.length * (savings.isSubmodular ? 1 : count)
  const pause = (done: number, c: number): Promise<void> => job.pause({ done, total, place: labels[c]?.name as string })
  await savings.tryEach(pause)
  const steps = await savings.oneByOne(count, pause)
  const now = steps.at(-1)?.weights ?? before
  const saving = savings.between(before, now)
  const unit = perUnit[objective]
  const alone = labels.map((label, c) => {
    const weights = savings.alone[c] as Float64Array
    return {
      ...label,
      saving: savings.between(before, weights) / unit,
      pairs: before.filter((weight, pair) => (weights[pair] as number) < weight).length,
    }
  })
  return {
    objective,
    unit: UNITS[objective],
    shipment,
    pricing: first.pricing,
    change,
    count,
    pairs: before.length,
    without_route: known.weight.length - before.length,
    before: savings.total(before) / unit,
    after: savings.total(now) / unit,
    saving: saving / unit,
    chosen: steps.map(({ c, gain, weights }, i) => {
      const so = savings.between(before, weights)
      return { rank: i + 1, ...(labels[c] as (typeof labels)[number]), gain: gain / unit, saving: so / unit }
    }),
    bound: boundOf(saving, Math.max(saving, savings.upper(count, saving, now)), savings.isSubmodular, unit),
    // The labels are in the order of their ids, and the sort is stable.
    candidates: alone.sort((a, b) => b.saving - a.saving),
  }
}

function boundOf(saving: number, upper: number, isSubmodular: boolean, unit: number): LocationBound {
  if (upper === saving) return { kind: 'exact', guarantee: 1, upper: upper / unit }
  const share = saving / upper
  return isSubmodular
    ? { kind: 'submodular', guarantee: Math.max(share, GREEDY_SHARE), upper: upper / unit }
    : { kind: 'upper', guarantee: share, upper: upper / unit }
}

function nameAndCountry({ compiled }: Router, id: string): Pick<CandidatePlace, 'name' | 'country'> {
  const { name, country } = compiled.nodes.at(compiled.nodeIndex.get(id) as number) as NodeAttributes
  return { name, country }
}

/** A dry port that was taken, and the best routes with it and those before it. */
interface Step {
  readonly c: number
  readonly gain: number
  readonly weights: Float64Array
}

/** Called after a candidate has been tried: so many in all. */
type Pause = (done: number, c: number) => Promise<void>

/** What sets of candidates save over some pairs, all of which have a route. */
class Savings {
  /** The best routes of the pairs with each candidate alone, once each has been tried. */
  readonly alone: Float64Array[] = []
  /** Whether it is shown that each pair saves what the best of its dry ports saves it. */
  readonly isSubmodular: boolean
  readonly #router: Router
  readonly #under: (nodes: readonly string[]) => QueryOptions
  readonly #candidates: readonly string[]
  readonly #pairs: IndexedPairs
  readonly #before: Float64Array
  /** The best routes with all candidates. */
  readonly #withAll: Float64Array
  /** Pair by pair a row of candidates: no route that profits from the candidate weighs less, whatever others there are. */
  readonly #least: Float64Array
  /** The same where there are no others. */
  readonly #leastAlone: Float64Array

  /** @param today the questions of the network without dry ports */
  constructor(
    router: Router,
    today: QueryOptions,
    under: (nodes: readonly string[]) => QueryOptions,
    candidates: readonly string[],
    leastTransfer: Float64Array,
    pairs: IndexedPairs,
    before: Float64Array,
  ) {
    this.#router = router
    this.#under = under
    this.#candidates = candidates
    this.#pairs = pairs
    this.#before = before
    this.#withAll = weightsOf(router, under(candidates), pairs).weights
    const { least, usesOneOnly } = passingBounds(router, under(candidates), candidates, leastTransfer, pairs)
    this.#least = least
    this.#leastAlone = passingBounds(router, today, candidates, leastTransfer, pairs).least
    this.isSubmodular = usesOneOnly(before)
  }

  async tryEach(pause: Pause): Promise<void> {
    for (let c = 0; c < this.#candidates.length; c++) {
      this.alone.push(this.#with([c], c, this.#before, this.#leastAlone))
      await pause(c + 1, c)
    }
  }

  /** Takes dry ports one by one, each time the one that saves most; of equal ones the first. */
  async oneByOne(count: number, pause: Pause): Promise<Step[]> {
    const steps: Step[] = []
    let now = this.#before
    while (steps.length < count) {
      const left = this.#candidates
        .map((_, c) => ({ c, most: this.#mostGain(c, now) }))
        .filter(({ c, most }) => most > 0 && steps.every((step) => step.c !== c))
        // By what they can save at most, so that most need not be tried.
        .sort((a, b) => b.most - a.most || a.c - b.c)
      let best: Step | undefined
      let tried = steps.length * this.#candidates.length
      for (const { c, most } of left) {
        if (best !== undefined && most < best.gain) break
        const isKnown = steps.length === 0 || this.isSubmodular
        const weights = isKnown
          ? lesser(now, this.alone[c] as Float64Array)
          : this.#with([...steps.map((step) => step.c), c], c, now, this.#least)
        const gain = this.between(now, weights)
        if (gain > (best?.gain ?? 0) || (gain === best?.gain && c < best.c)) best = { c, gain, weights }
        if (!isKnown) await pause(++tried, c)
      }
      if (best === undefined) break
      steps.push(best)
      now = best.weights
    }
    return steps
  }

  /** No set of so many saves more than this, where taking them one by one has saved so much. */
  upper(count: number, saving: number, now: Float64Array): number {
    if (count === 1) return saving
    const largest = (values: readonly number[]): number => sum([...values].sort((a, b) => b - a).slice(0, count))
    const limits = [
      this.between(this.#before, this.#withAll),
      largest(this.#candidates.map((_, c) => this.#mostGain(c, this.#before))),
    ]
    if (this.isSubmodular) {
      limits.push(saving + largest(this.alone.map((weights) => this.between(now, lesser(now, weights)))))
    }
    return Math.min(...limits)
  }

  total(weights: Float64Array): number {
    return sum(this.#pairs.weight.map((counts, pair) => counts * (weights[pair] as number)))
  }

  /** What is saved from some weights to others. */
  between(then: Float64Array, now: Float64Array): number {
    return sum(this.#pairs.weight.map((counts, pair) => counts * ((then[pair] as number) - (now[pair] as number))))
  }

  /** The best routes with some candidates, of which all but one are in the weights so far: only pairs that it can help are asked. */
  #with(chosen: readonly number[], c: number, now: Float64Array, least: Float64Array): Float64Array {
    const helped = [...now.keys()].filter((pair) => this.#leastWith(pair, c, least) < (now[pair] as number))
    if (helped.length === 0) return now
    const weights = now.slice()
    const nodes = chosen.map((index) => this.#candidates[index] as string).sort()
    const set = new Set(helped)
    const asked = pairsWhere(this.#pairs, (pair) => set.has(pair))
    const found = weightsOf(this.#router, this.#under(nodes), asked)
    helped.forEach((pair, i) => {
      weights[pair] = found.weights[i] as number
    })
    return weights
  }

  /** What a candidate can save at most beyond routes of some weights, whatever others there are. */
  #mostGain(c: number, now: Float64Array): number {
    return sum(
      this.#pairs.weight.map((counts, pair) => counts * Math.max(0, (now[pair] as number) - this.#leastWith(pair, c))),
    )
  }

  #leastWith(pair: number, c: number, least = this.#least): number {
    return Math.max(least[pair * this.#candidates.length + c] as number, this.#withAll[pair] as number)
  }
}

/** The weights of the best routes of pairs; `NaN` where there is none. */
function weightsOf(
  router: Router,
  options: QueryOptions,
  pairs: IndexedPairs,
): { readonly weights: Float64Array; readonly pricing: TariffPricing } {
  const { origins, destinations, origin, destination } = pairs
  if (origins.length === 0) return { weights: new Float64Array(0), pricing: 'exact' }
  const { weights, pricing } = router.matrix({ ...options, origins, destinations })
  const at = (o: number, pair: number): number =>
    weights[o * destinations.length + (destination[pair] as number)] as number
  return { weights: Float64Array.from(origin, at), pricing }
}

function lesser(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((weight, i) => Math.min(weight, b[i] as number))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
