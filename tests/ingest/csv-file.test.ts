import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listCsvFiles, readCsvFile } from '../../src/ingest/csv-file.js'
import { DataError } from '../../src/issue/errors.js'
import { type Issue, IssueLog } from '../../src/issue/issue.js'
import { expectOneSentence, place, withFolder } from '../support/temp-folder.js'

interface ReadResult {
  readonly rows: (readonly string[])[]
  readonly isWhole: boolean
  readonly issues: readonly Issue[]
}

function read(content: string | Uint8Array): Promise<ReadResult> {
  return withFolder({ 'rail.csv': content }, async (folder) => {
    const log = new IssueLog()
    const rows: (readonly string[])[] = []
    const isWhole = await readCsvFile(join(folder, 'rail.csv'), log, (cells) => rows.push(cells))
    for (const issue of log.issues) expectOneSentence(issue)
    return { rows, isWhole, issues: log.issues }
  })
}

const GOOD = [
  ['a', 'b'],
  ['1', '2'],
]

describe('readCsvFile: what is survived', () => {
  it.each([
    ['LF', 'a,b\n1,2\n'],
    ['no line break at the end', 'a,b\n1,2'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['CR', 'a,b\r1,2\r'],
    ['BOM', '\ufeffa,b\n1,2\n'],
    ['BOM before a quote', '\ufeff"a",b\n1,2\n'],
    ['semicolons', 'a;b\n1;2\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['quoted cells', '"a","b"\n"1","2"\n'],
    ['blanks around quotes', 'a,b\n "1" , "2" \n'],
  ])('%s', async (_, text) => {
    expect(await read(text)).toEqual({ rows: GOOD, isWhole: true, issues: [] })
  })

  it('separators, quotes and line breaks in quotes', async () => {
    const { rows, issues } = await read('a;b\r\n"x; y";"he said ""hi"""\r\n"line 1\r\nline 2";4\r\n')
    expect(rows.slice(1)).toEqual([
      ['x; y', 'he said "hi"'],
      ['line 1\r\nline 2', '4'],
    ])
    expect(issues).toEqual([])
  })

  it('a decimal comma under semicolons, a quote in the middle of a cell', async () => {
    expect((await read('a;b\n12,5;5" pipe\n')).rows[1]).toEqual(['12,5', '5" pipe'])
  })

  it('blank cells at either end, and blank lines, which are records without cells', async () => {
    const { rows } = await read('a,b,c\n\n,,3\n1,,\n  \n"",,\n')
    expect(rows).toEqual([['a', 'b', 'c'], [], ['', '', '3'], ['1', '', ''], [], ['', '', '']])
  })

  it('an empty file', async () => {
    expect(await read('')).toEqual({ rows: [], isWhole: true, issues: [] })
  })

  it('characters and records across the chunks of a large file', async () => {
    const lines = Array.from({ length: 40_000 }, (_, i) => `${i},"Łódź\n${'é'.repeat(i % 7)}"`)
    const { rows, isWhole } = await read(`id,name\r\n${lines.join('\r\n')}\r\n`)
    expect(isWhole).toBe(true)
    expect(rows).toHaveLength(40_001)
    expect(rows[39_999]).toEqual(['39998', 'Łódź\n'])
    expect(rows[40_000]).toEqual(['39999', 'Łódź\né'])
  })
})

describe('readCsvFile: what is not, with every record before it', () => {
  it('Latin-1', async () => {
    const { rows, isWhole, issues } = await read(Buffer.from('a,b\n1,2\nZürich,3\n4,5\n', 'latin1'))
    expect(rows).toEqual(GOOD)
    expect(isWhole).toBe(false)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'not-utf8', file: 'rail.csv', row: 3, value: 'Zürich,3' },
    ])
    expect(issues[0]?.expected).toBe('a file saved as UTF-8')
  })

  it('Latin-1 far into a large file: the row is told exactly', async () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `row ${i},x`)
    lines[87_654] = 'Zürich,x'
    const { rows, issues } = await read(Buffer.from(`a,b\n${lines.join('\n')}\n`, 'latin1'))
    expect(rows).toHaveLength(87_655)
    expect(rows.at(-1)).toEqual(['row 87653', 'x'])
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'not-utf8', file: 'rail.csv', row: 87_656, value: 'Zürich,x' },
    ])
  })

  it.each(['utf16le', 'UTF-16 big endian'])('%s', async (encoding) => {
    const bytes = Buffer.from('\ufeffa,b\n1,2\n', 'utf16le')
    const { rows, issues } = await read(encoding === 'utf16le' ? bytes : bytes.swap16())
    expect(rows).toEqual([])
    expect(issues.map(place)).toEqual([{ severity: 'error', code: 'not-utf8', file: 'rail.csv', row: 1 }])
    expect(issues[0]?.message).toContain('UTF-16')
  })

  it('a binary file', async () => {
    const { rows, issues } = await read(Buffer.from('a,b\n1,2\nPK\u0003\u0004\u0000\u0000zip\n', 'latin1'))
    expect(rows).toEqual(GOOD)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'binary-file', file: 'rail.csv', row: 3, value: 'PK\u0003\u0004' },
    ])
  })

  it('text after a closing quote: the records before it in the same chunk are kept', async () => {
    const { rows, issues } = await read('a,b\n1,2\n"x"y,3\n4,5\n')
    expect(rows).toEqual(GOOD)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'malformed-csv', file: 'rail.csv', row: 3, value: '"x"y,3' },
    ])
  })

  it('an unclosed quote in a small file', async () => {
    const { rows, issues } = await read('a,b\n1,2\n3,"4\n5,6\n')
    expect(rows).toEqual(GOOD)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'malformed-csv', file: 'rail.csv', row: 3, value: '3,"4' },
    ])
  })

  it('an unclosed quote in a large file', async () => {
    const { rows, issues } = await read(`a,b\n1,2\n3,"4\n${'5,6\n'.repeat(5_000_000)}`)
    expect(rows).toEqual(GOOD)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'endless-record', file: 'rail.csv', row: 3, value: '3,"4' },
    ])
  }, 10_000)

  it('a line of 50 MB, fast and in little memory', async () => {
    const line = Buffer.alloc(50_000_000, 'x')
    const before = process.memoryUsage().rss
    const start = performance.now()
    const { rows, issues } = await read(Buffer.concat([Buffer.from('a,b\n1,2\n'), line]))
    expect(performance.now() - start).toBeLessThan(5000)
    // The file itself is held twice by this test.
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000 + 150_000_000)
    expect(rows).toEqual(GOOD)
    expect(issues.map(place)).toEqual([
      { severity: 'error', code: 'endless-record', file: 'rail.csv', row: 3, value: `${'x'.repeat(59)}…` },
    ])
  }, 20_000)

  it('a line of exactly 1 MiB is read, one byte more is not', async () => {
    const mebibyte = 'x'.repeat(1 << 20)
    expect((await read(`a\n${mebibyte}\n1\n`)).rows).toHaveLength(3)
    expect((await read(`a\n${mebibyte}x\n1\n`)).issues.map((issue) => issue.code)).toEqual(['endless-record'])
  })

  it('a missing file, and a folder', async () => {
    await withFolder({}, async (folder) => {
      const log = new IssueLog()
      await mkdir(join(folder, 'road.csv'))
      expect(await readCsvFile(join(folder, 'rail.csv'), log, () => {})).toBe(false)
      expect(await readCsvFile(join(folder, 'road.csv'), log, () => {})).toBe(false)
      for (const issue of log.issues) expectOneSentence(issue)
      expect(log.issues.map(place)).toEqual([
        { severity: 'error', code: 'missing-file', file: 'rail.csv' },
        { severity: 'error', code: 'unreadable-file', file: 'road.csv' },
      ])
    })
  })

  it('an error of the caller is not taken for one of the file', async () => {
    await withFolder({ 'rail.csv': 'a,b\n1,2\n' }, async (folder) => {
      const log = new IssueLog()
      const broken = () => {
        throw new TypeError('a bug of the caller')
      }
      await expect(readCsvFile(join(folder, 'rail.csv'), log, broken)).rejects.toThrow('a bug of the caller')
      expect(log.issues).toEqual([])
    })
  })
})

describe('listCsvFiles', () => {
  it('lists CSV files by name and nothing else', async () => {
    await withFolder({ 'b.csv': '', 'a.CSV': '', 'readme.md': '', 'c.csv.bak': '' }, async (folder) => {
      expect(await listCsvFiles(folder)).toEqual([join(folder, 'a.CSV'), join(folder, 'b.csv')])
    })
  })

  it('throws for a folder that does not exist', async () => {
    await expect(listCsvFiles('/nowhere/at/all')).rejects.toThrow(DataError)
    await expect(listCsvFiles('/nowhere/at/all')).rejects.toThrow('Cannot read the folder "/nowhere/at/all"; expected')
  })
})
