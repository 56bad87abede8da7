import { describe, expect, it } from 'vitest'
import { networkFromRecords } from '../../src/network/from-records.js'
import { checkText } from '../../src/report/check-text.js'
import { createRouter } from '../../src/routing/router.js'
import { recordsFromText } from '../support/text-network.js'

function report(text: string): string[] {
  const { network, issues } = networkFromRecords(recordsFromText(text))
  const { gaps } = createRouter(network)
  return checkText({ nodes: network.graph.order, edges: network.graph.size, issues, gaps }).split('\n')
}

describe('checkText', () => {
  it('is a line for each finding and each missing rule, then the counts', () => {
    expect(
      report(`
      node.csv
      node_id, x_coord, y_coord, country
      a, 0, 0, CN
      b, 1, 0, KZ
      c, x, 0, KZ

      road.csv
      link_id, from_node_id, to_node_id, length_km
      ab, a, b, 50

      speed.csv
      mode, facility_type, speed_kmh
      road, , 60

      emission.csv
      mode, facility_type, passage, wtw_gco2e_per_tkm
      road, ,     , 60`),
    ).toEqual([
      'error: node.csv, row 4, column x_coord: not a number, so the row is left out: "x"; expected a number from -180 to 180, with a point for decimals.',
      'warning: road.csv, row 2, column length_km: link ab is shorter than its great circle of 111.2 km: "50"; expected at least 111.2 km (1 % tolerance).',
      'error: rate.csv: no rule matches road CN; expected a row for it.',
      'error: border.csv: no rule matches CN -> KZ by road (a -> b); expected a row for it.',
      'error: rate.csv: no rule matches road KZ; expected a row for it.',
      'error: border.csv: no rule matches KZ -> CN by road (b -> a); expected a row for it.',
      '2 nodes, 2 edges: 5 errors, 1 warnings, 0 notes.',
    ])
  })

  it('is the counts alone where all is well', () => {
    expect(checkText({ nodes: 2, edges: 4, issues: [], gaps: [] })).toBe(
      '2 nodes, 4 edges: 0 errors, 0 warnings, 0 notes.',
    )
  })

  it('says of an ambiguous rule that a more specific one would settle it', () => {
    const gap = { table: 'rate', kind: 'ambiguous', subject: 'rail express CN' } as const
    expect(checkText({ nodes: 0, edges: 0, issues: [], gaps: [gap] }).split('\n')).toEqual([
      'error: rate.csv: several equally specific rules match rail express CN; expected one more specific row.',
      '0 nodes, 0 edges: 1 errors, 0 warnings, 0 notes.',
    ])
  })

  it('lets no cell forge a line or colour the screen', () => {
    const lines = report('node.csv\nnode_id, x_coord, y_coord\na\u001b[31m\u2028b, x, 0')
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u2028]/u)
    expect(lines.at(-1)).toMatch(/^0 nodes, 0 edges: \d+ errors/)
  })
})
