import type { Itinerary } from '../routing/itinerary.js'
import { MS_PER_HOUR } from '../units/units.js'
import { grouped } from './printable.js'

/** Whether a route is one of signals in fibres alone, whose time is read in milliseconds. */
export function isSignal({ signal }: Pick<Itinerary, 'signal'>): boolean {
  return signal !== undefined
}

/** Hours as milliseconds. */
export function milliseconds(hours: number): number {
  return hours * MS_PER_HOUR
}

/** Hours as a cell of milliseconds, with a tenth. */
export function millisecondsCell(hours: number): string {
  return grouped(milliseconds(hours), 1)
}

/** Latency in words: `61.2 ms one way`. */
export function latencyText(hours: number): string {
  return `${millisecondsCell(hours)} ms one way`
}
