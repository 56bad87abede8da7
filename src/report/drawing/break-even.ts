import type { BreakEven, BreakEvenInterval } from '../../corridor/break-even/break-even.js'
import { grouped } from '../route-text.js'
import { lookOf } from './corridor-look.js'
import { cutAbove } from './cut-above.js'
import { type DrawingOptions, widthOf } from './drawing-options.js'
import { textWidth } from './labels.js'
import { BACKGROUND, INK, QUIET, RULE } from './palette.js'
import { plotting } from './plotting.js'
import { type Drawing, escaped, plotText, standaloneSvg } from './svg.js'

/** A first change of corridor nearer to 0 than this share of the range asks for a scale that spreads the small values. */
const SPREAD_BELOW = 0.08
/** Points of a line on a scale that is not linear. */
const STEPS = 24
const BAND_HEIGHT = 34

/**
 * Which corridor is best over the whole range of a break-even, as a standalone SVG: the criterion of each corridor as a line,
 * the least of them thick, and below it the bands, with the values at which they meet. The scale is that of square roots,
 * and says so, where the first change would be too near to 0 to be seen.
 *
 * Loads Observable Plot when first called. About 0.1 s.
 *
 * @throws UsageError where the width is out of range
 */
export async function breakEvenSvg(breakEven: BreakEven, options: DrawingOptions = {}): Promise<string> {
  const places = new Map(breakEven.corridors.map(({ id }, index) => [id, index]))
  return standaloneSvg(await breakEvenChart(breakEven, widthOf(options), (id) => places.get(id) ?? 0))
}

/**
 * The chart as a part of a page.
 *
 * @param indexOf place of a corridor in the comparison, which gives it its letter and colour
 */
export async function breakEvenChart(
  breakEven: BreakEven,
  width: number,
  indexOf: (id: string) => number,
): Promise<Drawing> {
  const { Plot, draw } = await plotting()
  const isNarrow = width < 480
  const [start, end] = breakEven.range
  const { bands } = breakEven
  const firstChange = bands[1]?.from
  const isRoot = start === 0 && firstChange !== undefined && firstChange < end * SPREAD_BELOW
  const height = Math.round(isNarrow ? width * 1.05 : Math.min(400, width * 0.5))
  const margins = {
    marginTop: 52,
    marginBottom: 44 + BAND_HEIGHT + 26,
    marginLeft: 62,
    marginRight: isNarrow ? 23 : 26,
  }
  const bend = (value: number): number => (isRoot ? Math.sqrt(value) : value)
  const x = (value: number): number =>
    margins.marginLeft +
    ((bend(value) - bend(start)) / (bend(end) - bend(start) || 1)) * (width - margins.marginLeft - margins.marginRight)
  const least = breakEven.intervals.flatMap((piece) => [at(piece, piece.from), at(piece, piece.to)])
  const top = Math.max(1e-9, ...least) * 1.5
  const y = (value: number): number =>
    height - margins.marginBottom - (value / top) * (height - margins.marginTop - margins.marginBottom)
  const curves = breakEven.corridors.map(({ id, pieces }) => ({
    id,
    points: cutAbove(
      pieces.flatMap((piece) => sampled(piece, start, end)),
      top,
    ),
  }))
  const lines = curves.flatMap(({ id, points }) => {
    const { colour, dash } = lookOf(indexOf(id))
    return [
      Plot.line(points, {
        x: 'x',
        y: 'y',
        stroke: colour,
        strokeWidth: 1.4,
        ...(dash === undefined ? {} : { strokeDasharray: dash }),
      }),
    ]
  })
  const best = breakEven.intervals.map((piece) =>
    Plot.line(sampled(piece, piece.from, piece.to), {
      x: 'x',
      y: 'y',
      stroke: lookOf(indexOf(piece.corridor)).colour,
      strokeWidth: 4,
      strokeLinecap: 'round',
    }),
  )
  const ticks = isRoot ? rootTicks(end, x) : isNarrow ? 4 : 8
  const plot = draw({
    width,
    height,
    ...margins,
    x: { type: isRoot ? 'sqrt' : 'linear', domain: [start, end], label: null },
    y: { domain: [0, top], label: null },
    marks: [
      Plot.gridY({ stroke: RULE, strokeOpacity: 1, ticks: 5 }),
      Plot.axisY({ tickSize: 0, fontSize: 12, fill: QUIET, ticks: 5, tickFormat: ',~f' }),
      Plot.axisX({ tickSize: 4, fontSize: 12, fill: QUIET, stroke: QUIET, ticks, tickFormat: ',~f' }),
      ...(bands.slice(1).length === 0
        ? []
        : [Plot.ruleX(bands.slice(1), { x: 'from', stroke: QUIET, strokeDasharray: '2 3' })]),
      ...lines,
      ...best,
    ] as never[],
  })
  const bandTop = height - BAND_HEIGHT - 26
  const { current } = breakEven
  const content = [
    plotText(plot),
    `<text x="8" y="16" font-size="12" fill="${QUIET}">${escaped(breakEven.criterion_unit)}${breakEven.objective === 'generalised' ? ', generalised cost' : ''}</text>`,
    ...bands.map((band, i) => {
      const { letter, colour } = lookOf(indexOf(band.corridor))
      const [left, right] = [x(band.from), x(band.to)]
      const wide = right - left
      const name = `${letter} ${band.name}`
      const word = textWidth(name, 12) + 30 < wide ? name : wide > 16 ? letter : ''
      return [
        `<g><title>${escaped(`${name}: ${grouped(band.from, 0)} to ${grouped(band.to, 0)} ${breakEven.unit}`)}</title>`,
        `<rect x="${left.toFixed(1)}" y="${bandTop}" width="${Math.max(0, wide).toFixed(1)}" height="${BAND_HEIGHT}" fill="${BACKGROUND}" stroke="none"/>`,
        `<rect x="${(left + 1).toFixed(1)}" y="${bandTop}" width="${Math.max(0.5, wide - 2).toFixed(1)}" height="7" fill="${colour}"/>`,
        word === ''
          ? ''
          : `<text x="${((left + right) / 2).toFixed(1)}" y="${bandTop + 25}" text-anchor="middle" font-size="12" font-weight="600" fill="${INK}">${escaped(word)}</text>`,
        i === 0
          ? ''
          : `<path d="M${left.toFixed(1)},${bandTop}v${BAND_HEIGHT}" stroke="${QUIET}" stroke-dasharray="2 3"/>`,
        '</g>',
      ].join('')
    }),
    ...letters(
      curves.flatMap(({ id, points }) => {
        const last = points[points.length - 1]
        return last === undefined ? [] : [{ letter: lookOf(indexOf(id)).letter, x: x(last.x), y: y(last.y) }]
      }),
    ),
    ...boundLabels(
      bands.slice(1).map(({ from }) => ({ value: from, x: x(from) })),
      height - 10,
      width,
    ),
    ...(current !== undefined && current >= start && current <= end
      ? [
          `<path d="M${x(current).toFixed(1)},${margins.marginTop - 6}V${height - margins.marginBottom}" stroke="${INK}" stroke-width="1.2"/>`,
          `<text x="${x(current).toFixed(1)}" y="${margins.marginTop - 10}" text-anchor="${x(current) > width / 2 ? 'end' : 'start'}" font-size="12" font-weight="600" fill="${INK}">now ${grouped(current, current < 10 ? 1 : 0)}</text>`,
        ]
      : []),
    `<text x="${width - margins.marginRight}" y="${height - margins.marginBottom + 36}" text-anchor="end" font-size="12" fill="${QUIET}">${escaped(breakEven.unit)}${isRoot ? ' (square-root scale)' : ''}</text>`,
  ]
  return {
    title: `Break-even over ${breakEven.label}`,
    description: breakEven.sentence,
    width,
    height,
    content: content.join('\n'),
  }
}

function at({ fixed, slope }: BreakEvenInterval, x: number): number {
  return fixed + slope * x
}

/** Points of a line, more of them than two because the scale may bend it. */
function sampled(piece: BreakEvenInterval, start: number, end: number): { readonly x: number; readonly y: number }[] {
  const from = Math.max(piece.from, start)
  const to = Math.min(piece.to, end)
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const x = from + ((to - from) * i * i) / (STEPS * STEPS)
    return { x, y: at(piece, x) }
  })
}

/** Ticks at 1, 2 and 5 times powers of ten, from the end of the range down to where they would touch. */
function rootTicks(end: number, x: (value: number) => number): number[] {
  const ticks: number[] = []
  for (let power = 10 ** Math.floor(Math.log10(end)); power >= end / 1000; power /= 10) {
    for (const step of [5, 2, 1]) {
      const tick = step * power
      const next = ticks[ticks.length - 1]
      const half = textWidth(grouped(tick, 0), 12) / 2 + 8
      const isFree = next === undefined || x(next) - x(tick) > half + textWidth(grouped(next, 0), 12) / 2
      if (tick <= end && isFree && x(tick) - x(0) > half) ticks.push(tick)
    }
  }
  return [...ticks, 0]
}

/** The letter of each line at its end; where two ends meet, that of the first. */
function letters(ends: readonly { readonly letter: string; readonly x: number; readonly y: number }[]): string[] {
  const placed: { x: number; y: number }[] = []
  return ends.flatMap(({ letter, x, y }) => {
    if (placed.some((other) => Math.hypot(other.x - x, other.y - y) < 13)) return []
    placed.push({ x, y })
    return [
      `<text x="${(x + 4).toFixed(1)}" y="${(y + 4).toFixed(1)}" font-size="12" font-weight="700" fill="${INK}" stroke="${BACKGROUND}" stroke-width="3" paint-order="stroke" stroke-linejoin="round">${letter}</text>`,
    ]
  })
}

/** The values at which the bands meet; of two that would touch, the first. */
function boundLabels(
  bounds: readonly { readonly value: number; readonly x: number }[],
  y: number,
  width: number,
): string[] {
  let free = Number.NEGATIVE_INFINITY
  return bounds.flatMap(({ value, x }) => {
    const text = grouped(value, value < 20 ? 1 : 0)
    const half = textWidth(text, 12) / 2
    const middle = Math.min(width - half - 2, x)
    if (middle - half < free) return []
    free = middle + half + 6
    return [
      `<text x="${middle.toFixed(1)}" y="${y}" text-anchor="middle" font-size="12" font-weight="600" fill="${INK}">${text}</text>`,
    ]
  })
}
