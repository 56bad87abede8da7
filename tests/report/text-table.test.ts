import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { paragraph, type TextColumn, textTable } from '../../src/report/text-table.js'

const COLUMNS: readonly TextColumn[] = [
  { title: 'corridor', align: 'left' },
  { title: 'days', align: 'right' },
  { title: 'what it is', align: 'left' },
  { title: 'USD', align: 'right' },
]
const ROWS = [
  ['Northern rail', '15.2', 'container trains by Kazakhstan, Russia and Belarus', '7,649'],
  // The a with its accent as two characters: one column wide.
  ['中部走廊 (Middle)', '25.0', 'Caspian vessel, then Ba\u0301ku-Tbilisi-Kars', '10,001'],
]

const lines = (width: number, ruled = false): string[] => textTable(COLUMNS, ROWS, width, ruled).normalize().split('\n')

describe('textTable', () => {
  it('is as wide as its cells where there is room', () => {
    expect(lines(120)).toEqual([
      'corridor           days  what it is                                             USD',
      'Northern rail      15.2  container trains by Kazakhstan, Russia and Belarus   7,649',
      '中部走廊 (Middle)  25.0  Caspian vessel, then Báku-Tbilisi-Kars              10,001',
    ])
  })

  it('wraps the widest text column where it nearly fits, and rules off the last row', () => {
    expect(lines(80, true)).toEqual([
      'corridor           days  what it is                                          USD',
      'Northern rail      15.2  container trains by Kazakhstan, Russia and        7,649',
      '                         Belarus',
      '-----------------  ----  -----------------------------------------------  ------',
      '中部走廊 (Middle)  25.0  Caspian vessel, then Báku-Tbilisi-Kars           10,001',
    ])
    expect(lines(60)).toEqual([
      'corridor           days  what it is                      USD',
      'Northern rail      15.2  container trains by           7,649',
      '                         Kazakhstan, Russia and',
      '                         Belarus',
      '中部走廊 (Middle)  25.0  Caspian vessel, then         10,001',
      '                         Báku-Tbilisi-Kars',
    ])
  })

  it('is a block for each row where it does not fit', () => {
    expect(lines(40, true)).toEqual([
      'Northern rail',
      '  days: 15.2',
      '  what it is: container trains by',
      '    Kazakhstan, Russia and Belarus',
      '  USD: 7,649',
      '中部走廊 (Middle)',
      '  days: 25.0',
      '  what it is: Caspian vessel, then',
      '    Báku-Tbilisi-Kars',
      '  USD: 10,001',
    ])
  })

  it('leaves blank cells out of a block', () => {
    expect(textTable(COLUMNS, [['total', '', '', '5']], 10)).toBe('total\n  USD: 5')
  })

  it('takes more rows than a call takes arguments', () => {
    const rows = new Array<string[]>(200_000).fill(['1'])
    expect(textTable([{ title: 'n', align: 'right' }], rows, 0)).toHaveLength(2 * rows.length - 1)
  })

  it('is its titles where there is no row', () => {
    expect(textTable(COLUMNS, [], 80)).toBe('corridor  days  what it is  USD')
  })

  const cell = fc.oneof(
    fc.constantFrom('', '7,649', 'Łódź', '中部走廊', 'Ba\u0301ku', 'ハンブルク港コンテナターミナル', 'x'.repeat(60)),
    fc
      .array(fc.constantFrom('Nizhny', '重庆', 'e\u0301', 'by', 'Suez', '한국'), { maxLength: 12 })
      .map((w) => w.join(' ')),
  )
  const table = fc.array(fc.tuple(cell, fc.constantFrom('1', '1,234', ''), cell, fc.constantFrom('0', '99,999')), {
    minLength: 1,
    maxLength: 5,
  })

  it.each([40, 60, 80, 120])('is never wider than %d columns, unless in blocks, and cuts nothing off', (width) => {
    let tables = 0
    fc.assert(
      fc.property(table, (rows) => {
        const text = textTable(COLUMNS, rows, width)
        const isTable = text.startsWith('corridor ')
        if (isTable) tables++
        for (const line of isTable ? text.split('\n') : []) expect(stringWidth(line)).toBeLessThanOrEqual(width)
        const shown = isTable
          ? [...COLUMNS.map(({ title }) => title), ...rows.flat()]
          : rows.flatMap(([head, ...rest]) => [
              head,
              ...rest.flatMap((c, i) => (c === '' ? [] : [`${COLUMNS[i + 1]?.title}:`, c])),
            ])
        expect(letters(text)).toBe(letters(shown.join('')))
      }),
    )
    expect(tables).toBeGreaterThan(20)
  })
})

describe('paragraph', () => {
  it('wraps long words after their hyphens', () => {
    const columns = [
      { title: 'line', align: 'left' },
      { title: 'km', align: 'right' },
    ] as const
    const rows = [['the Bukhara-Tashkent-Bishkek-Almaty line', '7']]
    expect(textTable(columns, rows, 19).split('\n')).toEqual([
      'line             km',
      'the Bukhara-      7',
      'Tashkent-',
      'Bishkek-Almaty',
      'line',
    ])
  })

  it('wraps by words, and cuts a word that is too long', () => {
    expect(paragraph('one two three four five six', 20)).toBe('one two three four\nfive six')
    expect(paragraph('one two three four five six', 20, '- ', '  ')).toBe('- one two three four\n  five six')
    expect(paragraph('x'.repeat(50), 40)).toBe(`${'x'.repeat(40)}\n${'x'.repeat(10)}`)
  })

  it('does not go below twenty columns', () => {
    for (const width of [19, 1, 0, -1])
      expect(paragraph('x'.repeat(25), width)).toBe(`${'x'.repeat(20)}\n${'x'.repeat(5)}`)
  })
})

/** All that is not white space, sorted: columns side by side mix the order of wrapped words. */
function letters(text: string): string {
  return [...text.normalize().replace(/\s/gu, '')].sort().join('')
}
