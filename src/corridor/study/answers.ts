import { MODES, type Mode } from '../../ingest/schema.js'
import type { TariffPricing } from '../../routing/itinerary.js'
import type { Matrix, MatrixQuery } from '../../routing/matrix.js'
import type { QueryOptions, Router } from '../../routing/router.js'
import type { CorridorMembership } from './corridor-membership.js'
import type { PairSet } from './pair-set.js'

/** What a study measures. */
export const MEASURES = ['time_h', 'cost_usd', 'co2e_kg', 'generalised_usd'] as const
export type Measure = (typeof MEASURES)[number]

/** Pairs asked at once: long enough that what is shared by them pays, short enough that a screen stays alive. */
const CHUNK = 8192

export const NO_MODE = -1
export const NO_CORRIDOR = -1

/** The best routes of all pairs, in columns. `NaN` where there is no route, or where money or carbon is unknown. */
export class Answers {
  readonly measures: Readonly<Record<Measure, Float64Array>>
  /** The modes used, bit `m` for `MODES[m]`. */
  readonly modes: Uint16Array
  /** Index of the mode with the most km; -1 without a route. */
  readonly mainMode: Int8Array
  /** Index of the corridor; -1 for none of them. */
  readonly corridor: Int16Array
  /** `repriced` as soon as one of them is. */
  pricing: TariffPricing = 'exact'

  constructor(pairs: number) {
    const list = (): Float64Array => new Float64Array(pairs).fill(Number.NaN)
    this.measures = { time_h: list(), cost_usd: list(), co2e_kg: list(), generalised_usd: list() }
    this.modes = new Uint16Array(pairs)
    this.mainMode = new Int8Array(pairs).fill(NO_MODE)
    this.corridor = new Int16Array(pairs).fill(NO_CORRIDOR)
  }

  /** Whether a pair has a route. */
  isOpen(pair: number): boolean {
    return !Number.isNaN(this.measures.time_h[pair])
  }

  /** Takes over the answer to one pair. */
  copy(from: Answers, pair: number): void {
    for (const measure of MEASURES) this.measures[measure][pair] = from.measures[measure][pair] as number
    this.modes[pair] = from.modes[pair] as number
    this.mainMode[pair] = from.mainMode[pair] as number
    this.corridor[pair] = from.corridor[pair] as number
  }
}

export interface Asking {
  readonly set: PairSet
  readonly options: QueryOptions
  readonly membership: CorridorMembership
  /** Called between chunks, with the pairs that have been dealt with since the last time. */
  readonly pause: (pairs: number) => Promise<void>
}

/**
 * Asks a router for the best routes of pairs, some thousand at a time.
 *
 * @param wanted one byte per pair, 0 for those that are left as they are; all where there are none
 */
export async function ask(
  router: Router,
  { set, options, membership, pause }: Asking,
  into: Answers,
  wanted?: Uint8Array,
): Promise<void> {
  const { origins, destinations, first, destination } = set
  const width = destinations.length
  const rows = Math.max(1, Math.floor(CHUNK / width))
  for (let o = 0; o < origins.length; o += rows) {
    const end = Math.min(origins.length, o + rows)
    const from = first[o] as number
    const to = first[end] as number
    const mask = new Uint8Array((end - o) * width)
    let asked = 0
    for (let p = from; p < to; p++) {
      if (wanted?.[p] === 0) continue
      mask[((set.origin[p] as number) - o) * width + (destination[p] as number)] = 1
      asked++
    }
    if (asked === 0) continue
    const query: MatrixQuery = {
      ...options,
      origins: origins.slice(o, end),
      destinations,
      details: true,
      passes: membership.sets,
      pairs: mask,
    }
    const answer = router.matrix(query)
    if (answer.pricing === 'repriced') into.pricing = 'repriced'
    const read = reader(answer, membership)
    for (let p = from; p < to; p++) {
      if (wanted?.[p] !== 0) read(((set.origin[p] as number) - o) * width + (destination[p] as number), into, p)
    }
    await pause(asked)
  }
}

/** What reads a slot of a matrix into the answer to a pair. */
function reader({ components, details, passes }: Matrix, membership: CorridorMembership) {
  if (components === undefined || details === undefined || passes === undefined) {
    throw new TypeError('a matrix came without its details')
  }
  const { time_h, cost_usd, co2e_kg } = components
  const { generalised_usd, modes, length_km_by_mode } = details
  const lengths = MODES.map((mode: Mode) => length_km_by_mode[mode])
  return (slot: number, into: Answers, pair: number): void => {
    if (Number.isNaN(time_h[slot])) return
    const { measures } = into
    measures.time_h[pair] = time_h[slot] as number
    measures.cost_usd[pair] = cost_usd[slot] as number
    measures.co2e_kg[pair] = co2e_kg[slot] as number
    measures.generalised_usd[pair] = generalised_usd[slot] as number
    const used = modes[slot] as number
    into.modes[pair] = used
    let main = NO_MODE
    let most = -1
    for (let m = 0; m < lengths.length; m++) {
      const km = (used & (1 << m)) === 0 ? -1 : (lengths[m]?.[slot] as number)
      if (km > most) {
        most = km
        main = m
      }
    }
    into.mainMode[pair] = main
    into.corridor[pair] = membership.of(passes[slot] as number, used)
  }
}
