import { UsageError } from '../../issue/errors.js'
import { shown } from '../../routing/query.js'
import type { Router } from '../../routing/router.js'

/** A pair of places, and how much it counts (default 1). */
export type WeightedPair = readonly [from: string, to: string, weight?: number]

/** Which pairs are studied: all of some origins and destinations, or a list. */
export interface PairOptions {
  /** Node ids, UN/LOCODEs or names; with `destinations`. */
  readonly origins?: readonly string[]
  readonly destinations?: readonly string[]
  /** In place of origins and destinations. */
  readonly pairs?: readonly WeightedPair[]
  /**
   * How much each pair of origins and destinations counts, row by row; 0 leaves a pair out. Default: 1 each.
   */
  readonly weights?: readonly number[]
}

/** Origin-destination pairs, by origin: pairs `first[o] .. first[o + 1] - 1` leave origin `o`. */
export interface PairSet {
  /** Node ids. */
  readonly origins: readonly string[]
  readonly destinations: readonly string[]
  readonly first: Uint32Array
  /** Of each pair, the index of its origin and of its destination. */
  readonly origin: Uint32Array
  readonly destination: Uint32Array
  readonly weight: Float64Array
  /** Whether all pairs count the same. */
  readonly isEven: boolean
}

/**
 * The pairs that a study is about. A place and itself, and pairs of weight 0, are left out.
 *
 * @throws UsageError for an unknown place, a weight that is no number of at least 0, and where no pair is left
 */
export function pairSet(router: Router, { origins, destinations, pairs, weights }: PairOptions): PairSet {
  const isGrid = origins !== undefined || destinations !== undefined
  if (isGrid === (pairs !== undefined)) {
    throw new UsageError('A study needs either origins and destinations, or pairs.')
  }
  const set = pairs === undefined ? grid(router, origins, destinations, weights) : listed(router, pairs, weights)
  if (set.weight.length === 0) {
    throw new UsageError('A study needs at least one pair of two different places, with a weight above 0.')
  }
  return set
}

function grid(router: Router, origins: unknown, destinations: unknown, weights: unknown): PairSet {
  const from = placesOf(router, 'origins', origins)
  const to = placesOf(router, 'destinations', destinations)
  const size = from.length * to.length
  if (weights !== undefined && (!Array.isArray(weights) || weights.length !== size)) {
    const received = Array.isArray(weights) ? `has ${weights.length} numbers` : `is ${shown(weights)}`
    throw new UsageError(`Option weights ${received}; expected a list of ${size}, one for each pair, row by row.`)
  }
  const rows = from.map((origin, o) =>
    to.flatMap((destination, d) => {
      const weight =
        weights === undefined ? 1 : checkedWeight(weights[o * to.length + d], `weights[${o * to.length + d}]`)
      return origin === destination || weight === 0 ? [] : [{ destination: d, weight }]
    }),
  )
  return packed(from, to, rows)
}

function listed(router: Router, pairs: unknown, weights: unknown): PairSet {
  if (weights !== undefined) throw new UsageError('Option weights goes with origins; write the weight into each pair.')
  if (!Array.isArray(pairs))
    throw new UsageError(`Option pairs is ${shown(pairs)}; expected a list of [from, to, weight].`)
  const origins = new Map<string, { destination: number; weight: number }[]>()
  const destinations = new Map<string, number>()
  for (const pair of pairs as readonly unknown[]) {
    if (!Array.isArray(pair) || pair.length < 2 || pair.length > 3) {
      throw new UsageError(`A pair is ${shown(pair)}; expected [from, to] or [from, to, weight].`)
    }
    const [from, to] = [router.place(pair[0] as string), router.place(pair[1] as string)]
    const weight = checkedWeight(pair[2] ?? 1, `weight of ${shown(pair)}`)
    if (from === to || weight === 0) continue
    const d = destinations.get(to) ?? destinations.size
    destinations.set(to, d)
    const row = origins.get(from)
    if (row === undefined) origins.set(from, [{ destination: d, weight }])
    else row.push({ destination: d, weight })
  }
  return packed([...origins.keys()], [...destinations.keys()], [...origins.values()])
}

function packed(
  origins: readonly string[],
  destinations: readonly string[],
  rows: readonly (readonly { readonly destination: number; readonly weight: number }[])[],
): PairSet {
  const pairs = rows.flatMap((row, origin) => row.map((pair) => ({ origin, ...pair })))
  const first = new Uint32Array(origins.length + 1)
  rows.forEach((row, o) => {
    first[o + 1] = (first[o] as number) + row.length
  })
  return {
    origins,
    destinations,
    first,
    origin: Uint32Array.from(pairs, ({ origin }) => origin),
    destination: Uint32Array.from(pairs, ({ destination }) => destination),
    weight: Float64Array.from(pairs, ({ weight }) => weight),
    isEven: pairs.every(({ weight }) => weight === pairs[0]?.weight),
  }
}

function placesOf(router: Router, option: string, places: unknown): string[] {
  if (!Array.isArray(places) || places.length === 0) {
    throw new UsageError(`Option ${option} is ${shown(places)}; expected a list of at least one place.`)
  }
  return [...new Set(places.map((text) => router.place(text as string)))]
}

function checkedWeight(weight: unknown, name: string): number {
  if (typeof weight === 'number' && Number.isFinite(weight) && weight >= 0) return weight
  throw new UsageError(`The ${name} is ${shown(weight)}; expected a number of at least 0.`)
}
