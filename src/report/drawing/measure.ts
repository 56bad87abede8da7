import type { Totals } from '../../routing/itinerary.js'
import { HOURS_PER_DAY, KG_PER_TONNE } from '../../units/units.js'
import { grouped } from '../route-text.js'

/** What can be drawn of a route. */
export const DRAWN_MEASURES = ['time', 'cost', 'carbon'] as const
export type DrawnMeasure = (typeof DRAWN_MEASURES)[number]

/** How a measure is named and written. */
export interface MeasureWords {
  readonly name: string
  /** Of an axis. */
  readonly axis: string
  /** In the units of the axis; `undefined` where unknown. */
  readonly of: (totals: Totals) => number | undefined
  /** A value of the axis, with its unit. */
  readonly write: (value: number) => string
}

export const MEASURE_WORDS: Readonly<Record<DrawnMeasure, MeasureWords>> = {
  time: {
    name: 'Time',
    axis: 'days',
    of: ({ time_h }) => time_h / HOURS_PER_DAY,
    write: (value) => `${grouped(value, 1)} days`,
  },
  cost: {
    name: 'Cost',
    axis: 'thousand USD',
    of: ({ cost_usd }) => (cost_usd === undefined ? undefined : cost_usd / 1000),
    write: (value) => `USD ${grouped(value * 1000, 0)}`,
  },
  carbon: {
    name: 'Carbon',
    axis: 't CO2e',
    of: ({ co2e_kg }) => (co2e_kg === undefined ? undefined : co2e_kg / KG_PER_TONNE),
    write: (value) => `${grouped(value, 2)} t CO2e`,
  },
}
