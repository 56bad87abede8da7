import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Line, lowerEnvelope, valueAt } from '../../src/corridor/break-even/lower-envelope.js'
import type { Answer } from '../../src/corridor/break-even/parametric-search.js'
import { nearestFlip } from '../../src/corridor/explain/nearest-flip.js'

const line = fc.record({ fixed: fc.integer({ min: 0, max: 100 }), slope: fc.integer({ min: 0, max: 20 }) })
const lines = fc.array(line, { minLength: 1, maxLength: 8 })
const least = (all: readonly Line[], x: number): number => Math.min(...all.map((one) => valueAt(one, x)))
const NEAR = 4
const ENDS = [0, 10] as const

/** Answers among the best ways (others and those asked about) and among those asked about; the last that rounding lets pass. */
function questions(others: readonly Line[], asked: readonly Line[], bound: number) {
  const answer = (all: readonly Line[], x: number): Answer<undefined> => {
    const line = all.filter((one) => valueAt(one, x) - least(all, x) <= bound).pop() as Line
    return { route: undefined, line, bound }
  }
  return (x: number) => ({ best: answer([...others, ...asked], x), asked: answer(asked, x) })
}

/** By the envelopes, each worked out in full. */
function worked(others: readonly Line[], asked: readonly Line[], end: number): number | undefined {
  const all = [...asked, ...others]
  const wins = lowerEnvelope(all, Math.min(NEAR, end), Math.max(NEAR, end)).filter((piece) => piece.line < asked.length)
  if (wins.length === 0) return undefined
  return end > NEAR ? Math.min(...wins.map(({ from }) => from)) : Math.max(...wins.map(({ to }) => to))
}

describe('nearestFlip', () => {
  it('is where the envelopes first meet', () => {
    const seen = { none: 0, inside: 0 }
    fc.assert(
      fc.property(lines, lines, fc.constantFrom(...ENDS), (others, asked, end) => {
        if (least(asked, NEAR) - least([...others, ...asked], NEAR) < 0.5) return
        const expected = worked(others, asked, end)
        const found = nearestFlip(questions(others, asked, 0), NEAR, end)
        if (expected === undefined) {
          // They may touch in one point without the one asked about going below.
          if (found !== undefined) expect(least(asked, found) - least(others, found)).toBeCloseTo(0, 9)
          else seen.none++
        } else {
          const touches = Math.abs((found as number) - NEAR) < Math.abs(expected - NEAR) - 1e-9
          if (touches) expect(least(asked, found as number) - least(others, found as number)).toBeCloseTo(0, 9)
          else expect(found).toBeCloseTo(expected, 9)
          seen.inside++
        }
      }),
      { numRuns: 1500 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  })

  it('finds a stretch in the middle that shows at neither end', () => {
    // The others fall and rise again in value against the one asked about: 0 + 8x, then 40; asked: 20 + 2x.
    const others = [
      { fixed: 0, slope: 8 },
      { fixed: 36, slope: 0 },
    ]
    const asked = [{ fixed: 20, slope: 2 }]
    expect(nearestFlip(questions(others, asked, 0), 0, 20)).toBeCloseTo(20 / 6, 9)
    expect(nearestFlip(questions(others, asked, 0), 20, 0)).toBeCloseTo(8, 9)
    expect(nearestFlip(questions(others, [{ fixed: 40, slope: 1 }], 0), 0, 20)).toBeUndefined()
  })

  it('is off by no more than rounding hides', () => {
    let flips = 0
    fc.assert(
      fc.property(
        lines,
        lines,
        fc.constantFrom(...ENDS),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (others, asked, end, bound) => {
          const all = [...others, ...asked]
          if (least(asked, NEAR) - least(all, NEAR) <= 5 * bound) return
          const gap = (x: number): number => least(asked, x) - least(all, x)
          const found = nearestFlip(questions(others, asked, bound), NEAR, end)
          const stop = found ?? end
          if (found !== undefined) {
            flips++
            expect(gap(found)).toBeLessThanOrEqual(4 * bound + 1e-9)
          }
          // Nowhere before is it plainly as good.
          const certain = worked(others, asked, end)
          if (certain === undefined || found !== undefined) return
          expect(Math.abs(certain - NEAR)).toBeGreaterThanOrEqual(Math.abs(stop - NEAR) - 1e-9)
        },
      ),
      { numRuns: 800 },
    )
    expect(flips).toBeGreaterThan(20)
  })

  it('has nowhere to go on a range without length', () => {
    expect(nearestFlip(questions([{ fixed: 0, slope: 0 }], [{ fixed: 1, slope: 0 }], 0), 3, 3)).toBeUndefined()
  })
})
