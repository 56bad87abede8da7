import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkFromRecords } from '../../src/network/from-records.js'
import { loadNetwork } from '../../src/network/load.js'
import { saveNetwork } from '../../src/network/save.js'
import { networkToRecords } from '../../src/network/to-records.js'
import { networkRecords } from '../support/network-records.js'
import { withFolder } from '../support/temp-folder.js'

describe('saveNetwork', () => {
  it('writes what loadNetwork reads back: the same records', async () => {
    let rows = 0
    await fc.assert(
      fc.asyncProperty(networkRecords, async (files) => {
        const { network } = networkFromRecords(files)
        const records = networkToRecords(network)
        await withFolder({}, async (folder) => {
          const paths = await saveNetwork(network, folder)
          expect(paths.map((path) => basename(path)).sort()).toEqual(Object.keys(records).sort())
          const loaded = await loadNetwork(folder, { missingRules: 'own' })
          expect(loaded.issues.filter((issue) => issue.severity === 'error')).toEqual([])
          expect(networkToRecords(loaded.network)).toEqual(records)
        })
        rows += Object.values(records).flat().length
      }),
      { numRuns: 100 },
    )
    expect(rows).toBeGreaterThan(300)
  })

  it('makes the folder and ends each file with a line break', async () => {
    const { network } = networkFromRecords({
      'node.csv': [
        ['node_id', 'name', 'x_coord', 'y_coord'],
        ['a', 'He said "A, B"', '1', '2'],
      ],
    })
    await withFolder({}, async (folder) => {
      await saveNetwork(network, join(folder, 'deep', 'er'))
      expect(await readFile(join(folder, 'deep', 'er', 'node.csv'), 'utf8')).toBe(
        'node_id,name,x_coord,y_coord\na,"He said ""A, B""",1,2\n',
      )
    })
  })
})
