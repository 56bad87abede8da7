import { UsageError } from '../../issue/errors.js'
import { checkedAmount, shown } from '../../routing/query.js'
import type { Router } from '../../routing/router.js'
import type { DemandPair } from '../criticality.js'

/** Pairs of origins and destinations, as indices of both lists. */
export interface IndexedPairs {
  readonly origins: readonly string[]
  readonly destinations: readonly string[]
  readonly origin: readonly number[]
  readonly destination: readonly number[]
  readonly weight: readonly number[]
}

/** @throws UsageError for an unknown place, a weight that is no number of at least 0, and for no pair */
export function indexedPairs(router: Router, pairs: unknown): IndexedPairs {
  if (!Array.isArray(pairs) || pairs.length === 0) {
    throw new UsageError(`Option pairs is ${shown(pairs)}; expected a list of at least one pair.`)
  }
  const list = (pairs as readonly DemandPair[]).map((pair) => {
    if (typeof pair?.from !== 'string' || typeof pair.to !== 'string') {
      throw new UsageError(`Option pairs holds ${shown(pair)}; expected an object with from and to.`)
    }
    return {
      from: router.place(pair.from),
      to: router.place(pair.to),
      weight: checkedAmount('weight', pair.weight ?? 1),
    }
  })
  return indexedFrom(list)
}

/** Those of the pairs for which something holds. */
export function pairsWhere(pairs: IndexedPairs, holds: (pair: number) => boolean): IndexedPairs {
  const { origins, destinations, origin, destination, weight } = pairs
  const list = weight.map((counts, pair) => ({
    from: origins[origin[pair] as number] as string,
    to: destinations[destination[pair] as number] as string,
    weight: counts,
  }))
  return indexedFrom(list.filter((_, pair) => holds(pair)))
}

function indexedFrom(list: readonly Required<DemandPair>[]): IndexedPairs {
  const origins = [...new Set(list.map(({ from }) => from))]
  const destinations = [...new Set(list.map(({ to }) => to))]
  const o = new Map(origins.map((id, i) => [id, i]))
  const d = new Map(destinations.map((id, i) => [id, i]))
  return {
    origins,
    destinations,
    origin: list.map(({ from }) => o.get(from) as number),
    destination: list.map(({ to }) => d.get(to) as number),
    weight: list.map(({ weight }) => weight),
  }
}
