/** What a matrix says of the paths behind its numbers, one slot per pair: read off the arcs, without making itineraries. */
import { MODES, type Mode } from '../ingest/schema.js'
import type { LinkAttributes } from '../network/network.js'
import type { ArcFactors } from './arc-factors.js'
import { type CompiledNetwork, type Terminal, TRANSFER } from './compile.js'
import type { ArcPath } from './itinerary.js'

/** Sets of places that can be told apart: the bits of a word. */
export const MAX_PASSES = 32

const NONE = -1

/** Which modes the routes use. */
export interface ModeUse {
  readonly length_km_by_mode: Readonly<Partial<Record<Mode, Float64Array>>>
  readonly modes: Uint32Array
}

/** Kilometres by mode of each path. O(arcs of the path). */
export class ModesOfPaths {
  readonly use: ModeUse
  readonly #compiled: CompiledNetwork
  readonly #pieces: LegPieces
  /** By index of the mode. */
  readonly #columns: readonly (Float64Array | undefined)[]

  constructor(compiled: CompiledNetwork, factors: ArcFactors, slots: number) {
    this.#compiled = compiled
    this.#pieces = legPieces(compiled, factors)
    const present = new Set(this.#pieces.modeOf)
    this.#columns = MODES.map((_, m) => (present.has(m) ? new Float64Array(slots).fill(Number.NaN) : undefined))
    const named = MODES.flatMap((mode, m) =>
      this.#columns[m] === undefined ? [] : [[mode, this.#columns[m]] as const],
    )
    this.use = { length_km_by_mode: Object.fromEntries(named), modes: new Uint32Array(slots) }
  }

  /** Nothing moves. */
  stay(slot: number): void {
    for (const column of this.#columns) if (column !== undefined) column[slot] = 0
  }

  take(slot: number, { arcs }: ArcPath): void {
    const { topology, arcLink } = this.#compiled
    const { modeOf, lengthKm, endsLeg } = this.#pieces
    const columns = this.#columns
    this.stay(slot)
    // Leg by leg, as an itinerary adds them, so that the sums are the same to the last bit.
    let used = 0
    let mode = NONE
    let leg = 0
    const end = (): void => {
      if (mode === NONE) return
      const column = columns[mode] as Float64Array
      column[slot] = (column[slot] as number) + leg
      mode = NONE
    }
    for (let i = 0; i < arcs.length; i++) {
      const arc = arcs[i] as number
      const link = arcLink[arc] as number
      if (link === TRANSFER) end()
      if (link < 0) continue
      if (mode === NONE) {
        mode = modeOf[topology.head[arc] as number] as number
        used |= 1 << mode
        leg = 0
      }
      leg += lengthKm[link] as number
      if (endsLeg[link] === 1) end()
    }
    end()
    this.use.modes[slot] = used
  }
}

/** What the legs of any path are made of. */
interface LegPieces {
  /** Of each vertex, the index of its mode. */
  readonly modeOf: Uint8Array
  /** Of each link. */
  readonly lengthKm: Float64Array
  /** 1 for a link with a stop at its border, after which another leg begins. */
  readonly endsLeg: Uint8Array
}

/** Read once for a priced network, because a study asks for many matrices of it. */
const known = new WeakMap<ArcFactors, LegPieces>()

function legPieces({ terminals, links }: CompiledNetwork, factors: ArcFactors): LegPieces {
  const before = known.get(factors)
  if (before !== undefined) return before
  const { border, borders } = factors.columns
  const lengthKm = new Float64Array(links.length)
  const endsLeg = new Uint8Array(links.length)
  for (let link = 0; link < links.length; link++) {
    lengthKm[link] = (links.at(link) as LinkAttributes).length_km
    endsLeg[link] = borders[(border[link] as number) - 1]?.rule === undefined ? 0 : 1
  }
  const pieces = { modeOf: Uint8Array.from(terminals, ({ mode }) => MODES.indexOf(mode)), lengthKm, endsLeg }
  known.set(factors, pieces)
  return pieces
}

/** Which sets of places each path passes a place of. O(arcs of the path). */
export class PassesOfPaths {
  readonly bits: Uint32Array
  readonly #compiled: CompiledNetwork
  /** Of each vertex, the sets that its node is in. */
  readonly #setsOf: Uint32Array

  /** @param sets node ids of each set, at most {@link MAX_PASSES} sets */
  constructor(compiled: CompiledNetwork, sets: readonly (readonly string[])[], slots: number) {
    this.#compiled = compiled
    this.bits = new Uint32Array(slots)
    const ofNodes = new Uint32Array(compiled.nodeIds.length)
    sets.forEach((places, bit) => {
      for (const id of places) {
        const node = compiled.nodeIndex.get(id) as number
        ofNodes[node] = (ofNodes[node] as number) | (1 << bit)
      }
    })
    this.#setsOf = Uint32Array.from(compiled.terminals, ({ node }: Terminal) => ofNodes[node] as number)
  }

  stay(slot: number, id: string): void {
    const { nodeIndex, terminalsOf } = this.#compiled
    const node = nodeIndex.get(id) as number
    const first = terminalsOf[node] as number
    // A place without terminals is passed by nothing.
    if (first < (terminalsOf[node + 1] as number)) this.bits[slot] = this.#setsOf[first] as number
  }

  take(slot: number, { source, arcs }: ArcPath): void {
    const { head } = this.#compiled.topology
    const setsOf = this.#setsOf
    let passed = setsOf[source] as number
    for (let i = 0; i < arcs.length; i++) passed |= setsOf[head[arcs[i] as number] as number] as number
    this.bits[slot] = passed
  }
}
