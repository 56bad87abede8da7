import { MODES, type Mode } from '../../ingest/schema.js'
import { type Answers, MEASURES, type Measure, NO_CORRIDOR } from './answers.js'
import type { CorridorMembership } from './corridor-membership.js'
import { type MeanChange, Means, type Percentiles, percentiles } from './distribution.js'
import type { PairSet } from './pair-set.js'

/** Less of a measure than this share of it is no change: sums of the same amounts in another order. */
const SAME = 1e-9

/** In place of a corridor: the route goes by none of them. */
export const OTHER = 'other'

/** How one measure changes over all pairs that have a route before and after, and of which it is known in both. */
export interface MeasureChange extends MeanChange {
  /** Percentiles of the change of the pairs, in the unit of the measure, by weight. */
  readonly percentiles: Percentiles
  /** The same in %; `undefined` where a pair had 0 before. */
  readonly percentiles_pct: Percentiles | undefined
  /** Pairs with less of it after, with more, and with the same. */
  readonly winners: number
  readonly losers: number
  readonly unchanged: number
}

/** A pair, by node ids and names. */
export interface PairName {
  readonly from: string
  readonly to: string
  readonly from_name: string
  readonly to_name: string
  readonly weight: number
}

/** A pair whose route gains or loses much. */
export interface PairChange extends PairName {
  readonly before: number
  readonly after: number
  readonly change: number
  readonly change_pct: number | undefined
  readonly main_mode_before: Mode | undefined
  readonly main_mode_after: Mode | undefined
  /** Corridor id, or `other`. */
  readonly corridor_before: string
  readonly corridor_after: string
}

/** Routes that went one way and go another. */
export interface Switch<Way extends string> {
  readonly from: Way
  readonly to: Way
  readonly pairs: number
  readonly weight: number
}

/** How many routes go one way, before and after. */
export interface Use<Way extends string> {
  readonly way: Way
  readonly before: number
  readonly after: number
}

/** How the pairs of a group change: means only. */
export interface GroupChange {
  readonly id: string
  readonly name: string
  /** Pairs in the group, with or without a route. */
  readonly pairs: number
  readonly measures: Readonly<Partial<Record<Measure, MeanChange>>>
}

/** Before and after over all pairs. Where a mean would be of nothing, it is absent. */
export interface Outcome {
  /** Pairs with a route before and after: those that the changes are about. */
  readonly compared: number
  /** Pairs with a route after only, before only, and in neither case. */
  readonly newly_reachable: number
  readonly cut_off: number
  readonly unreachable: number
  /** Some of them, in the order of the pairs. */
  readonly newly_reachable_pairs: readonly PairName[]
  readonly cut_off_pairs: readonly PairName[]
  readonly measures: Readonly<Partial<Record<Measure, MeasureChange>>>
  /** By the measure of the objective, the greatest change first. */
  readonly top_winners: readonly PairChange[]
  readonly top_losers: readonly PairChange[]
  /** Main mode: the one with the most km. */
  readonly switched_mode: number
  readonly mode_switches: readonly Switch<Mode>[]
  readonly main_modes: readonly Use<Mode>[]
  readonly switched_corridor: number
  readonly corridor_switches: readonly Switch<string>[]
  readonly corridors: readonly Use<string>[]
  /** By the corridor of the route before. */
  readonly by_corridor: readonly GroupChange[]
  /** By country, of either end. */
  readonly by_country: readonly GroupChange[]
  /** Those asked for. */
  readonly by_group: readonly GroupChange[]
  /** Every pair, where asked for. */
  readonly pairs?: PairColumns
}

/** One entry per pair; `NaN` where there is no route or the measure is not known. */
export interface PairColumns {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly weight: Float64Array
  readonly before: Readonly<Record<Measure, Float64Array>>
  readonly after: Readonly<Record<Measure, Float64Array>>
  readonly main_mode_before: readonly (Mode | undefined)[]
  readonly main_mode_after: readonly (Mode | undefined)[]
  readonly corridor_before: readonly string[]
  readonly corridor_after: readonly string[]
}

/** Groups of pairs, which may overlap. */
export interface Grouping {
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  /** Calls `take` with the index of each group that a pair is in, once. */
  readonly groupsOf: (pair: number, take: (group: number) => void) => void
}

export interface OutcomeContext {
  readonly set: PairSet
  readonly membership: CorridorMembership
  readonly nameOf: (id: string) => string
  readonly countries: Grouping
  readonly groups: Grouping
  /** By which winners and losers are ranked. */
  readonly ranked: Measure
  /** How many of them are named. */
  readonly top: number
  readonly keepPairs: boolean
}

/** Sets before and after side by side. O(pairs log pairs + pairs x groups asked for). */
export function outcomeOf(before: Answers, after: Answers, context: OutcomeContext): Outcome {
  const { set, membership, nameOf, top } = context
  const count = set.weight.length
  const compared: number[] = []
  const opened: number[] = []
  const cut: number[] = []
  let unreachable = 0
  for (let p = 0; p < count; p++) {
    const was = before.isOpen(p)
    const is = after.isOpen(p)
    if (was && is) compared.push(p)
    else if (is) opened.push(p)
    else if (was) cut.push(p)
    else unreachable++
  }
  const pairName = (p: number): PairName => {
    const from = set.origins[set.origin[p] as number] as string
    const to = set.destinations[set.destination[p] as number] as string
    return { from, to, from_name: nameOf(from), to_name: nameOf(to), weight: set.weight[p] as number }
  }
  const corridorId = (index: number): string => membership.corridors[index]?.id ?? OTHER
  const measures: Partial<Record<Measure, MeasureChange>> = {}
  for (const measure of MEASURES) {
    const change = measureChange(before.measures[measure], after.measures[measure], compared, set)
    if (change !== undefined) measures[measure] = change
  }
  const ranking = rankedChanges(before.measures[context.ranked], after.measures[context.ranked], compared)
  const pairChange = ({ pair, change }: Ranked): PairChange => {
    const was = before.measures[context.ranked][pair] as number
    return {
      ...pairName(pair),
      before: was,
      after: after.measures[context.ranked][pair] as number,
      change,
      change_pct: was > 0 ? (100 * change) / was : undefined,
      main_mode_before: MODES[before.mainMode[pair] as number],
      main_mode_after: MODES[after.mainMode[pair] as number],
      corridor_before: corridorId(before.corridor[pair] as number),
      corridor_after: corridorId(after.corridor[pair] as number),
    }
  }
  const modes = switches(before.mainMode, after.mainMode, compared, set.weight, (m) => MODES[m] as Mode)
  const corridors = switches(before.corridor, after.corridor, compared, set.weight, corridorId)
  const byCorridor: Grouping = {
    groups: [...membership.corridors, { id: OTHER, name: 'Other routes' }],
    groupsOf: (p, take) => {
      const index = before.corridor[p] as number
      if (before.isOpen(p)) take(index === NO_CORRIDOR ? membership.corridors.length : index)
    },
  }
  const changesOf = (grouping: Grouping): GroupChange[] => groupChanges(grouping, before, after, set)
  return {
    compared: compared.length,
    newly_reachable: opened.length,
    cut_off: cut.length,
    unreachable,
    newly_reachable_pairs: opened.slice(0, top).map(pairName),
    cut_off_pairs: cut.slice(0, top).map(pairName),
    measures,
    top_winners: ranking
      .filter(({ change }) => change < 0)
      .slice(0, top)
      .map(pairChange),
    top_losers: ranking
      .filter(({ change }) => change > 0)
      .slice(-top)
      .reverse()
      .map(pairChange),
    switched_mode: modes.switched,
    mode_switches: modes.table,
    main_modes: MODES.map((way, m) => ({ way, ...use(before.mainMode, after.mainMode, before, after, m) })).filter(
      isUsed,
    ),
    switched_corridor: corridors.switched,
    corridor_switches: corridors.table,
    corridors: [...membership.corridors.map((_, i) => i), NO_CORRIDOR]
      .map((i) => ({ way: corridorId(i), ...use(before.corridor, after.corridor, before, after, i) }))
      .filter(isUsed),
    by_corridor: changesOf(byCorridor).filter(({ pairs }) => pairs > 0),
    by_country: changesOf(context.countries),
    by_group: changesOf(context.groups),
    ...(context.keepPairs ? { pairs: columns(before, after, set, corridorId) } : {}),
  }
}

/** -1, 0 or 1: less, the same, more. */
function sense(before: number, after: number): number {
  const change = after - before
  return Math.abs(change) <= SAME * Math.max(Math.abs(before), Math.abs(after)) ? 0 : Math.sign(change)
}

function measureChange(
  before: Float64Array,
  after: Float64Array,
  compared: readonly number[],
  { weight, isEven }: PairSet,
): MeasureChange | undefined {
  const means = new Means()
  const changes = new Float64Array(compared.length)
  const changesPct = new Float64Array(compared.length)
  const weights = new Float64Array(compared.length)
  let winners = 0
  let losers = 0
  let hasZero = false
  let n = 0
  for (const p of compared) {
    const was = before[p] as number
    const is = after[p] as number
    if (Number.isNaN(was) || Number.isNaN(is)) continue
    means.add(was, is, weight[p] as number)
    const way = sense(was, is)
    if (way < 0) winners++
    else if (way > 0) losers++
    changes[n] = is - was
    changesPct[n] = (100 * (is - was)) / was
    hasZero ||= was <= 0
    weights[n++] = weight[p] as number
  }
  const { change } = means
  const used = isEven ? undefined : weights.subarray(0, n)
  const spread = percentiles(changes.subarray(0, n), used)
  if (change === undefined || spread === undefined) return undefined
  return {
    ...change,
    percentiles: spread,
    percentiles_pct: hasZero ? undefined : percentiles(changesPct.subarray(0, n), used),
    winners,
    losers,
    unchanged: n - winners - losers,
  }
}

interface Ranked {
  readonly pair: number
  readonly change: number
}

/** The pairs that change, the greatest gain first; equal ones in the order of the pairs. */
function rankedChanges(before: Float64Array, after: Float64Array, compared: readonly number[]): Ranked[] {
  const ranked: Ranked[] = []
  for (const pair of compared) {
    const was = before[pair] as number
    const is = after[pair] as number
    if (!Number.isNaN(was) && !Number.isNaN(is) && sense(was, is) !== 0) ranked.push({ pair, change: is - was })
  }
  return ranked.sort((a, b) => a.change - b.change || a.pair - b.pair)
}

function switches<Way extends string>(
  before: Int8Array | Int16Array,
  after: Int8Array | Int16Array,
  compared: readonly number[],
  weight: Float64Array,
  nameOf: (index: number) => Way,
): { readonly switched: number; readonly table: Switch<Way>[] } {
  const counts = new Map<string, { from: Way; to: Way; pairs: number; weight: number }>()
  let switched = 0
  for (const p of compared) {
    const was = before[p] as number
    const is = after[p] as number
    if (was === is) continue
    switched++
    const key = `${was} ${is}`
    const entry = counts.get(key) ?? { from: nameOf(was), to: nameOf(is), pairs: 0, weight: 0 }
    entry.pairs++
    entry.weight += weight[p] as number
    counts.set(key, entry)
  }
  const table = [...counts.values()].sort(
    (a, b) => b.pairs - a.pairs || (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1),
  )
  return { switched, table }
}

function use(
  was: Int8Array | Int16Array,
  is: Int8Array | Int16Array,
  before: Answers,
  after: Answers,
  index: number,
): { readonly before: number; readonly after: number } {
  let left = 0
  let right = 0
  for (let p = 0; p < was.length; p++) {
    if (was[p] === index && before.isOpen(p)) left++
    if (is[p] === index && after.isOpen(p)) right++
  }
  return { before: left, after: right }
}

function isUsed({ before, after }: { readonly before: number; readonly after: number }): boolean {
  return before > 0 || after > 0
}

/** The means of every group, in one pass over the pairs. */
function groupChanges({ groups, groupsOf }: Grouping, before: Answers, after: Answers, set: PairSet): GroupChange[] {
  const sums = groups.map(() => MEASURES.map(() => new Means()))
  const pairs = new Uint32Array(groups.length)
  const columns = MEASURES.map((measure) => ({ was: before.measures[measure], is: after.measures[measure] }))
  let p = 0
  const take = (group: number): void => {
    pairs[group] = (pairs[group] as number) + 1
    const means = sums[group] as Means[]
    for (let m = 0; m < columns.length; m++) {
      const { was, is } = columns[m] as (typeof columns)[number]
      const left = was[p] as number
      const right = is[p] as number
      if (!Number.isNaN(left) && !Number.isNaN(right)) (means[m] as Means).add(left, right, set.weight[p] as number)
    }
  }
  for (; p < set.weight.length; p++) groupsOf(p, take)
  return groups.map(({ id, name }, group) => {
    const measures: Partial<Record<Measure, MeanChange>> = {}
    MEASURES.forEach((measure, m) => {
      const change = sums[group]?.[m]?.change
      if (change !== undefined) measures[measure] = change
    })
    return { id, name, pairs: pairs[group] as number, measures }
  })
}

function columns(before: Answers, after: Answers, set: PairSet, corridorId: (index: number) => string): PairColumns {
  const mode = (index: number): Mode | undefined => MODES[index]
  return {
    from: Array.from(set.origin, (o) => set.origins[o] as string),
    to: Array.from(set.destination, (d) => set.destinations[d] as string),
    weight: set.weight,
    before: before.measures,
    after: after.measures,
    main_mode_before: Array.from(before.mainMode, mode),
    main_mode_after: Array.from(after.mainMode, mode),
    corridor_before: Array.from(before.corridor, corridorId),
    corridor_after: Array.from(after.corridor, corridorId),
  }
}
