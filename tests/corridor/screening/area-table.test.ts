import { describe, expect, it } from 'vitest'
import { areasFromRecords } from '../../../src/corridor/screening/area-table.js'

const messages = (...rows: string[][]) => areasFromRecords(rows, 'parks.csv').issues.map(({ message }) => message)

describe('areasFromRecords', () => {
  it('reads circles, points and buffers', () => {
    const { areas, issues } = areasFromRecords([
      ['Area_ID', 'name', 'kind', 'x_coord', 'y_coord', 'radius_km', 'buffer_km', 'source'],
      ['p1', 'Altyn-Emel', 'protected', '78.4', '44.2', '40', '5', 'a register'],
      ['p2', '', 'ramsar', '-180', '0', '', '', ''],
    ])
    expect(issues).toEqual([])
    expect(areas).toEqual([
      {
        area_id: 'p1',
        name: 'Altyn-Emel',
        kind: 'protected',
        buffer_km: 5,
        source: 'a register',
        shape: { type: 'circle', centre: [78.4, 44.2], radius_km: 40 },
      },
      {
        area_id: 'p2',
        name: 'p2',
        kind: 'ramsar',
        buffer_km: 0,
        source: undefined,
        shape: { type: 'circle', centre: [-180, 0], radius_km: 0 },
      },
    ])
  })

  it('reports what it cannot read, and leaves it out', () => {
    const header = ['area_id', 'kind', 'x_coord', 'y_coord', 'radius_km']
    const bad = areasFromRecords([
      header,
      ['p1', 'park', '181', '0', '1'],
      ['p2', 'park', '0', '0', '-1'],
      ['p3', '', '0', '0', '1'],
    ])
    expect(bad.areas).toEqual([])
    expect(bad.issues.map(({ column, row, severity }) => [column, row, severity])).toEqual([
      ['x_coord', 2, 'error'],
      ['radius_km', 3, 'error'],
      ['kind', 4, 'error'],
    ])
    expect(messages(header, ['p', 'park', '0', '0', '1'], ['p', 'lake', '1', '1', '1'])).toEqual([
      'parks.csv, row 3, column area_id: the id is already given in row 2, so this row is left out: "p"; expected each area_id once.',
    ])
    expect(messages([...header, 'radius'], ['p', 'park', '0', '0', '1', '7'])[0]).toMatch(
      /^parks.csv, row 1, column radius: unknown column, so it is not read: "radius" \(did you mean "radius_km"/,
    )
    expect(messages(['area_id', 'kind', 'x_coord'])[0]).toMatch(/column y_coord: the column is missing/)
    expect(messages()[0]).toMatch(/^parks.csv: the file is empty/)
  })
})
