import { describe, expect, it } from 'vitest'
import { didYouMean, nearest } from '../../src/issue/suggest.js'

describe('nearest', () => {
  it('finds a typo, best first, ties by alphabet', () => {
    expect(nearest('lenght_km', ['speed_kmh', 'length_km', 'time_h'])).toEqual(['length_km'])
    expect(nearest('cat', ['cut', 'cab', 'cat'])).toEqual(['cat', 'cab', 'cut'])
  })

  it('offers at most the limit, and nothing far away', () => {
    expect(nearest('aaa', ['aab', 'aac', 'aad', 'aae'])).toEqual(['aab', 'aac', 'aad'])
    expect(nearest('aaa', ['aab', 'aac'], 1)).toEqual(['aab'])
    expect(nearest('duisburg', ['singapore', 'x'])).toEqual([])
    expect(nearest('', ['a', 'bj'])).toEqual([])
    expect(nearest('xy', ['ab', 'xz'])).toEqual(['xz'])
  })

  it('ignores case and finds a word in a longer one, but not one of a letter or two', () => {
    expect(nearest('RAIL', ['rail'])).toEqual(['rail'])
    expect(nearest('railway', ['rail', 'road'])).toEqual(['rail'])
    expect(nearest('hamburg', ['a', 'h', 'hamburg altenwerder'])).toEqual(['hamburg altenwerder'])
  })
})

describe('didYouMean', () => {
  it('is a sentence of its own, or nothing', () => {
    expect(didYouMean(['a', 'b'])).toBe(' Did you mean "a", "b"?')
    expect(didYouMean([])).toBe('')
  })
})
