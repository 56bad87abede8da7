import { UsageError } from '../issue/errors.js'
import { didYouMean, nearest } from '../issue/suggest.js'
import { CONSTRAINT_OPTIONS } from '../routing/constraints.js'
import type { Corridor } from './corridor.js'

const KEYS = ['id', 'name', 'via', 'constraints', 'description', 'ends'] as const satisfies readonly (keyof Corridor)[]

/**
 * Corridors from code, checked: at least one, every id once, nothing misspelt. The words inside `via` and `constraints` are
 * checked where they are routed.
 *
 * @throws UsageError where they are not a list of corridors
 */
export function checkedCorridors(corridors: unknown): readonly Corridor[] {
  if (!Array.isArray(corridors)) {
    throw new UsageError(`Option corridors is ${JSON.stringify(corridors)}; expected a list of corridors.`)
  }
  if (corridors.length === 0) {
    throw new UsageError('There is no corridor to compare; expected rows in corridor.csv or the corridors option.')
  }
  const seen = new Set<string>()
  for (const corridor of corridors) {
    const { id } = checkedCorridor(corridor)
    if (seen.has(id)) throw new UsageError(`Two corridors have the id "${id}"; expected every id once.`)
    seen.add(id)
  }
  return corridors as readonly Corridor[]
}

function checkedCorridor(corridor: unknown): Corridor {
  if (!isObject(corridor)) {
    throw new UsageError(`A corridor is ${JSON.stringify(corridor)}; expected an object with ${KEYS.join(', ')}.`)
  }
  const { id, name, via, constraints } = corridor
  if (typeof id !== 'string' || id === '') {
    throw new UsageError(`The id of a corridor is ${JSON.stringify(id)}; expected text.`)
  }
  checkKeys(corridor, KEYS, `key of corridor "${id}"`)
  if (typeof name !== 'string') throw wrong(id, 'name', name, 'text')
  if (!Array.isArray(via)) throw wrong(id, 'via', via, 'a list of stops')
  if (!isObject(constraints)) throw wrong(id, 'constraints', constraints, 'an object')
  const { ends } = corridor
  if (ends !== undefined && !(isObject(ends) && typeof ends.from === 'string' && typeof ends.to === 'string')) {
    throw wrong(id, 'ends', ends, 'from and to, two places')
  }
  // An objective or a shipment would stand in for the one that is asked for.
  checkKeys(constraints, CONSTRAINT_OPTIONS, `constraint of corridor "${id}"`)
  return corridor as unknown as Corridor
}

function checkKeys(object: object, known: readonly string[], what: string): void {
  for (const key of Object.keys(object)) {
    if (known.includes(key)) continue
    const near = nearest(key, known)
    throw new UsageError(`Unknown ${what}: "${key}"; expected ${known.join(', ')}.${didYouMean(near)}`, near)
  }
}

function wrong(id: string, key: string, value: unknown, expected: string): UsageError {
  return new UsageError(`Corridor "${id}" has for ${key} ${JSON.stringify(value)}; expected ${expected}.`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
