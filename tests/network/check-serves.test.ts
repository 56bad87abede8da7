import { describe, expect, it } from 'vitest'
import { networkFromRecords } from '../../src/network/from-records.js'
import { recordsFromText } from '../support/text-network.js'

function issuesOf(serves: string): unknown[] {
  const { issues } = networkFromRecords(
    recordsFromText(`
    node.csv
    node_id, x_coord, y_coord, country
    a,       0,       0,       KZ
    b,       0.1,     0,       CN

    road.csv
    link_id, from_node_id, to_node_id, length_km
    ab,      a,            b,          20

    territory.csv
    country, customs_territory
    KZ,      EAEU
    DE,      EU

    facility.csv
    facility_id, node_id, pillar,  kind,          provides,    serves
    window,      b,       digital, single_window, e_documents, ${serves}
    `),
  )
  return issues
    .filter(({ file }) => file === 'facility.csv')
    .map(({ severity, code, row, column, value, message }) => ({ severity, code, row, column, value, message }))
}

describe('the area that a facility serves', () => {
  it.each(['', 'CN', 'KZ|CN', 'EAEU'])('may be "%s"', (serves) => {
    expect(issuesOf(serves)).toEqual([])
  })

  it.each([
    ['CN|XX', 'XX', ''],
    ['EAEUU', 'EAEUU', ' (did you mean "EAEU"?)'],
    ['EU', 'EU', ''],
  ])('may not be "%s"', (serves, value, suggestion) => {
    const message = `facility.csv, row 2, column serves: no node lies in it, so the facility serves nothing there: "${value}"${suggestion}; expected an ISO country code or a customs territory of the network.`
    const found = { severity: 'error', code: 'unknown-area', row: 2, column: 'serves', value, message }
    expect(issuesOf(serves)).toEqual([found])
  })
})
