import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corridorFromRow, corridorsOf, parseVia, reversedVia } from '../../src/corridor/corridor.js'
import { CORRIDOR_SCHEMA } from '../../src/ingest/schema.js'
import { UsageError } from '../../src/issue/errors.js'
import type { Stop } from '../../src/routing/router.js'
import { rowsFromText } from '../support/table-rows.js'
import { textNetwork } from '../support/text-network.js'

describe('parseVia', () => {
  it.each([
    ['dostyk', [['dostyk']]],
    ['dostyk > brest', [['dostyk'], ['brest']]],
    ['dostyk|altynkol>brest', [['dostyk', 'altynkol'], ['brest']]],
    ['  dostyk | altynkol  >  Nizhny Novgorod ', [['dostyk', 'altynkol'], ['Nizhny Novgorod']]],
    ['sea: alat', [{ places: ['alat'], modes: ['sea'] }]],
    [
      'aktau > sea,rail: alat|baku > tbilisi',
      [['aktau'], { places: ['alat', 'baku'], modes: ['sea', 'rail'] }, ['tbilisi']],
    ],
    ['aktau > rail:', [['aktau'], { modes: ['rail'] }]],
    ['sea, rail:', [{ modes: ['sea', 'rail'] }]],
    ['', []],
    [' > ', []],
    ['a > > b', [['a'], ['b']]],
    ['a||b', [['a', 'b']]],
  ])('reads "%s"', (text, stops) => {
    expect(parseVia(text)).toEqual(stops)
  })

  it.each(['a > sea: > b', 'sea: > a', ': alat', ':', '|', 'a > |'])(
    'refuses "%s", where a part is missing',
    (text) => {
      expect(() => parseVia(text)).toThrow(UsageError)
      expect(() => parseVia(text)).toThrow(/is not complete; expected places/)
    },
  )
})

describe('reversedVia', () => {
  it('turns the order round', () => {
    expect(reversedVia(['a', ['b', 'c'], 'd'])).toEqual([{ places: 'd' }, { places: ['b', 'c'] }, { places: 'a' }])
  })

  it('keeps the modes between the two places that they were between', () => {
    // from -road-> a -sea-> b -rail-> c -any-> to becomes to -any-> c -rail-> b -sea-> a -road-> from.
    expect(reversedVia(parseVia('road: a > sea: b > rail: c'))).toEqual([
      { places: ['c'] },
      { places: ['b'], modes: ['rail'] },
      { places: ['a'], modes: ['sea'] },
      { modes: ['road'] },
    ])
    expect(reversedVia(parseVia('a > sea:'))).toEqual([{ places: ['a'], modes: ['sea'] }])
    expect(reversedVia(parseVia('sea:'))).toEqual([{ modes: ['sea'] }])
  })

  it('has nothing to turn round in nothing', () => {
    expect(reversedVia([])).toEqual([])
  })

  it('is its own inverse', () => {
    const modes = fc.option(fc.subarray(['sea', 'rail', 'road'], { minLength: 1 }), { nil: undefined })
    const places = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 2 })
    fc.assert(
      fc.property(fc.array(fc.tuple(places, modes), { maxLength: 4 }), modes, (stops, last) => {
        const via: Stop[] = stops.map(([list, only]) =>
          only === undefined ? { places: list } : { places: list, modes: only },
        )
        if (last !== undefined) via.push({ modes: last })
        expect(reversedVia(reversedVia(via))).toStrictEqual(via)
      }),
    )
  })
})

describe('corridorFromRow', () => {
  it('reads every column', () => {
    const [row] = rowsFromText(
      CORRIDOR_SCHEMA,
      `
      corridor_id, name, via, modes, avoid_modes, avoid_countries, avoid_passages, avoid_nodes, avoid_links, avoid_statuses, description
      mid, Middle, aktau > sea: alat, rail|sea, road, RU|IR, suez, tbilisi, l1|l2, closed, by the Caspian`,
    ).map(corridorFromRow)
    expect(row).toEqual({
      id: 'mid',
      name: 'Middle',
      via: [['aktau'], { places: ['alat'], modes: ['sea'] }],
      constraints: {
        modes: ['rail', 'sea'],
        avoidModes: ['road'],
        avoidCountries: ['RU', 'IR'],
        avoidPassages: ['suez'],
        avoidNodes: ['tbilisi'],
        avoidLinks: ['l1', 'l2'],
        avoidStatuses: ['closed'],
      },
      description: 'by the Caspian',
    })
  })

  it('constrains nothing where cells are blank, and is called by its id', () => {
    const [row] = rowsFromText(CORRIDOR_SCHEMA, 'corridor_id, name, via, modes\nfree').map(corridorFromRow)
    expect(row).toStrictEqual({ id: 'free', name: 'free', via: [], constraints: {} })
  })
})

describe('corridorsOf', () => {
  it('gives those of the network, in the order of its table', () => {
    const network = textNetwork(`
      node.csv
      node_id, x_coord, y_coord
      a, 0, 0
      b, 1, 0

      road.csv
      link_id, from_node_id, to_node_id, length_km
      ab, a, b, 112

      corridor.csv
      corridor_id, name, via
      two, Second, b
      one, First,  a`)
    expect(corridorsOf(network).map(({ id, name, via }) => [id, name, via])).toEqual([
      ['two', 'Second', [['b']]],
      ['one', 'First', [['a']]],
    ])
  })
})
