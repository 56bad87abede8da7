import type { Command } from 'commander'
import { type Corridor, corridorFromRow, corridorsOf } from '../corridor/corridor.js'
import { CORRIDOR_SCHEMA } from '../ingest/schema.js'
import type { Router } from '../routing/router.js'
import { readTable } from './read-table.js'

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
