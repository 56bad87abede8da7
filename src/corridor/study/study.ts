/**
 * What a change of the network does to many pairs of places at once: the best route of every pair before and after,
 * and what that comes to. The routes are those of `router.route`, found by matrices of some thousand pairs; between them the
 * study lets the event loop run, tells how far it is, and looks whether it is to stop.
 *
 * Without a change of modes, a pair may use only the modes of its route before. If its free route after uses no other, that is
 * the answer; the others are asked again, together with those that may use the same modes.
 */
import type { Shipment } from '../../cost/shipment.js'
import { MODES } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import type { NodeAttributes } from '../../network/network.js'
import type { TariffPricing } from '../../routing/itinerary.js'
import type { Objective } from '../../routing/objective.js'
import { checkedCount, checkedFlag, type QueryOptions, sharedOptions, shown } from '../../routing/query.js'
import type { Router } from '../../routing/router.js'
import { checkedScenario } from '../../routing/scenario/check.js'
import { type Scenario, scenarioHash } from '../../routing/scenario/scenario.js'
import { type Corridor, corridorsOf } from '../corridor.js'
import { Job, type JobOptions } from '../job.js'
import { underScenario, withCorridorLinks } from '../scenario-corridors.js'
import { Answers, type Asking, ask, type Measure } from './answers.js'
import { CorridorMembership } from './corridor-membership.js'
import { type Grouping, type Outcome, type OutcomeContext, outcomeOf } from './outcome.js'
import { type PairOptions, type PairSet, pairSet } from './pair-set.js'

/** How many winners, losers, opened and cut-off pairs a study names by default. */
export const DEFAULT_TOP = 10

/** Pairs whose origin is one of some places and whose destination is one of some. */
export interface StudyGroup {
  readonly id: string
  /** Default: the id. */
  readonly name?: string
  /** Places, and countries by their ISO codes. Default: all. */
  readonly origins?: readonly string[]
  readonly destinations?: readonly string[]
}

/** How far a study is. */
export interface StudyProgress {
  /** Pairs routed, and in all: those of the baseline and of every scenario, twice with `keepModes`. */
  readonly done: number
  readonly total: number
  /** `baseline`, or the id of the scenario that is worked on. */
  readonly scenario: string
}

/**
 * A study of scenarios. The shipment, objective and constraints are those of every question; with a `scenario`, what it makes
 * of the network is the baseline, and every one of `scenarios` comes on top of it.
 */
export interface StudyQuery extends QueryOptions, PairOptions, JobOptions<StudyProgress> {
  /** At least one. Each is set beside the baseline. */
  readonly scenarios: readonly Scenario[]
  /** Whether to study as well what each scenario does where no pair may use a mode that it did not use before. Default false. */
  readonly keepModes?: boolean
  /** Default: none. */
  readonly groups?: readonly StudyGroup[]
  /** By which routes are told apart. Default: those of the network. */
  readonly corridors?: readonly Corridor[]
  /** How many winners, losers, opened and cut-off pairs are named. Default {@link DEFAULT_TOP}. */
  readonly top?: number
  /** Whether the outcomes hold every pair. Default false. */
  readonly keepPairs?: boolean
}

/** The network as it is, or as the `scenario` of the study makes it. */
export interface StudyBaseline {
  /** Pairs studied: different places, weight above 0. */
  readonly pairs: number
  /** Sum of their weights. */
  readonly weight: number
  /** Pairs that have a route, and that have none. */
  readonly reachable: number
  readonly unreachable: number
}

/** What one scenario does. */
export interface ScenarioOutcome {
  readonly scenario: Pick<Scenario, 'id' | 'name' | 'description' | 'source'>
  /** SHA-256 of its changes. */
  readonly hash: string
  /** Every pair takes its best route. */
  readonly free: Outcome
  /**
   * Every pair keeps to the modes of its route before. Pairs without a route before have no modes, and count as unreachable.
   * Only with `keepModes`.
   */
  readonly same_modes: Outcome | undefined
}

export interface Study {
  readonly objective: Objective
  readonly shipment: Shipment
  /** `repriced` where rates price whole legs: routes are then chosen by what adds up link by link, as in every matrix. */
  readonly pricing: TariffPricing
  /** By which winners and losers are ranked. */
  readonly measure: Measure
  readonly baseline: StudyBaseline
  /** In the order asked for. */
  readonly scenarios: readonly ScenarioOutcome[]
}

const OWN_OPTIONS = [
  'scenarios',
  'keepModes',
  'groups',
  'corridors',
  'top',
  'keepPairs',
  'signal',
  'onProgress',
  'origins',
  'destinations',
  'pairs',
  'weights',
] as const satisfies readonly (keyof StudyQuery)[]

const MEASURE_OF: Readonly<Record<Objective, Measure>> = {
  fastest: 'time_h',
  cheapest: 'cost_usd',
  greenest: 'co2e_kg',
  generalised: 'generalised_usd',
}

/**
 * Sets before and after side by side over many pairs, for each scenario: means, percentiles, winners and losers, pairs
 * opened and cut off, routes that change mode or corridor, by corridor, by country and by group. The answer is the same on
 * every run.
 *
 * Takes one matrix with details for the baseline and one for each scenario; with `keepModes` also one for each set of
 * modes that a scenario would have pairs leave. Generalised cost before and after is by the prices of each.
 *
 * @throws UsageError for an unknown place, option or value, and for a scenario that does not fit the network
 * @throws the reason of `signal`, once it is aborted
 * @example
 * const { scenarios } = await study(router, {
 *   scenarios: [{ id: 'suez-closed', changes: [{ close: { passage: 'suez' } }] }],
 *   origins: ['Shanghai', 'Mumbai'],
 *   destinations: ['Rotterdam', 'Genoa'],
 * })
 */
export async function study(base: Router, query: StudyQuery): Promise<Study> {
  const { router, asked } = underScenario(base, query)
  const options = sharedOptions(asked, OWN_OPTIONS)
  const scenarios = checkedScenarios(query.scenarios)
  const keepModes = checkedFlag('keepModes', query.keepModes)
  const { shipment, objective } = router.prepare(options)
  const set = pairSet(router, query)
  const membership = new CorridorMembership(router, query.corridors ?? corridorsOf(router.network))
  const context: OutcomeContext = {
    set,
    membership,
    nameOf: (id) => nodeOf(router, id).name,
    countries: countryGroups(router, set),
    groups: groupsAsked(router, set, query.groups ?? []),
    ranked: MEASURE_OF[objective],
    top: query.top === undefined ? DEFAULT_TOP : checkedCount('top', query.top, 0),
    keepPairs: checkedFlag('keepPairs', query.keepPairs),
  }
  const count = set.weight.length
  const steps = new Steps(query, count * (1 + scenarios.length * (keepModes ? 2 : 1)))
  const asking = (name: string): Asking => ({ set, options, membership, pause: (pairs) => steps.pause(name, pairs) })

  await steps.pause('baseline', 0)
  const before = new Answers(count)
  await ask(router, asking('baseline'), before)
  const outcomes: ScenarioOutcome[] = []
  let { pricing } = before
  for (const scenario of scenarios) {
    const { id, name, description, source } = scenario
    const changed = router.under(withCorridorLinks(router, scenario))
    const after = new Answers(count)
    await ask(changed, asking(id), after)
    const same = keepModes ? await withinModes(changed, asking(id), before, after) : undefined
    if (after.pricing === 'repriced') pricing = 'repriced'
    outcomes.push({
      scenario: {
        id,
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        ...(source === undefined ? {} : { source }),
      },
      hash: scenarioHash(scenario),
      free: outcomeOf(before, after, context),
      same_modes: same && outcomeOf(before, same, context),
    })
  }
  let reachable = 0
  let weight = 0
  for (let p = 0; p < count; p++) {
    if (before.isOpen(p)) reachable++
    weight += set.weight[p] as number
  }
  return {
    objective,
    shipment,
    pricing,
    measure: context.ranked,
    baseline: { pairs: count, weight, reachable, unreachable: count - reachable },
    scenarios: outcomes,
  }
}

/** The best routes after by the modes of the routes before. */
async function withinModes(router: Router, asking: Asking, before: Answers, free: Answers): Promise<Answers> {
  const count = asking.set.weight.length
  const same = new Answers(count)
  const again = new Map<number, Uint8Array>()
  let settled = 0
  for (let p = 0; p < count; p++) {
    const allowed = before.modes[p] as number
    settled++
    if (!before.isOpen(p) || !free.isOpen(p)) continue
    if (((free.modes[p] as number) & ~allowed) === 0) {
      // The best of all routes is the best of some if it is among them.
      same.copy(free, p)
      continue
    }
    const wanted = again.get(allowed) ?? new Uint8Array(count)
    wanted[p] = 1
    again.set(allowed, wanted)
    settled--
  }
  await asking.pause(settled)
  for (const [allowed, wanted] of [...again].sort(([a], [b]) => a - b)) {
    const modes = MODES.filter((_, m) => (allowed & (1 << m)) !== 0)
    await ask(router, { ...asking, options: { ...asking.options, modes } }, same, wanted)
  }
  return same
}

/** Counts what is done. */
class Steps {
  readonly #job: Job<StudyProgress>
  readonly #total: number
  #done = 0

  constructor(query: StudyQuery, total: number) {
    this.#job = new Job(query)
    this.#total = total
  }

  async pause(scenario: string, pairs: number): Promise<void> {
    this.#done += pairs
    await this.#job.pause({ done: this.#done, total: this.#total, scenario })
  }
}

function checkedScenarios(scenarios: unknown): readonly Scenario[] {
  if (!Array.isArray(scenarios) || scenarios.length === 0) {
    throw new UsageError(`Option scenarios is ${shown(scenarios)}; expected a list of at least one scenario.`)
  }
  const checked = scenarios.map(checkedScenario)
  const ids = checked.map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined) throw new UsageError(`Two scenarios have the id "${twice}"; expected one of each.`)
  return checked
}

function nodeOf({ compiled }: Router, id: string): NodeAttributes {
  return compiled.nodes.at(compiled.nodeIndex.get(id) as number) as NodeAttributes
}

/** A group for each country: the pairs that have an end in it. */
function countryGroups(router: Router, set: PairSet): Grouping {
  const countries = (ids: readonly string[]) => ids.map((id) => nodeOf(router, id).country)
  const [left, right] = [countries(set.origins), countries(set.destinations)]
  const codes = [...new Set([...left, ...right])].filter((code) => code !== undefined).sort()
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  const indexes = (list: readonly (string | undefined)[]) =>
    list.map((code) => (code === undefined ? -1 : codes.indexOf(code)))
  const [ofOrigin, ofDestination] = [indexes(left), indexes(right)]
  return {
    groups: codes.map((code) => ({ id: code, name: names.of(code) ?? code })),
    groupsOf: (p, take) => {
      const from = ofOrigin[set.origin[p] as number] as number
      const to = ofDestination[set.destination[p] as number] as number
      if (from !== -1) take(from)
      if (to !== -1 && to !== from) take(to)
    },
  }
}

function groupsAsked(router: Router, set: PairSet, groups: readonly StudyGroup[]): Grouping {
  const members = groups.map(({ id, origins, destinations }) => ({
    from: membersOf(router, id, set.origins, origins),
    to: membersOf(router, id, set.destinations, destinations),
  }))
  return {
    groups: groups.map(({ id, name = id }) => ({ id, name })),
    groupsOf: (p, take) => {
      members.forEach(({ from, to }, group) => {
        if (from[set.origin[p] as number] === 1 && to[set.destination[p] as number] === 1) take(group)
      })
    },
  }
}

/** One byte per place: whether it is one of those that the words mean. */
function membersOf(
  router: Router,
  group: string,
  places: readonly string[],
  words: readonly string[] | undefined,
): Uint8Array {
  if (words === undefined) return new Uint8Array(places.length).fill(1)
  if (!Array.isArray(words)) {
    throw new UsageError(`Group "${group}" has ${shown(words)}; expected a list of places or country codes.`)
  }
  const codes = new Set<string>()
  const ids = new Set<string>()
  for (const word of words as readonly string[]) {
    if (/^[A-Z]{2}$/.test(word)) codes.add(word)
    else ids.add(router.place(word))
  }
  return Uint8Array.from(places, (id) => (ids.has(id) || codes.has(nodeOf(router, id).country ?? '') ? 1 : 0))
}
