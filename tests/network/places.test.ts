import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/issue/errors.js'
import { networkFromRecords } from '../../src/network/from-records.js'
import { foldName, NodeNames, PlaceIndex } from '../../src/network/places.js'

const NODES = [
  ['node_id', 'name', 'alias', 'unlocode', 'x_coord', 'y_coord'],
  ['lodz', 'Łódź', 'Litzmannstadt|Lodz Olechów', 'PLLOD', '19.4', '51.8'],
  ['xian', "Xi'an", '', 'CN SIA', '108.9', '34.3'],
  ['istanbul-eu', 'İstanbul Halkalı', 'Istanbul', '', '28.7', '41'],
  ['istanbul-as', 'Pendik', 'Istanbul', '', '29.2', '40.9'],
  ['poti', 'Poti', '', 'GEPTI', '41.6', '42.1'],
  ['GEPTI', 'Elsewhere', '', '', '1', '1'],
  ['frankfurt-road', 'Frankfurt', '', 'DEFRA', '8.6', '50.1'],
  ['frankfurt-air', 'Frankfurt Airport', '', 'DEFRA', '8.5', '50'],
  ['bj', '北京', '', '', '116', '40'],
]

function indexOf(nodes: readonly (readonly string[])[] = NODES): PlaceIndex {
  const { graph } = networkFromRecords({ 'node.csv': nodes }).network
  const ids = graph.nodes().sort()
  return new PlaceIndex(
    new NodeNames(
      ids,
      ids.map((id) => graph.getNodeAttributes(id)),
    ),
  )
}

function refusal(text: string, index = indexOf()): UsageError {
  try {
    index.resolve(text)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error(`"${text}" was found`)
}

describe('PlaceIndex', () => {
  it.each([
    ['lodz', 'lodz'],
    ['Łódź', 'lodz'],
    ['LODZ', 'lodz'],
    ['ŁÓDŹ', 'lodz'],
    ['Ło\u0301dz\u0301', 'lodz'],
    ['lodz olechow', 'lodz'],
    ['Litzmannstadt', 'lodz'],
    ['pllod', 'lodz'],
    ['PL LOD', 'lodz'],
    ['xian', 'xian'],
    ["XI'AN", 'xian'],
    ['Xi’an', 'xian'],
    ['xi an', 'xian'],
    ['cnsia', 'xian'],
    ['istanbul halkali', 'istanbul-eu'],
    ['Istanbul EU', 'istanbul-eu'],
    ['北京', 'bj'],
    ['Bei Jing', 'bj'],
  ])('%s is %s', (text, id) => {
    expect(indexOf().resolve(text)).toBe(id)
  })

  it('an exact id wins over the UN/LOCODE of another place', () => {
    expect(indexOf().resolve('GEPTI')).toBe('GEPTI')
    expect(indexOf().resolve('gepti')).toBe('poti')
  })

  it('refuses a name that several places bear, and lists them', () => {
    const error = refusal('istanbul')
    expect(error.message).toBe(
      'The name "istanbul" is borne by several places; use a node id: istanbul-as, istanbul-eu.',
    )
    expect(error.suggestions).toEqual(['istanbul-as', 'istanbul-eu'])
  })

  it('refuses a UN/LOCODE that several places bear, whatever the order of rows', () => {
    const [header = [], ...rows] = NODES
    for (const order of [rows, [...rows].reverse()]) {
      expect(refusal('DEFRA', indexOf([header, ...order])).suggestions).toEqual(['frankfurt-air', 'frankfurt-road'])
    }
  })

  it('names the nearest places for one that it does not know', () => {
    const error = refusal('Lodsz')
    expect(error.message).toBe(
      'Unknown place "Lodsz"; expected a node id, a UN/LOCODE or a name of the network. Did you mean "lodz"?',
    )
    expect(error.suggestions).toEqual(['lodz'])
    expect(refusal('Frankfurt Airprot').suggestions).toContain('Frankfurt Airport')
  })

  it.each(['', '  ', '!!!', 'Vladivostok'])('knows nothing near %j', (text) => {
    expect(refusal(text).message).toBe(
      `Unknown place "${text}"; expected a node id, a UN/LOCODE or a name of the network.`,
    )
  })

  it('tells the ids apart that differ in case only', () => {
    const index = indexOf([
      ['node_id', 'x_coord', 'y_coord'],
      ['A', '1', '1'],
      ['a', '2', '2'],
    ])
    expect(index.resolve('A')).toBe('A')
    expect(index.resolve('a')).toBe('a')
    expect(refusal('á', index).suggestions).toEqual(['A', 'a'])
  })
})

describe('foldName', () => {
  it('drops case, diacritics, blanks and punctuation', () => {
    expect(['São Paulo', 'SAO-PAULO', 'saopaulo'].map(foldName)).toEqual(['saopaulo', 'saopaulo', 'saopaulo'])
    expect(foldName('Ürümqi')).toBe('urumqi')
  })
})
