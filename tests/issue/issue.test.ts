import { describe, expect, it } from 'vitest'
import { IssueLog, issueFrom, shorten } from '../../src/issue/issue.js'

describe('issueFrom', () => {
  it('puts place, problem, value, near words and expectation into one sentence', () => {
    const issue = issueFrom({
      severity: 'error',
      code: 'unknown-node',
      file: 'rail.csv',
      row: 3,
      column: 'to_node_id',
      value: 'lodx',
      problem: 'no such node, so the link is left out',
      expected: 'a node_id of node.csv',
      suggestions: ['lodz', 'lods'],
    })
    expect(issue).toEqual({
      severity: 'error',
      code: 'unknown-node',
      file: 'rail.csv',
      row: 3,
      column: 'to_node_id',
      value: 'lodx',
      expected: 'a node_id of node.csv',
      message:
        'rail.csv, row 3, column to_node_id: no such node, so the link is left out: "lodx" (did you mean "lodz" or "lods"?); expected a node_id of node.csv.',
    })
  })

  it('leaves out what is not known', () => {
    const issue = issueFrom({ severity: 'info', code: 'x', file: 'f.csv', problem: 'it is odd', expected: 'the usual' })
    expect(Object.keys(issue).sort()).toEqual(['code', 'expected', 'file', 'message', 'severity'])
    expect(issue.message).toBe('f.csv: it is odd; expected the usual.')
  })

  it('keeps a blank value and does not quote it; shows a value of several lines on one', () => {
    const finding = { severity: 'error', code: 'x', file: 'f.csv', problem: 'bad', expected: 'good' } as const
    expect(issueFrom({ ...finding, value: '' })).toMatchObject({ value: '', message: 'f.csv: bad; expected good.' })
    expect(issueFrom({ ...finding, value: 'a\r\nb' }).message).toBe('f.csv: bad: "a b"; expected good.')
  })
})

describe('shorten', () => {
  it('keeps 60 characters', () => {
    expect(shorten('x'.repeat(60))).toBe('x'.repeat(60))
    expect(shorten('x'.repeat(61))).toBe(`${'x'.repeat(59)}…`)
  })

  it('does not cut a character in two', () => {
    expect(shorten(`${'x'.repeat(58)}😀😀`)).toBe(`${'x'.repeat(58)}…`)
  })
})

describe('IssueLog', () => {
  it('keeps the order of finding', () => {
    const log = new IssueLog()
    for (const code of ['b', 'a', 'c']) {
      log.add({ severity: 'info', code, file: 'f', problem: 'p', expected: 'e' })
    }
    expect(log.issues.map((issue) => issue.code)).toEqual(['b', 'a', 'c'])
  })
})
