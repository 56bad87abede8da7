import type { Offsets } from '../kernel/search.js'
import { CLOSED } from '../kernel/topology.js'
import type { CompiledNetwork, Terminal } from './compile.js'
import type { Objective } from './objective.js'
import type { Prepared } from './preparation.js'
import { TIE_BREAKERS } from './weigh.js'

/** The terminals of nodes, by id. */
export function terminalsAt({ nodeIndex, terminalsOf }: CompiledNetwork, ids: readonly string[]): number[] {
  const vertices: number[] = []
  for (const id of new Set(ids)) {
    const node = nodeIndex.get(id) as number
    for (let v = terminalsOf[node] as number; v < (terminalsOf[node + 1] as number); v++) vertices.push(v)
  }
  return vertices
}

/** Where a route may start, with what it costs to start there; terminals that constraints block included. */
export function sourcesAt(compiled: CompiledNetwork, node: string, prepared: Prepared): Offsets {
  return endsOf(
    compiled,
    terminalsAt(compiled, [node]),
    'loading',
    prepared,
    [prepared.objective],
    TIE_BREAKERS[prepared.objective],
  )
}

/** Where a route may end, with what it costs to end there; terminals that constraints block included. */
export function targetsAt(compiled: CompiledNetwork, node: string, prepared: Prepared): Offsets {
  return endsOf(
    compiled,
    terminalsAt(compiled, [node]),
    'unloading',
    prepared,
    [prepared.objective],
    TIE_BREAKERS[prepared.objective],
  )
}

/**
 * Those of some vertices where goods can be loaded or unloaded, with what it costs.
 *
 * @param needed what must be known there
 * @param criteria one list of offsets for each of these
 */
export function endsOf(
  { terminals }: CompiledNetwork,
  vertices: readonly number[],
  operation: 'loading' | 'unloading',
  { handling, weights }: Prepared,
  needed: readonly Objective[],
  criteria: readonly Objective[],
): Offsets {
  const isPriced = handling === 'both' || handling === (operation === 'loading' ? 'origin' : 'destination')
  const excluded = operation === 'loading' ? 'arrival' : 'departure'
  const offsets = weights[operation]
  const open = vertices.filter((vertex) => {
    if ((terminals[vertex] as Terminal).role === excluded) return false
    return !isPriced || needed.every((criterion) => offsets[criterion][vertex] !== CLOSED)
  })
  return {
    vertices: open,
    weights: criteria.map((criterion) => open.map((vertex) => (isPriced ? (offsets[criterion][vertex] as number) : 0))),
  }
}

/**
 * The offsets at terminals that no constraint closes.
 *
 * @param closed one of the masks of the terminals: to what goods do there
 */
export function withoutBlocked({ vertices, weights }: Offsets, closed: Uint32Array): Offsets {
  const open = vertices.map((vertex) => closed[vertex] === 0)
  return {
    vertices: vertices.filter((_, i) => open[i]),
    weights: weights.map((list) => list.filter((_, i) => open[i])),
  }
}
