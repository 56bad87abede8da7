import { describe, expect, it } from 'vitest'
import { csvNumber, csvText } from '../../src/report/csv-cell.js'

describe('csvText', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['say "a"', '"say ""a"""'],
    ['海上', '海上'],
    ['two\nlines', 'two\uFFFDlines'],
    ['\u001b[2J', '\uFFFD[2J'],
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x";"y")', `"'=HYPERLINK(""http://x"";""y"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['\t=1', '\uFFFD=1'],
    ['\r=1', '\uFFFD=1'],
    ['a-b', 'a-b'],
    ["'quoted'", "'quoted'"],
  ])('%j is %j', (text, cell) => {
    expect(csvText(text)).toBe(cell)
  })
})

describe('csvNumber', () => {
  it.each([
    [0, '0'],
    [-2.5, '-2.5'],
    [1 / 3, '0.3333333333333333'],
    [undefined, ''],
    [Number.NaN, ''],
  ])('%j is %j', (value, cell) => {
    expect(csvNumber(value)).toBe(cell)
  })
})
