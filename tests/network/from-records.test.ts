import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/issue/errors.js'
import { networkFromRecords, type Records } from '../../src/network/from-records.js'
import { LINKS, loadFiles, NODES, place } from '../support/temp-folder.js'

const recordsOf = (text: string): Records =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(','))

describe('networkFromRecords', () => {
  it('gives the network and the issues that loadNetwork gives', async () => {
    const bad = `${LINKS}x,a,nowhere,170\ny,a,b,abc\n`
    const loaded = await loadFiles({ 'node.csv': NODES, 'rail.csv': bad })
    const { network, issues } = networkFromRecords({ 'node.csv': recordsOf(NODES), 'rail.csv': recordsOf(bad) })
    expect(issues).toEqual(loaded.issues)
    expect(issues).toHaveLength(2)
    expect(network.graph.export()).toEqual(loaded.network.graph.export())
  })

  it('names a file that is no table', () => {
    const { issues } = networkFromRecords({ 'nodes.csv': recordsOf(NODES) })
    expect(issues.map(place)).toEqual([
      { severity: 'warning', code: 'unknown-table', file: 'nodes.csv' },
      { severity: 'error', code: 'no-nodes', file: 'node.csv' },
    ])
  })

  it('throws under strict', () => {
    const files = { 'node.csv': recordsOf(NODES), 'rail.csv': recordsOf(`${LINKS}aa,a,a,10\n`) }
    expect(() => networkFromRecords(files)).not.toThrow()
    expect(() => networkFromRecords(files, { strict: true })).toThrow(DataError)
  })
})
