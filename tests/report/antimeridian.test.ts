import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Position, splitAtAntimeridian } from '../../src/report/antimeridian.js'

describe('splitAtAntimeridian', () => {
  it.each([
    ['a line that does not cross', '100 0, 120 10, 179 20', '100 0, 120 10, 179 20'],
    ['a line over the prime meridian', '-80 0, 80 10', '-80 0, 80 10'],
    [
      'a crossing eastwards, half way from 170 to -170',
      '160 0, 170 10, -170 20, -160 30',
      '160 0, 170 10, 180 15 | -180 15, -170 20, -160 30',
    ],
    [
      'a crossing westwards, a quarter of the way from -175 to 165',
      '-175 40, 165 60',
      '-175 40, -180 45 | 180 45, 165 60',
    ],
    ['a step of a hundred degrees', '130 0, -130 50', '130 0, 180 25 | -180 25, -130 50'],
    ['a line there and back', '179 0, -179 2, 179 4', '179 0, 180 1 | -180 1, -179 2, -180 3 | 180 3, 179 4'],
    ['a line that ends on the meridian', '170 0, 180 10', '170 0, 180 10'],
    ['the same, its end given from the other side', '170 0, -180 10', '170 0, 180 10'],
    ['a line that starts on the meridian, given from the other side', '180 0, -170 10', '-180 0, -170 10'],
    ['a position on the meridian, once', '170 0, 180 5, -170 10', '170 0, 180 5 | -180 5, -170 10'],
    ['a position on the meridian, from each side', '170 0, 180 5, -180 5, -170 10', '170 0, 180 5 | -180 5, -170 10'],
    ['a line that touches the meridian and turns back', '170 0, -180 5, 170 10', '170 0, 180 5 | 180 5, 170 10'],
    ['a step of just 180 degrees, which crosses nothing', '-90 0, 90 10', '-90 0, 90 10'],
    ['one position, which is no line', '10 10, 10 10', ''],
  ])('%s', (_, line, parts) => {
    const positions = line.split(', ').map((text) => text.split(' ').map(Number) as [number, number])
    const shown = splitAtAntimeridian(positions).map((part) => part.map((position) => position.join(' ')).join(', '))
    expect(shown.join(' | ')).toBe(parts)
  })

  const position = fc.tuple(
    fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 179.5, -179.5, 0)),
    fc.double({ min: -90, max: 90, noNaN: true }),
  )
  const line = fc.array(position, { minLength: 2, maxLength: 8 })

  it('gives parts that stay on the globe, never jump, and meet on the meridian at the same latitude', () => {
    let cuts = 0
    fc.assert(
      fc.property(line, (positions) => {
        const parts = splitAtAntimeridian(positions)
        cuts += Math.max(0, parts.length - 1)
        for (const part of parts) {
          expect(part.length).toBeGreaterThan(1)
          for (const [longitude, latitude] of part) {
            expect(Math.abs(longitude)).toBeLessThanOrEqual(180)
            expect(Math.abs(latitude)).toBeLessThanOrEqual(90)
          }
          for (let i = 1; i < part.length; i++) {
            expect(Math.abs((part[i]?.[0] ?? 0) - (part[i - 1]?.[0] ?? 0))).toBeLessThanOrEqual(180)
          }
        }
        for (let i = 1; i < parts.length; i++) {
          const end = parts[i - 1]?.at(-1)
          const start = parts[i]?.[0]
          expect([Math.abs(end?.[0] ?? 0), Math.abs(start?.[0] ?? 0)]).toEqual([180, 180])
          expect(start?.[1]).toBe(end?.[1])
        }
      }),
      { numRuns: 500 },
    )
    expect(cuts).toBeGreaterThan(50)
  })

  it('keeps every position, in order, but for those on the meridian', () => {
    fc.assert(
      fc.property(line, (positions) => {
        const inside = (list: readonly Position[]) =>
          list
            .filter(([longitude]) => Math.abs(longitude) < 180)
            .filter((p, i, all) => String(p) !== String(all[i - 1]))
        const kept = inside(splitAtAntimeridian(positions).flat())
        const given = inside(positions)
        if (given.length > 1) expect(kept.map(String)).toEqual(given.map(String))
      }),
    )
  })
})
