import { MODES } from '../../ingest/schema.js'
import { UsageError } from '../../issue/errors.js'
import { checkedMode } from '../../routing/constraints.js'
import type { Router } from '../../routing/router.js'
import type { Corridor } from '../corridor.js'

/** What a route must pass and use to be one by a corridor. */
interface Member {
  readonly id: string
  readonly name: string
  /** Bits of the sets of places. */
  readonly passes: number
  /** Bits of `MODES` of which each group must be used. */
  readonly uses: readonly number[]
  /** Bits of `MODES` that are allowed. */
  readonly allowed: number
}

/** The set bits of a word of sets. */
const MOST_SETS = 32

/**
 * Tells by which corridor a route goes, from the places that it passes and the modes that it uses: a route is by a corridor
 * if it passes a place of every set of via-places, uses no mode that the corridor forbids, and uses the modes that
 * the corridor names between two sets of places ("air" between the airports). The first that fits in the order of the
 * list is the one. The order of the places, and avoided countries, are not looked at; a corridor without places is none that
 * could be told from others, and never fits.
 */
export class CorridorMembership {
  /** Sets of node ids, for the matrix. */
  readonly sets: readonly (readonly string[])[]
  readonly #members: readonly Member[]

  /** @throws UsageError for an unknown place or mode, and for corridors of more than 32 different sets of places */
  constructor(router: Router, corridors: readonly Corridor[]) {
    const sets: string[][] = []
    const bitOf = new Map<string, number>()
    this.#members = corridors.flatMap(({ id, name, via, constraints }): Member[] => {
      const stops = via.map((stop) => (typeof stop === 'string' || 'length' in stop ? { places: stop } : stop))
      const places = stops.flatMap((stop) => (stop.places === undefined ? [] : [stop.places]))
      if (places.length === 0) return []
      let passes = 0
      for (const list of places) {
        const ids = [...new Set((typeof list === 'string' ? [list] : list).map((text) => router.place(text)))].sort()
        const key = ids.join('\n')
        const bit = bitOf.get(key) ?? sets.push(ids) - 1
        bitOf.set(key, bit)
        passes |= 1 << bit
      }
      // Between the first and the last places: the ways to the first and from the last may be without length.
      const uses = stops
        .slice(1)
        .flatMap(({ places, modes }) => (places === undefined || modes === undefined ? [] : [bits(modes)]))
      const allowed =
        (constraints.modes === undefined ? bits(MODES) : bits(constraints.modes)) & ~bits(constraints.avoidModes ?? [])
      return [{ id, name, passes, uses, allowed }]
    })
    if (sets.length > MOST_SETS) {
      throw new UsageError(
        `The corridors have ${sets.length} different sets of places; a study tells ${MOST_SETS} apart.`,
      )
    }
    this.sets = sets
  }

  /** The corridors in order; routes by none of them have the index -1. */
  get corridors(): readonly { readonly id: string; readonly name: string }[] {
    return this.#members
  }

  /**
   * The index of the corridor of a route, or -1.
   *
   * @param passes bits of the sets that it passes
   * @param modes bits of the modes that it uses
   */
  of(passes: number, modes: number): number {
    return this.#members.findIndex(
      (member) =>
        (passes & member.passes) === member.passes &&
        (modes & ~member.allowed) === 0 &&
        member.uses.every((some) => (modes & some) !== 0),
    )
  }
}

function bits(modes: readonly string[]): number {
  return modes.reduce((word, mode) => word | (1 << MODES.indexOf(checkedMode(mode))), 0)
}
