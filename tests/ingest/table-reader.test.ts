import { describe, expect, it } from 'vitest'
import { LINK_SCHEMA, NODE_SCHEMA } from '../../src/ingest/schema.js'
import { TableReader } from '../../src/ingest/table-reader.js'
import type { Issue } from '../../src/issue/issue.js'
import { IssueLog } from '../../src/issue/issue.js'
import { LINKS, loadFiles, NODES, place } from '../support/temp-folder.js'

/** Issues of `rail.csv`, in a folder where everything else is in order. */
async function issuesOfLinks(text: string): Promise<readonly Issue[]> {
  const { issues } = await loadFiles({ 'node.csv': NODES, 'rail.csv': text })
  return issues.filter((issue) => issue.file === 'rail.csv')
}

async function issuesOfNodes(text: string): Promise<readonly Issue[]> {
  const { issues } = await loadFiles({ 'node.csv': text })
  return issues.filter((issue) => issue.file === 'node.csv' && issue.code !== 'orphan-node')
}

const HEAD = 'link_id,from_node_id,to_node_id,length_km'

describe('a bad number', () => {
  it.each(['12,5', 'abc', '1e999', '0x10', 'NaN', 'Infinity', '-Infinity', '1 000'])('%s', async (value) => {
    const issues = await issuesOfLinks(`${HEAD}\nab,a,b,"${value}"\nbc,b,c,170\n`)
    expect(issues).toHaveLength(1)
    expect(place(issues[0])).toEqual({
      severity: 'error',
      code: 'bad-number',
      file: 'rail.csv',
      row: 2,
      column: 'length_km',
      value,
    })
    expect(issues[0]?.expected).toBe('a number of at least 0, with a point for decimals')
    expect(issues[0]?.message).toBe(
      `rail.csv, row 2, column length_km: not a number, so the row is left out: "${value}"; expected a number of at least 0, with a point for decimals.`,
    )
  })

  it('a negative cost, length or time', async () => {
    const { issues } = await loadFiles({
      'node.csv': NODES,
      'rail.csv': LINKS,
      'rate.csv': 'mode,usd_per_teu_km\nrail,-0.5\n',
    })
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'bad-number', file: 'rate.csv', row: 2, column: 'usd_per_teu_km', value: '-0.5' },
    ])
    expect(issues[0]?.message).toContain('a negative amount, so the row is left out: "-0.5"; expected a number of')
  })

  it('a number out of range', async () => {
    const [issue] = await issuesOfLinks('link_id,from_node_id,to_node_id,length_km,gauge_mm\nab,a,b,170,15200\n')
    expect(place(issue)).toMatchObject({ code: 'bad-number', column: 'gauge_mm', value: '15200' })
    expect(issue?.message).toContain('a number out of range')
    expect(issue?.expected).toBe('a number from 300 to 3000, with a point for decimals')
  })
})

describe('a coordinate', () => {
  it('impossible: latitude over 90, which longitude may be', async () => {
    const [issue] = await issuesOfNodes('node_id,x_coord,y_coord\na,39.9,116.4\n')
    expect(place(issue)).toEqual({
      severity: 'error',
      code: 'impossible-coordinate',
      file: 'node.csv',
      row: 2,
      column: 'y_coord',
      value: '116.4',
    })
    expect(issue?.message).toContain('are longitude and latitude swapped?')
    expect(issue?.expected).toBe('a number from -90 to 90, with a point for decimals')
  })

  it('impossible: longitude over 180, which is no swap', async () => {
    const [issue] = await issuesOfNodes('node_id,x_coord,y_coord\na,200,50\n')
    expect(place(issue)).toMatchObject({ code: 'impossible-coordinate', column: 'x_coord', value: '200' })
    expect(issue?.message).not.toContain('swapped')
  })

  it('no number at all', async () => {
    const [issue] = await issuesOfNodes('node_id,x_coord,y_coord\na,10,0x10\n')
    expect(place(issue)).toMatchObject({ code: 'bad-number', column: 'y_coord', value: '0x10' })
    expect(issue?.message).not.toContain('swapped')
  })
})

describe('a word', () => {
  it('unknown mode', async () => {
    const [issue] = await issuesOfLinks(`${HEAD},mode\nab,a,b,170,railway\n`)
    expect(place(issue)).toEqual({
      severity: 'error',
      code: 'unknown-mode',
      file: 'rail.csv',
      row: 2,
      column: 'mode',
      value: 'railway',
    })
    expect(issue?.message).toBe(
      'rail.csv, row 2, column mode: unknown mode, so the row is left out: "railway" (did you mean "rail"?); expected one of rail, road, sea, waterway, air, gas, oil, power, fibre.',
    )
  })

  it.each([
    ['status', 'opened', 'unknown-word', 'open'],
    ['passage', 'suez canal', 'unknown-word', 'suez'],
  ])('unknown %s', async (column, value, code, near) => {
    const [issue] = await issuesOfLinks(`${HEAD},${column}\nab,a,b,170,${value}\n`)
    expect(place(issue)).toMatchObject({ severity: 'error', code, row: 2, column, value })
    expect(issue?.message).toContain(`unknown ${column}, so the row is left out: "${value}" (did you mean "${near}"?)`)
  })

  it.each([
    ['closed', 'maybe', 'bad-boolean', '1 or 0 (true/false, yes/no)'],
    ['valid_from', '01.02.2024', 'bad-date', 'a date as YYYY-MM-DD'],
    ['valid_to', '2023-02-29', 'bad-date', 'a date as YYYY-MM-DD'],
  ])('%s that is not one', async (column, value, code, expected) => {
    const [issue] = await issuesOfLinks(`${HEAD},${column}\nab,a,b,170,${value}\n`)
    expect(place(issue)).toEqual({ severity: 'error', code, file: 'rail.csv', row: 2, column, value })
    expect(issue?.expected).toBe(expected)
  })

  it('a country that is no code', async () => {
    const [issue] = await issuesOfNodes('node_id,x_coord,y_coord,country\na,10,50,Germany\n')
    expect(place(issue)).toMatchObject({ code: 'bad-country', column: 'country', value: 'Germany' })
  })

  it('NA is Namibia', async () => {
    const { network, issues } = await loadFiles({
      'node.csv': 'node_id,x_coord,y_coord,country\nwdh,17,-22.5,NA\nwvb,14.5,-22.9,na\n',
      'rail.csv': `${HEAD}\nl,wdh,wvb,300\n`,
    })
    expect(issues).toEqual([])
    expect(network.graph.mapNodes((_, node) => node.country)).toEqual(['NA', 'NA'])
  })
})

describe('the header', () => {
  it('is read without regard to case and blanks', async () => {
    expect(await issuesOfLinks('Link_ID, FROM_NODE_ID ,to_node_id,Length_KM\nab,a,b,170\nbc,b,c,170\n')).toEqual([])
  })

  it('an unknown column is named, with what was meant', async () => {
    const issues = await issuesOfLinks('link_id,from_node_id,to_node_id,Lenght_km\nab,a,b,170\n')
    expect(place(issues[0])).toEqual({
      severity: 'warning',
      code: 'unknown-column',
      file: 'rail.csv',
      row: 1,
      column: 'lenght_km',
      value: 'Lenght_km',
    })
    expect(issues[0]?.message).toContain('unknown column, so it is not read: "Lenght_km" (did you mean "length_km"?)')
    expect(issues[0]?.expected).toContain('length_km')
    expect(issues[1]?.code).toBe('no-length')
  })

  it.each(['__proto__', 'constructor', 'toString'])('a column named %s is unknown, and nothing worse', async (name) => {
    const { network, issues } = await loadFiles({
      'node.csv': NODES,
      'rail.csv': `${HEAD},${name}\nab,a,b,170,x\nbc,b,c,170,y\n`,
    })
    expect(issues.map(place)).toEqual([
      {
        severity: 'warning',
        code: 'unknown-column',
        file: 'rail.csv',
        row: 1,
        column: name.toLowerCase(),
        value: name,
      },
    ])
    expect(network.graph.size).toBe(4)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it('a duplicate column', async () => {
    const { network, issues } = await loadFiles({
      'node.csv': NODES,
      'rail.csv': `${HEAD},LENGTH_KM\nab,a,b,170,999\nbc,b,c,170,999\n`,
    })
    expect(issues.map(place)).toEqual([
      {
        severity: 'error',
        code: 'duplicate-column',
        file: 'rail.csv',
        row: 1,
        column: 'length_km',
        value: 'LENGTH_KM',
      },
    ])
    expect(network.graph.getEdgeAttributes('ab').length_km).toBe(170)
  })

  it('a missing required column', async () => {
    const issues = await issuesOfLinks('link_id,from_node_id,length_km\nab,a,170\nbc,b,170\n')
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'missing-column', file: 'rail.csv', row: 1, column: 'to_node_id' },
    ])
    expect(issues[0]?.expected).toBe('a header with link_id, from_node_id, to_node_id')
  })

  it('a column without a name is reported once it holds something', async () => {
    expect(await issuesOfLinks(`${HEAD},\nab,a,b,170,\nbc,b,c,170,\n`)).toEqual([])
    const issues = await issuesOfLinks(`${HEAD},\nab,a,b,170,\nbc,b,c,170,note\n`)
    expect(issues.map(place)).toEqual([
      { severity: 'warning', code: 'column-without-name', file: 'rail.csv', row: 3, value: 'note' },
    ])
  })

  it('may stand below blank lines', async () => {
    const issues = await issuesOfLinks(`\n\n${HEAD}\nab,a,b,x\n`)
    expect(issues.map(place)).toMatchObject([{ code: 'bad-number', row: 4 }])
  })
})

describe('a row', () => {
  it('with a blank in a required cell', async () => {
    const issues = await issuesOfLinks(`${HEAD}\nab,a, ,170\nbc,b,c,170\n`)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'missing-value', file: 'rail.csv', row: 2, column: 'to_node_id', value: '' },
    ])
    expect(issues[0]?.message).toBe(
      'rail.csv, row 2, column to_node_id: a required cell is blank, so the row is left out; expected text.',
    )
  })

  it('with too many cells', async () => {
    const issues = await issuesOfLinks(`${HEAD}\nab,a,b,12,5\nbc,b,c,170,,\n`)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'too-many-cells', file: 'rail.csv', row: 2, value: '5' },
    ])
    expect(issues[0]?.expected).toBe('4 cells, those with a separator in quotes')
  })

  it('with too few cells', async () => {
    const issues = await issuesOfLinks(`${HEAD},name,gauge_mm\nab,a,b,170,x\nbc,b,c,170,y,1520\n`)
    expect(issues.map(place)).toEqual([
      { severity: 'warning', code: 'too-few-cells', file: 'rail.csv', row: 2, value: '5' },
    ])
    expect(issues[0]?.expected).toBe('6 cells')
  })

  it('keeps its number across blank lines, rows of separators and quoted line breaks', async () => {
    const issues = await issuesOfLinks(`${HEAD},name\n\nab,a,b,170,"two\nlines"\n,,,,\n\nbc,b,c,x,\n`)
    expect(issues.map(place)).toMatchObject([{ code: 'bad-number', row: 6, column: 'length_km', value: 'x' }])
    expect(issues).toHaveLength(1)
  })

  it('with several faults names each', async () => {
    const issues = await issuesOfLinks(`${HEAD},gauge_mm\n,a,b,x,y\n`)
    expect(issues.map((issue) => `${issue.code} ${issue.column}`)).toEqual([
      'missing-value link_id',
      'bad-number length_km',
      'bad-number gauge_mm',
    ])
  })

  it('tells 0 from blank', async () => {
    const { network } = await loadFiles({
      'node.csv': NODES,
      'rail.csv': `${HEAD},time_h,capacity_teu_per_day\nab,a,b,170,0,\nbc,b,c,170,,0\n`,
    })
    const [ab, bc] = ['ab', 'bc'].map((id) => network.graph.getEdgeAttributes(id))
    expect(ab?.time_h).toBe(0)
    expect(ab).not.toHaveProperty('capacity_teu_per_day')
    expect(bc).not.toHaveProperty('time_h')
    expect(bc?.capacity_teu_per_day).toBe(0)
  })
})

describe('a file', () => {
  it.each([
    ['empty', ''],
    ['blank lines only', '\n\r\n  \n'],
  ])('%s', async (_, text) => {
    const issues = await issuesOfLinks(text)
    expect(issues.map(place)).toEqual([{ severity: 'error', code: 'empty-file', file: 'rail.csv' }])
    expect(issues[0]?.expected).toBe('a header row with link_id, from_node_id, to_node_id')
  })

  it.each([
    ['a header only', `${HEAD}\n`],
    ['a header and blank lines', `${HEAD}\n\n\n,,,\n`],
  ])('%s', async (_, text) => {
    const issues = await issuesOfLinks(text)
    expect(issues.map(place)).toEqual([{ severity: 'warning', code: 'no-rows', file: 'rail.csv' }])
  })
})

describe('TableReader', () => {
  it('gives rows of one shape, with their origin, and shares equal words', () => {
    const log = new IssueLog()
    const reader = new TableReader(NODE_SCHEMA, 'node.csv', log)
    for (const cells of [
      ['node_id', 'x_coord', 'y_coord', 'alias'],
      ['a', '1', '2', 'x|y'],
      ['b', '3', '4'],
    ]) {
      reader.record(cells)
    }
    reader.end()
    expect(reader.rows).toEqual([
      expect.objectContaining({ file: 'node.csv', row: 2, node_id: 'a', x_coord: 1, y_coord: 2, alias: ['x', 'y'] }),
      expect.objectContaining({ file: 'node.csv', row: 3, node_id: 'b', alias: undefined }),
    ])
    expect(reader.rows.map((row) => Object.keys(row))).toEqual([
      ['file', 'row', ...Object.keys(NODE_SCHEMA)],
      ['file', 'row', ...Object.keys(NODE_SCHEMA)],
    ])
  })

  it('reads more different words than it shares', () => {
    const reader = new TableReader(LINK_SCHEMA, 'rail.csv', new IssueLog())
    reader.record(['link_id', 'from_node_id', 'to_node_id'])
    for (let i = 0; i < 1000; i++) reader.record([`l${i}`, `n${i}`, `n${i % 3}`])
    expect(reader.rows.map((row) => `${row.link_id} ${row.from_node_id} ${row.to_node_id}`)).toEqual(
      Array.from({ length: 1000 }, (_, i) => `l${i} n${i} n${i % 3}`),
    )
  })
})
