import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RULE_TABLES } from '../../src/ingest/schema.js'
import { DataError, UsageError } from '../../src/issue/errors.js'
import { type LoadOptions, loadNetwork, shippedNetworkFolder } from '../../src/network/load.js'
import { expectOneSentence, LINKS, loadFiles, NODES, place, withFolder } from '../support/temp-folder.js'

const OWN = { missingRules: 'own' } as const

describe('loadNetwork', () => {
  it('reads a folder and a list of files alike', async () => {
    await withFolder({ 'node.csv': NODES, 'rail.csv': LINKS }, async (folder) => {
      const whole = await loadNetwork(folder, OWN)
      const listed = await loadNetwork([join(folder, 'rail.csv'), join(folder, 'node.csv')], OWN)
      expect(listed.network.graph.export()).toEqual(whole.network.graph.export())
      expect([...whole.issues, ...listed.issues]).toEqual([])
    })
  })

  it('survives what spreadsheets do: BOM, CRLF, semicolons, quotes, upper case', async () => {
    const windows = (text: string) => `\ufeff${text.toUpperCase().replaceAll(',', ';').replaceAll('\n', '\r\n')}`
    const { network, issues } = await loadFiles({
      'node.csv': windows(NODES.replace('Aville', '"A;ville"')),
      'rail.csv': windows(LINKS),
    })
    expect(issues).toEqual([])
    expect(network.graph.getNodeAttribute('A', 'name')).toBe('A;VILLE')
    expect(network.graph.size).toBe(4)
  })

  it('a missing file in a list', async () => {
    await withFolder({ 'node.csv': NODES, 'rail.csv': LINKS }, async (folder) => {
      const files = ['node.csv', 'rail.csv', 'road.csv'].map((file) => join(folder, file))
      const { network, issues } = await loadNetwork(files, OWN)
      for (const issue of issues) expectOneSentence(issue)
      expect(issues.map(place)).toEqual([{ severity: 'error', code: 'missing-file', file: 'road.csv' }])
      expect(issues[0]?.expected).toBe('a readable CSV file')
      expect(network.graph.size).toBe(4)
    })
  })

  it('a missing folder, and a file instead of a folder', async () => {
    await withFolder({ 'node.csv': NODES }, async (folder) => {
      const missing = join(folder, 'nowhere')
      await expect(loadNetwork(missing, OWN)).rejects.toThrow(DataError)
      await expect(loadNetwork(missing, OWN)).rejects.toThrow(`Cannot read the folder "${missing}"; expected a folder`)
      const file = join(folder, 'node.csv')
      await expect(loadNetwork(file, OWN)).rejects.toThrow(DataError)
      await expect(loadNetwork(file, OWN)).rejects.toThrow(`"${file}" is a file; expected the folder`)
    })
  })

  it('a folder without node.csv', async () => {
    const { network, issues } = await loadFiles({ 'rail.csv': LINKS })
    expect(issues.slice(0, 1).map(place)).toEqual([{ severity: 'error', code: 'missing-file', file: 'node.csv' }])
    expect(issues.map((issue) => issue.code)).toContain('no-nodes')
    expect(issues.filter((issue) => issue.code === 'unknown-node')).toHaveLength(4)
    expect(network.graph.order).toBe(0)
  })

  it('a CSV file of another name, and files that are no CSV', async () => {
    const { issues } = await loadFiles({
      'node.csv': NODES,
      'rail.csv': LINKS,
      'railway.csv': 'x\n1\n',
      'readme.txt': 'x',
    })
    expect(issues.map(place)).toEqual([{ severity: 'warning', code: 'unknown-table', file: 'railway.csv' }])
    expect(issues[0]?.expected).toContain('rail-anything.csv')
  })

  it('a folder that has the name of a table', async () => {
    await withFolder({ 'node.csv': NODES, 'rail.csv': LINKS }, async (folder) => {
      await mkdir(join(folder, 'road.csv'))
      const { issues } = await loadNetwork(folder, OWN)
      expect(issues.map(place)).toEqual([{ severity: 'error', code: 'unreadable-file', file: 'road.csv' }])
    })
  })

  it.each([
    ['UTF-16', Buffer.from(`\ufeff${LINKS}`, 'utf16le'), 1],
    ['Latin-1', Buffer.from(`${LINKS}é,a,b,170\n`, 'latin1'), 4],
    ['binary', Buffer.concat([Buffer.from(LINKS), Buffer.alloc(1000)]), 4],
  ])('a file in %s is one issue, and not an empty file besides', async (_, bytes, row) => {
    const { network, issues } = await loadFiles({ 'node.csv': NODES, 'rail.csv': bytes })
    const found = issues.filter((issue) => issue.file === 'rail.csv')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ severity: 'error', row })
    expect(network.graph.size).toBe(row === 4 ? 4 : 0)
  })

  it('an unclosed quote keeps the rows before it', async () => {
    const { network, issues } = await loadFiles({ 'node.csv': NODES, 'rail.csv': `${LINKS}ab2,a,"b,170\nx,y\n` })
    expect(network.graph.size).toBe(4)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'malformed-csv', file: 'rail.csv', row: 4, value: 'ab2,a,"b,170' },
    ])
  })

  it('refuses an unknown option', async () => {
    const load = (options: object) => loadNetwork([], options as LoadOptions)
    await expect(load({ strct: true })).rejects.toThrow(
      'Unknown option "strct"; expected strict or missingRules. Did you',
    )
    await expect(load({ strct: true })).rejects.toThrow(UsageError)
    await expect(load({ missingRules: 'shiped' })).rejects.toThrow('Unknown missingRules "shiped"; expected shipped or')
  })
})

describe('strict', () => {
  const bad = { 'node.csv': NODES, 'rail.csv': `${LINKS}x,a,b,abc\ny,a,b,def\n` }

  it('throws the first error, with all issues', async () => {
    const failure = await loadFiles(bad, { ...OWN, strict: true }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(DataError)
    if (!(failure instanceof DataError)) return
    expect(failure.message).toMatch(/^rail\.csv, row 4, column length_km: not a number.*\. \(and 1 more error\)$/)
    expect(failure.issues.map((issue) => issue.row)).toEqual([4, 5])
  })

  it('does not throw for warnings', async () => {
    const { issues } = await loadFiles(
      { 'node.csv': `${NODES}d,D,16,51\n`, 'rail.csv': LINKS },
      { ...OWN, strict: true },
    )
    expect(issues.map((issue) => issue.severity)).toEqual(['warning'])
  })
})

describe('missing rules', () => {
  it('own: the tables stay empty', async () => {
    const { network, issues } = await loadFiles({ 'node.csv': NODES, 'rail.csv': LINKS })
    expect(issues).toEqual([])
    expect(Object.values(network.rules).flat()).toEqual([])
  })

  it('shipped: each table that is not given is filled, with a note; one that is given is not', async () => {
    const rate = 'mode,usd_per_teu_km\nrail,0.5\n'
    const { network, issues } = await loadFiles({ 'node.csv': NODES, 'rail.csv': LINKS, 'rate.csv': rate }, {})
    const notes = issues.filter((issue) => issue.code === 'default-rules')
    expect(notes.map(place)).toEqual(
      // Exchange rates are the user's own: none are shipped. Losses are no news to a network without lines of energy.
      RULE_TABLES.filter((table) => !['rate', 'exchange', 'loss'].includes(table)).map((table) => ({
        severity: 'info',
        code: 'default-rules',
        file: `${table}.csv`,
      })),
    )
    expect(network.rules.rate).toHaveLength(1)
    for (const table of RULE_TABLES) {
      if (table !== 'exchange') expect(network.rules[table].length, table).toBeGreaterThan(0)
    }
    // A shipped rule for one place of the shipped network has no business here.
    expect(issues.map((issue) => issue.code)).not.toContain('rule-without-node')
    const gas = 'link_id,from_node_id,to_node_id,length_km\npipe,a,b,170\n'
    const withGas = await loadFiles({ 'node.csv': NODES, 'rail.csv': LINKS, 'gas.csv': gas }, {})
    expect(withGas.issues).toContainEqual(expect.objectContaining({ code: 'default-rules', file: 'loss.csv' }))
  })
})

describe('shippedNetworkFolder', () => {
  it('is a network without errors, and what loadNetwork reads by default', async () => {
    expect(shippedNetworkFolder()).toMatch(/fixtures[\\/]eurasia$/)
    const { network, issues } = await loadNetwork()
    expect(network.graph.order).toBeGreaterThan(10)
    expect(issues.filter((issue) => issue.severity === 'error').map((issue) => issue.message)).toEqual([])
  })
})
