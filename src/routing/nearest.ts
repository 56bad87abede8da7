/**
 * Snaps a position to the nearest nodes on the sphere.
 *
 * A k-d tree over longitude and latitude (kdbush), searched best first with a lower bound on the great-circle distance
 * of a box of degrees (geokdbush), which holds across the antimeridian and at the poles. The tree only proposes: it
 * works on a slightly smaller Earth than the rest of the library and leaves the order of equals open. So a second
 * search takes all that lie within the radius of the first one's answer, and these are measured, compared with `maxKm`
 * and put in order here. O(n log n) once, then about O(log n + answers); nodes that the filters refuse on the way add to it.
 */
import { distance, earthRadius } from '@turf/turf'
import { around } from 'geokdbush'
import KDBush from 'kdbush'
import type { Shipment } from '../cost/shipment.js'
import { FREIGHT_MODES, MODES, type Mode } from '../ingest/schema.js'
import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest as nearestWords } from '../issue/suggest.js'
import type { NodeAttributes } from '../network/network.js'
import type { CompiledNetwork, Terminal } from './compile.js'
import { type Constraints, checkedMode } from './constraints.js'
import type { Scenario } from './scenario/scenario.js'

/** A position in degrees, WGS84: longitude first, as in GeoJSON. */
export type LonLat = readonly [longitude: number, latitude: number]

export interface NearestOptions {
  /** Only nodes with a terminal of one of these modes. Default: those of freight. */
  readonly modes?: readonly string[]
  /** Greatest distance, km, itself included. Default: no limit. */
  readonly maxKm?: number
  /** At most this many nodes; `Infinity` for all. Default {@link DEFAULT_NEAREST_LIMIT}. */
  readonly limit?: number
  /** Only nodes that a route from this place can arrive at, on one of `modes`. */
  readonly reachableFrom?: string
  /** Only nodes from which a route can depart, on one of `modes`, to this place. */
  readonly reaches?: string
  /** What these routes may use. Default: as for a query without constraints. */
  readonly constraints?: Constraints & { readonly shipment?: Shipment; readonly scenario?: Scenario }
}

export const DEFAULT_NEAREST_LIMIT = 1

/** A node near a position. */
export interface NearestNode {
  readonly node_id: string
  readonly name: string
  /** Great circle, km, to the micrometre: on the same sphere as the lengths that are checked when a network is built. */
  readonly distance_km: number
  /** The modes that the node was found by: its own, without those that were not asked for or that no route reaches. */
  readonly modes: readonly Mode[]
}

/**
 * Says which vertices a route from a place can arrive at, or can depart from to it.
 *
 * @param place as the caller gave it
 * @throws UsageError for an unknown place or constraint
 */
export type ReachableFrom = (
  place: string,
  direction: 'from' | 'to',
  constraints: NonNullable<NearestOptions['constraints']>,
) => (vertex: number) => boolean

const NEAREST_OPTIONS = [
  'modes',
  'maxKm',
  'limit',
  'reachableFrom',
  'reaches',
  'constraints',
] as const satisfies readonly (keyof NearestOptions)[]

/** The sphere of geokdbush, km. */
const TREE_RADIUS_KM = 6371
/** The sphere of the library, km. */
const RADIUS_KM = earthRadius / 1000

/**
 * Added to the haversine of a radius before the tree is asked: more than all rounding on both sides together, and no
 * more than some 13 m, which the exact distances then take away again.
 */
const HAVERSINE_SLACK = 1e-12

/** Points to a leaf of the tree: each is measured when the leaf is opened. */
const LEAF_SIZE = 16

/** Distances are told apart down to a micrometre. At a pole the same point has many longitudes, and sines round. */
const STEPS_PER_KM = 1e9

/** The nodes of a compiled network by position. Nodes without a terminal are not in it. */
export class NearestNodes {
  readonly #compiled: CompiledNetwork
  readonly #reach: ReachableFrom
  readonly #tree: KDBush
  /** The node of each point of the tree. */
  readonly #nodes: Uint32Array
  /** Its modes, see {@link modeBits}. */
  readonly #modes: Uint16Array

  /** O(n log n) in nodes. */
  constructor(compiled: CompiledNetwork, reach: ReachableFrom) {
    this.#compiled = compiled
    this.#reach = reach
    this.#nodes = Uint32Array.from(placedNodes(compiled))
    this.#modes = Uint16Array.from(this.#nodes, (node) => modeBits(this.#modesOf(node, modeBits(MODES), [])))
    this.#tree = new KDBush(this.#nodes.length, LEAF_SIZE)
    for (const node of this.#nodes) {
      const { x_coord, y_coord } = compiled.nodes.at(node) as NodeAttributes
      this.#tree.add(x_coord, y_coord)
    }
    this.#tree.finish()
  }

  /**
   * The nearest nodes, in order of distance, those equally far in order of their ids.
   *
   * @param position [longitude, latitude], degrees, -180 to 180 and -90 to 90
   * @returns at most `limit` nodes; `[]` where none is in range
   * @throws UsageError for a bad position, option or value, with the nearest known words
   */
  find(position: LonLat, options: NearestOptions = {}): NearestNode[] {
    const [longitude, latitude] = checkedPosition(position)
    const { allowed, maxKm, limit } = checkedOptions(options)
    const { reachableFrom, reaches, constraints = {} } = options
    const conditions: ((vertex: number) => boolean)[] = []
    if (reachableFrom !== undefined) conditions.push(this.#reach(reachableFrom, 'from', constraints))
    if (reaches !== undefined) conditions.push(this.#reach(reaches, 'to', constraints))
    const bits = modeBits(allowed)
    const modesOf = (point: number): Mode[] => this.#modesOf(this.#nodes[point] as number, bits, conditions)
    const isWanted = (point: number): boolean =>
      ((this.#modes[point] as number) & bits) !== 0 && (conditions.length === 0 || modesOf(point).length > 0)
    const kilometres = (point: number): number => this.#kilometres(point, longitude, latitude)
    const inRange = (radius: number, count: number): number[] => {
      const bound = treeRadius(radius)
      // The tree ends a search when it meets a point out of range, and does not where all such points are refused.
      const ends = (point: number): boolean => bound < Number.POSITIVE_INFINITY && kilometres(point) > radius
      return around(this.#tree, longitude, latitude, count, bound, (point) => isWanted(point) || ends(point))
    }

    let points = inRange(maxKm, limit)
    // Others may be as far as the last of them, or nearer by less than what the tree rounds away.
    if (points.length === limit) points = inRange(Math.max(...points.map(kilometres)), Number.POSITIVE_INFINITY)
    const { nodeIds, nodes } = this.#compiled
    return points
      .filter(isWanted)
      .map((point) => ({ point, node: this.#nodes[point] as number, distance_km: kilometres(point) }))
      .filter(({ distance_km }) => distance_km <= maxKm)
      .sort((a, b) => a.distance_km - b.distance_km || a.node - b.node)
      .slice(0, limit)
      .map(({ point, node, distance_km }) => ({
        node_id: nodeIds[node] as string,
        name: (nodes.at(node) as NodeAttributes).name,
        distance_km,
        modes: modesOf(point),
      }))
  }

  /** The modes by which a node answers the question; none where it does not. `allowed` are bits. */
  #modesOf(node: number, allowed: number, conditions: readonly ((vertex: number) => boolean)[]): Mode[] {
    const { terminals, terminalsOf } = this.#compiled
    const first = terminalsOf[node] as number
    const end = terminalsOf[node + 1] as number
    const modes: Mode[] = []
    // The terminals of a node are in order of mode; arrival and departure are two vertices of one terminal.
    for (let v = first; v < end; v++) {
      const { mode } = terminals[v] as Terminal
      if (modes.at(-1) === mode || (modeBits([mode]) & allowed) === 0) continue
      const fulfils = (condition: (vertex: number) => boolean): boolean => {
        for (let w = first; w < end; w++) if ((terminals[w] as Terminal).mode === mode && condition(w)) return true
        return false
      }
      if (conditions.every(fulfils)) modes.push(mode)
    }
    return modes
  }

  #kilometres(point: number, longitude: number, latitude: number): number {
    const { x_coord, y_coord } = this.#compiled.nodes.at(this.#nodes[point] as number) as NodeAttributes
    return Math.round(distance([longitude, latitude], [x_coord, y_coord]) * STEPS_PER_KM) / STEPS_PER_KM
  }
}

/** One bit for each mode. */
function modeBits(modes: readonly Mode[]): number {
  let bits = 0
  for (const mode of modes) bits |= 1 << MODES.indexOf(mode)
  return bits
}

/** Nodes that have a terminal. An edit of the graph by hand may leave one without a position, which is nowhere near. */
function placedNodes({ nodes, terminalsOf }: CompiledNetwork): number[] {
  const placed: number[] = []
  let node = 0
  for (const { x_coord, y_coord } of nodes) {
    const hasTerminal = (terminalsOf[node + 1] as number) > (terminalsOf[node] as number)
    if (hasTerminal && isPosition([x_coord, y_coord])) placed.push(node)
    node++
  }
  return placed
}

/** The radius on the sphere of the tree that holds everything within `km` on ours; `Infinity` where that is all. */
function treeRadius(km: number): number {
  const angle = km / RADIUS_KM
  // Past half way round, the haversine of the tree would come down again.
  if (angle >= Math.PI) return Number.POSITIVE_INFINITY
  const haversine = Math.sin(angle / 2) ** 2 + HAVERSINE_SLACK
  return haversine >= 1 ? Number.POSITIVE_INFINITY : 2 * Math.asin(Math.sqrt(haversine)) * TREE_RADIUS_KM
}

function isPosition(value: unknown): value is LonLat {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [longitude, latitude] = value as unknown[]
  return isWithin(longitude, 180) && isWithin(latitude, 90)
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most
}

function checkedPosition(position: unknown): LonLat {
  // One of the two names of the antimeridian, so that nothing rounds otherwise under the other.
  if (isPosition(position)) return position[0] === -180 ? [180, position[1]] : position
  throw new UsageError(
    `The position is ${shown(position)}; expected [longitude, latitude] in degrees, in this order, longitude from -180 to 180 and latitude from -90 to 90.`,
  )
}

interface CheckedOptions {
  readonly allowed: readonly Mode[]
  readonly maxKm: number
  readonly limit: number
}

function checkedOptions(options: NearestOptions): CheckedOptions {
  for (const option of Object.keys(options)) {
    if ((NEAREST_OPTIONS as readonly string[]).includes(option)) continue
    const near = nearestWords(option, NEAREST_OPTIONS)
    throw new UsageError(`Unknown option "${option}"; expected ${NEAREST_OPTIONS.join(', ')}.${didYouMean(near)}`, near)
  }
  const { modes, maxKm = Number.POSITIVE_INFINITY, limit = DEFAULT_NEAREST_LIMIT } = options
  if (modes !== undefined && (!Array.isArray(modes) || modes.some((word) => typeof word !== 'string'))) {
    throw new UsageError(`Option modes is ${shown(modes)}; expected a list of modes.`)
  }
  if (typeof maxKm !== 'number' || !(maxKm >= 0)) {
    throw new UsageError(`Option maxKm is ${shown(maxKm)}; expected kilometres, 0 or more.`)
  }
  if (!(Number.isInteger(limit) || limit === Number.POSITIVE_INFINITY) || limit < 1) {
    throw new UsageError(`Option limit is ${shown(limit)}; expected a whole number from 1, or Infinity.`)
  }
  return { allowed: modes?.map((word) => checkedMode(word)) ?? FREIGHT_MODES, maxKm, limit }
}

/** As in the source text: JSON has no NaN and no Infinity. */
function shown(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return Array.isArray(value) ? `[${value.map(shown).join(', ')}]` : (JSON.stringify(value) ?? String(value))
}
