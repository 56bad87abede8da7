import { describe, expect, it } from 'vitest'
import { toJson } from '../../src/report/json.js'

describe('toJson', () => {
  it('says null for what is not known, so that every key is there', () => {
    expect(toJson({ a: undefined, b: [undefined, 1], c: { d: null, e: 0, f: '', g: false } }, 0)).toBe(
      '{"a":null,"b":[null,1],"c":{"d":null,"e":0,"f":"","g":false}}',
    )
  })

  it('is indented by two spaces, or as asked', () => {
    expect(toJson({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}')
    expect(toJson({ a: 1 }, 4)).toBe('{\n    "a": 1\n}')
  })

  it('gives back numbers as they are', () => {
    const numbers = [0.1 + 0.2, 1e21, 5e-324, -1.5]
    expect(JSON.parse(toJson(numbers))).toEqual(numbers)
  })

  it('gives typed arrays as lists, and null for what is no number', () => {
    expect(toJson({ weights: Float64Array.of(1.5, Number.NaN, 0) }, 0)).toBe('{"weights":[1.5,null,0]}')
  })

  it('holds no control character, whatever a name does', () => {
    const names = ['\u001b[31mred', 'bell\u0007', 'line\nbreak', '\u009b31m', '\u007f']
    const text = toJson(names, 0)
    expect(text).not.toMatch(/\p{Cc}/u)
    expect(JSON.parse(text)).toEqual(names)
  })
})
