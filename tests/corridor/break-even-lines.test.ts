import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Line, lowerEnvelope, valueAt } from '../../src/corridor/break-even/lower-envelope.js'
import { parametricSearch } from '../../src/corridor/break-even/parametric-search.js'
import { amountWords, bandSentence, boundWords } from '../../src/corridor/break-even/range-words.js'

const line = fc.record({ fixed: fc.integer({ min: 0, max: 100 }), slope: fc.integer({ min: 0, max: 20 }) })
const lines = fc.array(line, { minLength: 1, maxLength: 12 })
const least = (all: readonly Line[], x: number): number => Math.min(...all.map((one) => valueAt(one, x)))

describe('lowerEnvelope', () => {
  it('joins without a gap, is the least everywhere, and names the first of equal lines', () => {
    let kinks = 0
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 20 }), (all, from, length) => {
        const to = from + length
        const pieces = lowerEnvelope(all, from, to)
        kinks += pieces.length - 1
        expect([pieces[0]?.from, pieces[pieces.length - 1]?.to]).toEqual([from, to])
        pieces.forEach((piece, i) => {
          if (i > 0) expect(piece.from).toBe(pieces[i - 1]?.to)
          if (length > 0) expect(piece.to).toBeGreaterThan(piece.from)
          const mine = all[piece.line] as Line
          for (const x of [piece.from, (piece.from + piece.to) / 2, piece.to]) {
            expect(valueAt(mine, x)).toBeCloseTo(least(all, x), 9)
          }
          expect(all.findIndex((other) => other.fixed === mine.fixed && other.slope === mine.slope)).toBe(piece.line)
        })
      }),
    )
    expect(kinks).toBeGreaterThan(20)
  })

  it('is empty without lines', () => {
    expect(lowerEnvelope([], 0, 1)).toEqual([])
  })
})

describe('parametricSearch', () => {
  /** Answers with the first of the least lines, and counts how often it is asked. */
  function search(all: readonly Line[], bound = 0) {
    let asked = 0
    const found = parametricSearch(
      (x) => {
        asked++
        const best = all.find((one) => valueAt(one, x) - least(all, x) <= bound) as Line
        return { route: best, line: best, bound }
      },
      0,
      10,
    )
    return { found: found.map((answer) => answer.line), asked }
  }

  it('finds the whole envelope with at most two questions per piece, and one', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const { found, asked } = search(all)
        const pieces = lowerEnvelope(all, 0, 10)
        for (let x = 0; x <= 10; x += 0.25) expect(least(found, x)).toBeCloseTo(least(all, x), 9)
        // Where lines meet in one point or at an end, one more may be met.
        expect(asked).toBeLessThanOrEqual(2 * pieces.length + 2)
      }),
    )
  })

  it('ends where answers are off by rounding, and misses no more than that', () => {
    fc.assert(
      fc.property(lines, fc.double({ min: 0, max: 3, noNaN: true }), (all, bound) => {
        const { found } = search(all, bound)
        for (let x = 0; x <= 10; x += 0.25) {
          expect(least(found, x) - least(all, x)).toBeLessThanOrEqual(3 * bound + 1e-9)
        }
      }),
    )
  })
})

describe('the words of a range', () => {
  it('put the unit where it is read', () => {
    expect(amountWords(1234.5, 'USD per day')).toBe('USD 1,235 per day')
    expect(amountWords(0, 'USD')).toBe('USD 0')
    expect(amountWords(12.345, 'h')).toBe('12.3 h')
    expect(amountWords(0.0123, 'times the rail tariff')).toBe('0.0123 times the rail tariff')
  })

  it('tell apart what differs', () => {
    expect(boundWords([310.21, 310.24, 900])).toEqual(['310.21', '310.24', '900'])
    expect(boundWords([0, 10_000])).toEqual(['0', '10,000'])
    expect(boundWords([5, 5])).toEqual(['5', '5'])
  })

  it('make a sentence of bands', () => {
    const bands = (...tos: number[]) => tos.map((to, i) => ({ from: tos[i - 1] ?? 0, to, name: `R${i}` }))
    expect(bandSentence(bands(310, 2900, 10_000), 'USD per day')).toBe(
      'Below USD 310 per day: R0; 310 to 2,900: R1; above: R2.',
    )
    expect(bandSentence(bands(240), 'h')).toBe('From 0 to 240 h: R0.')
  })
})
