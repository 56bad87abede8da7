/**
 * A flow as ways from sources to sinks, each with its amount; circles, which carry nothing anywhere, are dropped (Gallai 1958;
 * Ford and Fulkerson 1962). At most one way per arc and end. O(arcs * length of the ways).
 */
import type { Topology } from '../topology.js'
import type { FlowEnds, FlowResult } from './residual.js'

/** An amount on its way. */
export interface FlowPath {
  readonly amount: number
  /** Places in the lists of sources and sinks. */
  readonly source: number
  readonly sink: number
  /** Arcs in order of travel; empty where the source is the sink. */
  readonly arcs: readonly number[]
}

/** The ways in order of their sources; deterministic, though other ways may add up to the same flow. */
export function flowPaths(
  { vertexCount, arcCount, firstOut, head, tail }: Topology,
  sources: FlowEnds,
  sinks: FlowEnds,
  { flow, entering, leaving }: Pick<FlowResult, 'flow' | 'entering' | 'leaving'>,
): FlowPath[] {
  const left = flow.slice()
  const cursor = firstOut.slice(0, vertexCount)
  /** Sinks with something to take, by vertex. */
  const taking = new Map<number, number[]>()
  const wants = leaving.slice()
  sinks.vertices.forEach((v, j) => {
    if ((wants[j] as number) > 0) taking.set(v, [...(taking.get(v) ?? []), j])
  })
  /** Place in the way of each vertex on it, from 1. */
  const placeOf = new Uint32Array(vertexCount)
  const way = new Uint32Array(Math.max(arcCount, 1))
  const paths: FlowPath[] = []
  sources.vertices.forEach((start, i) => {
    let rest = entering[i] as number
    while (rest > 0) {
      let length = 0
      let u = start
      placeOf[u] = 1
      for (;;) {
        const sink = taking.get(u)?.find((j) => (wants[j] as number) > 0)
        if (sink !== undefined) {
          let amount = Math.min(rest, wants[sink] as number)
          for (let k = 0; k < length; k++) amount = Math.min(amount, left[way[k] as number] as number)
          for (let k = 0; k < length; k++) {
            const a = way[k] as number
            left[a] = (left[a] as number) - amount
            placeOf[head[a] as number] = 0
          }
          placeOf[start] = 0
          wants[sink] = (wants[sink] as number) - amount
          rest -= amount
          paths.push({ amount, source: i, sink, arcs: Array.from(way.subarray(0, length)) })
          break
        }
        let a = cursor[u] as number
        while (a < (firstOut[u + 1] as number) && left[a] === 0) a++
        if (a === firstOut[u + 1]) throw new RangeError(`what flows into vertex ${u} does not flow out of it`)
        cursor[u] = a
        way[length++] = a
        u = head[a] as number
        const place = placeOf[u] as number
        if (place === 0) {
          placeOf[u] = length + 1
          continue
        }
        // A circle: take it out, and go on from where it was met.
        let amount = Number.POSITIVE_INFINITY
        for (let k = place - 1; k < length; k++) amount = Math.min(amount, left[way[k] as number] as number)
        for (let k = place - 1; k < length; k++) {
          const b = way[k] as number
          left[b] = (left[b] as number) - amount
          if (k > place - 1) placeOf[tail[b] as number] = 0
        }
        length = place - 1
      }
    }
  })
  return paths
}
