/**
 * Rules that apply to what they name: of several that match, the most specific wins. A rule leaves a key column blank
 * to match anything. Each key column has a level; one match is more specific than another when it fixes more columns
 * of the highest level in which the two differ. Two different rules that are equally specific are an ambiguity, and an
 * ambiguity is reported and never decided by the order of rows.
 */

export interface RuleKey {
  /** Higher levels decide first. */
  readonly level: number
}

interface Pattern<Row> {
  /** Which key columns the rules of this pattern fix. */
  readonly columns: readonly number[]
  /** How many columns are fixed, highest level first. */
  readonly specificity: readonly number[]
  readonly rows: Map<string, Row | typeof AMBIGUOUS>
}

/** Several equally specific rules match. */
export const AMBIGUOUS = Symbol('ambiguous')

const SEPARATOR = '\u0000'

export class RuleTable<Row> {
  readonly #keys: readonly RuleKey[]
  readonly #patterns = new Map<string, Pattern<Row>>()
  readonly #levels: readonly number[]

  constructor(keys: readonly RuleKey[]) {
    this.#keys = keys
    this.#levels = [...new Set(keys.map((key) => key.level))].sort((a, b) => b - a)
  }

  /** Adds a rule; `scope` has one entry per key column, `undefined` = any. */
  add(scope: readonly (string | undefined)[], row: Row): void {
    const columns = this.#keys.map((_, i) => i).filter((i) => scope[i] !== undefined)
    const id = columns.join(',')
    let pattern = this.#patterns.get(id)
    if (pattern === undefined) {
      const specificity = this.#levels.map(
        (level) => columns.filter((i) => (this.#keys[i] as RuleKey).level === level).length,
      )
      pattern = { columns, specificity, rows: new Map() }
      this.#patterns.set(id, pattern)
    }
    const key = columns.map((i) => scope[i]).join(SEPARATOR)
    const present = pattern.rows.get(key)
    pattern.rows.set(key, present === undefined || present === row ? row : AMBIGUOUS)
  }

  /**
   * The rule for a subject; an `undefined` entry of the subject is matched only by "any".
   * O(distinct patterns of the table).
   *
   * @returns the rule, {@link AMBIGUOUS}, or `undefined` where none matches
   */
  match(subject: readonly (string | undefined)[]): Row | typeof AMBIGUOUS | undefined {
    let best: Row | typeof AMBIGUOUS | undefined
    let bestSpecificity: readonly number[] | undefined
    for (const pattern of this.#patterns.values()) {
      if (pattern.columns.some((i) => subject[i] === undefined)) continue
      const row = pattern.rows.get(pattern.columns.map((i) => subject[i]).join(SEPARATOR))
      if (row === undefined) continue
      const order = bestSpecificity === undefined ? 1 : compare(pattern.specificity, bestSpecificity)
      if (order > 0) {
        best = row
        bestSpecificity = pattern.specificity
      } else if (order === 0 && best !== row) {
        best = AMBIGUOUS
      }
    }
    return best
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference
  }
  return 0
}
