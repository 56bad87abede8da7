import { ANY } from '../ingest/schema.js'
import type { Tables } from '../ingest/tables.js'
import type { IssueLog } from '../issue/issue.js'
import { nearest } from '../issue/suggest.js'
import { foldName } from './places.js'

/**
 * Reports borders whose clearance procedure has no row in `clearance.csv`. A network without that table shows the procedures
 * and knows nothing of what they do: there is nothing to report.
 */
export function checkClearance({ border, clearance }: Pick<Tables, 'border' | 'clearance'>, log: IssueLog): void {
  if (clearance.length === 0) return
  const known = new Map<string, Set<string>>([['paper', new Set([ANY])]])
  for (const { procedure, mode = ANY } of clearance) {
    const modes = known.get(foldName(procedure)) ?? new Set()
    known.set(foldName(procedure), modes.add(mode))
  }
  for (const { digital, mode = ANY, file, row } of border) {
    if (digital === undefined) continue
    const modes = known.get(foldName(digital))
    if (modes?.has(ANY) === true || modes?.has(mode) === true || (modes !== undefined && mode === ANY)) continue
    const names = [...new Set(clearance.map(({ procedure }) => procedure))]
    log.add({
      severity: 'warning',
      code: 'unknown-procedure',
      file,
      row,
      column: 'digital',
      value: digital,
      problem:
        modes === undefined
          ? 'no row of clearance.csv says what the procedure does, so that no scenario can change it'
          : `clearance.csv has the procedure for ${[...modes].join(', ')} and not for ${mode}, so that no scenario can change it`,
      expected: `one of ${names.join(', ')}`,
      suggestions: nearest(digital, names),
    })
  }
}
