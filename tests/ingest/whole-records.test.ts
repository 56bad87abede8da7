import fc from 'fast-check'
import { parseString } from 'fast-csv'
import { describe, expect, it } from 'vitest'
import { type Separator, separatorOf, Unreadable, wholeRecords } from '../../src/ingest/whole-records.js'

async function* blocksOf(lines: readonly string[], size: number): AsyncGenerator<string> {
  for (let i = 0; i < lines.length; i += size) yield lines.slice(i, i + size).join('')
}

/** What comes through, and the fault that ended it. */
async function regroup(
  text: string,
  separator: Separator,
  size: number,
): Promise<{ blocks: string[]; fault?: string }> {
  const lines = text.split(/(?<=\n)/)
  const blocks: string[] = []
  try {
    for await (const block of wholeRecords(blocksOf(lines, size), separator)) blocks.push(block)
  } catch (error) {
    if (error instanceof Unreadable) return { blocks, fault: error.code }
    throw error
  }
  return { blocks }
}

function parsed(text: string, delimiter: string): Promise<string[][] | 'error'> {
  return new Promise((resolve) => {
    const rows: string[][] = []
    parseString<string[], string[]>(text, { headers: false, delimiter, ignoreEmpty: false })
      .on('data', (row: string[]) => rows.push(row))
      .on('error', () => resolve('error'))
      .on('end', () => resolve(rows))
  })
}

describe('wholeRecords', () => {
  it('holds a record back until its quoted field is closed', async () => {
    expect(await regroup('a,b\n1,"x\ny"\n2,3\n', ',', 1)).toEqual({ blocks: ['a,b\n', '1,"x\ny"\n', '2,3\n'] })
  })

  it('takes a quote in the middle of an unquoted cell for a character', async () => {
    expect(await regroup('a,b\n5" pipe,2\n3,"4"\n', ',', 1)).toEqual({ blocks: ['a,b\n', '5" pipe,2\n', '3,"4"\n'] })
  })

  it('takes a quote after another separator than the one of the file for a character', async () => {
    expect(await regroup('a;b\n1,"x;2\n', ';', 1)).toEqual({ blocks: ['a;b\n', '1,"x;2\n'] })
  })

  it('passes on what stands before a malformed quote', async () => {
    expect(await regroup('a,b\n1,2\n"x"y,3\n4,5\n', ',', 99)).toEqual({
      blocks: ['a,b\n1,2\n'],
      fault: 'malformed-csv',
    })
    expect(await regroup('a,b\n"p\nq",2\n1,"2\n3,4\n', ',', 99)).toEqual({
      blocks: ['a,b\n"p\nq",2\n'],
      fault: 'malformed-csv',
    })
  })

  it('finds a fault where fast-csv does, and only there; the blocks say what the text says', async () => {
    let faults = 0
    let clean = 0
    const alphabet = fc.constantFrom('"', '"', ',', ',', ';', '\n', '\n', '\r\n', ' ', '\t', 'a', '""', 'é')
    await fc.assert(
      fc.asyncProperty(
        fc.array(alphabet, { maxLength: 25 }),
        fc.constantFrom<Separator>(',', ';', '\t'),
        fc.integer({ min: 1, max: 3 }),
        async (parts, separator, size) => {
          const text = parts.join('')
          const expected = await parsed(text, separator)
          const { blocks, fault } = await regroup(text, separator, size)
          if (expected === 'error') {
            faults++
            expect(fault).toBe('malformed-csv')
            expect(text.startsWith(blocks.join(''))).toBe(true)
            expect(await parsed(blocks.join(''), separator)).not.toBe('error')
          } else {
            clean++
            expect(fault).toBeUndefined()
            expect(blocks.join('')).toBe(text)
            const rows = await Promise.all(blocks.map((block) => parsed(block, separator)))
            expect(rows.flat()).toEqual(expected)
          }
        },
      ),
      { numRuns: 2000 },
    )
    expect(faults).toBeGreaterThan(200)
    expect(clean).toBeGreaterThan(200)
  })
})

describe('separatorOf', () => {
  it.each([
    ['a,b,c\n', ','],
    ['a;b;c\n1,5;2;3', ';'],
    ['a\tb\tc\r\n', '\t'],
    ['"x,y,z";b\n', ';'],
    ['\r\n  \n\na;b\n', ';'],
    ['single\n', ','],
    ['', ','],
    ['a;b\r1,2,3,4\r', ';'],
  ])('of %j is %j', (text, separator) => {
    expect(separatorOf(text)).toBe(separator)
  })
})
