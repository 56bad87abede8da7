import type { CorridorRow } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import type { Network } from '../network/network.js'
import type { Constraints } from '../routing/constraints.js'
import type { Stop } from '../routing/router.js'

/** A named way to go: places to pass in order, and constraints. */
export interface Corridor {
  readonly id: string
  readonly name: string
  /** Read forwards or backwards, whichever gives the better route. */
  readonly via: readonly Stop[]
  readonly constraints: Constraints
  readonly description?: string
  /** Where a typical journey begins and ends; questions about the corridor itself take them unless told. */
  readonly ends?: { readonly from: string; readonly to: string }
}

/** The corridors of a network, in the order of `corridor.csv`. */
export function corridorsOf(network: Network): Corridor[] {
  return network.corridors.map(corridorFromRow)
}

/** Makes a corridor from a row of `corridor.csv`. */
export function corridorFromRow(row: CorridorRow): Corridor {
  const constraints: { -readonly [K in keyof Constraints]: Constraints[K] } = {}
  if (row.modes !== undefined) constraints.modes = row.modes
  if (row.avoid_modes !== undefined) constraints.avoidModes = row.avoid_modes
  if (row.avoid_countries !== undefined) constraints.avoidCountries = row.avoid_countries
  if (row.avoid_passages !== undefined) constraints.avoidPassages = row.avoid_passages
  if (row.avoid_nodes !== undefined) constraints.avoidNodes = row.avoid_nodes
  if (row.avoid_links !== undefined) constraints.avoidLinks = row.avoid_links
  if (row.avoid_statuses !== undefined) constraints.avoidStatuses = row.avoid_statuses
  return {
    id: row.corridor_id,
    name: row.name ?? row.corridor_id,
    via: row.via === undefined ? [] : parseVia(row.via),
    constraints,
    ...(row.description === undefined ? {} : { description: row.description }),
    ...(row.from_place === undefined || row.to_place === undefined
      ? {}
      : { ends: { from: row.from_place, to: row.to_place } }),
  }
}

/**
 * The corridor of an id.
 *
 * @throws UsageError for an unknown one, with the nearest known ones
 */
export function corridorOfId(corridors: readonly Corridor[], id: string): Corridor {
  const corridor = corridors.find((one) => one.id === id)
  if (corridor !== undefined) return corridor
  const ids = corridors.map((one) => one.id)
  const near = nearest(id, ids)
  throw new UsageError(
    `Unknown corridor "${id}"; expected ${ids.length === 0 ? 'none: the network has no corridors' : `one of ${ids.join(', ')}`}.${didYouMean(near)}`,
    near,
  )
}

/**
 * Reads a via cell: stops separated by `>`, the places of a set by `|`, and before a colon the only modes that the way
 * to the stop may use, separated by commas. A last stop without places gives the modes of the way to the destination.
 *
 * @throws UsageError for a stop without a place, or a colon without a mode before it
 * @example parseVia('dostyk|altynkol > sea: alat > rail:')
 * // [['dostyk', 'altynkol'], { places: ['alat'], modes: ['sea'] }, { modes: ['rail'] }]
 */
export function parseVia(text: string): Stop[] {
  const parts = text
    .split('>')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts.map((part, i) => {
    const colon = part.indexOf(':')
    const places = split(part.slice(colon + 1), '|')
    const modes = colon === -1 ? undefined : split(part.slice(0, colon), ',')
    const isLast = i === parts.length - 1
    if ((places.length === 0 && (modes === undefined || !isLast)) || modes?.length === 0) {
      throw new UsageError(`The stop "${part}" is not complete; expected places, as "a|b", or "mode: a|b".`)
    }
    if (modes === undefined) return places
    return places.length === 0 ? { modes } : { places, modes }
  })
}

/** The same stops for the way back: the modes between two places stay between them. */
export function reversedVia(via: readonly Stop[]): Stop[] {
  const stops = via.map((stop) => (typeof stop === 'string' || 'length' in stop ? { places: stop } : stop))
  const places = stops.map((stop) => stop.places).filter((list) => list !== undefined)
  // One entry for the way to each place, and one for the way to the destination.
  const modes = places.map((_, i) => stops[i]?.modes)
  modes.push(stops[places.length]?.modes)
  places.reverse()
  modes.reverse()
  const back: Stop[] = places.map((list, i) => stopOf(list, modes[i]))
  const last = modes[places.length]
  if (last !== undefined) back.push({ modes: last })
  return back
}

function stopOf(places: string | readonly string[], modes: readonly string[] | undefined): Stop {
  return modes === undefined ? { places } : { places, modes }
}

function split(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
