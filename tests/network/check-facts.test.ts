import { describe, expect, it } from 'vitest'
import { networkFromRecords } from '../../src/network/from-records.js'
import { recordsFromText } from '../support/text-network.js'

function loaded(tables: string) {
  return networkFromRecords(
    recordsFromText(`
    node.csv
    node_id, x_coord, y_coord, country
    a, 0, 0, DE
    b, 1, 0, DE

    rail.csv
    link_id, from_node_id, to_node_id, length_km, gauge_mm
    ab, a, b, 120, 1435

    ${tables}`),
  )
}

describe('checkFacts', () => {
  it('leaves out standards that are to be numbers and are none', () => {
    const { network, issues } = loaded(`
    standard.csv
    mode, country, standard, value
    rail, DE, train_length_m, 740
    rail, PL, train_length_m, long
    rail, CZ, axle_load_t, -1
    rail, DE, electrification, 15 kV`)
    expect(network.facts.standard.map(({ value }) => value)).toEqual(['740', '15 kV'])
    expect(issues.map(({ code, message }) => [code, message])).toEqual([
      ['bad-standard', 'standard.csv, row 3, column value: the standard train_length_m is a number, so the row is left out: "long"; expected a number of at least 0.'],
      ['bad-standard', 'standard.csv, row 4, column value: the standard axle_load_t is a number, so the row is left out: "-1"; expected a number of at least 0.'],
    ]) // biome-ignore format: a row each
  })

  it('reports two standards of one scope, also where they are the same by another name', () => {
    const { issues } = loaded(`
    standard.csv
    mode, country, standard, value
    rail, , train_length_m, 740
    rail, *, train_length_m, 600`)
    expect(issues.map(({ code }) => code)).toEqual(['duplicate-rule'])
  })

  it('leaves out maintenance of links that do not exist, that ends before it begins, and ids given twice', () => {
    const { network, issues } = loaded(`
    maintenance.csv
    maintenance_id, link_id, from_date, to_date
    one, ab, 2025-01-01, 2025-01-02
    one, ab, 2025-02-01, 2025-02-02
    two, ba, 2025-01-01, 2025-01-02
    three, ab, 2025-01-02, 2025-01-01`)
    expect(network.facts.maintenance.map(({ from_date }) => from_date)).toEqual(['2025-01-01'])
    expect(issues.map(({ code, row }) => [code, row])).toEqual([
      ['duplicate-id', 3],
      ['unknown-link', 4],
      ['bad-validity', 5],
    ])
  })
})
