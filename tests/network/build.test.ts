import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Issue } from '../../src/issue/issue.js'
import { networkFromRecords } from '../../src/network/from-records.js'
import { reverseKey } from '../../src/network/network.js'
import { expectOneSentence, LINKS, loadFiles, NODES, place } from '../support/temp-folder.js'

const HEAD = 'link_id,from_node_id,to_node_id,length_km'

/** What is said of the links, in a folder whose nodes are in order; the orphans they leave aside. */
async function issuesOf(links: string, nodes = NODES): Promise<readonly Issue[]> {
  const { issues } = await loadFiles({ 'node.csv': nodes, 'rail.csv': links })
  return issues.filter((issue) => issue.code !== 'orphan-node')
}

describe('a clean network', () => {
  it('has no issues, and two edges for a link of both ways', async () => {
    const { network, issues } = await loadFiles({ 'node.csv': NODES, 'rail.csv': LINKS })
    expect(issues).toEqual([])
    expect(network.graph.edges().sort()).toEqual(['ab', 'ab#reverse', 'bc', 'bc#reverse'])
    expect(network.graph.getEdgeAttributes('ab')).toEqual({
      link_id: 'ab',
      reversed: false,
      mode: 'rail',
      length_km: 170,
      status: 'open',
    })
  })

  it('gives the directions attributes of their own', async () => {
    const { network } = await loadFiles({ 'node.csv': NODES, 'rail.csv': LINKS })
    const back = reverseKey('ab')
    expect(network.graph.getEdgeAttributes(back)).toMatchObject({ link_id: 'ab', reversed: true })
    expect([network.graph.source(back), network.graph.target(back)]).toEqual(['b', 'a'])
    network.graph.setEdgeAttribute('ab', 'length_km', 1)
    expect(network.graph.getEdgeAttribute(back, 'length_km')).toBe(170)
  })

  it('keeps parallel links', async () => {
    const { network, issues } = await loadFiles({ 'node.csv': NODES, 'rail.csv': `${LINKS}ab2,a,b,180\nba,b,a,190\n` })
    expect(issues).toEqual([])
    expect(network.graph.outEdges('a', 'b').sort()).toEqual(['ab', 'ab2', 'ba#reverse'])
  })

  it('closed = 1 is status closed', async () => {
    const { network, issues } = await loadFiles({
      'node.csv': NODES,
      'rail.csv': `${HEAD},closed,status\nab,a,b,170,1,\nbc,b,c,170,0,sanctions\n`,
    })
    expect(issues).toEqual([])
    expect(network.graph.getEdgeAttribute('ab', 'status')).toBe('closed')
    expect(network.graph.getEdgeAttribute('bc', 'status')).toBe('sanctions')
  })
})

describe('the length of a link', () => {
  it('shorter than its great circle', async () => {
    const issues = await issuesOf(`${HEAD}\nab,a,b,140\nbc,b,c,170\n`)
    expect(issues.map(place)).toEqual([
      {
        severity: 'warning',
        code: 'shorter-than-great-circle',
        file: 'rail.csv',
        row: 2,
        column: 'length_km',
        value: '140',
      },
    ])
    expect(issues[0]?.message).toBe(
      'rail.csv, row 2, column length_km: link ab is shorter than its great circle of 152.7 km: "140"; expected at least 152.7 km (1 % tolerance).',
    )
  })

  it('within 1 % of its great circle is fine, and so is 3 times', async () => {
    expect(await issuesOf(`${HEAD}\nab,a,b,151.5\nbc,b,c,453.8\n`)).toEqual([])
  })

  it('over 3 times as long as its great circle', async () => {
    const issues = await issuesOf(`${HEAD}\nab,a,b,470\nbc,b,c,170\n`)
    expect(issues.map(place)).toEqual([
      { severity: 'warning', code: 'long-detour', file: 'rail.csv', row: 2, column: 'length_km', value: '470' },
    ])
    expect(issues[0]?.message).toBe(
      'rail.csv, row 2, column length_km: link ab is over 3 times as long as its great circle of 152.7 km: "470"; expected at most 458.0 km.',
    )
  })

  it('gives swapped coordinates away even where both are possible', async () => {
    const swapped = NODES.replace('b,Beton,12,50.5', 'b,Beton,50.5,12')
    const issues = await issuesOf(LINKS, swapped)
    expect(issues.map((issue) => `${issue.code} ${issue.row}`)).toEqual([
      'shorter-than-great-circle 2',
      'shorter-than-great-circle 3',
    ])
    for (const issue of issues) expect(issue.message).toContain('(are longitude and latitude of b swapped?)')
  })

  it('does not suspect a swap where none would help', async () => {
    const [issue] = await issuesOf(`${HEAD}\nab,a,b,1\nbc,b,c,170\n`)
    expect(issue?.message).not.toContain('swapped')
  })

  it('0 is a value', async () => {
    const { network, issues } = await loadFiles({ 'node.csv': NODES, 'rail.csv': `${HEAD}\nab,a,b,0\nbc,b,c,170\n` })
    expect(issues.map(place)).toEqual([
      { severity: 'warning', code: 'zero-length', file: 'rail.csv', row: 2, column: 'length_km', value: '0' },
    ])
    expect(network.graph.getEdgeAttribute('ab', 'length_km')).toBe(0)
  })

  it('blank is the great circle, and said to be', async () => {
    const { network, issues } = await loadFiles({ 'node.csv': NODES, 'rail.csv': `${HEAD}\nab,a,b,\nbc,b,c,170\n` })
    expect(issues.map(place)).toEqual([
      { severity: 'warning', code: 'no-length', file: 'rail.csv', row: 2, column: 'length_km', value: '' },
    ])
    for (const key of ['ab', reverseKey('ab')]) {
      expect(network.graph.getEdgeAttribute(key, 'length_km')).toBeCloseTo(152.7, 1)
      expect(network.graph.getEdgeAttribute(key, 'length_estimated')).toBe(true)
    }
  })
})

describe('a link that cannot be', () => {
  it('to an unknown node, with what was meant', async () => {
    const nodes = 'node_id,x_coord,y_coord\nhamburg,10,53.5\nduisburg,6.8,51.4\n'
    const issues = await issuesOf(`${HEAD}\nl,hamburg,duisbrug,400\nok,hamburg,duisburg,400\n`, nodes)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'unknown-node', file: 'rail.csv', row: 2, column: 'to_node_id', value: 'duisbrug' },
    ])
    expect(issues[0]?.message).toBe(
      'rail.csv, row 2, column to_node_id: no such node, so the link is left out: "duisbrug" (did you mean "duisburg"?); expected a node_id of node.csv.',
    )
  })

  it('between two unknown nodes names both', async () => {
    const issues = await issuesOf(`${HEAD}\nl,xx,yy,400\n${LINKS.slice(HEAD.length + 1)}`)
    expect(issues.map((issue) => `${issue.row} ${issue.column} ${issue.value}`)).toEqual([
      '2 from_node_id xx',
      '2 to_node_id yy',
    ])
  })

  it('stays fast when every link is wrong', async () => {
    const nodes = Array.from({ length: 3000 }, (_, i) => [`node-number-${i}`, '10', '50'])
    const links = Array.from({ length: 3000 }, (_, i) => [`l${i}`, `nodenumber ${i}`, 'nowhere', '10'])
    const start = performance.now()
    const { issues } = networkFromRecords({
      'node.csv': [['node_id', 'x_coord', 'y_coord'], ...nodes],
      'rail.csv': [HEAD.split(','), ...links],
    })
    expect(issues.filter((issue) => issue.code === 'unknown-node')).toHaveLength(6000)
    expect(performance.now() - start).toBeLessThan(3000)
  })

  it('from a node to itself', async () => {
    const issues = await issuesOf(`${LINKS}aa,a,a,10\n`)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'self-loop', file: 'rail.csv', row: 4, column: 'to_node_id', value: 'a' },
    ])
  })

  it('ends before it begins', async () => {
    const issues = await issuesOf(
      `${HEAD},valid_from,valid_to\nab,a,b,170,2024-01-02,2024-01-01\nbc,b,c,170,2024-01-01,2024-01-01\n`,
    )
    expect(issues.map(place)).toEqual([
      {
        severity: 'error',
        code: 'bad-validity',
        file: 'rail.csv',
        row: 2,
        column: 'valid_to',
        value: '2024-01-01',
      },
    ])
    expect(issues[0]?.expected).toBe('a day not before valid_from')
  })

  it('has an id that another has, in this file or another', async () => {
    const { network, issues } = await loadFiles({
      'node.csv': NODES,
      'rail.csv': `${LINKS}ab,a,b,171\n`,
      'road.csv': `${HEAD}\nbc,b,c,180\n`,
    })
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'duplicate-link', file: 'rail.csv', row: 4, column: 'link_id', value: 'ab' },
      { severity: 'error', code: 'duplicate-link', file: 'road.csv', row: 2, column: 'link_id', value: 'bc' },
    ])
    expect(issues[0]?.message).toContain('the link is already defined in rail.csv, row 2, so this row is left out')
    expect(network.graph.getEdgeAttribute('ab', 'length_km')).toBe(170)
  })

  it.each([
    ['before the link', 'ab#reverse,b,a,170\n', ''],
    ['after the link', '', 'ab#reverse,b,a,170\n'],
  ])('has the id of a return direction, %s', async (_, before, after) => {
    const { network, issues } = await loadFiles({
      'node.csv': NODES,
      'rail.csv': `${HEAD}\n${before}ab,a,b,170\nbc,b,c,170\n${after}`,
    })
    expect(issues.map(place)).toEqual([
      {
        severity: 'error',
        code: 'reserved-id',
        file: 'rail.csv',
        row: before === '' ? 4 : 2,
        column: 'link_id',
        value: 'ab#reverse',
      },
    ])
    expect(network.graph.size).toBe(4)
  })

  it('has no mode, in a file that names none', async () => {
    const { network, issues } = await loadFiles({
      'node.csv': NODES,
      'link.csv': `${HEAD},mode\nab,a,b,170,\nbc,b,c,170,road\n`,
      'rail.csv': `${HEAD},mode\nab2,a,b,170,\nbc2,b,c,170,sea\n`,
    })
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'missing-value', file: 'link.csv', row: 2, column: 'mode', value: '' },
    ])
    expect(network.graph.mapEdges((key, { mode }) => `${key} ${mode}`).filter((text) => !text.includes('#'))).toEqual([
      'bc road',
      'ab2 rail',
      'bc2 sea',
    ])
  })
})

describe('a node', () => {
  it('defined twice', async () => {
    const { network, issues } = await loadFiles({
      'node.csv': NODES,
      'node-more.csv': 'node_id,name,x_coord,y_coord\nb,Other,12,50.4\n',
      'rail.csv': LINKS,
    })
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'duplicate-node', file: 'node.csv', row: 3, column: 'node_id', value: 'b' },
    ])
    expect(issues[0]?.message).toContain('already defined in node-more.csv, row 2')
    expect(network.graph.getNodeAttribute('b', 'name')).toBe('Other')
  })

  it('that no link touches, be it because its link was bad', async () => {
    const { issues } = await loadFiles({ 'node.csv': NODES, 'rail.csv': `${HEAD}\nab,a,b,170\nbc,b,c,x\n` })
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'bad-number', file: 'rail.csv', row: 3, column: 'length_km', value: 'x' },
      { severity: 'warning', code: 'orphan-node', file: 'node.csv', row: 4, column: 'node_id', value: 'c' },
    ])
  })

  it.each(['constructor', '__proto__', 'toString'])('with the id %s, which graphology cannot hold', async (id) => {
    const { network, issues } = await loadFiles({
      'node.csv': `${NODES}${id},X,16,51.5\n`,
      'rail.csv': `${LINKS}cx,c,${id},160\n`,
    })
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'reserved-id', file: 'node.csv', row: 5, column: 'node_id', value: id },
      { severity: 'error', code: 'unknown-node', file: 'rail.csv', row: 4, column: 'to_node_id', value: id },
    ])
    expect(network.graph.order).toBe(3)
  })

  it('in a part cut off from the rest', async () => {
    const nodes = `${NODES}y,Ytown,30,60\nx,Xtown,31,60\n`
    const issues = await issuesOf(`${LINKS}xy,x,y,60\n`, nodes)
    expect(issues.map(place)).toEqual([
      { severity: 'warning', code: 'separate-component', file: 'node.csv', row: 6, column: 'node_id', value: 'x' },
    ])
    expect(issues[0]?.message).toBe(
      'node.csv, row 6, column node_id: 2 nodes are cut off from the largest part of the network (3 nodes), among them: "x"; expected one connected network.',
    )
  })
})

describe('nothing is dropped without an issue', () => {
  // Mostly good values: a row of bad ones only would hide what becomes of the rest.
  const among = (good: readonly string[], bad: readonly string[]) =>
    fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.constantFrom(...bad) })
  const id = among(['a', 'b', 'c', 'd'], ['nowhere', '', 'constructor'])
  const number = among(['0', '1', '50', '60'], ['', 'abc', '-1', '1e999', '12,5', '95', '200'])
  const nodeRow = fc.tuple(id, number, number)
  const linkRow = fc.tuple(
    among(['l1', 'l2', 'l3', 'l4', '__proto__'], ['l1#reverse', '']),
    id,
    id,
    number,
    among(['', 'rail', 'road'], ['rale']),
    among(['', '2024-01-01'], ['2024-13-01']),
    fc.constantFrom('', '2023-01-01', '2025-01-01'),
  )

  it('rows in = rows kept + rows that an error names', () => {
    let kept = 0
    let dropped = 0
    fc.assert(
      fc.property(
        fc.array(nodeRow, { minLength: 3, maxLength: 8 }),
        fc.array(linkRow, { maxLength: 12 }),
        fc.constantFrom('rail.csv', 'link.csv'),
        (nodes, links, file) => {
          const { network, issues } = networkFromRecords({
            'node.csv': [['node_id', 'x_coord', 'y_coord'], ...nodes],
            [file]: [[...HEAD.split(','), 'mode', 'valid_from', 'valid_to'], ...links],
          })
          for (const issue of issues) expectOneSentence(issue)
          const named = (name: string) =>
            new Set(
              issues
                .filter((issue) => issue.severity === 'error' && issue.file === name && issue.row !== undefined)
                .map((issue) => issue.row),
            )
          const isRow = (cells: readonly string[]) => cells.some((cell) => cell !== '')
          const keptLinks = network.graph.filterEdges((_, { reversed }) => !reversed).length
          expect(network.graph.order + named('node.csv').size).toBe(nodes.filter(isRow).length)
          expect(keptLinks + named(file).size).toBe(links.filter(isRow).length)
          kept += network.graph.order + keptLinks
          dropped += named('node.csv').size + named(file).size
        },
      ),
      { numRuns: 400 },
    )
    expect(kept).toBeGreaterThan(200)
    expect(dropped).toBeGreaterThan(200)
  })
})
