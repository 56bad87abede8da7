import type { Command } from 'commander'
import type { CompareQuery } from '../corridor/compare.js'
import { type Corridor, corridorFromRow, corridorsOf } from '../corridor/corridor.js'
import { withCorridorLinks } from '../corridor/scenario-corridors.js'
import { CORRIDOR_SCHEMA } from '../ingest/schema.js'
import type { Router } from '../routing/router.js'
import { type QueryOptions, queryFrom } from './options.js'
import { readTable } from './read-table.js'
import { readScenarios } from './scenario-file.js'

/** Adds the option that names the corridors. */
export function withCorridorsOption(command: Command): Command {
  return command.option('--corridors <file>', 'a corridor.csv instead of the one of the network')
}

/** The corridors of the file that the options name, or else those of the network. */
export async function corridorsFor(
  router: Router,
  { corridors }: { readonly corridors?: string },
): Promise<readonly Corridor[]> {
  if (corridors === undefined) return corridorsOf(router.network)
  return (await readTable(CORRIDOR_SCHEMA, corridors)).map(corridorFromRow)
}

/**
 * The comparison that the options ask for. It holds their scenario, so that the answer can name it.
 *
 * @param network a router on the network as it is
 * @returns the question for it, and the router under its scenario
 */
export async function comparisonQuery(
  network: Router,
  from: string,
  to: string,
  options: QueryOptions,
): Promise<{ readonly query: CompareQuery; readonly router: Router }> {
  const read = await readScenarios(options.scenario)
  const query = { ...queryFrom(from, to, options), corridors: await corridorsFor(network, options) }
  if (read === undefined) return { query, router: network }
  const scenario = withCorridorLinks(network, read)
  return { query: { ...query, scenario }, router: network.under(scenario) }
}
