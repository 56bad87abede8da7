import type { Itinerary } from '../routing/itinerary.js'
import { SECONDS_PER_HOUR } from '../units/units.js'
import { grouped } from './printable.js'

const MS_PER_SECOND = 1000

/** Whether a route is one of signals in fibres alone, whose time is read in milliseconds. */
export function isSignal({ legs }: Pick<Itinerary, 'legs'>): boolean {
  return legs.length > 0 && legs.every(({ mode }) => mode === 'fibre')
}

/** Hours as milliseconds. */
export function milliseconds(hours: number): number {
  return hours * SECONDS_PER_HOUR * MS_PER_SECOND
}

/** Latency in words: `61.2 ms one way`. */
export function latencyText(hours: number): string {
  return `${grouped(milliseconds(hours), 1)} ms one way`
}
