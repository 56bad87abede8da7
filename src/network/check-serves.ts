import type { Tables } from '../ingest/tables.js'
import type { IssueLog } from '../issue/issue.js'
import { nearest } from '../issue/suggest.js'

/**
 * Reports facilities that are to serve an area in which no node of the network lies: a country or a customs territory that is
 * misspelt, or not there.
 */
export function checkServes(
  { facility, node, territory }: Pick<Tables, 'facility' | 'node' | 'territory'>,
  log: IssueLog,
): void {
  const countries = new Set(node.flatMap(({ country }) => country ?? []))
  const territories = territory
    .filter(({ country }) => countries.has(country))
    .map(({ customs_territory }) => customs_territory)
  const areas = new Set([...countries, ...territories])
  for (const { serves = [], file, row } of facility) {
    for (const area of serves) {
      if (areas.has(area)) continue
      log.add({
        severity: 'error',
        code: 'unknown-area',
        file,
        row,
        column: 'serves',
        value: area,
        problem: 'no node lies in it, so the facility serves nothing there',
        expected: 'an ISO country code or a customs territory of the network',
        suggestions: nearest(area, areas),
      })
    }
  }
}
