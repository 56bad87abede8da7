import { describe, expect, it } from 'vitest'
import { isRising, parseBands } from '../../src/ingest/bands.js'

describe('parseBands', () => {
  it('reads bands in order, spaces and all', () => {
    expect(parseBands('500:0.40| 1500 : 0.32 |:.28')).toEqual([
      { to_km: 500, amount: 0.4 },
      { to_km: 1500, amount: 0.32 },
      { to_km: undefined, amount: 0.28 },
    ])
    expect(parseBands(':0')).toEqual([{ to_km: undefined, amount: 0 }])
  })

  it.each([
    ['', 'nothing'],
    ['500:0.4', 'a last band that ends'],
    ['500:0.4|1500:0.3', 'a last band that ends'],
    [':0.4|:0.3', 'a band without an end before the last'],
    ['1500:0.4|500:0.3|:0.2', 'ends that fall'],
    ['500:0.4|500:0.3|:0.2', 'an end twice'],
    ['0:0.4|:0.3', 'a band of no length'],
    ['500:-1|:0.3', 'a negative amount'],
    ['500:x|:0.3', 'a word'],
    ['500:0.4|:', 'a missing amount'],
    ['500;0.4|:0.3', 'another separator'],
    ['500:0.4:2|:0.3', 'a third part'],
    ['1e999:1|:2', 'no finite end'],
  ])('refuses %s (%s)', (text) => {
    expect(parseBands(text)).toBeUndefined()
  })
})

it('isRising: no band below the one before', () => {
  const rising = (text: string) => isRising(parseBands(text) ?? [])
  expect(rising('500:180|1000:180|:520')).toBe(true)
  expect(rising('500:180|1000:179|:520')).toBe(false)
})
