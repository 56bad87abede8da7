import { type Command, InvalidArgumentError } from 'commander'
import type { DemandPair } from '../corridor/criticality.js'
import type { DryPort } from '../corridor/facilities/dry-port.js'
import { locate } from '../corridor/facilities/location.js'
import { selectFacilities } from '../corridor/facilities/selection.js'
import { NEEDS, type Need, NODE_TYPES } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { toJson } from '../report/json.js'
import { locationText } from '../report/location-text.js'
import { oneOf } from '../routing/constraints.js'
import type { Router } from '../routing/router.js'
import { longJob } from './long-job.js'
import { amount, count, type QueryOptions, shipmentFrom, withQueryOptions, words } from './options.js'
import { readPairs } from './pairs-file.js'
import { EXIT, type Setting } from './setting.js'

/** Candidates shown unless told. */
const TOP = 10

interface SiteOptions extends QueryOptions {
  readonly pairs?: string
  readonly from?: string[]
  readonly to?: string[]
  readonly candidates?: string[]
  readonly kind?: string[]
  readonly nodeType?: string[]
  readonly count: number
  readonly timeFactor?: number
  readonly costFactor?: number
  readonly carbonFactor?: number
  readonly provides?: string[]
  readonly top: number
}

export function addSite(program: Command, { io, exit, routerFor }: Setting): void {
  withQueryOptions(
    program
      .command('site')
      .description('where one more dry port, or several, would save most over many pairs of places'),
  )
    .option('--pairs <file>', 'a CSV file with the columns from, to and weight')
    .option('--from <list>', 'origins, in place of pairs: each with every destination', words)
    .option('--to <list>', 'destinations', words)
    .option('--count <n>', 'so many dry ports, chosen one by one', count, 1)
    .option('--candidates <list>', 'places where one may be built (default: every place of the network)', words)
    .option('--kind <list>', 'the places of facilities of these kinds as candidates', words)
    .option('--node-type <list>', `places of these types as candidates, as ${NODE_TYPES.slice(5, 8).join(',')}`, words)
    .option('--time-factor <n>', 'it multiplies the hours of loading, unloading and transfers (default: 0.5, if it changes nothing else)', factor) // biome-ignore format: one line per option
    .option('--cost-factor <n>', 'it multiplies their cost', factor)
    .option('--carbon-factor <n>', 'it multiplies their emissions', factor)
    .option('--provides <list>', `what it provides to shipments that need it: ${NEEDS.join(', ')}`, words)
    .option('--top <n>', 'at most so many candidates, in the text', count, TOP)
    .action(async (options: SiteOptions) => {
      const pairs = await pairsFrom(options)
      const router = await routerFor(options)
      const candidates = candidatesFrom(router, options)
      const change = changeFrom(options)
      const result = await longJob({ io, exit }, 'search', ({ signal, show }) =>
        locate(router, {
          ...shipmentFrom(options),
          objective: options.objective,
          pairs,
          count: options.count,
          ...(candidates === undefined ? {} : { candidates }),
          ...(change === undefined ? {} : { change }),
          signal,
          onProgress: ({ place, ...progress }) => show({ ...progress, label: place }),
        }),
      )
      if (result === undefined) return
      io.out(`${options.json === true ? toJson(result) : locationText(result, io.width, options.top)}\n`)
      if (result.pairs === 0) exit(EXIT.noRoute)
    })
}

async function pairsFrom({ pairs, from, to }: SiteOptions): Promise<DemandPair[]> {
  if (pairs !== undefined && from === undefined && to === undefined) return readPairs(pairs)
  if (pairs !== undefined || from === undefined || to === undefined) {
    throw new UsageError('Give --pairs, or --from and --to.')
  }
  return from.flatMap((origin) => to.map((destination) => ({ from: origin, to: destination })))
}

/** The places that any of the options names; `undefined` where none is given. */
function candidatesFrom(router: Router, { candidates, kind, nodeType, date }: SiteOptions): string[] | undefined {
  if (candidates === undefined && kind === undefined && nodeType === undefined) return undefined
  const places = [...(candidates ?? [])]
  if (kind !== undefined) {
    const rows = selectFacilities(router.network, { kinds: kind, pillars: undefined }, date)
    places.push(...rows.map(({ node_id }) => node_id))
  }
  if (nodeType !== undefined) {
    const types = new Set<string | undefined>(nodeType.map((word) => oneOf('node type', word, NODE_TYPES)))
    const { nodeIds, nodes } = router.compiled
    places.push(...nodeIds.filter((_, n) => types.has(nodes.at(n)?.node_type)))
  }
  if (places.length === 0) throw new UsageError('No place of the network is a candidate; give --candidates.')
  return places
}

function changeFrom({ timeFactor, costFactor, carbonFactor, provides }: SiteOptions): DryPort | undefined {
  const change: DryPort = {
    ...(timeFactor === undefined ? {} : { time_factor: timeFactor }),
    ...(costFactor === undefined ? {} : { cost_factor: costFactor }),
    ...(carbonFactor === undefined ? {} : { carbon_factor: carbonFactor }),
    ...(provides === undefined ? {} : { provides: provides as readonly Need[] }),
  }
  return Object.keys(change).length === 0 ? undefined : change
}

function factor(value: string): number {
  const number = amount(value)
  if (number > 1) throw new InvalidArgumentError('Expected a number from 0 to 1.')
  return number
}
