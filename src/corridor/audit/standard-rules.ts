import { AMBIGUOUS, type RuleKey, RuleTable } from '../../cost/rule-table.js'
import { ANY, type Mode, type StandardName, type StandardRow } from '../../ingest/schema.js'
import type { Network } from '../../network/network.js'

/** The most specific row wins: the track decides before the country, a country before its customs territory. */
const KEYS: readonly RuleKey[] = [
  { level: 0 }, // standard
  { level: 0 }, // mode
  { level: 3 }, // gauge
  { level: 2 }, // class of the link
  { level: 2 }, // country
  { level: 1 }, // customs territory
]

/** What a row of `standard.csv` must match. */
export interface StandardSubject {
  readonly mode: Mode
  readonly gauge_mm: number | undefined
  readonly facility_type: string | undefined
  readonly country: string | undefined
}

/** The rows of `standard.csv`, ready to be looked up. */
export class StandardRules {
  readonly #rows = new RuleTable<StandardRow>(KEYS)
  readonly #territory: ReadonlyMap<string, string>

  /** O(rows). */
  constructor({ facts, rules }: Pick<Network, 'facts' | 'rules'>) {
    this.#territory = new Map(rules.territory.map(({ country, customs_territory }) => [country, customs_territory]))
    const territories = new Set(this.#territory.values())
    for (const row of facts.standard) {
      const place = given(row.country)
      const isTerritory = place !== undefined && territories.has(place)
      this.#rows.add(
        [
          row.standard,
          row.mode,
          row.gauge_mm === undefined ? undefined : String(row.gauge_mm),
          given(row.facility_type),
          isTerritory ? undefined : place?.toUpperCase(),
          isTerritory ? place : undefined,
        ],
        row,
      )
    }
  }

  /** @returns the row, `ambiguous` where two are equally specific, or `undefined` where none matches */
  of(
    standard: StandardName,
    { mode, gauge_mm, facility_type, country }: StandardSubject,
  ): StandardRow | 'ambiguous' | undefined {
    const found = this.#rows.match([
      standard,
      mode,
      gauge_mm === undefined ? undefined : String(gauge_mm),
      facility_type,
      country,
      country === undefined ? undefined : this.#territory.get(country),
    ])
    return found === AMBIGUOUS ? 'ambiguous' : found
  }
}

function given(cell: string | undefined): string | undefined {
  return cell === undefined || cell === ANY ? undefined : cell
}
