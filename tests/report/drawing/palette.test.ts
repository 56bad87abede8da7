import { describe, expect, it } from 'vitest'
import { lookOf } from '../../../src/report/drawing/corridor-look.js'
import { CORRIDOR_PAINTS, PAPER, PART_PAINTS, paints, paletteCss } from '../../../src/report/drawing/palette.js'

type Rgb = readonly [number, number, number]

/**
 * Simulated dichromacy in linear RGB, severity 1.0, from table 1 of Machado, Oliveira and Fernandes 2009, "A
 * physiologically-based model for simulation of color vision deficiency", doi:10.1109/TVCG.2009.113.
 */
const SIGHTS: Readonly<Record<string, readonly number[]>> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
}

/** sRGB (IEC 61966-2-1) to linear light. */
function linear(hex: string): Rgb {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

function seen(color: Rgb, matrix: readonly number[]): Rgb {
  const row = (i: number): number =>
    Math.min(
      1,
      Math.max(
        0,
        color.reduce((sum, value, k) => sum + value * (matrix[3 * i + k] ?? 0), 0),
      ),
    )
  return [row(0), row(1), row(2)]
}

/** Relative luminance and contrast of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [high, low] = [a, b]
    .map((hex) => {
      const [red, green, blue] = linear(hex)
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    })
    .sort((one, other) => other - one) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** Distance in Oklab (Ottosson 2020), where 1 is from black to white and about 0.02 is just seen. */
function distance(a: Rgb, b: Rgb): number {
  const [one, other] = [a, b].map(oklab) as [Rgb, Rgb]
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
}

function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function nearest(colors: readonly string[], sight: string): number {
  const shown = colors.map((hex) => seen(linear(hex), SIGHTS[sight] ?? []))
  let least = Number.POSITIVE_INFINITY
  for (const [i, a] of shown.entries()) {
    for (const b of shown.slice(0, i)) least = Math.min(least, distance(a, b))
  }
  return least
}

const MODE_PAINTS = (['rail', 'road', 'sea', 'waterway', 'air'] as const).map((mode) => PART_PAINTS[mode])

describe.each(['light', 'dark'] as const)('the colours of the %s scheme', (scheme) => {
  const paper = (['paper', 'sea', 'land'] as const).map((name) => PAPER[name][scheme])

  it('write text at 4.5:1 or more', () => {
    for (const text of ['ink', 'quiet'] as const) {
      for (const background of paper) expect(contrast(PAPER[text][scheme], background)).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('draw corridors at 3:1 or more on paper, land and sea, and parts of bars on paper', () => {
    for (const paint of CORRIDOR_PAINTS) {
      for (const background of paper) expect(contrast(paint[scheme], background)).toBeGreaterThanOrEqual(3)
    }
    for (const paint of Object.values(PART_PAINTS)) {
      expect(contrast(paint[scheme], PAPER.paper[scheme])).toBeGreaterThanOrEqual(3)
    }
  })

  it.each(Object.keys(SIGHTS))('are told apart with %s', (sight) => {
    // Six times what is just seen.
    expect(
      nearest(
        CORRIDOR_PAINTS.map((paint) => paint[scheme]),
        sight,
      ),
    ).toBeGreaterThan(0.115)
    expect(
      nearest(
        MODE_PAINTS.map((paint) => paint[scheme]),
        sight,
      ),
    ).toBeGreaterThan(0.115)
  })
})

describe('the distance between colours', () => {
  it('would find a red and a green that look alike with deuteranopia', () => {
    const colors = ['#b8650f', '#7f8f0a']
    expect(nearest(colors, 'normal')).toBeGreaterThan(0.1)
    expect(nearest(colors, 'deuteranopia')).toBeLessThan(0.06)
  })
})

describe('paletteCss', () => {
  it('has a rule for each colour, and no two roles with one light value', () => {
    const light = paints().map((paint) => paint.light)
    expect(new Set(light).size).toBe(light.length)
    const css = paletteCss(':root')
    for (const { name, light: value, dark } of paints()) {
      expect(css).toContain(`[stroke="${value}"]{stroke:var(--lb-${name})}`)
      expect(css).toContain(`--lb-${name}:${dark}`)
    }
  })
})

describe('lookOf', () => {
  it('gives each of many corridors its own letter, and its own pair of colour and dash', () => {
    const looks = Array.from({ length: 56 }, (_, i) => lookOf(i))
    expect(looks.slice(0, 3).map(({ letter }) => letter)).toEqual(['A', 'B', 'C'])
    expect([lookOf(25).letter, lookOf(26).letter, lookOf(27).letter, lookOf(52).letter]).toEqual([
      'Z',
      'AA',
      'AB',
      'BA',
    ])
    expect(new Set(looks.map(({ letter }) => letter)).size).toBe(56)
    expect(new Set(looks.map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(56)
  })
})
