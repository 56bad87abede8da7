/**
 * How long exact Pareto frontiers take on a road network of the 9th DIMACS Implementation Challenge: distance and travel
 * time, and with the number of arcs as a third criterion. The number of points of each query is compared with
 * the column `solutions` of the file of queries, where it has one. Since machines differ, the same queries are also run by plain Dijkstra
 * searches over one criterion in the same process: the ratio is what carries over.
 *
 *     npm run bench:pareto -- --data FOLDER --queries FILE [--three N] [--json]
 */
import { parseArgs } from 'node:util'
import { LexicographicDijkstra } from '../src/kernel/lexicographic-dijkstra.js'
import { ParetoSearch } from '../src/kernel/pareto/pareto-search.js'
import type { Metric } from '../src/kernel/topology.js'
import { type Pairs, readDimacsGraph, readPairs } from './dimacs.js'
import { machine, spreadOf } from './measure.js'

/** Queries over three criteria unless told: those with the fewest points over two, since others have ten thousands of points. */
const THREE = 10

interface Measured {
  readonly queries: number
  readonly solutions: number
  readonly total_s: number
  /** What of it the process had a processor for: on a busy machine the better figure. */
  readonly cpu_s: number
  /** Points per query, in the order of the file. */
  readonly counts: readonly number[]
  readonly milliseconds: readonly number[]
}

class Misuse extends Error {}

interface Arguments {
  readonly data: string
  readonly queries: string
  readonly three: number | undefined
  readonly json: boolean
}

function readArguments(): Arguments {
  let values: { data?: string; queries?: string; three?: string; json?: boolean }
  try {
    ;({ values } = parseArgs({
      options: {
        data: { type: 'string' },
        queries: { type: 'string' },
        three: { type: 'string' },
        json: { type: 'boolean' },
      },
    }))
  } catch (error) {
    throw new Misuse((error as Error).message.split('\n')[0])
  }
  const { data, queries, three, json = false } = values
  if (data === undefined) throw new Misuse('--data: expected the folder of the DIMACS files, received nothing')
  if (queries === undefined) throw new Misuse('--queries: expected a file of pairs of nodes, received nothing')
  if (three !== undefined && !/^\d{1,9}$/.test(three)) {
    throw new Misuse(`--three: expected a number of queries, received '${three}'`)
  }
  return { data, queries, three: three === undefined ? undefined : Number(three), json }
}

function milliseconds(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function measure(search: ParetoSearch, metrics: readonly Metric[], pairs: Pairs, chosen: readonly number[]): Measured {
  const counts: number[] = []
  const times: number[] = []
  const cpu = process.cpuUsage()
  for (const i of chosen) {
    const ends = [pairs.from[i] as number, pairs.to[i] as number].map((v) => ({ vertices: [v], weights: [] }))
    const [source, target] = ends as [(typeof ends)[0], (typeof ends)[0]]
    times.push(milliseconds(() => counts.push(search.sums(metrics, source, target).points.length)))
  }
  const { user, system } = process.cpuUsage(cpu)
  return {
    queries: chosen.length,
    solutions: counts.reduce((sum, count) => sum + count, 0),
    total_s: seconds(times.reduce((sum, time) => sum + time, 0)),
    cpu_s: seconds((user + system) / 1000),
    counts,
    milliseconds: times.map((time) => Number(time.toFixed(1))),
  }
}

function seconds(time: number): number {
  return Number((time / 1000).toFixed(3))
}

async function main({ data, queries, three, json }: Arguments): Promise<void> {
  const graph = await readDimacsGraph(data).catch(misused)
  const pairs = await readPairs(queries, 'solutions').catch(misused)
  const { topology, distance, time } = graph
  const all = Array.from(pairs.from, (_, i) => i)
  for (const ids of [pairs.from, pairs.to]) {
    const wrong = ids.find((v) => v >= topology.vertexCount)
    if (wrong !== undefined)
      throw new Misuse(`${queries}: node ${wrong + 1} is not one of ${topology.vertexCount} nodes`)
  }
  const search = new ParetoSearch(topology)
  const plain = new LexicographicDijkstra(topology)

  // A few queries warm the code up; the plain searches run before and after, since the machine may have other work.
  measure(search, [distance, time], pairs, all.slice(0, 3))
  const plainTimes = (): number[] =>
    all.map((i) =>
      milliseconds(() => {
        const ends = [pairs.from[i] as number, pairs.to[i] as number]
        plain.search(
          [distance],
          { vertices: [ends[0] as number], weights: [] },
          { vertices: [ends[1] as number], weights: [] },
        )
      }),
    )
  plainTimes()
  const before = plainTimes().reduce((sum, value) => sum + value, 0)
  const two = measure(search, [distance, time], pairs, all)
  const after = plainTimes().reduce((sum, value) => sum + value, 0)
  const dijkstra = (before + after) / 2

  const expected = pairs.values === undefined ? undefined : Array.from(pairs.values)
  const mismatches = expected?.filter((count, i) => count !== two.counts[i]).length
  const hops = new Uint32Array(topology.arcCount).fill(1)
  // Those with the fewest points over two criteria.
  const easiest = [...all].sort((a, b) => (two.counts[a] as number) - (two.counts[b] as number) || a - b)
  const chosen = easiest.slice(0, three ?? THREE).sort((a, b) => a - b)
  const third = measure(search, [distance, time, hops], pairs, chosen)

  if (json) {
    const result = {
      ...two,
      ...(expected === undefined ? {} : { expected, mismatches }),
      dijkstra_total_s: seconds(dijkstra),
      ratio_to_dijkstra: Number(((two.total_s * 1000) / dijkstra).toFixed(2)),
      three: { ...third, rows: chosen.map((i) => i + 1), criteria: ['distance', 'time', 'arcs'] },
      rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
      machine: machine(),
      node: process.version,
    }
    console.log(JSON.stringify(result))
    return
  }
  console.log(`${machine()}\n${topology.vertexCount} nodes, ${topology.arcCount} arcs, ${all.length} queries\n`)
  console.log('row    points  expected        ms')
  two.counts.forEach((count, i) => {
    const shown = [i + 1, count, expected?.[i] ?? '-', two.milliseconds[i]?.toFixed(1)]
    console.log(shown.map((cell, column) => String(cell).padStart([3, 10, 10, 10][column] ?? 10)).join(''))
  })
  console.log(
    `\ndistance and time: ${two.solutions} points in ${two.total_s} s (processor ${two.cpu_s} s), median ${spreadOf(two.milliseconds).median} ms`,
  )
  if (mismatches !== undefined) console.log(`mismatches: ${mismatches}`)
  console.log(
    `as many plain Dijkstra searches: ${seconds(dijkstra)} s (ratio ${((two.total_s * 1000) / dijkstra).toFixed(2)})`,
  )
  console.log(`\ndistance, time and arcs: ${third.queries} queries, ${third.solutions} points in ${third.total_s} s`)
  third.counts.forEach((count, i) => {
    console.log(`row ${(chosen[i] as number) + 1}: ${count} points, ${third.milliseconds[i]} ms`)
  })
}

function misused(error: Error): never {
  throw new Misuse(error.message)
}

try {
  await main(readArguments())
} catch (error) {
  if (!(error instanceof Misuse)) throw error
  console.error(error.message)
  process.exitCode = 2
}
