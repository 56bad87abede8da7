import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkFromRecords, type Records } from '../../src/network/from-records.js'
import { type Network, reverseKey } from '../../src/network/network.js'
import { networkToRecords } from '../../src/network/to-records.js'
import { networkRecords } from '../support/network-records.js'

const FILES = {
  'node.csv': [
    ['node_id', 'x_coord', 'y_coord', 'alias'],
    ['b', '12', '50.5', 'x|y'],
    ['a', '10', '50', ''],
  ],
  'rail.csv': [
    ['link_id', 'from_node_id', 'to_node_id', 'length_km', 'electrified'],
    ['ab', 'a', 'b', '170', '1'],
  ],
}

function networkOf(files: Readonly<Record<string, Records>>): Network {
  const { network, issues } = networkFromRecords(files)
  expect(issues.filter((issue) => issue.severity === 'error')).toEqual([])
  return network
}

describe('networkToRecords', () => {
  it('writes nodes and links by id, two directions in one row', () => {
    expect(networkToRecords(networkOf(FILES))).toEqual({
      'node.csv': [
        ['node_id', 'name', 'alias', 'x_coord', 'y_coord'],
        ['a', 'a', '', '10', '50'],
        ['b', 'b', 'x|y', '12', '50.5'],
      ],
      'rail.csv': [
        ['link_id', 'from_node_id', 'to_node_id', 'directed', 'mode', 'length_km', 'electrified', 'status'],
        ['ab', 'a', 'b', '0', 'rail', '170', '1', 'open'],
      ],
    })
  })

  it('writes two directed rows once an edit made the directions differ', () => {
    const network = networkOf(FILES)
    network.graph.setEdgeAttribute(reverseKey('ab'), 'time_h', 9)
    const rows = networkToRecords(network)['rail.csv'] ?? []
    expect(rows.map((row) => row.slice(0, 4).join(' '))).toEqual([
      'link_id from_node_id to_node_id directed',
      'ab a b 1',
      'ab (return) b a 1',
    ])
    const again = networkOf(networkToRecords(network))
    expect(again.graph.getEdgeAttribute('ab (return)', 'time_h')).toBe(9)
    expect(again.graph.hasEdgeAttribute('ab', 'time_h')).toBe(false)
  })

  it('gives the return direction an id that is free', () => {
    const network = networkOf({
      ...FILES,
      'rail.csv': [...FILES['rail.csv'], ['ab (return)', 'a', 'b', '180', '']],
    })
    network.graph.dropEdge('ab')
    const ids = (networkToRecords(network)['rail.csv'] ?? []).slice(1).map(([id]) => id)
    expect(ids).toEqual(['ab (return)', 'ab (return) (return)'])
  })

  it('does not mind the order in which the attributes of two directions were set', () => {
    const network = networkOf(FILES)
    for (const key of ['ab', reverseKey('ab')]) {
      const order = key === 'ab' ? ['name', 'time_h'] : ['time_h', 'name']
      for (const name of order) network.graph.mergeEdgeAttributes(key, name === 'name' ? { name: 'N' } : { time_h: 2 })
    }
    expect(networkToRecords(network)['rail.csv']).toHaveLength(2)
  })

  it('leaves a length blank that was not given, so that it is still said to be estimated', () => {
    const files = {
      ...FILES,
      'rail.csv': [
        ['link_id', 'from_node_id', 'to_node_id'],
        ['ab', 'a', 'b'],
      ],
    }
    const records = networkToRecords(networkOf(files))
    expect(records['rail.csv']?.[0]).not.toContain('length_km')
    const { network, issues } = networkFromRecords(records)
    expect(issues.map((issue) => issue.code)).toEqual(['no-length'])
    expect(network.graph.getEdgeAttribute('ab', 'length_estimated')).toBe(true)
  })

  it('writes a header even for a network without nodes', () => {
    const { network } = networkFromRecords({})
    expect(networkToRecords(network)).toEqual({ 'node.csv': [['node_id', 'x_coord', 'y_coord']] })
  })

  it('is the inverse of networkFromRecords', () => {
    let links = 0
    fc.assert(
      fc.property(networkRecords, (files) => {
        const network = networkOf(files)
        const records = networkToRecords(network)
        const again = networkOf(records)
        expect(networkToRecords(again)).toEqual(records)
        expect(graphOf(again)).toEqual(graphOf(network))
        links += network.graph.size
      }),
      { numRuns: 200 },
    )
    expect(links).toBeGreaterThan(200)
  })

  it('does not depend on the order of rows and files', () => {
    let moved = 0
    fc.assert(
      fc.property(networkRecords, fc.integer({ min: 1, max: 9 }), (files, by) => {
        const shuffled = Object.entries(files)
          .reverse()
          .map(([file, [header = [], ...rows]]): [string, Records] => {
            const turn = rows.length === 0 ? 0 : by % rows.length
            if (turn > 0) moved++
            return [file, [header, ...[...rows.slice(turn), ...rows.slice(0, turn)].reverse()]]
          })
        const records = networkToRecords(networkOf(files))
        const others = networkToRecords(networkOf(Object.fromEntries(shuffled)))
        expect(JSON.stringify(others)).toBe(JSON.stringify(records))
      }),
      { numRuns: 200 },
    )
    expect(moved).toBeGreaterThan(100)
  })
})

/** Nodes and edges with their attributes, without regard to their order. */
function graphOf({ graph }: Network): object {
  return {
    nodes: Object.fromEntries(graph.mapNodes((id, attributes) => [id, attributes])),
    edges: Object.fromEntries(graph.mapEdges((key, attributes, from, to) => [key, { ...attributes, from, to }])),
  }
}
