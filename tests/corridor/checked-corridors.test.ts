import { describe, expect, it } from 'vitest'
import { checkedCorridors } from '../../src/corridor/checked-corridors.js'
import { UsageError } from '../../src/issue/errors.js'

const RAIL = { id: 'rail', name: 'Rail', via: [], constraints: {} }

describe('checkedCorridors', () => {
  it('gives back the list as it is', () => {
    const list = [RAIL, { ...RAIL, id: 'sea', description: 'By sea', constraints: { modes: ['sea'] } }]
    expect(checkedCorridors(list)).toBe(list)
  })

  it.each<[string, unknown, RegExp]>([
    ['what is no list', 'rail', /Option corridors is "rail"; expected a list of corridors/],
    ['no corridor', [], /There is no corridor to compare/],
    ['what is no corridor', ['rail'], /A corridor is "rail"; expected an object with id, name, via, constraints/],
    ['a list for a corridor', [[RAIL]], /A corridor is \[/],
    ['a corridor without an id', [{ ...RAIL, id: undefined }], /The id of a corridor is undefined; expected text/],
    ['an empty id', [{ ...RAIL, id: '' }], /The id of a corridor is ""; expected text/],
    ['two of one id', [RAIL, { ...RAIL, name: 'Other' }], /Two corridors have the id "rail"; expected every id once/],
    [
      'a corridor without a name',
      [{ ...RAIL, name: undefined }],
      /Corridor "rail" has for name undefined; expected text/,
    ],
    [
      'stops that are no list',
      [{ ...RAIL, via: 'suez' }],
      /Corridor "rail" has for via "suez"; expected a list of stops/,
    ],
    ['no constraints', [{ ...RAIL, constraints: null }], /has for constraints null; expected an object/],
    ['a misspelt key', [{ ...RAIL, vias: [] }], /Unknown key of corridor "rail": "vias".*Did you mean "via"/],
    [
      'a misspelt constraint',
      [{ ...RAIL, constraints: { avoidMode: ['sea'] } }],
      /Unknown constraint of corridor "rail": "avoidMode".*Did you mean "avoidModes"/,
    ],
    ['an objective among the constraints', [{ ...RAIL, constraints: { objective: 'fastest' } }], /Unknown constraint/],
  ])('refuses %s', (_, corridors, message) => {
    expect(() => checkedCorridors(corridors)).toThrow(UsageError)
    expect(() => checkedCorridors(corridors)).toThrow(message)
  })
})
