import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutAbove } from '../../../src/report/drawing/cut-above.js'
import { cutScale } from '../../../src/report/drawing/cut-scale.js'
import { type Box, overlap, placeLabels, textWidth } from '../../../src/report/drawing/labels.js'

const FRAME: Box = { x: 0, y: 0, width: 300, height: 200 }

describe('placeLabels', () => {
  const label = fc.record({
    text: fc.string({ minLength: 1, maxLength: 12 }),
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 200 }),
    fontSize: fc.constantFrom(11, 13),
  })

  it('covers no other label or box, and keeps to the frame', () => {
    let placedAll = 0
    fc.assert(
      fc.property(fc.array(label, { maxLength: 20 }), label, (wanted, taken) => {
        const box = { x: taken.x, y: taken.y, width: 30, height: 20 }
        const placed = placeLabels(wanted, FRAME, [box], [])
        placedAll += placed.length
        const boxes = placed.map(({ text, textX, textY, anchor, fontSize }): Box => {
          const width = textWidth(text, fontSize)
          const left = anchor === 'start' ? textX : anchor === 'end' ? textX - width : textX - width / 2
          return { x: left, y: textY - fontSize * 0.9, width, height: fontSize * 1.05 }
        })
        for (const [i, one] of boxes.entries()) {
          expect(overlap(one, box)).toBe(false)
          for (const other of boxes.slice(0, i)) expect(overlap(one, other)).toBe(false)
          expect(one.x >= 0 && one.y >= 0 && one.x + one.width <= 300 && one.y + one.height <= 200).toBe(true)
        }
      }),
    )
    expect(placedAll).toBeGreaterThan(100)
  })

  it('writes what must be written, inside the frame rather than free', () => {
    const box = { x: 0, y: 0, width: 300, height: 200 }
    const [placed] = placeLabels([{ text: 'Chongqing', x: 298, y: 100, fontSize: 13, must: true }], FRAME, [box], [])
    expect(placed?.anchor).toBe('end')
  })
})

describe('cutScale', () => {
  it.each([
    [[1, 2, 3], { end: 3, isCut: false }],
    [[3, 3, 4, 5, 17, 80, 127], { end: 17, isCut: true }],
    [[1, 100], { end: 1, isCut: true }],
    [[0, 0], { end: 1, isCut: false }],
    [[], { end: 1, isCut: false }],
  ])('of %j is %j', (values, scale) => {
    expect(cutScale(values)).toEqual(scale)
  })

  it('leaves at least half of the values on it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true })), (values) => {
        const { end } = cutScale(values)
        const positive = values.filter((value) => value > 0)
        expect(positive.filter((value) => value <= end).length).toBeGreaterThanOrEqual(positive.length / 2)
      }),
    )
  })
})

describe('cutAbove', () => {
  const line = [0, 2, 6, 8].map((y, x) => ({ x, y }))

  it('ends a line on the edge', () => {
    expect(cutAbove(line, 4)).toEqual([
      { x: 0, y: 0 },
      { x: 1, y: 2 },
      { x: 1.5, y: 4 },
    ])
    expect(cutAbove(line, 8)).toEqual(line)
    expect(cutAbove(line, 2)).toEqual(line.slice(0, 2))
    expect(cutAbove([{ x: 0, y: 9 }], 4)).toEqual([])
  })
})
