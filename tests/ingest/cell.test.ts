import { describe, expect, it } from 'vitest'
import { BAD_CELL, expectation, isDate, readCell } from '../../src/ingest/cell.js'
import type { Column } from '../../src/ingest/schema.js'

const doc = ''
const amount: Column = { kind: 'number', min: 0, doc }

describe('readCell', () => {
  it.each([
    ['0', 0],
    ['12.5', 12.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['+7', 7],
    ['-0', 0],
  ])('reads the number %s', (text, value) => {
    expect(Object.is(readCell(amount, text), value)).toBe(true)
  })

  it.each(['12,5', 'abc', '1e999', '0x10', 'NaN', 'Infinity', '-1', '1 000', '--1', '1e', '.', '٣'])(
    'refuses %s as an amount',
    (text) => {
      expect(readCell(amount, text)).toBe(BAD_CELL)
    },
  )

  it('keeps the limits of a column, ends included', () => {
    const latitude: Column = { kind: 'number', min: -90, max: 90, doc }
    expect(readCell(latitude, '-90')).toBe(-90)
    expect(readCell(latitude, '90')).toBe(90)
    expect(readCell(latitude, '90.0001')).toBe(BAD_CELL)
    expect(expectation(latitude)).toBe('a number from -90 to 90, with a point for decimals')
  })

  it('reads yes and no in the usual words', () => {
    const column: Column = { kind: 'boolean', doc }
    expect(['1', 'TRUE', 'Yes', 'y'].map((text) => readCell(column, text))).toEqual([true, true, true, true])
    expect(['0', 'false', 'NO', 'n'].map((text) => readCell(column, text))).toEqual([false, false, false, false])
    expect(readCell(column, '2')).toBe(BAD_CELL)
  })

  it('reads NA as Namibia', () => {
    const column: Column = { kind: 'country', doc }
    expect(readCell(column, 'NA')).toBe('NA')
    expect(readCell(column, 'na')).toBe('NA')
    expect(readCell(column, 'DEU')).toBe(BAD_CELL)
  })

  it('reads a list without blank words; nothing but separators is not given', () => {
    const column: Column = { kind: 'list', doc }
    expect(readCell(column, ' a | |b')).toEqual(['a', 'b'])
    expect(readCell(column, '||')).toBeUndefined()
  })

  it('reads a choice without regard to case', () => {
    const column: Column = { kind: 'choice', choices: ['rail', 'road'], doc }
    expect(readCell(column, 'Rail')).toBe('rail')
    expect(readCell(column, 'raill')).toBe(BAD_CELL)
  })
})

describe('isDate', () => {
  it('takes real days only', () => {
    expect(isDate('2024-02-29')).toBe(true)
    expect(['2023-02-29', '2024-13-01', '24-01-01', '2024-1-1', '2024-01-01T00:00', 'today'].some(isDate)).toBe(false)
  })
})
