import { ANY, type ClearanceRow, type Mode } from '../ingest/schema.js'
import { foldName } from '../network/places.js'
import { AMBIGUOUS, RuleTable } from './rule-table.js'

/** What a way of clearance does to the stop at a border, measured by clearance on paper. */
export interface Procedure {
  /** As the table writes it. */
  readonly name: string
  /** Times the dwell with paper. */
  readonly time: number
  /** Times the fees with paper. */
  readonly cost: number
  /** Whether electronic documents suffice; `undefined`: not known. */
  readonly paperless: boolean | undefined
}

/** What a border without a procedure is taken for, and what the factors of the others are measured by. */
export const PAPER = 'paper'

/** Where no row says anything of it. */
const ON_PAPER: Procedure = { name: PAPER, time: 1, cost: 1, paperless: false }

/** The rows of `clearance.csv`. Names are compared without regard to case and punctuation: `e_cmr` is `e-CMR`. */
export class Clearance {
  readonly #rules = new RuleTable<Procedure>([{ level: 0 }, { level: 1 }])
  /** The modes that a procedure has rows for, by its folded name. */
  readonly #modes = new Map<string, Set<string>>([[PAPER, new Set([ANY])]])
  readonly #names = new Map<string, string>([[PAPER, PAPER]])

  constructor(rows: readonly ClearanceRow[]) {
    for (const { procedure, mode = ANY, time_factor, cost_factor = 1, paperless } of rows) {
      const key = foldName(procedure)
      const name = this.#names.get(key) ?? procedure
      this.#names.set(key, name)
      const modes = this.#modes.get(key) ?? new Set()
      this.#modes.set(key, modes.add(mode))
      this.#rules.add([key, mode === ANY ? undefined : mode], { name, time: time_factor, cost: cost_factor, paperless })
    }
  }

  /** The names of all procedures, paper first. */
  get names(): readonly string[] {
    return [...this.#names.values()]
  }

  /** The modes that a procedure is for; `*` for any. Empty where no row names it. */
  modes(procedure: string): readonly string[] {
    return [...(this.#modes.get(foldName(procedure)) ?? [])]
  }

  /**
   * A procedure as it works on a mode: a row for the mode wins over one for all.
   *
   * @param procedure `undefined`: none is named, which counts as paper
   * @returns `undefined` where no row is for it and the mode, or two are
   */
  of(procedure: string | undefined, mode: Mode): Procedure | undefined {
    const key = procedure === undefined ? PAPER : foldName(procedure)
    const found = this.#rules.match([key, mode])
    if (found === AMBIGUOUS) return undefined
    return found ?? (key === PAPER ? ON_PAPER : undefined)
  }
}
