import { describe, expect, it } from 'vitest'
import { LINKS, loadFiles, NODES, place } from '../support/temp-folder.js'

async function issuesOf(border: string, clearance: string | undefined) {
  const files = {
    'node.csv': NODES,
    'rail.csv': LINKS,
    'border.csv': `from_country,to_country,mode,time_h,digital\n${border}`,
    ...(clearance === undefined ? {} : { 'clearance.csv': `procedure,mode,time_factor\n${clearance}` }),
  }
  return (await loadFiles(files)).issues
}

describe('a border whose procedure has no row in clearance.csv', () => {
  it('is a warning that names the known ones', async () => {
    const issues = await issuesOf('CN,KZ,rail,5,etirr\n', 'etir,,0.2\ne_cmr,road,0.9\n')
    expect(issues.map(place)).toEqual([
      { severity: 'warning', code: 'unknown-procedure', file: 'border.csv', row: 2, column: 'digital', value: 'etirr' },
    ])
    expect(issues[0]?.message).toContain('did you mean "etir"?')
    expect(issues[0]?.expected).toBe('one of etir, e_cmr')
  })

  it('is one that has rows for other modes only, too', async () => {
    const issues = await issuesOf('CN,KZ,rail,5,e-CMR\nCN,KZ,road,5,e-CMR\nCN,MN,,5,e-CMR\n', 'e_cmr,road,0.9\n')
    expect(issues.map(({ row, message }) => [row, message.includes('for road and not for rail')])).toEqual([[2, true]])
  })

  it('is none that names paper, or nothing, or where there is no such table', async () => {
    expect(await issuesOf('CN,KZ,rail,5,paper\nCN,MN,rail,5,\n', 'etir,,0.2\n')).toEqual([])
    expect(await issuesOf('CN,KZ,rail,5,1\n', undefined)).toEqual([])
  })

  it('two rows of one procedure and mode are an error, however they are written', async () => {
    const issues = await issuesOf('CN,KZ,rail,5,\n', 'eTIR,road,0.2\netir,,0.3\ne-tir,road,0.2\n')
    expect(issues.map(place)).toMatchObject([
      { code: 'duplicate-rule', severity: 'error', file: 'clearance.csv', row: 4 },
    ])
  })
})
