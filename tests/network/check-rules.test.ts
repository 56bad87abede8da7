import { describe, expect, it } from 'vitest'
import type { Issue } from '../../src/issue/issue.js'
import { LINKS, loadFiles, NODES, place } from '../support/temp-folder.js'

async function issuesOf(files: Record<string, string>): Promise<readonly Issue[]> {
  return (await loadFiles({ 'node.csv': NODES, 'rail.csv': LINKS, ...files })).issues
}

describe('two rules of the same scope', () => {
  it('are an error that names both rows', async () => {
    const issues = await issuesOf({ 'rate.csv': 'mode,country,usd_per_teu_km\nrail,DE,1\nrail,,2\nrail,DE,3\n' })
    expect(issues.map(place)).toEqual([
      {
        severity: 'error',
        code: 'duplicate-rule',
        file: 'rate.csv',
        row: 4,
        column: 'mode+facility_type+country+passage+from_node_id+to_node_id',
        value: 'rail DE',
      },
    ])
    expect(issues[0]?.message).toContain('rate.csv, row 2 has the same scope, and neither is more specific')
    expect(issues[0]?.expected).toBe('one row for each scope')
  })

  it('may be in two files, and may say "any" with a blank or a *', async () => {
    const issues = await issuesOf({
      'transfer-a.csv': 'node_id,from_mode,to_mode,time_h\n*,rail,road,5\n',
      'transfer-b.csv': 'node_id,from_mode,to_mode,time_h\n,rail,road,6\n,road,rail,6\n',
    })
    expect(issues.map(place)).toMatchObject([{ code: 'duplicate-rule', file: 'transfer-b.csv', row: 2 }])
    expect(issues[0]?.message).toContain('transfer-a.csv, row 2 has the same scope')
  })

  it.each([
    ['territory.csv', 'country,customs_territory\nDE,EU\nDE,X\n'],
    ['grid.csv', 'country,year,gco2e_per_kwh\nDE,2023,400\nDE,2023,300\n'],
    ['parameter.csv', 'parameter,value\ncarbon_price_usd_per_t,1\ncarbon_price_usd_per_t,2\n'],
    ['speed.csv', 'mode,speed_kmh\nrail,40\nrail,50\n'],
    ['emission.csv', 'mode,electrified,wtw_gco2e_per_tkm\nrail,1,4\nrail,1,5\n'],
    ['corridor.csv', 'corridor_id,via\nx,a>b\nx,a>c\n'],
  ])('%s', async (file, text) => {
    expect((await issuesOf({ [file]: text })).map(place)).toMatchObject([{ code: 'duplicate-rule', file, row: 3 }])
  })

  it('a border rule of both ways is the same from either side, a one-way rule is not', async () => {
    const head = 'from_country,to_country,directed,time_h\n'
    expect((await issuesOf({ 'border.csv': `${head}CN,KZ,,5\nKZ,CN,,6\n` })).map(place)).toMatchObject([
      { code: 'duplicate-rule', row: 3 },
    ])
    expect(await issuesOf({ 'border.csv': `${head}CN,KZ,1,5\nKZ,CN,1,6\nCN,KZ,,7\n` })).toEqual([])
  })

  it('a rate for one link holds both ways', async () => {
    const text = 'mode,from_node_id,to_node_id,usd_per_teu\nrail,a,b,1\nrail,b,a,2\n'
    expect((await issuesOf({ 'rate.csv': text })).map(place)).toMatchObject([{ code: 'duplicate-rule', row: 3 }])
  })

  it('a rule for electric traction, for other, and for both are three scopes', async () => {
    const text = 'mode,electrified,wtw_gco2e_per_tkm\nrail,1,4\nrail,0,5\nrail,,6\n'
    // 0 says "not electrified", which is not the same as saying nothing.
    expect(await issuesOf({ 'emission.csv': text })).toEqual([])
  })
})

describe('a rule that names an unknown node', () => {
  it('is a warning', async () => {
    const issues = await issuesOf({
      'transfer.csv': 'node_id,from_mode,to_mode,time_h\nzz,rail,road,5\na,rail,road,5\n',
    })
    expect(issues.map(place)).toEqual([
      { severity: 'warning', code: 'rule-without-node', file: 'transfer.csv', row: 2, column: 'node_id', value: 'zz' },
    ])
    expect(issues[0]?.expected).toBe('a node_id of node.csv, or * for any')
  })

  it('at either end of a border', async () => {
    const text = 'from_country,to_country,from_node_id,to_node_id,time_h\nDE,PL,a,zz,5\n'
    expect((await issuesOf({ 'border.csv': text })).map(place)).toMatchObject([
      { code: 'rule-without-node', row: 2, column: 'to_node_id', value: 'zz' },
    ])
  })
})
