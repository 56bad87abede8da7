/**
 * A study of 200 x 200 pairs and six scenarios on the shipped network, beside one 200 x 200 matrix for each scenario: of
 * weights alone, and of what a study needs of every route (hours, USD, kg, km by mode, corridor). In one run, in turn. Both
 * times put the network under each scenario and customise it; the study also routes the baseline, and says what changes.
 * Processor time stands beside, because it does not grow with what else the machine does.
 *
 *     npm run bench:study
 */
import { readFileSync } from 'node:fs'
import { withCorridorLinks } from '../src/corridor/scenario-corridors.js'
import { study } from '../src/corridor/study/study.js'
import { createRouter } from '../src/index.js'
import { loadNetwork } from '../src/network/load.js'
import type { Router } from '../src/routing/router.js'
import { checkedScenario } from '../src/routing/scenario/check.js'
import type { Scenario } from '../src/routing/scenario/scenario.js'

const PLACES = 200
const ROUNDS = Number(process.argv[2] ?? 5)
const SCENARIOS = [
  'suez-closed',
  'pl-by-closed',
  'middle-corridor-upgraded',
  'digital-borders',
  'cku-railway',
  'carbon-price-150',
]

const { network } = await loadNetwork()
const scenarios = SCENARIOS.map((id) =>
  checkedScenario(JSON.parse(readFileSync(new URL(`../fixtures/scenarios/${id}.json`, import.meta.url), 'utf8'))),
)
/** Cities and ports, spread over the network by taking every so many of them. */
const candidates = network.graph
  .filterNodes((_, { node_type }) => node_type === 'city' || node_type === 'seaport')
  .sort()
const places = Array.from(
  { length: PLACES },
  (_, i) => candidates[Math.floor((i * candidates.length) / PLACES)] as string,
)
const options = { origins: places, destinations: places } as const

/** A fresh router each time: nothing is left over from the round before. */
function router(): Router {
  const made = createRouter(network)
  made.workOutOrder()
  return made
}

interface Run {
  readonly ms: number
  readonly cpuMs: number
  readonly checksum: number
}

/** Starts the clocks. */
function clock(): () => Pick<Run, 'ms' | 'cpuMs'> {
  const start = performance.now()
  const used = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(used)
    return { ms: performance.now() - start, cpuMs: (user + system) / 1000 }
  }
}

function matrices(details: boolean): Run {
  const base = router()
  const resolved: Scenario[] = scenarios.map((scenario) => withCorridorLinks(base, scenario))
  const stop = clock()
  let checksum = 0
  for (const scenario of resolved) {
    const { weights } = base.under(scenario).matrix(details ? { ...options, details } : options)
    for (const weight of weights) if (!Number.isNaN(weight)) checksum = (checksum + weight) % 1_000_000_007
  }
  return { ...stop(), checksum }
}

async function studied(keepModes: boolean): Promise<Run> {
  const base = router()
  const stop = clock()
  const { scenarios: outcomes } = await study(base, { ...options, scenarios, keepModes })
  const time = stop()
  const sums = outcomes.map(({ free }) => free.measures.generalised_usd?.mean_after ?? 0)
  return { ...time, checksum: Math.round(sums.reduce((sum, mean) => sum + mean, 0) * 100) }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number
}

const times: Record<string, number[]> = {}
const cpuTimes: Record<string, number[]> = {}
const sums: Record<string, Set<number>> = {}
const note = (name: string, { ms, cpuMs, checksum }: Run): void => {
  times[name] = [...(times[name] ?? []), ms]
  cpuTimes[name] = [...(cpuTimes[name] ?? []), cpuMs]
  sums[name] = (sums[name] ?? new Set()).add(checksum)
}
for (let round = 0; round < ROUNDS; round++) {
  note('6 matrices, weights', matrices(false))
  note('6 matrices, details', matrices(true))
  note('study', await studied(false))
  note('study, same modes too', await studied(true))
}
console.log(`${PLACES} x ${PLACES} pairs, ${scenarios.length} scenarios, ${ROUNDS} rounds`)
for (const [what, clocks] of [
  ['wall', times],
  ['processor', cpuTimes],
] as const) {
  const byWeights = median(clocks['6 matrices, weights'] ?? [])
  const byDetails = median(clocks['6 matrices, details'] ?? [])
  for (const [name, list] of Object.entries(clocks)) {
    const ms = median(list)
    const ratios = `${(ms / byWeights).toFixed(1)} x weights, ${(ms / byDetails).toFixed(2)} x details`
    const checksum = [...(sums[name] ?? [])].join()
    console.log(`${name.padEnd(24)} ${ms.toFixed(0).padStart(7)} ms ${what}   ${ratios}   checksum ${checksum}`)
  }
}
