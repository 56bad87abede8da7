import type { RowOf, Schema } from '../ingest/schema.js'
import type { Itinerary } from '../routing/itinerary.js'
import type { Objective } from '../routing/objective.js'
import type { Handling, RouteQuery, RouteResult, Router } from '../routing/router.js'
import { HANDLINGS } from '../routing/router.js'
import { HOURS_PER_DAY, KG_PER_TONNE } from '../units/units.js'
import { parseVia } from './corridor.js'

const BAND = { kind: 'number', min: 0 } as const
const TEXT = { kind: 'text' } as const

/** Columns of a table of published values that routes are checked against. */
export const VALIDATION_SCHEMA = {
  id: { ...TEXT, required: true, doc: 'row id' },
  from: { ...TEXT, required: true, doc: 'origin' },
  to: { ...TEXT, required: true, doc: 'destination' },
  chain: { ...TEXT, doc: 'modes and borders in words' },
  modes: { kind: 'list', doc: 'the same for the router: only these modes' },
  via: { ...TEXT, doc: 'the same for the router: stops, as in corridor.csv' },
  avoid_countries: { kind: 'list', doc: 'countries the chain does not touch' },
  avoid_passages: { kind: 'list', doc: 'passages the chain does not use' },
  handling: { kind: 'choice', choices: HANDLINGS, doc: 'which ends the clock includes; default both' },
  days_min: { ...BAND, doc: 'published days, from' },
  days_max: { ...BAND, doc: 'published days, to' },
  length_km: { ...BAND, doc: 'published km' },
  length_tolerance_pct: { ...BAND, doc: 'how far off the km may be, %' },
  cost_usd_min: { ...BAND, doc: 'published USD per FEU, from' },
  cost_usd_max: { ...BAND, doc: 'published USD per FEU, to' },
  co2e_t_min: { ...BAND, doc: 'published t CO2e, from' },
  co2e_t_max: { ...BAND, doc: 'published t CO2e, to' },
  clock: { ...TEXT, doc: 'what the days count, in words' },
  source: { ...TEXT, doc: 'who published it, when' },
} as const satisfies Schema

export type ValidationRow = RowOf<typeof VALIDATION_SCHEMA>

/** Ours beside a published band. */
export interface BandCheck {
  readonly quantity: 'days' | 'km' | 'USD' | 't CO2e'
  /** `undefined` where there is no route or the value is unknown. */
  readonly ours: number | undefined
  /** `undefined`: open at that end. */
  readonly min: number | undefined
  readonly max: number | undefined
  readonly inside: boolean
}

export interface ValidationResult {
  readonly row: ValidationRow
  readonly result: RouteResult
  /** One entry per band that the row gives. */
  readonly checks: readonly BandCheck[]
}

/**
 * Routes each row of a validation table through the modes and places that it names, for the default shipment (the basis
 * of the published values), and sets the result beside the published bands.
 *
 * @param objective which of the routes the chain allows is taken (default `fastest`)
 * @throws UsageError where a row names an unknown place
 */
export function validate(
  router: Router,
  rows: readonly ValidationRow[],
  objective: Objective = 'fastest',
): ValidationResult[] {
  return rows.map((row) => {
    const query: { -readonly [K in keyof RouteQuery]: RouteQuery[K] } = { from: row.from, to: row.to, objective }
    if (row.modes !== undefined) query.modes = row.modes
    if (row.via !== undefined) query.via = parseVia(row.via)
    if (row.avoid_countries !== undefined) query.avoidCountries = row.avoid_countries
    if (row.avoid_passages !== undefined) query.avoidPassages = row.avoid_passages
    if (row.handling !== undefined) query.handling = row.handling as Handling
    const result = router.route(query)
    return { row, result, checks: checksOf(row, result.status === 'ok' ? result : undefined) }
  })
}

function checksOf(row: ValidationRow, found: Itinerary | undefined): BandCheck[] {
  const tolerance = (row.length_tolerance_pct ?? 0) / 100
  const km = row.length_km
  const all: Omit<BandCheck, 'inside'>[] = [
    {
      quantity: 'days',
      ours: found && found.totals.time_h / HOURS_PER_DAY,
      min: row.days_min,
      max: row.days_max,
    },
    {
      quantity: 'km',
      ours: found?.totals.length_km,
      min: km === undefined ? undefined : km * (1 - tolerance),
      max: km === undefined ? undefined : km * (1 + tolerance),
    },
    { quantity: 'USD', ours: found?.totals.cost_usd, min: row.cost_usd_min, max: row.cost_usd_max },
    {
      quantity: 't CO2e',
      ours: found?.totals.co2e_kg === undefined ? undefined : found.totals.co2e_kg / KG_PER_TONNE,
      min: row.co2e_t_min,
      max: row.co2e_t_max,
    },
  ]
  return all
    .filter(({ min, max }) => min !== undefined || max !== undefined)
    .map((check) => ({ ...check, inside: isInside(check) }))
}

function isInside({ ours, min, max }: Omit<BandCheck, 'inside'>): boolean {
  return ours !== undefined && ours >= (min ?? Number.NEGATIVE_INFINITY) && ours <= (max ?? Number.POSITIVE_INFINITY)
}
